"""Answers kept for those who ask the same again, until the store has another state."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

_LARGEST = 1 << 18


class Kept(NamedTuple):
    """An answer: its bytes and what they are."""

    content: bytes
    media_type: str


class Answers:
    """The answers asked for last, by entity tag, which names the state of the store as well."""

    def __init__(self, size: int) -> None:
        self._most = size
        self._size = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def get(self, tag: str) -> Kept | None:
        """Return the answer with this tag, where it is kept."""
        if tag in self._kept:
            self._kept.move_to_end(tag)
        return self._kept.get(tag)

    def keep(self, tag: str, answer: Kept) -> None:
        """Keep an answer, unless it is large; those not asked for the longest time go."""
        if len(answer.content) > _LARGEST or tag in self._kept:
            return
        self._kept[tag] = answer
        self._size += len(answer.content) + len(tag)
        while self._size > self._most:
            gone, old = self._kept.popitem(last=False)
            self._size -= len(old.content) + len(gone)
