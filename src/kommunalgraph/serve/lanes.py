"""Who gets a worker process next: clients in turn, quick queries before slow ones.

Every job starts in the quick lane.  After ``patience`` seconds of processor time it is slow: its
process yields to others, and a fresh one takes its place in the quick lane.  Where too many are
slow already it is parked, that is stopped until one of them is done; where too many are parked as
well it is ended.  So quick queries wait for quick queries only.  A client with slow jobs leaves at
least one process of the quick lane to the others, also for a while after one was ended.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable

from kommunalgraph.serve.faults import Busy, TimeIsUp, TooMany
from kommunalgraph.serve.processes import Worker
from kommunalgraph.serve.settings import Limits

_SOON = 0.02
"""Seconds that make no difference; the system counts processor time in hundredths."""


_PENANCE = 10.0
"""Seconds for which a client that had too many slow jobs leaves room to others."""


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
        self._parked: deque[Worker] = deque()
        self._spare: Worker | None = None
        self._starting = 0
        self._closed = False
        self._owners: dict[Worker, str] = {}
        self._heavy: dict[str, float] = {}
        self.ended = 0

    @property
    def waiting(self) -> int:
        """How many jobs wait for a process."""
        return sum(len(queue) for queue in self._waiting.values())

    @property
    def running(self) -> int:
        """How many jobs run."""
        return len(self._workers) - len(self._idle) - (self._spare is not None)

    @property
    def slow(self) -> int:
        """How many of them are slow, running or parked."""
        return len(self._slow) + len(self._parked)

    async def open(self) -> None:
        """Start the processes of the quick lane."""
        for _ in range(self._limits.workers):
            self._idle.append(await self._started())
        self._spare = await self._started()

    async def close(self) -> None:
        """End all processes, and whatever still runs in them."""
        self._closed = True
        for task in tuple(self._tasks):
            task.cancel()
        for queue in self._waiting.values():
            for future in queue:
                future.cancel()
        busy = self._workers - {*self._idle, self._spare}
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
            watch = _Watch(worker, self._limits.patience, self._became_slow)
            limit = asyncio.get_running_loop().call_later(
                seconds, self._time_is_up, worker, seconds
            )
            try:
                yield worker
            except (asyncio.CancelledError, GeneratorExit):
                worker.kill(Busy("the client is gone"))
                raise
            finally:
                limit.cancel()
                watch.cancel()
                self._release(worker)
        finally:
            self._present[client] -= 1
            if not self._present[client]:
                del self._present[client]

    def _time_is_up(self, worker: Worker, seconds: float) -> None:
        self.ended += 1
        worker.kill(TimeIsUp(f"took longer than {seconds:g} s and was ended; ask for less"))

    def _became_slow(self, worker: Worker) -> None:
        if len(self._slow) < self._limits.slow:
            self._slow.add(worker)
        elif len(self._parked) < self._limits.parked:
            self._parked.append(worker)
            worker.pause()
        else:
            self.ended += 1
            self._heavy[self._owners[worker]] = asyncio.get_running_loop().time() + _PENANCE
            worker.kill(Busy("too many long queries at a time; ask again later"))
            return
        worker.slow_down()
        self._replace()

    def _unpark(self) -> None:
        while self._parked and len(self._slow) < self._limits.slow:
            worker = self._parked.popleft()
            self._slow.add(worker)
            worker.resume()

    async def _turn(self, client: str) -> Worker:
        if self.waiting >= self._limits.waiting:
            raise Busy("too many requests wait; ask again soon")
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(future)
        self._serve()
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._release(future.result())
            raise

    def _serve(self) -> None:
        """Give free processes to whoever is next: the clients in turn, each in its own order."""
        while self._idle and (client := self._next()) is not None:
            queue = self._waiting.pop(client)
            future = queue.popleft()
            if queue:
                self._waiting[client] = queue
            if future.done():
                continue
            worker = self._idle.popleft()
            if worker.alive:
                self._owners[worker] = client
                future.set_result(worker)
            else:
                self._waiting.setdefault(client, deque()).appendleft(future)
                self._forget(worker)

    def _next(self) -> str | None:
        """Return the first client that may have another process of the quick lane."""
        return next((client for client in self._waiting if self._may_have(client)), None)

    def _may_have(self, client: str) -> bool:
        until = self._heavy.get(client, 0.0)
        own = [worker for worker, owner in self._owners.items() if owner == client]
        quick = [worker for worker in own if not self._is_slow(worker)]
        if len(quick) == len(own) and until < asyncio.get_running_loop().time():
            self._heavy.pop(client, None)
            return True
        return len(quick) < max(1, self._limits.workers - 1)

    def _is_slow(self, worker: Worker) -> bool:
        return worker in self._slow or worker in self._parked

    def _release(self, worker: Worker) -> None:
        self._owners.pop(worker, None)
        self._slow.discard(worker)
        if worker in self._parked:
            self._parked.remove(worker)
        self._unpark()
        if worker.alive:
            self._hand_on(worker)
        else:
            self._forget(worker)
            self._serve()

    def _hand_on(self, worker: Worker) -> None:
        self._idle.append(worker)
        self._serve()

    def _forget(self, worker: Worker) -> None:
        self._workers.discard(worker)
        self._run(worker.close())
        self._replace()

    def _replace(self) -> None:
        """Fill the quick lane where a process has left it: the spare one at once, and a new one."""
        quick = len(self._workers) - self.slow - (self._spare is not None)
        if quick < self._limits.workers and self._spare:
            spare, self._spare = self._spare, None
            self._hand_on(spare)
        lacking = self._limits.workers + 1 - (len(self._workers) - self.slow + self._starting)
        if lacking > 0 and not self._closed:
            self._starting += 1
            self._run(self._add())

    async def _add(self) -> None:
        try:
            worker = await self._started()
        finally:
            self._starting -= 1
        self._spare, spare = worker, self._spare
        if spare:
            self._hand_on(spare)
        self._replace()

    async def _started(self) -> Worker:
        worker = await self._start()
        self._workers.add(worker)
        return worker

    def _run(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _Watch:
    """Tells when a job has used ``seconds`` of processor time: a busy machine is not its fault."""

    def __init__(self, worker: Worker, seconds: float, tell: Callable[[Worker], None]) -> None:
        self._worker = worker
        self._seconds = seconds
        self._tell = tell
        self._began = worker.processor_seconds()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._look)

    def cancel(self) -> None:
        self._timer.cancel()

    def _look(self) -> None:
        now = self._worker.processor_seconds()
        left = 0.0 if now is None or self._began is None else self._began + self._seconds - now
        if left <= _SOON:
            self._tell(self._worker)
        else:
            self._timer = asyncio.get_running_loop().call_later(left, self._look)
