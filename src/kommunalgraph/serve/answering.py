"""Queries inside a worker process: run one, and write its answer in the format agreed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Protocol, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from kommunalgraph.errors import KommunalgraphError
from kommunalgraph.serve.faults import NotAcceptable, Refused
from kommunalgraph.serve.formats import ROWS, TRIPLES, Format
from kommunalgraph.vocabulary import PREFIXES

_ROW_WRITERS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
TRIPLE_WRITERS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "xml": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
"""The RDF syntaxes by the names of ``formats.TRIPLES``."""


class Target(Protocol):
    """Where an answer is written to."""

    def head(self, **facts: object) -> None:
        """Say what kind of answer will follow."""

    def write(self, data: bytes) -> int:
        """Add to the answer."""

    def flush(self) -> None:
        """Send what has been gathered."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query and what its answer may look like.

    ``rows`` and ``triples`` name the formats that the client takes, best first.
    ``default_graphs`` and ``named_graphs`` are the dataset of the protocol; both ``None`` leave
    that of the query.  ``graphs`` must be in the store.
    """

    sparql: str
    rows: Sequence[str] = tuple(ROWS)
    triples: Sequence[str] = tuple(TRIPLES)
    base: str | None = None
    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None
    graphs: Sequence[str] = ()


def query(graph: Store, asked: Query, target: Target) -> None:
    """Run a query and write its answer to ``target``.

    Raises:
        NotAcceptable: the answer has none of the formats asked for.
        Refused: the query cannot be parsed or run, or it names a graph that the store has not.
    """
    for name in asked.graphs:
        if not graph.contains_named_graph(_node(name)):
            raise Refused(f"<{name}>: no such graph in the store, and nothing is fetched")
    try:
        result = graph.query(
            asked.sparql,
            base_iri=asked.base,
            prefixes=dict(PREFIXES),
            default_graph=_default(asked.default_graphs),
            named_graphs=_named(asked.named_graphs),
        )
        _write(result, asked, target)
    except KommunalgraphError:
        raise
    except (SyntaxError, ValueError, OSError) as error:
        raise Refused(f"the query cannot be run: {error}") from error


def _write(
    result: QuerySolutions | QueryBoolean | QueryTriples, asked: Query, target: Target
) -> None:
    if isinstance(result, QueryTriples):
        name = _chosen(asked.triples, "triples", TRIPLES)
        target.head(kind="triples", format=name, media_type=TRIPLES[name].content_type)
        serialize(
            result, cast(IO[bytes], target), format=TRIPLE_WRITERS[name], prefixes=dict(PREFIXES)
        )
        return
    kind = "boolean" if isinstance(result, QueryBoolean) else "rows"
    name = _chosen(asked.rows, kind, ROWS)
    target.head(kind=kind, format=name, media_type=ROWS[name].content_type)
    result.serialize(output=cast(IO[bytes], target), format=_ROW_WRITERS[name])


def _chosen(names: Sequence[str], kind: str, formats: Mapping[str, Format]) -> str:
    if not names:
        listed = ", ".join(format_.media_types[0] for format_ in formats.values())
        raise NotAcceptable(f"{kind} come as {listed}; name one of them in Accept")
    return names[0]


def _default(names: Sequence[str] | None) -> list[NamedNode | BlankNode | DefaultGraph] | None:
    return None if names is None else [_node(name) for name in names]


def _named(names: Sequence[str] | None) -> list[NamedNode | BlankNode] | None:
    return None if names is None else [_node(name) for name in names]


def _node(name: str) -> NamedNode:
    try:
        return NamedNode(name)
    except ValueError as error:
        raise Refused(f"{name}: {error}; write an absolute IRI") from error
