"""The W3C suites for the SPARQL 1.1 Protocol, Graph Store Protocol and Service Description.

They run over HTTP against a writable server over an empty store.  The manifests are kept outside
the repository; where they are absent, the tests are skipped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from manifests import Case, Exchange, entries, read_manifest, read_written_manifest
from rdflib import RDF
from rdflib.compare import isomorphic

from running_server import Server, running

DATA = "http://kasei.us/2009/09/sparql/data/"
TOKEN = "muster-token"
WRITER = {"Authorization": f"Bearer {TOKEN}"}
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")

TABULAR = {
    "application/sparql-results+xml",
    "application/sparql-results+json",
    "text/csv",
    "text/tab-separated-values",
}
BOOLEAN = {"application/sparql-results+xml", "application/sparql-results+json"}
TRIPLES = {"application/rdf+xml", "text/turtle", "application/n-triples"}


@pytest.fixture(scope="module")
def suites(shared: Path) -> Path:
    folder = shared / "conformance" / "sparql11"
    if not folder.is_dir():
        pytest.skip(f"no conformance suites at {folder}")
    return folder


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("conformance") / "empty.store"
    graph = ox.Store(path)
    graph.flush()
    del graph
    with running(path, "--writable", KOMMUNALGRAPH_TOKEN=TOKEN) as server:
        yield server


def empty(client: httpx.Client) -> None:
    """Bring the store back to where a test begins."""
    assert client.post("/sparql", data={"update": "DROP ALL"}).status_code == 204


def load_protocol_data(client: httpx.Client, suite: Path) -> None:
    """Load the graphs that the manifest's queries ask; data0 is an empty graph."""
    empty(client)
    turtle = {"Content-Type": "application/n-triples"}
    for number in range(4):
        file = suite / f"data{number}.nt"
        content = file.read_bytes() if file.exists() else b""
        graph = {"graph": f"{DATA}data{number}.rdf"}
        client.put("/gsp", params=graph, content=content, headers=turtle).raise_for_status()


def send(client: httpx.Client, exchange: Exchange, known: dict[str, str]) -> httpx.Response:
    """Send a request as it is written: nothing added, nothing encoded again."""

    def filled(text: str) -> str:
        for name, value in known.items():
            text = text.replace(name, value)
        return text

    url = filled(exchange.path)
    url = url if url.startswith("http") else str(client.base_url).rstrip("/") + url
    body = exchange.body and filled(exchange.body.decode("latin-1")).encode("latin-1")
    request = client.build_request(exchange.method, url, content=body)
    request.url = httpx.URL(url)
    request.headers.pop("accept", None)
    request.headers.update({k: v for k, v in exchange.headers.items() if k != "host"})
    return client.send(request)


def check(answer: httpx.Response, exchange: Exchange, expected: str | None) -> None:
    said = f"{exchange.method} {exchange.path}: {answer.status_code} {answer.text[:300]}"
    assert any(answer.status_code in wanted for wanted in exchange.status), said
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if exchange.format:
        wanted = {"boolean": BOOLEAN, "tabular": TABULAR, "RDF": TRIPLES}[exchange.format]
        assert media_type in wanted, said
    if exchange.boolean is not None:
        assert json.loads(answer.text)["boolean"] is exchange.boolean, said
    if "content-type" in exchange.answer_headers:
        wanted = exchange.answer_headers["content-type"].replace(" ", "")
        assert answer.headers["content-type"].replace(" ", "") == wanted, said
    if exchange.answer_headers.get("content-length"):
        assert "content-length" in answer.headers
    if expected is not None:
        found = rdflib.Graph().parse(data=answer.text, format="turtle")
        wanted = rdflib.Graph().parse(data=expected, format="turtle")
        assert isomorphic(found, wanted), f"{said}\n{wanted.serialize()}"


def run(client: httpx.Client, case: Case, known: dict[str, str]) -> None:
    for exchange in case.exchanges:
        answer = send(client, exchange, known)
        check(answer, exchange, exchange.graph)
        if exchange.location:
            assert answer.headers["location"]
            known[exchange.location] = answer.headers["location"]


def report(
    capsys: pytest.CaptureFixture[str], suite: str, failed: dict[str, str], all_: int
) -> None:
    with capsys.disabled():
        print(f"\n{suite}: {all_ - len(failed)} of {all_}")
    assert not failed, "\n".join(f"{name}: {why}" for name, why in failed.items())


def outcome(failed: dict[str, str], name: str, error: AssertionError) -> None:
    failed[name] = str(error).splitlines()[0]


