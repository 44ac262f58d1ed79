"""Find names nobody listed by the noun that announces them, in front or behind, or a legal form.

``Firma Muster``, ``die Finanzsoftware MusterPro``, ``eine Lösung namens Muster``,
``Muster Beispiel GmbH``, ``Muster, eine Plattform des Landes``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.companies import NAME_WORD, STRONG_TAILS, Companies, named
from kommunalgraph.mentions.judging import REMEMBERED, Judge
from kommunalgraph.mentions.tokens import Token, adjacent, word_at

_SHORTEST_EVENT = 7
"""Letters that a compound such as Umwelttage has more of than Tage or Gipfel."""
_QUOTES: Final = '„“"»‚'
_CLOSING: Final = '“”"«‘'
_NAMED: Final = frozenset(["namens", "genannt", "genannte", "genannten"])
_NAME_ENDS = re.compile(r"\s*(?:[,.;:)–!?“”]|$|[a-zäöü])")
_CAMEL = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}[A-ZÄÖÜ][A-Za-zäöüß]+$")
_USE = re.compile(
    r"\b(?:[Gg]enutzt|nutz(?:t|en|te|ten)|verwende(?:t|n|te|ten)|[Ee]ingesetzt|einsetz(?:t|en)|[Ee]insatz|"
    r"[Ee]ingeführt|[Ee]inführung|[Gg]etestete?n?|abgelöst|löst|[Uu]mgestellt|"
    r"arbeite(?:t|n|te|ten) mit|"
    r"[Ww]ahl fiel auf|[Ff]iel die Wahl auf|verwendete?n?|bisherige[ns]?)\b"
)
_WORKS: Final = frozenset(["Entwicklung", "Eigenentwicklung"])
_PLURAL_ENDINGS = ("en", "ern", "eln")
_DETERMINERS: Final = frozenset(
    [
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einen",
        "einem",
        "einer",
        "eines",
        "kein",
        "keine",
        "ihr",
        "ihre",
        "sein",
        "seine",
        "unser",
    ]
)
_GOVERNED = re.compile(
    r"\b(?:[Mm]it|[Aa]uf|[Ff]ür|[Pp]er|[Üü]ber|[Vv]ia|[Dd]urch|[Vv]on|[Bb]ei|[Zz]u|[Zz]ur|[Zz]um|[Vv]om|[Bb]eim|"
    r"[Ii]n|[Ii]m|[Uu]m|[Ww]ie|[Aa]us|[Dd]ank)(?: (?:[a-zäöüß]+))?(?: [a-zäöüß]+e[nrs]?)? $"
)
_TAILS: Final = frozenset(
    [
        "Software",
        "Medien",
        "Systems",
        "Systeme",
        "Solutions",
        "Consulting",
        "Public",
        "Holding",
        "Group",
        "Gruppe",
        "Service",
        "Services",
        "Systemhaus",
        "Technologies",
        "Technology",
        "Akademie",
        "Digital",
        "Deutschland",
        "International",
        "IT",
        "Informatik",
        "Media",
        "Networks",
    ]
)
"""Second words of company names."""
_APPOSITION = re.compile(
    r", (?:ein|eine|einer|einem|eines) (?:[a-zäöüß-]+e[nrsm]? )?([A-ZÄÖÜ][\w-]+)"
)

Known = dict[int, Candidate]
Reader = Callable[[str, list[Token], int, Known], Candidate | None]


class Announcements:
    """Finds announced names in the tokens of a sentence."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.companies = Companies(judge)
        self.role_of: Callable[[str], str] = lru_cache(REMEMBERED)(self._role_of)
        self._readers: dict[str, Reader] = {
            "noun": self._behind,
            "called": self._called,
            "comma": self._explained,
            "tail": self.companies.with_tail,
            "event": self._event,
            "coined": self._used,
        }

    def find(self, text: str, tokens: list[Token], known: Known) -> list[Candidate]:
        """Return the names that nouns and legal forms of the sentence give away."""
        found = []
        forms = {c.start: c for c in known.values() if c.letter == "F"}
        for k, token in enumerate(tokens):
            if reader := self._readers.get(self.role_of(token.text)):
                name = reader(text, tokens, k, known)
            elif token.start in forms:
                name = self.companies.before_legal_form(text, tokens, k, forms[token.start])
            else:
                continue
            if name is not None:
                found.append(name)
        return found

    def _role_of(self, word: str) -> str:
        """Return how ``word`` gives a name away, or nothing: the name of one of the readers."""
        words = self.judge.words
        if self.judge.announced_kind(word) or word in words.introducing_legal_forms:
            return "noun"
        if word in _NAMED:
            return "called"
        if word == ",":
            return "comma"
        if word in STRONG_TAILS:
            return "tail"
        if word in words.event_heads or (word[0].isupper() and word.endswith(words.event_tails)):
            return "event"
        return "coined" if _CAMEL.match(word) else ""

    def _behind(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """The name behind the announcing noun ``k``, quoted or not."""
        kind = self.judge.announced_kind(tokens[k].text) or "Provider"
        j = k + 1
        if word_at(tokens, j) in _QUOTES and word_at(tokens, j):
            stop = _quoted_end(tokens, j + 1)
            return named(text, tokens, j + 1, stop, kind) if stop > j + 1 else None
        if not adjacent(text, tokens, j) or tokens[j].start in known:
            return None
        if not self._isnamed(text, tokens, k, j, kind):
            return None
        stop = self._end(text, tokens, j, known)
        if kind == "Company" and _says_municipal(text, tokens[k].start):
            kind = "Provider"
        return named(text, tokens, j, stop, kind)

    def _called(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``eine Plattform namens Muster``: the noun in front tells what it is."""
        j = k + 1
        if not NAME_WORD.match(word_at(tokens, j)) or tokens[j].start in known:
            return None
        kind = self.judge.announced_kind(word_at(tokens, k - 1)) or "Product"
        return named(text, tokens, j, self._end(text, tokens, j, known), kind)

    def _explained(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``MusterPro, eine Plattform …``: the noun behind tells what it is."""
        if k == 0:
            return None
        name = tokens[k - 1]
        found = _APPOSITION.match(text, name.end, tokens[-1].end)
        kind = self.judge.announced_kind(found[1]) if found else ""
        if found and found[1] in _WORKS:
            kind = "Product"
        if not kind or name.start in known or name.text in self.judge.lexicon.forms:
            return None
        before = word_at(tokens, k - 2)
        bare = before.islower() and before not in _DETERMINERS and adjacent(text, tokens, k - 1)
        if not self.judge.is_coined(name.text) and not (
            bare and len(name.text) > 3 and not self.judge.is_common_noun(name.text)
        ):
            return None
        return named(text, tokens, k - 1, k, kind) if NAME_WORD.match(name.text) else None

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

    def _used(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``das zuvor verwendete MusterPro``: a coined word that the sentence says is used."""
        word = tokens[k].text
        if word in self.judge.lexicon.forms or self.judge.is_common_noun(word):
            return None
        if tokens[k].start in known:
            return None
        if not _USE.search(text, tokens[0].start, tokens[-1].end):
            return None
        return named(text, tokens, k, k + 1, "Product")

    def _isnamed(self, text: str, tokens: list[Token], k: int, j: int, kind: str) -> bool:
        """Tell whether token ``j`` behind the announcing noun ``k`` is a name and no noun."""
        word = tokens[j].text
        judge = self.judge
        if not NAME_WORD.match(word) or word.isdigit() or word == "&":
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
        stop = self._end(text, tokens, j, {})
        ends = bool(_NAME_ENDS.match(text, tokens[stop - 1].end, tokens[-1].end + 1))
        governed = bool(_GOVERNED.search(text, max(0, tokens[k].start - 40), tokens[k].start))
        again = text.count(word) > 1
        return ends and (governed or again)

    def _end(self, text: str, tokens: list[Token], j: int, known: Known) -> int:
        """End of the name that begins at token ``j``: further words must look like a name's."""
        stop = j + 1
        while stop < len(tokens) and stop - j < 4 and adjacent(text, tokens, stop):
            word = tokens[stop].text
            if word not in _TAILS and (
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
