"""The language tables and what is said when they are wrong."""

from __future__ import annotations

import pytest

from kommunalgraph.errors import KnowledgeError
from kommunalgraph.text import language


def test_a_missing_table_or_entry_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"musterisch\.toml"):
        language.words("musterisch", "words")
    with pytest.raises(KnowledgeError, match=r"calendar\.toml:years"):
        language.values("calendar", "years")


@pytest.mark.parametrize(
    ("read", "table", "entry"),
    [
        (language.words, "calendar", "months"),
        (language.values, "sentences", "starters"),
        (language.values, "inflection", "places"),
        (language.forms, "calendar", "months"),
        (language.forms, "sentences", "starters"),
    ],
)
def test_an_entry_of_another_shape_is_refused(read, table: str, entry: str) -> None:
    with pytest.raises(KnowledgeError, match=r"write|needs"):
        read(table, entry)


def test_abbreviations_end_in_a_full_stop() -> None:
    for entry in ("never_end", "before_number", "can_end"):
        assert all(word.endswith(".") for word in language.words("sentences", entry))


def test_the_longest_word_is_tried_first() -> None:
    assert language.either(["a", "ab.", "b"]) == r"ab\.|a|b"
