"""Bands and counts are computed as they say; the table in use is the one that counting gives."""

from __future__ import annotations

import math
import tomllib

import pytest

from kommunalgraph.extraction.confidence import Count

from .calibration import bands, count_rules, counted_rules, log_loss, table_path, table_text
from .scoring import JudgedClaim, Verdict


def claims(confidence: float, *verdicts: Verdict) -> list[JudgedClaim]:
    return [JudgedClaim("amt/leitet", confidence, verdict) for verdict in verdicts]


def test_bands_compare_confidence_with_precision() -> None:
    found = bands([*claims(0.9, "right", "wrong", "unsure"), *claims(1.0, "right", "right")])
    (band,) = found
    assert (band.low, band.high, band.claims) == (0.9, 1.0, 4)
    assert band.stated == pytest.approx(0.95)
    assert band.measured == pytest.approx(0.75)
    assert band.difference == pytest.approx(0.2)


def test_a_band_begins_with_its_lower_end() -> None:
    assert [b.low for b in bands(claims(0.6, "right") + claims(0.599, "right"))] == [0.5, 0.6]


def test_log_loss_is_the_mean_surprise() -> None:
    assert log_loss(claims(0.8, "right", "wrong", "unsure")) == pytest.approx(
        -(math.log(0.8) + math.log(0.2)) / 2
    )
    assert log_loss([]) == 0
    assert log_loss(claims(1.0, "wrong")) < math.inf


def test_rules_are_counted_without_what_gold_leaves_open() -> None:
    counted = count_rules(claims(0.9, "right", "right", "wrong", "unsure"))
    assert counted == {"amt/leitet": Count(2, 1)}
    assert count_rules(claims(0.9, "unsure")) == {}


def test_the_table_is_written_in_one_way() -> None:
    counts = {"b/zwei+": Count(1, 0), "a/eins": Count(2, 3)}
    text = table_text(counts)
    assert text == table_text(dict(reversed(counts.items())))
    assert list(tomllib.loads(text).items()) == [
        ("a/eins", {"right": 2, "wrong": 3}),
        ("b/zwei+", {"right": 1, "wrong": 0}),
    ]


def test_the_table_is_that_of_the_rules_in_use() -> None:
    written = table_path().read_text(encoding="utf-8")
    assert written == table_text(counted_rules()), "run python -m tests.eval --calibrate"
