"""Peak memory and start-up, each measured in a process of its own.

``python -m tests.bench.footprint ours|spacy-all|spacy-base FOLDER`` reads the texts once and
prints seconds on the processor until the first text is read, and the peak memory in MiB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Footprint(NamedTuple):
    """Processor seconds until one text has been read, and MiB at the peak over all texts."""

    start: float
    peak: float


def footprint(contestant: str, folder: Path) -> Footprint:
    """Measure ``contestant`` in a new process."""
    command = [sys.executable, "-m", "tests.bench.footprint", contestant, str(folder)]
    output = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
    start, peak = map(float, output.split())
    return Footprint(start, peak)


def command_line(text: Path, *, runs: int) -> tuple[float, float]:
    """Return the best processor and wall seconds of ``kommunalgraph extract`` on one text, with
    the compiled lexicon in the cache."""
    command = [sys.executable, "-m", "kommunalgraph.cli", "extract", str(text)]
    best = (float("inf"), float("inf"))
    for _ in range(runs + 1):  # the first fills the cache
        before, wall = _children(), time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        best = (min(best[0], _children() - before), min(best[1], time.perf_counter() - wall))
    return best


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _measure(contestant: str, folder: Path) -> Footprint:
    from tests.bench import contestants

    documents = contestants.documents_in(folder)
    if contestant == "ours":
        contestants.extraction(documents[:1], 1)()
        start = time.process_time()
        contestants.extraction(documents, 1)()
    else:
        nlp = contestants.spacy_language(base_only=contestant == "spacy-base")
        contestants.spacy_task(nlp, documents[:1], 1)()
        start = time.process_time()
        contestants.spacy_task(nlp, documents, 1)()
    kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Footprint(start, kibibytes / 1024)


if __name__ == "__main__":
    measured = _measure(sys.argv[1], Path(sys.argv[2]))
    print(measured.start, measured.peak)
