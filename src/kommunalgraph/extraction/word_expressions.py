"""Regular expressions for the words of templates: one word, or any of many."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Final

from kommunalgraph.text.verbs import reported_form

_WORD_END: Final = r"(?![\wäöüß])"


def one_word(text: str) -> str:
    """Return an expression for a word, or with ``*`` for any that begins so.

    A small first letter also matches the capital at the beginning of a sentence.  A verb in the
    present also matches its form of reported speech: ``die Stadt nutze``, as its mayor says.
    """
    open_end = text.endswith("*")
    text = text.rstrip("*")
    if not open_end and reported_form(text):
        return any_word([text])
    return _head(text) + re.escape(text[1:]) + (r"[\wäöüß-]*" if open_end else _WORD_END)


def _head(word: str) -> str:
    """The first letter, small or capital if it is small."""
    return f"[{word[0]}{word[0].upper()}]" if word[0].islower() else re.escape(word[0])


def any_word(words: Iterable[str]) -> str:
    """Return an expression for any of these words that looks at each letter once.

    Hundreds of verbs as mere alternatives, tried one by one at each word of a sentence, took a
    third of the time of all rules.
    """
    heads: dict[str, set[str]] = {}
    for word in words:
        heads.setdefault(_head(word), set()).add(word[1:])
        if reported := reported_form(word):  # in small letters only: "Stelle" is no "stelle"
            heads.setdefault(reported[0], set()).add(reported[1:])
    return "(?:" + "|".join(h + _any_rest(rests) for h, rests in heads.items()) + ")" + _WORD_END


def _any_rest(rests: set[str]) -> str:
    """An expression for any of these ends of words, those that begin alike together."""
    alike = {k: [r[1:] for r in g] for k, g in groupby(sorted(rests - {""}), itemgetter(0))}
    branches = [letter + _any_rest(set(ends)) for letter, ends in alike.items()]
    if not branches:
        return ""
    single = len(branches) == 1 and "" not in rests
    return branches[0] if single else f"(?:{'|'.join(branches)})" + "?" * ("" in rests)
