"""What commands share: the store option, tables for people, progress, files and standard output."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

store_option = click.option(
    "--store",
    "path",
    type=click.Path(path_type=Path),
    default=Path("kommunalgraph.store"),
    envvar="KOMMUNALGRAPH_STORE",
    show_default=True,
    show_envvar=True,
    help="Folder of the store.",
)
"""``--store PATH``; every command that needs a store takes it."""

out_option = click.option(
    "--out",
    "-o",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=Path("-"),
    help="File to write, - for standard output.",
)
"""``--out FILE`` of commands that write one document."""

_WIDEST = 72  # characters of a cell in a table; programs read csv or json instead


def write(data: bytes, out: Path) -> None:
    """Write bytes to a file, or to standard output where ``out`` is ``-``."""
    if str(out) == "-":
        stream = sys.stdout.buffer
        stream.write(data)
        stream.flush()
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise click.UsageError(f"{out}: cannot be written: {error.strerror}") from error


@contextmanager
def writing(out: Path) -> Iterator[BinaryIO]:
    """Give a stream to write to ``out``, or to standard output where that is ``-``.

    A file is there when all of it is: it is written beside its place and then renamed.
    """
    if str(out) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(out)
    except OSError as error:
        raise click.UsageError(f"{out}: cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows as aligned columns; long cells are cut."""
    lines = [[_cell(cell) for cell in row] for row in (columns, *rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    ruled = [lines[0], ["-" * width for width in widths], *lines[1:]]
    return "\n".join(
        "  ".join(c + " " * (w - _width(c)) for c, w in zip(line, widths, strict=True)).rstrip()
        for line in ruled
    )


def _cell(text: str) -> str:
    flat = "".join(c if c.isprintable() else " " for c in text)
    return flat if len(flat) <= _WIDEST else f"{flat[: _WIDEST - 1]}…"


def _width(text: str) -> int:
    """Return how many columns a terminal needs: combining marks none, wide characters two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


class Progress:
    """Counts documents on standard error while they are read, on a terminal only."""

    def __init__(self, noun: str) -> None:
        self._noun = noun
        self._count = 0
        self._shown = sys.stderr.isatty()

    def step(self) -> None:
        """Count one more."""
        self._count += 1
        if self._shown and self._count % 10 == 0:
            click.echo(f"\r{self._count} {self._noun}", nl=False, err=True)

    def done(self) -> None:
        """Clear the line."""
        if self._shown and self._count >= 10:
            click.echo("\r\x1b[K", nl=False, err=True)
