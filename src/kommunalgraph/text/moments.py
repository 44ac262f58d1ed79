"""What a time expression gives: a point in time and how it was reckoned; and the words of years."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from kommunalgraph.text import language, reckoning

Kind = Literal["date", "since", "until", "from"]


class Moment(NamedTuple):
    """The time expression ``text[start:end]``, its preposition included.

    ``value`` is ``2009``, ``2009-12`` or ``2009-12-22``.  ``kind`` is ``since`` (seit, von … bis),
    ``until`` (bis), ``from`` (ab, von … an) or ``date``.  ``derivation`` tells how a relative value
    was reckoned ("2019 - 20"), and is None for an absolute one.
    """

    start: int
    end: int
    value: str
    kind: Kind
    derivation: str | None


YEAR: Final = r"(?:1[89]|20)\d\d"
"""An expression for a year in four figures."""

SHIFT: Final = rf"(?:{language.either(reckoning.SHIFTS)})(?:e[mnrs]?|es)"
"""An expression for an adjective such as ``vorigen``: see :func:`.reckoning.shift_of`."""
