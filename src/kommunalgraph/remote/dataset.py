"""What a remote data set can do, whichever protocol it speaks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Protocol

from pyoxigraph import BlankNode, Quad, Triple

from kommunalgraph.errors import RemoteError
from kommunalgraph.remote.scope import GraphName, Scope

_TOO_MUCH = frozenset({400, 413, 414, 500})
"""Answers to a batch that a smaller one may not get: some stores compile an update to a program of
limited length and call one that is too long an error of the writer."""


class Dataset(Protocol):
    """Our part of a remote data set.  Requests may be repeated: what is there is added to no use,
    and what is not there is taken away to no use."""

    @property
    def address(self) -> str:
        """Return what messages call it."""
        ...

    def quads(self, only: Collection[GraphName] | None = None) -> Iterator[Quad]:
        """Yield our quads, of all graphs or of the given ones, literals in canonical form."""
        ...

    def insert(self, quads: Sequence[Quad]) -> Iterator[int]:
        """Add quads; yield after each request how many of them it carried."""
        ...

    def remove(
        self, quads: Sequence[Quad], remaining: Mapping[GraphName, Collection[Triple]]
    ) -> Iterator[int]:
        """Take quads away, after which their graphs hold ``remaining``; yield as ``insert``."""
        ...


def in_batches(
    quads: Sequence[Quad], size: int, send: Callable[[Sequence[Quad]], None]
) -> Iterator[int]:
    """Send ``quads`` in batches of ``size``; one that is refused goes again in halves.

    Raises:
        RemoteError: a single quad is refused, which the message names, or the store fails.
    """
    start = 0
    while start < len(quads):
        batch = quads[start : start + size]
        try:
            send(batch)
        except RemoteError as error:
            if error.status not in _TOO_MUCH:
                raise
            if len(batch) == 1:
                raise RemoteError(f"{error}; for {batch[0]}", status=error.status) from error
            size = max(1, len(batch) // 2)
            continue
        start += len(batch)
        yield len(batch)


def ours(quad: Quad, scope: Scope, address: str) -> bool:
    """Tell whether a quad that was read is ours.

    Raises:
        RemoteError: somebody put a blank node into one of our graphs.
    """
    blank = isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
    if blank and scope.flat is None and scope.owns(quad):
        raise RemoteError(
            f"{address}: {quad.graph_name} holds a blank node, which kommunalgraph never writes; "
            "drop that graph, and push again"
        )
    return not blank and scope.owns(quad)
