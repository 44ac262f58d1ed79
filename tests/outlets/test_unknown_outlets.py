"""Texts of unknown origin: provider's news, local paper, press release, interview, bulletin."""

from __future__ import annotations

from datetime import date

import pytest

from kommunalgraph.errors import NotAnArticle
from outlets.pages import check_blocks, parts, read, texts

NEWS = """Startseite > Aktuelles > Meldungen
Muster-IT nimmt Rechenzentrum in Betrieb

Musterstadt, 12. März 2024 – Die Muster-IT hat ein Rechenzentrum eröffnet.

„Wir versorgen 74 Kommunen“, sagte Geschäftsführerin Erika Muster.

Über die Muster-IT
Die Muster-IT ist ein kommunaler IT-Dienstleister mit Sitz in Musterstadt und 120 Beschäftigten.

Pressekontakt:
Max Muster
Musterstraße 1, 12345 Musterstadt
Telefon: 01234 5678-90
E-Mail: presse@muster-it.example
"""

LOCAL = """Digitale Verwaltung
Stadtrat beschließt Beitritt zur Muster-IT
Von Erika Muster

Musterstadt. Der Stadtrat hat den Beitritt beschlossen. Bürgermeister Max Muster ist zufrieden.

Foto: Stadt Musterstadt

Die Kosten liegen bei zwei Millionen Euro.

Kommentare
Das wurde Zeit, endlich geht es los!
"""

RELEASE = """PRESSEMITTEILUNG
Pressemitteilung vom 3. Mai 2023

Muster eG wächst auf 80 Mitglieder

Die Muster eG, eine Genossenschaft für kommunale IT mit Sitz in
Musterstadt, hat die Gemeinde Musterdorf aufgenommen. Damit zählt die
Genossenschaft 80 Mitglieder, teilte Vorständin Erika Muster mit. Auch
der Landkreis Musterland ist dabei.

Zum 1. Juni 2023 übernimmt Max Muster die Leitung der Abteilung für
den Betrieb. Er folgt auf Erna Beispiel, die in den Ruhestand geht und
der Genossenschaft verbunden bleibt.

Kontakt
Muster eG, Musterweg 3, 12345 Musterstadt
"""


def test_providers_own_news():
    article = read(NEWS)
    check_blocks(article)
    assert article.outlet is None
    assert article.published == date(2024, 3, 12)
    assert parts(article) == [
        ("title", "Muster-IT nimmt Rechenzentrum in Betrieb"),
        ("body", "Musterstadt"),
        ("body", "Die Muster-IT hat ein Rechenzentrum eröffnet."),
        ("body", "„Wir versorgen 74 Kommunen“, sagte Geschäftsführerin Erika Muster."),
        ("heading", "Über die Muster-IT"),
        (
            "body",
            "Die Muster-IT ist ein kommunaler IT-Dienstleister mit Sitz in Musterstadt"
            " und 120 Beschäftigten.",
        ),
    ]


def test_text_about_the_body_below_the_contact_is_read():
    before, about = NEWS.split("Über die Muster-IT\n")
    text, contact = about.split("Pressekontakt:")
    article = read(f"{before}Pressekontakt:{contact}\nÜber die Muster-IT\n{text}")
    assert texts(article, "body")[-1].startswith("Die Muster-IT ist ein kommunaler")
    assert not any("Musterstraße" in text for _, text in parts(article))


def test_local_paper():
    article = read(LOCAL)
    assert article.kicker == "Digitale Verwaltung"
    assert article.title == "Stadtrat beschließt Beitritt zur Muster-IT"
    assert article.authors == ("Erika Muster",)
    assert texts(article, "body") == [
        "Musterstadt",
        "Der Stadtrat hat den Beitritt beschlossen. Bürgermeister Max Muster ist zufrieden.",
        "Die Kosten liegen bei zwei Millionen Euro.",
    ]


def test_press_release_with_wrapped_lines():
    article = read(RELEASE)
    check_blocks(article)
    assert article.title == "Muster eG wächst auf 80 Mitglieder"
    assert article.published == date(2023, 5, 3)
    lead, body = texts(article, "lead") + texts(article, "body")
    assert lead.startswith("Die Muster eG,")
    assert lead.endswith("ist dabei.")
    assert body.startswith("Zum 1. Juni 2023 übernimmt")


def test_labelled_interview():
    article = read(
        "Erika Muster: „Wir wachsen weiter“\nStand: 04.02.2022\n\n"
        "Frage: Frau Muster, was macht die Muster-IT?\nAntwort: Wir betreuen 40 Kommunen.\n\n"
        "F: Und dann?\nA: Wir bauen ein Rechenzentrum in Musterstadt.\n"
    )
    assert article.published == date(2022, 2, 4)
    assert parts(article)[1:] == [
        ("question", "Frau Muster, was macht die Muster-IT?"),
        ("body", "Wir betreuen 40 Kommunen."),
        ("question", "Und dann?"),
        ("body", "Wir bauen ein Rechenzentrum in Musterstadt."),
    ]


def test_association_bulletin_with_a_list():
    article = read(
        "Mitteilungen des Verbandes, Nr. 12/2021\nMusterAkte in Musterstadt eingeführt\n\n"
        "Die MusterAkte läuft jetzt im Rathaus.\nBeteiligt sind:\n- Musterdorf\n- Musterhausen\n\n"
        "Ihr Ansprechpartner:\nMax Muster, Tel. 01234/567\n"
    )
    assert (article.kicker, article.title) == (None, "MusterAkte in Musterstadt eingeführt")
    assert texts(article, "body") == [
        "Die MusterAkte läuft jetzt im Rathaus.",
        "Beteiligt sind:",
        "Musterdorf",
        "Musterhausen",
    ]


