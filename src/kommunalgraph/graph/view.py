"""The clean triples that claims support: a view that can be rebuilt from the claims at any time.

The claims of one key (two entities, or an entity and a literal relation) determine the clean
triples of that key alone, so a change to one article touches only the keys that it speaks of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set

from pyoxigraph import Literal, NamedNode, Triple

from kommunalgraph import identifiers
from kommunalgraph.graph import inference, literals
from kommunalgraph.graph.claims import Claim
from kommunalgraph.graph.names import DCTERMS, KG, ORG, PROV, RDF, SCHEMA
from kommunalgraph.graph.store import Term

_Pair = tuple[NamedNode, Term]


Settled = Set[tuple[NamedNode, NamedNode]]
"""Subject and property of single values that the reference tables give; claims add no others."""


def clean_triples(claims: Iterable[Claim], settled: Settled = frozenset()) -> set[Triple]:
    """Return everything that ``claims`` support: relations, memberships, observations, changes.

    ``claims`` hold all claims of each key that they touch.
    """
    by_key: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status == "accepted":
            by_key[claim.key].append(claim)
    found: set[Triple] = set()
    for group in by_key.values():
        group.sort(key=lambda claim: claim.iri.value)
        found.update(_relations(group))
        found.update(_memberships(group))
        found.update(_observations(group))
        found.update(_changes(group))
    return {triple for triple in found if (triple.subject, triple.predicate) not in settled}


def _grouped(
    claims: Iterable[Claim], key: Callable[[Claim], tuple[str, ...]]
) -> dict[tuple[str, ...], list[Claim]]:
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[key(claim)].append(claim)
    return groups


def _relations(claims: list[Claim]) -> Iterable[Triple]:
    """Yield the clean triples themselves and what they imply."""
    stated = _grouped(claims, lambda c: (c.subject.value, c.predicate.value, str(c.object)))
    standing = [group[0] for group in stated.values() if stands(group)]
    counts = [claim for claim in standing if claim.predicate in inference.COUNTS]
    if counts:
        latest = max(
            (claim for claim in claims if claim.modality == "asserted"),
            key=lambda c: (c.as_of or c.reported_on or "", c.reported_on or "", _rank(c)),
        )
        standing = [latest]
    for claim in standing:
        yield from inference.closure(Triple(claim.subject, claim.predicate, claim.object))


def _rank(claim: Claim) -> tuple[float, str, str]:
    return float(claim.confidence), str(claim.object), claim.iri.value


def stands(claims: Sequence[Claim]) -> bool:
    """Tell whether accepted claims of one triple still state it.

    The end of a fact takes its triple away unless a later article asserts it again; an article
    without a date is older than any other.
    """
    asserted = [c.reported_on or "" for c in claims if c.modality == "asserted"]
    ended = [c.reported_on or "" for c in claims if c.modality == "ended"]
    return bool(asserted) and (not ended or max(asserted) > max(ended))


def _memberships(claims: list[Claim]) -> Iterable[Triple]:
    roles = [claim for claim in claims if inference.is_role(claim.predicate)]
    groups = _grouped(roles, lambda c: (c.subject.value, str(c.object), _role_key(c)))
    for (person, _, role), group in groups.items():
        organization = group[0].object
        key = f"{_local(person)}.{_local(str(organization.value))}.{role or 'role'}"
        pairs: list[_Pair] = [
            (ORG.member, group[0].subject),
            (ORG.organization, organization),
            (KG.roleLabel, literals.german(_label(group))),
        ]
        pairs += [(ORG.role, claim.role) for claim in group[:1] if claim.role]
        pairs += _reports(group)
        pairs += _validity(group)
        yield from _node("membership", key, ["Membership"], pairs + _sources(group))


def _role_key(claim: Claim) -> str:
    """What makes two claims speak of one role: the listed role, else the noun."""
    if claim.role:
        return claim.role.value.rpartition("/")[2]
    return identifiers.slug(claim.role_label or "")


def _label(claims: list[Claim]) -> str:
    """Return the role noun that most claims use, the first in the alphabet if several."""
    labels = [claim.role_label or "" for claim in claims]
    return min(labels, key=lambda label: (-labels.count(label), label))


def _validity(claims: list[Claim]) -> list[_Pair]:
    """Return first and last day of a role; an end before the beginning belongs to another term."""
    since = _dates(KG.validFrom, min, (claim.valid_from for claim in claims))
    until = _dates(KG.validUntil, max, _ends(claims))
    if since and until and until[0][1].value < since[0][1].value:
        return since
    return since + until


def _ends(claims: list[Claim]) -> list[str | None]:
    """Return the last days of a role.

    Where no sentence gives one, a role that is called past ended by the day of that report.
    """
    stated = [claim.valid_until for claim in claims if claim.valid_until]
    if stated or stands(claims):
        return [*stated]
    return [claim.as_of or claim.reported_on for claim in claims if claim.modality == "ended"]


def _reports(claims: list[Claim]) -> list[_Pair]:
    reported = [claim.reported_on for claim in claims]
    return [*_dates(KG.firstReported, min, reported), *_dates(KG.lastReported, max, reported)]


def _dates(
    predicate: NamedNode, choose: Callable[[Iterable[str]], str], days: Iterable[str | None]
) -> list[_Pair]:
    known = [day for day in days if day]
    return [(predicate, literals.date_literal(choose(known)))] if known else []


def _observations(claims: list[Claim]) -> Iterable[Triple]:
    counted = [c for c in claims if c.predicate in inference.COUNTS and c.modality == "asserted"]
    groups = _grouped(
        counted, lambda c: (_local(c.subject.value), _name(c), _day(c), c.object.value)
    )
    for (subject, name, day, number), group in groups.items():
        pairs: list[_Pair] = [
            (SCHEMA.observationAbout, group[0].subject),
            (SCHEMA.measuredProperty, group[0].predicate),
            (SCHEMA.value, group[0].object),
        ]
        pairs += _dates(SCHEMA.observationDate, min, [day])
        key = ".".join((subject, name, day or "undated", number.replace(".", "-")))
        yield from _node("observation", key, ["Observation"], pairs + _sources(group))


def _day(claim: Claim) -> str:
    return claim.as_of or claim.reported_on or ""


def _changes(claims: list[Claim]) -> Iterable[Triple]:
    changes = [c for c in claims if c.predicate == KG.successorOf]
    for (new, old), group in _grouped(changes, lambda c: (c.subject.value, c.object.value)).items():
        dated = [c for c in group if c.valid_from]
        best = max(dated, key=_precise, default=None)
        kinds = sorted((c for c in group if c.change_kind), key=_rank)
        event = change_event(
            new=NamedNode(new),
            old=NamedNode(old),
            kind=kinds[-1].change_kind if kinds else None,
            day=best.valid_from if best else None,
            precision=best.change_precision if best else None,
        )
        yield from event
        yield from (Triple(event[0].subject, *pair) for pair in _sources(group))


def _precise(claim: Claim) -> tuple[int, tuple[float, str, str]]:
    """Order dated claims of a change: the most precise date, then the surest claim."""
    order = ("year", "month", "day")
    known = claim.change_precision
    return order.index(known) if known in order else -1, _rank(claim)


def change_event(
    *,
    new: NamedNode,
    old: NamedNode,
    kind: NamedNode | None,
    day: str | None,
    precision: str | None,
) -> list[Triple]:
    """Return the change by which ``new`` came out of ``old``; ``day`` is a full ISO date."""
    pairs: list[_Pair] = [(ORG.originalOrganization, old), (ORG.resultingOrganization, new)]
    if kind:
        pairs.append((KG.changeKind, kind))
    if day and precision:
        pairs.append((DCTERMS.date, literals.date_literal(day)))
        pairs.append((KG.datePrecision, Literal(precision)))
    key = f"{_local(old.value)}.{_local(new.value)}"
    event = NamedNode(identifiers.resource("change", key))
    return [Triple(event, RDF.type, ORG.ChangeEvent), *(Triple(event, *pair) for pair in pairs)]


def _node(
    resource: str, key: str, kinds: Iterable[str], pairs: Iterable[_Pair]
) -> Iterable[Triple]:
    node = NamedNode(identifiers.resource(resource, key))
    yield from inference.types(node, kinds)
    yield from (Triple(node, predicate, object_) for predicate, object_ in pairs)


def _sources(claims: Iterable[Claim]) -> list[_Pair]:
    return [(PROV.wasDerivedFrom, claim.iri) for claim in claims]


def _name(claim: Claim) -> str:
    return claim.predicate.value.rpartition("#")[2]


def _local(iri: str) -> str:
    """Return a resource's kind and key as one word, safe inside another IRI."""
    return identifiers.slug(iri.removeprefix(identifiers.ID))
