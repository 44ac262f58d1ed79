"""One query to a remote store, answered in the formats and to the letter as by our own store."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from kommunalgraph.errors import QueryError, RemoteError
from kommunalgraph.export.answers import Table, shown
from kommunalgraph.questions import text_term
from kommunalgraph.remote.connection import Connection
from kommunalgraph.remote.endpoint import Endpoint, read_result, with_prefixes
from kommunalgraph.remote.terms import canonical
from kommunalgraph.vocabulary import XSD

_MOST_NAMED = 20  # things of one name that are looked at

_NAMED = """
SELECT DISTINCT ?thing ?label WHERE {
  { ?thing skos:prefLabel ?name } UNION { ?thing skos:altLabel ?name }
  UNION { ?thing kg:formerName ?name }
  FILTER(LCASE(STR(?name)) = LCASE(%s))
  OPTIONAL { ?thing skos:prefLabel ?label FILTER(LANG(?label) = "de") }
  FILTER NOT EXISTS { ?thing a skos:Concept . FILTER NOT EXISTS { ?thing kg:listed ?listed } }
} ORDER BY ?label ?thing LIMIT %d
"""


def answer_remotely(
    endpoint: str, sparql: str, name: str, *, connection: Connection, table: Table
) -> bytes:
    """Send a query to ``endpoint`` and return the answer in the format ``name``.

    The prefixes of our ontology are put in front where they are missing, so that a query runs at
    home and away.

    Raises:
        QueryError: the endpoint refuses the query, or its answer has no such format.
        RemoteError: the endpoint cannot be reached or answers with something else.
    """
    data, are_triples = Endpoint(endpoint, connection).ask(with_prefixes(sparql))
    try:
        if are_triples:
            quads = parse(data, format=RdfFormat.TURTLE)
            return shown([quad.triple for quad in quads], name, table=table)
        document = json.dumps(_canonical(read_result(data, endpoint)))
        return shown(
            parse_query_results(document, format=QueryResultsFormat.JSON), name, table=table
        )
    except (SyntaxError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RemoteError(f"{endpoint}: the answer is no SPARQL result: {error}") from error


def _canonical(document: dict[str, Any]) -> dict[str, Any]:
    """Give each value the form that our own store gives it; drop what some servers add."""
    if "boolean" in document:
        return {"head": {}, "boolean": bool(document["boolean"])}
    rows = [{n: _value(term) for n, term in row.items()} for row in document["results"]["bindings"]]
    return {"head": {"vars": document["head"]["vars"]}, "results": {"bindings": rows}}


def _value(term: Mapping[str, str]) -> dict[str, str]:
    kind = "literal" if term["type"] == "typed-literal" else term["type"]
    datatype = term.get("datatype")
    if not datatype:
        return {**term, "type": kind}
    value = canonical(term["value"], datatype).value
    if datatype == f"{XSD}string":
        return {"type": kind, "value": value}
    return {"type": kind, "value": value, "datatype": datatype}


def find_remotely(endpoint: str, text: str, *, connection: Connection) -> str:
    """Return the IRI of what a remote store calls ``text``, in any case of its letters.

    Raises:
        QueryError: nothing is called so, or several things are (the message lists them).
        RemoteError: the endpoint fails.
    """
    sparql = with_prefixes(_NAMED % (text_term(text), _MOST_NAMED))
    labels: dict[str, str] = {}
    for row in Endpoint(endpoint, connection).rows(sparql):
        if "thing" in row:
            labels[row["thing"]["value"]] = row.get("label", {}).get("value", "")
    exact = [iri for iri, label in labels.items() if label.casefold() == text.casefold()]
    found = exact or list(labels)
    if len(found) == 1:
        return found[0]
    if not found:
        raise QueryError(f"{text}: nothing at {endpoint} is called so; give an id (org/kitu)")
    lines = "".join(f"\n  {iri}  {labels[iri]}" for iri in found)
    raise QueryError(f"{text}: stands for {len(found)} things; give one of these ids:{lines}")
