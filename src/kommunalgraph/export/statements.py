"""Statements as rows: one per claim, with its quote, its article and its dates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import NamedNode, Store

from kommunalgraph.analysis.lookup import label, short
from kommunalgraph.analysis.network import kind_of
from kommunalgraph.export.content import Content
from kommunalgraph.graph import store
from kommunalgraph.graph.claims import Claim, read_claim
from kommunalgraph.graph.names import KG, SCHEMA
from kommunalgraph.graph.store import Term
from kommunalgraph.vocabulary import local_name

_MOST_KEPT = 20_000


class Row(NamedTuple):
    """One statement: who, what, whom, how sure, when, in which words, where.

    Ids are short (``org/kitu``); an ``object`` that is no entity is its value, and has no type.
    Dates are ISO days; ``None`` where there is nothing to say.
    """

    claim: str
    subject: str
    subject_label: str
    subject_type: str
    relation: str
    object: str
    object_label: str
    object_type: str | None
    role: str | None
    modality: str
    status: str
    confidence: float
    reported_on: str | None
    as_of: str | None
    valid_from: str | None
    valid_until: str | None
    quote: str
    start: int
    end: int
    rule: str
    article: str
    headline: str
    outlet: str | None
    url: str | None


def rows(content: Content) -> Iterator[Row]:
    """Yield the statements, sorted by claim."""
    names = _Names(content.graph)
    for node in content.claim_nodes():
        yield _row(read_claim(content.graph, node), names)


class _Names:
    """Names and classes of entities, and titles of articles, kept for when they come again."""

    def __init__(self, graph: Store) -> None:
        self._graph = graph
        self.entity = lru_cache(_MOST_KEPT)(self._entity)
        self.article = lru_cache(_MOST_KEPT)(self._article)

    def _entity(self, node: NamedNode) -> tuple[str, str]:
        return label(self._graph, node), kind_of(self._graph, node)

    def _article(self, node: NamedNode) -> tuple[str, str | None, str | None]:
        return (
            label(self._graph, node),
            store.text(self._graph, node, KG.outlet),
            store.text(self._graph, node, SCHEMA.url),
        )

    def object(self, term: Term) -> tuple[str, str, str | None]:
        """Return id, name and class of an entity, value, value and nothing of a literal."""
        if isinstance(term, NamedNode):
            return short(term.value), *self.entity(term)
        return term.value, term.value, None


def _row(claim: Claim, names: _Names) -> Row:
    object_, object_label, object_type = names.object(claim.object)
    subject_label, subject_type = names.entity(claim.subject)
    headline, outlet, url = names.article(claim.article)
    return Row(
        short(claim.iri.value),
        short(claim.subject.value),
        subject_label,
        subject_type,
        local_name(claim.predicate.value),
        object_,
        object_label,
        object_type,
        claim.role_label,
        claim.modality,
        claim.status,
        float(claim.confidence),
        claim.reported_on,
        claim.as_of,
        claim.valid_from,
        claim.valid_until,
        claim.quote,
        claim.start,
        claim.end,
        claim.rule,
        short(claim.article.value),
        headline,
        outlet,
        url,
    )
