"""Loading all reference tables at once, with everything that one says of another checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from kommunalgraph import knowledge
from kommunalgraph.tables.feminine import feminine
from kommunalgraph.tables.organizations import load_organizations, refuse_cycles
from kommunalgraph.tables.places import load_places
from kommunalgraph.tables.reading import refuse
from kommunalgraph.tables.records import (
    Event,
    LegalForm,
    Organization,
    Place,
    Product,
    Role,
    Topic,
)
from kommunalgraph.tables.vocabularies import (
    load_events,
    load_legal_forms,
    load_products,
    load_roles,
    load_topics,
)
from kommunalgraph.tables.words import load_common_words, load_forms, load_given_names


class Named(Protocol):
    """Anything in the tables that has an id and names."""

    @property
    def id(self) -> str:
        """The id in its table."""

    @property
    def names(self) -> tuple[str, ...]:
        """All its names."""


@dataclass(frozen=True)
class Tables:
    """All reference tables, each a mapping from id or key in the order of its file.

    ``ambiguous`` maps a form to references (``org:krz-lemgo``, ``place:04``), the likeliest first;
    ``resolve`` gives the IRI of a reference.  ``given_names`` maps a name to its gender,
    ``adjectives`` a place key to adjectives and names of inhabitants.
    """

    places: Mapping[str, Place]
    organizations: Mapping[str, Organization]
    topics: Mapping[str, Topic]
    roles: Mapping[str, Role]
    legal_forms: Mapping[str, LegalForm]
    products: Mapping[str, Product]
    events: Mapping[str, Event]
    common_words: frozenset[str]
    ambiguous: Mapping[str, tuple[str, ...]]
    given_names: Mapping[str, str]
    adjectives: Mapping[str, tuple[str, ...]]

    def place(self, key: str) -> Place | None:
        """Return the node of an official key: AGS, ARS, or the key of a district or state."""
        if len(key) == 12:
            key = key[:5] + key[9:]
        found = self.places.get(key)
        return self.places.get(found.canonical_key) if found else None

    def role_named(self, form: str) -> Role | None:
        """Return the role of a form: either gender, abbreviation or alias; case matters."""
        return self._roles_by_form.get(form)

    def legal_form_named(self, form: str) -> LegalForm | None:
        """Return the legal form whose label, name or alias is ``form``, case matters."""
        return self._legal_forms_by_form.get(form)

    def resolve(self, reference: str) -> str | None:
        """Return the IRI of a reference such as ``org:kitu`` or ``place:15003000``.

        An id without prefix is an organization's, as in ``Organization.members``.
        """
        kind, _, key = reference.rpartition(":")
        if kind == "place":
            place = self.place(key)
            return place.iri if place else None
        tables: Mapping[str, Mapping[str, Organization | Topic | Product | Event]] = {
            "org": self.organizations,
            "": self.organizations,
            "topic": self.topics,
            "product": self.products,
            "event": self.events,
        }
        found = tables.get(kind, {}).get(key)
        return found.iri if found else None

    @cached_property
    def _roles_by_form(self) -> dict[str, Role]:
        forms: dict[str, Role] = {}
        for role in self.roles.values():
            for name in role.names:
                forms.setdefault(name, role)
        for role in self.roles.values():
            for name in (*role.aliases, role.label):
                derived = feminine(name)
                if derived:
                    forms.setdefault(derived, role)
        return forms

    @cached_property
    def _legal_forms_by_form(self) -> dict[str, LegalForm]:
        forms: dict[str, LegalForm] = {}
        for form in self.legal_forms.values():
            for name in form.names:
                forms.setdefault(name, form)
        return forms


def load_tables(folder: Path | None = None) -> Tables:
    """Return the reference tables of ``folder``, by default those that come with the package.

    Raises:
        KnowledgeError: a file is damaged or speaks of something that no table has.
    """
    data = folder or knowledge.folder("data")
    vocabulary = data / "vocabulary"
    organizations, files = load_organizations(sorted((data / "organizations").glob("*.toml")))
    tables = Tables(
        places=load_places(data / "places.csv"),
        organizations=organizations,
        topics=load_topics(vocabulary / "topics.toml"),
        roles=load_roles(vocabulary / "roles.toml"),
        legal_forms=load_legal_forms(vocabulary / "legal_forms.toml"),
        products=load_products(vocabulary / "products.toml"),
        events=load_events(vocabulary / "events.toml"),
        common_words=load_common_words(vocabulary / "common_words.toml"),
        ambiguous=load_forms(vocabulary / "ambiguous_forms.toml", "forms"),
        given_names=load_given_names(data / "given_names.csv"),
        adjectives=load_forms(vocabulary / "adjectives.toml", "places"),
    )
    _check_organizations(tables, files)
    _check_vocabularies(tables)
    _check_shared_names(tables)
    return tables


def _check(place: str, field: str, value: str | None, table: Iterable[str]) -> None:
    """Refuse a reference that leads nowhere."""
    if value is not None and value not in table:
        refuse(place, f"{field} {value!r} is in no table", "correct it or add the missing entry")


def _check_organizations(tables: Tables, files: Mapping[str, str]) -> None:
    for organization in tables.organizations.values():
        where = f"{files[organization.id]}:{organization.id}"
        _check(where, "legal_form", organization.legal_form, tables.legal_forms)
        _check(where, "successor", organization.successor, tables.organizations)
        _check(where, "parent", organization.parent, tables.organizations)
        for field, key in (("seat", organization.seat), ("state", organization.state)):
            _check(where, field, key, tables.places)
        for member in organization.members:
            if tables.resolve(member) is None:
                refuse(where, f"members has {member!r}, which is in no table", "correct it")
    organizations = tables.organizations.values()
    refuse_cycles("organizations", "successor", {o.id: o.successor for o in organizations})
    refuse_cycles("organizations", "parent", {o.id: o.parent for o in organizations})


def _check_vocabularies(tables: Tables) -> None:
    for topic in tables.topics.values():
        _check(f"topics.toml:{topic.id}", "broader", topic.broader, tables.topics)
    refuse_cycles("topics.toml", "broader", {t.id: t.broader for t in tables.topics.values()})
    for product in tables.products.values():
        where = f"products.toml:{product.id}"
        _check(where, "vendor", product.vendor, tables.organizations)
        _check(where, "topic", product.topic, tables.topics)
    for event in tables.events.values():
        _check(f"events.toml:{event.id}", "place", event.place, tables.places)
    for key in tables.adjectives:
        _check("adjectives.toml", "place", key, tables.places)
    for form, references in tables.ambiguous.items():
        for reference in references:
            if tables.resolve(reference) is None:
                where = f"ambiguous_forms.toml:{form}"
                refuse(where, f"{reference!r} is in no table", "correct it or delete it")


def _check_shared_names(tables: Tables) -> None:
    """Refuse a form that two entries share unless it is listed as ambiguous."""
    _check_forms("roles.toml", tables.roles.values())
    _check_forms("legal_forms.toml", tables.legal_forms.values())
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for kind, table in (
        ("org", tables.organizations.values()),
        ("topic", tables.topics.values()),
        ("product", tables.products.values()),
        ("event", tables.events.values()),
    ):
        for record in table:
            for name in record.names:
                owners[name].append(f"{kind}:{record.id}")
    for name, references in owners.items():
        missing = [r for r in references if r not in tables.ambiguous.get(name, ())]
        if len(references) > 1 and missing:
            refuse(
                f"{references[0]} and {references[1]}",
                f"both are called {name!r}",
                f"list both under {name!r} in ambiguous_forms.toml, or name one differently",
            )


def _check_forms(file: str, records: Iterable[Named]) -> None:
    """Refuse a form that stands for two records of a table in which forms must be unique."""
    owners: dict[str, str] = {}
    for record in records:
        for name in record.names:
            if owners.setdefault(name, record.id) != record.id:
                refuse(
                    f"{file}:{record.id}",
                    f"{name!r} also names {owners[name]!r}",
                    "leave it with one of the two",
                )
