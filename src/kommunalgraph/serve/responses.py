"""HTTP answers: what a worker writes, errors, and what every cache must know."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncGenerator, Coroutine, Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kommunalgraph.serve.engine import Answer
from kommunalgraph.serve.faults import ClientGone, Refused
from kommunalgraph.serve.negotiation import prefers_html


async def from_answer(
    answer: Answer, *, buffer: int, headers: Mapping[str, str] | None = None
) -> Response:
    """Return a worker's answer: whole where it fits into ``buffer`` bytes, else as it comes.

    An error that shows while the buffer fills finds the status line unsent; after that the
    connection is cut, which no client can take for the end of an answer.
    """
    parts: list[bytes] = []
    size = 0
    async for chunk in answer.chunks:
        parts.append(chunk)
        size += len(chunk)
        if size > buffer:
            break
    else:
        content = b"".join(parts)
        return Response(content, media_type=answer.head["media_type"], headers=headers)
    rest = _joined(parts, answer.chunks)
    return StreamingResponse(rest, media_type=answer.head["media_type"], headers=headers)


async def _joined(
    parts: list[bytes], chunks: AsyncGenerator[bytes, None]
) -> AsyncGenerator[bytes, None]:
    try:
        for part in parts:
            yield part
        async for chunk in chunks:
            yield chunk
    finally:
        await chunks.aclose()


async def while_present(request: Request, work: Coroutine[object, object, Response]) -> Response:
    """Do ``work`` for as long as the client waits for it; its body must have been read.

    Raises:
        ClientGone: the client has closed the connection; the work was ended.
    """
    working = asyncio.ensure_future(work)
    watching = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((working, watching), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise ClientGone("the client is gone")
    finally:
        for task in (working, watching):
            task.cancel()
        await asyncio.gather(working, watching, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def refusal(_: Request, error: Exception) -> Response:
    """Return an error as plain text, with ``Retry-After`` where another try may help."""
    if not isinstance(error, Refused):
        raise error
    headers = {"Cache-Control": "no-store", **error.headers}
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    return Response(
        f"{error}\n",
        status_code=error.status,
        media_type="text/plain; charset=utf-8",
        headers=headers,
    )


def entity_tag(state: str, *parts: object) -> str:
    """Return a weak entity tag (RFC 9110, 8.8.3) for what one state of the store answers."""
    digest = hashlib.sha256(json.dumps([state, *parts], default=str).encode())
    return f'W/"{digest.hexdigest()[:32]}"'


def is_known(request: Request, tag: str) -> bool:
    """Tell whether the client holds the answer with this tag already (``If-None-Match``)."""
    known = request.headers.get("if-none-match", "")
    bare = tag.removeprefix("W/")
    return known.strip() == "*" or bare in (
        part.strip().removeprefix("W/") for part in known.split(",")
    )


def unchanged(tag: str, headers: Mapping[str, str]) -> Response:
    """Return 304 with the headers that the full answer would have (RFC 9110, 15.4.5)."""
    return Response(status_code=304, headers={**headers, "ETag": tag})


def wants_page(request: Request) -> bool:
    """Tell whether a person asks."""
    return prefers_html(request.headers.get("accept"))
