from __future__ import annotations

import os
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from kommunalgraph.graph import prepared, store
from kommunalgraph.graph.building import open_for_building
from kommunalgraph.graph.names import KG
from kommunalgraph.graph.prepared import DeferredTriples
from kommunalgraph.graph.reference import Reference, reference_of
from kommunalgraph.tables import load_tables

make = prepared.default_reference.__wrapped__


@pytest.fixture(scope="module")
def fresh() -> Reference:
    return reference_of(load_tables())


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOMMUNALGRAPH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_is_kept_is_what_the_tables_say(cache: Path, fresh: Reference) -> None:
    first, kept = make(), make()

    for reference in (first, kept):
        assert reference.marker == fresh.marker
        assert reference.entities == fresh.entities
        assert reference.settled == fresh.settled
    assert isinstance(kept.triples, DeferredTriples)
    assert frozenset(kept.triples) == fresh.triples
    for noun in ("Oberbürgermeisterin", "Geschäftsführer", "CIO", "Hausmeister"):
        assert kept.role_named(noun) == fresh.role_named(noun)
    assert sorted(path.suffix for path in cache.iterdir()) == [".marshal", ".store"]


def test_a_new_store_is_a_copy_of_the_kept_one(
    cache: Path, fresh: Reference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make()
    monkeypatch.setattr(prepared, "reference_of", None)  # would fail if it were called

    graph = open_for_building(tmp_path / "new.store", make())

    assert fresh.marker in graph
    assert len(graph) == len(fresh.triples) + 1


def test_a_damaged_cache_is_made_anew(cache: Path, fresh: Reference) -> None:
    make()
    (summary,) = cache.glob("*.marshal")
    summary.write_bytes(b"damage")

    assert make().marker == fresh.marker
    assert summary.read_bytes() != b"damage"


def test_only_the_newest_versions_are_kept(cache: Path) -> None:
    cache.mkdir()
    for day in range(5):
        old = cache / f"reference-{day}.marshal"
        old.write_bytes(b"old")
        old.with_suffix(".store").mkdir()
        os.utime(old, (day, day))

    make()

    kept = sorted(path.name for path in cache.iterdir() if path.stem[-2:] in ("-3", "-4"))
    assert kept == [f"reference-{day}.{kind}" for day in (3, 4) for kind in ("marshal", "store")]
    assert len(list(cache.iterdir())) == 6


def test_a_lost_store_is_filled_from_the_tables(
    cache: Path, fresh: Reference, tmp_path: Path
) -> None:
    make()
    (template,) = cache.glob("*.store")
    (template / "CURRENT").unlink()

    graph = open_for_building(tmp_path / "new.store", make())

    assert len(graph) == len(fresh.triples) + 1


def test_a_cache_that_cannot_be_written_does_no_harm(
    tmp_path: Path, fresh: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KOMMUNALGRAPH_CACHE", str(tmp_path / "file"))

    assert make().marker == fresh.marker


def test_deferred_triples_are_made_once_and_only_when_needed() -> None:
    calls: list[int] = []
    one = Triple(NamedNode("https://example.org/a"), KG.partOf, NamedNode("https://example.org/b"))

    def all_of_them() -> frozenset[Triple]:
        calls.append(1)
        return frozenset({one})

    triples = DeferredTriples(all_of_them)
    assert not calls
    assert one in triples
    assert list(triples) == [one]
    assert len(triples) == len(calls) == 1


def test_a_store_from_a_template_equals_a_filled_one(tmp_path: Path) -> None:
    one = Triple(NamedNode("https://example.org/a"), KG.partOf, NamedNode("https://example.org/b"))
    store.create_store(tmp_path / "template", [one])
    store.create_store(tmp_path / "copy", [], template=tmp_path / "template")

    assert list(store.match(store.open_store(tmp_path / "copy"))) == [one]
