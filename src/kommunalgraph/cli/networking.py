"""Commands that analyse the network: network, path."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kommunalgraph.cli.output import out_option, store_option, table, write
from kommunalgraph.cli.selecting import day_of, selection_options

if TYPE_CHECKING:
    from pyoxigraph import Store

    from kommunalgraph.analysis.paths import Step
    from kommunalgraph.analysis.selection import Selection
    from kommunalgraph.analysis.views import Row
    from kommunalgraph.plots.drawing import Motif
    from kommunalgraph.plots.wording import Lang

_VIEWS = (
    *("central", "communities", "bridges", "customers", "people", "change"),
    *("network", "ego", "timeline", "topics", "map"),
)
_MEASURES = ("degree", "betweenness", "eigenvector", "core")
_PICTURES = ("png", "svg")
"""Spelled out, so that ``--help`` need not load networkx; a test compares."""

_DRAWN_AS = {"central": "network"}
"""Views whose picture has another name."""

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("view", type=click.Choice(_VIEWS), default="central", metavar="[VIEW]")
@click.argument("entity", required=False)
@click.option(
    "--by", type=click.Choice(_MEASURES), default="degree", show_default=True, help="For central."
)
@click.option("--between", nargs=2, type=_DAY, metavar="FROM TO", help="For change: two days.")
@click.option(
    "--top", type=click.IntRange(0), default=0, help="Only so many rows; 0 for all.", metavar="N"
)
@click.option(
    "--plot",
    "picture",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw it instead, to a .png or .svg file.",
)
@click.option(
    "--lang",
    type=click.Choice(["de", "en"]),
    default="de",
    envvar="KOMMUNALGRAPH_LANG",
    show_default=True,
    show_envvar=True,
    help="Language of the picture.",
)
@click.option(
    "--format", "-f", "format_", type=click.Choice(["table", "csv", "json"]), default="table"
)
@selection_options
@out_option
@store_option
def network(
    view: str,
    entity: str | None,
    by: str,
    between: tuple[datetime, datetime] | None,
    top: int,
    picture: Path | None,
    lang: Lang,
    format_: str,
    selection: Selection,
    out: Path,
    path: Path,
) -> None:
    """Analyse the network of entities, or draw it.

    \b
    VIEW is one of
      central         degree, betweenness, eigenvector centrality, k-core (the default)
      communities     what belongs together, each community with a name
      bridges         who connects states, and providers
      customers       customers and members that two providers share
      people          people that two providers share, or shared
      change          what came and went --between two days
      network         every relation with articles, dates and best quote
      ego ENTITY      the relations of one entity
      timeline ENTITY what articles tell of it, by day
      topics          articles per topic and year
      map [ENTITY]    which provider serves which place, with coordinates

    customers, people and map may be narrowed to one ENTITY. Pictures are there for central,
    communities, network, ego, timeline, topics and map; they need kommunalgraph[plots].

    \b
    Example:
      kommunalgraph network bridges --top 10
      kommunalgraph network communities --plot communities.svg
      kommunalgraph network change --between 2016-01-01 2020-01-01 --format csv
    """
    from kommunalgraph.graph.store import open_read_only

    graph = open_read_only(path)
    if picture is not None:
        from kommunalgraph.plots.drawing import Motif

        _draw(graph, _DRAWN_AS.get(view, view), picture, Motif(selection, entity, lang))
        return
    from kommunalgraph.analysis.views import Asked
    from kommunalgraph.analysis.views import view as view_of

    days = (day_of(between[0]), day_of(between[1])) if between else None
    rows = view_of(graph, view, Asked(selection, entity, by=by, between=days))
    write(_written(rows[:top] if top else rows, format_).encode(), out)


def _draw(graph: Store, name: str, picture: Path, motif: Motif) -> None:
    from kommunalgraph.plots.drawing import plot

    kind = picture.suffix.removeprefix(".").lower()
    if kind not in _PICTURES:
        raise click.UsageError(f"{picture}: name a file that ends in .png or .svg")
    write(plot(graph, name, kind, motif), picture)


def _written(rows: Sequence[Row], format_: str) -> str:
    if format_ == "json":
        found = [asdict(row) for row in rows]
        return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n"
    if not rows:
        return "" if format_ == "csv" else "Nothing is there.\n"
    names = [field.name for field in fields(rows[0])]
    if format_ == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([_cell(getattr(row, n), "; ") for n in names] for row in rows)
        return out.getvalue()
    short = [n for n in names if not n.endswith(("_id", "ids", "latitude", "longitude"))]
    cells = [[_cell(getattr(row, n), ", ") for n in short] for row in rows]
    return f"{table(short, cells)}\n"


def _cell(value: object, comma: str) -> str:
    if isinstance(value, tuple):
        return comma.join(map(str, value))
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)


@click.command()
@click.argument("start")
@click.argument("end")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@selection_options
@store_option
@click.pass_context
def path(
    ctx: click.Context, start: str, end: str, format_: str, selection: Selection, path: Path
) -> None:
    """Explain how two entities are connected: the shortest path, each step with its sentence.

    START and END are names, parts of names, ids or IRIs. Of paths of one length, the one that
    articles support best comes out; --relation, --type and the like leave others. Exit code 1 if
    nothing connects them.

    \b
    Example:
      kommunalgraph path KITU AKDB
    """
    from kommunalgraph.analysis.paths import explained_path
    from kommunalgraph.graph.store import open_read_only

    steps = explained_path(open_read_only(path), start, end, selection)
    click.echo(_path_json(steps) if format_ == "json" else _path_text(steps))
    if not steps:
        ctx.exit(1)


def _path_text(steps: Sequence[Step]) -> str:
    if not steps:
        return "Nothing connects the two."
    lines = [steps[0].source]
    for step in steps:
        ends = (step.source, step.target) if step.is_forward else (step.target, step.source)
        roles = f" ({', '.join(step.edge.roles)})" if step.edge.roles else ""
        lines.append(f"  {ends[0]} {step.edge.relation} {ends[1]}{roles}")
        told = step.explanation
        if told is None:
            lines.append("  stated by the reference tables")
        else:
            day = ", ".join(filter(None, (told.outlet, told.claim.reported_on)))
            lines.append(f"  »{' '.join(told.claim.quote.split())}«")
            lines.append(f"  {told.title}" + (f" ({day})" if day else ""))
        lines.append(step.target)
    return "\n".join(lines)


def _path_json(steps: Sequence[Step]) -> str:
    found = [
        {
            "from": step.source_id,
            "fromLabel": step.source,
            "to": step.target_id,
            "toLabel": step.target,
            "subject": step.edge.source,
            "relation": step.edge.relation,
            "object": step.edge.target,
            "roles": list(step.edge.roles),
            "articles": step.edge.evidence,
            "quote": step.explanation.claim.quote if step.explanation else None,
            "article": step.explanation.claim.article.value if step.explanation else None,
            "title": step.explanation.title if step.explanation else None,
            "outlet": step.explanation.outlet if step.explanation else None,
            "reportedOn": step.explanation.claim.reported_on if step.explanation else None,
            "confidence": float(step.explanation.claim.confidence) if step.explanation else None,
        }
        for step in steps
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)
