"""A real server over an invented store, shared by the tests of a module."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

import musterland
from running_server import Server, running


@pytest.fixture(scope="session")
def musterstore(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk that holds Musterland."""
    path = tmp_path_factory.mktemp("serve") / "muster.store"
    graph = ox.Store(path)
    graph.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in musterland.triples())
    graph.flush()
    del graph
    gc.collect()
    return path


@pytest.fixture(scope="session")
def server(musterstore: Path) -> Iterator[Server]:
    """A server that only reads; tests must leave it as they found it."""
    with running(musterstore) as started:
        yield started
