"""The interface for programs, described after OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kommunalgraph import __version__, identifiers
from kommunalgraph.model import Parameter, Question
from kommunalgraph.serve.formats import ROWS, TRIPLES

_TYPES: dict[str, dict[str, Any]] = {
    "iri": {"type": "string", "format": "iri-reference"},
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "date": {"type": "string", "format": "date"},
}
_VALUES: dict[str, Any] = {"integer": int, "decimal": float}
_REFUSED = {
    "400": "A parameter or the query is wrong; the text says what.",
    "404": "There is no such thing.",
    "406": "The answer has none of the formats that the client accepts.",
    "413": "The request or the answer is too large.",
}
_LATER = {
    "429": "The client asks too much at a time.",
    "503": "The server is busy, or the query took too long.",
}
_TERM = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"enum": ["uri", "literal", "bnode"]},
        "value": {"type": "string"},
        "datatype": {"type": "string"},
        "xml:lang": {"type": "string"},
    },
}


def document(questions: Iterable[Question], *, server: str) -> dict[str, Any]:
    """Return the description of a server: the questions, the endpoint, the data of resources."""
    paths: dict[str, Any] = {
        f"/api/questions/{question.name}": {"get": _question(question)} for question in questions
    }
    paths["/api/questions"] = {
        "get": _operation("questions", "List the questions", _json({"type": "object"}))
    }
    paths["/sparql"] = {"get": _sparql()}
    paths["/data/{id}"] = {"get": _data()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kommunalgraph",
            "version": __version__,
            "description": "A dated, evidenced graph of municipal IT in Germany. "
            f"Resources have names below {identifiers.ID}.",
        },
        "servers": [{"url": server}],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": {"Term": _TERM}},
    }


def _operation(name: str, summary: str, content: dict[str, Any]) -> dict[str, Any]:
    text = {"text/plain": {"schema": {"type": "string"}}}
    later = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
    return {
        "operationId": name,
        "summary": summary,
        "responses": {
            "200": {"description": "The answer.", "content": content},
            "304": {"description": "As the client has it (If-None-Match)."},
            **{code: {"description": why, "content": text} for code, why in _REFUSED.items()},
            **{
                code: {"description": why, "content": text, "headers": later}
                for code, why in _LATER.items()
            },
        },
    }


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _question(question: Question) -> dict[str, Any]:
    operation = _operation(question.name, question.title_en, _rows(question.columns))
    operation["description"] = question.title_de
    operation["tags"] = list(question.tags)
    operation["parameters"] = [
        *(_parameter(parameter) for parameter in question.parameters),
        {
            "name": "format",
            "in": "query",
            "description": "Format of the answer, in place of Accept.",
            "schema": {"enum": list(ROWS)},
        },
    ]
    return operation


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema = dict(_TYPES[parameter.type])
    schema["default"] = _VALUES.get(parameter.type, str)(parameter.default)
    what = f"{parameter.label_en} ({parameter.label_de})"
    if parameter.type == "iri":
        what += ": an IRI, an id such as org/kitu, or a name"
    return {
        "name": parameter.name,
        "in": "query",
        "description": f"{what}; empty leaves it open.",
        "allowEmptyValue": True,
        "schema": schema,
    }


def _rows(columns: Iterable[str]) -> dict[str, Any]:
    binding = {column: {"$ref": "#/components/schemas/Term"} for column in columns}
    rows = {"type": "array", "items": {"type": "object", "properties": binding}}
    results = {"type": "object", "properties": {"bindings": rows}}
    schema = {"type": "object", "properties": {"head": {"type": "object"}, "results": results}}
    others: dict[str, Any] = {format_.media_types[0]: {} for format_ in ROWS.values()}
    return {**others, ROWS["json"].media_types[0]: {"schema": schema}}


def _sparql() -> dict[str, Any]:
    content: dict[str, Any] = _rows(())
    content |= {format_.media_types[0]: {} for format_ in TRIPLES.values()}
    operation = _operation("sparql", "Run a SPARQL 1.1 query", content)
    names = (("query", True), ("default-graph-uri", False), ("named-graph-uri", False))
    operation["parameters"] = [
        {"name": name, "in": "query", "required": needed, "schema": {"type": "string"}}
        for name, needed in names
    ]
    return operation


def _data() -> dict[str, Any]:
    content: dict[str, Any] = {format_.media_types[0]: {} for format_ in TRIPLES.values()}
    operation = _operation("data", "What the graph knows of a resource", content)
    operation["parameters"] = [
        {
            "name": "id",
            "in": "path",
            "required": True,
            "description": "Such as org/kitu, with a suffix (.ttl, .jsonld …) or without.",
            "schema": {"type": "string"},
        }
    ]
    return operation
