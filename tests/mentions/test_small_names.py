"""Companies whose names begin with a small letter."""

from __future__ import annotations

import pytest

from linking_probe import named_things


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Neu ist die movekom projects GmbH.", "movekom projects"),
        ("Die Lösung stammt von der testo solutions AG.", "testo solutions"),
        ("Gesellschafter der beispiel iT GmbH ist die Stadt.", "beispiel iT"),
    ],
)
def test_words_in_small_letters_behind_an_article_name_a_company(text: str, name: str) -> None:
    assert ("Company", name) in named_things(text)


@pytest.mark.parametrize(
    "text",
    [
        "Gegründet wurde eine kommunale GmbH.",
        "Gesellschafter der neu gegründeten GmbH ist die Stadt.",
        "Aus dem Betrieb wird die künftig GmbH genannte Firma.",
        "Geführt wird sie bisher als GmbH.",
    ],
)
def test_words_in_front_of_a_legal_form_are_no_name_if_they_are_german(text: str) -> None:
    assert not {label for kind, label in named_things(text) if kind == "Company"}
