"""Commands that read articles: build, extract, withdraw."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kommunalgraph.cli.correcting import correction_files, corrections_option
from kommunalgraph.cli.output import Progress, store_option, table

if TYPE_CHECKING:
    from kommunalgraph.graph.building import BuildReport
    from kommunalgraph.model import Reading, Skipped

_inputs = click.argument("inputs", nargs=-1, required=True)
_MOST_RELATIONS = 10
_MOST_SKIPPED = 20


@click.command()
@_inputs
@store_option
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="Confidence from which a claim is accepted.",
)
@corrections_option
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def build(
    ctx: click.Context,
    inputs: tuple[str, ...],
    path: Path,
    threshold: float,
    corrections_path: Path,
    format_: str,
) -> None:
    """Read articles into the store: files, folders, patterns, or - for standard input.

    Building again over the same input changes nothing; a changed article replaces its own claims.

    \b
    Example:
      kommunalgraph build data/articles --store municipal.store
    """
    from kommunalgraph.graph.building import build as build_store
    from kommunalgraph.graph.building import open_for_building
    from kommunalgraph.graph.corrections import load_corrections
    from kommunalgraph.graph.prepared import default_reference
    from kommunalgraph.pipeline import read_inputs

    corrections = load_corrections(correction_files(ctx, corrections_path))
    reference = default_reference()
    graph = open_for_building(path, reference)
    progress = Progress("documents")
    report = build_store(
        graph,
        read_inputs(inputs, stdin=sys.stdin.buffer),
        reference,
        threshold=threshold,
        corrections=corrections,
        progress=progress.step,
    )
    progress.done()
    click.echo(_as_json(report) if format_ == "json" else _as_text(report, path))
    for skipped in report.skipped[:_MOST_SKIPPED]:
        click.echo(f"skipped {skipped.name}: {skipped.reason}", err=True)
    if len(report.skipped) > _MOST_SKIPPED:
        more = len(report.skipped) - _MOST_SKIPPED
        click.echo(f"and {more} more skipped; --format json lists them all", err=True)
    for correction in report.idle:
        why = "its article says nothing of this any more, or states no fact"
        click.echo(f"corrected nothing: {correction.where}: {why}", err=True)
    if not report.articles and not report.duplicates:
        ctx.exit(1)


def _figures(report: BuildReport) -> list[tuple[str, int]]:
    return [
        ("articles", report.articles),
        ("teasers", report.teasers),
        ("skipped", len(report.skipped)),
        ("duplicates", report.duplicates),
        ("added", report.added),
        ("changed", report.changed),
        ("unchanged", report.unchanged),
        ("withdrawn", report.withdrawn),
        ("entities", len(report.entities)),
        ("entities in no table", len(report.unlisted)),
        ("claims accepted", report.accepted),
        ("claims unreviewed", report.unreviewed),
        ("claims corrected", report.corrected),
    ]


def _as_text(report: BuildReport, path: Path) -> str:
    rows = [(name, str(number)) for name, number in _figures(report)]
    parts = [f"Store: {path}", table(("read", "number"), rows)]
    if report.relations:
        top = report.relations.most_common(_MOST_RELATIONS)
        top.sort(key=lambda pair: (-pair[1], pair[0]))
        parts.append(table(("relation", "claims"), [(n, str(c)) for n, c in top]))
    return "\n\n".join(parts)


def _as_json(report: BuildReport) -> str:
    figures: dict[str, Any] = {name.replace(" ", "_"): n for name, n in _figures(report)}
    figures["relations"] = dict(sorted(report.relations.items()))
    figures["idle_corrections"] = [correction.where for correction in report.idle]
    figures["skipped"] = [{"name": s.name, "reason": s.reason} for s in report.skipped]
    return json.dumps(figures, ensure_ascii=False, indent=2)


@click.command()
@_inputs
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder that gets one JSON file per input.",
)
@click.option(
    "--why",
    is_flag=True,
    help="Show instead, for each sentence, the rules that fired and those that nearly did.",
)
@click.pass_context
def extract(ctx: click.Context, inputs: tuple[str, ...], out: Path | None, why: bool) -> None:
    """Print what articles say as JSON, without a store.

    One input is printed indented, several as one object per line.

    \b
    Example:
      kommunalgraph extract data/articles/2019-10-24-zwei-geburtstage-in-magdeburg.txt
      kommunalgraph extract data/articles/*.txt --out facts/
      kommunalgraph extract --why data/articles/2019-10-24-zwei-geburtstage-in-magdeburg.txt
    """
    from kommunalgraph.export.readings import readings_object
    from kommunalgraph.pipeline import read_inputs

    if why and out:
        raise click.UsageError("--why prints text for people; it cannot be combined with --out.")
    documents = read_inputs(inputs, stdin=sys.stdin.buffer)
    readable = _readable(documents)
    if why:
        ctx.exit(0 if _explain(readable) else 1)
    objects = ((_stem(readings), readings_object(readings)) for readings in readable)
    count = _write_files(objects, out) if out else _print(objects)
    if not count:
        ctx.exit(1)


def _explain(documents: Iterator[tuple[Reading, ...]]) -> int:
    from kommunalgraph.reading import default_reader
    from kommunalgraph.why import explain_article

    count = 0
    for readings in documents:
        for reading in readings:
            click.echo(explain_article(reading.article, default_reader()))
        count += 1
    return count


def _readable(
    documents: Iterator[tuple[Reading, ...] | Skipped],
) -> Iterator[tuple[Reading, ...]]:
    for document in documents:
        if isinstance(document, tuple):
            yield document
        else:
            click.echo(f"skipped {document.name}: {document.reason}", err=True)


def _stem(readings: tuple[Reading, ...]) -> str:
    source = readings[0].article.source
    return Path(source).stem if source and source != "-" else "stdin"


def _print(objects: Iterator[tuple[str, dict[str, Any]]]) -> int:
    first = next(objects, None)
    if first is None:
        return 0
    second = next(objects, None)
    if second is None:
        click.echo(json.dumps(first[1], ensure_ascii=False, indent=2))
        return 1
    count = 0
    for _, content in (first, second):
        click.echo(json.dumps(content, ensure_ascii=False))
        count += 1
    for _, content in objects:
        click.echo(json.dumps(content, ensure_ascii=False))
        count += 1
    return count


def _write_files(objects: Iterator[tuple[str, dict[str, Any]]], out: Path) -> int:
    """Write one file per document, named like it; a name taken in this run gets a number."""
    taken: dict[str, int] = {}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for stem, content in objects:
            taken[stem] = taken.get(stem, 0) + 1
            name = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
            text = json.dumps(content, ensure_ascii=False, indent=2)
            (out / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{out}: cannot be written: {error.strerror}") from error
    return sum(taken.values())


@click.command()
@click.argument("article")
@store_option
def withdraw(article: str, path: Path) -> None:
    """Remove an article, its claims, and what only they support.

    ARTICLE is an id, an IRI or the whole headline.

    \b
    Example:
      kommunalgraph withdraw article/kommune21-2019-10-24-zwei-geburtstage-in-magdeburg
    """
    from kommunalgraph.analysis.lookup import find, label
    from kommunalgraph.graph.building import withdraw as withdraw_article
    from kommunalgraph.graph.prepared import default_reference
    from kommunalgraph.graph.store import open_store

    graph = open_store(path)
    node = find(graph, article)
    title = label(graph, node)
    withdraw_article(graph, node.value, default_reference())
    click.echo(f"withdrawn: {title}")
