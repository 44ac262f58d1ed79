"""Named questions: SPARQL files that describe themselves, and their parameters.

A file in ``queries/`` begins with a header of ``#+`` lines and runs as it stands in any SPARQL 1.1
tool::

    #+ title-de: Welche Kommunen sind Kunden eines Dienstleisters?
    #+ title-en: Which municipalities are customers of a provider?
    #+ tags: customers, providers
    #+ parameter: provider iri <https://…/id/org/kdo> | Dienstleister | provider
    #+ columns: city cityLabel

A parameter is the line ``VALUES ?provider { … }`` in the body, which holds the default.  Binding
replaces the line; leaving a parameter open drops it.  (A trailing ``VALUES`` would be applied after
aggregation, and pyoxigraph's ``substitutions`` refuse variables that are not projected.)
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from kommunalgraph import identifiers, knowledge
from kommunalgraph.errors import KnowledgeError, QueryError
from kommunalgraph.model import Parameter, Question
from kommunalgraph.vocabulary import PREFIXES, XSD

_HEADER = re.compile(r"#\+\s*([a-z-]+):\s*(.*?)\s*")
_PARAMETER = re.compile(r"([A-Za-z]\w*)\s+([a-z]+)\s+(.+?)\s*\|\s*([^|]*?)\s*\|\s*([^|]*?)")
_ONCE = ("title-de", "title-en", "tags", "columns")
_DEFAULT_ID = "https://w3id.org/kommunalgraph/id/"

# What an IRI must not contain, by the SPARQL grammar (IRIREF); so it cannot leave its brackets.
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+", re.IGNORECASE)
_LOCAL_ID = re.compile(r"[a-z-]+/[^\x00-\x20<>\"{}|^`\\:]+")
_ESCAPES = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


def load_questions(folder: Path | None = None) -> dict[str, Question]:
    """Return all questions in ``folder`` (default: those that come with the package) by name.

    The name is the file's without ``.rq``; the order is that of the names.

    Raises:
        KnowledgeError: a header is wrong; the message names file and line.
    """
    folder = folder or knowledge.folder("queries")
    return {path.stem: read_question(path) for path in sorted(folder.glob("*.rq"))}


def find_question(name: str, questions: Mapping[str, Question]) -> Question:
    """Return the question called ``name``: the full name, the name without number, or the number.

    Raises:
        QueryError: there is no such question; the message lists the closest ones.
    """
    for key, question in questions.items():
        number, _, slug = key.partition("-")
        if name in (key, slug, number) or (name.isdecimal() and name.zfill(2) == number):
            return question
    close = difflib.get_close_matches(name, questions, n=3, cutoff=0.3) or list(questions)
    raise QueryError(f"{name}: no such question; there are {', '.join(close)}")


def read_question(path: Path) -> Question:
    """Read one ``.rq`` file.

    Raises:
        KnowledgeError: the header is incomplete or does not fit the body.
    """
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    header: dict[str, str] = {}
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#+"):
            continue
        place = f"{path}:{number}"
        match = _HEADER.fullmatch(line)
        if match is None:
            raise KnowledgeError(f"{place}: not a header line; write “#+ name: value”")
        key, value = match.groups()
        if key == "parameter":
            parameters.append(_parameter(value, place, text))
        elif key not in _ONCE:
            known = ", ".join((*_ONCE, "parameter"))
            raise KnowledgeError(f"{place}: unknown header {key}; known are {known}")
        elif key in header or not value:
            raise KnowledgeError(f"{place}: give {key} exactly once, with a value")
        else:
            header[key] = value
    for key in _ONCE:
        if key not in header:
            raise KnowledgeError(f"{path}:1: header line missing; write “#+ {key}: …”")
    return Question(
        name=path.stem,
        title_de=header["title-de"],
        title_en=header["title-en"],
        sparql=_rebased(text),
        columns=tuple(header["columns"].split()),
        tags=tuple(tag.strip() for tag in header["tags"].split(",")),
        parameters=tuple(parameters),
    )


def bind(question: Question, values: Mapping[str, str | None]) -> str:
    """Return the SPARQL text of ``question`` with its parameters set.

    A parameter left out keeps its default; ``None`` leaves it open.  Values are text as a person
    writes it: an IRI may be given in full, as a local id (``org/kitu``) or as a CURIE
    (``id:org/kitu``), a date as ``2019-06-01``, a number in digits with a decimal point.

    Raises:
        QueryError: a parameter is unknown or a value is not of its type.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in values:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise QueryError(
                f"{question.name}: no parameter {name}; the question's parameters are: {listed}"
            )
    sparql = question.sparql
    for name, value in values.items():
        line = ""
        if value is not None:
            term = _term(known[name].type, value, f"{question.name}: {name}")
            line = f"VALUES ?{name} {{ {term} }}"
        sparql = _with_line(sparql, name, line)
    return sparql


