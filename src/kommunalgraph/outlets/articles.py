"""A document -> its article and the teasers that stand below it."""

from __future__ import annotations

from collections.abc import Callable

from kommunalgraph.errors import NotAnArticle
from kommunalgraph.model import Article, Document
from kommunalgraph.outlets import layouts
from kommunalgraph.outlets.body import read_body
from kommunalgraph.outlets.build import build_article
from kommunalgraph.outlets.header import read_header
from kommunalgraph.outlets.headline import split_glued
from kommunalgraph.outlets.layouts import Layout
from kommunalgraph.outlets.lines import Line, lines_of
from kommunalgraph.outlets.teasers import read_teasers, teasers_begin

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
    return (main, *read_teasers(lines[begin:], main, layout))


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
