"""Triples as lines of N-Triples: the form in which they are filtered, sorted and written.

The engine writes them far faster than Python could build terms, and a line is all that a writer
of text needs.  Each is ``subject SPACE predicate SPACE object SPACE . LF``; spaces stand only in
literals, which come last, and line feeds nowhere else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store, Triple, parse, serialize

RDF_TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

END = b" .\n"


def written(node: NamedNode) -> bytes:
    """Return a node as a line has it."""
    return b"<" + node.value.encode() + b">"


def store_lines(graph: Store) -> Iterator[bytes]:
    """Yield the triples of the default graph, in the store's order, through a temporary file."""
    with tempfile.TemporaryDirectory(prefix="kommunalgraph-") as folder:
        path = Path(folder) / "triples.nt"
        graph.dump(str(path), RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        with path.open("rb") as file:
            yield from file


def lines_of(triples: Iterable[Triple]) -> list[bytes]:
    """Return triples that are in memory as lines."""
    data = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    return data.splitlines(keepends=True)


def parts(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Return subject, predicate and object of a line."""
    subject, predicate, rest = line.split(b" ", 2)
    return subject, predicate, rest[: -len(END)]


def by_subject(lines: Iterable[bytes]) -> Iterator[tuple[bytes, list[tuple[bytes, bytes]]]]:
    """Yield each subject of sorted lines with its predicates and objects, types first."""
    for subject, group in groupby(map(parts, lines), key=lambda found: found[0]):
        pairs = [(predicate, object_) for _, predicate, object_ in group]
        pairs.sort(key=lambda pair: pair[0] != RDF_TYPE)
        yield subject, pairs


def triples_of(lines: Iterable[bytes]) -> list[Triple]:
    """Return a few lines as triples."""
    quads = parse(b"".join(lines), RdfFormat.N_TRIPLES)
    return [quad.triple for quad in quads]
