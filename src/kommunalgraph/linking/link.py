"""Link the candidates of an article: one body, one node, whatever it is called.

The article is read as a whole.  Short forms that it defines in brackets hold throughout; certain
places tell what ambiguous ones mean; a surname means the person named in full elsewhere; a
description (``die Genossenschaft``) means the last body it fits.  Names nobody listed get nodes of
their own; where the text does not tell which of several things is meant, nothing is linked, but for
towns of one name, which share a node.
"""

from __future__ import annotations

import re
from datetime import date

from kommunalgraph.linking.learned import Learned
from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.linking.ministries import Ministries
from kommunalgraph.linking.namesakes import Namesakes
from kommunalgraph.linking.persons import Persons
from kommunalgraph.linking.senses import Senses
from kommunalgraph.linking.unlisted import Unlisted
from kommunalgraph.mentions.candidates import Candidate, Found
from kommunalgraph.mentions.institution_names import short_inside
from kommunalgraph.mentions.letters import LETTER_OF_KIND
from kommunalgraph.mentions.lexicon import Lexicon, Thing
from kommunalgraph.mentions.wordlists import Wordlists
from kommunalgraph.model import Entity

_LIST_LINK = re.compile(
    r"\s*(?:\([^()]{1,48}\))?(?:, [A-ZÄÖÜ][\w-]+)?"
    r"(?:,|,? und|,? sowie|/|,? oder)(?: die| der| den| das| dem)?\s*$"
)
"""What stands between the names of a list: a bracket, a name that nobody knows included."""

_BRACKET_AFTER_FORM = re.compile(
    r" (?:e\.\s?V\.|eG|GmbH|AöR|AG|mbH|KdöR) \((?:kurz:? )?((?=[^)]*[A-ZÄÖÜ])[\w.-]{2,12})"
    r"(?: (?:GmbH|AG|eG|e\.\s?V\.|AöR))?\)"
)
"""``Musterverband e.V. (MuV)``: the short form behind name and legal form."""
_ADJECTIVE_IN_ISCH = re.compile(r"isch(?:e[mnrs]?)?$")
_DETERMINER = re.compile(r"\b(?:d(?:as|ie|er|en|em|es)|vom|zum|zur|beim|im) $")


def link(
    text: str, found: Found, lexicon: Lexicon, words: Wordlists, published: date | None
) -> LinkedArticle:
    """Decide what the candidates in ``found`` mean."""
    return _Linker(text, found, lexicon, words, published).run()


