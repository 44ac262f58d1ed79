"""The graph as it would be if only some claims counted: up to a day, from a day on, or the surer.

Facts are a view of the claims, so they are derived anew from those that count.  What reference
tables state stays, within the life of the bodies it speaks of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain

from pyoxigraph import NamedNode, Quad, Store, Triple

from kommunalgraph.analysis.bodies import bodies_on
from kommunalgraph.analysis.relations import fact_predicates, lasting_predicates
from kommunalgraph.analysis.selection import Selection
from kommunalgraph.errors import StoreError
from kommunalgraph.graph import store
from kommunalgraph.graph.articles import described
from kommunalgraph.graph.claims import Claim, read_claim
from kommunalgraph.graph.names import DCTERMS, KG, ORG, RDF, SCHEMA, SKOS
from kommunalgraph.graph.prepared import default_reference
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.view import clean_triples, stands

_DESCRIBING = frozenset({RDF.type, SKOS.prefLabel, SKOS.altLabel, KG.listed})
"""What articles say of an entity that no table lists: names and classes."""


@contextmanager
def counted(
    graph: Store, selection: Selection, *, reference: Reference | None = None
) -> Iterator[Store]:
    """Give the graph in which only the claims count that ``selection`` leaves.

    It is ``graph`` itself where all of them do.  ``reference`` are the tables that the store was
    built with, those of the package unless given.

    Raises:
        StoreError: the store was built with other tables than those of the package.
    """
    if not selection.weighs_claims:
        yield graph
        return
    tables = reference or _reference_of(graph)
    with store.temporary_store(counted_triples(graph, selection, tables)) as part:
        yield part


def _reference_of(graph: Store) -> Reference:
    if not graph.contains_named_graph(store.STATE):
        return Reference()
    reference = default_reference()
    if reference.marker not in graph:
        raise StoreError(
            "the store was built with other reference tables; run `kommunalgraph build` once more"
        )
    return reference


def counted_triples(graph: Store, selection: Selection, reference: Reference) -> Iterator[Triple]:
    """Yield the triples of the graph in which only the claims count that ``selection`` leaves."""
    claims = [read_claim(graph, iri) for iri in store.subjects(graph, RDF.type, KG.Claim)]
    said = [claim for claim in claims if _is_said(claim, selection)]
    silent = {claim.iri for claim in claims} - {claim.iri for claim in said}
    silent |= set(_silent_articles(graph, selection))
    view = _changed_view(claims, said, selection, reference)
    if selection.as_of:
        view.described = _described(graph, silent, reference)
    is_left_out = _left_out(graph, view, silent)
    is_untimely = _untimely(graph, view, silent, selection)
    for triple in store.match(graph):
        if not is_left_out(triple) and not is_untimely(triple):
            yield triple
    for triple in chain(view.added, *view.described.values()):
        if not is_untimely(triple):
            yield triple


def _is_said(claim: Claim, selection: Selection) -> bool:
    """Tell whether a claim was made in the time asked for, and is sure enough.

    A report without a date is older than any other.
    """
    day = claim.reported_on or ""
    return (
        (not selection.since or day >= selection.since.isoformat())
        and (not selection.as_of or day <= selection.as_of.isoformat())
        and float(claim.confidence) >= selection.min_confidence
    )


def _silent_articles(graph: Store, selection: Selection) -> Iterator[NamedNode]:
    """Yield the articles that were published outside the time asked for."""
    if not (selection.since or selection.as_of):
        return
    for kind in (KG.Article, KG.Teaser):
        for article in store.subjects(graph, RDF.type, kind):
            day = store.text(graph, article, SCHEMA.datePublished) or ""
            late = selection.as_of and day > selection.as_of.isoformat()
            early = selection.since and day < selection.since.isoformat()
            if late or early:
                yield article


@dataclass
class _View:
    """How the view of the claims that count differs from that of all claims.

    ``reported`` is the whole of it where facts that nobody reported are left out.  ``described``
    leads from each entity that no table lists to what the articles then said of it.
    """

    removed: set[Triple] = field(default_factory=set)
    added: set[Triple] = field(default_factory=set)
    reported: set[Triple] | None = None
    described: dict[NamedNode, list[Triple]] = field(default_factory=dict)


def _changed_view(
    claims: Iterable[Claim], said: Iterable[Claim], selection: Selection, reference: Reference
) -> _View:
    """Derive the facts of each key anew of which some claim does not count."""
    view = _View(reported=set() if selection.since else None)
    counting = {claim.iri for claim in _holding(said, selection)}
    keys: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status == "accepted":
            keys[claim.key].append(claim)
    for group in keys.values():
        left = [claim for claim in group if claim.iri in counting]
        if len(left) < len(group) or view.reported is not None:
            was = clean_triples(group, reference.settled)
            becomes = clean_triples(left, reference.settled)
            view.removed |= was - becomes
            view.added |= becomes - was
            if view.reported is not None:
                view.reported |= becomes
    view.removed -= _stated(view.removed, reference)
    return view


def _stated(triples: Iterable[Triple], reference: Reference) -> set[Triple]:
    """Return which of ``triples`` the tables state; their store answers faster than they do."""
    if reference.template and store.exists(reference.template):
        tables = store.open_read_only(reference.template)
        return {t for t in triples if Quad(t.subject, t.predicate, t.object) in tables}
    return {triple for triple in triples if triple in reference.triples}


def _holding(said: Iterable[Claim], selection: Selection) -> Iterator[Claim]:
    """Yield the claims of facts that hold on the day asked for."""
    if not selection.as_of:
        yield from said
        return
    day = selection.as_of.isoformat()
    facts: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in said:
        if claim.status == "accepted" and (claim.as_of or "") <= day:
            facts[fact_of(claim)].append(claim)
    for group in facts.values():
        since, until = period(group)
        if (since or day) <= day <= (until or day):
            yield from group


def fact_of(claim: Claim) -> tuple[str, ...]:
    """Return what claims of one fact share: the triple, and for a role which role it is."""
    role = claim.role.value if claim.role else claim.role_label or ""
    return claim.subject.value, claim.predicate.value, str(claim.object), role


def period(claims: Sequence[Claim]) -> tuple[str | None, str | None]:
    """Return first and last day on which the fact of ``claims`` holds, ``None`` if not known.

    A report that it holds, made before the first day or after the last, outweighs it: the dated
    claim then speaks of another term.
    """
    holds = [c for c in claims if c.modality == "asserted"]
    since = min((c.valid_from for c in claims if c.valid_from), default=None)
    if since and any(_day(c) < since for c in holds if not c.valid_from and _day(c)):
        since = None
    until = max((c.valid_until for c in claims if c.valid_until), default=None)
    if until is None and not stands(claims):
        until = max((_day(c) for c in claims if c.modality == "ended" and _day(c)), default=None)
    elif until and any(_day(c) > until for c in holds if not c.valid_until):
        until = None
    if since and until and until < since:
        until = None
    return since, until


def _day(claim: Claim) -> str:
    return claim.as_of or claim.reported_on or ""


def _described(
    graph: Store, silent: Iterable[NamedNode], reference: Reference
) -> dict[NamedNode, list[Triple]]:
    """Return what the articles left say of each entity that no table lists."""
    unheard = set(silent)
    quads: dict[NamedNode, list[Quad]] = defaultdict(list)
    for predicate in (DCTERMS.title, DCTERMS.type):
        for quad in graph.quads_for_pattern(None, predicate, None, None):
            if isinstance(quad.graph_name, NamedNode) and quad.subject not in reference.entities:
                heard = [] if quad.graph_name in unheard else [quad]
                quads[store.named(quad.triple)] += heard
    return {entity: described(entity, remembered) for entity, remembered in quads.items()}


def _left_out(graph: Store, view: _View, silent: set[NamedNode]) -> Callable[[Triple], bool]:
    """Return what tells that a triple of the store falls with the claims that do not count."""
    facts = fact_predicates()
    reported = view.reported
    unreported: set[NamedNode] = set()
    if reported is not None:
        unreported = set(store.subjects(graph, RDF.type, ORG.ChangeEvent))
        unreported -= {store.named(triple) for triple in reported}

    def left_out(triple: Triple) -> bool:
        subject, predicate = triple.subject, triple.predicate
        return (
            subject in silent
            or triple.object in silent
            or triple in view.removed
            or (subject in view.described and predicate in _DESCRIBING)
            or subject in unreported
            or (reported is not None and predicate in facts and triple not in reported)
        )

    return left_out


def _untimely(
    graph: Store, view: _View, silent: set[NamedNode], selection: Selection
) -> Callable[[Triple], bool]:
    """Return what tells that a triple speaks of bodies that were not there on the day."""
    if not selection.as_of:
        return lambda _: False

    def facts(predicate: NamedNode) -> Iterator[Triple]:
        yield from (t for t in store.match(graph, None, predicate) if t not in view.removed)
        yield from (t for t in view.added if t.predicate == predicate)

    bodies = bodies_on(selection.as_of.isoformat(), facts)
    coming = {b for b in bodies.coming if not _is_spoken_of(graph, b, silent)}
    left = {store.named(t) for t in facts(ORG.organization) if t.object in bodies.gone}
    for end in (ORG.originalOrganization, ORG.resultingOrganization):
        left |= {store.named(t) for t in facts(end) if t.object in coming}
    left |= bodies.later
    lasting = lasting_predicates()

    def untimely(triple: Triple) -> bool:
        ends = (triple.subject, triple.object)
        return (
            triple.subject in left
            or any(end in coming for end in ends)
            or (triple.predicate in lasting and any(end in bodies.gone for end in ends))
            or (triple.predicate == KG.successorOf and ends in bodies.later_pairs)
            or (triple.predicate == KG.foundedIn and triple.subject in bodies.coming)
            or (triple.predicate == KG.dissolvedIn and triple.subject not in bodies.gone)
        )

    return untimely


def _is_spoken_of(graph: Store, body: NamedNode, silent: set[NamedNode]) -> bool:
    """Tell whether an article that counts names a body."""
    return any(a not in silent for a in store.subjects(graph, KG.mentions, body))
