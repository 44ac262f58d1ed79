"""The engine behind the pages and the endpoint: queries and reading functions, run in processes.

    rows = await engine.select("SELECT ?name { … }", timeout=5)
    page = await engine.call("kommunalgraph.serve.pages.entities:entity", iri)

A job that takes too long is ended with its process; the others do not notice.  All jobs see one
state of the store, and its successor as soon as that is complete (``snapshots.py``).
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
import os
from collections.abc import AsyncGenerator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from kommunalgraph.errors import KommunalgraphError
from kommunalgraph.serve import frames
from kommunalgraph.serve.answering import Query
from kommunalgraph.serve.faults import Forbidden, OurFault, Refused
from kommunalgraph.serve.lanes import Lanes
from kommunalgraph.serve.processes import Nursery, Worker
from kommunalgraph.serve.settings import Settings
from kommunalgraph.serve.snapshots import Snapshot, Snapshots
from kommunalgraph.serve.writing import Writing

Json = Any
"""What JSON can hold, or bytes."""

_OURSELVES = "server"
"""The client in whose name the server itself asks."""

_log = logging.getLogger("kommunalgraph.serve")

_MOST_REMEMBERED = 200

_LOOK = 0.5
"""Seconds between two looks at the store."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: what it is, of which state of the store, and its bytes as they come."""

    head: dict[str, Any]
    state: str
    chunks: AsyncGenerator[bytes, None]


