"""Find places nobody listed: announced by a noun, by an office, or by where they stand.

``Stadt Musterfurt``, ``die Kreise A und B``, ``Bürgermeister von Musterfurt``, ``Musterfurter
Landrat``, ``Musterfurt (12.000 Einwohner)``, ``Musterfurt: Die Gemeinde hat …``.
A name without a place's ending counts only where the article repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kommunalgraph.mentions.candidates import Candidate, Known
from kommunalgraph.mentions.judging import Judge
from kommunalgraph.mentions.tokens import Token, adjacent, word_at

_NAME = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}(?:-[A-ZÄÖÜ][a-zäöüß]+)*$")
_BEFORE_NAME = frozenset(["Bad", "Markt", "Sankt", "Groß", "Klein", "Alt", "Neu"])
_LINKS = frozenset([",", "und", "sowie", "oder", "/"])
_INHABITANTS = re.compile(r" \((?:rund |etwa |circa |ca\. )?\d[\d.]* (?:Einwohner|EW\b)")
_OPENING = re.compile(r":|, (?:\d{1,2}\.|im [A-ZÄ]|den \d)|\. [A-ZÄÖÜ]")
_LOCATIVE = frozenset(["in", "aus", "nach", "In", "Aus", "Nach"])
_TOWARDS = frozenset(["für", "auf", "um", "Für", "benachbarte", "benachbarten", "nahe", "nahen"])
_VAGUE = frozenset(["für", "auf", "Für"])
"""Prepositions that stand before any noun: the article must name the place twice."""
_AMONG_PLACES = re.compile(r",? und (?:d[a-z]+ )?(?:(?:Landk|K)reis|Stadt|Gemeinde) ")
_LEGAL_FORMS = frozenset(["GmbH", "AG", "eG", "AöR", "SE", "KG"])
_NOUN_LIKE = ("e", "en", "er", "ern")
_QUARTER = re.compile(
    r"(?:stadtteil|ortsteil|stadtbezirk|quartier|viertel|bezirk|ortschaft|weiler|gebiet)(?:e?s|e?n)?$",
    re.I,
)
"""Nouns for parts of a town: ``im Stadtteil Musterfeld``."""
_OF_REGIONS = re.compile(r"\bRegion(?:en)? (?:[A-ZÄÖÜ][\w-]+(?:,| und| sowie)? )*$")
"""``Regionen Mustergau, Muster-Au und`` …: regions are no towns."""
_ASSOCIATIONS = {
    "Ämter": "Amt",
    "Samtgemeinde": "Samtgemeinde",
    "Verbandsgemeinde": "Verbandsgemeinde",
    "Verwaltungsgemeinschafte": "Verwaltungsgemeinschaft",
}
"""Plurals, their last n taken off, and how the official names of such places begin."""
_FROM = frozenset(["von", "aus", "in"])
_LINKING = _LOCATIVE | _TOWARDS | _FROM

Reader = Callable[[str, list[Token], int, Known], list[Candidate]]


class UnknownPlaces:
    """Finds unlisted places among the tokens of a sentence."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.nouns = judge.words.place_nouns
        self.plurals = judge.words.plural_place_nouns

    def reader_of(self, word: str) -> Reader | None:
        """Return what reads the unlisted places that ``word`` gives away, None if it gives none.

        The reader takes the article's text, the tokens of a sentence, the number of the word there
        and the candidates known so far by their start; ``hint`` of what it returns is the class.
        """
        if self.nouns.get(word, "State") != "State":
            return self._after_noun
        if word in _LINKING:
            return self._after_preposition
        if self.judge.is_place_shaped(word):
            return self._by_shape
        if word[0].isupper() and self._place_before_office(word):
            return self._before_office
        return None

    def _place_before_office(self, word: str) -> str:
        """The unlisted place that ``word`` is made of: ``Musterfurter``, ``Musterfurts``."""
        if not word.endswith(("er", "s")) or word in self.judge.lexicon.forms:
            return ""
        base = base_of_demonym(word) if word.endswith("er") else word[:-1]
        return base if self.judge.is_place_shaped(base) else ""

    def _after_noun(self, text: str, tokens: list[Token], k: int, known: Known) -> list[Candidate]:
        return self._listing(text, tokens, k, self.nouns[tokens[k].text], known)

    def _after_preposition(
        self, text: str, tokens: list[Token], k: int, known: Known
    ) -> list[Candidate]:
        """``Bürgermeister von …``, ``mit Sitz in …``, ``in Musterfurt``, ``für Musterfurt``."""
        name = word_at(tokens, k + 1)
        if not name[:1].isupper():
            return []
        word, before = tokens[k].text, word_at(tokens, k - 1)
        if word == "von" and self.nouns.get(before, "State") != "State":
            return self._at(text, tokens, k + 1, self.nouns[before], known)
        if word in _FROM and (kind := self._office_before(tokens, k, known)):
            return self._at(text, tokens, k + 1, kind, known, sure=True)
        if word == "in" and before in self.judge.words.sites:
            return self._at(text, tokens, k + 1, "Municipality", known, sure=True)
        if not self.judge.is_place_shaped(name):
            return []
        if self._is_part_of_town(text, name):
            return []
        alone = not _AMONG_PLACES.match(text, tokens[k + 1].end)
        if word in _VAGUE and alone and text.count(name) == 1:
            return []
        if word in _TOWARDS and self._bears_given_name(text, name):
            return []
        if word in _TOWARDS or word in _LOCATIVE:
            return self._at(text, tokens, k + 1, "Municipality", known)
        return []

    def _by_shape(self, text: str, tokens: list[Token], k: int, known: Known) -> list[Candidate]:
        """``Musterfurt (12.000 Einwohner)``, ``Musterfurt: Die Gemeinde …``."""
        token = tokens[k]
        if token.start in known:
            return []
        if self._is_listed_next(text, tokens, k, known):
            return self._at(text, tokens, k, "Municipality", known)
        opens = (k == 0 or tokens[k - 1].text in "+•|–") and _OPENING.match(text, token.end)
        if opens or _INHABITANTS.match(text, token.end):
            return self._at(text, tokens, k, _kind_behind(text, token.end), known)
        return self._before_office(text, tokens, k, known)

    def _is_listed_next(self, text: str, tokens: list[Token], k: int, known: Known) -> bool:
        """Tell whether a place stands before token ``k`` and a comma or ``und``: ``in A und B``."""
        if k < 2 or tokens[k - 1].text not in _LINKS:
            return False
        before = tokens[k - 2]
        if text[before.end : tokens[k].start].strip() != tokens[k - 1].text:
            return False
        other = known.get(before.start)
        if other is not None:
            return other.letter == "L"
        return self.judge.is_place_shaped(before.text) and k > 2

    def _listing(
        self, text: str, tokens: list[Token], k: int, kind: str, known: Known
    ) -> list[Candidate]:
        """The name behind noun ``k``, or the names behind a plural: ``die Städte A, B und C``."""
        plural = tokens[k].text in self.plurals
        if plural and (singular := _ASSOCIATIONS.get(tokens[k].text.removesuffix("n"))):
            return self._associations(text, tokens, k, singular)
        found: list[Candidate] = []
        j = k + 1
        while j < len(tokens) and adjacent(text, tokens, j):
            listed = known.get(tokens[j].start)
            if listed is not None and listed.letter == "L":
                end = listed.end
            else:
                names = self._at(text, tokens, j, kind, known)
                if not names:
                    break
                found += names
                end = names[0].end
            if not plural:
                break
            while j < len(tokens) and tokens[j].start < end:
                j += 1
            if word_at(tokens, j) not in _LINKS:
                break
            j += 1
        return found

    def _associations(
        self, text: str, tokens: list[Token], k: int, singular: str
    ) -> list[Candidate]:
        """``die Ämter Musterau-Land und Musterdorf``: what is listed, each with the noun."""
        found: list[Candidate] = []
        j = k + 1
        while j < len(tokens) and adjacent(text, tokens, j):
            last = self._name_end(text, tokens, j, singular)
            start, end = tokens[j].start, tokens[last].end
            name = text[start:end]
            senses = self.judge.lexicon.senses(f"{singular} {name}")
            if not senses and not self._names_association(tokens[last].text, singular):
                break
            cue = singular if j == k + 1 else ""
            outer = tokens[k].start if j == k + 1 else -1
            kind = "MunicipalAssociation"
            found.append(Candidate(start, end, "L", name, senses, kind, outer, -1, cue))
            j = last + 1
            if word_at(tokens, j) not in _LINKS or not word_at(tokens, j + 1)[:1].isupper():
                break
            j += 1
            if word_at(tokens, j) in self.nouns:
                break
        return found

    def _name_end(self, text: str, tokens: list[Token], j: int, singular: str) -> int:
        """The last token of the name that begins at ``j``: ``Bad Musterau-Land``, ``Alte Au``."""
        for last in range(min(j + 4, len(tokens) - 1), j, -1):
            if f"{singular} {text[tokens[j].start : tokens[last].end]}" in self.judge.lexicon.forms:
                return last
        return j + (tokens[j].text in _BEFORE_NAME and adjacent(text, tokens, j + 1))

    def _names_association(self, word: str, singular: str) -> bool:
        """Tell whether an unlisted word may name an association: an Amt is an office as well."""
        if not _NAME.match(word) or self.judge.is_common_noun(word):
            return False
        place = self.judge.names_place(word) or self.judge.is_place_shaped(word)
        return place or word.endswith("-Land") or singular != "Amt"

    def _at(
        self,
        text: str,
        tokens: list[Token],
        j: int,
        kind: str,
        known: Known,
        *,
        sure: bool = False,
    ) -> list[Candidate]:
        """The place whose name begins at token ``j``, if it can be one."""
        if j >= len(tokens) or not (j == 0 or adjacent(text, tokens, j)):
            return []
        first, last = j, j
        if tokens[j].text in _BEFORE_NAME and adjacent(text, tokens, j + 1):
            last += 1
        word = tokens[last].text
        other = known.get(tokens[last].start)
        if other is not None and (other.senses or other.letter == "P"):
            return []
        if not self._can_be_name(text, word, sure=sure):
            return []
        start, end = tokens[first].start, tokens[last].end
        if _OF_REGIONS.search(text, max(tokens[0].start, start - 120), start):
            return []
        return [Candidate(start, end, "L", text[start:end], hint=kind)]

    def _can_be_name(self, text: str, word: str, *, sure: bool) -> bool:
        judge = self.judge
        if not _NAME.match(word) or word in judge.lexicon.forms:
            return False
        if judge.is_place_shaped(word):
            return True
        if judge.is_common_noun(word) or judge.is_given_name(word) or word.endswith(_NOUN_LIKE):
            return False
        return sure or text.count(word) > 1

    def _office_before(self, tokens: list[Token], k: int, known: Known) -> str:
        """The class of place that the office before token ``k`` is an office of, or nothing."""
        role = known.get(tokens[k - 1].start) if k else None
        return self.judge.place_of_office(role.surface) if role and role.letter == "R" else ""

    def _is_part_of_town(self, text: str, name: str) -> bool:
        """Tell whether the article calls ``name`` a quarter of a town."""
        found = re.search(rf"([\w-]+) {re.escape(name)}\b", text)
        quarter = _QUARTER.search(found[1]) if found else None
        return bool(quarter) or f"{name}er Straße" in text

    def _bears_given_name(self, text: str, word: str) -> bool:
        """Tell whether the article knows a person of this surname."""
        return any(
            self.judge.is_given_name(before) or before in self.judge.words.title_words
            for before in re.findall(rf"([\w-]+)\.? {re.escape(word)}\b", text)
        )

    def _before_office(
        self, text: str, tokens: list[Token], k: int, known: Known
    ) -> list[Candidate]:
        """``Musterfurter Landrätin``, ``Musterfurts Landrätin``: an unlisted place, its office."""
        word, noun = tokens[k].text, word_at(tokens, k + 1)
        if not noun or tokens[k].start in known:
            return []
        kind = self.judge.place_of_office(noun)
        demonym = word.endswith("er")
        legal_form = word_at(tokens, k + 2) in _LEGAL_FORMS
        if not kind and demonym and (noun in self.judge.words.demonym_nouns or legal_form):
            kind = "Municipality"
        if not kind or not adjacent(text, tokens, k + 1) or not self._place_before_office(word):
            return []
        start, end = tokens[k].start, tokens[k].end - (not demonym)
        return [Candidate(start, end, "Q" if demonym else "L", text[start:end], hint=kind)]


def base_of_demonym(word: str) -> str:
    """Return the place that an adjective in ``-er`` is made of.

    >>> base_of_demonym("Lorchinger"), base_of_demonym("Musterfurter")
    ('Lorchingen', 'Musterfurt')
    """
    return f"{word[:-2]}en" if word.endswith("inger") else word[:-2]


_KINDS_BEHIND = (
    (re.compile(r"\b(?:Landkreis|Kreisverwaltung|Kreistag|Landrat|Landrätin)"), "District"),
    (
        re.compile(r"\b(?:Samtgemeinde|Verbandsgemeinde|Amtsdirektor|Amtsverwaltung)"),
        "MunicipalAssociation",
    ),
)


def _kind_behind(text: str, end: int) -> str:
    """Tell from the words behind a headline's name what it is the name of."""
    behind = text[end : end + 40]
    return next((kind for pattern, kind in _KINDS_BEHIND if pattern.search(behind)), "Municipality")
