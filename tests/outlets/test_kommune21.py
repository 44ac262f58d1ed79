"""Both layouts of Kommune21, on articles of our own."""

from __future__ import annotations

from datetime import date

import pytest

from kommunalgraph.outlets import articles_of
from outlets.pages import (
    INTERVIEW,
    NEW_KOMMUNE21,
    OLD_KOMMUNE21,
    check_blocks,
    document,
    parts,
    read,
    texts,
)


def test_old_layout_header():
    article = read(OLD_KOMMUNE21)
    assert article.outlet == "Kommune21"
    assert article.kicker == "Muster-IT / Muster eG"
    assert article.title == "Zwei feiern"
    assert article.published == date(2019, 10, 22)
    assert article.iri.endswith("id/article/kommune21-2019-10-22-zwei-feiern")
    assert article.authors == ("em",)
    assert article.keywords == ("Unternehmen", "Muster-IT", "Muster eG (MEG)")
    assert article.links == ("https://www.muster-it.example", "https://www.muster-eg.example")
    assert article.teaser_on is None


def test_old_layout_blocks():
    assert parts(read(OLD_KOMMUNE21)) == [
        ("kicker", "Muster-IT / Muster eG"),
        ("title", "Zwei feiern"),
        ("lead", "Seit 20 Jahren gibt es die Muster-IT, seit zehn die Muster eG."),
        ("caption", "Erika Muster freut sich."),
        ("body", "Die Muster-IT aus Musterstadt betreut 74 Kommunen."),
        ("body", "Erika Muster leitet das Haus (wir berichteten) und ist zufrieden."),
        ("heading", "Blick nach vorn"),
        (
            "body",
            "In Musterdorf entsteht ein zweites Rechenzentrum, das im kommenden Jahr fertig"
            " werden soll.",
        ),
        ("links", "https://www.muster-it.example"),
        ("links", "https://www.muster-eg.example"),
        ("keywords", "Unternehmen, Muster-IT, Muster eG (MEG)"),
    ]


def test_teasers_are_articles_of_their_own():
    main, *teasers = articles_of(document(OLD_KOMMUNE21))
    assert [(teaser.kicker, teaser.title, teaser.published) for teaser in teasers] == [
        ("Musterland", "Kreise bündeln IT", date(2019, 11, 15)),
        ("Beispielport", "Standards zählen", date(2019, 11, 8)),
    ]
    assert {teaser.teaser_on for teaser in teasers} == {main.iri}
    assert {teaser.text for teaser in teasers} == {OLD_KOMMUNE21}
    assert teasers[0].iri.endswith("kommune21-2019-11-15-kreise-buendeln-it")
    assert parts(teasers[0]) == [
        ("kicker", "Musterland"),
        ("title", "Kreise bündeln IT"),
        ("lead", "Die Landkreise Musterland und Beispielland legen ihre IT zusammen."),
        ("caption", "Musterland und Beispielland bündeln ihre Informationstechnik."),
    ]
    for teaser in teasers:
        check_blocks(teaser)


def test_teasers_without_marker_line():
    page = OLD_KOMMUNE21.replace("Weitere Meldungen und Beiträge aus dem Bereich Unternehmen\n", "")
    assert [teaser.title for teaser in articles_of(document(page))[1:]] == [
        "Kreise bündeln IT",
        "Standards zählen",
    ]


def test_advertiser_is_in_no_block_even_without_the_furniture_above():
    page = OLD_KOMMUNE21.replace("Druckversion    PDF     Link mailen", "").replace(
        "Stichwörter: Unternehmen, Muster-IT, Muster eG (MEG)", ""
    )
    assert not any(
        "Werbe-IT" in text for article in articles_of(document(page)) for _, text in parts(article)
    )


def test_teaser_with_impossible_date_has_none():
    teaser = articles_of(document(OLD_KOMMUNE21.replace("[15.11.2019]", "[35.13.2019]")))[1]
    assert teaser.published is None
    assert teaser.title == "Kreise bündeln IT"


def test_new_layout():
    article = read(NEW_KOMMUNE21)
    assert (article.outlet, article.kicker, article.title) == (
        "Kommune21",
        "Muster-IT",
        "Die Akte kommt",
    )
    assert article.published == date(2025, 12, 17), "not the day on which the page was saved"
    assert parts(article)[2:] == [
        ("lead", "In Musterstadt führt die Muster-IT die elektronische Akte ein."),
        ("caption", "Das Rathaus von Musterstadt."),
        (
            "body",
            "Musterstadt arbeitet künftig ohne Papier. Die Muster-IT stellt die Software bereit.",
        ),
        ("heading", "Weniger Wege"),
        (
            "body",
            "Für die Bürgerinnen und Bürger ändert sich einiges, sagt Max Muster im Geb",
        ),
    ]


