"""Commands that speak with stores elsewhere: push, pull, enrich; and the options they share."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from kommunalgraph.cli.output import Progress, store_option, table

if TYPE_CHECKING:
    from kommunalgraph.remote.connection import Connection, Scheme
    from kommunalgraph.remote.dataset import Dataset
    from kommunalgraph.remote.scope import GraphName, Scope

timeout_option = click.option(
    "--timeout",
    type=click.IntRange(1),
    default=60,
    show_default=True,
    help="Seconds for each answer of a remote store.",
)
"""``--timeout SECONDS`` of commands that ask a remote store."""

auth_option = click.option(
    "--auth",
    type=click.Choice(["basic", "digest", "bearer"]),
    help="How to log in: KOMMUNALGRAPH_USER and KOMMUNALGRAPH_PASSWORD, or KOMMUNALGRAPH_TOKEN, "
    "from the environment.",
)
"""``--auth SCHEME``; secrets come from the environment alone."""

_DATA_SET_OPTIONS = (
    click.option("--flat", is_flag=True, help="All triples in the default graph, without layers."),
    click.option("--graph", metavar="IRI", help="All triples in this one graph, without layers."),
    click.option(
        "--query",
        "query_address",
        metavar="URL",
        help="Where the data set is read, if not at URL or beside it (…/update, …/query).",
    ),
    click.option(
        "--graph-store", is_flag=True, help="URL speaks the Graph Store protocol, not SPARQL."
    ),
    click.option(
        "--batch",
        type=click.IntRange(1, 100_000),
        default=1000,
        show_default=True,
        help="Triples in one request.",
    ),
    auth_option,
    timeout_option,
    store_option,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a remote data set is and how it is spoken to, as the options say."""

    url: str
    flat: bool
    graph: str | None
    query_address: str | None
    graph_store: bool
    batch: int
    auth: Scheme | None
    timeout: int

    def scope(self) -> Scope:
        """Return where our triples stand there."""
        from pyoxigraph import DefaultGraph, NamedNode

        from kommunalgraph.remote.scope import Scope

        if self.flat and self.graph:
            raise click.UsageError("give either --flat (the default graph) or --graph")
        if self.graph is None:
            return Scope(DefaultGraph() if self.flat else None)
        try:
            return Scope(NamedNode(self.graph))
        except ValueError as error:
            raise click.UsageError(f"--graph {self.graph}: {error}") from error

    def data_set(self, names: Collection[GraphName] = ()) -> Dataset:
        """Return the data set; ``names`` are graphs that it may have."""
        from kommunalgraph.remote.endpoint import Endpoint, reading_address
        from kommunalgraph.remote.graph_store import GraphStoreDataset
        from kommunalgraph.remote.sparql_dataset import SparqlDataset

        sending, scope = connection(self.url, self.timeout, self.auth), self.scope()
        if self.graph_store:
            if self.query_address:
                raise click.UsageError("a graph store is read where it is written: no --query")
            return GraphStoreDataset(self.url, sending, scope, batch=self.batch, known=names)
        query = self.query_address or reading_address(self.url)
        return SparqlDataset(Endpoint(query, sending, update=self.url), scope, batch=self.batch)


def _data_set_options(command: Callable[[_Place, Path], None]) -> Callable[..., None]:
    """Add the address and the options of commands that read or write a whole remote data set."""

    @functools.wraps(command)
    def with_place(path: Path, **options: object) -> None:
        command(_Place(**cast("dict[str, Any]", options)), path)

    decorated: Callable[..., None] = with_place
    for option in reversed(_DATA_SET_OPTIONS):
        decorated = option(decorated)
    return click.argument("url")(decorated)


def connection(
    url: str,
    timeout: int,
    auth: Scheme | None = None,
    *,
    pause: float = 0.0,
    public: bool = False,
) -> Connection:
    """Return a connection with the secrets of the environment; it tells of each repetition.

    ``pause`` is in seconds, between two requests.  A ``public`` service gets no secret unless
    ``auth`` asks for it: those of the environment are meant for a store of one's own.
    """
    from kommunalgraph.remote.connection import AGENT, Connection, Limits, credentials_from
    from kommunalgraph.remote.endpoint import is_open

    credentials = credentials_from(os.environ, auth) if auth or not public else None
    contact = os.environ.get("KOMMUNALGRAPH_CONTACT", "")
    if credentials and credentials.scheme != "digest" and is_open(url):
        click.echo("Warning: without https, anyone on the way can read the password.", err=True)
    return Connection(
        Limits(timeout=timeout),
        credentials=credentials,
        agent=f"{AGENT} ({contact})" if contact else AGENT,
        least_pause=pause,
        say=lambda line: click.echo(line, err=True),
    )


@click.command()
@_data_set_options
def push(place: _Place, path: Path) -> None:
    """Make a remote store hold what the store here holds: SPARQL 1.1 Update or Graph Store.

    In layers as in the master export: a graph per article, one for the clean triples, one for the
    description. Only differences are sent, what was withdrawn here goes there, and what others
    keep there stays. After a broken connection run the command again: it goes on from there.

    \b
    Example:
      kommunalgraph push http://localhost:7878/update
      kommunalgraph push http://localhost:8890/sparql-auth --auth digest
    """
    from kommunalgraph.graph.store import open_read_only
    from kommunalgraph.remote.pushing import push as push_quads
    from kommunalgraph.remote.scope import graph_of

    quads = set(place.scope().local(open_read_only(path)))
    progress = _Sent()
    remote = place.data_set({graph_of(quad) for quad in quads})
    report = push_quads(quads, remote, progress=progress.step)
    progress.done()
    rows = [
        ("unchanged", str(report.unchanged)),
        ("added", str(report.added)),
        ("removed", str(report.removed)),
        ("graphs", str(report.graphs)),
    ]
    click.echo(table(("pushed", "number"), rows))


