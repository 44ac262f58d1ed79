"""Musterland as an attacker would write it: each name, quote and address tries to run."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Triple

import musterland
from kommunalgraph.vocabulary import KG, SCHEMA, SKOS

ATTACK = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>{{ 7*7 }}"
_ID = "https://w3id.org/kommunalgraph/id/"
_TEXTS = {
    *(f"{SKOS}prefLabel", f"{SKOS}altLabel", f"{SCHEMA}headline"),
    *(f"{KG}quote", f"{KG}outlet", f"{KG}roleLabel"),
}
_ADDRESSES = (
    *(f"{KG}website", f"{KG}formerName"),
    *(f"{SCHEMA}url", f"{SCHEMA}author", f"{SCHEMA}keywords"),
)


def triples() -> list[Triple]:
    """Return the attack."""
    found = [_attacking(triple) for triple in musterland.triples()]
    for local in ("org/muster-it", "article/a2017"):
        node = NamedNode(f"{_ID}{local}")
        for predicate in _ADDRESSES:
            address = Literal(f"javascript:alert(3)//{ATTACK}")
            found.append(Triple(node, NamedNode(predicate), address))
        elsewhere = NamedNode("javascript:alert(4)")
        found.append(Triple(node, NamedNode(f"{SCHEMA}sameAs"), elsewhere))
    return found


def _attacking(triple: Triple) -> Triple:
    value = triple.object
    if triple.predicate.value not in _TEXTS or not isinstance(value, Literal):
        return triple
    text = f"{value.value}{ATTACK}"
    changed = Literal(text, language=value.language) if value.language else Literal(text)
    return Triple(triple.subject, triple.predicate, changed)
