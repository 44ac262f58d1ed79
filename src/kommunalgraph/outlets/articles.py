"""A document -> its article and the teasers that stand below it."""

from __future__ import annotations

import re
from collections.abc import Callable

from kommunalgraph import identifiers
from kommunalgraph.errors import NotAnArticle
from kommunalgraph.model import Article, Document
from kommunalgraph.outlets import layouts
from kommunalgraph.outlets.body import Body, read_body
from kommunalgraph.outlets.dates import parse_date
from kommunalgraph.outlets.header import Header, read_header
from kommunalgraph.outlets.headline import split_glued
from kommunalgraph.outlets.layouts import Layout
from kommunalgraph.outlets.lines import Line, lines_of
from kommunalgraph.outlets.teasers import read_teasers, teasers_begin

_ERROR_PAGE = re.compile(
    r"(?:Fehler |Error )?404\b.{0,60}|(?:Die )?Seite (?:wurde )?nicht gefunden.{0,20}"
    r"|Page not found.{0,20}|Access denied.{0,40}|Zugriff verweigert.{0,40}|Just a moment\.*"
    r"|403 Forbidden|50\d .{0,40}",
    re.IGNORECASE,
)
_FEWEST_WORDS = 4
_SIGNS_WITHIN = 12


def articles_of(
    document: Document, *, known: Callable[[str], bool] | None = None
) -> tuple[Article, ...]:
    """Return the article that a document holds, and after it the teasers on the same page.

    ``known`` tells whether a word is the name of something; it helps to part a kicker that is
    glued to its headline.

    Raises:
        NotAnArticle: the document holds no article; the message tells why.
    """
    if document.media_type == "text/html":
        # lxml and trafilatura take half a second to load: only who brings a page pays.
        from kommunalgraph.outlets.page import articles_of_page

        return articles_of_page(document)
    lines = lines_of(document.content)
    if not lines:
        raise NotAnArticle("the text is empty")
    layout = _recognise(lines, document.content, known)
    begin = teasers_begin(lines, layout)
    main_lines = lines[:begin]
    header = read_header(main_lines, document.content, layout, known)
    body = read_body(main_lines, header, layout, closed=begin < len(lines))
    main = build_article(document, header, body, outlet=layout.name)
    return (main, *read_teasers(lines[begin:], document, layout, main.iri))


def build_article(
    document: Document,
    header: Header,
    body: Body,
    *,
    outlet: str | None,
    text: str | None = None,
    url: str | None = None,
) -> Article:
    """Put an article together; ``text`` is the text its blocks stand in where it is not the file's.

    Raises:
        NotAnArticle: there are less than four words, or the page reports an error.
    """
    content = document.content if text is None else text
    blocks = tuple(header.blocks + body.blocks)
    words = sum(content[block.start : block.end].count(" ") + 1 for block in blocks)
    if words < _FEWEST_WORDS:
        raise NotAnArticle("holds no running text")
    if header.title and _ERROR_PAGE.fullmatch(header.title):
        raise NotAnArticle(f"is an error page: {header.title}")
    published = header.published or (parse_date(body.dated) if body.dated else None)
    return Article(
        iri=identifiers.article(
            outlet=outlet,
            published=published,
            title=header.title,
            url=url,
            digest=document.digest,
        ),
        text=content,
        blocks=blocks,
        outlet=outlet,
        kicker=header.kicker,
        title=header.title,
        published=published,
        authors=tuple(dict.fromkeys(header.authors + body.authors)),
        keywords=body.keywords,
        links=tuple(dict.fromkeys(body.links)),
        url=url,
        source=document.name,
        digest=document.digest,
    )


def _recognise(lines: list[Line], content: str, known: Callable[[str], bool] | None) -> Layout:
    """Return the layout whose signs the text shows."""
    top = lines[:_SIGNS_WITHIN]
    for layout in layouts.outlets():
        if layout.sign is not None and any(layout.sign.match(line.text) for line in top):
            return layout
    first = lines[0].text
    if len(first) < 200 and not first.endswith("."):
        for layout in layouts.outlets():
            if layout.glued_kicker and split_glued(first, content, layout, known):
                return layout
    return layouts.general()
