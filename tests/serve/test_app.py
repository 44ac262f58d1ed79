"""The server as a whole: it answers, it is well, it hardens what it sends, it leaves cleanly."""

from __future__ import annotations

from pathlib import Path

from running_server import Server, running


def test_a_query_is_answered(server: Server) -> None:
    with server.client() as client:
        query = "SELECT ?name { ?x a kg:Cooperative ; skos:prefLabel ?name }"
        answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert [row["name"]["value"] for row in answer.json()["results"]["bindings"]] == ["Muster eG"]


def test_health_and_metrics(server: Server) -> None:
    with server.client() as client:
        health, metrics = client.get("/health"), client.get("/metrics")
    assert health.json()["status"] == "ok"
    assert metrics.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert f'state="{health.json()["state"]}"' in metrics.text
    assert 'kommunalgraph_requests_total{method="GET",status="200"}' in metrics.text


def test_every_answer_is_hardened(server: Server) -> None:
    with server.client() as client:
        for path in ("/health", "/sparql?query=ASK{}", "/nothing/here"):
            headers = client.get(path).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["content-security-policy"].startswith("default-src 'none'")
            assert "server" not in headers


def test_it_stops_when_told_and_leaves_nothing(musterstore: Path) -> None:
    with running(musterstore) as server, server.client() as client:
        assert client.get("/health").status_code == 200
        shelf = musterstore.with_name(f"{musterstore.name}.serving")
        own = shelf / str(server.process.pid)
        assert own.is_dir()
    assert server.process.returncode in (0, -15)
    assert not own.exists()
