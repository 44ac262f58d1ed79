"""Counts, percentages and sums of money in German text.

Read are figures (``7.500``, ``1,8 Millionen``), number words from two on (``zwölf``,
``zweihundert``) and dozens.  Years, dates, times, ordinals, telephone numbers, postal codes, and
figures that name something (``§ 10``, ``Windows 10``, ``Bündnis 90/…``) are no counts.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kommunalgraph.text import language


class Number(NamedTuple):
    """The number ``text[start:end]``.

    ``value`` is written in digits with "." before decimals, multiplied out (``1,8 Millionen`` is
    ``1800000``).  ``unit_after`` is the noun that is counted, behind at most two adjectives, or
    "".  ``approximate`` tells of a word such as "rund" before it, ``percent`` of a percentage.
    """

    start: int
    end: int
    value: str
    unit_after: str
    approximate: bool
    percent: bool


def _number_words() -> dict[str, int]:
    """Number words from zwei to zwölftausend, as far as the press spells them out."""
    small = language.values("numbers", "small")
    tens = language.values("numbers", "tens")
    words = {**small, **tens}
    for name, value in tens.items():
        for unit, figure in {"ein": 1, **small}.items():
            if figure < 10:
                words[f"{unit}und{name}"] = figure + value
    words |= {"hundert": 100, "einhundert": 100, "tausend": 1000, "eintausend": 1000}
    for unit, figure in small.items():
        if figure < 10:
            words[f"{unit}hundert"] = figure * 100
        words[f"{unit}tausend"] = figure * 1000
    for name, value in tens.items():
        words[f"hundert{name}"] = words[f"einhundert{name}"] = 100 + value
    return words


WORDS = _number_words()
"""Number words in small letters and their values."""

_PARTS = (
    *language.values("numbers", "small"),
    *language.values("numbers", "tens"),
    *("ein", "und", "hundert", "tausend"),
)
WORD_SHAPE = rf"(?:{language.either(_PARTS)})+"
"""Expression for what is put together like a number word: it compiles in a fraction of the time
that an alternative of all words takes, and the dictionary decides."""

_MULTIPLIERS = language.values("numbers", "multipliers")
_COUNTED = language.words("numbers", "words.counted")
_LABELS = language.words("numbers", "words.labels")

_GROUP = "[.\u202f\u00a0\u2009]"
# The first digit comes first and the look behind after it, so that the scanner can skip to digits.
_FIGURE = re.compile(
    rf"[1-9](?<![\w/§+][1-9])(?<![\d.,:][1-9])(?<!\d[.,:\s/-][1-9])(?<![-–‑][1-9])"
    rf"(?:\d{{0,2}}(?:{_GROUP}\d{{3}})+|\d{{0,2}}(?: \d{{3}})+(?! \d)|\d*)(?:,\d+)?"
    rf"(?![\w/°]|[.,:‑-]\w|\s?[:.]\d|\s?Uhr\b|{_GROUP}\d)"
    rf"|0,\d+(?<![\w.,]0,\d)(?!\d)"
)
# A capital or small first letter, then the rest of the first two sounds of a number word; the
# dictionary decides.
_SPELLED = re.compile(
    r"[zdvfsanehtZDVFSANEHT](?<!\w.)(?<![-‑].)"
    r"(?:wei|rei|ier|ünf|echs|echz|ieb|cht|eun|ehn|lf|wölf|wan|inund|inhu|inta|unde|ause)"
    r"[a-zäöüß]*(?![-‑\w])"
)
_DOZEN = re.compile(r"Dutzend\b")
_DOZENS_BEFORE = re.compile(r"\b(?:(ein halbes)|ein|(\w+))\s$")
_MILLION_BEFORE = re.compile(r"\b(?:eine?r?|(eine[rs]?\s+halbe[nr]?))\s$")
_MILLION = re.compile(r"Million\b|Milliarde\b")
_MULTIPLIER = re.compile(rf"\s({language.either(_MULTIPLIERS)})(?!\w)")
_PERCENT = re.compile(r"\s?%|\sProzent(?:punkte)?n?\b")
_UNIT = re.compile(
    r"\s+(?:(?!(?:der|die|das|den|dem|des|oder|aber|eine[mnrs]?|sie|ihre[mnrs]?|ihr|wie|diese[mnrs]?"
    r"|alle[nr]?|bei|beide[nr]?|einer)\s)[a-zäöü][\w-]*e[nrsm]?\s+){0,2}?([A-ZÄÖÜ€$][\w‑-]*|€)"
)
_APPROXIMATE = re.compile(
    rf"(?<!\w)(?:{language.either(language.words('numbers', 'words.approximate'))})"
    r"(?:\s(?:die|den|der|das))?\s$",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"(\S+)\s$")
_WORD_AFTER = re.compile(r"\s([^\W\d_][\w-]*)")
_YEAR_BEFORE = re.compile(r"\b(?:Jahre?|Seit|seit|Ende|Anfang|Mitte|Ab|ab)\s$")
_STOP_INSIDE = re.compile(r"\.(?=\s+\S)")


_LETTERS = re.compile(r"[a-zäöüß]+")
_DIGIT = re.compile(r"\d")


def may_tell_number(word: str) -> bool:
    """Tell whether a sentence needs ``word``, or one like it, for :func:`find_numbers` to find."""
    if _DIGIT.search(word) or "Dutzend" in word or "Milli" in word:
        return True
    return any(part in WORDS for part in _LETTERS.findall(word.lower()))


def find_numbers(text: str, start: int, end: int) -> list[Number]:
    """Return the counts in the sentence ``text[start:end]`` in text order.

    A figure and full stop inside the span is taken for an ordinal, so give one sentence at a time.
    """
    found = [
        number
        for match in _FIGURE.finditer(text, start, end)
        if (number := _figure(text, match, start, end))
    ]
    for match in _SPELLED.finditer(text, start, end):
        value = WORDS.get(match.group().lower())
        if value is not None and not _is_idiom(text, match, start):
            found.append(_number(text, match.span(), str(value), (start, end)))
    if text.find("Dutzend", start, end) >= 0:
        found = [n for n in found if not text.startswith("Dutzend", n.end - 7)]
        found += _dozens(text, start, end)
    if text.find("Milli", start, end) >= 0:
        found += _single_millions(text, start, end)
    found.sort()
    return [n for i, n in enumerate(found) if not i or n.start >= found[i - 1].end]


def is_count(text: str, figure: tuple[int, int], start: int, end: int) -> bool:
    """Tell whether a bare four-digit figure such as ``2000`` counts something, and is no year.

    It does behind "rund" and the like and before a noun that is usually counted.
    """
    left, right = figure
    if _APPROXIMATE.search(text, max(start, left - 24), left):
        before = _WORD_BEFORE.search(text, max(start, left - 24), left)
        if before is None or before.group(1).lower() not in {"um", "an", "gegen", "etwa", "über"}:
            return True
    if _YEAR_BEFORE.search(text, max(start, left - 10), left):
        return False
    after = _WORD_AFTER.match(text, right, end)
    return after is not None and after.group(1) in _COUNTED


def _figure(text: str, match: re.Match[str], start: int, end: int) -> Number | None:
    """Return the number a run of digits stands for; None if it is no count."""
    left, right = match.span()
    digits = match.group()
    if _STOP_INSIDE.match(text, right, end):
        return None
    plain = digits.isdigit()
    if plain and len(digits) == 4 and "1800" <= digits < "2100":
        if not is_count(text, (left, right), start, end):
            return None
    elif plain and len(digits) >= 5 and not is_count(text, (left, right), start, end):
        return None  # postal codes and telephone numbers
    before = _WORD_BEFORE.search(text, max(start, left - 30), left)
    if before is not None:
        word = before.group(1).lstrip('(„"[')
        if word in _LABELS:
            return None
        counts = any(p.match(text, right, end) for p in (_UNIT, _PERCENT, _MULTIPLIER))
        if word[:1].isupper() and before.start() > start and not counts:
            return None  # "Windows 10", "REGIONALE 2013": the figure is part of a name
    value = re.sub(f"{_GROUP}| ", "", digits).replace(",", ".")
    return _number(text, (left, right), value, (start, end))


def _number(text: str, span: tuple[int, int], value: str, within: tuple[int, int]) -> Number:
    """Complete a number by its multiplier, unit and approximation."""
    (left, right), (start, end) = span, within
    multiplier = _MULTIPLIER.match(text, right, end)
    if multiplier:
        right = multiplier.end()
        value = _plain(Decimal(value) * _MULTIPLIERS[multiplier.group(1)])
    percent = _PERCENT.match(text, right, end)
    unit = _UNIT.match(text, right, end)
    approximate = _APPROXIMATE.search(text, max(start, left - 24), left) is not None
    if percent:
        return Number(left, right, value, "Prozent", approximate, True)
    noun = unit.group(1) if unit else "€" if text.startswith("€", right) else ""
    return Number(left, right, value, "Euro" if noun == "€" else noun, approximate, False)


def _plain(value: Decimal) -> str:
    """Write a decimal without exponent and without idle zeros."""
    return str(int(value)) if value == int(value) else format(value.normalize(), "f")


def _is_idiom(text: str, match: re.Match[str], start: int) -> bool:
    """Tell whether the word is none of a number: "außer Acht", "in Acht", "Tausend und"."""
    if match.group() == "Acht":
        before = _WORD_BEFORE.search(text, max(start, match.start() - 8), match.start())
        return before is not None and before.group(1) in {"außer", "in"}
    return False


def _dozens(text: str, start: int, end: int) -> list[Number]:
    """Return "ein Dutzend", "ein halbes Dutzend", "zwei Dutzend" as approximate numbers."""
    found = []
    for match in _DOZEN.finditer(text, start, end):
        before = _DOZENS_BEFORE.search(text, max(start, match.start() - 20), match.start())
        left, value = match.start(), 12
        if before and before.group(1):
            left, value = before.start(), 6
        elif before and (before.group(2) or "").lower() in WORDS:
            left, value = before.start(), 12 * WORDS[before.group(2).lower()]
        elif before and before.group(2) is None:
            left = before.start()
        number = _number(text, (left, match.end()), str(value), (start, end))
        found.append(number._replace(approximate=True))
    return found


def _single_millions(text: str, start: int, end: int) -> list[Number]:
    """Return "eine Million" and "eine halbe Million"."""
    found = []
    for match in _MILLION.finditer(text, start, end):
        before = _MILLION_BEFORE.search(text, max(start, match.start() - 20), match.start())
        if before:
            value = _MULTIPLIERS[match.group()] // (2 if before.group(1) else 1)
            found.append(_number(text, (before.start(), match.end()), str(value), (start, end)))
    return found
