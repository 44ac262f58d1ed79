"""JSON-LD with our own context, written without a JSON-LD processor.

What we write has no blank nodes, lists or sets, so compaction is a lookup: the term of the
context that fits predicate and object, else a prefixed name with an explicit value object.
Rests on JSON-LD 1.1, https://www.w3.org/TR/json-ld11/, section 4 (compaction by type and language).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from kommunalgraph import knowledge
from kommunalgraph.errors import KnowledgeError

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_CANONICAL_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_LARGEST_SAFE = 2**53  # beyond it JSON numbers lose digits in many readers

_KEYWORDS = ("@id", "@type", "@graph")

Json = Any
"""A value as ``json.dumps`` takes it."""


class _Term(NamedTuple):
    """A term of the context: its name and the coercions that it carries."""

    name: str
    type: str | None
    language: str | None


class Context:
    """A parsed ``@context``: prefixes, and the terms that stand for each predicate."""

    def __init__(self, document: Mapping[str, Json]) -> None:
        self.document = document
        self._entries: Mapping[str, Json] = document["@context"]
        self._language: str | None = self._entries.get("@language")
        self._vocabulary: str | None = self._entries.get("@vocab")
        self._terms: dict[str, list[_Term]] = {}
        self._reverse: dict[str, str] = {}
        self._prefixes: list[tuple[str, str]] = []
        self._aliases: dict[str, str] = {
            entry: name for name, entry in self._entries.items() if entry in _KEYWORDS
        }
        for name, entry in self._entries.items():
            if not name.startswith("@") and entry not in list(self._aliases):
                self._read(name, entry)
        self._prefixes.sort(key=lambda pair: (-len(pair[1]), pair[0]))
        self._names: dict[str, str] = {}

    def _read(self, name: str, entry: Json) -> None:
        definition = {"@id": entry} if isinstance(entry, str) else entry
        if "@reverse" in definition:
            self._reverse[self.expand(definition["@reverse"])] = name
            return
        iri = self.expand(definition.get("@id", name))
        if iri.endswith(("#", "/", ":", "=")):
            self._prefixes.append((name, iri))
            return
        coercion = definition.get("@type")
        self._terms.setdefault(iri, []).append(
            _Term(
                name,
                self.expand(coercion) if coercion else None,
                definition.get("@language", None if coercion else self._language),
            )
        )

    def expand(self, name: str) -> str:
        """Return the IRI of a term, prefixed name or keyword as it stands in the context."""
        prefix, colon, local = name.partition(":")
        if colon and not local.startswith("//") and prefix in self._entries:
            base = self._entries[prefix]
            return self.expand(str(base if isinstance(base, str) else base["@id"])) + local
        if not colon and not name.startswith("@"):
            entry = self._entries.get(name)
            if isinstance(entry, str) and entry != name:
                return self.expand(entry)
            return f"{self._vocabulary or ''}{name}"
        return name

    def keyword(self, keyword: str) -> str:
        """Return the context's alias of ``@id``, ``@type`` or ``@graph``, or the keyword itself."""
        return self._aliases.get(keyword, keyword)

    def reverse(self, predicate: str) -> str | None:
        """Return the key under which a node lists what points to it by ``predicate``."""
        return self._reverse.get(predicate)

    def name(self, iri: str, *, terms: bool = True) -> str:
        """Return the shortest name that stands for ``iri``: a term, a prefixed name, or itself."""
        if not terms:
            return self._prefixed(iri)
        if iri not in self._names:
            plain = sorted(term.name for term in self._terms.get(iri, ()))
            self._names[iri] = plain[0] if plain else self._prefixed(iri)
        return self._names[iri]

    def _prefixed(self, iri: str) -> str:
        for prefix, base in self._prefixes:
            if iri.startswith(base) and len(iri) > len(base):
                return f"{prefix}:{iri[len(base) :]}"
        return iri

    def entry(self, predicate: str, object_: NamedNode | Literal) -> tuple[str, Json]:
        """Return key and value that say ``predicate object_`` under this context."""
        for term in self._terms.get(predicate, ()):
            value = _coerced(term, object_, self)
            if value is not None:
                return term.name, value
        return self._prefixed(predicate), self._explicit(object_)

    def _explicit(self, object_: NamedNode | Literal) -> Json:
        if isinstance(object_, NamedNode):
            return {self.keyword("@id"): self._prefixed(object_.value)}
        if object_.language:
            return {"@value": object_.value, "@language": object_.language}
        if object_.datatype.value == f"{_XSD}string":
            return {"@value": object_.value} if self._language else object_.value
        return {"@value": object_.value, "@type": self._prefixed(object_.datatype.value)}


def _coerced(term: _Term, object_: NamedNode | Literal, context: Context) -> Json:
    """Return the value that ``term`` coerces into ``object_``, ``None`` where it does not fit."""
    if isinstance(object_, NamedNode):
        if term.type == "@vocab":
            return context.name(object_.value)
        return context.name(object_.value, terms=False) if term.type == "@id" else None
    text, datatype = object_.value, object_.datatype.value
    if object_.language:
        return text if term.type is None and term.language == object_.language else None
    if datatype == f"{_XSD}integer" and term.type in (None, datatype):
        safe = _CANONICAL_INTEGER.fullmatch(text) and abs(int(text)) < _LARGEST_SAFE
        if safe:
            return int(text)
    if datatype == f"{_XSD}boolean" and term.type in (None, datatype) and text in ("true", "false"):
        return text == "true"
    if datatype == term.type:
        return text
    if datatype == f"{_XSD}string" and term.type is None and term.language is None:
        return text
    return None


def node_object(subject: NamedNode, triples: Iterable[Triple], context: Context) -> dict[str, Json]:
    """Return what ``triples`` say of ``subject`` as a node object, types first."""
    types: list[str] = []
    properties: dict[str, list[Json]] = {}
    for triple in triples:
        if triple.predicate.value == _RDF_TYPE and isinstance(triple.object, NamedNode):
            types.append(context.name(triple.object.value))
        elif isinstance(triple.object, NamedNode | Literal):
            key, value = context.entry(triple.predicate.value, triple.object)
            properties.setdefault(key, []).append(value)
    node: dict[str, Json] = {context.keyword("@id"): context.name(subject.value, terms=False)}
    if types:
        node[context.keyword("@type")] = _single(types)
    node.update((key, _single(values)) for key, values in properties.items())
    return node


def _single(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values


def document(nodes: Iterable[dict[str, Json]], context: Context) -> Iterator[bytes]:
    """Yield a document with one node object a line.

    The context is written out, so that the file is read without the network.
    """
    head = json.dumps(context.document["@context"], ensure_ascii=False, indent=1)
    graph = json.dumps(context.keyword("@graph"))
    yield f'{{"@context": {head},\n{graph}: [\n'.encode()
    between = ""
    for node in nodes:
        text = json.dumps(node, ensure_ascii=False, separators=(", ", ": "))
        yield f"{between}{text}".encode()
        between = ",\n"
    yield b"\n]}\n"


def load_context() -> Context:
    """Return the context that the ontology comes with.

    Raises:
        KnowledgeError: the file is missing or holds no context.
    """
    path = knowledge.folder("ontology") / "context.jsonld"
    try:
        found: Mapping[str, Json] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{path.name}: {error}; write a JSON-LD context document") from error
    if not isinstance(found, dict) or "@context" not in found:
        raise KnowledgeError(f'{path.name}: no context; write {{"@context": {{…}}}}')
    return Context(found)
