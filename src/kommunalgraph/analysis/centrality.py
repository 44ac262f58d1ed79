"""Who is central: degree, betweenness, eigenvector centrality and k-core of each entity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kommunalgraph.analysis.network import Network
from kommunalgraph.analysis.undirected import undirected

if TYPE_CHECKING:
    import networkx

MEASURES = ("degree", "betweenness", "eigenvector", "core")
"""What entities can be ranked by."""

_STEPS = 4_000_000
"""Betweenness looks at each node and edge once from every node; where that is more steps than
these, some ten seconds, it is estimated from as many nodes as they allow."""

_SEED = 1
_DIGITS = 6  # what all machines agree on


@dataclass(frozen=True, slots=True)
class Rank:
    """How central an entity is.

    ``degree`` counts its neighbours; ``betweenness`` is the share of shortest paths between others
    that lead through it; ``eigenvector`` is high where the neighbours are central themselves (0
    outside the largest connected part); ``core`` is the largest k for which it belongs to a part
    in which everyone has k neighbours.
    """

    id: str
    label: str
    type: str
    state: str
    degree: int
    betweenness: float
    eigenvector: float
    core: int


def central(net: Network, *, by: str = "degree") -> list[Rank]:
    """Return the connected entities of a network, the most central by one of ``MEASURES`` first."""
    import networkx

    graph = undirected(net)
    cores: Mapping[str, int] = networkx.core_number(graph)
    between = betweenness(graph)
    eigenvector = _eigenvector(graph)
    ranks = [
        Rank(
            id=node.id,
            label=node.label,
            type=node.type,
            state=node.state,
            degree=len(graph[node.id]),
            betweenness=between[node.id],
            eigenvector=eigenvector.get(node.id, 0.0),
            core=cores[node.id],
        )
        for node in net.nodes
        if node.id in graph
    ]
    return sorted(ranks, key=lambda r: (-getattr(r, by), -r.degree, -r.betweenness, r.id))


def betweenness(graph: networkx.Graph[str]) -> dict[str, float]:
    """Return the share of shortest paths that lead through each node."""
    import networkx

    once = len(graph) + graph.number_of_edges()
    exact = len(graph) * once <= _STEPS
    pivots = None if exact else max(1, _STEPS // once)
    found = networkx.betweenness_centrality(graph, k=pivots, seed=_SEED)
    return {node: round(value, _DIGITS) for node, value in found.items()}


def _eigenvector(graph: networkx.Graph[str]) -> dict[str, float]:
    import networkx

    if not graph.number_of_edges():
        return {}
    parts = networkx.connected_components(graph)
    largest = max(parts, key=lambda part: (len(part), min(part)))
    part = graph.subgraph(largest)
    ordered: networkx.Graph[str] = networkx.Graph()
    ordered.add_nodes_from(sorted(part))
    ordered.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in part.edges))
    found = networkx.eigenvector_centrality(ordered, max_iter=10_000)
    return {node: round(value, _DIGITS) for node, value in found.items()}
