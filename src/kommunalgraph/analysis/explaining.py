"""Where do we know it from: the claims behind a fact, with the article and the quoted sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from kommunalgraph.analysis.lookup import find, find_relation, label, short
from kommunalgraph.errors import QueryError
from kommunalgraph.graph import store
from kommunalgraph.graph.claims import Claim, claims_on, read_claim
from kommunalgraph.graph.names import KG, RDF, SCHEMA
from kommunalgraph.graph.store import Term
from kommunalgraph.vocabulary import local_name, ontology


@dataclass(frozen=True, slots=True)
class Explanation:
    """One claim with names instead of nodes, and the article that it was read in."""

    claim: Claim
    subject: str
    relation: str
    object: str
    title: str
    outlet: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Explained:
    """All claims behind a fact; ``listed`` are facts that the reference tables state as well."""

    explanations: tuple[Explanation, ...]
    listed: tuple[str, ...]


def explain(
    graph: Store, subject: str, relation: str | None = None, object_: str | None = None
) -> Explained:
    """Return what is known of ``subject``, narrowed to a relation and an object where given.

    Each is a name, an id, a prefixed name or an IRI; ``subject`` may also be a claim.  A relation
    stands for its sub-properties, and an inverse for what it is the inverse of.

    Raises:
        QueryError: a name is unknown or stands for several things.
    """
    node = find(graph, subject)
    if relation is None and _is_claim(graph, node):
        return Explained((explanation_of(graph, read_claim(graph, node)),), ())
    names = _narrower(find_relation(relation)) if relation else None
    other = _object(graph, object_) if object_ is not None else None
    claims = {claim.iri: claim for claim in _claims_about(graph, node, other)}
    chosen = [c for c in claims.values() if names is None or _name(c) in names]
    explanations = [explanation_of(graph, claim) for claim in sorted(chosen, key=_order)]
    return Explained(tuple(explanations), tuple(_listed(graph, node, relation, other)))


def _is_claim(graph: Store, node: NamedNode) -> bool:
    return any(t.object == KG.Claim for t in store.match(graph, node, RDF.type))


def _narrower(relation: str) -> frozenset[str]:
    """Return the relations that claims state when they support ``relation``."""
    terms = ontology()
    stated = {relation, terms.inverses.get(relation, relation)}
    above = {name: set(map(local_name, up)) for name, up in terms.super_properties.items()}
    return frozenset(stated | {name for name, up in above.items() if up & stated})


def _object(graph: Store, text: str) -> set[Term]:
    """Return the terms that ``text`` may stand for: a node, or a literal with this value."""
    literals = {
        t.object
        for t in store.match(graph, None, RDF.object)
        if isinstance(t.object, Literal) and t.object.value == text
    }
    try:
        return {find(graph, text), *literals}
    except QueryError:
        if literals:
            return {*literals}
        raise


def _claims_about(graph: Store, node: NamedNode, other: set[Term] | None) -> Iterator[Claim]:
    """Yield claims that have ``node`` at one end and, if given, one of ``other`` at the other."""
    for iri in claims_on(graph, node):
        claim = read_claim(graph, iri)
        if other is None or claim.object in other:
            yield claim
    for iri in store.subjects(graph, RDF.object, node):
        claim = read_claim(graph, iri)
        if other is None or claim.subject in other:
            yield claim


def _name(claim: Claim) -> str:
    return local_name(claim.predicate.value)


def _order(claim: Claim) -> tuple[bool, str, str, str, int]:
    article = claim.article.value
    return claim.status != "accepted", _name(claim), claim.reported_on or "", article, claim.start


def explanation_of(graph: Store, claim: Claim) -> Explanation:
    """Return a claim with the names of what it speaks of, and its article."""
    object_ = claim.object
    return Explanation(
        claim=claim,
        subject=label(graph, claim.subject),
        relation=short(claim.predicate.value),
        object=label(graph, object_) if isinstance(object_, NamedNode) else object_.value,
        title=label(graph, claim.article),
        outlet=store.text(graph, claim.article, KG.outlet),
        url=store.text(graph, claim.article, SCHEMA.url),
    )


def _listed(
    graph: Store, node: NamedNode, relation: str | None, other: set[Term] | None
) -> Iterator[str]:
    """Yield the clean triples asked for that no accepted claim supports: the tables state them."""
    if relation is None or other is None:
        return
    predicate = KG[find_relation(relation)]
    names = _narrower(find_relation(relation))
    for term in sorted(other, key=str):
        clean = any(True for _ in store.match(graph, node, predicate, term))
        claims = _claims_about(graph, node, {term})
        behind = [c for c in claims if c.status == "accepted" and _name(c) in names]
        if clean and not behind:
            name = label(graph, term) if isinstance(term, NamedNode) else term.value
            yield f"{label(graph, node)} {short(predicate.value)} {name}"
