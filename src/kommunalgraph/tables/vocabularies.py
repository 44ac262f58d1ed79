"""The vocabularies of ``vocabulary/*.toml``: topics, roles, legal forms, products and events."""

from __future__ import annotations

from pathlib import Path

from kommunalgraph import identifiers
from kommunalgraph.tables.reading import entries
from kommunalgraph.tables.records import Event, LegalForm, Product, Role, Topic

BELONGS_TO = (
    "municipality",
    "district",
    "state",
    "federal",
    "eu",
    "local",
    "organization",
    "any",
    "other",
)
SECTORS = ("private", "public", "cooperative", "association", "mixed")
EVENT_KINDS = (
    "trade_fair",
    "congress",
    "vendor_event",
    "award",
    "ranking",
    "campaign_day",
)


def load_topics(path: Path) -> dict[str, Topic]:
    """Return the topics by id, in file order."""
    topics: dict[str, Topic] = {}
    for entry in entries(path):
        topics[entry.id] = Topic(
            id=entry.id,
            iri=identifiers.resource("topic", entry.id),
            label_de=entry.text("label_de"),
            label_en=entry.text("label_en"),
            aliases=entry.texts("aliases"),
            broader=entry.optional("broader"),
            wikidata=entry.optional("wikidata"),
            kind=entry.optional("kind"),
        )
        entry.finish()
    return topics


def load_roles(path: Path) -> dict[str, Role]:
    """Return the roles by id, in file order."""
    roles: dict[str, Role] = {}
    for entry in entries(path):
        roles[entry.id] = Role(
            id=entry.id,
            iri=identifiers.resource("role", entry.id),
            label=entry.text("label"),
            label_f=entry.text("label_f"),
            abbreviations=entry.texts("abbreviations"),
            aliases=entry.texts("aliases"),
            category=entry.text("category"),
            belongs_to=entry.choice("belongs_to", BELONGS_TO),
        )
        entry.finish()
    return roles


def load_legal_forms(path: Path) -> dict[str, LegalForm]:
    """Return the legal forms by id, in file order."""
    forms: dict[str, LegalForm] = {}
    for entry in entries(path):
        forms[entry.id] = LegalForm(
            id=entry.id,
            iri=identifiers.resource("legal-form", entry.id),
            label=entry.text("label"),
            name=entry.text("name"),
            sector=entry.choice("sector", SECTORS),
            aliases=entry.texts("aliases"),
        )
        entry.finish()
    return forms


def load_products(path: Path) -> dict[str, Product]:
    """Return the products by id, in file order."""
    products: dict[str, Product] = {}
    for entry in entries(path):
        products[entry.id] = Product(
            id=entry.id,
            iri=identifiers.resource("product", entry.id),
            name=entry.text("name"),
            vendor=entry.optional("vendor"),
            topic=entry.optional("topic"),
            aliases=entry.texts("aliases"),
        )
        entry.finish()
    return products


def load_events(path: Path) -> dict[str, Event]:
    """Return the events by id, in file order."""
    events: dict[str, Event] = {}
    for entry in entries(path):
        events[entry.id] = Event(
            id=entry.id,
            iri=identifiers.resource("event", entry.id),
            name=entry.text("name"),
            kind=entry.choice("kind", EVENT_KINDS),
            place=entry.optional("place"),
            aliases=entry.texts("aliases"),
            note=entry.optional("note"),
        )
        entry.finish()
    return events
