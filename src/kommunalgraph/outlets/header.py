"""The top of an article: kicker, headline, date, authors, lead, and where the body begins."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from kommunalgraph.model import Block
from kommunalgraph.outlets.dates import (
    DATELINE,
    date_of_line,
    is_month_line,
    is_saving_date,
    parse_date,
)
from kommunalgraph.outlets.headline import is_noun_phrase, split_glued
from kommunalgraph.outlets.layouts import Layout
from kommunalgraph.outlets.lines import Line

_LONGEST_TITLE = 200
_LONGEST_SHORT_TITLE = 100
_LONGEST_RUBRIC = 80
_LONGEST_LEAD = 450
_NAME = r"(?:[A-ZÄÖÜ][\w'-]*\.?)(?:\s(?:von|van|de|zu|der|[A-ZÄÖÜ][\w'-]*\.?)){1,4}"
_AUTHORS = re.compile(
    r"(?:[Vv]on:?|VON|Autor(?:in|en)?:|Redakteur(?:in)?:|Text(?: und Fotos)?:|Redaktion:"
    r"|Ein Beitrag von)\s+"
    r"(?:unsere[mr]\s(?:\w*[Mm]itglied|Redakteur(?:in)?|\w*[Mm]itarbeiter(?:in)?|Reporter(?:in)?)\s)?"
    rf"({_NAME}(?:(?:,|\sund)\s{_NAME})*)(?:,? Redaktion)?"
)
_NAMES_ALONE = re.compile(rf"{_NAME}(?:(?:,|\sund)\s{_NAME})*")
_BYLINE_ABOVE = ("Von", "von", "VON", "Von:", "Autor", "Autor:", "Autorin", "Autorin:")
"""Lines that stand alone above the line with the names."""
_BULLETS = " •·|,–-"
_AND = re.compile(r",\s|\sund\s")


@dataclass(slots=True)
class Header:
    """What stands above the body; ``body`` is the index of the first line of the body."""

    kicker: str | None = None
    title: str | None = None
    published: date | None = None
    authors: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    body: int = 0


def read_header(
    lines: list[Line], content: str, layout: Layout, known: Callable[[str], bool] | None = None
) -> Header:
    """Read the top of the article that stands in ``lines``."""
    header = Header()
    _read_title(header, lines, content, layout, known)
    read_lead(header, lines, layout)
    return header


def authors_of_line(line: str) -> list[str]:
    """Return the names of a line that tells nothing else ("Von Erika Muster und Max Muster")."""
    found = _AUTHORS.fullmatch(line.strip(_BULLETS)) if len(line) < 120 else None
    return _AND.split(found[1]) if found else []


def _read_title(
    header: Header,
    lines: list[Line],
    content: str,
    layout: Layout,
    known: Callable[[str], bool] | None,
) -> None:
    index = _past_furniture(header, lines, 0, layout)
    index = _below_rubrics(header, lines, index, layout)
    header.body = index
    if index == len(lines):
        return
    line = lines[index]
    if header.kicker is not None:
        header.body = index + 1
        _set_title(header, line.start, line.text)
        return
    if not _is_title(line.text) or _is_dated_lead(line.text, layout):
        return
    header.body = index + 1
    seam = split_glued(line.text, content, layout, known)
    if seam is not None and not line.text.endswith(":"):
        _set_kicker(header, line.start, line.text[:seam].rstrip())
        _set_title(header, line.start + seam, line.text[seam:])
        return
    # A date may stand between: "Public Manager", "07.02.2012", and only then the headline.
    place = index + 1
    published = date_of_line(lines[place].text) if place < len(lines) else None
    place += published is not None
    below = lines[place] if place < len(lines) else None
    kicker = line.text.rstrip(":").rstrip()
    if below is not None and kicker and _is_kicker_above(line.text, below, layout):
        header.published = header.published or published
        _set_kicker(header, line.start, kicker)
        _set_title(header, below.start, below.text)
        header.body = place + 1
        return
    _set_title(header, line.start, line.text)


def _below_rubrics(header: Header, lines: list[Line], index: int, layout: Layout) -> int:
    """Return the index of the headline below lines in capitals, the last of them the kicker.

    Bulletins print their own name there, and the rubric: "MITTEILUNGEN FÜR KOMMUNEN".
    """
    rubric, place = None, index
    while place < len(lines) and _is_rubric(lines[place].text):
        rubric, place = lines[place], _past_furniture(header, lines, place + 1, layout)
    if rubric is None or not _is_short_headline(lines[place : place + 2], layout):
        return index
    _set_kicker(header, rubric.start, rubric.text)
    return place


def _is_rubric(text: str) -> bool:
    return text.isupper() and len(text) <= _LONGEST_RUBRIC and text[-1].isalpha()


def _is_short_headline(lines: list[Line], layout: Layout) -> bool:
    """Tell whether the first of two lines is a headline and the second the text below it."""
    if len(lines) < 2 or _is_dated_lead(lines[0].text, layout):
        return False
    text, below = lines[0].text, lines[1].text
    return (
        _is_title(text)
        and not text.endswith(":")
        and " " in text
        and ". " not in text
        and len(text) <= _LONGEST_SHORT_TITLE
        and len(below) > len(text)
    )


def read_lead(header: Header, lines: list[Line], layout: Layout) -> None:
    """Read what stands between the headline and the body or the picture into ``header``."""
    index = header.body
    # The dated lead stands right under the headline, or under the picture and its caption.
    if layout.dated_lead is not None:
        for place in range(index, min(index + 4, len(lines))):
            line = lines[place]
            found = layout.dated_lead.match(line.text)
            if found is None:
                continue
            header.published = parse_date(found["date"])
            header.blocks += [
                Block("caption", above.start, above.end)
                for above in lines[index:place]
                if not layout.furniture.holds(above.text)
                and not layout.credit.fullmatch(above.text)
                and not is_saving_date(above.text)
            ]
            header.body = index = place + 1
            if found.end() < len(line.text):
                header.blocks.append(Block("lead", line.start + found.end(), line.end))
                return
            break
    index = _past_furniture(header, lines, index, layout)
    header.body = index
    # What stands between lead and body is noted only once it is sure that this is the lead.
    below = _past_furniture(Header(), lines, index + 1, layout)
    if below < len(lines) and header.title is not None:
        line, following = lines[index], lines[below]
        if _is_lead(line, following, layout):
            header.blocks.append(Block("lead", line.start, line.end))
            header.body = _past_furniture(header, lines, index + 1, layout)


def _past_furniture(header: Header, lines: list[Line], index: int, layout: Layout) -> int:
    """Return the index of the next line that is text, noting dates and authors passed by."""
    while index < len(lines):
        text = lines[index].text
        if (is_saving_date(text) and layout.saved_on_top) or is_month_line(text):
            index += 1
            continue
        published = date_of_line(text)
        authors = [] if published else authors_of_line(text)
        if published is not None:
            header.published = header.published or published
        elif authors:
            header.authors += authors
        elif text in _BYLINE_ABOVE and index + 1 < len(lines):
            below = _NAMES_ALONE.fullmatch(lines[index + 1].text.strip(_BULLETS))
            if below is None:
                break
            header.authors += _AND.split(below[0])
            index += 1
        elif not layout.furniture.holds(text):
            break
        index += 1
    return index


def _set_kicker(header: Header, start: int, text: str) -> None:
    header.kicker = text
    header.blocks.append(Block("kicker", start, start + len(text)))


def _set_title(header: Header, start: int, text: str) -> None:
    header.title = text
    header.blocks.append(Block("title", start, start + len(text)))


def _is_title(text: str) -> bool:
    if len(text) > _LONGEST_TITLE:
        return False
    return not text.endswith(".") or text.endswith(("...", "e.V.", "e. V.", "d.ö.R.", "Co."))


def _is_dated_lead(text: str, layout: Layout) -> bool:
    return layout.dated_lead is not None and layout.dated_lead.match(text) is not None


def _is_kicker_above(text: str, below: Line, layout: Layout) -> bool:
    """Tell a kicker above its headline: it ends in a colon, or is short."""
    following, gap = below.text, below.gap
    if not _is_title(following) or _is_dated_lead(following, layout):
        return False
    if text.endswith(":"):
        return True
    if following.endswith(":") or ". " in following:
        return False
    if text.casefold() in layout.genres:
        return True
    if date_of_line(following) or authors_of_line(following) or text[-1] in "?!":
        return False
    if not 3 <= following.count(" ") < 15:
        return False
    return text.count(" ") < 3 or (not gap and text.count(" ") < 5 and is_noun_phrase(text))


def _is_lead(line: Line, following: Line, layout: Layout) -> bool:
    """Tell a lead from a first paragraph: short, and set apart or without a final period."""
    text = line.text
    if len(text) > _LONGEST_LEAD or layout.credit.fullmatch(following.text):
        return False
    if text.endswith("?") or text == following.text or len(following.text) < 80:
        return False
    if DATELINE.match(text):
        return False
    return following.gap or (len(text) < 160 and text[-1].isalnum())
