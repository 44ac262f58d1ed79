"""An HTML page -> its article and teasers.

The article's text is put together here: kicker, headline and the paragraphs, one per line.  The
paragraphs come from the elements that the outlet's file names, else from trafilatura, else from
what the page says of itself in JSON-LD.  From then on a page is read like a text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from kommunalgraph.errors import KnowledgeError, NotAnArticle
from kommunalgraph.model import Article, Block, BlockKind, Document
from kommunalgraph.outlets import layouts
from kommunalgraph.outlets.body import read_body
from kommunalgraph.outlets.build import build_article
from kommunalgraph.outlets.header import Header, read_lead
from kommunalgraph.outlets.layouts import Layout
from kommunalgraph.outlets.lines import Line, lines_of
from kommunalgraph.outlets.metadata import Metadata, clean, read_metadata
from kommunalgraph.outlets.teasers import read_teasers, teasers_begin

# trafilatura takes a second for 10,000 paragraphs and half a minute for 50,000.
_MOST_ELEMENTS = 12_000
_MOST_TAGS = 200_000
_PARAGRAPHS = ("p", "h2", "h3", "h4", "li", "blockquote", "figcaption", "dt", "dd", "pre")
_OUTSIDE = frozenset({"nav", "footer", "aside", "form", "header"})
_SILENT = ("script", "style", "noscript", "template", "svg", "iframe", "object")
_NOT_BELOW = _OUTSIDE.union(_PARAGRAPHS)
_LONGEST_KICKER = 80
_NOWHERE = logging.NullHandler()
_SITE = re.compile(r"\s[|·»–—-]\s(\S.{1,60})")


def articles_of_page(document: Document) -> tuple[Article, ...]:
    """Return the article on an HTML page, and the teasers below it.

    Raises:
        NotAnArticle: the page has no running text.
    """
    tree = _parse(document.content)
    metadata = read_metadata(tree)
    layout = layouts.of_host(metadata.host)
    kicker, title = _headline(tree, metadata, layout)
    site = metadata.site or _site_of_title(metadata.title, title)
    paragraphs = list(_paragraphs(tree, metadata, layout))
    while paragraphs and paragraphs[0] in (title, kicker, f"{kicker}{title}", f"{kicker} {title}"):
        paragraphs.pop(0)
    content = "\n".join([*filter(None, (kicker, title)), *paragraphs])
    lines = lines_of(content, wrapped=False)
    header = _header(lines, kicker, title)
    begin = teasers_begin(lines, layout)
    main_lines = lines[:begin]
    read_lead(header, main_lines, layout)
    header.published = header.published or metadata.published
    header.authors = [*metadata.authors, *header.authors]
    body = read_body(main_lines, header, layout, closed=begin < len(lines))
    body.keywords = tuple(dict.fromkeys(body.keywords + metadata.keywords))
    outlet = layout.name or site or metadata.host or None
    main = build_article(document, header, body, text=content, outlet=outlet, url=metadata.url)
    return (main, *read_teasers(lines[begin:], main, layout))


def _parse(content: str) -> HtmlElement:
    if content.count("<") > _MOST_TAGS:
        raise NotAnArticle(f"the page has more than {_MOST_TAGS} tags; no article has")
    # libxml2 stops at 255 levels, which no page needs and a hostile one exceeds.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return document_fromstring(content.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise NotAnArticle(f"the page cannot be parsed: {error}") from error


def _headline(
    tree: HtmlElement, metadata: Metadata, layout: Layout
) -> tuple[str | None, str | None]:
    """Return kicker and title: the title of the metadata, the kicker beside it in the heading."""
    parts = [clean(part) for heading in tree.iter("h1") for part in heading.itertext()]
    parts = [part for part in parts if part]
    title = _selected(tree, layout, "title") or metadata.title
    if title is not None and _site_of_title(title, " ".join(parts)):
        title = " ".join(parts)
    kicker = _selected(tree, layout, "kicker")
    if title is None and parts:
        title = parts[-1] if len(parts) == 2 else " ".join(parts)
    if kicker is not None and (len(kicker) > _LONGEST_KICKER or kicker == title):
        kicker = None
    if kicker is None and title is not None and title in parts[1:2]:
        kicker = parts[0] if len(parts[0]) <= _LONGEST_KICKER else None
    return (kicker.rstrip(": ") or None) if kicker else None, title


def _site_of_title(page: str | None, title: str | None) -> str | None:
    """Return the outlet's name that a page's title has behind the headline."""
    if not page or not title or not page.startswith(title):
        return None
    found = _SITE.fullmatch(page, len(title))
    return found[1] if found else None


def _selected(tree: HtmlElement, layout: Layout, part: str) -> str | None:
    found = _select(tree, layout, part)
    return clean("".join(found[0].itertext())) or None if found else None


def _select(tree: HtmlElement, layout: Layout, part: str) -> list[HtmlElement]:
    """Return the elements that the outlet's file names for a part of the page."""
    path = dict(layout.page).get(part)
    if path is None:
        return []
    try:
        found = tree.xpath(path)
    except etree.XPathError as error:
        raise KnowledgeError(
            f"{layout.name}:page.{part}: {path!r} is no XPath: {error}; write //div[@class='x']"
        ) from error
    return [item for item in found if isinstance(item, HtmlElement)] if found else []


