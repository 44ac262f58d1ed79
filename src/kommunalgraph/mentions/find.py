"""Find the candidates of a sentence, from left to right, longest first.

Names the tables list are looked up by their first word.  Names nobody listed are recognised by
what stands around them: see :mod:`.persons`, :mod:`.institutions`, :mod:`.announced` and
:mod:`.unknown_places`.  At the end each candidate takes in what belongs to it in the sentence: the
noun in front, the short form in brackets, the field of an office.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kommunalgraph.mentions import announced, unknown_places
from kommunalgraph.mentions.candidates import Candidate, without_overlaps
from kommunalgraph.mentions.institutions import Institutions
from kommunalgraph.mentions.judging import Judge, Remembered
from kommunalgraph.mentions.lexicon import ADJECTIVE, FORM_WORD, Lexicon, Sense
from kommunalgraph.mentions.persons import Persons
from kommunalgraph.mentions.telling import Hint, Words
from kommunalgraph.mentions.tokens import Token, token_from, token_to, tokens_of
from kommunalgraph.mentions.wordlists import Wordlists
from kommunalgraph.text import dates, numbers

_ABBREVIATION = re.compile(r"(?=.*[A-ZÄÖÜ].*)[\w.&/|+-]{2,14}$")
_DOTTED = re.compile(r"[a-zäöü]{2,8}(?:\.[a-zäöü]{2,8}|-[a-z]{2,4})$")
"""``mu.sw``: a short form in lower case."""
_VERSION = re.compile(r" (\d{1,2}(?:\.\d{1,2})?)(?=[),;:!?]| [a-zäöü]|\.?$|\.\s)(?! bis\b| und \d)")
"""``MusterPro 3``: a version behind a product's name, no number of anything."""
_SHORT_ROLE = re.compile(r" \([A-ZÄÖÜ][A-Za-z]{1,5}\)")
_FIELD_NOUN = (
    r"(?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][a-zäöüßA-Z-]+"
    r"(?:,? (?:und|sowie|&) (?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][a-zäöüßA-Z-]+)?"
)
_FIELD_LINK = r"(?:der|des|für(?: die| das| den)?|im Bereich|im Fachbereich)"
_FIELD = re.compile(rf" {_FIELD_LINK} {_FIELD_NOUN}")
_BARE_FIELD = re.compile(rf" (?:{_FIELD_LINK} )?{_FIELD_NOUN}")
_ABOUT_PRODUCTS = frozenset(
    [
        *("system", "systeme", "systems", "einführung", "umstellung", "landschaft"),
        *("modul", "module", "anwendungen", "umgebung"),
    ]
)
_PRODUCT_COMPOUNDS = ("-Cloud-Arbeitsplatz", "-Cloud-Arbeitsplatzes", "-Cloud-Desktop")
"""What names the product of a house even where the house is listed."""
_CAPITALISED = re.compile(r"[A-ZÄÖÜ][\w-]+")
_SHORTEST_PART = 3
_PROVIDER_COMPOUND = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{3,}(?:-[A-ZÄÖÜ][a-zäöüß]+)?-(?:IT|DV)$")

_OPENING_MARKS = frozenset('„"»“‚')
_CLOSING_MARKS = frozenset('“"«”‘')


def _with_marks(text: str, c: Candidate) -> tuple[int, int]:
    """The outer span with the quotation marks in which nothing but the name stands: between
    ``die Software`` and ``„Musterakte“`` they change nothing."""
    start, end = c.span
    if text[start - 1 : start] in _OPENING_MARKS and text[end : end + 1] in _CLOSING_MARKS:
        return start - 1, end + 1
    return start, end


