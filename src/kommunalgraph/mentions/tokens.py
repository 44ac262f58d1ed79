"""The words and signs of a sentence, as the finders of names walk over them."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from typing import Final, NamedTuple

from kommunalgraph.mentions.lexicon import FORM_WORD

OPENING_QUOTES: Final = '„“"»‚'
CLOSING_QUOTES: Final = '“”"«‘'


class Token(NamedTuple):
    """A word or sign of a sentence with its span in the article's text."""

    start: int
    end: int
    text: str


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of ``text[start:end]`` in text order."""
    made = partial(tuple.__new__, Token)  # a third of the time of calling Token, once per word
    return [made((m.start(), m.end(), m[0])) for m in FORM_WORD.finditer(text, start, end)]


def adjacent(text: str, tokens: list[Token], j: int) -> bool:
    """Tell whether only blanks stand between token ``j`` and the one before it."""
    if not 0 < j < len(tokens):
        return False
    return text[tokens[j - 1].end : tokens[j].start] in (" ", "\n", " \n", "")


def token_from(tokens: list[Token], start: int) -> int | None:
    """Return the number of the token that begins at ``start``, None if none does."""
    k = bisect_left(tokens, (start,))
    return k if k < len(tokens) and tokens[k].start == start else None


def token_to(tokens: list[Token], end: int) -> int | None:
    """Return the number of the token that ends at ``end``, None if none does."""
    k = bisect_left(tokens, (end,)) - 1
    return k if k >= 0 and tokens[k].end == end else None


def word_at(tokens: list[Token], j: int) -> str:
    """Return the text of token ``j``, nothing beyond either end."""
    return tokens[j].text if 0 <= j < len(tokens) else ""
