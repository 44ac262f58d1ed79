"""Real texts outside the repository: their headers are as annotated."""

from __future__ import annotations

import json
from datetime import date

from kommunalgraph.model import Document
from kommunalgraph.outlets import articles_of
from kommunalgraph.sources import read_documents
from outlets.pages import check_blocks, texts


def test_headers_are_as_annotated(shared):
    golds = sorted((shared / "eval" / "dev" / "gold").glob("*.json"))
    assert golds
    for path in golds:
        gold = json.loads(path.read_text(encoding="utf-8"))
        (document,) = read_documents([path.parents[1] / "texts" / f"{path.stem}.txt"])
        assert isinstance(document, Document)
        (article,) = articles_of(document)
        published = article.published and article.published.isoformat()
        assert (article.outlet, article.kicker, article.title, published) == (
            gold["outlet"],
            gold["kicker"],
            gold["title"],
            gold["date"],
        ), path.stem
        check_blocks(article)
        assert not any("Bildquelle" in text for text in texts(article, "body"))


def test_seed_article(shared):
    (document,) = read_documents([shared / "articles"])
    assert isinstance(document, Document)
    main, *teasers = articles_of(document)
    assert main.iri.endswith("kommune21-2019-10-22-it-dienstleister-jubilieren")
    assert main.authors == ("co",)
    assert len(main.links) == 2
    assert len(main.keywords) == 3
    assert [teaser.published for teaser in teasers] == [
        date(2019, 11, 15),
        date(2019, 11, 8),
        date(2019, 11, 1),
        date(2019, 10, 25),
        date(2019, 10, 21),
    ]
    assert [teaser.kicker for teaser in teasers] == ["IKT-Ost", "USU", "krz", "Dataport", "AKDB"]
    assert teasers[-1].title == "Standards wichtiger als Labore"
    for article in (main, *teasers):
        check_blocks(article)
        assert not any(
            "ekom21" in text or "Druckversion" in text for text in texts(article, "body")
        )
