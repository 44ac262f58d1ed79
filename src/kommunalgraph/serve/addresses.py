"""Who asks, and under which address the server was reached."""

from __future__ import annotations

from starlette.requests import Request

from kommunalgraph.serve.settings import Settings


def client_of(request: Request) -> str:
    """Return the address of the client, which limits per client count by."""
    return request.client.host if request.client else "unknown"


def address_of(request: Request, path: str) -> str:
    """Return the public address of ``path``, which begins with a slash.

    It begins with ``--base-iri`` where given, else with what the request was sent to.
    """
    settings: Settings = request.app.state.settings
    base = settings.base_iri or str(request.base_url)
    return base.rstrip("/") + path


def own_address(request: Request) -> str:
    """Return the public address of the request itself, percent-encoded as sent, without query."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    return address_of(request, raw.decode("ascii", errors="replace"))
