"""A worker process: answers jobs over a read-only store, one after the other, until its input ends.

pyoxigraph cannot cancel a query, so whoever started this process ends a query by ending the
process.  Started by ``engine.py`` as ``python -m kommunalgraph.serve.worker MEMORY``.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import Store

from kommunalgraph.errors import KommunalgraphError
from kommunalgraph.graph.replacing import is_unfinished
from kommunalgraph.graph.store import open_read_only
from kommunalgraph.serve import answering, frames, sandbox
from kommunalgraph.serve.faults import OurFault, Refused, TooLarge

_OURS = "kommunalgraph."


class Reply:
    """Where an answer is written to: a file for pyoxigraph, frames for the server.

    Raises:
        TooLarge: more than ``limit`` bytes were written.
    """

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._waiting = bytearray()
        self.size = 0

    def head(self, **facts: object) -> None:
        """Say what kind of answer will follow."""
        self._stream.write(frames.packed(frames.HEAD, facts))

    def write(self, data: bytes) -> int:
        """Add to the answer."""
        self.size += len(data)
        if self.size > self._limit:
            raise TooLarge(
                f"the answer is larger than {self._limit} bytes; ask for less, with LIMIT"
            )
        self._waiting += data
        if len(self._waiting) >= frames.CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send what has been gathered."""
        if self._waiting:
            self._stream.write(frames.packed(frames.DATA, bytes(self._waiting)))
            self._stream.flush()
            self._waiting.clear()

    def end(self) -> None:
        """Say that the answer is complete."""
        self.flush()
        self._stream.write(frames.packed(frames.END, {"size": self.size}))
        self._stream.flush()

    def failed(self, error: KommunalgraphError) -> None:
        """Say that there is no answer, or no more of it."""
        name = type(error).__name__ if isinstance(error, Refused) else Refused.__name__
        content = {"error": name, "message": str(error)}
        self._stream.write(frames.packed(frames.FAILED, content))
        self._stream.flush()


def _query(graph: Store, job: dict[str, Any], reply: Reply) -> None:
    answering.query(graph, answering.Query(**job["query"]), reply)


def _call(graph: Store, job: dict[str, Any], reply: Reply) -> None:
    """Run one of our own reading functions; bytes are sent as they are, all else as JSON."""
    result = _function(job["function"])(graph, *job["arguments"])
    is_bytes = isinstance(result, bytes)
    reply.head(media_type="application/octet-stream" if is_bytes else "application/json")
    data = result if is_bytes else json.dumps(result, ensure_ascii=False).encode()
    for start in range(0, len(data), frames.CHUNK):
        reply.write(data[start : start + frames.CHUNK])


def _function(name: str) -> Callable[..., Any]:
    """Return a function of ours by ``module:name``."""
    module, colon, attribute = name.partition(":")
    if not colon or not module.startswith(_OURS):
        raise OurFault(f"{name}: write kommunalgraph.module:function")
    found: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
    return found


def _open(graph: Store, job: dict[str, Any], reply: Reply) -> None:
    """Answer a job that only wants the store open; tell whether a build of it was cut short."""
    reply.head(media_type="application/json")
    reply.write(json.dumps({"unfinished": is_unfinished(graph)}).encode())


_JOBS = {"query": _query, "call": _call, "open": _open}


class _Opened:
    """The store that is open; another path closes it first."""

    def __init__(self) -> None:
        self._path: str | None = None
        self._store: Store | None = None

    def at(self, path: str) -> Store:
        if self._store is None or path != self._path:
            self._store = None
            gc.collect()  # RocksDB closes its files with the last reference
            self._store = open_read_only(Path(path))
            self._path = path
        return self._store


def answer_jobs(do: Callable[[dict[str, Any], Reply], None], *, memory: int) -> None:
    """Answer jobs from standard input until it ends, each by ``do``."""
    source = os.fdopen(os.dup(0), "rb")
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not come between the frames
    sandbox.confine(memory=memory)
    while (frame := frames.read_frame(source)) is not None:
        job = frame.json()
        reply = Reply(stream, job["limit"])
        try:
            do(job, reply)
            reply.end()
        except KommunalgraphError as error:
            reply.failed(error)


def main() -> None:
    """Answer reading jobs; the one argument is how much memory they may take."""
    opened = _Opened()
    answer_jobs(
        lambda job, reply: _JOBS[job["do"]](opened.at(job["store"]), job, reply),
        memory=int(sys.argv[1]),
    )


if __name__ == "__main__":
    main()
