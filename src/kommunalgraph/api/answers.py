"""Answers of questions and queries as Python values, and the parameters that questions take."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, overload

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Store, Triple

from kommunalgraph import questions
from kommunalgraph.analysis.lookup import find, short
from kommunalgraph.api.frames import frame
from kommunalgraph.errors import QueryError
from kommunalgraph.model import Question
from kommunalgraph.vocabulary import XSD

if TYPE_CHECKING:
    import pandas
    from _typeshed import DataclassInstance

Value = str | int | float | bool | date | None
"""What a cell holds: an id such as ``org/kitu``, a text, a number, a day, or nothing."""

Row = Mapping[str, Value]
"""One row of an answer, column by column."""

_INTEGERS = ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")
_NUMBERS = ("decimal", "double", "float")


@dataclass(frozen=True)
class Answer(Sequence[Row]):
    """The rows of an answer in the order of the query; a notebook shows them as a table."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        return self.rows[index]

    def column(self, name: str) -> list[Value]:
        """Return the values of one column.

        Raises:
            QueryError: the answer has no such column.
        """
        if name not in self.columns:
            raise QueryError(f"{name}: no such column; there are {', '.join(self.columns)}")
        return [row[name] for row in self.rows]

    def to_dataframe(self) -> pandas.DataFrame:
        """Return the rows as a pandas DataFrame.

        Raises:
            MissingPackage: pandas is not installed.
        """
        return frame(self.columns, ([row[name] for name in self.columns] for row in self.rows))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{html.escape(_shown(row[name]))}</td>" for name in self.columns)
            + "</tr>"
            for row in self.rows
        )
        caption = f"<caption>{html.escape(self.title)}</caption>" if self.title else ""
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _shown(value: Value) -> str:
    return "" if value is None else str(value)


def answer_of(solutions: QuerySolutions, title: str = "") -> Answer:
    """Return the rows of a SELECT query as Python values."""
    names = tuple(variable.value for variable in solutions.variables)
    rows = tuple({name: python_value(found[name]) for name in names} for found in solutions)
    return Answer(names, rows, title)


def rows_of(found: Sequence[DataclassInstance], title: str = "") -> Answer:
    """Return dataclasses of one kind as an answer; several values in one are joined by ``; ``."""
    if not found:
        return Answer((), (), title)
    names = tuple(field.name for field in fields(found[0]))
    rows = tuple({name: _joined(getattr(each, name)) for name in names} for each in found)
    return Answer(names, rows, title)


def _joined(value: Value | tuple[str, ...]) -> Value:
    return "; ".join(value) if isinstance(value, tuple) else value


def python_value(term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    """Return a term as a Python value: an IRI as the id that people write, a literal by its type.

    A literal whose text is not of its type stays text, as it stands in the store.
    """
    if isinstance(term, NamedNode):
        return short(term.value)
    if not isinstance(term, Literal):
        return None if term is None else str(term)
    kind = term.datatype.value.removeprefix(XSD)
    try:
        if kind in _INTEGERS:
            return int(term.value)
        if kind in _NUMBERS:
            return float(term.value)
        if kind == "date":
            return date.fromisoformat(term.value)
    except ValueError:
        return term.value
    return term.value == "true" if kind == "boolean" else term.value


def parameter_values(
    graph: Store, question: Question, given: Mapping[str, object]
) -> dict[str, str | None]:
    """Return parameters as ``questions.bind`` takes them; a name in place of an IRI is looked up.

    ``None`` and the empty text leave a parameter open.

    Raises:
        QueryError: a name is unknown or stands for several things.
    """
    return questions.parameter_values(question, given, find=lambda text: find(graph, text).value)
