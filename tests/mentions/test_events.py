"""Events that nobody listed, told by their nouns and what stands around them."""

from __future__ import annotations

import pytest

from example_reader import read_text
from kommunalgraph.mentions.events import base_event


def _events(text: str) -> list[str]:
    return [e.label for e in read_text(text).entities if e.kinds == ("Event",)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Auf dem 17. Beispielkongress sprach die Muster-IT.", "Beispielkongress"),
        ("Auf dem Beispielgipfel 2023 sprach die Muster-IT.", "Beispielgipfel"),
        ("Zur 10. Verbandsversammlung lud die Muster-IT.", "10. Verbandsversammlung"),
        ("Beim KOMU-Forum sprach die Muster-IT.", "KOMU-Forum"),
        ("Musterstadt erhielt den Open Example Award 2019.", "Open Example Award"),
        (
            "Auf dem Hessischen E-Beispiel-Kongress sprach die Muster-IT.",
            "Hessischer E-Beispiel-Kongress",
        ),
        (
            "Musterstadt erhielt den Deutschen Preis für Beispielkunde.",
            "Deutscher Preis für Beispielkunde",
        ),
        ("Musterstadt nahm am Wettbewerb „Muster und Zukunft“ teil.", "Muster und Zukunft"),
        ("Musterstadt nahm am Forum Digitale Beispiele teil.", "Forum Digitale Beispiele"),
        ("Musterstadt nahm am Wettbewerb Digitale Beispiele teil.", "Digitale Beispiele"),
    ],
)
def test_a_noun_and_its_company_name_an_event(text: str, event: str) -> None:
    assert _events(text) == [event]


@pytest.mark.parametrize(
    "text",
    [
        "Der Preis für Strom steigt in Musterstadt.",
        "Der Strompreis 2022 belastet Musterstadt.",
        "Der Wettbewerb um Fachkräfte trifft die Muster-IT.",
        "Auf einer Pressekonferenz 2019 sprach die Muster-IT.",
        "Die Verbandsversammlung der Muster-IT tagte.",
        "Auf der Tagung der Landräte sprach die Muster-IT.",
        "Die IT-Messe gefiel Musterstadt.",
    ],
)
def test_an_event_without_a_name_is_none(text: str) -> None:
    assert not _events(text)


def test_names_of_events_come_in_the_nominative() -> None:
    assert base_event("Musterländischen Beispielmesse") == "Musterländische Beispielmesse"
    assert base_event("Deutschen Beispielforums") == "Deutsches Beispielforum"
    assert base_event("Beispielkongresses") == "Beispielkongress"
    assert base_event("Musterfurter Umwelttage") == "Musterfurter Umwelttage"
