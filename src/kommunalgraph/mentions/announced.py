"""Find names nobody listed by the noun that announces them, in front or behind, or a legal form.

``Firma Muster``, ``die Finanzsoftware MusterPro``, ``eine Lösung namens Muster``,
``Muster Beispiel GmbH``, ``Muster, eine Plattform des Landes``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import itemgetter
from typing import Final

from kommunalgraph.mentions.apposed import NAME_ENDS, NOUN_ENDINGS, SHORTEST_NAME, Apposed
from kommunalgraph.mentions.candidates import Candidate, Known
from kommunalgraph.mentions.companies import (
    LEGAL_ABBREVIATIONS,
    NAME_WORD,
    Companies,
    kind_of_company,
    named,
)
from kommunalgraph.mentions.described import CAMEL, HYPHENED, Descriptions
from kommunalgraph.mentions.events import Events
from kommunalgraph.mentions.institution_names import abbreviates
from kommunalgraph.mentions.judging import Judge
from kommunalgraph.mentions.rows import Rows
from kommunalgraph.mentions.tokens import (
    CLOSING_QUOTES,
    OPENING_QUOTES,
    Token,
    adjacent,
    token_from,
    word_at,
)

_NAMED: Final = frozenset(["namens", "genannt", "genannte", "genannten"])

_PROGRAMME_OF = re.compile(r"[Ff]örder|\bBund(?:es)?\b|[Mm]inisterium|[Mm]odell|Fonds")
"""What a sentence about a programme of money says, one about software does not."""
_OF_COMPANY = re.compile(r"(?:Geschäftsführer(?:in)?|CEO|CTO|COO|Gründer(?:in)?)s?$", re.I)
_DAUGHTERS: Final = frozenset(["Tochterunternehmen", "Tochterfirma", "Tochtergesellschaft"])
_NAME_OF = re.compile(r"\b(?:unter dem|mit dem|den|der) $")
_BAPTISED = re.compile(r"\bauf den $")
"""``auf den Namen Mia``: a product may be called like a person."""
_PHRASE_WITH_SHORT = re.compile(
    r"((?:[A-ZÄÖÜ][\w-]+ )(?:(?:[A-ZÄÖÜ][\w-]+|für|zur|der|und|von|im|in) ){0,5}?[A-ZÄÖÜ][\w-]+)"
    r" \(([A-ZÄÖÜ][\w-]{1,9})\)"
)
Reader = Callable[[str, list[Token], int, Known], Candidate | None]


class Announcements:
    """Finds announced names in the tokens of a sentence."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.companies = Companies(judge)
        self.apposed = Apposed(judge)
        self.descriptions = Descriptions(judge)
        self.rows = Rows(judge)
        self.events = Events(judge, self.companies)

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
        if self.events.is_head(word):
            return self._event
        if self.judge.announced_kind(word) or word in words.introducing_legal_forms:
            return self._behind
        if word in _NAMED:
            return self._called
        if word == "wie":
            return self._such_as
        if word == "von":
            return self._headed
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
        if HYPHENED.match(word):
            return self.descriptions.partnered
        return self.descriptions.coined if CAMEL.match(word) else None

    def _behind(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """The name behind the announcing noun ``k``, quoted or not."""
        kind = self.judge.announced_kind(tokens[k].text) or "Provider"
        j = k + 1
        if _opens(tokens, j):
            stop = _quoted_end(tokens, j + 1)
            if tokens[k].text.startswith("Programm") and _PROGRAMME_OF.search(
                text, tokens[0].start, tokens[-1].end
            ):
                kind = "Topic"
            return named(text, tokens, j + 1, stop, kind) if stop > j + 1 else None
        if not adjacent(text, tokens, j):
            return None
        if kind == "Product" and tokens[j].text == "von":
            return self._maker(text, tokens, j, known)
        if kind == "Product" and (whole := self._up_to_short(text, tokens, j)):
            return whole
        if tokens[j].start in known:
            return None
        if not self.apposed.is_name(text, tokens, k, j, kind):
            return None
        if kind == "Product" and self._is_region(tokens[j].text):
            return None
        stop = self.apposed.end(text, tokens, j, known, product=kind == "Product")
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
        if _opens(tokens, j):
            kinds = [kind for t in tokens[:k] if (kind := self.judge.announced_kind(t.text))]
            stop = _quoted_end(tokens, j + 1)
            return named(text, tokens, j + 1, stop, kinds[-1]) if kinds and stop > j + 1 else None
        name = word_at(tokens, j)
        if not NAME_WORD.match(name) or tokens[j].start in known or self.judge.is_common_noun(name):
            return None
        kind = self.judge.announced_kind(word_at(tokens, k - 1)) or "Product"
        stop = self.apposed.end(text, tokens, j, known, product=kind == "Product")
        return named(text, tokens, j, stop, kind)

    def _headed(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``Geschäftsführer von Musteria``, ``Tochterfirma von Musteria``: what has an office or a
        daughter that only companies have."""
        j = k + 1
        office = known.get(tokens[k - 1].start) if k else None
        heads = office and office.letter == "R" and _OF_COMPANY.search(office.surface)
        if not heads and word_at(tokens, k - 1) not in _DAUGHTERS:
            return None
        name, judge = word_at(tokens, j), self.judge
        if not adjacent(text, tokens, j) or not NAME_WORD.match(name) or tokens[j].start in known:
            return None
        if judge.is_common_noun(name) or judge.is_given_name(name) or judge.is_place_shaped(name):
            return None
        if len(name) < SHORTEST_NAME or (not judge.is_coined(name) and name.endswith(NOUN_ENDINGS)):
            return None
        stop = self.apposed.end(text, tokens, j, known)
        ends = NAME_ENDS.match(text, tokens[stop - 1].end, tokens[-1].end + 1)
        return named(text, tokens, j, stop, "Company") if ends else None

    def _under_the_name(
        self, text: str, tokens: list[Token], k: int, known: Known
    ) -> Candidate | None:
        """``die Lösung läuft unter dem Namen Muster``: a noun before tells what it is."""
        start, j = tokens[k].start, k + 1
        if _opens(tokens, j):
            j += 1
        if not _NAME_OF.search(text, max(tokens[0].start, start - 12), start):
            return None
        name = word_at(tokens, j)
        if not NAME_WORD.match(name) or tokens[j].start in known or name.isdigit():
            return None
        judge = self.judge
        baptised = _BAPTISED.search(text, max(tokens[0].start, start - 8), start)
        given = not baptised and judge.is_given_name(name)
        if not judge.is_coined(name) and (judge.is_common_noun(name) or given):
            return None
        kinds = [kind for token in tokens[:k] if (kind := judge.announced_kind(token.text))]
        if not kinds or kinds[-1] != "Product":
            return None
        if word_at(tokens, j - 1) in OPENING_QUOTES:
            stop = _quoted_end(tokens, j)
            return named(text, tokens, j, stop, "Product") if stop > j else None
        stop = self.apposed.end(text, tokens, j, known, product=True)
        return named(text, tokens, j, stop, "Product")

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
            name.endswith(NOUN_ENDINGS) or len(name) < SHORTEST_NAME
        ):
            return None
        stop = self.apposed.end(text, tokens, j, known, product=True)
        ends = NAME_ENDS.match(text, tokens[stop - 1].end, tokens[-1].end + 1)
        return named(text, tokens, j, stop, "Product") if ends else None

    def maker_behind(
        self, text: str, tokens: list[Token], product: Candidate, known: Known
    ) -> Candidate | None:
        """``die Software Musterakte von Musterhaus``: behind a product and ``von`` stands who makes
        it, where no ordinary noun can be meant."""
        von = token_from(tokens, product.end + 1)
        return None if von is None else self._maker(text, tokens, von, known)

    def _maker(self, text: str, tokens: list[Token], von: int, known: Known) -> Candidate | None:
        """The house named behind the token ``von``."""
        if word_at(tokens, von) != "von" or not adjacent(text, tokens, von + 1):
            return None
        name = tokens[von + 1]
        judge = self.judge
        if not NAME_WORD.match(name.text) or name.start in known:
            return None
        if name.text in LEGAL_ABBREVIATIONS:
            return None
        if judge.is_common_noun(name.text) or judge.is_given_name(name.text):
            return None
        if judge.names_place(name.text) or judge.is_place_shaped(name.text):
            return None
        if not judge.is_coined(name.text) and (
            name.text.endswith(NOUN_ENDINGS) or len(name.text) < SHORTEST_NAME
        ):
            return None
        stop = self.apposed.end(text, tokens, von + 1, known)
        ends = NAME_ENDS.match(text, tokens[stop - 1].end, tokens[-1].end + 1)
        surface = text[name.start : tokens[stop - 1].end]
        kind = kind_of_company(surface, judge.words)
        return named(text, tokens, von + 1, stop, kind) if ends else None

    def _event(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """The event that a head noun names, or else the name behind it."""
        event = self.events.read(text, tokens, k, known)
        if event is None and self.judge.announced_kind(tokens[k].text):
            return self._behind(text, tokens, k, known)
        return event

    def _is_region(self, word: str) -> bool:
        """Tell whether a district is called after ``word``: ``Serviceportal Muster-Ruhr``."""
        forms = self.judge.lexicon.forms
        return any(form in forms for form in (f"{word}-Kreis", f"Kreis {word}", f"{word}kreis"))


def _says_municipal(text: str, start: int) -> bool:
    """Tell whether the announcing noun at ``start`` is called municipal."""
    return bool(re.search(r"\b[Kk]ommunale[nrs]? $", text[max(0, start - 14) : start]))


def _opens(tokens: list[Token], j: int) -> bool:
    """Tell whether token ``j`` opens a quotation: it stands apart from the word before it, and
    together with the next one, while the same sign behind a word closes one."""
    mark = word_at(tokens, j)
    if not mark or mark not in OPENING_QUOTES or j + 1 >= len(tokens):
        return False
    apart = j == 0 or tokens[j - 1].end < tokens[j].start
    return apart and tokens[j].end == tokens[j + 1].start


def _quoted_end(tokens: list[Token], j: int) -> int:
    """Return the token that closes the quotation begun before ``j``, or ``j`` if none does."""
    for stop in range(j, min(j + 8, len(tokens))):
        if tokens[stop].text in CLOSING_QUOTES:
            return stop
        if tokens[stop].text in ".!?;":
            break
    return j
