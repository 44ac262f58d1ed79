"""The command line: thin commands, each of which calls one plain function.

Exit codes: 0 done; 1 the answer is no (the graph does not conform, nothing is known, nothing could
be read); 2 wrong usage or an input, store or knowledge file that cannot be used.
"""

from __future__ import annotations

import click

from kommunalgraph import __version__
from kommunalgraph.cli.asking import ask, explain, query
from kommunalgraph.cli.building import build, extract, withdraw
from kommunalgraph.cli.correcting import correct
from kommunalgraph.cli.exporting import export
from kommunalgraph.cli.networking import network, path
from kommunalgraph.cli.remote import enrich, pull, push
from kommunalgraph.cli.serving import serve
from kommunalgraph.cli.showing import stats, validate
from kommunalgraph.errors import KommunalgraphError

_EPILOG = """
\b
Exit codes:
  0  done
  1  the answer is no: not conforming, nothing known, nothing could be read
  2  wrong usage, or an input, store or knowledge file that cannot be used
"""


class _Commands(click.Group):
    """The commands in the order in which they are used; our errors become one line."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KommunalgraphError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(2)


@click.group(
    cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="kommunalgraph")
def main() -> None:
    """Turn press articles into a dated, evidenced graph of German municipal IT.

    \b
    Example:
      kommunalgraph build data/articles
      kommunalgraph ask customers-of-provider
    """


_COMMANDS = (
    *(build, extract, ask, query, explain),
    *(path, network),
    *(export, validate, stats, correct, withdraw),
    *(serve, push, pull, enrich),
)

for _command in _COMMANDS:
    main.add_command(_command)
