"""What a single word may be: an office, a surname, a common noun, the name of a place.

German writes every noun with a capital, so a name nobody listed is told from a noun by its
neighbours and by its shape: the endings of place names (``-furt``, ``-koog``), capitals inside
(``MandatPlus``), the endings of derived nouns (``-ung``), and lists of words that are no names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeVar

from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.mentions.wordlists import Wordlists

MONTHS: Final = frozenset(
    [
        *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"),
        *("September", "Oktober", "November", "Dezember"),
    ]
)
SURNAME: Final = re.compile(
    r"[A-ZÄÖÜÉÇŞĆČŠŽØ][a-zäöüßéèêçğışćčšžøñáíóâãåæ’'A-Z]*(?:-[A-ZÄÖÜ][a-zäöüßé]+)*$"
)
_NOUN_ENDING = re.compile(
    r"(?:ung|heit|keit|schaft|tion|sion|tät|mittel|nis|tum|ment|anz|enz|ismus|stand|zeit|arbeit"
    r"|punkt|stelle|seite|ebene|bereich|prozess|projekt|dienst|leistung|angebot|vorgang)"
    r"(?:en|e|n|s|es|sen)?$"
)
_PROGRAMME = re.compile(
    r"(?:^(?:landes|bundes|modell|aktions|sofort|konjunktur)|förder|investitions|digitalisierungs)"
    r"programme?[ns]?$"
)
"""Programmes that give money or set aims, other than those that run on a computer."""
_NO_SURNAME = re.compile(r"(?:tion|heit|keit|schaft|tät)$")
_INNER_CAPITAL = re.compile(r"[a-zäöüß0-9][A-ZÄÖÜ]|[A-ZÄÖÜ]{2,}|\d|[.+@|]")
_PLACE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*$")
_PLACE_OF_OFFICE: Final = {"municipality": "Municipality", "district": "District"}


REMEMBERED = 20_000
"""Words whose judgement is remembered: more than the different words of 100 articles."""

T = TypeVar("T")


class Remembered(dict[str, T]):
    """What ``judge`` says of words, asked once for each of :data:`REMEMBERED` words.

    Looking a word up takes a third of the time of a function with :func:`functools.lru_cache`,
    which counts for what is asked of every word of a text.
    """

    def __init__(self, judge: Callable[[str], T]) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, word: str) -> T:
        if len(self) >= REMEMBERED:
            self.clear()
        verdict = self[word] = self._judge(word)
        return verdict


class Judge:
    """Judges words with one lexicon and one set of word lists."""

    def __init__(self, lexicon: Lexicon, words: Wordlists) -> None:
        self.lexicon = lexicon
        self.words = words
        self._role_lengths = sorted({len(e) for e in words.role_endings})
        self._role_endings = frozenset(words.role_endings)
        self._nouns = (
            frozenset(words.introducers)
            | frozenset(words.place_nouns)
            | frozenset(words.descriptions)
            | frozenset(words.institutions)
            | frozenset(words.introducing_legal_forms)
            | words.product_heads
            | words.no_names
        )
        remember = lru_cache(REMEMBERED)
        self.is_role: Callable[[str], bool] = remember(self._is_role)
        self.is_given_name: Callable[[str], bool] = remember(self._is_given_name)
        self.is_common_noun: Callable[[str], bool] = remember(self._is_common_noun)
        self.is_place_shaped: Callable[[str], bool] = remember(self._is_place_shaped)
        self.announced_kind: Callable[[str], str] = remember(self._announced_kind)

    def letter(self, word: str) -> str:
        """Return the kind of the likeliest listed thing that ``word`` stands for, or nothing."""
        packed = self.lexicon.forms.get(word)
        return self.lexicon.things[packed[0] // 4].letter if packed else ""

    def names_place(self, word: str) -> bool:
        """Tell whether ``word`` is the listed name of a place, not its adjective."""
        return any(
            self.lexicon.things[sense.thing].letter == "L" and sense.how != 2
            for sense in self.lexicon.senses(word)
        )

    def _is_role(self, word: str) -> bool:
        """Tell whether ``word`` is or ends like an office noun: ``Kreisverwaltungsdirektorin``."""
        if self.letter(word) == "R":
            return True
        lower = word.lower()
        return any(lower[-n:] in self._role_endings for n in self._role_lengths if n <= len(lower))

    def _is_given_name(self, word: str) -> bool:
        """Tell whether ``word`` is a given name, simple or joined: ``Jens-Uwe``."""
        names = self.lexicon.given_names
        if word in names:
            return word not in MONTHS
        first, hyphen, rest = word.partition("-")
        return bool(hyphen) and first in names and rest in names

    def is_surname(self, word: str) -> bool:
        """Tell whether ``word`` has the shape of a surname and is no known other word."""
        if not SURNAME.match(word) or len(word) < 2 or (word.isupper() and len(word) < 6):
            return False
        if word in MONTHS or word in self.words.title_words or word in self.words.no_names:
            return False
        if _NO_SURNAME.search(word):
            return False
        if word in self.words.place_nouns or word in self.words.introducers:
            return False
        letter = self.letter(word)
        return not letter or letter not in "RFO"

    def _is_common_noun(self, word: str) -> bool:
        """Tell whether ``word`` is, or is formed like, an ordinary noun."""
        if word in self._nouns or word in self.lexicon.common or word in MONTHS:
            return True
        if word in self.words.title_words or self.is_role(word) or self.letter(word) in ("T", "F"):
            return True
        return bool(_NOUN_ENDING.search(word)) or bool(self.announced_kind(word))

    def _is_place_shaped(self, word: str) -> bool:
        """Tell whether ``word``, listed nowhere, ends like the name of a town and no noun does."""
        if not _PLACE.match(word) or word in self.lexicon.forms or len(word) < 5:
            return False
        if word in self.words.foreign_places:
            return False
        lower = word.lower()
        if not lower.endswith(self.words.place_endings):
            return False
        return not lower.endswith(self.words.not_place_endings) and word not in self._nouns

    def is_coined(self, word: str) -> bool:
        """Tell whether ``word`` is written like no noun is: ``MandatPlus``, ``MB.NET``, ``HIT``."""
        return bool(_INNER_CAPITAL.search(word)) and not word.replace("-", "").isdigit()

    def _announced_kind(self, word: str) -> str:
        """Return the class that ``word`` announces for the name behind it, or nothing.

        A compound announces what its last part does: ``Finanzsoftware``, ``Lernplattform``.
        """
        kind = self.words.introducers.get(word, "")
        if kind or not word[:1].isupper():
            return kind
        lower = word.lower()
        if _PROGRAMME.search(lower):
            return "Topic"
        if lower.endswith(self.words.company_tails):
            return "Company"
        return "Product" if lower.replace("-", "").endswith(self.words.product_tails) else ""

    def place_of_office(self, word: str) -> str:
        """Return the class of place that ``word`` is an office of, or nothing.

        ``Landrat`` is one of a district, ``Oberbürgermeisterin`` one of a municipality.
        """
        for sense in self.lexicon.senses(word):
            thing = self.lexicon.things[sense.thing]
            if thing.letter == "R":
                return _PLACE_OF_OFFICE.get(thing.detail, "")
        return ""
