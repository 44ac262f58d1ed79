"""Maps of Germany as plain SVG: one dot per inhabited spot, and on it the places that matter.

No tiles and no server: the coordinates of all municipalities, laid on a grid, already look like
the country.  The projection is equirectangular with the true width at 51° north, which at this
size differs from better ones by less than a dot.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from pyoxigraph import NamedNode, Store

from kommunalgraph import caching, identifiers, knowledge
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG
from kommunalgraph.serve.pages.references import Reference, refer
from kommunalgraph.tables.places import load_places

T = TypeVar("T")

WIDTH, HEIGHT = 300, 404
"""Size of the drawing; all coordinates are in its units."""

_WEST, _EAST, _SOUTH, _NORTH = 5.7, 15.2, 47.1, 55.15
_SQUEEZE = math.cos(math.radians(51.0))
_STEP = 4.4  # distance of the dots: 2,400 of them, 20 kB, and no gap in thinly settled land


class Point(NamedTuple):
    """A place in the drawing."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map: where, which, and as what: seat, customer, member, user, or ``here``."""

    point: Point
    place: Reference
    what: str


def projected(lat: float, lon: float) -> Point:
    """Return where a coordinate lies in the drawing."""
    scale = WIDTH / ((_EAST - _WEST) * _SQUEEZE)
    return Point(
        round((lon - _WEST) * _SQUEEZE * scale, 1),
        round((_NORTH - lat) * scale, 1),
    )


@cache
def points() -> dict[str, Point]:
    """Return the point of each place by the key in its id; areas lie amid their municipalities."""
    return {key: Point(*xy) for key, xy in _kept("map-points", _points).items()}


def _kept(name: str, make: Callable[[], T]) -> T:
    """Return what ``make`` makes of the places, from the cache where it is there."""
    return caching.cached(name, [_table(), Path(__file__)], make)


def _table() -> Path:
    return knowledge.folder("data") / "places.csv"


def _points() -> dict[str, tuple[float, float]]:
    places = load_places(_table())
    within: dict[str, list[tuple[float, float]]] = defaultdict(list)
    found: dict[str, tuple[float, float]] = {}
    for place in places.values():
        if place.lat is None or place.lon is None:
            continue
        key = _key(place.iri)
        found[key] = projected(place.lat, place.lon)[:2]
        parent = place.parent_key
        while parent:
            area = places[parent]
            within[_key(area.iri)].append((place.lat, place.lon))
            parent = area.parent_key
    for key, members in within.items():
        if key not in found:
            lat, lon = (sum(each) / len(members) for each in zip(*members, strict=True))
            found[key] = projected(lat, lon)[:2]
    return found


def _key(iri: str) -> str:
    return iri.removeprefix(f"{identifiers.ID}place/")


@cache
def dots() -> str:
    """Return the path data of the country: one dot (a stroke without length) per grid cell."""
    return _kept("map-dots", _dots)


def _dots() -> str:
    places = load_places(_table())
    cells = set()
    for place in places.values():
        if place.lat is not None and place.lon is not None:
            x, y = projected(place.lat, place.lon)
            row = round(y / (_STEP * 0.866))
            shift = 0.5 * (row % 2)
            cells.add((row, round(x / _STEP - shift)))
    parts = []
    for row, column in sorted(cells):
        x = (column + 0.5 * (row % 2)) * _STEP
        parts.append(f"M{x:.1f} {row * _STEP * 0.866:.1f}h0")
    return "".join(parts)


def spots(graph: Store, entity: NamedNode, language: str = "de") -> list[Spot]:
    """Return where ``entity`` is and all places that it serves; a place counts once.

    What comes first in this order is what a place counts as: the entity itself, its seat, a
    customer, a member, a user of the product.
    """
    seats = [t.object for t in store.match(graph, entity, KG.headquarteredIn)]
    places = {
        "here": [entity],
        "seat": [node for node in seats if isinstance(node, NamedNode)],
        "customer": [*store.subjects(graph, KG.customerOf, entity)],
        "member": [*store.subjects(graph, KG.memberOf, entity)],
        "user": [*store.subjects(graph, KG.usesProduct, entity)],
    }
    found: dict[NamedNode, Spot] = {}
    for what, nodes in places.items():
        for node in nodes:
            point = points().get(_key(node.value))
            if point and node not in found:
                found[node] = Spot(point, refer(graph, node, language), what)
    order = ("customer", "member", "user", "seat", "here")
    return sorted(found.values(), key=lambda s: (order.index(s.what), s.place.label, s.place.id))
