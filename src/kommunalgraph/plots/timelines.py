"""The history of an entity: what articles tell of it, in lanes along the years.

A full mark stands where the text gives the day, a hollow one where only the report is dated; the
bar leads to the last report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kommunalgraph.analysis.timeline import COUNTS, Event, Timeline
from kommunalgraph.plots.style import GROUND, INK, PAPER, SERIES, Heading, bare, sheet, shown
from kommunalgraph.plots.wording import Lang, number_text, say, term_label
from kommunalgraph.vocabulary import ontology

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LANES: Mapping[str, frozenset[str]] = {
    "body": frozenset(),
    "people": frozenset({"hasRole"}),
    "customers": frozenset({"customerOf", "memberOf"}),
    "numbers": COUNTS,
    "subjects": frozenset({"engagedIn", "usesProduct", "providesProduct", "participatesIn"}),
}
"""The lanes from top to bottom, and which relations go there; the first takes the rest."""

_MOST = 60
_WIDTH = 10.5
_ROW = 0.235  # inches
_LANE_GAP = 0.16
_NAMES = 1.85  # inches for the names of the lanes
_RIGHT = 0.35
_TEXT = 8.5
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Item:
    """An event as it is drawn: days as years with fractions."""

    start: float
    end: float
    text: str
    hollow: bool


_Placed = tuple[int, _Item, bool]
"""Row, item, and whether its text stands before its mark."""


def timeline_figure(found: Timeline, source: str, lang: Lang, *, most: int = _MOST) -> Figure:
    """Return the timeline of an entity; of more than ``most`` events those reported most often."""
    chosen = sorted(found.events, key=lambda e: (-e.reports, e.day, e.relation, e.other))[:most]
    lanes = _lanes(chosen, lang)
    items = [item for group in lanes.values() for item in group]
    first = min((int(item.start) for item in items), default=2000)
    last = max((int(item.end) for item in items), default=2001) + 1
    inches = _WIDTH - _NAMES - _RIGHT
    scale = inches / (last - first)
    rows = {name: _rows(group, first, scale, inches) for name, group in lanes.items()}
    used = sum(map(_depth, rows.values()))
    height = 1.35 + used + 0.6
    heading = Heading(
        say("timeline", lang, name=shown(found.label)),
        say("timeline_subtitle", lang, events=len(chosen)),
        source,
    )
    figure, axes = sheet(heading, width=_WIDTH, height=height)
    axes.set_position((_NAMES / _WIDTH, 0.55 / height, inches / _WIDTH, used / height))
    _scales(axes, first, last, used)
    top = 0.0
    for name, placed in rows.items():
        _lane(axes, say(name, lang), list(_LANES).index(name), top, placed)
        top += _depth(placed)
    return figure


def _depth(placed: Sequence[_Placed]) -> float:
    """Return the height of a lane in inches."""
    return _ROW * (max(row for row, *_ in placed) + 1) + _LANE_GAP


def _lanes(events: Iterable[Event], lang: Lang) -> dict[str, list[_Item]]:
    """Return what stands in each lane that has anything, by day."""
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        lane = next((n for n, rs in _LANES.items() if event.relation in rs), "body")
        groups[lane].append(event)
    groups["body"] = _founding(groups["body"])
    return {
        name: sorted((_item(e, lang) for e in groups[name]), key=lambda i: (i.start, i.text))
        for name in _LANES
        if groups[name]
    }


def _founding(events: Sequence[Event]) -> list[Event]:
    """Put all founders into one event, and leave the bare founding out where there are any."""
    founders = [e for e in events if e.relation == "foundedBy" and not e.incoming]
    if not founders:
        return list(events)
    names = ", ".join(sorted(e.other for e in founders))
    rest = [e for e in events if e not in founders and e.relation != "foundedIn"]
    return [replace(founders[0], other=names, last=founders[0].day), *rest]


def _item(event: Event, lang: Lang) -> _Item:
    start = _year(event.day)
    end = start if event.relation == "foundedIn" else _year(event.until or event.last or event.day)
    text = shown(_text(event, lang), _LONGEST)
    return _Item(start, max(start, end), text, hollow=not event.stated)


def _year(day: str) -> float:
    found = date.fromisoformat(day)
    return found.year + (found.timetuple().tm_yday - 1) / 366


def _text(event: Event, lang: Lang) -> str:
    """Return what an event says within its lane."""
    if event.relation in COUNTS:
        return say(event.relation, lang, number=number_text(float(event.other), lang))
    if event.relation == "foundedIn":
        return say("foundedIn", lang)
    if event.relation == "hasRole":
        return f"{event.other}, {event.role}" if event.role else event.other
    in_its_lane = (
        event.relation in _LANES["customers"]
        if event.incoming
        else (event.relation in _LANES["subjects"])
    )
    if in_its_lane:
        return event.other
    words = term_label(event.relation, lang)
    is_subject = event.incoming and event.relation not in ontology().symmetric
    return f"{event.other} {words} …" if is_subject else f"{words} {event.other}"


def _rows(items: Sequence[_Item], first: int, scale: float, inches: float) -> list[_Placed]:
    """Return each item with the first row in which nothing is in its way.

    A text that would leave the sheet stands before its mark.
    """
    ends: list[float] = []
    placed = []
    for item in items:
        at, bar = (item.start - first) * scale, (item.end - first) * scale
        width = _text_inches(item.text) + 0.2
        flipped = at + width > inches and at - width > 0
        left, right = (at - width, max(at, bar)) if flipped else (at, max(at + width, bar))
        row = next((n for n, end in enumerate(ends) if end + 0.14 <= left), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = right
        placed.append((row, item, flipped))
    return placed


def _text_inches(text: str) -> float:
    """Return the width of a text in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    path = TextPath((0, 0), text or " ", size=_TEXT, prop=FontProperties())
    return float(path.get_extents().width) / 72


