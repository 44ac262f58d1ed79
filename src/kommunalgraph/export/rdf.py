"""The RDF formats: sorted before writing, so that the same facts give the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat, Triple, serialize

from kommunalgraph import knowledge
from kommunalgraph.errors import KnowledgeError
from kommunalgraph.export import jsonld
from kommunalgraph.vocabulary import PREFIXES

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ROOT = re.compile(rb"<rdf:RDF ([^>]*)>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML 1.0 document may contain, not even escaped."""


class Writer(NamedTuple):
    """How a format is written: the file suffix, whether it has graphs, and the function."""

    suffix: str
    graphs: bool
    write: Callable[[list[Quad]], bytes]


def _n_triples(quads: list[Quad]) -> bytes:
    return _sorted_lines(serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES))


def _n_quads(quads: list[Quad]) -> bytes:
    return _sorted_lines(serialize(quads, format=RdfFormat.N_QUADS))


def _sorted_lines(data: bytes | None) -> bytes:
    """Sort lines; a line end within a literal is always escaped."""
    return b"".join(sorted((data or b"").splitlines(keepends=True)))


def _order(quad: Quad) -> tuple[str, str, bool, str, str]:
    """Sort by graph and subject, types first, as people write Turtle."""
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    not_type = quad.predicate.value != _RDF_TYPE
    return graph, str(quad.subject), not_type, str(quad.predicate), str(quad.object)


def _ordered(quads: list[Quad]) -> list[Triple]:
    return [quad.triple for quad in sorted(quads, key=_order)]


def _serialized(statements: list[Triple] | list[Quad], format_: RdfFormat) -> bytes:
    """Serialize with our prefixes in alphabetical order; pyoxigraph writes them in any."""
    data = serialize(statements, format=format_, prefixes=dict(PREFIXES)) or b""
    if format_ == RdfFormat.RDF_XML:
        return _ROOT.sub(_with_sorted_attributes, data, count=1)
    lines = data.split(b"\n", len(PREFIXES))
    return b"\n".join([*sorted(lines[: len(PREFIXES)]), *lines[len(PREFIXES) :]])


def _with_sorted_attributes(match: re.Match[bytes]) -> bytes:
    return b"<rdf:RDF " + b" ".join(sorted(match[1].split())) + b">"


def _turtle(quads: list[Quad]) -> bytes:
    return _serialized(_ordered(quads), RdfFormat.TURTLE)


def _trig(quads: list[Quad]) -> bytes:
    ordered: list[Quad] = sorted(quads, key=_order)
    return _serialized(ordered, RdfFormat.TRIG)


def _rdf_xml(quads: list[Quad]) -> bytes:
    clean = [_without_control(triple) for triple in _ordered(quads)]
    return _serialized(clean, RdfFormat.RDF_XML)


def _without_control(triple: Triple) -> Triple:
    value = triple.object
    if not isinstance(value, Literal) or not _NOT_XML.search(value.value):
        return triple
    text = _NOT_XML.sub("", value.value)
    literal = (
        Literal(text, language=value.language)
        if value.language
        else Literal(text, datatype=value.datatype)
    )
    return Triple(triple.subject, triple.predicate, literal)


def _json_ld(quads: list[Quad]) -> bytes:
    return jsonld.write(_ordered(quads), context())


FORMATS: Mapping[str, Writer] = {
    "ttl": Writer("ttl", False, _turtle),
    "nt": Writer("nt", False, _n_triples),
    "trig": Writer("trig", True, _trig),
    "nq": Writer("nq", True, _n_quads),
    "jsonld": Writer("jsonld", False, _json_ld),
    "xml": Writer("rdf", False, _rdf_xml),
}
"""Every RDF format by its name on the command line; the formats with graphs carry the layers."""


def write_quads(quads: Iterable[Quad], name: str) -> bytes:
    """Return ``quads`` in the format ``name``; a format without graphs ignores graph names."""
    return FORMATS[name].write(list(quads))


def write_triples(triples: Iterable[Triple], name: str) -> bytes:
    """Return ``triples`` in the format ``name``."""
    return write_quads((Quad(t.subject, t.predicate, t.object) for t in triples), name)


def context() -> Mapping[str, jsonld.Json]:
    """Return the JSON-LD context document that the ontology comes with."""
    path = knowledge.folder("ontology") / "context.jsonld"
    try:
        document: Mapping[str, jsonld.Json] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{path.name}: {error}; write a JSON-LD context document") from error
    if not isinstance(document, dict) or "@context" not in document:
        raise KnowledgeError(f'{path.name}: no context; write {{"@context": {{…}}}}')
    return document
