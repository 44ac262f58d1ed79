"""The network as a picture: who is best connected, by type or by community, and one entity's own.

Marks are as large as a node has neighbours, edges as dark as articles report them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kommunalgraph.analysis.communities import Community, communities
from kommunalgraph.analysis.network import Edge, Network, Node
from kommunalgraph.analysis.undirected import SEATS, undirected
from kommunalgraph.plots.layout import Positions, positions
from kommunalgraph.plots.placing import Label, place
from kommunalgraph.plots.style import (
    COLOURS,
    FAINT,
    PAPER,
    SERIES,
    SOFT,
    Heading,
    Key,
    bare,
    footnote,
    sheet,
    shown,
)
from kommunalgraph.plots.wording import Lang, say, term_label
from kommunalgraph.vocabulary import ontology

if TYPE_CHECKING:
    import networkx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = 70
_MOST_NEIGHBOURS = 40
_MOST_COMMUNITIES = 8
_RADII = (3.0, 13.0)  # points
_BOLD_FROM = 7.5
_MUST = 12  # names that are drawn in any case


def network_figure(net: Network, source: str, lang: Lang, *, most: int = _MOST) -> Figure:
    """Return the ``most`` best connected entities and what connects them, coloured by type."""
    whole = undirected(net)
    graph = _core(whole, most)
    nodes = {node.id: node for node in net.nodes}
    colours = {id_: COLOURS[nodes[id_].type] for id_ in graph}
    keys = _type_keys({nodes[id_].type for id_ in graph}, lang)
    subtitle = say("network_subtitle", lang, shown=len(graph), all=len(whole))
    heading = Heading(say("network", lang), subtitle, source)
    return _drawn(_Picture(graph, whole, nodes, colours, keys, heading), lang)


def communities_figure(net: Network, source: str, lang: Lang, *, most: int = _MOST) -> Figure:
    """Return the largest communities, each in a colour of its own."""
    whole = undirected(net)
    found = communities(net)[:_MOST_COMMUNITIES]
    inside = {member for community in found for member in community.ids}
    graph = _core(whole.subgraph(sorted(inside)), most)
    nodes = {node.id: node for node in net.nodes}
    colours = _community_colours(found)
    subtitle = say("communities_subtitle", lang, shown=len(graph), all=len(whole), parts=len(found))
    keys = [
        Key(community.name, SERIES[number])
        for number, community in enumerate(found)
        if any(member in graph for member in community.ids)
    ]
    heading = Heading(say("communities", lang), subtitle, source)
    return _drawn(_Picture(graph, whole, nodes, colours, keys, heading), lang)


def ego_figure(
    net: Network, centre: str, source: str, lang: Lang, *, most: int = _MOST_NEIGHBOURS
) -> Figure:
    """Return the entity with the id ``centre``, its ``most`` closest neighbours, and their ties."""
    whole = undirected(net)
    nodes = {node.id: node for node in net.nodes}
    near = sorted(
        whole.adj.get(centre, ()),
        key=lambda id_: (-whole[centre][id_]["weight"], -len(whole[id_]), id_),
    )
    graph = whole.subgraph([centre, *near[:most]]).copy()
    if centre not in graph:
        graph.add_node(centre)
    colours = {id_: COLOURS[nodes[id_].type] for id_ in graph}
    keys = _type_keys({nodes[id_].type for id_ in graph}, lang)
    cut = say("ego_cut", lang, shown=most) if len(near) > most else ""
    heading = Heading(
        say("ego", lang, name=shown(nodes[centre].label)),
        say("ego_subtitle", lang, number=len(near), cut=cut),
        source,
    )
    notes = _ties(net, centre, lang)
    picture = _Picture(graph, whole, nodes, colours, keys, heading, centre, notes)
    return _drawn(picture, lang)


def _core(graph: networkx.Graph[str], most: int) -> networkx.Graph[str]:
    """Return the best connected nodes, without those that nothing connects with the others."""
    ranked = sorted(graph, key=lambda id_: (-len(graph[id_]), id_))
    part = graph.subgraph(ranked[:most])
    return part.subgraph([id_ for id_ in sorted(part) if len(part[id_])]).copy()


def _community_colours(found: Sequence[Community]) -> dict[str, str]:
    return {
        member: SERIES[number] for number, community in enumerate(found) for member in community.ids
    }


def _type_keys(kinds: Set[str], lang: Lang) -> list[Key]:
    """Return the legend of classes, those of one colour together."""
    names: dict[str, list[str]] = {}
    for kind, colour in COLOURS.items():
        if kind in kinds and kind != "Thing":
            names.setdefault(colour, []).append(term_label(kind, lang))
    return [Key(", ".join(group), colour) for colour, group in names.items()]


@dataclass(frozen=True)
class _Picture:
    """What is drawn of a network: part and whole, colours, legend, and what stands at nodes."""

    graph: networkx.Graph[str]
    whole: networkx.Graph[str]
    nodes: Mapping[str, Node]
    colours: Mapping[str, str]
    keys: Sequence[Key]
    heading: Heading
    centre: str | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


def _drawn(picture: _Picture, lang: Lang) -> Figure:
    graph = picture.graph
    figure, axes = sheet(picture.heading, keys=picture.keys)
    bare(axes)
    places = positions(graph, ratio=1.45)
    _limits(axes, places)
    radii = _radii(graph, picture.whole)
    _edges(axes, graph, places)
    for id_ in sorted(graph, key=lambda i: (-radii[i], i)):
        x, y = places[id_]
        axes.plot(
            *([x], [y]),
            marker="o",
            ms=2 * radii[id_],
            color=picture.colours.get(id_, SOFT),
            mec=PAPER,
            mew=0.8,
            zorder=4,
        )
    labels = [_label(picture, id_, places, radii[id_]) for id_ in sorted(graph)]
    left_out = place(axes, labels, must=_MUST)
    if left_out:
        footnote(figure, say("left_out", lang, number=left_out))
    return figure


def _label(picture: _Picture, id_: str, places: Positions, radius: float) -> Label:
    is_centre = id_ == picture.centre
    return Label(
        *places[id_],
        text=picture.nodes[id_].label,
        edges=tuple(_way(places, id_, other) for other in sorted(picture.graph[id_])),
        note=picture.notes.get(id_, ""),
        weight=float("inf") if is_centre else len(picture.whole.adj.get(id_, ())),
        radius=radius,
        size=11.0 if is_centre else 8.0 + 2.5 * (radius - _RADII[0]) / 10,
        bold=is_centre or radius > _BOLD_FROM,
    )


def _way(places: Positions, start: str, end: str) -> tuple[float, float]:
    return places[end][0] - places[start][0], places[end][1] - places[start][1]


def _ties(net: Network, centre: str, lang: Lang) -> dict[str, str]:
    """Return in a few words what each neighbour is to ``centre``."""
    names = {node.id: node.label for node in net.nodes}
    words: dict[str, list[str]] = {}
    for edge in net.edges:
        if centre in (edge.source, edge.target) and edge.relation not in SEATS:
            other = edge.target if edge.source == centre else edge.source
            words.setdefault(other, []).append(_tie(edge, centre, names[centre], lang))
    return {other: shown(", ".join(dict.fromkeys(found)), 40) for other, found in words.items()}


def _tie(edge: Edge, centre: str, name: str, lang: Lang) -> str:
    """Say a relation with the neighbour as its subject where the language has a word for it."""
    terms = ontology()
    if edge.roles and edge.target == centre:
        return ", ".join(edge.roles)
    if edge.target == centre or edge.relation in terms.symmetric:
        return term_label(edge.relation, lang)
    inverse = terms.inverses.get(edge.relation)
    return term_label(inverse, lang) if inverse else f"{name} {term_label(edge.relation, lang)}"


def _limits(axes: Axes, places: Positions) -> None:
    xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
    pad_x = 0.12 * (max(xs) - min(xs)) + 0.45
    pad_y = 0.05 * (max(ys) - min(ys)) + 0.25
    axes.set_xlim(min(xs) - pad_x, max(xs) + pad_x)
    axes.set_ylim(min(ys) - pad_y, max(ys) + pad_y)


def _radii(graph: networkx.Graph[str], whole: networkx.Graph[str]) -> dict[str, float]:
    """Return radii in points: the area of a mark grows with the number of neighbours."""
    most = max((len(whole[id_]) for id_ in graph if id_ in whole), default=1) or 1
    low, high = _RADII
    return {
        id_: low + (high - low) * ((len(whole[id_]) if id_ in whole else 0) / most) ** 0.5 * 0.9
        for id_ in graph
    }


def _edges(axes: Axes, graph: networkx.Graph[str], places: Positions) -> None:
    from matplotlib.collections import LineCollection

    pairs = sorted((min(a, b), max(a, b)) for a, b in graph.edges)
    articles = [graph.edges[pair]["articles"] for pair in pairs]
    lines = [[places[a], places[b]] for a, b in pairs]
    widths = [0.8 + 0.45 * min(max(number - 1, 0), 5) for number in articles]
    colours = [SOFT if number else FAINT for number in articles]
    axes.add_collection(
        LineCollection(lines, linewidths=widths, colors=colours, alpha=0.75, zorder=2)
    )
