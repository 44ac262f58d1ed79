from __future__ import annotations

import pytest
from pyoxigraph import Store

import musterland
from kommunalgraph.graph.store import memory_store


@pytest.fixture(scope="session")
def land() -> Store:
    """Musterland in memory; tests must leave it as they found it."""
    return memory_store(musterland.triples())
