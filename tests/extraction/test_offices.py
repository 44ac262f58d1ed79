"""In which body an office is held that is named without it, and where nobody knows."""

from __future__ import annotations

import pytest

from example_reader import facts_of, read_text
from kommunalgraph.extraction.offices import base_form


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Der Musterkreis stellt um. Neu ist das auch in Musterstadt. "
            "Im Musterkreis freut sich jeder. Das sagt Kämmerin Erika Muster.",
            "Erika Muster hasRole Musterkreis",
        ),
        (
            "Im Bild: Bürgermeister Max Beispiel (SPD, Musterstadt) mit Gästen.",
            "Max Beispiel hasRole Musterstadt",
        ),
        (
            "Musterstadt kauft bei der Muster-IT ein. Deren Geschäftsführerin Erika Muster dankte.",
            "Erika Muster hasRole Muster-IT",
        ),
        (
            "Die KDZ Musterland wächst. Das sagt KDZ-Vorstand Max Beispiel.",
            "Max Beispiel hasRole KDZ Musterland",
        ),
        (
            "Verbandsvorsteher der Muster-IT ist Max Beispiel, Landrat des Musterkreises. "
            "Ihn vertritt Erika Muster.",
            "Erika Muster hasRole Muster-IT",
        ),
        (
            "Musterstadt baut um. Das sagte Max Beispiel, Leiter des Personal- und Bauamts.",
            "Max Beispiel hasRole Musterstadt",
        ),
        (
            "Beispielstadt lud ein. Es kam Erika Muster, Referentin für Zentrale Dienste "
            "(Musterstadt).",
            "Erika Muster hasRole Musterstadt",
        ),
        (
            "Die Muster-IT wirbt in Musterland. Das freut Innenstaatssekretärin Erika Muster.",
            "Erika Muster hasRole Musterland",
        ),
        (
            "Im Musterstädter Rathaus stellte sich die Muster-IT vor. Sie hilft auch "
            "Beispielstadt. Das lobte Bürgermeister Max Beispiel.",
            "Max Beispiel hasRole Musterstadt",
        ),
        (
            "Das sagte Max Beispiel, CIO des Landes Hessen, am Montag.",
            "Max Beispiel hasRole Hessen",
        ),
        (
            "Die Muster-IT tagte in Musterstadt. Musterstadt lud ein. Das sagt "
            "Vize-Bürgermeister Max Beispiel.",
            "Max Beispiel hasRole Musterstadt",
        ),
        (
            "Musterstadts Bürgermeisterin Erika Muster kam. Ihr Musterhausener Amtskollege Max "
            "Beispiel (Beispielstadt) kam auch.",
            "Max Beispiel hasRole Beispielstadt",
        ),
    ],
)
def test_an_office_is_held_in_the_body_the_text_speaks_of(text: str, fact: str) -> None:
    assert fact in facts_of(read_text(text))


@pytest.mark.parametrize(
    "text",
    [
        # a body that nobody lists follows
        "Musterstadt wächst. Das sagt Max Beispiel, Sachgebietsleiter in der Ausländerbehörde.",
        # two towns alike
        "Musterstadt und Beispielstadt bauen. Das sagt Bürgermeister Max Beispiel.",
        # the body is in the compound, and unknown
        "Die Muster-IT wächst. Das sagt XYZ-Vorstand Max Beispiel.",
        # a party's office
        "Musterstadt baut. Das sagt Fraktionschefin Erika Muster.",
        # the office of a newspaper
        "Musterstadt baut. Das sagt Chefredakteurin Erika Muster.",
        # a headline that names several towns alike, and no Rathaus tells
        "Musterstadt und Beispielstadt: Vertrag. Dabei war Kämmerer Max Beispiel.",
        # the mayor of another town
        "Musterstadt baut. Den Vorsitz führt Beispielstadts Bürgermeister Erich Muster.",
        # the journalist of a paper
        "Musterstadt baut. Das schreibt Tagblatt-Redakteur Max Beispiel.",
        # a body in quotation marks, and one that two offices share
        "Musterstadt baut. Das sagt Max Beispiel, Gründer von „NeuLand“.",
        "Musterstadt baut. Das sagt Max Beispiel, Leiter und Inhaber bei der XyZ.",
        # another one of the list
        "Musterstadt lud ein. Es kamen Eva Muster, Musterhausen; Max Beispiel, IT-Leiter; Gäste.",
    ],
)
def test_where_nobody_knows_the_body_none_is_said(text: str) -> None:
    assert "hasRole" not in " ".join(f for f in facts_of(read_text(text)) if "Musterstadt" in f)
    assert "Max Beispiel hasRole" not in " ".join(facts_of(read_text(text)))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Es kamen der Landrat des Musterkreises, Max Beispiel, der Vorstand der Muster-IT, "
            "Karl Muster, und Gäste.",
            {"Max Beispiel hasRole Musterkreis", "Karl Muster hasRole Muster-IT"},
        ),
        (
            "Es kamen Max Beispiel, Landrat des Musterkreises, Karl Muster, Vorstand der "
            "Muster-IT, und Gäste.",
            {"Max Beispiel hasRole Musterkreis", "Karl Muster hasRole Muster-IT"},
        ),
    ],
)
def test_rows_are_read_from_where_they_begin(text: str, facts: set[str]) -> None:
    assert {f for f in facts_of(read_text(text)) if "hasRole" in f} == facts


