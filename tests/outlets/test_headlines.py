"""Kickers glued to their headlines, and words with capitals inside that are none."""

from __future__ import annotations

from datetime import date

import pytest

from kommunalgraph.outlets.headline import split_glued
from kommunalgraph.outlets.layouts import general
from outlets.pages import read, texts


def cut(line: str, content: str = "", known=None) -> str | None:
    seam = split_glued(line, content or line, general(), known)
    return None if seam is None else f"{line[:seam]}|{line[seam:]}"


@pytest.mark.parametrize(
    "expected",
    [
        "IT-Sicherheit|Interkommunales Konzept",
        "Citkomm / KDZ Westfalen-Süd|Ja zur Fusion",
        "OWL-IT|Konstituierende Verbandsversammlung",
        "ekom21|Die Idee des Teilens",
        "Interview|Digital und bürgernah",
        "Portale|Gelungener Mix",
        "krz|Zuwachs an Neukunden",
        "DigitalPakt Schule|Vorhaben vor dem Aus",
        "Digitale Bildung|Dem DigitalPakt näher",
        "Komm.ONE|Weichen gestellt",
        "Musterstadt|IT-Betrieb delegiert",
        "Musterstadt|SmartCity für alle",
        "Halle (Saale)|Neuer Standort",
        "Musterstadt|115 kommt",
        "AKDB|Standards zählen",
        "Land und Kommunen|Pakt geschlossen",
    ],
)
def test_glued_kicker(expected):
    assert cut(expected.replace("|", "")) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Der DigitalPakt kommt",
        "DigitalPakt Schule",
        "GovTech für Musterstadt",
        "Muster-IT führt MusterAkte ein",
        "Neue MusterAkte für Musterstadt",
        "KDO-Cloud für alle",
        "Alles in einem Mandanten",
        "OZG",
        "IT",
        "",
    ],
)
def test_nothing_glued(line):
    assert cut(line) is None


def test_word_that_the_text_repeats_is_whole():
    line = "MusterAkte in Musterstadt eingeführt"
    assert cut(line, f"{line}\n\nDie MusterAkte läuft im Rathaus.") is None


def test_word_of_the_text_shows_the_seam():
    line = "MusterstadtMusterAkte eingeführt"
    assert (
        cut(line, f"{line}\n\nIn Musterstadt läuft die MusterAkte.")
        == "Musterstadt|MusterAkte eingeführt"
    )


def test_known_name_decides():
    assert cut("KDOIT-Betrieb delegiert", known={"KDO"}.__contains__) == "KDO|IT-Betrieb delegiert"
    line = "MusterPortalNeue Dienste"
    assert cut(line, known={"MusterPortal"}.__contains__) == "MusterPortal|Neue Dienste"


def test_a_name_that_the_text_repeats_is_not_parted() -> None:
    line = "MUITA baut ein Rechenzentrum"
    content = f"{line}\n\nDie MUITA sitzt in Musterstadt."
    assert split_glued(line, content, general(), {"MUIT"}.__contains__) is None


@pytest.mark.parametrize(
    ("top", "kicker"),
    [
        ("MITTEILUNGEN FÜR KOMMUNEN", "MITTEILUNGEN FÜR KOMMUNEN"),
        ("MITTEILUNGEN FÜR KOMMUNEN\nAusgabe 2/2013, 18. April 2013", "MITTEILUNGEN FÜR KOMMUNEN"),
        ("MITTEILUNGEN FÜR KOMMUNEN\nNr. 9 vom 18. April 2013\n\nTAGUNG", "TAGUNG"),
    ],
)
def test_the_masthead_of_a_bulletin_is_no_headline(top: str, kicker: str) -> None:
    text = "Die Muster eG hat in Musterstadt getagt, und 74 Kommunen waren dabei."
    article = read(f"{top}\n\nWas Genossenschaften leisten\n\n{text}\n")
    assert (article.kicker, article.title) == (kicker, "Was Genossenschaften leisten")
    assert article.published == (date(2013, 4, 18) if "2013" in top else None)
    assert texts(article, "body") == [text]


def test_a_line_in_capitals_above_the_text_is_the_headline() -> None:
    text = "Die Muster eG hat in Musterstadt getagt, und 74 Kommunen waren dabei."
    assert (
        read(f"MUSTER-IT TAGT IN MUSTERSTADT\n\n{text}\n").title == "MUSTER-IT TAGT IN MUSTERSTADT"
    )


def test_a_longer_name_is_not_parted_by_a_shorter_one() -> None:
    known = {"MUI", "MUIT"}.__contains__
    assert split_glued("MUIT: Leiter verabschiedet", "", general(), known) is None
    assert split_glued("MUIT-Kongress in Musterstadt", "", general(), known) is None
