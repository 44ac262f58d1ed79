"""Remote SPARQL endpoints, asked through SPARQLWrapper."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from SPARQLWrapper import CSV, JSON, N3, TSV, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
    Unauthorized,
)

from kommunalgraph import __version__
from kommunalgraph.errors import QueryError, StoreError
from kommunalgraph.vocabulary import PREFIXES

Table = Callable[[Sequence[str], Iterable[Sequence[str]]], str]

_ROWS = {"table": JSON, "json": JSON, "csv": CSV, "tsv": TSV, "xml": XML}
_TRIPLES = {"table": N3, "ttl": N3, "nt": N3}
_ASKS_FOR_TRIPLES = ("CONSTRUCT", "DESCRIBE")


def answer_remotely(endpoint: str, sparql: str, name: str, *, timeout: int, table: Table) -> bytes:
    """Send a query to ``endpoint`` and return the answer in the format ``name``.

    ``timeout`` is in seconds.  The prefixes of our ontology are put in front where they are
    missing, so that a query runs at home and away.

    Raises:
        QueryError: the endpoint refuses the query, or its answer has no such format.
        StoreError: the endpoint cannot be reached or answers with something else.
    """
    if urlsplit(endpoint).scheme not in ("http", "https"):
        raise StoreError(f"{endpoint}: not a web address; write https://…/sparql")
    wrapper = SPARQLWrapper(endpoint, agent=f"kommunalgraph/{__version__}")
    wrapper.setTimeout(timeout)
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        try:
            wrapper.setQuery(_with_prefixes(sparql))
        except RuntimeWarning as warning:
            raise QueryError(f"no SPARQL query: {_first_line(warning)}") from warning
    wants_triples = wrapper.queryType in _ASKS_FOR_TRIPLES
    formats = _TRIPLES if wants_triples else _ROWS
    if name not in formats:
        raise QueryError(f"{name}: the answer has no such format; take {', '.join(formats)}")
    wrapper.setReturnFormat(formats[name])
    return _shown(_sent(wrapper, endpoint, timeout), name, wants_triples=wants_triples, table=table)


def _with_prefixes(sparql: str) -> str:
    lowered = sparql.lower()
    missing = {p: n for p, n in PREFIXES.items() if f"prefix {p}:" not in lowered}
    used = {p: n for p, n in missing.items() if f"{p}:" in sparql}
    return "".join(f"PREFIX {p}: <{n}>\n" for p, n in used.items()) + sparql


def _sent(wrapper: SPARQLWrapper, endpoint: str, timeout: int) -> bytes:
    try:
        data = wrapper.query().response.read()
    except QueryBadFormed as error:
        raise QueryError(f"{endpoint}: refuses the query: {_first_line(error)}") from error
    except (EndPointNotFound, Unauthorized) as error:
        raise StoreError(
            f"{endpoint}: no access to an endpoint there: {_first_line(error)}"
        ) from error
    except (SPARQLWrapperException, HTTPException, OSError) as error:
        if isinstance(getattr(error, "reason", error), TimeoutError):
            message = f"{endpoint}: no answer within {timeout} s; allow more with --timeout"
            raise StoreError(message) from error
        raise StoreError(f"{endpoint}: cannot be asked: {_first_line(error)}") from error
    return bytes(data)


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines[:2]) or type(error).__name__


def _shown(data: bytes, name: str, *, wants_triples: bool, table: Table) -> bytes:
    if name != "table" or wants_triples:
        return data
    try:
        document: Mapping[str, Any] = json.loads(data)
        if "boolean" in document:
            return b"true\n" if document["boolean"] else b"false\n"
        names = document["head"]["vars"]
        rows = [
            [str(row.get(n, {}).get("value", "")) for n in names]
            for row in document["results"]["bindings"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"the endpoint's answer is no SPARQL result: {error}") from error
    return f"{table(names, rows)}\n".encode()
