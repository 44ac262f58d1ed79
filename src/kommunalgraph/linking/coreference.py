"""Who is meant where the text does not repeat the name: surnames and descriptions.

``Wandersleb`` means the Michael Wandersleb named elsewhere in the article; ``die Genossenschaft``
means the last body before it that is one, ``die Software`` the product named just before.  A
description with a name or a complement behind it (``die Stadt Hagen``, ``das Ministerium für …``)
refers to nothing but itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.linking.whereabouts import is_behind_body
from kommunalgraph.mentions.letters import LETTER_OF_KIND
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.mentions.wordlists import Wordlists
from kommunalgraph.model import Entity, Sentence

# The first letter comes first and the look behind after it, so that the scanner can skip to them.
_ARTICLE = (
    r"[DdIiSsUu](?<!\w.)(?:(?<=[Dd])(?:er|ie(?:se[rsmn]?)?|as|en|em|es)"
    r"|(?:(?<=[Ii])hr|(?<=[Ss])ein|(?<=[Uu])nser)e[rsmn]?)"
)
_ADJECTIVE = r"(?:[a-zäöüß-]+e[rsn]?)"
_DESCRIPTION = re.compile(
    rf"{_ARTICLE}(?: {_ADJECTIVE}){{0,2}}(?P<origin> [A-ZÄÖÜ][a-zäöüß-]+er)?"
    r" (?P<noun>[A-ZÄÖÜ][\w-]+)"
    r"(?=[.,;:!?)“”\"]|$|\s(?!(?:der|des|für|von|vom|zur|zum|aus)\b)[a-zäöüß(–-]| [„\"])"
)
_FORMS: Final = {
    "genossenschaft": ("eg", "genossenschaft"),
    "zweckverband": ("zweckverband", "zweckverband"),
    "verband": ("zweckverband", "verband"),
    "anstalt": ("aoer", "anstalt"),
    "eigenbetrieb": ("eigenbetrieb", "betrieb"),
    "ministerium": ("", "minister"),
    "verein": ("ev", "verein"),
    "gmbh": ("gmbh", "gmbh"),
    "landesbetrieb": ("landesbetrieb", "landesbetrieb"),
    "landesoberbehörde": ("landesoberbehoerde", "landesoberbehörde"),
    "behörde": ("", "amt"),
    "jugendamt": ("", "jugendamt"),
    "hochschule": ("", "hochschule"),
    "universität": ("", "universität"),
    "stiftung": ("", "stiftung"),
    "stadtwerke": ("", "stadtwerke"),
    "klinikum": ("", "klinikum"),
    "institut": ("", "institut"),
    "landesamt": ("", "landesamt"),
    "bundesamt": ("", "bundesamt"),
    "arbeitsgemeinschaft": ("", "arbeitsgemeinschaft"),
    "metropolregion": ("", "metropolregion"),
    "rechenzentrum": ("", "rechenzentrum"),
    "datenzentrale": ("", "datenzentrale"),
}
"""Noun -> (legal form's id, part of the name) that a body needs for the noun to mean it."""

_NEAR: Final = 400
"""Letters between the name of a product and ``die Software`` that means it."""

_OF_ASSOCIATIONS: Final = ("verband", "verein")
_BUSINESS: Final = frozenset(
    [
        *("unternehmen", "firma", "anbieter", "hersteller", "softwarehaus", "systemhaus"),
        *("spezialist", "start-up", "startup", "konzern", "beratungshaus", "software-haus"),
        "netzbetreiber",
    ]
)


def resolve(article: LinkedArticle, lexicon: Lexicon, words: Wordlists) -> None:
    """Add the mentions by surname and by description to ``article``, in place."""
    surnames = _surnames(article.entities.values())
    pattern = (
        re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, surnames)))})s?\b") if surnames else None
    )
    named = (m.value for _, ms in article.sentences for m in ms if m.named and m.letter in "OL")
    memory = _Memory(article.entities, lexicon, tuple(dict.fromkeys(named)))
    for number, (sentence, mentions) in enumerate(article.sentences):
        if pattern:
            mentions = _add_surnames(sentence, mentions, pattern, surnames)
        mentions = _add_descriptions(sentence, mentions, memory, words)
        article.sentences[number] = (sentence, mentions)
        for previous, mention in zip([None, *mentions], mentions, strict=False):
            if not is_behind_body(sentence, previous, mention):
                memory.see(mention, sentence)


