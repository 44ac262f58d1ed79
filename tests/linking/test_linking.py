"""Which thing a name means: namesakes, unlisted things, short forms. Unlisted names are made up."""

from __future__ import annotations

from datetime import date

import pytest

from kommunalgraph.model import Article, Block, Entity
from kommunalgraph.reading import default_reader
from linking_probe import linked_text


def _read(text: str) -> tuple[dict[str, Entity], dict[str, list[str]]]:
    """The entities of ``text`` by label, and the surfaces of each one's mentions."""
    article = Article(
        "https://example.org/a", text, (Block("body", 0, len(text)),), published=date(2020, 1, 2)
    )
    linked = default_reader().linked(article)
    entities: dict[str, Entity] = {}
    surfaces: dict[str, list[str]] = {}
    for _, mentions in linked.sentences:
        for mention in mentions:
            entity = linked.entities.get(mention.value)
            if entity is not None and mention.named:
                entities[entity.label] = entity
                surfaces.setdefault(entity.label, []).append(mention.surface)
                assert text[mention.start : mention.end] == mention.surface
    return entities, surfaces


def _kinds(text: str) -> set[tuple[str, str]]:
    entities, _ = _read(text)
    return {(entity.kinds[0], label) for label, entity in entities.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Stadt Muldenfurt investiert.", ("Municipality", "Muldenfurt")),
        ("Im Landkreis Wendelmark wird gewählt.", ("District", "Landkreis Wendelmark")),
        ("Der Kreis Muldenburg stimmt zu.", ("District", "Kreis Muldenburg")),
        (
            "Die Verbandsgemeinde Rehfels zieht um.",
            ("MunicipalAssociation", "Verbandsgemeinde Rehfels"),
        ),
        ("Das Amt Möwenkoog zieht um.", ("MunicipalAssociation", "Amt Möwenkoog")),
        ("Bürgermeister von Muldenfurt ist Jens Probe.", ("Municipality", "Muldenfurt")),
        ("Landrat von Wendelmark ist Jens Probe.", ("District", "Landkreis Wendelmark")),
        (
            "Gewählt wurde die Wendelmarker Landrätin Ute Probe.",
            ("District", "Landkreis Wendelmark"),
        ),
        ("Die Firma sitzt in Muldenfurt.", ("Municipality", "Muldenfurt")),
        ("Muldenfurt (12.000 Einwohner) macht mit.", ("Municipality", "Muldenfurt")),
        ("Muldenfurt: Die Gemeinde hat eine Website.", ("Municipality", "Muldenfurt")),
        ("Muldenfurts Bürgermeisterin ist zufrieden.", ("Municipality", "Muldenfurt")),
    ],
)
def test_places_nobody_listed_get_nodes(text: str, expected: tuple[str, str]) -> None:
    entities, _ = _read(text)
    assert expected in _kinds(text)
    assert not entities[expected[1]].known


def test_lists_hand_their_noun_on() -> None:
    kinds = _kinds(
        "Träger sind die Städte Muldenfurt und Rehfels sowie die Kreise Wendelmark und Möwenburg."
    )
    assert {(kind, label.rpartition(" ")[2]) for kind, label in kinds} == {
        ("Municipality", "Muldenfurt"),
        ("Municipality", "Rehfels"),
        ("District", "Wendelmark"),
        ("District", "Möwenburg"),
    }


def test_all_members_of_a_list_of_districts_are_districts() -> None:
    kinds = _kinds("Betroffen sind die Kreise Olpe, Soest und Wesel sowie die Stadt Schwerte.")
    assert {kind for kind, label in kinds if label != "Schwerte"} == {"District"}
    assert ("Municipality", "Schwerte") in kinds


def test_brackets_do_not_end_a_list_of_districts() -> None:
    kinds = _kinds("Betroffen sind die Landkreise Cham (Oberpfalz) und Passau (Niederbayern).")
    assert {("District", "Landkreis Cham"), ("District", "Landkreis Passau")} <= kinds


