"""How the server and its worker processes speak: frames of a kind, a length and bytes.

A job goes to a worker as one ``JOB`` frame (JSON).  Back comes one ``HEAD`` (JSON: media type and
kind of the answer), any number of ``DATA`` (bytes), and ``END`` (JSON: figures); or, at any point
after the job, one ``FAILED`` (JSON: the kind of error and a message) instead of the rest.
"""

from __future__ import annotations

import asyncio
import json
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

JOB, HEAD, DATA, END, FAILED = b"J", b"H", b"D", b"E", b"F"

_FRONT = struct.Struct("!cI")

CHUNK = 1 << 16
"""Bytes of an answer that a worker gathers before it sends them."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message; ``content`` is JSON except in ``DATA``."""

    kind: bytes
    content: bytes

    def json(self) -> dict[str, Any]:
        """Return the content of a frame that is no ``DATA``."""
        found: dict[str, Any] = json.loads(self.content)
        return found


def packed(kind: bytes, content: bytes | dict[str, Any]) -> bytes:
    """Return a frame as bytes."""
    if isinstance(content, dict):
        content = json.dumps(content).encode()
    return _FRONT.pack(kind, len(content)) + content


def read_frame(stream: BinaryIO) -> Frame | None:
    """Read the next frame, ``None`` where the stream ends."""
    front = stream.read(_FRONT.size)
    if len(front) < _FRONT.size:
        return None
    kind, length = _FRONT.unpack(front)
    content = stream.read(length)
    return Frame(kind, content) if len(content) == length else None


async def receive(stream: asyncio.StreamReader) -> Frame | None:
    """Read the next frame, ``None`` where the stream ends."""
    try:
        kind, length = _FRONT.unpack(await stream.readexactly(_FRONT.size))
        return Frame(kind, await stream.readexactly(length))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
