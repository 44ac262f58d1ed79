"""What counts as one word of German text.

A word is a run of letters and digits that may hold hyphens, dots (``Komm.ONE``, ``2.0``), ``&``,
``@`` (``digital@bw``) and apostrophes between two of them.  A slash separates words.
Umlauts written as letter and combining mark stay inside their word, as do soft hyphens.
"""

from __future__ import annotations

import re

MARKS = "\u0300-\u036f\u00ad"
"""Combining marks and the soft hyphen, for use inside a character class."""

WORD = re.compile(rf"[^\W_][\w{MARKS}]*(?:[-‐‑.&@'’][^\W_][\w{MARKS}]*)*")
"""One word."""


def words(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return start, end and surface of each word in ``text[start:end]``, in text order."""
    return [(m.start(), m.end(), m.group()) for m in WORD.finditer(text, start, end)]
