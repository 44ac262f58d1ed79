"""Claims: statements as the graph keeps them, each with everything that says where it is from.

A claim is self-contained: subject, predicate, object, quote with offsets, its one article, rule,
confidence, modality, status and dates.  ``claim_triples`` writes one, ``read_claim`` reads it back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal as Choice
from typing import NamedTuple, cast

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kommunalgraph import identifiers
from kommunalgraph.graph import inference, literals, store
from kommunalgraph.graph.names import KG, ORG, PROV, RDF, SKOS
from kommunalgraph.graph.store import Term
from kommunalgraph.model import Modality, Reading, Statement
from kommunalgraph.vocabulary import ontology

Status = Choice["accepted", "unreviewed", "rejected"]

THRESHOLD = 0.5
"""A claim of at least this confidence is accepted, if its sentence states the fact."""

STATING = frozenset({"asserted", "ended"})
"""Modalities that state a fact; hearsay, plans, demands and denials are left unreviewed."""


class RoleName(NamedTuple):
    """A role of the role table: its node and its category."""

    node: NamedNode
    category: str


RoleNamed = Callable[[str], RoleName | None]
"""Finds the role that a German role noun names, ``None`` where the table lists none."""


def no_roles(_: str) -> RoleName | None:
    """Name no role: what a graph without reference tables uses."""
    return None


@dataclass(frozen=True, slots=True)
class Claim:
    """One evidenced statement of one article.

    Dates are full ISO dates; ``change_precision`` tells how much of ``valid_from`` is known where
    the claim speaks of a change of organizations, ``change_kind`` which change that is.  ``note``
    is why a person gave the claim its status.
    """

    iri: NamedNode
    article: NamedNode
    subject: NamedNode
    predicate: NamedNode
    object: Term
    quote: str
    start: int
    end: int
    rule: str
    confidence: str
    modality: Modality
    status: Status
    reported_on: str | None = None
    as_of: str | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    derivation: str | None = None
    role: NamedNode | None = None
    role_label: str | None = None
    change_kind: NamedNode | None = None
    change_precision: str | None = None
    note: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What the claim's clean triples belong to: the two entities, or entity and relation.

        Everything that two claims with different keys imply differs, inverses included.
        """
        if isinstance(self.object, NamedNode):
            first, second = sorted((self.subject.value, self.object.value))
            return first, second
        return self.subject.value, self.predicate.value


def claim_iri(statement: Statement) -> str:
    """Return the IRI of the claim that a statement becomes: a hash of what it says and where."""
    evidence = statement.evidence
    qualifiers = [part for pair in statement.qualifiers for part in pair]
    return identifiers.claim(
        evidence.article,
        statement.subject,
        statement.relation,
        statement.object,
        statement.modality,
        statement.valid_from,
        statement.valid_until,
        statement.as_of,
        str(evidence.start),
        str(evidence.end),
        evidence.quote,
        evidence.rule,
        *qualifiers,
    )


def claims_of(
    reading: Reading, *, role_named: RoleNamed = no_roles, threshold: float = THRESHOLD
) -> list[Claim]:
    """Return the claims of a reading, one per IRI (the surest), sorted by IRI."""
    surest: dict[str, Statement] = {}
    for statement in reading.statements:
        iri = claim_iri(statement)
        if iri not in surest or statement.confidence > surest[iri].confidence:
            surest[iri] = statement
    published = reading.article.published
    reported_on = published.isoformat() if published else None
    return [
        _claim(NamedNode(iri), surest[iri], reported_on, role_named, threshold)
        for iri in sorted(surest)
    ]


def _claim(
    iri: NamedNode,
    statement: Statement,
    reported_on: str | None,
    role_named: RoleNamed,
    threshold: float,
) -> Claim:
    qualifiers = dict(statement.qualifiers)
    evidence = statement.evidence
    role_label = qualifiers.get("role")
    role = role_named(role_label) if role_label else None
    predicate, object_, fits = _predicate_and_object(statement, role)
    stated = statement.modality in STATING and statement.confidence >= threshold
    is_change = statement.relation == "successorOf"
    since = statement.valid_from or (qualifiers.get("date") if is_change else None)
    first, last = literals.first_day(since), literals.last_day(statement.valid_until)
    in_order = not (first and last and last < first)
    kind = ontology().change_kinds.get(qualifiers.get("kind", "")) if is_change else None
    return Claim(
        iri=iri,
        article=NamedNode(evidence.article),
        subject=NamedNode(statement.subject),
        predicate=predicate,
        object=object_,
        quote=evidence.quote,
        start=evidence.start,
        end=evidence.end,
        rule=evidence.rule,
        confidence=literals.decimal_text(statement.confidence),
        modality=statement.modality,
        status="accepted" if stated and fits and in_order else "unreviewed",
        reported_on=reported_on,
        as_of=literals.first_day(statement.as_of),
        valid_from=first,
        valid_until=last if in_order else None,
        derivation=statement.derivation,
        role=role.node if role else None,
        role_label=role_label,
        change_kind=KG[kind] if kind else None,
        change_precision=literals.precision(since) if is_change and since else None,
    )


