"""Processes of the server: forked when needed, replaced when they die, gone with the server."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from running_server import running

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


def _stat(number: int) -> list[str]:
    try:
        text = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except OSError:
        return ["Z", "0"]
    return text.rpartition(")")[2].split()[:2]


def _children(number: int) -> list[int]:
    processes = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal())
    return [process for process in processes if _stat(process)[1] == str(number)]


def _lives(number: int) -> bool:
    return _stat(number)[0] not in "ZX"


def _wait(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_worker_that_dies_is_replaced_and_buried(musterstore: Path) -> None:
    with running(musterstore) as server, server.client() as client:
        (nursery,) = _children(server.process.pid)
        before = _children(nursery)
        for worker in before:
            os.kill(worker, signal.SIGKILL)
        _wait(lambda: client.get("/health").status_code == 200)
        _wait(lambda: not set(before) & set(_children(nursery)))
        _wait(lambda: len(_children(nursery)) == len(before))


def test_without_the_process_they_come_from_new_ones_come(musterstore: Path) -> None:
    with running(musterstore) as server, server.client() as client:
        (nursery,) = _children(server.process.pid)
        os.kill(nursery, signal.SIGKILL)
        _wait(lambda: client.get("/health").status_code == 200)
        assert nursery not in [c for c in _children(server.process.pid) if _lives(c)]


def test_a_server_that_is_killed_leaves_no_query_behind(musterstore: Path) -> None:
    def ask(client: httpx.Client) -> None:
        try:
            client.get("/sparql", params={"query": ENDLESS})
        except httpx.HTTPError:
            return

    with running(musterstore, "--timeout", "600") as server, server.client() as client:
        (nursery,) = _children(server.process.pid)
        asking = threading.Thread(target=ask, args=(client,))
        asking.start()
        with server.client() as other:
            _wait(lambda: "kommunalgraph_jobs_slow 1\n" in other.get("/metrics").text)
        started = [nursery, *_children(nursery)]
        server.process.kill()
        asking.join()
        _wait(lambda: not any(map(_lives, started)))
