"""What a server is told once, at its start."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take; times in seconds, sizes in bytes.

    ``query``: the time after which a query is ended.  ``patience``: the processor time after which
    it counts as slow and leaves the lane of the quick ones; ``haste`` the same while others wait
    for too long.  ``export``: as ``query``, for a
    download of the whole graph.  ``answer``: size of an answer.  ``buffer``: what of it is held
    back, so that an error still finds an unsent status line.  ``body``: size of a request that
    asks; ``upload``: of one that writes.  ``memory``: what one worker process may allocate.
    ``workers``: processes for quick queries, and as many again for clients whose queries are quick;
    ``slow``: slow queries at a time; ``parked``: slow queries stopped until it is their turn;
    ``held``: what slow queries may take of memory together; ``waiting``: requests that may wait
    for a process; ``per_client``: those of one address, running or waiting.  ``reading``: time in
    which a request must have arrived whole.  ``kept``: size of the answers kept for those who ask
    the same.
    """

    query: float = 30.0
    patience: float = 0.25
    haste: float = 0.03
    export: float = 300.0
    answer: int = 64 * MIB
    buffer: int = MIB
    body: int = MIB
    upload: int = 64 * MIB
    memory: int = 1024 * MIB
    workers: int = field(default_factory=lambda: max(2, min(8, os.cpu_count() or 2)))
    slow: int = field(default_factory=lambda: max(2, min(8, os.cpu_count() or 2)))
    parked: int = 16
    held: int = 4096 * MIB
    waiting: int = 128
    per_client: int = 64
    reading: float = 20.0
    kept: int = 32 * MIB


@dataclass(frozen=True, slots=True)
class Settings:
    """The store that is served, where, and how far.

    ``base_iri`` is the public address of the server, with a slash at its end; without one, each
    request's own address counts.  ``writable`` needs a ``token``.  ``proxies`` are the addresses
    whose ``X-Forwarded-…`` headers are believed.  ``cors`` is the origin that browsers may read
    from: ``*`` for all, ``None`` for none.  With ``texts`` the pages show whole articles where the
    documents are still at hand, which stay under the rights of their publishers.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    base_iri: str | None = None
    writable: bool = False
    token: str | None = None
    proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    cors: str | None = "*"
    texts: bool = False
    limits: Limits = field(default_factory=Limits)
