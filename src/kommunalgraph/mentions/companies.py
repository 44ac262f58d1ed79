"""Find companies nobody listed: by the legal form behind their name, or by its last word.

``Muster Beispiel GmbH``, ``Muster Software``, ``Muster & Söhne``.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.mentions.candidates import Candidate, Known
from kommunalgraph.mentions.judging import SURNAME, Judge
from kommunalgraph.mentions.tokens import Token, adjacent, token_from, word_at
from kommunalgraph.mentions.wordlists import Wordlists
from kommunalgraph.text import language

ADVERBS: Final = language.words("words", "adverbs")
NAME_WORD = re.compile(
    r"(?:[A-ZÄÖÜ][\w.+’'|:@-]*|[a-z]{1,6}[A-Z0-9][\w-]*|[a-z]{2,10}\.[A-Z][\w.]*|\d{1,4}|&|[a-z]+@[a-z]+)$"
)
LEGAL_ABBREVIATIONS: Final = frozenset(
    [
        *("GmbH", "gGmbH", "AG", "eG", "e.G", "AöR", "SE", "KdöR"),
        *("mbH", "UG", "KG", "e.V", "eV", "KGaA"),
    ]
)
_KIND_OF_LEGAL_FORM: Final = {
    "eG": "Cooperative",
    "e.G": "Cooperative",
    "AöR": "Provider",
    "KdöR": "PublicBody",
    "e.V": "Association",
    "eV": "Association",
}
_SMALL_WORD = re.compile(r"[a-zäöüß]{2,}(?:-[a-zäöüß]{2,})?$")
_NO_NAME_PART = re.compile(
    r"(?:e[nrsm]?|und|oder|als|zur?|zum|vom|beim|im|am|die|das|ist|war|wird|wurde|sind|hat|bei|von|mit|durch|in|für"
    r"|an|auf|aus|per|wie|statt|ohne|ihr|sein|auch|nun|neu)$"
)
"""Words in small letters that no name holds in front of its legal form: ``eine kommunale GmbH``."""
_OF_ADJECTIVES = re.compile(r"(?:ig|lich|isch|sam|bar|los|mals|weise|eits)$")
_BEFORE_SMALL_NAME: Final = frozenset(
    [
        *("die", "der", "den", "dem", "das", "von", "vom", "bei", "beim", "mit", "durch"),
        *("firma", "unternehmen", "dienstleister", "anbieter", "hersteller", "softwarehaus"),
    ]
)
_JOINED_PARTS = re.compile(r"(?<![\w-])[A-ZÄÖÜ][a-zäöüß]+- (?:und|&) $")
"""``Beratungs- und`` Service GmbH."""
_BODY_FOR = re.compile(
    r"(?<![\w-])(?:[A-ZÄÖÜ][a-zäöüß]+e[nrs]? )?([A-ZÄÖÜ][\w-]*) (?:für|zur|zum) "
    r"(?:[A-ZÄÖÜ][\w-]*-?,? |und |der |des |von |im |in |[a-zäöüß-]+e[nrs]? ){0,6}$"
)
"""``Gesellschaft für`` Beispiel mbH."""
_OF_ASSOCIATIONS: Final = ("e.V", "eV")
_LONGEST = 10
"""Words that the name of a body may have in front of its legal form."""
_PHRASE = re.compile(
    r" (?:(?:der|für|zur) )?[A-ZÄÖÜ][\w-]*"
    r"(?:,? (?:(?:und|für|in|in der|im|zur|der) )?[A-ZÄÖÜ][\w-]*)*,?"
    r" (?:(?:und|für|in|in der|im|zur|der) )?"
)
"""What may stand between the head noun of a body's name and its last words."""
NAMED_BEFORE = re.compile(r"(?<![\w-])([A-ZÄÖÜ][\w-]+) $")
BODIES: Final = ("gesellschaft", "zentrum", "institut", "büro", "agentur", "akademie", "zentrale")
_BETWEEN: Final = (",", "&")
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")


