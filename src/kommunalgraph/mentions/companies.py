"""Find companies nobody listed: by the legal form behind their name, or by its last word.

``Muster Beispiel GmbH``, ``Muster Software``.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.judging import Judge
from kommunalgraph.mentions.tokens import Token, adjacent

NAME_WORD = re.compile(r"(?:[A-ZÄÖÜ][\w.+’'|-]*|[a-z]{1,6}[A-Z0-9][\w-]*|\d{1,4}|&|[a-z]+@[a-z]+)$")
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
    r"-(?:IT|DV)\b|\b(?:IT|KDV|KDZ|KRZ|krz)-?(?=[A-ZÄÖÜ ])|Komm[A-Z]|\b[Kk]ommunal"
    r"|Daten(?:verarbeitung|zentrale)|Rechenzentrum|Informations(?:technik|verarbeitung)"
)
"""Parts of the names of municipal IT providers."""
_NO_NAME_START: Final = frozenset(
    [
        "Die",
        "Der",
        "Das",
        "Den",
        "Dem",
        "Des",
        "Bei",
        "Mit",
        "Von",
        "Als",
        "Für",
        "In",
        "Im",
        "An",
        "Am",
        "Auf",
        "Aus",
        "Zur",
        "Zum",
        "Zu",
        "Nach",
        "Über",
        "Seit",
        "Eine",
        "Ein",
        "Und",
        "Auch",
        "Dass",
        "Wie",
        "Wenn",
        "Weil",
        "Ob",
        "So",
        "Denn",
        "Dort",
        "Hier",
        "Heute",
        "Neu",
        "Neue",
        "Neuer",
        "Neues",
    ]
)
STRONG_TAILS: Final = frozenset(
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
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")

Known = dict[int, Candidate]


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
        if name.text in _NO_NAME_START or (
            tokens[k].start in known and known[tokens[k].start].letter == "O"
        ):
            return None
        regional = tokens[k].text == "Systemhaus" and judge.is_place_shaped(name.text)
        return named(text, tokens, k - 1, k + 1, "Provider" if regional else "Company")

    def before_legal_form(
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
                not NAME_WORD.match(word)
                or announcing
                or word.isdigit()
                or self.judge.is_role(word)
            ):
                break
            if first < k and word in words.no_names and not word.isupper():
                break
            first -= 1
        while first < k and (tokens[first].text in _NO_NAME_START or tokens[first].text == "&"):
            first += 1
        if k - first > 1 and self.is_origin(tokens[first].text):
            first += 1
        if first == k or (first == k - 1 and self.judge.announced_kind(tokens[first].text)):
            return None
        name = text[tokens[first].start : tokens[k - 1].end]
        kind = _KIND_OF_LEGAL_FORM.get(legal_form) or kind_of_company(name)
        return named(text, tokens, first, k, kind)

    def is_origin(self, word: str) -> bool:
        """Tell whether ``word`` says where a body comes from: ``Musterstädter Beispiel GmbH``."""
        if not word.endswith("er"):
            return False
        judge = self.judge
        return judge.letter(word) == "L" or judge.is_place_shaped(word[:-2])


def kind_of_company(name: str) -> str:
    """Return ``Provider`` for a name such as municipal IT providers bear, else ``Company``."""
    return "Provider" if _MUNICIPAL_IT.search(name) else "Company"


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
