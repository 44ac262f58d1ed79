"""The founding years that anniversaries tell: "feiert ihr 25-jähriges Bestehen"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kommunalgraph.text import reckoning
from kommunalgraph.text.moments import SHIFT, YEAR, Moment
from kommunalgraph.text.numbers import WORD_SHAPE

CUES: Final = ("ährig", "ubil", "eburtstag", "ründungstag", "ahrestag")
"""Parts of words that tell of an anniversary where the years are not spelt "Jahre"."""

_BODY = r"(?:Firmen|Gründungs|Vereins|Verbands|Unternehmens|Betriebs|Dienst)?"
_COUNT = rf"(?P<n>\d{{1,3}}|{WORD_SHAPE})"
_YEARS_OF = (
    # "20-jähriges Bestehen", "zwanzigjährigen Firmenjubiläum", "ihr 25-Jähriges"
    re.compile(
        rf"\b(?i:{_COUNT})-?(?:jährige[mnrs]?\s(?:\w+\s)?(?:Bestehens?|{_BODY}(?:[Jj]ubiläums?"
        r"|[Gg]eburtstage?s?)|(?:Firmeng|Unternehmensg|G)eschichte)|(?<=-)Jähriges)\b"
    ),
    # "zum 20. Firmengeburtstag", "das 50. Jubiläum", "den 40. Jahrestag der Gründung"
    re.compile(
        rf"\b(?P<n>\d{{1,3}})\.\s(?:{_BODY}(?:[Gg]eburtstage?s?|[Jj]ubiläums?)|Gründungstage?s?"
        r"|Jahrestage?s?\s(?:der|ihrer|seiner)\sGründung)\b"
    ),
    # "40 Jahre alt ist die Anstalt", "wird 25 Jahre alt"
    re.compile(rf"\b{_COUNT}\sJahre\s(?:alt|jung)\b"),
    # "auf 20 Jahre zurückblicken", "blickt auf 20 Jahre Geschichte zurück"
    re.compile(rf"\bauf\s(?:\w+\s){{0,2}}?{_COUNT}\sJahre\b(?:\s[\w-]+){{0,3}}?\szurück\w*"),
    # "feiert 25 Jahre", "20 Jahre ITEBO", "20 Jahre nach ihrer Gründung"
    re.compile(rf"\b(?:[Ff]eier(?:t|te|n|ten)|[Bb]eg(?:eht|ing))\s{_COUNT}\sJahre\b"),
    re.compile(rf"\b{_COUNT}\sJahre\snach\s(?:der|ihrer|seiner)\sGründung\b"),
)
# "die Muster-IT wird 50", not "die Muster-IT wird 50. Mitglied"
_TURNS = re.compile(r"wird\s(?P<n>\d{2,3})(?=\s?(?:[,!?]|\.(?!\s\w)|$))")
_TITLE = re.compile(
    rf"[„\"]?{_COUNT}\sJahre(?=\s[A-ZÄÖÜ])(?!\s(?:Haft|Garantie|Laufzeit|Erfahrung))"
)
_YEARS = re.compile(r"Jahre(?!\w)")
_SERVICE = re.compile(r"\bDienst(?:jubiläum|geburtstag)", re.IGNORECASE)
_CELEBRATED = re.compile(
    r"\b(?:[Ff]eier(?:t|te|n|ten)|[Bb]eg(?:eht|ing|angen))\s(?:\w+\s){0,2}?"
    rf"(?:im Jahre?\s)?({YEAR})\b|\b({YEAR})\s(?:feier(?:t|te|n|ten)|beg(?:eht|ing|angen))\b"
)
_OTHER_YEAR = re.compile(rf"(?<!\w)({SHIFT})\sJahr(?:es)?\b")


def find_anniversaries(text: str, start: int, end: int, *, published: date | None) -> list[Moment]:
    """Return the founding years that anniversaries in the sentence ``text[start:end]`` imply.

    ``value`` is the year and ``derivation`` how it was reckoned.  The anniversary falls in the year
    that the sentence names for it, else in that of publication; without either it is skipped.
    Whose anniversary it is, a person's birthday for one, the caller has to see.
    """
    matches = list(_TURNS.finditer(text, start, end))
    cued = any(text.find(cue, start, end) >= 0 for cue in CUES)
    if cued or _YEARS.search(text, start, end):
        matches += [m for pattern in _YEARS_OF for m in pattern.finditer(text, start, end)]
        title = _TITLE.match(text, start, end)
        if title:
            matches.append(title)
    if not matches:
        return []
    year = _celebration_year(text, start, end, published)
    if year is None:
        return []
    moments: list[Moment] = []
    for match in sorted(matches, key=lambda m: (m.start(), -m.end())):
        count = reckoning.amount_of(match["n"])
        overlaps = bool(moments) and match.start() < moments[-1].end
        if overlaps or not 1 <= count <= 300 or _SERVICE.search(match.group()):
            continue
        derivation = f"{year} - {count}"
        moments.append(Moment(*match.span(), str(year - count), "date", derivation))
    return moments


def _celebration_year(text: str, start: int, end: int, published: date | None) -> int | None:
    """Return the year in which the anniversary of a sentence falls."""
    named = _CELEBRATED.search(text, start, end)
    if named:
        return int(named.group(1) or named.group(2))
    if published is None:
        return None
    other = _OTHER_YEAR.search(text, start, end)
    return published.year + (reckoning.shift_of(other.group(1)) if other else 0)
