"""Names that the sentence explains, firms named after people, versions.  All names are made up."""

from __future__ import annotations

import pytest

from example_reader import read_text
from linking_probe import named_things


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Hilfe kommt von BeispielConcept, einem Start-up.", "Company", "BeispielConcept"),
        (
            "Betreut werden sie vom Anbieter für Schulen, BeispielConcept, seit Mai.",
            "Company",
            "BeispielConcept",
        ),
        ("BeispielConcept ist ein junges Unternehmen.", "Company", "BeispielConcept"),
        ("Gearbeitet wird mit Lernix Cloud, einer Plattform der Firma.", "Product", "Lernix Cloud"),
        ("Die Plattform von BeispielConcept läuft gut.", "Company", "BeispielConcept"),
        ("Unser MoorDesk, ein Arbeitsplatz, läuft gut.", "Product", "MoorDesk"),
        ("Das Unternehmen Akterix liefert die Geräte.", "Company", "Akterix"),
        ("Den Zuschlag erhielt das Unternehmen Akterix aus Kiel.", "Company", "Akterix"),
        ("Partner ist das Unternehmen Akterix.", "Company", "Akterix"),
        ("Das Dokumentenmanagement-System Akterix 5 kommt.", "Product", "Akterix 5"),
        ("Sie hatte ihr Produkt Gremix, mit dem alle arbeiten, beendet.", "Product", "Gremix"),
        ("Die Eigenentwicklung BASTOR wird ersetzt.", "Product", "BASTOR"),
        ("Beraten hat das Systemhaus Pantke & Söhne aus Kiel.", "Company", "Pantke & Söhne"),
        ("Beraten hat die Kanzlei Bodin & Partner.", "Company", "Bodin & Partner"),
        ("Die Musterfurter Stadtwerke bauen aus.", "Company", "Musterfurter Stadtwerke"),
        ("Das sagt die Bürgerliste Kaltenbruch.", "Association", "Bürgerliste Kaltenbruch"),
        ("In Tannhain und Rehkoog, Ellernau folgt.", "Municipality", "Ellernau"),
    ],
)
def test_what_a_sentence_explains_is_named(text: str, kind: str, name: str) -> None:
    assert (kind, name) in named_things(text)


@pytest.mark.parametrize(
    "text",
    [
        "Das Unternehmen bietet Kunden in ganz Deutschland Beratung an.",
        "Nach Angaben der Firma Anfang Mai ist das System stabil.",
        "Der Anbieter liefert Geräte aus China.",
        "Die ServiceStelle nutzt das BürgerBüro.",
        "Unser BürgerBüro und die SchülerInnen nutzen Papier.",
        "Die Stadt stellt mit der App Bürgern und Firmen Daten bereit.",
        "Der Stadtteil Lindenthal feiert, denn in Lindenthal wird gebaut.",
        "Auf Papierberg folgt für Sonnenfeld ein neuer Antrag.",
        "Gäste aus Salzburg und Luxemburg kommen.",
    ],
)
def test_nouns_foreign_towns_and_quarters_name_nothing(text: str) -> None:
    assert not {name for kind, name in named_things(text) if kind not in ("Topic", "State")}


def test_a_longer_name_is_not_the_listed_one_at_its_end() -> None:
    found = named_things("Den Zuschlag erhielt die Akterix Software AG aus Kiel.")
    assert ("Company", "Akterix Software") in found
    assert len([kind for kind, _ in found if kind == "Company"]) == 1


def test_a_surname_behind_a_title_is_a_person_even_if_a_company_is_called_so() -> None:
    assert ("Person", "Wilken") in named_things("Frau Wilken leitet das Amt.")


def test_a_mark_behind_a_word_opens_no_quotation() -> None:
    text = 'In Musterstadt hat die Gruppe "Freie Software" der Stadt nun einen "Bericht" vorgelegt.'
    assert not [e.label for e in read_text(text).entities if "Product" in e.kinds]
