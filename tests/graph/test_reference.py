from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Store, Triple

from kommunalgraph import identifiers
from kommunalgraph.graph import store
from kommunalgraph.graph.names import DCTERMS, KG, ORG, SCHEMA, SKOS, XSD
from kommunalgraph.graph.prepared import default_reference
from kommunalgraph.graph.reference import Reference


@pytest.fixture(scope="module")
def listed() -> Reference:
    return default_reference()


@pytest.fixture(scope="module")
def graph(listed: Reference) -> Store:
    return store.memory_store(listed.triples)


def place(key: str) -> NamedNode:
    return NamedNode(identifiers.place(key))


def org(key: str) -> NamedNode:
    return NamedNode(identifiers.resource("org", key))


def test_a_municipality_lies_in_all_areas_around_it(graph: Store) -> None:
    around = {t.object for t in store.match(graph, place("15083040"), KG.partOf)}
    assert around == {place("15083"), place("15")}


def test_keys_keep_their_leading_zero(graph: Store) -> None:
    assert store.text(graph, place("01001000"), KG.ags) == "01001000"
    assert store.text(graph, place("01001000"), KG.ars) == "010010000000"


def test_a_city_state_is_one_node_with_the_links_of_both(graph: Store) -> None:
    keys = {t.object.value for t in store.match(graph, place("02"), KG.ags)}
    assert keys == {"02", "02000000"}
    links = {
        t.object.value.rpartition("/")[2] for t in store.match(graph, place("02"), SCHEMA.sameAs)
    }
    assert links == {"02", "02000000"}
    assert not list(store.match(graph, place("02000000")))


def test_namesakes_have_labels_of_their_own(graph: Store) -> None:
    assert store.text(graph, place("14713000"), SKOS.prefLabel) == "Leipzig"
    assert store.text(graph, place("14729"), SKOS.prefLabel) == "Landkreis Leipzig"


def test_members_of_the_tables_stand_in_both_directions(graph: Store) -> None:
    kitu = org("kitu")
    assert Triple(place("15003000"), KG.memberOf, kitu) in set(store.match(graph, None, None, kitu))
    assert any(t.object == place("15003000") for t in store.match(graph, kitu, KG.hasMember))


def test_a_successor_of_the_tables_starts_the_day_after(graph: Store) -> None:
    (change,) = [
        c
        for c in store.subjects(graph, ORG.originalOrganization, org("krz-lemgo"))
        if store.value(graph, c, ORG.resultingOrganization) == org("owl-it")
    ]
    assert store.text(graph, change, DCTERMS.date) == "2024-01-01"
    assert store.value(graph, change, KG.changeKind) == KG.renaming


def test_a_body_that_is_gone_says_when(graph: Store) -> None:
    (ended,) = store.match(graph, org("krz-lemgo"), KG.dissolvedIn)
    assert ended.object == Literal("2023-12-31", datatype=XSD.date)
    assert not list(store.match(graph, org("owl-it"), KG.dissolvedIn))


def test_every_entity_has_one_german_label(graph: Store, listed: Reference) -> None:
    for entity in listed.entities:
        labels = [t.object for t in store.match(graph, entity, SKOS.prefLabel)]
        assert sum(label.language == "de" for label in labels) == 1


def test_the_marker_tells_tables_apart(listed: Reference) -> None:
    fewer = Reference(frozenset(list(listed.triples)[1:]))
    assert fewer.marker != listed.marker
    assert Reference(frozenset(reversed(list(listed.triples)))).marker == listed.marker
