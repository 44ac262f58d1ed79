"""A remote data set behind SPARQL 1.1 Query and Update.

Some stores cut answers off without a word (Virtuoso after 10,000 rows, as it is delivered).  So
counts are asked first.  Small graphs are read together, large ones page by page, and where pages
do not add up to the count, as the order of an answer is nobody's promise, in parts by the digest
of the subject.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from kommunalgraph.errors import RemoteError
from kommunalgraph.remote.dataset import in_batches, ours
from kommunalgraph.remote.endpoint import Endpoint
from kommunalgraph.remote.scope import GraphName, Scope, order
from kommunalgraph.remote.terms import quads_in, term_of

_PAGE = 50_000  # triples of one answer where the store allows: some 10 MB
_SMALLEST_PAGE = 100
_TOGETHER = 100  # graphs that one query names
_FILLED = 0.7  # of a page: digests spread subjects evenly, but not exactly
_DIGITS = 8  # hexadecimal digits of the digest that bound a part
_IN_GRAPH = "GRAPH ?g { ?s ?p ?o }"


class SparqlDataset:
    """Our part of the data set behind an endpoint; updates carry ``batch`` quads."""

    def __init__(self, endpoint: Endpoint, scope: Scope, *, batch: int = 1000) -> None:
        self._endpoint = endpoint
        self._scope = scope
        self._batch = batch
        self._page = _PAGE

    @property
    def address(self) -> str:
        """Return where it is asked."""
        return self._endpoint.address

    def sizes(self) -> dict[GraphName, int]:
        """Return how many of our triples each graph holds."""
        pattern = self._scope.pattern
        flat = self._scope.flat
        if flat is not None:
            (row,) = self._endpoint.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
            return {flat: self._number(row)}
        sparql = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ {pattern} }} GROUP BY ?g"
        rows = [row for row in self._endpoint.rows(sparql) if "g" in row]
        return {NamedNode(row["g"]["value"]): self._number(row) for row in rows}

    def _number(self, row: Mapping[str, Mapping[str, str]]) -> int:
        try:
            return int(row["n"]["value"])
        except (KeyError, ValueError) as error:
            raise RemoteError(f"{self.address}: counts with something that is no number") from error

    def quads(self, only: Collection[GraphName] | None = None) -> Iterator[Quad]:
        """Yield our quads, of all graphs or of the given ones, literals in canonical form.

        Raises:
            RemoteError: the endpoint fails, or its answers do not add up to its counts.
        """
        sizes = {g: n for g, n in self.sizes().items() if n and (only is None or g in only)}
        small: list[GraphName] = []
        room = 0
        for graph in sorted(sizes, key=order):
            if self._scope.flat is not None or sizes[graph] > self._page:
                yield from self._all_of(graph, sizes[graph])
                continue
            if small and (room + sizes[graph] > self._page or len(small) >= _TOGETHER):
                yield from self._together(small, sizes)
                small, room = [], 0
            small.append(graph)
            room += sizes[graph]
        if small:
            yield from self._together(small, sizes)

    def _together(self, graphs: list[GraphName], sizes: Mapping[GraphName, int]) -> Iterator[Quad]:
        """Read several graphs in one answer; if that is cut off, one by one."""
        quads = self._rows(f"VALUES ?g {{ {' '.join(map(str, graphs))} }} {_IN_GRAPH}")
        if len(quads) == sum(sizes[graph] for graph in graphs):
            yield from quads
            return
        self._page = max(_SMALLEST_PAGE, min(self._page // 2, len(quads)))
        for graph in graphs:
            yield from self._all_of(graph, sizes[graph])

    def _all_of(self, graph: GraphName, expected: int) -> set[Quad]:
        """Read one graph, page by page or, where these do not add up, in parts.

        Raises:
            RemoteError: neither adds up to the count.
        """
        quads: set[Quad] = set()
        read = 0
        while read < expected:
            wanted = min(self._page, expected - read)
            page = self._triples(graph, f"OFFSET {read} LIMIT {wanted}")
            if not page:
                break
            if len(page) < wanted and read + len(page) < expected:
                self._page = max(_SMALLEST_PAGE, len(page))
            read += len(page)
            quads.update(page)
        if len(quads) != expected:
            quads = self._in_parts(graph, expected)
        if len(quads) != expected:
            raise RemoteError(
                f"{self.address}: counts {expected} triples in {graph} but gives {len(quads)}; "
                "it hides some, or is being written to"
            )
        return quads

    def _in_parts(self, graph: GraphName, expected: int) -> set[Quad]:
        number = math.ceil(expected / (self._page * _FILLED))
        quads: set[Quad] = set()
        for part in range(number):
            low, high = ((16**_DIGITS * k) // number for k in (part, part + 1))
            bounds = f'MD5(STR(?s)) >= "{low:0{_DIGITS}x}"'
            if part + 1 < number:
                bounds += f' && MD5(STR(?s)) < "{high:0{_DIGITS}x}"'
            quads.update(self._triples(graph, condition=f"FILTER({bounds})"))
        return quads

    def _triples(self, graph: GraphName, page: str = "", *, condition: str = "") -> list[Quad]:
        pattern = self._scope.pattern
        if self._scope.flat is None:
            pattern = f"GRAPH {graph} {{ ?s ?p ?o }}"
        sparql = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} {condition} }} {page}"
        quads = quads_in(self._endpoint.triples(sparql), graph, self.address)
        return [quad for quad in quads if ours(quad, self._scope, self.address)]

    def _rows(self, pattern: str) -> list[Quad]:
        rows = self._endpoint.rows(f"SELECT ?g ?s ?p ?o WHERE {{ {pattern} }}")
        quads = (self._quad(row) for row in rows)
        return [quad for quad in quads if ours(quad, self._scope, self.address)]

    def _quad(self, row: Mapping[str, Mapping[str, str]]) -> Quad:
        try:
            graph, subject, predicate, object_ = (term_of(row[v], self.address) for v in "gspo")
        except KeyError as error:
            raise RemoteError(f"{self.address}: sends a row without {error}") from error
        if (
            isinstance(subject, NamedNode | BlankNode)
            and isinstance(predicate, NamedNode)
            and isinstance(graph, NamedNode)
        ):
            return Quad(subject, predicate, object_, graph)
        raise RemoteError(f"{self.address}: sends something that is no triple")

    def insert(self, quads: Sequence[Quad]) -> Iterator[int]:
        """Add quads; yield after each request how many of them it carried."""
        return in_batches(quads, self._batch, lambda batch: self._send("INSERT", batch))

    def remove(
        self, quads: Sequence[Quad], _remaining: Mapping[GraphName, Collection[Triple]]
    ) -> Iterator[int]:
        """Take quads away; yield as ``insert``."""
        return in_batches(quads, self._batch, lambda batch: self._send("DELETE", batch))

    def _send(self, verb: str, quads: Sequence[Quad]) -> None:
        blocks = (_block(g, list(group)) for g, group in groupby(quads, lambda q: q.graph_name))
        self._endpoint.update(f"{verb} DATA {{\n{''.join(blocks)}}}")


def _block(graph: object, quads: list[Quad]) -> str:
    lines = "".join(f"{quad.triple} .\n" for quad in quads)
    return lines if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{\n{lines}}}\n"
