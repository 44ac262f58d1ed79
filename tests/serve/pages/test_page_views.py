"""The pages as HTML, made of an invented graph, some of it hostile."""

from __future__ import annotations

import lxml.html
import pytest
from pyoxigraph import Store

import hostileland
from kommunalgraph.graph.store import memory_store
from kommunalgraph.serve.pages import views


def shown(graph: Store, path: str, **visit: object) -> lxml.html.HtmlElement:
    """Return the page at ``path`` and require that it is one."""
    name = next(
        (n for n, start in (("question", "/questions/"), ("resource", "/page/")) if start in path),
        {"/": "start", "/topics": "topics"}.get(path, ""),
    )
    made = views.page(graph, name, {"path": path, **visit})
    assert made["status"] == 200, path
    return lxml.html.document_fromstring(made["body"])


def text_of(page: lxml.html.HtmlElement, selector: str) -> list[str]:
    return [" ".join(e.text_content().split()) for e in page.cssselect(selector)]


def test_the_page_of_a_provider_says_what_is_known(land: Store) -> None:
    page = shown(land, "/page/org/muster-it")
    assert text_of(page, "h1") == ["Muster-IT"]
    headings = text_of(page, ".group > h3")
    assert headings.index("Gegründet") < headings.index("Menschen") < headings.index("Kunden")
    planned = text_of(page, "section[aria-labelledby=customerOf-of] .said .state-planned")
    assert planned == ["geplant"]
    assert "Musterstadt ist Kunde der Muster-IT" in text_of(page, "blockquote")
    assert page.cssselect("svg.lineage") and page.cssselect(".timeline li")
    assert "Musterstadt wird Kunde" in text_of(page, "ul.articles a")


def test_a_fact_leads_to_its_sentence_on_the_page_of_the_article(land: Store) -> None:
    page = shown(land, "/page/org/muster-it")
    target = page.cssselect("section[aria-labelledby=customerOf-of] figcaption a")[0].get("href")
    path, _, anchor = target.partition("#")
    article = shown(land, path)
    assert article.get_element_by_id(anchor).tag == "a"
    assert article.cssselect(f"a[href='#{anchor}']")


def test_an_article_without_text_shows_quotes_with_names_in_them(land: Store) -> None:
    page = shown(land, "/page/article/a2017")
    assert text_of(page, ".passages mark") == [
        "Musterstadt",
        "ist Kunde der",
        "Muster-IT",
        "22 Mitglieder",
    ]
    assert [a.get("href") for a in page.cssselect(".passages mark a")] == [
        "/page/place/99001001",
        "/page/org/muster-it",
    ]
    assert len(page.cssselect(".gap")) == 1


def test_a_claim_leads_to_its_place_in_the_article(land: Store) -> None:
    made = views.page(land, "resource", {"path": "/page/claim/c1"})
    assert made == {"location": "/page/article/a2017#claim-c1"}


@pytest.mark.parametrize("path", ["/page/org/nobody", "/page/", "/page/org/a b<c>", "/page/%00"])
def test_what_is_not_there_is_not_found(land: Store, path: str) -> None:
    assert views.page(land, "resource", {"path": path})["status"] == 404


def test_unknown_questions_are_not_found(land: Store) -> None:
    assert views.page(land, "question", {"path": "/questions/nonsense"})["status"] == 404


def test_everything_speaks_english_as_well(land: Store) -> None:
    page = shown(land, "/page/topic/ozg", language="en")
    assert page.get("lang") == "en"
    assert text_of(page, "h1") == ["Online Access Act"]
    assert "Engaged in this" in text_of(page, ".group > h3")


def test_a_proxy_may_show_the_pages_below_a_path(land: Store) -> None:
    for path in ("/", "/page/org/muster-it", "/page/article/a2017", "/topics", "/questions/1"):
        page = shown(land, path, root="/graph")
        links = [a.get("href") for a in page.cssselect("a[href], link[href]")]
        assert all(link.startswith(("/graph/", "#", "https://", "http://")) for link in links)


def test_topics_stand_below_broader_ones(land: Store) -> None:
    page = shown(land, "/topics")
    assert text_of(page, ".tree > li > a") == ["Onlinezugangsgesetz", "E-Akte"]
    assert text_of(page, "details li") == ["OZG-Reifegradmodell"]


