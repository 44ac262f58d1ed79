"""Resources by their own addresses: 303 to the page for people, or the data for programs.

After “Cool URIs for the Semantic Web”, section 4.2, and Linked Data Platform practice: the thing
(``/id/…``) is not the document about it (``/page/…``, ``/data/…``).
"""

from __future__ import annotations

import io
import re
from urllib.parse import quote

from pyoxigraph import RdfFormat, parse, serialize
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kommunalgraph import knowledge
from kommunalgraph.serve import links
from kommunalgraph.serve.addresses import client_of
from kommunalgraph.serve.answering import TRIPLE_WRITERS
from kommunalgraph.serve.engine import Engine
from kommunalgraph.serve.faults import NotAcceptable, NotFound
from kommunalgraph.serve.formats import TRIPLES, Format
from kommunalgraph.serve.negotiation import preferred
from kommunalgraph.serve.responses import entity_tag, is_known, unchanged, wants_page
from kommunalgraph.vocabulary import PREFIXES

_ABOUT = "kommunalgraph.serve.entity_data:about"
_LOCAL = re.compile(r"[a-z-]+/(?:[\w.~:@!$&'()*+,;=-]|%[89A-F][0-9A-F])+(?:/[\w.~:-]+)*")
"""A name as it stands in an address: percent signs only for letters beyond ASCII."""

_BY_SUFFIX = {format_.suffix: format_ for format_ in TRIPLES.values()}


async def thing(request: Request) -> Response:
    """Lead to what is known of a resource: 303 to its page, or to its data."""
    local = quote(request.path_params["local"])
    if not _LOCAL.fullmatch(local):
        raise NotFound(f"{links.ID}{local}: is no name of a resource; write {links.ID}kind/key")
    if wants_page(request) and request.app.state.has_pages:
        target = f"{links.PAGE}{local}"
    else:
        target = f"{links.DATA}{local}.{_negotiated(request).suffix}"
    return RedirectResponse(target, status_code=303, headers={"Vary": "Accept"})


async def data(request: Request) -> Response:
    """Answer with the triples about a resource, and the claims that they rest on."""
    engine: Engine = request.app.state.engine
    local, dot, suffix = request.path_params["local"].rpartition(".")
    format_ = _BY_SUFFIX.get(suffix) if dot else None
    if format_ is None:  # no suffix: the name may have a dot of its own
        local, format_ = request.path_params["local"], _negotiated(request)
    headers = {"Cache-Control": "no-cache", "Vary": "Accept"}
    tag = entity_tag(engine.state, local, format_.name)
    if is_known(request, tag):
        return unchanged(tag, headers)
    iri = links.iri_of(local)
    content = await engine.call(_ABOUT, iri, format_.name, client=client_of(request))
    headers |= {"ETag": tag, "Link": f'<{quote(iri, safe=":/#%")}>; rel="describes"'}
    return Response(content, media_type=format_.content_type, headers=headers)


async def ontology(request: Request) -> Response:
    """Answer with the ontology, whose terms have this address before their ``#``."""
    format_ = _negotiated(request)
    content = (knowledge.folder("ontology") / "kommunalgraph.ttl").read_bytes()
    if format_.name != "ttl":
        triples = (quad.triple for quad in parse(content, RdfFormat.TURTLE))
        buffer = io.BytesIO()
        serialize(triples, buffer, format=TRIPLE_WRITERS[format_.name], prefixes=dict(PREFIXES))
        content = buffer.getvalue()
    headers = {"Vary": "Accept", "Cache-Control": "max-age=3600"}
    return Response(content, media_type=format_.content_type, headers=headers)


def _negotiated(request: Request) -> Format:
    """Return the RDF syntax that the client prefers; a browser that prefers none gets Turtle.

    Raises:
        NotAcceptable: the client accepts none.
    """
    names = preferred(TRIPLES, request.headers.get("accept"))
    if names:
        return TRIPLES[names[0]]
    if wants_page(request):
        return TRIPLES["ttl"]
    listed = ", ".join(format_.media_types[0] for format_ in TRIPLES.values())
    raise NotAcceptable(f"the data come as {listed}; name one of them in Accept")


ROUTES = [
    Route(f"{links.ID}{{local:path}}", thing),
    Route(f"{links.DATA}{{local:path}}", data),
    Route("/def", ontology),
]
