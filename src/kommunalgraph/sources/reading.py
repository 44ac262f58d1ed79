"""Files, folders, patterns and standard input -> documents, in a fixed order.

Whatever cannot be read is skipped with a reason; nothing here raises for a bad input, and no
more than ``limit`` bytes of an input are ever held.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kommunalgraph.model import Document, Skipped
from kommunalgraph.sources.decoding import decode
from kommunalgraph.sources.suspicion import binary, no_language, packed

DEFAULT_LIMIT = 10_000_000
"""Bytes; a hundred times the longest article with its page around it."""

_ENDINGS = (".txt", ".html", ".htm")
_PAGE_START = re.compile(
    r"(?:\ufeff|\s|<!--(?:(?!-->).){0,2000}-->)*"
    r"<(?:!doctype\s+html|\?xml[^>]*>\s*<(?:!doctype\s+)?html|html|head|body|title|meta|link"
    r"|article|section|main|header|div|p|h1|span|table|script|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:html|body|p|div|h1|article|br)\b[^<>]{0,200}>", re.IGNORECASE)
_PAGE_SAMPLE = 8192


def read_documents(
    inputs: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    limit: int = DEFAULT_LIMIT,
) -> Iterator[Document | Skipped]:
    """Yield a document or the reason for its absence for each file that ``inputs`` name.

    An input is a file, a folder (all ``*.txt``, ``*.html`` and ``*.htm`` below it, sorted), a
    pattern such as ``news/*.txt``, or ``-`` for standard input.  A file named twice is read once.
    """
    seen: set[str] = set()
    for given in inputs:
        name = os.fspath(given)
        if name == "-":
            if name not in seen:
                seen.add(name)
                yield _read_stream(stdin or sys.stdin.buffer, "-", limit)
            continue
        found = _files(name)
        if isinstance(found, Skipped):
            yield found
            continue
        for path in found:
            identity = _identity(path)
            if identity not in seen:
                seen.add(identity)
                yield _read_file(path, limit)


def decode_document(name: str, data: bytes) -> Document | Skipped:
    """Return the document that the bytes ``data`` hold, or the reason why they hold none."""
    name = _printable(name)
    if not data.strip():
        return Skipped(name, "is empty")
    kind = packed(data)
    if kind is not None:
        return Skipped(name, f"is {kind}, not text; convert it to text or HTML first")
    is_page = b"<" in data[:_PAGE_SAMPLE]
    decoded = decode(data, declared=is_page)
    if decoded is None or binary(decoded.content):
        return Skipped(name, "is binary data, not text")
    if not decoded.content.strip("\ufeff \t\n\v\f\xa0"):
        return Skipped(name, "is empty")
    media_type = _media_type(name, decoded.content) if is_page else "text/plain"
    reason = no_language(decoded.content, media_type=media_type)
    if reason is not None:
        return Skipped(name, reason)
    digest = hashlib.sha256(data).hexdigest()
    return Document(name, decoded.content, media_type, decoded.encoding, digest)


def _files(name: str) -> list[Path] | Skipped:
    """Return the files that one input names, sorted."""
    if "\0" in name:
        return Skipped(_printable(name), "is no file name: it holds a NUL character")
    path = Path(name)
    try:
        if path.is_dir():
            files = list(_below(path))
            return files or Skipped(_printable(name), f"holds no {', '.join(_ENDINGS)} file")
        if path.exists() or path.is_symlink():
            return [path]
        if any(sign in name for sign in "*?["):
            folder, pattern = Path(path.anchor), str(path.relative_to(path.anchor))
            matches = sorted(match for match in folder.glob(pattern) if match.is_file())
            return matches or Skipped(_printable(name), "the pattern matches no file")
    except (OSError, ValueError) as error:
        return Skipped(_printable(name), f"cannot be looked up: {error}")
    return Skipped(_printable(name), "no such file")


def _below(folder: Path) -> Iterator[Path]:
    """Yield the readable files below ``folder``; links to folders and hidden names are left out."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _below(entry)
        elif entry.suffix.lower() in _ENDINGS and entry.is_file():
            yield entry


def _identity(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return str(path)
    return f"{status.st_dev}:{status.st_ino}"


def _read_file(path: Path, limit: int) -> Document | Skipped:
    try:
        with path.open("rb") as stream:
            return _read_stream(stream, str(path), limit)
    except OSError as error:
        return Skipped(_printable(str(path)), f"cannot be read: {error.strerror or error}")


def _read_stream(stream: BinaryIO, name: str, limit: int) -> Document | Skipped:
    """Read at most ``limit`` bytes and one more, which tells that there are too many."""
    try:
        data = stream.read(limit + 1)
    except OSError as error:
        return Skipped(_printable(name), f"cannot be read: {error.strerror or error}")
    if len(data) > limit:
        return Skipped(_printable(name), f"is larger than {limit} bytes; no article is")
    return decode_document(name, data)


def _media_type(name: str, content: str) -> str:
    """Tell a page from a text by its content; the file name decides only where tags are few."""
    if _PAGE_START.match(content):
        return "text/html"
    named_page = name.lower().endswith((".html", ".htm"))
    return "text/html" if named_page and _TAG.search(content) else "text/plain"


def _printable(name: str) -> str:
    """Return a file name that any encoding of the output can take."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
