"""The quality gate: figures keep above their pinned floors, on an unchanged corpus."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from .calibration import bands, left_out
from .floors import (
    Comparison,
    CorpusChangedError,
    Floors,
    compare,
    floors_text,
    load_floors,
    pin,
    raised,
)
from .gold import BATCHES, HELD_OUT, corpus_digest

ENOUGH_CLAIMS = 30
"""Precision in a band of fewer claims is chance."""

TOLERANCE = 0.10
"""How far a band's precision may lie from its mean confidence."""


def test_the_corpus_is_the_one_the_floors_were_measured_on() -> None:
    assert load_floors().corpus == corpus_digest(), (
        "texts or gold changed; if that is meant, run python -m tests.eval --pin --force"
    )


def test_every_batch_has_floors() -> None:
    assert tuple(load_floors().batches) == BATCHES


@pytest.mark.parametrize("batch", BATCHES)
def test_no_figure_falls_below_its_floor(batch: str) -> None:
    floors = load_floors()
    compared = list(compare(Floors(floors.corpus, {batch: floors.batches[batch]})))
    raisable = [str(c) for c in compared if c.is_raisable]
    if raisable:
        warnings.warn(
            f"floors could be raised, run python -m tests.eval --pin: {'; '.join(raisable)}",
            stacklevel=1,
        )
    assert not [str(c) for c in compared if c.is_below]


def test_confidences_mean_what_they_say_on_articles_no_rule_was_written_with() -> None:
    off = [
        band
        for band in bands(left_out(HELD_OUT))
        if band.claims >= ENOUGH_CLAIMS and abs(band.difference) > TOLERANCE
    ]
    assert not off


def test_a_figure_below_its_floor_is_told() -> None:
    comparison = Comparison("dev", "relations_f1", 0.7494, 0.75)
    assert comparison.is_below
    assert str(comparison) == "dev relations_f1: 0.749, floor 0.750"


def test_a_figure_well_above_its_floor_is_raisable() -> None:
    assert Comparison("dev", "relations_f1", 0.78, 0.75).is_raisable
    assert not Comparison("dev", "relations_f1", 0.76, 0.75).is_raisable


def test_floors_only_rise() -> None:
    old = Floors("", {"dev": {"relations_f1": 0.75, "entities_f1": 0.9}})
    now = {"dev": {"relations_f1": 0.7, "entities_f1": 0.95}}
    assert raised(old, now, force=False) == {"dev": {"relations_f1": 0.75, "entities_f1": 0.945}}
    assert raised(old, now, force=True) == {"dev": {"relations_f1": 0.695, "entities_f1": 0.945}}


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    floors = Floors("abc", {"dev": {"entities_f1": 0.9}, "batch1": {"entities_f1": 0.825}})
    path = tmp_path / "floors.toml"
    path.write_text(floors_text(floors), encoding="utf-8")
    assert load_floors(path) == floors


def test_another_corpus_is_not_pinned_by_the_way(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(floors_text(Floors("another", {"dev": {"entities_f1": 0.9}})))
    with pytest.raises(CorpusChangedError, match="--force"):
        pin(path=path)
    assert load_floors(path).corpus == "another"
