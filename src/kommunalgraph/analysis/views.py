"""What a network can be asked, by name: each view is a list of rows of one kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import Store

from kommunalgraph.analysis.bridges import Bridge, bridges
from kommunalgraph.analysis.centrality import MEASURES, Rank, central
from kommunalgraph.analysis.changes import Change, changes
from kommunalgraph.analysis.communities import Community, communities
from kommunalgraph.analysis.lookup import find, short
from kommunalgraph.analysis.network import Network, fold
from kommunalgraph.analysis.selection import EVERYTHING, Selection
from kommunalgraph.analysis.service import Served, served_places
from kommunalgraph.analysis.sharing import Shared, shared_customers, shared_people
from kommunalgraph.analysis.timeline import Event, timeline
from kommunalgraph.analysis.topics import TopicYear, topics_by_year
from kommunalgraph.errors import QueryError


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two entities, with the number of articles and the best quote."""

    source: str
    relation: str
    target: str
    roles: tuple[str, ...]
    articles: int
    first_reported: str
    last_reported: str
    confidence: float | None
    quote: str
    headline: str
    source_id: str
    target_id: str


Row = Rank | Community | Bridge | Shared | Change | Tie | Event | TopicYear | Served
"""A row of some view."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view is asked of: a part of the graph, an entity, and what some views need beside.

    ``by`` ranks the central; ``between`` are the two days of a change, today if left open.
    """

    selection: Selection = EVERYTHING
    entity: str | None = None
    by: str = "degree"
    between: tuple[date | None, date | None] | None = None


def view(graph: Store, name: str, asked: Asked | None = None) -> Sequence[Row]:
    """Return the rows of the view called ``name``, one of ``VIEWS``.

    Raises:
        QueryError: there is no such view, or it needs an entity, days or another measure.
    """
    if name not in VIEWS:
        raise QueryError(f"{name}: no such view; there are {', '.join(VIEWS)}")
    asked = asked or Asked()
    if name in NEEDS_ENTITY and not asked.entity:
        raise QueryError(f"{name}: say of which entity; give a name or an id (org/kitu)")
    return VIEWS[name](graph, asked)


def served_by(graph: Store, net: Network, provider: str | None) -> list[Served]:
    """Return who serves which place in ``net``, of one provider where it is named."""
    served = served_places(graph, net)
    if provider is None:
        return served
    id_ = short(find(graph, provider).value)
    return [s for s in served if s.provider_id == id_]


def _central(graph: Store, asked: Asked) -> Sequence[Row]:
    if asked.by not in MEASURES:
        raise QueryError(f"{asked.by}: no such measure; there are {', '.join(MEASURES)}")
    return central(fold(graph, asked.selection), by=asked.by)


def _communities(graph: Store, asked: Asked) -> Sequence[Row]:
    return communities(fold(graph, asked.selection))


def _bridges(graph: Store, asked: Asked) -> Sequence[Row]:
    return bridges(fold(graph, asked.selection))


def _customers(graph: Store, asked: Asked) -> Sequence[Row]:
    return _of(asked, shared_customers(fold(graph, asked.selection)), graph)


def _people(graph: Store, asked: Asked) -> Sequence[Row]:
    return _of(asked, shared_people(fold(graph, asked.selection, past=True)), graph)


def _of(asked: Asked, rows: Sequence[Shared], graph: Store) -> Sequence[Shared]:
    """Keep the pairs in which the entity is one, where one is named."""
    if asked.entity is None:
        return rows
    id_ = short(find(graph, asked.entity).value)
    return [row for row in rows if id_ in (row.first_id, row.second_id)]


def _change(graph: Store, asked: Asked) -> Sequence[Row]:
    if asked.between is None:
        raise QueryError("change: say between which days; give two, such as 2016-01-01 2020-01-01")
    before, after = (
        fold(graph, replace(asked.selection, as_of=day or asked.selection.as_of))
        for day in asked.between
    )
    return changes(before, after)


def _ego(graph: Store, asked: Asked) -> Sequence[Row]:
    centre = short(find(graph, asked.entity or "").value)
    ties = _ties(fold(graph, replace(asked.selection, around=asked.entity, hops=1)))
    return [tie for tie in ties if centre in (tie.source_id, tie.target_id)]


def _network(graph: Store, asked: Asked) -> Sequence[Row]:
    return _ties(fold(graph, asked.selection))


def _ties(net: Network) -> list[Tie]:
    names = {node.id: node.label for node in net.nodes}
    return [
        Tie(
            source=names[edge.source],
            relation=edge.relation,
            target=names[edge.target],
            roles=edge.roles,
            articles=edge.evidence,
            first_reported=edge.first_reported,
            last_reported=edge.last_reported,
            confidence=edge.confidence,
            quote=edge.quote,
            headline=edge.headline,
            source_id=edge.source,
            target_id=edge.target,
        )
        for edge in net.edges
    ]


def _timeline(graph: Store, asked: Asked) -> Sequence[Row]:
    return timeline(graph, asked.entity or "").events


def _topics(graph: Store, asked: Asked) -> Sequence[Row]:
    return topics_by_year(graph, asked.selection)


def _map(graph: Store, asked: Asked) -> Sequence[Row]:
    return served_by(graph, fold(graph, asked.selection), asked.entity)


NEEDS_ENTITY = frozenset({"ego", "timeline"})
"""Views of one entity."""

VIEWS: Mapping[str, Callable[[Store, Asked], Sequence[Row]]] = {
    "central": _central,
    "communities": _communities,
    "bridges": _bridges,
    "customers": _customers,
    "people": _people,
    "change": _change,
    "network": _network,
    "ego": _ego,
    "timeline": _timeline,
    "topics": _topics,
    "map": _map,
}
"""Every view by its name."""
