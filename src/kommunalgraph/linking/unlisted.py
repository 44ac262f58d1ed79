"""The things an article names that no table lists: their nodes, and every name it has for them.

Where an article announces a name (``die Stadt Musterfurt``, ``die Software MusterPro``) or a short
form (``… (KDM)``), it uses it bare elsewhere, in the genitive, as an adjective, and before a
hyphen.  So the names are collected from the whole article first and then looked up in each of its
sentences.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kommunalgraph import identifiers
from kommunalgraph.mentions.candidates import Candidate, Found
from kommunalgraph.mentions.companies import kind_of_company
from kommunalgraph.mentions.events import base_event
from kommunalgraph.mentions.institution_names import base_name
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.mentions.unknown_places import base_of_demonym
from kommunalgraph.mentions.wordlists import Wordlists
from kommunalgraph.model import Entity, EntityKind, Sentence
from kommunalgraph.text import inflection

_NAMESPACE: Final = {"O": "org", "P": "person", "T": "topic", "D": "product", "E": "event"}
_RANK: Final = ("Municipality", "MunicipalAssociation", "District")
"""Which of several places of one name the bare name means: the first of these."""
_ASSOCIATIONS: Final = ("Samtgemeinde", "Verbandsgemeinde", "Verwaltungsgemeinschaft", "Amt")
_KINDS: Final[dict[str, tuple[EntityKind, ...]]] = {
    "Cooperative": ("Cooperative", "Provider"),
    "Provider": ("Provider",),
    "Company": ("Company",),
    "Association": ("Association",),
    "PublicBody": ("PublicBody",),
    "Product": ("Product",),
    "Topic": ("Topic",),
    "Event": ("Event",),
    "Municipality": ("Municipality",),
    "MunicipalAssociation": ("MunicipalAssociation",),
    "District": ("District",),
}
_NOUN_BEFORE = re.compile(r"([\w-]+) $")
_CAPITAL_BEHIND = re.compile(r" [A-ZÄÖÜ\d]")
_SHORTEST = 4
"""Names shorter than this are looked up elsewhere only if they are written in capitals."""


class Meaning(NamedTuple):
    """What a form found by the article itself stands for."""

    letter: str
    iri: str


class Unlisted:
    """The unlisted things of one article; nodes are added to ``entities``."""

    def __init__(
        self, text: str, lexicon: Lexicon, words: Wordlists, entities: dict[str, Entity]
    ) -> None:
        self.text = text
        self.lexicon = lexicon
        self.words = words
        self.entities = entities
        self.meanings: dict[str, Meaning] = {}
        self.places: dict[tuple[str, str], str] = {}
        self.shorts: set[str] = set()

    def learn_places(self, found: Found) -> None:
        """Make the nodes of the places that nouns and offices announce, then of the others."""
        candidates = [c for _, cs in found for c in cs if c.letter in "LQ" and not c.senses]
        sure = [c for c in candidates if c.cue or c.hint != "Municipality"]
        for candidate in (*(c for c in sure if c.letter == "L"), *candidates):
            self.place(candidate)
        for kind in reversed(_RANK):
            for (name, other), iri in self.places.items():
                if other == kind:
                    self._learn_place_forms(name, iri)

    def place(self, candidate: Candidate) -> str:
        """Return the place that an unlisted name or adjective means, new where need be."""
        adjective = candidate.letter == "Q"
        name = base_of_demonym(candidate.surface) if adjective else candidate.surface
        noun = next((n for n in _ASSOCIATIONS if candidate.cue.startswith(n)), "")
        kind = "MunicipalAssociation" if noun else candidate.hint
        for stem in (name, name.removesuffix("s")):
            for other in (kind,) if candidate.cue else (kind, *_RANK):
                if (stem, other) in self.places:
                    return self.places[stem, other]
        if spa := self._spa(name, kind):
            return spa
        key = identifiers.slug(name)
        label = name
        if kind == "District":
            key = f"kreis-{key}"
            noun = "Kreis" if candidate.cue.startswith("Kreis") else "Landkreis"
            label = name if name.lower().endswith("kreis") else f"{noun} {name}"
        elif noun:
            key, label = f"{identifiers.slug(noun)}-{key}", f"{noun} {name}"
        iri = identifiers.place(key)
        self.entities.setdefault(iri, Entity(iri, _KINDS[kind], label, known=False))
        self.places[name, kind] = iri
        return iri

    def _spa(self, name: str, kind: str) -> str:
        """The listed town that ``name`` is short for, its ``Bad`` left out."""
        if kind != "Municipality" or name in self.lexicon.forms or f"Bad {name}" not in self.text:
            return ""
        things = [self.lexicon.things[s.thing] for s in self.lexicon.senses(f"Bad {name}")]
        if len(things) != 1 or things[0].letter != "L":
            return ""
        thing = things[0]
        self.entities.setdefault(thing.iri, Entity(thing.iri, thing.kinds, thing.label))
        self.places[name, kind] = thing.iri
        return thing.iri

    def _learn_place_forms(self, name: str, iri: str) -> None:
        forms = (name, name.upper(), *inflection.surface_forms(name))
        for form in forms:
            if form not in self.lexicon.forms:
                self.meanings[form] = Meaning("L", iri)
        for adjective in sorted(inflection.adjective_of_place(name)):
            if adjective not in self.lexicon.forms:
                self.meanings[adjective] = Meaning("Q", iri)

    def name(self, candidate: Candidate) -> str:
        """Return the node of an announced name that is no place, new where need be."""
        if candidate.letter in "LQ":
            return self.place(candidate)
        name = candidate.surface.strip('„“"» «')
        known = self.meanings.get(name)
        if known:
            return known.iri
        kind = candidate.hint
        if candidate.letter == "O":
            name = base_name(name)
            kind = self._kind_of_body(name, kind)
        elif candidate.letter == "E":
            name = base_event(name)
        elif (
            candidate.letter == "D"
            and name.rpartition("-")[2].removesuffix("s") in self.words.product_heads
        ):
            name = name.removesuffix("s")
        iri = self._node(candidate.letter, name, kind)
        for form in (candidate.surface, name):
            self.learn(form, iri, candidate.letter)
        if short := self._short_of(name, candidate):
            self.shorts.add(short)
            self.learn(short, iri, candidate.letter)
        return iri

    def body(self, name: str, kind: str) -> str:
        """Return the node of the body of this name, new where need be."""
        return self._node("O", name, kind)

    def _node(self, letter: str, name: str, kind: str) -> str:
        iri = identifiers.named(_NAMESPACE[letter], name)
        if iri not in self.entities:
            self.entities[iri] = Entity(iri, _KINDS[kind], name, known=False)
        return iri

    def _short_of(self, name: str, candidate: Candidate) -> str:
        """Return the first word of a company's name, where that names it: ``Musteria Software``."""
        first, _, rest = name.partition(" ")
        if candidate.letter != "O" or rest not in self.words.company_endings:
            return ""
        lower = first.lower()
        if lower.endswith(self.words.place_endings) or len(first) <= _SHORTEST:
            return ""  # may be where the company comes from
        return "" if first in self.lexicon.forms or first in self.lexicon.common else first

    def learn(self, form: str, iri: str, letter: str) -> None:
        """Let ``form`` and its genitive mean ``iri`` throughout the article."""
        if len(form) < _SHORTEST and not form.isupper():
            return
        for spelling in (form, f"{form}s"):
            if spelling not in self.lexicon.forms:
                self.meanings.setdefault(spelling, Meaning(letter, iri))

    def _kind_of_body(self, name: str, kind: str) -> str:
        """Tell a provider from another company by its name, its mother and what it is called."""
        if kind != "Company":
            return kind
        mothers = (e.label for e in self.entities.values() if "Provider" in e.kinds)
        if any(name.startswith(f"{mother} ") for mother in mothers):
            return "Provider"
        called = re.search(
            rf"{re.escape(name)}(?: GmbH| AG)?, (?:der|ein|dem|einem|des|eines|den|einen)"
            r"(?: (?:[a-zäöüß]+))? (?:IT-Dienstleister|Zweckverband|Rechenzentrum|Eigenbetrieb)",
            self.text,
        )
        return "Provider" if called else kind_of_company(name, self.words)

    def spread(self, found: Found) -> Found:
        """Return ``found`` with the learned names wherever they stand."""
        if not self.meanings:
            return found
        forms = sorted(self.meanings, key=lambda form: (-len(form), form))
        pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?!\w|-[a-zäöü])")
        return [(s, self._spread(s, candidates, pattern)) for s, candidates in found]

    def _spread(
        self, sentence: Sentence, candidates: list[Candidate], pattern: re.Pattern[str]
    ) -> list[Candidate]:
        added: list[Candidate] = []
        for match in pattern.finditer(sentence.text):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            if match.group() in self.shorts and _CAPITAL_BEHIND.match(self.text, end):
                continue  # another thing of the same house: "Musteria Cloud"
            kept = _make_room(candidates, start, end)
            if kept is None:
                continue
            candidates = kept
            added.append(self._candidate(start, end))
        return sorted([*candidates, *added], key=lambda c: c.span) if added else candidates

    def _candidate(self, start: int, end: int) -> Candidate:
        surface = self.text[start:end]
        letter, iri = self.meanings[surface]
        kind = self.entities[iri].kinds[0] if iri in self.entities else ""
        found = _NOUN_BEFORE.search(self.text, max(0, start - 40), start)
        nouns = self.words.place_nouns if letter == "L" else self.words.introducers
        cue = found[1] if found and found[1] in nouns else ""
        outer_start = start - len(cue) - 1 if cue else -1
        return Candidate(start, end, letter, surface, (), kind, outer_start, -1, cue)


def _make_room(candidates: list[Candidate], start: int, end: int) -> list[Candidate] | None:
    """Return the candidates that leave ``start:end`` free, None where it is taken with reason.

    A longer name stays; shorter ones inside give way; an office joined by a hyphen
    (``KDM-Geschäftsführer``) keeps what stands behind the hyphen.
    """
    kept: list[Candidate] = []
    for candidate in candidates:
        if candidate.end <= start or end <= candidate.start:
            kept.append(candidate)
        elif candidate.letter == "R" and candidate.start == start and candidate.end > end:
            head = candidate.surface[end + 1 - start :]
            kept.append(candidate._replace(start=end + 1, surface=head, hint=head, outer_start=-1))
        elif (
            candidate.start < start
            or candidate.end > end
            or candidate.end - candidate.start == end - start
        ):
            return None
    return kept
