"""Pushing: make the remote data set say what ours says, and send only the difference.

The remote side is read and compared, so nothing needs to be remembered between two pushes: one
that broke off goes on where it stopped, a second one changes nothing, and what has been withdrawn
here disappears there.  Additions go before removals, so that at no moment a fact is missing; the
description of the run goes first and its former version last, so that an unfinished data set can
be told by having two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Quad, Triple

from kommunalgraph.errors import RemoteError
from kommunalgraph.remote.dataset import Dataset
from kommunalgraph.remote.scope import GraphName, graph_of, order

Progress = Callable[[int, int], None]
"""Called with how many quads have been sent and how many there are to send."""


_PROGRESS = 0.5
"""What is read afterwards and is still different is sent again, as long as it is less than half of
what was sent: Virtuoso 7 keeps a few strings with a language when many go at once, and takes them
away when asked once more."""


@dataclass(frozen=True, slots=True)
class PushReport:
    """How many quads were there already, were added, and were removed, and in how many graphs."""

    unchanged: int
    added: int
    removed: int
    graphs: int

    @property
    def changed(self) -> bool:
        """Tell whether anything was sent."""
        return bool(self.added or self.removed)


def push(
    quads: Iterable[Quad], remote: Dataset, *, progress: Progress = lambda _sent, _all: None
) -> PushReport:
    """Make ``remote`` hold exactly ``quads``, and read it again to see that it does.

    Raises:
        RemoteError: the store fails (the message says how far the push came; the next one goes on
            from there), or it accepted everything and does not hold it.
    """
    local = set(quads)
    missing, surplus = _difference(local, remote.quads())
    report = PushReport(
        unchanged=len(local) - len(missing),
        added=len(missing),
        removed=len(surplus),
        graphs=len({graph_of(quad) for quad in local}),
    )
    while missing or surplus:
        sent = len(missing) + len(surplus)
        touched = {graph_of(quad) for quad in (*missing, *surplus)}
        _send(local, missing, surplus, remote, progress)
        expected = {quad for quad in local if graph_of(quad) in touched}
        missing, surplus = _difference(expected, remote.quads(touched))
        if len(missing) + len(surplus) >= sent * _PROGRESS:
            raise RemoteError(_not_done(missing, surplus, remote))
    return report


def _difference(local: set[Quad], there: Iterable[Quad]) -> tuple[list[Quad], list[Quad]]:
    """Return what the remote side lacks, and what it has too much, each in the order to send."""
    missing, surplus = set(local), []
    for quad in there:
        if quad in local:
            missing.discard(quad)
        else:
            surplus.append(quad)
    return sorted(missing, key=_order), sorted(surplus, key=_order)


def _order(quad: Quad) -> tuple[tuple[bool, bool, str], str]:
    return order(graph_of(quad)), str(quad.triple)


def _send(
    local: set[Quad], missing: list[Quad], surplus: list[Quad], remote: Dataset, progress: Progress
) -> None:
    remaining: dict[GraphName, list[Triple]] = defaultdict(list)
    touched = {graph_of(quad) for quad in surplus}
    for quad in local:
        if graph_of(quad) in touched:
            remaining[graph_of(quad)].append(quad.triple)
    surplus = surplus[::-1]  # the description of the run last
    total, sent = len(missing) + len(surplus), 0
    try:
        for number in _requests(missing, surplus, remaining, remote):
            sent += number
            progress(sent, total)
    except RemoteError as error:
        raise RemoteError(
            f"{error}\n{sent} of {total} triples were sent; nothing here is lost: "
            "run the same command again, and it goes on from there",
            status=error.status,
        ) from error


def _requests(
    missing: list[Quad],
    surplus: list[Quad],
    remaining: dict[GraphName, list[Triple]],
    remote: Dataset,
) -> Iterator[int]:
    yield from remote.insert(missing)
    yield from remote.remove(surplus, remaining)


def _not_done(missing: list[Quad], surplus: list[Quad], remote: Dataset) -> str:
    return (
        f"{remote.address}: accepted everything, but {len(missing)} triples are missing and "
        f"{len(surplus)} are too many, for example {(missing or surplus)[0]}; it changes what it "
        "is given, hides a part of it, or somebody else writes to it"
    )
