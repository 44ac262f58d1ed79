"""Who makes a product, named behind it for the first time. All names are made up."""

from __future__ import annotations

import pytest

from kommunalgraph.model import Article, Block
from kommunalgraph.reading import default_reader


def _named(text: str) -> set[tuple[str, str]]:
    article = Article("https://example.org/a", text, (Block("body", 0, len(text)),))
    entities = default_reader().linked(article).entities.values()
    return {(entity.kinds[0], entity.label) for entity in entities}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Genutzt wird die Software MusterFinanz von Zahlix.", ("Company", "Zahlix")),
        ("Eine Schnittstelle zur Software MusterFinanz von Zahlix fehlt.", ("Company", "Zahlix")),
        ("Auch die App von Meldofix wurde gezeigt.", ("Company", "Meldofix")),
        ("Es gibt eine Software für Finanzen namens „Finanzix“.", ("Product", "Finanzix")),
    ],
)
def test_a_name_is_found(text: str, expected: tuple[str, str]) -> None:
    assert expected in _named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Genutzt wird die Software MusterFinanz von Anfang an.",
        "Genutzt wird die Software MusterFinanz von Beschäftigten.",
        "Genutzt wird die Software MusterFinanz von Erika.",
        "Es gibt eine Feier namens „Finanzix“.",
    ],
)
def test_other_words_are_no_makers(text: str) -> None:
    assert {kind for kind, _ in _named(text)} <= {"Product"}
