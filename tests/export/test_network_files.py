"""The network files of the demo corpus: valid, read by other programs, and of one mind."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import igraph
import networkx
import pytest
from lxml import etree

from kommunalgraph.analysis.network import edge_attributes, fold, node_attributes
from kommunalgraph.export.attributes import edge_id, file_id
from kommunalgraph.export.exporting import export

SCHEMAS = Path(__file__).parent
JGRAPHT = Path("/usr/share/java/jgrapht-io.jar")
"""Debian's libjgrapht-java, which carries the schema of GraphML."""

GEXF = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def net(demo):
    return fold(demo)


@pytest.fixture(scope="module")
def expected_nodes(net):
    return {file_id(node.id): node_attributes(node) for node in net.nodes}


@pytest.fixture(scope="module")
def expected_edges(net):
    return {
        (file_id(e.source), e.relation, file_id(e.target)): edge_attributes(e) for e in net.edges
    }


def test_graphml_is_valid(demo_files, tmp_path) -> None:
    if not JGRAPHT.exists():
        pytest.skip("needs the schema in libjgrapht-java: apt-get install libjgrapht-java")
    with zipfile.ZipFile(JGRAPHT) as jar:
        for name in ("graphml.xsd", "xlink.xsd"):
            jar.extract(name, tmp_path)
    schema = etree.XMLSchema(etree.parse(tmp_path / "graphml.xsd"))

    schema.assertValid(etree.parse(demo_files["graphml"]))


@pytest.mark.parametrize("name", ["gexf", "gexf-dynamic"])
def test_gexf_is_valid(demo_files, name) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "gexf-1.3.xsd"))

    schema.assertValid(etree.parse(demo_files[name]))


def test_the_schema_of_gexf_refuses_what_is_wrong(demo_files) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "gexf-1.3.xsd"))
    text = demo_files["gexf"].read_text(encoding="utf-8")
    for right, wrong in (
        ('version="1.3"', 'version="1.2"'),
        ("viz:size value", "viz:size width"),
        ('source="org:kitu"', 'source="org:nobody"'),
    ):
        assert right in text
        broken = text.replace(right, wrong, 1)
        assert not schema.validate(etree.fromstring(broken.encode())), wrong


def test_networkx_reads_graphml_with_all_attributes(
    demo_files, expected_nodes, expected_edges
) -> None:
    read = networkx.read_graphml(demo_files["graphml"], force_multigraph=True)

    assert dict(read.nodes(data=True)) == expected_nodes
    edges = {(a, d["relation"], b): d for a, b, d in read.edges(data=True)}
    assert edges == expected_edges


def test_networkx_reads_gexf_with_all_attributes(
    demo_files, expected_nodes, expected_edges
) -> None:
    read = networkx.read_gexf(demo_files["gexf"], version="1.3")

    assert set(read.nodes) == set(expected_nodes)
    for node, data in read.nodes(data=True):
        looks = data.pop("viz")
        assert set(looks) == {"color", "size"}
        assert data == {**expected_nodes[node], "label": data["label"]}
        assert data["label"].split() == expected_nodes[node]["label"].split()
    edges = {(a, d["relation"], b): d for a, b, d in read.edges(data=True)}
    assert edges.keys() == expected_edges.keys()
    for key, data in edges.items():
        assert expected_edges[key].items() <= {**data, "label": data["label"]}.items()


def test_igraph_reads_graphml_with_all_attributes(
    demo_files, expected_nodes, expected_edges
) -> None:
    read = igraph.Graph.Read_GraphML(str(demo_files["graphml"]))

    assert read.vcount() == len(expected_nodes)
    assert read.ecount() == len(expected_edges)
    for vertex in read.vs:
        wanted = expected_nodes[vertex["id"]]
        assert {name: vertex[name] for name in wanted} == wanted
    ids = read.vs["id"]
    for edge in read.es:
        wanted = expected_edges[ids[edge.source], edge["relation"], ids[edge.target]]
        assert {name: edge[name] for name in wanted} == wanted


def test_graphml_gexf_and_cytoscape_agree(demo_files, net) -> None:
    graphml = etree.parse(demo_files["graphml"])
    gexf = etree.parse(demo_files["gexf"])
    cyjs = json.loads(demo_files["cyjs"].read_bytes())["elements"]
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = [{n.get("id") for n in graphml.iter(f"{space}node")}]
    nodes.append({n.get("id") for n in gexf.iter(f"{GEXF}node")})
    nodes.append({n["data"]["id"] for n in cyjs["nodes"]})
    ends = ("id", "source", "target")
    edges = [{tuple(map(e.get, ends)) for e in graphml.iter(f"{space}edge")}]
    edges.append({tuple(map(e.get, ends)) for e in gexf.iter(f"{GEXF}edge")})
    edges.append({tuple(e["data"][end] for end in ends) for e in cyjs["edges"]})

    assert nodes[0] == nodes[1] == nodes[2]
    assert edges[0] == edges[1] == edges[2]
    assert len(nodes[0]) == len(net.nodes)
    assert edges[0] == {(edge_id(e), file_id(e.source), file_id(e.target)) for e in net.edges}


