"""Words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunalgraph.text.tokens import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Muster-IT aus Köln.", ["Die", "Muster-IT", "aus", "Köln"]),
        ("Komm.ONE, SD.NET (Servicekonto.NRW)", ["Komm.ONE", "SD.NET", "Servicekonto.NRW"]),
        ("digital@bw und Muster&Muster", ["digital@bw", "und", "Muster&Muster"]),
        ("Minden-Ravensberg/Lippe", ["Minden-Ravensberg", "Lippe"]),
        ("Graz’ Rathaus, geht's?", ["Graz", "Rathaus", "geht's"]),
        ("Hard- und Software", ["Hard", "und", "Software"]),
        ("1.500 Bürger, Web 2.0", ["1.500", "Bürger", "Web", "2.0"]),
        ("„Straße“ – café", ["Straße", "café"]),
        ("IT‑Planungsrat", ["IT‑Planungsrat"]),
        ("Ver\u00adwal\u00adtung", ["Ver\u00adwal\u00adtung"]),
        ("", []),
        ("– … !", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word for _, _, word in words(text, 0, len(text))] == expected


def test_decomposed_umlauts_stay_inside_one_word() -> None:
    text = unicodedata.normalize("NFD", "Lutz Trümper aus Göttingen")
    assert len(words(text, 0, len(text))) == 4


@given(st.text(max_size=80))
def test_spans_hold_their_words_in_order(text: str) -> None:
    position = 0
    for start, end, word in words(text, 0, len(text)):
        assert position <= start < end <= len(text)
        assert text[start:end] == word
        assert " " not in word
        position = end
