"""Since when and until when a fact holds: what the moments beside it in its clause say.

``Seit 2019 führt Erika Muster die Muster-IT``, ``von 2010 bis 2015 war Max Beispiel Leiter``,
``Ende 2019 zählte die Genossenschaft 74 Mitglieder``.  A moment belongs to the facts of its clause;
commas, but not those of a row, brackets, and a further verb behind ``und`` end one.  Behind an
article it belongs to the noun that follows (``die seit 2010 bestehende Anstalt``), and beside a
title in front of a name to nothing that the title says (``Seit Mai wirbt Bürgermeisterin Erika
Muster für die Musterakte``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from kommunalgraph.extraction.masking import MaskedSentence
from kommunalgraph.extraction.slot_expressions import MENTION
from kommunalgraph.linking.linked import Linked

LASTING: Final = frozenset(
    {
        *("hasRole", "memberOf", "subsidiaryOf", "headquarteredIn", "hasSite", "cooperatesWith"),
        *("customerOf", "usesProduct", "engagedIn"),
    }
)
"""Relations that hold for a time; a merger or a founding happens once."""

_WITH_END: Final = frozenset({"hasRole", "memberOf", "subsidiaryOf", "headquarteredIn"})
"""Relations of which ``bis`` tells the end; of a project it tells when it is to be done."""

_BOUNDARY = re.compile(
    r"[,;:–()“”„]"
    r"| und (?=(?:hat|haben|hatte|hatten|ist|sind|war|waren|wird|werden|wurde|wurden|kann)\b)"
)
_NEXT = re.compile(r", (?:d(?:ie|er|as|en|em) )?(\S)")
_ARTICLE = re.compile(r"\b[Dd](?:ie|er|as|en|em|es)\s$")
_UP_TO_OFFICE = re.compile(r"\s(?:[a-zäöüß]+(?<!te)er?\s)?$")
"""An adjective may stand between: ``seit Mai neue Geschäftsführerin``."""
_REACH: Final = 5  # characters: the longest article with the blanks around it


class Period(NamedTuple):
    """When a fact holds, or, ``on``, the moment of which a number is told."""

    since: Linked | None = None
    until: Linked | None = None
    on: Linked | None = None


class _Standing(NamedTuple):
    """A moment and where it stands in the mask."""

    moment: Linked
    start: int
    end: int


def kind_of(moment: Linked) -> Literal["since", "until", "date"]:
    """Tell what the preposition of a moment says."""
    first = moment.surface.partition(" ")[0].lower()
    if first in ("seit", "ab", "von"):
        return "since"
    return "until" if first == "bis" else "date"


def period_beside(
    masked: MaskedSentence,
    match: re.Match[str],
    relation: str,
    *,
    attributive: bool,
    beginning: bool,
) -> Period:
    """Return what the moments in the clause of ``match`` say of its fact.

    ``attributive`` facts are those of titles and attributes; of those that tell a ``beginning`` (an
    election, an accession) a bare date is the beginning.
    """
    captured = {
        character: at
        for group, text in enumerate(match.groups(), 1)
        if text
        for at, character in enumerate(text, match.start(group))
        if MENTION.match(character)
    }
    if not any(masked.mentions[c].letter != "M" for c in captured):
        return Period()
    standing = list(_beside(masked, captured))
    if attributive:
        offices = [at for c, at in captured.items() if masked.mentions[c].letter == "R"]
        standing = [s for s in standing if _leads_to(masked.mask, s, offices)]
    standing.sort(key=lambda s: min(abs(s.start - at) for at in captured.values()))
    nearest: dict[str, Linked] = {}
    for found in standing:
        nearest.setdefault(kind_of(found.moment), found.moment)
    since, until, on = nearest.get("since"), nearest.get("until"), nearest.get("date")
    if beginning and since is None:
        since = on
    if until and relation not in _WITH_END and not since:
        until = None
    if since and until and until.value < since.value:
        until = None
    return Period(since, until, on)


def _beside(masked: MaskedSentence, captured: dict[str, int]) -> Iterator[_Standing]:
    """The moments of the clause in which the number stands that the rule captured, or the last of
    the other mentions."""
    mask = masked.mask
    letters = {at: masked.mentions[c].letter for c, at in captured.items()}
    numbers = [at for at, letter in letters.items() if letter == "N"]
    last = max(numbers or (at for at, letter in letters.items() if letter != "M"))
    ends = [b.start() for b in _BOUNDARY.finditer(mask) if not _in_row(masked, b.start())]
    left = max((end for end in ends if end <= last), default=0)
    right = min((end for end in ends if end > last), default=len(mask))
    for found in MENTION.finditer(mask, left, right):
        moment = masked.mentions[found.group()]
        before = max(left, found.start() - _REACH)
        if moment.letter == "M" and not _ARTICLE.search(mask, before, found.start()):
            yield _Standing(moment, found.start(), found.end())


def _in_row(masked: MaskedSentence, comma: int) -> bool:
    """Tell whether a sign stands between two mentions of a kind: ``die Städte A, B und C``."""
    mask, mentions = masked.mask, masked.mentions
    before, behind = mentions.get(mask[comma - 1 : comma]), _NEXT.match(mask, comma)
    following = mentions.get(behind[1]) if behind else None
    return bool(before and following and before.letter == following.letter)


def _leads_to(mask: str, found: _Standing, offices: list[int]) -> bool:
    return any(found.end <= at and _UP_TO_OFFICE.fullmatch(mask, found.end, at) for at in offices)
