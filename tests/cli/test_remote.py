from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from kommunalgraph.cli import main

ROWS = {
    "head": {"vars": ["city"]},
    "results": {"bindings": [{"city": {"type": "literal", "value": "Musterstadt"}}]},
}


class _Endpoint(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if "slow" in self.path:
            time.sleep(3)
        if "refuse" in self.path:
            self._send(400, "text/plain", b"Lexical error at line 1")
        elif "nonsense" in self.path:
            self._send(200, "text/html", b"<p>Willkommen</p>")
        elif "gone" in self.path:
            self._send(404, "text/plain", b"")
        elif "CONSTRUCT" in self.path:
            self._send(200, "text/turtle", b"<a:b> <a:c> <a:d> .\n")
        else:
            self._send(200, "application/sparql-results+json", json.dumps(ROWS).encode())

    def _send(self, status: int, media_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Endpoint)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def ask(endpoint: str, path: str, sparql: str, *options: str):
    arguments = ["query", "-e", sparql, "--endpoint", f"{endpoint}/{path}", *options]
    return CliRunner().invoke(main, arguments)


def test_rows_of_an_endpoint_are_shown_as_a_table(endpoint: str) -> None:
    result = ask(endpoint, "sparql", "SELECT ?city { ?city a kg:Municipality }")

    assert result.exit_code == 0, result.stderr
    assert result.stdout.split() == ["city", "-----------", "Musterstadt"]


def test_rows_of_an_endpoint_can_be_had_as_json(endpoint: str) -> None:
    result = ask(endpoint, "sparql", "SELECT ?city { ?city a kg:Municipality }", "-f", "json")

    assert json.loads(result.stdout) == ROWS


def test_triples_of_an_endpoint_are_passed_on(endpoint: str) -> None:
    result = ask(endpoint, "sparql", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "-f", "ttl")

    assert "<a:b>" in result.stdout


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("refuse", "refuses the query"),
        ("nonsense", "no SPARQL result"),
        ("gone", "no access to an endpoint"),
    ],
)
def test_trouble_is_one_clear_line(endpoint: str, path: str, message: str) -> None:
    result = ask(endpoint, path, "SELECT ?city { ?city a kg:Municipality }")

    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_endpoint_that_does_not_answer_times_out(endpoint: str) -> None:
    result = ask(endpoint, "slow", "SELECT ?x { ?x ?y ?z }", "--timeout", "1")

    assert result.exit_code == 2
    assert "no answer within 1 s" in result.stderr


def test_an_address_without_a_server_and_one_that_is_none(endpoint: str) -> None:
    nobody = ask("http://127.0.0.1:9", "sparql", "SELECT ?x { ?x ?y ?z }")
    nothing = ask("ftp://example.org", "sparql", "SELECT ?x { ?x ?y ?z }")

    assert (nobody.exit_code, nothing.exit_code) == (2, 2)
    assert "cannot be asked" in nobody.stderr
    assert "not a web address" in nothing.stderr


def test_a_query_that_is_none_is_refused_before_it_is_sent(endpoint: str) -> None:
    result = ask(endpoint, "sparql", "SELEC ?x")

    assert result.exit_code == 2
    assert "Traceback" not in result.output