class Companies:
    """Finds companies in the tokens of a sentence."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge

    def with_tail(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``Muster Software``: a name in front of a word that ends names of companies."""
        name = tokens[k - 1]
        judge = self.judge
        if (
            k == 0
            or not adjacent(text, tokens, k)
            or name.start in known
            or name.text in judge.lexicon.forms
        ):
            return None
        if not re.match(r"[A-ZÄÖÜ][\w-]{2,}$", name.text) or name.text.endswith(_ADJECTIVE_ENDINGS):
            return None
        if judge.is_common_noun(name.text) or name.text in judge.words.generic_prefixes:
            return None
        if name.text in judge.words.sentence_openers or (
            tokens[k].start in known and known[tokens[k].start].letter == "O"
        ):
            return None
        regional = tokens[k].text == "Systemhaus" and judge.is_place_shaped(name.text)
        return named(text, tokens, k - 1, k + 1, "Provider" if regional else "Company")

    def joined(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``Muster & Söhne``, ``Muster, Beispiel & Partner``: a firm named after its people."""
        first = k - 2
        if first < 0 or tokens[k - 1].text != "&" or tokens[first].start in known:
            return None
        if not SURNAME.match(tokens[first].text) or self.judge.announced_kind(tokens[first].text):
            return None
        while word_at(tokens, first - 1) in _BETWEEN and SURNAME.match(word_at(tokens, first - 2)):
            if tokens[first - 2].start in known or self.judge.is_common_noun(
                tokens[first - 2].text
            ):
                break
            first -= 2
        return named(text, tokens, first, k + 1, "Company")

    def longer_than_listed(
        self, text: str, tokens: list[Token], k: int, listed: Candidate
    ) -> Candidate | None:
        """``Muster Software AG``, where only ``Software AG`` is listed: another company."""
        words = self.judge.words
        name = tokens[k - 1].text if k and adjacent(text, tokens, k) else ""
        if listed.surface.partition(" ")[0] not in words.company_endings:
            return None
        if not NAME_WORD.match(name) or name in words.sentence_openers:
            return None
        if self.judge.is_common_noun(name) or self.is_origin(name):
            return None
        start = tokens[k - 1].start
        surface = text[start : listed.end]
        name = surface.rpartition(" ")[0]
        end = start + len(name)
        return Candidate(
            start, end, "O", name, hint="Company", outer_start=start, outer_end=listed.end
        )

    def before_legal_form(
        self, text: str, tokens: list[Token], k: int, form: Candidate
    ) -> Candidate | None:
        """``Muster Beispiel GmbH``: the capitalised words before an abbreviated legal form."""
        legal_form = form.surface.rstrip(".")
        if legal_form not in LEGAL_ABBREVIATIONS and " & Co" not in form.surface:
            return None
        words = self.judge.words
        first = k
        all_small = True
        while first > 0 and k - first < 6 and adjacent(text, tokens, first):
            word = tokens[first - 1].text
            announcing = first < k and (
                word in words.introducers or word in words.introducing_legal_forms
            )
            small = all_small and _SMALL_WORD.match(word) and not _NO_NAME_PART.search(word)
            all_small = bool(small) or (all_small and word[0].islower())
            if (
                not (NAME_WORD.match(word) or small)
                or announcing
                or word.isdigit()
                or self.judge.is_role(word)
            ):
                break
            if first < k and word in words.no_names and not word.isupper():
                break
            first -= 1
        first = self._behind_announcement(text, tokens, first, k)
        while first < k and (
            tokens[first].text in words.sentence_openers or tokens[first].text == "&"
        ):
            first += 1
        if first == k - 1:
            first = self._with_joined(text, tokens, k)
        if k - first > 1 and self.is_origin(tokens[first].text):
            first += 1
        if first == k or (first == k - 1 and self.judge.announced_kind(tokens[first].text)):
            return None
        first = self._with_listed(text, tokens, first)
        if legal_form in _OF_ASSOCIATIONS:
            first = self._whole_phrase(text, tokens, first)
        first = self._with_front(text, tokens, first)
        name = text[tokens[first].start : tokens[k - 1].end]
        leading = sum(1 for i in range(first, k) if _SMALL_WORD.match(tokens[i].text))
        if (
            leading
            and "-" not in name
            and _SMALL_WORD.match(tokens[first].text)
            and not self._is_small_name(text, tokens, first, first + leading)
        ):
            first += leading
            if first == k:
                return None
            name = text[tokens[first].start : tokens[k - 1].end]
        kind = _KIND_OF_LEGAL_FORM.get(legal_form) or kind_of_company(name, words)
        return named(text, tokens, first, k, kind)

    def _is_small_name(self, text: str, tokens: list[Token], first: int, k: int) -> bool:
        """Tell whether words in small letters are a name: a name has no German ending, and an
        article or a preposition stands right before it (``bei der musterplan systems GmbH``)."""
        before = word_at(tokens, first - 1).lower()
        return (
            before in _BEFORE_SMALL_NAME
            and adjacent(text, tokens, first)
            and not any(
                tokens[i].text in ADVERBS or _OF_ADJECTIVES.search(tokens[i].text)
                for i in range(first, k)
            )
        )

    def _behind_announcement(self, text: str, tokens: list[Token], first: int, k: int) -> int:
        """The token behind an announcing noun, if only words with capitals stand between it and
        the legal form ``k``: ``der Verein Digitale Stadt Musterau e.V.``"""
        introducers = self.judge.words.introducers
        for j in range(first - 1, max(-1, k - 8), -1):
            if not adjacent(text, tokens, j + 1) or not NAME_WORD.match(tokens[j].text):
                return first
            if tokens[j].text in introducers:
                return j + 1
        return first

    def _with_listed(self, text: str, tokens: list[Token], first: int) -> int:
        """The token that begins the listed name of two words which ``first`` is the second of."""
        two = first and text[tokens[first - 1].start : tokens[first].end]
        return first - 1 if two in self.judge.lexicon.forms else first

    def _with_joined(self, text: str, tokens: list[Token], k: int) -> int:
        """The token that begins a name whose last word is a mere noun joined to others:
        ``Musterfurt Wirtschaft und`` Marketing GmbH."""
        first = k - 1
        noun = self.judge.is_common_noun(tokens[first].text)
        if not (noun and word_at(tokens, first - 1) in ("und", "&")):
            return first
        j = first - 2
        while j >= 0 and k - j < _LONGEST and NAME_WORD.match(tokens[j].text):
            word = tokens[j].text
            if word in self.judge.words.sentence_openers or self.judge.announced_kind(word):
                break
            j -= 1
            if not adjacent(text, tokens, j + 1):
                break
        return j + 1 if j + 1 < first - 2 else first

    def _whole_phrase(self, text: str, tokens: list[Token], first: int) -> int:
        """The token that begins the name of an association, its head noun or what stands behind
        ``Verein``: ``Zentrum Muster, Beispiel und`` Probe e.V."""
        start = tokens[first].start
        for j in range(max(0, first - _LONGEST), first):
            word = tokens[j].text
            if not self._is_body(word) or not _PHRASE.fullmatch(text, tokens[j].end, start):
                continue
            behind = tokens[j + 1].text
            return j if behind.islower() or word not in self.judge.words.introducers else j + 1
        return first

    def _with_front(self, text: str, tokens: list[Token], first: int) -> int:
        """The token that begins a name whose later words begin at ``first``: ``Beratungs- und``
        Service GmbH, ``Gesellschaft für`` Beispiel mbH."""
        start, floor = tokens[first].start, tokens[0].start
        joined = _JOINED_PARTS.search(text, max(floor, start - 40), start)
        if joined:
            start = joined.start()
            before = NAMED_BEFORE.search(text, max(floor, start - 40), start)
            start = before.start(1) if before and self.is_no_noun(before[1]) else start
        body = _BODY_FOR.search(text, max(floor, start - 90), start)
        if body and self._is_body(body[1]):
            start = body.start()
            if body[0].split()[0] in self.judge.words.sentence_openers:
                start = body.start(1)
        found = token_from(tokens, start)
        return first if found is None else found

    def _is_body(self, noun: str) -> bool:
        """Tell whether ``noun`` heads names of bodies: ``Gesellschaft``, ``Zentrum``."""
        return noun in self.judge.words.institutions or noun.lower().endswith(BODIES)

    def is_no_noun(self, word: str) -> bool:
        """Tell whether a word with a capital may be a name."""
        words = self.judge.words
        return not (
            word in words.sentence_openers
            or word in words.introducers
            or self.judge.is_common_noun(word)
            or self.is_origin(word)
        )

    def is_origin(self, word: str) -> bool:
        """Tell whether ``word`` says where a body comes from: ``Musterstädter Beispiel GmbH``."""
        if not word.endswith("er"):
            return False
        judge = self.judge
        return judge.letter(word) == "L" or judge.is_place_shaped(word[:-2])


def kind_of_company(name: str, words: Wordlists) -> str:
    """Return ``Provider`` for a name such as municipal IT providers bear, else ``Company``."""
    own = name.removesuffix(" kommunal")  # who sells to towns, and is none of theirs
    return "Provider" if words.municipal_it_name.search(own) else "Company"


_LETTER: Final = {
    "Provider": "O",
    "Cooperative": "O",
    "Company": "O",
    "Association": "O",
    "PublicBody": "O",
    "Product": "D",
    "Topic": "T",
    "Event": "E",
}


def named(text: str, tokens: list[Token], first: int, stop: int, kind: str) -> Candidate:
    """Return the tokens from ``first`` up to ``stop`` as the name of a thing of class ``kind``."""
    start, end = tokens[first].start, tokens[stop - 1].end
    return Candidate(start, end, _LETTER[kind], text[start:end], hint=kind)
