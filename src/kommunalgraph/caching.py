"""Keep what is compiled from our own files in the user's cache, under the digest of those files.

Compiling inflects some 13,000 names and writes out some 1,400 templates; reading the result back
takes a fraction of that.  A cache that is missing, damaged or not to be written only costs time.
The folder is ``$KOMMUNALGRAPH_CACHE``, else ``$XDG_CACHE_HOME/kommunalgraph``, else
``~/.cache/kommunalgraph``.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

T = TypeVar("T")

_KEPT = 3
"""Versions of each value: a checkout, an installed package, and one more."""


def cache_folder() -> Path:
    """Return the folder of the cache; it may not exist yet."""
    own = os.environ.get("KOMMUNALGRAPH_CACHE")
    if own:
        return Path(own)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "kommunalgraph"


def cached(name: str, made_from: Iterable[Path], make: Callable[[], T]) -> T:
    """Return ``make()``, from the cache if the files it is made from are as they were.

    The value consists of what :mod:`marshal` writes: numbers, strings, tuples, lists, dicts, sets.
    ``made_from`` are the data and the code that the value depends on.
    """
    path = cache_folder() / f"{name}-{_digest(made_from)}.marshal"
    try:
        return cast("T", marshal.loads(path.read_bytes()))
    except (OSError, EOFError, ValueError, TypeError):
        pass  # no cache, or a damaged one: make the value anew
    value = make()
    _write(marshal.dumps(cast("Any", value)), path)
    forget_older(name)
    return value


def source_of(module: str) -> Path:
    """Return the Python source of the module whose ``__file__`` this is, compiled or not: the
    compiled file does not change with the code."""
    path = Path(module)
    return path.with_name(f"{path.name.partition('.')[0]}.py")


def forget_older(name: str) -> None:
    """Remove all but the newest versions of ``name``, each with the store kept beside it."""
    versions = [(_written(path), path) for path in cache_folder().glob(f"{name}-*.marshal")]
    for _, path in sorted(versions)[:-_KEPT]:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue  # old versions only take room
        shutil.rmtree(path.with_suffix(".store"), ignore_errors=True)


def _written(path: Path) -> float:
    """Return when a file was written, the beginning of time if another process removed it."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(files):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()[:24]


def _write(content: bytes, path: Path) -> None:
    """Write beside the final name and move: a reader never sees half a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        return
