"""Places that only say where an organization is: ``die Muster AG in Beispielstadt``."""

from __future__ import annotations

from typing import Final

from kommunalgraph.linking.linked import Linked
from kommunalgraph.model import Sentence

_WHERE: Final = frozenset([" in ", " aus ", " bei ", " mit Sitz in ", " aus dem ", " im "])
_SEATED: Final = (
    *("itz in ", "andort in ", "andort ", "andorte in ", "andorten in ", "andorten "),
    *("ederlassung in ", "eschäftsstelle in ", "eschäftsstellen in "),
)


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
        if mention.letter == "L" and sentence.text.endswith(
            _SEATED, 0, mention.outer_start - sentence.start
        ):
            continue
        if is_behind_body(sentence, previous, mention):
            continue
        if mention.outer_end > mention.outer_start:
            previous = mention
        kept.append(mention)
    return kept
