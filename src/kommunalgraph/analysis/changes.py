"""What changed between two days: who and what came, and went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kommunalgraph.analysis.network import Edge, Network, Node

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A relation, or an entity without relation before or after, that came or went.

    ``change`` is ``new`` or ``gone``.  For an entity, ``relation`` is its type and there is no
    ``target``.  ``evidence``, ``day``, ``quote`` and ``headline`` tell of the best report.
    """

    change: str
    source: str
    relation: str
    target: str
    day: str
    evidence: int
    quote: str
    headline: str
    source_id: str
    target_id: str


def changes(before: Network, after: Network) -> list[Change]:
    """Return how two networks differ: relations first, then entities, new ones before gone ones."""
    nodes = {node.id: node for net in (before, after) for node in net.nodes}
    old_nodes = {node.id for node in before.nodes}
    new_nodes = {node.id for node in after.nodes}
    old, new = _edges(before), _edges(after)
    found = [_relation("new", new[key], nodes) for key in sorted(new.keys() - old.keys())]
    found += [_relation("gone", old[key], nodes) for key in sorted(old.keys() - new.keys())]
    found += [_entity("new", nodes[id_]) for id_ in sorted(new_nodes - old_nodes)]
    found += [_entity("gone", nodes[id_]) for id_ in sorted(old_nodes - new_nodes)]
    return found


def _edges(net: Network) -> dict[_Key, Edge]:
    return {(edge.source, edge.relation, edge.target): edge for edge in net.edges}


def _entity(change: str, node: Node) -> Change:
    return Change(change, node.label, node.type, "", "", node.mentions, "", "", node.id, "")


def _relation(change: str, edge: Edge, nodes: Mapping[str, Node]) -> Change:
    return Change(
        change=change,
        source=nodes[edge.source].label,
        relation=edge.relation,
        target=nodes[edge.target].label,
        day=edge.valid_from or edge.first_reported if change == "new" else edge.valid_until,
        evidence=edge.evidence,
        quote=edge.quote,
        headline=edge.headline,
        source_id=edge.source,
        target_id=edge.target,
    )