def test_a_district_is_called_after_its_town() -> None:
    names = {label for kind, label in _kinds("Dabei sind die Kreise Peine und Nienburg.")}
    assert names == {"Landkreis Peine", "Landkreis Nienburg (Weser)"}
    assert ("District", "Landkreis Regensburg") in _kinds("Das Landratsamt Regensburg hilft.")
    assert ("District", "Städteregion Aachen") in _kinds("Die StädteRegion Aachen hilft.")
    assert ("District", "Landkreis Germersheim") in _kinds(
        "Beigetreten sind die Kreise Bad Dürkheim, Musterpfalz, Germersheim und Kusel."
    )


def test_the_administration_of_an_association_is_not_its_town() -> None:
    expected = ("MunicipalAssociation", "Verbandsgemeinde Maxdorf")
    assert expected in _kinds("Die Verbandsgemeindeverwaltung Maxdorf hilft.")
    expected = ("MunicipalAssociation", "Verbandsgemeinde Sprendlingen-Gensingen")
    assert expected in _kinds("Sprendlingen-Gensingen hilft.")


def test_an_unlisted_place_is_recognised_in_all_its_forms() -> None:
    _, surfaces = _read(
        "Die Stadt Muldenfurt investiert. Davon hat Muldenfurt viel. Auch die Muldenfurter Schulen "
        "und Muldenfurts Vereine hoffen."
    )
    assert surfaces["Muldenfurt"] == ["Muldenfurt", "Muldenfurt", "Muldenfurter", "Muldenfurts"]


def test_the_bare_name_of_an_association_means_the_association() -> None:
    entities, surfaces = _read(
        "Die Verwaltungsgemeinschaft Nordendorf spart. In Nordendorf läuft die IT jetzt extern."
    )
    (association,) = entities.values()
    assert association.kinds[0] == "MunicipalAssociation"
    assert surfaces[association.label][-1] == "Nordendorf"


def test_the_nameless_association_is_the_one_called_after_a_town_of_the_article() -> None:
    _, surfaces = _read("Neues aus Nienstädt. Der Samtgemeindebürgermeister lobt die Technik.")
    assert surfaces == {"Samtgemeinde Nienstädt": ["Nienstädt"]}
    _, surfaces = _read("Neues aus Nienstädt. Der Bürgermeister lobt die Samtgemeinde Brome.")
    assert sorted(surfaces) == ["Nienstädt", "Samtgemeinde Brome"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Im Hauptamt ist er Landrat von Reutlingen.", "District"),
        ("Zu Wort kam der Böblinger Landrat.", "District"),
        ("Zu Wort kam Oberbürgermeisterin von Reutlingen.", "Municipality"),
    ],
)
def test_the_office_tells_town_from_district(text: str, kind: str) -> None:
    assert {entity.kinds[0] for entity in _read(text)[0].values()} == {kind}


def test_a_state_in_brackets_tells_namesakes_apart_and_is_a_mention() -> None:
    kinds = _kinds("Die Kreisstadt Neunkirchen (Saarland) tagt seit 1996 digital.")
    assert ("State", "Saarland") in kinds
    assert any(label.startswith("Neunkirchen") for _, label in kinds)


def test_a_town_named_like_a_word_counts_among_its_neighbours() -> None:
    assert ("Municipality", "Wetter (Ruhr)") in _kinds(
        "Witten, Wetter, Schwelm und Hattingen handeln."
    )
    assert not _kinds("Das Wetter war gut, und in Halle 12 wurde gefeiert.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Den Auftrag erhielt die Muldenfurter Archivaria GmbH.", ("Company", "Archivaria")),
        ("Hersteller ist die Lernwerk Software GmbH.", ("Company", "Lernwerk Software")),
        ("Gegründet wurde die Hügelland Digital eG.", ("Cooperative", "Hügelland Digital")),
        ("Zuständig ist die Wattendaten AöR.", ("Provider", "Wattendaten")),
        ("Zuständig ist die KommTeam Muldenfurt GmbH.", ("Provider", "KommTeam Muldenfurt")),
        ("Er wechselt von der Bergwasser-IT.", ("Provider", "Bergwasser-IT")),
        ("Das Netz baut die Firma Südkabel.", ("Company", "Südkabel")),
        ("Gekauft wird bei Blauholz Medien.", ("Company", "Blauholz Medien")),
        (
            "Er leitet den Zweckverband Kommunale Datenverarbeitung Hügelland.",
            ("Provider", "Kommunale Datenverarbeitung Hügelland"),
        ),
        (
            "Das sagt das Brandenburgische Ministerium für Beispiele und Muster.",
            ("PublicBody", "Brandenburgisches Ministerium für Beispiele und Muster"),
        ),
        ("Dazu kommt die Spitalstiftung Konstanz.", ("PublicBody", "Spitalstiftung Konstanz")),
        ("Beteiligt sind die Stadtwerke Muldenfurt.", ("Company", "Stadtwerke Muldenfurt")),
        (
            "Er leitet den Arbeitskreis Kommunale Muster Mitte.",
            ("Association", "Arbeitskreis Kommunale Muster Mitte"),
        ),
        (
            "Es hilft der Förderverein für regionale Muster.",
            ("Association", "Förderverein für regionale Muster"),
        ),
        (
            "Es sprach der Verband der Musterhersteller für den öffentlichen Raum.",
            ("Association", "Verband der Musterhersteller für den öffentlichen Raum"),
        ),
        (
            "Beteiligt ist das Regionale Rechenzentrum Möwen-Unterer Hügel.",
            ("Provider", "Regionales Rechenzentrum Möwen-Unterer Hügel"),
        ),
    ],
)
def test_bodies_nobody_listed_get_nodes(text: str, expected: tuple[str, str]) -> None:
    assert expected in _kinds(text)


