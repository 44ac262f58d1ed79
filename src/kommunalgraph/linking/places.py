"""Which of several places of one name is meant.

Evidence, strongest first: the noun in front (``Landkreis Musterberg``), a bracket behind
(``Musterkirchen (Saarland)``), other places of the article in the same district, a state the
article names, and how large the place is.  A name that is also an ordinary word, or belongs to a
small place only, needs a cue that a place is meant at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.lexicon import ADJECTIVE, SHORT, Lexicon, Sense, Thing

_PREPOSITION = re.compile(
    r"(?:\b(?:in|aus|nach|bei|um|von|für|ab|zwischen|durch|nahe|bis|gegen|über|mit) "
    r"|[,(/] ?|\b(?:und|sowie|oder) )$"
)
_LOCATIVE = re.compile(r"\b(?:[Ii]n|[Aa]us|[Nn]ach|nahe) $")
_LIST = re.compile(r"[a-zäöüß](?:,| und| sowie) $")
_NUMBER = re.compile(r" \d")
_DETERMINER = re.compile(
    r"\b(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|kein|keine|zum|zur|"
    r"beim|im|am|vom|ins) $",
    re.IGNORECASE,
)
_BRACKET = re.compile(r" \(([^)]+)\)")
_SMALL = 6_000
"""Population under which a bare name needs a cue: 8 of 10 municipalities, and nearly all of the
names that turn up by chance inside other words of a text."""

_LARGE = 20_000
"""Population of a town that tells what a common word beside it means."""
_TOWNS_BEFORE = re.compile(r"(?:\b[A-ZÄÖÜ][\w-]+(?:,| und| sowie) )+$")
_TOWN_BEHIND = re.compile(r"(?:,| und| sowie) ([A-ZÄÖÜ][\w-]+)")
_MARGIN = 2.5
"""Least lead of the best reading over the next: a factor of ten in population."""


@dataclass(slots=True)
class PlaceContext:
    """The states and districts that an article speaks of, as key prefixes."""

    states: set[str] = field(default_factory=set)
    districts: set[str] = field(default_factory=set)

    def learn(self, thing: Thing) -> None:
        """Take in a place that is certain."""
        key = thing.iri.rsplit("/", 1)[-1]
        if thing.kinds == ("State",):
            self.states.add(key[:2])
        elif key.isdigit():
            self.states.add(key[:2])
            self.districts.add(key[:5])


def wanted_kind(candidate: Candidate, inherited: str) -> str:
    """Return the class that the noun in front asks for, or the one a list hands on."""
    return candidate.cue or inherited


def has_place_cue(text: str, candidate: Candidate) -> bool:
    """Tell whether the words around a bare name say that it is a place."""
    start, end = candidate.span
    before = text[max(0, start - 12) : start]
    if _DETERMINER.search(before) and candidate.letter == "L":
        return False
    return bool(_PREPOSITION.search(before)) or text[end : end + 2] == " ("


def choose_place(
    candidate: Candidate, lexicon: Lexicon, context: PlaceContext, *, want: str, text: str
) -> Thing | None:
    """Return the place ``candidate`` means, or None where the text does not tell."""
    readings = sorted(
        (
            (_score(sense, candidate, lexicon, context, want, text), -sense.thing)
            for sense in _places(candidate.senses, lexicon)
        ),
        reverse=True,
    )
    if not readings:
        return None
    best, number = readings[0]
    thing = lexicon.things[-number]
    if len(readings) > 1 and best - readings[1][0] < _MARGIN and not _same_town(readings, lexicon):
        return None
    if want or candidate.letter == "Q":
        return thing
    rare = thing.weight < _SMALL and thing.kinds[0] == "Municipality"
    key = thing.iri.rsplit("/", 1)[-1]
    if thing.common and " " not in candidate.surface:
        if _NUMBER.match(text, candidate.end):
            return None  # "in Halle 12"
        if not rare and _beside_town(candidate, lexicon, text):
            return thing
        before = text[max(0, candidate.span[0] - 8) : candidate.span[0]]
        listed = key[:5] in context.districts and _LIST.search(before)
        return thing if listed or (_LOCATIVE.search(before) and not rare) else None
    if rare and key[:5] not in context.districts and not has_place_cue(text, candidate):
        return None
    return thing


def _beside_town(candidate: Candidate, lexicon: Lexicon, text: str) -> bool:
    """Tell whether a town that is no common word stands in one row with the name: ``mit Essen und
    Dortmund``."""
    start, end = candidate.span
    before = _TOWNS_BEFORE.search(text, max(0, start - 60), start)
    behind = _TOWN_BEHIND.match(text, end)
    if behind and _DETERMINER.search(text[max(0, start - 6) : start]):
        return False
    names = re.findall(r"[A-ZÄÖÜ][\w-]+", before[0]) if before else []
    names += [behind[1]] if behind else []
    return any(
        thing.letter == "L"
        and not thing.common
        and thing.weight > _LARGE
        and sense.how != ADJECTIVE
        for name in names
        for sense in lexicon.senses(name)
        if (thing := lexicon.things[sense.thing])
    )


def _places(senses: Iterable[Sense], lexicon: Lexicon) -> list[Sense]:
    return [s for s in senses if lexicon.things[s.thing].letter == "L"]


def _score(
    sense: Sense,
    candidate: Candidate,
    lexicon: Lexicon,
    context: PlaceContext,
    want: str,
    text: str,
) -> float:
    thing = lexicon.things[sense.thing]
    kind = thing.kinds[0]
    key = thing.iri.rsplit("/", 1)[-1]
    score = 2.5 * math.log10(max(thing.weight, 300)) if kind == "Municipality" else 9.0
    if kind == "State":
        score = 20.0
    if want:
        fits = want == kind or (
            want == "Municipality" and kind in ("MunicipalAssociation", "State")
        )
        score += 100 if fits else 0
    elif kind == "District" and sense.how in (SHORT, ADJECTIVE):
        score -= 6.0  # a bare name means the town where both exist
    if sense.how == SHORT:
        score -= 1.0
    if key[:2] in context.states:
        score += 5.0
    if key[:5] in context.districts:
        score += 10.0
    inside = _BRACKET.match(text, candidate.end, candidate.end + 40)
    if inside:
        for other in lexicon.senses(inside[1]):
            around = lexicon.things[other.thing].iri.rsplit("/", 1)[-1]
            if key.startswith(around[:5]):
                score += 50.0
    return score


def _same_town(readings: list[tuple[float, int]], lexicon: Lexicon) -> bool:
    """Tell whether the two best readings are a town and the district around it."""
    first, second = (lexicon.things[-number] for _, number in readings[:2])
    return {first.kinds[0], second.kinds[0]} == {"Municipality", "District"}
