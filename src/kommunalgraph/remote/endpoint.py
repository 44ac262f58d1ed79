"""A SPARQL 1.1 endpoint, spoken to through SPARQLWrapper over our own connection.

SPARQLWrapper knows the protocol: which requests there are and what they accept.  The connection
adds what it leaves out: secrets for any realm, limits, patience, and no global state.
"""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Mapping
from http.client import HTTPResponse
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from SPARQLWrapper import JSON, N3, POST, POSTDIRECTLY, SPARQLWrapper

from kommunalgraph.errors import QueryError, RemoteError
from kommunalgraph.remote.connection import AGENT, Answer, Connection
from kommunalgraph.remote.terms import TRIPLES
from kommunalgraph.vocabulary import PREFIXES

_ASKS_FOR_TRIPLES = ("CONSTRUCT", "DESCRIBE")
_LONGEST_GET = 1500  # characters of a query; caches like GET, servers dislike long addresses


class Endpoint:
    """Where queries and updates go: two addresses of one data set, often the same one."""

    def __init__(self, query: str, connection: Connection, *, update: str | None = None) -> None:
        for address in filter(None, (query, update)):
            require_web_address(address)
        self.address = query
        self.update_address = update or query
        self.connection = connection

    def ask(self, sparql: str) -> tuple[bytes, bool]:
        """Send a query; return the answer and whether it is triples.

        Rows and yes or no come as SPARQL JSON, triples as N-Triples or Turtle.

        Raises:
            QueryError: it is no query, or the endpoint refuses it.
            RemoteError: the endpoint cannot be reached or fails.
        """
        wrapper = _Wrapper(self.address, self.connection)
        _set_query(wrapper, sparql)
        if wrapper.isSparqlUpdateRequest():
            raise QueryError("an update is no query; it would change the remote store")
        wants_triples = wrapper.queryType in _ASKS_FOR_TRIPLES
        wrapper.setReturnFormat(N3 if wants_triples else JSON)
        if wants_triples:
            wrapper.addCustomHttpHeader("Accept", TRIPLES)
        if len(sparql) > _LONGEST_GET:
            wrapper.setMethod(POST)
        try:
            return wrapper.query().response.read(), wants_triples
        except RemoteError as error:
            if error.status == 400:
                raise QueryError(str(error).replace("the request", "the query")) from error
            raise

    def triples(self, sparql: str) -> Answer:
        """Return the answer to a CONSTRUCT, not yet parsed.

        Raises:
            QueryError: the endpoint refuses the query.
            RemoteError: the endpoint cannot be reached or fails.
        """
        wrapper = _Wrapper(self.address, self.connection)
        _set_query(wrapper, sparql)
        wrapper.addCustomHttpHeader("Accept", TRIPLES)
        return wrapper.answer()

    def rows(self, sparql: str) -> list[Mapping[str, Mapping[str, str]]]:
        """Return the rows of a SELECT as SPARQL JSON has them: variable to type and value.

        Raises:
            QueryError: the endpoint refuses the query.
            RemoteError: the endpoint fails or answers with something that is no SPARQL result.
        """
        data, _ = self.ask(sparql)
        document = read_result(data, self.address)
        bindings = document.get("results", {}).get("bindings")
        if not isinstance(bindings, list) or not all(map(_is_row, bindings)):
            raise RemoteError(f"{self.address}: the answer is no SPARQL result: no rows")
        return bindings

    def update(self, sparql: str) -> None:
        """Send an update that may be repeated.

        Raises:
            RemoteError: the endpoint refuses it or cannot be reached.
        """
        wrapper = _Wrapper(self.update_address, self.connection)
        _set_query(wrapper, sparql)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.query()


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper that sends over our connection; parameters of the address are kept."""

    def __init__(self, address: str, connection: Connection) -> None:
        scheme, host, path, query, _ = urlsplit(address)
        super().__init__(urlunsplit((scheme, host, path, "", "")), agent=AGENT)
        self.setOnlyConneg(True)
        for name, value in parse_qsl(query):
            self.addParameter(name, value)
        self._connection = connection

    def answer(self) -> Answer:
        """Send the request and return the answer with its media type."""
        request = self._createRequest()
        request.full_url = request.full_url.rstrip("?")
        return self._connection.send(request)

    def _query(self) -> tuple[HTTPResponse, str]:
        return cast("HTTPResponse", io.BytesIO(self.answer().body)), self.returnFormat


def require_web_address(address: str) -> None:
    """Refuse what is no http(s) address, or one that shows a password.

    Raises:
        RemoteError: it is none.
    """
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
        shows_secret = parts.password is not None
    except ValueError:
        good, shows_secret = False, False
    if not good:
        raise RemoteError(f"{address}: not a web address; write https://…/sparql")
    if shows_secret:
        raise RemoteError(
            "an address with a password in it ends up in histories and logs; "
            "set KOMMUNALGRAPH_USER and KOMMUNALGRAPH_PASSWORD instead"
        )


def read_result(data: bytes, address: str) -> dict[str, Any]:
    """Return a SPARQL JSON result as a document.

    Raises:
        RemoteError: it is none.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RemoteError(f"{address}: the answer is no SPARQL result: {error}") from error
    if not isinstance(document, dict) or not ("boolean" in document or "results" in document):
        raise RemoteError(f"{address}: the answer is no SPARQL result")
    return document


def _is_row(row: object) -> bool:
    return isinstance(row, dict) and all(
        isinstance(term, dict)
        and isinstance(term.get("type"), str)
        and isinstance(term.get("value"), str)
        for term in row.values()
    )


def _set_query(wrapper: _Wrapper, sparql: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        try:
            wrapper.setQuery(sparql)
        except RuntimeWarning as warning:
            raise QueryError(f"no SPARQL query: {str(warning).splitlines()[0]}") from warning


def with_prefixes(sparql: str) -> str:
    """Put the prefixes of our ontology in front that a query uses and does not declare."""
    lowered = sparql.lower()
    missing = {p: n for p, n in PREFIXES.items() if f"prefix {p}:" not in lowered}
    used = {p: n for p, n in missing.items() if f"{p}:" in sparql}
    return "".join(f"PREFIX {p}: <{n}>\n" for p, n in used.items()) + sparql


def reading_address(update: str) -> str:
    """Return where the store with the address ``update`` for updates answers queries.

    The habits of the usual stores: Oxigraph and Fuseki have ``…/update`` and ``…/query``, GraphDB
    and RDF4J ``…/statements`` below the repository; Virtuoso, Blazegraph and others one address.
    """
    address = update.rstrip("/")
    if address.endswith("/update"):
        return address.removesuffix("update") + "query"
    return address.removesuffix("/statements")


def is_open(address: str) -> bool:
    """Tell whether what is sent to ``address`` can be read on the way."""
    parts = urlsplit(address)
    return parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1")
