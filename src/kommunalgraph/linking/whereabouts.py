"""Places that only say where an organization is: ``die Muster AG in Beispielstadt``."""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.linking.linked import Linked
from kommunalgraph.model import Sentence

_WHERE: Final = frozenset([" in ", " aus ", " bei ", " mit Sitz in ", " aus dem ", " im "])
_SEAT = re.compile(
    r"(?:(?:[Ss]itz|[Ss]tandort(?:en?)?|[Nn]iederlassung|[Gg]eschäftsstellen?) in"
    r"|[Ss]tandort(?:en?)?|\b(?:Firma|Unternehmens?|(?:Software|System)haus(?:es)?"
    r"|(?:[\w-]+-)?Agentur|Start-up|(?:[\w-]+-)?(?:Herstellers?|Anbieters?|Dienstleisters?)"
    r"|Spezialist(?:en)?|Vereins?) (?:in|aus))\s\Z"
)
_SEAT_ENDS: Final = (" in ", " aus ", "andort ", "andorte ", "andorten ")
"""Ends of what ``_SEAT`` finds: to look for them first takes a fraction of the time."""
_SEAT_BEHIND: Final = (" sitzt", " sitzend", " ansässig", " beheimatet")
_LONGEST_SEAT: Final = 40  # letters


def says_seat(text: str, start: int, end: int) -> bool:
    """Tell whether the words around the place ``text[start:end]`` say that a body is there: ``einer
    Firma aus L``, ``am Standort L``, ``in L sitzt``."""
    if text.startswith(_SEAT_BEHIND, end):
        return True
    if not text.endswith(_SEAT_ENDS, 0, start):
        return False
    return _SEAT.search(text, max(0, start - _LONGEST_SEAT), start) is not None


def is_behind_body(sentence: Sentence, previous: Linked | None, mention: Linked) -> bool:
    """Tell whether ``mention`` is a place that stands right behind an organization to say where it
    is; ``previous`` is the mention in front."""
    if previous is None or previous.letter not in "OD" or mention.letter != "L":
        return False
    start = sentence.start
    return sentence.text[previous.outer_end - start : mention.outer_start - start] in _WHERE


def without_locations(sentence: Sentence, mentions: list[Linked]) -> list[Linked]:
    """Leave out the places that only say where the organization before them is."""
    kept: list[Linked] = []
    previous: Linked | None = None
    for mention in mentions:
        start, end = mention.outer_start - sentence.start, mention.outer_end - sentence.start
        if mention.letter == "L" and says_seat(sentence.text, start, end):
            continue
        if is_behind_body(sentence, previous, mention):
            continue
        if mention.outer_end > mention.outer_start:
            previous = mention
        kept.append(mention)
    return kept
