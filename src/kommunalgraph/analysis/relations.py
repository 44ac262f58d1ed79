"""Which predicates are facts, which of them make edges, and which end with a body."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

from kommunalgraph.graph.names import KG
from kommunalgraph.vocabulary import local_name, ontology

_EVENTS = frozenset({"successorOf", "foundedBy", "founderOf", "participatesIn"})
"""Relations that tell what happened once; a body's end does not end them."""


@cache
def network_relations() -> tuple[str, ...]:
    """Return the relations that make edges: stated ones, no inverses, no sub-properties."""
    terms = ontology()
    return tuple(
        sorted(
            name
            for name in terms.object_relations
            if not set(map(local_name, terms.super_properties[name])) & terms.object_relations
        )
    )


@cache
def base_of(relation: str) -> str:
    """Return the relation whose edges ``relation`` belongs to: ``hasRole`` for ``mayorOf``."""
    above = {local_name(iri) for iri in ontology().super_properties.get(relation, ())}
    return next((name for name in network_relations() if name in above), relation)


@cache
def predicates_of(relation: str) -> frozenset[NamedNode]:
    """Return what a triple of ``relation`` may be written with: itself, narrower ones, inverses."""
    terms = ontology()
    stated = {relation} | {
        name for name, above in terms.super_properties.items() if relation in map(local_name, above)
    }
    inverse = {terms.inverses[name] for name in stated if name in terms.inverses}
    return frozenset(KG[name] for name in stated | inverse)


@cache
def fact_predicates() -> frozenset[NamedNode]:
    """Return the predicates of everything that articles can state, inverses included."""
    terms = ontology()
    names = terms.object_relations | terms.literal_relations
    return frozenset().union(*map(predicates_of, names))


@cache
def lasting_predicates() -> frozenset[NamedNode]:
    """Return the predicates of facts that hold only while both their bodies are there."""
    terms = ontology()
    names = terms.object_relations - _EVENTS - {"hasRole"}
    found: frozenset[NamedNode] = frozenset().union(*map(predicates_of, names))
    return (found | {KG.hasRole}) - {KG[name] for name in _EVENTS}