class Finder:
    """Finds candidates with one lexicon; the methods keep no state between sentences."""

    def __init__(self, lexicon: Lexicon, words: Wordlists) -> None:
        self.lexicon = lexicon
        self.words = words
        self.judge = Judge(lexicon, words)
        self.persons = Persons(self.judge)
        self.institutions = Institutions(self.judge)
        self.announcements = announced.Announcements(self.judge)
        self.places = unknown_places.UnknownPlaces(self.judge)
        self._hints = Remembered(self._hint)
        self._joined_topics = Remembered(self._joined_topic)

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
        return self._completed(text, tokens, found) if found else found

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
        return bool("-" in word or self.institutions.kind_of_head(word) or self.judge.is_role(word))

    def _at(self, text: str, tokens: list[Token], i: int) -> tuple[list[Candidate], int]:
        """Candidates that begin at token ``i``, and how many tokens they take (at least 1)."""
        word = tokens[i].text
        listed = self._listed(text, tokens, i) if word in self.lexicon.starts or i == 0 else None
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
        if "-" in word:
            return self._compound(text, tokens[i]), 1
        if self.judge.is_role(word):
            token = tokens[i]
            return [Candidate(token.start, token.end, "R", word, hint=word)], 1
        return [], 1

    def is_role(self, word: str) -> bool:
        """Tell whether ``word`` ends like an office noun: ``Kreisverwaltungsdirektorin``."""
        return self.judge.is_role(word)

    def _listed(self, text: str, tokens: list[Token], i: int) -> tuple[Candidate, int] | None:
        lexicon = self.lexicon
        first = tokens[i].text
        longest = lexicon.starts.get(first, 0)
        lowered = ""
        if i == 0 and first[:1].isupper():
            lowered = first[0].lower() + first[1:]
            longest = max(longest, lexicon.starts.get(lowered, 0))
        forms, start = lexicon.forms, tokens[i].start
        for count in range(min(longest, len(tokens) - i), 0, -1):
            end = tokens[i + count - 1].end
            surface = form = text[start:end]
            if lowered and form not in forms:
                form = lowered + surface[len(lowered) :]
            if form in forms:
                candidate = self._candidate(start, end, surface, lexicon.senses(form))
                if candidate.letter == "D" and (version := _VERSION.match(text, end)):
                    whole = text[start : version.end(1)]
                    taken = len(FORM_WORD.findall(version.group(1)))
                    return candidate._replace(end=version.end(1), surface=whole), count + taken
                return candidate, count
        return None

    def _candidate(
        self, start: int, end: int, surface: str, senses: tuple[Sense, ...]
    ) -> Candidate:
        letter = self.lexicon.things[senses[0].thing].letter
        if letter == "L" and all(s.how == ADJECTIVE for s in senses):
            letter = "Q"
        hint = surface if letter == "R" else ""
        if letter == "F":
            hint = self.lexicon.things[senses[0].thing].label
        return Candidate(start, end, letter, surface, senses, hint)

    def _compound(self, text: str, token: Token) -> list[Candidate]:
        """Parts of a hyphenated word: a listed name in front, a role or product head behind."""
        word = token.text
        head, _, tail = word.rpartition("-")
        found: list[Candidate] = []
        if word.endswith(_PRODUCT_COMPOUNDS) and self._is_no_word(word.partition("-")[0]):
            return [Candidate(token.start, token.end, "D", word, hint="Product")]
        cut = len(word)
        if joined := self._joined_topics[word]:
            return [self._candidate(token.start, token.end, word, joined)]
        prefix_senses: tuple[Sense, ...] = ()
        while (cut := word.rfind("-", 0, cut)) > 0:
            prefix_senses = self.lexicon.senses(word[:cut])
            if prefix_senses:
                break
        if prefix_senses:
            candidate = self._candidate(token.start, token.start + cut, word[:cut], prefix_senses)
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

    def _joined_topic(self, word: str) -> tuple[Sense, ...]:
        """The topic that a compound names if its hyphen is left out: ``Breitband-Ausbau``."""
        first, *others = word.split("-")
        if not others or len(first) < _SHORTEST_PART or first.isupper():
            return ()
        senses = self.lexicon.senses(first + "".join(others).lower())
        topic = senses and self.lexicon.things[senses[0].thing].letter == "T"
        return senses if topic else ()

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

    def _completed(self, text: str, tokens: list[Token], found: list[Candidate]) -> list[Candidate]:
        """Extend spans to what belongs to them."""
        return [
            self._with_field(text, tokens, c, found)
            if c.letter == "R"
            else self._extended(text, tokens, c)
            for c in found
        ]

    def _extended(self, text: str, tokens: list[Token], c: Candidate) -> Candidate:
        """Widen the outer span by quotation marks, the announcing noun in front and a bracket
        behind."""
        if c.letter not in "OLTDEP":
            return c
        outer_start, outer_end = _with_marks(text, c)
        cue = ""
        k = token_from(tokens, outer_start)
        if k:
            before = tokens[k - 1]
            if c.letter == "L":
                c = self._as_body(c, before.text)
            nouns = self.words.place_nouns if c.letter == "L" else self.words.introducers
            if c.letter == "P":
                while k and tokens[k - 1].text in self.words.title_words | {".", "-"}:
                    k -= 1
                    outer_start = tokens[k].start
            elif self._announces(before.text, nouns) and text[before.end : outer_start] == " ":
                cue = before.text
                if before.text not in self.words.introducing_legal_forms:
                    outer_start = before.start
        e = token_to(tokens, outer_end)
        if (
            e is not None
            and e + 2 < len(tokens)
            and tokens[e + 1].text == "("
            and c.letter in "OLTDE"
        ):
            close = next(
                (m for m in range(e + 2, min(e + 9, len(tokens))) if tokens[m].text == ")"), None
            )
            if close is not None and self._explains(
                text[tokens[e + 2].start : tokens[close - 1].end], c
            ):
                outer_end = tokens[close].end
        if (outer_start, outer_end) == c.span and cue == c.cue:
            return c
        return c._replace(outer_start=outer_start, outer_end=outer_end, cue=cue)

    def _as_body(self, place: Candidate, noun: str) -> Candidate:
        """``Firma Musterberg``: behind a noun for companies, a place's name is a company's."""
        if self.words.introducers.get(noun) not in ("Company", "Provider"):
            return place
        bodies = tuple(s for s in place.senses if self.lexicon.things[s.thing].letter == "O")
        if not bodies and not noun.startswith("Firma"):
            return place
        return place._replace(letter="O", senses=bodies, hint=self.words.introducers[noun])

    def _announces(self, noun: str, nouns: Mapping[str, str]) -> bool:
        if noun in nouns:
            return True
        return nouns is self.words.introducers and bool(self.judge.announced_kind(noun))

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

    def _with_field(
        self, text: str, tokens: list[Token], role: Candidate, others: list[Candidate]
    ) -> Candidate:
        """Take the field of work into the role: ``Leiter der Finanzabteilung``, ``(CIO)``."""
        limit = tokens[-1].end
        found = _SHORT_ROLE.match(text, role.end, limit)
        end = found.end() if found else role.end
        pattern = _FIELD if role.surface.lower().endswith(self.words.offices) else _BARE_FIELD
        found = pattern.match(text, end, limit)
        if found:
            nouns = _CAPITALISED.findall(found.group())
            free = not any(found.start() < c.span[1] and c.span[0] < found.end() for c in others)
            if free and not any(self._names_body(noun) for noun in nouns):
                end = found.end()
        return role._replace(outer_start=role.start, outer_end=end) if end > role.end else role

    def _names_body(self, noun: str) -> bool:
        """Tell whether a noun behind an office may be the body itself, not a field of work."""
        words = self.words
        if noun in words.descriptions or noun in words.place_nouns or noun in words.introducers:
            return True
        if (
            noun in words.introducing_legal_forms
            or noun in words.institutions
            or self.is_role(noun)
        ):
            return True
        senses = self.lexicon.senses(noun)
        return (
            any(self.lexicon.things[s.thing].letter in "OLRF" for s in senses)
            or noun in self.lexicon.given_names
        )

    def _explains(self, inside: str, c: Candidate) -> bool:
        """Tell whether a bracket behind a name says the name again or places it on the map."""
        if c.letter == "L":
            return inside in self.lexicon.forms
        if c.letter == "O" and _DOTTED.match(inside):
            return True
        return bool(_ABBREVIATION.match(inside)) or (len(c.surface) < 12 and inside[:1].isupper())
