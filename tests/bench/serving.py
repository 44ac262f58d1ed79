"""The server under load: 50 clients with mixed questions, beside the bare engine and its peer.

    python -m tests.bench.serving [STORE] [SECONDS]

The clients run in a process of their own, as do the server and its workers; on a machine with few
processors they share them, so the ratio to the bare engine counts the cost of HTTP on both ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from pyoxigraph import QueryResultsFormat, RdfFormat, Store
from tests.bench.footprint import ROOT

CLIENTS, SECONDS = 50, 60.0
_PROLOGUE = """
PREFIX kg: <https://w3id.org/kommunalgraph/def#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX id: <https://w3id.org/kommunalgraph/id/>
"""
QUERIES = tuple(
    _PROLOGUE + text
    for text in (
        'SELECT ?name { ?c kg:memberOf/skos:prefLabel "KITU"@de ; skos:prefLabel ?name }',
        "SELECT ?p ?o { <https://w3id.org/kommunalgraph/id/place/15003000> ?p ?o }",
        "SELECT ?x ?name { ?x a kg:Provider ; skos:prefLabel ?name } ORDER BY ?name LIMIT 20",
        "SELECT ?c ?quote ?on { ?c rdf:subject <https://w3id.org/kommunalgraph/id/org/kitu> ; "
        "kg:quote ?quote ; kg:reportedOn ?on }",
        "SELECT ?topic (COUNT(*) AS ?n) { ?x kg:engagedIn ?topic } GROUP BY ?topic ORDER BY ?topic",
        'ASK { ?c kg:customerOf/skos:prefLabel "Dataport"@de }',
        "SELECT ?article ?on { ?c a kg:Claim ; kg:reportedOn ?on ; prov:wasDerivedFrom ?article . "
        'FILTER(?on > "2019-01-01"^^<http://www.w3.org/2001/XMLSchema#date>) } LIMIT 50',
        "SELECT ?p ?name { ?p a kg:Person ; skos:prefLabel ?name } LIMIT 100",
    )
)
"""What visitors ask: look a thing up, list, count, find the evidence."""

_PEER = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Dataset(default_union=True)
graph.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="warning")
"""


