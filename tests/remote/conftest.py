"""Servers, and stores to push."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import remote_servers
from kommunalgraph.graph.building import build, open_for_building
from kommunalgraph.graph.prepared import default_reference
from kommunalgraph.knowledge import folder
from kommunalgraph.pipeline import read_inputs
from remote_servers import Server


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo corpus as a store: more triples than Virtuoso gives in one answer."""
    path = tmp_path_factory.mktemp("demo") / "demo.store"
    reference = default_reference()
    graph = open_for_building(path, reference)
    build(graph, read_inputs([str(folder("data") / "articles")]), reference)
    return path


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[Server]:
    """An Oxigraph server whose default graph is the union of all, as most stores have it."""
    _require(remote_servers.oxigraph_program(), "pip install oxigraph")
    with remote_servers.oxigraph("--union-default-graph") as server:
        yield server


@pytest.fixture
def empty_oxigraph() -> Iterator[Server]:
    """An Oxigraph server that holds nothing yet, with a default graph of its own."""
    _require(remote_servers.oxigraph_program(), "pip install oxigraph")
    with remote_servers.oxigraph() as server:
        yield server


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Virtuoso 7 server as Debian delivers it."""
    _require(remote_servers.virtuoso_program(), "apt-get install virtuoso-opensource-7-bin")
    with remote_servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


def _require(program: str | None, command: str) -> None:
    if program is None:
        pytest.skip(f"the server is not installed: {command}")