def _surnames(entities: Iterable[Entity]) -> dict[str, str]:
    """Map each surname that one person of the article bears to that person."""
    found: dict[str, list[str]] = {}
    for entity in entities:
        if entity.kinds == ("Person",) and " " in entity.label:
            found.setdefault(entity.label.rsplit(" ", 1)[-1], []).append(entity.iri)
    return {name: iris[0] for name, iris in found.items() if len(set(iris)) == 1 and len(name) > 2}


def _add_surnames(
    sentence: Sentence, mentions: list[Linked], pattern: re.Pattern[str], surnames: dict[str, str]
) -> list[Linked]:
    added: list[Linked] = []
    for found in pattern.finditer(sentence.text):
        start, end = sentence.start + found.start(), sentence.start + found.end()
        name = found.group()
        iri = surnames.get(name) or surnames.get(name.removesuffix("s"))
        covering = [m for m in mentions if m.start < end and start < m.end]
        if iri is None or any(m.letter == "P" or m.end - m.start > end - start for m in covering):
            continue
        if found.end() < len(sentence.text) and sentence.text[found.end()] == "-":
            continue
        mentions = [m for m in mentions if m not in covering]
        added.append(Linked(start, end, "P", iri, name, start, end))
    return (
        sorted([*mentions, *added], key=lambda m: (m.outer_start, -m.outer_end))
        if added
        else mentions
    )


_CALLED = re.compile(r"(?i:\b|haupt|hanse|kreis)([Ss]tadt|Gemeinde)\s\Z")
"""What stands before the name of a place."""


class _Memory:
    """The bodies and places named so far, the latest last."""

    def __init__(
        self, entities: dict[str, Entity], lexicon: Lexicon, everything: tuple[str, ...]
    ) -> None:
        self.everything = everything
        self.entities = entities
        self.lexicon = lexicon
        self.seen: list[str] = []
        self.products: list[tuple[str, int]] = []
        self.called: dict[str, str] = {}

    def product(self, start: int) -> str | None:
        """Return the product named last before ``start``, if not long ago."""
        for iri, end in reversed(self.products):
            if end <= start:
                return iri if start - end < _NEAR else None
        return None

    def see(self, mention: Linked, sentence: Sentence) -> None:
        if mention.letter in "OL" and mention.named:
            self.seen.append(mention.value)
            start = mention.outer_start - sentence.start
            called = _CALLED.search(sentence.text, start, mention.start - sentence.start)
            if called:
                self.called[mention.value] = called[1].lower()
        elif mention.letter == "D" and mention.named:
            self.products.append((mention.value, mention.end))

    def last(self, kind: str, noun: str, *, before: list[str], origin: str = "") -> str | None:
        """Return the last entity that ``noun`` (of class ``kind``) can mean; ``origin`` is the
        place that an adjective in front of it says it is in.  What the text calls a Stadt is the
        Gemeinde only where there is no other."""
        second = None
        for iri in reversed([*self.seen, *before]):
            fits = iri != origin and self._fits(self.entities[iri], kind, noun.lower())
            if fits and (not origin or self._is_in(iri, origin)):
                if noun != "Gemeinde" or self.called.get(iri) != "stadt":
                    return iri
                second = second or iri
        return second

    def only(self, kind: str, noun: str, origin: str) -> str | None:
        """Return the one listed entity of the article that ``noun`` can mean and that is in the
        place ``origin``: a lead speaks of ``der Hagener IT-Dienstleister`` before it names it."""
        found = [
            iri
            for iri in self.everything
            if iri != origin
            and iri in self.lexicon.by_iri
            and self._fits(self.entities[iri], kind, noun.lower())
            and self._is_in(iri, origin)
        ]
        return found[0] if len(found) == 1 else None

    def _is_in(self, iri: str, place: str) -> bool:
        """Tell whether an entity is in a place, or, where no table knows, may be."""
        number = self.lexicon.by_iri.get(iri)
        if number is None:
            return True
        thing = self.lexicon.things[number]
        key = _key(place)
        region = _key(iri) if thing.letter == "L" else thing.region
        if not region or not key.isdigit():
            return self.entities[place].label.partition(" ")[0] in thing.label
        return region.startswith(key) or key.startswith(region)

    def _fits(self, entity: Entity, kind: str, noun: str) -> bool:
        if kind == "Municipality":
            return entity.kinds[0] in ("Municipality", "MunicipalAssociation")
        if kind != "Organization":
            return entity.kinds[0] == kind
        stem = next((s for s in _FORMS if s in noun), None)
        if stem:
            legal_form, part = _FORMS[stem]
            if stem in _OF_ASSOCIATIONS and entity.kinds[0] == "Association":
                return True
            number = self.lexicon.by_iri.get(entity.iri)
            detail = self.lexicon.things[number].detail if number is not None else ""
            return part in entity.label.lower() or (bool(legal_form) and detail == legal_form)
        if any(s in noun for s in _BUSINESS):
            return entity.kinds[0] in ("Company", "Provider", "Cooperative")
        return entity.kinds[0] in ("Provider", "Cooperative", "Company") or (
            "Provider" in entity.kinds
        )


