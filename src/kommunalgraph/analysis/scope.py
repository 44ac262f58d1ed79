"""Which entities and relations a selection leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kommunalgraph.analysis.evidence import EdgeKey, edge_key
from kommunalgraph.analysis.lookup import find
from kommunalgraph.analysis.relations import base_of, network_relations, predicates_of
from kommunalgraph.analysis.selection import KINDS, Selection
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF
from kommunalgraph.vocabulary import ontology


@dataclass(frozen=True)
class Scope:
    """What is left: entities, the edges between them, and the predicates that facts may have."""

    entities: frozenset[NamedNode]
    edges: tuple[EdgeKey, ...]
    predicates: frozenset[NamedNode]


def scope_of(graph: Store, selection: Selection) -> Scope:
    """Return what ``selection`` leaves of ``graph``, in which only the right claims count.

    Raises:
        QueryError: the entity to look around is unknown, or the name stands for several.
    """
    terms = ontology()
    relations = selection.relations or tuple(terms.object_relations | terms.literal_relations)
    allowed = _of_types(graph, selection.types or KINDS)
    edges = _edges(graph, relations)
    between = [edge for edge in edges if edge[0] in allowed and edge[2] in allowed]
    entities = frozenset(allowed)
    if selection.relations or selection.since:
        entities &= {end for edge in between for end in (edge[0], edge[2])} | {
            store.named(triple)
            for relation in terms.literal_relations.intersection(relations)
            for triple in store.match(graph, None, KG[relation])
        }
    if selection.around:
        near = _near(find(graph, selection.around), between, selection.hops)
        entities = frozenset(near)
    left = [edge for edge in between if edge[0] in entities and edge[2] in entities]
    predicates = frozenset[NamedNode]().union(*map(predicates_of, relations))
    return Scope(entities, tuple(sorted(left, key=_order)), predicates)


def _order(edge: EdgeKey) -> tuple[str, str, str]:
    return edge[0].value, edge[1], edge[2].value


def _of_types(graph: Store, kinds: Iterable[str]) -> set[NamedNode]:
    return {node for kind in kinds for node in store.subjects(graph, RDF.type, KG[kind])}


def _edges(graph: Store, relations: Iterable[str]) -> set[EdgeKey]:
    """Return the edges that a relation, or one narrower, makes; one that holds both ways once."""
    edges = set()
    for relation in sorted(set(relations) & ontology().object_relations):
        base = base_of(relation)
        for triple in store.match(graph, None, KG[relation]):
            if isinstance(triple.object, NamedNode) and base in network_relations():
                edges.add(edge_key(store.named(triple), base, triple.object))
    return edges


def _near(start: NamedNode, edges: Iterable[EdgeKey], hops: int) -> set[NamedNode]:
    """Return ``start`` and what at most ``hops`` edges, in whatever direction, lead to."""
    neighbours: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for source, _, target in edges:
        neighbours[source].add(target)
        neighbours[target].add(source)
    found = front = {start}
    for _ in range(hops):
        front = {other for node in front for other in neighbours[node]} - found
        found = found | front
    return found
