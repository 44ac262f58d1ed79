"""Who gets a worker process next: clients in turn, quick queries before slow ones.

Every job starts in a quick lane: clients whose queries were quick of late have one of their own, so
that they never wait for strangers.  After ``patience`` seconds of processor time a job is slow: it
goes to the slow lane (``slow.py``), and a fresh process takes its place; where there is no room it
is ended.  While somebody waits too long a job goes there after ``haste`` seconds already, if there
is room.  A client with slow jobs leaves at least one process of its lane to the others, also for a
while after one was ended.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from kommunalgraph.serve.clients import Clients
from kommunalgraph.serve.faults import Busy, TimeIsUp, TooMany
from kommunalgraph.serve.processes import Worker
from kommunalgraph.serve.settings import Limits
from kommunalgraph.serve.slow import SlowLane

_SOON = 0.02
"""Seconds that make no difference; the system counts processor time in hundredths."""

_LONG = 0.2
"""Seconds after which somebody has waited too long."""

_LOOK = 0.03
"""Seconds between two looks at a job that runs."""

_LANES = 2
"""For clients whose queries were quick of late, and for the others."""


@dataclass(frozen=True, slots=True)
class _Request:
    future: asyncio.Future[Worker]
    since: float


class _Queue:
    """Who waits for a process of one lane: the clients in turn, each in its own order.

    When somebody has waited too long, every other turn is that of whoever came last: those who
    came in a crowd wait for each other, and the others need not.
    """

    def __init__(self) -> None:
        self._clients: OrderedDict[str, deque[_Request]] = OrderedDict()
        self._is_for_last = False

    def __len__(self) -> int:
        return sum(map(len, self._clients.values()))

    def add(self, client: str, request: _Request) -> None:
        self._clients.setdefault(client, deque()).append(request)

    def next(self, may: Callable[[str], bool]) -> tuple[str, _Request] | None:
        """Take out what the next client asks that may have a process."""
        clients = [client for client in self._clients if may(client)]
        if not clients:
            return None
        client = clients[0]
        if self._is_for_last and self.is_pressed(may):
            client = max(clients, key=lambda client: self._clients[client][0].since)
        self._is_for_last = not self._is_for_last
        queue = self._clients.pop(client)
        request = queue.popleft()
        if queue:
            self._clients[client] = queue
        return client, request

    def is_pressed(self, may: Callable[[str], bool]) -> bool:
        """Tell whether somebody who may have a process has waited for too long."""
        before = asyncio.get_running_loop().time() - _LONG
        return any(queue[0].since < before and may(c) for c, queue in self._clients.items())

    def cancel(self) -> None:
        for queue in self._clients.values():
            for request in queue:
                request.future.cancel()


@dataclass(frozen=True, slots=True)
class _Job:
    client: str
    lane: int


class Lanes:
    """The workers of a server, and who waits for one."""

    def __init__(self, limits: Limits, start: Callable[[], Awaitable[Worker]]) -> None:
        self._limits = limits
        self._start = start
        self._idle: deque[Worker] = deque()
        self._workers: set[Worker] = set()
        self._waiting = tuple(_Queue() for _ in range(_LANES))
        self._jobs: dict[Worker, _Job] = {}
        self._slow = SlowLane(limits, self._end)
        self._clients = Clients()
        self._present: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._starting = 0
        self._closed = False
        self.ended = 0

    @property
    def waiting(self) -> int:
        """How many jobs wait for a process."""
        return sum(map(len, self._waiting))

    @property
    def running(self) -> int:
        """How many jobs run."""
        return len(self._jobs)

    @property
    def slow(self) -> int:
        """How many of them are slow, running or parked."""
        return len(self._slow)

    async def open(self) -> None:
        """Start the processes of the quick lanes."""
        count = _LANES * self._limits.workers
        self._idle.extend(await asyncio.gather(*(self._started() for _ in range(count))))

    async def close(self) -> None:
        """End all processes, and whatever still runs in them."""
        self._closed = True
        self._slow.close()
        for task in tuple(self._tasks):
            task.cancel()
        for queue in self._waiting:
            queue.cancel()
        for worker in self._jobs:
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
            watch = _Watch(worker, self._is_too_long)
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
                self._clients.note(client, watch.used())
                self._release(worker)
        finally:
            self._present[client] -= 1
            if not self._present[client]:
                del self._present[client]

    def _time_is_up(self, worker: Worker, seconds: float) -> None:
        self.ended += 1
        worker.kill(TimeIsUp(f"took longer than {seconds:g} s and was ended; ask for less"))

    def _end(self, worker: Worker) -> None:
        self.ended += 1
        self._clients.note_heavy(self._jobs[worker].client)
        worker.kill(Busy("too many long queries at a time; ask again later"))

    def _is_too_long(self, worker: Worker, seconds: float) -> bool:
        """Tell whether so much processor time is too much for a quick lane, and act on it."""
        job = self._jobs[worker]
        is_over = seconds >= self._limits.patience - _SOON
        if not is_over:
            is_pressed = self._waiting[job.lane].is_pressed(self._may_have)
            if seconds < self._limits.haste or not is_pressed:
                return False
        if self._slow.take(worker, job.client):
            self._replace()
            self._serve()
        elif is_over:
            self._end(worker)
        else:
            return False
        return True

    async def _turn(self, client: str) -> Worker:
        if self.waiting >= self._limits.waiting:
            raise Busy("too many requests wait; ask again soon")
        loop = asyncio.get_running_loop()
        request = _Request(loop.create_future(), loop.time())
        self._waiting[self._clients.is_quick(client)].add(client, request)
        self._serve()
        try:
            return await request.future
        except asyncio.CancelledError:
            if request.future.done() and not request.future.cancelled():
                self._release(request.future.result())
            raise

    def _serve(self) -> None:
        """Give free processes to whoever is next in each lane."""
        for lane, queue in reversed(tuple(enumerate(self._waiting))):
            while self._has_place(lane) and (found := queue.next(self._may_have)):
                client, request = found
                if not request.future.done():
                    worker = self._idle.popleft()
                    self._jobs[worker] = _Job(client, lane)
                    request.future.set_result(worker)

    def _has_place(self, lane: int) -> bool:
        while self._idle and not self._idle[0].alive:
            self._forget(self._idle.popleft())
        busy = sum(job.lane == lane and w not in self._slow for w, job in self._jobs.items())
        return bool(self._idle) and busy < self._limits.workers

    def _may_have(self, client: str) -> bool:
        """Tell whether a client may have another process of its lane."""
        if not self._slow.has(client) and not self._clients.is_heavy(client):
            return True
        quick = sum(j.client == client and w not in self._slow for w, j in self._jobs.items())
        return quick < max(1, self._limits.workers - 1)

    def _release(self, worker: Worker) -> None:
        self._jobs.pop(worker, None)
        self._slow.leave(worker)
        if worker.alive:
            self._idle.append(worker)
        else:
            self._forget(worker)
        self._serve()

    def _forget(self, worker: Worker) -> None:
        self._workers.discard(worker)
        self._run(worker.close())
        self._replace()

    def _replace(self) -> None:
        """Start as many processes as the quick lanes lack."""
        quick = len(self._workers) - len(self._slow) + self._starting
        if not self._closed:
            for _ in range(_LANES * self._limits.workers - quick):
                self._starting += 1
                self._run(self._add())

    async def _add(self) -> None:
        try:
            self._idle.append(await self._started())
        finally:
            self._starting -= 1
        self._serve()

    async def _started(self) -> Worker:
        worker = await self._start()
        self._workers.add(worker)
        return worker

    def _run(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _Watch:
    """Looks now and then at the processor time of a job: a busy machine is not its fault."""

    def __init__(self, worker: Worker, judge: Callable[[Worker, float], bool]) -> None:
        self._worker = worker
        self._judge = judge
        self._began = worker.processor_seconds()
        self._last = 0.0
        self._timer = asyncio.get_running_loop().call_later(_LOOK, self._look)

    def cancel(self) -> None:
        self._timer.cancel()

    def used(self) -> float:
        """Return the seconds of processor time since the job began, as far as they are known."""
        now = self._worker.processor_seconds()
        if now is not None and self._began is not None:
            # A process that has ended counts as one that has used none, or is not there.
            self._last = max(self._last, now - self._began)
        return self._last

    def _look(self) -> None:
        if not self._judge(self._worker, self.used()):
            self._timer = asyncio.get_running_loop().call_later(_LOOK, self._look)
