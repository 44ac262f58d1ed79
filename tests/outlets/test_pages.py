"""HTML pages: metadata, main text, and outlets that a file describes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date

import pytest

from kommunalgraph import knowledge
from kommunalgraph.errors import KnowledgeError, NotAnArticle
from kommunalgraph.outlets import articles_of, layouts
from outlets.pages import OLD_KOMMUNE21, check_blocks, document, parts, read_page, texts

HEAD = """<!doctype html><html lang="de"><head><meta charset="utf-8">
<title>Muster-IT baut aus | Musterblatt</title>
<link rel="canonical" href="https://www.musterblatt.example/a/1">
<meta property="og:site_name" content="Musterblatt">"""
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "Musterblatt"},
{"@type": ["NewsArticle"], "headline": "Muster-IT baut aus",
 "datePublished": "2024-05-06T10:00:00+02:00", "author": [{"@type": "Person",
 "name": "Erika Muster"}],
 "keywords": ["IT", "Musterstadt"]}]}</script>"""
BODY = """</head><body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/p">Politik</a></li></ul></nav>
<main><article><h1><span>Rechenzentrum</span> Muster-IT baut aus</h1>
<p class="lead">Die Muster-IT erweitert ihren Standort in Musterstadt um ein Rechenzentrum.</p>
<p>Die Bauarbeiten beginnen im Juni, sagte Geschäftsführer Max Muster am Montag in Musterstadt.
Investiert werden zehn Millionen Euro.</p>
<h2>Mehr Platz</h2>
<p>Künftig arbeiten hier 200 Menschen. Der Landkreis Musterland ist Kunde des Hauses.</p>
</article></main><footer><p>Impressum</p></footer></body></html>"""


def test_page_with_linked_data():
    article = read_page(HEAD + LINKED + BODY)
    check_blocks(article)
    assert article.outlet == "Musterblatt"
    assert article.url == "https://www.musterblatt.example/a/1"
    assert (article.kicker, article.title) == ("Rechenzentrum", "Muster-IT baut aus")
    assert article.published == date(2024, 5, 6)
    assert article.authors == ("Erika Muster",)
    assert article.keywords == ("IT", "Musterstadt")
    assert article.iri.endswith("musterblatt-2024-05-06-muster-it-baut-aus")
    assert texts(article, "heading") == ["Mehr Platz"]
    assert texts(article, "body")[-1].endswith("Der Landkreis Musterland ist Kunde des Hauses.")
    assert not any("Politik" in text or "Impressum" in text for _, text in parts(article))


def test_page_with_meta_elements():
    meta = """<meta property="og:title" content="Muster-IT baut aus">
<meta property="article:published_time" content="2024-05-06">
<meta name="keywords" content="IT, Bau">"""
    article = read_page(HEAD + meta + BODY)
    assert (article.title, article.published) == ("Muster-IT baut aus", date(2024, 5, 6))
    assert article.keywords == ("IT", "Bau")


def test_page_that_tells_nothing_of_itself():
    article = read_page(HEAD + BODY)
    assert article.title == "Muster-IT baut aus", "without the outlet's name"
    assert article.published is None


def test_text_of_linked_data_where_the_page_has_none():
    linked = LINKED.replace(
        '"headline"',
        '"articleBody": "Die Muster-IT baut in Musterstadt.\\n\\nSie hat 40 Kunden.", "headline"',
    )
    article = read_page(f"{HEAD}{linked}</head><body><div id=app></div></body></html>")
    assert texts(article, "body") == ["Die Muster-IT baut in Musterstadt.", "Sie hat 40 Kunden."]


def test_headline_and_outlet_of_a_page_without_metadata():
    article = read_page(
        "<html><head><title>Muster-IT baut aus - Stadt- und Landbote</title></head><body><main>"
        '<span class="dachzeile">Musterstadt</span><h1>Muster-IT baut aus</h1><p>12.11.2018, ol</p>'
        '<p class="teaser">Die Muster-IT baut in Musterstadt ein zweites Rechenzentrum.</p>'
        "<p>Von Erika Muster ·</p><p>Fertig wird es im kommenden Jahr, sagte Max Muster.</p>"
        "<p>Foto: Muster</p></main></body></html>"
    )
    assert (article.outlet, article.kicker) == ("Stadt- und Landbote", "Musterstadt")
    assert article.title == "Muster-IT baut aus"
    assert article.published == date(2018, 11, 12)
    assert article.authors == ("Erika Muster",)
    assert [text for kind, text in parts(article) if kind in ("lead", "body", "caption")] == [
        "Die Muster-IT baut in Musterstadt ein zweites Rechenzentrum.",
        "Fertig wird es im kommenden Jahr, sagte Max Muster.",
    ]


