"""In which body an office is held that is named without it, and where nobody knows."""

from __future__ import annotations

import pytest

from example_reader import facts_of, read_text


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Der Musterkreis stellt um. Neu ist das auch in Musterstadt. "
            "Im Musterkreis freut sich jeder. Das sagt Kämmerin Erika Muster.",
            "Erika Muster hasRole Musterkreis",
        ),
        (
            "Im Bild: Bürgermeister Max Beispiel (SPD, Musterstadt) mit Gästen.",
            "Max Beispiel hasRole Musterstadt",
        ),
        (
            "Musterstadt kauft bei der Muster-IT ein. Deren Geschäftsführerin Erika Muster dankte.",
            "Erika Muster hasRole Muster-IT",
        ),
        (
            "Die KDZ Musterland wächst. Das sagt KDZ-Vorstand Max Beispiel.",
            "Max Beispiel hasRole KDZ Musterland",
        ),
        (
            "Verbandsvorsteher der Muster-IT ist Max Beispiel, Landrat des Musterkreises. "
            "Ihn vertritt Erika Muster.",
            "Erika Muster hasRole Muster-IT",
        ),
    ],
)
def test_an_office_is_held_in_the_body_the_text_speaks_of(text: str, fact: str) -> None:
    assert fact in facts_of(read_text(text))


@pytest.mark.parametrize(
    "text",
    [
        # two towns alike
        "Musterstadt und Beispielstadt bauen. Das sagt Bürgermeister Max Beispiel.",
        # the body is in the compound, and unknown
        "Die Muster-IT wächst. Das sagt XYZ-Vorstand Max Beispiel.",
        # a party's office
        "Musterstadt baut. Das sagt Fraktionschefin Erika Muster.",
        # the office of a newspaper
        "Musterstadt baut. Das sagt Chefredakteurin Erika Muster.",
        # another one of the list
        "Musterstadt lud ein. Es kamen Eva Muster, Musterhausen; Max Beispiel, IT-Leiter; Gäste.",
    ],
)
def test_where_nobody_knows_the_body_none_is_said(text: str) -> None:
    assert "hasRole" not in " ".join(f for f in facts_of(read_text(text)) if "Musterstadt" in f)
    assert "Max Beispiel hasRole" not in " ".join(facts_of(read_text(text)))
