"""Queries inside a worker process: run one, and write its answer in the format agreed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Protocol, cast
from urllib.parse import urljoin

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
from kommunalgraph.serve import guard
from kommunalgraph.serve.faults import NotAcceptable, NotFound, Refused
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
    that of the query.  Where ``closed``, all graphs that the query or the protocol names must be
    in the store; else what is not there is an empty graph.  ``graph`` must be there in any case.
    """

    sparql: str
    rows: Sequence[str] = tuple(ROWS)
    triples: Sequence[str] = tuple(TRIPLES)
    base: str | None = None
    default_graphs: Sequence[str] | None = None
    named_graphs: Sequence[str] | None = None
    closed: bool = True
    graph: str | None = None


def query(graph: Store, asked: Query, target: Target) -> None:
    """Run a query and write its answer to ``target``.

    Raises:
        NotAcceptable: the answer has none of the formats asked for.
        NotFound: the store has no ``graph``.
        Refused: the query cannot be parsed or run, it would fetch something, or it names a graph
            that the store has not.
    """
    guard.refuse_fetching(asked.sparql)
    _require_graphs(graph, asked)
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


def _require_graphs(graph: Store, asked: Query) -> None:
    if asked.graph is not None and not graph.contains_named_graph(graph_node(asked.graph)):
        raise NotFound(f"<{asked.graph}>: no such graph in the store")
    given = (*(asked.default_graphs or ()), *(asked.named_graphs or ()))
    for name in given or guard.graphs_from(asked.sparql):
        if name.startswith("file:") or (asked.closed and not _is_there(graph, name, asked.base)):
            raise Refused(f"<{name}>: no such graph in the store, and nothing is fetched")


def _is_there(graph: Store, name: str, base: str | None) -> bool:
    return graph.contains_named_graph(graph_node(urljoin(base or "", name)))


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
    return None if names is None else [graph_node(name) for name in names]


def _named(names: Sequence[str] | None) -> list[NamedNode | BlankNode] | None:
    return None if names is None else [graph_node(name) for name in names]


def graph_node(name: str) -> NamedNode:
    """Return the node that an IRI names.

    Raises:
        Refused: it is no absolute IRI.
    """
    try:
        return NamedNode(name)
    except ValueError as error:
        raise Refused(f"{name}: {error}; write an absolute IRI") from error
