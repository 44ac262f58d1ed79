"""Drawing a lineage: where its boxes stand and how the lines between them run."""

from __future__ import annotations

from dataclasses import dataclass

from kommunalgraph.serve.pages.history import Lineage
from kommunalgraph.serve.pages.references import Reference

BOX_WIDTH, BOX_HEIGHT = 178, 46
_COLUMN, _ROW = 290, 62
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Box:
    """One body in the drawing."""

    reference: Reference
    founded: str
    dissolved: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """One change: the path from old to new, and its words at (x, y)."""

    path: str
    x: int
    y: int
    kind: str
    day: str
    precision: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A lineage as boxes and lines, in pixels."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


def drawn(lineage: Lineage) -> Drawing:
    """Return the drawing: columns from left (old) to right, each column centred."""
    height = max(lineage.rows, 1) * _ROW + 2 * _MARGIN - (_ROW - BOX_HEIGHT)
    in_column = [0] * max(lineage.columns, 1)
    for body in lineage.bodies:
        in_column[body.column] += 1
    boxes = []
    for body in lineage.bodies:
        free = (lineage.rows - in_column[body.column]) * _ROW // 2
        x, y = _MARGIN + body.column * _COLUMN, _MARGIN + body.row * _ROW + free
        boxes.append(Box(body.reference, body.founded, body.dissolved, x, y))
    lines = []
    for change in lineage.descents:
        old, new = boxes[change.old], boxes[change.new]
        x1, y1 = old.x + BOX_WIDTH, old.y + BOX_HEIGHT // 2
        x2, y2 = new.x, new.y + BOX_HEIGHT // 2
        bend = (x1 + x2) // 2
        path = f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}"
        lines.append(Line(path, x1 + 8, y1 - 6, change.kind, change.day, change.precision))
    width = max(lineage.columns, 1) * _COLUMN - (_COLUMN - BOX_WIDTH) + 2 * _MARGIN
    return Drawing(width, height, tuple(boxes), tuple(lines))