def test_cytoscape_json_has_all_attributes(demo_files, expected_nodes, expected_edges) -> None:
    cyjs = json.loads(demo_files["cyjs"].read_bytes())["elements"]

    for node in cyjs["nodes"]:
        wanted = expected_nodes[node["data"]["id"]]
        assert wanted.items() <= node["data"].items()
        assert node["data"]["name"] == wanted["label"]
    for edge in cyjs["edges"]:
        data = edge["data"]
        wanted = expected_edges[data["source"], data["interaction"], data["target"]]
        assert wanted.items() <= data.items()


def test_node_link_json_is_what_networkx_takes(demo_files, expected_nodes, expected_edges) -> None:
    data = json.loads(demo_files["json"].read_bytes())

    read = networkx.node_link_graph(data, edges="links")

    assert dict(read.nodes(data=True)) == expected_nodes
    assert {(a, k, b): d for a, b, k, d in read.edges(keys=True, data=True)} == expected_edges


def test_the_dynamic_file_has_spells_in_order(demo_files) -> None:
    graph = etree.parse(demo_files["gexf-dynamic"]).getroot().find(f"{GEXF}graph")
    spells = [
        (item.get("id"), spell.get("start"), spell.get("end"))
        for item in graph.iter(f"{GEXF}node", f"{GEXF}edge")
        for spell in item.iter(f"{GEXF}spell")
    ]

    assert graph.get("mode") == "dynamic"
    assert len([s for s in spells if "--" in s[0]]) > 100
    assert len([s for s in spells if "--" not in s[0]]) > 50
    assert all(start <= end for _, start, end in spells if start and end)
    by_id = {name: (start, end) for name, start, end in spells}
    assert by_id["org:iteos"] == ("2018-07-01", "2019-12-31")
    assert by_id["org:komm-one--successorOf--org:iteos"] == ("2020-01-01", None)


def test_the_dynamic_file_remembers_what_has_ended(demo_files, net) -> None:
    ids = {edge.get("id") for edge in etree.parse(demo_files["gexf-dynamic"]).iter(f"{GEXF}edge")}
    now = {edge_id(edge) for edge in net.edges}

    assert now < ids


@pytest.mark.skipif(not shutil.which("dot"), reason="needs Graphviz: apt-get install graphviz")
def test_graphviz_reads_dot(demo_files, net) -> None:
    done = subprocess.run(
        ["gc", "-n", "-e", demo_files["dot"]],
        capture_output=True,
        text=True,
        check=True,
    )

    nodes, edges = map(int, done.stdout.split()[:2])
    assert (nodes, edges) == (len(net.nodes), len(net.edges))


def test_neo4j_tables_have_typed_headers_and_one_line_a_row(demo, net) -> None:
    nodes = export(demo, "neo4j-nodes").decode()
    edges = export(demo, "neo4j-edges").decode()
    node_rows = list(csv.DictReader(io.StringIO(nodes)))
    edge_rows = list(csv.DictReader(io.StringIO(edges)))

    assert nodes.count("\n") == len(net.nodes) + 1
    assert edges.count("\n") == len(net.edges) + 1
    assert {"id:ID", ":LABEL", "latitude:double", "degree:long", "key:string"} <= set(node_rows[0])
    assert {":START_ID", ":END_ID", ":TYPE", "confidence:double", "valid_from:date"} <= set(
        edge_rows[0]
    )
    kitu = next(row for row in node_rows if row["id:ID"] == "org/kitu")
    assert kitu[":LABEL"] == "Provider;Cooperative"
    ids = {row["id:ID"] for row in node_rows}
    assert {row[":START_ID"] for row in edge_rows} | {row[":END_ID"] for row in edge_rows} == ids


def test_places_have_coordinates_and_bodies_those_of_their_seat(net) -> None:
    nodes = {node.id: node for node in net.nodes}

    magdeburg, kitu = nodes["place/15003000"], nodes["org/kitu"]
    assert magdeburg.key == "15003000"
    assert magdeburg.state == kitu.state == "Sachsen-Anhalt"
    assert (kitu.latitude, kitu.longitude) == (magdeburg.latitude, magdeburg.longitude)
    assert 52 < (magdeburg.latitude or 0) < 52.3
