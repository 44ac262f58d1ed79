"""The body of an article: paragraphs, captions, headings, questions, links and keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kommunalgraph.model import Block, BlockKind
from kommunalgraph.outlets.dates import DATELINE, date_of_line
from kommunalgraph.outlets.header import Header, authors_of_line
from kommunalgraph.outlets.layouts import Layout
from kommunalgraph.outlets.lines import Line

_LINK = re.compile(
    r"(?:(?:Links?|Web|Internet|Website|Webseite|URL|(?:Weitere|Mehr) Informationen|Infos)"
    r"(?: unter| im Internet)?\s*:?\s*)?"
    r"((?:(?:https?://|www\.)\S+[\s,;]*)+)"
    r"(?:\((?:Deep[ -]?Link|externer Link|PDF[^)]{0,30})\))?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s,;]+", re.IGNORECASE)
_KEYWORDS = re.compile(r"(?:Stichw[oö]rte?r?|Schlagw[oö]rte?r?|Schlagworte|Tags|Keywords)\s*:\s*")
_DETAIL = re.compile(
    r"(?:Tel|Telefon|Fax|Telefax|Mobil|E-?Mail|Mail|Internet|Web)\b\s?[.:]+.*|\S+@\S+"
    r"|[TFM]\s?[.:]?\s?[+(\d].*"
    r"|\+?[\d\s()/–-]{7,}"
    r"|[A-ZÄÖÜ][\w .-]{2,40}(?:str(?:aße|\.)|weg|platz|allee|gasse|ring) \d+\s?[a-z]?"
    r"(?:,? \d{5} .{2,40})?"
    r"|(?:D-)?\d{5} [A-ZÄÖÜ][\w .()/-]{2,40}",
)
_INITIALS = re.compile(r"(?:(?<=[.!?“”\"»])\s*|^)\(([a-zäöü]{2,4}(?:/[a-zäöü]{2,4}){0,2})\)$")
_INNER_CREDIT = re.compile(
    r"[(\[](?:Foto|Fotos|Bild|Bildquelle|Quelle|Grafik|Bildnachweis|©)[:\s©][^)\]]{1,120}[)\]]\s*"
)
_OUTER_CREDIT = re.compile(
    r"\s?[(\[]?(?<=[.!?“”\"(\[\s])(?:Fotos?|Bild(?:quelle|nachweis|er)?|Grafik|©)[:\s©]"
    r"(?:[^.!?()\[\]]|\([^()]{1,40}\)){2,100}(?:\.\w{2,4})?[)\].]{0,2}$"
)
# A collection of old news dates each of its items, which dates none of them.
_DATED_ITEM = re.compile(r"[A-ZÄÖÜ][\w/ -]{1,40}, [^.!?]{0,20}?(?:\d\d?\.){0,2}(?:19|20)\d\d\.\s")
_SALUTATION = r"(?:Herr|Frau)\s(?:[A-ZÄÖÜ][\w.-]*\s){0,3}[A-ZÄÖÜ][\w'-]+,\s"
_ADDRESSED = re.compile(_SALUTATION)
_GLUED_QUESTION = re.compile(rf"[^.?!\n]{{3,120}}?\s(?={_SALUTATION})")
_BULLET = re.compile(r"(?:[-•*–·▪►]|\+{2,3})\s+(?=\S)")
_LEFT_TO_RIGHT = re.compile(r"[^.:]{0,80}?(?:\bv\. ?l\.|[Vv]on links\b[^.:]{0,20}:)")
_ASKED = re.compile(r"(?:Frage|F|Q)\s?:\s*")
_ANSWERED = re.compile(r"(?:Antwort|A)\s?:\s*")
_SENTENCE_ENDS = (".", "!", ":", ";", ",", "…", ".“", ".”", '."', "!“", "-", "–")
_LONGEST_HEADING = 90
_SHORTEST_PARAGRAPH = 60
_LONGEST_CAPTION = 450
_LONGEST_LONE_CAPTION = 250
_LONGEST_CREDIT = 120
_LONGEST_QUESTION = 900
_PICTURE_REACH = 6


@dataclass(slots=True)
class Body:
    """What a body holds beside running text; ``ended`` tells that only furniture can follow.

    ``dated`` is a date that the body begins with, None so far, or empty where it has too many.
    """

    blocks: list[Block] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    keywords: tuple[str, ...] = ()
    links: list[str] = field(default_factory=list)
    dated: str | None = None
    interview: bool = False
    listing: bool = False
    ended: bool = False
    contact: bool = False


def read_body(lines: list[Line], header: Header, layout: Layout, *, closed: bool = False) -> Body:
    """Read the body below ``header``; ``closed`` tells that furniture follows ``lines``."""
    body = Body()
    first = _read_pictures(lines, header, layout, body)
    body.interview = _is_interview(lines[first:], header)
    if sum(1 for line in lines[first:] if _DATED_ITEM.match(line.text)) > 1:
        body.dated = ""
    seen = {header.title, header.kicker}
    for index in range(first, len(lines)):
        line = lines[index]
        if len(line.text) < _LONGEST_CAPTION:
            if line.text in seen or _read_aside(line, layout, body) or body.contact:
                if body.ended:
                    break
                continue
            seen.add(line.text)
            if _read_caption(line, lines[index + 1 : index + 3], layout, body):
                continue
        # A long paragraph under an address is text again.
        body.contact = False
        _read_paragraph(line, _below(lines, index), body, closed=closed)
    return body


def _below(lines: list[Line], index: int) -> int:
    """Return how long the paragraph below a line is, or will be where the page was cut off."""
    if index + 1 == len(lines):
        return 0
    below = lines[index + 1].text
    is_cut = index + 2 == len(lines) and not below.endswith(_SENTENCE_ENDS)
    return len(below) + _SHORTEST_PARAGRAPH * is_cut


def _read_pictures(lines: list[Line], header: Header, layout: Layout, body: Body) -> int:
    """Read captions between header and body; return the index of the body's first line.

    The alternative text and the caption of a picture are often the same; the repeated one is
    furniture.
    """
    first = header.body
    reach = lines[first : first + _PICTURE_REACH]
    credits = [i for i, line in enumerate(reach) if layout.credit.fullmatch(line.text)]
    if not credits:
        if len(reach) > 1 and reach[0].text == reach[1].text:
            body.blocks.append(Block("caption", reach[0].start, reach[0].end))
            return first + 2
        return first
    captions = reach[: credits[-1]]
    if layout.glued_kicker:
        too_long = any(len(line.text) > _LONGEST_CAPTION for line in captions)
    else:
        # Elsewhere a picture may stand between two paragraphs.
        too_long = len(captions) > 1 or not all(_may_caption(line.text) for line in captions)
    if too_long:
        return first
    if _opens_with_lead(captions, header):
        body.blocks.append(Block("lead", captions[0].start, captions[0].end))
        captions = captions[1:]
    seen: set[str] = set()
    for line in captions:
        if line.text not in seen and not layout.credit.fullmatch(line.text):
            body.blocks.append(Block("caption", line.start, line.end))
        seen.add(line.text)
    return first + credits[-1] + 1


def _opens_with_lead(captions: list[Line], header: Header) -> bool:
    """Tell a lead without a date among the lines above a credit.

    It is a sentence right under the headline, or the line before the one that is repeated.
    """
    if any(block.kind == "lead" for block in header.blocks):
        return False
    texts = [line.text for line in captions]
    if len(set(texts)) < 2 or not texts[0].endswith(".") or texts.count(texts[0]) > 1:
        return False
    return not captions[0].gap or len(set(texts)) < len(texts)


def _read_caption(line: Line, below: list[Line], layout: Layout, body: Body) -> bool:
    """Read a line that a picture's credit ends or follows; return False where none does."""
    if below and layout.credit.fullmatch(below[0].text):
        # Pages without captions print the credit of their picture at the very end.
        if not _may_caption(line.text) or (len(below) == 1 and not layout.glued_kicker):
            return False
        end = line.end
    elif _LEFT_TO_RIGHT.match(line.text):
        end = line.end
    else:
        begin = max(1, len(line.text) - _LONGEST_CREDIT)
        # The search for a credit's opening is slow, and most lines hold none of its signs.
        if ":" not in line.text[begin:] and "©" not in line.text[begin:]:
            return False
        credit = _OUTER_CREDIT.search(line.text, begin)
        if credit is None:
            return False
        end = line.start + credit.start()
    body.blocks.append(Block("caption", line.start, end))
    return True


