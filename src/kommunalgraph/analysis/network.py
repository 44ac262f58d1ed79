"""The graph as analysts take it away: entities as nodes, relations as edges, the rest folded in.

Memberships, roles and changes become attributes of edges, observations and keys attributes of
nodes; an edge says how many articles report it, when, how surely, and in which words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Store

from kommunalgraph.analysis.counting import counted
from kommunalgraph.analysis.evidence import EdgeKey, Report, reports
from kommunalgraph.analysis.lookup import label, short
from kommunalgraph.analysis.scope import Scope, scope_of
from kommunalgraph.analysis.selection import EVERYTHING, KINDS, Selection
from kommunalgraph.graph import store
from kommunalgraph.graph.names import DCTERMS, KG, ORG, RDF, SCHEMA, XSD
from kommunalgraph.graph.reference import Reference
from kommunalgraph.vocabulary import ontology

if TYPE_CHECKING:
    import networkx

Value = str | int | float
"""What an attribute may be: every network format knows these."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_NUMBERS: Mapping[NamedNode, type[int] | type[float]] = {XSD.integer: int, XSD.decimal: float}


@dataclass(frozen=True, slots=True)
class Node:
    """An entity: ``id`` is the short form of ``iri`` (``place/15003000``), ``type`` its most
    telling class, ``types`` all of them.

    ``key`` is the official key of a place (AGS, else ARS), the registry's or the slug of anything
    else; ``state`` the name of the federal state it lies or has its seat in; the coordinates
    are those of the place or the seat, in degrees of WGS 84.  ``degree`` counts edges of this
    network, ``mentions`` articles.  ``values`` are its literal relations, latest values:
    ``memberCount``, ``foundedIn``, ``website`` and so on.  Unknown text is ``""``.
    """

    id: str
    label: str
    type: str
    types: tuple[str, ...]
    iri: str
    key: str
    state: str
    latitude: float | None
    longitude: float | None
    degree: int
    mentions: int
    values: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two entities, by the ids of their nodes.

    ``roles`` are the role nouns of a ``hasRole`` edge.  ``evidence`` counts the articles that
    report it; it is 0, and there is no quote, where only a table states it.  Dates are ISO days,
    ``""`` where unknown.  ``confidence`` is that of the surest claim, ``quote`` its words,
    ``article`` the IRI of its article and ``headline`` what that is called.  ``past`` tells that
    it no longer holds; only a network that was asked for its past has such edges.
    """

    source: str
    relation: str
    target: str
    roles: tuple[str, ...] = ()
    evidence: int = 0
    first_reported: str = ""
    last_reported: str = ""
    valid_from: str = ""
    valid_until: str = ""
    confidence: float | None = None
    quote: str = ""
    article: str = ""
    headline: str = ""
    past: bool = False

    @property
    def label(self) -> str:
        """What a person would write at the edge: the roles, else the relation in German."""
        return ", ".join(self.roles) or ontology().labels[self.relation][0]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes sorted by IRI, and edges sorted by source, relation and target."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def kind_of(graph: Store, node: NamedNode) -> str:
    """Return the most telling class of an entity, ``Thing`` if it has none of ours."""
    types = {t.object for t in store.match(graph, node, RDF.type)}
    return next((kind for kind in KINDS if KG[kind] in types), "Thing")


def fold(
    graph: Store,
    selection: Selection = EVERYTHING,
    *,
    past: bool = False,
    reference: Reference | None = None,
) -> Network:
    """Return the network of what ``selection`` leaves of the graph.

    Nodes are the entities that stand in a relation; with ``around`` also one that stands in none.
    With ``past``, relations that were reported and have ended since are edges as well.

    Raises:
        QueryError: the entity to look around is unknown, or the name stands for several.
    """
    with counted(graph, selection, reference=reference) as part:
        return fold_counted(part, selection, past=past)


def fold_counted(part: Store, selection: Selection, *, past: bool = False) -> Network:
    """Return the network of ``part``, in which only the claims count that ``selection`` leaves."""
    scope = scope_of(part, selection)
    behind = reports(part)
    keys = [(key, False) for key in scope.edges]
    if past:
        keys += [(key, True) for key in _ended(behind, scope)]
    edges = [_edge(part, key, behind.get(key), past=is_past) for key, is_past in keys]
    degrees = Counter(end for key, _ in keys for end in (key[0], key[2]))
    ends = set(degrees) | (scope.entities if selection.around else set())
    nodes = [_node(part, node, degrees[node]) for node in sorted(ends, key=_value)]
    order = sorted(edges, key=lambda e: (e.source, e.relation, e.target))
    return Network(tuple(nodes), tuple(order))


def _value(node: NamedNode) -> str:
    return node.value


def _ended(behind: Mapping[EdgeKey, Report], scope: Scope) -> Iterator[EdgeKey]:
    """Yield the edges that were reported and hold no longer, within the scope."""
    now = set(scope.edges)
    for key, report in behind.items():
        within = key[0] in scope.entities and key[2] in scope.entities
        if within and key not in now and report.best.predicate in scope.predicates:
            yield key


def _edge(graph: Store, key: EdgeKey, report: Report | None, *, past: bool) -> Edge:
    source, relation, target = key
    roles, since = _roles(graph, source, target) if relation == "hasRole" else (), ""
    if relation == "successorOf":
        since = _change_day(graph, new=source, old=target)
    ends = short(source.value), relation, short(target.value)
    if report is None:
        return Edge(*ends, roles=roles, valid_from=since, past=past)
    best = report.best
    return Edge(
        *ends,
        roles=roles,
        evidence=report.articles,
        first_reported=report.first,
        last_reported=report.last,
        valid_from=since or report.valid_from,
        valid_until=report.valid_until,
        confidence=float(best.confidence),
        quote=_plain(best.quote),
        article=best.article.value,
        headline=_plain(label(graph, best.article)),
        past=past,
    )


def _plain(text: str) -> str:
    """Return untrusted text without the control characters that no XML may contain."""
    return _CONTROL.sub("", text)


def _roles(graph: Store, person: NamedNode, body: NamedNode) -> tuple[str, ...]:
    """Return the role nouns of a person's memberships in a body."""
    found = {
        store.text(graph, membership, KG.roleLabel) or ""
        for membership in store.subjects(graph, ORG.member, person)
        if store.value(graph, membership, ORG.organization) == body
    }
    return tuple(sorted(_plain(role) for role in found if role))


