"""Entities of the store that another graph may know as well, and what to look them up by."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode, Store

from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF, SCHEMA, SKOS
from kommunalgraph.vocabulary import local_name

DEFAULT_KINDS = (
    *("Municipality", "District", "Organization"),
    *("Product", "Event", "Topic"),
)
"""Classes looked up unless told otherwise: no people, whose names alone tell little."""


class Candidate(NamedTuple):
    """An entity: its name, classes (local names), official key, and spellings of its websites."""

    entity: NamedNode
    label: str
    kinds: frozenset[str]
    key: str | None
    websites: tuple[str, ...]


def candidates(
    graph: Store, linked_to: str, kinds: Collection[str], *, unmentioned: bool = False
) -> Iterator[Candidate]:
    """Yield entities of ``kinds`` without a link to something under ``linked_to``, sorted by IRI.

    Only those that an article mentions, unless ``unmentioned`` ones are wanted as well.
    """
    classes = [KG[kind] for kind in kinds]
    entities = {node for kind in classes for node in store.subjects(graph, RDF.type, kind)}
    if not unmentioned:
        entities &= {triple.object for triple in store.match(graph, None, KG.mentions)}
    for entity in sorted(entities, key=str):
        links = (t.object for t in store.match(graph, entity, SCHEMA.sameAs))
        if not any(isinstance(n, NamedNode) and n.value.startswith(linked_to) for n in links):
            yield _candidate(graph, entity)


def _candidate(graph: Store, entity: NamedNode) -> Candidate:
    types = [t.object for t in store.match(graph, entity, RDF.type)]
    stated = [t.object for t in store.match(graph, entity, KG.website)]
    sites = [site.value for site in stated if isinstance(site, Literal)]
    names = [t.object for t in store.match(graph, entity, SKOS.prefLabel)]
    german = [n.value for n in names if isinstance(n, Literal) and n.language == "de"]
    place = entity.value.rpartition("/place/")[2]
    return Candidate(
        entity=entity,
        label=min(german, default=""),
        kinds=frozenset(local_name(n.value) for n in types if isinstance(n, NamedNode)),
        key=place if place.isdecimal() else None,
        websites=tuple(sorted(site for text in sites for site in spellings(text))),
    )


def spellings(website: str) -> Iterator[str]:
    """Yield the addresses under which one website is listed: with and without www, s and slash.

    >>> sorted(spellings("www.example.org"))[:2]
    ['http://example.org', 'http://example.org/']
    """
    try:
        parts = urlsplit(website if "://" in website else f"https://{website}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return
    if not host or parts.path not in ("", "/"):
        return  # a page of a website tells nothing of whose it is
    for scheme in ("http", "https"):
        for prefix in ("", "www."):
            for end in ("", "/"):
                yield f"{scheme}://{prefix}{host}{end}"
