"""Replacing articles in the store: their claims, and the clean triples that only they support.

What is written is a difference: the triples of the touched keys before and after.  It goes into
the store in one transaction, or in two with a mark between them that the next build sees, so a
build killed at any moment leaves a store that the next one completes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from kommunalgraph.graph import store
from kommunalgraph.graph.articles import (
    ArticleRecord,
    described,
    stands_just_so,
    stored_record,
    teaser_links,
)
from kommunalgraph.graph.claims import Claim, claims_between, read_claim
from kommunalgraph.graph.links import accepted_links
from kommunalgraph.graph.names import DCTERMS, KG, RDF, SCHEMA, SKOS
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.view import clean_triples
from kommunalgraph.vocabulary import ontology

Key = tuple[str, str]
"""``Claim.key``: two entities in order, or an entity and a literal relation."""

UNFINISHED = Quad(store.STATE, DCTERMS.description, Literal("unfinished"), store.STATE)
"""Stands in the store while a build is between adding and removing."""

_ARTICLE_CLASSES = (KG.Article, KG.Teaser)


@dataclass(frozen=True)
class Replaced:
    """Which articles a change touched."""

    added: frozenset[NamedNode] = frozenset()
    changed: frozenset[NamedNode] = frozenset()
    removed: frozenset[NamedNode] = frozenset()
    unchanged: frozenset[NamedNode] = frozenset()


@dataclass
class _State:
    """What the touched articles and keys say at one point: before the change, or after it."""

    claims: dict[NamedNode, Claim] = field(default_factory=dict)
    triples: set[Triple] = field(default_factory=set)
    remembered: set[Quad] = field(default_factory=set)
    headlines: dict[NamedNode, set[Triple]] = field(default_factory=dict)

    def add(self, record: ArticleRecord) -> None:
        self.claims.update((claim.iri, claim) for claim in record.claims)
        self.triples |= record.triples
        self.remembered |= record.remembered
        if record.triples:
            self.headlines[record.iri] = {t for t in record.triples if t.subject == record.iri}

    def everything(self, reference: Reference, entities: Iterable[NamedNode]) -> set[Triple]:
        """Return the articles' triples and everything that they support."""
        found = self.triples | clean_triples(self.claims.values(), reference.settled)
        by_entity: dict[NamedNode, list[Quad]] = {entity: [] for entity in entities}
        for quad in self.remembered:
            if quad.subject in by_entity:
                by_entity[store.named(quad.triple)].append(quad)
        for entity, quads in by_entity.items():
            found.update(described(entity, quads))
        return found | self._teasers()

    def _teasers(self) -> set[Triple]:
        by_headline: dict[Literal, list[NamedNode]] = {}
        for article, triples in self.headlines.items():
            for triple in triples:
                if triple.predicate == SCHEMA.headline and isinstance(triple.object, Literal):
                    by_headline.setdefault(triple.object, []).append(article)
        groups = (
            ((article, self.headlines[article]) for article in articles)
            for articles in by_headline.values()
        )
        return {link for group in groups for link in teaser_links(group)}


def replace_articles(
    graph: Store, records: Mapping[NamedNode, ArticleRecord | None], reference: Reference
) -> Replaced:
    """Put ``records`` in the place of what the store holds of these articles; ``None`` withdraws.

    An article that is there already, word for word, is left alone.
    """
    touched = {
        iri: record or _nothing(iri)
        for iri, record in records.items()
        if record is None or not stands_just_so(graph, record)
    }
    old = {iri: stored_record(graph, iri) for iri in touched}
    if touched:
        _write(graph, list(old.values()), list(touched.values()), reference)
    return Replaced(
        added=frozenset(i for i in touched if touched[i].triples and not old[i].triples),
        changed=frozenset(i for i in touched if touched[i].triples and old[i].triples),
        removed=frozenset(i for i in touched if old[i].triples and not touched[i].triples),
        unchanged=frozenset(iri for iri in records if iri not in touched),
    )


def _nothing(iri: NamedNode) -> ArticleRecord:
    return ArticleRecord(iri, (), frozenset(), frozenset())


