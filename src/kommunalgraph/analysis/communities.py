"""Communities: parts of the network that are connected more closely within than with the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kommunalgraph.analysis.network import Network, Node
from kommunalgraph.analysis.undirected import undirected

if TYPE_CHECKING:
    import networkx

_SEED = 1
_NAMING = ("Provider", "Cooperative", "Company", "PublicBody", "Association")
"""What a community is named after where it has one: towns and topics say less of it."""


@dataclass(frozen=True, slots=True)
class Community:
    """Some entities that belong together.

    ``name`` is that of the best connected provider, or other body, among them, with the state that
    most of them are in.  ``members`` are their names, the best connected first, and ``ids`` theirs;
    ``inside`` counts pairs of neighbours within, ``outside`` those that lead out.
    """

    name: str
    size: int
    inside: int
    outside: int
    states: tuple[str, ...]
    members: tuple[str, ...]
    ids: tuple[str, ...]


def communities(net: Network, *, at_least: int = 3) -> list[Community]:
    """Return the communities of ``at_least`` so many members, the largest first.

    Found by Louvain's method on the weights of ``undirected``, always with the same seed and order.
    """
    graph = undirected(net)
    nodes = {node.id: node for node in net.nodes}
    parts = [part for part in _louvain(graph) if len(part) >= at_least]
    found = [_community(graph, part, nodes) for part in parts]
    return _told_apart(sorted(found, key=lambda c: (-c.size, -c.inside, c.ids)), nodes)


def modularity(net: Network) -> float:
    """Return how much more is connected within the communities than chance would have it."""
    import networkx

    graph = undirected(net)
    if not graph.number_of_edges():
        return 0.0
    return round(networkx.community.modularity(graph, _louvain(graph)), 4)


def _louvain(graph: networkx.Graph[str]) -> list[set[str]]:
    """Return all communities; nodes are numbered meanwhile, because sets of text have no order."""
    import networkx

    if not graph.number_of_edges():
        return [{node} for node in graph]
    names = sorted(graph)
    numbers = {name: number for number, name in enumerate(names)}
    numbered: networkx.Graph[int] = networkx.Graph()
    numbered.add_nodes_from(range(len(names)))
    for first, second, data in graph.edges(data=True):
        numbered.add_edge(numbers[first], numbers[second], weight=data["weight"])
    parts = networkx.community.louvain_communities(numbered, weight="weight", seed=_SEED)
    return [{names[number] for number in part} for part in parts]


def _community(graph: networkx.Graph[str], part: Set[str], nodes: Mapping[str, Node]) -> Community:
    ties = {
        node: sum(data["weight"] for other, data in graph[node].items() if other in part)
        for node in part
    }
    members = sorted(part, key=lambda node: (-ties[node], node))
    inside = graph.subgraph(part).number_of_edges()
    leading = sum(len(graph[node]) for node in part) - 2 * inside
    states = Counter(nodes[node].state for node in members if nodes[node].state)
    ranked = sorted(states, key=lambda state: (-states[state], state))
    head = nodes[_head(members, nodes)].label
    main = ranked[0] if ranked and 2 * states[ranked[0]] >= sum(states.values()) else ""
    return Community(
        name=f"{head} ({main})" if main and main != head else head,
        size=len(part),
        inside=inside,
        outside=leading,
        states=tuple(ranked),
        members=tuple(nodes[member].label for member in members),
        ids=tuple(members),
    )


def _head(members: list[str], nodes: Mapping[str, Node]) -> str:
    """Return the member that gives the name: the best connected one of the first type it has."""
    providers = [m for m in members if {"Provider", "Cooperative"} & set(nodes[m].types)]
    bodies = [m for m in members if nodes[m].type in _NAMING]
    return (providers or bodies or members)[0]


def _told_apart(found: list[Community], nodes: Mapping[str, Node]) -> list[Community]:
    """Give communities of one name the id of their first member as well."""
    counted = Counter(community.name for community in found)
    return [
        replace(c, name=f"{c.name} [{_head(list(c.ids), nodes)}]") if counted[c.name] > 1 else c
        for c in found
    ]
