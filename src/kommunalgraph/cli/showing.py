"""Commands that show the whole graph: validate, stats."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kommunalgraph.cli.output import store_option, table

if TYPE_CHECKING:
    from kommunalgraph.analysis.figures import Figures
    from kommunalgraph.analysis.validation import ValidationReport

_MOST_PARTS = 5


@click.command()
@click.option(
    "--most-nodes",
    type=click.IntRange(0),
    default=20_000,
    show_default=True,
    help="Nodes that SHACL looks at, 2 ms each; 0 leaves it out.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@store_option
@click.pass_context
def validate(ctx: click.Context, most_nodes: int, format_: str, path: Path) -> None:
    """Check the graph: shapes (SHACL), and whether every fact is supported.

    Exit code 1 if it does not conform.

    \b
    Example:
      kommunalgraph validate
    """
    from kommunalgraph.analysis.validation import validate as validate_store
    from kommunalgraph.graph.prepared import default_reference
    from kommunalgraph.graph.store import open_read_only

    graph = open_read_only(path)
    report = validate_store(graph, default_reference(), most_nodes=most_nodes)
    click.echo(_faults_json(report) if format_ == "json" else _faults_text(report))
    if not report.conforms:
        ctx.exit(1)


def _faults_text(report: ValidationReport) -> str:
    lines = [
        f"{fault.label} ({fault.node})\n  {fault.message_de}\n  {fault.message_en}"
        + (f"\n  {fault.check}: {fault.where}" if fault.where else f"\n  {fault.check}")
        for fault in report.faults
    ]
    verdict = "conforms" if report.conforms else f"does not conform: {len(report.faults)} faults"
    lines.append(
        f"The graph {verdict} ({report.nodes} of {report.nodes_in_all} nodes against "
        f"the shapes in {report.seconds_shacl:.1f} s, "
        f"checks in SPARQL in {report.seconds_sparql:.1f} s)."
    )
    return "\n\n".join(lines)


def _faults_json(report: ValidationReport) -> str:
    faults = [asdict(fault) for fault in report.faults]
    return json.dumps({"conforms": report.conforms, "faults": faults}, ensure_ascii=False, indent=2)


@click.command()
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@store_option
def stats(format_: str, path: Path) -> None:
    """Show figures: articles, entities, claims, and the network they form.

    \b
    Example:
      kommunalgraph stats
    """
    from kommunalgraph.analysis.figures import figures
    from kommunalgraph.graph.store import open_read_only

    found = figures(open_read_only(path))
    if format_ == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        click.echo(_figures_text(found))


def _figures_text(found: Figures) -> str:
    parts = ", ".join(map(str, found.components[:_MOST_PARTS])) or "none"
    rows = [
        ("triples", str(found.triples)),
        ("articles", str(found.articles)),
        ("teasers", str(found.teasers)),
        ("first and last article", f"{found.first_article} … {found.last_article}"),
        *((f"claims {status}", str(number)) for status, number in found.statuses.items()),
        ("nodes of the network", str(found.nodes)),
        ("edges of the network", str(found.edges)),
        ("connected parts", str(len(found.components))),
        ("largest parts", parts),
    ]
    sections = [table(("figure", "value"), rows)]
    for title, counts in (
        ("entity", found.entities),
        ("relation", found.relations),
        ("provider with most partners", dict(found.providers)),
    ):
        if counts:
            numbered = [(name, str(number)) for name, number in counts.items()]
            sections.append(table((title, "number"), numbered))
    return "\n\n".join(sections)
