"""The places table as clean triples: names, keys, figures, and all areas around each place."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kommunalgraph.graph import inference, literals
from kommunalgraph.graph.names import KG, SCHEMA, SKOS
from kommunalgraph.tables import Place, Tables

_GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"
_KEY_LISTS = {2: "stateKey", 5: "districtKey", 8: "municipalityKey"}

_CITY_KEY, _CITY_REGIONAL_KEY = 8, 12  # digits of AGS and ARS of a municipality

_SPEAK_FOR_THEMSELVES = ("kreis", "region", "verband", "gemeinschaft", "gemeinde")
"""Parts of a name that already say what kind of area it is (Burgenlandkreis, Region Hannover)."""


def place_triples(tables: Tables) -> Iterator[Triple]:
    """Yield what the table says of every place that is a node."""
    for place in tables.places.values():
        if place.is_node:
            node = NamedNode(place.iri)
            yield from inference.types(node, place.entity_kinds)
            yield from _names(place, node)
            yield from _keys(place, node)
            if place.population is not None:
                yield Triple(node, KG.inhabitants, literals.integer_literal(place.population))
            yield from _coordinates(place, node)
            for area in _areas(tables, place):
                yield Triple(node, KG.partOf, NamedNode(area.iri))


def place_label(place: Place) -> str:
    """Return the name that tells a place from its namesakes: ``Landkreis Leipzig``, ``Leipzig``."""
    names_area = place.kind in ("district", "regional_association", "municipal_association")
    plain = not any(word in place.name.casefold() for word in _SPEAK_FOR_THEMSELVES)
    return f"{place.label} {place.name}" if names_area and plain else place.name


def _names(place: Place, node: NamedNode) -> Iterator[Triple]:
    label = place_label(place)
    others = [place.name, f"{place.label} {place.name}" if label != place.name else None]
    others += [f"{place.title} {place.name}" if place.title else None, place.other_name]
    yield Triple(node, SKOS.prefLabel, literals.german(label))
    for name in others:
        if name and name != label:
            yield Triple(node, SKOS.altLabel, literals.german(name))
    yield Triple(node, KG.listed, Literal(True))


def _keys(place: Place, node: NamedNode) -> Iterator[Triple]:
    """Yield keys and links; a city-state has those of the state and of its city."""
    keys = [place.ags] if place.ags else []
    regional = [place.ars]
    if "Municipality" in place.entity_kinds and "State" in place.entity_kinds:
        keys.append(place.ars.ljust(_CITY_KEY, "0"))
        regional.append(place.ars.ljust(_CITY_REGIONAL_KEY, "0"))
    for ars in regional:
        yield Triple(node, KG.ars, Literal(ars))
    for key in keys:
        yield Triple(node, KG.ags, Literal(key))
        link = f"{_GEOCODING}{_KEY_LISTS[len(key)]}/{key}"
        yield Triple(node, SCHEMA.sameAs, NamedNode(link))


def _coordinates(place: Place, node: NamedNode) -> Iterator[Triple]:
    """Yield where a municipality lies, in degrees of WGS 84; areas have no point of their own."""
    if place.lat is not None and place.lon is not None:
        yield Triple(node, SCHEMA.latitude, literals.degrees_literal(place.lat))
        yield Triple(node, SCHEMA.longitude, literals.degrees_literal(place.lon))


def _areas(tables: Tables, place: Place) -> Iterator[Place]:
    """Yield the nodes of all areas around a place, the smallest first."""
    key = place.parent_key
    while key:
        area = tables.places[key]
        if area.iri != place.iri:
            yield tables.places[area.canonical_key]
        key = area.parent_key
