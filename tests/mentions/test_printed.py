"""Names in the spelling of the press: one capital at the start of each word."""

from __future__ import annotations

import pytest

from linking_probe import named_things


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Geholfen hat die Firma Itebo aus Osnabrück.", "Provider", "ITEBO"),
        ("Der Dienstleister Citkomm hilft.", "Provider", "Citkomm"),
        ("Sie kauft Geräte von Rednet.", "Company", "REDNET GmbH"),
        ("Das zeigt Enaio von Optimal Systems.", "Company", "OPTIMAL SYSTEMS GmbH"),
    ],
)
def test_a_name_may_be_printed_with_one_capital(text: str, kind: str, name: str) -> None:
    assert (kind, name) in named_things(text)


@pytest.mark.parametrize(
    "text", ["Im Fokus stehen die Bürger.", "Der Session folgt der Rat.", "Digit um Digit."]
)
def test_an_ordinary_word_is_no_printed_name(text: str) -> None:
    assert not {kind for kind, _ in named_things(text)} & {"Provider", "Company", "PublicBody"}
