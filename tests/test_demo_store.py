"""The demo corpus as a store: every question is answered, and nothing but the facts decides how.

The rules that read the corpus keep improving, so nothing here counts facts: what is asserted holds
for any good reading of the articles.
"""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kommunalgraph.analysis.validation import validate
from kommunalgraph.export.exporting import export
from kommunalgraph.graph.building import Document, build, open_for_building, withdraw
from kommunalgraph.graph.conversion import to_rdflib
from kommunalgraph.graph.prepared import default_reference
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store, open_read_only
from kommunalgraph.knowledge import folder
from kommunalgraph.model import Skipped
from kommunalgraph.pipeline import read_inputs
from kommunalgraph.questions import load_questions
from kommunalgraph.vocabulary import PREFIXES

# rdflib warns of its own use of a name it is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")

CORPUS = folder("data") / "articles"
QUESTIONS = load_questions()

Row = tuple[str | None, ...]

UNSPOKEN = """
SELECT DISTINCT ?place {
  ?place a kg:Municipality .
  MINUS { ?place kg:partOf <https://w3id.org/kommunalgraph/id/place/15> }
  MINUS { ?article kg:mentions ?place }
  MINUS { ?place kg:hasMember|kg:memberOf|^kg:headquarteredIn|kg:customerOf ?any }
}
"""
"""Municipalities that nothing speaks of but the places table, outside the state whose gaps
question 25 asks for.  Without their 110,000 triples rdflib answers everything in a quarter of the
time, and no row of any question names one of them."""


@pytest.fixture(scope="session")
def reference() -> Reference:
    return default_reference()


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    """What each file of the corpus says, in the order of the files."""
    return list(read_inputs(sorted(CORPUS.glob("*.[th][xt]*"))))


@pytest.fixture(scope="session")
def store(
    documents: list[Document], reference: Reference, tmp_path_factory: pytest.TempPathFactory
) -> ox.Store:
    """The corpus in a store on disk, opened for reading."""
    path: Path = tmp_path_factory.mktemp("demo") / "demo.store"
    graph = open_for_building(path, reference)
    report = build(graph, documents, reference)
    assert not report.skipped
    assert report.accepted > 100
    graph.flush()
    del graph
    return open_read_only(path)


@pytest.fixture(scope="session")
def master(store: ox.Store) -> bytes:
    return export(store, "nq")


@pytest.fixture(scope="session")
def union(master: bytes) -> ox.Store:
    """The master export, loaded again: one graph per article and one of clean triples."""
    layers = ox.Store()
    layers.bulk_load(master, format=ox.RdfFormat.N_QUADS)
    return layers


@pytest.fixture(scope="session")
def spoken_of(union: ox.Store) -> list[ox.Quad]:
    """The layers without places that nothing speaks of."""
    found = union.query(UNSPOKEN, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    unspoken = {solution["place"] for solution in found}
    assert len(unspoken) > 8000
    return [quad for quad in union if quad.subject not in unspoken]


@pytest.fixture(scope="session")
def flat_graph(spoken_of: list[ox.Quad]) -> rdflib.Graph:
    flat = (ox.Quad(q.subject, q.predicate, q.object) for q in spoken_of)
    return to_rdflib(flat).default_graph


@pytest.fixture(scope="session")
def union_graph(spoken_of: list[ox.Quad]) -> rdflib.Dataset:
    dataset = to_rdflib(spoken_of)
    dataset.default_union = True
    return dataset


def oxigraph_rows(graph: ox.Store, name: str, *, union: bool = False) -> list[Row]:
    solutions = graph.query(QUESTIONS[name].sparql, use_default_graph_as_union=union)
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(None if t is None else t.value for t in solution) for solution in solutions]


def rdflib_rows(graph: rdflib.Graph, name: str) -> list[Row]:
    """Return rows in any order: rdflib sorts types in an order of its own."""
    found = graph.query(QUESTIONS[name].sparql)
    return sorted((tuple(None if t is None else str(t) for t in row) for row in found), key=repr)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_has_an_answer(name: str, store: ox.Store) -> None:
    rows = oxigraph_rows(store, name)

    assert rows
    assert len(set(rows)) == len(rows)
    assert all(len(row) == len(QUESTIONS[name].columns) for row in rows)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_master_export_gives_the_same_rows(name: str, store: ox.Store, union: ox.Store) -> None:
    assert oxigraph_rows(union, name, union=True) == oxigraph_rows(store, name)


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("layout", ["flat_graph", "union_graph"])
def test_rdflib_gives_the_same_rows(
    layout: str, name: str, store: ox.Store, request: pytest.FixtureRequest
) -> None:
    graph: rdflib.Graph = request.getfixturevalue(layout)

    assert rdflib_rows(graph, name) == sorted(oxigraph_rows(store, name), key=repr)


def test_no_triple_of_the_master_export_stands_in_two_graphs(union: ox.Store) -> None:
    assert len({quad.triple for quad in union}) == len(union)
    assert sum(1 for _ in union.named_graphs()) > len(list(CORPUS.glob("*.txt")))


def built(documents: list[Document], reference: Reference) -> ox.Store:
    graph = memory_store([*reference.triples, reference.marker])
    build(graph, documents, reference)
    return graph


def test_building_again_gives_the_same_bytes(
    documents: list[Document], reference: Reference, master: bytes
) -> None:
    graph = built(documents, reference)
    report = build(graph, documents, reference)

    assert (report.added, report.changed, report.withdrawn) == (0, 0, 0)
    assert export(graph, "nq") == master


@pytest.mark.parametrize("order", ["reversed", "shuffled"])
def test_the_order_of_the_files_does_not_matter(
    order: str, documents: list[Document], reference: Reference, master: bytes
) -> None:
    mixed = documents[::-1]
    if order == "shuffled":
        random.Random(48).shuffle(mixed)

    assert export(built(mixed, reference), "nq") == master


def test_withdrawing_and_reading_again_gives_the_same_bytes(
    documents: list[Document], reference: Reference, master: bytes
) -> None:
    graph = built(documents, reference)
    fullest = max(
        (document for document in documents if not isinstance(document, Skipped)),
        key=lambda readings: len(readings[0].statements),
    )
    article = fullest[0].article.iri
    withdraw(graph, article, reference)
    assert ox.NamedNode(article) not in {quad.subject for quad in graph}

    build(graph, documents, reference)

    assert export(graph, "nq") == master


def test_the_store_conforms(store: ox.Store, reference: Reference) -> None:
    report = validate(store, reference)

    assert report.faults == ()
    assert report.nodes == report.nodes_in_all > 500
