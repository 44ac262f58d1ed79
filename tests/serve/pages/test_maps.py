from __future__ import annotations

import re

from pyoxigraph import Store, Triple

from kommunalgraph.graph.names import KG
from kommunalgraph.graph.store import memory_store
from kommunalgraph.knowledge import folder
from kommunalgraph.serve.pages import maps
from kommunalgraph.serve.pages.references import node_of
from kommunalgraph.tables.places import load_places


def test_every_municipality_lies_in_the_drawing() -> None:
    places = load_places(folder("data") / "places.csv")
    located = [p for p in places.values() if p.lat is not None]
    assert len(located) > 10_000
    for place in located:
        x, y = maps.points()[place.iri.rpartition("/")[2]]
        assert 0 < x < maps.WIDTH, place.name
        assert 0 < y < maps.HEIGHT, place.name


def test_north_is_up_and_east_is_right() -> None:
    flensburg, freiburg = maps.points()["01001000"], maps.points()["08311000"]
    dresden, aachen = maps.points()["14612000"], maps.points()["05334002"]
    assert flensburg[1] < freiburg[1]
    assert aachen[0] < dresden[0]


def test_areas_lie_amid_their_municipalities() -> None:
    saxony = maps.points()["14"]
    inside = [point for key, point in maps.points().items() if key[:2] == "14" and len(key) == 8]
    assert min(p[0] for p in inside) < saxony[0] < max(p[0] for p in inside)
    assert min(p[1] for p in inside) < saxony[1] < max(p[1] for p in inside)


def test_the_outline_is_plain_path_data() -> None:
    assert re.fullmatch(r"(M[\d.]+ [\d.]+h0)+", maps.dots())
    assert 2_000 < maps.dots().count("M") < 6_000


def test_a_place_counts_once_and_all_that_are_served_are_there() -> None:
    provider = node_of("org/muster-it")
    served = sorted(key for key in maps.points() if len(key) == 8)[:60]
    graph = memory_store(
        [
            Triple(provider, KG.headquarteredIn, node_of("place/15003000")),
            Triple(node_of("place/15003000"), KG.customerOf, provider),
            Triple(node_of("place/15002000"), KG.memberOf, provider),
            Triple(node_of("place/nowhere"), KG.customerOf, provider),
            *(Triple(node_of(f"place/{key}"), KG.customerOf, provider) for key in served),
        ]
    )
    found = {spot.place.id: spot.what for spot in maps.spots(graph, provider)}
    assert found.pop("place/15003000") == "seat"
    assert found.pop("place/15002000") == "member"
    assert found == {f"place/{key}": "customer" for key in served}


def test_a_plan_is_no_customer_and_a_place_is_where_it_is(land: Store) -> None:
    assert maps.spots(land, node_of("org/muster-it")) == [], "Musterland is on no map"
    (here,) = maps.spots(land, node_of("place/15003000"))
    assert here.what == "here"
