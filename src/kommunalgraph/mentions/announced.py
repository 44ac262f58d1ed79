"""Find names nobody listed by the noun that announces them, in front or behind, or a legal form.

``Firma Muster``, ``die Finanzsoftware MusterPro``, ``eine Lösung namens Muster``,
``Muster Beispiel GmbH``, ``Muster, eine Plattform des Landes``.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.judging import Judge
from kommunalgraph.mentions.tokens import Token, adjacent, word_at

_NAME_WORD = re.compile(
    r"(?:[A-ZÄÖÜ][\w.+’'|-]*|[a-z]{1,6}[A-Z0-9][\w-]*|\d{1,4}|&|[a-z]+@[a-z]+)$"
)
_LEGAL_ABBREVIATIONS: Final = frozenset(
    [
        "GmbH",
        "gGmbH",
        "AG",
        "eG",
        "e.G",
        "AöR",
        "SE",
        "KdöR",
        "mbH",
        "UG",
        "KG",
        "e.V",
        "eV",
        "KGaA",
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
_MUNICIPAL_IT = re.compile(
    r"-(?:IT|DV)\b|\b(?:IT|KDV|KDZ|KRZ|krz)-?(?=[A-ZÄÖÜ ])|Komm[A-Z]|\b[Kk]ommunal|Daten(?:verarbeitung|zentrale)"
    r"|Rechenzentrum|Informations(?:technik|verarbeitung)"
)
"""Parts of the names of municipal IT providers."""
_NO_NAME_START: Final = frozenset(
    "Die Der Das Den Dem Des Bei Mit Von Als Für In Im An Am Auf Aus Zur Zum Zu Nach Über Seit Eine Ein Und "
    "Auch Dass Wie Wenn Weil Ob So Denn Dort Hier Heute Neu Neue Neuer Neues".split()
)
_QUOTES: Final = '„“"»‚'
_CLOSING: Final = '“”"«‘'
_NAMED: Final = frozenset(["namens", "genannt", "genannte", "genannten"])
_NAME_ENDS = re.compile(r"\s*(?:[,.;:)–!?“”]|$|[a-zäöü])")
_CAMEL = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}[A-ZÄÖÜ][A-Za-zäöüß]+$")
_USE = re.compile(
    r"\b(?:[Gg]enutzt|nutz(?:t|en|te|ten)|verwende(?:t|n|te|ten)|[Ee]ingesetzt|einsetz(?:t|en)|[Ee]insatz|"
    r"[Ee]ingeführt|[Ee]inführung|[Gg]etestete?n?|abgelöst|löst|[Uu]mgestellt|arbeite(?:t|n|te|ten) mit|"
    r"[Ww]ahl fiel auf|[Ff]iel die Wahl auf|verwendete?n?|bisherige[ns]?)\b"
)
_STRONG_TAILS: Final = frozenset(
    [
        "Software",
        "Systems",
        "Solutions",
        "Consulting",
        "Medien",
        "Technologies",
        "Systemhaus",
        "Group",
    ]
)
_WORKS: Final = frozenset(["Entwicklung", "Eigenentwicklung"])
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_DETERMINERS: Final = frozenset(
    "der die das den dem des ein eine einen einem einer eines kein keine ihr ihre sein seine unser".split()
)
_GOVERNED = re.compile(
    r"\b(?:[Mm]it|[Aa]uf|[Ff]ür|[Pp]er|[Üü]ber|[Vv]ia|[Dd]urch|[Vv]on|[Bb]ei|[Zz]u|[Zz]ur|[Zz]um|[Vv]om|[Bb]eim|"
    r"[Ii]n|[Ii]m|[Uu]m|[Ww]ie|[Aa]us|[Dd]ank)(?: (?:[a-zäöüß]+))?(?: [a-zäöüß]+e[nrs]?)? $"
)
_TAILS: Final = frozenset(
    "Software Medien Systems Systeme Solutions Consulting Public Holding Group Gruppe Service Services Systemhaus "
    "Technologies Technology Akademie Digital Deutschland International IT Informatik Media Networks".split()
)
"""Second words of company names."""
_APPOSITION = re.compile(
    r", (?:ein|eine|einer|einem|eines) (?:[a-zäöüß-]+e[nrsm]? )?([A-ZÄÖÜ][\w-]+)"
)

Known = dict[int, Candidate]


class Announcements:
    """Finds announced names in the tokens of a sentence."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge

    def find(self, text: str, tokens: list[Token], known: Known) -> list[Candidate]:
        """Return the names that nouns and legal forms of the sentence give away."""
        found = []
        legal_forms = self.judge.words.introducing_legal_forms
        for k, token in enumerate(tokens):
            word = token.text
            kind = self.judge.announced_kind(word) or ("Provider" if word in legal_forms else "")
            name = None
            if kind:
                name = self._behind(text, tokens, k, kind, known)
            elif word in _NAMED:
                name = self._called(text, tokens, k, known)
            elif (form := known.get(token.start)) is not None and form.letter == "F":
                name = self._before_legal_form(text, tokens, k, form)
            elif word == "," and k:
                name = self._explained(text, tokens, k, known)
            elif word in _STRONG_TAILS and k:
                name = self._with_tail(text, tokens, k, known)
            elif word in self.judge.words.event_heads or word.endswith(
                self.judge.words.event_tails
            ):
                name = self._event(text, tokens, k, known)
            elif _CAMEL.match(word) and token.start not in known:
                name = self._used(text, tokens, k)
            if name is not None:
                found.append(name)
        return found

    def _behind(
        self, text: str, tokens: list[Token], k: int, kind: str, known: Known
    ) -> Candidate | None:
        """The name behind the announcing noun ``k``, quoted or not."""
        j = k + 1
        if word_at(tokens, j) in _QUOTES and word_at(tokens, j):
            stop = _quoted_end(tokens, j + 1)
            return _name(text, tokens, j + 1, stop, kind) if stop > j + 1 else None
        if not adjacent(text, tokens, j) or tokens[j].start in known:
            return None
        if not self._is_name(text, tokens, k, j, kind):
            return None
        stop = self._end(text, tokens, j, known)
        if kind == "Company" and _says_municipal(text, tokens[k].start):
            kind = "Provider"
        return _name(text, tokens, j, stop, kind)

    def _called(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``eine Plattform namens Muster``: the noun in front tells what it is."""
        j = k + 1
        if not _NAME_WORD.match(word_at(tokens, j)) or tokens[j].start in known:
            return None
        kind = self.judge.announced_kind(word_at(tokens, k - 1)) or "Product"
        return _name(text, tokens, j, self._end(text, tokens, j, known), kind)

    def _explained(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``MusterPro, eine Plattform …``: the noun behind tells what it is."""
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
        return _name(text, tokens, k - 1, k, kind) if _NAME_WORD.match(name.text) else None

    def _with_tail(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """``Muster Software``: a name in front of a word that ends names of companies."""
        name = tokens[k - 1]
        judge = self.judge
        if not adjacent(text, tokens, k) or name.start in known or name.text in judge.lexicon.forms:
            return None
        if not re.match(r"[A-ZÄÖÜ][\w-]{2,}$", name.text) or name.text.endswith(_ADJECTIVE_ENDINGS):
            return None
        if judge.is_common_noun(name.text) or name.text in judge.words.generic_prefixes:
            return None
        if (
            name.text in _NO_NAME_START
            or tokens[k].start in known
            and known[tokens[k].start].letter == "O"
        ):
            return None
        regional = tokens[k].text == "Systemhaus" and judge.is_place_shaped(name.text)
        return _name(text, tokens, k - 1, k + 1, "Provider" if regional else "Company")

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
                return _name(text, tokens, k, j + 2, "Event")
        elif len(tokens[k].text) > 7 and k and adjacent(text, tokens, k):
            if self._is_origin(tokens[k - 1].text):
                return _name(text, tokens, k - 1, k + 1, "Event")
        return None

    def _used(self, text: str, tokens: list[Token], k: int) -> Candidate | None:
        """``das zuvor verwendete MusterPro``: a coined word that the sentence says is used."""
        if tokens[k].text in self.judge.lexicon.forms or self.judge.is_common_noun(tokens[k].text):
            return None
        if not _USE.search(text, tokens[0].start, tokens[-1].end):
            return None
        return _name(text, tokens, k, k + 1, "Product")

    def _is_name(self, text: str, tokens: list[Token], k: int, j: int, kind: str) -> bool:
        """Tell whether token ``j`` behind the announcing noun ``k`` is a name and no noun."""
        word = tokens[j].text
        judge = self.judge
        if not _NAME_WORD.match(word) or word.isdigit() or word == "&":
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
                not _NAME_WORD.match(word)
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

    def _before_legal_form(
        self, text: str, tokens: list[Token], k: int, form: Candidate
    ) -> Candidate | None:
        """``Muster Beispiel GmbH``: the capitalised words before an abbreviated legal form."""
        legal_form = form.surface.rstrip(".")
        if legal_form not in _LEGAL_ABBREVIATIONS and " & Co" not in form.surface:
            return None
        words = self.judge.words
        first = k
        while first > 0 and k - first < 6 and adjacent(text, tokens, first):
            word = tokens[first - 1].text
            announcing = first < k and (
                word in words.introducers or word in words.introducing_legal_forms
            )
            if (
                not _NAME_WORD.match(word)
                or announcing
                or word.isdigit()
                or self.judge.is_role(word)
            ):
                break
            if word in words.no_names and not word.isupper():
                break
            first -= 1
        while first < k and (tokens[first].text in _NO_NAME_START or tokens[first].text == "&"):
            first += 1
        if k - first > 1 and self._is_origin(tokens[first].text):
            first += 1
        if first == k or (first == k - 1 and self.judge.announced_kind(tokens[first].text)):
            return None
        name = text[tokens[first].start : tokens[k - 1].end]
        kind = _KIND_OF_LEGAL_FORM.get(legal_form) or kind_of_company(name)
        return _name(text, tokens, first, k, kind)

    def _is_origin(self, word: str) -> bool:
        """Tell whether ``word`` says where a body comes from: ``Musterstädter Beispiel GmbH``."""
        if not word.endswith("er"):
            return False
        judge = self.judge
        return judge.letter(word) == "L" or judge.is_place_shaped(word[:-2])


def kind_of_company(name: str) -> str:
    """Return ``Provider`` where a name has parts that municipal IT providers bear, or ``Company``."""
    return "Provider" if _MUNICIPAL_IT.search(name) else "Company"


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


def _name(text: str, tokens: list[Token], first: int, stop: int, kind: str) -> Candidate:
    start, end = tokens[first].start, tokens[stop - 1].end
    return Candidate(start, end, _LETTER[kind], text[start:end], hint=kind)
