"""Finding what a person means by a name, a local id, a prefixed name or an IRI."""

from __future__ import annotations

import difflib
import re
import unicodedata

from pyoxigraph import Literal, NamedNode, Store

from kommunalgraph import identifiers
from kommunalgraph.errors import QueryError
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF, SCHEMA, SKOS
from kommunalgraph.vocabulary import PREFIXES, local_name, ontology

_ENTITY_NAMES = (SKOS.prefLabel, SKOS.altLabel, KG.formerName)
_NAMES = (*_ENTITY_NAMES, SCHEMA.headline)
_LOCAL_ID = re.compile(r"[a-z]+/[^\s<>\"{}|\\^`]+")
_MOST = 8  # candidates that an error message lists
_NEAR = 3  # names that may be meant
_NEAR_ENOUGH = 0.75


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

    A name is matched whole, first as a label, then as another name; then in any case; then as a
    part of a name (``Trümper`` for ``Lutz Trümper``).  Headlines are matched whole only.

    Raises:
        QueryError: nothing is called so (the message names what is nearly), or several things are
            (the message lists them).
    """
    node = _written_out(text)
    if node is not None:
        if any(True for _ in store.match(graph, node)):
            return node
        raise QueryError(f"{text}: nothing in the store has this id")
    text = unicodedata.normalize("NFC", text).strip()
    for predicate in _NAMES:
        exact = set(store.subjects(graph, predicate, Literal(text, language="de")))
        if exact:
            return _only(graph, text, exact)
    names = _folded_names(graph)
    folded = text.casefold()
    in_any_case = names.get(folded, set())
    labelled = {node for node in in_any_case if label(graph, node).casefold() == folded}
    if in_any_case:
        return _only(graph, text, labelled or in_any_case)
    part = re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")
    within = {node for name, nodes in names.items() if part.search(name) for node in nodes}
    if within and folded:
        return _only(graph, text, within)
    raise QueryError(f"{text}: nothing in the store is called so; {_advice(graph, folded, names)}")


def _only(graph: Store, text: str, found: set[NamedNode]) -> NamedNode:
    """Return the one node in ``found``; roles and legal forms count only where nothing else is."""
    listed = {n for n in found if (RDF.type, SKOS.Concept) not in _types(graph, n)} or found
    if len(listed) == 1:
        return listed.pop()

    def rank(node: NamedNode) -> tuple[bool, bool, str, str]:
        name = label(graph, node)
        begins = name.casefold().startswith(text.casefold())
        return not _is_mentioned(graph, node), not begins, name, node.value

    ranked = sorted(listed, key=rank)
    lines = "".join(f"\n  {_described(graph, node)}" for node in ranked[:_MOST])
    more = f"\n  and {len(ranked) - _MOST} more" if len(ranked) > _MOST else ""
    raise QueryError(
        f"{text}: stands for {len(ranked)} things; give the id of one instead:{lines}{more}"
    )


def _is_mentioned(graph: Store, node: NamedNode) -> bool:
    return any(True for _ in store.match(graph, None, KG.mentions, node))


def _described(graph: Store, node: NamedNode) -> str:
    """Return id and name of a node, and what it is part of: names of places repeat."""
    whole = store.value(graph, node, KG.partOf)
    where = f" ({label(graph, whole)})" if isinstance(whole, NamedNode) else ""
    return f"{short(node.value)}  {label(graph, node)}{where}"


def _folded_names(graph: Store) -> dict[str, set[NamedNode]]:
    """Return what each name stands for, whatever the case of its letters."""
    names: dict[str, set[NamedNode]] = {}
    for predicate in _ENTITY_NAMES:
        for triple in store.match(graph, None, predicate):
            if isinstance(triple.object, Literal):
                names.setdefault(triple.object.value.casefold(), set()).add(store.named(triple))
    return names


def _advice(graph: Store, folded: str, names: dict[str, set[NamedNode]]) -> str:
    near = difflib.get_close_matches(folded, names, n=_NEAR, cutoff=_NEAR_ENOUGH)
    nodes = list(dict.fromkeys(node for name in near for node in sorted(names[name], key=str)))
    if not nodes:
        return "give a name or an id (org/kitu)"
    return "did you mean" + "".join(f"\n  {_described(graph, node)}" for node in nodes[:_MOST])


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
