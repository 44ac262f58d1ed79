"""Marked text: the words of an article with its claims and the names in it marked.

A passage is cut wherever a mark begins or ends, so marks may overlap as they like: each piece
tells which claims it belongs to and whom it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kommunalgraph.serve.pages.references import Reference


class ClaimSpan(NamedTuple):
    """The quote of a claim: its offsets in the article and the claim's digest."""

    start: int
    end: int
    key: str
    quote: str


class NameSpan(NamedTuple):
    """A name: its offsets in the article and whom it means."""

    start: int
    end: int
    reference: Reference


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text within the same marks; the quotes of the claims ``begins`` start here."""

    text: str
    claims: tuple[str, ...]
    begins: tuple[str, ...]
    reference: Reference | None


@dataclass(frozen=True, slots=True)
class Passage:
    """Connected text: its place in the article, what part of it it is, and its pieces."""

    start: int
    end: int
    kind: str
    pieces: tuple[Piece, ...]


def quoted(spans: Iterable[ClaimSpan]) -> list[tuple[int, str]]:
    """Return the connected stretches that quotes cover, each with its offset and its text.

    All that is kept of an article whose text is not at hand; overlapping quotes make one stretch.
    """
    stretches: list[tuple[int, str]] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.end - span.start != len(span.quote):
            stretches.append((span.start, span.quote))
            continue
        if stretches:
            start, text = stretches[-1]
            if span.start <= start + len(text):
                stretches[-1] = start, text + span.quote[max(0, start + len(text) - span.start) :]
                continue
        stretches.append((span.start, span.quote))
    return stretches


def cut(
    text: str,
    offset: int,
    claims: Sequence[ClaimSpan],
    names: Sequence[NameSpan],
    kind: str = "body",
) -> Passage:
    """Return ``text``, which stands at ``offset`` of its article, cut at each mark."""
    end = offset + len(text)
    inside = [s for s in claims if s.start < end and s.end > offset]
    named = [s for s in names if s.start < end and s.end > offset]
    borders = {offset, end}
    ends = [(s.start, s.end) for s in inside] + [(s.start, s.end) for s in named]
    for pair in ends:
        borders.update(border for border in pair if offset <= border <= end)
    ordered = sorted(borders)
    pieces = []
    for start, stop in pairwise(ordered):
        keys = tuple(s.key for s in inside if s.start <= start and s.end >= stop)
        begins = tuple(s.key for s in inside if max(s.start, offset) == start and s.end >= stop)
        means = next((s.reference for s in named if s.start <= start and s.end >= stop), None)
        pieces.append(Piece(text[start - offset : stop - offset], keys, begins, means))
    return Passage(offset, end, kind, tuple(pieces))


def names_in(text: str, offset: int, names: Iterable[tuple[str, Reference]]) -> list[NameSpan]:
    """Return where ``text`` holds one of ``names``, longer ones first; genitives count."""
    taken: list[NameSpan] = []
    for name, reference in sorted(set(names), key=lambda n: (-len(n[0]), n)):
        if len(name) < 2:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?=s?(?!\w))", text):
            start, end = offset + match.start(), offset + match.end()
            if all(end <= span.start or start >= span.end for span in taken):
                taken.append(NameSpan(start, end, reference))
    return sorted(taken, key=lambda span: span.start)
