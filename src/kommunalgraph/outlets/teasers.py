"""The teasers below an article: each is an article of its own, known only by its lead."""

from __future__ import annotations

import hashlib
import re

from kommunalgraph import identifiers
from kommunalgraph.model import Article, Block
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


def read_teasers(lines: list[Line], main: Article, layout: Layout) -> list[Article]:
    """Return the teasers in ``lines`` as articles that stand on the page of ``main``."""
    dated = layout.dated_lead
    if dated is None:
        return []
    # A dated line right under another one has no headline of its own.
    is_lead = [dated.match(line.text) is not None for line in lines]
    leads = [index for index in range(1, len(lines)) if is_lead[index] and not is_lead[index - 1]]
    ends = [*(index - 1 for index in leads[1:]), len(lines)]
    return [
        _teaser(lines[index - 1], lines[index:end], main, layout)
        for index, end in zip(leads, ends, strict=False)
    ]


def _teaser(headline: Line, lines: list[Line], main: Article, layout: Layout) -> Article:
    """Read one teaser: its headline, its dated lead, and the line that may repeat the lead."""
    lead, text = lines[0], lines[0].text
    if layout.teaser_more and text.endswith(layout.teaser_more):
        text = text[: -len(layout.teaser_more)].rstrip()
    dated = layout.dated_lead.match(text) if layout.dated_lead else None
    published, begin = (parse_date(dated["date"]), dated.end()) if dated else (None, 0)
    blocks, kicker, title = _headline(headline, layout)
    if begin < len(text):
        blocks.append(Block("lead", lead.start + begin, lead.start + len(text)))
    if len(lines) > 1 and _is_caption(lines[1].text):
        blocks.append(Block("caption", lines[1].start, lines[1].end))
    # What a teaser without a date is named by: its page and its place on it.
    place = hashlib.sha256(f"{main.digest}:{headline.start}".encode()).hexdigest()
    return Article(
        iri=identifiers.article(
            outlet=main.outlet, published=published, title=title, url=None, digest=place
        ),
        text=main.text,
        blocks=tuple(blocks),
        outlet=main.outlet,
        kicker=kicker,
        title=title,
        published=published,
        source=main.source,
        digest=main.digest,
        teaser_on=main.iri,
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
