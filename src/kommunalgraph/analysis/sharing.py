"""What two providers share: customers and members, and people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from kommunalgraph.analysis.network import Edge, Network

SERVING = frozenset({"customerOf", "memberOf"})
"""Relations of those whom a provider works for: its customers and those that carry it."""

WORKING = frozenset({"hasRole"})
"""Relations of people with a body."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Two providers and what they share; ``names`` and ``ids`` are in the same order."""

    first: str
    second: str
    number: int
    names: tuple[str, ...]
    ids: tuple[str, ...]
    first_id: str
    second_id: str


def shared_customers(net: Network) -> list[Shared]:
    """Return the pairs of providers with common customers or members, most in common first."""
    return _shared(net, SERVING)


def shared_people(net: Network) -> list[Shared]:
    """Return the pairs of providers in both of which a person has, or had, an office.

    Give a network with its past to find those who moved from one to the other.
    """
    return _shared(net, WORKING)


def _shared(net: Network, relations: Iterable[str]) -> list[Shared]:
    nodes = {node.id: node for node in net.nodes}
    providers: dict[str, set[str]] = defaultdict(set)
    for edge in _toward_providers(net, frozenset(relations)):
        providers[edge.source].add(edge.target)
    common: dict[tuple[str, str], set[str]] = defaultdict(set)
    for other, theirs in providers.items():
        for first, second in combinations(sorted(theirs), 2):
            common[first, second].add(other)
    found = []
    for (first, second), others in common.items():
        ids = tuple(sorted(others, key=lambda other: (nodes[other].label, other)))
        names = tuple(nodes[other].label for other in ids)
        ends = nodes[first].label, nodes[second].label
        found.append(Shared(*ends, len(ids), names, ids, first, second))
    return sorted(found, key=lambda s: (-s.number, s.first, s.second, s.first_id, s.second_id))


def _toward_providers(net: Network, relations: frozenset[str]) -> list[Edge]:
    providers = {node.id for node in net.nodes if "Provider" in node.types}
    return [edge for edge in net.edges if edge.relation in relations and edge.target in providers]
