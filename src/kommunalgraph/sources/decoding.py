"""Which codec a document's bytes are in, and what text they hold.

The order of tests: byte order mark, UTF-16 without a mark (NUL in every other byte), the charset
an HTML page declares, UTF-8, Windows-1252.  Bytes 0x80 to 0x9F are control characters in Latin-1
and quotation marks and dashes in Windows-1252; where none occurs, the two agree and we call the
text Latin-1.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple


class Decoded(NamedTuple):
    """The text of a document, with ``\\n`` line ends, and the codec that read it."""

    content: str
    encoding: str


# UTF-32 before UTF-16: the mark of the one begins with the mark of the other.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_CHARSET = re.compile(
    rb"""(?:charset\s*=|<\?xml[^>]{0,80}?encoding\s*=)\s*["']?\s*([\w.:-]{2,40})"""
)
_C1 = re.compile(rb"[\x80-\x9f]")
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# The WHATWG standard reads pages that declare Latin-1 or ASCII as Windows-1252.
_READ_AS_CP1252 = frozenset({"iso8859-1", "ascii", "cp1252"})


def decode(data: bytes, *, declared: bool = False) -> Decoded | None:
    """Return the text in ``data``, or None where no codec fits.

    A UTF-8 byte order mark stays in the text, so that offsets count as in
    ``Path.read_text(encoding="utf-8")``.  ``declared`` looks for the charset an HTML page names.
    """
    decoded = _marked(data) or _unmarked_utf16(data)
    if decoded is None and declared:
        decoded = _as_declared(data)
    decoded = decoded or _utf8(data) or _single_byte(data)
    if decoded is None:
        return None
    content = decoded.content
    if "\r" in content:
        content = content.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(content, decoded.encoding)


def _attempt(data: bytes, codec: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _marked(data: bytes) -> Decoded | None:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            whole = len(data) - len(data) % (4 if codec == "utf-32" else 2)
            return _attempt(data[:whole], codec)
    return None


def _unmarked_utf16(data: bytes) -> Decoded | None:
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(sample) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    # German in UTF-16 has a zero high byte in all characters but quotation marks and dashes.
    if odd > 0.9 * half and even == 0:
        return _attempt(data[: len(data) // 2 * 2], "utf-16-le")
    if even > 0.9 * half and odd == 0:
        return _attempt(data[: len(data) // 2 * 2], "utf-16-be")
    return None


def _as_declared(data: bytes) -> Decoded | None:
    found = _CHARSET.search(data, 0, _SAMPLE)
    if found is None:
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    if codec == "utf-8":
        return _utf8(data)
    if codec in _READ_AS_CP1252:
        # A page that declares Latin-1 and holds valid UTF-8 with umlauts is UTF-8 in practice.
        return _utf8(data) or _single_byte(data)
    return _attempt(data, codec)


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    try:
        # A page cut off within a character: everything before the cut counts.
        return Decoded(codecs.getincrementaldecoder("utf-8")().decode(data), "utf-8")
    except UnicodeDecodeError:
        pass
    content = data.decode("utf-8", "replace")
    damaged = content.count("\ufffd")
    sound = sum(1 for byte in data if byte >= 0xC2) - damaged
    # Single-byte text has hardly any valid multi-byte sequence; four to one is clearly UTF-8.
    return Decoded(content, "utf-8") if sound > 4 * damaged else None


def _single_byte(data: bytes) -> Decoded | None:
    if not _C1.search(data):
        return _attempt(data, "latin-1")
    return None if _UNDEFINED_IN_CP1252.search(data) else _attempt(data, "cp1252")
