"""A build killed at any moment leaves a store that opens, is consistent, and can be completed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store

from kommunalgraph.analysis.checks import checked
from kommunalgraph.graph import building, store
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store, open_store
from sample_readings import many_documents

DOCUMENTS = 40
NOTHING = Reference()

_CHILD = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from kommunalgraph.graph import building
from kommunalgraph.graph.reference import Reference
from sample_readings import many_documents
building._BATCH = 3
print("started", flush=True)
graph = building.open_for_building(Path(sys.argv[1]), Reference())
building.build(graph, many_documents({DOCUMENTS}), Reference(),
               progress=lambda: print("step", flush=True))
print("done", flush=True)
"""


def killed_build(folder: Path, *, after: int) -> None:
    """Build in another process and kill it when it has printed ``after`` lines."""
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(folder)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        for _ in range(after):
            assert child.stdout.readline()
        child.kill()


@pytest.mark.parametrize("after", [1, 2, 5, 14, 31, DOCUMENTS + 1])
def test_a_killed_build_can_be_completed(tmp_path: Path, after: int) -> None:
    folder = tmp_path / "store"
    killed_build(folder, after=after)

    graph = building.open_for_building(folder, NOTHING)
    assert list(checked(graph, NOTHING)) == []
    building.build(graph, many_documents(DOCUMENTS), NOTHING)

    expected = memory_store([*NOTHING.triples, NOTHING.marker])
    building.build(expected, many_documents(DOCUMENTS), NOTHING)
    assert set(graph) == set(expected)


def test_a_build_stopped_between_adding_and_removing_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "store"
    graph = building.open_for_building(folder, NOTHING)
    monkeypatch.setattr(building, "_BATCH", 3)
    monkeypatch.setattr(store, "change", _stopping(store.change, at_removal=4))
    with pytest.raises(KeyboardInterrupt):
        building.build(graph, many_documents(DOCUMENTS), NOTHING)
    monkeypatch.undo()
    assert list(checked(graph, NOTHING))
    del graph

    graph = building.open_for_building(folder, NOTHING)

    assert list(checked(graph, NOTHING)) == []


def _stopping(change: Callable[..., None], *, at_removal: int) -> Callable[..., None]:
    removals = iter(range(at_removal))

    def stopping(graph: Store, *, removed: list[Quad], added: list[Quad]) -> None:
        if removed and next(removals, None) is None:
            raise KeyboardInterrupt
        change(graph, removed=removed, added=added)

    return stopping


def test_a_build_killed_while_creating_the_store_leaves_nothing_in_the_way(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    partial = tmp_path / "store.new"
    partial.mkdir()
    (partial / "CURRENT").write_text("half written")

    building.open_for_building(folder, NOTHING)

    assert not partial.exists()
    assert NOTHING.marker in open_store(folder)
