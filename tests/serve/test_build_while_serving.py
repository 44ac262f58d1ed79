"""A build while the server runs: readers see the graph before it or after it, never between."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pyoxigraph as ox

from kommunalgraph.graph.replacing import UNFINISHED
from kommunalgraph.graph.store import open_read_only
from running_server import Server, running

READERS, ARTICLES = 20, 500
_COUNTS = """
PREFIX kg: <https://w3id.org/kommunalgraph/def#>
SELECT ?articles ?claims {
  { SELECT (COUNT(*) AS ?articles) { ?a a kg:Article } }
  { SELECT (COUNT(*) AS ?claims) { ?c a kg:Claim } }
}
"""
_PATHS = (
    "/sparql?query=SELECT ?a ?name { ?a a kg:Article ; schema:headline ?name } ORDER BY ?a",
    "/sparql?query=SELECT ?c ?q { ?c a kg:Claim ; kg:quote ?q } ORDER BY ?c",
)


def write_articles(folder: Path, number: int) -> None:
    """Write articles that differ in headline, date and the body they speak of."""
    folder.mkdir()
    bodies = ("KDO", "ITEBO", "Lecos", "regio iT", "KRZN", "krz", "Dataport", "AKDB")
    cities = ("Oldenburg", "Osnabrück", "Leipzig", "Aachen", "Krefeld", "Lemgo", "Kiel", "München")
    for n in range(number):
        body, city = bodies[n % 8], cities[n // 8 % 8]
        text = (
            f"Meldung {n} aus {city}\n\n{n % 28 + 1}. März {2010 + n % 12}\n\n"
            f"Die Stadt {city} ist Kundin der {body}. {body} betreut nun {n + 10} Kommunen. "
            f"Die Verwaltung führt die E-Akte ein, wie die Stadt {city} berichtet.\n"
        )
        (folder / f"{n:04}.txt").write_text(text, encoding="utf-8")


def build(inputs: Path, store: Path) -> None:
    command = [sys.executable, "-m", "kommunalgraph.cli", "build", str(inputs)]
    subprocess.run([*command, "--store", str(store)], check=True, capture_output=True)


def counted(store: Path) -> tuple[str, ...]:
    rows = open_read_only(store).query(_COUNTS)
    return next(tuple(term.value for term in row) for row in rows)


class Reader(threading.Thread):
    """Asks the same things again and again; keeps what it saw."""

    def __init__(self, server: Server, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self._url, self._halt = server.url, stop
        self.counts: list[tuple[str, ...]] = []
        self.others: dict[str, set[bytes]] = {path: set() for path in _PATHS}
        self.statuses: list[int] = []

    def run(self) -> None:
        with httpx.Client(base_url=self._url, timeout=60) as client:
            while not self._halt.is_set():
                answer = client.get("/sparql", params={"query": _COUNTS})
                self.statuses.append(answer.status_code)
                if answer.status_code == 200:
                    row = json.loads(answer.text)["results"]["bindings"][0]
                    names = ("articles", "claims")
                    self.counts.append(tuple(row[name]["value"] for name in names))
                for path in _PATHS:
                    answer = client.get(path)
                    self.statuses.append(answer.status_code)
                    self.others[path].add(answer.content)
                self._halt.wait(0.5)


def test_readers_see_the_old_graph_or_the_new(tmp_path: Path) -> None:
    first, second, store = tmp_path / "first", tmp_path / "second", tmp_path / "graph.store"
    write_articles(first, 10)
    build(first, store)
    old = counted(store)
    write_articles(second, ARTICLES)
    stop = threading.Event()
    with running(store) as server, server.client() as client:
        before = {path: client.get(path).content for path in _PATHS}
        readers = [Reader(server, stop) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        build(second, store)
        new = counted(store)
        for _ in range(600):
            if all(reader.counts[-1:] == [new] for reader in readers):
                break
            time.sleep(0.1)
        stop.set()
        for reader in readers:
            reader.join()
        after = {path: client.get(path).content for path in _PATHS}
    assert new[0] == str(ARTICLES) != old[0]
    assert {status for reader in readers for status in reader.statuses} == {200}
    seen = {counts for reader in readers for counts in reader.counts}
    assert seen == {old, new}
    for path in _PATHS:
        contents = set.union(*(reader.others[path] for reader in readers))
        assert before[path] != after[path]
        assert contents == {before[path], after[path]}


def test_a_build_cut_short_is_not_served(musterstore: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.store"
    shutil.copytree(musterstore, path)
    ask = "/sparql?query=ASK{<http://example.org/half> ?p ?o}"
    thing = ox.NamedNode("http://example.org/half")
    with running(path) as server, server.client() as client:
        state = client.get("/health").json()["state"]
        change(path, [ox.Quad(thing, thing, thing), UNFINISHED], [])
        gc.collect()
        assert server.logs("cut short")
        assert client.get(ask).json()["boolean"] is False
        assert client.get("/health").json()["state"] == state
        change(path, [], [UNFINISHED])
        for _ in range(600):
            if client.get(ask).json()["boolean"]:
                break
            time.sleep(0.1)
        assert client.get(ask).json()["boolean"] is True
        assert client.get("/health").json()["state"] != state


def change(path: Path, added: list[ox.Quad], removed: list[ox.Quad]) -> None:
    store = ox.Store(path)
    store.extend(added)
    for quad in removed:
        store.remove(quad)
    store.flush()
