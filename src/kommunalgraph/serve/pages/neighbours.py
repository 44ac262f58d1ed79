"""The network around an entity, as the explorer and the small network on a page take it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyoxigraph import NamedNode, Store

from kommunalgraph.analysis.lookup import short
from kommunalgraph.graph import store
from kommunalgraph.serve.pages.facts import Fact, Group, groups_of
from kommunalgraph.serve.pages.references import Reference, node_of, page_path, refer
from kommunalgraph.serve.pages.wording import Wording
from kommunalgraph.vocabulary import local_name, ontology

Json = dict[str, Any]

_NO_NEIGHBOURS = frozenset({"partOf"})
"""Relations that would tie every town to its state and say nothing about municipal IT."""

_QUOTES = 3


def neighbourhood(
    graph: Store, entity: NamedNode, wording: Wording, *, among: Iterable[str] = (), most: int = 40
) -> Json:
    """Return nodes and edges around ``entity``, and the edges to what is shown already.

    ``among`` are the ids of nodes shown already.  At most ``most`` neighbours come back, those
    first that most articles report; ``more`` counts the others.
    """
    centre = refer(graph, entity, wording.language)
    edges: list[tuple[int, str, Json]] = []
    ends: dict[str, Reference] = {centre.id: centre}
    beyond = 0
    for group in groups_of(graph, entity, language=wording.language):
        if group.relation in _NO_NEIGHBOURS:
            continue
        beyond += group.total - len(group.facts)
        for fact in group.facts:
            if fact.other and fact.standing:
                edge = _edge(centre, group, fact, wording)
                edges.append((-len(fact.sources), edge["id"], edge))
                ends[fact.other.id] = fact.other
    shown = set(among)
    kept, more = _strongest(edges, centre.id, shown, most)
    nodes = {centre.id, *(e["source"] for e in kept), *(e["target"] for e in kept)}
    between = _between(graph, nodes - {centre.id}, nodes | shown, centre.id, wording)
    return {
        "nodes": [node_object(ends[each], wording) for each in sorted(nodes)],
        "edges": sorted([*kept, *between], key=lambda edge: str(edge["id"])),
        "more": more + beyond,
    }


def node_object(reference: Reference, wording: Wording) -> Json:
    """Return a node for the browser."""
    return {
        "id": reference.id,
        "label": reference.label,
        "kind": reference.kind,
        "kindLabel": wording.kind(reference.kind),
        "url": page_path(reference.id),
    }


def _edge(centre: Reference, group: Group, fact: Fact, wording: Wording) -> Json:
    assert fact.other is not None
    source, target = (fact.other, centre) if group.inverse else (centre, fact.other)
    days = sorted(s.reported_on for s in fact.sources if s.reported_on)
    return {
        "id": _edge_id(source.id, group.relation, target.id),
        "source": source.id,
        "target": target.id,
        "relation": group.relation,
        "label": wording.term(fact.relation),
        "articles": len({s.article.id for s in fact.sources}),
        "first": days[0] if days else "",
        "last": days[-1] if days else "",
        "confidence": fact.confidence,
        "quotes": [
            {"text": s.quote, "url": s.path, "day": s.reported_on, "title": s.article.label}
            for s in fact.sources[:_QUOTES]
        ],
    }


def _edge_id(source: str, relation: str, target: str) -> str:
    """Return the same id for both directions of a symmetric relation."""
    if relation in ontology().symmetric and source > target:
        source, target = target, source
    return f"{source} {relation} {target}"


def _strongest(
    edges: list[tuple[int, str, Json]], centre: str, shown: set[str], most: int
) -> tuple[list[Json], int]:
    """Return the edges to the ``most`` best evidenced neighbours and to those shown already."""
    kept: dict[str, Json] = {}
    neighbours: set[str] = set()
    left_out: set[str] = set()
    for _, name, edge in sorted(edges, key=lambda each: each[:2]):
        other = edge["target"] if edge["source"] == centre else edge["source"]
        if other in neighbours or other in shown or len(neighbours) < most:
            neighbours.add(other)
            kept[name] = edge
        else:
            left_out.add(other)
    return list(kept.values()), len(left_out)


def _between(
    graph: Store, subjects: set[str], all_nodes: set[str], centre: str, wording: Wording
) -> list[Json]:
    """Return the plain edges among neighbours; their evidence comes when one is expanded."""
    terms = ontology()
    bases = terms.object_relations - {
        name
        for name in terms.object_relations
        if {local_name(iri) for iri in terms.super_properties[name]} & terms.object_relations
    }
    found: dict[str, Json] = {}
    for subject in sorted(subjects):
        for triple in store.match(graph, node_of(subject)):
            relation = local_name(triple.predicate.value)
            if relation not in bases or not isinstance(triple.object, NamedNode):
                continue
            target = short(triple.object.value)
            if target in all_nodes and target not in (centre, subject):
                name = _edge_id(subject, relation, target)
                found[name] = _plain(name, subject, relation, target, wording)
    return list(found.values())


def _plain(name: str, source: str, relation: str, target: str, wording: Wording) -> Json:
    return {
        "id": name,
        "source": source,
        "target": target,
        "relation": relation,
        "label": wording.term(relation),
        "articles": 0,
        "first": "",
        "last": "",
        "confidence": 1.0,
        "quotes": [],
    }
