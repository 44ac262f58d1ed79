"""A text as lines that know where they stand.

A line is one paragraph in saved pages; in mails and typed texts a paragraph is wrapped over
several lines of some seventy characters, which are joined here to one.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

_WRAP_MIN, _WRAP_MAX = 45, 100
_SENTENCE_ENDS = (".", "!", "?", ":", "“", '"', "”", ")")


class Line(NamedTuple):
    """The stripped line ``content[start:end]``; ``gap`` tells of a blank line before it."""

    start: int
    end: int
    text: str
    gap: bool


def lines_of(content: str, *, wrapped: bool = True) -> list[Line]:
    """Return the lines of ``content`` that hold something; ``wrapped`` joins wrapped paragraphs."""
    lines: list[Line] = []
    offset, gap = (1 if content.startswith("\ufeff") else 0), False
    for raw in content[offset:].split("\n"):
        text = raw.strip()
        if text:
            start = offset if raw[0] == text[0] else offset + raw.index(text[0])
            lines.append(Line(start, start + len(text), text, gap))
            gap = False
        else:
            gap = True
        offset += len(raw) + 1
    return _joined(lines, content) if wrapped and _is_wrapped(lines) else lines


def _is_wrapped(lines: list[Line]) -> bool:
    """Tell whether the text was broken at a fixed width.

    Then no line is longer than that width, and most lines that another follows directly are
    nearly as long and end amid a sentence.
    """
    if len(lines) < 4 or max(len(line.text) for line in lines) > _WRAP_MAX:
        return False
    followed = [line.text for line, after in pairwise(lines) if not after.gap]
    long = [text for text in followed if len(text) >= _WRAP_MIN]
    broken = [text for text in long if not text.endswith(_SENTENCE_ENDS)]
    return len(broken) >= 3 and 3 * len(broken) > 2 * len(long) and 2 * len(long) > len(followed)


def _joined(lines: list[Line], content: str) -> list[Line]:
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        width = 0 if last is None else len(content[: last.end].rpartition("\n")[2].strip())
        if last is None or line.gap or width < _WRAP_MIN:
            joined.append(line)
        else:
            joined[-1] = Line(last.start, line.end, content[last.start : line.end], last.gap)
    return joined