class _Linker:
    """The state of linking one article."""

    def __init__(
        self, text: str, found: Found, lexicon: Lexicon, words: Wordlists, published: date | None
    ) -> None:
        self.text = text
        self.found = found
        self.lexicon = lexicon
        self.words = words
        learned = Learned(text, found, lexicon, published)
        self.aliases = learned.aliases
        self.senses = Senses(text, lexicon, words, learned)
        self.ministries = Ministries(text, lexicon, learned)
        self.entities: dict[str, Entity] = {}
        self.namesakes = Namesakes(lexicon, self.entities)
        self.unlisted = Unlisted(text, lexicon, words, self.entities)
        self.persons = Persons(self.entities)

    def run(self) -> LinkedArticle:
        self.unlisted.learn_places(self.found)
        self._learn_definitions()
        self._learn_names()
        self.found = self.unlisted.spread(self.found)
        self.persons.learn(self.found)
        result = LinkedArticle(entities=self.entities)
        result.sentences = [(s, self._sentence(candidates)) for s, candidates in self.found]
        if self.namesakes.nodes:  # what stood before the first "Gemeinde X" means it as well
            result.sentences = [(s, self._sentence(candidates)) for s, candidates in self.found]
        return result

    def _learn_definitions(self) -> None:
        """``Gemeinschaft für … Musterstadt (GKM)``: from here on GKM is this body."""
        for _, candidates in self.found:
            for candidate in candidates:
                if candidate.letter not in "ODTE":
                    continue
                short = self._bracket(candidate)
                if not short:
                    continue
                iri = self._named(candidate)
                if iri is None:
                    continue
                self.aliases[short] = iri
                senses = self.lexicon.senses(short)
                listed = [self.lexicon.things[s.thing].iri for s in senses]
                if (
                    not candidate.senses
                    and len(listed) == 1
                    and self.lexicon.things[senses[0].thing].letter == "O"
                ):
                    self.aliases[short] = self.aliases[candidate.surface] = listed[0]
                if candidate.surface:
                    self.aliases.setdefault(candidate.surface, self.aliases[short])
                self.unlisted.learn(short, self.aliases[short], candidate.letter)

    def _learn_names(self) -> None:
        """Make the nodes of announced names, so that they are known before the first sentence."""
        for _, candidates in self.found:
            for candidate in candidates:
                if candidate.letter in "ODTE" and not candidate.senses:
                    self._named(candidate)

    def _bracket(self, candidate: Candidate) -> str:
        """The text in the bracket that belongs to ``candidate``, or nothing."""
        if candidate.letter == "O":
            if inside := short_inside(candidate.surface):
                return inside
            after_form = _BRACKET_AFTER_FORM.match(self.text, candidate.end)
            if after_form:
                return after_form[1]
        behind = self.text[candidate.end : candidate.span[1]].strip()
        return behind[1:-1].strip() if behind.startswith("(") and candidate.letter != "L" else ""

    def _sentence(self, candidates: list[Candidate]) -> list[Linked]:
        linked: list[Linked] = []
        want = ""
        previous: Candidate | None = None
        for number, candidate in enumerate(candidates):
            asked = ""
            if candidate.letter in "LQ":
                gap = self.text[previous.span[1] : candidate.span[0]] if previous else "."
                cue = candidate.cue or candidate.surface.partition(" ")[0]
                if cue in self.words.plural_place_nouns:
                    want = self.words.place_nouns.get(cue, "")
                elif candidate.cue:
                    want = self.words.place_nouns.get(candidate.cue, "")
                elif not (previous and want and _LIST_LINK.match(gap)):
                    want = ""
                asked = want or self._asked_by_office(candidates, number)
                if candidate.cue not in self.words.plural_place_nouns and candidate.cue:
                    want = "" if want == "District" else want
                previous = candidate
            mention = self._link_one(candidate, asked)
            if mention is not None:
                linked.append(mention)
        return _without_inner(linked)

    def _asked_by_office(self, candidates: list[Candidate], number: int) -> str:
        """The class of place that the office beside place ``number`` belongs to.

        ``Landrat von Musterstadt``, ``Musterstädter Landrat``, ``Musterfurts Landrat``.
        """
        place = candidates[number]
        if number and candidates[number - 1].letter == "R":
            gap = self.text[candidates[number - 1].end : place.start]
            if gap in (" von ", " aus ", " in "):
                return self._class_of_office(candidates[number - 1])
        if number + 1 < len(candidates) and candidates[number + 1].letter == "R":
            named = place.letter == "Q" or place.surface.endswith(("s", "’", "'"))
            if named and self.text[place.end : candidates[number + 1].start] == " ":
                return self._class_of_office(candidates[number + 1])
        return ""

    def _class_of_office(self, role: Candidate) -> str:
        detail = self.lexicon.things[role.senses[0].thing].detail if role.senses else ""
        return {"municipality": "Municipality", "district": "District"}.get(detail, "")

    def _link_one(self, candidate: Candidate, want: str) -> Linked | None:
        start, end = candidate.span
        letter = candidate.letter
        if letter in "RNMAFW":
            return Linked(
                candidate.start,
                candidate.end,
                letter,
                candidate.hint,
                candidate.surface,
                start,
                end,
                note=candidate.cue,
            )
        if letter == "Q" and self._is_part_of_name(candidate):
            return None
        if letter == "P":
            iri: str | None = self.persons.person(candidate)
        elif candidate.surface in self.aliases and letter in "ODTE":
            iri = self.aliases[candidate.surface]
        elif letter in "LQ" and not candidate.senses:
            iri = self._unlisted_place(candidate, want)
        else:
            iri = self._listed(candidate, want) if candidate.senses else self._named(candidate)
        if iri is None:
            return None
        if letter != "Q":
            entity = self.entities.get(iri) or self._entity_of(iri)
            letter = _letter(entity.kinds[0])
        return Linked(candidate.start, candidate.end, letter, iri, candidate.surface, start, end)

    def _is_part_of_name(self, adjective: Candidate) -> bool:
        """Tell whether the capital shows that an adjective is part of a name: ``das Bayerische X``.

        At the beginning of a sentence the capital shows nothing.
        """
        if not (adjective.surface[0].isupper() and _ADJECTIVE_IN_ISCH.search(adjective.surface)):
            return False
        return bool(_DETERMINER.search(self.text, max(0, adjective.start - 8), adjective.start))

    def _listed(self, candidate: Candidate, want: str) -> str | None:
        """Choose among the listed senses."""
        thing = self.senses.choose(candidate, want)
        if thing is None and candidate.letter == "L":
            return self.namesakes.node(candidate, asked=want == "Municipality")
        return self._remember(thing) if thing else None

    def _remember(self, thing: Thing) -> str:
        if thing.iri not in self.entities:
            self.entities[thing.iri] = Entity(thing.iri, thing.kinds, thing.label)
        return thing.iri

    def _entity_of(self, iri: str) -> Entity:
        thing = self.lexicon.things[self.lexicon.by_iri[iri]]
        self._remember(thing)
        return self.entities[iri]

    def _named(self, candidate: Candidate) -> str | None:
        """Mint a node for a name that no table lists; listed ones go through their senses."""
        if candidate.senses:
            return self._listed(candidate, "")
        known = self.aliases.get(candidate.surface)
        if known:
            return known
        if candidate.hint == "PublicBody":
            name = self.ministries.name(candidate)
            if name and (senses := self.lexicon.senses(name)):
                return self._remember(self.lexicon.things[senses[0].thing])
            if self.ministries.is_one(candidate):
                return self.unlisted.body(name, candidate.hint) if name else None
            if name:
                return self.unlisted.body(name, candidate.hint)
        return self.unlisted.name(candidate)

    def _unlisted_place(self, candidate: Candidate, want: str) -> str:
        """The unlisted place that the noun or office beside the name asks for, or the usual one."""
        meaning = self.unlisted.meanings.get(candidate.surface)
        if meaning is None:
            return self.unlisted.place(candidate)
        name = self.entities[meaning.iri].label.rpartition(" ")[2]
        if want and (name, want) in self.unlisted.places:
            return self.unlisted.places[name, want]
        return meaning.iri


def _letter(kind: str) -> str:
    return LETTER_OF_KIND[kind]


def _without_inner(mentions: list[Linked]) -> list[Linked]:
    """Keep mentions inside another's outer span as mentions, but let them cover nothing."""
    if len(mentions) < 2:
        return mentions
    covered = -1
    for mention in mentions:
        if mention.outer_start < covered:
            break
        covered = mention.outer_end
    else:
        return mentions  # they stand in a row, as they mostly do
    kept: list[Linked] = []
    covered = -1
    for mention in sorted(mentions, key=lambda m: (m.outer_start, -m.outer_end)):
        if mention.outer_start < covered <= mention.start:
            # "CIO des Landes Musterland": the noun in front is the office's
            mention = mention._replace(outer_start=mention.start)
        elif mention.outer_start < covered:
            mention = mention._replace(outer_start=mention.start, outer_end=mention.start)
        covered = max(covered, mention.outer_end)
        kept.append(mention)
    return kept
