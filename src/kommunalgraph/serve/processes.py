"""Worker processes as the server sees them: give one a job, read frames, end it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from kommunalgraph.serve import faults, frames, nursery
from kommunalgraph.serve.faults import Crashed, Refused

_SLOW_PRIORITY = 10
_CLOSING = 2.0
"""Seconds in which an idle process must have left."""


class Nursery:
    """The process that workers are forked from (``nursery.py``); it starts with the first one."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._control: socket.socket | None = None
        self._turn = asyncio.Lock()

    async def start(self, module: str, *arguments: str) -> Worker:
        """Start a worker that runs a module of ours; it need not be ready yet.

        Raises:
            Crashed: no process can be started.
        """
        ours, theirs = socket.socketpair()
        life, held = os.pipe()
        request = {"module": f"kommunalgraph.serve.{module}", "arguments": arguments}
        try:
            number = await self._forked(nursery.packed(request), [theirs.fileno(), held])
        except BaseException:
            ours.close()
            os.close(life)
            raise
        finally:
            theirs.close()
            os.close(held)
        reader, writer = await asyncio.open_connection(sock=ours, limit=4 * frames.CHUNK)
        return Worker(number, (reader, writer), life, self._bury)

    async def close(self) -> None:
        """End the process; its workers must have gone before, or they go now."""
        async with self._turn:
            await self._end()

    async def _forked(self, request: bytes, files: list[int]) -> int:
        async with self._turn:
            for _ in range(2):
                control = self._control or await self._opened()
                with contextlib.suppress(ConnectionError):
                    socket.send_fds(control, [request], files)
                    answer = await asyncio.get_running_loop().sock_recv(control, nursery.NUMBER)
                    if answer:
                        return int.from_bytes(answer, "big")
                await self._end()  # it died, and its workers with it
        raise Crashed("no process for queries can be started")

    async def _opened(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "kommunalgraph.serve.nursery", str(theirs.fileno())),
                stdin=asyncio.subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                # Ctrl-C is for the server, which lets queries finish.  No session of its own: Linux
                # shares the processors out by session, and priorities count within one only.
                process_group=0,
            )
        ours.setblocking(False)
        self._control = ours
        return ours

    async def _end(self) -> None:
        if self._control:
            self._control.close()
        if self._process:
            await _gone(self._process)
        self._control = self._process = None

    def _bury(self, number: int) -> None:
        if self._control:
            # Where nobody listens any more, there is no grave to close either.
            with contextlib.suppress(OSError):
                self._control.send(nursery.packed({"gone": number}))


async def _gone(process: asyncio.subprocess.Process) -> None:
    try:
        await asyncio.wait_for(process.wait(), _CLOSING)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


class Worker:
    """A process that runs one job at a time.

    ``reason`` is why the server ended it, ``retired`` that it gets no further job.
    """

    def __init__(
        self,
        pid: int,
        streams: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        life: int,
        bury: Callable[[int], None],
    ) -> None:
        self.pid = pid
        self.reason: Refused | None = None
        self.retired = False
        self._source, self._target = streams
        self._life = life
        self._bury = bury
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(life, self._has_ended)

    def _has_ended(self) -> None:
        """Note that nobody holds the other end of the pipe any more."""
        asyncio.get_running_loop().remove_reader(self._life)
        os.close(self._life)
        self._ended.set()
        self._bury(self.pid)

    @property
    def alive(self) -> bool:
        """Whether the process still runs and may get jobs."""
        return not self.retired and not self._ended.is_set()

    async def run(self, job: dict[str, Any]) -> AsyncIterator[frames.Frame]:
        """Send a job and yield the frames of its answer; ``END`` is the last.

        Raises:
            Refused: the worker says that there is no (further) answer.
            Crashed: the process died on its own.
        """
        try:
            self._target.write(frames.packed(frames.JOB, job))
            await self._target.drain()
        except ConnectionError as error:
            raise self.reason or _crashed() from error
        while True:
            frame = await frames.receive(self._source)
            if frame is None:
                self.retired = True
                raise self.reason or _crashed()
            if frame.kind == frames.FAILED:
                said = frame.json()
                raise getattr(faults, said["error"])(said["message"])
            yield frame
            if frame.kind == frames.END:
                return

    def kill(self, reason: Refused) -> None:
        """End the process now, whatever it does."""
        self.retired = True
        self.reason = reason
        self._signal(signal.SIGKILL)

    def slow_down(self) -> None:
        """Give the others precedence; as this cannot be undone, the job will be its last."""
        self.retired = True
        try:
            os.setpriority(os.PRIO_PROCESS, self.pid, _SLOW_PRIORITY)
        except OSError:
            return  # it has just ended, or the system has no priorities

    def pause(self) -> None:
        """Stop the process until ``resume``; its memory stays."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Go on where ``pause`` stopped it."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if not self._ended.is_set():  # its number is its own until it is buried
            os.kill(self.pid, number)

    def processor_seconds(self) -> float | None:
        """Return the processor time that the process has used, where the system tells it."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
        except OSError:
            return None
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Return the bytes of memory that the process has in use, where the system tells it."""
        try:
            pages = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]
        except OSError:
            return 0
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    async def close(self) -> None:
        """Let an idle process leave, and see that it is gone."""
        self.retired = True
        self._target.close()
        try:
            await asyncio.wait_for(self._ended.wait(), _CLOSING)
        except TimeoutError:
            self._signal(signal.SIGKILL)
            await self._ended.wait()


def _crashed() -> Crashed:
    return Crashed("the process that ran this was ended, most likely for want of memory; ask less")
