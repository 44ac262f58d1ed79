"""Clients that people use, unchanged: SPARQLWrapper, rdflib, curl, Comunica."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
import SPARQLWrapper as Wrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

from running_server import Server, running

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "muster-token"
PROLOGUE = """
PREFIX kg: <https://w3id.org/kommunalgraph/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
CITIES = f'{PROLOGUE} SELECT ?name {{ ?c kg:customerOf/skos:prefLabel "Muster-IT"@de ; \
skos:prefLabel ?name }} ORDER BY ?name'
EXPECTED = ["Musterdorf", "Musterstadt"]


@pytest.mark.parametrize("method", [Wrapper.GET, Wrapper.POST])
@pytest.mark.parametrize("way", [Wrapper.URLENCODED, Wrapper.POSTDIRECTLY])
@pytest.mark.parametrize("form", [Wrapper.JSON, Wrapper.XML, Wrapper.CSV, Wrapper.TSV])
def test_sparqlwrapper_selects(server: Server, method: str, way: str, form: str) -> None:
    if (method, way) == (Wrapper.GET, Wrapper.POSTDIRECTLY):
        method = Wrapper.POST
    client = Wrapper.SPARQLWrapper(f"{server.url}/sparql", returnFormat=form)
    client.setMethod(method)
    client.setRequestMethod(way)
    client.setQuery(CITIES)
    found = client.queryAndConvert()
    if form == Wrapper.JSON:
        assert [row["name"]["value"] for row in found["results"]["bindings"]] == EXPECTED
    else:
        text = found.toxml() if form == Wrapper.XML else found.decode()
        assert all(name in text for name in EXPECTED)


def test_sparqlwrapper_constructs_and_asks(server: Server) -> None:
    client = Wrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(f"{PROLOGUE} CONSTRUCT {{ ?s a ?t }} WHERE {{ ?s a ?t }}")
    for form in (Wrapper.TURTLE, Wrapper.N3, Wrapper.RDFXML, Wrapper.JSONLD):
        client.setReturnFormat(form)
        found = client.queryAndConvert()
        graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found)
        assert len(graph) > 10
    client.setQuery("ASK { ?s ?p ?o }")
    client.setReturnFormat(Wrapper.JSON)
    assert client.queryAndConvert()["boolean"] is True


def test_sparqlwrapper_is_told_what_is_wrong(server: Server) -> None:
    client = Wrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery("SELECT nonsense {")
    with pytest.raises(Wrapper.SPARQLExceptions.QueryBadFormed):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads(server: Server, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", method=method))
    assert [str(row.name) for row in graph.query(CITIES)] == EXPECTED
    label = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    body = rdflib.URIRef("https://w3id.org/kommunalgraph/id/org/muster-it")
    assert graph.value(body, label) == rdflib.Literal("Muster-IT", lang="de")
    assert (body, None, None) in graph
    assert len(list(graph.triples((body, None, None)))) > 5


def test_rdflib_writes(musterstore: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.store"
    shutil.copytree(musterstore, path)
    triple = tuple(rdflib.URIRef(f"http://example.org/{name}") for name in "abc")
    with running(path, "--writable", KOMMUNALGRAPH_TOKEN=TOKEN) as server:
        address = f"{server.url}/sparql"
        store = SPARQLUpdateStore(
            address, address, headers={"Authorization": f"Bearer {TOKEN}"}, autocommit=True
        )
        graph = rdflib.Graph(store, identifier=rdflib.URIRef("http://example.org/g"))
        graph.add(triple)
        assert list(graph) == [triple]
        graph.remove(triple)
        assert list(graph) == []


@pytest.mark.parametrize(
    ("accept", "begins"),
    [
        ("application/sparql-results+json", '{"head"'),
        ("application/sparql-results+xml", "<?xml"),
        ("text/csv", "name"),
        ("text/tab-separated-values", "?name"),
    ],
)
def test_curl(server: Server, accept: str, begins: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("no curl here; install it with the system's packages")
    command = ["curl", "--silent", "--fail", "-H", f"Accept: {accept}"]
    ways = (["--data-urlencode"], ["--get", "--data-urlencode"])
    for way in ways:
        whole = [*command, *way, f"query={CITIES}", f"{server.url}/sparql"]
        answer = subprocess.run(whole, capture_output=True, text=True, check=True).stdout
        assert answer.startswith(begins)
        assert "Musterstadt" in answer
    direct = ["-H", "Content-Type: application/sparql-query", "--data-binary", "@-"]
    answer = subprocess.run(
        [*command, *direct, f"{server.url}/sparql"],
        input=CITIES,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "Musterstadt" in answer


COMUNICA = """
const { QueryEngine } = require("@comunica/query-sparql");
const [address, query] = process.argv.slice(2);
(async () => {
  const engine = new QueryEngine();
  const found = {};
  for (const type of ["sparql", undefined]) {
    const rows = await engine.queryBindings(query, { sources: [{ type, value: address }] });
    found[type ?? "detected"] = (await rows.toArray()).map((row) => row.get("name").value);
  }
  console.log(JSON.stringify(found));
})();
"""


def test_comunica(server: Server, tmp_path: Path) -> None:
    """Comunica splits a query into patterns of its own; it also finds out what a source is."""
    if not shutil.which("node"):
        pytest.skip("no node here")
    script = tmp_path / "ask.cjs"
    script.write_text(COMUNICA, encoding="utf-8")
    environment = {**os.environ, "NODE_PATH": os.environ.get("NODE_PATH", "")}
    environment["NODE_PATH"] += f"{os.pathsep}{ROOT / 'node_modules'}"
    there = subprocess.run(
        ["node", "-e", 'require.resolve("@comunica/query-sparql")'],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
    )
    if there.returncode:
        pytest.skip("no Comunica here; npm install --no-save @comunica/query-sparql")
    answer = subprocess.run(
        ["node", str(script), f"{server.url}/sparql", CITIES],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout) == {"sparql": EXPECTED, "detected": EXPECTED}
