"""RDF/XML, for tools that read nothing newer."""

from __future__ import annotations

from typing import BinaryIO

from kommunalgraph.export.content import Content
from kommunalgraph.export.lines import by_subject
from kommunalgraph.export.rdf_xml_syntax import TAIL, descriptions, head
from kommunalgraph.export.registry import Format
from kommunalgraph.export.sorting import sorted_lines


def write(content: Content, out: BinaryIO) -> None:
    """Write the triples as RDF/XML, subjects sorted."""
    out.write(head())
    out.writelines(descriptions(by_subject(sorted_lines(content.lines()))))
    out.write(TAIL)


FORMAT = Format(
    summary="RDF/XML, for older tools",
    suffix="rdf",
    media_type="application/rdf+xml",
    holds="triples",
    write=write,
    aliases=("rdfxml", "rdf/xml", "rdf-xml", "rdf"),
)