def test_protocol(writable: Server, suites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = read_manifest(suites / "protocol" / "manifest.ttl")
    failed: dict[str, str] = {}
    with writable.client(headers=WRITER) as client:
        for case in cases:
            load_protocol_data(client, suites / "protocol")
            try:
                run(client, case, {})
            except AssertionError as error:
                outcome(failed, case.name, error)
    assert len(cases) == 34
    report(capsys, "SPARQL 1.1 Protocol", failed, len(cases))


def test_graph_store(writable: Server, suites: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = suites / "graph-store-protocol"
    cases = [
        *read_manifest(folder / "manifest-direct.ttl"),
        *read_manifest(folder / "manifest-indirect.ttl"),
    ]
    failed: dict[str, str] = {}
    with writable.client(headers=WRITER) as client:
        for case in cases:
            empty(client)
            try:
                run(client, case, {})
            except AssertionError as error:
                outcome(failed, case.name, error)
    assert len(cases) == 13
    report(capsys, "Graph Store Protocol", failed, len(cases))


CORRECTED = {
    # The manifest expects here what the graph was two tests before, and not what was added.
    "get_of_post__existing_graph": """
        @prefix foaf: <http://xmlns.com/foaf/0.1/> .
        @prefix v: <http://www.w3.org/2006/vcard/ns#> .
        <$GRAPHSTORE$/person/1> a foaf:Person ; foaf:name "Jane Doe" ;
            foaf:businessCard [ a v:VCard ; v:fn "Jane Doe" ] .
    """
}


def test_older_graph_store(
    writable: Server, suites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = read_written_manifest(suites / "http-rdf-update" / "manifest.ttl")
    store = f"{writable.url}/gsp"
    known = {"http://$HOST$/$GRAPHSTORE$": store, "$GRAPHSTORE$": store}
    failed: dict[str, str] = {}
    with writable.client(headers=WRITER) as client:
        empty(client)
        for case in cases:
            (exchange,) = case.exchanges
            if case.name == "delete__existing_graph":  # no test before has made it
                client.put(f"{store}/person/2.ttl", headers={"Content-Type": "text/turtle"})
            if exchange.body and b"multipart" in exchange.headers["content-type"].encode():
                exchange.body = exchange.body.replace(b"\n", b"\r\n")
            expected = CORRECTED.get(case.name, exchange.graph)
            try:
                answer = send(client, exchange, known)
                for name, value in known.items():
                    expected = expected and expected.replace(name, value)
                check(answer, exchange, expected)
                if exchange.location:
                    known[exchange.location] = answer.headers["location"]
            except AssertionError as error:
                outcome(failed, case.name, error)
    assert len(cases) == 18
    report(capsys, "Graph Store Protocol, older suite", failed, len(cases))


DOMAINS = {
    SD.endpoint: SD.Service,
    SD.supportedLanguage: SD.Service,
    SD.resultFormat: SD.Service,
    SD.inputFormat: SD.Service,
    SD.feature: SD.Service,
    SD.defaultDataset: SD.Service,
    SD.defaultGraph: SD.Dataset,
}
RANGES = {SD.defaultDataset: SD.Dataset, SD.defaultGraph: SD.Graph}
INSTANCES = {
    SD.supportedLanguage: {SD.SPARQL11Query, SD.SPARQL11Update},
    SD.feature: {SD.EmptyGraphs},
}
"""From the vocabulary of the recommendation (sections 3.1 to 3.4)."""


def test_service_description(
    writable: Server, suites: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entries(suites / "service-description" / "manifest.ttl") == [
        "has-endpoint-triple",
        "returns-rdf",
        "conforms-to-schema",
    ]
    failed: dict[str, str] = {}
    with writable.client() as client:
        for path in ("/sparql", "/sparql/"):
            answer = client.get(path)
            graph = rdflib.Graph()
            if answer.headers["content-type"].startswith("text/turtle"):
                graph.parse(data=answer.text, format="turtle")
            if not len(graph):
                failed["returns-rdf"] = answer.text
            if (None, SD.endpoint, rdflib.URIRef(writable.url + path)) not in graph:
                failed["has-endpoint-triple"] = answer.text
            wrong = list(breaches(graph))
            if wrong or not len(graph):
                failed["conforms-to-schema"] = str(wrong)
    report(capsys, "Service Description", failed, 3)


def breaches(graph: rdflib.Graph) -> Iterator[tuple[object, ...]]:
    for subject, predicate, object_ in graph:
        if not predicate.startswith(str(SD)):
            continue
        if predicate not in DOMAINS or (subject, RDF.type, DOMAINS[predicate]) not in graph:
            yield subject, predicate, "domain"
        if predicate in RANGES and (object_, RDF.type, RANGES[predicate]) not in graph:
            yield subject, predicate, "range"
        if predicate in INSTANCES and object_ not in INSTANCES[predicate]:
            yield subject, predicate, object_
    for service in graph.subjects(RDF.type, SD.Service):
        if not graph.value(service, SD.endpoint):
            yield service, "no endpoint"
