"""Commands that ask the graph: ask, query, explain."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from kommunalgraph.cli.output import out_option, store_option, table, write
from kommunalgraph.cli.remote import auth_option, connection, timeout_option

if TYPE_CHECKING:
    from kommunalgraph.analysis.explaining import Explained, Explanation
    from kommunalgraph.export.answers import Table
    from kommunalgraph.model import Question
    from kommunalgraph.remote.connection import Scheme

_FORMATS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt", "jsonld")
_COUNTS = ("articles", "claims")
"""Columns of questions that count what supports a row."""

_UNREPORTED = {
    "de": "Zeilen mit 0: {}; sie stehen nur in den Referenztabellen, kein Artikel berichtet davon.",
    "en": "Rows with 0: {}; only the reference tables state them, no article reports them.",
}
_format_option = click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    help="Table for people; csv, tsv, json, xml for rows; ttl, nt, jsonld for triples.",
)

_endpoint_option = click.option(
    "--endpoint", metavar="URL", help="Ask a remote SPARQL endpoint instead."
)


@click.command()
@click.argument("name", required=False)
@click.option(
    "--parameter",
    "-p",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a parameter; NAME= leaves it open.",
)
@click.option(
    "--lang",
    type=click.Choice(["de", "en"]),
    default="de",
    envvar="KOMMUNALGRAPH_LANG",
    show_default=True,
    show_envvar=True,
    help="Language of the questions.",
)
@_endpoint_option
@auth_option
@timeout_option
@_format_option
@out_option
@store_option
def ask(
    name: str | None,
    parameters: tuple[str, ...],
    lang: str,
    endpoint: str | None,
    auth: Scheme | None,
    timeout: int,
    format_: str,
    out: Path,
    path: Path,
) -> None:
    """Ask one of the named questions; without a name, list them.

    A value is an IRI, an id such as org/kitu, a name or a part of one, a date or a number.

    \b
    Example:
      kommunalgraph ask
      kommunalgraph ask customers-of-provider -p provider=org/kitu --format csv
    """
    from kommunalgraph.questions import (
        bind,
        find_question,
        load_questions,
        parameter_values,
    )

    questions = load_questions()
    if name is None:
        click.echo(_listing(list(questions.values()), lang))
        return
    question = find_question(name, questions)
    asked = _elsewhere(endpoint, timeout, auth) if endpoint else _here(path)
    values = parameter_values(question, dict(map(_pair, parameters)), find=asked.find)
    shown = _Shown()
    data = asked.answer(bind(question, values), format_, shown.table)
    if format_ == "table":
        click.echo(_title(question, lang), err=True)
    write(data, out)
    if shown.unreported:
        click.echo(_UNREPORTED[lang].format(shown.unreported), err=True)


class _Shown:
    """Draws a table and counts the rows that no article supports: the reference tables do."""

    def __init__(self) -> None:
        self.unreported = 0

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
        kept = list(rows)
        counts = [index for index, column in enumerate(columns) if column in _COUNTS]
        self.unreported = sum(any(row[index] == "0" for index in counts) for row in kept)
        return table(columns, kept)


def _title(question: Question, lang: str) -> str:
    return question.title_en if lang == "en" else question.title_de


def _listing(questions: list[Question], lang: str) -> str:
    rows = [
        (q.name, _title(q, lang), " ".join(f"{p.name}={p.default}" for p in q.parameters))
        for q in questions
    ]
    return table(("name", "question", "parameters"), rows)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"{text}: write NAME=VALUE")
    return name, value


class _Asked(NamedTuple):
    """A store, here or elsewhere: how it answers a query, and how it finds what a name means."""

    answer: Callable[[str, str, Table], bytes]
    find: Callable[[str], str]


def _here(path: Path) -> _Asked:
    from kommunalgraph.analysis.lookup import find
    from kommunalgraph.export.answers import answer
    from kommunalgraph.graph.store import open_read_only

    graph = open_read_only(path)
    return _Asked(
        lambda sparql, format_, draw: answer(graph, sparql, format_, table=draw),
        lambda text: find(graph, text).value,
    )


def _elsewhere(endpoint: str, timeout: int, auth: Scheme | None) -> _Asked:
    from kommunalgraph.remote.asking import answer_remotely, find_remotely

    sending = connection(endpoint, timeout, auth)
    return _Asked(
        lambda sparql, format_, draw: answer_remotely(
            endpoint, sparql, format_, connection=sending, table=draw
        ),
        lambda text: find_remotely(endpoint, text, connection=sending),
    )


@click.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, allow_dash=True)
)
@click.option("-e", "--expression", metavar="TEXT", help="The query itself.")
@_endpoint_option
@auth_option
@timeout_option
@_format_option
@out_option
@store_option
def query(
    file: str | None,
    expression: str | None,
    endpoint: str | None,
    auth: Scheme | None,
    timeout: int,
    format_: str,
    out: Path,
    path: Path,
) -> None:
    """Run a SPARQL query (SELECT, ASK, CONSTRUCT, DESCRIBE) from FILE, - or --expression.

    The prefixes of the ontology (kg:, skos:, org: …) are known.

    \b
    Example:
      kommunalgraph query -e 'SELECT ?c { ?c kg:memberOf/skos:prefLabel "KITU"@de }'
    """
    if (file is None) == (expression is None):
        raise click.UsageError("give either FILE (- for standard input) or --expression")
    sparql = expression if expression is not None else _read(str(file))
    asked = _elsewhere(endpoint, timeout, auth) if endpoint else _here(path)
    write(asked.answer(sparql, format_, table), out)


def _read(file: str) -> str:
    try:
        with click.open_file(file, encoding="utf-8") as stream:
            return str(stream.read())
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file}: is not UTF-8") from error


@click.command()
@click.argument("subject")
@click.argument("relation", required=False)
@click.argument("object_", metavar="[OBJECT]", required=False)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@store_option
@click.pass_context
def explain(
    ctx: click.Context,
    subject: str,
    relation: str | None,
    object_: str | None,
    format_: str,
    path: Path,
) -> None:
    """Say where a fact is known from: quote, article, date, rule and confidence.

    SUBJECT and OBJECT are names, parts of names, ids or IRIs; SUBJECT may be a claim.

    \b
    Example:
      kommunalgraph explain Magdeburg memberOf KITU
    """
    from kommunalgraph.analysis.explaining import explain as explain_fact
    from kommunalgraph.graph.store import open_read_only

    explained = explain_fact(open_read_only(path), subject, relation, object_)
    click.echo(_explained_json(explained) if format_ == "json" else _explained_text(explained))
    if not explained.explanations and not explained.listed:
        ctx.exit(1)


def _explained_text(explained: Explained) -> str:
    parts = [f"{fact}\n  stated by the reference tables" for fact in explained.listed]
    parts += [_explanation_text(explanation) for explanation in explained.explanations]
    return "\n\n".join(parts) or "Nothing is known of this."


def _explanation_text(explanation: Explanation) -> str:
    from kommunalgraph.analysis.lookup import short

    claim = explanation.claim
    role = f" ({claim.role_label})" if claim.role_label else ""
    source = ", ".join(filter(None, (explanation.outlet, claim.reported_on)))
    times = [("as of", claim.as_of), ("from", claim.valid_from), ("until", claim.valid_until)]
    lines = [
        f"{explanation.subject} {explanation.relation} {explanation.object}{role}",
        f"  »{' '.join(claim.quote.split())}«",
        f"  {explanation.title}" + (f" ({source})" if source else ""),
        f"  {explanation.url}" if explanation.url else "",
        f"  characters {claim.start}-{claim.end}, rule {claim.rule}, "
        f"confidence {claim.confidence}, {claim.modality}, {claim.status}",
        "  " + ", ".join(f"{word} {day}" for word, day in times if day),
        f"  computed: {claim.derivation}" if claim.derivation else "",
        f"  {claim.status} by hand: {claim.note}" if claim.note else "",
        f"  {short(claim.iri.value)}",
    ]
    return "\n".join(line for line in lines if line.strip())


def _explained_json(explained: Explained) -> str:
    claims = [
        {
            "claim": e.claim.iri.value,
            "subject": e.claim.subject.value,
            "subjectLabel": e.subject,
            "relation": e.relation,
            "object": e.claim.object.value,
            "objectLabel": e.object,
            "role": e.claim.role_label,
            "quote": e.claim.quote,
            "start": e.claim.start,
            "end": e.claim.end,
            "article": e.claim.article.value,
            "title": e.title,
            "outlet": e.outlet,
            "url": e.url,
            "reportedOn": e.claim.reported_on,
            "asOf": e.claim.as_of,
            "validFrom": e.claim.valid_from,
            "validUntil": e.claim.valid_until,
            "rule": e.claim.rule,
            "confidence": float(e.claim.confidence),
            "modality": e.claim.modality,
            "status": e.claim.status,
            "note": e.claim.note,
        }
        for e in explained.explanations
    ]
    return json.dumps(
        {"claims": claims, "listed": list(explained.listed)}, ensure_ascii=False, indent=2
    )
