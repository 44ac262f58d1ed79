"""A remote data set behind the SPARQL 1.1 Graph Store HTTP Protocol.

The protocol names no graphs, so the description of the run is read first: it lists the articles.
It takes no single triples away either: a graph that lost some is put anew.
"""

from __future__ import annotations

import urllib.request
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from pyoxigraph import NamedNode, Quad, Triple

from kommunalgraph.errors import RemoteError
from kommunalgraph.graph.layers import CLEAN, RUN
from kommunalgraph.remote.connection import Answer, Connection
from kommunalgraph.remote.dataset import in_batches, ours
from kommunalgraph.remote.endpoint import require_web_address
from kommunalgraph.remote.scope import GraphName, Scope, graph_of, order
from kommunalgraph.remote.terms import TRIPLES, quads_in
from kommunalgraph.vocabulary import PROV

_USED = NamedNode(f"{PROV}used")


class GraphStoreDataset:
    """Our part of a graph store; requests carry ``batch`` triples, and graphs put anew are whole.

    ``known`` are graphs to look at besides those that the store's own description lists.
    """

    def __init__(
        self,
        address: str,
        connection: Connection,
        scope: Scope,
        *,
        batch: int = 1000,
        known: Iterable[GraphName] = (),
    ) -> None:
        require_web_address(address)
        self._address = address
        self._connection = connection
        self._scope = scope
        self._batch = batch
        self._known = frozenset(known)

    @property
    def address(self) -> str:
        """Return where it is."""
        return self._address

    def quads(self, only: Collection[GraphName] | None = None) -> Iterator[Quad]:
        """Yield our quads, of all graphs or of the given ones, literals in canonical form.

        Raises:
            RemoteError: the store fails or sends something that is no graph.
        """
        for graph in sorted(self._graphs() if only is None else only, key=order):
            for quad in self._all_of(graph):
                if ours(quad, self._scope, self._address):
                    yield quad

    def _graphs(self) -> set[GraphName]:
        if self._scope.flat is not None:
            return {self._scope.flat}
        described = self._all_of(RUN)
        articles = {q.object for q in described if q.predicate == _USED}
        listed = {node for node in articles if isinstance(node, NamedNode)}
        return {CLEAN, RUN, *listed, *self._known}

    def _all_of(self, graph: GraphName) -> list[Quad]:
        """Return everything in a graph, what is not ours as well; nothing where there is none."""
        try:
            answer = self._send("GET", graph)
        except RemoteError as error:
            if error.status == 404:
                return []
            raise
        return list(quads_in(answer, graph, self._address))

    def insert(self, quads: Sequence[Quad]) -> Iterator[int]:
        """Add quads; yield after each graph how many of them it got."""
        for _, group in groupby(quads, graph_of):
            yield from in_batches(list(group), self._batch, self._post)

    def remove(
        self, quads: Sequence[Quad], remaining: Mapping[GraphName, Collection[Triple]]
    ) -> Iterator[int]:
        """Put the graphs of ``quads`` anew with what remains, or drop them; yield as ``insert``."""
        for graph, group in groupby(quads, graph_of):
            self._require_only_ours(graph)
            triples = remaining.get(graph, ())
            if triples:
                self._write("PUT", graph, triples)
            else:
                self._drop(graph)
            yield sum(1 for _ in group)

    def _require_only_ours(self, graph: GraphName) -> None:
        if self._scope.flat is None:
            return
        if not all(ours(quad, self._scope, self._address) for quad in self._all_of(graph)):
            raise RemoteError(
                f"{self._address}: the graph holds triples of others, which a graph store cannot "
                "keep while ours go; push to its address for SPARQL Update instead"
            )

    def _drop(self, graph: GraphName) -> None:
        try:
            self._send("DELETE", graph)
        except RemoteError as error:
            if error.status != 404:
                raise

    def _post(self, quads: Sequence[Quad]) -> None:
        self._write("POST", graph_of(quads[0]), (quad.triple for quad in quads))

    def _write(self, method: str, graph: GraphName, triples: Iterable[Triple]) -> None:
        lines = "".join(sorted(f"{triple} .\n" for triple in triples))
        self._send(method, graph, lines.encode())

    def _send(self, method: str, graph: GraphName, body: bytes | None = None) -> Answer:
        joint = "&" if "?" in self._address else "?"
        if isinstance(graph, NamedNode):
            address = f"{self._address}{joint}graph={quote(graph.value, safe='')}"
        else:
            address = f"{self._address}{joint}default"
        request = urllib.request.Request(address, data=body, method=method)
        if body is None:
            request.add_header("Accept", TRIPLES)
        else:
            request.add_header("Content-Type", "text/turtle; charset=utf-8")
        return self._connection.send(request)
