"""Who gets a process: quick clients never wait for strangers, slow jobs take turns."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import cast

import pytest

from kommunalgraph.serve import lanes as lanes_module
from kommunalgraph.serve import slow as slow_module
from kommunalgraph.serve.clients import Clients
from kommunalgraph.serve.faults import Refused
from kommunalgraph.serve.lanes import Lanes
from kommunalgraph.serve.processes import Worker
from kommunalgraph.serve.settings import MIB, Limits
from kommunalgraph.serve.slow import SlowLane

LIMITS = Limits(workers=2, slow=1, parked=3, held=100 * MIB)


class Process:
    """Stands for a worker process: uses as much processor time and memory as it is told."""

    def __init__(self) -> None:
        self.used = 0.0
        self.size = MIB
        self.stopped = False
        self.retired = False
        self.reason: Refused | None = None

    @property
    def alive(self) -> bool:
        return not self.retired

    def processor_seconds(self) -> float:
        return self.used

    def memory(self) -> int:
        return self.size

    def pause(self) -> None:
        self.stopped = True

    def resume(self) -> None:
        self.stopped = False

    def slow_down(self) -> None:
        self.retired = True

    def kill(self, reason: Refused) -> None:
        self.retired, self.reason = True, reason

    async def close(self) -> None:
        self.retired = True


async def _start() -> Worker:
    return cast(Worker, Process())


@contextlib.asynccontextmanager
async def _opened() -> AsyncIterator[Lanes]:
    lanes = Lanes(LIMITS, _start)
    await lanes.open()
    yield lanes
    await lanes.close()


class Job:
    """A job that holds its process until it is told to end."""

    def __init__(self, lanes: Lanes, client: str) -> None:
        self.process: Process | None = None
        self._end = asyncio.Event()
        self._task = asyncio.create_task(self._run(lanes, client))

    async def _run(self, lanes: Lanes, client: str) -> None:
        async with lanes.worker(client, seconds=600) as worker:
            self.process = cast(Process, worker)
            await self._end.wait()

    async def end(self, *, used: float = 0.0) -> None:
        if self.process:
            self.process.used += used
        self._end.set()
        await self._task


async def _until(is_so: Callable[[], object]) -> None:
    while not is_so():
        await asyncio.sleep(0.001)


def test_a_quick_client_does_not_wait_for_strangers() -> None:
    async def story() -> None:
        async with _opened() as lanes:
            await Job(lanes, "known").end(used=0.001)
            strangers = [Job(lanes, f"stranger {n}") for n in range(5)]
            await _until(lambda: lanes.running == LIMITS.workers)
            known, unknown = Job(lanes, "known"), Job(lanes, "unknown")
            await _until(lambda: known.process)
            assert unknown.process is None
            assert lanes.waiting == 4
            for job in (*strangers, known, unknown):
                await job.end()

    asyncio.run(story())


def test_who_was_slow_is_a_stranger_again() -> None:
    clients = Clients()
    assert not clients.is_quick("a")
    clients.note("a", 0.01)
    assert clients.is_quick("a")
    clients.note("a", 0.5)
    assert not clients.is_quick("a")


def test_a_slow_job_makes_room_and_leaves_with_its_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lanes_module, "_LOOK", 0.001)

    async def story() -> None:
        async with _opened() as lanes:
            jobs = [Job(lanes, f"{n}") for n in range(2)]
            await _until(lambda: all(job.process for job in jobs))
            late = Job(lanes, "late")
            await asyncio.sleep(0)
            assert late.process is None
            first = cast(Process, jobs[0].process)
            first.used = LIMITS.patience
            await _until(lambda: late.process)
            assert lanes.slow == 1
            assert late.process is not first
            for job in (*jobs, late):
                await job.end()
            assert lanes.slow == 0

    asyncio.run(story())


def test_slow_jobs_end_sooner_while_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes_module, "_LOOK", 0.001)
    monkeypatch.setattr(lanes_module, "_LONG", 0.0)

    async def story() -> None:
        async with _opened() as lanes:
            jobs = [Job(lanes, f"{n}") for n in range(2)]
            await _until(lambda: all(job.process for job in jobs))
            cast(Process, jobs[0].process).used = LIMITS.haste
            await asyncio.sleep(0.02)
            assert lanes.slow == 0
            late = Job(lanes, "late")
            await _until(lambda: late.process)
            assert lanes.slow == 1
            for job in (*jobs, late):
                await job.end()

    asyncio.run(story())


def _lane(ended: list[Process]) -> SlowLane:
    return SlowLane(LIMITS, lambda worker: ended.append(cast(Process, worker)))


def _taken(lane: SlowLane, process: Process, client: str) -> bool:
    return lane.take(cast(Worker, process), client)


def test_slow_jobs_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_module, "_TURN", 0.001)

    async def story() -> None:
        lane, jobs = _lane([]), [Process() for _ in range(3)]
        assert all(_taken(lane, job, f"{n}") for n, job in enumerate(jobs))
        assert [job.stopped for job in jobs] == [False, True, True]
        seen = set()
        while len(seen) < 3:
            running = [n for n, job in enumerate(jobs) if not job.stopped]
            assert len(running) == LIMITS.slow
            seen.update(running)
            await asyncio.sleep(0.001)
        lane.leave(cast(Worker, next(job for job in jobs if not job.stopped)))
        assert len(lane) == 2
        lane.close()

    asyncio.run(story())


def test_a_client_gets_half_of_the_slow_lane() -> None:
    async def story() -> None:
        lane = _lane([])
        assert [_taken(lane, Process(), "one") for _ in range(3)] == [True, True, False]
        assert _taken(lane, Process(), "other")
        lane.close()

    asyncio.run(story())


def test_of_too_much_memory_the_largest_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_module, "_TURN", 0.001)

    async def story() -> None:
        ended: list[Process] = []
        lane, jobs = _lane(ended), [Process() for _ in range(3)]
        assert all(_taken(lane, job, f"{n}") for n, job in enumerate(jobs))
        large = Process()
        large.size = LIMITS.held
        assert not _taken(lane, large, "large")
        jobs[1].size = LIMITS.held
        await _until(lambda: ended)
        assert ended[0] is jobs[1]
        lane.close()

    asyncio.run(story())
