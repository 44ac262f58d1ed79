"""The page with the network, opened from disk in a real browser."""

from __future__ import annotations

import re
import time

import pytest
from browser import browser, is_there

from kommunalgraph.export.exporting import export
from kommunalgraph.graph.building import build
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from sample_readings import CITY, Entity, Page

needs_chromium = pytest.mark.skipif(
    not is_there(), reason="needs Chromium: apt-get install chromium chromium-driver"
)

EVIL = "</script><img src=x onerror=\"document.title='broken'\"><!-- & ]]> ' {{7*7}}"

WHERE = """
const index = byId.get(arguments[0]), box = canvas.getBoundingClientRect();
return [left + canvas.clientWidth / 2 + scale * place[index].x + box.left,
        top_ + canvas.clientHeight / 2 + scale * place[index].y + box.top];
"""


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


def settled(chromium, path) -> None:
    chromium.open(path)
    until(chromium, "document.body.dataset.settled")


def until(chromium, condition) -> None:
    """Wait until a condition of the page holds."""
    for _ in range(1200):
        if chromium.run(f"return Boolean({condition})"):
            return
        time.sleep(0.05)
    raise AssertionError(f"never so: {condition}")


@needs_chromium
def test_a_click_on_a_node_shows_its_facts_with_quotes(chromium, demo_files) -> None:
    settled(chromium, demo_files["html"])

    chromium.click(*chromium.run(WHERE, "org/kitu"))

    assert chromium.run("return document.querySelector('#details h2').textContent") == "KITU"
    quotes = chromium.run(
        "return [...document.querySelectorAll('#details blockquote')].map((q) => q.textContent)"
    )
    assert len(quotes) > 5
    assert any("KITU" in quote for quote in quotes)
    facts = chromium.run("return document.querySelectorAll('#details .fact').length")
    assert facts == chromium.run("return around[byId.get('org/kitu')].length")
    assert [m for m in chromium.messages() if "favicon" not in m] == []


@needs_chromium
def test_a_neighbour_leads_on_and_escape_leads_back(chromium, demo_files) -> None:
    settled(chromium, demo_files["html"])
    chromium.run("location.hash = '#org/kitu'")
    until(chromium, "document.querySelector('#details h2')?.textContent === 'KITU'")

    chromium.run("document.querySelector('#details .fact button').click()")

    shown = chromium.run("return document.querySelector('#details h2').textContent")
    assert shown not in ("", "KITU")
    chromium.run("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
    assert chromium.run("return document.getElementById('details').hidden") is True


@needs_chromium
def test_search_and_filters(chromium, demo_files) -> None:
    settled(chromium, demo_files["html"])

    chromium.run("search.value = 'kitu'; search.onchange()")
    found = chromium.run("return document.querySelector('#details h2').textContent")
    chromium.run("choose(-1); document.querySelector('#filters input').click()")

    assert found == "KITU"
    assert chromium.run("return hidden.type.size") == 1


@needs_chromium
def test_labels_and_quotes_from_articles_cannot_run(chromium, tmp_path) -> None:
    odd = Entity("https://w3id.org/kommunalgraph/id/org/odd", ("Provider",), EVIL)
    graph = memory_store()
    build(graph, [(Page(EVIL).say(EVIL, CITY, "customerOf", odd).reading(),)], Reference())
    page = tmp_path / "page.html"
    page.write_bytes(export(graph, "html"))

    settled(chromium, page)
    chromium.click(*chromium.run(WHERE, "org/odd"))

    assert chromium.run("return document.querySelector('#details h2').textContent") == EVIL
    assert chromium.run("return document.querySelector('blockquote').textContent") == EVIL
    assert chromium.run("return document.querySelectorAll('img').length") == 0
    assert chromium.run("return document.title") == "Wissensgraph der kommunalen IT"


def test_the_page_loads_nothing(demo_files) -> None:
    text = demo_files["html"].read_text(encoding="utf-8")
    head = text[: text.index('<script type="application/json"')]

    assert "default-src 'none'" in head
    assert not re.search(r"<(?:link|img|iframe|script[^>]* src)", text)
    assert "@import" not in head
    assert "url(" not in head
