"""What the pages say, in German and English, and how numbers and dates are written there.

``wording.toml`` holds each phrase once, as a pair of German and English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from kommunalgraph.errors import KnowledgeError
from kommunalgraph.vocabulary import ontology

LANGUAGES = ("de", "en")
"""The languages of the pages; the first is taken where nobody asks for another."""

_FILE = Path(__file__).with_name("wording.toml")


@cache
def phrases() -> Mapping[str, tuple[str, str]]:
    """Return all phrases by key (``section.key``), German first.

    Raises:
        KnowledgeError: a phrase is not given in both languages.
    """
    found: dict[str, tuple[str, str]] = {}
    for section, entries in tomllib.loads(_FILE.read_text(encoding="utf-8")).items():
        for key, pair in entries.items():
            if not (isinstance(pair, list) and len(pair) == 2 and all(pair)):
                raise KnowledgeError(
                    f'{_FILE.name}:{section}.{key}: give ["German", "English"], both not empty'
                )
            found[f"{section}.{key}"] = (pair[0], pair[1])
    return found


class Wording:
    """Everything that is said differently in the two languages, for one of them."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._index = LANGUAGES.index(self.language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the phrase ``key`` with ``values`` in its places."""
        text = phrases()[key][self._index]
        return text.format(**values) if values else text

    def term(self, name: str) -> str:
        """Return the label of a term of the ontology, its local name where it has none."""
        labels = ontology().labels.get(name)
        return labels[self._index] if labels else name

    def relation(self, name: str, *, inverse: bool = False) -> str:
        """Return the heading over facts of a relation, as seen from one of its two ends."""
        pair = phrases().get(f"{'relation_of' if inverse else 'relation'}.{name}")
        if pair:
            return pair[self._index]
        opposite = ontology().inverses.get(name)
        if inverse and opposite:
            return self.term(opposite)
        return f"← {self.term(name)}" if inverse else self.term(name)

    def kind(self, name: str) -> str:
        """Return the name of an entity class, in the singular."""
        pair = phrases().get(f"kind.{name}")
        return pair[self._index] if pair else self.term(name)

    def column(self, name: str) -> str:
        """Return the heading of a column of an answer."""
        pair = phrases().get(f"column.{name}")
        return pair[self._index] if pair else name

    def number(self, value: object) -> str:
        """Return a number with its thousands grouped as the language does it.

        >>> Wording("de").number(12345), Wording("en").number("12345.5")
        ('12.345', '12,345.5')
        """
        try:
            grouped = f"{Decimal(str(value)):,f}"
        except InvalidOperation:
            return str(value)
        return grouped.translate(_GERMAN_MARKS) if self.language == "de" else grouped

    def day(self, iso: str, precision: str = "day") -> str:
        """Return an ISO date as people of this language write it, as precise as known.

        >>> Wording("de").day("2019-10-22"), Wording("en").day("2019-10-22", "month")
        ('22.10.2019', 'Oct 2019')
        """
        year, _, rest = iso.partition("-")
        month, _, day = rest.partition("-")
        if precision == "year" or not month:
            return year
        if precision == "month" or not day:
            return f"{month}/{year}" if self.language == "de" else f"{_month(month)} {year}"
        if self.language == "de":
            return f"{day}.{month}.{year}"
        return f"{day.lstrip('0')} {_month(month)} {year}"

    def percent(self, share: float) -> str:
        """Return a confidence between 0 and 1 in per cent."""
        return f"{share * 100:.0f} %" if self.language == "de" else f"{share * 100:.0f}%"


_GERMAN_MARKS = str.maketrans({",": ".", ".": ","})
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _month(number: str) -> str:
    return _MONTHS[int(number) - 1] if number.isdecimal() and 1 <= int(number) <= 12 else number
