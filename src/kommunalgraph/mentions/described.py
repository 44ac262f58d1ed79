"""Find names nobody listed by what the sentence says of them.

``MusterPro, eine Plattform des Landes``, ``von Musterwerk, einem Start-up``, ``Unser MusterDesk``,
``eine Plattform von MusterConcept``, ``MusterConcept ist ein Dienstleister``.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.mentions.candidates import Candidate, Known
from kommunalgraph.mentions.companies import NAME_WORD, named
from kommunalgraph.mentions.judging import Judge
from kommunalgraph.mentions.tokens import CLOSING_QUOTES, OPENING_QUOTES, Token, adjacent, word_at

CAMEL = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}[A-ZÄÖÜ][A-Za-zäöüß]+$")
_NO_PRODUCT = re.compile(
    r"(?:Büro|Service|Archiv|Bibliothek|Amt|Stelle|Haus|Rat|Werke|Kasse|Museum|Halle|Theater|Zentrum"
    r"|Center|Treff|Tag|Karte|In|Innen|Betriebe|Verband|Verein|Netz|Bund)s?$"
)
"""``BürgerBüro``, ``SchülerInnen``: nouns written like coined names."""
_USE = re.compile(
    r"\b(?:[Gg]enutzt|nutz(?:t|en|te|ten)|verwende(?:t|n|te|ten)|[Ee]ingesetzt|einsetz(?:t|en)|[Ee]insatz|"
    r"[Ee]ingeführt|[Ee]inführung|[Gg]etestete?n?|abgelöst|löst|[Uu]mgestellt|"
    r"arbeite(?:t|n|te|ten) mit|"
    r"[Ww]ahl fiel auf|[Ff]iel die Wahl auf|verwendete?n?|bisherige[ns]?)\b"
)
HYPHENED = re.compile(r"(?:[A-ZÄÖÜ]{2,}|[A-ZÄÖÜ][a-zäöüß]+[A-ZÄÖÜ]\w*)-[A-ZÄÖÜ][a-zäöüß]+$")
_PARTNERED = re.compile(
    r" (?:einen|eine|ein|als) (?:[a-zäöüß-]+e[nrsm]? ){0,3}(?:[A-ZÄÖÜ][\w-]+ )?"
    r"((?:[A-ZÄÖÜ][\w-]*)?(?:[Bb]erater|[Pp]artner|[Dd]ienstleister|[Aa]nbieter|[Uu]nternehmen|[Ff]irma))\b"
)
"""``mit`` MST-Security ``einen erfahrenen Berater``."""
_AS_PRODUCT = re.compile(r" (?:eine|einen|ein) (?:[a-zäöüß-]+e[nrsm]? ){0,3}([A-ZÄÖÜ][\w-]+)")
_WITH = re.compile(r"\b(?:[Mm]it|[Ii]n) (?:der |dem )?$")
_OF_MAKER = re.compile(r"(?:[A-ZÄÖÜ]?[a-zäöüß]+[A-ZÄÖÜ][A-Za-zäöüß]+|[A-ZÄÖÜ][A-Za-zäöüß]+\d)$")
_WORKS: Final = frozenset(["Entwicklung", "Eigenentwicklung"])
_DETERMINERS: Final = frozenset(
    [
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer"),
        *("eines", "kein", "keine", "ihr", "ihre", "sein", "seine", "unser"),
    ]
)
_MODIFIERS = r"(?:(?:(?:auf|für|in|an|aus|von|zur?) [A-ZÄÖÜ][\w-]+ )?[a-zäöüß-]+e[nrsm]? )*"
_APPOSITION = re.compile(rf", (?:ein|eine|einer|einem|eines|der|dem) {_MODIFIERS}([A-ZÄÖÜ][\w-]+)")
_QUOTED_APPOSITION = re.compile(
    rf", (?:ein|eine|einer|einem|einen|der|dem|den|die|das) {_MODIFIERS}([A-ZÄÖÜ][\w-]+)"
)
_PREDICATE = re.compile(
    rf" (?:ist|war|gilt als|wurde als) (?:ein|eine|der|die|das) {_MODIFIERS}([A-ZÄÖÜ][\w-]+)"
)
_NOUN_BEFORE_COMMA = re.compile(
    r"\b([A-ZÄÖÜ][\w-]+) (?:für|aus|in|im Bereich|rund um) [^,.;:!?]{3,40}, $"
)
_MADE_BY = re.compile(r"([A-ZÄÖÜ][\w-]+) (?:von|des Anbieters|der Firma) $")
_POSSESSIVE = re.compile(r"\b(?:[Uu]nser|[Ii]hr|[Ss]ein)(?:e[mnrs]?)? (?:[a-zäöüß]+e[nrsm]? )?$")
_AGENT = re.compile(r"\b(?:[Vv]on|[Dd]urch|[Bb]ei) $")
_VERB_BEHIND = re.compile(
    r" (?:nutzt|verwendet|setzt|arbeitet|führt|hat|bietet|liefert|entwickelt|betreibt)\b"
)
_REACH = 90
"""Characters in front of a name that may say what it is."""


class Descriptions:
    """Finds described names in the tokens of a sentence."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge

    def explained(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``MusterPro, eine Plattform …``: the noun behind comma ``k`` tells what it is."""
        if k == 0:
            return None
        name = tokens[k - 1]
        if name.text in CLOSING_QUOTES:
            return self._quoted(text, tokens, k, known)
        found = _APPOSITION.match(text, name.end, tokens[-1].end)
        kind = self.judge.announced_kind(found[1]) if found else ""
        if found and found[1] in _WORKS:
            kind = "Product"
        first = self._first(text, tokens, k - 1)
        if not kind or self._is_taken(tokens, first, known):
            return None
        if first == k - 1 and not self._is_name(text, tokens, first):
            return None
        return named(text, tokens, first, k, kind) if NAME_WORD.match(name.text) else None

    def _quoted(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``„Musteri“, den neuen Chatbot``: a quoted name that the noun behind comma ``k`` calls a
        product."""
        found = _QUOTED_APPOSITION.match(text, tokens[k - 1].end, tokens[-1].end)
        if not found or self.judge.announced_kind(found[1]) != "Product":
            return None
        first = next(
            (j for j in range(k - 2, max(-1, k - 6), -1) if tokens[j].text in OPENING_QUOTES), -1
        )
        if first < 0 or first + 1 >= k - 1 or self._is_taken(tokens, first + 1, known):
            return None
        if not NAME_WORD.match(tokens[first + 1].text):
            return None
        return named(text, tokens, first + 1, k - 1, "Product")

    def coined(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """A word such as ``MusterPro``: what its sentence says it is, a product if it is used."""
        word = tokens[k].text
        if self._is_taken(tokens, k, known) or self.judge.is_common_noun(word):
            return None
        if _NO_PRODUCT.search(word):
            return None
        kind = self._said_kind(text, tokens, k)
        if not kind:
            return None
        stop = k + 1
        endings = self.judge.words.product_endings
        if kind == "Product" and word_at(tokens, stop) in endings and adjacent(text, tokens, stop):
            stop += 1
        return named(text, tokens, k, stop, kind)

    def of_maker(
        self, text: str, tokens: list[Token], k: int, maker: Candidate
    ) -> Candidate | None:
        """``Musterhaus MandatPlus``: a coined word ``k`` behind the name of a listed maker."""
        word = word_at(tokens, k)
        if not adjacent(text, tokens, k) or not _OF_MAKER.match(word):
            return None
        if word in self.judge.lexicon.forms or self.judge.is_common_noun(word):
            return None
        if _NO_PRODUCT.search(word):
            return None
        end = tokens[k].end
        return Candidate(maker.start, end, "D", text[maker.start : end], hint="Product")

    def with_it(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``Sie führt mit Musteria eine neue Finanzsoftware ein``: the name behind ``mit``."""
        j = k + 1
        name = word_at(tokens, j)
        if not NAME_WORD.match(name) or self._is_taken(tokens, j, known):
            return None
        found = _AS_PRODUCT.match(text, tokens[j].end, tokens[-1].end)
        if not found or self.judge.is_common_noun(name) or name.endswith(("en", "er", "e")):
            return None
        product = self.judge.announced_kind(found[1]) == "Product"
        return named(text, tokens, j, j + 1, "Product") if product else None

    def partnered(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``mit MST-Security einen erfahrenen Berater``: what somebody found in a coined name."""
        token = tokens[k]
        if self._is_taken(tokens, k, known) or self.judge.is_common_noun(token.text):
            return None
        if not _WITH.search(text, max(tokens[0].start, token.start - 10), token.start):
            return None
        found = _PARTNERED.match(text, token.end, tokens[-1].end)
        return named(text, tokens, k, k + 1, "Company") if found else None

    def _said_kind(self, text: str, tokens: list[Token], k: int) -> str:
        """The class that the sentence gives to the coined word ``k``, or nothing."""
        start, end = tokens[k].start, tokens[k].end
        limit = tokens[-1].end
        floor = max(tokens[0].start, start - _REACH)
        if found := _PREDICATE.match(text, end, limit):
            return self._kind_of_noun(found[1])
        found = _NOUN_BEFORE_COMMA.search(text, floor, start)
        if found and word_at(tokens, k + 1) in (",", "."):
            return self._kind_of_noun(found[1])
        found = _MADE_BY.search(text, floor, start)
        if found and self.judge.announced_kind(found[1]) == "Product":
            return "Company"
        if _POSSESSIVE.search(text, floor, start):
            return "Product"
        if _AGENT.search(text, floor, start) or _VERB_BEHIND.match(text, end, limit):
            return ""
        return "Product" if _USE.search(text, tokens[0].start, limit) else ""

    def _kind_of_noun(self, noun: str) -> str:
        kind = self.judge.announced_kind(noun)
        return "Product" if noun in _WORKS else kind

    def _first(self, text: str, tokens: list[Token], last: int) -> int:
        """The token that begins the name ending in ``last``: ``MusterPro Cloud``."""
        before = word_at(tokens, last - 1)
        if (
            adjacent(text, tokens, last)
            and tokens[last].text in self.judge.words.product_endings
            and NAME_WORD.match(before)
            and self._is_name(text, tokens, last - 1)
        ):
            return last - 1
        return last

    def _is_taken(self, tokens: list[Token], k: int, known: Known) -> bool:
        """Tell whether token ``k`` is a listed name, or known to name none."""
        word = tokens[k].text
        judge = self.judge
        return (
            tokens[k].start in known or word in judge.lexicon.forms or word in judge.words.no_names
        )

    def _is_name(self, text: str, tokens: list[Token], k: int) -> bool:
        """Tell whether the word ``k`` is a name by its shape, or by lacking an article."""
        word = tokens[k].text
        if self.judge.is_coined(word):
            return True
        before = word_at(tokens, k - 1)
        bare = before.islower() and before not in _DETERMINERS and adjacent(text, tokens, k)
        return bare and len(word) > 3 and not self.judge.is_common_noun(word)
