"""The order of one clause: from verb second or verb last to subject, verb, the rest.

``verb second`` is the main clause: one constituent, the finite verb, the rest.  Where the
constituent is no subject, the subject follows the verb.  ``verb last`` is the subordinate clause,
and the relative clause, whose pronoun stands for the noun phrase before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from kommunalgraph.extraction.phrases import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    LONGEST_FIELD,
    OBLIQUE,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    Token,
    Tokens,
    adverbial_end,
    antecedent,
    as_token,
    finite_place,
    is_no_subject,
    is_predicate,
    is_subject,
    is_thing,
    may_be_subject,
    noun_phrase,
    several_of,
)
from kommunalgraph.text.verbs import split_form

_PERSONAL: Final = ("er", "sie")
"""Pronouns that follow the verb as its subject: a person, where no body is meant."""
_PARTICIPLE: Final = re.compile(
    r"(?:[A-ZÄÖÜ][a-zäöüß]*ge|Ge|Be|Ver|Ent|Er|Zer|Über|Unter)[a-zäöüß]+(?:t|en)\Z"
)


def main_clauses(line: list[Token]) -> Iterator[list[Token]]:
    """Yield the clause of a main line, and one for each further verb that shares its subject."""
    while line and (line[0].low in CONJUNCTIONS or line[0].text == ","):
        line = line[1:]
    place = finite_place(line)
    if place is None or place > LONGEST_FIELD:
        return
    further = _further_verbs(line, place)
    first = line[: further[0] - 1] if further else line
    subject, clause = _verb_second(first, place)
    if clause:
        yield clause
    if not subject:
        return
    for start, after in pairwise([*further, len(line) + 1]):
        yield [*subject, *line[start : after - 1]]


def _further_verbs(line: Tokens, place: int) -> list[int]:
    """The places of verbs right behind ``und`` or a comma: they share the subject."""
    return [
        i
        for i in range(place + 2, len(line))
        if line[i - 1].low in ("und", "sowie", "oder", ",")
        and line[i].finite
        and i + 1 < len(line)
        and split_form(line[i].text) == ("", line[i].text)
    ]


def _verb_second(line: Tokens, place: int) -> tuple[list[Token], list[Token]]:
    """Return the subject of a main clause, if it is sure, and the clause in plain order."""
    field, verb, rest = list(line[:place]), line[place], list(line[place + 1 :])
    reflexive = bool(rest) and rest[0].low == "sich"
    while rest and rest[0].low in PRONOUNS:
        field, rest = [*field, rest[0]], rest[1:]  # goes behind the verb with the rest
    moved_pronouns = [t for t in line[place + 1 :] if t in field]
    field = [t for t in field if t not in moved_pronouns]
    skipped = _behind_adverbials(rest)
    behind = noun_phrase(rest, skipped)
    follows = behind is not None and may_be_subject(rest, skipped)
    if is_subject(field):
        return field, [*field, verb, *moved_pronouns, *rest]
    participle = len(field) == 1 and _PARTICIPLE.match(field[0].text) and verb.low in AUXILIARIES
    if rest and rest[0].low in _PERSONAL:
        behind, follows = 1, True
    if not follows or behind is None:
        return [], list(line)
    before_subject = not field or reflexive or is_no_subject(field) or is_predicate(field, verb)
    if not participle and not before_subject:
        return [], list(line)
    subject = rest[skipped:behind]
    others = [*moved_pronouns, *rest[:skipped]]
    inside, beyond = _at_comma(rest[behind:])
    adverbial = bool(field) and field[0].low not in OBLIQUE and is_no_subject(field)
    if participle or (adverbial and not any(token.letter for token in field)):
        return subject, [*subject, verb, *others, *inside, *field, *beyond]
    return subject, [*subject, verb, *others, *field, *inside, *beyond]


def _behind_adverbials(rest: Tokens) -> int:
    """Where the subject may begin behind the verb: behind adverbs and adverbials without a name."""
    i = 0
    while i < len(rest):
        end = i + 1 if rest[i].low in OPENERS else adverbial_end(rest, i)
        if end is None:
            break
        i = end
    return i


def _at_comma(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Split behind the clause proper: what follows a comma adds to it."""
    place = next((i for i, t in enumerate(tokens) if t.text == ","), len(tokens))
    return tokens[:place], tokens[place:]


def verb_last(clause: list[Token], before: Tokens) -> list[Token]:
    """Return a subordinate or relative clause in plain order; empty where that is not sure."""
    if clause[0].low in ("und", "oder"):
        clause = clause[1:]
    *middle, verb = clause
    head = [verb]
    tail: list[Token] = []
    particle, _ = split_form(verb.text) or ("", "")
    if particle:
        cut = verb.start + len(particle)
        head = [as_token(verb.text[len(particle) :], cut, verb.end)]
        tail = [as_token(particle, verb.start, cut)]
    opener = middle[0].low
    if opener in SUBORDINATORS and opener not in RELATIVES:
        return _with_subject(middle[1:], head, tail, [])
    if opener in ("deren", "dessen"):
        return []
    meant = antecedent(before, plural=verb.low.endswith("en") or verb.low in ("sind",))
    if not meant:
        return []
    if opener in PREPOSITIONS:
        if middle[1].low == "denen" and not any(t.letter is None for t in meant):
            meant = several_of(before, meant[0])
            if not meant:
                return []
        return _with_subject(middle[2:], head, tail, [middle[0], *meant])
    if opener in ("dem", "denen", "den", "welchem", "welchen"):
        return _with_subject(middle[1:], head, tail, meant)
    inner = _inner_subject(middle[1:])
    if inner and is_thing(meant) and opener != "der":
        return _with_subject(middle[1:], head, tail, meant)
    if inner and not is_thing(middle[1 : 1 + inner]) and opener != "der":
        return []
    return [*meant, *head, *middle[1:], *tail]


def _with_subject(
    middle: list[Token], head: list[Token], tail: list[Token], moved: list[Token]
) -> list[Token]:
    """Put the verb behind the subject that ``middle`` begins with; ``moved`` goes behind it."""
    skipped = 0
    while skipped < len(middle) and (
        middle[skipped].low in PRONOUNS or middle[skipped].text in ADVERBS
    ):
        skipped += 1
    if skipped == len(middle) or not may_be_subject(middle, skipped):
        return []
    end = noun_phrase(middle, skipped)
    if end is None:
        return []
    subject = middle[skipped:end]
    return [*subject, *head, *middle[:skipped], *moved, *middle[end:], *tail]


def _inner_subject(middle: list[Token]) -> int | None:
    """The end of a noun phrase right behind the relative pronoun that could be the subject."""
    if not middle or is_no_subject(middle):
        return None
    return noun_phrase(middle, 0) if may_be_subject(middle, 0) else None
