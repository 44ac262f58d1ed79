"""Where the nodes of a network stand: each connected part by itself, then side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

Positions = Mapping[str, tuple[float, float]]
"""Where each node stands; one unit is the usual length of an edge."""

_SEED = 1
_ROOM = 1.1  # between parts
_DIGITS = 6


def positions(graph: networkx.Graph[str], *, ratio: float = 1.5) -> Positions:
    """Return where the nodes stand on a sheet ``ratio`` times as wide as high.

    The same graph always gives the same places: each part is laid out as Kamada and Kawai do, from
    a circle in the order of the ids, turned so that its longest extent lies across, and the parts
    fill rows, the largest first.
    """
    import networkx

    parts = sorted(networkx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    placed = [_turned(_laid_out(graph, sorted(part))) for part in parts]
    return _packed(placed, ratio)


def _laid_out(graph: networkx.Graph[str], part: list[str]) -> dict[str, tuple[float, float]]:
    import networkx

    ordered: networkx.Graph[str] = networkx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in graph.subgraph(part).edges))
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    start = networkx.circular_layout(ordered)
    found = networkx.kamada_kawai_layout(ordered, pos=start, weight=None)
    length = sum(math.dist(found[a], found[b]) for a, b in ordered.edges)
    unit = length / ordered.number_of_edges() or 1.0
    return {node: (float(x) / unit, float(y) / unit) for node, (x, y) in found.items()}


def _turned(part: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Turn a part so that its longest extent lies across the sheet."""
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    across = sum((x - mean_x) ** 2 for x in xs)
    up = sum((y - mean_y) ** 2 for y in ys)
    both = sum((x - mean_x) * (y - mean_y) for x, y in part.values())
    angle = -0.5 * math.atan2(2 * both, across - up)
    cos, sin = math.cos(angle), math.sin(angle)
    return {
        node: (
            round(cos * (x - mean_x) - sin * (y - mean_y), _DIGITS),
            round(sin * (x - mean_x) + cos * (y - mean_y), _DIGITS),
        )
        for node, (x, y) in part.items()
    }


def _packed(
    parts: list[dict[str, tuple[float, float]]], ratio: float
) -> dict[str, tuple[float, float]]:
    """Put parts beside one another in rows, so that the whole has about the ratio of the sheet."""
    boxes = [_extent(part) for part in parts]
    area = sum((w + _ROOM) * (h + _ROOM) for _, _, w, h in boxes)
    widest = max((w for _, _, w, _ in boxes), default=0.0) + _ROOM
    line = max(widest, math.sqrt(area * ratio) * 1.05)
    found: dict[str, tuple[float, float]] = {}
    x = y = row = 0.0
    for part, (left, top, width, height) in zip(parts, boxes, strict=True):
        if x and x + width > line:
            x, y, row = 0.0, y - row - _ROOM, 0.0
        for node, (a, b) in part.items():
            found[node] = (x + a - left, y + b - top)
        x += width + _ROOM
        row = max(row, height)
    return found


def _extent(part: Mapping[str, tuple[float, float]]) -> tuple[float, float, float, float]:
    """Return left, top, width and height."""
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return min(xs), max(ys), max(xs) - min(xs), max(ys) - min(ys)