def _predicate_and_object(
    statement: Statement, role: RoleName | None
) -> tuple[NamedNode, Term, bool]:
    """Return predicate and object as nodes, and whether the object fits the relation's range."""
    name = statement.relation
    if name in ontology().literal_relations:
        literal = literals.of_relation(name, statement.object)
        return KG[name], literal or Literal(statement.object), literal is not None
    predicate = inference.role_relation(role.category) if role and name == "hasRole" else KG[name]
    return predicate, NamedNode(statement.object), True


class _Field(NamedTuple):
    """How an optional field of a claim is written and read."""

    name: str
    predicate: NamedNode
    write: Callable[[str], Literal]


_FIELDS = (
    _Field("reported_on", KG.reportedOn, literals.date_literal),
    _Field("as_of", KG.asOf, literals.date_literal),
    _Field("valid_from", KG.validFrom, literals.date_literal),
    _Field("valid_until", KG.validUntil, literals.date_literal),
    _Field("derivation", KG.derivation, Literal),
    _Field("role_label", KG.roleLabel, literals.german),
    _Field("change_precision", KG.datePrecision, Literal),
    _Field("note", SKOS.editorialNote, Literal),
)
_TYPES = inference.types


def claim_triples(claim: Claim) -> list[Triple]:
    """Return everything the graph says of a claim, in a fixed order."""
    found = _TYPES(claim.iri, ["Claim"])
    pairs: list[tuple[NamedNode, Term]] = [
        (RDF.subject, claim.subject),
        (RDF.predicate, claim.predicate),
        (RDF.object, claim.object),
        (PROV.wasDerivedFrom, claim.article),
        (KG.quote, literals.german(claim.quote)),
        (KG.start, literals.integer_literal(claim.start)),
        (KG.end, literals.integer_literal(claim.end)),
        (KG.rule, Literal(claim.rule)),
        (KG.confidence, literals.decimal_literal(claim.confidence)),
        (KG.modality, KG[ontology().modalities[claim.modality]]),
        (KG.status, KG[ontology().statuses[claim.status]]),
    ]
    for field in _FIELDS:
        text = getattr(claim, field.name)
        if text is not None:
            pairs.append((field.predicate, field.write(text)))
    if claim.role:
        pairs.append((ORG.role, claim.role))
    if claim.change_kind:
        pairs.append((KG.changeKind, claim.change_kind))
    return found + [Triple(claim.iri, predicate, object_) for predicate, object_ in pairs]


def read_claim(graph: Store, iri: NamedNode) -> Claim:
    """Return the claim ``iri`` as it stands in the store."""
    return claim_of(iri, store.match(graph, iri))


def claim_of(iri: NamedNode, triples: Iterable[Triple]) -> Claim:
    """Return the claim ``iri`` that ``triples`` say: the reverse of ``claim_triples``."""
    values = {triple.predicate: triple.object for triple in triples}

    def node(predicate: NamedNode) -> NamedNode:
        return cast("NamedNode", values[predicate])

    def text(predicate: NamedNode) -> str:
        return cast("Literal", values[predicate]).value

    optional = {f.name: text(f.predicate) for f in _FIELDS if f.predicate in values}
    return Claim(
        iri=iri,
        article=node(PROV.wasDerivedFrom),
        subject=node(RDF.subject),
        predicate=node(RDF.predicate),
        object=cast("Term", values[RDF.object]),
        quote=text(KG.quote),
        start=int(text(KG.start)),
        end=int(text(KG.end)),
        rule=text(KG.rule),
        confidence=text(KG.confidence),
        modality=cast("Modality", _word(node(KG.modality), "modalities")),
        status=cast("Status", _word(node(KG.status), "statuses")),
        role=cast("NamedNode | None", values.get(ORG.role)),
        change_kind=cast("NamedNode | None", values.get(KG.changeKind)),
        **optional,
    )


@cache
def _word(concept: NamedNode, scheme: str) -> str:
    """Return the notation of a concept: the word that statements use."""
    notations: dict[str, str] = getattr(ontology(), scheme)
    return next(word for word, name in notations.items() if KG[name] == concept)


def claims_on(graph: Store, entity: NamedNode) -> Iterable[NamedNode]:
    """Yield the claims whose subject is ``entity``."""
    return store.subjects(graph, RDF.subject, entity)


def claims_between(
    graph: Store, subject: NamedNode, end: NamedNode, other: Term
) -> list[NamedNode]:
    """Return the claims with this subject and ``other`` as ``end`` (rdf:object or rdf:predicate).

    Looks through the claims of the end that has fewer: a provider may have thousands.
    """
    by_subject = store.subjects(graph, RDF.subject, subject)
    by_other = store.subjects(graph, end, other)
    few_subject: list[NamedNode] = []
    few_other: list[NamedNode] = []
    while True:
        claim = next(by_subject, None)
        if claim is None:
            return [c for c in few_subject if Quad(c, end, other) in graph]
        few_subject.append(claim)
        claim = next(by_other, None)
        if claim is None:
            return [c for c in few_other if Quad(c, RDF.subject, subject) in graph]
        few_other.append(claim)
