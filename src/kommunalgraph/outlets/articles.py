"""A document -> its article and the teasers that stand below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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
_LONGEST_HEADLINE = 200


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
    """Return the layout whose signs the text shows, without a name where others may share it."""
    for layout in layouts.outlets():
        seen = _signs(lines, layout)
        if seen:
            above = lines[: seen[0]]
            sure = (
                layout.confirmation is None
                or len(seen) > 1
                or any(line.text.endswith(":") for line in above)
                or any(_is_glued(line.text, content, layout, known) for line in above)
                or any(layout.confirmation.fullmatch(line.text) for line in lines)
            )
            return layout if sure else replace(layout, name=None)
    for layout in layouts.outlets():
        if _is_glued(lines[0].text, content, layout, known):
            return layout
    return layouts.general()


def _signs(lines: list[Line], layout: Layout) -> list[int]:
    """Return the index of the first line on top that shows each sign, for the signs that show."""
    top = lines[:_SIGNS_WITHIN]
    found = (
        next((index for index, line in enumerate(top) if sign.match(line.text)), None)
        for sign in layout.signs
    )
    return sorted(index for index in found if index is not None)


def _is_glued(text: str, content: str, layout: Layout, known: Callable[[str], bool] | None) -> bool:
    """Tell whether ``text`` is a kicker glued to its headline, as the outlet prints them."""
    if not layout.glued_kicker or len(text) >= _LONGEST_HEADLINE or text.endswith("."):
        return False
    return split_glued(text, content, layout, known) is not None