def test_a_question_is_answered_with_links(land: Store) -> None:
    page = shown(land, "/questions/1", query={"provider": "Muster-IT"})
    assert text_of(page, "tbody td a") == ["Musterdorf", "Musterstadt"]
    assert text_of(page, "thead th")[0] == "Kommune"
    field = page.cssselect("input[name=provider]")[0]
    hidden = page.cssselect("input[name='provider.id']")[0]
    assert (field.get("value"), hidden.get("value")) == ("Muster-IT", "org/muster-it")


def test_an_emptied_field_leaves_the_question_open(land: Store) -> None:
    page = shown(land, "/questions/1", query={"provider": " "})
    assert len(page.cssselect("tbody tr")) > 1
    assert page.cssselect("input[name=provider]")[0].get("value") == ""


@pytest.mark.parametrize("given", ["niemand", "Muster", hostileland.ATTACK, "org/x> } DROP ALL #"])
def test_a_name_that_does_not_fit_is_told_and_kept(land: Store, given: str) -> None:
    made = views.page(land, "question", {"path": "/questions/1", "query": {"provider": given}})
    page = lxml.html.document_fromstring(made["body"])
    assert made["status"] == 400
    assert page.cssselect("[role=alert]")
    assert page.cssselect("input[name=provider]")[0].get("value") == given
    assert not page.cssselect("main script")


@pytest.fixture(scope="module")
def hostile() -> Store:
    return memory_store(hostileland.triples())


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/topics", "/page/org/muster-it", "/page/topic/ozg", "/page/article/a2017"),
        *("/page/place/99001001", "/page/person/erika-muster", "/page/article/t2019"),
        *("/questions/1", "/questions/20", "/questions/24", "/questions/16"),
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_name_becomes_markup(hostile: Store, path: str, language: str) -> None:
    page = shown(hostile, path, language=language, query={"provider": "", "entity": ""})
    assert "onerror" not in {name for e in page.iter() for name in e.attrib}
    assert not page.cssselect("img")
    assert all(script.get("src", "").startswith("/static/") for script in page.cssselect("script"))
    for element in page.cssselect("[href], [src], [action]"):
        target = element.get("href") or element.get("src") or element.get("action")
        assert not target.lower().lstrip().startswith(("javascript:", "data:")), target
    assert "49" not in text_of(page, "h1")[0]


def test_the_network_is_data_and_no_markup(hostile: Store) -> None:
    found = views.neighbourhood(hostile, "org/muster-it", [], "de", 40)
    assert {"place/99001001", "org/muster-eg", "person/max-beispiel"} <= {
        node["id"] for node in found["nodes"]
    }
    assert all(node["url"].startswith("/page/") for node in found["nodes"])


def test_edges_carry_evidence_and_lead_to_what_is_there(land: Store) -> None:
    found = views.neighbourhood(land, "org/muster-it", [], "de", 40)
    ids = {node["id"] for node in found["nodes"]}
    assert all({edge["source"], edge["target"]} <= ids for edge in found["edges"])
    edge = next(e for e in found["edges"] if e["id"] == "place/99001001 customerOf org/muster-it")
    assert (edge["articles"], edge["first"]) == (1, "2017-05-04")
    assert edge["quotes"][0]["text"] == "Musterstadt ist Kunde der Muster-IT"
    customers = {e["source"] for e in found["edges"] if e["relation"] == "customerOf"}
    assert customers == {"place/99001001", "place/99001002"}, "a plan is no edge"


def test_neighbours_are_limited_and_those_shown_stay(land: Store) -> None:
    few = views.neighbourhood(land, "org/muster-it", [], "de", 2)
    assert len(few["nodes"]) == 3 and few["more"] > 3
    again = views.neighbourhood(land, "org/muster-it", ["topic/ozg-reifegrad"], "de", 2)
    assert "topic/ozg-reifegrad" in {node["id"] for node in again["nodes"]}


@pytest.mark.parametrize("local", ["org/nobody", "a b", ""])
def test_nothing_has_no_neighbours(land: Store, local: str) -> None:
    assert views.neighbourhood(land, local, [], "de", 9)["nodes"] == []
