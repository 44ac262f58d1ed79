"""``die Software``, ``das System``: a description means the product named just before."""

from __future__ import annotations

import pytest

from example_reader import article_of, example_reader, facts_of

FILLER = "Im Rathaus gab es Kuchen, und alle waren da. " * 10


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Die Musterakte ist neu. Auch Musterstadt nutzt die Lösung.",
            "Musterstadt usesProduct Musterakte",
        ),
        (
            "Die Musterakte ist neu. Im Mai wurde das System in Musterstadt eingeführt.",
            "Musterstadt usesProduct Musterakte",
        ),
        (
            "Die Musterakte ist neu. Die Plattform stammt von Beispielsoft.",
            "Beispielsoft providesProduct Musterakte",
        ),
    ],
)
def test_a_description_means_the_product_before(text: str, fact: str) -> None:
    assert fact in facts_of(example_reader().read(article_of([("body", text)])))


@pytest.mark.parametrize(
    "text",
    [
        "Musterstadt nutzt die Lösung. Die Musterakte ist neu.",
        "Die Musterakte ist neu. Musterstadt nutzt die Lösung der Nordmuster-IT.",
        f"Die Musterakte ist neu. {FILLER}Musterstadt nutzt die Lösung.",
        "Die Musterakte ist neu. Musterstadt wartet auf die Software.",
    ],
)
def test_nothing_else_means_it(text: str) -> None:
    facts = facts_of(example_reader().read(article_of([("body", text)])))
    assert "Musterstadt usesProduct Musterakte" not in facts
