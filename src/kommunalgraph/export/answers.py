"""Answers of queries in the formats of the command line: tables, CSV, JSON, triples."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from kommunalgraph.errors import QueryError
from kommunalgraph.export.rdf import write_triples
from kommunalgraph.vocabulary import PREFIXES

Table = Callable[[Sequence[str], Iterable[Sequence[str]]], str]
"""Draws columns and rows for people."""

_ROWS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_TRIPLES = ("ttl", "nt", "jsonld", "xml")


def answer(graph: Store, sparql: str, name: str, *, table: Table) -> bytes:
    """Run a query and return its answer in the format ``name``.

    Rows keep the order of the query; triples are sorted.

    Raises:
        QueryError: the query cannot be parsed or run, or its answer has no such format.
    """
    try:
        return shown(graph.query(sparql, prefixes=dict(PREFIXES)), name, table=table)
    except (SyntaxError, ValueError, OSError) as error:
        raise QueryError(f"the query cannot be run: {error}") from error


def shown(
    result: QuerySolutions | QueryBoolean | QueryTriples | list[Triple], name: str, *, table: Table
) -> bytes:
    """Return the result of a query in the format ``name``.

    Raises:
        QueryError: the answer has no such format.
        ValueError, SyntaxError, OSError: the result breaks off while it is read.
    """
    if isinstance(result, QueryTriples | list):
        return _triples(list(result), name)
    if name != "table" and name not in _ROWS:
        raise QueryError(f"{name}: rows have no such format; take table, {', '.join(_ROWS)}")
    if isinstance(result, QueryBoolean) and name in ("table", "csv", "tsv"):
        return b"true\n" if result else b"false\n"
    if name == "table" and isinstance(result, QuerySolutions):
        return _drawn(result, table)
    return result.serialize(format=_ROWS[name]) or b""


def _triples(triples: list[Triple], name: str) -> bytes:
    chosen = "ttl" if name == "table" else name
    if chosen not in _TRIPLES:
        raise QueryError(f"{name}: triples have no such format; take {', '.join(_TRIPLES)}")
    return write_triples(triples, chosen)


def _drawn(solutions: QuerySolutions, table: Table) -> bytes:
    names = [variable.value for variable in solutions.variables]
    rows = [[_text(solution[name]) for name in names] for solution in solutions]
    return f"{table(names, rows)}\n".encode() if names else b""


def _text(term: NamedNode | BlankNode | Literal | Triple | None) -> str:
    if term is None:
        return ""
    if isinstance(term, NamedNode):
        return shortened(term.value)
    return term.value if isinstance(term, Literal) else str(term)


def shortened(iri: str) -> str:
    """Return an IRI as people write it."""
    from kommunalgraph.analysis.lookup import short

    return short(iri)