@dataclass
class Load:
    """What clients have seen: how often each status, and the seconds of each answer."""

    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wall: float = 0.0

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.seconds) / self.wall if self.wall else 0.0

    def percentile(self, part: float) -> float:
        """Return the time within which this part of the answers came, in milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[int(part * (len(ordered) - 1))] if ordered else float("nan")


async def _client(
    url: str, paths: Sequence[str], until: float, load: Load, *, first: int, fresh: bool
) -> None:
    """Ask one path after the other on one connection; a refusal is waited for as it says."""
    address = urlsplit(url)
    turn = first
    while time.perf_counter() < until:
        try:
            reader, writer = await asyncio.open_connection(address.hostname, address.port)
            while time.perf_counter() < until:
                began = time.perf_counter()
                path = paths[turn % len(paths)]
                if fresh:  # a comment makes it another query, whose answer nobody has kept
                    path += f"%23{first}-{turn}"
                turn += 1
                status, wait = await _ask(reader, writer, path)
                load.statuses[status] += 1
                if status == "200":
                    load.seconds.append(time.perf_counter() - began)
                if wait:
                    await asyncio.sleep(min(wait, 1))
            writer.close()
        except (OSError, asyncio.IncompleteReadError, ValueError):
            load.statuses["cut"] += 1
            await asyncio.sleep(0.05)


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str
) -> tuple[str, float]:
    head = f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept: application/sparql-results+json, */*;q=0.1"
    writer.write(f"{head}\r\n\r\n".encode())
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines[1:])}
    if fields.get("transfer-encoding") == "chunked":
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    else:
        await reader.readexactly(int(fields["content-length"]))
    return lines[0].split()[1], float(fields.get("retry-after", 0))


async def _clients(
    url: str, paths: Sequence[str], clients: int, seconds: float, *, fresh: bool
) -> Load:
    load, began = Load(), time.perf_counter()
    until = began + seconds
    work = (_client(url, paths, until, load, first=n, fresh=fresh) for n in range(clients))
    await asyncio.gather(*work)
    load.wall = time.perf_counter() - began
    return load


def under_load(url: str, *, clients: int, seconds: float, fresh: bool = True) -> Load:
    """Ask ``url`` from a process of its own, as many clients for as many seconds.

    ``fresh`` queries are all different, so that no answer that was kept helps.
    """
    paths = [f"/sparql?query={quote(query)}" for query in QUERIES]
    arguments = [url, str(clients), str(seconds), json.dumps(paths), str(int(fresh))]
    command = [sys.executable, "-m", "tests.bench.serving", "--clients", *arguments]
    output = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    found = json.loads(output)
    return Load(Counter(found["statuses"]), found["seconds"], found["wall"])


def bare_engine(store: Path, *, seconds: float) -> Load:
    """Run the same queries in this process, one after the other, results written as JSON."""
    graph, load = Store.read_only(os.fspath(store)), Load()
    began = now = time.perf_counter()
    while now - began < seconds:
        for query in QUERIES:
            at = time.perf_counter()
            graph.query(query).serialize(format=QueryResultsFormat.JSON)
            now = time.perf_counter()
            load.seconds.append(now - at)
            load.statuses["200"] += 1
    load.wall = now - began
    return load


@contextlib.contextmanager
def _started(command: Sequence[str], port: int, *, patience: float) -> Iterator[str]:
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=ROOT)
    try:
        until = time.monotonic() + patience
        while time.monotonic() < until and process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def ours(store: Path, *, seconds: float, fresh: bool = True) -> Load:
    """Measure `kommunalgraph serve`."""
    port = _free_port()
    command = [sys.executable, "-m", "kommunalgraph.cli", "serve", "--store", str(store)]
    with _started([*command, "--port", str(port)], port, patience=30) as url:
        return under_load(url, clients=CLIENTS, seconds=seconds, fresh=fresh)


def peer(store: Path, *, clients: int, seconds: float) -> Load:
    """Measure rdflib-endpoint over the same triples, in memory."""
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "graph.nq"
        Store.read_only(os.fspath(store)).dump(str(data), RdfFormat.N_QUADS)
        command = [sys.executable, "-c", _PEER, str(data), str(port)]
        with _started(command, port, patience=300) as url:
            return under_load(url, clients=clients, seconds=seconds)


def report(store: Path, *, seconds: float = SECONDS) -> None:
    """Print answers per second, times and statuses of all three, and the ratios."""
    loads = {
        f"kommunalgraph serve, {CLIENTS} clients": ours(store, seconds=seconds),
        "the same, queries that repeat": ours(store, seconds=min(20, seconds), fresh=False),
        "the engine alone, one thread": bare_engine(store, seconds=min(10, seconds)),
        "rdflib-endpoint, 1 client": peer(store, clients=1, seconds=min(30, seconds)),
        f"rdflib-endpoint, {CLIENTS} clients": peer(store, clients=CLIENTS, seconds=seconds),
    }
    first = next(iter(loads.values())).rate
    print(f"\n{'Serving, mixed questions':40}{'per s':>8}{'p50 ms':>9}{'p95 ms':>9}{'ours/it':>9}")
    for name, load in loads.items():
        ratio = first / load.rate if load.rate else float("inf")
        print(
            f"{name:40}{load.rate:8.1f}{load.percentile(0.5):9.1f}{load.percentile(0.95):9.1f}"
            f"{ratio:9.2f}  {dict(sorted(load.statuses.items()))}"
        )


def report_on_demo() -> None:
    """Build the demo store and report on it."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "demo.store"
        command = [sys.executable, "-m", "kommunalgraph.cli", "build", "data/articles"]
        command += ["--store", str(store)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        report(store)


def main(arguments: Sequence[str]) -> None:
    """Measure, or be the process of the clients."""
    if arguments[:1] == ["--clients"]:
        url, clients, seconds, paths, fresh = arguments[1:]
        work = _clients(
            url, json.loads(paths), int(clients), float(seconds), fresh=bool(int(fresh))
        )
        load = asyncio.run(work)
        print(json.dumps({"statuses": load.statuses, "seconds": load.seconds, "wall": load.wall}))
        return
    store = Path(arguments[0]).resolve()
    report(store, seconds=float(arguments[1]) if len(arguments) > 1 else SECONDS)


if __name__ == "__main__":
    main(sys.argv[1:])
