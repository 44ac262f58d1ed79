"""The demo corpus in a store, for what is exported from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store

from kommunalgraph.export.exporting import export
from kommunalgraph.graph.building import Document, build, open_for_building
from kommunalgraph.graph.prepared import default_reference
from kommunalgraph.graph.store import open_read_only
from kommunalgraph.knowledge import folder
from kommunalgraph.pipeline import read_inputs


@pytest.fixture(scope="session")
def demo_documents() -> list[Document]:
    articles = folder("data") / "articles"
    return list(read_inputs(sorted(articles.glob("*.[th][xt]*"))))


@pytest.fixture(scope="session")
def store_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[Document]], Store]:
    """Builds a store on disk, with the tables, from documents."""

    def built(documents: list[Document]) -> Store:
        path = tmp_path_factory.mktemp("demo") / "demo.store"
        graph = open_for_building(path, default_reference())
        build(graph, documents, default_reference())
        graph.flush()
        del graph
        return open_read_only(path)

    return built


@pytest.fixture(scope="session")
def demo(demo_documents: list[Document], store_of: Callable[[list[Document]], Store]) -> Store:
    return store_of(demo_documents)


@pytest.fixture(scope="session")
def demo_files(demo: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """The network of the demo corpus in files of each network format."""
    target = tmp_path_factory.mktemp("networks")
    names = ("graphml", "gexf", "gexf-dynamic", "cyjs", "json", "dot", "html")
    files = {name: target / f"network.{name}" for name in names}
    files["html"] = target / "network.html"
    for name, path in files.items():
        path.write_bytes(export(demo, name))
    yield files
