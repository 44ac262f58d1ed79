"""Find the candidates of a sentence, from left to right, longest first.

Names the tables list are looked up by their first word.  Names nobody listed are recognised by
what stands around them: see :mod:`.persons`, :mod:`.institutions`, :mod:`.announced`,
:mod:`.compounds` and :mod:`.unknown_places`.  At the end each candidate takes in what belongs to it
in the sentence: see :mod:`.extents`.
"""

from __future__ import annotations

from collections.abc import Mapping

from kommunalgraph.mentions import announced, unknown_places
from kommunalgraph.mentions.candidates import Candidate, without_overlaps
from kommunalgraph.mentions.compounds import Compounds
from kommunalgraph.mentions.extents import Extents
from kommunalgraph.mentions.institutions import Institutions
from kommunalgraph.mentions.judging import Judge, Remembered
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.mentions.listed import Listed
from kommunalgraph.mentions.persons import Persons
from kommunalgraph.mentions.telling import Hint, Words
from kommunalgraph.mentions.tokens import Token, token_from, token_to, tokens_of
from kommunalgraph.mentions.wordlists import Wordlists
from kommunalgraph.text import dates, numbers


class Finder:
    """Finds candidates with one lexicon; the methods keep no state between sentences."""

    def __init__(self, lexicon: Lexicon, words: Wordlists) -> None:
        self.lexicon = lexicon
        self.words = words
        self.judge = Judge(lexicon, words)
        self.listed = Listed(lexicon)
        self.compounds = Compounds(self.judge, self.listed)
        self.extents = Extents(self.judge)
        self.persons = Persons(self.judge)
        self.institutions = Institutions(self.judge)
        self.announcements = announced.Announcements(self.judge)
        self.places = unknown_places.UnknownPlaces(self.judge)
        self._hints = Remembered(self._hint)

    def words_of(self, text: str, start: int, end: int) -> Words:
        """Return the words of the sentence ``text[start:end]`` with what they give away."""
        tokens = tokens_of(text, start, end)
        hints = self._hints
        return Words(
            tokens, [(k, hint) for k, (_, _, word) in enumerate(tokens) if (hint := hints[word])]
        )

    def find(self, text: str, words: Words) -> list[Candidate]:
        """Return the candidates of a sentence of ``text`` in text order."""
        tokens = words.tokens
        found: list[Candidate] = []
        i = 0
        for k in [0, *[k for k, hint in words.telling if k and hint.begins]]:
            if k < i or k == len(tokens) or (k and self._ends_sentence(text, tokens[k])):
                continue
            candidates, step = self._at(text, tokens, k)
            if not candidates:
                i = k + step
                continue
            while found and found[-1].end > candidates[0].start:
                found.pop()  # "Musterfurter" in front of "Stadtwerke" is part of the name
            found += candidates
            i = k + step
        found = self._with_unlisted(text, words, found)
        return self.extents.completed(text, tokens, found) if found else found

    def _hint(self, word: str) -> Hint | None:
        """What ``word`` gives away, None if nothing."""
        hint = Hint(
            self._begins(word),
            word in self.words.title_words,
            dates.may_tell_time(word),
            numbers.may_tell_number(word),
            self.places.reader_of(word),
            self.announcements.reader_of(word),
        )
        return hint if any(hint) else None

    def _ends_sentence(self, text: str, token: Token) -> bool:
        """Tell whether a sign such as the full stop begins no name: ``.msg`` goes on at once."""
        return not (token.text[0].isalnum() or text[token.end : token.end + 1].isalnum())

    def _begins(self, word: str) -> bool:
        """Tell whether a candidate may begin with ``word`` inside of a sentence."""
        if word in self.lexicon.starts or self.judge.is_given_name(word):
            return True
        if not (word[0].isupper() or "-" in word or word[-1].isupper()):
            return False
        if self.lexicon.listed_as(word):
            return True
        return bool("-" in word or self.institutions.kind_of_head(word) or self.judge.is_role(word))

    def _at(self, text: str, tokens: list[Token], i: int) -> tuple[list[Candidate], int]:
        """Candidates that begin at token ``i``, and how many tokens they take (at least 1)."""
        word = tokens[i].text
        listed = self.listed.at(text, tokens, i) if word in self.lexicon.starts or i == 0 else None
        if listed and listed[1] > 1:
            return [listed[0]], listed[1]
        if self.judge.is_given_name(word):
            person = self.persons.named(text, tokens, i)
            if person:
                return [person[0]], person[1]
        if not (word[0].isupper() or "-" in word or word[-1].isupper()):
            return ([listed[0]], listed[1]) if listed else ([], 1)
        institution = self.institutions.at(text, tokens, i)
        if institution and (not listed or institution[1] > listed[1]):
            return [institution[0]], institution[1]
        if listed:
            return [listed[0]], listed[1]
        form = self.lexicon.listed_as(word)
        if form:
            start, end = tokens[i].start, tokens[i].end
            return [self.listed.candidate(start, end, word, self.lexicon.senses(form))], 1
        if "-" in word:
            return self.compounds.parts(text, tokens[i]), 1
        if self.judge.is_role(word):
            token = tokens[i]
            return [Candidate(token.start, token.end, "R", word, hint=word)], 1
        return [], 1

    def _with_unlisted(self, text: str, words: Words, found: list[Candidate]) -> list[Candidate]:
        """Add the names that only their neighbours give away."""
        tokens, telling = words
        known = {c.start: c for c in found}
        titles: list[int] = []
        places: list[Candidate] = []
        readers: dict[int, announced.Reader] = {}
        for k, hint in telling:
            if hint.title:
                titles.append(k)
            if hint.place:
                places += hint.place(text, tokens, k, known)
            if hint.name:
                readers[k] = hint.name
        persons = self.persons.introduced(text, tokens, titles, known)
        names = self.announcements.find(text, tokens, readers, known)
        if any(c.letter == "O" for c in found):
            names += self._longer(text, tokens, known)
        for c in [c for c in (*found, *names) if c.letter == "D"]:
            if text.startswith(" von ", c.end):
                maker = self.announcements.maker_behind(text, tokens, c, known)
                names += [maker] if maker else []
        if not persons and not places and not names:
            return found
        # "die Ämter A und B": not the towns A and B
        told = [p for p in places if p.hint == "MunicipalAssociation" and p.senses]
        return without_overlaps([*persons, *told, *found, *places, *names])

    def _longer(
        self, text: str, tokens: list[Token], known: Mapping[int, Candidate]
    ) -> list[Candidate]:
        """Names around the listed name of a company: of another company, or of its product."""
        widen = self.announcements.companies.longer_than_listed
        of_maker = self.announcements.descriptions.of_maker
        longer: list[Candidate | None] = []
        for c in known.values():
            k = token_from(tokens, c.start) if c.letter == "O" and c.senses else None
            if k is None:
                continue
            if " " in c.surface:
                longer.append(widen(text, tokens, k, c))
            last = token_to(tokens, c.end)
            if last is not None and self._is_company(c):
                longer.append(of_maker(text, tokens, last + 1, c))
        return [c for c in longer if c is not None]

    def _is_company(self, c: Candidate) -> bool:
        return self.lexicon.things[c.senses[0].thing].kinds[0] == "Company"