def _key(place: str) -> str:
    return place.rsplit("/", 1)[-1]


_PLURAL_ENDINGS: Final = (
    *("verbände", "verbänden", "häuser", "häusern", "vereine", "vereinen", "betriebe", "betrieben"),
    *("firmen", "zentren", "städte", "städten", "kreise", "kreisen", "länder", "ländern"),
)
_SEVERAL = re.compile(r"\b(?:beiden?|zwei|drei|alle[nr]?|vielen?|mehrere[nr]?|anderen)\b")
_FEMININE_OR_PLURAL: Final = ("die", "diese", "ihre", "seine", "unsere")
_SAME_IN_PLURAL: Final = ("leister", "bieter", "steller", "unternehmen", "ministerien")


def _is_plural(phrase: str, noun: str, words: Wordlists) -> bool:
    """Tell whether a description speaks of several bodies: who they are, nobody knows."""
    lower = noun.lower()
    if lower.endswith(_PLURAL_ENDINGS) or noun in words.plural_place_nouns:
        return True
    if noun.endswith("en") and (noun[:-2] in words.descriptions or noun[:-1] in words.descriptions):
        return True
    article = phrase.split(" ", 1)[0].lower()
    if article in _FEMININE_OR_PLURAL and lower.endswith(_SAME_IN_PLURAL):
        return True
    return bool(_SEVERAL.search(phrase))


def _is_named_next(mentions: list[Linked], end: int) -> bool:
    """Tell whether the name follows the description: ``der Zweckverband krz``."""
    return any(m.letter in "OLD" and 0 < m.outer_start - end <= 2 for m in mentions)


def _add_descriptions(
    sentence: Sentence, mentions: list[Linked], memory: _Memory, words: Wordlists
) -> list[Linked]:
    added: list[Linked] = []
    for found in _DESCRIPTION.finditer(sentence.text):
        noun = found["noun"]
        kind = words.descriptions.get(noun)
        start, end = sentence.start + found.start(), sentence.start + found.end()
        covered = [m for m in mentions if m.outer_start < end and start < m.outer_end]
        origin = next((m for m in covered if m.letter == "Q"), None)
        if (
            kind is None
            or _is_plural(found.group(), noun, words)
            or any(m.letter not in "FQ" for m in covered)
            or (found["origin"] and not origin)
            or _is_named_next(mentions, end)
        ):
            continue
        if kind == "Product":
            iri = None if origin else memory.product(start)
        else:
            before = [
                m.value
                for previous, m in zip([None, *mentions], mentions, strict=False)
                if m.outer_end <= start
                and m.letter in "OL"
                and not is_behind_body(sentence, previous, m)
            ]
            place = origin.value if origin else ""
            iri = memory.last(kind, noun, before=before, origin=place)
            if place and iri is None:
                iri = memory.only(kind, noun, place)
        if iri is None:
            continue
        letter = LETTER_OF_KIND[memory.entities[iri].kinds[0]]
        covered = [m for m in covered if m is not origin]
        mentions = [m for m in mentions if m not in covered]
        noun_start = sentence.start + found.start("noun")
        start = noun_start if origin else start
        added.append(Linked(noun_start, end, letter, iri, noun, start, end, named=False))
    if not added:
        return mentions
    return sorted([*mentions, *added], key=lambda m: (m.outer_start, -m.outer_end))
