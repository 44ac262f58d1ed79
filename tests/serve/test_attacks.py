"""What strangers try: each attempt is refused with the right status, while others are answered."""

from __future__ import annotations

import contextlib
import gc
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pyoxigraph as ox
import pytest

import musterland
from running_server import Server, running

TOKEN = "muster-token"
SCRIPT = "<script>alert(1)</script>"
BOMB = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
SPARQL_QUERY = {"Content-Type": "application/sparql-query"}
SPARQL_UPDATE = {"Content-Type": "application/sparql-update"}
TURTLE = {"Content-Type": "text/turtle"}
RIGHT = {"Authorization": f"Bearer {TOKEN}"}


class Canary:
    """A listener that must never hear anything."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/secret"
        self.visits = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.visits += 1
                connection.close()

    def close(self) -> None:
        self._socket.close()


class Neighbour:
    """Somebody else, who asks all the time and writes down how long it took."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stop = threading.Event()
        self.statuses: list[int] = []
        self.seconds: list[float] = []
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._thread.start()

    def _ask(self) -> None:
        # Another address of this machine, so another client.
        transport = httpx.HTTPTransport(local_address="127.0.0.2")
        with httpx.Client(base_url=self._url, transport=transport, timeout=60) as client:
            while not self._stop.wait(0.05):
                began = time.perf_counter()
                # Another query each time, or the answer would be one that was kept.
                query = f"SELECT ?n {{ ?x a kg:Cooperative ; skos:prefLabel ?n }} # {began}"
                answer = client.get("/sparql", params={"query": query})
                self.seconds.append(time.perf_counter() - began)
                self.statuses.append(answer.status_code)

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    listener = Canary()
    yield listener
    listener.close()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that only reads, with narrow limits, over a graph with a hostile label."""
    path = tmp_path_factory.mktemp("attacked") / "muster.store"
    graph = ox.Store(path)
    graph.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in musterland.triples())
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    evil = ox.NamedNode("https://w3id.org/kommunalgraph/id/org/evil")
    graph.add(ox.Quad(evil, label, ox.Literal(SCRIPT, language="de")))
    graph.flush()
    del graph
    gc.collect()
    options = ("--timeout", "1.5", "--read-timeout", "3", "--max-answer", "1", "--per-client", "12")
    with running(path, *options) as server:
        yield server


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("writable") / "muster.store"
    graph = ox.Store(path)
    graph.extend(ox.Quad(t.subject, t.predicate, t.object) for t in musterland.triples())
    del graph
    gc.collect()
    with running(path, "--writable", "--timeout", "2", KOMMUNALGRAPH_TOKEN=TOKEN) as server:
        yield server


@pytest.fixture(scope="module", autouse=True)
def neighbour(attacked: Server, canary: Canary) -> Iterator[Neighbour]:
    """Asks throughout; in the end it has always been answered, and the canary heard nothing."""
    asking = Neighbour(attacked.url)
    yield asking
    asking.stop()
    assert set(asking.statuses) == {200}
    assert len(asking.statuses) > 20
    print(
        f"\n{len(asking.seconds)} questions of others during the attacks, "
        f"slowest {max(asking.seconds):.2f} s"
    )
    assert attacked.process.poll() is None
    assert canary.visits == 0


FETCHING = {
    "service": "SELECT * { SERVICE <CANARY> { ?s ?p ?o } }",
    "silent service": "SELECT * { SERVICE SILENT <CANARY> { ?s ?p ?o } }",
    "service without spaces": "ASK{?s ?p trueSERVICE<CANARY>{}}",
    "service behind a quotation mark in an IRI": "ASK { FILTER(1<'>') SERVICE <CANARY> {} "
    "FILTER('a'='a') }",
    "service at a variable": "SELECT * { VALUES ?g { <CANARY> } SERVICE ?g { ?s ?p ?o } }",
    "service in a subquery": "SELECT * { { SELECT * { SERVICE <CANARY> { ?s ?p ?o } } } }",
    "from the network": "SELECT * FROM <CANARY> { ?s ?p ?o }",
    "from a named graph of the network": "SELECT * FROM NAMED <CANARY> { GRAPH ?g { ?s ?p ?o } }",
    "from a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "load as a query": "LOAD <CANARY>",
}


@pytest.mark.parametrize("name", FETCHING)
def test_nothing_is_fetched(attacked: Server, canary: Canary, name: str) -> None:
    query = FETCHING[name].replace("CANARY", canary.url)
    with attacked.client() as client:
        for answer in (
            client.get("/sparql", params={"query": query}),
            client.post("/sparql", data={"query": query}),
            client.post("/sparql", content=query, headers=SPARQL_QUERY),
        ):
            assert answer.status_code == 400, answer.text
            assert "root:" not in answer.text
    assert canary.visits == 0


@pytest.mark.parametrize("parameter", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["CANARY", "file:///etc/passwd"])
def test_no_dataset_is_fetched(
    attacked: Server, canary: Canary, parameter: str, graph: str
) -> None:
    address = graph.replace("CANARY", canary.url)
    with attacked.client() as client:
        answer = client.get("/sparql", params={"query": "ASK {}", parameter: address})
        assert answer.status_code == 400
        assert client.get("/gsp", params={"graph": address}).status_code == 404
    assert canary.visits == 0


@pytest.mark.parametrize(
    "update",
    [
        "LOAD <CANARY>",
        "LOAD SILENT <CANARY> INTO GRAPH <http://example.org/>",
        "CLEAR DEFAULT;LOAD<CANARY>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <CANARY> { ?s ?p ?o } }",
    ],
)
def test_writers_fetch_nothing_either(writable: Server, canary: Canary, update: str) -> None:
    text = update.replace("CANARY", canary.url)
    with writable.client(headers=RIGHT) as client:
        answer = client.post("/sparql", content=text, headers=SPARQL_UPDATE)
        assert answer.status_code == 400, answer.text
        left = client.get("/sparql?query=ASK{?s ?p ?o}").json()["boolean"]
    assert left is True
    assert canary.visits == 0


CHANGES = {
    "update by form": ("POST", "/sparql", {"data": {"update": "CLEAR ALL"}}),
    "update directly": ("POST", "/sparql", {"content": "CLEAR ALL", "headers": SPARQL_UPDATE}),
    "put the default graph": ("PUT", "/gsp?default", {"content": "", "headers": TURTLE}),
    "put a graph": ("PUT", "/gsp/x", {"content": "<a:b> <a:c> 1 .", "headers": TURTLE}),
    "post a new graph": ("POST", "/gsp", {"content": "<a:b> <a:c> 1 .", "headers": TURTLE}),
    "delete the default graph": ("DELETE", "/gsp?default", {}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nobody_writes_without_the_token(attacked: Server, writable: Server, name: str) -> None:
    method, path, options = CHANGES[name]
    with attacked.client() as client:
        assert client.request(method, path, **options).status_code == 403
    for authorization in ("", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x"):
        with writable.client(headers={"Authorization": authorization}) as client:
            answer = client.request(method, path, **options)
            assert answer.status_code == 401, (authorization, answer.text)
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert client.get("/sparql?query=ASK{?s ?p ?o}").json()["boolean"] is True


def test_an_update_is_no_query(attacked: Server) -> None:
    with attacked.client() as client:
        assert client.get("/sparql?update=CLEAR ALL").status_code == 405
        assert client.get("/sparql?query=CLEAR ALL").status_code == 400
        assert client.get("/sparql?query=INSERT DATA { <a:b> <a:c> 1 }").status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static/..%2f..%2fsettings.py",
        "/static//etc/passwd",
        "/data/../../../../etc/passwd",
        "/data/..%2f..%2f..%2fetc%2fpasswd.ttl",
        "/downloads/..%2f..%2fetc%2fpasswd",
        "/downloads/%2e%2e",
        "/api/questions/..%2f..%2fpyproject",
        "/data/org/muster-it%00.ttl",
        "/id/../../etc/passwd",
        "/.git/config",
    ],
)
def test_no_path_leads_out(attacked: Server, path: str) -> None:
    answer = raw(attacked, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 404"), answer[:200]
    assert b"root:" not in answer
    assert b"class Settings" not in answer


def raw(server: Server, request: str | bytes, *, wait: float = 10) -> bytes:
    """Send bytes as they are and return all that comes back."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=wait) as connection:
        connection.sendall(request if isinstance(request, bytes) else request.encode("latin-1"))
        parts = []
        with contextlib.suppress(TimeoutError, ConnectionResetError):
            while part := connection.recv(65536):
                parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize(
    "path",
    [
        "/id/org/a%0d%0aSet-Cookie:%20x=1",
        "/data/org/a%0d%0aSet-Cookie:%20x=1.ttl",
        "/sparql?query=ASK{}&default-graph-uri=http://a/%0d%0aSet-Cookie:%20x=1",
        "/api/questions/customers-of-provider?provider=x%0d%0aSet-Cookie:%20x=1",
        "/downloads/ttl%0d%0aSet-Cookie:%20x=1",
    ],
)
def test_no_header_is_smuggled_into_an_answer(attacked: Server, path: str) -> None:
    answer = raw(attacked, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert head.startswith((b"http/1.1 400", b"http/1.1 404")), head
    assert b"set-cookie" not in head


@pytest.mark.parametrize(
    "request_",
    [
        "GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
        "GET /sparql HTTP/1.1\r\n\r\n",
        "GET /spa rql HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}",
        "POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a" * 1_000_000 + "\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused(attacked: Server, request_: str) -> None:
    answer = raw(attacked, request_)
    assert answer[:10] == b"HTTP/1.1 4" or answer[:12] == b"HTTP/1.1 501", answer[:100]


def test_addresses_and_headers_have_limits(attacked: Server) -> None:
    with attacked.client() as client:
        long = client.get("/sparql", params={"query": "ASK {} #" + "a" * 40_000})
        assert (long.status_code, long.headers["connection"]) == (414, "close")
        assert "POST" in long.text
        assert client.get("/health", headers={"X": "a" * 40_000}).status_code == 431


def test_of_two_lengths_neither_smuggles_a_request(attacked: Server) -> None:
    hidden = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = raw(
        attacked,
        "POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n"
        f"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}",
    )
    assert answer[:10] == b"HTTP/1.1 4"
    assert answer.count(b"HTTP/1.1") == 1


@pytest.mark.parametrize(
    "path",
    [
        f"/sparql?query={quote(SCRIPT)}",
        f"/nothing/{quote(SCRIPT)}",
        f"/api/questions/{quote(SCRIPT)}",
        f"/api/questions/customers-of-provider?format={quote(SCRIPT)}",
        f"/data/{quote(SCRIPT)}",
        f"/downloads/{quote(SCRIPT)}",
        f"/gsp?graph={quote(SCRIPT)}",
    ],
)
def test_no_error_runs_in_a_browser(attacked: Server, path: str) -> None:
    with attacked.client(headers={"Accept": "text/html"}) as client:
        answer = client.get(path)
    assert answer.status_code in (400, 404)
    check_harmless(answer)


def check_harmless(answer: httpx.Response) -> None:
    """A browser must neither take an answer for a page nor run what is in it."""
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    if answer.headers["content-type"].startswith("text/html"):
        assert SCRIPT not in answer.text
    else:
        assert "sandbox" in policy
        assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("accept", ["application/json", "application/xml", "text/csv", "text/html"])
def test_no_label_runs_in_a_browser(attacked: Server, accept: str) -> None:
    query = "SELECT ?l { ?x skos:prefLabel ?l FILTER(CONTAINS(?l, 'script')) }"
    with attacked.client(headers={"Accept": f"{accept}, */*;q=0.1"}) as client:
        answer = client.get("/sparql", params={"query": query})
        assert answer.status_code == 200
        assert "alert(1)" in answer.text
        check_harmless(answer)
        check_harmless(client.get("/data/org/evil.rdf"))


def test_no_request_is_too_large(attacked: Server) -> None:
    query = "ASK {} #" + "x" * (2 << 20)

    def parts() -> Iterator[bytes]:
        for _ in range(40):
            yield b"#" * (1 << 16)

    with attacked.client() as client:
        assert client.post("/sparql", content=query, headers=SPARQL_QUERY).status_code == 413
        assert client.post("/sparql", data={"query": query}).status_code == 413
        assert client.post("/sparql", content=parts(), headers=SPARQL_QUERY).status_code == 413
        with_token = {**SPARQL_UPDATE, "Authorization": "Bearer x"}
        assert client.post("/sparql", content=query, headers=with_token).status_code == 413


def test_no_answer_is_too_large(attacked: Server) -> None:
    with attacked.client() as client:
        answer = client.get("/sparql", params={"query": "SELECT * { ?a ?b ?c . ?d ?e ?f }"})
    assert answer.status_code == 413
    assert "LIMIT" in answer.text


BOMBS = {
    "cartesian product": f"SELECT (COUNT(*) AS ?n) {BOMB}",
    "sorted cartesian product": f"SELECT * {BOMB} ORDER BY ?a ?o",
    "distinct cartesian product": f"SELECT DISTINCT ?a ?d ?g ?j {BOMB}",
    "filter that never holds": f"SELECT * {BOMB[:-1]} FILTER(STRLEN(CONCAT(?c, ?o)) < 0) }}",
    "paths everywhere": "SELECT (COUNT(*) AS ?n) { ?a (!rdf:a|^!rdf:a)* ?b . "
    "?b (!rdf:a|^!rdf:a)* ?c . ?c (!rdf:a|^!rdf:a)* ?d }",
    "aggregate": f"SELECT ?a (GROUP_CONCAT(?c) AS ?all) {BOMB} GROUP BY ?a",
    "text that doubles": "SELECT ?z { BIND('xxxxxxxx' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(40))
    + " BIND(STRLEN(?a40) AS ?z) }",
    "construct": f"CONSTRUCT {{ ?a ?b ?o }} {BOMB}",
    "describe": f"DESCRIBE ?a {BOMB[:-1]} FILTER(STRLEN(CONCAT(?c, ?o)) < 0) }}",
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_query_runs_for_ever(attacked: Server, name: str) -> None:
    with attacked.client() as client:
        answer = client.get("/sparql", params={"query": BOMBS[name]})
    assert answer.status_code in (413, 503), answer.text[:200]
    if answer.status_code == 503:
        assert int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize("brackets", ["()", "{}"])
def test_no_nesting_is_too_deep(attacked: Server, brackets: str) -> None:
    opening, closing = (bracket * 200_000 for bracket in brackets)
    inner = f"FILTER({opening}1{closing})" if brackets == "()" else opening + closing
    with attacked.client() as client:
        answer = client.post("/sparql", content=f"ASK {{ {inner} }}", headers=SPARQL_QUERY)
    assert answer.status_code in (400, 503), answer.text[:200]


@pytest.mark.parametrize("network", ["127.0.0", "127.0.1"])
def test_many_bombs_at_a_time_are_refused(attacked: Server, network: str) -> None:
    def throw(number: int) -> int:
        # All from one address, or each from one of its own.
        own = f"{network}.1" if network == "127.0.0" else f"{network}.{number + 1}"
        with attacked.client(transport=httpx.HTTPTransport(local_address=own)) as client:
            query = f"SELECT (COUNT(*) AS ?n{number}) {BOMB}"
            answer = client.get("/sparql", params={"query": query})
            assert "retry-after" in answer.headers
            return answer.status_code

    with ThreadPoolExecutor(30) as pool:
        statuses = list(pool.map(throw, range(30)))
    assert set(statuses) == ({429, 503} if network == "127.0.0" else {503})


def test_slow_headers_are_cut(attacked: Server) -> None:
    began = b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\nX-A"
    answers = []
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: raw(attacked, began, wait=30), range(50)))
    assert all(answer.startswith(b"HTTP/1.1 408") for answer in answers)


def test_slow_headers_are_cut_on_a_used_connection_too(attacked: Server) -> None:
    address = urlsplit(attacked.url)
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        while not answer.endswith(b"}"):
            answer += connection.recv(65536)
        connection.sendall(b"GET /health HTTP/1.1\r\nHo")
        assert connection.recv(65536).startswith(b"HTTP/1.1 408")


def test_slow_bodies_are_cut(attacked: Server) -> None:
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    answer = raw(attacked, head + "Content-Length: 100\r\n\r\nASK", wait=30)
    assert answer.startswith(b"HTTP/1.1 408")


def test_silent_connections_are_cut(attacked: Server) -> None:
    assert raw(attacked, b"", wait=30).startswith(b"HTTP/1.1 408")


def test_who_leaves_takes_his_query_along(musterstore: Path) -> None:
    query = quote(f"SELECT (COUNT(*) AS ?n) {BOMB}")
    with running(musterstore, "--timeout", "600") as server, server.client() as client:
        address = urlsplit(server.url)
        with socket.create_connection((address.hostname, address.port)) as connection:
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            wait_until(client, "kommunalgraph_jobs_running 1\n")
        wait_until(client, "kommunalgraph_jobs_running 0\n")


def wait_until(client: httpx.Client, line: str) -> None:
    for _ in range(300):
        metrics = client.get("/metrics").text
        if line in metrics:
            return
        time.sleep(0.1)
    raise AssertionError(metrics)
