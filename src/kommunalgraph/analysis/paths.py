"""How two entities are connected: the shortest path, each step with the sentence it was read in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kommunalgraph.analysis.explaining import Explanation, explain
from kommunalgraph.analysis.lookup import find, label, short
from kommunalgraph.analysis.network import Edge, Network, fold
from kommunalgraph.analysis.selection import EVERYTHING, Selection
from kommunalgraph.errors import QueryError

if TYPE_CHECKING:
    import networkx

_STEP = 1_000_000
_TABLE_ONLY = 10_000
_DOUBT = 1_000
"""Costs of a step: fewer steps come first, then steps that articles report, then surer ones."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path, from ``source`` to ``target``, by the names of the two.

    ``edge`` says what connects them, in the direction in which it was stated; ``explanation`` is
    the best sentence for it, ``None`` where only a reference table states it.
    """

    source: str
    target: str
    edge: Edge
    explanation: Explanation | None
    source_id: str
    target_id: str

    @property
    def is_forward(self) -> bool:
        """Whether the relation points the way that the path goes."""
        return self.source_id == self.edge.source


def explained_path(
    graph: Store, start: str, end: str, selection: Selection = EVERYTHING
) -> list[Step]:
    """Return the steps from ``start`` to ``end``, which are names, ids or IRIs; none if there is
    no connection, or both are the same.

    Of paths of one length the one that articles support best comes out.

    Raises:
        QueryError: a name is unknown or stands for several things, or ``selection`` leaves it out.
    """
    ends = [short(find(graph, text).value) for text in (start, end)]
    net = fold(graph, selection)
    names = {node.id: node.label for node in net.nodes}
    for text, id_ in zip((start, end), ends, strict=True):
        if id_ not in names:
            raise QueryError(
                f"{text}: {label(graph, find(graph, text))} ({id_}) stands in no relation "
                "that is selected; ask for fewer filters"
            )
    best = _best_edges(net)
    ids = _cheapest(best, *ends)
    steps = []
    for first, second in pairwise(ids):
        edge = best[_pair(first, second)]
        explanation = _best_explanation(graph, edge) if edge.evidence else None
        steps.append(Step(names[first], names[second], edge, explanation, first, second))
    return steps


def _pair(first: str, second: str) -> tuple[str, str]:
    return (first, second) if first < second else (second, first)


def _cost(edge: Edge) -> int:
    doubt = round((1 - (edge.confidence or 0.0)) * _DOUBT)
    return _STEP + doubt + (0 if edge.evidence else _TABLE_ONLY)


def _best_edges(net: Network) -> dict[tuple[str, str], Edge]:
    """Return the edge between each pair of neighbours that articles support best."""
    best: dict[tuple[str, str], Edge] = {}
    for edge in net.edges:
        pair = _pair(edge.source, edge.target)
        if edge.source != edge.target and (pair not in best or _cost(edge) < _cost(best[pair])):
            best[pair] = edge
    return best


def _cheapest(best: dict[tuple[str, str], Edge], start: str, end: str) -> list[str]:
    import networkx

    if start == end:
        return []
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from((start, end))
    for (first, second), edge in sorted(best.items()):
        graph.add_edge(first, second, cost=_cost(edge))
    try:
        return list(networkx.dijkstra_path(graph, start, end, weight="cost"))
    except networkx.NetworkXNoPath:
        return []


def _best_explanation(graph: Store, edge: Edge) -> Explanation | None:
    """Return the surest accepted claim behind an edge."""
    found = explain(graph, edge.source, edge.relation, edge.target).explanations
    accepted = [e for e in found if e.claim.status == "accepted"]
    return min(
        accepted,
        key=lambda e: (
            e.claim.quote != edge.quote,
            -float(e.claim.confidence),
            e.claim.iri.value,
        ),
        default=None,
    )
