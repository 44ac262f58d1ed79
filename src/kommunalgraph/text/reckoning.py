"""Reckoning points in time from the day of publication: "vor zehn Jahren", "kommenden Montag".

Each function gives the ISO value and the derivation that explains it ("2019 - 20").
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from kommunalgraph.text import language
from kommunalgraph.text.numbers import WORDS

WEEKDAYS = language.values("calendar", "weekdays")
"""Weekdays, numbered as by ``date.weekday``."""

SHIFTS: Final[dict[str, int]] = language.values("calendar", "relative")
"""Stems of adjectives such as "vorigen", and by how many years, months or weeks they shift."""

_LONGEST_FIRST = sorted(SHIFTS.items(), key=lambda item: (-len(item[0]), item[0]))


def shift_of(adjective: str) -> int:
    """Return by how many years, months or weeks an adjective such as "vorigen" shifts."""
    lowered = adjective.lower()
    return next(value for stem, value in _LONGEST_FIRST if lowered.startswith(stem))


def shifted(adjective: str, unit: str, published: date) -> tuple[str, str]:
    """Reckon "vergangenes Jahr", "kommenden Monat", "vorige Woche", "vergangenen Freitag"."""
    shift = shift_of(adjective)
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
        back = (published.weekday() - WEEKDAYS[unit]) % 7
        return (published - timedelta(days=back)).isoformat(), f"{unit} of {published.isoformat()}"
    days = (WEEKDAYS[unit] - published.weekday() - 1) % 7 + 1
    days -= 7 if shift < 0 and days < 7 else 14 if shift < 0 else 0
    return (published + timedelta(days=days)).isoformat(), _sum(published.isoformat(), days, "days")


def amount_of(word: str) -> int:
    """Return the value of digits or a number word; "einem" and "einer" are one, no word is 0."""
    if word.isdigit():
        return int(word)
    return 1 if word in ("einem", "einer") else WORDS.get(word.lower(), 0)


def ago(amount: int, unit: str, published: date) -> tuple[str, str]:
    """Reckon "vor zehn Jahren" and "seit gut vier Jahren"."""
    if unit.startswith("Jahrzehnt"):
        amount *= 10
    if unit.startswith("Jahr"):
        return str(published.year - amount), _sum(str(published.year), -amount)
    if unit.startswith("Monat"):
        return _month(published, -amount), _sum(f"{published:%Y-%m}", -amount, "months")
    days = amount * (7 if unit.startswith("Woche") else 1)
    value = (published - timedelta(days=days)).isoformat()
    return value[:7] if days >= 7 else value, _sum(published.isoformat(), -days, "days")


def turn_of_year(what: str, published: date, *, ahead: bool) -> tuple[str, str]:
    """Reckon the month of "Jahreswechsel", "Jahresbeginn" or "Jahresende" without a year.

    ``ahead`` tells that the sentence looks ahead.  In the last quarter the turn of the year is the
    next one, in the first quarter the end of the year is the last one.
    """
    if what == "ende":
        value = f"{published.year - (published.month <= 3 and not ahead)}-12"
    elif what == "wechsel":
        late = published.month >= 10 or (ahead and published.month > 2)
        value = f"{published.year + late}-01"
    else:
        value = f"{published.year + (ahead and published.month >= 10)}-01"
    return value, f"Jahres{what}, published {published.isoformat()}"


def _month(published: date, shift: int) -> str:
    """Return the month ``shift`` months from publication."""
    years, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
    return f"{years}-{month + 1:02}"


def _sum(base: str, shift: int, unit: str = "") -> str:
    """Write a derivation such as ``2019 - 20`` or ``2019-03 - 2 months``."""
    written = f"{base} {'-' if shift < 0 else '+'} {abs(shift)}" if shift else base
    return f"{written} {unit}" if unit and shift else written
