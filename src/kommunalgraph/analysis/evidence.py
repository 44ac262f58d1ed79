"""What stands behind an edge: how many articles, when, how sure, and the best quote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kommunalgraph.analysis.counting import fact_of, period
from kommunalgraph.analysis.relations import network_relations
from kommunalgraph.graph import store
from kommunalgraph.graph.claims import Claim, read_claim
from kommunalgraph.graph.names import KG
from kommunalgraph.vocabulary import local_name, ontology

EdgeKey = tuple[NamedNode, str, NamedNode]
"""Source, relation and target; of a symmetric relation the lesser IRI first."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the accepted claims behind an edge say together.

    ``articles`` counts them; dates are ISO and ``""`` where none is known; ``best`` is the surest
    claim, the latest of several.
    """

    articles: int
    first: str
    last: str
    valid_from: str
    valid_until: str
    best: Claim


def edge_key(source: NamedNode, relation: str, target: NamedNode) -> EdgeKey:
    """Return the key of an edge, the same in both directions where the relation is symmetric."""
    if relation in ontology().symmetric and source.value > target.value:
        return target, relation, source
    return source, relation, target


def reports(graph: Store) -> Mapping[EdgeKey, Report]:
    """Return what stands behind each edge that an accepted claim supports."""
    behind: dict[EdgeKey, list[Claim]] = defaultdict(list)
    for iri in store.subjects(graph, KG.status, KG.accepted):
        claim = read_claim(graph, iri)
        for key in _edges_of(claim):
            behind[key].append(claim)
    return {key: _report(claims) for key, claims in behind.items()}


def _edges_of(claim: Claim) -> Iterator[EdgeKey]:
    if not isinstance(claim.object, NamedNode):
        return
    stated = local_name(claim.predicate.value)
    above = map(local_name, ontology().super_properties.get(stated, ()))
    for relation in sorted({stated, *above} & set(network_relations())):
        yield edge_key(claim.subject, relation, claim.object)


def _report(claims: list[Claim]) -> Report:
    days = sorted(claim.reported_on for claim in claims if claim.reported_on)
    since, until = _period(claims)
    return Report(
        articles=len({claim.article for claim in claims}),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        valid_from=since,
        valid_until=until,
        best=max(claims, key=_goodness),
    )


def _period(claims: Iterable[Claim]) -> tuple[str, str]:
    """Return from when until when any of the facts holds; a role left open has no end."""
    facts: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        facts[fact_of(claim)].append(claim)
    periods = [period(group) for group in facts.values()]
    ends = [until for _, until in periods]
    return (
        min((since for since, _ in periods if since), default=""),
        "" if None in ends else max(filter(None, ends), default=""),
    )


def _goodness(claim: Claim) -> tuple[bool, float, str, str]:
    asserted = claim.modality == "asserted"
    return asserted, float(claim.confidence), claim.reported_on or "", claim.iri.value
