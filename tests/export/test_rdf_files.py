"""The RDF files of the demo corpus, read by processors that are not ours."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld

from kommunalgraph.analysis.selection import Selection
from kommunalgraph.export.content import content_of
from kommunalgraph.export.exporting import export
from kommunalgraph.export.lines import parts
from kommunalgraph.export.registry import formats
from kommunalgraph.export.sorting import sorted_lines
from kommunalgraph.graph.conversion import to_rdflib, to_rdflib_graph

# rdflib warns of its own use of a name it is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

REPORTED = Selection(since=date(1990, 1, 1))
"""What articles report, without the 180,000 triples of the places that nobody speaks of: rdflib
and PyLD need a minute for those."""

PARSED = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
LAYERED = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS}
IN_RDFLIB = {"ttl": "turtle", "nt": "nt", "xml": "xml", "jsonld": "json-ld"}
IN_RAPPER = {"ttl": "turtle", "nt": "ntriples", "xml": "rdfxml"}

needs_rapper = pytest.mark.skipif(
    not shutil.which("rapper"), reason="needs rapper: apt-get install raptor2-utils"
)


@pytest.fixture(scope="module")
def reported(demo) -> dict[str, bytes]:
    files = {}
    with content_of(demo, REPORTED, claims=True) as content:
        for name in (*PARSED, *LAYERED):
            out = io.BytesIO()
            formats()[name].write(content, out)
            files[name] = out.getvalue()
    return files


@pytest.fixture(scope="module")
def stored(demo) -> list[bytes]:
    data = demo.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return sorted(data.splitlines())


def triples(data: bytes, format_: ox.RdfFormat) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(data, format=format_)}


@pytest.mark.parametrize("name", PARSED)
def test_all_that_is_in_the_store_is_in_the_file(demo, stored, name: str) -> None:
    read = ox.Store()
    read.bulk_load(export(demo, name, claims=True), PARSED[name])

    data = read.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert sorted(data.splitlines()) == stored


@pytest.mark.parametrize("name", PARSED)
def test_rdflib_reads_the_same_triples(reported, name: str) -> None:
    read = rdflib.Graph().parse(data=reported[name], format=IN_RDFLIB[name])

    assert len(read) > 5000
    assert set(read) == set(to_rdflib_graph(triples(reported["nt"], PARSED["nt"])))


@pytest.mark.parametrize("name", LAYERED)
def test_rdflib_reads_the_same_quads(reported, name: str) -> None:
    read = rdflib.Dataset().parse(data=reported[name], format={"nq": "nquads"}.get(name, name))
    wanted = to_rdflib(ox.parse(reported["nq"], format=ox.RdfFormat.N_QUADS))

    assert set(read.quads()) == set(wanted.quads())


def test_both_files_with_graphs_hold_the_same(demo) -> None:
    dumps = []
    for name, format_ in LAYERED.items():
        read = ox.Store()
        read.bulk_load(export(demo, name), format_)
        dumps.append(sorted(read.dump(format=ox.RdfFormat.N_QUADS).splitlines()))

    assert dumps[0] == dumps[1]


@needs_rapper
@pytest.mark.parametrize("name", IN_RAPPER)
def test_rapper_reads_the_same_triples(reported, tmp_path: Path, name: str) -> None:
    data = reported[name]
    file = tmp_path / "graph"
    file.write_bytes(data)

    done = subprocess.run(
        ["rapper", "-q", "-i", IN_RAPPER[name], "-o", "ntriples", file, "http://example.org/"],
        capture_output=True,
        check=True,
    )

    assert done.stderr == b""
    assert triples(done.stdout, PARSED["nt"]) == triples(data, PARSED[name])


@needs_rapper
@pytest.mark.parametrize(("name", "other"), [("trig", "trig"), ("nq", "nquads")])
def test_rapper_reads_as_many_quads(reported, tmp_path: Path, name: str, other: str) -> None:
    file = tmp_path / "graph"
    file.write_bytes(reported[name])

    done = subprocess.run(
        ["rapper", "-q", "-i", other, "-o", "nquads", file, "http://example.org/"],
        capture_output=True,
        check=True,
    )

    assert done.stderr == b""
    read = set(ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS))
    assert read == set(ox.parse(reported[name], format=LAYERED[name]))


def test_a_second_json_ld_processor_reads_the_same_triples(reported) -> None:
    quads = jsonld.to_rdf(json.loads(reported["jsonld"]), {"format": "application/n-quads"})

    assert triples(quads.encode(), PARSED["nt"]) == triples(reported["nt"], PARSED["nt"])


def test_json_ld_has_one_object_per_entity_with_what_belongs_to_it(reported) -> None:
    graph = json.loads(reported["jsonld"])["@graph"]
    ids = [node["id"] for node in graph]
    person = next(n for n in graph if n["id"].endswith("person/michael-wandersleb"))

    assert len(ids) == len(set(ids))
    assert not [name for name in ids if "membership/" in name or "claim/" in name]
    roles = {role["roleLabel"] for role in person["memberships"]}
    assert "Geschäftsführer" in roles
    assert all("quote" in claim and "subject" not in claim for claim in person["claims"])


def test_turtle_is_written_as_people_write_it(demo) -> None:
    text = export(demo, "ttl").decode()

    assert "\nplace:15003000 a " in text
    assert '    kg:ags "15003000" ;\n' in text
    assert "    kg:inhabitants 237565 ;\n" in text
    assert "body:kitu a " in text


def test_a_part_is_a_part(demo) -> None:
    whole = set(export(demo, "nt", claims=True).splitlines(keepends=True))
    selection = Selection(around="KITU", relations=("memberOf",))
    part = set(export(demo, "nt", claims=True, selection=selection).splitlines(keepends=True))

    assert part < whole
    predicates = {parts(line)[1] for line in part}
    assert b"<https://w3id.org/kommunalgraph/def#memberOf>" in predicates
    assert b"<https://w3id.org/kommunalgraph/def#headquarteredIn>" not in predicates
    entities = {parts(line)[0] for line in part if b"def#listed" in line}
    assert b"<https://w3id.org/kommunalgraph/id/org/kitu>" in entities
    assert b"<https://w3id.org/kommunalgraph/id/org/akdb>" not in entities
    claimed = {parts(line)[2] for line in part if b"#predicate>" in line}
    assert claimed == {b"<https://w3id.org/kommunalgraph/def#memberOf>"}


def test_the_network_and_the_triples_of_a_part_are_of_one_mind(demo) -> None:
    selection = Selection(types=("Provider", "Municipality"), relations=("customerOf",))
    with content_of(demo, selection) as content:
        edges = {(e.source, e.target) for e in content.network().edges}
        base = b"<https://w3id.org/kommunalgraph/id/"
        found = {
            tuple(end[len(base) : -1].decode() for end in (parts(line)[0], parts(line)[2]))
            for line in content.lines()
            if parts(line)[1] == b"<https://w3id.org/kommunalgraph/def#customerOf>"
        }

    assert edges
    assert found == edges


def test_sorting_in_many_runs_is_sorting() -> None:
    lines = [f"{(n * 7919) % 10007:05} line\n".encode() for n in range(10007)]

    assert list(sorted_lines(lines, run=5_000)) == sorted(lines)
    assert list(sorted_lines([], run=5_000)) == []


def test_a_sort_that_is_given_up_leaves_nothing(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)

    running = sorted_lines((b"%05d\n" % n for n in range(3000)), run=2_000)
    next(running)
    running.close()

    assert list(tmp_path.iterdir()) == []
