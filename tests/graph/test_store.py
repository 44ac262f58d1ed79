from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kommunalgraph.errors import StoreError
from kommunalgraph.graph import literals
from kommunalgraph.graph.names import DCTERMS, KG
from kommunalgraph.graph.store import (
    STATE,
    change,
    create_store,
    match,
    memory_store,
    open_read_only,
    open_store,
)

NODE = NamedNode("https://example.org/muster")
TRIPLE = Triple(NODE, KG.legalForm, Literal("eG"))


def test_a_created_store_can_be_read_by_many_and_written_by_one(tmp_path: Path) -> None:
    create_store(tmp_path / "store", [TRIPLE])
    writer = open_store(tmp_path / "store")

    assert list(match(open_read_only(tmp_path / "store"))) == [TRIPLE]
    with pytest.raises(StoreError, match="another process writes to it"):
        open_store(tmp_path / "store")
    assert list(match(writer)) == [TRIPLE]


def test_a_missing_store_names_the_way_out(tmp_path: Path) -> None:
    for opened in (open_store, open_read_only):
        with pytest.raises(StoreError, match="kommunalgraph build"):
            opened(tmp_path / "nichts")


def test_a_store_keeps_the_base_it_was_built_under(tmp_path: Path) -> None:
    create_store(tmp_path / "ours", [Quad(STATE, DCTERMS.identifier, Literal("1"), STATE)])
    state = NamedNode("https://graph.musterstadt.example/id/graph/reference")
    create_store(tmp_path / "theirs", [Quad(state, DCTERMS.identifier, Literal("1"), state)])

    for opened in (open_read_only, open_store):
        assert len(opened(tmp_path / "ours")) == 1
        with pytest.raises(StoreError, match=r"BASE=https://graph\.musterstadt\.example/ and not"):
            opened(tmp_path / "theirs")


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("wichtig")

    with pytest.raises(StoreError, match="no store"):
        create_store(tmp_path, [TRIPLE])
    assert (tmp_path / "brief.txt").read_text() == "wichtig"


def test_a_change_removes_and_adds_in_all_graphs() -> None:
    other = Triple(NODE, KG.legalForm, Literal('„GmbH"\n\\'))
    apart = Quad(NODE, KG.legalForm, Literal("AG"), NODE)
    store = memory_store([TRIPLE])

    change(store, removed=[TRIPLE], added=[other, apart])
    assert set(store) == {Quad(NODE, KG.legalForm, other.object), apart}

    change(store, removed=[other, apart], added=[])
    assert len(store) == 0


def test_the_examples_of_the_literals_hold() -> None:
    assert doctest.testmod(literals).failed == 0


def test_dates_are_padded_to_the_right_side() -> None:
    assert literals.first_day("2009-12") == "2009-12-01"
    assert literals.last_day("2009-02") == "2009-02-28"
    assert literals.precision("2009-02-30") is None
    assert literals.first_day("0000") is None
