"""The candidates of a sentence: names and words that may become mentions, not yet linked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kommunalgraph.mentions.lexicon import Sense
from kommunalgraph.model import Sentence


class Candidate(NamedTuple):
    """``text[start:end]`` may name something of kind ``letter``.

    ``senses`` are the listed things it may mean; without any, ``hint`` tells what the text around
    it says it is (an ontology class for names, the value for literals and roles).  ``outer_start``
    and ``outer_end`` include what belongs to the name in the sentence: the noun in front
    (``Stadt Musterstadt``), the short form in brackets (``… (KRM)``).
    """

    start: int
    end: int
    letter: str
    surface: str
    senses: tuple[Sense, ...] = ()
    hint: str = ""
    outer_start: int = -1
    outer_end: int = -1
    cue: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """The outer span: everything that the candidate covers in the sentence."""
        return (
            self.start if self.outer_start < 0 else self.outer_start,
            self.end if self.outer_end < 0 else self.outer_end,
        )


Known = dict[int, Candidate]
"""The candidates of a sentence that are found already, by their starts."""

Found = list[tuple[Sentence, list[Candidate]]]
"""The sentences of an article, each with its candidates."""


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep of overlapping candidates the one that covers more, of equals the first given.

    A candidate in the bracket behind another's name (``Musterkirchen (Saarland)``) is kept.
    """
    chosen: list[Candidate] = []
    taken: list[tuple[int, int]] = []
    for candidate in sorted(candidates, key=_shortness):  # stable: the first given of equals
        start, end = candidate.start, candidate.end
        if all(end <= s or e <= start for s, e in taken):
            chosen.append(candidate)
            taken.append((start, end))
    return sorted(chosen, key=lambda c: c.span)


def _shortness(candidate: Candidate) -> int:
    start, end = candidate.span
    return start - end
