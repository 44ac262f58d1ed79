"""Which bodies were there on a day: founded, dissolved, merged into one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kommunalgraph.graph import literals
from kommunalgraph.graph.names import DCTERMS, KG, ORG

Facts = Callable[[NamedNode], Iterator[Triple]]
"""Yields all triples with a predicate."""

_ENDING = frozenset({KG.merger, KG.renaming, KG.absorption})
"""Changes after which the former body is no more; a spin-off leaves it in place."""

_BEGINNING = frozenset({KG.merger, KG.renaming})
"""Changes that a body of its own comes out of, where no table says when it was founded."""


@dataclass(frozen=True)
class Bodies:
    """The bodies that a day knows nothing of yet, and those that were gone by then.

    ``coming`` and ``gone`` are bodies; ``later`` are changes (and pairs of new and old body) that
    were still to come, as far as their day is known.
    """

    coming: frozenset[NamedNode]
    gone: frozenset[NamedNode]
    later: frozenset[NamedNode]
    later_pairs: frozenset[tuple[NamedNode, NamedNode]]


def bodies_on(day: str, facts: Facts) -> Bodies:
    """Return which bodies were not there on ``day`` (ISO).

    An imprecise day of a change is its first possible one, an imprecise end without a change its
    last possible one: the earliest and the latest day for which the words hold.
    """
    changes = _changes(facts)
    ends = {c.old: c.day for c in changes if c.day and c.kind in _ENDING}
    begins: dict[NamedNode, str] = {}
    for change in changes:
        if change.day and change.kind in _BEGINNING:
            begins[change.new] = min(change.day, begins.get(change.new, change.day))
    founded = _days(facts, KG.foundedIn, literals.first_day)
    begins |= founded
    dissolved = _days(facts, KG.dissolvedIn, literals.last_day)
    gone = {body for body, end in ends.items() if end <= day}
    gone |= {body for body, end in dissolved.items() if body not in ends and end < day}
    later = [c for c in changes if c.day and c.day > day]
    return Bodies(
        coming=frozenset(body for body, begin in begins.items() if begin > day),
        gone=frozenset(gone),
        later=frozenset(c.node for c in later),
        later_pairs=frozenset((c.new, c.old) for c in later),
    )


@dataclass(frozen=True, slots=True)
class _Change:
    node: NamedNode
    old: NamedNode
    new: NamedNode
    day: str | None
    kind: NamedNode | None


def _changes(facts: Facts) -> list[_Change]:
    old, new = _objects(facts, ORG.originalOrganization), _objects(facts, ORG.resultingOrganization)
    kinds = _objects(facts, KG.changeKind)
    days = {t.subject: t.object.value for t in facts(DCTERMS.date) if isinstance(t.object, Literal)}
    return [
        _Change(node, old[node], new[node], days.get(node), kinds.get(node))
        for node in sorted(old.keys() & new.keys(), key=str)
    ]


def _objects(facts: Facts, predicate: NamedNode) -> dict[NamedNode, NamedNode]:
    return {
        t.subject: t.object
        for t in sorted(facts(predicate), key=str)
        if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode)
    }


def _days(
    facts: Facts, predicate: NamedNode, padded: Callable[[str], str | None]
) -> dict[NamedNode, str]:
    """Return the earliest day given for each body."""
    days: dict[NamedNode, str] = {}
    for triple in facts(predicate):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            day = padded(triple.object.value)
            if day:
                days[triple.subject] = min(day, days.get(triple.subject, day))
    return days
