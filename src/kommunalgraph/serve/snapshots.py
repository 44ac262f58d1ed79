"""Readers see the store before a build or after it, never between: snapshots of its files.

A read-only handle sees the state at its opening, but a process started in the middle of a build
would see half of it, and files that a handle still needs may go.  So workers open a copy that
costs next to nothing: the large files of RocksDB (``.sst``) never change once written and are
linked; the few small ones are copied.  A copy is taken while no process holds the store's lock.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import struct
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kommunalgraph import __version__
from kommunalgraph.errors import StoreError
from kommunalgraph.graph import store

_KEPT = (".sst", ".log", ".blob")
_ATTEMPTS, _PAUSE = 100, 0.05

_Files = tuple[tuple[str, int, int], ...]
"""Name, size and time of change of each file that makes up a state."""


@dataclass(eq=False)
class Snapshot:
    """One state of a store in a folder of its own; ``name`` names the state."""

    path: Path
    files: _Files
    holders: int = 0
    replaced: bool = False
    name: str = field(init=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(repr((__version__, self.files)).encode())
        self.name = digest.hexdigest()[:20]


def state_files(path: Path) -> _Files:
    """Return the files that make up the present state of the store at ``path``."""
    found = []
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name.endswith(_KEPT) or entry.name.startswith(("CURRENT", "MANIFEST")):
                status = entry.stat()
                found.append((entry.name, status.st_size, status.st_mtime_ns))
    return tuple(sorted(found))


def is_written(path: Path) -> bool:
    """Tell whether a process has the store open for writing, without touching its lock."""
    # struct flock of this system: type, whence, start, length, process
    linux = sys.platform == "linux"
    form = "hhqqi0q" if linux else "qqihh"
    asked = (fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0) if linux else (0, 0, 0, fcntl.F_WRLCK, 0)
    try:
        with (path / "LOCK").open("rb") as file:
            answer = fcntl.fcntl(file, fcntl.F_GETLK, struct.pack(form, *asked))
    except OSError:
        return False
    kind = struct.unpack(form, answer)[0 if linux else 3]
    return bool(kind != fcntl.F_UNLCK)


class Snapshots:
    """The states of one store that are in use: the current one, and those still being read."""

    def __init__(self, path: Path) -> None:
        self._store = path
        self._folder: Path | None = None
        self._count = 0
        self._current: Snapshot | None = None
        self._rejected: _Files = ()

    @property
    def current(self) -> Snapshot:
        """The state that new jobs see."""
        if self._current is None:
            raise StoreError(f"{self._store}: not opened yet")
        return self._current

    @property
    def current_or_none(self) -> Snapshot | None:
        """The state that new jobs see, where there is one yet."""
        return self._current

    def is_stale(self) -> bool:
        """Tell whether the store has another state than the current snapshot, and is quiet."""
        try:
            files = state_files(self._store)
        except OSError:
            return False  # being replaced; there will be another look
        known = (self.current.files, self._rejected)
        return files not in known and not is_written(self._store)

    def take(self) -> Snapshot:
        """Take a snapshot of the store, whoever writes; wait until it stands still for a moment.

        Raises:
            StoreError: there is no store, or it never stands still.
        """
        if not store.exists(self._store):
            store.open_read_only(self._store)  # says what is the matter
        for _ in range(_ATTEMPTS):
            snapshot = self._copied()
            if snapshot:
                return snapshot
            time.sleep(_PAUSE)
        raise StoreError(f"{self._store}: changes all the time; start when the build is done")

    def take_if_quiet(self) -> Snapshot | None:
        """Take a snapshot if no process writes meanwhile."""
        if not store.exists(self._store) or is_written(self._store):
            return None
        snapshot = self._copied()
        if snapshot and is_written(self._store):
            self._remove(snapshot)
            return None
        return snapshot

    def new_folder(self) -> Path:
        """Return where the next snapshot goes; it is not there yet."""
        if self._folder is None:
            self._folder = _folder_beside(self._store)
        self._count += 1
        return self._folder / str(self._count)

    def _copied(self) -> Snapshot | None:
        """Copy the state, ``None`` where it changed meanwhile."""
        target = self.new_folder()
        try:
            files = state_files(self._store)
            target.mkdir(parents=True)
            for name, _, _ in files:
                _link_or_copy(self._store / name, target / name)
            for extra in self._store.glob("OPTIONS-*"):
                _link_or_copy(extra, target / extra.name)
            if files == state_files(self._store):
                return Snapshot(target, files)
        except FileNotFoundError:
            pass  # a file went while we looked: a writer is at work
        except OSError as error:
            shutil.rmtree(target, ignore_errors=True)
            raise StoreError(f"{self._store}: cannot be copied to {target}: {error}") from error
        shutil.rmtree(target, ignore_errors=True)
        return None

    def adopt(self, snapshot: Snapshot) -> None:
        """Let new jobs see ``snapshot``; the one before goes when its last job is done."""
        before, self._current = self._current, snapshot
        if before:
            before.replaced = True
            self._remove_if_unused(before)

    def discard(self, snapshot: Snapshot) -> None:
        """Remove a snapshot that was never adopted."""
        self._remove(snapshot)

    def reject(self, snapshot: Snapshot) -> None:
        """Drop a snapshot that holds half of a build; do not look at this state again."""
        self._rejected = snapshot.files
        self._remove(snapshot)

    @contextlib.contextmanager
    def held(self, snapshot: Snapshot) -> Iterator[None]:
        """Keep the files of a snapshot while a job runs."""
        snapshot.holders += 1
        try:
            yield
        finally:
            snapshot.holders -= 1
            self._remove_if_unused(snapshot)

    def close(self) -> None:
        """Remove all snapshots."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            with contextlib.suppress(OSError):
                self._folder.parent.rmdir()

    def _remove_if_unused(self, snapshot: Snapshot) -> None:
        if snapshot.replaced and not snapshot.holders:
            self._remove(snapshot)

    def _remove(self, snapshot: Snapshot) -> None:
        shutil.rmtree(snapshot.path, ignore_errors=True)


def _link_or_copy(source: Path, target: Path) -> None:
    """Link a file that never changes, where the file system allows it; copy any other."""
    if source.suffix == ".sst":
        try:
            os.link(source, target)
            return
        except FileNotFoundError:
            raise  # the store changed meanwhile: copying would not help
        except OSError:
            target.unlink(missing_ok=True)  # another file system, or one without links
    shutil.copy2(source, target)


def _folder_beside(path: Path) -> Path:
    """Return a folder for this process, beside the store or else among the temporary files.

    What servers that are gone have left there is removed.
    """
    shelf = path.with_name(f"{path.name}.serving")
    try:
        shelf.mkdir(exist_ok=True)
        for old in shelf.iterdir():
            if old.name.isdecimal() and not _lives(int(old.name)):
                shutil.rmtree(old, ignore_errors=True)
        folder = shelf / str(os.getpid())
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="kommunalgraph-"))
    return folder


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
