"""The reference tables as clean triples: what is so without any article saying it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kommunalgraph import identifiers
from kommunalgraph.graph import inference, literals
from kommunalgraph.graph.claims import RoleName, RoleNamed, no_roles
from kommunalgraph.graph.names import DCTERMS, KG, ORG, RDF, SCHEMA, SKOS, XSD
from kommunalgraph.graph.places import place_triples
from kommunalgraph.graph.store import STATE, Term, named
from kommunalgraph.graph.view import change_event
from kommunalgraph.tables import Organization, Tables, Topic
from kommunalgraph.vocabulary import ontology

_SINGLE = inference.COUNTS | {KG.changeKind, KG.datePrecision, DCTERMS.date}
"""Properties with one value, which claims leave alone where a table gives it."""

_WEB_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]_a-z~%]+")
_WIKIDATA = "http://www.wikidata.org/entity/"

_Pairs = Iterable[tuple[NamedNode, Term]]


@dataclass(frozen=True)
class Reference:
    """What the tables say: their triples, the entities described, and the single values settled.

    ``digest`` identifies the triples where it is known already; ``template`` is the folder of a
    closed store that holds just them.
    """

    triples: Collection[Triple] = frozenset()
    entities: frozenset[NamedNode] = frozenset()
    settled: frozenset[tuple[NamedNode, NamedNode]] = frozenset()
    role_named: RoleNamed = no_roles
    digest: str | None = None
    template: Path | None = None

    @cached_property
    def fingerprint(self) -> str:
        """The digest of the triples."""
        if self.digest:
            return self.digest
        lines = "\n".join(sorted(map(str, self.triples)))
        return hashlib.sha256(lines.encode()).hexdigest()

    @property
    def marker(self) -> Quad:
        """What tells, in a graph that no query sees, that a store holds just these triples."""
        return Quad(STATE, DCTERMS.identifier, Literal(self.fingerprint), STATE)

    def content(self) -> Iterator[Triple | Quad]:
        """Yield what a store holds before any article: the triples and the marker."""
        yield from self.triples
        yield self.marker


def reference_of(tables: Tables) -> Reference:
    """Return the triples of all tables."""
    triples = frozenset(
        chain(
            place_triples(tables),
            _organizations(tables),
            _topics(tables),
            _products(tables),
            _events(tables),
            _roles(tables),
            _legal_forms(tables),
        )
    )
    return Reference(
        triples=triples | frozenset(concept_triples()),
        entities=frozenset(named(t) for t in triples if t.predicate == KG.listed),
        settled=frozenset((named(t), t.predicate) for t in triples if t.predicate in _SINGLE),
        role_named=_role_finder(tables),
    )


def _role_finder(tables: Tables) -> RoleNamed:
    def role_named(noun: str) -> RoleName | None:
        role = tables.role_named(noun)
        return RoleName(NamedNode(role.iri), role.category) if role else None

    return role_named


def _all(subject: NamedNode, pairs: _Pairs) -> Iterator[Triple]:
    for predicate, object_ in pairs:
        yield from inference.closure(Triple(subject, predicate, object_))


def _named(subject: NamedNode, label: str, others: Iterable[str]) -> Iterator[Triple]:
    """Yield the names of something that the tables list."""
    yield Triple(subject, SKOS.prefLabel, literals.german(label))
    for name in others:
        if name != label:
            yield Triple(subject, SKOS.altLabel, literals.german(name))


def concept_triples() -> Iterator[Triple]:
    """Yield the names of the closed lists: modalities, statuses, kinds of change."""
    terms = ontology()
    for scheme in (terms.modalities, terms.statuses, terms.change_kinds):
        for name in scheme.values():
            in_german, in_english = terms.labels[name]
            yield Triple(KG[name], RDF.type, SKOS.Concept)
            yield Triple(KG[name], SKOS.prefLabel, literals.german(in_german))
            yield Triple(KG[name], SKOS.prefLabel, Literal(in_english, language="en"))


def _organizations(tables: Tables) -> Iterator[Triple]:
    for organization in tables.organizations.values():
        node = NamedNode(organization.iri)
        yield from inference.types(node, organization.kinds)
        yield from _named(node, organization.label, organization.names)
        yield Triple(node, KG.listed, Literal(True))
        yield from _all(node, _organization_facts(tables, organization))
        for member in organization.members:
            iri = tables.resolve(member)
            if iri:
                yield from inference.closure(Triple(NamedNode(iri), KG.memberOf, node))
        if organization.successor:
            new = NamedNode(tables.organizations[organization.successor].iri)
            yield from inference.closure(Triple(new, KG.successorOf, node))
            yield from _change(organization, new=new)
        dissolved = literals.of_relation("dissolvedIn", organization.dissolved or "")
        if dissolved:
            yield Triple(node, KG.dissolvedIn, dissolved)


def _organization_facts(tables: Tables, organization: Organization) -> _Pairs:
    seat = tables.place(organization.seat) if organization.seat else None
    if seat:
        yield KG.headquarteredIn, NamedNode(seat.iri)
    if organization.parent:
        yield KG.subsidiaryOf, NamedNode(tables.organizations[organization.parent].iri)
    if organization.legal_form:
        yield KG.legalForm, Literal(tables.legal_forms[organization.legal_form].label)
    founded = literals.of_relation("foundedIn", organization.founded or "")
    if founded:
        yield KG.foundedIn, founded
    if organization.website:
        yield KG.website, Literal(organization.website, datatype=XSD.anyURI)
    for source in organization.sources:
        if _WEB_ADDRESS.fullmatch(source, re.IGNORECASE):
            yield DCTERMS.source, NamedNode(source)


def _change(organization: Organization, *, new: NamedNode) -> list[Triple]:
    """Return the change in which ``organization`` went into ``new``, on the day after its last."""
    day = organization.dissolved
    known = literals.precision(day) if day else None
    first = literals.first_day(day)
    if known == "day" and first:
        first = (date.fromisoformat(first) + timedelta(days=1)).isoformat()
    kind = ontology().change_kinds.get(organization.change or "")
    return change_event(
        new=new,
        old=NamedNode(organization.iri),
        kind=KG[kind] if kind else None,
        day=first,
        precision=known,
    )


def _topics(tables: Tables) -> Iterator[Triple]:
    scheme = NamedNode(identifiers.ID + "topic")
    yield Triple(scheme, RDF.type, SKOS.ConceptScheme)
    yield Triple(scheme, SKOS.prefLabel, literals.german("Themen der kommunalen IT"))
    for topic in tables.topics.values():
        node = NamedNode(topic.iri)
        yield from inference.types(node, ["Topic"])
        yield from _named(node, topic.label_de, topic.aliases)
        yield Triple(node, KG.listed, Literal(True))
        yield from _topic_facts(tables, topic, node, scheme)


def _topic_facts(
    tables: Tables, topic: Topic, node: NamedNode, scheme: NamedNode
) -> Iterator[Triple]:
    yield Triple(node, SKOS.inScheme, scheme)
    yield Triple(node, SKOS.prefLabel, Literal(topic.label_en, language="en"))
    if topic.broader:
        broader = NamedNode(tables.topics[topic.broader].iri)
        yield Triple(node, SKOS.broader, broader)
        yield Triple(broader, SKOS.narrower, node)
    if topic.wikidata:
        yield Triple(node, SCHEMA.sameAs, NamedNode(_WIKIDATA + topic.wikidata))


def _products(tables: Tables) -> Iterator[Triple]:
    for product in tables.products.values():
        node = NamedNode(product.iri)
        yield from inference.types(node, ["Product"])
        yield from _named(node, product.name, product.aliases)
        yield Triple(node, KG.listed, Literal(True))
        if product.vendor:
            vendor = NamedNode(tables.organizations[product.vendor].iri)
            yield from inference.closure(Triple(vendor, KG.providesProduct, node))
        if product.topic:
            yield Triple(node, KG.coversTopic, NamedNode(tables.topics[product.topic].iri))


def _events(tables: Tables) -> Iterator[Triple]:
    for event in tables.events.values():
        node = NamedNode(event.iri)
        yield from inference.types(node, ["Event"])
        yield from _named(node, event.name, event.aliases)
        yield Triple(node, KG.listed, Literal(True))
        place = tables.place(event.place) if event.place else None
        if place:
            yield Triple(node, SCHEMA.location, NamedNode(place.iri))


def _roles(tables: Tables) -> Iterator[Triple]:
    for role in tables.roles.values():
        node = NamedNode(role.iri)
        yield Triple(node, RDF.type, ORG.Role)
        yield Triple(node, RDF.type, SKOS.Concept)
        yield Triple(node, KG.roleCategory, Literal(role.category))
        yield from _named(node, role.label, role.names)


def _legal_forms(tables: Tables) -> Iterator[Triple]:
    for form in tables.legal_forms.values():
        node = NamedNode(form.iri)
        yield Triple(node, RDF.type, SKOS.Concept)
        yield from _named(node, form.label, form.names)
