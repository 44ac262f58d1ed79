"""The SPARQL 1.1 Protocol: queries by GET, form and direct POST; updates by form and direct POST.

https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from kommunalgraph.serve import description, links
from kommunalgraph.serve.addresses import address_of, client_of
from kommunalgraph.serve.answering import Query
from kommunalgraph.serve.answers import Answers, Kept
from kommunalgraph.serve.engine import Engine
from kommunalgraph.serve.faults import Forbidden, Refused, Unauthorized, Unsupported, WrongMethod
from kommunalgraph.serve.formats import ROWS, TRIPLES
from kommunalgraph.serve.negotiation import preferred
from kommunalgraph.serve.responses import (
    entity_tag,
    from_answer,
    is_known,
    unchanged,
    wants_page,
    while_present,
)
from kommunalgraph.serve.settings import Settings

_FORM = "application/x-www-form-urlencoded"
_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_QUERY_DATASET = ("default-graph-uri", "named-graph-uri")
_UPDATE_DATASET = ("using-graph-uri", "using-named-graph-uri")
_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
"""Functions whose value is another each time; what they are in has no entity tag."""

_MOST_PARAMETERS = 200


@dataclass(frozen=True, slots=True)
class _Operation:
    """What a request asks for, wherever it says so: address, form or body."""

    kind: str
    text: str
    parameters: Mapping[str, list[str]]

    def all(self, name: str) -> list[str]:
        return self.parameters.get(name, [])


async def endpoint(request: Request) -> Response:
    """Answer a query, run an update, or describe the service."""
    if request.method not in ("GET", "HEAD", "POST"):
        raise WrongMethod("ask by GET or POST")
    if request.method != "POST" and not request.query_params.keys() & {"query", "update"}:
        if wants_page(request) and request.app.state.has_pages:
            return RedirectResponse(links.EDITOR, status_code=303, headers={"Vary": "Accept"})
        return await description.service(request)
    operation = await _operation(request)
    return await (_query if operation.kind == "query" else _update)(request, operation)


async def _operation(request: Request) -> _Operation:
    """Read the request after sections 2.1 and 2.2 of the protocol.

    Raises:
        Refused: it is none of the forms there.
    """
    parameters = _by_name(request.url.query)
    content = ""
    if request.method == "POST":
        media_type, content = await _content(request)
        if media_type == _FORM:
            for name, values in _by_name(content).items():
                parameters.setdefault(name, []).extend(values)
        elif media_type in (_QUERY, _UPDATE):
            kind = "query" if media_type == _QUERY else "update"
            if parameters.keys() & {"query", "update"}:
                raise Refused("the query stands in the address and in the body; give one of them")
            return _Operation(kind, content, parameters)
        else:
            raise Unsupported(
                f"{media_type or 'no Content-Type'}: send {_FORM}, {_QUERY}, {_UPDATE}"
            )
    given = [(k, text) for k in ("query", "update") for text in parameters.get(k, [])]
    if len(given) != 1:
        raise Refused(f"give one query, or one update; this has {len(given)}")
    if given[0][0] == "update" and request.method != "POST":
        raise WrongMethod("an update wants POST")
    return _Operation(*given[0], parameters)


async def _content(request: Request) -> tuple[str, str]:
    """Return media type and text of the body, which must be UTF-8."""
    header = request.headers.get("content-type", "")
    media_type, _, rest = (part.strip().lower() for part in header.partition(";"))
    charset = re.search(r"charset\s*=\s*\"?([\w-]+)", rest)
    if charset and charset[1] not in ("utf-8", "utf8"):
        raise Unsupported(f"{charset[1]}: send UTF-8")
    try:
        return media_type, (await request.body()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("the body is not UTF-8") from error


def _by_name(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except (UnicodeDecodeError, ValueError) as error:
        raise Refused(f"the parameters cannot be read: {error}") from error
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


async def _query(request: Request, operation: _Operation) -> Response:
    engine: Engine = request.app.state.engine
    settings: Settings = request.app.state.settings
    if operation.parameters.keys() & set(_UPDATE_DATASET):
        raise Refused(f"a query has {' and '.join(_QUERY_DATASET)}")
    default, named = (operation.all(name) for name in _QUERY_DATASET)
    accept = request.headers.get("accept")
    query = Query(
        operation.text,
        rows=preferred(ROWS, accept),
        triples=preferred(TRIPLES, accept),
        base=address_of(request, links.SPARQL),
        default_graphs=default if default or named else None,
        named_graphs=named if default or named else None,
        closed=not settings.writable,
    )
    return await answered(request, engine, query)


async def answered(request: Request, engine: Engine, query: Query) -> Response:
    """Answer a query, with 304 where the client has the answer to it from this state.

    Where the server itself has it still, nothing is run.
    """
    settings: Settings = request.app.state.settings
    answers: Answers = request.app.state.answers
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    parts = (query.sparql, query.rows, query.triples, query.default_graphs, query.named_graphs)
    steady = not _CHANGING.search(query.sparql)
    tag = entity_tag(engine.state, *parts)
    if steady and request.method != "POST" and is_known(request, tag):
        return unchanged(tag, headers)
    if steady and (kept := answers.get(tag)):
        headers["ETag"] = tag
        return Response(kept.content, media_type=kept.media_type, headers=headers)

    async def work() -> Response:
        answer = await engine.query(query, client=client_of(request))
        own = entity_tag(answer.state, *parts)
        if steady:
            headers["ETag"] = own
        response = await from_answer(answer, buffer=settings.limits.buffer, headers=headers)
        if steady and not isinstance(response, StreamingResponse):
            answers.keep(own, Kept(bytes(response.body), answer.head["media_type"]))
        return response

    return await while_present(request, work())


async def _update(request: Request, operation: _Operation) -> Response:
    require_token(request)
    if operation.parameters.keys() & set(_QUERY_DATASET):
        raise Refused(f"an update has {' and '.join(_UPDATE_DATASET)}")
    using, named = (operation.all(name) for name in _UPDATE_DATASET)
    await request.app.state.engine.write(
        {
            "do": "update",
            "update": operation.text,
            "using": using,
            "using_named": named,
            "base": address_of(request, links.SPARQL),
        }
    )
    return Response(status_code=204)


def require_token(request: Request) -> None:
    """Let only those write who have the token (RFC 6750).

    Raises:
        Forbidden: nobody writes here.
        Unauthorized: the token is missing or wrong.
    """
    settings: Settings = request.app.state.settings
    if not settings.writable or not settings.token:
        raise Forbidden("this server only reads; start it with --writable and a token to write")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    right = secrets.compare_digest(given.strip().encode(), settings.token.encode())
    if scheme.lower() != "bearer" or not right:
        raise Unauthorized("writing wants Authorization: Bearer and the token of the server")


_METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]

ROUTES = [Route(path, endpoint, methods=_METHODS) for path in (links.SPARQL, f"{links.SPARQL}/")]
