"""Confidences follow what was counted, and the author's word where little was."""

from __future__ import annotations

from pathlib import Path

import pytest

from kommunalgraph import knowledge
from kommunalgraph.errors import KnowledgeError
from kommunalgraph.extraction.confidence import (
    FILE,
    STATED,
    UNSEEN,
    Confidences,
    Count,
    load_confidences,
)

GOOD, BAD = Count(90, 10), Count(10, 90)


def test_without_counts_the_authors_word_stands() -> None:
    assert STATED.confidence("amt/leitet", 0.8) == 0.8


def test_a_rule_seen_often_is_as_sure_as_it_was_right() -> None:
    confidences = Confidences({"amt/leitet": Count(7000, 3000)})
    assert confidences.confidence("amt/leitet", 0.95) == pytest.approx(0.7, abs=0.01)


def test_a_rule_seen_once_hardly_moves() -> None:
    confidences = Confidences({"amt/leitet": Count(0, 1), "amt/steht-vor": GOOD})
    assert 0.7 < confidences.confidence("amt/leitet", 0.9) < 0.9


def test_more_right_claims_make_surer_and_more_wrong_ones_less_sure() -> None:
    def sure(right: int, wrong: int) -> float:
        counts = {"amt/leitet": Count(right, wrong), "amt/steht-vor": GOOD}
        return Confidences(counts).confidence("amt/leitet", 0.8)

    assert sure(9, 1) > sure(4, 1) > sure(1, 1) > sure(1, 4) > sure(1, 9)


def test_a_rule_not_seen_is_pulled_towards_all_rules_in_new_articles() -> None:
    assert Confidences({UNSEEN: BAD}).confidence("amt/neu", 0.8) < 0.7
    assert Confidences({UNSEEN: GOOD}).confidence("amt/neu", 0.8) > 0.8


def test_a_rule_right_where_it_was_written_is_less_sure_in_new_articles() -> None:
    counts = {"amt/leitet": Count(20, 0)}
    in_old = Confidences(counts).confidence("amt/leitet", 0.9)
    assert Confidences({**counts, UNSEEN: Count(70, 30)}).confidence("amt/leitet", 0.9) < in_old


def test_a_family_of_rules_that_was_wrong_elsewhere_is_believed_less() -> None:
    confidences = Confidences({UNSEEN: GOOD, "unseen/schluss": BAD})

    assert confidences.confidence("schluss/neu", 0.8) < confidences.confidence("amt/neu", 0.8)
    assert confidences.confidence("schluss/neu", 0.8) < 0.7
    assert confidences.confidence("amt/neu", 0.8) == Confidences({UNSEEN: GOOD}).confidence(
        "amt/neu", 0.8
    )


def test_inferred_bodies_are_counted_apart() -> None:
    confidences = Confidences({"amt/leitet": GOOD, "amt/leitet+": BAD, "unseen+": BAD})
    assert confidences.confidence("amt/leitet", 0.8) > 0.8
    assert confidences.confidence("amt/leitet+", 0.8) < 0.3
    assert confidences.confidence("amt/neu+", 0.8) < confidences.confidence("amt/neu", 0.8)


@pytest.mark.parametrize("stated", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("count", [Count(0, 1), Count(1, 0), Count(1000, 0), Count(0, 1000)])
def test_a_confidence_is_a_probability(count: Count, stated: float) -> None:
    assert 0 <= Confidences({"amt/leitet": count}).confidence("amt/leitet", stated) <= 1


def test_a_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text('"amt/leitet" = { right = 3, wrong = 1 }\n', encoding="utf-8")
    assert load_confidences(path).counts == {"amt/leitet": Count(3, 1)}


def test_no_table_means_that_nothing_was_measured(tmp_path: Path) -> None:
    assert load_confidences(tmp_path / FILE) == STATED


@pytest.mark.parametrize(
    "entry",
    [
        *("3", "{ right = 3 }", "{ right = -1, wrong = 2 }", "{ right = 0, wrong = 0 }"),
        *("{ right = 0.5, wrong = 1 }", "{ right = true, wrong = 1 }"),
        "{ right = 1, wrong = 1, n = 2 }",
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, entry: str) -> None:
    path = tmp_path / FILE
    path.write_text(f'"amt/leitet" = {entry}\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"_confidence\.toml:amt/leitet: .*write \{ right"):
        load_confidences(path)


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text("amt/leitet =", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"_confidence\.toml"):
        load_confidences(path)


def test_the_projects_table_is_in_order() -> None:
    path = knowledge.folder("data") / "rules" / FILE
    rules = list(load_confidences(path).counts)
    assert rules
    assert rules == sorted(rules)