def test_the_office_of_the_next_person_is_not_taken() -> None:
    text = "Musterstadt lobt Max Beispiel, Koordinator und Amtsleiterin Erika Muster."
    assert "Max Beispiel hasRole Musterstadt" not in facts_of(read_text(text))


def test_an_office_is_not_inferred_past_the_body_that_stands_behind_it() -> None:
    text = "Die Muster-IT wächst. Geschäftsführer von Testona ist Max Beispiel."
    assert "Max Beispiel hasRole Muster-IT" not in facts_of(read_text(text))


def test_a_second_landrat_is_not_one_of_the_same_district() -> None:
    facts = facts_of(
        read_text("Der Landrat des Musterkreises, Max Beispiel, und Landrat Karl Muster kamen.")
    )
    assert "Max Beispiel hasRole Musterkreis" in facts
    assert "Karl Muster hasRole Musterkreis" not in facts


def test_a_body_named_with_von_is_no_holder_of_the_office() -> None:
    reading = read_text("Der Geschäftsführer von Testona kam zu Max Beispiel.")
    assert {e.label for e in reading.entities if "Person" in e.kinds} == {"Max Beispiel"}


def test_a_town_has_one_mayor_and_a_mayor_one_town() -> None:
    text = (
        "Musterstadts Bürgermeisterin Erika Muster kam. Mit ihr kam Bürgermeister Max Beispiel. "
        "Beispielstadts Bürgermeister Karl Exempel kam auch. Bürgermeister Karl Exempel dankte."
    )
    assert {f for f in facts_of(read_text(text)) if "hasRole" in f} == {
        "Erika Muster hasRole Musterstadt",
        "Karl Exempel hasRole Beispielstadt",
    }


def test_a_mayor_is_no_deputy_in_another_town() -> None:
    text = (
        "Zum Vorsitzenden wurde Bürgermeister Max Beispiel (Musterstadt) gewählt, zu seinem "
        "Stellvertreter Bürgermeister Karl Exempel (Beispielstadt)."
    )
    assert "Karl Exempel hasRole Musterstadt" not in facts_of(read_text(text))


def test_a_colleague_has_the_office_of_the_one_named_before() -> None:
    text = "Es kamen Landrätin Erika Muster und ihr Amtskollege Max Beispiel (Musterkreis)."
    (role,) = [dict(s.qualifiers)["role"] for s in read_text(text).statements if s.qualifiers][-1:]
    assert role in ("Landrat", "Landrätin")


@pytest.mark.parametrize(
    ("read", "base"),
    [
        ("Vorstandsvorsitzenden", "Vorstandsvorsitzender"),
        ("Geschäftsführers", "Geschäftsführer"),
        ("Büroleitern", "Büroleiter"),
        ("Direktoren", "Direktor"),
        ("IT-Referenten", "IT-Referent"),
        ("Ministerpräsidenten", "Ministerpräsident"),
        ("Stadträten", "Stadtrat"),
        ("Landrates", "Landrat"),
        ("Vorstände", "Vorstand"),
        ("Vorstandsmitgliedern", "Vorstandsmitglied"),
        ("Geschäftsführerinnen", "Geschäftsführerin"),
        ("stellvertretenden Vorsitzenden", "stellvertretender Vorsitzender"),
        ("Leiters des Hauptamts", "Leiter des Hauptamts"),
        *((role, role) for role in ("Landrätin", "Sprecher", "Chief Digital Officer", "CDO")),
        *((role, role) for role in ("Ortsbürgermeisterin", "Vorsitzende", "Mitglied", "Amtsrat")),
    ],
)
def test_the_base_form_of_an_office(read: str, base: str) -> None:
    assert base_form(read) == base


def test_an_office_in_a_part_of_a_body_says_of_which() -> None:
    text = (
        "Die Muster-IT tagte. Das sagte der Vorsitzende des Verwaltungsrates, Bürgermeister Max "
        "Beispiel (Musterstadt)."
    )
    roles = {q[1] for s in read_text(text).statements for q in s.qualifiers if q[0] == "role"}
    assert "Verwaltungsrates" not in roles


@pytest.mark.parametrize(
    "text",
    [
        "Die Muster-IT wächst. Daher hat der Vorstand Max Beispiel als Nachfolger bestimmt.",
        "Der Musterkreis lud ein. Es kam Städteregionsrat Max Beispiel.",
    ],
)
def test_no_office_is_held_where_it_cannot_be(text: str) -> None:
    assert not [f for f in facts_of(read_text(text)) if f.startswith("Max Beispiel hasRole")]


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Das sagte der Vorstandsvorsitzende der Muster-IT, Max Muster.", "Vorstandsvorsitzender"),
        ("Das sagte die Vorstandsvorsitzende der Muster-IT, Erika Muster.", "Vorstandsvorsitzende"),
        (
            "Er sprach mit der Vorstandsvorsitzenden der Muster-IT, Erika Muster.",
            "Vorstandsvorsitzende",
        ),
        (
            "Er sprach mit dem Vorstandsvorsitzenden der Muster-IT, Max Muster.",
            "Vorstandsvorsitzender",
        ),
    ],
)
def test_the_article_tells_an_office_of_a_man_from_one_of_a_woman(text: str, office: str) -> None:
    roles = {q[1] for s in read_text(text).statements for q in s.qualifiers if q[0] == "role"}
    assert roles == {office}
