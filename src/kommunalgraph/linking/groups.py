"""Who ``die fünf Städte``, ``beide Häuser`` and ``Beide`` are: a list of bodies named before.

A description with a number means the last coordination of as many bodies (``A, B und C``), or, if
none stands before it, the first one behind: leads speak of ``fünf Städte`` that the text names.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.model import Sentence
from kommunalgraph.text.numbers import WORDS

_LINK = re.compile(
    r"(?:,|,? und|,? sowie|/|,? aber auch)(?: (?:die|der|den|das|dem|in|aus|im))?\s$|^(?:,|/)\s?$"
)
_PLACES: Final = (
    "Städten?|Kommunen|Gemeinden|Kreisen?|Landkreisen?|Verwaltungen|Rathäusern?|Partnerkommunen"
)
_HOUSES: Final = (
    "Häusern?|IT-Häusern?|Verbänden?|Zweckverbänden?|Dienstleistern?|IT-Dienstleistern?|Rechenzentren|"
    "Unternehmen|Organisationen|Firmen|Genossenschaften|Anstalten"
)
_DESCRIPTION = re.compile(
    r"\b(?:(?:[Dd]ie|[Dd]en|[Dd]er|[Aa]lle[nr]?|[Dd]iese[nr]?|[Ii]hre[nr]?|[Uu]nsere[nr]?)\s)?"
    r"(?P<number>[Bb]eiden?|\w+)\s(?:[a-zäöüß-]+e[nr]\s)?"
    rf"(?:(?P<places>{_PLACES})|(?P<houses>{_HOUSES})|Partnern?)\b"
)
_NOUN = re.compile(rf"(?:{_PLACES}|{_HOUSES}|Partnern?)\b")
"""What a description must have: to look for that first takes a tenth of the time."""

_BOTH = re.compile(r"^Beide(?=\s[a-zäöü])")


_WHERE: Final = frozenset([" in ", " im ", " aus ", " ("])


class Group(NamedTuple):
    """Bodies of one kind that a text names in a row, and where the row ends."""

    letter: str
    members: tuple[str, ...]
    end: int


def resolve_groups(article: LinkedArticle) -> None:
    """Add the mentions of groups to ``article``, in place."""
    groups = [g for sentence, mentions in article.sentences for g in groups_of(sentence, mentions)]
    if not groups:
        return
    for number, (sentence, mentions) in enumerate(article.sentences):
        added = [m for m in _described(sentence, groups) if not _covered(m, mentions)]
        if added:
            everything = sorted([*mentions, *added], key=lambda m: (m.outer_start, -m.outer_end))
            article.sentences[number] = (sentence, everything)


def groups_of(sentence: Sentence, mentions: list[Linked]) -> list[Group]:
    """Return the coordinations of a sentence, of at least two different bodies each."""
    found: list[Group] = []
    row: list[Linked] = []
    edge: Linked | None = None  # the last mention of the row, its whereabouts included
    for mention in mentions:
        if (
            mention.letter not in "OL"
            or not mention.named
            or mention.outer_start == mention.outer_end
        ):
            continue
        if edge and mention.letter == "L" and _gap(sentence, edge, mention) in _WHERE:
            edge = mention
            continue
        if row and not (mention.letter == row[-1].letter and _linked(sentence, edge, mention)):
            found += _closed(row, edge)
            row = []
        row.append(mention)
        edge = mention
    return [*found, *_closed(row, edge)]


def _closed(row: list[Linked], edge: Linked | None) -> list[Group]:
    members = tuple(dict.fromkeys(m.value for m in row))
    return [Group(row[0].letter, members, edge.outer_end)] if len(members) > 1 and edge else []


def _gap(sentence: Sentence, before: Linked, mention: Linked) -> str:
    return sentence.text[before.outer_end - sentence.start : mention.outer_start - sentence.start]


def _linked(sentence: Sentence, before: Linked | None, mention: Linked) -> bool:
    if before is None:
        return False
    gap = _gap(sentence, before, mention)
    return len(gap) < 20 and bool(_LINK.search(gap if gap.endswith((" ", "/")) else f"{gap} "))


def _described(sentence: Sentence, groups: list[Group]) -> list[Linked]:
    found: list[Linked] = []
    described = _DESCRIPTION.finditer(sentence.text) if _NOUN.search(sentence.text) else ()
    for match in [*described, *_BOTH.finditer(sentence.text)]:
        word = match.groupdict().get("number") or "beide"
        size = 2 if word.lower().startswith("beide") else _size(word)
        if size is None:
            continue
        kinds = match.groupdict()
        letters = "L" if kinds.get("places") else "O" if kinds.get("houses") else "OL"
        start = sentence.start + match.start()
        group = _choose(groups, letters, size, start)
        if group:
            end = sentence.start + match.end()
            surface = match.group()
            first = group.members[0]
            found.append(
                Linked(
                    start, end, group.letter, first, surface, start, end, False, "", group.members
                )
            )
    return found


def _size(word: str) -> int | None:
    number = int(word) if word.isdigit() else WORDS.get(word.lower())
    return number if number and 2 <= number <= 12 else None


def _choose(groups: list[Group], letters: str, size: int, position: int) -> Group | None:
    fitting = [g for g in groups if g.letter in letters and len(g.members) == size]
    before = [g for g in fitting if g.end <= position]
    return before[-1] if before else next(iter(fitting), None)


def _covered(mention: Linked, mentions: list[Linked]) -> bool:
    """Tell whether named mentions stand where the description does: then it is none."""
    return any(
        m.named
        and m.letter in "OLPDTE"
        and m.outer_start < mention.end
        and mention.start < m.outer_end
        for m in mentions
    )
