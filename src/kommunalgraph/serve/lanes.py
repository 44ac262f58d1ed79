"""Who gets a worker process next: clients in turn, quick queries before slow ones.

Every job starts in the quick lane.  After ``patience`` seconds it is slow: its process yields the
processor to others, a fresh one takes its place in the quick lane, and where too many are slow
already it is ended.  So quick queries wait for quick queries only.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable

from kommunalgraph.serve.faults import Busy, TimeIsUp, TooMany
from kommunalgraph.serve.processes import Worker
from kommunalgraph.serve.settings import Limits


class Lanes:
    """The workers of a server, and who waits for one."""

    def __init__(self, limits: Limits, start: Callable[[], Awaitable[Worker]]) -> None:
        self._limits = limits
        self._start = start
        self._idle: deque[Worker] = deque()
        self._workers: set[Worker] = set()
        self._waiting: OrderedDict[str, deque[asyncio.Future[Worker]]] = OrderedDict()
        self._present: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._slow: set[Worker] = set()
        self._starting = 0
        self._closed = False
        self.ended = 0

    @property
    def waiting(self) -> int:
        """How many jobs wait for a process."""
        return sum(len(queue) for queue in self._waiting.values())

    @property
    def running(self) -> int:
        """How many jobs run."""
        return len(self._workers) - len(self._idle)

    @property
    def slow(self) -> int:
        """How many of them are slow."""
        return len(self._slow)

    async def open(self) -> None:
        """Start the processes of the quick lane."""
        for _ in range(self._limits.workers):
            self._idle.append(await self._started())

    async def close(self) -> None:
        """End all processes, and whatever still runs in them."""
        self._closed = True
        for task in tuple(self._tasks):
            task.cancel()
        for queue in self._waiting.values():
            for future in queue:
                future.cancel()
        busy = self._workers - set(self._idle)
        for worker in busy:
            worker.kill(Busy("the server is closing"))
        await asyncio.gather(*(worker.close() for worker in self._workers))
        self._workers.clear()
        self._idle.clear()

    def idle(self) -> list[Worker]:
        """Return the processes that have nothing to do."""
        return list(self._idle)

    @contextlib.asynccontextmanager
    async def worker(self, client: str, *, seconds: float) -> AsyncIterator[Worker]:
        """Give a process for one job of at most ``seconds``, which ``client`` waits for its turn.

        Raises:
            TooMany: the client has too many jobs at a time.
            Busy: too many jobs wait.
        """
        if self._present[client] >= self._limits.per_client:
            raise TooMany(f"at most {self._limits.per_client} requests at a time; ask again soon")
        self._present[client] += 1
        try:
            worker = await self._turn(client)
            timers = self._timers(worker, seconds)
            try:
                yield worker
            except (asyncio.CancelledError, GeneratorExit):
                worker.kill(Busy("the client is gone"))
                raise
            finally:
                for timer in timers:
                    timer.cancel()
                self._release(worker)
        finally:
            self._present[client] -= 1
            if not self._present[client]:
                del self._present[client]

    def _timers(self, worker: Worker, seconds: float) -> list[asyncio.TimerHandle]:
        loop = asyncio.get_running_loop()
        reason = TimeIsUp(f"took longer than {seconds:g} s and was ended; ask for less")
        return [
            loop.call_later(seconds, self._end, worker, reason),
            loop.call_later(self._limits.patience, self._became_slow, worker),
        ]

    def _end(self, worker: Worker, reason: Busy | TimeIsUp) -> None:
        self.ended += 1
        worker.kill(reason)

    def _became_slow(self, worker: Worker) -> None:
        if len(self._slow) >= self._limits.slow:
            self._end(worker, Busy("too many long queries at a time; ask again later"))
            return
        self._slow.add(worker)
        worker.slow_down()
        self._replace()

    async def _turn(self, client: str) -> Worker:
        while self._idle:
            worker = self._idle.popleft()
            if worker.alive:
                return worker
            self._forget(worker)
        if self.waiting >= self._limits.waiting:
            raise Busy("too many requests wait; ask again soon")
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(future)
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._release(future.result())
            raise

    def _release(self, worker: Worker) -> None:
        self._slow.discard(worker)
        if worker.alive:
            self._hand_on(worker)
        else:
            self._forget(worker)

    def _hand_on(self, worker: Worker) -> None:
        """Give a free process to whoever is next: the clients in turn, each in its own order."""
        while self._waiting:
            client, queue = self._waiting.popitem(last=False)
            future = queue.popleft()
            if queue:
                self._waiting[client] = queue
            if not future.done():
                future.set_result(worker)
                return
        self._idle.append(worker)

    def _forget(self, worker: Worker) -> None:
        self._workers.discard(worker)
        self._run(worker.close())
        self._replace()

    def _replace(self) -> None:
        """Start a process where the quick lane has too few."""
        quick = len(self._workers) - len(self._slow) + self._starting
        if quick < self._limits.workers and not self._closed:
            self._starting += 1
            self._run(self._add())

    async def _add(self) -> None:
        try:
            worker = await self._started()
        finally:
            self._starting -= 1
        self._hand_on(worker)

    async def _started(self) -> Worker:
        worker = await self._start()
        self._workers.add(worker)
        return worker

    def _run(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
