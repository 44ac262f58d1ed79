"""Building a store from readings: again over the same input changes nothing.

A document that has changed takes its former articles along; an article that comes twice in one
build, as a teaser and in full or from two saved pages, is kept in its better form, whatever the
order of the inputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store, Triple

from kommunalgraph.errors import InputError
from kommunalgraph.graph import store
from kommunalgraph.graph.articles import (
    ArticleRecord,
    articles_from,
    document_of,
    record_of,
)
from kommunalgraph.graph.claims import THRESHOLD, claims_of
from kommunalgraph.graph.corrections import Correction, Corrections
from kommunalgraph.graph.names import KG, RDF
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.replacing import refresh, replace_articles
from kommunalgraph.model import Reading, Skipped
from kommunalgraph.vocabulary import local_name

_BATCH = 100
"""Articles per transaction: large enough that writing is cheap, small enough to keep in memory."""

Document = tuple[Reading, ...] | Skipped
"""What the pipeline yields for each input."""

_Rank = tuple[bool, int, str, str]


@dataclass
class BuildReport:
    """What a build read and what it changed.

    ``articles`` and ``teasers`` count what stands in the store afterwards, ``duplicates`` what was
    left out because another form of the same article is better.  ``idle`` are corrections of
    articles read that changed nothing.
    """

    articles: int = 0
    teasers: int = 0
    duplicates: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    accepted: int = 0
    unreviewed: int = 0
    corrected: int = 0
    entities: set[NamedNode] = field(default_factory=set)
    unlisted: set[NamedNode] = field(default_factory=set)
    relations: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    idle: list[Correction] = field(default_factory=list)

    def count(self, record: ArticleRecord) -> None:
        """Count an article that has been written, and what it says."""
        is_teaser = Triple(record.iri, RDF.type, KG.Teaser) in record.triples
        self.teasers += is_teaser
        self.articles += not is_teaser
        self.unlisted.update(store.named(quad.triple) for quad in record.remembered)
        self.unlisted.discard(record.iri)
        for triple in record.triples:
            if triple.predicate == KG.mentions and isinstance(triple.object, NamedNode):
                self.entities.add(triple.object)
        for claim in record.claims:
            self.accepted += claim.status == "accepted"
            self.unreviewed += claim.status == "unreviewed"
            self.corrected += claim.note is not None
            self.relations[local_name(claim.predicate.value)] += 1


def open_for_building(path: Path, reference: Reference) -> Store:
    """Open the store at ``path``, creating it with the reference triples where there is none.

    A store built with other reference tables is brought up to date.

    Raises:
        StoreError: the store cannot be opened or created.
    """
    if not store.exists(path):
        store.create_store(path, reference.content(), template=reference.template)
    graph = store.open_store(path)
    refresh(graph, reference)
    return graph


def build(
    graph: Store,
    documents: Iterable[Document],
    reference: Reference,
    *,
    threshold: float = THRESHOLD,
    corrections: Corrections | None = None,
    progress: Callable[[], None] = lambda: None,
) -> BuildReport:
    """Write what ``documents`` say into ``graph`` and return what happened.

    Each document is the readings of its articles, or the reason why it was skipped.  Claims of at
    least ``threshold`` are accepted, but for what ``corrections`` decide.  ``progress`` is called
    after each document.
    """
    run = _Build(graph, reference, threshold, corrections or Corrections())
    return run.run(documents, progress)


def withdraw(graph: Store, article: str, reference: Reference) -> None:
    """Remove an article, its claims, and what only they support.

    Raises:
        InputError: the store has no such article.
    """
    node = NamedNode(article)
    if not replace_articles(graph, {node: None}, reference).removed:
        raise InputError(f"{article}: no such article in the store")


class _Build:
    """One run: the records that wait to be written, and the rank of each article seen.

    Teasers of articles that the store has in full wait until the end: the full article may be
    withdrawn by a document that comes later.
    """

    def __init__(
        self, graph: Store, reference: Reference, threshold: float, corrections: Corrections
    ) -> None:
        self._graph = graph
        self._reference = reference
        self._threshold = threshold
        self._corrections = corrections
        self._waiting: dict[NamedNode, ArticleRecord | None] = {}
        self._ranks: dict[str, _Rank] = {}
        self._late: list[Reading] = []
        self._report = BuildReport()

    def run(self, documents: Iterable[Document], progress: Callable[[], None]) -> BuildReport:
        for document in documents:
            if isinstance(document, Skipped):
                self._report.skipped.append(document)
            else:
                self._add_document(document)
            progress()
            if len(self._waiting) >= _BATCH:
                self._write()
        self._write()
        for reading in self._late:
            if not self._is_full_elsewhere(reading):
                self._add(reading)
        self._write()
        # What stands only in the engine's log is read anew by everybody who opens the store.
        self._graph.flush()
        return self._report

    def _add_document(self, readings: tuple[Reading, ...]) -> None:
        present = {NamedNode(reading.article.iri) for reading in readings}
        sources = {document_of(reading.article) for reading in readings}
        for source in sorted(filter(None, sources)):
            for article in articles_from(self._graph, source) - present:
                self._waiting.setdefault(article, None)
        for reading in readings:
            if self._is_full_elsewhere(reading):
                self._report.duplicates += 1
                self._late.append(reading)
            else:
                self._add(reading)

    def _is_full_elsewhere(self, reading: Reading) -> bool:
        """Tell whether a teaser's article is in the store in full, from another document."""
        iri, source = NamedNode(reading.article.iri), document_of(reading.article)
        return (
            reading.article.teaser_on is not None
            and Quad(iri, RDF.type, KG.Article) in self._graph
            and not (source and iri in articles_from(self._graph, source))
        )

    def _add(self, reading: Reading) -> None:
        rank, iri = _rank(reading), reading.article.iri
        if iri in self._ranks:
            self._report.duplicates += 1
        if rank > self._ranks.get(iri, _LEAST):
            self._ranks[iri] = rank
            self._waiting[NamedNode(iri)] = self._record(reading)

    def _record(self, reading: Reading) -> ArticleRecord:
        claims = claims_of(
            reading, role_named=self._reference.role_named, threshold=self._threshold
        )
        claims = self._corrections.applied(NamedNode(reading.article.iri), claims)
        return record_of(reading, claims, self._reference.entities)

    def _write(self) -> None:
        done = replace_articles(self._graph, self._waiting, self._reference)
        report = self._report
        report.added += len(done.added)
        report.changed += len(done.changed)
        report.unchanged += len(done.unchanged)
        report.withdrawn += len(done.removed)
        for record in self._waiting.values():
            if record:
                report.count(record)
                report.idle += self._corrections.idle(record.iri, record.claims)
        self._waiting = {}


_LEAST: _Rank = (False, -1, "", "")


def _rank(reading: Reading) -> _Rank:
    """Order the forms of one article: in full before teasers, then by length, then by digest."""
    article = reading.article
    length = sum(block.end - block.start for block in article.blocks)
    return article.teaser_on is None, length, article.digest or "", article.source or ""
