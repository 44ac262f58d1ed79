"""The teasers below an article: each is an article of its own, known only by its lead."""

from __future__ import annotations

import re
from dataclasses import replace

from kommunalgraph import identifiers
from kommunalgraph.model import Article, Block, Document
from kommunalgraph.outlets.dates import parse_date
from kommunalgraph.outlets.layouts import Layout
from kommunalgraph.outlets.lines import Line

_KICKER = re.compile(r"(?P<kicker>[^:]{2,80}):\s+(?=\S)")
_SHORTEST_CAPTION = 30


def teasers_begin(lines: list[Line], layout: Layout) -> int:
    """Return the index of the first line of the teasers, or ``len(lines)`` where there are none.

    They begin below the outlet's marker line; a page saved without it shows them by a dated lead
    that ends in "mehr...", with the headline on the line before.
    """
    marker, more, dated = layout.teaser_marker, layout.teaser_more, layout.dated_lead
    if marker is None or more is None or dated is None:
        return len(lines)
    for index, line in enumerate(lines):
        if line.text.startswith(marker):
            return index
        if index > 2 and line.text.endswith(more) and dated.match(line.text):
            return index - 1
    return len(lines)


def read_teasers(lines: list[Line], document: Document, layout: Layout, main: str) -> list[Article]:
    """Return the teasers in ``lines`` as articles that stand on the page of the article ``main``."""
    dated = layout.dated_lead
    if dated is None:
        return []
    teasers: list[Article] = []
    leads = [index for index, line in enumerate(lines) if index and dated.match(line.text)]
    for place, index in enumerate(leads):
        after = leads[place + 1] - 1 if place + 1 < len(leads) else len(lines)
        caption = lines[index + 1] if index + 1 < after else None
        teaser = _teaser(lines[index - 1], lines[index], caption, document, layout)
        if teaser is not None:
            teasers.append(_on(teaser, main, document))
    return teasers


def _teaser(
    headline: Line, lead: Line, caption: Line | None, document: Document, layout: Layout
) -> Article | None:
    dated = layout.dated_lead.match(lead.text) if layout.dated_lead else None
    if dated is None:
        return None
    blocks, kicker, title = _headline(headline, layout)
    text = lead.text
    if layout.teaser_more and text.endswith(layout.teaser_more):
        text = text[: -len(layout.teaser_more)].rstrip()
    if dated.end() < len(text):
        blocks.append(Block("lead", lead.start + dated.end(), lead.start + len(text)))
    if caption is not None and _is_caption(caption.text):
        blocks.append(Block("caption", caption.start, caption.end))
    return Article(
        iri="",
        text=document.content,
        blocks=tuple(blocks),
        outlet=layout.name,
        kicker=kicker,
        title=title,
        published=parse_date(dated["date"]),
    )


def _headline(line: Line, layout: Layout) -> tuple[list[Block], str | None, str]:
    """Return the blocks, the kicker and the title of a headline "Kicker: Title Genre"."""
    text = line.text
    before, _, genre = text.rpartition(" ")
    if genre.casefold() in layout.genres and before:
        text = before.rstrip()
    found = _KICKER.match(text)
    if found is None:
        return [Block("title", line.start, line.start + len(text))], None, text
    kicker = found["kicker"]
    blocks = [
        Block("kicker", line.start, line.start + len(kicker)),
        Block("title", line.start + found.end(), line.start + len(text)),
    ]
    return blocks, kicker, text[found.end() :]


def _is_caption(text: str) -> bool:
    return len(text) >= _SHORTEST_CAPTION and text.endswith((".", "!", "?", "“"))


def _on(teaser: Article, main: str, document: Document) -> Article:
    """Return the teaser with its IRI and the page it stands on."""
    # What a teaser without a date is named by: its page and its place on it.
    digest = identifiers.claim(document.digest, str(teaser.blocks[0].start)).rpartition("/")[2]
    iri = identifiers.article(
        outlet=teaser.outlet,
        published=teaser.published,
        title=teaser.title,
        url=None,
        digest=digest,
    )
    return replace(teaser, iri=iri, source=document.name, digest=document.digest, teaser_on=main)
