"""Labels that overlap nothing: each is put near its point, or left out.

A label tries twelve sides of its point at growing distances and takes the first place where it
covers no other label and no point; further out a thin line leads back.  The important ones choose
first, so the same points always give the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kommunalgraph.plots.style import INK, PAPER, SOFT, extent, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIDES = (
    *((1, 0), (-1, 0), (0, 1), (0, -1)),
    *((0.8, 0.7), (-0.8, 0.7), (0.8, -0.7), (-0.8, -0.7)),
    *((0.4, 1), (-0.4, 1), (0.4, -1), (-0.4, -1)),
)
_GAPS = (2.5, 7.0, 13.0, 21.0, 30.0, 42.0)  # points between a point's rim and its label
_LEADER_FROM = 10.0
_AIR = 2.5
_NOTE = 1.5  # points that a note is smaller


@dataclass(frozen=True, slots=True)
class Label:
    """A text to put near the point (x, y) of the axes, whose mark has a radius in points.

    The greater ``weight`` chooses first.  ``edges`` are the directions of lines at the point,
    which it keeps off if it can, ``reach`` is how far from its point it may stand, ``note`` a
    second line in a lighter colour.
    """

    x: float
    y: float
    text: str
    weight: float
    radius: float = 3.0
    size: float = 9.0
    colour: str = INK
    bold: bool = False
    note: str = ""
    edges: tuple[tuple[float, float], ...] = ()
    reach: float = _GAPS[-1]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """Tell whether the two have an area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def within(self, other: Box) -> bool:
        """Tell whether it lies in ``other`` as a whole."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.bottom >= other.bottom
            and self.top <= other.top
        )


def place(axes: Axes, labels: Sequence[Label], *, taken: Iterable[Box] = (), must: int = 0) -> int:
    """Draw ``labels`` where they fit and return how many were left out.

    Limits of the axes must be final.  ``taken`` are rectangles to keep free, such as a legend; the
    ``must`` weightiest are drawn in any case.
    """
    frame = _frame(axes)
    marks = [_mark(axes, label) for label in labels]
    placed: list[Box] = [*taken]
    left_out = 0
    order = sorted(range(len(labels)), key=lambda i: (-labels[i].weight, labels[i].text, i))
    for rank, index in enumerate(order):
        others = [mark for i, mark in enumerate(marks) if i != index]
        found = _fit(axes, labels[index], frame, placed, others, forced=rank < must)
        if found is None:
            left_out += 1
            continue
        box, gap = found
        placed.append(box)
        _draw(axes, labels[index], box, gap)
    return left_out


def _points(axes: Axes, x: float, y: float) -> tuple[float, float]:
    """Return where a point of the axes lies on the sheet, in points."""
    scale = 72 / axes.figure.dpi
    across, up = axes.transData.transform((x, y))
    return float(across) * scale, float(up) * scale


def _frame(axes: Axes) -> Box:
    scale = 72 / axes.figure.dpi
    box = axes.get_window_extent()
    return Box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)


def _mark(axes: Axes, label: Label) -> Box:
    x, y = _points(axes, label.x, label.y)
    return Box(x - label.radius, y - label.radius, x + label.radius, y + label.radius)


def _fit(
    axes: Axes,
    label: Label,
    frame: Box,
    placed: Sequence[Box],
    marks: Sequence[Box],
    *,
    forced: bool,
) -> tuple[Box, float] | None:
    width, height = _size(axes, label)
    sides = sorted(_SIDES, key=lambda side: _nearness(side, label.edges))
    x, y = _points(axes, label.x, label.y)
    first: tuple[Box, float] | None = None
    for gap in (gap for gap in _GAPS if gap <= label.reach):
        away = label.radius + gap
        for across, up in sides:
            middle_x = x + across * away + (width / 2) * ((across > 0) - (across < 0))
            middle_y = y + up * away + (height / 2) * ((up > 0) - (up < 0))
            box = Box(
                middle_x - width / 2 - _AIR,
                middle_y - height / 2,
                middle_x + width / 2 + _AIR,
                middle_y + height / 2,
            )
            if not box.within(frame) or any(map(box.overlaps, placed)):
                continue
            if not any(map(box.overlaps, marks)):
                return box, gap
            first = first or (box, gap)
    return first if forced else None


def _nearness(side: tuple[float, float], edges: Iterable[tuple[float, float]]) -> float:
    """Return how closely one of the edges runs along a side; a little off counts as along."""
    near = (
        (side[0] * x + side[1] * y) / (math.hypot(*side) * (math.hypot(x, y) or 1.0))
        for x, y in edges
    )
    return round(max(near, default=-1.0), 1)


def _size(axes: Axes, label: Label) -> tuple[float, float]:
    """Return width and height of a label with its note, in points."""
    width, height = measured(axes, label.text, label.size, bold=label.bold)
    if not label.note:
        return width, height
    wider, lower = measured(axes, label.note, label.size - _NOTE)
    return max(width, wider), height + lower


def measured(axes: Axes, text: str, size: float, *, bold: bool = False) -> tuple[float, float]:
    """Return width and height of a text in points."""
    drawn = axes.figure.text(0, 0, shown(text, 42), size=size, weight=_weight(bold))
    found = extent(drawn)
    drawn.remove()
    return found


def _weight(bold: bool) -> str:
    return "bold" if bold else "regular"


def _draw(axes: Axes, label: Label, box: Box, gap: float) -> None:
    from matplotlib.patheffects import withStroke

    x, y = _points(axes, label.x, label.y)
    across, up = (box.left + box.right) / 2 - x, (box.bottom + box.top) / 2 - y
    line = {"arrowstyle": "-", "color": SOFT, "lw": 0.5, "shrinkA": 0, "shrinkB": label.radius}
    lines = [(label.text, label.size, label.colour, label.bold)]
    if label.note:
        lines.append((label.note, label.size - _NOTE, SOFT, False))
    rise = (len(lines) - 1) * label.size * 0.55
    for number, (text, size, colour, bold) in enumerate(lines):
        axes.annotate(
            shown(text, 42),
            (label.x, label.y),
            xytext=(across, up + rise - number * (label.size + 1)),
            textcoords="offset points",
            ha="center",
            va="center",
            size=size,
            color=colour,
            zorder=6,
            weight=_weight(bold),
            arrowprops=line if gap >= _LEADER_FROM and not number else None,
            path_effects=[withStroke(linewidth=2.2, foreground=PAPER)],
            annotation_clip=False,
        )
