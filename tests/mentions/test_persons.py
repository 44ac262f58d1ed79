"""Persons nobody listed: titles, offices, given names, particles. All of them are made up."""

from __future__ import annotations

import pytest

from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.institution_names import base_name
from kommunalgraph.mentions.unknown_places import base_of_demonym
from kommunalgraph.reading import default_reader


def _found(text: str) -> list[Candidate]:
    finder = default_reader().finder
    return finder.find(text, finder.words_of(text, 0, len(text)))


def _persons(text: str) -> list[str]:
    return [c.surface for c in _found(text) if c.letter == "P"]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Das sagt Oberbürgermeister Dr. Ulf Probe.", ["Ulf Probe"]),
        ("Frau Dr. Probe, wie geht es?", ["Probe"]),
        ("Herr Landrat Entwurf, wie geht es?", ["Entwurf"]),
        ("Vertreter ist Jens-Uwe Schablone.", ["Jens-Uwe Schablone"]),
        ("Karl-Heinz Schablone freut sich.", ["Karl-Heinz Schablone"]),
        ("Dr. Herbert. O. Schablone spricht.", ["Herbert. O. Schablone"]),
        ("Das sagt Bürgermeister Reinhard Mach.", ["Reinhard Mach"]),
        ("Jochen von Schablone leitet das Haus.", ["Jochen von Schablone"]),
        ("Dort arbeitet Tobias Reinhold vom Landratsamt.", ["Tobias Reinhold"]),
        (
            "v.l.: Petra Schablone; Jens Probe; Uwe Entwurf",
            ["Petra Schablone", "Jens Probe", "Uwe Entwurf"],
        ),
    ],
)
def test_persons_are_found_whole(text: str, persons: list[str]) -> None:
    assert _persons(text) == persons


@pytest.mark.parametrize(
    "text",
    [
        "Der Vorsitzende Dr.",
        "Bürgermeister von Lübbecke ist er.",
        "Bürgermeister von Bad Salzuflen ist er.",
        "Der Vorsitzende der Geschäftsführung spricht.",
        "Die Geschäftsführerin der Muster Digital freut sich.",
        "Der Bürgermeister Magdeburg gegenüber offen.",
        "Die Geschäftsführer Vertrieb und Technik kamen.",
        "Dazu kommt das Urban Innovation Team.",
    ],
)
def test_titles_offices_and_places_are_no_persons(text: str) -> None:
    assert _persons(text) == []


def test_a_bracket_keeps_the_name_inside() -> None:
    letters = [(c.letter, c.surface) for c in _found("in Lüdenscheid (Nordrhein-Westfalen)")]
    assert letters == [("L", "Lüdenscheid"), ("L", "Nordrhein-Westfalen")]


def test_events_carry_an_adjective_or_a_phrase() -> None:
    events = [c.surface for c in _found("Gezeigt wird es auf dem Forum Digitale Beispiele.")]
    assert events == ["Forum Digitale Beispiele"]


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("Arbeitskreises Kommunale Muster", "Arbeitskreis Kommunale Muster"),
        ("Sächsischen Ministerium für Muster", "Sächsisches Ministerium für Muster"),
        ("Kommunalen Datenzentrale Muster", "Kommunale Datenzentrale Muster"),
    ],
)
def test_names_of_bodies_are_put_into_the_nominative(written: str, base: str) -> None:
    assert base_name(written) == base


def test_demonyms_lead_to_their_place() -> None:
    assert base_of_demonym("Muldenfurter") == "Muldenfurt"
    assert base_of_demonym("Lorchinger") == "Lorchingen"
