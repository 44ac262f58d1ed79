"""Entities of the graph and the statements about them, each with the sentence it was read in."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Store

from kommunalgraph.analysis.explaining import Explanation, explain, explanation_of
from kommunalgraph.analysis.lookup import find_relation, label, short
from kommunalgraph.analysis.network import kind_of
from kommunalgraph.api.answers import Value, python_value
from kommunalgraph.graph import store
from kommunalgraph.graph.claims import Claim, read_claim
from kommunalgraph.graph.names import KG, RDF, SKOS
from kommunalgraph.graph.store import Term
from kommunalgraph.vocabulary import local_name, ontology

_NAMES = (SKOS.prefLabel, SKOS.altLabel, KG.formerName)


class Entity:
    """One thing in the graph: a provider, a town, a person, a topic.

    Two entities are equal if they are the same node.
    """

    def __init__(self, graph: Store, node: NamedNode) -> None:
        self._graph = graph
        self._node = node

    @property
    def iri(self) -> str:
        """The whole IRI."""
        return self._node.value

    @property
    def id(self) -> str:
        """The id as people write it: ``org/kitu``."""
        return short(self._node.value)

    @cached_property
    def label(self) -> str:
        """The German name."""
        return label(self._graph, self._node)

    @cached_property
    def kind(self) -> str:
        """The most telling class: ``Provider``, ``Municipality`` and so on."""
        return kind_of(self._graph, self._node)

    @property
    def kinds(self) -> frozenset[str]:
        """All classes of the ontology that it belongs to."""
        types = store.match(self._graph, self._node, RDF.type)
        names = {local_name(t.object.value) for t in types if isinstance(t.object, NamedNode)}
        return frozenset(names & ontology().classes)

    @property
    def names(self) -> list[str]:
        """All German names, the label first, the others in the order of the alphabet."""
        found = {
            t.object.value
            for name in _NAMES
            for t in store.match(self._graph, self._node, name)
            if isinstance(t.object, Literal) and t.object.language == "de"
        }
        return [self.label, *sorted(found - {self.label})]

    @cached_property
    def statements(self) -> tuple[EvidencedStatement, ...]:
        """What articles state of the entity, as subject or object, by relation and date.

        Only what counts as a fact; ``all_statements`` holds plans, hearsay and denials as well.
        """
        return tuple(s for s in self.all_statements if s.status == "accepted")

    @cached_property
    def all_statements(self) -> tuple[EvidencedStatement, ...]:
        """Every statement about the entity, the accepted ones first."""
        found = explain(self._graph, self.iri)
        return tuple(_statement(self._graph, e) for e in found.explanations)

    def values(self, relation: str) -> list[Entity | Value]:
        """Return what stands on the other side of a relation, from articles and reference tables.

        ``relation`` is a local name (``memberCount``), a prefixed name or a label; entities
        come sorted by name, other values by size.

        Raises:
            QueryError: there is no such relation.
        """
        predicate = KG[find_relation(relation)]
        terms = [t.object for t in store.match(self._graph, self._node, predicate)]
        nodes = [Entity(self._graph, t) for t in terms if isinstance(t, NamedNode)]
        others = [python_value(t) for t in terms if isinstance(t, Literal)]
        return [*sorted(nodes, key=lambda e: (e.label, e.iri)), *sorted(others, key=_size)]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entity) and other.iri == self.iri

    def __hash__(self) -> int:
        return hash(self.iri)

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"<{self.kind} {self.id} {self.label!r}>"

    def _repr_html_(self) -> str:
        items = "".join(
            f"<li>{html.escape(str(s))}<br><q>{html.escape(s.quote)}</q> "
            f"<small>{html.escape(s.source)}</small></li>"
            for s in self.statements
        )
        return f"<h4>{html.escape(self.label)} <small>{self.kind}</small></h4><ul>{items}</ul>"


def _size(value: Value) -> tuple[str, float, str]:
    number = float(value) if isinstance(value, int | float) else 0.0
    return type(value).__name__, number, str(value)


@dataclass(frozen=True)
class EvidencedStatement:
    """What one sentence of one article states.

    ``object`` is an entity or a value; ``role`` the German noun of a role.  ``quote`` stands at
    ``start`` to ``end`` of the article's text.  Days are given as known; ``status`` tells whether
    the statement counts as a fact, ``modality`` how the sentence stands to it.
    """

    subject: Entity
    relation: str
    object: Entity | Value
    role: str | None
    quote: str
    start: int
    end: int
    article: str
    title: str
    outlet: str | None
    url: str | None
    reported_on: date | None
    as_of: date | None
    valid_from: date | None
    valid_until: date | None
    confidence: float
    modality: str
    status: str
    rule: str
    id: str

    @property
    def source(self) -> str:
        """Title, outlet and day of the article, for a footnote."""
        day = self.reported_on.isoformat() if self.reported_on else None
        where = ", ".join(filter(None, (self.outlet, day)))
        return f"{self.title} ({where})" if where else self.title

    def __str__(self) -> str:
        role = f" ({self.role})" if self.role else ""
        return f"{self.subject} {self.relation} {self.object}{role}"


def statements(graph: Store, *, every: bool) -> Iterator[EvidencedStatement]:
    """Yield the statements of all articles by day, article and place in the text.

    Only what counts as a fact, unless ``every`` asks for the rest as well.
    """
    claims = [read_claim(graph, iri) for iri in store.subjects(graph, RDF.type, KG.Claim)]
    counting = [claim for claim in claims if every or claim.status == "accepted"]
    for claim in sorted(counting, key=_position):
        yield _statement(graph, explanation_of(graph, claim))


def _position(claim: Claim) -> tuple[str, str, int, str]:
    return claim.reported_on or "", claim.article.value, claim.start, claim.iri.value


def _statement(graph: Store, explanation: Explanation) -> EvidencedStatement:
    claim = explanation.claim
    return EvidencedStatement(
        subject=Entity(graph, claim.subject),
        relation=local_name(claim.predicate.value),
        object=_end(graph, claim.object),
        role=claim.role_label,
        quote=claim.quote,
        start=claim.start,
        end=claim.end,
        article=short(claim.article.value),
        title=explanation.title,
        outlet=explanation.outlet,
        url=explanation.url,
        reported_on=_day(claim.reported_on),
        as_of=_day(claim.as_of),
        valid_from=_day(claim.valid_from),
        valid_until=_day(claim.valid_until),
        confidence=float(claim.confidence),
        modality=claim.modality,
        status=claim.status,
        rule=claim.rule,
        id=short(claim.iri.value),
    )


def _end(graph: Store, term: Term) -> Entity | Value:
    return Entity(graph, term) if isinstance(term, NamedNode) else python_value(term)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
