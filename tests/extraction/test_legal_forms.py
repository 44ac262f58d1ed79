"""Legal forms that stand before the names of several bodies."""

from __future__ import annotations

import pytest

from example_reader import facts_of, read_text


@pytest.mark.parametrize(
    ("text", "having"),
    [
        (
            "Die Zweckverbände KDZ Musterland, Nordmuster-IT und Südmuster-IT fusionieren.",
            ("KDZ Musterland", "Nordmuster-IT", "Südmuster-IT"),
        ),
        ("Der Zweckverband KDZ Musterland und Nordmuster-IT tagten.", ("KDZ Musterland",)),
        ("Die Zweckverbände sowie die Nordmuster-IT tagten.", ()),
    ],
)
def test_a_form_in_the_plural_is_that_of_a_whole_row(text: str, having: tuple[str, ...]) -> None:
    forms = {fact for fact in facts_of(read_text(text)) if " legalForm " in fact}
    assert forms == {f"{name} legalForm Zweckverband" for name in having}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Die Spitze des EDV-Zweckverbandes Nordmuster-IT tagte.", "Zweckverband"),
        ("Das sagt die Schwestergenossenschaft Nordmuster-IT dazu.", "eG"),
        ("Der Verein Musterverband tagte.", "e.V."),
    ],
)
def test_the_noun_before_a_name_tells_its_form(text: str, form: str) -> None:
    [fact] = [f for f in facts_of(read_text(text)) if " legalForm " in f]
    assert fact.endswith(f" legalForm {form}")
