"""The page of an article: who and what it mentions, what was read in it, and where.

The graph keeps quotes, not texts.  Where the server is told to show texts, the document that the
article was read from is read again and shown in full, if it is still the same, byte for byte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from kommunalgraph.analysis.selection import KINDS
from kommunalgraph.graph import store
from kommunalgraph.graph.articles import claims_from
from kommunalgraph.graph.claims import Claim, read_claim
from kommunalgraph.graph.names import DCTERMS, KG, PROV, RDF, SCHEMA, SKOS
from kommunalgraph.model import Reading, Skipped
from kommunalgraph.serve.pages.facts import id_of, names_of
from kommunalgraph.serve.pages.passages import (
    ClaimSpan,
    NameSpan,
    Passage,
    cut,
    names_in,
    quoted,
)
from kommunalgraph.serve.pages.references import Reference, node_of, refer
from kommunalgraph.serve.pages.sources import Source, source_of
from kommunalgraph.vocabulary import local_name


@dataclass(frozen=True, slots=True)
class Heading:
    """An article in a list: what a reader chooses by."""

    reference: Reference
    kicker: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True)
class Reported:
    """One claim of an article, written out: subject, relation, object, and its source."""

    subject: Reference
    relation: str
    object: Reference | None
    value: str
    source: Source


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the page of an article shows.

    ``whole`` tells that the passages are the whole text, not only quotes.
    """

    heading: Heading
    url: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    topics: tuple[Reference, ...]
    mentions: dict[str, tuple[Reference, ...]]
    claims: tuple[Reported, ...]
    passages: tuple[Passage, ...]
    whole: bool
    teaser_on: Reference | None
    full: Reference | None
    teasers: tuple[Reference, ...]


def heading_of(graph: Store, article: NamedNode) -> Heading:
    """Return how a list of articles shows this one."""
    return Heading(
        refer(graph, article),
        store.text(graph, article, KG.kicker) or "",
        store.text(graph, article, KG.outlet) or "",
        store.text(graph, article, SCHEMA.datePublished) or "",
    )


def newest_first(headings: Iterable[Heading]) -> list[Heading]:
    """Sort articles by date, the newest first, undated ones last."""
    by_name = sorted(headings, key=lambda h: (h.reference.label, h.reference.id))
    return sorted(by_name, key=lambda heading: heading.published, reverse=True)


def mentioning(graph: Store, entity: NamedNode) -> list[Heading]:
    """Return the articles that mention ``entity``, the newest first; no teaser of one of them."""
    found = set(store.subjects(graph, KG.mentions, entity))
    found |= set(store.subjects(graph, KG.about, entity))
    repeated = {t for t in found if store.value(graph, t, KG.teaserOf) in found}
    return newest_first(heading_of(graph, article) for article in found - repeated)


def article_page(
    graph: Store, article: NamedNode, *, texts: bool = False, language: str = "de"
) -> ArticlePage:
    """Return what the page of ``article`` shows; with ``texts`` its whole text where at hand."""
    claims = sorted(
        (read_claim(graph, iri) for iri in claims_from(graph, article)),
        key=lambda claim: (claim.start, claim.end, claim.iri.value),
    )
    shown = [claim for claim in claims if claim.status != "rejected"]
    mentions = _mentions(graph, article, language)
    reading = _reading(graph, article) if texts else None
    passages = _whole(graph, reading, shown) if reading else _quotes(graph, shown, mentions)
    return ArticlePage(
        heading=heading_of(graph, article),
        url=store.text(graph, article, SCHEMA.url) or "",
        authors=tuple(names_of(graph, article, SCHEMA.author)),
        keywords=tuple(names_of(graph, article, SCHEMA.keywords)),
        topics=tuple(_references(graph, article, KG.about, language)),
        mentions=_by_kind(mentions),
        claims=tuple(_reported(graph, claim, language) for claim in shown),
        passages=tuple(passages),
        whole=reading is not None,
        teaser_on=_one(graph, article, KG.teaserOn),
        full=_one(graph, article, KG.teaserOf),
        teasers=tuple(
            refer(graph, node)
            for node in sorted(store.subjects(graph, KG.teaserOn, article), key=str)
        ),
    )


