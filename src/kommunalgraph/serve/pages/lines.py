"""Drawing a lineage: where its boxes stand and how the lines between them run."""

from __future__ import annotations

from dataclasses import dataclass

from kommunalgraph.serve.pages.history import Descent, Lineage
from kommunalgraph.serve.pages.references import Reference

BOX_WIDTH, BOX_HEIGHT = 216, 60
_COLUMN, _ROW = 290, 74
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Box:
    """One body in the drawing; ``end`` is the change that it went into something else by."""

    reference: Reference
    founded: str
    dissolved: str
    x: int
    y: int
    end: Descent | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A lineage as boxes and lines (SVG path data), in pixels."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


def drawn(lineage: Lineage) -> Drawing:
    """Return the drawing: columns from left (old) to right, each column centred."""
    height = max(lineage.rows, 1) * _ROW + 2 * _MARGIN - (_ROW - BOX_HEIGHT)
    in_column = [0] * max(lineage.columns, 1)
    for body in lineage.bodies:
        in_column[body.column] += 1
    ends = {change.old: change for change in reversed(lineage.descents)}
    boxes = []
    for number, body in enumerate(lineage.bodies):
        free = (lineage.rows - in_column[body.column]) * _ROW // 2
        x, y = _MARGIN + body.column * _COLUMN, _MARGIN + body.row * _ROW + free
        boxes.append(Box(body.reference, body.founded, body.dissolved, x, y, ends.get(number)))
    lines = []
    for change in lineage.descents:
        old, new = boxes[change.old], boxes[change.new]
        x1, y1 = old.x + BOX_WIDTH, old.y + BOX_HEIGHT // 2
        x2, y2 = new.x, new.y + BOX_HEIGHT // 2
        bend = (x1 + x2) // 2
        lines.append(f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}")
    width = max(lineage.columns, 1) * _COLUMN - (_COLUMN - BOX_WIDTH) + 2 * _MARGIN
    return Drawing(width, height, tuple(boxes), tuple(lines))
