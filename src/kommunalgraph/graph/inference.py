"""What a clean triple implies: inverse, symmetric, sub-property and sub-class.

Four rules, applied to each triple as it is written, so that no analyst needs a reasoner.
Super-properties are written out where they are ours, super-classes wherever they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from kommunalgraph import vocabulary
from kommunalgraph.graph.names import KG, RDF
from kommunalgraph.vocabulary import ontology

COUNTS = frozenset(
    KG[name] for name in ("memberCount", "employeeCount", "customerCount", "revenue", "inhabitants")
)
"""Relations that change with time: the latest report is the clean triple, each is observed."""


def closure(triple: Triple) -> list[Triple]:
    """Return ``triple`` and everything that it implies."""
    subject, object_ = triple.subject, triple.object
    found = [triple]
    for predicate, swapped in _implied().get(triple.predicate, ()):
        if not swapped:
            found.append(Triple(subject, predicate, object_))
        elif not isinstance(object_, Literal):
            found.append(Triple(object_, predicate, subject))
    return found


def types(subject: NamedNode, kinds: Iterable[str]) -> list[Triple]:
    """Return the type triples of ``subject`` for class names, all super-classes included."""
    return [
        Triple(subject, RDF.type, found)
        for found in sorted({c for kind in kinds for c in _classes(kind)}, key=str)
    ]


def is_role(predicate: NamedNode) -> bool:
    """Tell whether ``predicate`` is ``kg:hasRole`` or one of its sub-properties."""
    return predicate == KG.hasRole or (KG.hasRole, False) in _implied().get(predicate, ())


def role_relation(category: str) -> NamedNode:
    """Return the relation of a role category, ``kg:hasRole`` where it has none of its own."""
    return KG[ontology().role_properties.get(category, "hasRole")]


@cache
def _classes(kind: str) -> tuple[NamedNode, ...]:
    above = ontology().super_classes.get(kind, ())
    return (KG[kind], *(NamedNode(iri) for iri in above))


@cache
def _implied() -> Mapping[NamedNode, tuple[tuple[NamedNode, bool], ...]]:
    """Lead from a property to what it implies, each with whether the ends change places."""
    terms = ontology()
    above = {
        name: {vocabulary.local_name(iri) for iri in iris if iri.startswith(vocabulary.KG)}
        for name, iris in terms.super_properties.items()
    }
    implied = {}
    for name in terms.properties:
        straight = {name} | above.get(name, set())
        inverse = {terms.inverses[p] for p in straight if p in terms.inverses}
        inverse |= straight & terms.symmetric
        swapped = inverse | {up for p in inverse for up in above.get(p, set())}
        pairs = {(p, False) for p in straight if p != name} | {(p, True) for p in swapped}
        if pairs:
            implied[KG[name]] = tuple((KG[p], flag) for p, flag in sorted(pairs))
    return implied
