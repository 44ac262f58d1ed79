"""Sorting more lines than fit into memory: sorted runs in temporary files, merged."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import BinaryIO

RUN = 48_000_000
"""Bytes of a run in memory; four times as much is what the process then takes."""

_OVERHEAD = 60  # bytes that Python adds to a line in a list


def sorted_lines(lines: Iterable[bytes], *, run: int = RUN) -> Iterator[bytes]:
    """Yield ``lines`` in the order of their bytes; each ends with a line feed, its only one.

    What is more than ``run`` bytes goes to temporary files, which are gone when the last line is.
    """
    with ExitStack() as stack:
        runs: list[BinaryIO] = []
        held: list[bytes] = []
        size = 0
        for line in lines:
            held.append(line)
            size += len(line) + _OVERHEAD
            if size >= run:
                file = stack.enter_context(tempfile.TemporaryFile(prefix="kommunalgraph-"))
                runs.append(file)
                _write(held, file)
                held, size = [], 0
        held.sort()
        if runs:
            yield from heapq.merge(*runs, held)
        else:
            yield from held


def _write(lines: list[bytes], file: BinaryIO) -> None:
    """Sort a run into a temporary file, ready to be read."""
    lines.sort()
    file.writelines(lines)
    file.seek(0)
