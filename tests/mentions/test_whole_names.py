"""Where names end, what is a name at all, and product or maker.  Most names are made up."""

from __future__ import annotations

import pytest

from linking_probe import linked_text, named_things


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (
            "Die Deutsche Gesellschaft zur Prüfung von Musterverfahren (DPM) war im Rathaus.",
            "Company",
            "Deutsche Gesellschaft zur Prüfung von Musterverfahren",
        ),
        ("Der IT-Verbund (ITH) Hagen begann 2013.", "Provider", "IT-Verbund Hagen"),
        ("Auch die TU Darmstadt ist dabei.", "PublicBody", "TU Darmstadt"),
        ("Die Ruhr-Universität Bochum hilft.", "PublicBody", "Ruhr-Universität Bochum"),
        ("Die Hochschule Mittelmuster-Au hilft.", "PublicBody", "Hochschule Mittelmuster-Au"),
        ("Das plant der Netzbetreiber MUS:NET mit.", "Company", "MUS:NET"),
        ("Die MUS:NET AG baut Netze.", "Company", "MUS:NET"),
        ("Hilfe kam vom Beratungshaus Muster kommunal.", "Company", "Muster kommunal"),
        ("Die Musterblick digital GmbH half.", "Company", "Musterblick digital"),
        (
            "Es half die Orgamust Beratungs- und Service GmbH aus Hagen.",
            "Company",
            "Orgamust Beratungs- und Service",
        ),
        ("Die Gesellschaft für Muster mbH half.", "Company", "Gesellschaft für Muster"),
        ("Sie hat mit MST-Security einen erfahrenen Berater.", "Company", "MST-Security"),
        ("Die Stadt Hagen nutzt die Low-Code-Plattform Mustisa.", "Product", "Mustisa"),
        ("Das Produkt läuft unter dem Namen kiri.Finanzen_N.", "Product", "kiri.Finanzen_N"),
        ("Programme wie Rechnix werden abgelöst.", "Product", "Rechnix"),
        ("Sie nutzt den Musterix-Cloud-Arbeitsplatz.", "Product", "Musterix-Cloud-Arbeitsplatz"),
        ("Mit dem Programm „Ort 2.0“ fördert der Bund die Stadt.", "Topic", "Ort 2.0"),
        ("Dabei sind die Ämter Hohe Elbgeest und Bargteheide-Land.", "MunicipalAssociation",
         "Amt Bargteheide-Land"),
        ("Die Samtgemeinden Lüchow (Wendland) und Gartow helfen.", "MunicipalAssociation",
         "Samtgemeinde Gartow"),
        ("Mit Essen und Dortmund sind Großstädte dabei.", "Municipality", "Essen"),
        ("Dateien liegen in Nextcloud.", "Product", "Nextcloud Hub"),
        ("Das sagt der Anbieter Nextcloud.", "Company", "Nextcloud GmbH"),
        ("Die Anleitung stammt aus NRW.", "State", "Nordrhein-Westfalen"),
        ("Beteiligt sind die Unternehmen Mustrix, Foratix und Ternat.", "Company", "Foratix"),
        ("Sie nutzt die Software der Firmen DATEV und Beispilix.", "Company", "Beispilix"),
        ("Das baut die Bietergemeinschaft aus Mustrix und Bespilo.", "Company", "Bespilo"),
        ("Die Fachanwendung Digitales Musterverfahren (DiMu) ist neu.", "Product",
         "Digitales Musterverfahren"),
        ("Die Stadt Hagen führt mit Mustory eine neue Finanzsoftware ein.", "Product", "Mustory"),
        ("Die Gesellschaft für neue Muster (GNM) half.", "Company",
         "Gesellschaft für neue Muster"),
        ("Der Verein Digitale Stadt Mustern e.V. half.", "Association", "Digitale Stadt Mustern"),
        ("Der Hersteller Mustrix, Spezialist für Schulen, liefert.", "Company", "Mustrix"),
        ("Sie führt DATEV MusterPlus ein.", "Product", "DATEV MusterPlus"),
        ("Das Kreisjugendamt Hagen arbeitet damit.", "PublicBody", "Kreisjugendamt Hagen"),
        ("Der Breitband-Ausbau geht voran.", "Topic", "Breitband"),
    ],
)  # fmt: skip
def test_names_are_read_whole(text: str, kind: str, name: str) -> None:
    assert (kind, name) in named_things(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Im Serviceportal Ennepe-Ruhr steht alles bereit.", "Ennepe-Ruhr"),
        ("Das Programm Angebot und Nachfrage zusammenzuführen hilft.", "Angebot"),
        ("Damit findet die Software Anklang.", "Anklang"),
        ("Auch die Ämter Schule und Kultur arbeiten mit.", "Amt Schule"),
        ("Die Orte der Regionen Musterau, Beispielau und Hinterau helfen.", "Hinterau"),
        ("Sie ist als kommunale GmbH gegründet.", "kommunale"),
        ("Das Essen und die Getränke sind gut.", "Essen"),
        ("Die TU Darmstadt hilft.", "Darmstadt"),
        ("Die Unternehmen Zeit und Geld sparen zu lassen, ist gut.", "Zeit"),
        ("Dass die Anbieter Server und Netze liefern, ist bekannt.", "Server"),
        ("Sie hat mit Mut eine Software eingeführt.", "Mut"),
    ],
)
def test_what_is_no_name_is_none(text: str, name: str) -> None:
    assert name not in {label for _, label in named_things(text)}


def test_short_form_inside_a_name_holds_throughout() -> None:
    text = "Der IT-Verbund (ITH) Hagen begann 2013. Heute hat der ITH 20 Mitarbeiter."
    linked = linked_text(text)
    meant = {m.value for _, mentions in linked.sentences for m in mentions if m.letter == "O"}
    assert len(meant) == 1
