"""Founding years that anniversaries tell."""

from __future__ import annotations

from datetime import date

import pytest

from kommunalgraph.text.anniversaries import find_anniversaries

PUBLISHED = date(2018, 9, 17)

ANNIVERSARIES = [
    ("Das 20-jährige Bestehen feiert die Muster-IT.", "1998"),
    ("anlässlich des 30-jährigen Bestehens", "1988"),
    ("zum 25-jährigen Firmenjubiläum", "1993"),
    ("feiert ihr 25-Jähriges", "1993"),
    ("zum 20. Firmengeburtstag", "1998"),
    ("feiert 25. Geburtstag", "1993"),
    ("40 Jahre alt ist die Anstalt", "1978"),
    ("kann auf 20 Jahre zurückblicken", "1998"),
    ("blickt auf 20 Jahre Geschichte zurück", "1998"),
    ("feierte 2015 ihr zwanzigjähriges Jubiläum", "1995"),
    ("20 Jahre Muster-IT", "1998"),
    ("feiert 25 Jahre", "1993"),
    ("Die Muster-IT wird 15.", "2003"),
    ("Im kommenden Jahr feiert sie ihren 50. Geburtstag", "1969"),
    ("Die 1978 gegründete Muster-IT feiert ihr 40-jähriges Bestehen.", "1978"),
]


@pytest.mark.parametrize(("text", "founded"), ANNIVERSARIES)
def test_anniversaries(text: str, founded: str) -> None:
    (moment,) = find_anniversaries(text, 0, len(text), published=PUBLISHED)
    assert moment.value == founded
    assert moment.derivation is not None
    assert text[moment.start : moment.end] == text[moment.start : moment.end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "ab dem ersten Geburtstag",
        "40-jähriges Dienstjubiläum",
        "Das Projekt wird 40 Kommunen helfen",
        "Musterstadt wird 30. Mitglied der Muster-IT",
        "in fünf Jahren",
        "Vier Jahre später löste",
        "20 Jahre Erfahrung",
        "die 20-jährige Laufzeit",
        "Die 43-Jährige leitet das Amt",
        "Die Muster-IT wird 23. Mitglied der Genossenschaft",
    ],
)
def test_no_anniversaries(text: str) -> None:
    assert find_anniversaries(text, 0, len(text), published=PUBLISHED) == []


def test_an_anniversary_needs_a_year_to_reckon_from() -> None:
    text = "zum 20. Firmengeburtstag"
    assert find_anniversaries(text, 0, len(text), published=None) == []
    text = "feierte 2015 ihr 20-jähriges Bestehen"
    assert find_anniversaries(text, 0, len(text), published=None)[0].value == "1995"
