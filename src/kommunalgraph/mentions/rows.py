"""Find companies nobody listed in a row behind a plural: ``die Firmen Musterix und Beispilo``.

A noun of the language does not stand bare behind a plural with an article, so words that look like
no noun are names there, if the row ends in ``und`` and a last one.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.mentions.candidates import Candidate, Known
from kommunalgraph.mentions.companies import LEGAL_ABBREVIATIONS, NAME_WORD, named
from kommunalgraph.mentions.judging import Judge
from kommunalgraph.mentions.tokens import Token, adjacent, token_to, word_at

_PLURAL = re.compile(
    r"(?:unternehmen|firmen|anbietern?|herstellern?|dienstleistern?|partnern?|start-?ups|häusern?"
    r"|agenturen|spezialisten|töchtern?)$",
    re.I,
)
_JOINED: Final = frozenset(["Bietergemeinschaft", "Konsortium", "Konsortiums"])
"""``die Bietergemeinschaft aus`` Musterix und Beispilo."""
_DETERMINED = re.compile(
    r"\b(?:[Dd]ie|[Dd]er|[Dd]en|[Bb]eiden?|[Mm]it|[Vv]on|[Zz]wischen|[Aa]n)(?: [a-zäöüß-]+e[nr])* $"
)
_ENDS = re.compile(r"[.,;:!?)]|$| [a-zäöü(]")
_NOUN_LIKE = ("en", "ern", "eln", "ung", "heit", "keit", "schaft", "tion", "tät", "nis", "e")
_SHORTEST = 3


class Rows:
    """Finds the companies of a row in the tokens of a sentence."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge

    def behind(self, text: str, tokens: list[Token], k: int, known: Known) -> list[Candidate]:
        """Return the unlisted companies in the row behind noun ``k``, none if there is no row."""
        j = self._first(text, tokens, k)
        if j is None:
            return []
        found: list[Candidate] = []
        items, closed = 0, False
        while j < len(tokens):
            stop = self._item(text, tokens, j, known, found)
            if stop == j:
                return []
            items, j = items + 1, stop
            if closed or word_at(tokens, j) not in (",", "und", "sowie"):
                break
            closed = word_at(tokens, j) != ","
            j += 1
        whole = closed and items > 1 and bool(_ENDS.match(text, tokens[j - 1].end))
        return found if whole else []

    def _first(self, text: str, tokens: list[Token], k: int) -> int | None:
        """The token that begins the row behind noun ``k``, None if the noun begins none."""
        noun, start = tokens[k].text, tokens[k].start
        if noun in _JOINED and word_at(tokens, k + 1) == "aus":
            return k + 2
        if not _PLURAL.search(noun) or not adjacent(text, tokens, k + 1):
            return None
        floor = max(tokens[0].start, start - 60)
        return k + 1 if _DETERMINED.search(text, floor, start) else None

    def _item(
        self, text: str, tokens: list[Token], j: int, known: Known, found: list[Candidate]
    ) -> int:
        """Return the token behind the company at ``j``, adding it if no table lists it; ``j``
        itself if none begins there."""
        listed = known.get(tokens[j].start)
        if listed is not None:
            last = token_to(tokens, listed.end)
            return j if listed.letter != "O" or last is None else last + 1
        if not self._is_name(tokens[j].text):
            return j
        stop = j + 1
        while adjacent(text, tokens, stop) and self._continues(tokens[stop].text):
            stop += 1
        found.append(named(text, tokens, j, stop, "Company"))
        return stop

    def _is_name(self, word: str) -> bool:
        judge = self.judge
        if not NAME_WORD.match(word) or len(word) < _SHORTEST or not word[0].isalpha():
            return False
        if judge.is_common_noun(word) or judge.is_given_name(word) or word in judge.lexicon.forms:
            return False
        return judge.is_coined(word) or not word.endswith(_NOUN_LIKE)

    def _continues(self, word: str) -> bool:
        words = self.judge.words
        return word in words.company_endings or word in LEGAL_ABBREVIATIONS