def parameter_values(
    question: Question, given: Mapping[str, object], *, find: Callable[[str], str]
) -> dict[str, str | None]:
    """Return parameters as :func:`bind` takes them; ``find`` leads from a name to its IRI.

    A value that is no IRI or id where one is asked for is a name.  ``None`` and the empty text
    leave a parameter open.

    Raises:
        QueryError: a name is unknown or stands for several things.
    """
    kinds = {parameter.name: parameter.type for parameter in question.parameters}
    values: dict[str, str | None] = {}
    for name, value in given.items():
        text = "" if value is None else str(value)
        written_out = "/" in text or ":" in text
        if kinds.get(name) == "iri" and text and not written_out:
            text = find(text)
        values[name] = text or None
    return values


def _with_line(sparql: str, name: str, line: str) -> str:
    """Put ``line`` where the body sets the parameter ``name``; ``line`` is never a pattern."""
    return _values_line(name).sub(lambda match: match[1] + line, sparql)


def _values_line(name: str) -> re.Pattern[str]:
    return re.compile(rf"^( *)VALUES +\?{name} *\{{ *(.*?) *\}} *$", re.MULTILINE)


def _parameter(value: str, place: str, text: str) -> Parameter:
    """Read a parameter line and check that the body's ``VALUES`` lines hold its default."""
    match = _PARAMETER.fullmatch(value)
    if match is None:
        raise KnowledgeError(
            f"{place}: not a parameter; write “name type default | deutsch | English”"
        )
    name, kind, default, label_de, label_en = match.groups()
    if kind not in _TERMS:
        raise KnowledgeError(f"{place}: unknown type {kind}; known are {', '.join(_TERMS)}")
    lines = [found[2] for found in _values_line(name).finditer(text)]
    if not lines:
        raise KnowledgeError(f"{place}: add the line “VALUES ?{name} {{ {default} }}” to the body")
    plain = default.strip('<>"')
    for line in lines:
        if line.partition("^^")[0].strip('<>"') != plain:
            raise KnowledgeError(f"{place}: the body has {line}; make both defaults the same")
    try:
        _term(kind, plain, name)
    except QueryError as error:
        raise KnowledgeError(f"{place}: {error}") from error
    return Parameter(name, kind, _rebased(plain), label_de, label_en)


def _rebased(text: str) -> str:
    """Move the resources named in our files to the base of a private graph."""
    return text.replace(_DEFAULT_ID, identifiers.ID)


def _term(kind: str, value: str, name: str) -> str:
    """Return ``value`` as a SPARQL term of the type ``kind``."""
    try:
        return _TERMS[kind](value)
    except ValueError as error:
        raise QueryError(f"{name}: {value!r} is no {kind}; {error}") from error


def _iri(value: str) -> str:
    value = value.removeprefix("<").removesuffix(">")
    if _LOCAL_ID.fullmatch(value):
        return f"<{identifiers.ID}{value}>"
    prefix, colon, rest = value.partition(":")
    namespace = {**PREFIXES, "id": identifiers.ID}.get(prefix)
    if colon and namespace:
        value = namespace + rest
    if not _IRI.fullmatch(value):
        raise ValueError("write an IRI, or a local id such as org/kitu or place/15003000")
    return f"<{value}>"


def text_term(value: str) -> str:
    """Return text as a SPARQL string, whatever it contains."""
    escaped = "".join(
        _ESCAPES.get(c) or (f"\\u{ord(c):04X}" if ord(c) < 32 or ord(c) == 127 else c)
        for c in value
    )
    return f'"{escaped}"'


def _integer(value: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        raise ValueError("write digits only")
    return f'"{int(value)}"^^<{XSD}integer>'


def _decimal(value: str) -> str:
    if not re.fullmatch(r"[+-]?(?:[0-9]{1,12}(?:\.[0-9]{1,12})?|\.[0-9]{1,12})", value):
        raise ValueError("write a number with a decimal point, such as 0.6")
    return f'"{value}"^^<{XSD}decimal>'


def _date(value: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("write year-month-day, such as 2019-06-01")
    return f'"{date.fromisoformat(value).isoformat()}"^^<{XSD}date>'


_TERMS: Mapping[str, Callable[[str], str]] = {
    "iri": _iri,
    "text": text_term,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
}
