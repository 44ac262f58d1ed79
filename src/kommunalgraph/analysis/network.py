"""The graph as a network of entities and relations, for networkx and the tools around it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store

from kommunalgraph.analysis.lookup import label, short
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF
from kommunalgraph.vocabulary import local_name, ontology

if TYPE_CHECKING:
    import networkx

KINDS = (
    "Provider",
    "Cooperative",
    "Company",
    "PublicBody",
    "Association",
    "Municipality",
    "District",
    "State",
    "MunicipalAssociation",
    "Person",
    "Topic",
    "Product",
    "Event",
)
"""Entity classes, the most telling first: a cooperative provider counts as a provider."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Edge:
    """A clean triple between two entities, and how well it is evidenced.

    ``evidence`` counts the accepted claims behind it; it is 0 where only a table states it.
    """

    source: NamedNode
    relation: str
    target: NamedNode
    evidence: int
    first_reported: str
    last_reported: str


def network_relations() -> list[str]:
    """Return the relations that make edges: stated ones, no inverses, no sub-properties."""
    terms = ontology()
    return sorted(
        name
        for name in terms.object_relations
        if not {local_name(iri) for iri in terms.super_properties[name]} & terms.object_relations
    )


def edges(graph: Store) -> list[Edge]:
    """Return all edges, sorted; one that holds both ways appears once."""
    reports = _reports(graph)
    symmetric = ontology().symmetric
    found = []
    for relation in network_relations():
        for triple in store.match(graph, None, KG[relation]):
            source, target = store.named(triple), triple.object
            if not isinstance(target, NamedNode):
                continue
            if relation in symmetric and source.value > target.value:
                continue
            days = reports.get((source, relation, target), [])
            known = sorted(filter(None, days))
            first, last = (known[0], known[-1]) if known else ("", "")
            found.append(Edge(source, relation, target, len(days), first, last))
    return sorted(found, key=lambda e: (e.source.value, e.relation, e.target.value))


def _reports(graph: Store) -> dict[tuple[NamedNode, str, NamedNode], list[str]]:
    """Return the dates of the accepted claims behind each edge, ``""`` for an undated one."""
    terms = ontology()
    bases = set(network_relations())
    reports: dict[tuple[NamedNode, str, NamedNode], list[str]] = defaultdict(list)
    for claim in store.subjects(graph, KG.status, KG.accepted):
        subject = store.value(graph, claim, RDF.subject)
        object_ = store.value(graph, claim, RDF.object)
        stated = local_name(store.text(graph, claim, RDF.predicate) or "")
        if not isinstance(subject, NamedNode) or not isinstance(object_, NamedNode):
            continue
        above = {stated, *map(local_name, terms.super_properties.get(stated, ()))}
        for relation in above & bases:
            first, second = subject, object_
            if relation in terms.symmetric and first.value > second.value:
                first, second = second, first
            reports[first, relation, second].append(store.text(graph, claim, KG.reportedOn) or "")
    return reports


def kind_of(graph: Store, node: NamedNode) -> str:
    """Return the most telling class of an entity, ``Thing`` if it has none of ours."""
    types = {t.object for t in store.match(graph, node, RDF.type)}
    return next((kind for kind in KINDS if KG[kind] in types), "Thing")


def network(graph: Store) -> networkx.MultiDiGraph[str]:
    """Return the entities that stand in a relation as nodes, and the relations as edges.

    Attributes are text and numbers only, free of control characters: GraphML refuses anything
    else, and no reader opens what is written with them.
    """
    import networkx

    result: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name="kommunalgraph")
    found = edges(graph)
    for node in sorted({n for edge in found for n in (edge.source, edge.target)}, key=str):
        result.add_node(
            short(node.value),
            label=_CONTROL.sub("", label(graph, node)),
            kind=kind_of(graph, node),
            iri=node.value,
        )
    for edge in found:
        result.add_edge(
            short(edge.source.value),
            short(edge.target.value),
            key=edge.relation,
            relation=edge.relation,
            evidence=edge.evidence,
            first_reported=edge.first_reported,
            last_reported=edge.last_reported,
        )
    return result