def _scales(axes: Axes, first: int, last: int, deep: float) -> None:
    bare(axes)
    axes.set_xlim(first, last)
    axes.set_ylim(deep, 0)
    step = max(1, -(-(last - first) // 16))
    years = range(first, last + 1, step)
    axes.set_xticks(years)
    axes.tick_params(
        axis="x", length=0, labelsize=9, top=True, labeltop=True, bottom=False, labelbottom=False
    )
    for year in years:
        axes.axvline(year, color=GROUND, linewidth=0.8, zorder=1)


def _lane(axes: Axes, name: str, number: int, top: float, placed: Sequence[_Placed]) -> None:
    colour = SERIES[number]
    axes.axhline(top, color=GROUND, linewidth=1.0, zorder=1, clip_on=False)
    axes.annotate(
        name,
        (axes.get_xlim()[0], top + (_LANE_GAP + _ROW) / 2),
        xytext=(-10, 0),
        textcoords="offset points",
        ha="right",
        va="center_baseline",
        size=9.5,
        color=colour,
        weight="bold",
        annotation_clip=False,
    )
    for row, item, flipped in placed:
        _event(axes, item, top + _LANE_GAP / 2 + _ROW * (row + 0.5), colour, flipped=flipped)


def _event(axes: Axes, item: _Item, y: float, colour: str, *, flipped: bool) -> None:
    if item.end > item.start:
        axes.plot(
            *([item.start, item.end], [y + _ROW * 0.40] * 2),
            color=colour,
            lw=1.6,
            alpha=0.35,
            zorder=2,
            solid_capstyle="round",
        )
    axes.plot(
        *([item.start], [y]),
        marker="o",
        ms=6,
        mfc=PAPER if item.hollow else colour,
        mec=colour,
        mew=1.2,
        zorder=4,
        clip_on=False,
    )
    axes.annotate(
        item.text,
        (item.start, y),
        xytext=(-7 if flipped else 7, 0),
        textcoords="offset points",
        ha="right" if flipped else "left",
        va="center_baseline",
        size=_TEXT,
        color=INK,
        zorder=5,
        annotation_clip=False,
    )
