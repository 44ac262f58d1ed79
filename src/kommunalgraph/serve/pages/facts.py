"""Facts of one entity: grouped by relation, each with everything that articles say about it.

A fact is one entity, one relation and one other entity or value.  It stands while the graph has
the clean triple; plans, denials and what has ended are facts of the page as well, shown as such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Store

from kommunalgraph.analysis.lookup import short
from kommunalgraph.analysis.relations import network_relations
from kommunalgraph.graph import inference, store
from kommunalgraph.graph.claims import Claim, claims_on, read_claim
from kommunalgraph.graph.names import KG, RDF
from kommunalgraph.graph.store import Term
from kommunalgraph.serve.pages.references import Reference, refer
from kommunalgraph.serve.pages.sources import Source, source_of
from kommunalgraph.vocabulary import local_name, ontology

MOST = 40
"""Facts of a group that a page shows unless asked for all of them."""

_FIRST = (
    *("legalForm", "foundedIn", "foundedBy", "headquarteredIn", "hasSite", "website"),
    *("hasRole", "successorOf", "subsidiaryOf", "memberOf", "memberCount", "customerOf"),
    *("customerCount", "employeeCount", "revenue", "inhabitants", "cooperatesWith"),
    *("engagedIn", "providesProduct", "usesProduct", "participatesIn", "partOf"),
)
"""What a reader wants to know first; any other relation follows in alphabetical order."""


class _Key(NamedTuple):
    relation: str
    inverse: bool
    other: Term


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as a page shows it.

    ``state`` is ``stated`` while the clean triple stands, else ``ended``, a modality such as
    ``planned``, or ``unreviewed``.  A fact without ``sources`` comes from the reference tables.
    """

    relation: str
    other: Reference | None
    value: str
    state: str
    sources: tuple[Source, ...]

    @property
    def standing(self) -> bool:
        """Whether the graph states the fact today."""
        return self.state == "stated"

    @property
    def confidence(self) -> float:
        """The highest confidence of a source; 1 where a table states the fact."""
        return max((source.confidence for source in self.sources), default=1.0)

    @property
    def roles(self) -> tuple[str, ...]:
        """What the articles call the role, each word once."""
        return tuple(dict.fromkeys(s.role for s in self.sources if s.role))

    @property
    def latest(self) -> str:
        """The day of the last report, empty where no dated article reports the fact."""
        return max((source.reported_on for source in self.sources), default="")


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one relation seen from one end; ``total`` counts those not shown as well."""

    relation: str
    inverse: bool
    facts: tuple[Fact, ...]
    total: int

    @property
    def name(self) -> str:
        """What the group is called in addresses and anchors."""
        return f"{self.relation}-of" if self.inverse else self.relation


def groups_of(
    graph: Store, entity: NamedNode, *, language: str = "de", whole: str | None = None
) -> list[Group]:
    """Return the facts of ``entity``; of the group called ``whole`` all, of others the first."""
    found = _collected(graph, entity)
    by_group: dict[tuple[str, bool], list[tuple[_Key, tuple[Claim, ...], bool]]] = defaultdict(list)
    for key, (claims, standing) in found.items():
        by_group[_general(key.relation), key.inverse].append((key, tuple(claims), standing))
    groups = []
    for relation, inverse in sorted(by_group, key=_group_order):
        members = sorted(by_group[relation, inverse], key=_importance)
        group = Group(relation, inverse, (), len(members))
        shown = members if group.name == whole else members[:MOST]
        facts = [_fact(graph, *member, language) for member in shown]
        groups.append(Group(relation, inverse, tuple(facts), len(members)))
    return groups


def _collected(graph: Store, entity: NamedNode) -> dict[_Key, tuple[list[Claim], bool]]:
    """Return claims and standing of each fact; the general relation gives way to the special."""
    clean = set(_clean(graph, entity))
    claims: dict[_Key, list[Claim]] = defaultdict(list)
    for claim in _claims_about(graph, entity):
        claims[_key(claim, entity)].append(claim)
    special = defaultdict(set)
    for key in clean | claims.keys():
        for above in _ours_above(key.relation):
            special[key._replace(relation=above)].add(key)
    plain = {key for key in clean if key in claims or not special[key]}
    return {key: (claims.get(key, []), key in clean) for key in plain | claims.keys()}


def _clean(graph: Store, entity: NamedNode) -> Iterator[_Key]:
    terms = ontology()
    shown = terms.object_relations | terms.literal_relations | {"partOf"}
    for triple in store.match(graph, entity):
        name = local_name(triple.predicate.value)
        if name in shown and isinstance(triple.object, NamedNode | Literal):
            yield _Key(name, False, triple.object)
    for name in sorted(terms.object_relations - terms.symmetric):
        for subject in store.subjects(graph, KG[name], entity):
            yield _Key(name, True, subject)


def _claims_about(graph: Store, entity: NamedNode) -> Iterator[Claim]:
    for iri in {*claims_on(graph, entity), *store.subjects(graph, RDF.object, entity)}:
        claim = read_claim(graph, iri)
        if claim.status != "rejected":
            yield claim


def _key(claim: Claim, entity: NamedNode) -> _Key:
    name = local_name(claim.predicate.value)
    if claim.subject == entity:
        return _Key(name, False, claim.object)
    return _Key(name, name not in ontology().symmetric, claim.subject)


def _ours_above(relation: str) -> Iterable[str]:
    return map(local_name, ontology().super_properties.get(relation, ()))


def _general(relation: str) -> str:
    """Return the relation whose group a special one belongs to: every office to ``hasRole``."""
    bases = set(network_relations())
    return next((above for above in _ours_above(relation) if above in bases), relation)


def _group_order(group: tuple[str, bool]) -> tuple[int, str, bool]:
    relation, inverse = group
    place = _FIRST.index(relation) if relation in _FIRST else len(_FIRST)
    return place, relation, inverse


def _importance(member: tuple[_Key, tuple[Claim, ...], bool]) -> tuple[bool, bool, str, str]:
    """Sort standing facts first, then those that articles report, the latest first."""
    key, claims, standing = member
    latest = max((claim.reported_on or "" for claim in claims), default="")
    backwards = "".join(chr(ord("9") - ord(c)) if c.isdecimal() else c for c in latest)
    return not standing, not claims, backwards, str(key.other)


def _fact(
    graph: Store, key: _Key, claims: tuple[Claim, ...], standing: bool, language: str
) -> Fact:
    ordered = sorted(claims, key=lambda c: (c.reported_on or "", c.iri.value), reverse=True)
    other = refer(graph, key.other, language) if isinstance(key.other, NamedNode) else None
    return Fact(
        relation=key.relation,
        other=other,
        value=key.other.value if isinstance(key.other, Literal) else "",
        state="stated" if standing else _state(ordered),
        sources=tuple(source_of(graph, claim) for claim in ordered),
    )


def _state(claims: list[Claim]) -> str:
    """Return why claims, the latest first, do not make the fact stand."""
    if any(claim.modality == "ended" and claim.status == "accepted" for claim in claims):
        return "ended"
    latest = claims[0]
    if latest.predicate in inference.COUNTS and latest.status == "accepted":
        return "earlier"
    return "unreviewed" if latest.modality == "asserted" else latest.modality


def names_of(graph: Store, entity: NamedNode, predicate: NamedNode) -> list[str]:
    """Return the texts of ``entity predicate ?``, sorted, each once."""
    found = [t.object for t in store.match(graph, entity, predicate)]
    return sorted({term.value for term in found if isinstance(term, Literal)})


def id_of(node: NamedNode) -> str:
    """Return the local id of a node."""
    return short(node.value)
