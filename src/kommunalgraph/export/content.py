"""What an export takes from a store: its triples, layers, network or statements, as selected."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode, Store

from kommunalgraph.analysis.counting import counted
from kommunalgraph.analysis.network import Network, fold_counted
from kommunalgraph.analysis.scope import Scope, scope_of
from kommunalgraph.analysis.selection import EVERYTHING, Selection
from kommunalgraph.export.choosing import Keeps, chosen
from kommunalgraph.export.lines import END, lines_of, parts, store_lines, written
from kommunalgraph.graph.layers import CLEAN, RUN, article_of, run_description
from kommunalgraph.graph.reference import Reference


@dataclass(frozen=True)
class Content:
    """A store, or the part of it in which only the right claims count, and what is wanted of it.

    ``claims`` asks formats without graphs for articles and claims beside the clean triples.
    """

    graph: Store
    selection: Selection = EVERYTHING
    claims: bool = False

    @cached_property
    def scope(self) -> Scope | None:
        """The entities and relations left, ``None`` where none are left out."""
        return scope_of(self.graph, self.selection) if self.selection.chooses_entities else None

    @cached_property
    def _owners(self) -> dict[bytes, bytes]:
        """Lead from each claim and article to its article."""
        names: dict[NamedNode, bytes] = {}
        owners = article_of(self.graph)
        return {
            written(node): names.setdefault(article, written(article))
            for node, article in owners.items()
        }

    @cached_property
    def _keeps(self) -> Keeps | None:
        return chosen(self.graph, self.scope) if self.scope else None

    def lines(self) -> Iterator[bytes]:
        """Yield the triples as lines, clean ones only unless claims are asked for."""
        owners = {} if self.claims else self._owners
        for line in self._selected_lines():
            if line[: line.index(b" ")] not in owners:
                yield line

    def _selected_lines(self) -> Iterator[bytes]:
        keeps = self._keeps
        if keeps is None:
            yield from store_lines(self.graph)
            return
        for line in store_lines(self.graph):
            if keeps(*parts(line)):
                yield line

    def layered_lines(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield every triple as a line with its graph before it, and the description of the run."""
        clean = written(CLEAN)
        owners = self._owners
        articles: set[bytes] = set()
        size = 0
        for line in self._selected_lines():
            graph = owners.get(line[: line.index(b" ")], clean)
            if graph is not clean:
                articles.add(graph)
            size += 1
            yield graph, line
        nodes = [NamedNode(article[1:-1].decode()) for article in articles]
        described = run_description(self.graph, nodes, size=size)
        for line in lines_of(quad.triple for quad in described):
            yield written(RUN), line

    def network(self, *, past: bool = False) -> Network:
        """Return nodes and edges; with ``past`` also the relations that have ended."""
        return fold_counted(self.graph, self.selection, past=past)

    def claim_nodes(self) -> list[NamedNode]:
        """Return the claims, sorted."""
        keeps = self._keeps
        claims = (node for node, owner in self._owners.items() if node != owner)
        names = sorted(n for n in claims if keeps is None or keeps(n, b"", b""))
        return [NamedNode(name[1:-1].decode()) for name in names]


@contextmanager
def content_of(
    graph: Store,
    selection: Selection = EVERYTHING,
    *,
    claims: bool = False,
    reference: Reference | None = None,
) -> Iterator[Content]:
    """Give what ``selection`` leaves of a store, for as long as the context lasts.

    ``reference`` are the tables that the store was built with, those of the package unless given.
    """
    with counted(graph, selection, reference=reference) as part:
        yield Content(part, selection, claims)


def quad_line(graph: bytes, line: bytes) -> bytes:
    """Return a line of N-Quads."""
    return line[: -len(END)] + b" " + graph + END
