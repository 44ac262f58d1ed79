"""One worker process as the server sees it: give it a job, read frames, end it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from kommunalgraph.serve import faults, frames
from kommunalgraph.serve.faults import Crashed, Refused

_SLOW_PRIORITY = 10
_CLOSING = 2.0
"""Seconds in which an idle worker must have left."""


class Worker:
    """A process that runs one job at a time.

    ``reason`` is why the server ended it, ``retired`` that it gets no further job.
    """

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.reason: Refused | None = None
        self.retired = False

    @classmethod
    async def start(cls, module: str, *arguments: str) -> Worker:
        """Start a process that runs a module of ours; it need not be ready yet."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", f"kommunalgraph.serve.{module}", *arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=4 * frames.CHUNK,
            # Ctrl-C is for the server, which lets queries finish.  No session of its own: Linux
            # shares the processors out by session, and priorities count within one only.
            process_group=0,
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs and may get jobs."""
        return not self.retired and self._process.returncode is None

    async def run(self, job: dict[str, Any]) -> AsyncIterator[frames.Frame]:
        """Send a job and yield the frames of its answer; ``END`` is the last.

        Raises:
            Refused: the worker says that there is no (further) answer.
            Crashed: the process died on its own.
        """
        source, target = self._process.stdout, self._process.stdin
        assert source and target
        try:
            target.write(frames.packed(frames.JOB, job))
            await target.drain()
        except ConnectionError as error:
            raise self.reason or _crashed() from error
        while True:
            frame = await frames.receive(source)
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
        if self._process.returncode is None:
            self._process.kill()

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
        if self._process.returncode is None:
            self._process.send_signal(number)

    def processor_seconds(self) -> float | None:
        """Return the processor time that the process has used, where the system tells it."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
        except OSError:
            return None
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    async def close(self) -> None:
        """Let an idle process leave, and see that it is gone."""
        self.retired = True
        if self._process.stdin:
            self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), _CLOSING)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


def _crashed() -> Crashed:
    return Crashed("the process that ran this was ended, most likely for want of memory; ask less")
