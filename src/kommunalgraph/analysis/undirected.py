"""The network as measures of networks take it: each pair of neighbours once, in a fixed order."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kommunalgraph.analysis.network import Network

if TYPE_CHECKING:
    import networkx


SEATS = frozenset({"headquarteredIn", "hasSite"})
"""No ties: to sit in one town connects two bodies no more than two of its inhabitants."""


def undirected(net: Network) -> networkx.Graph[str]:
    """Return who is connected with whom; ``weight`` says how much connects them.

    A relation weighs as many articles as report it, one that only a table states weighs one;
    ``articles`` counts the reports alone.  Seats
    connect nobody, and who is not connected is left out.
    """
    import networkx

    weights: dict[tuple[str, str], int] = defaultdict(int)
    articles: dict[tuple[str, str], int] = defaultdict(int)
    for edge in net.edges:
        if edge.source != edge.target and edge.relation not in SEATS:
            first, second = sorted((edge.source, edge.target))
            weights[first, second] += max(edge.evidence, 1)
            articles[first, second] += edge.evidence
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(sorted({end for pair in weights for end in pair}))
    for (first, second), weight in sorted(weights.items()):
        graph.add_edge(first, second, weight=weight, articles=articles[first, second])
    return graph
