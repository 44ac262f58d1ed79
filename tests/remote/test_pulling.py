from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from kommunalgraph.errors import RemoteError, StoreError
from kommunalgraph.export.exporting import export
from kommunalgraph.graph.building import build, withdraw
from kommunalgraph.graph.layers import RUN
from kommunalgraph.graph.links import accepted_links, decide
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store, open_store
from kommunalgraph.remote.pulling import pull
from kommunalgraph.remote.scope import GraphName, Scope
from sample_readings import PROVIDER, customer_page, small_world


class Given:
    """A data set that gives what it was made with."""

    address = "https://example.org/sparql"

    def __init__(self, quads: Collection[ox.Quad]) -> None:
        self._quads = quads

    def quads(self, only: Collection[GraphName] | None = None) -> Iterator[ox.Quad]:
        return iter(self._quads)

    def insert(self, quads: Sequence[ox.Quad]) -> Iterator[int]:
        raise AssertionError("who pulls writes nothing to where it reads")

    remove = insert


@pytest.fixture
def graph() -> ox.Store:
    graph = memory_store()
    build(graph, small_world(), Reference())
    return graph


@pytest.mark.parametrize("scope", [Scope(), Scope(ox.DefaultGraph())], ids=["layers", "flat"])
def test_the_pulled_store_exports_the_same_bytes(
    graph: ox.Store, scope: Scope, tmp_path: Path
) -> None:
    pull(Given(set(scope.local(graph))), tmp_path / "copy")

    copy = open_store(tmp_path / "copy")
    for name in ("nq", "ttl"):
        assert export(copy, name) == export(graph, name)


def test_withdrawing_from_a_copy_takes_along_what_it_takes_from_the_original(
    graph: ox.Store, tmp_path: Path
) -> None:
    pull(Given(set(Scope().local(graph))), tmp_path / "copy")
    copy = open_store(tmp_path / "copy")

    for each in (graph, copy):
        withdraw(each, customer_page().iri, Reference())

    assert export(copy, "nq") == export(graph, "nq")


def test_a_second_name_does_not_become_the_first(tmp_path: Path) -> None:
    graph = memory_store()
    pages = [customer_page(f"Seite {n}", f"2019-06-0{n}") for n in (1, 2, 3)]
    build(graph, [(page.reading(),) for page in pages], Reference())
    quads = set(Scope().local(graph))
    node, name = ox.NamedNode(PROVIDER.iri), ox.Literal("Aaa-IT", language="de")
    label = next(q for q in quads if q.subject == node and q.predicate.value.endswith("prefLabel"))
    other = ox.NamedNode(label.predicate.value.replace("prefLabel", "altLabel"))
    size = next(q for q in quads if q.predicate.value.endswith("void#triples"))
    count = ox.Literal(int(size.object.value) + 1)
    quads = (quads - {size}) | {
        ox.Quad(node, other, name, label.graph_name),
        ox.Quad(size.subject, size.predicate, count, size.graph_name),
    }
    pull(Given(quads), tmp_path / "copy")
    copy = open_store(tmp_path / "copy")

    withdraw(copy, pages[0].iri, Reference())

    labels = {q.object for q in copy.quads_for_pattern(node, label.predicate, None)}
    assert labels == {label.object}


def test_a_push_under_way_is_told_from_a_whole_data_set(graph: ox.Store, tmp_path: Path) -> None:
    quads = set(Scope().local(graph))
    half = {quad for quad in quads if quad.graph_name == RUN} | set(sorted(quads, key=str)[:50])

    with pytest.raises(RemoteError, match=r"described as \d+ triples, but gives"):
        pull(Given(half), tmp_path / "copy")

    assert not (tmp_path / "copy").exists()


def test_nothing_is_pulled_from_nothing_or_over_something(graph: ox.Store, tmp_path: Path) -> None:
    with pytest.raises(RemoteError, match="holds nothing under https://w3id"):
        pull(Given([]), tmp_path / "copy")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "file").touch()
    with pytest.raises(StoreError, match="something already"):
        pull(Given(set(Scope().local(graph))), tmp_path / "taken")


def test_accepted_links_are_remembered_by_the_copy(graph: ox.Store, tmp_path: Path) -> None:
    link = (PROVIDER.iri, "http://www.wikidata.org/entity/Q3")
    decide(graph, accepted=[link], rejected=[])

    pull(Given(set(Scope().local(graph))), tmp_path / "copy")

    kept = [
        (t.subject.value, t.object.value) for t in accepted_links(open_store(tmp_path / "copy"))
    ]
    assert kept == [link]
