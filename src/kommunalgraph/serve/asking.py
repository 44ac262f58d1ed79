"""The questions of ``queries/`` as REST resources with typed parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyoxigraph import Store
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kommunalgraph.analysis.lookup import find
from kommunalgraph.errors import QueryError
from kommunalgraph.model import Question
from kommunalgraph.questions import bind, find_question, load_questions
from kommunalgraph.serve import openapi
from kommunalgraph.serve.addresses import address_of, client_of
from kommunalgraph.serve.answering import Query
from kommunalgraph.serve.engine import Engine
from kommunalgraph.serve.faults import NotFound, Refused
from kommunalgraph.serve.formats import ROWS, TRIPLES
from kommunalgraph.serve.negotiation import preferred
from kommunalgraph.serve.sparql import answered

API = "/api"
_QUESTIONS = f"{API}/questions"
_FORMAT = "format"
_MEANT = "kommunalgraph.serve.asking:meant"


async def listing(request: Request) -> Response:
    """Answer with all questions: titles, parameters with types and defaults, columns."""
    described = [
        {
            "name": question.name,
            "title": {"de": question.title_de, "en": question.title_en},
            "tags": question.tags,
            "parameters": [
                {
                    "name": parameter.name,
                    "type": parameter.type,
                    "default": parameter.default,
                    "label": {"de": parameter.label_de, "en": parameter.label_en},
                }
                for parameter in question.parameters
            ],
            "columns": question.columns,
            "href": address_of(request, f"{_QUESTIONS}/{question.name}"),
        }
        for question in load_questions().values()
    ]
    return JSONResponse({"questions": described}, headers={"Cache-Control": "max-age=300"})


async def answer(request: Request) -> Response:
    """Answer one question; each parameter of the address sets one of the question's."""
    engine: Engine = request.app.state.engine
    question = _question(request.path_params["name"])
    given = request.query_params.multi_items()
    values = dict(given)
    if len(values) != len(given):
        raise Refused("give each parameter once")
    format_ = values.pop(_FORMAT, None)
    for name, value in _names(question, values).items():
        values[name] = await engine.call(_MEANT, value, client=client_of(request))
    try:
        sparql = bind(question, {name: value or None for name, value in values.items()})
    except QueryError as error:
        raise Refused(str(error)) from error
    return await answered(request, engine, _asked(request, sparql, format_))


def _question(name: str) -> Question:
    try:
        return find_question(name, load_questions())
    except QueryError as error:
        raise NotFound(str(error)) from error


def _names(question: Question, values: Mapping[str, str]) -> dict[str, str]:
    """Return those values that are names where the question wants an IRI."""
    wanted = {parameter.name for parameter in question.parameters if parameter.type == "iri"}
    return {
        name: value
        for name, value in values.items()
        if name in wanted and value and "/" not in value and ":" not in value
    }


def _asked(request: Request, sparql: str, format_: str | None) -> Query:
    if format_ is None:
        accept = request.headers.get("accept")
        return Query(sparql, rows=preferred(ROWS, accept), triples=preferred(TRIPLES, accept))
    if format_ not in ROWS and format_ not in TRIPLES:
        raise Refused(f"{format_}: no such format; there are {', '.join((*ROWS, *TRIPLES))}")
    rows, triples = ([format_] if format_ in known else [] for known in (ROWS, TRIPLES))
    return Query(sparql, rows=rows, triples=triples)


def meant(graph: Store, name: str) -> str:
    """Return the IRI of what ``name`` means (runs in a worker process).

    Raises:
        Refused: nothing is called so, or several things are.
    """
    try:
        return find(graph, name).value
    except QueryError as error:
        raise Refused(str(error)) from error


async def described(request: Request) -> Response:
    """Answer with the OpenAPI description of this interface."""
    document: dict[str, Any] = openapi.document(
        list(load_questions().values()), server=address_of(request, "").rstrip("/")
    )
    return JSONResponse(document, headers={"Cache-Control": "max-age=300"})


ROUTES = [
    Route(_QUESTIONS, listing),
    Route(f"{_QUESTIONS}/{{name}}", answer),
    Route(f"{API}/openapi.json", described),
]
