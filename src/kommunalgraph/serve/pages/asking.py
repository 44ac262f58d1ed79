"""A question as a form and its answer as a table, with links instead of addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kommunalgraph import identifiers
from kommunalgraph.analysis.lookup import find, short
from kommunalgraph.errors import QueryError
from kommunalgraph.model import Parameter, Question
from kommunalgraph.questions import bind
from kommunalgraph.serve.formats import ROWS
from kommunalgraph.serve.pages.references import name_of, page_path
from kommunalgraph.serve.pages.rendering import Visit
from kommunalgraph.vocabulary import KG, PREFIXES, XSD, local_name

Json = dict[str, Any]

_MOST = 300
_CHOSEN = ".id"
_NUMBERS = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "int", "long"))
_PLACES = ("place/", "org/", "person/", "topic/", "product/", "event/", "article/", "claim/")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter in the form: what is shown in it and, of a thing, which was chosen."""

    name: str
    type: str
    label: str
    shown: str
    chosen: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of the table: its text, the path of its page where it has one."""

    text: str
    path: str = ""
    number: bool = False


def answered(graph: Store, question: Question, visit: Visit) -> Json:
    """Return form and answer of a question with the values of the visitor's address.

    What the visitor did not give keeps its default on the first visit; an emptied field is open.
    """
    error, total = "", 0
    columns: list[str] = []
    rows: list[list[Cell]] = []
    try:
        values = values_of(graph, question, visit.query)
        sparql = bind(question, values)
        columns, rows, total = _table(graph, sparql, visit)
    except QueryError as refused:
        error, values, sparql = str(refused), {}, question.sparql
    title = question.title_de if visit.language == "de" else question.title_en
    return {
        "title": title,
        "fields": [_field(graph, p, values, visit) for p in question.parameters],
        "sparql": sparql,
        "columns": [visit.wording.column(column) for column in columns],
        "rows": rows,
        "total": total,
        "error": error,
        "downloads": _downloads(question, values, visit),
    }


def values_of(graph: Store, question: Question, given: Mapping[str, str]) -> dict[str, str | None]:
    """Return the values to bind; a name typed in is looked up.

    Raises:
        QueryError: a name stands for nothing, or for several things.
    """
    values: dict[str, str | None] = {}
    for parameter in question.parameters:
        text = given.get(parameter.name)
        if text is None:
            continue
        text = text.strip()
        chosen = given.get(f"{parameter.name}{_CHOSEN}", "").strip()
        if not text:
            values[parameter.name] = None
        elif parameter.type == "iri" and not text.startswith("kg:"):
            values[parameter.name] = short(find(graph, chosen or text).value)
        else:
            values[parameter.name] = text
    return values


def _field(
    graph: Store, parameter: Parameter, values: Mapping[str, str | None], visit: Visit
) -> Field:
    label = parameter.label_de if visit.language == "de" else parameter.label_en
    value = values.get(parameter.name, parameter.default)
    shown = value or ""
    chosen = ""
    if parameter.name in visit.query and parameter.name not in values:
        shown = visit.query[parameter.name]  # what could not be understood stays to be corrected
    elif parameter.type == "iri" and value:
        chosen = short(value)
        node = NamedNode(value if ":" in value else identifiers.ID + value)
        shown = name_of(graph, node, visit.language)
    return Field(parameter.name, parameter.type, label or parameter.name, shown, chosen)


def _downloads(
    question: Question, values: Mapping[str, str | None], visit: Visit
) -> list[tuple[str, str]]:
    """Return the formats of the answer and where to get it in each."""
    given = [(name, value or "") for name, value in values.items()]
    address = f"{visit.root}/api/questions/{question.name}"
    return [(name.upper(), f"{address}?{urlencode([*given, ('format', name)])}") for name in ROWS]


def _table(graph: Store, sparql: str, visit: Visit) -> tuple[list[str], list[list[Cell]], int]:
    """Run a query; a column and the column of its labels become one column of links."""
    try:
        found = graph.query(sparql, prefixes=dict(PREFIXES))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the query cannot be run: {error}") from error
    if not isinstance(found, QuerySolutions):
        return [], [], 0
    names = [variable.value for variable in found.variables]
    columns = [n for n in names if not (n.endswith("Label") and n.removesuffix("Label") in names)]
    rows: list[list[Cell]] = []
    total = 0
    for solution in found:
        total += 1
        if len(rows) < _MOST:
            terms = {name: solution[name] for name in names}
            rows.append([_cell(graph, terms, column, visit) for column in columns])
    return columns, rows, total


def _cell(graph: Store, terms: Mapping[str, object], column: str, visit: Visit) -> Cell:
    term = terms[column]
    label = terms.get(f"{column}Label")
    written = label.value if isinstance(label, Literal) else ""
    if isinstance(term, NamedNode):
        return _named(graph, term, written, visit)
    if isinstance(term, Literal):
        return _value(term, column, visit)
    return Cell(written)


def _named(graph: Store, node: NamedNode, written: str, visit: Visit) -> Cell:
    local = short(node.value)
    if local.startswith(_PLACES):
        if local.startswith("claim/"):
            return Cell("→", page_path(local))
        return Cell(written or name_of(graph, node, visit.language), page_path(local))
    if node.value.startswith(KG):
        return Cell(written or visit.wording.term(local_name(node.value)))
    return Cell(written or node.value)


def _value(term: Literal, column: str, visit: Visit) -> Cell:
    datatype, text = term.datatype.value, term.value
    if datatype == f"{XSD}date":
        return Cell(visit.wording.day(text))
    if datatype == f"{XSD}boolean":
        return Cell(visit.wording("questions.yes" if text == "true" else "questions.no"))
    if datatype in _NUMBERS:
        return Cell(text if column == "year" else visit.wording.number(text), number=True)
    return Cell(text)
