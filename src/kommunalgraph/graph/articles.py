"""Articles as the graph keeps them: where each claim comes from, and what the build remembers.

The *remembered* part stands in a named graph of its own, named like the article, which no query
sees: the document it was read from and the entities that no reference table lists.  From it the
entities' names are rebuilt when another article is withdrawn.  Its terms are those of Dublin Core,
so that no triple of the graph stands there a second time.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kommunalgraph.graph import inference, literals, store
from kommunalgraph.graph.claims import Claim, claim_of, claim_triples
from kommunalgraph.graph.names import DCTERMS, KG, PROV, RDF, SCHEMA, SKOS, XSD
from kommunalgraph.graph.store import Term
from kommunalgraph.model import Article, Reading

_PROMINENT = frozenset({"kicker", "title", "lead"})
_OFTEN = 2  # a topic that the body names twice is one the article is about


class ArticleRecord(NamedTuple):
    """All that one article brings to the store, before anything is derived from it."""

    iri: NamedNode
    claims: tuple[Claim, ...]
    triples: frozenset[Triple]
    remembered: frozenset[Quad]


def record_of(
    reading: Reading, claims: Iterable[Claim], listed: frozenset[NamedNode]
) -> ArticleRecord:
    """Return the record of a reading; ``listed`` entities are described by the tables."""
    claims = tuple(claims)
    article = NamedNode(reading.article.iri)
    triples = [*_metadata(reading.article), *_mentions(reading)]
    for claim in claims:
        triples.extend(claim_triples(claim))
    remembered = list(_remembered(reading, article, listed))
    remembered.append(_fingerprint(article, [*triples, *remembered]))
    return ArticleRecord(article, claims, frozenset(triples), frozenset(remembered))


def with_claims(record: ArticleRecord, claims: Iterable[Claim]) -> ArticleRecord:
    """Return ``record`` with other claims, as ``record_of`` would have made it."""
    claims = tuple(claims)
    triples = set(record.triples).difference(*map(claim_triples, record.claims))
    triples = triples.union(*map(claim_triples, claims))
    remembered = {quad for quad in record.remembered if quad.predicate != DCTERMS.identifier}
    remembered.add(_fingerprint(record.iri, [*triples, *remembered]))
    return ArticleRecord(record.iri, claims, frozenset(triples), frozenset(remembered))


def _fingerprint(article: NamedNode, content: Iterable[Triple | Quad]) -> Quad:
    """Return what tells by one look whether an article stands in the store just so."""
    lines = "\n".join(sorted(set(map(str, content))))
    digest = hashlib.sha256(lines.encode()).hexdigest()
    return Quad(article, DCTERMS.identifier, Literal(digest), article)


def stands_just_so(graph: Store, record: ArticleRecord) -> bool:
    """Tell whether the store holds the article exactly as in ``record``."""
    marks = (quad for quad in record.remembered if quad.predicate == DCTERMS.identifier)
    return any(mark in graph for mark in marks)


def _metadata(article: Article) -> Iterator[Triple]:
    node = NamedNode(article.iri)
    yield from inference.types(node, ["Teaser" if article.teaser_on else "Article"])
    texts: list[tuple[NamedNode, Term | None]] = [
        (SCHEMA.headline, literals.german(article.title) if article.title else None),
        (KG.kicker, literals.german(article.kicker) if article.kicker else None),
        (KG.outlet, Literal(article.outlet) if article.outlet else None),
        (KG.digest, Literal(article.digest) if article.digest else None),
        (SCHEMA.url, Literal(article.url, datatype=XSD.anyURI) if article.url else None),
        (KG.teaserOn, NamedNode(article.teaser_on) if article.teaser_on else None),
    ]
    texts += [(SCHEMA.author, Literal(author)) for author in article.authors]
    texts += [(SCHEMA.keywords, Literal(keyword)) for keyword in article.keywords]
    if article.published:
        day = literals.date_literal(article.published.isoformat())
        texts.append((SCHEMA.datePublished, day))
    for predicate, value in texts:
        if value is not None:
            yield Triple(node, predicate, value)


def _mentions(reading: Reading) -> Iterator[Triple]:
    """Yield what the article mentions, and which topics it is about."""
    node = NamedNode(reading.article.iri)
    for entity in {mention.entity for mention in reading.mentions}:
        yield Triple(node, KG.mentions, NamedNode(entity))
    for topic in topics_of(reading):
        yield Triple(node, KG.about, NamedNode(topic))


def topics_of(reading: Reading) -> set[str]:
    """Return the topics an article is about: named in kicker, title or lead, or twice in all."""
    topics = {entity.iri for entity in reading.entities if "Topic" in entity.kinds}
    times = Counter(mention.entity for mention in reading.mentions)
    spans = [(b.start, b.end) for b in reading.article.blocks if b.kind in _PROMINENT]
    prominent = {
        mention.entity
        for mention in reading.mentions
        if any(start <= mention.start < end for start, end in spans)
    }
    return {topic for topic in topics if topic in prominent or times[topic] >= _OFTEN}


def document_of(article: Article) -> str | None:
    """Return the document that an article was read from, the same however its path is written.

    Standard input is no document: what comes in there next is another one.
    """
    if article.source is None or article.source == "-" or "://" in article.source:
        return None if article.source == "-" else article.source
    return str(Path(article.source).absolute())


def _remembered(
    reading: Reading, article: NamedNode, listed: frozenset[NamedNode]
) -> Iterator[Quad]:
    source = document_of(reading.article)
    if source:
        yield Quad(article, DCTERMS.source, Literal(source), article)
    for entity in reading.entities:
        node = NamedNode(entity.iri)
        if node not in listed:
            yield Quad(node, DCTERMS.title, literals.german(entity.label), article)
            for kind in entity.kinds:
                yield Quad(node, DCTERMS.type, KG[kind], article)


def stored_record(graph: Store, article: NamedNode) -> ArticleRecord:
    """Return the record of an article as it stands in the store; empty if it is not there."""
    claims = claims_from(graph, article)
    of_claims = {claim: list(store.match(graph, claim)) for claim in claims}
    of_article = [t for t in store.match(graph, article) if t.predicate != KG.teaserOf]
    return ArticleRecord(
        iri=article,
        claims=tuple(claim_of(iri, triples) for iri, triples in of_claims.items()),
        triples=frozenset(chain(of_article, *of_claims.values())),
        remembered=frozenset(graph.quads_for_pattern(None, None, None, article)),
    )


def claims_from(graph: Store, article: NamedNode) -> list[NamedNode]:
    """Return the claims of an article, sorted.

    Memberships and observations derive from claims, only claims derive from articles.
    """
    return sorted(store.subjects(graph, PROV.wasDerivedFrom, article), key=str)


def articles_from(graph: Store, source: str) -> set[NamedNode]:
    """Return the articles that were read from the document ``source``."""
    quads = graph.quads_for_pattern(None, DCTERMS.source, Literal(source), None)
    return {store.named(q.triple) for q in quads if q.graph_name == q.subject}


def described(entity: NamedNode, remembered: Iterable[Quad]) -> list[Triple]:
    """Return names and types of an entity that no table lists, from all that articles say of it.

    The name that most articles use is the label, the first in the alphabet if several; the others
    are alternatives.
    """
    names: Counter[str] = Counter()
    kinds: set[str] = set()
    for quad in remembered:
        if quad.predicate == DCTERMS.title and isinstance(quad.object, Literal):
            names[quad.object.value] += 1
        elif quad.predicate == DCTERMS.type and isinstance(quad.object, NamedNode):
            kinds.add(quad.object.value.rpartition("#")[2])
    if not names:
        return []
    label, *others = sorted(names, key=lambda name: (-names[name], name))
    return [
        *inference.types(entity, kinds),
        Triple(entity, SKOS.prefLabel, literals.german(label)),
        *(Triple(entity, SKOS.altLabel, literals.german(name)) for name in others),
        Triple(entity, KG.listed, Literal(False)),
    ]


def teaser_links(articles: Iterable[tuple[NamedNode, Iterable[Triple]]]) -> set[Triple]:
    """Return which teaser is a teaser of which full article: same headline, same outlet.

    ``articles`` share a headline; each comes with its triples.
    """
    teasers: dict[str, list[NamedNode]] = defaultdict(list)
    full: dict[str, list[NamedNode]] = defaultdict(list)
    for node, triples in articles:
        facts = list(triples)
        outlet = next((str(t.object) for t in facts if t.predicate == KG.outlet), "")
        is_teaser = any(t.predicate == RDF.type and t.object == KG.Teaser for t in facts)
        (teasers if is_teaser else full)[outlet].append(node)
    return {
        Triple(teaser, KG.teaserOf, article)
        for outlet, found in teasers.items()
        for teaser in found
        for article in full[outlet]
    }
