"""Which graphs and which triples of a remote data set are ours; all others are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kommunalgraph import identifiers
from kommunalgraph.graph import store
from kommunalgraph.graph.layers import CLEAN, RUN, layered
from kommunalgraph.vocabulary import KG

GraphName = NamedNode | DefaultGraph


@dataclass(frozen=True, slots=True)
class Scope:
    """Where our data set stands: in layers, or all of it in the one graph ``flat``.

    In layers, graphs under our base are ours, whole.  In a graph that others may use as well, the
    triples on our resources and terms are.
    """

    flat: GraphName | None = None

    @property
    def pattern(self) -> str:
        """Return the SPARQL pattern of our triples, as ?s ?p ?o and in layers ?g."""
        if self.flat is None:
            return f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{identifiers.ID}"))'
        ours = f'FILTER(STRSTARTS(STR(?s), "{identifiers.ID}") || STRSTARTS(STR(?s), "{KG}"))'
        if isinstance(self.flat, NamedNode):
            return f"GRAPH {self.flat} {{ ?s ?p ?o }} {ours}"
        return f"?s ?p ?o {ours}"

    def owns(self, quad: Quad) -> bool:
        """Tell whether a remote quad is ours."""
        if self.flat is None:
            graph = quad.graph_name
            return isinstance(graph, NamedNode) and graph.value.startswith(identifiers.ID)
        subject = quad.subject
        return isinstance(subject, NamedNode) and subject.value.startswith((identifiers.ID, KG))

    def local(self, graph: Store) -> Iterator[Quad]:
        """Yield what stands in our store, each triple in the graph it has remotely."""
        if self.flat is None:
            yield from layered(graph)
            return
        for triple in store.match(graph):
            yield Quad(triple.subject, triple.predicate, triple.object, self.flat)


def graph_of(quad: Quad) -> GraphName:
    """Return the graph of a quad; no graph of ours is a blank node."""
    return quad.graph_name if isinstance(quad.graph_name, NamedNode) else DefaultGraph()


def order(graph: GraphName) -> tuple[bool, bool, str]:
    """Sort graphs: the description of the run first, the clean triples next, then the articles."""
    return graph != RUN, graph != CLEAN, str(graph)
