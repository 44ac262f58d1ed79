"""What a build remembers beside the graph, told from the graph alone.

A store that was pulled from elsewhere brings the graph, not the memory of the builds that made it
(:mod:`kommunalgraph.graph.articles`).  What later builds and withdrawals need of it can be told:
which article speaks of which entity that no table lists, and what it calls it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kommunalgraph.graph.names import DCTERMS, KG, PROV, RDF, SKOS
from kommunalgraph.vocabulary import KG as OURS
from kommunalgraph.vocabulary import ontology

_NOT_LISTED = Literal(False)


def remembered_of(triples: Iterable[Triple]) -> Iterator[Quad]:
    """Yield the remembered quads of a graph, from which its entities' names can be rebuilt.

    Which articles are why an entity has a second name is not known; the last one is given it, so
    that the label remains what most articles use.
    """
    about: dict[NamedNode, list[Triple]] = defaultdict(list)
    unlisted, articles = set(), set()
    speaking: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    owners: dict[NamedNode, NamedNode] = {}
    said: list[tuple[NamedNode, NamedNode]] = []
    for triple in triples:
        subject, predicate, object_ = triple.subject, triple.predicate, triple.object
        if not isinstance(subject, NamedNode):
            continue
        if predicate in (RDF.type, SKOS.prefLabel, SKOS.altLabel):
            about[subject].append(triple)
        if predicate == KG.listed and object_ == _NOT_LISTED:
            unlisted.add(subject)
        elif predicate == RDF.type and object_ in (KG.Article, KG.Teaser):
            articles.add(subject)
        elif isinstance(object_, NamedNode):
            if predicate == KG.mentions:
                speaking[object_].add(subject)
            elif predicate == PROV.wasDerivedFrom:
                owners[subject] = object_
            elif predicate in (RDF.subject, RDF.object):
                said.append((subject, object_))
    for claim, entity in said:
        if owners.get(claim) in articles:
            speaking[entity].add(owners[claim])
    for entity in sorted(unlisted, key=str):
        yield from _remembered(entity, about[entity], sorted(speaking[entity], key=str))


def _remembered(
    entity: NamedNode, about: list[Triple], articles: list[NamedNode]
) -> Iterator[Quad]:
    kinds = ontology().classes
    names = {
        p: [t.object for t in about if t.predicate == p] for p in (SKOS.prefLabel, SKOS.altLabel)
    }
    types = [
        t.object
        for t in about
        if isinstance(t.object, NamedNode) and t.object.value.removeprefix(OURS) in kinds
    ]
    for article in articles:
        for title in names[SKOS.prefLabel]:
            yield Quad(entity, DCTERMS.title, title, article)
        for kind in types:
            yield Quad(entity, DCTERMS.type, kind, article)
    for title in names[SKOS.altLabel]:
        for article in articles[-1:]:
            yield Quad(entity, DCTERMS.title, title, article)
