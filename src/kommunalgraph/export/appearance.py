"""How nodes look in the formats that say so: a colour for each class, a size by degree."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "Provider": "#0b5fa5",
        "Cooperative": "#3d8bd4",
        "Company": "#7a5195",
        "PublicBody": "#8c564b",
        "Association": "#bc6c25",
        "Municipality": "#2f8f4e",
        "District": "#6aa84f",
        "State": "#9bbf30",
        "MunicipalAssociation": "#45a29e",
        "Person": "#d1495b",
        "Topic": "#e0a100",
        "Product": "#5c6b73",
        "Event": "#c05299",
        "Thing": "#888888",
    }
)
"""Class to colour; dark enough for white text on all but Topic and State."""


def colour(kind: str) -> str:
    """Return the colour of a class as ``#rrggbb``."""
    return COLOURS.get(kind, COLOURS["Thing"])


def channels(kind: str) -> tuple[int, int, int]:
    """Return the colour of a class as red, green and blue from 0 to 255."""
    text = colour(kind)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def size(degree: int) -> float:
    """Return the diameter of a node: its area grows with its degree."""
    return round(8 + 4 * math.sqrt(degree), 1)
