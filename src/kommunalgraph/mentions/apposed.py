"""Whether the words behind an announcing noun are a name in apposition, and where it ends.

In ``die Firma Muster baut`` and ``nutzt die Software Musteria`` they are, in ``die Software
Anwendern bietet`` they are not.  A word that is no ordinary one is a name at once; any other must
stand where nothing but a name can stand, or stand in the article again.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.mentions.candidates import Known
from kommunalgraph.mentions.companies import LEGAL_ABBREVIATIONS, NAME_WORD
from kommunalgraph.mentions.judging import Judge
from kommunalgraph.mentions.tokens import Token, adjacent

NAME_ENDS = re.compile(r"\s*(?:[,.;:)–!?“”]|$|[a-zäöü])")
_VERSION = re.compile(r"\d{1,2}(?:\.\d{1,2})?$")
SHORTEST_NAME = 4
NOUN_ENDINGS = (
    "en",
    "ern",
    "eln",
    "er",
    "e",
    "ung",
    "heit",
    "keit",
    "schaft",
    "tion",
    "tät",
    "nis",
)
_PLURAL_ENDINGS = ("en", "ern", "eln")
_GOVERNED = re.compile(
    r"\b(?:[Mm]it|[Aa]uf|[Ff]ür|[Pp]er|[Üü]ber|[Vv]ia|[Dd]urch|[Vv]on|[Bb]ei|[Zz]u|[Zz]ur|[Zz]um|[Vv]om|"
    r"[Bb]eim|[Ii]n|[Ii]m|[Uu]m|[Ww]ie|[Aa]us|[Dd]ank|[Dd]es)(?: (?:[a-zäöüß]+))?"
    r"(?: (?:[a-zäöüß-]+e[nrsm]?|[A-ZÄÖÜ][a-zäöüß-]+er))* $"
)
_SUBJECT = re.compile(r"(?:Der|Die|Das|Ein|Eine)(?: [a-zäöüß-]+e[nrs]?| [A-ZÄÖÜ][a-zäöüß-]+er)* $")
_DETERMINED = re.compile(
    r"(?<!\w)(?:[Dd]ie|[Dd]as|[Dd]en|[Dd]er|[Dd]em|[Ee]ine?|[Ee]inen|[Ee]iner|[Ii]hre?n?|[Ss]eine?n?|[Uu]nsere?n?)"
    r"(?: (?:[a-zäöüß-]+e[nrsm]?|[A-ZÄÖÜ][a-zäöüß]+er))* $"
)
"""``Sie nutzt die neue`` Software Musteria: noun and name are one phrase."""
_VERB = re.compile(r" (?!(?:der|des|für|von|im|am|zur|zum|und|oder|zu|in|an|auf)\b)[a-zäöü]")
"""A finite verb may stand here: what is in front of it is one phrase, noun and name."""
_SEATED = re.compile(r" aus [A-ZÄÖÜ]|,? mit (?:Haupts|S)itz ")
_PREDICATE = re.compile(
    r"\b(?:ist|war|bleibt|heißt|Zuschlag|Auftrag|Ausschreibung)\b[^,.;:]{0,30} (?:der|die|das) $"
)
_PHRASE_ENDS = re.compile(r"[,.;:)]|$")
_SMALL_ENDINGS: Final = frozenset(
    [
        *(
            "kommunal",
            "digital",
            "public",
            "online",
            "solutions",
            "systems",
            "consulting",
            "direkt",
        ),
        *("interaktiv", "software", "group", "media", "data", "services", "mobil", "regional"),
    ]
)
_AND = re.compile(r"\bund (?:der|die|das) $")
_RELATIVE = re.compile(
    r", (?:(?:mit|von|für|zu|über|auf|in|bei) )?(?:der|die|das|dem|den|deren|dessen)\b"
)
_HAVING = re.compile(r"\b(?:[Ii]hr|[Ss]ein|[Uu]nser)(?:e[mnrs]?)?(?: [a-zäöüß]+e[nrsm]?)? $")


class Apposed:
    """Judges the words behind an announcing noun."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge

    def is_name(self, text: str, tokens: list[Token], k: int, j: int, kind: str) -> bool:
        """Tell whether token ``j`` behind the announcing noun ``k`` is a name and no noun."""
        word = tokens[j].text
        judge = self.judge
        if not NAME_WORD.match(word) or word.isdigit() or word == "&":
            return False
        if word in LEGAL_ABBREVIATIONS:
            return False
        if word == "IT" and tokens[k].text in judge.words.introducing_legal_forms:
            return (
                self._repeated(text, tokens, j, j + 1) if adjacent(text, tokens, j + 1) else False
            )
        if judge.is_coined(word) and word not in judge.words.no_names:
            return not judge.is_role(word) and not judge.announced_kind(word)
        if judge.is_given_name(word) and tokens[k].text.lower().endswith(
            ("assistent", "assistentin", "bot")
        ):
            return True
        if judge.is_common_noun(word) or judge.is_given_name(word) or len(word) < 3:
            return False
        if (
            tokens[k].text.startswith("Firma")
            or tokens[k].text in judge.words.introducing_legal_forms
        ):
            return True
        if word.endswith(_PLURAL_ENDINGS) and text.count(word) == 1:
            return False
        stop = self.end(text, tokens, j, {}, product=kind == "Product")
        if self._is_apposed(text, tokens, k, stop, kind):
            return True
        ends = NAME_ENDS.match(text, tokens[stop - 1].end, tokens[-1].end + 1)
        return text.count(word) > 1 and bool(ends)

    def _is_apposed(self, text: str, tokens: list[Token], k: int, stop: int, kind: str) -> bool:
        """Tell whether noun ``k`` and the words up to ``stop`` can only be noun and name: behind
        a preposition, as the subject in front of the verb, or with a clause on the name."""
        start, end, limit = tokens[k].start, tokens[stop - 1].end, tokens[-1].end + 1
        floor = max(tokens[0].start, start - 60)
        if _GOVERNED.search(text, floor, start):
            return bool(NAME_ENDS.match(text, end, limit))
        if kind not in ("Company", "Provider", "Product", "Association"):
            return False
        if _SUBJECT.fullmatch(text, tokens[0].start, start):
            if kind == "Company" and text.startswith(", ", end):
                return True
            return bool(_VERB.match(text, end, limit) or _SEATED.match(text, end, limit))
        if kind != "Product" and self._is_located(text, tokens, k):
            return bool(NAME_ENDS.match(text, end, limit))
        if kind != "Product" and _AND.search(text, floor, start):
            return bool(_VERB.match(text, end, limit))
        if kind == "Product" and _DETERMINED.search(text, floor, start):
            return self._stands_alone(text, tokens, k, stop)
        if kind == "Product":
            return bool(_HAVING.search(text, floor, start) and _RELATIVE.match(text, end, limit))
        if _PREDICATE.search(text, floor, start) and _PHRASE_ENDS.match(text, end, limit):
            return True
        return bool(_SEATED.match(text, end, limit))

    def _is_located(self, text: str, tokens: list[Token], k: int) -> bool:
        """Tell whether noun ``k`` has an article and the place it is from: ``das Hagener``
        Unternehmen Musteria."""
        if not adjacent(text, tokens, k) or not tokens[k - 1].text.endswith("er"):
            return False
        place = self.judge.letter(tokens[k - 1].text) == "L"
        start = tokens[k].start
        return place and bool(_DETERMINED.search(text, max(tokens[0].start, start - 60), start))

    def _stands_alone(self, text: str, tokens: list[Token], k: int, stop: int) -> bool:
        """Tell whether the words behind product noun ``k`` can be nothing but its name: no noun
        in the singular follows a noun with an article unless it is an object of the verb."""
        name, end = tokens[k + 1].text, tokens[stop - 1].end
        if name.endswith(NOUN_ENDINGS) or len(name) < SHORTEST_NAME or text[end : end + 1] == "-":
            return False
        if text.startswith((" und ", " oder "), end) or _used_as_noun(text, name):
            return False
        return bool(NAME_ENDS.match(text, end, tokens[-1].end + 1))

    def _continues(self, word: str, product: bool) -> bool:
        """Tell whether ``word`` ends names of this kind."""
        words = self.judge.words
        if product and (word in words.product_endings or _VERSION.match(word)):
            return True
        return word in words.company_endings

    def end(
        self, text: str, tokens: list[Token], j: int, known: Known, *, product: bool = False
    ) -> int:
        """End of the name that begins at token ``j``: further words must look like a name's."""
        stop = j + 1
        while stop < len(tokens) and stop - j < 4 and adjacent(text, tokens, stop):
            word = tokens[stop].text
            if not product and _small_ending(text, tokens[stop], tokens[-1].end + 1):
                return stop + 1
            if not self._continues(word, product) and (
                not NAME_WORD.match(word)
                or (tokens[stop].start in known and known[tokens[stop].start].letter != "L")
                or not (self.judge.is_coined(word) or self._repeated(text, tokens, j, stop))
            ):
                break
            stop += 1
        return stop

    def _repeated(self, text: str, tokens: list[Token], j: int, stop: int) -> bool:
        """Tell whether the words up to ``stop`` stand together elsewhere too."""
        if self.judge.is_common_noun(tokens[stop].text):
            return False
        place = self.judge.names_place(tokens[stop].text) or self.judge.is_place_shaped(
            tokens[stop].text
        )
        return place or text.count(text[tokens[j].start : tokens[stop].end]) > 1


def _used_as_noun(text: str, word: str) -> bool:
    """Tell whether the article elsewhere puts an indefinite article in front of ``word``."""
    return bool(re.search(rf"\b(?:k?ein|k?eine[mnrs]?|jede[mnrs]?) {re.escape(word)}\b", text))


def _small_ending(text: str, token: Token, limit: int) -> bool:
    """Tell whether a word in small letters ends a company's name: ``Muster kommunal``."""
    return token.text in _SMALL_ENDINGS and bool(_PHRASE_ENDS.match(text, token.end, limit))
