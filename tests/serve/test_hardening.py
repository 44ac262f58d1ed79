"""What every request passes through, where a running server cannot show it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.types import Message, Receive, Scope, Send

from kommunalgraph.serve.hardening import Hardening
from kommunalgraph.serve.monitoring import Figures
from kommunalgraph.serve.settings import Settings

_SCOPE = {
    "type": "http",
    "method": "GET",
    "path": "/sparql",
    "raw_path": b"/sparql",
    "query_string": b"",
    "headers": [],
    "client": ("192.0.2.1", 1),
}


def test_a_request_cut_by_the_end_of_the_server_is_told_so() -> None:
    sent: list[Message] = []

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.Event().wait()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def stop_while_answering() -> None:
        settings = Settings(store=Path("muster.store"))
        answering = asyncio.ensure_future(
            Hardening(endless, settings=settings, figures=Figures())(dict(_SCOPE), receive, send)
        )
        await asyncio.sleep(0)
        answering.cancel()
        await answering

    asyncio.run(stop_while_answering())
    start, body = sent
    assert start["status"] == 503
    assert (b"retry-after", b"10") in start["headers"]
    assert b"stopping" in body["body"]
