"""Readings as JSON: what one document says, with offsets into its text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kommunalgraph.graph.claims import claim_iri
from kommunalgraph.model import Article, Entity, EntityKind, Mention, Reading, Statement

Json = dict[str, Any]

_PRINTED_AS: Mapping[EntityKind, EntityKind] = {
    "Cooperative": "Provider",
    "MunicipalAssociation": "Municipality",
}
"""Classes that ``type`` replaces by the wider one; ``types`` names them."""


def readings_object(readings: Iterable[Reading]) -> Json:
    """Return what a document says: its main article, its teasers, entities and statements.

    The first reading is the main article's; the entities and statements of its teasers stand in
    the same lists, and each statement's evidence names the article it is from.
    """
    main, *teasers = readings
    everything = [main, *teasers]
    return {
        "article": _article(main.article),
        "teasers": [_article(reading.article) for reading in teasers],
        "entities": _entities(everything),
        "statements": [_statement(s) for reading in everything for s in reading.statements],
    }


def _article(article: Article) -> Json:
    return {
        "iri": article.iri,
        "url": article.url,
        "outlet": article.outlet,
        "kicker": article.kicker,
        "title": article.title,
        "published": _iso(article.published),
        "authors": list(article.authors),
        "keywords": list(article.keywords),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _entities(readings: list[Reading]) -> list[Json]:
    """Return each entity once, with all its mentions in text order."""
    entities: dict[str, Entity] = {}
    mentions: dict[str, set[tuple[int, int, str]]] = {}
    for reading in readings:
        for entity in reading.entities:
            entities.setdefault(entity.iri, entity)
        for mention in reading.mentions:
            text = reading.article.text[mention.start : mention.end]
            mentions.setdefault(mention.entity, set()).add((*_span(mention), text))
    return [
        {
            "id": iri,
            "type": _PRINTED_AS.get(entities[iri].kinds[0], entities[iri].kinds[0]),
            "types": list(entities[iri].kinds),
            "label": entities[iri].label,
            "mentions": [
                {"text": text, "start": start, "end": end}
                for start, end, text in sorted(mentions.get(iri, ()))
            ],
        }
        for iri in sorted(entities)
    ]


def _span(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def _statement(statement: Statement) -> Json:
    evidence = statement.evidence
    return {
        "id": claim_iri(statement),
        "subject": statement.subject,
        "predicate": statement.relation,
        "object": statement.object,
        "qualifiers": dict(statement.qualifiers),
        "modality": statement.modality,
        "confidence": statement.confidence,
        "validFrom": statement.valid_from,
        "validUntil": statement.valid_until,
        "asOf": statement.as_of,
        "derivation": statement.derivation,
        "evidence": {
            "article": evidence.article,
            "quote": evidence.quote,
            "start": evidence.start,
            "end": evidence.end,
            "rule": evidence.rule,
        },
    }
