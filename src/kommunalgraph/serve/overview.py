"""What a store holds, in numbers (runs in a worker process)."""

from __future__ import annotations

from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

_CLASSES = "SELECT ?term (COUNT(*) AS ?n) { ?s a ?term } GROUP BY ?term ORDER BY ?term"
_PROPERTIES = "SELECT ?term (COUNT(*) AS ?n) { ?s ?term ?o } GROUP BY ?term ORDER BY ?term"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"


def overview(graph: Store) -> dict[str, Any]:
    """Return how many triples, subjects, instances of each class and uses of each property."""
    properties = _counts(graph, _PROPERTIES)
    subjects = graph.query(_SUBJECTS)
    assert isinstance(subjects, QuerySolutions)
    return {
        "triples": sum(properties.values()),
        "subjects": sum(int(_value(row["n"])) for row in subjects),
        "classes": _counts(graph, _CLASSES),
        "properties": properties,
    }


def _counts(graph: Store, query: str) -> dict[str, int]:
    rows = graph.query(query)
    assert isinstance(rows, QuerySolutions)
    return {
        row["term"].value: int(_value(row["n"]))
        for row in rows
        if isinstance(row["term"], NamedNode)
    }


def _value(term: object) -> str:
    return term.value if isinstance(term, Literal) else "0"
