"""The formats of answers: media types, names, and which of them a worker writes for what.

SPARQL 1.1 Query Results JSON, XML, CSV and TSV for rows and yes/no; RDF 1.1 syntaxes for triples.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Format(NamedTuple):
    """A format: its short name, its media type first and then what else it is asked by."""

    name: str
    media_types: tuple[str, ...]
    suffix: str

    @property
    def content_type(self) -> str:
        """The value of ``Content-Type`` for an answer in this format."""
        main = self.media_types[0]
        return f"{main}; charset=utf-8" if main.startswith("text/") else main


ROWS: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format("json", ("application/sparql-results+json", "application/json"), "srj"),
        Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), "srx"),
        Format("csv", ("text/csv",), "csv"),
        Format("tsv", ("text/tab-separated-values",), "tsv"),
    )
}
"""Formats of rows and of yes/no; the first is the default."""

TRIPLES: Mapping[str, Format] = {
    f.name: f
    for f in (
        Format("ttl", ("text/turtle", "application/x-turtle"), "ttl"),
        Format("nt", ("application/n-triples", "text/plain"), "nt"),
        Format("jsonld", ("application/ld+json", "application/json"), "jsonld"),
        Format("xml", ("application/rdf+xml", "application/xml", "text/xml"), "rdf"),
        Format("trig", ("application/trig",), "trig"),
        Format("nq", ("application/n-quads",), "nq"),
    )
}
"""Formats of triples; the first is the default."""
