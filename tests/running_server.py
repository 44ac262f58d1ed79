"""Start the command `kommunalgraph serve` in a process of its own, and stop it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

_PATIENCE = 60  # seconds
_STARTED = re.compile(r"running on (http://\S+)")


@dataclass
class Server:
    """A server that runs: where it is, and what it has logged."""

    url: str
    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)

    def client(self, **options: object) -> httpx.Client:
        """Return a client for this server."""
        return httpx.Client(base_url=self.url, timeout=60, **options)

    def logs(self, words: str) -> bool:
        """Tell whether a line with these words is logged, now or soon: answers overtake lines."""
        end = time.monotonic() + _PATIENCE
        while not any(words in line for line in tuple(self.log)):
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True


@contextlib.contextmanager
def running(store: Path, *options: str, **environment: str) -> Iterator[Server]:
    """Serve ``store`` on a free port with these options."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "kommunalgraph.cli", "serve"),
            *("--store", str(store), "--port", "0", *options),
        ],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    log: list[str] = []
    assert process.stderr
    url = None
    for line in process.stderr:
        log.append(line)
        if match := _STARTED.search(line):
            url = match[1]
            break
    assert url, "".join(log)
    reader = threading.Thread(target=_keep, args=(process.stderr, log), daemon=True)
    reader.start()
    try:
        yield Server(url, process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        finally:
            process.kill()
            reader.join(5)


def _keep(lines: Iterable[str], log: list[str]) -> None:
    for line in lines:
        log.append(line)  # one by one: others read while lines come in
