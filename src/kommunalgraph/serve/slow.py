"""The lane of slow jobs: a few run at low priority, the others are stopped until their turn.

They take turns, so that a job that needs a second more does not wait for those that need all the
time there is.  What they hold in memory together is limited as well.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from kommunalgraph.serve.processes import Worker
from kommunalgraph.serve.settings import Limits

_TURN = 0.5
"""Seconds for which a slow job runs while others are stopped."""


class SlowLane:
    """The processes of slow jobs; ``end`` is told which one to end for want of memory."""

    def __init__(self, limits: Limits, end: Callable[[Worker], None]) -> None:
        self._limits = limits
        self._end = end
        self._owners: dict[Worker, str] = {}
        self._running: deque[Worker] = deque()
        self._parked: deque[Worker] = deque()
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._owners)

    def __contains__(self, worker: Worker) -> bool:
        return worker in self._owners

    def has(self, client: str) -> bool:
        """Tell whether a client has slow jobs."""
        return client in self._owners.values()

    def take(self, worker: Worker, client: str) -> bool:
        """Take a job over; ``False`` where there is no room, or the client has had its half."""
        room = self._limits.slow + self._limits.parked
        own = sum(owner == client for owner in self._owners.values())
        if len(self) >= room or own >= max(1, room // 2) or self._excess(worker) > 0:
            return False
        self._owners[worker] = client
        if len(self._running) < self._limits.slow:
            self._running.append(worker)
        else:
            self._parked.append(worker)
            worker.pause()
            self._wind_up()
        worker.slow_down()
        return True

    def leave(self, worker: Worker) -> None:
        """Forget a job that is done, or was ended."""
        if self._owners.pop(worker, None) is None:
            return
        lane = self._running if worker in self._running else self._parked
        lane.remove(worker)
        self._fill()

    def close(self) -> None:
        """Let nobody's turn come any more."""
        if self._timer:
            self._timer.cancel()

    def _fill(self) -> None:
        while self._parked and len(self._running) < self._limits.slow:
            worker = self._parked.popleft()
            self._running.append(worker)
            worker.resume()

    def _wind_up(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_TURN, self._next_turn)

    def _next_turn(self) -> None:
        self._timer = None
        if not self._parked:
            return
        if self._excess() > 0:
            self._end(max(self._owners, key=lambda worker: worker.memory()))
        else:
            worker = self._running.popleft()
            worker.pause()
            self._parked.append(worker)
            self._fill()
        self._wind_up()

    def _excess(self, *more: Worker) -> int:
        """Return by how many bytes slow jobs, and ``more``, are over the limit together."""
        return sum(worker.memory() for worker in (*self._owners, *more)) - self._limits.held
