"""Finding what a person means by a name, a local id, a prefixed name or an IRI."""

from __future__ import annotations

import re

from pyoxigraph import Literal, NamedNode, Store

from kommunalgraph import identifiers
from kommunalgraph.errors import QueryError
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF, SCHEMA, SKOS
from kommunalgraph.vocabulary import PREFIXES, local_name, ontology

_NAMES = (SKOS.prefLabel, SKOS.altLabel, KG.formerName, SCHEMA.headline)
_LOCAL_ID = re.compile(r"[a-z]+/[^\s<>\"{}|\\^`]+")
_MOST = 8  # candidates that an error message lists


def label(graph: Store, node: NamedNode) -> str:
    """Return the German name of a node: label, headline, our term's label, else the local id."""
    names = [t.object for t in store.match(graph, node, SKOS.prefLabel)]
    german = [n.value for n in names if isinstance(n, Literal) and n.language == "de"]
    if german:
        return min(german)
    headline = store.text(graph, node, SCHEMA.headline)
    if headline:
        return headline
    term = ontology().labels.get(local_name(node.value))
    return term[0] if term else short(node.value)


def short(iri: str) -> str:
    """Return an IRI as people write it: ``org/kitu``, ``kg:memberOf``, or whole."""
    if iri.startswith(identifiers.ID):
        return iri.removeprefix(identifiers.ID)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def find(graph: Store, text: str) -> NamedNode:
    """Return the node that ``text`` means: an IRI, a local id, a prefixed name, or a name.

    A name is matched whole, first as a label, then as another name.

    Raises:
        QueryError: nothing is called so, or several things are.
    """
    node = _written_out(text)
    if node is not None:
        if any(True for _ in store.match(graph, node)):
            return node
        raise QueryError(f"{text}: nothing in the store has this id")
    for predicate in _NAMES:
        found = set(store.subjects(graph, predicate, Literal(text, language="de")))
        listed = {n for n in found if (RDF.type, SKOS.Concept) not in _types(graph, n)} or found
        if len(listed) == 1:
            return listed.pop()
        if listed:
            ids = sorted(short(n.value) for n in listed)
            more = " …" if len(ids) > _MOST else ""
            raise QueryError(f"{text}: stands for {', '.join(ids[:_MOST])}{more}; give the id")
    raise QueryError(f"{text}: nothing in the store is called so; give a name or an id (org/kitu)")


def _types(graph: Store, node: NamedNode) -> set[tuple[NamedNode, object]]:
    return {(t.predicate, t.object) for t in store.match(graph, node, RDF.type)}


def _written_out(text: str) -> NamedNode | None:
    text = text.strip().removeprefix("<").removesuffix(">")
    prefix, colon, local = text.partition(":")
    namespaces = {**PREFIXES, "id": identifiers.ID}
    if colon and prefix in namespaces and not re.search(r"\s", local):
        text = namespaces[prefix] + local
    elif _LOCAL_ID.fullmatch(text):
        text = identifiers.ID + text
    elif not re.match(r"https?://\S+$", text):
        return None
    try:
        return NamedNode(text)
    except ValueError as error:
        raise QueryError(f"{text}: {error}; write an IRI") from error


def find_relation(text: str) -> str:
    """Return the local name of the property that ``text`` names: local, prefixed, IRI or label.

    Raises:
        QueryError: the ontology has no such property.
    """
    terms = ontology()
    name = local_name(text.strip("<>")).removeprefix("kg:")
    if name in terms.properties:
        return name
    folded = text.casefold()
    for property_ in sorted(terms.properties):
        if folded in (label.casefold() for label in terms.labels[property_]):
            return property_
    relations = ", ".join(sorted(terms.object_relations | terms.literal_relations))
    raise QueryError(f"{text}: no such relation; there are {relations}")
