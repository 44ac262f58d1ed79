"""What part of a graph is asked for: the same filters for networks, exports and answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import get_args

from kommunalgraph.analysis.lookup import find_relation
from kommunalgraph.errors import QueryError
from kommunalgraph.model import EntityKind
from kommunalgraph.vocabulary import ontology

KINDS: tuple[str, ...] = get_args(EntityKind)
"""Entity classes, the most telling first: a cooperative provider counts as a provider."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A part of the graph; without arguments, all of it.

    ``types`` are entity classes (``Provider``; wider ones such as ``Organization`` too) and
    ``relations`` local names (``customerOf``, ``mayorOf``); what is of one of them stays, and a
    relation stays where both its ends do.  ``since`` leaves what was reported on that day or
    later.  ``as_of`` leaves what the graph would say at that day: reports up to it, of what was
    valid then, between bodies that were there.  ``min_confidence`` leaves out less certain claims
    and what only they support.  ``around`` is an entity (name or id): what is at most ``hops``
    relations away from it, through whatever else is selected, stays.

    Raises:
        QueryError: a class or relation is unknown, or a value makes no sense.
    """

    types: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    since: date | None = None
    as_of: date | None = None
    min_confidence: float = 0.0
    around: str | None = None
    hops: int = 1

    def __post_init__(self) -> None:
        terms = ontology()
        for kind in set(self.types) - _entity_classes():
            raise QueryError(f"{kind}: no class of entities; there are {', '.join(KINDS)}")
        for relation in set(self.relations) - terms.object_relations - terms.literal_relations:
            raise QueryError(f"{relation}: no relation that an article can state")
        if self.since and self.as_of and self.since > self.as_of:
            raise QueryError(f"since {self.since} is after as of {self.as_of}: nothing is between")
        if not 0 <= self.min_confidence <= 1:
            raise QueryError(f"{self.min_confidence}: a confidence lies between 0 and 1")
        if self.hops < 0:
            raise QueryError(f"{self.hops}: hops cannot be negative")

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == EVERYTHING

    @property
    def weighs_claims(self) -> bool:
        """Whether some claims do not count, so that other facts may follow from the rest."""
        return bool(self.since or self.as_of or self.min_confidence)

    @property
    def chooses_entities(self) -> bool:
        """Whether some entities are left out for what they are or how they are connected."""
        return bool(self.types or self.relations or self.around or self.since)


def selection_of(
    *,
    types: Iterable[str] = (),
    relations: Iterable[str] = (),
    since: date | None = None,
    as_of: date | None = None,
    min_confidence: float = 0.0,
    around: str | None = None,
    hops: int = 1,
) -> Selection:
    """Return the selection that a person describes: classes and relations by any of their names.

    ``IT-Dienstleister``, ``kg:Provider`` and ``provider`` are one class; an inverse such as
    ``serves`` stands for the relation it is the inverse of.

    Raises:
        QueryError: a name is unknown, or a value makes no sense.
    """
    return Selection(
        types=tuple(sorted({_class(name) for name in types})),
        relations=tuple(sorted({_stated(find_relation(name)) for name in relations})),
        since=since,
        as_of=as_of,
        min_confidence=min_confidence,
        around=around,
        hops=hops,
    )


def _entity_classes() -> set[str]:
    return {*KINDS, "Organization", "TerritorialAuthority"}


def _class(text: str) -> str:
    """Return the local name of a class named by local name, prefixed name or label."""
    labels = ontology().labels
    folded = text.removeprefix("kg:").casefold()
    for kind in sorted(_entity_classes()):
        if folded in (kind.casefold(), *(label.casefold() for label in labels[kind])):
            return kind
    raise QueryError(f"{text}: no class of entities; there are {', '.join(KINDS)}")


def _stated(relation: str) -> str:
    """Return the relation that articles state where ``relation`` is its inverse."""
    terms = ontology()
    if relation in terms.object_relations | terms.literal_relations:
        return relation
    return terms.inverses.get(relation, relation)


EVERYTHING = Selection()
"""The whole graph."""
