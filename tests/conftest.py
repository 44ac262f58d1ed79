"""Fixtures that several test modules use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pyoxigraph import Store

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of material that stays outside the repository; skips where it is absent."""
    folder = Path(os.environ.get("KOMMUNALGRAPH_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no shared material at {folder}")
    return folder


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a store with the demo corpus; to be read, not changed."""
    from kommunalgraph.graph.building import build, open_for_building
    from kommunalgraph.graph.prepared import default_reference
    from kommunalgraph.knowledge import folder
    from kommunalgraph.pipeline import read_inputs

    path = tmp_path_factory.mktemp("demo") / "demo.store"
    reference = default_reference()
    build(open_for_building(path, reference), read_inputs([folder("data") / "articles"]), reference)
    return path


@pytest.fixture(scope="session")
def demo_graph(demo_store: Path) -> Store:
    """The demo corpus, opened for reading."""
    from kommunalgraph.graph.store import open_read_only

    return open_read_only(demo_store)
