"""Networks made by hand: who is connected with whom, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from kommunalgraph.analysis.network import Edge, Network, Node


def node(id_: str, type_: str = "Provider", state: str = "", **fields: object) -> Node:
    """Return an entity called like its id."""
    known: dict[str, object] = {
        "id": id_,
        "label": id_,
        "type": type_,
        "types": (type_,),
        "iri": f"https://example.org/{id_}",
        "key": id_,
        "state": state,
        "latitude": None,
        "longitude": None,
        "degree": 0,
        "mentions": 0,
        "values": (),
    }
    return Node(**{**known, **fields})


def edge(source: str, target: str, relation: str = "cooperatesWith", **fields: object) -> Edge:
    """Return a relation that one article reports."""
    return Edge(source, relation, target, **{"evidence": 1, "confidence": 0.9, **fields})


def network_of(edges: Iterable[Edge], nodes: Iterable[Node] = ()) -> Network:
    """Return the network of ``edges``; ends that are not among ``nodes`` are providers."""
    found = tuple(edges)
    known = {each.id: each for each in nodes}
    for end in (end for each in found for end in (each.source, each.target)):
        known.setdefault(end, node(end))
    return Network(tuple(known[id_] for id_ in sorted(known)), found)
