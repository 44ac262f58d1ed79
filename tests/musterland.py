"""An invented graph in the shape that the README of the ontology promises."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kommunalgraph.vocabulary import KG, RDF, ontology

_FILE = Path(__file__).with_suffix(".ttl")
_TYPE = ox.NamedNode(f"{RDF}type")


def triples() -> list[ox.Triple]:
    """Return the invented triples with everything that the README says is derived."""
    stated = [
        ox.Triple(q.subject, q.predicate, q.object)
        for q in ox.parse(path=str(_FILE), format=ox.RdfFormat.TURTLE)
    ]
    derived = {triple for each in stated for triple in _derived(each)}
    return sorted({*stated, *derived}, key=str)


def _derived(triple: ox.Triple) -> list[ox.Triple]:
    subject, predicate, object_ = triple.subject, triple.predicate.value, triple.object
    terms = ontology()
    if predicate == _TYPE.value:
        above = terms.super_classes.get(object_.value.removeprefix(KG), ())
        return [ox.Triple(subject, _TYPE, ox.NamedNode(iri)) for iri in above]
    name = predicate.removeprefix(KG)
    stated = [
        name,
        *(
            iri.removeprefix(KG)
            for iri in terms.super_properties.get(name, ())
            if iri.startswith(KG)
        ),
    ]
    derived = [ox.Triple(subject, ox.NamedNode(KG + above), object_) for above in stated[1:]]
    for each in stated:
        inverse = each if each in terms.symmetric else terms.inverses.get(each)
        if inverse:
            derived.append(ox.Triple(object_, ox.NamedNode(KG + inverse), subject))
    return derived
