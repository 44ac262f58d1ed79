"""Counts, percentages and money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunalgraph.text.numbers import find_numbers

COUNTS = [
    ("etwa 7.500 Einwohner", "7500", "Einwohner", True),
    ("ungefähr 1,8 Millionen Euro jährlich", "1800000", "Euro", True),
    ("91 Millionen Euro hielt das Land bereit", "91000000", "Euro", False),
    ("kostet 3 Mio. Euro", "3000000", "Euro", False),
    ("kostet 30.000 € im Jahr", "30000", "Euro", False),
    ("kostet 10 000 Euro", "10000", "Euro", False),
    ("rund 2 600 Beschäftigte", "2600", "Beschäftigte", True),
    ("für 1 250 000 Euro", "1250000", "Euro", False),
    ("eine Million Euro", "1000000", "Euro", False),
    ("eine halbe Million Bürger", "500000", "Bürger", False),
    ("zwölf Kommunen", "12", "Kommunen", False),
    ("Zwölf Kommunen", "12", "Kommunen", False),
    ("einundzwanzig Orte", "21", "Orte", False),
    ("Etwa zweihundert Eingeladene", "200", "Eingeladene", True),
    ("rund 40 Kunden", "40", "Kunden", True),
    ("mehr als 1.100 Gemeinden", "1100", "Gemeinden", True),
    ("bis zu 20 Rathäuser", "20", "Rathäuser", True),
    ("88 Prozent an der Anstalt", "88", "Prozent", False),
    ("12 % der Anteile", "12", "Prozent", False),
    ("3,5 Prozent", "3.5", "Prozent", False),
    ("zwei Dutzend Rathäuser", "24", "Rathäuser", True),
    ("ein halbes Dutzend Rathäuser", "6", "Rathäuser", True),
    ("39 kommunale IT-Dienstleister", "39", "IT-Dienstleister", False),
    ("versorgt die Muster-IT 40 Kommunen", "40", "Kommunen", False),
    ("2000 Mitarbeiter", "2000", "Mitarbeiter", False),
    ("Beschäftigt sind dort 45.", "45", "", False),
]

NO_COUNTS = [
    "Seit 1971 gibt es sie",
    "am 12. Mai 1971",
    "12.05.1971",
    "[23.04.2018]",
    "Tel. 0391/244640",
    "0391 24 46",
    "39104 Musterstadt",
    "zum 20. Firmengeburtstag",
    "der 4IT",
    "Verwaltung 4.0",
    "das 5G-Netz",
    "REGIONALE 2013 ist",
    "im Jahr 2000 Mitarbeiter",
    "20-jähriges Bestehen",
    "rund um die Uhr, 24/7",
    "um 14:30 Uhr",
    "um 14.30 Uhr",
    "um 9 Uhr",
    "Bündnis 90/Die Grünen",
    "§ 10 des Gesetzes",
    "neu ist Windows 10 nicht",
    "Seite 4",
    "die 1970er Jahre",
    "zwanzigjährig",
    "Dreieich",
    "außer Acht lassen",
    "Achtung",
    "in den 1960ern",
    "Elfenbein",
    "IPv6",
]


@pytest.mark.parametrize(("text", "value", "unit", "approximate"), COUNTS)
def test_counts(text: str, value: str, unit: str, approximate: bool) -> None:
    (number,) = find_numbers(text, 0, len(text))
    assert (number.value, number.unit_after) == (value, unit)
    assert number.approximate is approximate
    assert number.percent is (unit == "Prozent")


@pytest.mark.parametrize("text", NO_COUNTS)
def test_no_counts(text: str) -> None:
    assert find_numbers(text, 0, len(text)) == []


def test_several_in_one_sentence() -> None:
    text = "Alle 59 Städte und Gemeinden und die fünf Kreise der Region"
    assert [(n.value, n.unit_after) for n in find_numbers(text, 0, len(text))] == [
        ("59", "Städte"),
        ("5", "Kreise"),
    ]


def test_two_dozens_side_by_side_do_not_overlap() -> None:
    assert len(find_numbers("Dutzend Dutzend", 0, 15)) == 1


PARTS = st.lists(
    st.sampled_from(
        [
            "12",
            "1.500",
            ",",
            ".",
            " ",
            "zwölf",
            "Dutzend",
            "zwei ",
            "Million",
            "eine ",
            "rund ",
            "%",
            " Prozent",
            "Euro",
            "§ ",
            "Mio.",
            "halbe ",
            "2019",
            "-",
            "/",
            "Kommunen",
            "x",
        ]
    ),
    max_size=20,
).map("".join)


@given(PARTS | st.text(max_size=60))
def test_spans_are_ordered_and_do_not_overlap(text: str) -> None:
    position = 0
    for number in find_numbers(text, 0, len(text)):
        assert position <= number.start < number.end <= len(text)
        assert float(number.value) >= 0
        position = number.end
