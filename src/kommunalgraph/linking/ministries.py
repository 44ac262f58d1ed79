"""Whose ministry is meant: every state has one for the interior.

``das musterländische Innenministerium`` and, where an article speaks of one state only, plain ``das
Innenministerium`` are the same node as ``Innenministerium Musterland``; ``das musterländische
Ministerium für Beispiele`` is ``Musterländisches Ministerium für Beispiele``.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph import identifiers
from kommunalgraph.linking.learned import Learned
from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.lexicon import Lexicon, Thing

_BARE = re.compile(r"(?:(?P<state>[\w-]+)-)?(?P<noun>[A-ZÄÖÜ][a-zäöüß]+ministerium)s?$")
_LONG = re.compile(r"(?:Staatsm|M)inisteriums? (?:für|des|der) ")
_ADJECTIVE = re.compile(r"([\w-]+(?:ische[nsrm]?|er)) $")
_ENDING = re.compile(r"e[nsrm]?$")
_REACH: Final = 30


class Ministries:
    """Finds the names of the ministries of one article."""

    def __init__(self, text: str, lexicon: Lexicon, learned: Learned) -> None:
        self.text = text
        self.lexicon = lexicon
        self.learned = learned
        self.names: dict[str, str] = {}

    def is_one(self, candidate: Candidate) -> bool:
        """Tell whether ``candidate`` names a ministry without its state."""
        return bool(_BARE.match(candidate.surface))

    def name(self, candidate: Candidate) -> str:
        """Return the ministry's name with its state, nothing where no state is told."""
        found = _BARE.match(candidate.surface)
        if not found:
            return self._long_name(candidate)
        noun = found["noun"]
        state = self._state(found["state"] or self._adjective(candidate))
        if state:
            return self.names.setdefault(noun, f"{noun} {state.label}")
        federal = f"Bundes{noun[0].lower()}{noun[1:]}" in self.text
        if noun not in self.names and not federal and (only := self._only_state()):
            self.names[noun] = f"{noun} {only.label}"
        return self.names.get(noun, "")

    def _long_name(self, candidate: Candidate) -> str:
        """``musterländische`` Ministerium für Beispiele: the adjective is part of its name."""
        adjective = self._adjective(candidate)
        if not _LONG.match(candidate.surface) or "isch" not in adjective:
            return ""
        if not self._state(adjective):
            return ""
        own = f"{_ENDING.sub('es', adjective[0].upper() + adjective[1:])} {candidate.surface}"
        return own.replace("ministeriums ", "ministerium ").replace("Ministeriums ", "Ministerium ")

    def _adjective(self, candidate: Candidate) -> str:
        start = candidate.start
        found = _ADJECTIVE.search(self.text, max(0, start - _REACH), start)
        return found[1] if found else ""

    def _state(self, word: str) -> Thing | None:
        """The state that a name or an adjective stands for."""
        things = (self.lexicon.things[s.thing] for s in self.lexicon.senses(word))
        return next((t for t in things if t.kinds == ("State",)), None)

    def _only_state(self) -> Thing | None:
        """The one state that the article speaks of."""
        states = self.learned.states
        if len(states) != 1:
            return None
        number = self.lexicon.by_iri.get(identifiers.place(next(iter(states))))
        return self.lexicon.things[number] if number is not None else None
