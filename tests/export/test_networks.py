from __future__ import annotations

import csv
import io
import json

import pytest
from lxml import etree

from kommunalgraph.analysis.figures import figures
from kommunalgraph.analysis.network import network
from kommunalgraph.export.exporting import export
from kommunalgraph.export.registry import formats, short_name
from kommunalgraph.graph.building import build
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from sample_readings import CITY, PROVIDER, Entity, Page, customer_page, small_world


@pytest.fixture
def graph():
    filled = memory_store()
    build(filled, small_world(), Reference())
    return filled


def test_edges_count_their_evidence_and_know_its_dates() -> None:
    filled = memory_store()
    pages = [customer_page(), customer_page("Noch einmal", "2021-02-03")]
    build(filled, [(page.reading(),) for page in pages], Reference())

    net = network(filled)

    edge = net.edges["place/99001000", "org/muster-it", "customerOf"]
    assert edge["evidence"] == 2
    assert (edge["first_reported"], edge["last_reported"]) == ("2019-06-01", "2021-02-03")
    assert net.nodes["org/muster-it"]["type"] == "Provider"
    assert net.nodes["place/99001000"]["label"] == "Musterstadt"


def test_inverses_and_the_other_direction_are_no_edges_of_their_own(graph) -> None:
    relations = sorted(d["relation"] for _, _, d in network(graph).edges(data=True))

    assert relations == [
        "cooperatesWith",
        "customerOf",
        "customerOf",
        "engagedIn",
        "hasRole",
        "headquarteredIn",
    ]


@pytest.mark.parametrize(
    "name", [name for name, format_ in formats().items() if format_.holds == "network"]
)
def test_control_characters_in_names_do_not_break_network_files(name) -> None:
    odd = Entity("https://w3id.org/kommunalgraph/id/org/odd", ("Provider",), "Muster\x02-IT")
    filled = memory_store()
    page = Page("A").say("…", CITY, "customerOf", odd)
    build(filled, [(page.reading(),)], Reference())

    data = export(filled, name)

    assert b"Muster-IT" in data or name == "neo4j-edges"
    assert b"\x02" not in data
    assert b"\\u0002" not in data


def test_labels_are_escaped_in_every_network_file() -> None:
    name = '</script><b a="1">]]>&amp; "x\\'
    odd = Entity("https://w3id.org/kommunalgraph/id/org/odd", ("Provider",), name)
    filled = memory_store()
    build(filled, [(Page("A").say(name, CITY, "customerOf", odd).reading(),)], Reference())

    for xml in ("graphml", "gexf", "gexf-dynamic"):
        root = etree.fromstring(export(filled, xml))
        assert name in [*root.itertext(), *root.xpath("//@*")]
    for text in ("cyjs", "json"):
        assert json.dumps(name) in export(filled, text).decode()
    for table in ("nodes.csv", "edges.csv", "neo4j-nodes", "neo4j-edges"):
        cells = {c for row in csv.reader(io.StringIO(export(filled, table).decode())) for c in row}
        assert name in cells
    assert export(filled, "html").count(b"</script>") == 2


def test_each_format_has_one_name_and_no_two_share_another() -> None:
    others = [alias for format_ in formats().values() for alias in format_.aliases]

    assert len(others) == len(set(others))
    assert not set(others) & set(formats())
    assert short_name("N-Quads") == "nq"


def test_tables_have_one_row_per_node_and_edge(graph) -> None:
    nodes = list(csv.DictReader(io.StringIO(export(graph, "nodes.csv").decode())))
    edges = list(csv.DictReader(io.StringIO(export(graph, "edges.csv").decode())))

    assert {row["label"] for row in nodes} >= {"Musterstadt", "Muster-IT", "Erika Muster"}
    assert {row["source"] for row in edges} <= {row["id"] for row in nodes}
    assert len(edges) == network(graph).number_of_edges()


def test_figures_count_what_there_is(graph) -> None:
    found = figures(graph)

    assert (found.articles, found.teasers) == (3, 1)
    assert found.statuses == {"accepted": 8, "unreviewed": 1}
    assert found.relations["customerOf"] == 3
    assert (found.first_article, found.last_article) == ("2019-06-01", "2021-03-05")
    assert found.components == (6,)
    assert found.providers[0] == (PROVIDER.label, 4)
