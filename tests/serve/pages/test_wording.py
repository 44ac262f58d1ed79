from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from kommunalgraph.questions import load_questions
from kommunalgraph.serve import pages
from kommunalgraph.serve.pages.wording import LANGUAGES, Wording, phrases
from kommunalgraph.vocabulary import ontology

FOLDER = Path(pages.__file__).parent
SOURCES = [
    *FOLDER.glob("*.py"),
    *(FOLDER / "templates").glob("*.html"),
    *(FOLDER / "static").glob("*.js"),
]
_CALL = re.compile(r"""\bt\(\s*["']([a-z_]+\.[a-zA-Z_]+)["'](?! ?~)""")
_WORD = re.compile(r"\bwords\.([a-z_]+)")
_BUILT = ("kinds.", "kind.", "relation", "state.", "change.", "event.", "column.", "format.")
"""Sections whose keys come from data: classes, relations, states, columns, formats."""


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_fill_in_the_same() -> None:
    for key, (german, english) in phrases().items():
        assert places(german) == places(english), key


def test_each_phrase_that_is_asked_for_exists() -> None:
    known = phrases()
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        assert set(_CALL.findall(text)) <= known.keys(), path.name
        words = set(_WORD.findall(text))
        assert words <= {key.partition(".")[2] for key in known}, path.name


def test_no_phrase_is_left_over() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    for key in phrases():
        section, _, name = key.partition(".")
        if not key.startswith(_BUILT):
            mentioned = re.search(rf'["\']{re.escape(key)}["\']|words\.{name}\b', text)
            built = re.search(rf'"{section}\.[a-z_]*" ?~|f"{section}\.', text)
            assert mentioned or built, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_kind_and_column_is_said(language: str) -> None:
    known, terms = phrases(), ontology()
    for modality in terms.modalities:
        assert f"state.{modality}" in known
    for kind in terms.change_kinds.values():
        assert f"change.{kind}" in known
    for question in load_questions().values():
        for column in question.columns:
            if not column.endswith("Label"):
                assert Wording(language).column(column) and f"column.{column}" in known, column
    for relation in terms.object_relations | terms.literal_relations:
        assert Wording(language).relation(relation)


def test_an_unknown_language_is_german() -> None:
    assert Wording("fr").language == "de"


def test_numbers_and_days_in_both_languages() -> None:
    assert Wording("de").number("1234567.5") == "1.234.567,5"
    assert Wording("en").number(1234567) == "1,234,567"
    assert Wording("de").number("viele") == "viele"
    assert Wording("de").day("2009") == Wording("en").day("2009-01-01", "year") == "2009"
    assert Wording("de").day("2009-12") == "12/2009"
    assert Wording("en").day("2009-12-03") == "3 Dec 2009"
    assert (Wording("de").percent(0.956), Wording("en").percent(0.5)) == ("96 %", "50%")


def test_a_relation_without_a_phrase_is_said_by_the_ontology() -> None:
    assert Wording("en").relation("chairOf") == "is chair of"
    assert Wording("en").relation("chairOf", inverse=True) == "← is chair of"
