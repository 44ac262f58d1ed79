"""The SPARQL 1.1 Graph Store HTTP Protocol: whole graphs by GET, PUT, POST and DELETE.

A graph is named by ``?graph=IRI``, by ``?default``, or directly by an address below ``/gsp/``.
https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

import base64
import email
import secrets
from email.policy import HTTP

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kommunalgraph.serve import links
from kommunalgraph.serve.addresses import address_of, own_address
from kommunalgraph.serve.answering import Query
from kommunalgraph.serve.engine import Engine
from kommunalgraph.serve.faults import Refused, WrongMethod
from kommunalgraph.serve.formats import TRIPLES
from kommunalgraph.serve.negotiation import preferred
from kommunalgraph.serve.sparql import answered, require_token

_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_MOST_PARTS = 100


async def store(request: Request) -> Response:
    """Read or change the graph that the parameters name; POST without one makes a new graph."""
    parameters = request.query_params
    names = parameters.getlist("graph")
    if len(names) + ("default" in parameters) > 1:
        raise Refused("name one graph: ?graph=IRI or ?default")
    if names:
        return await _graph(request, names[0])
    if "default" in parameters:
        return await _graph(request, None)
    if request.method == "POST":
        return await _new(request)
    raise Refused("name a graph: ?graph=IRI or ?default")


async def graph(request: Request) -> Response:
    """Read or change the graph whose name is the address of the request."""
    return await _graph(request, own_address(request))


async def _graph(request: Request, name: str | None) -> Response:
    if request.method in ("GET", "HEAD"):
        return await _read(request, name)
    require_token(request)
    if request.method == "DELETE":
        await _write(request, {"do": "delete", "graph": name})
        return Response("deleted\n", media_type="text/plain; charset=utf-8")
    if request.method not in ("PUT", "POST"):
        raise WrongMethod("a graph knows GET, HEAD, PUT, POST and DELETE")
    add = request.method == "POST"
    parts = await _parts(request)
    base = name or address_of(request, links.GRAPHS)
    job: dict[str, object] = {"do": "put", "graph": name, "add": add, "parts": parts, "base": base}
    if (await _write(request, job))["created"]:
        return Response(status_code=201, headers={"Location": base} if name else None)
    return Response(status_code=200 if add else 204)


async def _new(request: Request) -> Response:
    require_token(request)
    name = address_of(request, f"{links.GRAPHS}/{secrets.token_hex(8)}")
    parts = await _parts(request)
    await _write(request, {"do": "put", "graph": name, "add": True, "parts": parts, "base": name})
    return Response(status_code=201, headers={"Location": name})


async def _read(request: Request, name: str | None) -> Response:
    engine: Engine = request.app.state.engine
    formats = {key: TRIPLES[key] for key in TRIPLES if key not in ("trig", "nq")}
    query = Query(
        _ALL,
        triples=preferred(formats, request.headers.get("accept")),
        default_graphs=None if name is None else (name,),
        closed=False,
        graph=name,
    )
    return await answered(request, engine, query)


async def _write(request: Request, job: dict[str, object]) -> dict[str, bool]:
    engine: Engine = request.app.state.engine
    return await engine.write(job)


async def _parts(request: Request) -> list[dict[str, str]]:
    """Return what was sent: one part, or the files of a form (RFC 7578)."""
    header, body = request.headers.get("content-type", ""), await request.body()
    if not header.lower().startswith("multipart/form-data"):
        return [_part(header, body)]
    front = b"Content-Type: " + header.encode("latin-1") + b"\r\n\r\n"
    message = email.message_from_bytes(front + body, policy=HTTP)
    parts = [part for part in message.walk() if not part.is_multipart()]
    if not parts or message.defects or len(parts) > _MOST_PARTS:
        raise Refused(f"the form cannot be read; send up to {_MOST_PARTS} files")
    return [
        _part(part.get_content_type(), payload)
        for part in parts
        if isinstance(payload := part.get_payload(decode=True), bytes)
    ]


def _part(media_type: str, content: bytes) -> dict[str, str]:
    return {
        "media_type": media_type.partition(";")[0].strip(),
        "content": base64.b64encode(content).decode(),
    }


_METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"]

ROUTES = [
    Route(links.GRAPHS, store, methods=_METHODS),
    Route(f"{links.GRAPHS}/{{name:path}}", graph, methods=_METHODS),
]
