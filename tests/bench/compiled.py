"""Our extraction as the compiled wheel has it, run in a process of its own beside this one.

``make compiled`` puts the wheel into ``dist/``.  Two builds of one package cannot be loaded into
one process, so the wheel is unpacked and read with by a child, which waits for its turn, reads all
documents, and tells what that cost it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.footprint import ROOT
from tests.bench.timing import Cost

_TURN = "\n"


def wheel() -> Path | None:
    """Return the newest compiled wheel for this Python, ``None`` if there is none."""
    version = sysconfig.get_config_var("py_version_nodot")
    found = (ROOT / "dist").glob(f"kommunalgraph-*-cp{version}-*.whl")
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


@contextmanager
def extraction(wheel: Path, folder: Path, repeat: int) -> Iterator[Callable[[], Cost]]:
    """Yield the task of reading the texts of ``folder`` with ``wheel``, ``repeat`` times a run."""
    with tempfile.TemporaryDirectory() as unpacked:
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(unpacked)
        command = [sys.executable, "-m", "tests.bench.compiled", str(folder), str(repeat)]
        environment = os.environ | {"PYTHONPATH": unpacked}
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            asked, told = child.stdin, child.stdout

            def run() -> Cost:
                asked.write(_TURN)
                asked.flush()
                processor, wall = map(float, told.readline().split())
                return Cost(processor, wall)

            yield run
            asked.close()


def _serve(folder: Path, repeat: int) -> None:
    from tests.bench import contestants

    from kommunalgraph import reading

    if reading.__file__.endswith(".py"):
        raise SystemExit(f"{reading.__file__} is not compiled")
    run = contestants.extraction(contestants.documents_in(folder), repeat)
    for _ in sys.stdin:
        wall, processor = time.perf_counter(), time.process_time()
        run()
        print(time.process_time() - processor, time.perf_counter() - wall, flush=True)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[2]))
