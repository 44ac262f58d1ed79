"""Find names nobody listed by the noun that announces them, in front or behind, or a legal form.

``Firma Muster``, ``die Finanzsoftware MusterPro``, ``eine Lösung namens Muster``,
``Muster Beispiel GmbH``, ``Muster, eine Plattform des Landes``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import itemgetter
from typing import Final

from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.companies import LEGAL_ABBREVIATIONS, NAME_WORD, Companies, named
from kommunalgraph.mentions.described import CAMEL, HYPHENED, Descriptions
from kommunalgraph.mentions.institutions import abbreviates
from kommunalgraph.mentions.judging import Judge
from kommunalgraph.mentions.rows import Rows
from kommunalgraph.mentions.tokens import Token, adjacent, token_from, word_at

_SHORTEST_EVENT = 7
"""Letters that a compound such as Umwelttage has more of than Tage or Gipfel."""
_QUOTES: Final = '„“"»‚'
_CLOSING: Final = '“”"«‘'
_NAMED: Final = frozenset(["namens", "genannt", "genannte", "genannten"])
_NAME_ENDS = re.compile(r"\s*(?:[,.;:)–!?“”]|$|[a-zäöü])")
_VERSION = re.compile(r"\d{1,2}(?:\.\d{1,2})?$")
_SHORTEST_NAME = 4
_NOUN_ENDINGS = (
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
_PROGRAMME_OF = re.compile(r"[Ff]örder|\bBund(?:es)?\b|[Mm]inisterium|[Mm]odell|Fonds")
"""What a sentence about a programme of money says, one about software does not."""
_NAME_OF = re.compile(r"\b(?:unter dem|mit dem|den|der) $")
_VERB = re.compile(r" (?!(?:der|des|für|von|im|am|zur|zum|und|oder|zu|in|an|auf)\b)[a-zäöü]")
"""A finite verb may stand here: what is in front of it is one phrase, noun and name."""
_SEATED = re.compile(r" aus [A-ZÄÖÜ]|,? mit (?:Haupts|S)itz ")
_PREDICATE = re.compile(
    r"\b(?:ist|war|bleibt|heißt|Zuschlag|Auftrag|Ausschreibung)\b[^,.;:]{0,30} (?:der|die|das) $"
)
_PHRASE_ENDS = re.compile(r"[,.;:)]|$")
_PHRASE_WITH_SHORT = re.compile(
    r"((?:[A-ZÄÖÜ][\w-]+ )(?:(?:[A-ZÄÖÜ][\w-]+|für|zur|der|und|von|im|in) ){0,5}?[A-ZÄÖÜ][\w-]+)"
    r" \(([A-ZÄÖÜ][\w-]{1,9})\)"
)
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

Known = dict[int, Candidate]
Reader = Callable[[str, list[Token], int, Known], Candidate | None]


class Announcements:
    """Finds announced names in the tokens of a sentence."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.companies = Companies(judge)
        self.descriptions = Descriptions(judge)
        self.rows = Rows(judge)

    def find(
        self, text: str, tokens: list[Token], readers: dict[int, Reader], known: Known
    ) -> list[Candidate]:
        """Return the names that nouns and legal forms of the sentence give away.

        ``readers`` are those of :meth:`reader_of`, by the numbers of their tokens.
        """
        names = [(k, read(text, tokens, k, known)) for k, read in readers.items()]
        nouns = [k for k, read in readers.items() if read == self._behind]
        for noun in nouns:
            names += [(noun, name) for name in self.rows.behind(text, tokens, noun, known)]
        for form in known.values():
            if form.letter != "F":
                continue
            k = token_from(tokens, form.start)
            if k is not None and k not in readers:
                names.append((k, self.companies.before_legal_form(text, tokens, k, form)))
        return [name for _, name in sorted(names, key=itemgetter(0)) if name is not None]

    def reader_of(self, word: str) -> Reader | None:
        """Return what reads the name that ``word`` gives away, None if it gives none."""
        words = self.judge.words
        if self.judge.announced_kind(word) or word in words.introducing_legal_forms:
            return self._behind
        if word in _NAMED:
            return self._called
        if word == "wie":
            return self._such_as
        if word in ("mit", "Mit"):
            return self.descriptions.with_it
        if word in ("Namen", "Name", "Bezeichnung"):
            return self._under_the_name
        if word == ",":
            return self.descriptions.explained
        if word in words.strong_company_endings:
            return self.companies.with_tail
        if word in words.joined_endings:
            return self.companies.joined
        if word in words.event_heads or (word[0].isupper() and word.endswith(words.event_tails)):
            return self._event
        if HYPHENED.match(word):
            return self.descriptions.partnered
        return self.descriptions.coined if CAMEL.match(word) else None

    def _behind(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """The name behind the announcing noun ``k``, quoted or not."""
        kind = self.judge.announced_kind(tokens[k].text) or "Provider"
        j = k + 1
        if word_at(tokens, j) in _QUOTES and word_at(tokens, j):
            stop = _quoted_end(tokens, j + 1)
            if tokens[k].text.startswith("Programm") and _PROGRAMME_OF.search(
                text, tokens[0].start, tokens[-1].end
            ):
                kind = "Topic"
            return named(text, tokens, j + 1, stop, kind) if stop > j + 1 else None
        if not adjacent(text, tokens, j):
            return None
        if kind == "Product" and (whole := self._up_to_short(text, tokens, j)):
            return whole
        if tokens[j].start in known:
            return None
        if not self._isnamed(text, tokens, k, j, kind):
            return None
        if kind == "Product" and self._is_region(tokens[j].text):
            return None
        stop = self._end(text, tokens, j, known, product=kind == "Product")
        if kind == "Company" and _says_municipal(text, tokens[k].start):
            kind = "Provider"
        return named(text, tokens, j, stop, kind)

    def _up_to_short(self, text: str, tokens: list[Token], j: int) -> Candidate | None:
        """``Fachanwendung Amtliches Beispielverfahren (ABV)``: a phrase and its short form."""
        if text.find(" (", tokens[j].start, tokens[-1].end) < 0:
            return None
        found = _PHRASE_WITH_SHORT.match(text, tokens[j].start, tokens[-1].end)
        if not found or not abbreviates(found[2], found[1]):
            return None
        stop = next(k for k in range(j, len(tokens)) if tokens[k].end == found.end(1)) + 1
        return named(text, tokens, j, stop, "Product")

    def _called(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``eine Plattform namens Muster``: the noun in front tells what it is."""
        j = k + 1
        name = word_at(tokens, j)
        if not NAME_WORD.match(name) or tokens[j].start in known or self.judge.is_common_noun(name):
            return None
        kind = self.judge.announced_kind(word_at(tokens, k - 1)) or "Product"
        stop = self._end(text, tokens, j, known, product=kind == "Product")
        return named(text, tokens, j, stop, kind)

    def _under_the_name(
        self, text: str, tokens: list[Token], k: int, known: Known
    ) -> Candidate | None:
        """``die Lösung läuft unter dem Namen Muster``: a noun before tells what it is."""
        start, j = tokens[k].start, k + 1
        if word_at(tokens, j) in _QUOTES and word_at(tokens, j):
            j += 1
        if not _NAME_OF.search(text, max(tokens[0].start, start - 12), start):
            return None
        name = word_at(tokens, j)
        if not NAME_WORD.match(name) or tokens[j].start in known or name.isdigit():
            return None
        judge = self.judge
        if not judge.is_coined(name) and (judge.is_common_noun(name) or judge.is_given_name(name)):
            return None
        kinds = [kind for token in tokens[:k] if (kind := judge.announced_kind(token.text))]
        if not kinds or kinds[-1] != "Product":
            return None
        if word_at(tokens, j - 1) in _QUOTES:
            stop = _quoted_end(tokens, j)
            return named(text, tokens, j, stop, "Product") if stop > j else None
        return named(text, tokens, j, self._end(text, tokens, j, known, product=True), "Product")

    def _such_as(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``Programme wie Musteria``: behind a plural and ``wie`` stands an example of its kind."""
        j = k + 1
        name = word_at(tokens, j)
        if self.judge.announced_kind(word_at(tokens, k - 1)) != "Product" or not adjacent(
            text, tokens, j
        ):
            return None
        if not NAME_WORD.match(name) or tokens[j].start in known or self.judge.is_common_noun(name):
            return None
        if not self.judge.is_coined(name) and (
            name.endswith(_NOUN_ENDINGS) or len(name) < _SHORTEST_NAME
        ):
            return None
        stop = self._end(text, tokens, j, known, product=True)
        ends = _NAME_ENDS.match(text, tokens[stop - 1].end, tokens[-1].end + 1)
        return named(text, tokens, j, stop, "Product") if ends else None

    def _event(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``Forum Digitale Beispiele``, ``Musterfurter Umwelttage``."""
        if tokens[k].start in known or not tokens[k].text[:1].isupper():
            return None
        j = k + 1
        if tokens[k].text in self.judge.words.event_heads and adjacent(text, tokens, j):
            adjective = re.match(r"[A-ZÄÖÜ][a-zäöüß]+e[nrs]?$", tokens[j].text)
            noun = word_at(tokens, j + 1)
            if (
                adjective
                and adjacent(text, tokens, j + 1)
                and noun[:1].isupper()
                and noun.isalpha()
            ):
                return named(text, tokens, k, j + 2, "Event")
        elif len(tokens[k].text) > _SHORTEST_EVENT and k and adjacent(text, tokens, k):
            origin = self.companies.is_origin(tokens[k - 1].text)
            return named(text, tokens, k - 1, k + 1, "Event") if origin else None
        return None

    def _isnamed(self, text: str, tokens: list[Token], k: int, j: int, kind: str) -> bool:
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
        stop = self._end(text, tokens, j, {}, product=kind == "Product")
        if self._is_apposed(text, tokens, k, stop, kind):
            return True
        ends = _NAME_ENDS.match(text, tokens[stop - 1].end, tokens[-1].end + 1)
        return text.count(word) > 1 and bool(ends)

    def _is_apposed(self, text: str, tokens: list[Token], k: int, stop: int, kind: str) -> bool:
        """Tell whether noun ``k`` and the words up to ``stop`` can only be noun and name: behind
        a preposition, as the subject in front of the verb, or with a clause on the name."""
        start, end, limit = tokens[k].start, tokens[stop - 1].end, tokens[-1].end + 1
        floor = max(tokens[0].start, start - 60)
        if _GOVERNED.search(text, floor, start):
            return bool(_NAME_ENDS.match(text, end, limit))
        if kind not in ("Company", "Provider", "Product", "Association"):
            return False
        if _SUBJECT.fullmatch(text, tokens[0].start, start):
            if kind == "Company" and text.startswith(", ", end):
                return True
            return bool(_VERB.match(text, end, limit) or _SEATED.match(text, end, limit))
        if kind != "Product" and _AND.search(text, floor, start):
            return bool(_VERB.match(text, end, limit))
        if kind == "Product" and _DETERMINED.search(text, floor, start):
            return self._stands_alone(text, tokens, k, stop)
        if kind == "Product":
            return bool(_HAVING.search(text, floor, start) and _RELATIVE.match(text, end, limit))
        if _PREDICATE.search(text, floor, start) and _PHRASE_ENDS.match(text, end, limit):
            return True
        return bool(_SEATED.match(text, end, limit))

    def _stands_alone(self, text: str, tokens: list[Token], k: int, stop: int) -> bool:
        """Tell whether the words behind product noun ``k`` can be nothing but its name: no noun
        in the singular follows a noun with an article unless it is an object of the verb."""
        name, end = tokens[k + 1].text, tokens[stop - 1].end
        if name.endswith(_NOUN_ENDINGS) or len(name) < _SHORTEST_NAME or text[end : end + 1] == "-":
            return False
        if text.startswith((" und ", " oder "), end) or _used_as_noun(text, name):
            return False
        return bool(_NAME_ENDS.match(text, end, tokens[-1].end + 1))

    def _is_region(self, word: str) -> bool:
        """Tell whether a district is called after ``word``: ``Serviceportal Muster-Ruhr``."""
        forms = self.judge.lexicon.forms
        return any(form in forms for form in (f"{word}-Kreis", f"Kreis {word}", f"{word}kreis"))

    def _continues(self, word: str, product: bool) -> bool:
        """Tell whether ``word`` ends names of this kind."""
        words = self.judge.words
        if product and (word in words.product_endings or _VERSION.match(word)):
            return True
        return word in words.company_endings

    def _end(
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


def _says_municipal(text: str, start: int) -> bool:
    """Tell whether the announcing noun at ``start`` is called municipal."""
    return bool(re.search(r"\b[Kk]ommunale[nrs]? $", text[max(0, start - 14) : start]))


def _quoted_end(tokens: list[Token], j: int) -> int:
    """Return the token that closes the quotation begun before ``j``, or ``j`` if none does."""
    for stop in range(j, min(j + 8, len(tokens))):
        if tokens[stop].text in _CLOSING:
            return stop
        if tokens[stop].text in ".!?;":
            break
    return j
