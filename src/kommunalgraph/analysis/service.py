"""Where providers work: the towns and districts they serve, with coordinates for a map."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kommunalgraph.analysis.lookup import short
from kommunalgraph.analysis.network import Edge, Network, Node
from kommunalgraph.analysis.sharing import SERVING
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, SCHEMA

_AREAS = frozenset({"District", "State", "MunicipalAssociation"})


@dataclass(frozen=True, slots=True)
class Served:
    """A town, or an area, that a provider works for.

    The place of the provider is its seat; that of an area is the middle of its municipalities.
    Degrees of WGS 84, ``None`` where unknown.
    """

    provider: str
    place: str
    type: str
    relations: tuple[str, ...]
    evidence: int
    first_reported: str
    latitude: float | None
    longitude: float | None
    provider_latitude: float | None
    provider_longitude: float | None
    provider_id: str
    place_id: str


def served_places(graph: Store, net: Network) -> list[Served]:
    """Return who serves which town or area in ``net``, by provider and name of the place."""
    nodes = {node.id: node for node in net.nodes}
    ties: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in net.edges:
        is_provider = "Provider" in nodes[edge.target].types
        if edge.relation in SERVING and is_provider and _is_place(nodes[edge.source]):
            ties[edge.target, edge.source].append(edge)
    middles = _middles(graph, [nodes[place] for _, place in ties])
    found = [
        _served(nodes[provider], nodes[place], edges, middles)
        for (provider, place), edges in ties.items()
    ]
    return sorted(found, key=lambda s: (s.provider, s.provider_id, s.place, s.place_id))


def _is_place(node: Node) -> bool:
    return bool({"Municipality", *_AREAS} & set(node.types))


def _served(
    provider: Node, place: Node, edges: list[Edge], middles: dict[str, tuple[float, float]]
) -> Served:
    latitude, longitude = middles.get(place.id, (place.latitude, place.longitude))
    return Served(
        provider=provider.label,
        place=place.label,
        type=place.type,
        relations=tuple(sorted(edge.relation for edge in edges)),
        evidence=sum(edge.evidence for edge in edges),
        first_reported=min(filter(None, (e.first_reported for e in edges)), default=""),
        latitude=latitude,
        longitude=longitude,
        provider_latitude=provider.latitude,
        provider_longitude=provider.longitude,
        provider_id=provider.id,
        place_id=place.id,
    )


def _middles(graph: Store, places: list[Node]) -> dict[str, tuple[float, float]]:
    """Return the mean position of the municipalities in each place that has none of its own."""
    found = {}
    for place in {place.id: place for place in places if place.latitude is None}.values():
        points = []
        for town in store.subjects(graph, KG.partOf, NamedNode(place.iri)):
            latitude = store.text(graph, town, SCHEMA.latitude)
            longitude = store.text(graph, town, SCHEMA.longitude)
            if latitude and longitude:
                points.append((float(latitude), float(longitude)))
        if points:
            points.sort()
            found[short(place.iri)] = (
                round(sum(p[0] for p in points) / len(points), 5),
                round(sum(p[1] for p in points) / len(points), 5),
            )
    return found
