"""The places of ``places.csv``: states, districts, municipal associations and municipalities.

Press language and ours speak of an urban district and its city as one thing: the city is the node
and the urban district's row resolves to it.  Likewise Hamburg and Berlin are one node each, the
state (``02``, ``11``), which their city and urban district rows resolve to.  Bremen is a state
(``04``) of two cities; the bare name ``Bremen`` means the city (``04011000``) first, and the
state where the text says "Land Bremen" (see ``ambiguous_forms.toml``).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

from kommunalgraph import identifiers
from kommunalgraph.tables.reading import refuse, rows
from kommunalgraph.tables.records import CITY_STATES, ENTITY_KINDS, Place, PlaceKind

COLUMNS = (
    "ars",
    "ags",
    "kind",
    "label",
    "name",
    "other_name",
    "title",
    "population",
    "area_km2",
    "postcode",
    "lat",
    "lon",
)
"""The columns of ``places.csv``."""

_MUNICIPALITIES = ("city", "town", "market", "municipality")
_ARS_LENGTH = {"state": 2, "municipal_association": 9} | dict.fromkeys(_MUNICIPALITIES, 12)


def load_places(path: Path) -> dict[str, Place]:
    """Return all places by key: 8 digits of a municipality, 5, 2 or 9 digits of the other levels.

    Raises:
        KnowledgeError: a row is damaged, a key occurs twice, or a place has nothing to be part of.
    """
    lines: list[tuple[int, list[str]]] = list(rows(path, COLUMNS))
    places: dict[str, Place] = {}
    known: set[str] = set()
    for line, row in lines:
        where = f"{path.name}:{line}"
        ars, ags = _keys(row, where)
        if ars in known:
            refuse(where, f"key {ars} occurs twice", "keep one of the two rows")
        known.add(ars)
        place = _place(row, ags or ars, known, where)
        if place.key in places:
            refuse(where, f"key {place.key} occurs twice", "keep one of the two rows")
        places[place.key] = place
    for line, row in lines:
        place = places[row[1] or row[0]]
        if place.canonical_key not in places:
            refuse(f"{path.name}:{line}", "is an urban district without city", "add the city's row")
    for state in CITY_STATES:
        if state in places and f"{state}000000" in places:
            places[state] = _with_figures(places[state], places[f"{state}000000"])
    return places


def _keys(row: list[str], where: str) -> tuple[str, str | None]:
    """Return regional key and municipality key after checking digits, lengths and agreement."""
    ars, ags, kind = row[0], row[1], row[2]
    if kind not in ENTITY_KINDS:
        refuse(where, f"kind is {kind!r}", f"write one of {', '.join(ENTITY_KINDS)}")
    length = _ARS_LENGTH.get(kind, 5)
    if not (ars.isascii() and ars.isdigit()) or len(ars) != length:
        refuse(where, f"key {ars!r} of a {kind}", f"write {length} digits, leading zeros included")
    expected = ars[:5] + ars[9:] if length == 12 else "" if length == 9 else ars
    if ags != expected:
        refuse(where, f"municipality key {ags!r} does not fit {ars}", f"write {expected!r}")
    return ars, ags or None


def _place(row: list[str], key: str, known: set[str], where: str) -> Place:
    """Return the place of one row; ``known`` are the regional keys of the rows above it."""
    ars, ags, kind, label, name, other_name, title, population, area, postcode, lat, lon = row
    if not name or not label:
        refuse(where, "name or label is missing", "write both")
    if postcode and not (len(postcode) == 5 and postcode.isdigit()):
        refuse(where, f"postcode {postcode!r}", "write five digits, leading zeros included")
    canonical = _canonical(key, kind)
    try:
        return Place(
            key=key,
            ags=ags or None,
            kind=cast(PlaceKind, kind),
            label=label,
            name=name,
            title=title or None,
            population=int(population) if population else None,
            area_km2=float(area) if area else None,
            postcode=postcode or None,
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
            iri=identifiers.place(canonical),
            parent_key=_parent(ars, known, where),
            canonical_key=canonical,
            ars=ars,
            other_name=other_name or None,
        )
    except ValueError as error:
        refuse(where, f"a figure is no number ({error})", "write digits, with a point for decimals")


def _canonical(key: str, kind: str) -> str:
    """Return the key of the node that the row stands for."""
    if key[:2] in CITY_STATES:
        return key[:2]
    return f"{key}000" if kind == "urban_district" else key


def _parent(ars: str, known: set[str], where: str) -> str | None:
    """Return the key of the smallest place around this one; a city's is its state."""
    if len(ars) == 2 or ars[:2] in CITY_STATES:
        return None
    if len(ars) == 12 and ars[:9] in known:
        return ars[:9]
    parent = ars[:5] if len(ars) > 5 and ars[5:] != "0000000" else ars[:2]
    if parent not in known:
        refuse(where, f"is part of {parent}, which has no row above", f"add the row of {parent}")
    return parent


def _with_figures(state: Place, city: Place) -> Place:
    """Return the city-state with the figures that the register gives for its city."""
    return replace(
        state,
        title=city.title,
        population=city.population,
        area_km2=city.area_km2,
        postcode=city.postcode,
        lat=city.lat,
        lon=city.lon,
    )