def _may_caption(text: str) -> bool:
    """Tell a caption from a paragraph above a picture's credit: short, without a dateline."""
    return len(text) < _LONGEST_LONE_CAPTION and DATELINE.match(text) is None


def _read_aside(line: Line, layout: Layout, body: Body) -> bool:
    """Read a line that is no running text; return False where it is."""
    text = line.text
    if body.contact and text.startswith(layout.resume):
        body.contact = False
        return False
    if body.blocks and layout.end.holds(text):
        body.ended = True
        return True
    if layout.furniture.holds(text) or layout.credit.fullmatch(text):
        return True
    if body.blocks and layout.contact.holds(text):
        body.contact = True
        return True
    return _read_keywords(line, body) or _read_links(line, body) or _read_signature(text, body)


def _read_keywords(line: Line, body: Body) -> bool:
    """Read a line of keywords, or the next of a list with one keyword per line."""
    found = _KEYWORDS.match(line.text)
    if found is None and not body.listing:
        return False
    begin = found.end() if found is not None else 0
    if begin < len(line.text):
        listed = line.text[begin:].rstrip(" ,;|")
        words = (word.strip() for word in re.split(r"[,;|]", listed))
        body.keywords += tuple(word for word in words if word)
        if listed:
            body.blocks.append(
                Block("keywords", line.start + begin, line.start + begin + len(listed))
            )
    body.listing = begin == len(line.text) or line.text.endswith(",")
    body.ended = not body.listing and len(body.blocks) > 1
    return True


