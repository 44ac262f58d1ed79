"""One HTTP request to a remote store, sent patiently and read carefully.

Requests that may be repeated are repeated when the connection breaks or the server asks for
patience (429, 503), after growing pauses or the one that ``Retry-After`` names.  Answers are read
up to a size and within a time, so that neither a huge nor a dripping one holds a program up.
Secrets come from the environment, are in no message, and follow no redirect.
"""

from __future__ import annotations

import base64
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from kommunalgraph import __version__
from kommunalgraph.errors import RemoteError

Scheme = Literal["basic", "digest", "bearer"]

AGENT = f"kommunalgraph/{__version__}"
"""How we introduce ourselves; operators of public endpoints want to know."""

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which the same request may succeed; 500 is what some stores say under load."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
_LONGEST_PAUSE = 120.0  # seconds; a server that wants more is asked another day


@dataclass(frozen=True, slots=True)
class Credentials:
    """How we say who we are: user and password (basic, digest), or a token (bearer)."""

    scheme: Scheme
    user: str = ""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """What we put up with: seconds until an answer is complete, its bytes, repeated attempts.

    ``pause`` is how many seconds to wait before the first repetition; each next pause is twice as
    long.
    """

    timeout: float = 60.0
    most_bytes: int = 256 * 1024 * 1024
    attempts: int = 5
    pause: float = 1.0


class Answer(NamedTuple):
    """What came back: status, media type without parameters, and the whole body."""

    status: int
    media_type: str
    body: bytes


def credentials_from(
    environment: Mapping[str, str], scheme: Scheme | None = None
) -> Credentials | None:
    """Return the credentials that the environment holds, ``None`` where there are none.

    ``KOMMUNALGRAPH_TOKEN`` is a bearer token; ``KOMMUNALGRAPH_USER`` and
    ``KOMMUNALGRAPH_PASSWORD`` go by ``scheme``, basic unless told otherwise.

    Raises:
        RemoteError: a scheme is asked for, and its variables are not set.
    """
    token = environment.get("KOMMUNALGRAPH_TOKEN", "")
    user = environment.get("KOMMUNALGRAPH_USER", "")
    password = environment.get("KOMMUNALGRAPH_PASSWORD", "")
    if scheme == "bearer" or (scheme is None and token):
        if not token:
            raise RemoteError("no token: set KOMMUNALGRAPH_TOKEN in the environment")
        return Credentials("bearer", secret=token)
    if user:
        return Credentials(scheme or "basic", user, password)
    if scheme:
        raise RemoteError(
            "no user: set KOMMUNALGRAPH_USER and KOMMUNALGRAPH_PASSWORD in the environment"
        )
    return None


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the answer comes back as it is, and is judged there."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Return nothing, which leaves the redirect to the caller."""


