"""Triples that are in memory, such as the answer of a query, in the formats of exports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Triple

from kommunalgraph.export import jsonld, rdf_xml_syntax, turtle_syntax
from kommunalgraph.export.jsonld import Json
from kommunalgraph.export.lines import by_subject, lines_of, triples_of

TRIPLE_FORMATS = ("ttl", "nt", "jsonld", "xml")
"""The formats of triples without graphs."""


def write_triples(triples: Iterable[Triple], name: str) -> bytes:
    """Return ``triples`` in the format ``name``, sorted."""
    lines = sorted(lines_of(triples))
    if name == "nt":
        return b"".join(lines)
    if name == "ttl":
        terms = turtle_syntax.Terms()
        return b"".join((turtle_syntax.head(), b"\n", *turtle_syntax.blocks(lines, terms)))
    if name == "xml":
        groups = by_subject(lines)
        parts = rdf_xml_syntax.descriptions(groups)
        return b"".join((rdf_xml_syntax.head(), *parts, rdf_xml_syntax.TAIL))
    return b"".join(_json_ld(lines))


def _json_ld(lines: list[bytes]) -> Iterable[bytes]:
    found = jsonld.load_context()
    nodes = (
        jsonld.node_object(
            NamedNode(subject[1:-1].decode()),
            triples_of(b" ".join((subject, p, o)) + b" .\n" for p, o in pairs),
            found,
        )
        for subject, pairs in by_subject(lines)
    )
    return jsonld.document(nodes, found)


def context() -> Mapping[str, Json]:
    """Return the JSON-LD context document that the ontology comes with."""
    return jsonld.load_context().document