def _paragraphs(tree: HtmlElement, metadata: Metadata, layout: Layout) -> Iterator[str]:
    """Yield the paragraphs of the article, the lead first where the outlet's file names it."""
    for element in _select(tree, layout, "drop"):
        element.drop_tree()
    bodies = _select(tree, layout, "body")
    if bodies:
        for element in (*_select(tree, layout, "lead"), *bodies):
            yield from _blocks(element)
        return
    told = [clean(part) for part in re.split(r"\n+|</p>|<br */?>", metadata.text or "")]
    told = [clean(re.sub(r"<[^>]{0,200}>", "", part)) for part in told if part]
    found = _extracted(tree)
    # The page's own statement is complete but often without paragraphs.
    if 2 * sum(map(len, found)) < sum(map(len, told)):
        found = told
    yield from found


def _extracted(tree: HtmlElement) -> list[str]:
    """Return the paragraphs of a page that no file describes."""
    etree.strip_elements(tree, *_SILENT, with_tail=False)
    if sum(1 for _ in tree.iter()) <= _MOST_ELEMENTS:
        # Half a second to load, and only here needed.
        import trafilatura

        # It takes a class such as "teaser" for another article's, which on a paragraph is the lead.
        for paragraph in tree.iter("p"):
            paragraph.attrib.pop("class", None)
        # Without a handler, Python prints its remarks on pages without text.
        logging.getLogger("trafilatura").addHandler(_NOWHERE)
        text = trafilatura.extract(
            tree, include_comments=False, include_tables=False, output_format="txt"
        )
        if text:
            return [line.removeprefix("- ") for line in map(clean, text.split("\n")) if line]
    roots = tree.xpath("//article") or tree.xpath("//main") or tree.xpath("//body")
    return [part for part, _ in groupby(_blocks(roots[0]))] if roots else []


def _blocks(root: HtmlElement) -> Iterator[str]:
    """Yield the text of the paragraph-like elements in ``root``, outermost first."""
    inner = [
        element
        for element in root.iter(*_PARAGRAPHS)
        if not any(parent.tag in _NOT_BELOW for parent in _above(element, root))
    ]
    if not inner:
        yield from filter(None, map(clean, "".join(root.itertext()).split("\n")))
    for element in inner:
        text = clean("".join(element.itertext()))
        if text:
            yield text


def _above(element: HtmlElement, root: HtmlElement) -> Iterator[HtmlElement]:
    for parent in element.iterancestors():
        if parent is root:
            return
        yield parent


def _header(lines: list[Line], kicker: str | None, title: str | None) -> Header:
    header = Header(kicker=kicker, title=title)
    given: tuple[tuple[BlockKind, str | None], ...] = (("kicker", kicker), ("title", title))
    kinds = [kind for kind, part in given if part is not None]
    for kind, line in zip(kinds, lines, strict=False):
        header.blocks.append(Block(kind, line.start, line.end))
    header.body = len(header.blocks)
    return header
