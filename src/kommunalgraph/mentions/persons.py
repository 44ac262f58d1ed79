"""Find persons nobody listed: by a given name, a title or an office before the surname."""

from __future__ import annotations

import re
from operator import itemgetter
from typing import Final

from kommunalgraph.mentions.candidates import Candidate, Known
from kommunalgraph.mentions.judging import SURNAME, Judge
from kommunalgraph.mentions.tokens import Token, adjacent, token_from, token_to, word_at

PARTICLES: Final = frozenset(
    ["von", "van", "de", "zu", "del", "della", "di", "la", "le", "da", "dos", "vom", "zum", "zur"]
)
_ARTICLES_IN_NAMES: Final = frozenset(["der", "den"])
_INITIAL = re.compile(r"[A-ZÄÖÜ]$")


class Persons:
    """Finds persons in the tokens of a sentence."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge

    def named(self, text: str, tokens: list[Token], i: int) -> tuple[Candidate, int] | None:
        """``Erika Muster``, ``Hans-Peter M. von Beispiel``: given names, then one surname."""
        last = len(tokens)
        j = self._after_point(tokens, i + 1)
        while j < last and j - i < 5 and adjacent(text, tokens, j):
            word = tokens[j].text
            if not (self.judge.is_given_name(word) or _INITIAL.match(word)):
                break
            j = self._after_point(tokens, j + 1)
        given = j
        while j + 1 < last and tokens[j].text in PARTICLES | _ARTICLES_IN_NAMES and j - i < 5:
            j += 1
        if j > given > i + 1 and SURNAME.match(tokens[given - 1].text):
            j = given  # "Tobias Reinhold vom Landratsamt": the last given name is the surname
            return _person(text, tokens, i, j), j - i
        office = i > 0 and self.judge.is_role(tokens[i - 1].text)
        if j < last and adjacent(text, tokens, j) and self._is_last_name(tokens[j].text, office):
            j += 1
        elif j - i < 2 or not SURNAME.match(tokens[j - 1].text) or len(tokens[j - 1].text) < 3:
            return None
        return _person(text, tokens, i, j), j - i

    def _is_last_name(self, word: str, office: bool) -> bool:
        """Tell whether ``word`` behind a given name is the surname; behind an office as well, or
        listed as an ordinary word, it may be spelled like a company."""
        if self.judge.is_surname(word):
            return True
        surname = office or word in self.judge.lexicon.common
        return surname and word.istitle() and self.judge.letter(word) == "O"

    def _after_point(self, tokens: list[Token], j: int) -> int:
        """Step over a point that belongs to an initial or, by a slip, follows a given name."""
        if word_at(tokens, j) != ".":
            return j
        abbreviated = len(tokens[j - 1].text) == 1
        return j + 1 if abbreviated or _INITIAL.match(word_at(tokens, j + 1)) else j

    def introduced(
        self, text: str, tokens: list[Token], titles: list[int], known: Known
    ) -> list[Candidate]:
        """Return the persons whom a form of address, a title or an office announces; ``titles``
        are the numbers of the tokens that are words of titles."""
        announcing: dict[int, Candidate | None] = {}
        for role in known.values():
            if role.letter == "R" and (k := token_from(tokens, role.start)) is not None:
                announcing[k] = role
        announcing.update({k: None for k in titles if k - 1 not in titles})
        found = []
        for k, office in sorted(announcing.items(), key=itemgetter(0)):
            if office is None:
                person = self._after(text, tokens, k, known)
            else:
                person = self._after_office(text, tokens, office, known)
            if person is not None:
                found.append(person)
        return found

    def _after_office(
        self, text: str, tokens: list[Token], role: Candidate, known: Known
    ) -> Candidate | None:
        """``Landrat Beispiel``, ``Bürgermeisterin Wiltrud Muster``: the holder of the office."""
        if not role.surface.lower().endswith(self.judge.words.offices):
            return None
        k = token_to(tokens, role.end)
        if k is None or word_at(tokens, k + 1) in self.judge.words.title_words:
            return None  # the title announces the person
        name = word_at(tokens, k + 1)
        if self.judge.names_place(name) and name not in self.judge.lexicon.given_names:
            return None
        if name == "von":
            return None  # "Geschäftsführer von Beispiel": a body, named or not
        return self._surname(text, tokens, k + 1, known)

    def _after(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``Herr Muster``, ``Dr. Beispiel``, ``Frau Landrätin Muster``."""
        j = k + 1
        while j < len(tokens) and (
            tokens[j].text in self.judge.words.title_words
            or tokens[j].text in ".-"
            or self.judge.letter(tokens[j].text) == "R"
        ):
            if tokens[j].text == "." and text[tokens[j].end : tokens[j].end + 1] == "\n":
                return None
            j += 1
        return self._surname(text, tokens, j, known, titled=True)

    def _surname(
        self, text: str, tokens: list[Token], j: int, known: Known, *, titled: bool = False
    ) -> Candidate | None:
        if j >= len(tokens) or not adjacent(text, tokens, j):
            return None
        other = known.get(tokens[j].start)
        if titled and other is not None and other.letter == "O" and other.end == tokens[j].end:
            return _person(text, tokens, j, j + 1) if tokens[j].text.istitle() else None
        if other is not None and (other.letter in "PORFT" or other.end > tokens[j].end):
            return None
        first = j
        while j + 1 < len(tokens) and tokens[j].text in PARTICLES | _ARTICLES_IN_NAMES:
            if j == first and tokens[j].text not in PARTICLES:
                return None
            j += 1
        word = tokens[j].text
        if not self.judge.is_surname(word) or self.judge.is_role(word):
            return None
        lexicon = self.judge.lexicon
        if word in lexicon.common and word not in lexicon.given_names and not other:
            return None
        stop = j + 1
        if adjacent(text, tokens, stop) and self._continues(tokens[stop].text):
            stop += 1
        return _person(text, tokens, first, stop)

    def _continues(self, word: str) -> bool:
        judge = self.judge
        return (
            judge.is_surname(word)
            and word not in judge.lexicon.forms
            and not judge.is_common_noun(word)
        )


def _person(text: str, tokens: list[Token], first: int, stop: int) -> Candidate:
    start, end = tokens[first].start, tokens[stop - 1].end
    return Candidate(start, end, "P", text[start:end], hint="Person")