def test_a_daughter_names_its_mother() -> None:
    kinds = _kinds("Es hilft Wattsoft, ein Tochterunternehmen von Mutterion, mit Geld.")
    assert ("Company", "Mutterion") in kinds


def test_names_are_known_with_other_capitals() -> None:
    kinds = _kinds("Die DataPort und die EKOM21 loben die GROSSEN und den REGEN.")
    assert kinds == {("Provider", "Dataport"), ("Provider", "ekom21")}


def test_a_daughter_of_a_provider_is_a_provider() -> None:
    kinds = _kinds("Die Wattendaten AöR hat eine Tochter, die Wattendaten Service GmbH.")
    assert ("Provider", "Wattendaten Service") in kinds


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Eingeführt wird das Programm MusterPro.", "MusterPro"),
        ("Gebucht wird mit der Finanzsoftware SaldoBlick.", "SaldoBlick"),
        ("Sie arbeitet mit dem Archivprogramm Aktendachs.", "Aktendachs"),
        ("Die Lösung namens Aktendachs läuft.", "Aktendachs"),
        ("Neu ist ein Chatbot, der auf den Namen Mia hört.", "Mia"),
        ("Man fragte „Aktoni“, den neuen Chatbot, nach dem Amt.", "Aktoni"),
        ("Abgelöst wurde die Software „Blauer Ordner“.", "Blauer Ordner"),
        ("Das zuvor verwendete LernDesk konnte das nicht.", "LernDesk"),
        ("Nachfolger ist Webschalter, eine Entwicklung aus Köln.", "Webschalter"),
        ("Anrufe nimmt der Sprachassistent Lina entgegen.", "Lina"),
    ],
)
def test_products_nobody_listed_get_nodes(text: str, name: str) -> None:
    assert ("Product", name) in _kinds(text)


def test_a_short_form_in_brackets_holds_throughout() -> None:
    _, surfaces = _read(
        "Die Kommunale Datenverarbeitung Hügelland (KDH) wächst. Die KDH hat Kunden, und "
        "KDH-Geschäftsführer Jens Probe freut sich."
    )
    assert surfaces["Kommunale Datenverarbeitung Hügelland"][-2:] == ["KDH", "KDH"]


def test_a_short_form_may_follow_the_legal_form() -> None:
    _, surfaces = _read(
        "Der Arbeitskreis Kommunale Muster e.V. (AKOM) tagt. Die AKOM-Mitglieder kamen."
    )
    assert "AKOM" in surfaces["Arbeitskreis Kommunale Muster"]


@pytest.mark.parametrize(
    "text",
    [
        "Mit Software spart die Stadt Geld.",
        "Die App Nachrichten zu schicken, kostet die Gemeinde Zeit.",
        "Das Ticket-System und eine News-App kommen von anderen.",
        "Die Kommune entwickelt und betreibt Informationstechnik für die Verwaltungen im Land.",
        "Im Umfeld der Innenstadt wird am Ausbau gearbeitet.",
        "Der Anbieter Lösungen und die Plattform Angebote sind im Ausland gefragt.",
        "Gern nutzen wir OpenData und das Internet.",
        "Die Schul-IT und die Landes-IT wachsen.",
        "Die Session war lang, das Essen gut und der Regen stark.",
    ],
)
def test_common_words_name_nothing(text: str) -> None:
    named = {(kind, label) for kind, label in _kinds(text) if kind != "Topic"}
    assert named == set()


