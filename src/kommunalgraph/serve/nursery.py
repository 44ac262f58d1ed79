"""The process that worker processes are forked from: all modules are loaded here, once.

A worker that is ended needs a successor, and a fresh interpreter takes most of a second of
processor time to get ready, which those who wait would pay for.  A fork takes milliseconds.  No
store is ever opened here, as the engine's threads would not survive the fork.

Started by ``processes.py`` as ``python -m kommunalgraph.serve.nursery DESCRIPTOR``, the descriptor
of a socket on which requests come: ``{"module", "arguments"}`` with two files, a socket for frames
and a pipe that the child holds open for as long as it lives; the answer is its number in eight
bytes.  ``{"gone"}`` names a child that has ended.  The numbers of children so stay theirs until
the server knows.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import importlib.util
import json
import os
import signal
import socket
import sys
import traceback
from typing import Any

LARGEST = 4096
"""Bytes of a request; one larger is not sent."""

NUMBER = 8
"""Bytes of an answer, the number of a process, the highest byte first."""

_SET_DEATH_SIGNAL = 1  # prctl(2): PR_SET_PDEATHSIG

_PACKAGE = "kommunalgraph.serve"
_LOADED = (
    "worker",
    "writer",
    "asking",
    "downloads",
    "entity_data",
    "overview",
    "pages.views",
)
"""What workers run, in this package; ``pages`` need not be installed."""


def packed(request: dict[str, Any]) -> bytes:
    """Return a request as it is sent, filled up to its size with spaces."""
    return json.dumps(request).encode().ljust(LARGEST)


def main() -> None:
    """Fork what is asked for until the server is gone."""
    control = socket.socket(fileno=int(sys.argv[1]))
    _load()
    while request := _received(control):
        asked, files = request
        if "gone" in asked:
            os.waitpid(asked["gone"], 0)
            continue
        child = os.fork()
        if not child:
            control.close()
            _become(asked["module"], asked["arguments"], files)
        for file in files:
            os.close(file)
        control.sendall(child.to_bytes(NUMBER, "big"))


def _load() -> None:
    for name in _LOADED:
        if importlib.util.find_spec(f"{_PACKAGE}.{name.partition('.')[0]}"):
            importlib.import_module(f"{_PACKAGE}.{name}")
    gc.collect()
    gc.freeze()  # what is loaded stays, and stays shared with the children


def _received(control: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    data, files, _, _ = socket.recv_fds(control, LARGEST, 2)
    while data and len(data) < LARGEST:
        more = control.recv(LARGEST - len(data))
        if not more:
            return None
        data += more
    return (json.loads(data), files) if data else None


def _become(module: str, arguments: list[str], files: list[int]) -> None:
    """Run a module's ``main`` in this process, a child, with the socket as input and output."""
    code = 1
    try:
        _die_with_parent()
        channel = files[0]  # the other file only has to stay open
        os.dup2(channel, 0)
        os.dup2(channel, 1)
        os.close(channel)
        sys.argv = [module, *arguments]
        importlib.import_module(module).main()
        code = 0
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)  # what the parent would do at its end is not for its children to do


def _die_with_parent() -> None:
    """Leave no query behind when the server is killed, above all none that is stopped."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


if __name__ == "__main__":
    main()
