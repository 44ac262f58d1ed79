"""What the server remembers of its clients: how long their queries took of late."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

_QUICK = 0.05
"""Seconds of processor time that a quick client's queries take on average."""

_WEIGHT = 0.3
"""How much the last query counts; one slow one makes a client slow for its next few."""

_MOST = 10_000
_PENANCE = 10.0
"""Seconds for which a client that had too many slow jobs leaves room to others."""


class Clients:
    """The clients of late, by their addresses."""

    def __init__(self) -> None:
        self._means: OrderedDict[str, float] = OrderedDict()
        self._heavy: dict[str, float] = {}

    def note(self, client: str, seconds: float) -> None:
        """Note the processor time of a job that is done, or was ended."""
        before = self._means.pop(client, seconds)
        self._means[client] = before + _WEIGHT * (seconds - before)
        if len(self._means) > _MOST:
            self._means.popitem(last=False)

    def is_quick(self, client: str) -> bool:
        """Tell whether a client has asked before, and its queries were quick."""
        return self._means.get(client, _QUICK) < _QUICK

    def note_heavy(self, client: str) -> None:
        """Note that a client had too many slow jobs."""
        self._heavy[client] = asyncio.get_running_loop().time() + _PENANCE

    def is_heavy(self, client: str) -> bool:
        """Tell whether a client has had too many slow jobs of late."""
        until = self._heavy.get(client)
        if until is None:
            return False
        if until < asyncio.get_running_loop().time():
            del self._heavy[client]
            return False
        return True
