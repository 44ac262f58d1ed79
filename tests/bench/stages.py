"""Which stage of extraction takes which share of the time."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.bench import contestants

from kommunalgraph import reading
from kommunalgraph.extraction.match import Matcher
from kommunalgraph.mentions.find import Finder

_STAGES: tuple[tuple[Any, str, str], ...] = (
    (contestants, "articles_of", "outlets"),
    (reading, "sentences_of", "sentences"),
    (Finder, "find", "mentions: names"),
    (reading, "find_anniversaries", "mentions: dates and numbers"),
    (reading, "find_moments", "mentions: dates and numbers"),
    (reading, "find_numbers", "mentions: dates and numbers"),
    (reading, "link", "linking"),
    (reading, "resolve", "coreference"),
    (Matcher, "statements", "rules"),
)
"""Where a stage's function is looked up when it is called, its name there, and the stage."""

REST = "rest"


def shares(task: Callable[[], object], *, rounds: int) -> dict[str, float]:
    """Return the part of the time of ``task`` that each stage takes, in the fastest of ``rounds``
    runs; the parts sum to 1."""
    task()
    best: dict[str, float] = {}
    for _ in range(rounds):
        with _watched() as spent:
            started = time.perf_counter()
            task()
            spent[REST] = time.perf_counter() - started - sum(spent.values())
        if not best or sum(spent.values()) < sum(best.values()):
            best = spent
    total = sum(best.values())
    return {stage: seconds / total for stage, seconds in best.items()}


@contextmanager
def _watched() -> Iterator[dict[str, float]]:
    spent = dict.fromkeys((stage for _, _, stage in _STAGES), 0.0)
    originals = [(owner, name, getattr(owner, name)) for owner, name, _ in _STAGES]
    try:
        for owner, name, stage in _STAGES:
            setattr(owner, name, _timed(getattr(owner, name), stage, spent))
        yield spent
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)


def _timed(function: Callable[..., Any], stage: str, spent: dict[str, float]) -> Callable[..., Any]:
    clock = time.perf_counter  # process_time costs a system call, too much for each sentence

    @functools.wraps(function)
    def timed(*args: Any, **options: Any) -> Any:
        started = clock()
        result = function(*args, **options)
        spent[stage] += clock() - started
        return result

    return timed
