"""Link the candidates of an article: one body, one node, whatever it is called.

The article is read as a whole.  Short forms that it defines in brackets hold throughout; certain
places tell what ambiguous ones mean; a surname means the person named in full elsewhere; a
description (``die Genossenschaft``) means the last body it fits.  Names nobody listed get nodes of
their own; where the text does not tell which of several things is meant, nothing is linked.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kommunalgraph import identifiers
from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.linking.makers import means_maker
from kommunalgraph.linking.places import PlaceContext, choose_place
from kommunalgraph.linking.unlisted import Unlisted
from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.institutions import short_inside
from kommunalgraph.mentions.letters import LETTER_OF_KIND
from kommunalgraph.mentions.lexicon import Lexicon, Thing
from kommunalgraph.mentions.wordlists import Wordlists
from kommunalgraph.model import Entity, Sentence

Found = list[tuple[Sentence, list[Candidate]]]

_LIST_LINK = re.compile(r"\s*(?:,|,? und|,? sowie|/|,? oder)(?: die| der| den| das| dem)?\s*$")
_BRACKET_AFTER_FORM = re.compile(
    r" (?:e\.\s?V\.|eG|GmbH|AöR|AG|mbH|KdöR) \(((?=[^)]*[A-ZÄÖÜ])[\w.-]{2,12})\)"
)
"""``Musterverband e.V. (MuV)``: the short form behind name and legal form."""
_INITIAL_WITH_SLIP = re.compile(r"(\w{3,})\.(?= [A-ZÄÖÜ]\.)")
_ADJECTIVE_IN_ISCH = re.compile(r"isch(?:e[mnrs]?)?$")
_DETERMINER = re.compile(r"\b(?:d(?:as|ie|er|en|em|es)|vom|zum|zur|beim|im) $")
_TITLE = re.compile(r"^(?:(?:Prof|Dr|Dipl)\.(?:-Ing\.)? ?)+")
_REMEMBERED: Final = 5
"""Years for which a short form may still mean a body that is gone."""

_ORDER: Final = {"O": 0, "L": 1, "T": 2, "D": 3, "E": 4, "R": 5, "F": 6}


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
        self.published = published.isoformat() if published else "9999"
        self.context = PlaceContext()
        self.aliases: dict[str, str] = {}
        self.certain: set[str] = set()
        self.announced = self._announced_topics()
        self.entities: dict[str, Entity] = {}
        self.unlisted = Unlisted(text, lexicon, words, self.entities)
        self.surnames: dict[str, str] = {}
        self.associations: dict[str, Thing] = {}

    def run(self) -> LinkedArticle:
        self._learn_certain()
        self.unlisted.learn_places(self.found)
        self._learn_definitions()
        self._learn_names()
        self.found = self.unlisted.spread(self.found)
        self._learn_persons()
        result = LinkedArticle(entities=self.entities)
        for sentence, candidates in self.found:
            result.sentences.append((sentence, self._sentence(candidates)))
        return result

    def _announced_topics(self) -> set[str]:
        """The topics that the kicker or the keywords name."""
        return {
            thing.iri
            for sentence, candidates in self.found
            if sentence.block in ("kicker", "keywords")
            for candidate in candidates
            for sense in candidate.senses
            if (thing := self.lexicon.things[sense.thing]).letter == "T"
        }

    def _learn_certain(self) -> None:
        """Collect what is beyond doubt: names with one meaning, and their whereabouts."""
        for _, candidates in self.found:
            for candidate in candidates:
                if len(candidate.senses) != 1 or candidate.letter not in "OLQ":
                    continue
                thing = self.lexicon.things[candidate.senses[0].thing]
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

    def _learn_persons(self) -> None:
        """Map each surname to the one person of the article who bears it."""
        bearers: dict[str, set[str]] = {}
        for _, candidates in self.found:
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
            iri: str | None = self._person(candidate)
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
        things = [self.lexicon.things[s.thing] for s in candidate.senses]
        association = self.associations.get(candidate.surface) if candidate.letter == "L" else None
        if association and want != "Municipality":
            return self._remember(association)
        if all(t.letter == "L" for t in things):
            if candidate.surface in self.words.foreign_places and not want:
                return None
            thing = choose_place(candidate, self.lexicon, self.context, want=want, text=self.text)
        else:
            thing = self._choose(candidate, things, want)
        return self._remember(thing) if thing else None

    def _choose(self, candidate: Candidate, things: list[Thing], want: str) -> Thing | None:
        if want or (candidate.letter == "L" and any(t.letter == "L" for t in things)):
            place = choose_place(candidate, self.lexicon, self.context, want=want, text=self.text)
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
        return thing.iri in self.certain or thing.region[:2] in self.context.states

    def _is_past(self, thing: Thing) -> bool:
        """Tell whether a thing was gone for years when the article appeared."""
        gone = int(thing.until[:4]) if thing.until else 9999
        return bool(self.published) and gone + _REMEMBERED < int(self.published[:4])

    def _fit(self, thing: Thing) -> int:
        """How well a thing fits the article: named in full, alive at its date, in its region."""
        alive = (thing.since or "") <= self.published and (thing.until or "9999") >= self.published[
            :4
        ]
        here = bool(thing.region) and thing.region[:2] in self.context.states
        return 8 * (thing.iri in self.certain) + 2 * alive + here

    def _is_plain_word(self, candidate: Candidate, thing: Thing) -> bool:
        """Tell whether a name that is also an ordinary word is used as that word here.

        A name in capitals is a name; any other needs a noun that announces it, its vendor in the
        article, or, for an event, the article in front and no noun behind (``die Kommunale ist``).
        """
        if thing.letter == "T":
            return (
                candidate.surface in self.words.generic_topics and thing.iri not in self.announced
            )
        if candidate.surface not in self.lexicon.common and not thing.common:
            return False
        if candidate.cue or sum(map(str.isupper, candidate.surface)) > 1:
            return False
        vendor = self.lexicon.vendors.get(thing.iri)
        if vendor and (vendor in self.certain or vendor in self.aliases.values()):
            return False
        if thing.letter == "E":
            before = self.text[max(0, candidate.start - 5) : candidate.start]
            behind = self.text[candidate.end : candidate.end + 2]
            return not (
                re.search(r"\b(?:die|der|zur) $", before)
                and re.match(r"[.,;:!?]| [a-zäöü0-9]", behind)
            )
        return True

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

    def _person(self, candidate: Candidate) -> str | None:
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
        if mention.outer_start < covered:
            mention = mention._replace(outer_start=mention.start, outer_end=mention.start)
        covered = max(covered, mention.outer_end)
        kept.append(mention)
    return kept
