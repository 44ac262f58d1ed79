"""A map of Germany: providers, and lines from their seats to the places they serve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kommunalgraph.analysis.service import Served
from kommunalgraph.plots.outline import projected, state_outlines
from kommunalgraph.plots.placing import Label, place
from kommunalgraph.plots.style import (
    GROUND,
    INK,
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
from kommunalgraph.plots.wording import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_SIZE = (8.2, 10.6)
_MOST_COLOURS = 10
_BORDER = "#b6c0ca"
_OTHER = "#98a2ac"
_AREAS = frozenset({"District", "State", "MunicipalAssociation"})

_FAR, _NEAR = 30.0, 7.0  # points that a name may stand from its place

Point = tuple[float, float]


def map_figure(served: Sequence[Served], source: str, lang: Lang) -> Figure:
    """Return the map of ``served``; the providers with most places have colours of their own.

    Places without known coordinates are left out.
    """
    located = [s for s in served if s.latitude is not None and s.longitude is not None]
    counted = Counter(s.provider_id for s in located)
    names = {s.provider_id: s.provider for s in located}
    ranked = sorted(counted, key=lambda id_: (-counted[id_], names[id_], id_))
    colours = dict(zip(ranked, SERIES[:_MOST_COLOURS], strict=False))
    width, height = _SIZE
    figure, axes = sheet(
        _heading(located, names, source, lang),
        width=width,
        height=height,
        keys=_keys(colours, names, len(ranked), lang),
    )
    bare(axes)
    axes.set_aspect("equal")
    _ground(axes)
    _lines(axes, located, colours)
    _marks(axes, located, colours)
    left_out = place(axes, _labels(located, colours), must=len(colours))
    if left_out:
        footnote(figure, say("left_out", lang, number=left_out))
    return figure


def _heading(
    located: Sequence[Served], names: Mapping[str, str], source: str, lang: Lang
) -> Heading:
    places = len({s.place_id for s in located})
    one = next(iter(names.values())) if len(names) == 1 else None
    title = say("map_of", lang, name=shown(one)) if one else say("map", lang)
    subtitle = say("map_subtitle", lang, providers=len(names), places=places)
    if one:
        subtitle = say("map_of_subtitle", lang, places=places)
    return Heading(title, subtitle, source + say("outline", lang))


def _keys(
    colours: Mapping[str, str], names: Mapping[str, str], providers: int, lang: Lang
) -> list[Key]:
    keys = [Key(names[id_], colour) for id_, colour in colours.items()] if providers > 1 else []
    if providers > len(colours):
        keys.append(Key(say("others", lang), _OTHER))
    keys.append(Key(say("seat", lang), INK, marker="s"))
    keys.append(Key(say("served", lang), INK))
    return [*keys, Key(say("area", lang), INK, hollow=True)]


def _ground(axes: Axes) -> None:
    for rings in state_outlines().values():
        for ring in rings:
            xs, ys = zip(*(projected(x, y) for x, y in ring), strict=True)
            axes.fill(xs, ys, facecolor=GROUND, edgecolor=_BORDER, linewidth=0.6, zorder=1)
    axes.autoscale_view()
    axes.margins(0.01)


def _at(served: Served) -> Point:
    return projected(served.longitude or 0.0, served.latitude or 0.0)


def _seat(served: Served) -> Point | None:
    if served.provider_latitude is None or served.provider_longitude is None:
        return None
    return projected(served.provider_longitude, served.provider_latitude)


def _lines(axes: Axes, located: Sequence[Served], colours: Mapping[str, str]) -> None:
    from matplotlib.collections import LineCollection

    lines, shades, widths = [], [], []
    for served in located:
        seat = _seat(served)
        if seat is not None:
            lines.append([seat, _at(served)])
            shades.append(colours.get(served.provider_id, _OTHER))
            widths.append(1.1 if served.evidence else 0.7)
    axes.add_collection(
        LineCollection(lines, colors=shades, linewidths=widths, alpha=0.65, zorder=3),
        autolim=False,
    )


def _marks(axes: Axes, located: Sequence[Served], colours: Mapping[str, str]) -> None:
    for served in reversed(located):
        colour = colours.get(served.provider_id, _OTHER)
        hollow = served.type in _AREAS
        x, y = _at(served)
        axes.plot(
            *([x], [y]),
            marker="o",
            ms=5.0,
            ls="",
            zorder=4,
            mfc=PAPER if hollow else colour,
            mec=colour if hollow else PAPER,
            mew=1.1 if hollow else 0.6,
        )
    for served in reversed(located):
        seat = _seat(served)
        if seat is not None:
            colour = colours.get(served.provider_id, _OTHER)
            axes.plot(
                *([seat[0]], [seat[1]]),
                marker="s",
                ms=7.5,
                ls="",
                color=colour,
                mec=PAPER,
                mew=0.8,
                zorder=5,
            )


def _labels(located: Sequence[Served], colours: Mapping[str, str]) -> list[Label]:
    """Return the names of providers at their seats, then of the places, each once."""
    labels: dict[tuple[str, Point], Label] = {}
    counted = Counter(s.provider_id for s in located)
    for served in located:
        seat = _seat(served)
        if seat is not None:
            weight = 1000.0 + counted[served.provider_id]
            main = served.provider_id in colours
            labels.setdefault(
                (served.provider_id, seat),
                Label(
                    *seat,
                    text=served.provider,
                    weight=weight,
                    radius=4.0,
                    size=9.5 if main else 8.0,
                    colour=colours.get(served.provider_id, SOFT),
                    bold=main,
                    reach=_FAR if main else _NEAR,
                ),
            )
    for served in located:
        spot = _at(served)
        weight = float(served.evidence)
        labels.setdefault(
            (served.place_id, spot),
            Label(
                *spot,
                text=served.place,
                weight=weight,
                radius=2.5,
                size=7.5,
                reach=_FAR if served.provider_id in colours else _NEAR,
            ),
        )
    return list(labels.values())
