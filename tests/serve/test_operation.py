"""Behind a proxy, under another address, told to stop, started wrongly, asked across origins."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kommunalgraph.cli import main
from running_server import Server, running

FORWARDED = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "Host": "kg.example"}
# To compare pairs of so many takes long enough to be seen at work, and too short for the lane of
# slow queries, which on a busy machine may wait for longer than a server that is told to stop.
_MANY = 300


def test_a_proxy_on_this_machine_is_believed(server: Server) -> None:
    with server.client() as client:
        text = client.get("/sparql", headers={**FORWARDED, "Accept": "text/turtle"}).text
    assert "<https://kg.example/sparql>" in text
    assert server.logs(' 203.0.113.9 "GET /sparql"')


def test_other_proxies_are_not_believed(musterstore: Path) -> None:
    with running(musterstore, "--proxy", "198.51.100.7") as server, server.client() as client:
        text = client.get("/sparql", headers={**FORWARDED, "Accept": "text/turtle"}).text
        assert "<http://kg.example/sparql>" in text
        assert server.logs(' 127.0.0.1 "GET /sparql"')
    assert not any("203.0.113.9" in line for line in server.log)


def test_the_public_address_can_be_told(musterstore: Path) -> None:
    address = ("--base-iri", "https://graph.example/")
    with running(musterstore, *address) as server, server.client() as client:
        text = client.get("/.well-known/void", headers={"Accept": "text/turtle"}).text
        listed = client.get("/api/questions").json()["questions"]
    assert "<https://graph.example/sparql>" in text
    assert listed[0]["href"].startswith("https://graph.example/api/questions/")


def test_pages_elsewhere_may_read(server: Server) -> None:
    preflight = {"Origin": "https://other.example", "Access-Control-Request-Method": "POST"}
    with server.client() as client:
        asked = client.options("/sparql", headers=preflight)
        answer = client.get("/sparql?query=ASK{}", headers={"Origin": "https://other.example"})
    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "Content-Type" in asked.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("origin", ["none", "https://own.example"])
def test_reading_from_elsewhere_can_be_narrowed(musterstore: Path, origin: str) -> None:
    with running(musterstore, "--cors", origin) as server, server.client() as client:
        headers = client.get("/sparql?query=ASK{}").headers
    allowed = headers.get("access-control-allow-origin")
    assert allowed == (None if origin == "none" else origin)


def _runs(client: httpx.Client) -> bool:
    return "kommunalgraph_jobs_running 1\n" in client.get("/metrics").text


def test_what_runs_is_answered_before_it_stops(tmp_path: Path) -> None:
    path = tmp_path / "many.store"
    graph = ox.Store(path)
    nodes = [ox.NamedNode(f"http://example.org/{n}") for n in range(_MANY)]
    graph.bulk_extend(ox.Quad(node, nodes[0], node) for node in nodes)
    graph.flush()
    del graph
    gc.collect()
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STR(?a) != STR(?f)) }"
    answers = []

    def ask(server: Server) -> None:
        with server.client() as client:
            # A comment makes it another query, whose answer has not been kept.
            answers.append(client.get("/sparql", params={"query": f"{query} # {time.time()}"}))

    with running(path) as server, server.client() as client:
        while True:
            answers.clear()
            asking = threading.Thread(target=ask, args=(server,))
            asking.start()
            while not answers and not _runs(client):
                time.sleep(0.01)
            if not answers:
                break  # it has been seen at work; else it was too quick, and is put again
            asking.join()
        server.process.send_signal(signal.SIGTERM)
        asking.join()
    assert answers[0].status_code == 200
    assert answers[0].json()["results"]["bindings"][0]["n"]["value"] == str(_MANY * (_MANY - 1))


def test_two_servers_share_a_store_and_one_writer_keeps_out_another(tmp_path: Path) -> None:
    path = tmp_path / "one.store"
    graph = ox.Store(path)
    graph.flush()
    del graph
    gc.collect()
    token = {"KOMMUNALGRAPH_TOKEN": "x"}
    with running(path, "--writable", **token), running(path) as reader:
        assert reader.client().get("/health").status_code == 200
        command = [sys.executable, "-m", "kommunalgraph.cli", "serve", "--store", str(path)]
        second = subprocess.run(
            [*command, "--port", "0", "--writable", "--token", "x"], capture_output=True, text=True
        )
    assert second.returncode != 0
    assert "another process writes to it" in second.stderr


def test_readers_of_another_process_see_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "one.store"
    graph = ox.Store(path)
    graph.flush()
    del graph
    gc.collect()
    ask = "/sparql?query=ASK{<http://example.org/a> ?p ?o}"
    insert = "INSERT DATA { <http://example.org/a> <http://example.org/p> 1 }"
    token = {"Authorization": "Bearer x"}
    writable = running(path, "--writable", KOMMUNALGRAPH_TOKEN="x")
    with writable as server, server.client(headers=token) as client:
        tag = client.get(ask).headers["etag"]
        assert client.post("/sparql", data={"update": insert}).status_code == 204
        after = client.get(ask, headers={"If-None-Match": tag})
        assert (after.status_code, after.json()["boolean"]) == (200, True)
    with running(path) as server, server.client() as client:
        assert client.get(ask).json()["boolean"] is True


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--store", "nowhere.store"], "no store here"),
        (["--writable"], "--token"),
        (["--base-iri", "https://host/path/"], "without a path"),
        (["--port", "70000"], "70000"),
    ],
)
def test_a_wrong_start_says_what_to_do(options: list[str], says: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kommunalgraph.cli", "serve", *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode != 0
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_without_its_packages_serve_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = CliRunner().invoke(main, ["serve"])
    assert done.exit_code == 2
    assert "pip install 'kommunalgraph[serve]'" in done.output
