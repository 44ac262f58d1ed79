"""What belongs to a candidate in its sentence: noun in front, bracket, the field of an office.

``die Stadt Musterstadt``, ``Musterverband (MuV)``, ``Leiterin der Finanzabteilung``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.judging import Judge
from kommunalgraph.mentions.tokens import Token, token_from, token_to

_ABBREVIATION = re.compile(r"(?=.*[A-ZÄÖÜ].*)[\w.&/|+-]{2,14}$")
_DOTTED = re.compile(r"[a-zäöü]{2,8}(?:\.[a-zäöü]{2,8}|-[a-z]{2,4})$")
"""``mu.sw``: a short form in lower case."""
_SHORT_ROLE = re.compile(r" \([A-ZÄÖÜ][A-Za-z]{1,5}\)")
_FIELD_NOUN = (
    r"(?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][a-zäöüßA-Z-]+"
    r"(?:,? (?:und|sowie|&) (?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][a-zäöüßA-Z-]+)?"
)
_FIELD_LINK = r"(?:der|des|für(?: die| das| den)?|im Bereich|im Fachbereich)"
_FIELD = re.compile(rf" {_FIELD_LINK} {_FIELD_NOUN}")
_BARE_FIELD = re.compile(rf" (?:{_FIELD_LINK} )?{_FIELD_NOUN}")
_CAPITALISED = re.compile(r"[A-ZÄÖÜ][\w-]+")
_ADMINISTRATION = re.compile(r"(Verbandsgemeinde|Samtgemeinde|Amt)s?verwaltung$")
_OPENING_MARKS = frozenset('„"»“‚')
_CLOSING_MARKS = frozenset('“"«”‘')


class Extents:
    """Extends candidates to what belongs to them."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.lexicon = judge.lexicon
        self.words = judge.words

    def completed(self, text: str, tokens: list[Token], found: list[Candidate]) -> list[Candidate]:
        """Return the candidates of a sentence with what belongs to them."""
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
                c = self._as_association(c, before.text)
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

    def _as_association(self, place: Candidate, noun: str) -> Candidate:
        """``Verbandsgemeindeverwaltung Musterau``: not the town in its middle."""
        found = _ADMINISTRATION.match(noun)
        senses = self.lexicon.senses(f"{found[1]} {place.surface}") if found else ()
        return place._replace(senses=senses) if senses else place

    def _announces(self, noun: str, nouns: Mapping[str, str]) -> bool:
        if noun in nouns:
            return True
        return nouns is self.words.introducers and bool(self.judge.announced_kind(noun))

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
            or self.judge.is_role(noun)
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


def _with_marks(text: str, c: Candidate) -> tuple[int, int]:
    """The outer span with the quotation marks in which nothing but the name stands: between
    ``die Software`` and ``„Musterakte“`` they change nothing."""
    start, end = c.span
    if text[start - 1 : start] in _OPENING_MARKS and text[end : end + 1] in _CLOSING_MARKS:
        return start - 1, end + 1
    return start, end
