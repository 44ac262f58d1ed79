"""Commands that show the whole graph: export, validate, stats."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kommunalgraph.cli.output import out_option, store_option, table, write

if TYPE_CHECKING:
    from kommunalgraph.analysis.figures import Figures
    from kommunalgraph.analysis.validation import ValidationReport

_FORMATS = (
    *("ttl", "nt", "trig", "nq", "jsonld", "xml"),
    *("graphml", "gexf", "nodes.csv", "edges.csv"),
)
"""Spelled out, so that ``--help`` need not load any writer; a test compares."""

_LONG_NAMES = {
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "nquads": "nq",
    "n-quads": "nq",
    "json-ld": "jsonld",
    "rdfxml": "xml",
    "rdf/xml": "xml",
    "rdf": "xml",
}
"""What the formats are called elsewhere."""

_MOST_PARTS = 5


class _Format(click.Choice[str]):
    """A format by its short name or the one it has elsewhere: ``nq`` or ``nquads``."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the short name."""
        return super().convert(_LONG_NAMES.get(value.lower(), value), param, ctx)


@click.command()
@click.option("--format", "-f", "format_", type=_Format(_FORMATS), default="ttl", show_default=True)
@click.option("--claims", is_flag=True, help="Add articles and claims to the clean triples.")
@out_option
@store_option
def export(format_: str, claims: bool, out: Path, path: Path) -> None:
    """Write the graph: RDF, or the network of entities for network tools.

    trig and nq hold everything in layers, one graph per article; the other RDF formats hold the
    clean triples. The same facts give the same bytes. Long names (turtle, nquads, json-ld) do, too.

    \b
    Example:
      kommunalgraph export --format jsonld --out graph.jsonld
      kommunalgraph export --format nq | gzip > graph.nq.gz
    """
    from kommunalgraph.export.exporting import export as export_store
    from kommunalgraph.graph.store import open_read_only

    write(export_store(open_read_only(path), format_, claims=claims), out)


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
