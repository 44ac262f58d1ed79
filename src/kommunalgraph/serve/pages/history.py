"""What happened when: the timeline of an entity, and the line of bodies that it came out of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Store

from kommunalgraph.graph import store
from kommunalgraph.graph.names import DCTERMS, KG, ORG, SCHEMA
from kommunalgraph.serve.pages.facts import Group
from kommunalgraph.serve.pages.references import Reference, refer
from kommunalgraph.vocabulary import local_name

_MOST = 120  # events; a provider of twenty years with a report each month would have more
_MOST_BODIES = 60


class Event(NamedTuple):
    """Something dated: ``what`` names the phrase, ``detail`` a relation, role or kind of change.

    ``others`` are the other ends: all that one article reports first in one relation.
    """

    day: str
    precision: str
    what: str
    detail: str
    others: tuple[Reference, ...]
    value: str
    article: Reference | None


class Change(NamedTuple):
    """``old`` became, or went into, ``new``; kind and day are empty where not known."""

    old: NamedNode
    new: NamedNode
    kind: str
    day: str
    precision: str
    former_name: str


def timeline(
    graph: Store, entity: NamedNode, groups: Iterable[Group], language: str = "de"
) -> list[Event]:
    """Return what is known to have happened to ``entity``, the latest first."""
    events = {
        *_lifetime(graph, entity),
        *_changes(graph, entity, language),
        *_terms_of_office(graph, entity, language),
        *_counts(graph, entity),
        *_first_reports(groups),
    }
    ordered = sorted(events, key=lambda e: (e.day, e.what, e.detail, str(e.others)), reverse=True)
    return ordered[:_MOST]


def _lifetime(graph: Store, entity: NamedNode) -> Iterator[Event]:
    for predicate, what in ((KG.foundedIn, "founded"), (KG.dissolvedIn, "dissolved")):
        days = [t.object for t in store.match(graph, entity, predicate)]
        known = [day.value for day in days if isinstance(day, Literal)]
        if known:
            day = max(known, key=lambda text: (len(text), text))  # the most precise
            precision = {4: "year", 7: "month"}.get(len(day), "day")
            yield Event(day, precision, what, "", (), "", None)


def _changes(graph: Store, entity: NamedNode, language: str) -> Iterator[Event]:
    for change in changes_of(graph, entity):
        if not change.day:
            continue
        if change.old == change.new:
            yield Event(
                change.day, change.precision, "renamed", change.kind, (), change.former_name, None
            )
            continue
        other = change.new if change.old == entity else change.old
        what = "went_into" if change.old == entity else "came_out_of"
        others = (refer(graph, other, language),)
        yield Event(change.day, change.precision, what, change.kind, others, "", None)


def changes_of(graph: Store, entity: NamedNode) -> list[Change]:
    """Return the changes in which ``entity`` is the old or the new body, sorted."""
    ends = (ORG.originalOrganization, ORG.resultingOrganization)
    nodes = {node for end in ends for node in store.subjects(graph, end, entity)}
    found = [change for node in nodes if (change := _change(graph, node))]
    return sorted(found, key=lambda c: (c.day, c.old.value, c.new.value))


def _change(graph: Store, node: NamedNode) -> Change | None:
    old = store.value(graph, node, ORG.originalOrganization)
    new = store.value(graph, node, ORG.resultingOrganization)
    if not isinstance(old, NamedNode) or not isinstance(new, NamedNode):
        return None
    return Change(
        old,
        new,
        local_name(store.text(graph, node, KG.changeKind) or ""),
        store.text(graph, node, DCTERMS.date) or "",
        store.text(graph, node, KG.datePrecision) or "day",
        store.text(graph, node, KG.formerName) or "",
    )


def _terms_of_office(graph: Store, entity: NamedNode, language: str) -> Iterator[Event]:
    ends = ((ORG.member, ORG.organization), (ORG.organization, ORG.member))
    for own, opposite in ends:
        for node in store.subjects(graph, own, entity):
            other = store.value(graph, node, opposite)
            if not isinstance(other, NamedNode):
                continue
            role = store.text(graph, node, KG.roleLabel) or ""
            for predicate, what in ((KG.validFrom, "office_from"), (KG.validUntil, "office_until")):
                day = store.text(graph, node, predicate)
                if day:
                    others = (refer(graph, other, language),)
                    yield Event(day, "day", what, role, others, "", None)


def _counts(graph: Store, entity: NamedNode) -> Iterator[Event]:
    for name, points in counts_of(graph, entity).items():
        for day, value in points:
            yield Event(day, "day", "counted", name, (), value, None)


def counts_of(graph: Store, entity: NamedNode) -> dict[str, list[tuple[str, str]]]:
    """Return the dated reports of each count of ``entity``, in order of time."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for node in store.subjects(graph, SCHEMA.observationAbout, entity):
        day = store.text(graph, node, SCHEMA.observationDate)
        value = store.text(graph, node, SCHEMA.value)
        measured = local_name(store.text(graph, node, SCHEMA.measuredProperty) or "")
        if day and value:
            found[measured].add((day, value))
    return {name: sorted(found[name]) for name in sorted(found)}


