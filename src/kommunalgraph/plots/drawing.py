"""One function for all pictures: what is to be seen, of which graph, as PNG or SVG."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kommunalgraph.analysis.lookup import find, label, short
from kommunalgraph.analysis.network import Network, fold
from kommunalgraph.analysis.selection import EVERYTHING, Selection
from kommunalgraph.analysis.timeline import timeline
from kommunalgraph.analysis.topics import topics_by_year
from kommunalgraph.analysis.views import NEEDS_ENTITY, served_by
from kommunalgraph.errors import QueryError
from kommunalgraph.plots.maps import map_figure
from kommunalgraph.plots.networks import communities_figure, ego_figure, network_figure
from kommunalgraph.plots.style import FORMATS, drawing, rendered
from kommunalgraph.plots.timelines import timeline_figure
from kommunalgraph.plots.topics import topics_figure
from kommunalgraph.plots.wording import Lang, source_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Motif:
    """What to draw of a graph: which part of it, around whom, and in which language."""

    selection: Selection = EVERYTHING
    entity: str | None = None
    lang: Lang = "de"


def plot(graph: Store, picture: str, format_: str, motif: Motif | None = None) -> bytes:
    """Return one of ``PICTURES`` as ``png`` or ``svg``, the same bytes for the same facts.

    Raises:
        MissingPackage: matplotlib is not installed.
        QueryError: there is no such picture or format, the entity is missing or unknown, or the
            part of the graph that is selected has nothing to draw.
    """
    motif = motif or Motif()
    if picture not in PICTURES:
        raise QueryError(f"{picture}: no such picture; there are {', '.join(PICTURES)}")
    if format_ not in FORMATS:
        raise QueryError(f"{format_}: no format of pictures; there are {', '.join(FORMATS)}")
    if picture in NEEDS_ENTITY and not motif.entity:
        raise QueryError(f"{picture}: say of which entity; give a name or an id (org/kitu)")
    with drawing():
        return rendered(PICTURES[picture](graph, motif), format_)


def _entity(graph: Store, motif: Motif) -> str:
    return short(find(graph, motif.entity or "").value)


def _network(graph: Store, motif: Motif) -> Figure:
    net = _filled(fold(graph, motif.selection))
    return network_figure(net, source_line(graph, motif.lang), motif.lang)


def _communities(graph: Store, motif: Motif) -> Figure:
    net = _filled(fold(graph, motif.selection))
    return communities_figure(net, source_line(graph, motif.lang), motif.lang)


def _ego(graph: Store, motif: Motif) -> Figure:
    net, centre = fold(graph, motif.selection), _entity(graph, motif)
    if centre not in {node.id for node in net.nodes}:
        name = label(graph, find(graph, centre))
        raise QueryError(f"{name} ({centre}) stands in no relation that is selected")
    return ego_figure(net, centre, source_line(graph, motif.lang), motif.lang)


def _timeline(graph: Store, motif: Motif) -> Figure:
    found = timeline(graph, motif.entity or "")
    if not found.events:
        raise QueryError(f"{found.label}: no article tells of anything with a day")
    return timeline_figure(found, source_line(graph, motif.lang), motif.lang)


def _topics(graph: Store, motif: Motif) -> Figure:
    rows = topics_by_year(graph, motif.selection)
    if not rows:
        raise QueryError("no dated article names a topic")
    return topics_figure(rows, source_line(graph, motif.lang), motif.lang)


def _map(graph: Store, motif: Motif) -> Figure:
    served = served_by(graph, fold(graph, motif.selection), motif.entity)
    if not any(s.latitude is not None for s in served):
        raise QueryError("no place with coordinates is served by a provider that is selected")
    return map_figure(served, source_line(graph, motif.lang), motif.lang)


def _filled(net: Network) -> Network:
    if not net.edges:
        raise QueryError("no relation is selected; there is nothing to draw")
    return net


PICTURES: Mapping[str, Callable[[Store, Motif], Figure]] = {
    "network": _network,
    "communities": _communities,
    "ego": _ego,
    "timeline": _timeline,
    "topics": _topics,
    "map": _map,
}
"""What can be drawn, by name."""
