"""Whose website a link below an article is: the listed owner, or the body whose name it spells."""

from __future__ import annotations

import re

from kommunalgraph.identifiers import slug
from kommunalgraph.linking.linked import LinkedArticle
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.model import Article, Entity, Evidence, Statement

_HOST = re.compile(
    r"^(?:https?://)?(?:www\d?\.)?(?P<name>[\w-]+(?:\.[\w-]+)*)\.[a-z]{2,}(?:[/:?#]|$)",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]„“”\"]+[^\s<>()\[\]„“”\".,;:!?]")
RULE = "netzadresse/name-in-der-adresse"
_LISTED, _SPELLED = 0.98, 0.9


def website_statements(
    article: Article, linked: LinkedArticle, lexicon: Lexicon
) -> list[Statement]:
    """Return one statement for each link of ``article`` whose owner is mentioned in it."""
    bodies = [
        e
        for e in linked.entities.values()
        if e.kinds[0] not in ("Person", "Topic", "Product", "Event")
    ]
    found: dict[str, Statement] = {}
    for block in article.blocks:
        if block.kind != "links":
            continue
        for link in _URL.finditer(article.text, block.start, block.end):
            owner = _owner(link.group(), bodies, lexicon)
            if owner and link.group() not in found:
                iri, confidence = owner
                evidence = Evidence(article.iri, link.start(), link.end(), link.group(), RULE)
                found[link.group()] = Statement(
                    iri, "website", link.group(), evidence, confidence=confidence
                )
    return list(found.values())


def _owner(url: str, bodies: list[Entity], lexicon: Lexicon) -> tuple[str, float] | None:
    host = _HOST.match(url)
    if host is None:
        return None
    path = url.partition("//")[2].rstrip("/").partition("/")[2]
    if path:
        return None
    for website, iri in lexicon.websites.items():
        listed = _HOST.match(website)
        if (
            listed
            and listed["name"].lower() == host["name"].lower()
            and any(b.iri == iri for b in bodies)
        ):
            return iri, _LISTED
    name = host["name"].lower()
    spelled = [b for b in bodies if _spells(name, b)]
    return (spelled[0].iri, _SPELLED) if len(spelled) == 1 else None


def _spells(host: str, body: Entity) -> bool:
    """``kitu-genossenschaft`` spells KITU, ``kid-magdeburg`` spells KID Magdeburg."""
    name = slug(body.label)
    return len(name) > 2 and (
        host == name
        or host.startswith(f"{name}-")
        or host.replace("-", "") == name.replace("-", "")
    )
