"""Readings made by hand, about Musterstadt and its provider."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kommunalgraph import identifiers
from kommunalgraph.model import Article, Block, Entity, Evidence, Mention, Reading, Statement

CITY = Entity(identifiers.place("99001000"), ("Municipality",), "Musterstadt")
TOWN = Entity(identifiers.place("99002000"), ("Municipality",), "Altmuster")
PROVIDER = Entity(identifiers.named("org", "Muster-IT"), ("Provider", "Cooperative"), "Muster-IT")
RIVAL = Entity(identifiers.named("org", "Nord-IT"), ("Provider",), "Nord-IT")
ERIKA = Entity(identifiers.named("person", "Erika Muster"), ("Person",), "Erika Muster")
TOPIC = Entity(identifiers.resource("topic", "muster-akte"), ("Topic",), "E-Akte")
ENTITIES = (CITY, TOWN, PROVIDER, RIVAL, ERIKA, TOPIC)
BY_IRI = {entity.iri: entity for entity in ENTITIES}

_UNSET = object()


class Page:
    """An article under construction: sentences are added, statements quote them."""

    def __init__(
        self,
        title: str,
        published: str | None = "2019-06-01",
        *,
        source: str | None = None,
        teaser_on: str | None = None,
    ) -> None:
        self.title = title
        self.published = date.fromisoformat(published) if published else None
        self.source = source or f"{title}.txt"
        self.teaser_on = teaser_on
        self.iri = identifiers.article(
            outlet="Musterblatt",
            published=self.published,
            title=title,
            url=None,
            digest=identifiers.slug(title),
        )
        self._text = title
        self._entities: dict[str, Entity] = {}
        self._mentions: list[Mention] = []
        self._statements: list[Statement] = []

    def say(
        self, sentence: str, subject: Entity, relation: str, object_: Entity | str, **options: Any
    ) -> Page:
        """Add a sentence that states something; ``options`` are fields of the statement."""
        start = len(self._text) + 1
        self._text += f"\n{sentence}"
        for entity in (subject, object_):
            if isinstance(entity, Entity):
                self._entities[entity.iri] = entity
                self._mentions.append(Mention(start, start + 1, sentence[:1], entity.iri))
        rule = options.pop("rule", "muster/satz")
        self._statements.append(
            Statement(
                subject=subject.iri,
                relation=relation,
                object=object_.iri if isinstance(object_, Entity) else object_,
                evidence=Evidence(self.iri, start, len(self._text), sentence, rule),
                **options,
            )
        )
        return self

    def reading(self) -> Reading:
        """Return what was said so far."""
        article = Article(
            iri=self.iri,
            text=self._text,
            blocks=(
                Block("title", 0, len(self.title)),
                Block("body", len(self.title), len(self._text)),
            ),
            outlet="Musterblatt",
            kicker="Musterland",
            title=self.title,
            published=self.published,
            source=self.source,
            digest=identifiers.slug(self._text)[:60],
            teaser_on=self.teaser_on,
        )
        return Reading(
            article,
            tuple(entity for _, entity in sorted(self._entities.items())),
            tuple(self._mentions),
            tuple(self._statements),
        )


def customer_page(title: str = "Musterstadt ist Kunde", published: str = "2019-06-01") -> Page:
    """Return a page that says: Musterstadt is a customer of Muster-IT; Erika Muster leads it."""
    return (
        Page(title, published)
        .say("Musterstadt ist Kunde der Muster-IT.", CITY, "customerOf", PROVIDER, confidence=0.9)
        .say(
            "Geschäftsführerin Erika Muster leitet die Muster-IT.",
            ERIKA,
            "hasRole",
            PROVIDER,
            confidence=0.95,
            qualifiers=(("role", "Geschäftsführerin"),),
        )
    )


def small_world() -> list[tuple[Reading, ...]]:
    """Return the documents of a small world: three articles and one teaser."""
    first = customer_page()
    second = (
        Page("Muster-IT wächst", "2020-03-04")
        .say("Die Muster-IT zählt 74 Mitglieder.", PROVIDER, "memberCount", "74")
        .say("Auch Altmuster ist Kunde der Muster-IT.", TOWN, "customerOf", PROVIDER)
        .say("Die Muster-IT kooperiert mit der Nord-IT.", PROVIDER, "cooperatesWith", RIVAL)
    )
    third = (
        Page("Muster-IT schrumpft", "2021-03-04")
        .say("Die Muster-IT zählt 70 Mitglieder.", PROVIDER, "memberCount", "70")
        .say("Musterstadt setzt auf E-Akte.", CITY, "engagedIn", TOPIC, confidence=0.8)
        .say("Altmuster will zur Nord-IT wechseln.", TOWN, "customerOf", RIVAL, modality="planned")
    )
    teaser = Page("Nord-IT lädt ein", "2021-03-05", source=third.source, teaser_on=third.iri).say(
        "Die Nord-IT residiert in Altmuster.", RIVAL, "headquarteredIn", TOWN
    )
    return [
        (first.reading(),),
        (second.reading(),),
        (third.reading(), teaser.reading()),
    ]


def many_documents(count: int) -> Iterator[tuple[Reading, ...]]:
    """Yield articles that share providers and repeat, contradict and end each other's claims."""
    providers = [
        Entity(identifiers.named("org", f"Muster-IT {n}"), ("Provider",), f"Muster-IT {n}")
        for n in range(5)
    ]
    for number in range(count):
        provider, other = providers[number % 5], providers[(number * 3 + 1) % 5]
        town = Entity(
            identifiers.place(f"99{number % 17:06}"), ("Municipality",), f"Ort {number % 17}"
        )
        person = Entity(
            identifiers.named("person", f"Erika Muster {number % 11}"),
            ("Person",),
            f"Erika Muster {number % 11}",
        )
        page = Page(f"Artikel {number}", f"20{number % 20:02}-0{number % 9 + 1}-15")
        page.say(
            f"{town.label} ist Kunde der {provider.label}.",
            town,
            "customerOf",
            provider,
            modality="ended" if number % 7 == 0 else "asserted",
        )
        page.say(
            f"{person.label} leitet {provider.label}.",
            person,
            "hasRole",
            provider,
            qualifiers=(("role", "Leiterin"),),
        )
        page.say(f"{number} Mitglieder.", provider, "memberCount", str(number + 5))
        if other != provider:
            page.say("Beide kooperieren.", provider, "cooperatesWith", other)
        yield (page.reading(),)
