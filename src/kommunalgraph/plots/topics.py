"""Topics by year: how many articles name each, as a table of circles with the sum of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kommunalgraph.analysis.topics import TopicYear
from kommunalgraph.plots.style import FAINT, GROUND, INK, PAPER, SERIES, SOFT, Heading, sheet, shown
from kommunalgraph.plots.wording import Lang, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MOST = 16
_ROW = 0.33  # inches
_LARGEST = 0.34  # inches, the circle of the highest number
_NAMES = 2.9  # inches for the names of topics


def topics_figure(
    rows: Sequence[TopicYear], source: str, lang: Lang, *, most: int = _MOST
) -> Figure:
    """Return the ``most`` frequent topics, one row each, the years as columns."""
    sums: Counter[str] = Counter()
    names: dict[str, str] = {}
    for row in rows:
        sums[row.topic_id] += row.articles
        names[row.topic_id] = row.topic
    ranked = sorted(sums, key=lambda id_: (-sums[id_], names[id_], id_))
    chosen = ranked[:most]
    years = sorted({row.year for row in rows})
    heading = Heading(
        say("topics", lang),
        say("topics_subtitle", lang, shown=len(chosen), all=len(ranked)),
        source,
    )
    width, height = 10.5, 2.3 + _ROW * max(len(chosen), 3)
    figure, axes = sheet(heading, width=width, height=height)
    axes.set_position(
        (_NAMES / width, 0.62 / height, 1 - (_NAMES + 0.75) / width, 1 - 2.0 / height)
    )
    _scales(axes, years, [names[id_] for id_ in chosen])
    largest = max((row.articles for row in rows), default=1)
    lines = {id_: number for number, id_ in enumerate(chosen)}
    for row in rows:
        if row.topic_id in lines:
            _circle(axes, row, lines[row.topic_id], largest)
    for id_, line in lines.items():
        axes.text(
            *(years[-1] + 0.75, line, str(sums[id_])),
            size=9.5,
            va="center",
            ha="left",
            color=SOFT,
        )
    axes.text(*(years[-1] + 0.75, -0.95, "Σ"), size=9.5, va="center", color=SOFT) if years else None
    return figure


def _scales(axes: Axes, years: Sequence[int], names: Sequence[str]) -> None:
    for spine in axes.spines.values():
        spine.set_visible(False)
    for line in range(len(names)):
        axes.axhline(line, color=GROUND, linewidth=0.8, zorder=1)
    if years:
        axes.set_xlim(years[0] - 0.6, years[-1] + 0.6)
        axes.set_xticks(range(years[0], years[-1] + 1))
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), [shown(name, 40) for name in names])
    axes.tick_params(axis="y", length=0, labelsize=10, labelcolor=INK, pad=8)
    axes.tick_params(
        axis="x", length=0, labelsize=9, top=True, labeltop=True, bottom=False, labelbottom=False
    )
    axes.set_axisbelow(True)
    axes.grid(axis="x", color=FAINT, linewidth=0.4, alpha=0.6)


def _circle(axes: Axes, row: TopicYear, line: int, largest: int) -> None:
    """Draw a circle whose area is the number of articles, with the number in it."""
    inches = _LARGEST * (row.articles / largest) ** 0.5
    axes.plot(
        *([row.year], [line]),
        marker="o",
        ms=max(inches, 0.2) * 72,
        color=SERIES[0],
        mec=PAPER,
        mew=0.8,
        zorder=3,
        clip_on=False,
    )
    axes.text(
        *(row.year, line, str(row.articles)),
        size=8.5,
        ha="center",
        va="center_baseline",
        color=PAPER,
        zorder=4,
    )
