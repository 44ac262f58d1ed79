"""Take the pictures of the pages in docs/pages.md, as a visitor's browser shows them.

Needs Chromium and the packages of the extra ``dev`` (Playwright, Pillow).  ``docs/generate.py
--pictures`` calls it with a server on the demo corpus.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
_STARTED = re.compile(r"running on (http://\S+)")
_COLOURS = 256
_PHONE = (390, 844)
_GAP = 20  # pixels between the phones


class Shot(NamedTuple):
    """One picture: its name, the address, the height of the window, and what is done first."""

    name: str
    address: str
    height: int = 900
    mode: str = "light"
    steps: tuple[str, ...] = ()


_PROVIDER = "/page/org/kitu"
_ARTICLE = "/page/article/kommune21-2019-10-24-zwei-geburtstage-in-magdeburg"
_NETWORK = "/explore?id=org/kitu"
_EDITOR = "/editor?question=13-topics-per-year"
_SHOWN_NETWORK = ("wait #nodes li >> nth=5",)
_SHOWN_ENTITY = (
    "wait .network[data-ready]",
    "click section[aria-labelledby=foundedBy] summary >> nth=0",
)
_ANSWERED = ("click .yasqe_queryButton", "wait .yasr table tbody tr >> nth=0")

SHOTS = (
    Shot("start", "/", 1330),
    Shot("start-dark", "/", mode="dark"),
    Shot("search", "/search", 560, steps=("type #search magd", "wait [role=option] >> nth=0")),
    Shot("entity", _PROVIDER, 1330, steps=_SHOWN_ENTITY),
    Shot("entity-dark", _PROVIDER, 1000, "dark", _SHOWN_ENTITY),
    Shot("lineage", "/page/org/komm-one#lineage", 760, steps=("scroll #lineage",)),
    Shot("article", _ARTICLE, 1100),
    Shot("article-dark", _ARTICLE, mode="dark"),
    Shot("topics", "/topics", 560),
    Shot("topic-en", "/page/topic/ozg?lang=en"),
    Shot("questions", "/questions"),
    Shot("question", "/questions/08-member-count-over-time", 620),
    Shot("explore", _NETWORK, steps=_SHOWN_NETWORK),
    Shot("explore-dark", "/explore?id=org/muster-it", mode="dark", steps=_SHOWN_NETWORK),
    Shot("editor", _EDITOR, 1000, steps=_ANSWERED),
    Shot(
        *("editor-chart", _EDITOR, 1000, "dark"),
        (*_ANSWERED, "click .select_chart", "wait .chart rect >> nth=0"),
    ),
    Shot(
        *("editor-map", "/editor?question=15-providers-of-product-users", 1000, "light"),
        (*_ANSWERED, "click .select_map", "wait svg.map.large circle >> nth=0"),
    ),
    Shot("downloads", "/downloads"),
)
PHONES = (
    Shot("start", "/"),
    Shot("entity", _PROVIDER),
    Shot("article", _ARTICLE),
    Shot("explore", _NETWORK, steps=_SHOWN_NETWORK),
)
"""What the one picture ``phone.png`` shows side by side."""


def take(store: Path, folder: Path) -> None:
    """Write a PNG file into ``folder`` for each of SHOTS, and ``phone.png``."""
    folder.mkdir(parents=True, exist_ok=True)
    with _served(store) as url, sync_playwright() as driver:
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = driver.chromium.launch(executable_path=program, args=_FLAGS)
        for shot in SHOTS:
            _save(_picture(browser, url, shot), folder / f"{shot.name}.png")
        phones = [_picture(browser, url, shot._replace(mode="phone")) for shot in PHONES]
        _save(_side_by_side(phones), folder / "phone.png")
        browser.close()


@contextmanager
def _served(store: Path) -> Iterator[str]:
    run = [sys.executable, "-m", "kommunalgraph.cli", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(run, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        found = next(filter(None, map(_STARTED.search, server.stderr)), None)
        if found is None:
            raise SystemExit("the server did not start")
        yield found[1]
        server.terminate()


def _picture(browser: Browser, url: str, shot: Shot) -> Image.Image:
    width, height = _PHONE if shot.mode == "phone" else (1280, shot.height)
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.mode == "dark" else "light",
        is_mobile=shot.mode == "phone",
        has_touch=shot.mode == "phone",
        locale="de-DE",
    )
    page = context.new_page()
    page.goto(shot.address)
    for step in shot.steps:
        _do(page, step)
    page.wait_for_timeout(800)  # what fades or scrolls comes to rest
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return taken


def _do(page: Page, step: str) -> None:
    verb, where = step.split(" ", 1)
    match verb:
        case "wait":
            page.locator(where).wait_for()
        case "click":
            page.locator(where).click()
        case "type":
            field, text = where.split(" ", 1)
            page.locator(field).fill(text)
        case "scroll":
            page.locator(where).evaluate("element => element.scrollIntoView()")


def _side_by_side(pictures: list[Image.Image]) -> Image.Image:
    width, height = _PHONE
    whole = Image.new("RGB", ((width + _GAP) * len(pictures) - _GAP, height), "#888")
    for number, picture in enumerate(pictures):
        whole.paste(picture, (number * (width + _GAP), 0))
    return whole


def _save(picture: Image.Image, path: Path) -> None:
    """Save few colours: what a page needs, and a fifth of the bytes."""
    few = picture.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
