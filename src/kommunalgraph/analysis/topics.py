"""Which topics articles speak of, year by year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kommunalgraph.analysis.counting import counted
from kommunalgraph.analysis.lookup import label, short
from kommunalgraph.analysis.selection import EVERYTHING, Selection
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF, SCHEMA


@dataclass(frozen=True, slots=True)
class TopicYear:
    """How many articles of a year mention a topic; ``share`` is their part of that year's."""

    topic: str
    year: int
    articles: int
    share: float
    topic_id: str


def topics_by_year(graph: Store, selection: Selection = EVERYTHING) -> list[TopicYear]:
    """Return how often each topic was written about in each year, by topic and year.

    Articles and teasers without a date are left out.  The most frequent topic comes first.
    """
    with counted(graph, selection) as part:
        years = _years(part)
        topics = set(store.subjects(part, RDF.type, KG.Topic))
        found: Counter[tuple[NamedNode, int]] = Counter()
        for triple in store.match(part, None, KG.mentions):
            article, topic = store.named(triple), triple.object
            if isinstance(topic, NamedNode) and topic in topics and article in years:
                found[topic, years[article]] += 1
        names = {topic: label(part, topic) for topic, _ in found}
    in_all = Counter(years.values())
    sums: Counter[NamedNode] = Counter()
    for (topic, _), number in found.items():
        sums[topic] += number
    order = sorted(found, key=lambda key: (-sums[key[0]], names[key[0]], key[0].value, key[1]))
    return [
        TopicYear(
            topic=names[topic],
            year=year,
            articles=found[topic, year],
            share=round(found[topic, year] / in_all[year], 3),
            topic_id=short(topic.value),
        )
        for topic, year in order
    ]


def _years(graph: Store) -> dict[NamedNode, int]:
    """Return the year in which each dated article appeared."""
    years = {}
    for kind in (KG.Article, KG.Teaser):
        for article in store.subjects(graph, RDF.type, kind):
            day = store.text(graph, article, SCHEMA.datePublished)
            if day:
                years[article] = int(day[:4])
    return years
