"""Find names inside hyphenated words: ``Musterstadt-App``, ``MusterSoft-Geschäftsführer``."""

from __future__ import annotations

import re

from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.judging import Judge, Remembered
from kommunalgraph.mentions.lexicon import Sense
from kommunalgraph.mentions.listed import Listed
from kommunalgraph.mentions.tokens import Token

_ABOUT_PRODUCTS = frozenset(
    [
        *("system", "systeme", "systems", "einführung", "umstellung", "landschaft"),
        *("modul", "module", "anwendungen", "umgebung"),
    ]
)
_PRODUCT_COMPOUNDS = ("-Cloud-Arbeitsplatz", "-Cloud-Arbeitsplatzes", "-Cloud-Desktop")
"""What names the product of a house even where the house is listed."""
_ASSOCIATIONS = ("Verbandsgemeinde", "Samtgemeinde", "Verwaltungsgemeinschaft", "Amt")
_SHORTEST_PART = 3
_PROVIDER_COMPOUND = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{3,}(?:-[A-ZÄÖÜ][a-zäöüß]+)?-(?:IT|DV)$")


class Compounds:
    """Takes compounds apart."""

    def __init__(self, judge: Judge, listed: Listed) -> None:
        self.judge = judge
        self.lexicon = judge.lexicon
        self.words = judge.words
        self.listed = listed
        self._joined_topics = Remembered(self._joined_topic)

    def parts(self, text: str, token: Token) -> list[Candidate]:
        """Parts of a hyphenated word: a listed name in front, a role or product head behind."""
        word = token.text
        head, _, tail = word.rpartition("-")
        found: list[Candidate] = []
        if word.endswith(_PRODUCT_COMPOUNDS) and self._is_no_word(word.partition("-")[0]):
            return [Candidate(token.start, token.end, "D", word, hint="Product")]
        if association := self._association(word):
            return [self.listed.candidate(token.start, token.end, word, association)]
        cut = len(word)
        if joined := self._joined_topics[word]:
            return [self.listed.candidate(token.start, token.end, word, joined)]
        prefix_senses: tuple[Sense, ...] = ()
        while (cut := word.rfind("-", 0, cut)) > 0:
            prefix_senses = self.lexicon.senses(word[:cut])
            if prefix_senses:
                break
        if prefix_senses:
            end = token.start + cut
            candidate = self.listed.candidate(token.start, end, word[:cut], prefix_senses)
            if candidate.letter == "O" and word[cut + 1 :].lower() in _ABOUT_PRODUCTS:
                return []  # "MusterSoft-Einführung": the maker's name stands for its product
            if candidate.letter == "D" and word[cut + 1 :] in self.words.product_heads:
                candidate = candidate._replace(outer_start=token.start, outer_end=token.end)
            if candidate.letter in "OLTDEQ":
                found.append(candidate)
        tail_start = token.end - len(tail)
        if self.judge.is_role(tail):
            start = tail_start if found else token.start
            surface = tail if found else word
            found.append(Candidate(start, token.end, "R", surface, hint=surface))
        elif tail in self.words.product_heads and not found and self._names_product(text, head):
            found.append(Candidate(token.start, token.end, "D", word, hint="Product"))
        elif not found and _PROVIDER_COMPOUND.match(word) and self._is_no_word(head):
            found.append(Candidate(token.start, token.end, "O", word, hint="Provider"))
        return found

    def _association(self, word: str) -> tuple[Sense, ...]:
        """The association of towns that is called after two of them: ``Musterau-Musterfeld``."""
        return next(
            (s for noun in _ASSOCIATIONS if (s := self.lexicon.senses(f"{noun} {word}"))), ()
        )

    def _joined_topic(self, word: str) -> tuple[Sense, ...]:
        """The topic that a compound names if its hyphen is left out: ``Breitband-Ausbau``."""
        first, *others = word.split("-")
        if not others or len(first) < _SHORTEST_PART or first.isupper():
            return ()
        senses = self.lexicon.senses(first + "".join(others).lower())
        topic = senses and self.lexicon.things[senses[0].thing].letter == "T"
        return senses if topic else ()

    def _names_product(self, text: str, head: str) -> bool:
        """Tell whether the first part of a compound is a name: ``Musteria-App``.

        It is if it is coined, a place, or stands alone elsewhere in the article.
        """
        if not self._is_no_word(head):
            return False
        judge = self.judge
        if judge.is_coined(head) or judge.names_place(head) or judge.is_place_shaped(head):
            return True
        return bool(re.search(rf"(?<![\w-]){re.escape(head)}(?![\w-])", text))

    def _is_no_word(self, head: str) -> bool:
        """Tell whether the first part of a compound is no ordinary word."""
        if not head[:1].isalpha() or head in self.words.generic_prefixes:
            return False
        stem = head.removesuffix("s")
        return not self.judge.is_common_noun(stem) and stem not in self.words.generic_prefixes
