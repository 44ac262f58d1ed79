"""What an article is about, and what it was about last: the references ``@…`` of rules.

``@haupt``     the body the article is about: named by its kicker, else its title, else its lead
``@traeger``   the last organization or place named before the match
``@org``       the last organization named before the match
``@ort``       the last town, district or association named before the match
``@anbieter``  the last provider or company named before the match
``@kunde``     the last town, district or provider before the match that is not the vendor
``@person``    the last person before the match
``@provider``  the last provider (not a mere company) named before the match
``@stadt``     the last town or municipal association named before the match
``@kreis``     the last district named before the match
``@land``      the last state named before the match
``@produkt``   the last product named before the match
``@sprecher``  the body for which the interviewed person speaks
``@dienststelle``  the body named last in which the office of the fact exists
``@gruppe``    all bodies of the last coordination (``Muster-IT und Beispielstadt``)
``@thema``     the topic that the kicker names
"""

from __future__ import annotations

from collections import Counter

from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.model import Entity

_PRIVATE = ("Provider", "Cooperative", "Company")
_OFFICES = {
    "municipality": ("Municipality", "MunicipalAssociation"),
    "district": ("District",),
    "state": ("State",),
    "organization": _PRIVATE,
    "any": (*_PRIVATE, "Municipality", "District", "MunicipalAssociation"),
}
_SECOND_CHOICE = ("Association", "PublicBody")


class Context:
    """The course of one article up to the sentence at hand."""

    def __init__(self, article: LinkedArticle) -> None:
        self.entities: dict[str, Entity] = article.entities
        self.seen: list[str] = []
        self.group: list[str] = []
        self.topic: str | None = None
        self.main: str | None = None
        self.headline: str | None = None
        self._find_main(article)

    def _find_main(self, article: LinkedArticle) -> None:
        by_block: dict[str, list[Linked]] = {}
        counts: Counter[str] = Counter()
        for sentence, mentions in article.sentences:
            by_block.setdefault(sentence.block, []).extend(mentions)
            if sentence.block != "keywords":
                counts.update(m.value for m in mentions if m.letter in "OL")
        for mention in by_block.get("kicker", []):
            if mention.letter == "T" and self.topic is None:
                self.topic = mention.value
        for block in ("kicker", "title", "lead", "caption", "body"):
            bodies = [
                m.value
                for m in by_block.get(block, [])
                if m.letter in "OL" and not self._is_state(m.value)
            ]
            if bodies:
                self.main = max(bodies[:3], key=lambda iri: (counts[iri], -bodies.index(iri)))
                self.headline = self.main if block in ("kicker", "title") else None
                return

    def _is_state(self, iri: str) -> bool:
        return self.entities[iri].kinds[0] == "State"

    def see(self, mentions: list[Linked]) -> None:
        """Take in the mentions of a sentence that has been read."""
        self.seen += [m.value for m in mentions if m.letter in "OLPD"]
        bodies = list(dict.fromkeys(m.value for m in mentions if m.letter == "O" and m.named))
        if len(bodies) > 1:
            self.group = bodies

    def office_of(self, belongs_to: str, before: list[str]) -> str | None:
        """Return the body in which an office that ``belongs_to`` such a body exists: one named in
        the sentence, else the one in kicker or title, else the last one named."""
        wanted = _OFFICES.get(belongs_to, ())
        headline = [self.headline] if self.headline else []
        main = [self.main] if self.main else []
        order = [*reversed(before), *headline, *reversed(self.seen), *main]
        for kinds in (wanted, _SECOND_CHOICE):
            for iri in order:
                if any(kind in kinds for kind in self.entities[iri].kinds):
                    return iri
            if belongs_to not in ("organization", "any"):
                break
        return None

    def resolve(self, reference: str, before: list[str]) -> str | None:
        """Return the entity that ``reference`` means; ``before`` are those named earlier in the
        sentence at hand."""
        if reference == "@haupt":
            return self.main
        if reference == "@thema":
            return self.topic
        if reference == "@sprecher":
            return self.main
        for iri in reversed(self.seen + before):
            if self._is(self.entities[iri], reference):
                return iri
        main = self.main
        return main if main and self._is(self.entities[main], reference) else None

    def _is(self, entity: Entity, reference: str) -> bool:
        kind = entity.kinds[0]
        match reference:
            case "@org":
                return kind in (*_PRIVATE, "Association", "PublicBody")
            case "@ort":
                return kind in ("Municipality", "District", "MunicipalAssociation")
            case "@traeger":
                return kind not in ("Person", "Product")
            case "@anbieter":
                return any(k in _PRIVATE for k in entity.kinds)
            case "@kunde":
                return kind in ("Municipality", "District", "MunicipalAssociation", "Provider")
            case "@person":
                return kind == "Person"
            case "@provider":
                return kind in ("Provider", "Cooperative")
            case "@stadt":
                return kind in ("Municipality", "MunicipalAssociation")
            case "@kreis":
                return kind == "District"
            case "@land":
                return kind == "State"
            case "@produkt":
                return kind == "Product"
        return False
