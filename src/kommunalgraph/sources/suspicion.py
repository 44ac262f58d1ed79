"""Why bytes or a text cannot be an article: packed files, binary data, text without language."""

from __future__ import annotations

import re
import string

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a RIFF media file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f]")
_LATIN = string.ascii_letters.encode()
_OTHER_LETTERS = re.compile(r"[^\W\d_\x00-\x7f]+")
_SAMPLE = 20_000
_LONGEST_PARAGRAPH = 200_000


def packed(data: bytes) -> str | None:
    """Return what kind of packed or binary file ``data`` begins like, or None."""
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def binary(content: str) -> bool:
    """Tell whether decoded text holds NUL or more than a stray control character.

    One in two hundred is what a bad copy of a page holds at most; random bytes hold one in eight.
    """
    if "\0" in content:
        return True
    sample = content[:_SAMPLE]
    if sample.isprintable():
        return False
    return len(_CONTROL.findall(sample)) * 200 > len(sample)


def no_language(content: str, *, media_type: str) -> str | None:
    """Return why ``content`` cannot be running text in a Latin script, or None.

    Looks at the first 20,000 characters: German text is four fifths letters, of which all but
    umlauts are ASCII, in words of seven letters on average.
    """
    sample = content[:_SAMPLE]
    latin = len(sample) - len(sample.encode("ascii", "replace").translate(None, _LATIN))
    letters = latin + sum(map(len, _OTHER_LETTERS.findall(sample)))
    if not letters:
        return "holds no letters"
    if media_type == "text/html":
        return None
    words = sample.split()
    visible = sum(map(len, words))
    if letters * 2 < visible:
        return "is mostly digits and signs, no running text"
    if latin * 2 < letters:
        return "is not written in Latin letters"
    if visible > 40 * len(words):
        return "has no words: blanks are missing"
    if len(content) > _LONGEST_PARAGRAPH and _longest_line(content) > _LONGEST_PARAGRAPH:
        return f"has a line of more than {_LONGEST_PARAGRAPH} characters, no article has"
    return None


def _longest_line(content: str) -> int:
    return max(map(len, content.split("\n")))