class Engine:
    """Worker processes over the store of ``settings``; open it before use, and close it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._limits = settings.limits
        self._nursery = Nursery()
        self.lanes = Lanes(self._limits, self._start)
        self._snapshots = Snapshots(settings.store)
        self._looking: asyncio.Task[None] | None = None
        self._making: dict[str, asyncio.Lock] = {}
        self._memory: dict[tuple[str, ...], asyncio.Future[Json]] = {}
        self._writing: Writing | None = None
        if settings.writable:
            self._writing = Writing(settings, self._snapshots, self._nursery)

    @property
    def state(self) -> str:
        """Name the state of the store that jobs see now; the same state has the same name."""
        return self._snapshots.current.name

    async def open(self) -> None:
        """Take the first snapshot and start the processes.

        Raises:
            StoreError: the store is not there or cannot be read.
        """
        if self._writing:
            await self._writing.open()
            await self.lanes.open()
            return
        snapshot = await asyncio.to_thread(self._snapshots.take)
        await self.lanes.open()
        await self._check(snapshot)
        self._snapshots.adopt(snapshot)
        self._looking = asyncio.create_task(self._look())

    async def close(self) -> None:
        """End the processes and remove the snapshots."""
        if self._looking:
            self._looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._looking
        await self.lanes.close()
        if self._writing:
            await self._writing.close()
        await self._nursery.close()
        self._snapshots.close()

    async def write(self, job: Mapping[str, object]) -> dict[str, Any]:
        """Run a writing job (``writer.py``); whoever reads after it sees what it wrote.

        Raises:
            Refused: it cannot be done, or took longer than the limit; nothing was changed.
        """
        if self._writing is None:
            raise Forbidden("this server only reads; start it with --writable to write")
        return await self._writing.run(job)

    async def _start(self) -> Worker:
        """Start a process; once there is a snapshot, return it with that open.

        A job so never pays for the start of its process out of its own time.
        """
        worker = await self._nursery.start("worker", str(self._limits.memory))
        snapshot = self._snapshots.current_or_none
        if snapshot:
            job = {"do": "open", "store": str(snapshot.path), "limit": self._limits.answer}
            with self._snapshots.held(snapshot), contextlib.suppress(Refused):
                async for _ in worker.run(job):
                    pass  # a worker that cannot open it says so to its first job as well
        return worker

    async def _look(self) -> None:
        """Follow the store: whenever a writer has left it changed, go on with its new state."""
        while True:
            await asyncio.sleep(_LOOK)
            if self._snapshots.is_stale():
                try:
                    await self.refresh()
                except (KommunalgraphError, OSError) as error:
                    _log.warning("the new state of the store cannot be used yet: %s", error)

    async def refresh(self) -> None:
        """Go on with the present state of the store, if it is complete and nobody writes."""
        snapshot = await asyncio.to_thread(self._snapshots.take_if_quiet)
        if snapshot is None:
            return
        try:
            unfinished = (await self._check(snapshot))["unfinished"]
        except Refused:
            self._snapshots.discard(snapshot)
            raise
        if unfinished:
            _log.warning("a build of the store was cut short; serving the state before it")
            self._snapshots.reject(snapshot)
            return
        self._snapshots.adopt(snapshot)
        # Idle processes let go of the files of the former state.
        idle = len(self.lanes.idle())
        await asyncio.gather(*(self._check(snapshot) for _ in range(idle)))

    async def _check(self, snapshot: Snapshot) -> dict[str, Any]:
        """Open a snapshot in one process, before anybody sees it."""
        job = {"do": "open", "store": str(snapshot.path)}
        data = await self._gathered(job, seconds=self._limits.query, client=_OURSELVES)
        found: dict[str, Any] = json.loads(data)
        return found

    async def select(
        self, sparql: str, *, timeout: float | None = None, client: str = _OURSELVES
    ) -> list[dict[str, dict[str, str]]]:
        """Return the rows of a SELECT: variable to ``{"type": …, "value": …}``, as in SPARQL JSON.

        Raises:
            Refused: the query cannot be run, or took longer than ``timeout`` seconds.
        """
        answer = await self.query(Query(sparql, rows=("json",)), timeout=timeout, client=client)
        if answer.head["kind"] != "rows":
            raise OurFault("select() wants a SELECT query")
        document = json.loads(b"".join([chunk async for chunk in answer.chunks]))
        rows: list[dict[str, dict[str, str]]] = document["results"]["bindings"]
        return rows

    async def call(
        self,
        function: str,
        *arguments: object,
        timeout: float | None = None,
        client: str = _OURSELVES,
    ) -> Json:
        """Run a reading function of ours in a worker and return what it returns.

        ``function`` is ``kommunalgraph.module:name``; it gets the store and ``arguments``, which
        must be JSON, and returns bytes or what JSON can hold.

        Raises:
            Refused: the function said so, or took longer than ``timeout`` seconds.
        """
        job = {"do": "call", "function": function, "arguments": arguments}
        answer = await self.ask(job, timeout=timeout, client=client)
        data = b"".join([chunk async for chunk in answer.chunks])
        return json.loads(data) if answer.head["media_type"] == "application/json" else data

    async def remembered(self, function: str, *arguments: str) -> Json:
        """As ``call``, but once for each state of the store; for what many ask."""
        key = (self.state, function, *arguments)
        if key not in self._memory:
            if len(self._memory) >= _MOST_REMEMBERED:
                self._memory.clear()
            task = asyncio.ensure_future(self.call(function, *arguments))
            self._memory[key] = task
            task.add_done_callback(lambda done: self._forget_failed(key, done))
        return await asyncio.shield(self._memory[key])

    def _forget_failed(self, key: tuple[str, ...], done: asyncio.Future[Json]) -> None:
        if done.cancelled() or done.exception():
            self._memory.pop(key, None)

    async def file(self, function: str, *arguments: object, client: str) -> BinaryIO:
        """Return the file that a function of ours makes, made once for each state of the store.

        The function gets the store, ``arguments`` and the path to write to.
        """
        snapshot = self._snapshots.current
        with self._snapshots.held(snapshot):
            digest = hashlib.sha256(repr((function, arguments)).encode()).hexdigest()
            path = snapshot.path / f"made-{digest[:16]}"
            async with self._making.setdefault(str(path), asyncio.Lock()):
                if not path.exists():
                    partial = f"{path}.new"
                    limit = self._limits.export
                    store = str(snapshot.path)
                    job: dict[str, Any] = {"do": "call", "function": function, "store": store}
                    job["arguments"] = [*arguments, partial]
                    answer = await self.ask(job, timeout=limit, client=client)
                    async for _ in answer.chunks:
                        pass
                    await asyncio.to_thread(os.replace, partial, path)
            return path.open("rb")

    async def query(
        self, query: Query, *, timeout: float | None = None, client: str = _OURSELVES
    ) -> Answer:
        """Run a query and return its answer as soon as it begins.

        Raises:
            Refused: the query cannot be run.  Iterating the chunks may raise it as well.
        """
        return await self.ask(
            {"do": "query", "query": asdict(query)}, timeout=timeout, client=client
        )

    async def ask(
        self, job: dict[str, Any], *, timeout: float | None = None, client: str = _OURSELVES
    ) -> Answer:
        """Run a job and return its answer as soon as it begins."""
        job = {"store": str(self._snapshots.current.path), **job}
        seconds = min(timeout or self._limits.query, self._limits.export)
        snapshot = self._snapshots.current
        source = self._frames(job, snapshot, seconds=seconds, client=client)
        try:
            head = await anext(source)
        except StopAsyncIteration as nothing:
            raise OurFault("a worker ended a job without an answer") from nothing
        return Answer(head.json(), snapshot.name, _contents(source))

    async def _gathered(self, job: dict[str, Any], *, seconds: float, client: str) -> bytes:
        async with self.lanes.worker(client, seconds=seconds) as worker:
            frames_ = [f async for f in worker.run({"limit": self._limits.answer, **job})]
        return b"".join(f.content for f in frames_ if f.kind == frames.DATA)

    async def _frames(
        self, job: dict[str, Any], snapshot: Snapshot, *, seconds: float, client: str
    ) -> AsyncGenerator[frames.Frame, None]:
        """Yield what a worker sends; the worker runs ahead of whoever reads, up to a limit.

        A client that reads slowly so holds a worker only for an answer larger than the buffer,
        and never longer than ``seconds``.
        """
        queue: asyncio.Queue[frames.Frame | None] = asyncio.Queue(
            max(2, 4 * self._limits.buffer // frames.CHUNK)
        )
        running = asyncio.create_task(self._pump(job, snapshot, queue, (seconds, client)))
        try:
            while (frame := await queue.get()) is not None:
                yield frame
            await running
        finally:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError, KommunalgraphError):
                await running

    async def _pump(
        self,
        job: dict[str, Any],
        snapshot: Snapshot,
        queue: asyncio.Queue[frames.Frame | None],
        terms: tuple[float, str],
    ) -> None:
        """Put what a worker sends into the queue, then ``None``, also after an error."""
        seconds, client = terms
        try:
            with self._snapshots.held(snapshot):
                async with self.lanes.worker(client, seconds=seconds) as worker:
                    async for frame in worker.run({"limit": self._limits.answer, **job}):
                        if frame.kind != frames.END:
                            await queue.put(frame)
        except asyncio.CancelledError:
            raise
        except BaseException:
            await queue.put(None)
            raise
        await queue.put(None)


async def _contents(source: AsyncGenerator[frames.Frame, None]) -> AsyncGenerator[bytes, None]:
    try:
        async for frame in source:
            yield frame.content
    finally:
        await source.aclose()
