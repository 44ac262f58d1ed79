"""Resources, questions, downloads and descriptions: what programs find beside the endpoint."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from openapi_spec_validator import validate

from kommunalgraph import identifiers
from kommunalgraph.export.exporting import FORMATS
from kommunalgraph.export.exporting import export as export_store
from kommunalgraph.graph.store import open_read_only
from kommunalgraph.questions import load_questions
from kommunalgraph.serve.formats import TRIPLES
from running_server import Server

MUSTER = identifiers.resource("org", "muster-it")


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("text/turtle", "/data/org/muster-it.ttl"),
        ("application/ld+json", "/data/org/muster-it.jsonld"),
        ("application/rdf+xml;q=0.5, application/n-triples", "/data/org/muster-it.nt"),
        ("*/*", "/data/org/muster-it.ttl"),
    ],
)
def test_a_thing_leads_to_its_data(server: Server, accept: str, target: str) -> None:
    with server.client() as client:
        answer = client.get("/id/org/muster-it", headers={"Accept": accept})
        assert (answer.status_code, answer.headers["location"]) == (303, target)
        assert "Accept" in answer.headers["vary"]
        assert client.get(target).status_code == 200


@pytest.mark.parametrize("name", TRIPLES)
def test_the_data_are_the_same_in_every_syntax(server: Server, name: str) -> None:
    format_ = TRIPLES[name]
    with server.client() as client:
        answer = client.get(f"/data/org/muster-it.{format_.suffix}")
        reference = client.get("/data/org/muster-it.nt").content
    assert answer.headers["content-type"] == format_.content_type
    syntax = ox.RdfFormat.from_media_type(format_.media_types[0])
    found = {quad.triple for quad in ox.parse(answer.content, syntax)}
    wanted = {quad.triple for quad in ox.parse(reference, ox.RdfFormat.N_TRIPLES)}
    assert found == wanted
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert ox.Triple(ox.NamedNode(MUSTER), label, ox.Literal("Muster-IT", language="de")) in found
    assert any("/id/claim/" in str(triple.subject) for triple in found)


def test_what_the_graph_does_not_know_is_not_found(server: Server) -> None:
    with server.client() as client:
        for path in ("/data/org/nobody.ttl", "/data/org/a%20b%3E%22.ttl", "/data/", "/data/org"):
            assert client.get(path).status_code == 404, path


def test_nobody_gets_a_format_that_he_does_not_read(server: Server) -> None:
    with server.client() as client:
        for path in ("/data/org/muster-it", "/sparql", "/sparql?query=ASK{}", "/def"):
            answer = client.get(path, headers={"Accept": "image/png"})
            assert answer.status_code == 406, path
            assert "text/turtle" in answer.text or "json" in answer.text


def test_an_answer_is_not_sent_twice(server: Server) -> None:
    query = "/sparql?query=SELECT*{?s a kg:Cooperative}"
    with server.client() as client:
        for path in (query, "/data/org/muster-it.ttl", "/sparql", "/downloads/nt", "/gsp?default"):
            tag = client.get(path).headers["etag"]
            again = client.get(path, headers={"If-None-Match": f'"other", {tag}'})
            assert (again.status_code, again.content) == (304, b""), path
            assert again.headers["etag"] == tag
            assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
        as_xml = {"If-None-Match": client.get(query).headers["etag"], "Accept": "application/xml"}
        assert client.get(query, headers=as_xml).status_code == 200
        assert "etag" not in client.get("/sparql?query=SELECT (NOW() AS ?now) {}").headers


def test_questions_are_listed_with_their_parameters(server: Server) -> None:
    with server.client() as client:
        listed = client.get("/api/questions").json()["questions"]
    assert [entry["name"] for entry in listed] == list(load_questions())
    first = listed[0]
    assert first["parameters"][0]["type"] == "iri"
    assert first["href"].endswith(f"/api/questions/{first['name']}")


@pytest.mark.parametrize("value", ["Muster-IT", "org/muster-it", MUSTER])
def test_a_question_takes_names_ids_and_iris(server: Server, value: str) -> None:
    with server.client() as client:
        answer = client.get(
            "/api/questions/customers-of-provider", params={"provider": value, "format": "csv"}
        )
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "Musterstadt" in answer.text


@pytest.mark.parametrize("name", load_questions())
def test_every_question_is_answered_in_every_format(server: Server, name: str) -> None:
    columns = list(load_questions()[name].columns)
    with server.client() as client:
        found = client.get(f"/api/questions/{name}")
        assert found.json()["head"]["vars"] == columns
        for format_ in ("xml", "csv", "tsv"):
            assert client.get(f"/api/questions/{name}?format={format_}").status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("no-such-question", 404, "no such question"),
        ("customers-of-provider?provider=Nobody", 400, "nothing in the store is called so"),
        ("customers-of-provider?nothing=1", 400, "no parameter nothing"),
        ("customers-of-provider?provider=org/a&provider=org/b", 400, "once"),
        ("customers-of-provider?format=pdf", 400, "no such format"),
        ("customers-of-provider?provider=http://a/%3E%20}%20INSERT", 400, "is no iri"),
    ],
)
def test_wrong_questions_are_refused(server: Server, path: str, status: int, says: str) -> None:
    with server.client() as client:
        answer = client.get(f"/api/questions/{path}")
    assert answer.status_code == status
    assert says in answer.text


def test_the_interface_is_described(server: Server) -> None:
    with server.client() as client:
        document = client.get("/api/openapi.json").json()
        validate(document)
        assert document["openapi"].startswith("3.1")
        for path, methods in document["paths"].items():
            if path.startswith("/api"):
                defaults = {
                    p["name"]: p["schema"]["default"]
                    for p in methods["get"].get("parameters", [])
                    if "default" in p["schema"]
                }
                assert client.get(path, params=defaults).status_code == 200, path


@pytest.mark.parametrize("name", FORMATS)
def test_downloads_are_what_export_writes(server: Server, musterstore, name: str) -> None:
    with server.client() as client:
        answer = client.get(f"/downloads/{name}")
        with_claims = client.get(f"/downloads/{name}?claims")
    graph = open_read_only(musterstore)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.content == export_store(graph, name)
    assert with_claims.content == export_store(graph, name, claims=True)


def test_a_download_has_a_known_format(server: Server) -> None:
    with server.client() as client:
        assert client.get("/downloads/exe").status_code == 404


def test_the_data_are_described(server: Server) -> None:
    with server.client() as client:
        text = client.get("/.well-known/void", headers={"Accept": "application/n-triples"}).text
        query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    count = rows[0]["n"]["value"]
    assert f'<http://rdfs.org/ns/void#triples> "{count}"^^' in text
    assert f"<http://rdfs.org/ns/void#sparqlEndpoint> <{server.url}/sparql>" in text


def test_the_ontology_is_where_its_terms_point(server: Server) -> None:
    with server.client() as client:
        turtle, other = (
            client.get("/def", headers={"Accept": a})
            for a in ("text/turtle", "application/ld+json")
        )
    found = {q.triple for q in ox.parse(turtle.content, ox.RdfFormat.TURTLE)}
    assert len(found) > 100
    assert json.loads(other.content)
