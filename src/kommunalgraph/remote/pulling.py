"""Pulling: a new store that says what a remote data set says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kommunalgraph import identifiers
from kommunalgraph.errors import RemoteError, StoreError
from kommunalgraph.graph import store
from kommunalgraph.graph.layers import RUN
from kommunalgraph.graph.links import remembered_link
from kommunalgraph.graph.names import SCHEMA
from kommunalgraph.graph.prepared import default_reference
from kommunalgraph.graph.remembering import remembered_of
from kommunalgraph.remote.dataset import Dataset
from kommunalgraph.vocabulary import VOID

_SIZE = NamedNode(f"{VOID}triples")


@dataclass(frozen=True, slots=True)
class PullReport:
    """How many triples were read, and from how many graphs."""

    triples: int
    graphs: int


def pull(remote: Dataset, path: Path) -> PullReport:
    """Create a store at ``path`` with what ``remote`` holds; its exports are the same bytes.

    Nothing is created unless everything has been read.

    Raises:
        RemoteError: the remote store fails, holds nothing of ours, or holds a part only.
        StoreError: there is something at ``path``.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(f"{path}: there is something already; pull into a new --store")
    quads = list(remote.quads())
    triples = {quad.triple for quad in quads if quad.graph_name != RUN}
    if not triples:
        raise RemoteError(
            f"{remote.address}: holds nothing under {identifiers.ID}; look at --flat and --graph, "
            "and at KOMMUNALGRAPH_BASE if the graph has another base"
        )
    _require_all(quads, triples, remote)
    links = _links_of(triples)
    store.create_store(path, [*triples, *remembered_of(triples), *links])
    return PullReport(len(triples), len({quad.graph_name for quad in quads}))


def _links_of(triples: set[Triple]) -> list[Quad]:
    """Return what remembers the links that no table states: somebody accepted them."""
    stated = default_reference().triples
    links = [t for t in triples if t.predicate == SCHEMA.sameAs and t not in stated]
    return [
        remembered_link(store.named(link), link.object)
        for link in links
        if isinstance(link.object, NamedNode)
    ]


def _require_all(quads: Iterable[Quad], triples: set[Triple], remote: Dataset) -> None:
    """Compare the number of triples with the one that the description of the run states."""
    described = [quad for quad in quads if quad.graph_name == RUN]
    sizes = [quad.object for quad in described if quad.predicate == _SIZE]
    stated = {size.value for size in sizes if isinstance(size, Literal)}
    if described and stated != {str(len(triples))}:
        numbers = " or ".join(sorted(stated)) or "no number of"
        raise RemoteError(
            f"{remote.address}: is described as {numbers} triples, but gives {len(triples)}; "
            "a push is under way or broke off: let it finish, then pull again"
        )