def test_a_company_is_not_its_product() -> None:
    assert ("Company", "SAP SE") not in _kinds("Im Zuge der SAP-Einführung wurde umgestellt.")
    assert any(kind == "Product" for kind, _ in _kinds("Genutzt wird das SAP-ERP-System."))


def test_the_listed_short_name_wins_over_a_name_without_legal_form() -> None:
    entities, _ = _read("Das sagt die ekom21. Die ekom21 GmbH gehört ihr.")
    assert {e.iri.rpartition("/")[2] for e in entities.values()} == {
        "ekom21-kgrz-hessen",
        "ekom21-gmbh",
    }


def test_an_adjective_with_a_capital_is_part_of_a_name() -> None:
    assert ("State", "Bayern") not in _kinds("Dazu zwingt das Bayerische Mustergesetz.")
    assert ("State", "Bayern") in _kinds("Dazu zwingt das bayerische Gesetz.")


def test_programmes_that_give_money_are_topics() -> None:
    assert ("Topic", "Musterblick") in _kinds("Geld kommt aus dem Landesprogramm „Musterblick“.")


def test_the_first_word_of_a_company_is_the_company() -> None:
    _, surfaces = _read("Partner ist die Akterix Software AG. Akterix liefert im Mai.")
    assert surfaces["Akterix Software"] == ["Akterix Software", "Akterix"]


def test_a_version_is_part_of_the_mention_not_of_the_node() -> None:
    text = "Die Firma stellt die Software Musterblick vor. Mit ALLRIS 3 und ALLRIS arbeiten viele."
    _, surfaces = _read(text)
    assert surfaces["ALLRIS"] == ["ALLRIS 3", "ALLRIS"]


def test_a_short_form_means_the_body_that_is_left() -> None:
    """KDO: the one in Saxony ended in 2003, and this article is of 2020."""
    entities, _ = _read("Dabei waren auch AKDB, Dataport und KDO.")
    assert "KDO" in entities


def test_a_short_form_of_two_living_bodies_means_neither() -> None:
    entities, _ = _read("Dabei waren auch AKDB, Dataport und KDG.")
    assert not {label for label in entities if label.startswith("KDG")}


def _described(text: str, noun: str) -> str:
    """The label of what the description with ``noun`` means, nothing if it means nobody."""
    linked = linked_text(text)
    found = [m.value for _, ms in linked.sentences for m in ms if m.surface == noun and not m.named]
    return linked.entities[found[0]].label if found else ""


@pytest.mark.parametrize(
    ("text", "noun", "label"),
    [
        ("Olpe hilft. Die nordrhein-westfälische Stadt zahlt.", "Stadt", "Olpe"),
        ("Hagen und Kassel helfen. Die nordrhein-westfälische Stadt zahlt.", "Stadt", "Hagen"),
        ("Die Lecos hilft. Der Leipziger IT-Dienstleister zahlt.", "IT-Dienstleister", "Lecos"),
        ("Die Lecos hilft. Der Hagener IT-Dienstleister zahlt.", "IT-Dienstleister", ""),
        ("Der Leipziger IT-Dienstleister zahlt. Die Lecos hilft.", "IT-Dienstleister", "Lecos"),
        ("Die hessische Stadt zahlt. Das sagen Fulda und Hanau.", "Stadt", ""),
        ("Die Hagener Must-IT hilft. Das Hagener Unternehmen zahlt.", "Unternehmen", "Must-IT"),
        ("Die Stadtwerke Uelzen helfen. Die Stadtwerke zahlen.", "Stadtwerke", "Stadtwerke Uelzen"),
        ("Die Must GmbH hilft. Das Start-up zahlt.", "Start-up", "Must"),
    ],
)
def test_a_description_says_where_its_body_is(text: str, noun: str, label: str) -> None:
    assert _described(text, noun) == label