def test_page_of_kommune21_shows_its_teasers():
    page = OLD_KOMMUNE21.split("\n", 2)[2].replace("\n", "</p><p>")
    article, *teasers = articles_of(
        document(
            '<html><head><link rel="canonical" href="https://www.kommune21.de/meldung_1.html">'
            f"<title>Zwei feiern</title></head><body><article><p>{page}</article></body></html>",
            media_type="text/html",
        )
    )
    check_blocks(article)
    assert (article.outlet, article.published) == ("Kommune21", date(2019, 10, 22))
    assert [teaser.published for teaser in teasers] == [date(2019, 11, 15), date(2019, 11, 8)]


def test_broken_linked_data_is_passed_over():
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    nested = f'<script type="application/ld+json">{"[" * 50_000}</script>'
    odd = '<script type="application/ld+json">{"@type": "Article", "author": [[]]}</script>'
    article = read_page(HEAD + broken + nested + odd + BODY)
    assert article.title == "Muster-IT baut aus"


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<!-- -->",
        "<html><body><script>var a = 1;</script></body></html>",
        "<html>" * 9999,
    ],
)
def test_page_without_text(page):
    with pytest.raises(NotAnArticle):
        read_page(page)


def test_huge_page_is_read_in_bounded_time():
    paragraphs = "".join(f"<p>Absatz <b>{n}</b> aus Musterstadt.</p>" for n in range(30_000))
    article = read_page(f"<html><body><article>{paragraphs}</article></body></html>")
    assert len(article.blocks) == 30_000


@pytest.fixture
def own_outlets(tmp_path, monkeypatch):
    """Knowledge folder with the outlets we have, to which a test adds its own."""
    shutil.copytree(knowledge.folder("data") / "outlets", tmp_path / "outlets")
    monkeypatch.setattr(knowledge, "folder", lambda name: tmp_path)
    layouts._all.cache_clear()
    yield tmp_path / "outlets"
    layouts._all.cache_clear()


def test_outlet_is_one_file(own_outlets):
    (own_outlets / "musterblatt.toml").write_text(
        """name = "Musterblatt am Sonntag"
domains = ["musterblatt.example"]
[furniture]
lines = ["Jetzt Mitglied werden"]
[page]
kicker = '//span[@class="dach"]'
lead = '//p[@class="vor"]'
body = '//div[@class="text"]'
drop = '//div[@class="box"]'
""",
        encoding="utf-8",
    )
    article = read_page(
        f'{HEAD}</head><body><span class="dach">Bauen:</span><h1>Muster-IT baut aus</h1>'
        '<p class="vor">Es geht los.</p><div class="text"><p>Die Muster-IT baut in Musterstadt.</p>'
        '<div class="box"><p>Werbung für alles.</p></div><p>Jetzt Mitglied werden</p>'
        "<p>Sie hat <i>40</i> Kunden.</p></div><p>Fuß</p></body></html>"
    )
    check_blocks(article)
    assert article.outlet == "Musterblatt am Sonntag"
    assert parts(article) == [
        ("kicker", "Bauen"),
        ("title", "Muster-IT baut aus"),
        ("body", "Es geht los."),
        ("body", "Die Muster-IT baut in Musterstadt."),
        ("body", "Sie hat 40 Kunden."),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name = 3", "broken.toml:name"),
        ('name = "X"\nnames = ["Y"]', "broken.toml:names: no such setting"),
        ('name = "X"\nsigns = "Y"', "broken.toml:signs: not a list"),
        ("name = \"X\"\nsigns = ['(']", "broken.toml:signs: '\\(' is no regular expression"),
        ('name = "X"\n[furniture]\nrows = []', "broken.toml:furniture"),
        ("name", "broken.toml: cannot be read"),
    ],
)
def test_wrong_outlet_file_is_named(own_outlets, content, message):
    (own_outlets / "broken.toml").write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        layouts.general()


def test_text_loads_no_page_parser():
    code = """
import sys
from kommunalgraph.model import Document
from kommunalgraph.outlets import articles_of
articles_of(Document("a", "Die Stadt ist Kunde der Muster-IT.", "text/plain", "utf-8", "0" * 64))
sys.exit(any(name in sys.modules for name in ("lxml", "trafilatura", "json")))
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
