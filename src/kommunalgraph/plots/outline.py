"""The outline of the federal states, and how degrees become distances on the sheet."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

from kommunalgraph import knowledge
from kommunalgraph.errors import KnowledgeError

Ring = tuple[tuple[float, float], ...]
"""The border of an area without its first point repeated: longitude and latitude in degrees."""

_FILE = "states.geojson"
_STATES = 16
_MIDDLE = math.radians(51.2)
"""The latitude at which east and north are to scale; Germany reaches four degrees to each side."""


@cache
def state_outlines() -> dict[str, tuple[Ring, ...]]:
    """Return the outlines of the federal states by key (``01`` to ``16``)."""
    return read_outlines(knowledge.folder("data") / _FILE)


def read_outlines(path: Path) -> dict[str, tuple[Ring, ...]]:
    """Read outlines from a GeoJSON file of MultiPolygons.

    Raises:
        KnowledgeError: the file is no such file, or not all sixteen states are in it.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        found = {
            str(feature["id"]): tuple(
                tuple((float(x), float(y)) for x, y in ring)
                for polygon in feature["geometry"]["coordinates"]
                for ring in polygon
            )
            for feature in features
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(
            f"{path}: {error!r}; write a GeoJSON FeatureCollection of MultiPolygons with ids"
        ) from error
    if sorted(found) != [f"{number:02}" for number in range(1, _STATES + 1)]:
        raise KnowledgeError(f"{path}: has {sorted(found)}; give each state from 01 to 16 once")
    return found


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a place lies on the sheet, in degrees of latitude (111 km)."""
    return longitude * math.cos(_MIDDLE), latitude
