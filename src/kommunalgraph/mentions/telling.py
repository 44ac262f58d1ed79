"""What the words of a sentence give away by themselves, before anything around them is looked at.

Three words of four give nothing away.  So each word is judged once for all finders and remembered,
and the finders walk over the telling ones alone.
"""

from __future__ import annotations

from typing import NamedTuple

from kommunalgraph.mentions import announced, unknown_places
from kommunalgraph.mentions.tokens import Token


class Hint(NamedTuple):
    """What a word gives away, wherever it stands.

    ``begins`` tells that a candidate may begin with it inside of a sentence, ``title`` that it is
    a form of address, ``time`` and ``number`` that it may be part of such a value; ``place`` and
    ``name`` read the unlisted place or name that it announces.
    """

    begins: bool
    title: bool
    time: bool
    number: bool
    place: unknown_places.Reader | None
    name: announced.Reader | None


class Words(NamedTuple):
    """The tokens of a sentence, and those that give something away, by their numbers."""

    tokens: list[Token]
    telling: list[tuple[int, Hint]]

    def tell_time(self) -> bool:
        """Tell whether the sentence may name a point in time or an anniversary."""
        return any(hint.time for _, hint in self.telling)

    def tell_number(self) -> bool:
        """Tell whether the sentence may hold a number."""
        return any(hint.number for _, hint in self.telling)
