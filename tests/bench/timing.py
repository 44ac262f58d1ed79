"""Measure tasks against each other on a machine that other programs use as well.

The tasks take turns, round after round, so that a busy spell hits all of them; of each the best
round counts.  Processor time is what is compared, the clock on the wall is told beside it.  A task
that runs in another process returns what it cost there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Cost(NamedTuple):
    """Seconds of one run of a task: of its process on the processor, and on the wall."""

    processor: float
    wall: float


def interleaved(tasks: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, Cost]:
    """Return the best of ``rounds`` runs of each task, after one run that does not count."""
    for task in tasks.values():
        task()
    costs: dict[str, list[Cost]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            costs[name].append(_cost(task))
    return {
        name: Cost(min(c.processor for c in runs), min(c.wall for c in runs))
        for name, runs in costs.items()
    }


def _cost(task: Callable[[], object]) -> Cost:
    wall, processor = time.perf_counter(), time.process_time()
    told = task()
    here = Cost(time.process_time() - processor, time.perf_counter() - wall)
    return told if isinstance(told, Cost) else here
