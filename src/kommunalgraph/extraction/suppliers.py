"""Whom and what an article about a town shows as its supplier and its software, though no single
sentence says so.

News of a town's new software is told over several sentences: ``Musterstadt führt die E-Akte ein.
…  Die Technik kommt von der Muster AG.``  As long as the text has moved on to no other town, a
body beside words of supply (``Software``, ``Auftrag``, ``betreut``) is the town's supplier, unless
the words around it say something else of it: that it lost, that it was founded, who heads it.  A
product beside words of use (``Einsatz``, ``Umstieg``, ``Grundlage``) is one that the town uses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from kommunalgraph.extraction.context import LOCAL
from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.linking.whereabouts import without_locations
from kommunalgraph.mentions.wordlists import Wordlists
from kommunalgraph.model import Sentence

PROSE: Final = ("lead", "body", "caption")
SUPPLIERS: Final = ("Provider", "Cooperative", "Company")
_INTRODUCED: Final = ("Provider", "Company")
_BEFORE: Final = 60
_BEHIND: Final = 70
"""Characters around a name in which words say what else it is."""
_NEAR: Final = 30
"""Characters around a name in which a word of supply is one of its own clause."""
_ROW: Final = 3
"""Companies that one sentence names when they are partners or competitors in a row."""
_CROWD: Final = 4
"""Providers that an article names when it is about them, not about one of their customers."""

_BY_MEANS_OF = re.compile(
    r"\b(?:mit|über|auf|per|in|mittels|mithilfe|dank|aus|durch)(?: [\w-]+){0,4} $", re.IGNORECASE
)

IsStated = Callable[[Sentence, Linked, str], bool]


class Supplier(NamedTuple):
    """A mention of a supplier; ``introduced`` by a noun such as ``die Firma``."""

    mention: Linked
    introduced: bool


def told_of_town(linked: LinkedArticle, town: str) -> Iterator[tuple[Sentence, list[Linked]]]:
    """Return the sentences of prose that go on about ``town``: no other was named last."""
    focus = ""
    for sentence, mentions in linked.sentences:
        if sentence.block == "keywords":
            continue
        named = [m for m in without_locations(sentence, mentions) if m.letter in "OL"]
        places = [
            m.value
            for m in named
            if linked.entities[m.value].kinds[0] in LOCAL and not _is_neighbour(sentence, m)
        ]
        if places:
            focus = town if town in places else places[-1]
        if focus == town and sentence.block in PROSE:
            yield sentence, mentions


def _is_neighbour(sentence: Sentence, mention: Linked) -> bool:
    """Tell whether a place is but compared with the town: ``in der Nachbarstadt Musterau``."""
    start = mention.outer_start - sentence.start
    return "achbar" in sentence.text[start : mention.start - sentence.start]


def suppliers_of(
    linked: LinkedArticle, town: str, words: Wordlists, is_stated: IsStated
) -> Iterator[Supplier]:
    """Return the suppliers of ``town`` in an article about it, in the order of the text."""
    providers = [e for e in linked.entities.values() if e.kinds[0] == "Provider"]
    kinds = SUPPLIERS if len(providers) < _CROWD else ("Company",)
    for sentence, mentions in told_of_town(linked, town):
        text = ""
        companies = {m.value for m in mentions if m.letter == "O"}
        if sum(linked.entities[c].kinds[0] == "Company" for c in companies) >= _ROW:
            continue
        for mention in mentions:
            if mention.letter != "O" or linked.entities[mention.value].kinds[0] not in kinds:
                continue
            start, end = mention.start - sentence.start, mention.end - sentence.start
            outer = mention.outer_start - sentence.start
            if not is_stated(sentence, mention, "customerOf"):
                continue
            if words.no_supply.search(sentence.text, max(0, start - _BEFORE), end + _BEHIND):
                continue
            if words.introducers.get(sentence.text[outer:start].strip()) in _INTRODUCED:
                yield Supplier(mention, introduced=True)
                continue
            text = text or _without_names(sentence, mentions)
            near = max(0, start - _NEAR), min(len(text), end + _NEAR)
            if mention.named and words.supply.search(text, *near):
                yield Supplier(mention, introduced=False)


def _without_names(sentence: Sentence, mentions: list[Linked]) -> str:
    """The text of a sentence with blanks for the names of bodies: a name tells nothing of them."""
    text = sentence.text
    for m in mentions:
        if m.letter in "OL" and m.named:
            start, end = m.start - sentence.start, m.end - sentence.start
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def used_products(
    linked: LinkedArticle, town: str, words: Wordlists, is_stated: IsStated
) -> Iterator[Linked]:
    """Return the products of which an article about ``town`` says, by the words around them, that
    they are used there, in the order of the text."""
    for sentence, mentions in told_of_town(linked, town):
        for mention in mentions:
            if mention.letter != "D" or not mention.named:
                continue
            text, start = sentence.text, mention.outer_start - sentence.start
            end = mention.outer_end - sentence.start
            if words.no_use.search(text, max(0, start - _BEFORE), end + _BEHIND):
                continue
            used = words.use.search(text) or _BY_MEANS_OF.search(text, 0, start)
            if used and is_stated(sentence, mention, "usesProduct"):
                yield mention
