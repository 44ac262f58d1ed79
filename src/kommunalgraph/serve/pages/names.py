"""The index of all names: what a few letters may be the beginning of.

Built once per state of the store (some 30,000 names, well under a second) and then asked by
bisection, so that a suggestion comes while the next key is on its way down.
"""

from __future__ import annotations

import heapq
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Store

from kommunalgraph.analysis.lookup import short
from kommunalgraph.analysis.selection import KINDS
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF, SCHEMA, SKOS
from kommunalgraph.identifiers import slug

_PREDICATES = (SKOS.prefLabel, SKOS.altLabel, KG.formerName, SCHEMA.headline)
_SEARCHED = (*KINDS, "Article", "Teaser")
_PLACES = ("Municipality", "District", "MunicipalAssociation")
_AFTER_ALL = "\U0010ffff"


class Found(NamedTuple):
    """A hit: the thing's id, label and class, where it lies, and the name that was matched."""

    id: str
    label: str
    kind: str
    where: str
    name: str


class _Entry(NamedTuple):
    """One beginning of a name: the rest of it from some word on, folded."""

    folded: str
    whole: bool
    name: str
    node: int


class Named(NamedTuple):
    """A thing that can be searched for, with all its names; ``where`` tells places apart."""

    id: str
    label: str
    kind: str
    where: str
    mentions: int
    names: tuple[str, ...]


def collect(graph: Store) -> list[Named]:
    """Return everything in a store that has a name and can be searched for.

    Runs where the store is open; the index is made of it where people wait for suggestions.
    """
    mentions = Counter(t.object for t in store.match(graph, None, KG.mentions))
    kinds = _kinds(graph)
    labels: dict[NamedNode, str] = {}
    names: dict[NamedNode, list[str]] = {}
    for predicate in _PREDICATES:
        for node, name in _texts(graph, predicate):
            if node in kinds:
                labels.setdefault(node, name)
                names.setdefault(node, []).append(name)
    places = {node: _area(graph, node, kinds, labels) for node in names if kinds[node] in _PLACES}
    return [
        Named(
            short(node.value),
            labels[node],
            kinds[node],
            places.get(node, ""),
            mentions[node],
            tuple(dict.fromkeys(each)),
        )
        for node, each in names.items()
    ]


def _area(
    graph: Store, node: NamedNode, kinds: dict[NamedNode, str], labels: dict[NamedNode, str]
) -> str:
    """Return the district that a place lies in, or its state where it is its own district."""
    areas = [t.object for t in store.match(graph, node, KG.partOf)]
    for kind in ("District", "State"):
        for area in areas:
            if isinstance(area, NamedNode) and kinds.get(area) == kind:
                return labels.get(area, "")
    return ""


class NameIndex:
    """All names of a store by each word that they hold."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._nodes = list(named)
        self._entries = sorted(
            entry
            for number, node in enumerate(self._nodes)
            for name in node.names
            for entry in _entries(name, number)
        )
        self._folded = [entry.folded for entry in self._entries]

    def __len__(self) -> int:
        """How many things can be found."""
        return len(self._nodes)

    def find(self, text: str, *, most: int = 10) -> list[Found]:
        """Return what begins with ``text`` or holds a word that does, the likeliest first.

        Each thing appears once.  Whole names come before beginnings, beginnings of names before
        words within, and what many articles mention before what few do.
        """
        wanted = slug(text)
        if not wanted:
            return []
        best: dict[int, tuple[tuple[object, ...], _Entry]] = {}
        for entry in self._starting_with(wanted):
            rank = self._rank(entry, wanted)
            if entry.node not in best or rank < best[entry.node][0]:
                best[entry.node] = rank, entry
        chosen = heapq.nsmallest(most, best.values())
        return [self._found(entry) for _, entry in chosen]

    def _starting_with(self, wanted: str) -> Iterator[_Entry]:
        first = bisect_left(self._folded, wanted)
        last = bisect_left(self._folded, wanted + _AFTER_ALL)
        yield from self._entries[first:last]

    def _rank(self, entry: _Entry, wanted: str) -> tuple[object, ...]:
        node = self._nodes[entry.node]
        exact = entry.whole and entry.folded == wanted
        word = entry.folded == wanted or entry.folded.startswith(f"{wanted}-")
        is_text = node.kind in ("Article", "Teaser")
        kind = _SEARCHED.index(node.kind)
        return not exact, is_text, not word, not entry.whole, -node.mentions, kind, entry, node.id

    def _found(self, entry: _Entry) -> Found:
        node = self._nodes[entry.node]
        return Found(node.id, node.label, node.kind, node.where, entry.name)


def _kinds(graph: Store) -> dict[NamedNode, str]:
    """Return the most telling class of everything that can be searched for."""
    kinds: dict[NamedNode, str] = {}
    for kind in reversed(_SEARCHED):
        for node in store.subjects(graph, RDF.type, KG[kind]):
            kinds[node] = kind
    return kinds


def _texts(graph: Store, predicate: NamedNode) -> Iterator[tuple[NamedNode, str]]:
    """Yield nodes with their names; the German ones first: the first is the label."""
    found = [
        (t.object.language != "de", t.object.value, store.named(t))
        for t in store.match(graph, None, predicate)
        if isinstance(t.object, Literal)
    ]
    for _, name, node in sorted(found, key=lambda each: (each[0], each[1], each[2].value)):
        yield node, name


def _entries(name: str, node: int) -> Iterator[_Entry]:
    """Yield each beginning of a word of ``name``; umlauts as ``ae`` and, where typed, as ``a``."""
    for folded in {slug(name), slug(_without_dots(name))}:
        words = folded.split("-")
        for number, word in enumerate(words):
            if word and (number == 0 or len(word) > 1):
                yield _Entry("-".join(words[number:]), number == 0, name, node)


def _without_dots(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
