"""The whole graph as a file, in every format of ``export``; made once for each state."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Store
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from kommunalgraph.export.exporting import FORMATS, export_to
from kommunalgraph.export.registry import formats
from kommunalgraph.serve import links
from kommunalgraph.serve.addresses import client_of
from kommunalgraph.serve.engine import Engine
from kommunalgraph.serve.faults import NotFound
from kommunalgraph.serve.formats import TRIPLES
from kommunalgraph.serve.responses import entity_tag, is_known, unchanged

_MAKE = "kommunalgraph.serve.downloads:make"
_CHUNK = 1 << 18


async def download(request: Request) -> Response:
    """Answer with the graph in one format; ``?claims`` adds articles and claims."""
    engine: Engine = request.app.state.engine
    name, claims = request.path_params["format"], "claims" in request.query_params
    if name not in FORMATS:
        raise NotFound(f"{name}: no such format; there are {', '.join(FORMATS)}")
    headers = {"Cache-Control": "no-cache"}
    tag = entity_tag(engine.state, "download", name, claims)
    if is_known(request, tag):
        return unchanged(tag, headers)
    made = await engine.file(_MAKE, name, claims, client=client_of(request))
    suffix = formats()[name].suffix
    headers |= {
        "ETag": tag,
        "Content-Length": str(os.fstat(made.fileno()).st_size),
        "Content-Disposition": f'attachment; filename="kommunalgraph.{suffix}"',
    }
    return StreamingResponse(_parts(made), media_type=_media_type(name), headers=headers)


def _media_type(name: str) -> str:
    if name in TRIPLES:
        return TRIPLES[name].content_type
    media_type = formats()[name].media_type
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _parts(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while part := file.read(_CHUNK):
            yield part


def make(graph: Store, name: str, claims: bool, target: str) -> None:
    """Write the graph to the file ``target`` (runs in a worker process)."""
    with Path(target).open("wb") as out:
        export_to(graph, name, out, claims=claims)


ROUTES = [Route(f"{links.EXPORTS}/{{format}}", download)]