@click.command()
@_data_set_options
def pull(place: _Place, path: Path) -> None:
    """Create a store from a remote one that was pushed to.

    Exports of the new store are the same bytes as those of the one that was pushed.

    \b
    Example:
      kommunalgraph pull http://localhost:7878/query --store copy.store
    """
    from kommunalgraph.remote.pulling import pull as pull_store

    report = pull_store(place.data_set(), path)
    click.echo(f"Store: {path}\n")
    rows = [("triples", str(report.triples)), ("graphs", str(report.graphs))]
    click.echo(table(("pulled", "number"), rows))


@click.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("proposals.csv"),
    show_default=True,
    help="Table of proposals; decisions that stand there already are kept.",
)
@click.option(
    "--accept",
    "accepted",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Write the accepted links of this table into the store; nothing is asked.",
)
@click.option("--endpoint", metavar="URL", help="SPARQL endpoint, if not that of the profile.")
@click.option(
    "--profile",
    "profile_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="TOML file that says how to look up; default: Wikidata.",
)
@click.option("--type", "kinds", multiple=True, metavar="CLASS", help="Classes to look up.")
@click.option("--unmentioned", is_flag=True, help="Also entities that no article mentions.")
@click.option("--refresh", is_flag=True, help="Ask again what the cache has an answer to.")
@auth_option
@timeout_option
@store_option
def enrich(path: Path, out: Path, accepted: Path | None, **options: object) -> None:
    """Propose links to Wikidata, or to another endpoint, for a person to review.

    Entities are looked up by official key, then by website, then by name. The store stays as it
    is: proposals go into a table, somebody writes accept or reject into its last column, and
    --accept makes the accepted ones links (schema:sameAs). Keep the table; it can be accepted
    again after the store has been made anew.

    \b
    Example:
      kommunalgraph enrich --out proposals.csv
      kommunalgraph enrich --accept proposals.csv
    """
    if accepted:
        _accept(path, accepted)
    else:
        _propose(path, out, _Lookup(**cast("dict[str, Any]", options)))


@dataclass(frozen=True, slots=True)
class _Lookup:
    """What is looked up where, as the options say."""

    endpoint: str | None
    profile_path: Path | None
    kinds: tuple[str, ...]
    unmentioned: bool
    refresh: bool
    auth: Scheme | None
    timeout: int


def _propose(path: Path, out: Path, lookup: _Lookup) -> None:
    from kommunalgraph.graph.store import open_read_only
    from kommunalgraph.remote.candidates import DEFAULT_KINDS, candidates
    from kommunalgraph.remote.endpoint import Endpoint
    from kommunalgraph.remote.enriching import enrich as look_up
    from kommunalgraph.remote.profile import load_profile
    from kommunalgraph.remote.proposals import read_proposals, write_proposals

    if out.exists():
        read_proposals(out)  # a table that cannot be kept is told before anybody is asked
    profile = load_profile(lookup.profile_path)
    address = lookup.endpoint or profile.endpoint
    kinds = _classes(lookup.kinds) or DEFAULT_KINDS
    graph = open_read_only(path)
    entities = list(candidates(graph, profile.items, kinds, unmentioned=lookup.unmentioned))
    sending = connection(address, lookup.timeout, lookup.auth, pause=profile.pause, public=True)
    progress = Progress("questions")
    report = look_up(
        entities,
        profile,
        Endpoint(address, sending),
        refresh=lookup.refresh,
        progress=progress.step,
    )
    progress.done()
    write_proposals(report.proposals, out)
    rows = [
        ("entities looked up", str(report.looked_up)),
        ("links proposed", str(len(report.proposals))),
        ("with too many matches", str(report.ambiguous)),
        ("answers nobody asked for", str(report.ignored)),
    ]
    click.echo(f"Proposals: {out}\n")
    click.echo(table(("enriched", "number"), rows))


def _classes(kinds: tuple[str, ...]) -> tuple[str, ...]:
    from kommunalgraph.vocabulary import ontology

    for kind in kinds:
        if kind not in ontology().classes:
            listed = ", ".join(sorted(ontology().classes))
            raise click.UsageError(f"--type {kind}: no such class; there are {listed}")
    return kinds


def _accept(path: Path, table_path: Path) -> None:
    from kommunalgraph.graph.links import decide
    from kommunalgraph.graph.store import open_store
    from kommunalgraph.remote.proposals import read_proposals

    proposals = read_proposals(table_path)
    pairs = {
        word: [(p.entity, p.link) for p in proposals if p.decision == word]
        for word in ("accept", "reject")
    }
    added, gone = decide(open_store(path), accepted=pairs["accept"], rejected=pairs["reject"])
    undecided = sum(not proposal.decision for proposal in proposals)
    rows = [("new", str(added)), ("gone", str(gone)), ("undecided", str(undecided))]
    click.echo(table(("links", "number"), rows))


class _Sent:
    """Shows on a terminal how much has been sent."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def step(self, sent: int, total: int) -> None:
        """Show that ``sent`` of ``total`` triples are through."""
        if self._shown:
            click.echo(f"\r{sent} of {total} triples", nl=False, err=True)

    def done(self) -> None:
        """Clear the line."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)
