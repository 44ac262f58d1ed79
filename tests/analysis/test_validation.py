from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode, Store, Triple

from kommunalgraph.analysis.validation import validate
from kommunalgraph.graph import literals, store
from kommunalgraph.graph.building import build
from kommunalgraph.graph.names import KG, PROV, SKOS
from kommunalgraph.graph.reference import Reference, concept_triples
from kommunalgraph.graph.store import change, memory_store
from sample_readings import CITY, PROVIDER, TOPIC, small_world

REFERENCE = Reference(frozenset(concept_triples()))


def sound() -> Store:
    graph = memory_store(REFERENCE.triples)
    build(graph, small_world(), REFERENCE)
    return graph


def a_claim(graph: Store) -> NamedNode:
    return min(store.subjects(graph, KG.status, KG.accepted), key=str)


def replace(graph: Store, subject: NamedNode, predicate: NamedNode, *new: Triple) -> None:
    change(graph, removed=list(store.match(graph, subject, predicate)), added=new)


def unsupported_triple(graph: Store) -> None:
    lie = Triple(NamedNode(CITY.iri), KG.usesProduct, NamedNode(TOPIC.iri))
    change(graph, removed=[], added=[lie])


def lost_triple(graph: Store) -> None:
    lost = list(store.match(graph, NamedNode(CITY.iri), KG.customerOf))
    change(graph, removed=lost, added=[])


def moved_quote(graph: Store) -> None:
    claim = a_claim(graph)
    replace(graph, claim, KG.end, Triple(claim, KG.end, literals.integer_literal(99999)))


def claim_without_quote(graph: Store) -> None:
    replace(graph, a_claim(graph), KG.quote)


def claim_too_sure(graph: Store) -> None:
    claim = a_claim(graph)
    sure = Triple(claim, KG.confidence, literals.decimal_literal("1.5"))
    replace(graph, claim, KG.confidence, sure)


def nameless(graph: Store) -> None:
    replace(graph, NamedNode(PROVIDER.iri), SKOS.prefLabel)


def succession_in_a_circle(graph: Store) -> None:
    one, other = NamedNode(PROVIDER.iri), NamedNode(CITY.iri)
    circle = [Triple(one, KG.successorOf, other), Triple(other, KG.successorOf, one)]
    change(graph, removed=[], added=circle)


def vanished_article(graph: Store) -> None:
    article = store.value(graph, a_claim(graph), PROV.wasDerivedFrom)
    change(graph, removed=list(store.match(graph, article)), added=[])


def unknown_term(graph: Store) -> None:
    odd = Triple(NamedNode(CITY.iri), KG["customerof"], Literal("x"))
    change(graph, removed=[], added=[odd])


def wrong_key(graph: Store) -> None:
    change(graph, removed=[], added=[Triple(NamedNode(CITY.iri), KG.ags, Literal("1234"))])


DAMAGES = [
    (unsupported_triple, "Neither an accepted claim nor a reference table", "Musterstadt"),
    (lost_triple, "missing although it is supported", "Musterstadt"),
    (moved_quote, "do not fit the length of the quote", "claim/"),
    (claim_without_quote, "lacks parts", "claim/"),
    (claim_too_sure, "from 0 to 1", "claim/"),
    (nameless, "exactly one German name", "org/muster-it"),
    (succession_in_a_circle, "leads back to itself", "Muster-IT"),
    (vanished_article, "not in the store", "claim/"),
    (unknown_term, "does not know this term", "kg:customerof"),
    (wrong_key, "8 digits", "Musterstadt"),
]


def test_a_sound_store_conforms() -> None:
    report = validate(sound(), REFERENCE)

    assert report.faults == ()
    assert report.conforms
    assert report.nodes == report.nodes_in_all > 20


@pytest.mark.parametrize(("damage", "message", "label"), DAMAGES)
def test_damage_is_found_and_named(
    damage: Callable[[Store], None], message: str, label: str
) -> None:
    graph = sound()
    damage(graph)

    report = validate(graph, REFERENCE)

    assert not report.conforms
    found = [f for f in report.faults if message in f.message_en]
    assert found, [f.message_en for f in report.faults]
    assert any(label in f.label or label in f.node for f in found)
    assert all(f.message_de and f.message_de != f.message_en for f in found)


def test_without_shapes_only_sparql_is_asked() -> None:
    graph = sound()
    wrong_key(graph)

    assert validate(graph, REFERENCE, most_nodes=0).conforms
    assert not validate(graph, REFERENCE).conforms
