"""The graph in layers, for the master export: where each triple comes from.

The store is flat; here each triple of it gets the one graph it belongs to: that of its article
(metadata, mentions, claims), or that of the clean triples.  A third graph tells what made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kommunalgraph import __version__, identifiers
from kommunalgraph.graph import literals, store
from kommunalgraph.graph.names import DCAT, DCTERMS, KG, PROV, RDF, SCHEMA, SKOS, VOID, XSD
from kommunalgraph.graph.store import Term
from kommunalgraph.vocabulary import ontology

CLEAN = NamedNode(identifiers.resource("graph", "clean"))
"""The graph of clean triples, entities, memberships, observations and changes."""

RUN = NamedNode(identifiers.resource("graph", "run"))
"""The graph that describes the data set and what made it."""


def article_of(graph: Store) -> dict[NamedNode, NamedNode]:
    """Return the article that each claim and each article belongs to."""
    owners: dict[NamedNode, NamedNode] = {}
    for kind in (KG.Article, KG.Teaser):
        owners.update((article, article) for article in store.subjects(graph, RDF.type, kind))
    for article in list(owners):
        for claim in store.subjects(graph, PROV.wasDerivedFrom, article):
            owners[claim] = article
    return owners


def clean_layer(graph: Store) -> Iterator[Triple]:
    """Yield the clean triples: everything but articles and their claims."""
    owners = article_of(graph)
    return (t for t in store.match(graph) if t.subject not in owners)


def layered(graph: Store) -> Iterator[Quad]:
    """Yield every triple of the store in its graph, and the description of the run."""
    owners = article_of(graph)
    for triple in store.match(graph):
        owner = owners.get(store.named(triple), CLEAN)
        yield Quad(triple.subject, triple.predicate, triple.object, owner)
    yield from run_description(graph, set(owners.values()))


def run_description(
    graph: Store, articles: Iterable[NamedNode], *, size: int | None = None
) -> Iterator[Quad]:
    """Yield what the data set is and what made it; no clock, so the same facts say the same.

    ``size`` is the number of its triples, all of the store's unless given.
    """
    data_set = NamedNode(identifiers.resource("dataset", "kommunalgraph"))
    software = NamedNode(identifiers.resource("software", f"kommunalgraph-{__version__}"))
    run = NamedNode(identifiers.resource("run", f"kommunalgraph-{__version__}"))
    articles = sorted(articles, key=str)
    days = sorted(filter(None, (store.text(graph, a, SCHEMA.datePublished) for a in articles)))
    if size is None:
        size = sum(1 for _ in store.match(graph))
    pairs: list[tuple[NamedNode, NamedNode, Term]] = [
        (data_set, RDF.type, DCAT.Dataset),
        (data_set, RDF.type, VOID.Dataset),
        (data_set, DCTERMS.title, literals.german("Wissensgraph der kommunalen IT")),
        (data_set, DCTERMS.conformsTo, NamedNode(str(KG[""].value).rstrip("#"))),
        (data_set, VOID.triples, literals.integer_literal(size)),
        (data_set, VOID.documents, literals.integer_literal(len(articles))),
        (data_set, VOID.uriSpace, Literal(identifiers.ID)),
        (data_set, DCAT.version, Literal(__version__)),
        (data_set, PROV.wasGeneratedBy, run),
        (run, RDF.type, PROV.Activity),
        (run, PROV.wasAssociatedWith, software),
        (software, RDF.type, PROV.SoftwareAgent),
        (software, SKOS.prefLabel, Literal(f"kommunalgraph {__version__}")),
        (software, DCTERMS.hasVersion, Literal(ontology().version)),
    ]
    pairs += [(run, PROV.used, article) for article in articles]
    if days:
        newest = Literal(days[-1], datatype=XSD.date)
        pairs.append((data_set, DCTERMS.modified, newest))
    for subject, predicate, object_ in pairs:
        yield Quad(subject, predicate, object_, RUN)
