"""The options that choose a part of the graph; every command that can takes all of them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, cast

import click

_DAY = click.DateTime(["%Y-%m-%d"])

_OPTIONS = (
    click.option(
        "--type", "types", multiple=True, metavar="CLASS", help="Only entities of this class."
    ),
    click.option(
        "--relation", "relations", multiple=True, metavar="NAME", help="Only this relation."
    ),
    click.option("--since", type=_DAY, metavar="DATE", help="Reported on this day or later."),
    click.option("--as-of", type=_DAY, metavar="DATE", help="As the graph would be on this day."),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.0,
        help="Leave out less certain claims and what only they support.",
    ),
    click.option("--around", metavar="ENTITY", help="Only what is near this entity."),
    click.option(
        "--hops", type=click.IntRange(0), default=1, show_default=True, help="How near, in steps."
    ),
)


def selection_options(command: Callable[..., object]) -> Callable[..., object]:
    """Give a command the options of a selection; it receives them as one ``selection``."""

    @functools.wraps(command)
    def selecting(**given: object) -> object:
        from kommunalgraph.analysis.selection import selection_of

        names = ("types", "relations", "min_confidence", "around", "hops")
        chosen: dict[str, Any] = {name: given.pop(name) for name in names}
        for name in ("since", "as_of"):
            chosen[name] = day_of(cast("datetime | None", given.pop(name)))
        return command(selection=selection_of(**chosen), **given)

    for option in reversed(_OPTIONS):
        selecting = option(selecting)
    return selecting


def day_of(moment: datetime | None) -> date | None:
    """Return the day of what click read, ``None`` for nothing."""
    return moment.date() if moment else None