def _read_links(line: Line, body: Body) -> bool:
    if "://" not in line.text and "www." not in line.text.lower():
        return False
    found = _LINK.fullmatch(line.text)
    if found is None:
        return False
    body.blocks.append(
        Block(
            "links",
            line.start + found.start(1),
            line.start + len(line.text[: found.end(1)].rstrip(" ,;")),
        )
    )
    body.links += [address.rstrip(".)") for address in _ADDRESS.findall(found[1])]
    return True


def _read_signature(text: str, body: Body) -> bool:
    """Read a line of initials, an author's name, a date alone, or a telephone number."""
    initials = _INITIALS.fullmatch(text)
    if initials is not None:
        body.authors += initials[1].split("/")
        return True
    authors = authors_of_line(text)
    if authors:
        body.authors += authors
        return True
    if date_of_line(text) is not None:
        body.dated = text if body.dated is None else body.dated
        return True
    return _DETAIL.fullmatch(text) is not None


def _read_paragraph(line: Line, below: int, body: Body, *, closed: bool) -> None:
    """Add the blocks of one line of running text."""
    start, text = line.start, line.text
    initials = _INITIALS.search(text) if text.endswith(")") else None
    if initials is not None:
        body.authors += initials[1].split("/")
        text = text[: initials.start()].rstrip()
    text = text.removesuffix("+++").rstrip()
    bullet = _BULLET.match(text)
    if bullet is not None:
        start, text = start + bullet.end(), text[bullet.end() :]
    kind = _kind(text, below, body, closed=closed)
    if kind is None:
        return
    if bullet is not None and kind == "heading":
        kind = "body"
    label = (_ASKED if kind == "question" else _ANSWERED).match(text[:12])
    if label is not None and label.end() < len(text):
        start, text = start + label.end(), text[label.end() :]
    if kind in ("body", "question") and not _has_text(body.blocks):
        cut = _read_opening(start, text, body)
        if cut:
            start, text = start + cut, text[cut:]
            kind = _kind(text, below, body, closed=closed) or "body"
    if text:
        body.blocks.append(Block(kind, start, start + len(text)))


def _kind(text: str, below: int, body: Body, *, closed: bool) -> BlockKind | None:
    """Return what a line of running text is; None for a lone line before furniture."""
    if _ASKED.match(text):
        return "question"
    if text.endswith(("?", "?“", '?"')) and len(text) < _LONGEST_QUESTION and body.interview:
        return "question"
    if len(text) > _LONGEST_HEADING or text.endswith(_SENTENCE_ENDS):
        return "body"
    if not below:
        # At the end of a whole page a line without a period is an advertiser's; a page that was
        # cut off ends anywhere.
        return None if closed and _has_text(body.blocks) else "body"
    return "heading" if below > max(_SHORTEST_PARAGRAPH, len(text)) else "body"


def _read_opening(start: int, text: str, body: Body) -> int:
    """Read what is glued to the first paragraph; return at which index the paragraph begins.

    That is a caption with its credit, a caption before an interview's first question, or a
    dateline; the dateline's place keeps a block of its own, for it tells where the news is from.
    """
    credit = _INNER_CREDIT.search(text, 0, _LONGEST_CAPTION)
    if credit is not None and credit.end() < len(text):
        caption = text[: credit.start()].rstrip()
        if caption:
            body.blocks.append(Block("caption", start, start + len(caption)))
        return credit.end()
    if body.interview:
        glued = _GLUED_QUESTION.match(text)
        if glued is not None:
            body.blocks.append(Block("caption", start, start + len(glued[0].rstrip())))
            return glued.end()
        return 0
    dateline = DATELINE.match(text)
    if dateline is None:
        return 0
    if body.dated is None:
        body.dated = dateline["date"] or dateline["day"]
    place = dateline["place"] or dateline["town"]
    if place:
        body.blocks.append(Block("body", start, start + len(place)))
    return dateline.end()


def _has_text(blocks: Iterable[Block]) -> bool:
    return any(block.kind in ("body", "question") for block in blocks)


def _is_interview(lines: list[Line], header: Header) -> bool:
    """Tell an interview by its kicker, by how it addresses somebody, or by many questions."""
    if (header.kicker or "").casefold() in ("interview", "im gespräch", "nachgefragt"):
        return True
    asking = [line.text for line in lines if line.text.endswith("?")]
    if any(_ADDRESSED.match(text) or _ASKED.match(text) for text in asking):
        return True
    return len(asking) >= 3 and 4 * len(asking) > len(lines)
