"""Whose website a web address is."""

from __future__ import annotations

import pytest

from example_reader import facts_of, read_text


@pytest.mark.parametrize(
    ("text", "website"),
    [
        ("Mehr sagt die Nordmuster-IT unter www.nordmuster-it.de dazu.", "Nordmuster-IT"),
        ("Musterstadt ist unter www.stadt-musterstadt.de zu finden.", "Musterstadt"),
        ("Der Musterkreis und Musterstadt: www.musterkreis.de.", "Musterkreis"),
    ],
)
def test_an_address_in_the_text_belongs_to_the_body_it_spells(text: str, website: str) -> None:
    addresses = {f for f in facts_of(read_text(text)) if " website " in f}
    assert [f.split(" ")[0] for f in addresses] == [website]


@pytest.mark.parametrize(
    "text",
    [
        "Die Nordmuster-IT verweist auf www.suedmuster-it.de im Netz.",
        "Die Nordmuster-IT berichtet auf www.nordmuster-it.de/presse/neues davon.",
    ],
)
def test_other_addresses_belong_to_nobody(text: str) -> None:
    assert not {f for f in facts_of(read_text(text)) if " website " in f}
