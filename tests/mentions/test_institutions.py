"""Public bodies and associations by the head of their name.  Most names are made up."""

from __future__ import annotations

import pytest

from linking_probe import linked_text, named_things


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Die Polizeidirektion Göttingen hilft.", "PublicBody", "Polizeidirektion Göttingen"),
        ("Das Polizeipräsidium Mittelhessen hilft.", "PublicBody",
         "Polizeipräsidium Mittelhessen"),
        ("Das Klinikum Fulda nutzt die Akte.", "PublicBody", "Klinikum Fulda"),
        ("Die Stadtbibliothek Köln hilft.", "PublicBody", "Stadtbibliothek Köln"),
        ("Die IHK Nordschwarzwald hilft.", "Association", "IHK Nordschwarzwald"),
        ("Die Industrie- und Handelskammer zu Köln hilft.", "Association",
         "Industrie- und Handelskammer zu Köln"),
        ("Die Berliner Wasserbetriebe helfen.", "Company", "Berliner Wasserbetriebe"),
        ("Die Stadtwerke Bad Nauheim helfen.", "Company", "Stadtwerke Bad Nauheim"),
        ("Die Metropolregion Kassel Fulda Göttingen hilft.", "Association",
         "Metropolregion Kassel Fulda Göttingen"),
        ("Das Ministerium für Digitale Muster und Beispiele hilft.", "PublicBody",
         "Ministerium für Digitale Muster und Beispiele"),
        ("Das Ministerium des Innern und für Sport hilft.", "PublicBody",
         "Ministerium des Innern und für Sport"),
        ("Die Deutsche Gesellschaft zur Prüfung von Verfahren hilft.", "Company",
         "Deutsche Gesellschaft zur Prüfung von Verfahren"),
        ("Der Verband der Musterbetriebe hilft.", "Association", "Verband der Musterbetriebe"),
        ("Der Landesverband kommunaler Musterhäuser Ostland hilft.", "Association",
         "Landesverband kommunaler Musterhäuser Ostland"),
        ("Der Deutsche Verband für Musterung e.V. hilft.", "Association",
         "Deutscher Verband für Musterung"),
        ("Sie arbeitet mit dem Zentrum Offene Muster, Beispiele und Proben e.V. zusammen.",
         "Association", "Zentrum Offene Muster, Beispiele und Proben"),
        ("Er ist Vorsitzender des Vereins Kommunen in der Musterau e.V.", "Association",
         "Kommunen in der Musterau"),
        ("Das Institut für Musterkunde hilft.", "PublicBody", "Institut für Musterkunde"),
        ("Das Kompetenzzentrum Digitale Muster hilft.", "PublicBody",
         "Kompetenzzentrum Digitale Muster"),
        ("Die Verkehrsgesellschaft Musterfurt hilft.", "Company",
         "Verkehrsgesellschaft Musterfurt"),
        ("Der Wasserverband Musterfurt hilft.", "PublicBody", "Wasserverband Musterfurt"),
        ("Der Vorstand des Muster- und Gemeindetages Beispielfurt hilft.", "Association",
         "Muster- und Gemeindetag Beispielfurt"),
        ("Das sagt der Städte und Gemeindebund Brandenburg.", "Association",
         "Städte- und Gemeindebund Brandenburg"),
        ("Gegründet wurde die regio iT Beteiligungsgenossenschaft eG.", "Cooperative",
         "regio iT Beteiligungsgenossenschaft"),
        ("Das sagt Jens Probe, Geschäftsführer von Musteria.", "Company", "Musteria"),
        ("Den Auftrag gewann das Münchner Unternehmen Musteria.", "Company", "Musteria"),
        ("Dabei ist die Musterfurt Wirtschaft und Marketing GmbH.", "Company",
         "Musterfurt Wirtschaft und Marketing"),
    ],
)  # fmt: skip
def test_bodies_are_found_by_the_head_of_their_name(text: str, kind: str, name: str) -> None:
    assert (kind, name) in named_things(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Daten stehen in Rechenzentren zur Verfügung.",
        "Die Informationstechnik für die Schulen ist neu.",
        "Die Hochschulen für Musterkunde helfen.",
        "Der Verband neuer Mitglieder hilft.",
        "Der Verband der Gemeinden hilft.",
        "Ein Institut für Musterkunde hilft.",
        "Das sagt der Geschäftsführer von Betrieben.",
        "Das sagt der Gründer von Unternehmen.",
    ],
)
def test_phrases_are_no_bodies(text: str) -> None:
    assert not {name for kind, name in named_things(text) if kind != "Topic"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Das hessische Innenministerium hilft.", "Innenministerium Hessen"),
        ("Das Thüringer Umweltministerium hilft.", "Umweltministerium Thüringen"),
        ("Das NRW-Umweltministerium hilft.", "Umweltministerium Nordrhein-Westfalen"),
        ("Die Stadt Kiel bekommt Geld vom Innenministerium.",
         "Innenministerium Schleswig-Holstein"),
        ("Das hessische Ministerium für Muster hilft.", "Hessisches Ministerium für Muster"),
    ],
)  # fmt: skip
def test_a_ministry_belongs_to_its_state(text: str, name: str) -> None:
    assert ("PublicBody", name) in named_things(text)


@pytest.mark.parametrize(
    "text",
    [
        "Das Innenministerium hilft.",
        "Kiel und Kassel bekommen Geld vom Innenministerium.",
        "Kiel sagt, das Bundesinnenministerium zahle; das Innenministerium bestätigt das.",
    ],
)
def test_a_ministry_of_nobody_knows_which_state_is_none(text: str) -> None:
    assert not {name for _, name in named_things(text) if name.startswith("Innenministerium")}


def test_a_short_form_in_brackets_may_carry_the_legal_form() -> None:
    text = "Die Gesellschaft für Muster mbH (GfM GmbH) hilft. Die GfM ist neu."
    linked = linked_text(text)
    assert len({m.value for _, ms in linked.sentences for m in ms if m.letter == "O"}) == 1


def test_a_spa_is_the_same_town_without_its_bad() -> None:
    text = "Wörishofen spart. Die Stadt Bad Wörishofen nutzt die Software Musteria."
    linked = linked_text(text)
    assert len({m.value for _, ms in linked.sentences for m in ms if m.letter == "L"}) == 1
