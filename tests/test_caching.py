"""What is compiled from our own files is kept, and made anew when they change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kommunalgraph.caching import cache_folder, cached, source_of


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOMMUNALGRAPH_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "table.csv"
    path.write_text("a", encoding="utf-8")
    return path


def test_a_value_is_made_once(source: Path) -> None:
    made = []
    for _ in range(3):
        assert cached("test", [source], lambda: made.append(1) or {"key": (1, "ä")}) == {
            "key": (1, "ä")
        }
    assert made == [1]


def test_a_changed_file_makes_the_value_anew(source: Path) -> None:
    assert cached("test", [source], lambda: 1) == 1
    source.write_text("b", encoding="utf-8")
    assert cached("test", [source], lambda: 2) == 2


@pytest.mark.parametrize("content", [b"", b"\x00", b"not marshal at all", b"(\xff\xff\xff\x7f"])
def test_a_damaged_cache_is_made_anew(source: Path, content: bytes) -> None:
    cached("test", [source], lambda: [1])
    (path,) = cache_folder().iterdir()
    path.write_bytes(content)
    assert cached("test", [source], lambda: [2]) == [2]


def test_a_cache_that_cannot_be_written_does_no_harm(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMMUNALGRAPH_CACHE", str(source / "no-folder"))
    assert cached("test", [source], lambda: 3) == 3


def test_only_the_newest_versions_of_each_name_are_kept(source: Path) -> None:
    cache_folder().mkdir()
    for day in range(4):
        for name in ("test", "other"):
            old = cache_folder() / f"{name}-{day}.marshal"
            old.write_bytes(b"old")
            os.utime(old, (day, day))
    (cache_folder() / "test-0.store").mkdir()

    cached("test", [source], lambda: 1)

    kept = {path.name for path in cache_folder().iterdir()}
    assert {name for name in kept if name.startswith("other")} == {
        f"other-{day}.marshal" for day in range(4)
    }
    mine = {name for name in kept if name.startswith("test")}
    assert mine > {"test-2.marshal", "test-3.marshal"}
    assert len(mine) == 3


def test_a_compiled_module_stands_for_its_source() -> None:
    folder = Path("kommunalgraph") / "text"
    for name in ("verbs.py", "verbs.cpython-311-x86_64-linux-gnu.so", "verbs.pyd"):
        assert source_of(str(folder / name)) == folder / "verbs.py"
