from __future__ import annotations

import itertools
import json

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kommunalgraph.export import rdf
from kommunalgraph.export.exporting import FORMATS, export
from kommunalgraph.graph import store
from kommunalgraph.graph.building import build
from kommunalgraph.graph.conversion import to_rdflib_graph
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from sample_readings import PROVIDER, RIVAL, Page, small_world

PARSED_AS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "xml": "xml"}


def sample(order: list | None = None) -> ox.Store:
    graph = memory_store()
    build(graph, order or small_world(), Reference())
    return graph


@pytest.mark.parametrize("name", PARSED_AS)
def test_each_format_reads_back_as_the_same_graph(name: str) -> None:
    graph = sample()
    data = export(graph, name, claims=True)

    read = rdflib.Graph().parse(data=data, format=PARSED_AS[name])

    assert isomorphic(read, to_rdflib_graph(store.match(graph)))


@pytest.mark.parametrize("name", ["trig", "nq"])
def test_the_master_export_reads_back_quad_by_quad(name: str) -> None:
    formats = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS}
    trig, nq = export(sample(), "trig"), export(sample(), "nq")

    read = set(ox.parse(export(sample(), name), format=formats[name]))

    assert read == set(ox.parse(trig, format=ox.RdfFormat.TRIG))
    assert read == set(ox.parse(nq, format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_facts_give_the_same_bytes_in_any_order(name: str) -> None:
    exports = {export(sample(list(o)), name) for o in itertools.permutations(small_world())}

    assert len(exports) == 1


def test_lines_are_sorted() -> None:
    for name in ("nt", "nq"):
        lines = export(sample(), name).splitlines()
        assert lines == sorted(lines)


def test_claims_come_only_when_asked_for() -> None:
    assert b"kg:quote" not in export(sample(), "ttl")
    assert b"kg:quote" in export(sample(), "ttl", claims=True)


def test_json_ld_uses_the_keys_of_our_context() -> None:
    document = json.loads(export(sample(), "jsonld"))

    assert document["@context"] == rdf.context()["@context"]
    key = document["@context"]
    assert key["type"] == "@type"
    provider = next(n for n in document["@graph"] if n.get("memberCount"))
    assert provider["memberCount"] == 70
    assert "Provider" in provider["type"]
    assert provider["label"] == "Muster-IT"


def test_control_characters_do_not_break_xml() -> None:
    graph = memory_store()
    page = Page("A").say("Muster\x01IT \x0b kooperiert", PROVIDER, "cooperatesWith", RIVAL)
    build(graph, [(page.reading(),)], Reference())

    read = rdflib.Graph().parse(data=export(graph, "xml", claims=True), format="xml")

    assert any("MusterIT" in str(o) for o in read.objects())


def test_prefixes_stand_in_alphabetical_order() -> None:
    for name in ("ttl", "trig"):
        lines = [x for x in export(sample(), name).splitlines() if x.startswith(b"@prefix")]
        assert lines == sorted(lines)
        assert len(lines) > 10
