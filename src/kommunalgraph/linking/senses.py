"""Which of the things that a listed name may mean is meant, if the article tells at all.

What it names in full elsewhere, what existed at its date and what is in its region comes first.
Rivals that it does not tell apart, and names used as ordinary words, mean nothing.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph import identifiers
from kommunalgraph.linking.learned import Learned
from kommunalgraph.linking.makers import means_maker
from kommunalgraph.linking.places import choose_place
from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.lexicon import Lexicon, Thing
from kommunalgraph.mentions.wordlists import Wordlists

_REMEMBERED: Final = 5
"""Years for which a short form may still mean a body that is gone."""

_DISTRICT_KEY: Final = 5
"""Digits of a district's key; those of its towns begin with them."""

_ORDER: Final = {"O": 0, "L": 1, "T": 2, "D": 3, "E": 4, "R": 5, "F": 6}


class Senses:
    """Chooses among the listed senses of the candidates of one article."""

    def __init__(self, text: str, lexicon: Lexicon, words: Wordlists, learned: Learned) -> None:
        self.text = text
        self.lexicon = lexicon
        self.words = words
        self.learned = learned

    def choose(self, candidate: Candidate, want: str) -> Thing | None:
        """Return what ``candidate`` means; ``want`` is the class of place asked for, if any."""
        things = [self.lexicon.things[s.thing] for s in candidate.senses]
        if candidate.letter == "L" and want != "Municipality":
            association = self.learned.associations.get(candidate.surface)
            if association:
                return association
        if all(t.letter == "L" for t in things):
            if candidate.surface in self.words.foreign_places and not want:
                return None
            return self._place(candidate, want)
        return self._choose(candidate, things, want)

    def _place(self, candidate: Candidate, want: str) -> Thing | None:
        context = self.learned.context
        place = choose_place(candidate, self.lexicon, context, want=want, text=self.text)
        if place and want == "District" and place.kinds[0] == "Municipality":
            return self._district_called_after(place, candidate.surface) or place
        return place

    def _district_called_after(self, town: Thing, name: str) -> Thing | None:
        """The district around ``town`` if it bears its name: ``Kreise A und Musterau``."""
        key = town.iri.rsplit("/", 1)[-1]
        number = self.lexicon.by_iri.get(identifiers.place(key[:_DISTRICT_KEY]))
        district = self.lexicon.things[number] if number is not None else None
        called = district and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", district.label)
        return district if called else None

    def _choose(self, candidate: Candidate, things: list[Thing], want: str) -> Thing | None:
        if want or (candidate.letter == "L" and any(t.letter == "L" for t in things)):
            place = self._place(candidate, want)
            if place:
                return place
        letter = self._asked_letter(candidate, things)
        fitting = (
            [t for t in things if t.letter == letter]
            or [t for t in things if t.letter != "L"]
            or things
        )
        rated = sorted(((self._fit(t), -_ORDER[t.letter], -i), t) for i, t in enumerate(fitting))
        best = rated[-1]
        thing = best[1]
        rival = rated[-2] if len(rated) > 1 and rated[-2][1].letter == thing.letter else None
        if rival:
            alone = thing is things[0] and self._is_past(rival[1])
            if rival[0][0] == best[0][0] or not (alone or self._is_near(thing)):
                return None
        if self._is_plain_word(candidate, thing):
            return None
        return thing

    def _asked_letter(self, candidate: Candidate, things: list[Thing]) -> str:
        """The kind of thing that the noun in front asks for, or what is said of the name."""
        makers = {self.lexicon.vendors.get(t.iri) for t in things if t.letter == "D"}
        if any(t.iri in makers for t in things if t.letter == "O"):
            return "O" if means_maker(self.text, candidate, self.words) else "D"
        announced = self.words.introducers.get(candidate.cue, "")
        return {"Product": "D", "Topic": "T", "Event": "E"}.get(announced, "O" if announced else "")

    def _is_near(self, thing: Thing) -> bool:
        """Tell whether the article names a thing in full, or the region it is in: that it merely
        exists at the time does not single it out."""
        return thing.iri in self.learned.certain or thing.region[:2] in self.learned.context.states

    def _is_past(self, thing: Thing) -> bool:
        """Tell whether a thing was gone for years when the article appeared."""
        gone = int(thing.until[:4]) if thing.until else 9999
        return bool(self.learned.published) and gone + _REMEMBERED < int(self.learned.published[:4])

    def _fit(self, thing: Thing) -> int:
        """How well a thing fits the article: named in full, alive at its date, in its region."""
        published = self.learned.published
        alive = (thing.since or "") <= published and (thing.until or "9999") >= published[:4]
        here = bool(thing.region) and thing.region[:2] in self.learned.context.states
        return 8 * (thing.iri in self.learned.certain) + 2 * alive + here

    def _is_plain_word(self, candidate: Candidate, thing: Thing) -> bool:
        """Tell whether a name that is also an ordinary word is used as that word here.

        A name in capitals is a name; any other needs a noun that announces it, its vendor in the
        article, or, for an event, the article in front and no noun behind (``die Kommunale ist``).
        """
        if thing.letter == "T":
            generic = candidate.surface in self.words.generic_topics
            return generic and thing.iri not in self.learned.topics
        if candidate.surface not in self.lexicon.common and not thing.common:
            return False
        if candidate.cue or sum(map(str.isupper, candidate.surface)) > 1:
            return False
        vendor = self.lexicon.vendors.get(thing.iri)
        if vendor and (vendor in self.learned.certain or vendor in self.learned.aliases.values()):
            return False
        if thing.letter == "E":
            before = self.text[max(0, candidate.start - 5) : candidate.start]
            behind = self.text[candidate.end : candidate.end + 2]
            return not (
                re.search(r"\b(?:die|der|zur) $", before)
                and re.match(r"[.,;:!?]| [a-zäöü0-9]", behind)
            )
        return True
