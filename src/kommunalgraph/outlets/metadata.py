"""What an HTML page says about its article in JSON-LD, OpenGraph and other meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from lxml import etree

from kommunalgraph.outlets.dates import parse_date

_ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BlogPosting",
        "TechArticle",
        "Report",
        "PressRelease",
    }
)
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
)
_DEEPEST = 12
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page tells in its head; None and empty where it does not."""

    title: str | None
    published: date | None
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    site: str | None
    url: str | None
    text: str | None

    @property
    def host(self) -> str:
        """Host name of the page, or the empty string."""
        try:
            return (urlsplit(self.url or "").hostname or "").removeprefix("www.")
        except ValueError:
            return ""


def read_metadata(tree: etree._Element) -> Metadata:
    """Read the metadata of the page ``tree``; JSON-LD comes before meta elements."""
    metas, tags = _metas(tree)
    linked = next(_articles(tree), {})
    stated, text = _text(linked.get("datePublished")), linked.get("articleBody")
    site = metas.get("og:site_name") or _name(linked.get("publisher"))
    title = _text(linked.get("headline")) or next(
        (metas[name] for name in _TITLES if metas.get(name)), None
    )
    keywords = linked.get("keywords") or tags or metas.get("keywords") or ""
    published = parse_date(stated) if stated else None
    return Metadata(
        title=_without_site(title or _first(tree, "//title/text()"), site),
        published=published or _published(tree, metas),
        authors=_names(linked.get("author"))
        or _split(metas.get("author") or metas.get("article:author", "")),
        keywords=_split(keywords),
        site=site,
        url=_first(tree, "//link[@rel='canonical']/@href")
        or metas.get("og:url")
        or _text(linked.get("url")),
        text=text if isinstance(text, str) else None,
    )


def clean(text: str) -> str:
    """Return ``text`` with every run of white space as one blank."""
    return _SPACE.sub(" ", text).strip()


def _metas(tree: etree._Element) -> tuple[dict[str, str], list[str]]:
    """Return the first content of each meta element by name, and the article's tags."""
    metas: dict[str, str] = {}
    tags: list[str] = []
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = clean(element.get("content") or "")
        if name and content:
            metas.setdefault(name.lower(), content)
            if name.lower() in ("article:tag", "news_keywords"):
                tags.append(content)
    return metas, tags


def _articles(tree: etree._Element) -> Iterator[dict[str, object]]:
    """Yield the objects of JSON-LD blocks that describe an article."""
    for element in tree.iter("script"):
        if (element.get("type") or "").lower().startswith("application/ld+json") and element.text:
            try:
                yield from _within(json.loads(element.text, strict=False), 0)
            except (ValueError, RecursionError):
                continue


def _within(value: object, depth: int) -> Iterator[dict[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _within(item, depth + 1)
    elif isinstance(value, dict):
        kind = value.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(name, str) and name in _ARTICLE_TYPES for name in kinds):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _within(value.get(key), depth + 1)


def _published(tree: etree._Element, metas: dict[str, str]) -> date | None:
    stated = [metas[name] for name in _DATES if name in metas]
    times = (element.get("datetime") for element in tree.iter("time"))
    stated += [next(filter(None, times), "")]
    return next(filter(None, map(parse_date, stated)), None)


def _first(tree: etree._Element, path: str) -> str | None:
    found = tree.xpath(path)
    return clean(str(found[0])) or None if isinstance(found, list) and found else None


def _text(value: object) -> str | None:
    return clean(value) or None if isinstance(value, str) else None


def _name(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name") if isinstance(value, dict) else value)


def _names(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(name for item in items if (name := _name(item)))


def _split(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else re.split(r"[,;|]", str(value))
    words = (word for item in items if (word := _text(item)) and "://" not in word)
    return tuple(dict.fromkeys(words))


def _without_site(title: str | None, site: str | None) -> str | None:
    """Return the title without the outlet's name that many pages append to it."""
    if title is None or not site:
        return title
    for sign in (" - ", " – ", " — ", " | ", " :: ", " · ", " » ", ": "):
        title = title.removesuffix(sign + site)
    return title
