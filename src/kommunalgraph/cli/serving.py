"""The command that serves the graph over HTTP."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kommunalgraph.cli.output import store_option

if TYPE_CHECKING:
    from kommunalgraph.serve.settings import Settings

Option = Any
"""A value that click has checked."""

_ADDRESS = re.compile(r"https?://[^/\s?#]+/?")
_NEEDED = ("starlette", "uvicorn", "h11", "jinja2")


@click.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port; 0 for any that is free.",
)
@click.option("--base-iri", metavar="URL", help="Public address of the server, behind a proxy.")
@click.option("--writable", is_flag=True, help="Take updates from those who have the token.")
@click.option(
    "--token",
    envvar="KOMMUNALGRAPH_TOKEN",
    show_envvar=True,
    help="What writers send as bearer token.",
)
@click.option(
    "--texts",
    is_flag=True,
    help="Show whole articles where their files are at hand: mind the publishers' rights.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1),
    default=30.0,
    show_default=True,
    help="Seconds after which a query is ended.",
)
@click.option(
    "--read-timeout",
    type=click.FloatRange(0.1),
    default=20.0,
    show_default=True,
    help="Seconds in which a request must have arrived.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    help="Processes for quick queries.  [default: as many as processors, 2 to 8]",
)
@click.option(
    "--per-client",
    type=click.IntRange(1),
    default=64,
    show_default=True,
    help="Requests of one address at a time.",
)
@click.option(
    "--max-answer",
    type=click.IntRange(1),
    default=64,
    show_default=True,
    help="Size of an answer to a query, in MiB.",
)
@click.option(
    "--cors",
    default="*",
    show_default=True,
    metavar="ORIGIN",
    help="Whose pages may read from here: an origin, * for all, none.",
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    default=["127.0.0.1", "::1"],
    show_default=True,
    metavar="ADDRESS",
    help="Proxy whose X-Forwarded headers are believed.",
)
def serve(path: Path, writable: bool, token: str | None, **options: Option) -> None:
    """Serve the graph: a SPARQL endpoint for programs, pages for people.

    Reads only, and listens on this machine only, unless told otherwise.

    \b
    Example:
      kommunalgraph serve --store municipal.store --port 8000
    """
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise click.UsageError(
            f"serve needs {', '.join(missing)}; install: pip install 'kommunalgraph[serve]'"
        )
    if writable and not token:
        raise click.UsageError("--writable needs --token, or KOMMUNALGRAPH_TOKEN")
    from kommunalgraph.serve.server import run

    run(_settings(path, writable=writable, token=token, options=options))


def _settings(
    path: Path, *, writable: bool, token: str | None, options: Mapping[str, Any]
) -> Settings:
    """Return the settings that the options mean."""
    from kommunalgraph.serve.settings import MIB, Limits, Settings

    base = options["base_iri"]
    if base and not _ADDRESS.fullmatch(base):
        raise click.UsageError(f"--base-iri {base}: write https://HOST/ without a path")
    limits = Limits(
        query=options["timeout"],
        reading=options["read_timeout"],
        per_client=options["per_client"],
        answer=options["max_answer"] * MIB,
    )
    if options["workers"]:
        limits = replace(limits, workers=options["workers"])
    return Settings(
        store=path,
        host=options["host"],
        port=options["port"],
        base_iri=base,
        writable=writable,
        token=token,
        texts=options["texts"],
        proxies=tuple(options["proxies"]),
        cors=None if options["cors"] == "none" else options["cors"],
        limits=limits,
    )
