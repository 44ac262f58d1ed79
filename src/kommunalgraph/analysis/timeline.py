"""The history of an entity as articles tell it: each fact once, on its earliest known day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode, Store

from kommunalgraph.analysis.explaining import Explanation, explain
from kommunalgraph.analysis.lookup import find, label
from kommunalgraph.analysis.relations import base_of
from kommunalgraph.graph import literals
from kommunalgraph.vocabulary import local_name

COUNTS = frozenset({"memberCount", "employeeCount", "customerCount", "inhabitants", "revenue"})
"""Relations that tell a number at a day; each number is an event of its own."""

_UNDATED_WORTHLESS = frozenset({"website", "legalForm", "headquarteredIn", "hasSite"})
"""Relations whose report says nothing of when they began."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that an article tells of an entity.

    ``day`` is when it began or was counted (``stated`` is true), else when it was first reported;
    ``until`` when it ended, ``last`` when it was last reported; ISO days, ``""`` where unknown.
    ``other`` is the name of the entity at the other end, or the value; ``incoming`` tells that the
    relation leads from there to the entity.
    """

    day: str
    until: str
    last: str
    relation: str
    other: str
    role: str
    incoming: bool
    stated: bool
    reports: int
    quote: str
    headline: str
    other_id: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of the entity with this id and name, the earliest first."""

    id: str
    label: str
    events: tuple[Event, ...]


def timeline(graph: Store, entity: str) -> Timeline:
    """Return what articles tell of ``entity``, a name, id or IRI, by day.

    What has no day is left out, and so are addresses and the like, which begin at no report.

    Raises:
        QueryError: the name is unknown or stands for several things.
    """
    node = find(graph, entity)
    told: dict[tuple[str, ...], list[Explanation]] = {}
    for explanation in explain(graph, node.value).explanations:
        if explanation.claim.status == "accepted":
            told.setdefault(_fact(explanation, node), []).append(explanation)
    found = [event for group in told.values() for event in _event(group, node)]
    found = _with_founders(found)
    ordered = sorted(found, key=lambda e: (e.day, e.relation, e.other, e.role))
    return Timeline(node.value, label(graph, node), tuple(ordered))


def _fact(explanation: Explanation, node: NamedNode) -> tuple[str, ...]:
    """Return what makes two claims tell the same: the founding is told once, a count each time."""
    claim = explanation.claim
    relation = base_of(local_name(claim.predicate.value))
    if relation in COUNTS:
        return relation, claim.object.value, claim.as_of or claim.reported_on or ""
    other = claim.object.value if claim.subject == node else claim.subject.value
    return relation, "" if relation == "foundedIn" else other, str(claim.subject == node)


def _event(group: list[Explanation], node: NamedNode) -> Iterator[Event]:
    best = max(group, key=lambda e: (float(e.claim.confidence), e.claim.iri.value))
    claim = best.claim
    relation = base_of(local_name(claim.predicate.value))
    incoming = claim.subject != node
    reported = sorted(filter(None, (e.claim.reported_on for e in group)))
    begun = sorted(filter(None, (_begin(e, relation) for e in _most_precise(group))))
    day = begun[0] if begun else next(iter(reported), "")
    ends = sorted(filter(None, (e.claim.valid_until for e in group)))
    if not day or (relation in _UNDATED_WORTHLESS and not begun):
        return
    other = claim.subject if incoming else claim.object
    yield Event(
        day=day,
        until=ends[-1] if ends else "",
        last=reported[-1] if reported else "",
        relation=relation,
        other=best.subject if incoming else best.object,
        role=next((e.claim.role_label for e in reversed(group) if e.claim.role_label), ""),
        incoming=incoming,
        stated=bool(begun),
        reports=len({e.claim.article for e in group}),
        quote=claim.quote,
        headline=best.title,
        other_id=other.value if isinstance(other, NamedNode) else "",
    )


def _most_precise(group: list[Explanation]) -> list[Explanation]:
    """Return the claims whose value is longest: a day tells more of a founding than a year."""
    longest = max(len(e.claim.object.value) for e in group)
    is_date = all(local_name(e.claim.predicate.value) == "foundedIn" for e in group)
    return [e for e in group if not is_date or len(e.claim.object.value) == longest]


def _with_founders(events: list[Event]) -> list[Event]:
    """Put those who founded the entity on the day of its founding."""
    founded = next((e for e in events if e.relation == "foundedIn"), None)
    return [
        replace(event, day=founded.day, stated=True)
        if founded and event.relation == "foundedBy" and not event.incoming and not event.stated
        else event
        for event in events
    ]


def _begin(explanation: Explanation, relation: str) -> str | None:
    """Return the first day of what a claim tells, where its words give one."""
    claim = explanation.claim
    if relation == "foundedIn":
        return literals.first_day(claim.object.value)
    if relation in COUNTS:
        return claim.as_of or claim.reported_on
    return claim.valid_from