def _write(
    graph: Store, old: list[ArticleRecord], new: list[ArticleRecord], reference: Reference
) -> None:
    before, after = _State(), _State()
    entities = {store.named(q.triple) for record in old + new for q in record.remembered}
    entities -= reference.entities | {record.iri for record in old}
    _add_bystanders(graph, old, new, entities, (before, after))
    for record in old:
        before.add(record)
    for record in new:
        after.add(record)
    was = before.everything(reference, entities)
    becomes = after.everything(reference, entities)
    for triples in (was, becomes):
        described_here = entities & {t.subject for t in triples if t.predicate == SKOS.prefLabel}
        for entity in described_here:
            triples.update(accepted_links(graph, entity))
    removed: list[Triple | Quad] = [
        *(triple for triple in was - becomes if triple not in reference.triples),
        *(before.remembered - after.remembered),
    ]
    added: list[Triple | Quad] = [*(becomes - was), *(after.remembered - before.remembered)]
    if removed and not any(record.triples for record in old):
        # Inserting costs five times as much beside a deletion.  Where articles are only added,
        # what goes is clean triples, which the next build can find out if this one is killed.
        store.change(graph, removed=[], added=[*added, UNFINISHED])
        removed, added = [*removed, UNFINISHED], []
    store.change(graph, removed=removed, added=added)


def _add_bystanders(
    graph: Store,
    old: list[ArticleRecord],
    new: list[ArticleRecord],
    entities: set[NamedNode],
    states: tuple[_State, _State],
) -> None:
    """Add to both states what other articles say on the keys, entities and headlines touched."""
    mine = {record.iri for record in old}
    for claim in _claims_on_keys(graph, {c.key for record in old + new for c in record.claims}):
        if claim.article not in mine:
            for state in states:
                state.claims[claim.iri] = claim
    for entity in entities:
        for quad in graph.quads_for_pattern(entity, None, None, None):
            if isinstance(quad.graph_name, NamedNode) and quad.graph_name not in mine:
                for state in states:
                    state.remembered.add(quad)
    triples = [t for record in old + new for t in record.triples]
    for headline in {t.object for t in triples if t.predicate == SCHEMA.headline}:
        if isinstance(headline, Literal):
            for article in store.subjects(graph, SCHEMA.headline, headline):
                if article not in mine:
                    for state in states:
                        state.headlines[article] = set(store.match(graph, article))


def _claims_on_keys(graph: Store, keys: Iterable[Key]) -> Iterator[Claim]:
    """Yield all stored claims with one of ``keys``, each pair of entities in both directions."""
    literal = {KG[name].value for name in ontology().literal_relations}
    for first, second in keys:
        one, other = NamedNode(first), NamedNode(second)
        if second in literal:
            found = claims_between(graph, one, RDF.predicate, other)
        else:
            found = claims_between(graph, one, RDF.object, other)
            if one != other:
                found += claims_between(graph, other, RDF.object, one)
        yield from (read_claim(graph, claim) for claim in found)


def is_unfinished(graph: Store) -> bool:
    """Tell whether a build was killed between adding and removing; the next one completes it."""
    return UNFINISHED in graph


def refresh(graph: Store, reference: Reference) -> bool:
    """Rebuild all clean triples if the reference tables differ from those of the last build.

    Likewise if the last build was killed between adding and removing.  Returns whether there was
    anything to do.
    """
    marker = reference.marker
    if marker in graph and UNFINISHED not in graph:
        return False
    articles = {n for kind in _ARTICLE_CLASSES for n in store.subjects(graph, RDF.type, kind)}
    claims = [read_claim(graph, c) for c in store.subjects(graph, RDF.type, KG.Claim)]
    apart = articles | {claim.iri for claim in claims}
    was = {t for t in store.match(graph) if t.subject not in apart}
    remembered: dict[NamedNode, list[Quad]] = {}
    for predicate in (DCTERMS.title, DCTERMS.type):
        for quad in graph.quads_for_pattern(None, predicate, None, None):
            if isinstance(quad.graph_name, NamedNode):
                remembered.setdefault(store.named(quad.triple), []).append(quad)
    becomes = clean_triples(claims, reference.settled).union(reference.triples)
    for entity, quads in remembered.items():
        if entity not in reference.entities:
            becomes |= set(described(entity, quads))
    named = {t.subject for t in becomes if t.predicate == SKOS.prefLabel}
    becomes |= {link for link in accepted_links(graph) if link.subject in named}
    stale = graph.quads_for_pattern(None, None, None, store.named(marker.triple))
    store.change(graph, removed=[*(was - becomes), *stale], added=[*(becomes - was), marker])
    return True
