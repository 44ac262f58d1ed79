"""Lighter SVG: the same points, each outline once."""

from __future__ import annotations

import re

import pytest

from kommunalgraph.plots.light import light

LONG = "M 0.004 1 " + " ".join(f"L {n}.123456 {n * n % 17}.987654" for n in range(1, 80)) + " z"


def _points(d: str) -> list[tuple[float, float]]:
    """Return the points of a path that has relative pairs only, but for the first."""
    at, points = (0.0, 0.0), []
    for command, told in re.findall(r"([A-Za-z])([^A-Za-z]*)", d):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", told)]
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            at = (x, y) if command == "M" else (at[0] + x, at[1] + y)
            points.append(at)
    return points


def test_points_stay_where_they_are_and_errors_do_not_add_up() -> None:
    lean = re.search(r' d="([^"]*)"', light(f'<path d="{LONG}" style="x"/>'))
    assert lean
    before = [float(n) for n in re.findall(r"[\d.]+", LONG)]
    after = [n for point in _points(lean[1]) for n in point]
    assert len(after) == len(before) == 160
    assert after == pytest.approx(before, abs=0.0051)
    assert len(lean[1]) < len(LONG) / 2


@pytest.mark.parametrize(
    ("d", "lean"),
    [
        ("M 1.5 2 \nL 1 2.25 \nL 1 2 \nz\n", "M1.5 2l-.5 .25 0-.25z"),
        ("M 0 0 \nQ 1 1 2 0 \nC 3 1 4 1 5 0", "M0 0q1 1 2 0c1 1 2 1 3 0"),
        ("M 1 1 L 2 2 Z M 3 3 L 4 4 Z", "M1 1l1 1zM3 3l1 1z"),
        ("M 10 10 L 10.001 9.996", "M10 10l0 0"),
        ("M 1 1 A 5 5 0 0 1 2 2", "M 1 1 A 5 5 0 0 1 2 2"),
    ],
)
def test_what_is_written(d: str, lean: str) -> None:
    assert light(f'<path d="{d}"/>') == f'<path d="{lean}"/>'


def test_an_outline_that_comes_again_is_written_once() -> None:
    twice = f'<svg><path d="{LONG}" style="stroke: #fff"/><path d="{LONG}" clip-path="url(#c)"/>'
    found = light(twice)
    assert found.count(" d=") == 1
    assert re.findall("<use[^>]*>", found) == [
        '<use xlink:href="#outline-1" style="stroke: #fff"/>',
        '<use xlink:href="#outline-1" clip-path="url(#c)"/>',
    ]


def test_what_has_a_name_is_left_where_it_is() -> None:
    named = f'<defs><path id="a" d="{LONG}"/><path id="b" d="{LONG}"/></defs>'
    assert "<use" not in light(named)
