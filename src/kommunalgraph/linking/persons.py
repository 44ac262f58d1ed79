"""The persons of an article: a surname means the one who is named in full elsewhere."""

from __future__ import annotations

import re

from kommunalgraph import identifiers
from kommunalgraph.mentions.candidates import Candidate, Found
from kommunalgraph.model import Entity

_INITIAL_WITH_SLIP = re.compile(r"(\w{3,})\.(?= [A-ZÄÖÜ]\.)")
_TITLE = re.compile(r"^(?:(?:Prof|Dr|Dipl)\.(?:-Ing\.)? ?)+")


class Persons:
    """The persons of one article; nodes are added to ``entities``."""

    def __init__(self, entities: dict[str, Entity]) -> None:
        self.entities = entities
        self.surnames: dict[str, str] = {}

    def learn(self, found: Found) -> None:
        """Map each surname to the one person of the article who bears it."""
        bearers: dict[str, set[str]] = {}
        for _, candidates in found:
            for candidate in candidates:
                if candidate.letter == "P" and " " in candidate.surface:
                    name = _TITLE.sub("", candidate.surface)
                    bearers.setdefault(_surname(name), set()).add(name)
        for surname, names in bearers.items():
            shortest = min(names, key=lambda n: (len(n), n))
            if len({n.rstrip("s") for n in names}) == 1 or all(
                n.split()[0] == shortest.split()[0] for n in names
            ):
                self.surnames[surname] = shortest
                if surname.endswith("s") and surname[:-1] in bearers:
                    self.surnames[surname] = min(bearers[surname[:-1]])

    def person(self, candidate: Candidate) -> str:
        """Return the IRI of the person, whose node is made if it is not there."""
        name = _INITIAL_WITH_SLIP.sub(r"\1", _TITLE.sub("", candidate.surface))
        surname = _surname(name)
        full = self.surnames.get(surname) or self.surnames.get(surname.removesuffix("s"))
        if full and (" " not in name or full.rsplit(" ", 1)[0].split()[0] == name.split()[0]):
            name = full
        iri = identifiers.named("person", name)
        if iri not in self.entities:
            self.entities[iri] = Entity(iri, ("Person",), name, known=False)
        return iri


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1]