def _one(graph: Store, article: NamedNode, predicate: NamedNode) -> Reference | None:
    node = store.value(graph, article, predicate)
    return refer(graph, node) if isinstance(node, NamedNode) else None


def _references(
    graph: Store, article: NamedNode, predicate: NamedNode, language: str
) -> list[Reference]:
    nodes = [t.object for t in store.match(graph, article, predicate)]
    found = [refer(graph, node, language) for node in nodes if isinstance(node, NamedNode)]
    return sorted(found, key=lambda reference: (reference.label, reference.id))


def _mentions(graph: Store, article: NamedNode, language: str) -> list[Reference]:
    return _references(graph, article, KG.mentions, language)


def _by_kind(references: Iterable[Reference]) -> dict[str, tuple[Reference, ...]]:
    groups: dict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        groups[reference.kind].append(reference)
    order = (*KINDS, *sorted(groups.keys() - set(KINDS)))
    return {kind: tuple(groups[kind]) for kind in order if kind in groups}


def _reported(graph: Store, claim: Claim, language: str) -> Reported:
    other = refer(graph, claim.object, language) if isinstance(claim.object, NamedNode) else None
    return Reported(
        subject=refer(graph, claim.subject, language),
        relation=local_name(claim.predicate.value),
        object=other,
        value="" if isinstance(claim.object, NamedNode) else claim.object.value,
        source=source_of(graph, claim),
    )


def _spans(claims: Iterable[Claim]) -> list[ClaimSpan]:
    return [ClaimSpan(c.start, c.end, id_of(c.iri).rpartition("/")[2], c.quote) for c in claims]


def _quotes(graph: Store, claims: list[Claim], mentions: list[Reference]) -> list[Passage]:
    """Return the quotes as passages; names are looked for, their offsets are not kept."""
    spans = _spans(claims)
    names = [(name, ref) for ref in mentions for name in _all_names(graph, ref)]
    return [cut(text, start, spans, names_in(text, start, names)) for start, text in quoted(spans)]


def _all_names(graph: Store, reference: Reference) -> set[str]:
    node = node_of(reference.id)
    found = {t.object for p in (SKOS.prefLabel, SKOS.altLabel) for t in store.match(graph, node, p)}
    names = {term.value for term in found if isinstance(term, Literal)}
    if reference.kind == "Person":
        names |= {name.rpartition(" ")[2] for name in set(names)}
    return names


def _whole(graph: Store, reading: Reading, claims: list[Claim]) -> list[Passage]:
    """Return the blocks of the text as passages, with the mentions as they were read."""
    text = reading.article.text
    spans = _spans(claims)
    names = [
        NameSpan(m.start, m.end, refer(graph, NamedNode(m.entity)))
        for m in sorted(reading.mentions, key=lambda m: (m.start, -m.end))
    ]
    return [
        cut(text[b.start : b.end], b.start, spans, names, b.kind) for b in reading.article.blocks
    ]


def _reading(graph: Store, article: NamedNode) -> Reading | None:
    """Return the reading of the very text that the graph's claims come from, if it is at hand."""
    sources = [
        quad.object.value
        for quad in graph.quads_for_pattern(article, DCTERMS.source, None, article)
        if isinstance(quad.object, Literal)
    ]
    digest = store.text(graph, article, KG.digest)
    for source in sources:
        path = Path(source)
        if "://" in source or not path.is_file():
            continue
        for reading in _readings(path, path.stat().st_mtime_ns):
            if reading.article.iri == article.value and reading.article.digest == digest:
                return reading
    return None


@lru_cache(maxsize=64)
def _readings(path: Path, _changed: int) -> tuple[Reading, ...]:
    from kommunalgraph.pipeline import read_inputs  # loads all rules: only who shows texts pays

    found = [each for each in read_inputs([path]) if not isinstance(each, Skipped)]
    return found[0] if found else ()


def article_of_claim(graph: Store, claim: NamedNode) -> NamedNode | None:
    """Return the article that a claim was read in, ``None`` if there is no such claim."""
    node = store.value(graph, claim, PROV.wasDerivedFrom)
    is_claim = any(t.object == KG.Claim for t in store.match(graph, claim, RDF.type))
    return node if is_claim and isinstance(node, NamedNode) else None
