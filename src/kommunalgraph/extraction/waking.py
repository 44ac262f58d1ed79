"""Wake the rules that a sentence may match: by its words and signs, kinds of mention and block.

The cost of a sentence depends on the rules that its words wake, not on how many rules there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from kommunalgraph.extraction.rules import Rulebook
from kommunalgraph.extraction.template import Template
from kommunalgraph.mentions.judging import Remembered
from kommunalgraph.model import BlockKind


class Entry(NamedTuple):
    """An expression, the sets of words or signs of which one each must stand in a sentence (as
    numbered by :class:`WordSets`), the kinds of mention that must stand there in this order (an
    expression over their letters), and the (rule, template) numbers that share it: it is tried
    once for all of them."""

    regex: str
    needed: int
    order: str
    numbers: tuple[tuple[int, int], ...]


class WordSets:
    """Sets of words of which a sentence must hold one, each a bit of a number.

    Which of all sets a sentence meets is then one number, and so is what an expression needs: to
    compare them takes a tenth of the time of comparing sets.
    """

    def __init__(self) -> None:
        self._bits: dict[frozenset[str], int] = {}
        self._of_word: dict[str, int] = {}

    def number(self, sets: Iterable[frozenset[str]]) -> int:
        """Return the number that has the bits of these sets."""
        number = 0
        for words in sets:
            bit = self._bits.get(words)
            if bit is None:
                bit = self._bits[words] = 1 << len(self._bits)
                for word in words:
                    self._of_word[word] = self._of_word.get(word, 0) | bit
            number |= bit
        return number

    def missed(self, words: Iterable[str]) -> int:
        """Return the number of the sets of which none of ``words`` is a member."""
        met = 0
        of_word = self._of_word
        for word in words:
            met |= of_word.get(word, 0)
        return ((1 << len(self._bits)) - 1) ^ met


class Index:
    """The part of a rulebook that sentences of a block with certain kinds of mention can match.

    Sentences have few combinations of kinds, so the parts are made once each.
    """

    def __init__(
        self, book: Rulebook, sets: WordSets, kinds: frozenset[str], block: BlockKind
    ) -> None:
        self._book = book
        self._sets = sets
        self._kinds = kinds
        self._block = block
        self._always = {entry.regex: entry for entry in self._entries(book.always)}
        self._triggers = book.by_word.keys()
        self._by_word = Remembered(self._of)

    def woken(self, words: set[str]) -> Collection[Entry]:
        """Return what a sentence of these words and signs may match."""
        by_word = self._by_word
        named = [by_word[word] for word in words & self._triggers]
        missed = self._sets.missed(words)  # now that the sets of all these entries are numbered
        found = self._always.copy()
        for entries in named:
            for entry in entries:
                if not entry.needed & missed:
                    found[entry.regex] = entry
        return found.values()

    def _of(self, word: str) -> list[Entry]:
        """What ``word`` wakes, made when it is first met."""
        return self._entries(self._book.by_word[word])

    def _entries(self, numbers: list[tuple[int, int]]) -> list[Entry]:
        sharing: dict[str, list[tuple[int, int]]] = {}
        templates: dict[str, Template] = {}
        for n, i in numbers:
            rule = self._book.rules[n]
            template = rule.templates[i]
            if (not rule.blocks or self._block in rule.blocks) and _has_mentions(
                template, self._kinds
            ):
                templates[template.regex] = template
                sharing.setdefault(template.regex, []).append((n, i))
        return [
            Entry(
                regex,
                self._sets.number(w for w in t.words if w != t.wakers),
                ".*".join(f"[{letters}]" for letters in t.needs),
                tuple(sharing[regex]),
            )
            for regex, t in templates.items()
        ]


def _has_mentions(template: Template, kinds: frozenset[str]) -> bool:
    return all(any(letter in kinds for letter in needed) for needed in template.needs)
