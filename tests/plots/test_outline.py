from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kommunalgraph.errors import KnowledgeError
from kommunalgraph.plots.outline import projected, read_outlines, state_outlines
from kommunalgraph.tables import load_tables

_TOLERATED = 0.03
"""Share of towns that may lie outside: the outline is simplified, and towns lie on borders."""


def _is_inside(x: float, y: float, ring: Sequence[tuple[float, float]]) -> bool:
    """Count the edges that a ray to the east crosses."""
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def test_towns_lie_in_the_state_of_their_key() -> None:
    outlines = state_outlines()
    towns = [p for p in load_tables().places.values() if p.lat is not None and p.ags]
    chosen = towns[::10]
    outside = [
        town.name
        for town in chosen
        if not any(_is_inside(town.lon, town.lat, ring) for ring in outlines[town.ars[:2]])
    ]

    assert len(chosen) > 1000
    assert len({town.ars[:2] for town in chosen}) >= 13
    assert len(outside) <= _TOLERATED * len(chosen), outside


def test_a_degree_to_the_east_is_shorter_than_one_to_the_north() -> None:
    x, y = projected(10.0, 51.0)

    assert y == 51.0
    assert 6.2 < x < 6.4


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"features": [{"id": "01"}]}',
        '{"features": []}',
        '{"features": [{"id": "17", "geometry": {"coordinates": [[[[1, 2]]]]}}]}',
        '{"features": [{"id": "01", "geometry": {"coordinates": [[[["a", 2]]]]}}]}',
    ],
)
def test_a_damaged_outline_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "states.geojson"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(KnowledgeError, match=r"states\.geojson"):
        read_outlines(path)
