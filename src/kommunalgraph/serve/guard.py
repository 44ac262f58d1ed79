"""What a query may not do, found out before it runs: go to the network, or read other graphs.

``SERVICE`` and ``LOAD`` make the engine fetch an address that a stranger wrote.  The engine offers
no parse tree, and its grammar needs no space around words, so this looks at the text; where ``<``
may begin an IRI or mean “less than”, both ways are followed, so that no quotation mark in an IRI
can hide what the engine will read as a keyword.  (``sandbox.py`` is the second lock.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kommunalgraph.serve.faults import Refused

_GAP = r"(?:[ \t\r\n]|#[^\r\n]*(?:[\r\n]|\Z))*+"
_LETTER = r"(?:\\.|[^\s<>{}()'\"#?$\\:])"
_NAME = rf"(?:<[^>]{{0,4000}}+>|[?$]\w+|{_LETTER}{{0,1000}}+:(?:\\.|[^\s<>{{}}()'\"#\\])*+)"
_ENDLESS = rf"<[^>]{{4000}}|{_LETTER}{{1000}}"
"""No honest name; refused unread, so that the search takes linear time."""

_SERVICE = re.compile(
    rf"SERVICE{_GAP}(?:SILENT{_GAP})?(?:{_NAME}{_GAP}\{{|{_ENDLESS})", re.IGNORECASE
)
_LOAD = re.compile(
    rf"LOAD{_GAP}(?:SILENT{_GAP})?(?:{_NAME}{_GAP}(?:;|\Z|INTO)|{_ENDLESS})", re.IGNORECASE
)
_SUSPICIOUS = re.compile(r"SERVICE|LOAD", re.IGNORECASE)

_STRING = (
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""',
    r"'''(?:[^'\\]|\\.|'(?!''))*+'''",
    r'"(?:[^"\\\r\n]|\\.)*+"',
    r"'(?:[^'\\\r\n]|\\.)*+'",
)
_LEAPS = {
    "?": [re.compile(r"\?\w+")],
    "$": [re.compile(r"\$\w+")],
    ":": [re.compile(r":(?:[\w.\-:·%]|\\.)*+")],
    "@": [re.compile(r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*+")],
    "#": [re.compile(r"#[^\r\n]*+")],
    '"': [re.compile(_STRING[0], re.DOTALL), re.compile(_STRING[2], re.DOTALL)],
    "'": [re.compile(_STRING[1], re.DOTALL), re.compile(_STRING[3], re.DOTALL)],
}
"""By first character: what is read in one piece.  Several are all followed."""

_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

_TOKEN = re.compile(
    rf"(?P<gap>[ \t\r\n]+|#[^\r\n]*)|(?P<text>{'|'.join(_STRING)})|(?P<iri><[^<>\"{{}}|^`\s]*>)"
    r"|(?P<name>[?$]\w+|[\w.\-]*:(?:[\w.\-:·%]|\\.)*)|(?P<word>@?[A-Za-z]\w*)|(?P<sign>.)",
    re.DOTALL,
)


def refuse_fetching(sparql: str) -> None:
    """Refuse a query or update that would fetch something.

    Raises:
        Refused: it has a ``SERVICE`` or a ``LOAD``.
    """
    for text in {sparql, _ESCAPED.sub(_character, sparql)}:
        word = _fetching_word(text) if _SUSPICIOUS.search(text) else None
        if word:
            raise Refused(f"{word} is not served: nothing is fetched from elsewhere")


def _character(match: re.Match[str]) -> str:
    try:
        return chr(int(match[1] or match[2], 16))
    except ValueError:
        return match[0]


def _fetching_word(text: str) -> str | None:
    reached = bytearray(len(text) + 1)
    reached[0] = 1
    for position, character in enumerate(text):
        if not reached[position]:
            continue
        if character in "Ss" and _SERVICE.match(text, position):
            return "SERVICE"
        if character in "Ll" and _LOAD.match(text, position):
            return "LOAD"
        for end in _ends(text, position, character):
            reached[end] = 1
    return None


def _ends(text: str, position: int, character: str) -> list[int]:
    """Return where what begins at ``position`` may end."""
    if character == "<":
        return [position + 1, text.find(">", position) + 1 or position + 1]
    leaps = (leap.match(text, position) for leap in _LEAPS.get(character, ()))
    return [match.end() for match in leaps if match] or [position + 1]


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    depth: int


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of a query or update, gaps left out, with the depth of braces."""
    depth = 0
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "gap":
            continue
        if match[0] == "}":
            depth -= 1
        yield _Token(match.lastgroup or "", match[0], match.start(), depth)
        if match[0] == "{":
            depth += 1


def graphs_from(sparql: str) -> tuple[str, ...]:
    """Return the IRIs in the ``FROM`` and ``FROM NAMED`` clauses of a query, as written."""
    found: list[str] = []
    before = ""
    for token in _tokens(sparql):
        if token.depth:
            break
        if token.kind == "iri" and before == "FROM":
            found.append(token.text[1:-1])
        if not (before == "FROM" and token.text.upper() == "NAMED"):
            before = token.text.upper() if token.kind == "word" else ""
    return tuple(found)


def with_dataset(update: str, using: str) -> str:
    """Return an update whose ``WHERE`` parts look at the dataset ``using``.

    ``using`` is one or several ``USING`` clauses (SPARQL 1.1 Protocol, section 2.2.3).

    Raises:
        Refused: an operation names a dataset of its own, by ``USING`` or ``WITH``.
    """
    tokens = [token for token in _tokens(update) if token.depth == 0]
    parts, copied = [], 0
    for index, token in enumerate(tokens):
        if token.kind != "word":
            continue
        word = token.text.upper()
        if word in ("USING", "WITH"):
            raise Refused("a dataset stands in the parameters and in the update; give one of them")
        if word == "WHERE":
            parts.append(update[copied : token.start])
            if index and tokens[index - 1].text.upper() == "DELETE":
                # DELETE WHERE { … } has no place for USING; it is short for this
                parts.append(_braces(update, tokens[index + 1 :]))
            parts.append(f" {using} ")
            copied = token.start
    return "".join([*parts, update[copied:]])


def _braces(update: str, tokens: list[_Token]) -> str:
    """Return the text of the group that ``tokens`` begin with."""
    ends = [token.start for token in tokens if token.text == "}"]
    return f" {update[tokens[0].start : ends[0] + 1]}" if tokens and ends else ""
