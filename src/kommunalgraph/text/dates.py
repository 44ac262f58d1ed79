"""Points in time that German text names, as ISO dates with the precision that is known.

Absolute dates stand for themselves; relative ones ("im vergangenen Jahr", "seit 20 Jahren") are
reckoned from the day of publication, and skipped where that is not known.  No clock is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kommunalgraph.text import language, reckoning
from kommunalgraph.text.anniversaries import CUES
from kommunalgraph.text.moments import SHIFT, YEAR, Kind, Moment
from kommunalgraph.text.numbers import WORD_SHAPE, is_count

_MONTHS = language.values("calendar", "months")
_NAMES_WITH_YEARS = language.words("calendar", "words.names_with_years")

_MONTH = language.either(_MONTHS)
_AMOUNT = rf"\d{{1,3}}|eine[mr]|{WORD_SHAPE}"
_SEASON = (
    r"(?:Frühjahr|Frühling|Sommer|Herbst|Winter|Spätsommer|Frühsommer|Spätherbst|Jahr|Jahre|Jahres)"
)

# The digit comes first and the look behind after it, so that the scanner can skip to digits.
_FIGURES = re.compile(
    rf"\d(?<![\w,./§+-]\d)(?:"
    rf"(?<=(?P<d1>\d))(?P<d2>\d?)\.\s?(?:(?P<month>{_MONTH})(?!\w)(?:\s(?P<year>{YEAR})(?!\d))?"
    rf"|(?P<m>\d{{1,2}})\.\s?(?P<y>{YEAR}|\d\d)(?![\d.]))"
    r"|(?<=(?P<c>[12]))(?P<rest>\d{3})(?:-(?P<im>\d\d)-(?P<id>\d\d))?"
    r"(?!\w|[.,:/]\d|-\w*[^\W\d]))"
)
_BARE_MONTH = re.compile(
    rf"[JFMASOND](?:(?<=(?P<first>.))(?P<rest>{language.either({m[1:] for m in _MONTHS})}))"
    rf"(?!\w)(?:\s(?:des Jahres\s)?(?P<year>{YEAR})(?!\d)"
    rf"|\s(?:des\s)?(?P<shift>{SHIFT})\sJahres)?"
)
# Relative times are found by their unit, which is rarer than the words before it.
_UNIT = re.compile(
    rf"[JMWTDFS](?<!\w.)(?:ahr|onat|oche|ag|{language.either({d[1:] for d in reckoning.WEEKDAYS})})"
    r"(?:zehnt)?(?:e[nrs]?|s|n)?(?!\w)"
)
_SHIFT_BEFORE = re.compile(rf"(?<!\w)({SHIFT})\s$")
_AGO_BEFORE = re.compile(
    r"(?<!\w)[VvSs](?:or|eit)\s(?:(?:mehr als|gut|rund|etwa|knapp|fast|über|circa|ca\.|inzwischen"
    r"|nunmehr|nun|bald|genau|exakt|schon|bereits|mittlerweile|den|weniger als)\s){0,2}"
    rf"({_AMOUNT})\s$"
)
_SHIFTED_UNITS = frozenset({"Jahr", "Jahres", "Monat", "Monats", "Woche", *reckoning.WEEKDAYS})
_AGO_UNITS = frozenset(
    {"Jahr", "Jahren", "Jahrzehnt", "Jahrzehnten", "Monat", "Monaten", "Woche", "Wochen", "Tagen"}
)
_TURN = re.compile(
    r"Jahres(?P<what>beginn|anfang|wechsel|ende)(?!\w)"
    rf"(?:\s(?P<first>{YEAR})(?:/(?P<second>(?:\d\d)?\d\d))?)?"
)
_DAY = re.compile(
    r"[hgv](?<!\w.)(?:eute|estern|orgestern)(?!\w)|H(?<!\w.)eute(?!\w)|G(?<!\w.)estern(?!\w)"
)

_BEFORE = re.compile(
    rf"(?<!\w)(?:(?P<cue>[Ss]eit|[Aa]b|[Bb]is|[Vv]on|[Vv]om)\s)?(?:spätestens\s|zum\s|zur\s|zu\s|in\s)?"
    r"(?:(?:[Aa]m|[Ii]m|[Ii]n|[Zz]um|[Zz]u|[Dd]em|[Dd]en|[Dd]es|[Vv]om|[Bb]eim|[Nn]ach"
    rf"|[Dd]er(?=\s{SHIFT}))\s)?"
    rf"(?:(?:{language.either(reckoning.WEEKDAYS)}),?\s(?:dem\s|den\s)?)?"
    rf"(?:(?:Anfang|Mitte|Ende|Beginn)\s(?:des\s|im\s)?)?(?:{_SEASON}\s)?"
    rf"(?:(?P<shift>{SHIFT})\s)?$"
)
_MONTH_CUE = re.compile(
    r"\b(?:[Ii]m|[Ss]eit|[Aa]b|[Bb]is|Anfang|Mitte|Ende|[Zz]um|vom|von|[Bb]eginn|Schon im)\s$"
)
_FUTURE = re.compile(
    rf"(?<!\w)(?:{language.either(language.words('calendar', 'words.future'))})(?!\w)"
)
_THROUGH = re.compile(rf"\s?(?:bis|–|-)\s?(?:zum\s|Ende\s|Mitte\s|Anfang\s)?(?:\d|{_MONTH})")
_ONWARDS = re.compile(r"\s(?:an|ab)\b")
_RANGE_BEFORE = re.compile(r"\d\s?[–-]\s?$")
_WORD_BEFORE = re.compile(r"(\S+)\s$")
_DAY_BEFORE = re.compile(r"(?<![\w.])(\d{1,2})\.\s?$")
_OWN_DATE = re.compile(r"\s?\(\d{1,2}\.")

_TIME = re.compile(
    rf"\d|ahr|Monat|Woche|Tag|eute|estern|{_MONTH}|{language.either(reckoning.WEEKDAYS)}"
    rf"|{'|'.join(CUES)}"
)
"""What at least one word of a sentence with a time has inside."""

_Found = tuple[int, int, str, str | None]


def may_tell_time(word: str) -> bool:
    """Tell whether a sentence needs ``word``, or one like it, for :func:`find_moments` or
    :func:`.find_anniversaries` to find anything."""
    return _TIME.search(word) is not None


def find_moments(text: str, start: int, end: int, *, published: date | None) -> list[Moment]:
    """Return the points in time in the sentence ``text[start:end]``, in text order.

    Decades, centuries, school years (2019/20) and vague times ("vor wenigen Jahren") are skipped.
    """
    found = [*_absolute(text, start, end), *_months(text, start, end, published)]
    if text.find("Jahres", start, end) >= 0:
        found += _turns(text, start, end, published)
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
    if head.startswith("von ") and _ONWARDS.match(text, right, end):
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
    return not (word.isdigit() or (len(word) > 3 and word.isupper() and word.isalpha()))


def _months(text: str, start: int, end: int, published: date | None) -> Iterator[_Found]:
    """Yield months, with or without year, and days of a month without year."""
    for match in _BARE_MONTH.finditer(text, start, end):
        name = match["first"] + match["rest"]
        month = _MONTHS.get(name)
        left = match.start()
        if month is None or (left > 0 and text[left - 1].isalnum()):
            continue
        day = _DAY_BEFORE.search(text, max(start, left - 5), left)
        if match["year"]:
            if not day:
                value = f"{match['year']}-{month:02}"
                yield _leftwards(text, left, start), match.end(), value, None
            continue
        first = day.start() if day else left
        begin = _leftwards(text, first, start)
        if published is None or not (
            day or match["shift"] or (begin < left and _cued(text, begin, left))
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
    return bool(_MONTH_CUE.search(text, begin, left) or (shift and shift["shift"]))


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
        return published.year + reckoning.shift_of(match["shift"])
    before = _BEFORE.search(text, begin, first)
    shift = reckoning.shift_of(before["shift"]) if before and before["shift"] else None
    cue = (before["cue"] or "").lower() if before else ""
    ahead = cue in ("ab", "bis") or (cue != "seit" and bool(_FUTURE.search(text, *sentence)))
    if shift is not None:
        ahead = shift > 0
    if ahead:
        return published.year + (month < published.month)
    return published.year - (month > published.month)


def _relative(text: str, start: int, end: int, published: date) -> Iterator[_Found]:
    """Yield what is reckoned from the day of publication."""
    day = published.isoformat()
    if text.find("eute", start, end) >= 0 or text.find("estern", start, end) >= 0:
        for match in _DAY.finditer(text, start, end):
            back = {"heute": 0, "gestern": 1, "vorgestern": 2}[match.group().lower()]
            if not _OWN_DATE.match(text, match.end(), end):
                value = (published - timedelta(days=back)).isoformat()
                left = _leftwards(text, match.start(), start)
                yield left, match.end(), value, f"{day} - {back} days" if back else day
    for match in _UNIT.finditer(text, start, end):
        left, right = match.span()
        unit = match.group()
        shift = _SHIFT_BEFORE.search(text, max(start, left - 18), left)
        if shift:
            if unit in _SHIFTED_UNITS and not _OWN_DATE.match(text, right, end):
                value, derivation = reckoning.shifted(shift.group(1), unit, published)
                yield _leftwards(text, shift.start(), start), right, value, derivation
            continue
        ago = _AGO_BEFORE.search(text, max(start, left - 48), left)
        if ago and unit in _AGO_UNITS:
            amount = reckoning.amount_of(ago.group(1))
            if amount:
                yield ago.start(), right, *reckoning.ago(amount, unit, published)


def _turns(text: str, start: int, end: int, published: date | None) -> Iterator[_Found]:
    """Yield "zum Jahreswechsel", "seit Jahresbeginn 2018", "zum Jahresende"."""
    for match in _TURN.finditer(text, start, end):
        left = _leftwards(text, match.start(), start)
        first, second = match["first"], match["second"]
        if first:
            year = first[: 4 - len(second)] + second if second else first
            yield left, match.end(), f"{year}-{12 if match['what'] == 'ende' else '01'}", None
        elif published is not None:
            ahead = bool(_FUTURE.search(text, start, end))
            value, derivation = reckoning.turn_of_year(match["what"], published, ahead=ahead)
            yield left, match.end(), value, derivation
