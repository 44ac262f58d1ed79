"""The work for an article does not grow with rules or names, counted instead of clocked."""

from __future__ import annotations

import pytest

from bench.growth import reader_with_names, reader_with_rules
from kommunalgraph.extraction.match import Matcher
from kommunalgraph.model import Article, Block, Statement
from kommunalgraph.reading import Reader

_TEXT = (
    "Die Stadt Magdeburg nutzt Dienste der KITU. Geschäftsführerin der Muster Beispiel GmbH ist "
    "Erika Muster. Der Landkreis Harz und die Stadt Halle (Saale) führten 2019 die E-Akte ein."
)
_ARTICLE = Article("https://example.org/article", _TEXT, (Block("body", 0, len(_TEXT)),))


def _without_rule(statement: Statement) -> tuple[str, str, str, str]:
    return statement.subject, statement.relation, statement.object, statement.evidence.quote


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many templates each sentence wakes, filled while reading."""
    counts: list[int] = []
    awake = Matcher._awake

    def counting(self: Matcher, *arguments: object) -> object:
        found = awake(self, *arguments)
        counts.append(len(found))
        return found

    monkeypatch.setattr(Matcher, "_awake", counting)
    return counts


def _counts(reader: Reader, tried: list[int]) -> tuple[list[tuple[str, str, str, str]], int]:
    tried.clear()
    statements = [_without_rule(s) for s in reader.read(_ARTICLE).statements]
    return statements, sum(tried)


def test_rules_in_other_words_are_not_tried(tried: list[int]) -> None:
    statements, once = _counts(reader_with_rules(1, "otherwise"), tried)
    more, thrice = _counts(reader_with_rules(3, "otherwise"), tried)
    assert statements
    assert more == statements
    assert thrice == once


def test_more_names_change_nothing(tried: list[int]) -> None:
    statements, once = _counts(reader_with_names(1), tried)
    more, twice = _counts(reader_with_names(2), tried)
    assert more == statements
    assert twice == once
