"""Put the clauses of a masked sentence into the order of a plain statement.

German says one thing in many orders: ``Seit 2004 betreibt die Muster-IT das Netz``, ``…, dass die
Muster-IT das Netz betreibt``, ``die Muster-IT, die seit 2004 das Netz betreibt, …``, ``Die
Muster-IT wächst und betreibt das Netz``.  Rules are written for one of them: subject, finite verb,
the rest.  This module turns the others into it, so that every rule reads them:

* a constituent before the verb goes behind it where the subject follows the verb;
* the finite verb of a subordinate or relative clause goes behind its subject, and its particle
  stays at the end; a relative pronoun becomes what it stands for;
* a second verb (``und betreibt …``) takes the subject of the first;
* clauses set in between, and adverbs that do not change what is said, are left out.

Where the case of a noun phrase does not tell who does what, nothing is reordered: a plain statement
that turns subject and object round would be wrong.

A clause is a tuple of pieces of the mask (start, end), in their new order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kommunalgraph.extraction.phrases import (
    ADVERBS,
    LONGEST_FIELD,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    Token,
    Tokens,
    as_token,
    finite_place,
    is_thing,
    noun_phrase,
    tokens_of,
)
from kommunalgraph.extraction.slot_expressions import MENTION
from kommunalgraph.extraction.word_order import main_clauses, verb_last

Piece = tuple[int, int]
"""Start and end in the mask."""

Segments = list[tuple[str, list[Token]]]
"""What stands between punctuation, each with the sign before it."""

_SEPARATORS: Final = frozenset(',;:–—„“”»«"…')
_HARD: Final = frozenset(';:–—„“”»«"…')
_INSIDE: Final = frozenset(["in", "im", "aus"])
_LONGEST_CONSTITUENT: Final = 8  # words before something set in between
_FEWEST_MENTIONS: Final = 2
_ALREADY: Final = frozenset(["schon", "bereits", "zuvor", "auch", "zuletzt"])
_INSERTING: Final = frozenset(",–—")
_JOINING: Final = frozenset(["und", "sowie"])
_LIST_ARTICLES: Final = frozenset(["der", "die", "das"])


def plain_clauses(mask: str) -> list[tuple[Piece, ...]]:
    """Return the clauses of ``mask`` in plain order, but for what stands so already."""
    if len(MENTION.findall(mask)) < _FEWEST_MENTIONS:
        return []  # nothing stands in a relation there
    tokens = _without_regions(tokens_of(mask))
    found: dict[tuple[Piece, ...], None] = {}
    for clause in _clauses(tokens):
        if sum(1 for token in clause if token.letter) < _FEWEST_MENTIONS:
            continue
        plain = [t for i, t in enumerate(clause) if not _is_idle(clause, i)]
        pieces = _pieces(plain)
        if len(pieces) > 1:
            found[pieces] = None
    return list(found)


def _without_regions(tokens: list[Token]) -> list[Token]:
    """Leave out where something is: ``im Kreis L`` behind ``die Stadt L``, ``mit Sitz in L`` behind
    a body."""
    kept: list[Token] = []
    i = 0
    while i < len(tokens):
        if kept and kept[-1].letter == "O" and _is_seat(tokens, i):
            i += 4
            continue
        if kept and kept[-1].letter == "L" and tokens[i].low in _INSIDE:
            end = i + 1
            while end < min(i + 4, len(tokens)) and tokens[end].text[0].islower():
                end += 1
            if end < len(tokens) and tokens[end].letter == "L":
                i = end + 1
                continue
        kept.append(tokens[i])
        i += 1
    return kept


def _is_seat(tokens: Tokens, i: int) -> bool:
    """Tell whether ``mit Sitz in L`` stands at ``i``."""
    words = [token.low for token in tokens[i : i + 3]]
    return words == ["mit", "sitz", "in"] and i + 3 < len(tokens) and tokens[i + 3].letter == "L"


def _is_idle(clause: Tokens, i: int) -> bool:
    """Tell whether a word may go: an adverb between verb and object, not before a number."""
    token = clause[i]
    if token.low not in ADVERBS:
        return False
    following = clause[i + 1] if i + 1 < len(clause) else None
    return following is None or not (following.letter == "N" or following.low in ("wie", "als"))


def _pieces(tokens: Tokens) -> tuple[Piece, ...]:
    """Join tokens that are neighbours in the mask."""
    pieces: list[Piece] = []
    for token in tokens:
        if pieces and 0 <= token.start - pieces[-1][1] <= 1:
            pieces[-1] = (pieces[-1][0], token.end)
        else:
            pieces.append((token.start, token.end))
    return tuple(pieces)


def _clauses(tokens: Tokens) -> Iterator[list[Token]]:
    """Yield the clauses of a sentence in plain order."""
    line: list[Token] = []
    segments = _segments(tokens)
    i = 0
    while i < len(segments):
        sign, segment = segments[i]
        length = _subordinate(segments, i) if i or _opens(segment) else 0
        if length and not i and segment[0].low == "dass":
            i += length  # what the clause behind it says of it, nobody knows
            continue
        if length:
            yield from _subordinate_clauses(segments[i : i + length], line)
            i += length
            continue
        length = _insertion(segments, i, line)
        if length:
            yield from _inserted(segments, i, i + length, line)
            if length == 1 and _is_name(segments[i][1]):
                yield from main_clauses([*segments[i][1], *segments[i + 1][1]])
                if any(token.letter == "P" for token in segments[i][1]):
                    line = []  # "die Bürgermeisterin, Erika Muster, …": the name is meant
            line += segments[i + length][1]
            i += length + 1
            continue
        if sign in _HARD and line:
            yield from main_clauses(line)
            line = []
        if line and finite_place(line) is not None and _has_own_subject(segment):
            yield from main_clauses(line)
            line = []
        elif line and sign == "," and i and not _was_subordinate(segments, i):
            line.append(_sign_before(tokens, segment))
        line += segment
        i += 1
    if line:
        yield from main_clauses(line)


def _inserted(segments: Segments, start: int, end: int, line: list[Token]) -> Iterator[list[Token]]:
    """Yield the clauses that stand between a subject and its verb."""
    before = list(line)
    i = start
    while i < end:
        length = _subordinate(segments[:end], i)
        if length:
            yield from _subordinate_clauses(segments[i : i + length], before)
        else:
            inserted = segments[i][1]
            yield from main_clauses(inserted)
            comma = as_token(",", inserted[0].start, inserted[0].start)
            before = [*before, comma, *inserted]
        i += length or 1


def _subordinate_clauses(segments: Segments, line: Tokens) -> Iterator[list[Token]]:
    """Yield the clauses that end in their verbs, in plain order; ``line`` is what they add to."""
    for part in _coordinated([token for _, segment in segments for token in segment]):
        clause = verb_last(part, line)
        if clause:
            yield clause


def _coordinated(body: list[Token]) -> Iterator[list[Token]]:
    """Split ``das A nutzt und das B betreibt`` into its clauses."""
    start = 0
    for i in range(2, len(body) - 2):
        opens = body[i + 1].low in RELATIVES or body[i + 1].low in SUBORDINATORS
        if body[i].low in ("und", "oder") and opens and body[i - 1].finite:
            yield body[start:i]
            start = i + 1
    yield body[start:]


def _insertion(segments: Segments, i: int, line: Tokens) -> int:
    """How many segments from ``i`` on are set in between a subject and its verb."""
    if segments[i][0] not in _INSERTING or not _may_be_interrupted(line):
        return 0
    if _goes_on(segments, i, line):
        return 0
    for length in range(1, 4):
        if i + length >= len(segments) or segments[i + length][0] not in _INSERTING:
            return 0
        if segments[i + length][1][0].finite:
            return length
    return 0


def _goes_on(segments: Segments, i: int, line: Tokens) -> bool:
    """Tell whether a segment goes on a list that a subordinate clause follows: ``A, B und C, die``.

    Behind the list, the verb would make of the names apart from the first an apposition to it.
    """
    for k in range(i, len(segments)):
        sign, segment = segments[k]
        joined = any(token.low in _JOINING for token in segment)
        if sign != "," or not all(_may_be_listed(token, line[-1].letter) for token in segment):
            return False
        if joined:
            return k + 1 < len(segments) and _subordinate(segments, k + 1) > 0
    return False


def _may_be_listed(token: Token, letter: str | None) -> bool:
    return token.letter == letter if token.letter else token.low in _JOINING | _LIST_ARTICLES


def _may_be_interrupted(line: Tokens) -> bool:
    """Tell whether a line so far is a constituent that something may be set behind."""
    return (
        0 < len(line) <= _LONGEST_CONSTITUENT
        and finite_place(line) is None
        and any(token.letter for token in line)
    )


def _is_name(apposition: Tokens) -> bool:
    """Tell whether an apposition names what the subject describes: ``das Haus, die O, …``."""
    return noun_phrase(apposition, 0) == len(apposition) and not is_thing(apposition)


def _sign_before(tokens: Tokens, segment: Tokens) -> Token:
    return tokens[tokens.index(segment[0]) - 1]


def _was_subordinate(segments: Segments, i: int) -> bool:
    """Tell whether the segment before ``i`` was set in between."""
    return any(_subordinate(segments, k) == i - k for k in range(max(0, i - 4), i))


def _segments(tokens: Tokens) -> Segments:
    """Return what stands between punctuation, each with the sign before it."""
    segments: Segments = []
    sign, current = "", list[Token]()
    for token in tokens:
        if token.text in _SEPARATORS:
            if current:
                segments.append((sign, current))
            sign, current = token.text, []
        else:
            current.append(token)
    if current:
        segments.append((sign, current))
    return segments


def _opens(segment: Tokens) -> bool:
    return segment[0].low in SUBORDINATORS and not _compares(segment)


def _compares(segment: Tokens) -> bool:
    """Tell whether a comparison stands before the verb of a main clause: ``Wie schon A …``."""
    return segment[0].low == "wie" and len(segment) > 1 and segment[1].low in _ALREADY


def _subordinate(segments: Segments, i: int) -> int:
    """How many segments from ``i`` on make a clause that ends in its finite verb, 0 if none."""
    _, segment = segments[i]
    first = 1 if segment[0].low in ("und", "oder") and len(segment) > 1 else 0
    opener = segment[first].low
    if opener in PREPOSITIONS and len(segment) > first + 1:
        opener = segment[first + 1].low
        if opener not in RELATIVES:
            return 0
    if opener not in SUBORDINATORS and opener not in RELATIVES:
        return 0
    for length in range(1, 4):
        if i + length > len(segments) or (length > 1 and segments[i + length - 1][0] != ","):
            return 0
        last = segments[i + length - 1][1]
        if len(last) > 1 and last[-1].finite:
            return length
    return 0


def _has_own_subject(segment: Tokens) -> bool:
    """Tell whether a segment is a main clause of its own: verb second, behind a constituent."""
    place = finite_place(segment)
    return place is not None and 0 < place <= LONGEST_FIELD and place < len(segment) - 1