class Connection:
    """Sends requests one after the other; not for use from several threads.

    ``sleep`` and ``say`` are called with seconds to wait and with a line about each repetition.
    ``least_pause`` is the time between two requests that politeness asks for.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        credentials: Credentials | None = None,
        agent: str = AGENT,
        least_pause: float = 0.0,
        sleep: Callable[[float], None] = time.sleep,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.limits = limits or Limits()
        self._credentials = credentials
        self._agent = agent
        self._least_pause = least_pause
        self._sleep = sleep
        self._say = say
        self._asked_before = False
        self._opener = _opener(credentials)

    def send(self, request: urllib.request.Request) -> Answer:
        """Send ``request`` and return the answer, whatever its status below 400.

        The request must be one that may be repeated: a query, or an update of plain data.

        Raises:
            RemoteError: no answer, an answer that is too big or too slow, a redirect, or a
                status of 400 and above; the message quotes the beginning of what was answered.
        """
        address = _address(request)
        self._prepare(request)
        for attempt in range(1, self.limits.attempts + 1):
            if self._asked_before and self._least_pause:
                self._sleep(self._least_pause)
            self._asked_before = True
            try:
                return self._sent(request, address)
            except _Passing as passing:
                if attempt == self.limits.attempts:
                    raise passing.error from passing
                pause = self._pause(passing, attempt)
                self._say(f"{passing.error}; again in {pause:g} s")
                self._sleep(pause)
        raise AssertionError("at least one attempt")

    def _prepare(self, request: urllib.request.Request) -> None:
        request.add_header("User-Agent", self._agent)
        known = self._credentials
        if known and known.scheme == "bearer":
            request.add_unredirected_header("Authorization", f"Bearer {known.secret}")
        elif known and known.scheme == "basic":
            pair = f"{known.user}:{known.secret}".encode()
            encoded = base64.b64encode(pair).decode("ascii")
            request.add_unredirected_header("Authorization", f"Basic {encoded}")

    def _sent(self, request: urllib.request.Request, address: str) -> Answer:
        deadline = time.monotonic() + self.limits.timeout
        try:
            with self._opener.open(request, timeout=self.limits.timeout) as response:
                body = self._read(response, deadline, address)
                return Answer(response.status, response.headers.get_content_type(), body)
        except urllib.error.HTTPError as error:
            raise self._refusal(error, deadline, address) from error
        except (HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise RemoteError(_too_slow(address, self.limits)) from error
            said = str(reason) or type(reason).__name__
            broken = RemoteError(f"{address}: cannot be asked: {said}")
            if isinstance(reason, ConnectionRefusedError):
                raise broken from error  # nobody is there: no use in knocking again
            raise _Passing(broken) from error
        except ValueError as error:
            raise RemoteError(f"{address}: no address to send to: {error}") from error

    def _read(
        self, response: HTTPResponse | urllib.error.HTTPError, deadline: float, address: str
    ) -> bytes:
        """Read a body to its end, its size limit, or the end of patience."""
        stated = response.headers.get("Content-Length") or ""
        expected = int(stated) if stated.isdecimal() else None
        body = bytearray()
        while len(body) != expected and (chunk := response.read1(_CHUNK)):
            body += chunk
            if len(body) > self.limits.most_bytes:
                raise RemoteError(
                    f"{address}: the answer is larger than {self.limits.most_bytes:,} bytes; "
                    "ask for less"
                )
            if time.monotonic() > deadline:
                raise RemoteError(_too_slow(address, self.limits))
        if expected is not None and len(body) < expected:
            raise IncompleteRead(bytes(body[:0]), expected - len(body))
        return bytes(body)

    def _refusal(
        self, error: urllib.error.HTTPError, deadline: float, address: str
    ) -> RemoteError | _Passing:
        status = error.code
        if status in _REDIRECTS:
            target = error.headers.get("Location", "somewhere else")
            return RemoteError(
                f"{address}: has moved to {target}; give that address", status=status
            )
        try:
            said = _first_lines(self._read(error, deadline, address))
        except (RemoteError, HTTPException, OSError):
            said = ""
        message = f"{address}: {_meaning(status)} (HTTP {status})" + (f": {said}" if said else "")
        refusal = RemoteError(message, status=status)
        return _Passing(refusal, error.headers) if status in _PASSING else refusal

    def _pause(self, passing: _Passing, attempt: int) -> float:
        """Return how many seconds to wait: what the server says, else twice the last pause."""
        asked = _retry_after(passing.headers)
        if asked is not None and asked > _LONGEST_PAUSE:
            raise RemoteError(
                f"{passing.error}; it asks to come back in {asked:g} s, so come back later",
                status=passing.error.status,
            ) from passing
        grown = min(self.limits.pause * 2.0 ** (attempt - 1), _LONGEST_PAUSE)
        return grown if asked is None else asked


class _Passing(Exception):
    """A failure that may pass, with the error to raise if it does not, and what headers say."""

    def __init__(self, error: RemoteError, headers: Message | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.headers = headers


def _opener(credentials: Credentials | None) -> urllib.request.OpenerDirector:
    handlers: list[urllib.request.BaseHandler] = [_Stay()]
    if credentials and credentials.scheme == "digest":
        passwords = _OnePassword(credentials.user, credentials.secret)
        handlers.append(urllib.request.HTTPDigestAuthHandler(passwords))
    return urllib.request.build_opener(*handlers)


class _OnePassword(urllib.request.HTTPPasswordMgr):
    """Answers each realm of the one server that a connection speaks with."""

    def __init__(self, user: str, secret: str) -> None:
        super().__init__()
        self._pair = user, secret

    def find_user_password(self, realm: str, authuri: str) -> tuple[str | None, str | None]:
        """Return user and password, whatever the realm is called."""
        return self._pair


def _address(request: urllib.request.Request) -> str:
    """Return the address of a request as messages show it: no query, no user and password."""
    parts = urlsplit(request.full_url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _meaning(status: int) -> str:
    if status in (401, 403):
        return "no access; set KOMMUNALGRAPH_USER and KOMMUNALGRAPH_PASSWORD, or _TOKEN, and --auth"
    return {
        400: "refuses the request",
        404: "no access to an endpoint there",
        405: "refuses the method; is this the address for updates?",
        413: "the request is too large for it; send smaller --batch",
        429: "asked too often",
        503: "is not available",
    }.get(status, "fails")


def _too_slow(address: str, limits: Limits) -> str:
    return f"{address}: no answer within {limits.timeout:g} s; allow more with --timeout"


def _first_lines(body: bytes) -> str:
    text = body[:2000].decode("utf-8", errors="replace")
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    return " ".join(c for c in " ".join(lines[:2])[:200].split())


def _retry_after(headers: Message | None) -> float | None:
    """Return the seconds that ``Retry-After`` names, as a number or as a date (RFC 9110)."""
    value = (headers.get("Retry-After") or "").strip() if headers else ""
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return None