def test_new_layout_without_date():
    page = NEW_KOMMUNE21.replace("[17.12.2025] ", "")
    article = read(page)
    assert article.published is None
    assert article.outlet == "Kommune21"
    assert texts(article, "caption") == ["Das Rathaus von Musterstadt."]


def test_doubled_picture_is_read_once():
    picture = "Das Rathaus von Musterstadt.\n(Bildquelle: Stadt Musterstadt)\n"
    text = "Musterstadt hat ein neues Portal bekommen."
    page = f"PortaleNeuer Auftritt\n\n{picture}\n{picture}{text}\n"
    assert parts(read(page)) == [
        ("kicker", "Portale"),
        ("title", "Neuer Auftritt"),
        ("caption", "Das Rathaus von Musterstadt."),
        ("body", "Musterstadt hat ein neues Portal bekommen."),
    ]


def test_interview_questions():
    article = read(INTERVIEW)
    assert article.kicker == "Interview"
    assert texts(article, "question") == [
        "Frau Dr. Muster, Sie leiten seit Januar die Muster-IT. Wie fühlt sich das an?",
        "Was kommt als Nächstes?",
    ]
    assert texts(article, "body") == [
        "Sehr gut, denn das Haus hat tüchtige Leute.",
        "Wir bauen ein Rechenzentrum in Musterdorf.",
    ]


def test_caption_glued_to_the_first_question():
    page = (
        "Interview:\nStark\n\n[15.7.2020] Erika Muster erklärt ihre Pläne.\n\n"
        "Muster-IT-Chefin Erika Muster Frau Muster, was haben Sie vor?\n\nWir bauen aus.\n"
    )
    assert parts(read(page))[3:] == [
        ("caption", "Muster-IT-Chefin Erika Muster"),
        ("question", "Frau Muster, was haben Sie vor?"),
        ("body", "Wir bauen aus."),
    ]


def test_short_name_in_brackets_is_no_author():
    article = read(OLD_KOMMUNE21.replace("(em)", "In Musterdorf sitzt das Rechenzentrum (mrz)."))
    assert article.authors == ()
    assert texts(article, "body")[-1].endswith("(mrz).")


def test_text_without_headline_and_one_keyword_per_line():
    article = read(
        "[6.2.2012] Die Muster-IT und die Muster eG haben sich zusammengeschlossen.\n"
        "Beide kommen aus Musterstadt und arbeiten seit Jahren zusammen.\n(em)\n"
        "http://www.muster-it.example\nStichwörter:\nBau,\nMuster-IT,\nErika Muster\nWerbe-IT\n"
    )
    assert (article.outlet, article.title) == ("Kommune21", None)
    assert article.published == date(2012, 2, 6)
    assert article.keywords == ("Bau", "Muster-IT", "Erika Muster")
    assert article.authors == ("em",)
    assert [kind for kind, _ in parts(article)] == ["lead", "body", "links", *["keywords"] * 3]


LONE_DATE = "Muster-IT wächst weiter\n\n[7.3.2024] Die Muster-IT betreut jetzt 74 Kommunen.\n"


def test_a_date_in_brackets_alone_names_no_outlet():
    article = read(LONE_DATE)
    assert article.outlet is None
    assert article.title == "Muster-IT wächst weiter"
    assert article.published == date(2024, 3, 7)
    assert texts(article, "lead") == ["Die Muster-IT betreut jetzt 74 Kommunen."]


@pytest.mark.parametrize(
    "text",
    [
        f"Muster-IT:\n{LONE_DATE}",
        f"Samstag, 9. März 2024\n\n{LONE_DATE}",
        f"Muster-IT{LONE_DATE.removeprefix('Muster-IT wächst ').capitalize()}",
        f"{LONE_DATE}\nDas Rathaus.\n(Bildquelle: Stadt Musterstadt)\n",
        f"{LONE_DATE}\nStichwörter: Unternehmen, Muster-IT\n",
        f"{LONE_DATE}\nDruckversion    PDF     Link mailen\n",
    ],
)
def test_a_date_and_another_sign_name_the_outlet(text: str):
    article = read(text)
    assert article.outlet == "Kommune21"
    assert article.published == date(2024, 3, 7)
