"""GEXF 1.3 with spells: Gephi's timeline shows who stood in which relation when.

An edge begins on the day from which it holds, else on that of its first report, and ends on its
last day where one is known; relations that have ended are in it.  A body is there from its
founding to its dissolution; whoever has no days of their own is there as long as their edges.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import BinaryIO

from kommunalgraph.analysis.network import Edge, Network, Node
from kommunalgraph.export.content import Content
from kommunalgraph.export.gexf_syntax import Spell, document
from kommunalgraph.export.registry import Format
from kommunalgraph.graph import literals


def write(content: Content, out: BinaryIO) -> None:
    """Write the network with its past as dynamic GEXF."""
    net = content.network(past=True)
    out.writelines(text.encode() for text in document(net, spells(net)))


def spells(net: Network) -> Callable[[Node | Edge], Spell]:
    """Return what gives the spell of each node and edge of ``net``.

    A relation by which one body came out of another begins with the change; every other relation
    of a body ends with it.
    """
    lives = {node.id: _life(node) for node in net.nodes}
    for edge in net.edges:
        if edge.relation == "successorOf" and edge.valid_from:
            start, end = lives[edge.source]
            lives[edge.source] = (start or edge.valid_from, end)
            start, end = lives[edge.target]
            lives[edge.target] = (start, min(filter(None, (end, _day_before(edge.valid_from)))))
    of_edges = {id(edge): _edge_spell(edge, lives) for edge in net.edges}
    for edge in net.edges:
        ends = (edge.source, edge.target)
        for end in ends if edge.relation != "successorOf" else ends[:1]:
            lives[end] = _stretched(lives[end], of_edges[id(edge)])

    def spell(item: Node | Edge) -> Spell:
        return of_edges[id(item)] if isinstance(item, Edge) else lives[item.id]

    return spell


def _life(node: Node) -> Spell:
    values = dict(node.values)
    founded = literals.first_day(str(values.get("foundedIn", "")))
    dissolved = literals.last_day(str(values.get("dissolvedIn", "")))
    return founded or "", dissolved or ""


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _edge_spell(edge: Edge, lives: dict[str, Spell]) -> Spell:
    if edge.relation == "successorOf":
        return edge.valid_from or edge.first_reported, lives[edge.source][1]
    begins = [lives[end][0] for end in (edge.source, edge.target) if lives[end][0]]
    ends = [lives[end][1] for end in (edge.source, edge.target) if lives[end][1]]
    start = edge.valid_from or edge.first_reported or max(begins, default="")
    end = edge.valid_until or min(ends, default="")
    return start, end if not (start and end and end < start) else start


def _stretched(life: Spell, of_edge: Spell) -> Spell:
    """Return a life that is long enough for an edge; an open end stays open."""
    start, end = life
    first, last = of_edge
    if first and start and first < start:
        start = first
    if end and (not last or last > end):
        end = last
    return start, end


FORMAT = Format(
    summary="GEXF 1.3 with spells, for Gephi's timeline; past relations are in it",
    suffix="gexf",
    media_type="application/gexf+xml",
    holds="network",
    write=write,
)
