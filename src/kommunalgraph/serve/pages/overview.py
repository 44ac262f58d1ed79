"""What the start page and the list of topics show: figures, newest articles, who is much written
about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF, SCHEMA, SKOS
from kommunalgraph.graph.store import Term
from kommunalgraph.serve.pages.articles import Heading, heading_of, newest_first
from kommunalgraph.serve.pages.references import Reference, refer

_NEWEST = 6
_MOST_NAMED = 8
_FEATURED = ("Provider", "Municipality", "Person", "Topic")


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
    """Return the overview of a store."""
    nodes = [*store.subjects(graph, RDF.type, KG.Article)]
    teasers = [*store.subjects(graph, RDF.type, KG.Teaser)]
    days = {node: store.text(graph, node, SCHEMA.datePublished) or "" for node in nodes}
    dated = sorted(filter(None, days.values()))
    newest = sorted(nodes, key=lambda n: (days[n], n.value), reverse=True)[:_NEWEST]
    times: Counter[object] = Counter(t.object for t in store.match(graph, None, KG.mentions))
    named, most = _by_class(graph, times, language)
    return Overview(
        articles=len(nodes) + len(teasers),
        claims=sum(1 for _ in store.subjects(graph, KG.status, KG.accepted)),
        outlets=len({str(t.object) for t in store.match(graph, None, KG.outlet)}),
        named=named,
        first=dated[0] if dated else "",
        last=dated[-1] if dated else "",
        newest=tuple(newest_first(heading_of(graph, node) for node in newest)),
        most_named=most,
    )


def _by_class(
    graph: Store, times: Mapping[object, int], language: str
) -> tuple[dict[str, int], dict[str, tuple[tuple[Reference, int], ...]]]:
    """Count what articles mention by class, and choose who is mentioned most in each."""
    named: dict[str, int] = {}
    most: dict[str, tuple[tuple[Reference, int], ...]] = {}
    for kind in _FEATURED:
        found = [node for node in store.subjects(graph, RDF.type, KG[kind]) if times[node]]
        found.sort(key=lambda node: (-times[node], node.value))
        named[kind] = len(found)
        most[kind] = tuple(
            (refer(graph, node, language), times[node]) for node in found[:_MOST_NAMED]
        )
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
