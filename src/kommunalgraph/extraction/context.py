"""What an article is about, and what it was about last: the references ``@…`` of rules.

``@haupt``     the body the article is about: named by its kicker, else its title, else its lead
``@titel``     the body that kicker or title name
``@sprecher``  the body for which the interviewed person speaks, else ``@haupt``
``@subjekt``   the body that the sentence before begins with
``@thema``     the topic that title, lead or kicker name, of several the one most spoken of; else
               the one that the first sentences name
``@gruppe``    all organizations of the last sentence that named several
``@orte``      all towns and districts of the last sentence that named several
``@beide``     the organizations of ``@gruppe``, if they are two
``@kommunen``  the towns of ``@orte``, if they are several
``@dienststelle``  the body in which the office of the fact exists
``@verwaltung``    the town or district whose Hauptamt or Kämmerei the text speaks of

and the last one named before the match among

``@traeger``   organizations and places      ``@org``       organizations
``@anbieter``  providers and companies       ``@provider``  providers
``@ort``       towns, districts, municipal associations
``@stadt``     towns and municipal associations
``@kreis``, ``@land``, ``@person``, ``@produkt``
``@kunde``     towns, districts and providers

A place that only says where an organization is (``die Muster AG in Beispielstadt``) is not what
the text is about.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, islice
from typing import Final

from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.linking.whereabouts import without_locations
from kommunalgraph.model import Entity, Sentence

PRIVATE: Final = ("Provider", "Cooperative", "Company")
TOWNS: Final = ("Municipality", "MunicipalAssociation")
LOCAL: Final = (*TOWNS, "District")
_BODIES: Final = (*PRIVATE, "Association", "PublicBody")
_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "@traeger": (*_BODIES, *LOCAL, "State"),
    "@org": _BODIES,
    "@anbieter": PRIVATE,
    "@provider": ("Provider", "Cooperative"),
    "@ort": LOCAL,
    "@stadt": TOWNS,
    "@kreis": ("District",),
    "@land": ("State",),
    "@kunde": (*LOCAL, "Provider"),
    "@person": ("Person",),
    "@produkt": ("Product",),
}
"""Reference -> classes of what it may mean; all classes of an entity count."""

_AUTHORITY = re.compile(r" (?:Gemeinde|Stadt|Markt)?(?:[Rr]at[hse]|[Rr]at\b|[Vv]erwaltung)")
_DISTRICT_AUTHORITY = re.compile(r" (?:Kreis(?:tag|verw|haus)|Landratsamt)")
_BOTH: Final = 2
_HEADS: Final = ("kicker", "title", "lead", "caption", "body")
_OPENING: Final = 3
"""Sentences that say what an article is about, where nothing above them does."""


class Context:
    """The course of one article up to the sentence at hand."""

    def __init__(self, article: LinkedArticle) -> None:
        self.entities: dict[str, Entity] = article.entities
        self.seen: list[str] = []
        self.group: list[str] = []
        self.places: list[str] = []
        self.latest: list[str] = []
        self.counts: dict[str, int] = {}
        self.authorities: list[str] = []
        self.topic: str | None = None
        self.main: str | None = None
        self.headline: str | None = None
        self.beside: list[str] = []
        self.speaker: str | None = None
        self.subject: str | None = None
        self._find_main(article)

    def _find_main(self, article: LinkedArticle) -> None:
        by_block: dict[str, list[Linked]] = {}
        counts = self.counts
        for sentence, mentions in article.sentences:
            if not mentions:
                continue
            by_block.setdefault(sentence.block, []).extend(mentions)
            if sentence.block != "keywords":
                for mention in mentions:
                    if mention.letter in "OL":
                        counts[mention.value] = counts.get(mention.value, 0) + 1
                    elif mention.letter == "Q" and self._names_authority(sentence, mention):
                        self.authorities.append(mention.value)
        self.topic = _topic(article, by_block)
        for block in _HEADS:
            named = (m.value for m in by_block.get(block, ()) if m.letter in "OL")
            bodies = list(islice((iri for iri in named if not self._is_state(iri)), 3))
            if bodies:
                self.main = max(bodies, key=lambda iri: counts.get(iri, 0))  # the first of equals
                self.headline = self.main if block in ("kicker", "title") else None
                self.beside = [iri for iri in bodies if iri != self.main]
                return

    def _names_authority(self, sentence: Sentence, adjective: Linked) -> bool:
        """Tell whether an adjective says whose council it is: ``der Musterstädter Gemeinderat``."""
        district = self.entities[adjective.value].kinds[0] == "District"
        pattern = _DISTRICT_AUTHORITY if district else _AUTHORITY
        return bool(pattern.match(sentence.text, adjective.outer_end - sentence.start))

    def _is_state(self, iri: str) -> bool:
        return self.entities[iri].kinds[0] == "State"

    def see(self, sentence: Sentence, mentions: list[Linked]) -> None:
        """Take in the mentions of a sentence that has been read."""
        if not mentions:
            return
        standing = without_locations(sentence, mentions)
        self.seen += [m.value for m in standing if m.letter in "OLPD"]
        self.subject = next((m.value for m in standing if m.letter in "OL"), self.subject)
        self.latest = [m.value for m in standing if m.letter in "OL"] or self.latest
        if len(standing) > 1:
            self.group = _several(standing, "O") or self.group
            self.places = _several(standing, "L") or self.places

    def resolve(self, reference: str, before: list[str]) -> list[str]:
        """Return the entities that ``reference`` means, several only for ``@gruppe`` and ``@orte``;
        ``before`` are those named earlier in the sentence at hand."""
        if reference == "@gruppe":
            return self.group
        if reference == "@orte":  # "Calw in Baden-Württemberg" are not two of them
            return [i for i in self.places if not self._is_state(i)] or self.places
        if reference == "@beide":
            return self.group if len(self.group) == _BOTH else []
        if reference == "@kommunen":
            towns = [iri for iri in self.places if self.entities[iri].kinds[0] in TOWNS]
            return towns if len(towns) > 1 else []
        main = [self.main] if self.main else []
        if reference not in _KINDS:
            meant = {
                "@haupt": self.main,
                "@titel": self.headline,
                "@thema": self.topic,
                "@sprecher": self.speaker or self.main,
                "@subjekt": self.subject,
            }[reference]
            return [meant] if meant else []
        kinds = _KINDS[reference]
        for iri in [*reversed(before), *reversed(self.seen), *main]:
            if any(kind in kinds for kind in self.entities[iri].kinds):
                return [iri]
        return []


def _topic(article: LinkedArticle, by_block: dict[str, list[Linked]]) -> str | None:
    """The topic of an article, as ``@thema`` means it.  The kicker comes last: it is often the mere
    name of a section."""
    times = Counter(m.value for named in by_block.values() for m in named if m.letter == "T")
    opening = (named for sentence, named in article.sentences if sentence.number < _OPENING)
    for mentions in (
        chain(by_block.get("lead", ()), by_block.get("title", ())),
        by_block.get("kicker", ()),
        chain.from_iterable(opening),
    ):
        topics = [m.value for m in mentions if m.letter == "T"]
        if topics:
            return max(topics, key=lambda topic: times[topic])
    return None


def _several(mentions: list[Linked], letter: str) -> list[str]:
    """The entities of one kind that a sentence names, if they are several."""
    found = list(dict.fromkeys(m.value for m in mentions if m.letter == letter and m.named))
    return found if len(found) > 1 else []
