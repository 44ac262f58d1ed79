"""What people do on the pages, in a real browser: headless Chromium, driven by Playwright.

Every test requires that the browser reports no error and asks no other host for anything.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import hostileland
from kommunalgraph.graph.store import create_store
from running_server import Server, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
_TAP_AN_EDGE = "void explorer.cy.edges('[relation = \"cooperatesWith\"]')[0].emit('tap')"
PAGES = (
    *("/", "/search?q=muster", "/page/org/muster-it", "/page/article/a2017", "/topics"),
    *("/page/topic/ozg", "/questions", "/questions/1", "/explore?id=org/muster-it", "/editor"),
    *("/downloads", "/page/org/nobody"),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; skips where it, or what drives it, is not installed."""
    playwright = pytest.importorskip("playwright.sync_api")
    if PROGRAM is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Page]:
    """A fresh visitor on the start page; whatever went wrong in the browser fails the test."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1280, "height": 900})
    yield from _watched(context, server)


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a graph in which every name tries to run."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.store"
    create_store(path, hostileland.triples())
    with running(path) as started:
        yield started


@pytest.fixture
def attacked(browser: Browser, hostile_server: Server) -> Iterator[Page]:
    """A visitor of that server; a name that runs would open a dialog."""
    yield from _watched(browser.new_context(base_url=hostile_server.url), hostile_server)


def _watched(context: BrowserContext, server: Server) -> Iterator[Page]:
    wrong: list[str] = []
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.on(
        "console",
        lambda m: (
            wrong.append(f"{m.text} {m.location}") if m.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
    ours = (f"{server.url.rstrip('/')}/", "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(ours) else wrong.append(r.url))
    page.goto("/")
    yield page
    context.close()
    assert not [text for text in wrong if "404 (Not Found)" not in text]


def test_from_a_search_to_the_sentence_and_its_article(visit: Page) -> None:
    visit.get_by_role("combobox").fill("Muster-")
    visit.get_by_role("option").first.wait_for()
    visit.get_by_role("option", name=re.compile("Muster-IT")).click()
    visit.wait_for_url("**/page/org/muster-it")
    customers = visit.locator("section[aria-labelledby=customerOf-of]")
    fact = customers.locator(".fact", has_text="Musterstadt")
    quote = fact.locator("blockquote")
    assert not quote.is_visible()
    fact.locator("summary").click()
    assert quote.is_visible()
    assert quote.text_content() == "Musterstadt ist Kunde der Muster-IT"
    fact.locator("figcaption a").click()
    visit.wait_for_url("**/page/article/a2017#claim-c1")
    assert visit.locator("#claim-c1 + mark").is_visible()
    assert visit.locator("h1").text_content() == "Musterstadt wird Kunde"


def test_everything_by_keyboard_alone(visit: Page) -> None:
    visit.keyboard.press("Tab")
    assert visit.evaluate("document.activeElement.className") == "skip"
    visit.keyboard.press("/")
    visit.keyboard.type("Muster-I")
    visit.get_by_role("option").first.wait_for()
    visit.keyboard.press("ArrowDown")
    assert visit.get_by_role("combobox").get_attribute("aria-activedescendant") == "search-list-0"
    visit.keyboard.press("Enter")
    visit.wait_for_url("**/page/org/muster-it")
    summary = visit.locator("section[aria-labelledby=customerOf-of] summary").first
    _tab_to(visit, "section[aria-labelledby=customerOf-of] summary")
    visit.keyboard.press("Enter")
    assert summary.locator("xpath=..").get_attribute("open") is not None
    _tab_to(visit, "section[aria-labelledby=customerOf-of] figcaption a")
    visit.keyboard.press("Enter")
    visit.wait_for_url("**/page/article/**")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with the Tab key")


def test_the_list_of_suggestions_closes_and_enter_searches(visit: Page) -> None:
    field = visit.get_by_role("combobox")
    field.fill("Muster")
    visit.get_by_role("option").first.wait_for()
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    field.press("Enter")
    visit.wait_for_url("**/search?q=Muster")
    assert visit.locator("ol.hits li").count() > 5


def test_the_language_switches_and_stays(visit: Page) -> None:
    visit.goto("/page/org/muster-it")
    assert visit.locator("#facts").text_content() == "Was bekannt ist"
    visit.locator("#language").click()
    visit.wait_for_url("**/page/org/muster-it?lang=en")
    assert visit.locator("#facts").text_content() == "What is known"
    visit.goto("/topics")
    assert visit.locator("html").get_attribute("lang") == "en"


def test_the_theme_switches_and_stays(visit: Page) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = visit.evaluate(paper)
    visit.locator("a.to-dark").click()
    visit.wait_for_url("**/?theme=dark")
    assert visit.evaluate(paper) != light
    visit.goto("/topics")
    assert visit.locator("a.to-light").is_visible()


def test_the_explorer_grows_filters_and_saves(visit: Page, tmp_path: Path) -> None:
    visit.goto("/explore?id=org/muster-it")
    visit.locator("#nodes li").nth(5).wait_for()
    before = visit.locator("#nodes li").count()
    visit.locator("#nodes button", has_text="Muster eG").click()
    assert visit.locator("#selected h3").text_content() == "Muster eG"
    visit.keyboard.press("Enter")  # the button that brings in neighbours has the focus
    visit.locator("#nodes li").nth(before).wait_for()
    shown = visit.evaluate("explorer.shown().nodes().length")
    visit.locator("#kinds input[data-value=Topic]").uncheck()
    kinds = "explorer.shown().nodes().map(node => node.data('kind'))"
    assert "Topic" not in visit.evaluate(kinds)
    assert len(visit.evaluate(kinds)) < shown
    visit.locator("#kinds input[data-value=Topic]").check()
    assert "Topic" in visit.evaluate(kinds)
    visit.locator("#relations input[data-value=customerOf]").uncheck()
    relations = "explorer.shown().edges().map(edge => edge.data('relation'))"
    assert "customerOf" not in visit.evaluate(relations)
    visit.locator("#from").fill("2019-06-01")
    visit.locator("#undated").uncheck()
    days = visit.evaluate("explorer.shown().edges().map(edge => edge.data('last'))")
    assert days and all(day >= "2019-06-01" for day in days)
    for name, beginning in (("graphml", b"<?xml"), ("cyjs", b"{"), ("png", b"\x89PNG")):
        with visit.expect_download() as started:
            visit.locator("#save").select_option(name)
        started.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(beginning)
    import networkx

    saved = networkx.read_graphml(tmp_path / "graphml")
    assert {"Muster-IT", "Muster eG"} <= {data["label"] for _, data in saved.nodes(data=True)}


def test_an_edge_shows_its_sentence(visit: Page) -> None:
    visit.goto("/explore?id=org/muster-it")
    visit.locator("#nodes li").nth(5).wait_for()
    visit.evaluate(_TAP_AN_EDGE)
    assert visit.locator("#selected q").text_content() == (
        "Die Muster eG kooperiert mit der Muster-IT"
    )


def test_the_editor_runs_a_question(visit: Page) -> None:
    visit.goto("/editor")
    visit.locator("#example").select_option("04-providers-in-state")
    visit.evaluate(
        "yasgui.getTab().setQuery(yasgui.getTab().getQuery().replace(/place.05>/, 'place/99>'))"
    )
    visit.locator(".yasqe_queryButton").click()
    visit.locator(".yasr table tbody tr").first.wait_for()
    assert "Muster-IT" in visit.locator(".yasr table").inner_text()


def test_the_editor_draws_charts_and_maps(visit: Page) -> None:
    visit.goto("/editor")
    visit.locator(".CodeMirror").first.wait_for()
    place = "<https://w3id.org/kommunalgraph/id/place/15003000>"
    values = f'VALUES (?place ?placeLabel ?number) {{ ({place} "Magdeburg" 42) }}'
    visit.evaluate("q => yasgui.getTab().setQuery(q)", f"SELECT * {{ {values} }}")
    visit.locator(".yasqe_queryButton").click()
    visit.locator(".select_chart:not(.disabled)").click()
    visit.locator(".chart rect").wait_for()
    assert "Magdeburg" in visit.locator(".chart").inner_text()
    visit.locator(".select_map:not(.disabled)").click()
    visit.locator("svg.map.large circle").wait_for()
    assert visit.locator("svg.map.large a").get_attribute("href") == "/page/place/15003000"


def test_a_question_is_asked_with_a_suggested_name(visit: Page) -> None:
    visit.goto("/questions/1")
    field = visit.get_by_role("combobox").last
    field.fill("Muster e")
    visit.get_by_role("option").first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    assert visit.locator("input[name='provider.id']").input_value() == "org/muster-eg"
    visit.locator("form.ask button").click()
    visit.wait_for_url("**provider.id=org%2Fmuster-eg")
    assert visit.locator("tbody tr").count() == 2


def test_no_name_runs_in_the_browser(attacked: Page) -> None:
    attacked.get_by_role("combobox").fill("muster")
    attacked.get_by_role("option").first.wait_for()
    attacked.goto("/page/org/muster-it")
    attacked.locator(".network[data-ready]").wait_for()
    attacked.goto("/explore?id=org/muster-it")
    attacked.locator("#nodes li").nth(5).wait_for()
    attacked.evaluate(_TAP_AN_EDGE)
    assert "<script>" in str(attacked.locator("#selected h3").text_content())
    attacked.goto("/editor")
    query = """
        PREFIX kg: <https://w3id.org/kommunalgraph/def#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?place ?placeLabel (1 AS ?n)
        { ?place a kg:Municipality ; skos:prefLabel ?placeLabel }"""
    attacked.evaluate("q => yasgui.getTab().setQuery(q)", query)
    attacked.locator(".yasqe_queryButton").click()
    for view, shown in (("table", "table tbody tr"), ("chart", ".chart rect"), ("map", "p.meta")):
        attacked.locator(f".select_{view}:not(.disabled)").click()
        attacked.locator(f".yasr {shown}").first.wait_for()
    assert attacked.locator("main img").count() == 0


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_accessible_in_both_themes_and_fits_a_phone(visit: Page, path: str) -> None:
    """axe-core finds nothing serious or critical; nothing is wider than a small screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for theme in ("light", "dark"):
        visit.goto(f"{path}{'&' if '?' in path else '?'}theme={theme}")
        _settle(visit, path)
        found = axe.run(visit).response["violations"]
        assert not _serious(found), f"{theme}\n" + "\n".join(_serious(found))
    visit.set_viewport_size({"width": 360, "height": 740})
    assert visit.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _settle(page: Page, path: str) -> None:
    """Wait until the scripts of a page have drawn what they draw, and open some details."""
    if path == "/editor":
        page.locator(".yasqe_queryButton").click()
        page.locator(".yasr table").wait_for()
    if path.startswith("/explore"):
        page.locator("#nodes li").nth(5).wait_for()
    for network in page.locator("[data-network]").all():
        page.locator(".network[data-ready]").wait_for()
        assert network.is_visible()
    for summary in page.locator(".fact summary").all()[:3]:
        summary.click()


def _serious(violations: list[dict[str, Any]]) -> list[str]:
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in violations
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]
