"""The command that writes the graph in the formats of other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kommunalgraph.cli.output import out_option, store_option, writing
from kommunalgraph.cli.selecting import selection_options

if TYPE_CHECKING:
    from kommunalgraph.analysis.selection import Selection


class _Format(click.ParamType[str]):
    """A format by its name or the one it has elsewhere: ``nq`` or ``nquads``."""

    name = "format"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the name of the format."""
        from kommunalgraph.errors import QueryError
        from kommunalgraph.export.registry import short_name

        try:
            return short_name(str(value))
        except QueryError as error:
            self.fail(str(error), param, ctx)


class _Export(click.Command):
    """Lists the formats below the options; they are looked up only when somebody asks."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what formats there are."""
        from kommunalgraph.export.registry import formats

        with formatter.section("Formats"):
            formatter.write_dl([(name, format_.summary) for name, format_ in formats().items()])


@click.command(cls=_Export)
@click.option("--format", "-f", "format_", type=_Format(), default="ttl", show_default=True)
@click.option("--claims", is_flag=True, help="Add articles and claims to the clean triples.")
@selection_options
@out_option
@store_option
def export(format_: str, claims: bool, selection: Selection, out: Path, path: Path) -> None:
    """Write the graph, or a part of it, in the formats of other tools.

    trig and nq hold everything in layers, one graph per article; the other RDF formats hold the
    clean triples. Networks hold entities and relations, with roles, dates, evidence and the best
    quote. The same facts give the same bytes.

    \b
    Example:
      kommunalgraph export --format jsonld --out graph.jsonld
      kommunalgraph export --format html --around KITU --hops 2 --out kitu.html
      kommunalgraph export --format graphml --as-of 2018-06-30 --out network.graphml
      kommunalgraph export --format nq | gzip > graph.nq.gz
    """
    from kommunalgraph.export.exporting import export_to
    from kommunalgraph.graph.store import open_read_only

    graph = open_read_only(path)
    with writing(out) as stream:
        export_to(graph, format_, stream, claims=claims, selection=selection)
