"""Which lines of a graph belong to a selection of entities and relations."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import NamedNode, Store

from kommunalgraph.analysis.evidence import EdgeKey, edge_key
from kommunalgraph.analysis.relations import fact_predicates
from kommunalgraph.analysis.scope import Scope
from kommunalgraph.analysis.selection import KINDS
from kommunalgraph.export.lines import written
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, ORG, PROV, RDF, SCHEMA, SKOS

Keeps = Callable[[bytes, bytes, bytes], bool]
"""Tells of subject, predicate and object of a line whether it is kept."""


def chosen(graph: Store, scope: Scope) -> Keeps:
    """Return what tells whether a line belongs to ``scope``.

    Entities that stay keep their names, classes and keys, and the facts that the selection allows;
    roles in time, observations, changes, claims and articles stay where what they speak of does.
    """
    entities = frozenset(map(written, scope.entities))
    others = {written(n) for k in KINDS for n in store.subjects(graph, RDF.type, KG[k])} - entities
    dropped = {written(node) for node in _dropped(graph, scope)}
    facts = frozenset(map(written, fact_predicates()))
    allowed = frozenset(map(written, scope.predicates))
    mentions = frozenset(map(written, (KG.mentions, KG.about)))

    def keeps(subject: bytes, predicate: bytes, object_: bytes) -> bool:
        if subject in others or subject in dropped or object_ in dropped:
            return False
        if predicate in facts and subject in entities:
            return predicate in allowed and object_ not in others
        return not (predicate in mentions and object_ in others)

    return keeps


def _dropped(graph: Store, scope: Scope) -> Iterator[NamedNode]:
    """Yield the nodes that speak of what is not in the scope."""
    yield from _memberships(graph, scope)
    yield from _observations(graph, scope)
    yield from _changes(graph, scope)
    yield from _claims_and_articles(graph, scope)
    yield from _words(graph, scope)


def _memberships(graph: Store, scope: Scope) -> Iterator[NamedNode]:
    edges = set(scope.edges)
    for triple in store.match(graph, None, ORG.member):
        membership, person = store.named(triple), triple.object
        body = store.value(graph, membership, ORG.organization)
        if isinstance(person, NamedNode) and isinstance(body, NamedNode):
            stays = person in scope.entities and body in scope.entities
            if not (stays and _has_role(graph, scope, person, body, edges)):
                yield membership


def _has_role(
    graph: Store, scope: Scope, person: NamedNode, body: NamedNode, edges: set[EdgeKey]
) -> bool:
    """Tell whether the role's edge stays; of a role that ended, whether roles stay at all."""
    if edge_key(person, "hasRole", body) in edges:
        return True
    holds = any(t.object == body for t in store.match(graph, person, KG.hasRole))
    return not holds and KG.hasRole in scope.predicates


def _observations(graph: Store, scope: Scope) -> Iterator[NamedNode]:
    for triple in store.match(graph, None, SCHEMA.observationAbout):
        measured = store.value(graph, store.named(triple), SCHEMA.measuredProperty)
        if triple.object not in scope.entities or measured not in scope.predicates:
            yield store.named(triple)


def _changes(graph: Store, scope: Scope) -> Iterator[NamedNode]:
    for triple in store.match(graph, None, ORG.resultingOrganization):
        old = store.value(graph, store.named(triple), ORG.originalOrganization)
        stays = triple.object in scope.entities and old in scope.entities
        if not (stays and KG.successorOf in scope.predicates):
            yield store.named(triple)


def _claims_and_articles(graph: Store, scope: Scope) -> Iterator[NamedNode]:
    """Yield the claims on other things, and the articles of which no claim stays."""
    articles: set[NamedNode] = set()
    for claim in store.subjects(graph, RDF.type, KG.Claim):
        subject = store.value(graph, claim, RDF.subject)
        object_ = store.value(graph, claim, RDF.object)
        predicate = store.value(graph, claim, RDF.predicate)
        is_within = subject in scope.entities and predicate in scope.predicates
        if is_within and (not isinstance(object_, NamedNode) or object_ in scope.entities):
            article = store.value(graph, claim, PROV.wasDerivedFrom)
            if isinstance(article, NamedNode):
                articles.add(article)
        else:
            yield claim
    for kind in (KG.Article, KG.Teaser):
        yield from (a for a in store.subjects(graph, RDF.type, kind) if a not in articles)


def _words(graph: Store, scope: Scope) -> Iterator[NamedNode]:
    """Yield roles that no entity left has, legal forms, and the scheme where no topic is left."""
    used = {
        store.value(graph, membership, ORG.role)
        for person in scope.entities
        for membership in store.subjects(graph, ORG.member, person)
    }
    topics = set(store.subjects(graph, RDF.type, KG.Topic))
    if not topics & scope.entities:
        yield from store.subjects(graph, RDF.type, SKOS.ConceptScheme)
    for concept in store.subjects(graph, RDF.type, SKOS.Concept):
        is_ours = concept.value.startswith(KG[""].value)
        if concept not in used and concept not in topics and not is_ours:
            yield concept
