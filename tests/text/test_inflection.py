"""Inflected forms: what must be there, and what must not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunalgraph.text.inflection import (
    adjective_of_place,
    noun_forms,
    role_forms,
    surface_forms,
)

NAMES: list[tuple[str, set[str]]] = [
    ("Magdeburg", {"Magdeburg", "Magdeburgs"}),
    ("Hannover", {"Hannovers"}),
    ("Essen", {"Essens"}),
    ("Darmstadt", {"Darmstadts"}),
    ("Berlin", {"Berlins"}),
    ("Graz", {"Graz'", "Graz’"}),
    ("Worms", {"Worms'", "Worms’"}),
    ("Frankfurt am Main", {"Frankfurts am Main"}),
    ("Halle (Saale)", {"Halles (Saale)"}),
    ("Muster a.See", {"Musters a.See"}),
    ("Saarland", {"Saarlandes", "Saarlands"}),
    ("Erika Muster", {"Erika Musters"}),
    ("Kommunale IT-Union", {"Kommunalen IT-Union", "Kommunale IT Union", "Kommunaler IT-Union"}),
    (
        "Kommunales Rechenzentrum Minden-Ravensberg/Lippe",
        {
            "Kommunale Rechenzentrum Minden-Ravensberg/Lippe",
            "Kommunalem Rechenzentrum Minden-Ravensberg/Lippe",
            "Kommunalen Rechenzentrum Minden-Ravensberg/Lippe",
            "Kommunalen Rechenzentrums Minden-Ravensberg/Lippe",
        },
    ),
    (
        "Kommunale Informationsdienste Magdeburg",
        {
            "Kommunalen Informationsdienste Magdeburg",
            "Kommunalen Informationsdiensten Magdeburg",
            "Kommunaler Informationsdienste Magdeburg",
        },
    ),
    ("Märkischer Kreis", {"Märkischen Kreis", "Märkischen Kreises", "Märkische Kreis"}),
    (
        "Bayerisches Staatsministerium des Innern",
        {"Bayerische Staatsministerium des Innern", "Bayerischen Staatsministeriums des Innern"},
    ),
    ("Bundesamt für Sicherheit", {"Bundesamts für Sicherheit", "Bundesamtes für Sicherheit"}),
    ("Zweckverband Muster-IT", {"Zweckverbands Muster-IT", "Zweckverbandes Muster-IT"}),
    ("Landkreis Peine", {"Landkreises Peine", "Landkreise Peine"}),
    ("Onlinezugangsgesetz", {"Onlinezugangsgesetzes"}),
    (
        "Ratsinformationssystem",
        {"Ratsinformationssystems", "Ratsinformationssysteme", "Ratsinformationssystemen"},
    ),
    ("Muster-IT GmbH", {"Muster-IT", "Muster-ITs", "Muster-IT GmbH"}),
    ("Musterverein e. V.", {"Musterverein", "Mustervereins", "Mustervereins e. V."}),
    ("Muster GmbH & Co. KG", {"Muster"}),
    ("Große Kreisstadt Musterau", {"Großen Kreisstadt Musterau"}),
]

NEVER: list[tuple[str, set[str]]] = [
    ("Magdeburg", {"MAGDEBURG", "Magdeburges", "Magdeburger"}),
    ("Graz", {"Grazs"}),
    ("Saarland", {"Saarländer"}),
    ("Darmstadt", {"Darmstädte"}),
    ("Muster-Land", {"Muster-Länder"}),
    ("Leipziger Messe", {"Leipzigen Messe", "Leipzige Messe"}),
    ("Datenzentrale Baden-Württemberg", {"Datenzentralen Baden-Württemberg"}),
    ("Muster-IT GmbH", {"Muster-IT GmbHs", "Muster"}),
    ("Baden-Württemberg", {"Baden Württemberg"}),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_surface_forms(name: str, expected: set[str]) -> None:
    assert expected | {name} <= surface_forms(name)


@pytest.mark.parametrize(("name", "wrong"), NEVER)
def test_forms_that_a_name_does_not_take(name: str, wrong: set[str]) -> None:
    assert not wrong & surface_forms(name)


NOUNS: list[tuple[str, set[str]]] = [
    ("E-Rechnung", {"E-Rechnungen"}),
    ("E-Akte", {"E-Akten"}),
    ("Cloud", {"Clouds"}),
    ("Smart City", {"Smart Cities"}),
    ("Portal", {"Portale", "Portalen", "Portals"}),
    ("Haushalt", {"Haushalte", "Haushalten", "Haushalts"}),
    ("Amt", {"Amts", "Ämter", "Ämtern"}),
    ("Register", {"Registers", "Registern"}),
    ("Kita", {"Kitas"}),
    ("offene Daten", {"offenen Daten", "offener Daten", "Offene Daten"}),
    ("digitale Verwaltung", {"digitalen Verwaltung", "digitaler Verwaltung"}),
    ("digitaler Zwilling", {"digitale Zwilling", "digitalen Zwillings", "digitale Zwillinge"}),
    ("künstliche Intelligenz", {"Künstliche Intelligenz", "künstlicher Intelligenz"}),
]


@pytest.mark.parametrize(("noun", "expected"), NOUNS)
def test_noun_forms(noun: str, expected: set[str]) -> None:
    assert expected | {noun} <= noun_forms(noun)


def test_noun_forms_keep_a_hyphenated_capital() -> None:
    assert noun_forms("E-Rechnung") == {"E-Rechnung", "E-Rechnungen"}


PLACES: list[tuple[str, set[str]]] = [
    ("Böblingen", {"Böblinger"}),
    ("Leipzig", {"Leipziger"}),
    ("Neunkirchen", {"Neunkirchener", "Neunkircher"}),
    ("Dresden", {"Dresdner", "Dresdener"}),
    ("Hagen", {"Hagener"}),
    ("Siegen", {"Siegener"}),
    ("Magdeburg", {"Magdeburger"}),
    ("Karlsruhe", {"Karlsruher"}),
    ("Bad Homburg v. d. Höhe", {"Bad Homburger"}),
    ("Frankfurt am Main", {"Frankfurter"}),
    ("Lahr/Schwarzwald", {"Lahrer"}),
    ("Muhr a.See", {"Muhrer"}),
    ("Hamm", {"Hammer"}),
]


@pytest.mark.parametrize(("place", "adjectives"), PLACES)
def test_adjectives_of_places(place: str, adjectives: set[str]) -> None:
    assert adjective_of_place(place) == adjectives


def test_irregular_adjectives_of_places() -> None:
    assert {"Hallenser", "Hallesche", "Halleschen"} <= adjective_of_place("Halle (Saale)")
    assert {"Darmstädter"} <= adjective_of_place("Darmstadt")
    assert {"Nordhäuser", "Nordhausener"} <= adjective_of_place("Nordhausen")
    assert {"bayerische", "Bayerischen"} <= adjective_of_place("Bayern")


ROLES: list[tuple[str, str, set[str]]] = [
    (
        "Geschäftsführer",
        "Geschäftsführerin",
        {"Geschäftsführers", "Geschäftsführern", "Geschäftsführerinnen"},
    ),
    (
        "Vorstandsvorsitzender",
        "Vorstandsvorsitzende",
        {"Vorstandsvorsitzende", "Vorstandsvorsitzenden", "Vorstandsvorsitzendem"},
    ),
    ("Beigeordneter", "Beigeordnete", {"Beigeordnete", "Beigeordneten"}),
    ("Landrat", "Landrätin", {"Landrats", "Landrates", "Landräte", "Landräten", "Landrätinnen"}),
    ("Präsident", "Präsidentin", {"Präsidenten"}),
    ("Direktor", "Direktorin", {"Direktors", "Direktoren"}),
    ("Amtmann", "Amtfrau", {"Amtmanns", "Amtmänner", "Amtfrauen"}),
    (
        "Beauftragter für Datenschutz",
        "Beauftragte für Datenschutz",
        {"Beauftragte für Datenschutz", "Beauftragten für Datenschutz"},
    ),
    (
        "Leiter der Finanzabteilung",
        "Leiterin der Finanzabteilung",
        {"Leiters der Finanzabteilung", "Leitern der Finanzabteilung"},
    ),
    (
        "Erster Bürgermeister",
        "Erste Bürgermeisterin",
        {"Ersten Bürgermeisters", "Erste Bürgermeister", "ersten Bürgermeisterin"},
    ),
]


@pytest.mark.parametrize(("masculine", "feminine", "expected"), ROLES)
def test_role_forms(masculine: str, feminine: str, expected: set[str]) -> None:
    assert expected | {masculine, feminine} <= role_forms(masculine, feminine)


def test_weak_role_nouns_take_no_genitive_s() -> None:
    assert "Präsidents" not in role_forms("Präsident", "Präsidentin")


@given(st.text(max_size=40))
def test_any_name_has_itself_as_a_form(name: str) -> None:
    composed = unicodedata.normalize("NFC", name).strip()
    assert composed in surface_forms(name)
    assert composed in noun_forms(name)
    adjective_of_place(name)
    role_forms(name, name)
