"""What a server refuses, each with its HTTP status; the message says what to do."""

from __future__ import annotations

from collections.abc import Mapping

from kommunalgraph.errors import KommunalgraphError


class Refused(KommunalgraphError):
    """A request is not answered; ``retry_after`` seconds later it may be."""

    status = 400
    retry_after: int | None = None
    headers: Mapping[str, str] = {}


class NotFound(Refused):
    """The graph has nothing of this name."""

    status = 404


class NotAcceptable(Refused):
    """The answer has none of the formats that the client accepts."""

    status = 406


class TookTooLong(Refused):
    """The request did not arrive in time."""

    status = 408
    headers: Mapping[str, str] = {"Connection": "close"}


class TooLarge(Refused):
    """The request or its answer is larger than the limit."""

    status = 413
    headers: Mapping[str, str] = {"Connection": "close"}


class AddressTooLong(TooLarge):
    """The address, with its parameters, is longer than the limit."""

    status = 414


class HeadersTooLarge(TooLarge):
    """The headers are larger than the limit."""

    status = 431


class Unsupported(Refused):
    """The content of the request is of a media type that has no place here."""

    status = 415


class Unauthorized(Refused):
    """Writers must show the token."""

    status = 401
    headers: Mapping[str, str] = {"WWW-Authenticate": 'Bearer realm="kommunalgraph"'}


class Forbidden(Refused):
    """The server does not write."""

    status = 403


class WrongMethod(Refused):
    """The resource knows other methods."""

    status = 405
    headers: Mapping[str, str] = {"Allow": "GET, HEAD, POST, OPTIONS"}


class TooMany(Refused):
    """One client asks too much at a time."""

    status = 429
    retry_after = 1


class Busy(Refused):
    """All processes are taken, or starting."""

    status = 503
    retry_after = 1


class Stopping(Refused):
    """The server was told to stop, and what it was asked took longer than it could wait."""

    status = 503
    retry_after = 10


class TimeIsUp(Refused):
    """The query took longer than the limit and was ended."""

    status = 503
    retry_after = 60


class Crashed(Refused):
    """The process that ran the query died; most often it was out of memory."""

    status = 503
    retry_after = 60


class ClientGone(Refused):
    """Nobody waits for the answer any more (a status that only the log sees)."""

    status = 499


class OurFault(Refused):
    """Something went wrong that the client cannot help."""

    status = 500
