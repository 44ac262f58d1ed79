from __future__ import annotations

from collections import Counter

import rdflib
from pyoxigraph import DefaultGraph, NamedNode

from kommunalgraph.graph import store
from kommunalgraph.graph.building import build
from kommunalgraph.graph.conversion import from_rdflib_term, to_rdflib, to_rdflib_term
from kommunalgraph.graph.layers import CLEAN, RUN, layered
from kommunalgraph.graph.names import KG, RDF
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from sample_readings import small_world


def sample():
    graph = memory_store()
    build(graph, small_world(), Reference())
    return graph


def test_no_triple_stands_in_two_graphs() -> None:
    times = Counter(quad.triple for quad in layered(sample()))

    assert max(times.values()) == 1


def test_the_layers_hold_the_whole_store_and_the_run() -> None:
    graph = sample()
    layers = list(layered(graph))

    flat = {quad.triple for quad in layers if quad.graph_name != RUN}
    assert flat == set(store.match(graph))
    assert not any(isinstance(quad.graph_name, DefaultGraph) for quad in layers)


def test_claims_stand_in_the_graph_of_their_article() -> None:
    graph = sample()
    articles = {reading.article.iri for document in small_world() for reading in document}

    layers = list(layered(graph))

    claims = {q.graph_name.value for q in layers if q.predicate == KG.quote}
    assert claims == articles
    assert {q.graph_name for q in layers} == {CLEAN, RUN, *map(NamedNode, articles)}
    assert all(q.graph_name == CLEAN for q in layers if q.predicate == KG.customerOf)


def test_queries_give_the_same_rows_on_the_layers_under_union() -> None:
    graph = sample()
    layers = memory_store(layered(graph))
    pattern = f"?c {RDF.subject} ?s ; {RDF.object} ?o . ?s {KG.customerOf} ?o"
    sparql = f"SELECT ?s ?o (COUNT(?c) AS ?n) {{ {pattern} }} GROUP BY ?s ?o"

    flat = {str(row) for row in graph.query(sparql)}
    union = {str(row) for row in layers.query(sparql, use_default_graph_as_union=True)}

    assert flat == union
    assert len(flat) == 2


def test_rdflib_gets_the_same_triples() -> None:
    graph = sample()
    dataset = to_rdflib(q for q in graph if isinstance(q.graph_name, DefaultGraph))

    assert len(dataset.default_graph) == len(list(store.match(graph)))
    for triple in store.match(graph):
        for term in (triple.subject, triple.predicate, triple.object):
            assert from_rdflib_term(to_rdflib_term(term)) == term


def test_a_language_and_a_datatype_survive_the_crossing() -> None:
    for literal in (
        rdflib.Literal("Straße", lang="de"),
        rdflib.Literal("074", datatype=rdflib.XSD.string),
        rdflib.Literal("2019-06-01", datatype=rdflib.XSD.date),
    ):
        there = from_rdflib_term(literal)
        assert str(to_rdflib_term(there)) == str(literal)
