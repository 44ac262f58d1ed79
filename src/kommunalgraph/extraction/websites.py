"""Whose website a web address of an article is: the listed owner, or the body whose name it
spells."""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.identifiers import slug
from kommunalgraph.linking.linked import LinkedArticle
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.model import Article, Evidence, Statement

_HOST = re.compile(
    r"^(?:https?://)?(?:www\d?\.)?(?P<name>[\w-]+(?:\.[\w-]+)*)\.[a-z]{2,}(?:[/:?#]|$)",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]„“”\"]+[^\s<>()\[\]„“”\".,;:!?]")
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-ZÄÖÜ]")
_NO_BODIES: Final = ("Person", "Topic", "Product", "Event")
_SEATS: Final = re.compile(r"(?:stadt|gemeinde|markt|samtgemeinde|amt|vg)-")
"""What stands before a place's name in the address of its administration."""

_SHORTEST_INITIALS: Final = 3
_SHORTEST_WORD: Final = 5
"""Letters of a company's first word that alone makes an address: ``musteria.example``."""

RULE = "netzadresse/name-in-der-adresse"
_LISTED, _SPELLED = 0.98, 0.9


def website_statements(
    article: Article, linked: LinkedArticle, lexicon: Lexicon
) -> list[Statement]:
    """Return one statement for each web address in ``article`` whose owner is mentioned in it."""
    found: dict[str, Statement] = {}
    names: dict[str, set[str]] = {}
    for block in article.blocks:
        for link in _URL.finditer(article.text, block.start, block.end):
            names = names or _names(linked)
            owner = _owner(link.group(), names, lexicon)
            if owner and link.group() not in found:
                iri, confidence = owner
                evidence = Evidence(article.iri, link.start(), link.end(), link.group(), RULE)
                found[link.group()] = Statement(
                    iri, "website", link.group(), evidence, confidence=confidence
                )
    return list(found.values())


def _names(linked: LinkedArticle) -> dict[str, set[str]]:
    """Return how each body of the article may be spelled in an address."""
    bodies = {i: e for i, e in linked.entities.items() if e.kinds[0] not in _NO_BODIES}
    names = {iri: {body.label} for iri, body in bodies.items()}
    for _, mentions in linked.sentences:
        for mention in mentions:
            if mention.named and mention.value in names:
                names[mention.value].add(mention.surface)
    return {iri: _spellings(surfaces) for iri, surfaces in names.items()}


def _spellings(surfaces: set[str]) -> set[str]:
    """The spellings of names: whole, by the initials of their nouns, by a coined first word."""
    spellings = {slug(surface) for surface in surfaces}
    for surface in surfaces:
        first, _, rest = surface.partition(" ")
        initials = "".join(w[0] for w in surface.split() if _CAPITALS.match(w)).lower()
        if len(initials) >= _SHORTEST_INITIALS:
            spellings.add(slug(initials))
        if rest and len(first) >= _SHORTEST_WORD and len(_CAPITALS.findall(first)) > 1:
            spellings.add(slug(first))
    return {spelling for spelling in spellings if len(spelling) > _SHORTEST_INITIALS - 1}


def _owner(url: str, names: dict[str, set[str]], lexicon: Lexicon) -> tuple[str, float] | None:
    host = _HOST.match(url)
    if host is None:
        return None
    if "/" in _SCHEME.sub("", url).rstrip("/"):
        return None
    for website, iri in lexicon.websites.items():
        listed = _HOST.match(website)
        if listed and listed["name"].lower() == host["name"].lower() and iri in names:
            return iri, _LISTED
    name = host["name"].lower().partition(".")[0]
    for spelling in (name, _SEATS.sub("", name)):
        spelled = [iri for iri, spellings in names.items() if _spells(spelling, spellings)]
        if spelled:
            return (spelled[0], _SPELLED) if len(spelled) == 1 else None
    return None


def _spells(host: str, spellings: set[str]) -> bool:
    """``kitu-genossenschaft`` spells KITU, and ``kid-magdeburg`` KID Magdeburg."""
    joined = host.replace("-", "")
    return any(
        host == name or host.startswith(f"{name}-") or joined == name.replace("-", "")
        for name in spellings
    )
