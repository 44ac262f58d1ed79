"""Where German sentences begin and end.

A mark (``.``, ``!``, ``?``, ``…``) with its closing quotation marks and brackets is looked at where
white space follows.  ``!`` and ``?`` end a sentence unless a small letter follows.  A full stop is
judged by what stands before it (abbreviation, initial, ordinal) and, where that leaves it open, by
whether the next word is one that begins sentences.  A colon never ends a sentence.  Blank lines,
paragraph breaks, a dateline in square brackets and a photo credit in brackets separate as well.
"""

from __future__ import annotations

import re

from kommunalgraph.text import language

_NEVER_END = language.words("sentences", "never_end")
_BEFORE_NUMBER = language.words("sentences", "before_number")
_CAN_END = language.words("sentences", "can_end")
_STARTERS = language.words("sentences", "starters")
_LOWERCASE_NAMES = language.words("sentences", "lowercase_names")
_MONTHS = frozenset(language.values("calendar", "months"))

_MARK = re.compile(r"[.!?…]+[\"“”„«»‘’'›‹)\]]*(?=\s)")
_NEXT = re.compile(r"\s*(?:[-–—•·*]\s*)?([\"“”„«»‘’‚'›‹(\[]*)([\w.&@‑-]*)")
_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_][\w-]{0,9}\.[ \u00a0\u202f]?)+$")
_LAST_WORD = re.compile(r"[^\s\"“„«»(\[]+$")
_WORD_BEFORE = re.compile(r"(\S+)\s+\S+$")
_ORDINAL = re.compile(r"\d{1,3}|\d{1,2}\.\d{1,2}|[IVXL]+")
# "auf 45. Bürger können": behind these, or behind a noun ("Platz 3. Bürger"), a number is a count.
_BEFORE_COUNT = frozenset(
    {"auf", "von", "rund", "etwa", "knapp", "über", "gut", "fast", "bei", "ca."}
)
_BREAK = re.compile(
    r"\n[^\S\n]*\n"  # blank line
    r"|\n(?=\([^()\n]*\)[^\S\n]*(?:\n|$))"  # a line that is all brackets follows: photo credit
)
_DATELINE_END = re.compile(r"\](?<=\d\])(?=\s)")
_CREDIT = re.compile(
    r"\((?<=\s\()(?:Foto|Fotos|Bild|Bilder|Bildquelle|Quelle|Grafik|Abb\.):?\s[^()\n]*\)(?=\s)"
)
_PARAGRAPH_LINE = 120  # characters; nobody wraps lines by hand at more


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences in ``text[start:end]``, which is one block of an article.

    Spans are in text order, do not overlap, neither begin nor end with white space, and hold every
    other character of the block.  Text that breaks off yields a last sentence as far as it goes.
    """
    cuts = [m.end() for m in _DATELINE_END.finditer(text, start, end)]
    for credit in _CREDIT.finditer(text, start, end):
        cuts += credit.span()
    if text.find("\n", start, end) >= 0:
        cuts += _line_cuts(text, start, end)
    for mark in _MARK.finditer(text, start, end):
        if _ends_sentence(text, mark, start, end):
            cuts.append(mark.end())
    spans = []
    left = start
    for right in (*sorted(cuts), end):
        piece = text[left:right]
        stripped = piece.strip()
        if stripped:
            begin = left + piece.index(stripped[0])
            spans.append((begin, begin + len(stripped)))
        left = max(left, right)
    return spans


def _line_cuts(text: str, start: int, end: int) -> list[int]:
    """Return where a line ends a sentence although no mark does."""
    lines = text[start:end].split("\n")
    if max(map(len, lines)) < _PARAGRAPH_LINE:
        return [m.end() for m in _BREAK.finditer(text, start, end)]
    # Lines this long are not wrapped by hand, so that each line is a paragraph.
    cuts = []
    position = start
    for line in lines[:-1]:
        position += len(line) + 1
        cuts.append(position)
    return cuts


def _ends_sentence(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Tell whether the sentence ends behind ``mark``."""
    following = _NEXT.match(text, mark.end(), end)
    if following is None:
        return True
    opening, word = following.groups()
    if word[:1].islower() and not opening:
        return _is_lowercase_name(word) and not _is_abbreviation(text, mark, start)
    if word[:1].islower():
        return mark.group()[0] != "." or mark.group() == "."
    if mark.group()[0] != "." or mark.group().startswith(".."):
        return text[mark.start() - 1 : mark.start()] not in ("[", "(")
    return _full_stop_ends(text, mark, start, word)


def _full_stop_ends(text: str, mark: re.Match[str], start: int, word: str) -> bool:
    """Tell whether a single full stop before the capital, digit or sign of ``word`` ends it."""
    stop = mark.start()
    dotted = _DOTTED.search(text, max(start, stop - 24), stop + 1)
    if dotted:
        verdict = _abbreviation_ends(dotted.group(), word)
        if verdict is not None:
            return verdict
    last = _LAST_WORD.search(text, max(start, stop - 24), stop)
    if last is None:
        return True
    if _ORDINAL.fullmatch(last.group()):
        return _number_ends(text, last, start, word)
    # "Dr. Herbert. O. Zinell": a stray full stop between a titled first name and an initial.
    is_initial = len(word) == 2 and word[1] == "." and word[0].isupper()
    return not (is_initial and text[max(start, last.start() - 2) : last.start()].startswith("."))


def _abbreviation_ends(dotted: str, word: str) -> bool | None:
    """Judge a run such as ``Dr. h. c.``; None if its last part is an ordinary word."""
    parts = [part for part in re.split(r"(?<=\.)\s?", dotted) if part]
    for first in range(len(parts)):
        candidate = "".join(parts[first:])
        if candidate in _CAN_END:
            return word in _STARTERS
        if candidate in _NEVER_END:
            return False
        if candidate in _BEFORE_NUMBER:
            return not word[:1].isdigit()
    if len(parts[-1].rsplit("-", 1)[-1]) == 2:  # an initial: "M. Müller", "Karl-H. Schmidt"
        return word in _STARTERS
    if len(parts) > 1 and all(len(part) <= 4 for part in parts):
        return word in _STARTERS
    return None


def _number_ends(text: str, number: re.Match[str], start: int, word: str) -> bool:
    """Tell whether ``number`` and full stop end the sentence instead of being an ordinal."""
    if word in _MONTHS:
        return False
    if word in _STARTERS:
        return True
    before = _WORD_BEFORE.search(text, max(start, number.start() - 40), number.end())
    if before is None or not number.group().isdigit():
        return False
    preceding = before.group(1)
    if preceding in _BEFORE_COUNT:
        return True
    return preceding[0].isupper() and preceding not in _STARTERS and preceding.isalpha()


def _is_abbreviation(text: str, mark: re.Match[str], start: int) -> bool:
    """Tell whether the mark is the full stop of a known abbreviation, an initial or an ordinal."""
    if mark.group()[0] != ".":
        return False
    stop = mark.start()
    dotted = _DOTTED.search(text, max(start, stop - 24), stop + 1)
    if dotted and _abbreviation_ends(dotted.group(), "") is not None:
        return True
    last = _LAST_WORD.search(text, max(start, stop - 24), stop)
    return last is not None and _ORDINAL.fullmatch(last.group()) is not None


def _is_lowercase_name(word: str) -> bool:
    """Tell whether a small first letter belongs to a name: ``ekom21``, ``xSuite``, ``krz-Chef``."""
    head = word.split("-", 1)[0].rstrip(".")
    return head in _LOWERCASE_NAMES or not ((head.islower() and head.isalpha()) or head == "")
