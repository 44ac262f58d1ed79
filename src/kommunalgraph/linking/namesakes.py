"""Towns of one name that an article does not tell apart.

Five municipalities are called Tiefenbach.  Where an article names the ``Gemeinde Tiefenbach``, or
its mayor, and no more, it speaks of one of them for sure: it gets a node of its own, of that name
and without a key.  A guess would say wrong things of four real towns, silence would lose what is
said of the fifth.
"""

from __future__ import annotations

from collections import Counter

from kommunalgraph import identifiers
from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.model import Entity

_SEVERAL = 2


class Namesakes:
    """The nodes of such towns in one article; they are added to ``entities``."""

    def __init__(self, lexicon: Lexicon, entities: dict[str, Entity]) -> None:
        self.lexicon = lexicon
        self.entities = entities
        self.nodes: dict[str, str] = {}

    def node(self, candidate: Candidate, *, asked: bool) -> str | None:
        """Return the node of what ``candidate`` names where several towns are called so; the first
        time, a noun or an office must have ``asked`` for a town."""
        name = self._shared_name(candidate)
        if name and asked and name not in self.nodes:
            iri = self.nodes[name] = identifiers.place(identifiers.slug(name))
            self.entities[iri] = Entity(iri, ("Municipality",), name, known=False)
        return self.nodes.get(name)

    def _shared_name(self, candidate: Candidate) -> str:
        """The name that several listed towns have in common, nothing where there are no several."""
        things = [self.lexicon.things[sense.thing] for sense in candidate.senses]
        labels = Counter(t.label for t in things if t.kinds[0] == "Municipality")
        if any(t.letter != "L" for t in things) or labels.total() < _SEVERAL:
            return ""
        label, times = labels.most_common(1)[0]
        return label if times >= _SEVERAL else candidate.surface
