"""Bridges: who connects federal states, and providers, that are not connected otherwise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kommunalgraph.analysis.centrality import betweenness
from kommunalgraph.analysis.network import Network, Node
from kommunalgraph.analysis.undirected import undirected

if TYPE_CHECKING:
    import networkx

_NO_ACTORS = frozenset({"Topic", "Product", "Event"})
"""A topic connects all who take it up; that makes no bridge between them."""


@dataclass(frozen=True, slots=True)
class Bridge:
    """An entity with neighbours in several states, or with several providers.

    ``states`` are those of its neighbours and its own, ``providers`` the names of neighbouring
    providers.  ``cut_off`` counts the entities that nothing else connects with the rest of the
    largest part they are in.
    """

    id: str
    label: str
    type: str
    state: str
    states: tuple[str, ...]
    providers: tuple[str, ...]
    betweenness: float
    cut_off: int


def bridges(net: Network) -> list[Bridge]:
    """Return who connects at least two states or two providers, the strongest bridge first.

    Topics, products and events are left out.
    """
    nodes = {node.id: node for node in net.nodes if node.type not in _NO_ACTORS}
    whole = undirected(net)
    graph = whole.subgraph(node for node in whole if node in nodes).copy()
    between = betweenness(graph)
    cut = _cut_off(graph)
    found = [
        _bridge(node, [nodes[other] for other in graph[node.id]], between[node.id], cut)
        for node in nodes.values()
        if node.id in graph
    ]
    chosen = [b for b in found if len(b.states) > 1 or len(b.providers) > 1]
    return sorted(chosen, key=lambda b: (-b.betweenness, -len(b.states), -len(b.providers), b.id))


def _bridge(node: Node, others: list[Node], between: float, cut: dict[str, int]) -> Bridge:
    states = {other.state for other in (node, *others) if other.state}
    providers = {other.label for other in others if "Provider" in other.types}
    return Bridge(
        id=node.id,
        label=node.label,
        type=node.type,
        state=node.state,
        states=tuple(sorted(states)),
        providers=tuple(sorted(providers)),
        betweenness=between,
        cut_off=cut.get(node.id, 0),
    )


def _cut_off(graph: networkx.Graph[str]) -> dict[str, int]:
    """Return, for each node that holds a part together, how many lose the largest rest with it.

    Counted on the tree of blocks and the nodes they share, in one pass over it.
    """
    import networkx

    blocks = [frozenset(block) for block in networkx.biconnected_components(graph)]
    joints = set(networkx.articulation_points(graph))
    tree: networkx.Graph[object] = networkx.Graph()
    for number, block in enumerate(blocks):
        tree.add_node(number)
        tree.add_edges_from((number, joint) for joint in block & joints)
    weights = {number: len(block - joints) for number, block in enumerate(blocks)}
    found: dict[str, int] = {}
    for part in networkx.connected_components(tree):
        root = min(node for node in part if isinstance(node, int))
        order = list(networkx.dfs_postorder_nodes(tree, root))
        parents = {child: parent for parent, child in networkx.dfs_edges(tree, root)}
        below: dict[object, int] = defaultdict(int)
        branches: dict[object, list[int]] = defaultdict(list)
        for node in order:
            below[node] += weights.get(node, 1) if isinstance(node, int) else 1
            if node in parents:
                below[parents[node]] += below[node]
                branches[parents[node]].append(below[node])
        for joint in (node for node in order if isinstance(node, str)):
            sizes = [*branches[joint], below[root] - below[joint]]
            found[joint] = sum(sizes) - max(sizes)
    return found
