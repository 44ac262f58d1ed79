"""What an article as a whole makes certain: a name with one meaning, a place with its whereabouts.

It is collected before the first sentence is linked, and decides what ambiguous names mean there.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kommunalgraph.linking.places import PlaceContext
from kommunalgraph.mentions.candidates import Found
from kommunalgraph.mentions.lexicon import Lexicon, Thing

_NAMELESS: Final = re.compile(
    r"\b(Samtgemeinde|Verbandsgemeinde)(?:[a-zäöüß]+\b|\b(?!-? ?[A-ZÄÖÜ]))"
)
"""An association of municipalities that is not called by its name where it stands."""


class Learned:
    """What one article makes certain.

    ``published`` is its day, ``9999`` if that is not known; ``certain`` are the IRIs of what it
    names beyond doubt; ``topics`` those of the topics that its kicker or keywords name; ``context``
    the region it speaks of; ``states`` are the keys of the states that any of its places can only
    be in; ``associations`` are the associations of municipalities by the place
    they are called after; ``aliases`` the IRIs by the names that the article itself defines, which
    the linker adds as it finds them.
    """

    def __init__(self, text: str, found: Found, lexicon: Lexicon, published: date | None) -> None:
        self.published = published.isoformat() if published else "9999"
        self.certain: set[str] = set()
        self.topics = _announced_topics(found, lexicon)
        self.context = PlaceContext()
        self.states = _states(found, lexicon)
        self.associations: dict[str, Thing] = {}
        self.aliases: dict[str, str] = {}
        self._learn_certain(found, lexicon)
        self._learn_nameless(text, found, lexicon)

    def _learn_certain(self, found: Found, lexicon: Lexicon) -> None:
        """Collect what is beyond doubt: names with one meaning, and their whereabouts."""
        for _, candidates in found:
            for candidate in candidates:
                if len(candidate.senses) != 1 or candidate.letter not in "OLQ":
                    continue
                thing = lexicon.things[candidate.senses[0].thing]
                self.certain.add(thing.iri)
                if thing.kinds[0] == "MunicipalAssociation":
                    self.associations[thing.label.partition(" ")[2]] = thing
                if (
                    thing.letter == "L"
                    and (not thing.common or candidate.cue)
                    and (thing.weight > 3000 or candidate.cue or thing.kinds[0] != "Municipality")
                ):
                    self.context.learn(thing)
                elif thing.letter == "O" and len(thing.region) >= 2:
                    self.context.states.add(thing.region[:2])

    def _learn_nameless(self, text: str, found: Found, lexicon: Lexicon) -> None:
        """Collect the association that goes by its noun alone, ``der Samtgemeindebürgermeister``:
        the only place of the article that one is called after."""
        nouns = {match[1] for match in _NAMELESS.finditer(text)}
        if len(nouns) != 1 or self.associations:
            return
        (noun,) = nouns
        called = {
            candidate.surface: lexicon.things[sense.thing]
            for _, candidates in found
            for candidate in candidates
            if candidate.letter == "L" and not candidate.cue
            for sense in lexicon.senses(f"{noun} {candidate.surface}")
        }
        if len({thing.iri for thing in called.values()}) == 1:
            self.associations.update(called)


def _states(found: Found, lexicon: Lexicon) -> set[str]:
    """The keys of the states of all places whose namesakes lie in one state."""
    states: set[str] = set()
    for _, candidates in found:
        for candidate in candidates:
            if candidate.letter in "LQ" and candidate.senses:
                things = [lexicon.things[s.thing] for s in candidate.senses]
                keys = {t.iri.rsplit("/", 1)[-1][:2] for t in things if t.letter == "L"}
                if len(keys) == 1 and (not things[0].common or candidate.cue):
                    states |= keys
    return states


def _announced_topics(found: Found, lexicon: Lexicon) -> set[str]:
    """The topics that the kicker or the keywords name."""
    return {
        thing.iri
        for sentence, candidates in found
        if sentence.block in ("kicker", "keywords")
        for candidate in candidates
        for sense in candidate.senses
        if (thing := lexicon.things[sense.thing]).letter == "T"
    }
