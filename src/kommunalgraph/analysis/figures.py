"""Figures of a graph: how much there is, and who is connected with most others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kommunalgraph.analysis.lookup import label
from kommunalgraph.analysis.network import kind_of, network
from kommunalgraph.analysis.selection import KINDS
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF, SCHEMA
from kommunalgraph.vocabulary import local_name

_MOST = 10
_NETWORKED = ("Provider", "Cooperative")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a graph holds.

    ``entities`` count by kind what articles mention, ``relations`` the claims by relation and
    ``statuses`` by status; ``providers`` are names with the number of entities they stand in a
    relation with; ``components`` are the sizes of the connected parts of the network, largest
    first.
    """

    triples: int
    articles: int
    teasers: int
    first_article: str
    last_article: str
    statuses: dict[str, int]
    entities: dict[str, int]
    relations: dict[str, int]
    nodes: int
    edges: int
    components: tuple[int, ...]
    providers: tuple[tuple[str, int], ...]


def figures(graph: Store) -> Figures:
    """Return the figures of a store."""
    import networkx

    net = network(graph)
    articles, first, last = reporting_period(graph)
    parts = sorted((len(part) for part in networkx.weakly_connected_components(net)), reverse=True)
    return Figures(
        triples=sum(1 for _ in store.match(graph)),
        articles=articles,
        teasers=_count(graph, KG.Teaser),
        first_article=first,
        last_article=last,
        statuses=_by_name(graph, KG.status),
        entities=_mentioned(graph),
        relations=_by_name(graph, RDF.predicate),
        nodes=net.number_of_nodes(),
        edges=net.number_of_edges(),
        components=tuple(parts),
        providers=_connected(graph),
    )


def reporting_period(graph: Store) -> tuple[int, str, str]:
    """Return the number of articles, and the first and last day of one, ``""`` if none has any."""
    days = sorted(
        str(getattr(t.object, "value", "")) for t in store.match(graph, None, SCHEMA.datePublished)
    )
    first, last = (days[0], days[-1]) if days else ("", "")
    return _count(graph, KG.Article), first, last


def _count(graph: Store, kind: NamedNode) -> int:
    return sum(1 for _ in store.subjects(graph, RDF.type, kind))


def _by_name(graph: Store, predicate: NamedNode) -> dict[str, int]:
    """Count the values of a property of claims, the commonest first."""
    values = (t.object for t in store.match(graph, None, predicate))
    counted = Counter(local_name(v.value) for v in values if isinstance(v, NamedNode))
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _mentioned(graph: Store) -> dict[str, int]:
    mentioned = {t.object for t in store.match(graph, None, KG.mentions)}
    counted = Counter(kind_of(graph, node) for node in mentioned if isinstance(node, NamedNode))
    return {kind: counted[kind] for kind in (*KINDS, "Thing") if counted[kind]}


def _connected(graph: Store) -> tuple[tuple[str, int], ...]:
    """Return the providers with most neighbours in what articles say, with their number."""
    neighbours: dict[NamedNode, set[str]] = {}
    for claim in store.subjects(graph, KG.status, KG.accepted):
        ends = [store.value(graph, claim, end) for end in (RDF.subject, RDF.object)]
        nodes = [end for end in ends if isinstance(end, NamedNode)]
        for node in nodes:
            neighbours.setdefault(node, set()).update(n.value for n in nodes if n != node)
    ranked = sorted(
        ((label(graph, n), len(others)) for n, others in neighbours.items() if _provides(graph, n)),
        key=lambda pair: (-pair[1], pair[0]),
    )
    return tuple(ranked[:_MOST])


def _provides(graph: Store, node: NamedNode) -> bool:
    return kind_of(graph, node) in _NETWORKED
