"""The SPARQL 1.1 Protocol: queries by GET, by form and by direct POST."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kommunalgraph.serve.answering import Query
from kommunalgraph.serve.engine import Engine
from kommunalgraph.serve.faults import Refused
from kommunalgraph.serve.formats import ROWS, TRIPLES
from kommunalgraph.serve.negotiation import preferred
from kommunalgraph.serve.responses import from_answer
from kommunalgraph.serve.settings import Settings


def client_of(request: Request) -> str:
    """Return the address that limits per client count by."""
    return request.client.host if request.client else "unknown"


async def endpoint(request: Request) -> Response:
    """Answer a query."""
    engine: Engine = request.app.state.engine
    settings: Settings = request.app.state.settings
    queries = request.query_params.getlist("query")
    if len(queries) != 1:
        raise Refused("give one query")
    accept = request.headers.get("accept")
    query = Query(queries[0], rows=preferred(ROWS, accept), triples=preferred(TRIPLES, accept))
    answer = await engine.query(query, client=client_of(request))
    return await from_answer(answer, buffer=settings.limits.buffer, headers={"Vary": "Accept"})


ROUTES = [Route("/sparql", endpoint, methods=["GET"]), Route("/sparql/", endpoint)]
