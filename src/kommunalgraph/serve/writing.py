"""The server's side of the writing process: one change at a time, seen by all who read next."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kommunalgraph.graph.store import open_read_only
from kommunalgraph.serve import frames
from kommunalgraph.serve.faults import Busy, Crashed, Refused, TimeIsUp
from kommunalgraph.serve.processes import Nursery, Worker
from kommunalgraph.serve.settings import Settings
from kommunalgraph.serve.snapshots import Snapshot, Snapshots, state_files


class Writing:
    """The process that has the store open for writing."""

    def __init__(self, settings: Settings, snapshots: Snapshots, nursery: Nursery) -> None:
        self._settings = settings
        self._snapshots = snapshots
        self._nursery = nursery
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._worker: Worker | None = None

    async def open(self) -> None:
        """Start the process and take the first snapshot.

        Raises:
            StoreError: there is no store.
            Refused: another process writes to it.
        """
        open_read_only(self._settings.store)  # says what is the matter, where something is
        try:
            await self._do({"do": "open"})
        except Crashed as error:
            raise Busy(f"{self._settings.store}: cannot be opened for writing") from error

    async def run(self, job: Mapping[str, object]) -> dict[str, Any]:
        """Run one job when those before it are done."""
        if self._waiting >= self._settings.limits.waiting:
            raise Busy("too many changes wait; send this one again soon")
        self._waiting += 1
        try:
            async with self._turn:
                return await self._do(job)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """Let the process finish what it does, and leave."""
        async with self._turn:
            if self._worker:
                await self._worker.close()

    async def _do(self, job: Mapping[str, object]) -> dict[str, Any]:
        limits = self._settings.limits
        if self._worker is None or not self._worker.alive:
            store, memory = str(self._settings.store), str(limits.memory)
            self._worker = await self._nursery.start("writer", store, memory)
        worker, folder = self._worker, self._snapshots.new_folder()
        timer = asyncio.get_running_loop().call_later(
            limits.query,
            worker.kill,
            TimeIsUp(f"took longer than {limits.query:g} s and was ended; nothing was changed"),
        )
        content = b""
        try:
            whole = {**job, "snapshot": str(folder), "limit": limits.answer}
            async for frame in worker.run(whole):
                content += frame.content if frame.kind == frames.DATA else b""
        except Refused:
            if worker.retired:
                with contextlib.suppress(ProcessLookupError):
                    await worker.close()
            raise
        finally:
            timer.cancel()
        self._adopt(folder)
        result: dict[str, Any] = json.loads(content)
        return result

    def _adopt(self, folder: Path) -> None:
        self._snapshots.adopt(Snapshot(folder, state_files(folder)))
