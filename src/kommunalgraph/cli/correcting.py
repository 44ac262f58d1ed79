"""The command that decides on single claims, and the option for the file it writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click
from click.core import ParameterSource

from kommunalgraph.cli.output import store_option

if TYPE_CHECKING:
    from kommunalgraph.analysis.explaining import Explanation

_MOST = 20

corrections_option = click.option(
    "--corrections",
    "corrections_path",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("corrections.toml"),
    envvar="KOMMUNALGRAPH_CORRECTIONS",
    show_default=True,
    show_envvar=True,
    help="File of decisions on single claims.",
)
"""``--corrections FILE`` of the commands that write or read decisions on claims."""


@click.command()
@click.argument("subject")
@click.argument("relation", required=False)
@click.argument("object_", metavar="[OBJECT]", required=False)
@click.option(
    "--reject",
    "status",
    flag_value="rejected",
    required=True,
    help="The article does not say this; take it away.",
)
@click.option(
    "--accept", "status", flag_value="accepted", help="The article says this, unsure as it seemed."
)
@click.option("--why", required=True, help="The reason, for who reads the file or the claim.")
@corrections_option
@store_option
def correct(
    subject: str,
    relation: str | None,
    object_: str | None,
    status: Literal["rejected", "accepted"],
    why: str,
    corrections_path: Path,
    path: Path,
) -> None:
    """Reject or accept a single claim, now and in every build that reads the file.

    Name the claim as for explain, by subject, relation and object; where that means several, by
    its id. The decision holds for what the article says, also when it is read again with other
    rules. To undo it, delete its entry in the file and build again.

    \b
    Example:
      kommunalgraph correct KITU memberCount 90 --reject --why "It counts the guests."
    """
    from kommunalgraph.analysis.explaining import explain
    from kommunalgraph.graph import corrections
    from kommunalgraph.graph.prepared import default_reference
    from kommunalgraph.graph.store import open_store

    graph = open_store(path)
    about = _only(explain(graph, subject, relation, object_).explanations)
    decision = corrections.correction_of(about.claim, status, why)
    corrections.append(corrections_path, decision, about.claim.quote)
    corrections.correct(graph, decision, default_reference())
    click.echo(f"{status}: {about.subject} {about.relation} {about.object}")
    click.echo(f"written to {corrections_path}; builds read it from there", err=True)


def _only(found: Sequence[Explanation]) -> Explanation:
    from kommunalgraph.analysis.lookup import short
    from kommunalgraph.errors import QueryError

    if len(found) == 1:
        return found[0]
    if not found:
        raise QueryError("no article says this; `kommunalgraph explain` shows what is said")
    listed = [
        f"\n  {short(e.claim.iri.value)}  {e.subject} {e.relation} {e.object}, {e.title}"
        for e in found[:_MOST]
    ]
    more = f"\n  and {len(found) - _MOST} more" if len(found) > _MOST else ""
    raise QueryError(f"this means {len(found)} claims; name one by its id:{''.join(listed)}{more}")


def correction_files(ctx: click.Context, given: Path) -> list[Path]:
    """Return the files that a build reads: the project's own, then ``given``, which need not be
    there unless somebody named it."""
    from kommunalgraph.graph.corrections import own_corrections

    named = ctx.get_parameter_source("corrections_path") != ParameterSource.DEFAULT
    return [*own_corrections(), *([given] if named or given.exists() else [])]
