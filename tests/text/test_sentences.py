"""Sentence boundaries, by example and by property."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunalgraph.text.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text, 0, len(text))]


WHOLE = [
    "Das gilt z. B. Für Musterstadt ist es neu.",
    "Das gilt z.B. für Musterstadt und d. h. für alle.",
    "Dr. Erika Muster und Prof. Dr. Max Muster kamen.",
    "Dr. h. c. Erika Muster und Dr. rer. nat. Max Muster kamen.",
    "Dr.-Ing. Max Muster und Dipl.-Ing. Erika Muster leiten das Amt.",
    "Erika M. Muster und M. Müller kamen.",
    "Dr. Max. O. Muster ist Amtschef.",
    "Am 12. Mai feiert die Muster-IT.",
    "Am 3. Juli 2015 und vom 5. bis 7. Oktober wird getagt.",
    "Zum 20. Firmengeburtstag kamen viele.",
    "Mitte des 19. Jahrhunderts entstand der Kreis.",
    "Der 5. Zukunftskongress tagt in Musterstadt.",
    "Rund 7.500 Einwohner und 1.500 Rechner hat der Ort.",
    "Die Muster-IT e. V. Musterstadt berät.",
    "Sie zahlt 3 Mio. Euro und 2 Mrd. Franken.",
    "Nach Abs. 3 und Art. 5 sowie Nr. 7 des Gesetzes gilt das.",
    "Die St. Georgener Verwaltung, inkl. Bauhof, zieht um.",
    "Komm.ONE, SD.NET und das Servicekonto.NRW sind verbunden.",
    "Mehr steht unter www.musterstadt.de und in Web 2.0 bereit.",
    "Er sagte: „Das wird gut“, und ging.",
    "„Was nun?“, fragte Erika Muster.",
    "„Was nun?“ fragte Erika Muster.",
    "Sie fragte sich: Wohin geht die Reise?",
    "Das Ziel ist klar: Die Verwaltung wird digital.",
    "Das Portal Ahoi! und die App sind neu.",
    "v. l. n. r. Max Muster, Erika Muster",
    "v.l.: Max Muster (Minister); Erika Muster (CIO)",
    "Es geht um Kommunen, Länder usw. und um den Bund.",
    "Das Zitat „Wir […] Kommunen“ ist gekürzt.",
    "Friedrich II. Preußenkönig war ein Vorbild.",
    "Die Verwaltung bricht mitten im Wo",
]

SPLIT = [
    ("Das ist neu. Das ist alt.", ["Das ist neu.", "Das ist alt."]),
    ("Wie? So! Gut.", ["Wie?", "So!", "Gut."]),
    ("Das Jahr war 2019. Kommunen hofften.", ["Das Jahr war 2019.", "Kommunen hofften."]),
    ("Es stieg auf 45. Bürger staunten.", ["Es stieg auf 45.", "Bürger staunten."]),
    ("Neu ist Windows 10. Kommunen warten.", ["Neu ist Windows 10.", "Kommunen warten."]),
    ("Er gründete den e. V. Die Stadt half.", ["Er gründete den e. V.", "Die Stadt half."]),
    ("Es geht um Städte usw. Das ist neu.", ["Es geht um Städte usw.", "Das ist neu."]),
    ("„Das wird gut.“ So sprach sie.", ["„Das wird gut.“", "So sprach sie."]),
    ("Es heißt „Plan B“. Es gilt.", ["Es heißt „Plan B“.", "Es gilt."]),
    ("»Das wird gut.« Dann ging sie.", ["»Das wird gut.«", "Dann ging sie."]),
    ("Er ging (wie immer.) Sie blieb.", ["Er ging (wie immer.)", "Sie blieb."]),
    ("Das ist gut. ekom21 liefert.", ["Das ist gut.", "ekom21 liefert."]),
    ("Das ist gut. xSuite liefert.", ["Das ist gut.", "xSuite liefert."]),
    ("Das ist gut. krz-Chef Muster geht.", ["Das ist gut.", "krz-Chef Muster geht."]),
    ("Sie kam … Dann ging sie.", ["Sie kam …", "Dann ging sie."]),
    ("Sie kommt. – Das ist neu.", ["Sie kommt.", "– Das ist neu."]),
    ("Das war eine neue Art. Kommunen lernen.", ["Das war eine neue Art.", "Kommunen lernen."]),
    ("Es läuft in NRW. Kommunen lernen.", ["Es läuft in NRW.", "Kommunen lernen."]),
    ("[23.5.2011] Seit heute gilt es.", ["[23.5.2011]", "Seit heute gilt es."]),
    (
        "Muster gratuliert. (Foto: Muster-IT) 40 Jahre sind es.",
        ["Muster gratuliert.", "(Foto: Muster-IT)", "40 Jahre sind es."],
    ),
    ("Unser Weg\n\nEs begann.", ["Unser Weg", "Es begann."]),
    ("Max Muster am Pult\n(Bildquelle: Muster)", ["Max Muster am Pult", "(Bildquelle: Muster)"]),
    ("Die Stadt\nMusterstadt hofft.", ["Die Stadt\nMusterstadt hofft."]),
    (
        "Alles neu\n" + "Wort " * 30 + "Ende.",
        ["Alles neu", ("Wort " * 30 + "Ende.")],
    ),
]


@pytest.mark.parametrize("text", WHOLE)
def test_stays_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_splits(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_reads_only_its_block() -> None:
    text = "Erstens. Zweitens. Drittens."
    assert [text[a:b] for a, b in split_sentences(text, 9, 18)] == ["Zweitens."]


def test_nothing_but_space_has_no_sentence() -> None:
    assert split_sentences(" \n\n ", 0, 4) == []


GERMAN = st.lists(
    st.sampled_from(
        [
            *"abzAZÄß019",
            ".",
            "!",
            "?",
            "…",
            " ",
            "\n",
            "„",
            "“",
            "(",
            ")",
            "[",
            "]",
            ":",
            "–",
            "Dr.",
            "z. B.",
            "e. V.",
            " Der ",
            " Mai ",
            "12. ",
            "(Foto: x) ",
            "3] ",
            "u\u0308",
            "\u00a0",
        ]
    ),
    max_size=60,
).map("".join)


@given(GERMAN | st.text(max_size=80), st.integers(0, 20), st.integers(0, 20))
def test_every_character_stands_in_exactly_one_sentence(text: str, left: int, right: int) -> None:
    start, end = min(left, len(text)), max(min(left, len(text)), len(text) - right)
    spans = split_sentences(text, start, end)
    position = start
    for begin, stop in spans:
        assert position <= begin < stop <= end
        assert text[position:begin].strip() == ""
        assert text[begin:stop] == text[begin:stop].strip()
        position = stop
    assert text[position:end].strip() == ""


def test_real_articles_split_as_read(shared: Path) -> None:
    """All 438 sentences were read by eye; another count asks for another look."""
    texts = [path.read_text("utf-8") for path in sorted((shared / "eval/dev/texts").glob("*.txt"))]
    assert len(texts) == 24
    assert sum(len(sentences(text)) for text in texts) == 438