def _change_day(graph: Store, *, new: NamedNode, old: NamedNode) -> str:
    """Return the day on which ``new`` came out of ``old``, ``""`` if no change tells."""
    days = (
        store.text(graph, change, DCTERMS.date)
        for change in store.subjects(graph, ORG.resultingOrganization, new)
        if store.value(graph, change, ORG.originalOrganization) == old
    )
    return min(filter(None, days), default="")


def _node(graph: Store, node: NamedNode, degree: int) -> Node:
    types = {t.object for t in store.match(graph, node, RDF.type)}
    kinds = tuple(kind for kind in KINDS if KG[kind] in types)
    place = store.value(graph, node, KG.headquarteredIn)
    where = place if isinstance(place, NamedNode) else node
    return Node(
        id=short(node.value),
        label=_plain(label(graph, node)),
        type=kinds[0] if kinds else "Thing",
        types=kinds,
        iri=node.value,
        key=_key(graph, node),
        state=_state(graph, where),
        latitude=_degrees(graph, where, SCHEMA.latitude),
        longitude=_degrees(graph, where, SCHEMA.longitude),
        degree=degree,
        mentions=sum(1 for _ in store.subjects(graph, KG.mentions, node)),
        values=tuple(_values(graph, node)),
    )


def _key(graph: Store, node: NamedNode) -> str:
    for predicate in (KG.ags, KG.ars):
        keys = [str(getattr(t.object, "value", "")) for t in store.match(graph, node, predicate)]
        if keys:
            return max(keys, key=len)
    return short(node.value).partition("/")[2]


def _state(graph: Store, place: NamedNode) -> str:
    areas = [place, *(t.object for t in store.match(graph, place, KG.partOf))]
    states = [a for a in areas if isinstance(a, NamedNode) and kind_of_area(graph, a) == "State"]
    return min((label(graph, state) for state in states), default="")


def kind_of_area(graph: Store, place: NamedNode) -> str:
    """Return ``State`` for a federal state, city-states included, else what ``kind_of`` says."""
    is_state = any(t.object == KG.State for t in store.match(graph, place, RDF.type))
    return "State" if is_state else kind_of(graph, place)


def _degrees(graph: Store, place: NamedNode, predicate: NamedNode) -> float | None:
    text = store.text(graph, place, predicate)
    return float(text) if text else None


def _values(graph: Store, node: NamedNode) -> Iterator[tuple[str, Value]]:
    """Yield the literal relations of a node, numbers as numbers."""
    for name in sorted(ontology().literal_relations | {"dissolvedIn"}):
        value = store.value(graph, node, KG[name])
        if isinstance(value, Literal):
            number = None if name in _DATED else _NUMBERS.get(value.datatype)
            yield name, number(value.value) if number else _plain(value.value)


_DATED = frozenset({"foundedIn", "dissolvedIn"})
"""Text always: as precise as known, a year or a day."""


def node_attributes(node: Node) -> dict[str, Value]:
    """Return the attributes of a node as every network format takes them, unknown ones left out."""
    known: dict[str, Value | None] = {
        "label": node.label,
        "type": node.type,
        "types": ";".join(node.types),
        "iri": node.iri,
        "key": node.key,
        "state": node.state,
        "latitude": node.latitude,
        "longitude": node.longitude,
        "degree": node.degree,
        "mentions": node.mentions,
        **dict(node.values),
    }
    return {name: value for name, value in known.items() if value is not None and value != ""}


def edge_attributes(edge: Edge) -> dict[str, Value]:
    """Return the attributes of an edge as every network format takes them, unknown ones left out.

    The ends are none of them.
    """
    known: dict[str, Value | None] = {
        "relation": edge.relation,
        "label": edge.label,
        "roles": ", ".join(edge.roles),
        "evidence": edge.evidence,
        "first_reported": edge.first_reported,
        "last_reported": edge.last_reported,
        "valid_from": edge.valid_from,
        "valid_until": edge.valid_until,
        "confidence": edge.confidence,
        "quote": edge.quote,
        "article": edge.article,
        "headline": edge.headline,
    }
    return {name: value for name, value in known.items() if value is not None and value != ""}


def to_networkx(net: Network) -> networkx.MultiDiGraph[str]:
    """Return a network for networkx: node ids, relations as edge keys, attributes as text and
    numbers, the unknown ones left out."""
    import networkx

    result: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name="kommunalgraph")
    for node in net.nodes:
        result.add_node(node.id, **node_attributes(node))
    for edge in net.edges:
        result.add_edge(edge.source, edge.target, key=edge.relation, **edge_attributes(edge))
    return result


def network(
    graph: Store, selection: Selection = EVERYTHING, *, reference: Reference | None = None
) -> networkx.MultiDiGraph[str]:
    """Return what ``selection`` leaves of the graph as a network for networkx."""
    return to_networkx(fold(graph, selection, reference=reference))