def test_single_sentence_is_read():
    article = read("Die Stadt Musterstadt ist seit 2019 Kunde der Muster-IT.")
    assert article.title is None
    assert texts(article, "body") == [article.text]


def test_date_of_an_event_is_not_the_articles_date():
    article = read(
        "Muster-IT lädt ein\n\nAm 12. März 2024 ist in Musterstadt der Tag der Verwaltung.\n"
    )
    assert article.published is None


def test_month_alone_is_no_date():
    assert read("März 2024\n\nMuster-IT lädt ein\n\nEs geht um die Verwaltung.\n").published is None


@pytest.mark.parametrize(
    "line",
    [
        "Diese Website verwendet Cookies, um Ihnen das beste Angebot zu machen.",
        "Anzeige",
        "Drucken",
        "Auf Facebook teilen",
        "Facebook Twitter LinkedIn",
        "© Muster-IT 2024",
        "Telefon: 01234 5678-90",
        "presse@muster-it.example",
        "(Foto: Stadt Musterstadt)",
        "12.03.2024, 14:30 Uhr",
    ],
)
def test_furniture_is_in_no_block(line):
    article = read(
        f"Muster-IT baut aus\n\nDie Muster-IT baut in Musterstadt.\n\n{line}\n\nSie baut weiter.\n"
    )
    assert not any(line in text for _, text in parts(article))
    assert len(article.blocks) == 3


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("\n\n \n", "empty"),
        ("Startseite\nImpressum\nDatenschutz\n", "no running text"),
        ("404 Not Found\n\nDie Seite gibt es nicht mehr.\n", "error page"),
        ("Seite nicht gefunden\n\nDie Seite gibt es nicht mehr.\n", "error page"),
    ],
)
def test_what_is_no_article(content, reason):
    with pytest.raises(NotAnArticle, match=reason):
        read(content)


def test_number_in_a_title_is_no_error_page():
    assert (
        read("500 neue Laptops\n\nDie Muster-IT liefert nach Musterstadt.\n").title
        == "500 neue Laptops"
    )


def test_outlets_name_and_date_above_the_title():
    article = read(
        "Musterblatt\n07.02.2012 | Allgemeine Meldungen\n\nMuster-IT und Muster eG schließen sich"
        " zusammen\n\nDie beiden Häuser aus Musterstadt gehen zusammen.\n\nwww.muster-it.example\n"
    )
    assert article.title == "Muster-IT und Muster eG schließen sich zusammen"
    assert article.published == date(2012, 2, 7)
    assert article.links == ("www.muster-it.example",)


@pytest.mark.parametrize(
    "credit",
    ["(Foto: Stadt Musterstadt, pixabay.com)", "Foto: Muster, Erika (em)", "[Bild: Stadt]", "© em"],
)
def test_credit_at_the_end_of_a_caption(credit):
    article = read(f"Muster-IT baut aus\n\nDer Bau in Musterstadt. {credit}\n\nSie baut weiter.\n")
    assert parts(article)[1:] == [
        ("caption", "Der Bau in Musterstadt."),
        ("body", "Sie baut weiter."),
    ]


@pytest.mark.parametrize(
    "dateline",
    [
        "Musterstadt (hjs) - ",
        "MUSTERSTADT (em) – ",
        "Musterstadt/Musterdorf. (aot/rö) ",
        "Musterstadt – ",
        "Bad Musterstadt. ",
        "Musterstadt, den 3. Mai 2023. ",
    ],
)
def test_datelines(dateline):
    article = read(f"Muster-IT baut aus\n\n{dateline}Die Muster-IT baut ein Haus.\n")
    place, text = texts(article, "body")
    assert dateline.startswith(place)
    assert text == "Die Muster-IT baut ein Haus."


def test_short_name_in_brackets_is_no_dateline():
    text = "Das Rechenzentrum Musterstadt (mrz) Nord betreibt die Server."
    assert texts(read(f"Muster-IT baut aus\n\n{text}\n"), "body") == [text]


@pytest.mark.parametrize(
    "byline", ["Von\n  • Erika Muster", "| Redakteurin: Erika Muster", "Autorin:\nErika Muster"]
)
def test_bylines_in_pieces(byline: str) -> None:
    text = "Die Muster-IT baut in Musterstadt ein Rechenzentrum. Es wird groß."
    article = read(f"Muster-IT baut aus\n\n18:25 14.01.2017\n{byline}\n\n{text}\n")
    assert article.authors == ("Erika Muster",)
    assert article.published == date(2017, 1, 14)
    assert texts(article, "body") == [text]


def test_the_name_of_the_paper_is_no_headline() -> None:
    article = read("Musterer Nachrichten | Ihre Zeitung\n\nMuster-IT baut aus\n\nEs wird groß.\n")
    assert article.title == "Muster-IT baut aus"


def test_items_with_dates_of_their_own_date_no_article():
    article = read(
        "Aus dem Archiv\n\nMusterstadt, 30.12.2019. Die Muster-IT baut.\n"
        "Musterdorf, Oktober 2011. Erika Muster wird Bürgermeisterin.\n"
    )
    assert article.published is None


def test_comments_below_the_article_are_not_read():
    article = read(f"{LOCAL}Von Max Muster\nhttps://www.werbung.example\n{'Sehr schön. ' * 60}")
    assert article.authors == ("Erika Muster",)
    assert article.links == ()
    assert texts(article, "body")[-1] == "Die Kosten liegen bei zwei Millionen Euro."


def test_byte_order_mark_is_in_no_block():
    article = read("\ufeffMuster-IT baut aus\n\nDie Muster-IT baut in Musterstadt.\n")
    assert article.title == "Muster-IT baut aus"
    assert article.blocks[0].start == 1
