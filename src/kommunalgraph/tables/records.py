"""The rows of the reference tables: what a place, an organization, a topic and so on is here.

All records are immutable.  Keys and dates are text; ``aliases`` never repeat the name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kommunalgraph.model import EntityKind

PlaceKind = Literal[
    "state",
    "district",
    "urban_district",
    "regional_association",
    "municipal_association",
    "city",
    "town",
    "market",
    "municipality",
]
"""Levels of the official register; ``city`` is a municipality that is its own district."""

ENTITY_KINDS: dict[PlaceKind, EntityKind] = {
    "state": "State",
    "district": "District",
    "regional_association": "District",
    "municipal_association": "MunicipalAssociation",
    "urban_district": "Municipality",
    "city": "Municipality",
    "town": "Municipality",
    "market": "Municipality",
    "municipality": "Municipality",
}
"""The ontology class of each kind of place; an urban district is its city."""


@dataclass(frozen=True, slots=True)
class Place:
    """A territorial authority: the area and its administration in one.

    ``key`` identifies the place: the 8-digit AGS of a municipality, the 5-digit key of a district,
    the 2-digit key of a state, the 9-digit key of a municipal association.  ``ars`` is the official
    regional key (12 digits for a municipality).  ``iri`` is that of the node the place stands for,
    so an urban district carries its city's.  ``label`` is the official kind in German
    (``Landkreis``, ``Samtgemeinde``), ``title`` what the name carries (``Hansestadt``),
    ``other_name`` the Sorbian name.  Population as of 31.12.2019, area in square kilometres,
    coordinates in degrees (WGS 84), postcode of the seat.
    """

    key: str
    ags: str | None
    kind: PlaceKind
    label: str
    name: str
    title: str | None
    population: int | None
    area_km2: float | None
    postcode: str | None
    lat: float | None
    lon: float | None
    iri: str
    parent_key: str | None
    canonical_key: str
    ars: str
    other_name: str | None = None

    @property
    def entity_kind(self) -> EntityKind:
        """The ontology class of the node that the place stands for."""
        return self.entity_kinds[0]

    @property
    def entity_kinds(self) -> tuple[EntityKind, ...]:
        """All ontology classes: the city-states Berlin and Hamburg are municipalities as well."""
        if self.canonical_key in CITY_STATES:
            return ("State", "Municipality")
        return (ENTITY_KINDS[self.kind],)

    @property
    def is_node(self) -> bool:
        """Whether the place is a node itself, not another row for one."""
        return self.key == self.canonical_key


CITY_STATES = ("02", "11")
"""Keys of the states that are one city: Hamburg and Berlin."""


@dataclass(frozen=True, slots=True)
class Organization:
    """A provider, company, public body or association.

    ``legal_form`` is an id of the legal forms; ``seat`` and ``state`` are place keys.  ``founded``
    and ``dissolved`` are ISO dates as precise as known.  ``successor`` is the id of the body it
    went into, ``change`` how (merger, absorption or renaming); ``predecessors`` is the inverse.
    ``members`` are members, shareholders and the bodies that carry it: ids, or ``place:<key>``.
    """

    id: str
    iri: str
    kinds: tuple[EntityKind, ...]
    name: str
    short: str | None
    aliases: tuple[str, ...]
    legal_form: str | None
    seat: str | None
    state: str | None
    website: str | None
    founded: str | None
    dissolved: str | None
    status: str
    predecessors: tuple[str, ...]
    successor: str | None
    parent: str | None
    members: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: str
    note: str | None
    change: str | None = None

    @property
    def label(self) -> str:
        """The name it is known by: the short form where there is one."""
        return self.short or self.name

    @property
    def names(self) -> tuple[str, ...]:
        """Name, short form and aliases."""
        return (self.name, *((self.short,) if self.short else ()), *self.aliases)


@dataclass(frozen=True, slots=True)
class Topic:
    """A concept of the topic scheme; ``broader`` is the id of the wider topic.

    ``kind`` is ``circumstance`` where it befalls bodies: nobody pursues it.
    """

    id: str
    iri: str
    label_de: str
    label_en: str
    aliases: tuple[str, ...]
    broader: str | None
    wikidata: str | None
    kind: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """German label and aliases."""
        return (self.label_de, *self.aliases)


@dataclass(frozen=True, slots=True)
class Role:
    """A role that persons hold, with its feminine form.

    ``category`` groups roles (mayor, executive, cio ...), ``belongs_to`` is the kind of body it is
    held at: municipality, district, state, federal, eu, organization or any.
    """

    id: str
    iri: str
    label: str
    label_f: str
    abbreviations: tuple[str, ...]
    aliases: tuple[str, ...]
    category: str
    belongs_to: str

    @property
    def names(self) -> tuple[str, ...]:
        """All forms as listed; feminine forms of aliases are derived by ``Tables.role_named``."""
        return tuple(dict.fromkeys((self.label, self.label_f, *self.abbreviations, *self.aliases)))


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form: ``label`` is the short form (``GmbH``), ``name`` the long one."""

    id: str
    iri: str
    label: str
    name: str
    sector: str
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Label, name and aliases."""
        return tuple(dict.fromkeys((self.label, self.name, *self.aliases)))


@dataclass(frozen=True, slots=True)
class Product:
    """An application or platform; ``vendor`` is an organization's id, ``topic`` a topic's."""

    id: str
    iri: str
    name: str
    vendor: str | None
    topic: str | None
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Event:
    """A fair, congress, award or day of action; ``place`` is a place key."""

    id: str
    iri: str
    name: str
    kind: str
    place: str | None
    aliases: tuple[str, ...]
    note: str | None = field(default=None)

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases."""
        return (self.name, *self.aliases)
