"""Running the application: uvicorn, with a time limit for what comes in."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import Any, ClassVar

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kommunalgraph.errors import StoreError
from kommunalgraph.graph.store import open_read_only
from kommunalgraph.serve.app import create_app
from kommunalgraph.serve.settings import Settings
from kommunalgraph.serve.snapshots import is_written

_CONNECTIONS = 1000
_GRACE = 10
"""Seconds that running requests get when the server is told to stop."""

_KEEP_ALIVE = 15
_TOO_LATE = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


Rest = Any
"""What uvicorn hands to its protocols beside the configuration."""


class Impatient(H11Protocol):
    """uvicorn's protocol, but a request's headers must have come within ``seconds``.

    uvicorn waits for them for ever, so that a few clients that send a byte a minute could take
    all connections.  (The time for the body is kept by ``hardening.py``.)
    """

    seconds: ClassVar[float] = 20.0

    def __init__(self, config: uvicorn.Config, *arguments: Rest, **options: Rest) -> None:
        super().__init__(config, *arguments, **options)
        self._deadline: asyncio.TimerHandle | None = None
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Take what came; wait for the rest if it is the first half of some headers."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._relax()
        elif self._deadline is None and self.conn.trailing_data[0]:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline."""
        self._relax()
        super().connection_lost(exc)

    def _expect(self) -> None:
        self._deadline = self.loop.call_later(self.seconds, self._cut)

    def _relax(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def _cut(self) -> None:
        if not self.transport.is_closing():
            self.transport.write(_TOO_LATE)
            self.transport.close()


def run(settings: Settings) -> None:
    """Serve until told to stop (SIGINT or SIGTERM); requests under way are answered first.

    Raises:
        StoreError: there is no store, or it is to be written and another process does so.
    """
    open_read_only(settings.store)
    if settings.writable and is_written(settings.store):
        raise StoreError(f"{settings.store}: another process writes to it; stop that one first")
    _log_to_standard_error()
    config = uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        http=type("Protocol", (Impatient,), {"seconds": settings.limits.reading}),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=list(settings.proxies),
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
    )
    uvicorn.Server(config).run()


def _log_to_standard_error() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
