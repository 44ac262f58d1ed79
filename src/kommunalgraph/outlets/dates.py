"""Dates as German pages write them, and the lines that tell when an article appeared."""

from __future__ import annotations

import re
from datetime import date

_NAMES = (
    "januar jänner jan",
    "februar feb",
    "märz maerz mär",
    "april apr",
    "mai",
    "juni jun",
    "juli jul",
    "august aug",
    "september sept sep",
    "oktober okt",
    "november nov",
    "dezember dez",
)
_MONTHS = {name: month for month, names in enumerate(_NAMES, start=1) for name in names.split()}
_NUMBERS = r"\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)\d\d"
_WORDS = rf"\d{{1,2}}\.\s?(?i:{'|'.join(_MONTHS)})\.?\s(?:19|20)\d\d"
_ISO = r"(?:19|20)\d\d-\d\d-\d\d"
DATE = rf"(?:{_NUMBERS}|{_WORDS}|{_ISO})"
"""Pattern source of a full date: 12.03.2024, 12. März 2024, 2024-03-12; a month alone is none."""

WEEKDAY = r"(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend"
"""Pattern source of the German days of the week."""

MONTH = rf"(?:(?i:{'|'.join(_MONTHS)})\.?\s)?(?:19|20)\d\d"
"""Pattern source of a month or a year alone, which dates no article."""

# "Musterstadt, 12. März 2024 – Die", "Musterstadt (em). Die", "MUSTERSTADT. Die", "3.5.2024: Das".
DATELINE = re.compile(
    r"(?:(?P<place>[A-ZÄÖÜ][\w./()-]*(?:[ /][\w./()-]+){0,4}?)"
    rf"(?:,\s(?:den\s|am\s|im\s)?(?:(?P<date>{DATE})|{MONTH})(?:\s*[.:]?\s*[–—:-]+|\s*[.:])\s+"
    r"|\.\s\([a-zäöü/]{2,10}\)\s|\s\([a-zäöü/]{2,10}\)(?:\.|\s?[–—-])\s)"
    rf"|(?P<day>{DATE})\s?[.|:–-]\s+"
    r"|(?!Herr|Frau|Prof|Dipl)(?P<town>[A-ZÄÖÜ][A-ZÄÖÜa-zäöüß]{2,}"
    r"(?:[ /-][A-ZÄÖÜ][A-ZÄÖÜa-zäöüß]{2,}){0,2})(?:\.|\s[–—])\s)"
    r"(?=[A-ZÄÖÜ„\"0-9])"
)
"""Where the news is from and of what day, as the first paragraph of a local paper begins."""

_PARTS = re.compile(r"(\d+)\D+?(\d+|[A-Za-zä]+)\D+?(\d+)")
_LABELS = (
    rf"{WEEKDAY}|Mo|Di|Mi|Do|Fr|Sa|So|Stand|Datum|Pressemitteilung|Pressemeldung|Presseinformation"
    r"|Medieninformation|Presse|Meldung|Nachricht|News|Artikel|Beitrag|Erstellt|Veröffentlicht"
    r"|Veröffentlichung|Veröffentlichungsdatum|Erschienen|Aktualisiert|Aktualisierung|Letzte|Publiziert"
    r"|Erscheinungsdatum|Online seit|vom|am|den|(?:Nr\.?|Ausgabe|Heft)\s?\d+(?:/\d+)?"
)
_DATE_LINE = re.compile(
    rf"(?:\d{{1,2}}:\d{{2}}\s(?:Uhr\s)?)?(?:(?:{_LABELS})(?!\w)[.\s:,|–-]*)*"
    r"(?:[A-ZÄÖÜ][\w./() -]{1,40},\s*(?:(?:den|am)\s+)?)?"
    rf"(?P<date>{DATE})"
    r"(?:[\s,|/–-]*(?:um\s)?\d{1,2}[:.]\d{2}(?:\s*Uhr)?)?"
    r"(?:,\s?[a-z]{2,3}(?:/[a-z]{2,3})?)?"
    r"(?:\s*[|/–-][^.]{0,40}|\s+Alter: .{0,20})?",
    re.IGNORECASE,
)
_HEADED = re.compile(
    rf"(?:(?:Presse|Medien)(?:mitteilung|meldung|information)[^.!?|]{{0,80}}?\s(?:vom\s)?"
    rf"|[^.!?|]{{2,80}}\s?[|·]\s?)(?P<date>{DATE})",
    re.IGNORECASE,
)
_MONTH_LINE = re.compile(rf"(?:[^.!?|,]{{2,60}}\s?[|,·]\s?)?(?:im\s)?{MONTH}")
_SAVED = re.compile(rf"(?:{WEEKDAY}),\s*(?:{_WORDS}|{_NUMBERS})", re.IGNORECASE)


def parse_date(text: str) -> date | None:
    """Return the first full date in ``text``, or None where it is none of the calendar.

    >>> parse_date("12. März 2024")
    datetime.date(2024, 3, 12)
    """
    parts = _PARTS.search(text)
    if parts is None:
        return None
    first, middle, last = parts.groups()
    month = int(middle) if middle.isdigit() else _MONTHS.get(middle.lower(), 0)
    year, day = (int(first), int(last)) if len(first) == 4 else (int(last), int(first))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def date_of_line(line: str) -> date | None:
    """Return the date of a line that only tells when a text appeared ("Stand: 12.03.2024")."""
    if len(line) > 120 or not _has_year(line):
        return None
    found = _DATE_LINE.fullmatch(line) or _HEADED.fullmatch(line)
    return parse_date(found["date"]) if found else None


def is_saving_date(line: str) -> bool:
    """Tell whether the line is a weekday and date alone, as pages show the day they are read."""
    return len(line) < 40 and _has_year(line) and _SAVED.fullmatch(line) is not None


def is_month_line(line: str) -> bool:
    """Tell whether the line names an issue by its month ("Mitgliederbrief | November 2023")."""
    return len(line) < 80 and _has_year(line) and _MONTH_LINE.fullmatch(line) is not None


def _has_year(line: str) -> bool:
    return "20" in line or "19" in line