_TOLD_OTHERWISE = frozenset(
    ("foundedIn", "successorOf", "memberCount", "employeeCount", "customerCount", "revenue")
)


def _first_reports(groups: Iterable[Group]) -> Iterator[Event]:
    """Yield when each fact was reported first, unless its own date is on the timeline anyway."""
    for group in groups:
        if group.relation in _TOLD_OTHERWISE:
            continue
        what = "reported_of" if group.inverse else "reported"
        together: dict[tuple[str, Reference | None, str], list[Reference]] = defaultdict(list)
        for fact in group.facts:
            dated = [s for s in fact.sources if s.reported_on and s.modality == "asserted"]
            if dated and fact.standing:
                first = min(dated, key=lambda s: (s.reported_on, s.key))
                key = (first.reported_on, first.article, "" if fact.other else fact.value)
                together[key] += [fact.other] if fact.other else []
        for (day, article, value), others in together.items():
            yield Event(day, "day", what, group.relation, tuple(sorted(others)), value, article)


@dataclass(frozen=True, slots=True)
class Body:
    """A body in a line of descent: its column (generation) and row in the drawing."""

    reference: Reference
    founded: str
    dissolved: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Descent:
    """From ``old`` to ``new``: indices into the bodies of a lineage, kind and day of the change."""

    old: int
    new: int
    kind: str
    day: str
    precision: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """All bodies that an entity came out of or went into, in columns from old to new."""

    bodies: tuple[Body, ...]
    descents: tuple[Descent, ...]

    @property
    def columns(self) -> int:
        """How many generations there are."""
        return 1 + max((body.column for body in self.bodies), default=-1)

    @property
    def rows(self) -> int:
        """How many bodies the largest generation has."""
        return 1 + max((body.row for body in self.bodies), default=-1)


def lineage(graph: Store, entity: NamedNode, language: str = "de") -> Lineage:
    """Return the line of mergers and renamings around ``entity``, empty where there is none."""
    pairs = _line(graph, entity)
    if not pairs:
        return Lineage((), ())
    nodes = sorted({node for pair in pairs for node in pair}, key=lambda node: node.value)
    columns = _generations(nodes, pairs)
    order = sorted(nodes, key=lambda n: (columns[n], refer(graph, n, language).label, n.value))
    rows: dict[int, int] = defaultdict(int)
    bodies = []
    for node in order:
        column = columns[node]
        founded = store.text(graph, node, KG.foundedIn) or ""
        dissolved = store.text(graph, node, KG.dissolvedIn) or ""
        reference = refer(graph, node, language)
        bodies.append(Body(reference, founded[:4], dissolved[:4], column, rows[column]))
        rows[column] += 1
    number = {node: index for index, node in enumerate(order)}
    descents = [
        Descent(number[old], number[new], change.kind, change.day, change.precision)
        for (old, new), change in sorted(
            pairs.items(), key=lambda p: (p[0][0].value, p[0][1].value)
        )
    ]
    return Lineage(tuple(bodies), tuple(descents))


def _line(graph: Store, entity: NamedNode) -> dict[tuple[NamedNode, NamedNode], Change]:
    """Return every change (old, new) that can be reached from ``entity``."""
    pairs: dict[tuple[NamedNode, NamedNode], Change] = {}
    seen = {entity}
    waiting = [entity]
    while waiting and len(seen) < _MOST_BODIES:
        node = waiting.pop(0)
        for change in (*changes_of(graph, node), *_undated(graph, node)):
            if change.old == change.new:
                continue
            pairs.setdefault((change.old, change.new), change)
            for other in (change.old, change.new):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
    return pairs


def _undated(graph: Store, node: NamedNode) -> Iterator[Change]:
    """Yield successions that no change describes."""
    for triple in store.match(graph, node, KG.successorOf):
        if isinstance(triple.object, NamedNode):
            yield Change(triple.object, node, "", "", "", "")
    for new in store.subjects(graph, KG.successorOf, node):
        yield Change(node, new, "", "", "", "")


def _generations(
    nodes: list[NamedNode], pairs: Iterable[tuple[NamedNode, NamedNode]]
) -> dict[NamedNode, int]:
    """Return the column of each node, as far to the right as what came out of it allows.

    So what merges stands side by side.  A cycle stops growing after as many steps as nodes.
    """
    ordered = sorted(pairs, key=lambda pair: (pair[0].value, pair[1].value))
    before_end = dict.fromkeys(nodes, 0)
    for _ in nodes:
        for old, new in ordered:
            before_end[old] = min(max(before_end[old], before_end[new] + 1), len(nodes) - 1)
    most = max(before_end.values())
    return {node: most - steps for node, steps in before_end.items()}
