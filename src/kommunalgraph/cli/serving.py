"""The command that serves the graph over HTTP."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click

from kommunalgraph.cli.output import store_option

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
def serve(
    path: Path,
    host: str,
    port: int,
    base_iri: str | None,
    writable: bool,
    token: str | None,
    texts: bool,
    timeout: float,
) -> None:
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
    from kommunalgraph.serve.settings import Limits, Settings

    run(
        Settings(
            store=path,
            host=host,
            port=port,
            base_iri=base_iri,
            writable=writable,
            token=token,
            texts=texts,
            limits=Limits(query=timeout),
        )
    )
