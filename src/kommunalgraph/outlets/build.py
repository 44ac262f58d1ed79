"""Header and body -> article, or the reason why there is none."""

from __future__ import annotations

import re

from kommunalgraph import identifiers
from kommunalgraph.errors import NotAnArticle
from kommunalgraph.model import Article, Document
from kommunalgraph.outlets.body import Body
from kommunalgraph.outlets.dates import parse_date
from kommunalgraph.outlets.header import Header

_ERROR_PAGE = re.compile(
    r"(?:Fehler|Error|HTTP)? ?404(?:[ :–-]+(?:Not found|Seite|Fehler|Error).{0,60})?"
    r"|(?:Die )?(?:angeforderte )?Seite (?:wurde )?(?:leider )?nicht gefunden.{0,20}"
    r"|Page not found.{0,20}|Access denied.{0,40}|Zugriff verweigert.{0,40}|Just a moment\.*"
    r"|403 Forbidden|50[0-4] (?:Internal|Bad|Service|Gateway).{0,40}",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3


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
        NotAnArticle: there are fewer than three words, or the page reports an error.
    """
    content = document.content if text is None else text
    url = url or document.url
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
