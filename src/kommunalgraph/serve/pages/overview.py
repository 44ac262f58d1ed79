"""What the start page and the list of topics show: figures, newest articles, who is much written
about."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store

from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF, SKOS
from kommunalgraph.graph.store import Term
from kommunalgraph.serve.pages.articles import Heading, heading_of, newest_first
from kommunalgraph.serve.pages.references import Reference, refer
from kommunalgraph.vocabulary import PREFIXES

_NEWEST = 6
_MOST_NAMED = 8
_FEATURED = ("Provider", "Municipality", "Person", "Topic")

_DATED = "SELECT ?article ?day { ?article schema:datePublished ?day . ?article a kg:Article }"
_MENTIONED = "SELECT ?x (COUNT(?article) AS ?n) { ?article kg:mentions ?x } GROUP BY ?x"


@dataclass(frozen=True, slots=True)
class Overview:
    """Figures of a store and ways into it; ``most_named`` lists by class who articles name most,
    with the number of articles."""

    articles: int
    claims: int
    outlets: int
    named: dict[str, int]
    first: str
    last: str
    newest: tuple[Heading, ...]
    most_named: dict[str, tuple[tuple[Reference, int], ...]]


def overview(graph: Store, language: str = "de") -> Overview:
    """Return the overview of a store; what takes counting is counted by the engine."""
    days = {row["article"]: _text(row["day"]) for row in _rows(graph, _DATED)}
    if len(days) < _NEWEST:
        days = {**dict.fromkeys(store.subjects(graph, RDF.type, KG.Article), ""), **days}
    dated = sorted(filter(None, days.values()))
    newest = heapq.nlargest(_NEWEST, ((day, _text(node)) for node, day in days.items()))
    named, most = _by_class(graph, language)
    return Overview(
        articles=_count(graph, "{ ?x a kg:Article } UNION { ?x a kg:Teaser }"),
        claims=_count(graph, "?x kg:status kg:accepted"),
        outlets=_count(graph, "?article kg:outlet ?x"),
        named=named,
        first=dated[0] if dated else "",
        last=dated[-1] if dated else "",
        newest=tuple(newest_first(heading_of(graph, NamedNode(iri)) for _, iri in newest)),
        most_named=most,
    )


def _rows(graph: Store, sparql: str) -> list[QuerySolution]:
    found = graph.query(sparql, prefixes=dict(PREFIXES))
    return [*found] if isinstance(found, QuerySolutions) else []


def _count(graph: Store, pattern: str) -> int:
    (row,) = _rows(graph, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")
    return int(_text(row["n"]))


def _text(term: object) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else ""


def _by_class(
    graph: Store, language: str
) -> tuple[dict[str, int], dict[str, tuple[tuple[Reference, int], ...]]]:
    """Count what articles mention by class, and choose who is mentioned most in each."""
    named: dict[str, int] = {}
    most: dict[str, tuple[tuple[Reference, int], ...]] = {}
    times = [
        (int(_text(row["n"])), node)
        for row in _rows(graph, _MENTIONED)
        if isinstance(node := row["x"], NamedNode)
    ]
    times.sort(key=lambda each: (-each[0], each[1].value))
    for kind in _FEATURED:
        members = set(store.subjects(graph, RDF.type, KG[kind]))
        found = [(node, count) for count, node in times if node in members]
        named[kind] = len(found)
        most[kind] = tuple((refer(graph, node, language), n) for node, n in found[:_MOST_NAMED])
    return named, most


@dataclass(frozen=True, slots=True)
class TopicBranch:
    """A topic, how many articles are about it or a topic below it, and the topics below it."""

    topic: Reference
    articles: int
    below: tuple[TopicBranch, ...]


def topic_tree(graph: Store, language: str = "de") -> list[TopicBranch]:
    """Return all topics as a tree, each level by number of articles."""
    topics = set(store.subjects(graph, RDF.type, KG.Topic))
    roots = [t for t in topics if not any(True for _ in store.match(graph, t, SKOS.broader))]
    return _ranked(_branch(graph, topic, language, frozenset())[0] for topic in roots)


def _branch(
    graph: Store, topic: NamedNode, language: str, above: frozenset[NamedNode]
) -> tuple[TopicBranch, set[Term]]:
    told = store.subjects(graph, KG.about, topic)
    articles: set[Term] = {store.value(graph, each, KG.teaserOf) or each for each in told}
    below = []
    for narrower in store.subjects(graph, SKOS.broader, topic):
        if narrower not in above | {topic}:
            branch, more = _branch(graph, narrower, language, above | {topic})
            below.append(branch)
            articles |= more
    reference = refer(graph, topic, language)
    return TopicBranch(reference, len(articles), tuple(_ranked(iter(below)))), articles


def flat(branches: Iterable[TopicBranch]) -> Iterator[TopicBranch]:
    """Yield all topics of a tree."""
    for branch in branches:
        yield branch
        yield from flat(branch.below)


def _ranked(branches: Iterator[TopicBranch]) -> list[TopicBranch]:
    return sorted(branches, key=lambda b: (-b.articles, b.topic.label, b.topic.id))


def per_year(headings: list[Heading]) -> list[tuple[str, int]]:
    """Return the number of articles in each year from the first to the last, gaps included."""
    years = Counter(int(h.published[:4]) for h in headings if h.published)
    if not years:
        return []
    return [(str(year), years[year]) for year in range(min(years), max(years) + 1)]
