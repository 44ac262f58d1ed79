from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from kommunalgraph.graph.building import build
from kommunalgraph.graph.names import KG, RDF
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store, subjects
from kommunalgraph.pipeline import read_inputs
from kommunalgraph.serve.pages.articles import article_page, heading_of, mentioning
from kommunalgraph.serve.pages.references import node_of

TEXT = """Musterstadt wird Kunde

(01.02.2024) Die KITU zählt heute 74 Mitglieder. Das sagt Erika Muster, Geschäftsführerin der KITU.
Mehr war nicht zu erfahren.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "artikel.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def graph(file: Path) -> Store:
    """What was read from the file."""
    found = memory_store()
    report = build(found, read_inputs([file]), Reference())
    assert report.articles == 1 and report.accepted
    return found


def article(graph: Store) -> NamedNode:
    (node,) = subjects(graph, RDF.type, KG.Article)
    return node


def words(graph: Store, *, texts: bool) -> str:
    page = article_page(graph, article(graph), texts=texts)
    assert page.whole is texts
    return "\n".join("".join(x.text for x in passage.pieces) for passage in page.passages)


def test_without_permission_only_quotes_are_shown(graph: Store) -> None:
    shown = words(graph, texts=False)
    assert "74 Mitglieder" in shown
    assert "Mehr war nicht zu erfahren" not in shown


def test_with_permission_the_whole_text_is_shown_with_its_marks(graph: Store) -> None:
    page = article_page(graph, article(graph), texts=True)
    assert page.whole
    shown = words(graph, texts=True)
    assert "Mehr war nicht zu erfahren." in shown
    marked = {
        key: "".join(x.text for p in page.passages for x in p.pieces if key in x.claims)
        for key in (claim.source.key for claim in page.claims)
    }
    assert marked == {claim.source.key: claim.source.quote for claim in page.claims}
    named = [x.text for p in page.passages for x in p.pieces if x.reference]
    assert named.count("KITU") == 2


def test_a_text_that_has_changed_is_not_shown(graph: Store, file: Path) -> None:
    file.write_text(TEXT.replace("74", "99"), encoding="utf-8")
    assert not article_page(graph, article(graph), texts=True).whole


def test_a_text_that_is_gone_is_not_shown(graph: Store, file: Path) -> None:
    file.unlink()
    page = article_page(graph, article(graph), texts=True)
    assert not page.whole and page.passages


def test_articles_come_newest_first_and_no_teaser_beside_its_article(land: Store) -> None:
    found = [heading.reference.id for heading in mentioning(land, node_of("org/muster-it"))]
    assert found == ["article/a2019", "article/a2017"]


def test_a_teaser_and_its_article_lead_to_each_other(land: Store) -> None:
    teaser = article_page(land, node_of("article/t2019"))
    assert teaser.full and teaser.full.id == "article/a2019"
    assert teaser.teaser_on and teaser.teaser_on.id == "article/a2024"
    host = article_page(land, node_of("article/a2024"))
    assert [each.id for each in host.teasers] == ["article/t2019"]


def test_a_heading_says_what_a_reader_chooses_by(land: Store) -> None:
    heading = heading_of(land, node_of("article/a2017"))
    assert (heading.reference.label, heading.outlet, heading.published) == (
        "Musterstadt wird Kunde",
        "Musterblatt",
        "2017-05-04",
    )
