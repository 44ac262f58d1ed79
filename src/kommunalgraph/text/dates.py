"""Points in time that German text names, as ISO dates with the precision that is known.

Absolute dates stand for themselves; relative ones ("im vergangenen Jahr", "seit 20 Jahren") are
reckoned from the day of publication, and skipped where that is not known.  No clock is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from kommunalgraph.text import language
from kommunalgraph.text.numbers import WORDS, is_count

Kind = Literal["date", "since", "until", "from"]


class Moment(NamedTuple):
    """The time expression ``text[start:end]``, its preposition included.

    ``value`` is ``2009``, ``2009-12`` or ``2009-12-22``.  ``kind`` is ``since`` (seit, von … bis),
    ``until`` (bis), ``from`` (ab) or ``date``.  ``derivation`` tells how a relative value was
    reckoned ("2019 - 20"), and is None for an absolute one.
    """

    start: int
    end: int
    value: str
    kind: Kind
    derivation: str | None


_MONTHS = language.values("calendar", "months")
_WEEKDAYS = language.values("calendar", "weekdays")
_RELATIVE = language.values("calendar", "relative")
_NAMES_WITH_YEARS = language.words("calendar", "words.names_with_years")

_MONTH = language.either(_MONTHS)
_SHIFT = rf"(?:{language.either(_RELATIVE)})(?:e[mnrs]?|es)"
_YEAR = r"(?:1[89]|20)\d\d"
_AMOUNT = rf"\d{{1,3}}|eine[mr]|{language.either(WORDS)}"
_SEASON = (
    r"(?:Frühjahr|Frühling|Sommer|Herbst|Winter|Spätsommer|Frühsommer|Spätherbst|Jahr|Jahre|Jahres)"
)

# The digit comes first and the look behind after it, so that the scanner can skip to digits.
_FIGURES = re.compile(
    rf"\d(?<![\w,./§+-]\d)(?:"
    rf"(?<=(?P<d1>\d))(?P<d2>\d?)\.\s?(?:(?P<month>{_MONTH})(?!\w)(?:\s(?P<year>{_YEAR})(?!\d))?"
    rf"|(?P<m>\d{{1,2}})\.\s?(?P<y>{_YEAR}|\d\d)(?![\d.]))"
    rf"|(?<=(?P<c>[12]))(?P<rest>\d{{3}})(?:-(?P<im>\d\d)-(?P<id>\d\d))?(?!\w|[.,:/]\d|-\w*[^\W\d]))"
)
_BARE_MONTH = re.compile(
    rf"[JFMASOND](?:(?<=(?P<first>.))(?P<rest>{'|'.join(sorted({m[1:] for m in _MONTHS}, key=lambda m: (-len(m), m)))}))"
    rf"(?!\w)(?:\s(?:des Jahres\s)?(?P<year>{_YEAR})(?!\d)|\s(?:des\s)?(?P<shift>{_SHIFT})\sJahres)?"
)
_RELATIVE_YEAR = re.compile(
    rf"[vldkanü](?<!\w.)(?<=(?P<l>.))(?P<shift>(?:{language.either({w[1:] for w in _RELATIVE})})(?:e[mnrs]?|es))"
    rf"\s(?P<unit>Jahr(?:es|s)?|Monat(?:s|es)?|Woche|{language.either(_WEEKDAYS)})(?!\w)"
)
_AGO = re.compile(
    rf"[VvSs](?:or|eit)\s(?:(?:mehr als|gut|rund|etwa|knapp|fast|über|circa|ca\.|inzwischen|nunmehr|nun"
    rf"|bald|genau|exakt|schon|bereits|mittlerweile|den|weniger als)\s){{0,2}}(?P<amount>{_AMOUNT})\s"
    r"(?P<unit>Jahr(?:en)?|Jahrzehnt(?:en)?|Monat(?:en)?|Wochen?|Tag(?:en)?)(?!\w)"
)
_TURN = re.compile(
    rf"Jahres(?P<what>beginn|anfang|wechsel|ende)(?!\w)(?:\s(?P<first>{_YEAR})(?:/(?P<second>(?:\d\d)?\d\d))?)?"
)
_DAY = re.compile(
    r"[hgv](?<!\w.)(?:eute|estern|orgestern)(?!\w)|H(?<!\w.)eute(?!\w)|G(?<!\w.)estern(?!\w)"
)

_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<cue>[Ss]eit|[Aa]b|[Bb]is|[Vv]on|[Vv]om)\s)?(?:spätestens\s|zum\s|zur\s|zu\s|in\s)?"
    rf"(?:(?:[Aa]m|[Ii]m|[Ii]n|[Zz]um|[Zz]u|[Dd]em|[Dd]en|[Dd]es|[Dd]er(?=\s{_SHIFT})|[Vv]om|[Bb]eim|[Nn]ach)\s)?"
    rf"(?:(?:{language.either(_WEEKDAYS)}),?\s(?:dem\s|den\s)?)?"
    rf"(?:(?:Anfang|Mitte|Ende|Beginn)\s(?:des\s|im\s)?)?(?:{_SEASON}\s)?"
    rf"(?:(?P<shift>{_SHIFT})\s)?$"
)
_MONTH_CUE = re.compile(
    r"\b(?:[Ii]m|[Ss]eit|[Aa]b|[Bb]is|Anfang|Mitte|Ende|[Zz]um|vom|von|[Bb]eginn|Schon im)\s$"
)
_FUTURE = re.compile(
    rf"(?<!\w)(?:{language.either(language.words('calendar', 'words.future'))})(?!\w)"
)
_THROUGH = re.compile(rf"\s?(?:bis|–|-)\s?(?:zum\s|Ende\s|Mitte\s|Anfang\s)?(?:\d|{_MONTH})")
_RANGE_BEFORE = re.compile(r"\d\s?[–-]\s?$")
_WORD_BEFORE = re.compile(r"(\S+)\s$")
_OWN_DATE = re.compile(r"\s?\(\d{1,2}\.")

_Found = tuple[int, int, str, str | None]


def find_moments(text: str, start: int, end: int, *, published: date | None) -> list[Moment]:
    """Return the points in time in the sentence ``text[start:end]``, in text order.

    Decades, centuries, school years (2019/20) and vague times ("vor wenigen Jahren") are skipped.
    """
    found = [*_absolute(text, start, end), *_months(text, start, end, published)]
    if published is not None:
        found += _relative(text, start, end, published)
    moments: list[Moment] = []
    for left, right, value, derivation in sorted(found, key=lambda f: (f[0], -f[1])):
        if moments and left < moments[-1].end:
            continue
        moments.append(Moment(left, right, value, _kind(text, left, right, end), derivation))
    return moments


def _kind(text: str, left: int, right: int, end: int) -> Kind:
    """Read the kind from the preposition the expression begins with, or from a following "bis"."""
    head = text[left : left + 5].lower()
    if head.startswith("seit"):
        return "since"
    if head.startswith("bis ") or _RANGE_BEFORE.search(text, max(0, left - 4), left):
        return "until"
    if head.startswith("ab "):
        return "from"
    return "since" if _THROUGH.match(text, right, end) else "date"


def _leftwards(text: str, left: int, start: int) -> int:
    """Return where the prepositions before an expression begin."""
    before = _BEFORE.search(text, max(start, left - 48), left)
    return before.start() if before and before.group() else left


def _absolute(text: str, start: int, end: int) -> Iterator[_Found]:
    """Yield dates written in figures, and years."""
    for match in _FIGURES.finditer(text, start, end):
        left, right = match.span()
        century = match["c"]
        if century is None:
            if match["year"] is None and match["y"] is None:
                continue  # a day and month without year is left to the months
            value = _day_value(match)
        elif match["im"]:
            value = _iso(int(century + match["rest"]), int(match["im"]), int(match["id"]))
        else:
            value = century + match["rest"]
            if not "1800" <= value < "2100" or not _is_year(text, match, start, end):
                continue
        if value:
            yield _leftwards(text, left, start), right, value, None


def _day_value(match: re.Match[str]) -> str | None:
    """Return the ISO value of "12. Mai 1971", "12.05.1971" or "12.5.71"."""
    day = int(match["d1"] + match["d2"])
    if match["month"]:
        return _iso(int(match["year"]), _MONTHS[match["month"]], day)
    year = int(match["y"])
    if year < 100:
        year += 2000 if year < 50 else 1900
    return _iso(year, int(match["m"]), day)


def _iso(year: int, month: int, day: int) -> str | None:
    """Return the ISO date, or None if there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _is_year(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Tell whether four digits are a year, not a count, version, name or telephone number."""
    if text.startswith(("er", "/", "°"), match.end()) or is_count(text, match.span(), start, end):
        return False
    before = _WORD_BEFORE.search(text, max(start, match.start() - 24), match.start())
    if before is None:
        return True
    word = before.group(1)
    if word in _NAMES_WITH_YEARS or word.rsplit("-", 1)[-1] in _NAMES_WITH_YEARS:
        return False
    return not (word.isdigit() or len(word) > 3 and word.isupper() and word.isalpha())


def _months(text: str, start: int, end: int, published: date | None) -> Iterator[_Found]:
    """Yield months, with or without year, and days of a month without year."""
    for match in _BARE_MONTH.finditer(text, start, end):
        name = match["first"] + match["rest"]
        month = _MONTHS.get(name)
        left = match.start()
        if month is None or left > 0 and text[left - 1].isalnum():
            continue
        day = re.compile(r"(?<![\w.])(\d{1,2})\.\s?$").search(text, max(start, left - 5), left)
        if match["year"]:
            if not day:
                value = f"{match['year']}-{month:02}"
                yield _leftwards(text, left, start), match.end(), value, None
            continue
        first = day.start() if day else left
        begin = _leftwards(text, first, start)
        if published is None or not (
            day or match["shift"] or begin < left and _cued(text, begin, left)
        ):
            continue
        year = _year_of(text, (begin, first, match), (start, end), published)
        value = f"{year}-{month:02}"
        if day:
            dated = _iso(year, month, int(day.group(1)))
            if dated is None:
                continue
            value = dated
        yield begin, match.end(), value, f"{name} of {year}, published {published.isoformat()}"


def _cued(text: str, begin: int, left: int) -> bool:
    """Tell whether what stands before a bare month marks it as one: "August Bebel" has nothing."""
    shift = _BEFORE.search(text, begin, left)
    return bool(_MONTH_CUE.search(text, begin, left) or shift and shift["shift"])


def _year_of(
    text: str, where: tuple[int, int, re.Match[str]], sentence: tuple[int, int], published: date
) -> int:
    """Return the year of a month that is named without one.

    It is the latest such month up to publication, or the next one where the sentence looks ahead
    ("wird", "soll", "ab", "bis").
    """
    begin, first, match = where
    month = _MONTHS[match["first"] + match["rest"]]
    if match["shift"]:
        return published.year + _shift(match["shift"])
    before = _BEFORE.search(text, begin, first)
    shift = _shift(before["shift"]) if before and before["shift"] else None
    cue = (before["cue"] or "").lower() if before else ""
    ahead = cue in ("ab", "bis") or cue != "seit" and bool(_FUTURE.search(text, *sentence))
    if shift is not None:
        ahead = shift > 0
    if ahead:
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def _shift(adjective: str) -> int:
    """Return by how many years, months or weeks an adjective such as "vorigen" shifts."""
    lowered = adjective.lower()
    return next(
        value
        for stem, value in sorted(_RELATIVE.items(), key=lambda item: -len(item[0]))
        if lowered.startswith(stem)
    )


def _relative(text: str, start: int, end: int, published: date) -> Iterator[_Found]:
    """Yield what is reckoned from the day of publication."""
    day = published.isoformat()
    for match in _DAY.finditer(text, start, end):
        back = {"heute": 0, "gestern": 1, "vorgestern": 2}[match.group().lower()]
        if not _OWN_DATE.match(text, match.end(), end):
            value = (published - timedelta(days=back)).isoformat()
            left = _leftwards(text, match.start(), start)
            yield left, match.end(), value, f"{day} - {back} days" if back else day
    for match in _RELATIVE_YEAR.finditer(text, start, end):
        found = _shifted(match, published)
        if found and not _OWN_DATE.match(text, match.end(), end):
            yield _leftwards(text, match.start(), start), match.end(), *found
    for match in _AGO.finditer(text, start, end):
        if not text[match.start() - 1 : match.start()].isalnum():
            yield match.start(), match.end(), *_ago(match, published)
    for match in _TURN.finditer(text, start, end):
        value, derivation = _turn(match, published, ahead=bool(_FUTURE.search(text, start, end)))
        yield _leftwards(text, match.start(), start), match.end(), value, derivation


def _shifted(match: re.Match[str], published: date) -> tuple[str, str] | None:
    """Reckon "vergangenes Jahr", "kommenden Monat", "vorige Woche", "vergangenen Freitag"."""
    shift = _shift(match["l"] + match["shift"])
    unit = match["unit"]
    if unit.startswith("Jahr"):
        return str(published.year + shift), _sum(str(published.year), shift)
    if unit.startswith("Monat"):
        return _month(published, shift), _sum(f"{published:%Y-%m}", shift, "months")
    if unit == "Woche":
        monday = published - timedelta(days=published.weekday() - 7 * shift)
        if monday.month != (monday + timedelta(days=4)).month:
            return str(monday.year), _sum(published.isoformat(), shift, "weeks")
        return f"{monday:%Y-%m}", _sum(published.isoformat(), shift, "weeks")
    if shift == 0:
        back = (published.weekday() - _WEEKDAYS[unit]) % 7
        return (published - timedelta(days=back)).isoformat(), f"{unit} of {published.isoformat()}"
    days = (_WEEKDAYS[unit] - published.weekday() - 1) % 7 + 1
    days -= 7 if shift < 0 and days < 7 else 14 if shift < 0 else 0
    return (published + timedelta(days=days)).isoformat(), _sum(published.isoformat(), days, "days")


def _ago(match: re.Match[str], published: date) -> tuple[str, str]:
    """Reckon "vor zehn Jahren" and "seit gut vier Jahren"."""
    word = match["amount"].lower()
    amount = int(word) if word.isdigit() else WORDS.get(word, 1)
    unit = match["unit"]
    if unit.startswith("Jahrzehnt"):
        amount *= 10
    if unit.startswith("Jahr"):
        return str(published.year - amount), _sum(str(published.year), -amount)
    if unit.startswith("Monat"):
        return _month(published, -amount), _sum(f"{published:%Y-%m}", -amount, "months")
    days = amount * (7 if unit.startswith("Woche") else 1)
    value = (published - timedelta(days=days)).isoformat()
    return value[:7] if days >= 7 else value, _sum(published.isoformat(), -days, "days")


def _turn(match: re.Match[str], published: date, *, ahead: bool) -> tuple[str, str | None]:
    """Reckon "zum Jahreswechsel", "zu Jahresbeginn", "zum Jahresende", with or without year."""
    at_end = match["what"] == "ende"
    month = 12 if at_end else 1
    if match["first"]:
        second = match["second"]
        year = int(match["first"][: 4 - len(second)] + second) if second else int(match["first"])
        return f"{year}-{month:02}", None
    if at_end:
        year = published.year - (published.month <= 3 and not ahead)
    elif match["what"] == "wechsel":
        year = published.year + (published.month >= 10 or ahead and published.month > 2)
    else:
        year = published.year + (ahead and published.month >= 10)
    return f"{year}-{month:02}", f"Jahres{match['what']}, published {published.isoformat()}"


def _month(published: date, shift: int) -> str:
    """Return the month ``shift`` months from publication."""
    years, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
    return f"{years}-{month + 1:02}"


def _sum(base: str, shift: int, unit: str = "") -> str:
    """Write a derivation such as ``2019 - 20`` or ``2019-03 - 2 months``."""
    written = f"{base} {'-' if shift < 0 else '+'} {abs(shift)}" if shift else base
    return f"{written} {unit}" if unit and shift else written
