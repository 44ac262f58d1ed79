"""What every request passes through: size and time limits, security headers, CORS, access log.

Headers after the OWASP Secure Headers Project; CORS after the Fetch standard.
"""

from __future__ import annotations

import asyncio
import logging
import time

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kommunalgraph.serve.faults import (
    AddressTooLong,
    HeadersTooLarge,
    Refused,
    Stopping,
    TookTooLong,
    TooLarge,
)
from kommunalgraph.serve.monitoring import Figures
from kommunalgraph.serve.responses import refusal
from kommunalgraph.serve.settings import Settings

PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""Content-Security-Policy of pages: everything from here, nothing inline.

A page that cannot do without inline styles sets a header of its own."""

DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""Content-Security-Policy of everything that is no page: a browser shows it, and no more."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_EXPOSED = "ETag, Link, Location, Retry-After"
_METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
_ASKED = "Accept, Authorization, Content-Type, If-None-Match"
_LONGEST_ADDRESS = _LARGEST_HEADERS = 1 << 15
_OPEN = "/static/"

_access = logging.getLogger("kommunalgraph.access")


class Hardening:
    """ASGI middleware that holds every request to the limits and every answer to the policy."""

    def __init__(self, app: ASGIApp, *, settings: Settings, figures: Figures) -> None:
        self._app = app
        self._settings = settings
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        exchange = _Exchange(request, self._settings, send)
        try:
            await self._answer(request, exchange, receive)
        finally:
            status, seconds = exchange.status, time.perf_counter() - exchange.began
            self._figures.count(request.method, status, seconds)
            _access.info(
                '%s "%s %s" %d %d %.3f',
                request.client.host if request.client else "-",
                request.method,
                scope.get("raw_path", b"").decode("latin-1").encode("unicode_escape").decode(),
                status,
                exchange.size,
                seconds,
            )

    async def _answer(self, request: Request, exchange: _Exchange, receive: Receive) -> None:
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
            await Response(status_code=204)(request.scope, receive, exchange.send)
            return
        limits = self._settings.limits
        is_upload = self._settings.writable and "authorization" in request.headers
        arriving = _Arriving(
            receive, most=limits.upload if is_upload else limits.body, seconds=limits.reading
        )
        try:
            _check_head(request.scope)
            arriving.check(request.headers.get("content-length"))
            await self._app(request.scope, arriving.receive, exchange.send)
        except Refused as error:
            if exchange.status:
                raise
            await refusal(request, error)(request.scope, receive, exchange.send)
        except asyncio.CancelledError:  # at the end of the time that a stopping server has
            if exchange.status:
                raise
            stopping = Stopping("the server is stopping; ask again when it is back")
            await refusal(request, stopping)(request.scope, receive, exchange.send)


def _check_head(scope: Scope) -> None:
    """Refuse an address or headers that are larger than honest ones."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _LONGEST_ADDRESS:
        raise AddressTooLong(
            f"an address may have {_LONGEST_ADDRESS} bytes; send a long query by POST"
        )
    if sum(len(name) + len(value) for name, value in scope["headers"]) > _LARGEST_HEADERS:
        raise HeadersTooLarge(f"headers may have {_LARGEST_HEADERS} bytes together")


class _Arriving:
    """The body of a request as it comes in, up to a size and a time."""

    def __init__(self, receive: Receive, *, most: int, seconds: float) -> None:
        self._receive = receive
        self._most = most
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._size = 0
        self._done = False

    def check(self, announced: str | None) -> None:
        """Refuse at once what says that it is too large."""
        if announced and announced.isdecimal() and int(announced) > self._most:
            raise TooLarge(f"a request may have {self._most} bytes, this has {announced}")

    async def receive(self) -> Message:
        """Return the next part."""
        if self._done:
            return await self._receive()
        try:
            async with asyncio.timeout_at(
                asyncio.get_running_loop().time() + max(0.0, self._until - time.monotonic())
            ):
                message = await self._receive()
        except TimeoutError as error:
            raise TookTooLong(
                f"the request did not arrive within {self._seconds:g} seconds"
            ) from error
        self._size += len(message.get("body", b""))
        if self._size > self._most:
            raise TooLarge(f"a request may have {self._most} bytes")
        self._done = not message.get("more_body", False)
        return message


class _Exchange:
    """The answer as it goes out: adds headers, notes status and size."""

    def __init__(self, request: Request, settings: Settings, send: Send) -> None:
        self._request = request
        self._settings = settings
        self._send = send
        self.began = time.perf_counter()
        self.status = 0
        self.size = 0

    async def send(self, message: Message) -> None:
        """Send on one message of the application."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._add_headers(MutableHeaders(scope=message))
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
        await self._send(message)

    def _add_headers(self, headers: MutableHeaders) -> None:
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        is_page = headers.get("content-type", "").startswith("text/html")
        is_static = self._request.url.path.startswith(_OPEN)
        policy = PAGE_POLICY if is_page or is_static else DATA_POLICY
        headers.setdefault("Content-Security-Policy", policy)
        origin = self._settings.cors
        if origin is None:
            headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
            return
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = _EXPOSED
        if origin != "*":
            headers.add_vary_header("Origin")
        if self._request.method == "OPTIONS":
            headers["Access-Control-Allow-Methods"] = _METHODS
            headers["Access-Control-Allow-Headers"] = _ASKED
            headers["Access-Control-Max-Age"] = "86400"
