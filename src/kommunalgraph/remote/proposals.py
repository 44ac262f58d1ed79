"""Proposed links as a table that a person reviews: one row each, the last column says yes or no."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kommunalgraph.errors import InputError

_YES = frozenset({"accept", "yes", "ja", "x"})
_NO = frozenset({"reject", "no", "nein"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a cell; labels come from elsewhere."""


class Proposal(NamedTuple):
    """A link that may be right, and why.

    ``by`` is key, website or name, ``value`` what both sides have in common, ``matches`` how many
    items have it, ``endpoint`` who says so, ``answer`` the digest of the question under which the
    answer is kept, and ``decision`` what a person says: accept, reject or nothing yet.
    """

    entity: str
    label: str
    link: str
    link_label: str
    by: str
    value: str
    matches: str
    endpoint: str
    answer: str
    decision: str = ""


def write_proposals(proposals: Iterable[Proposal], path: Path) -> None:
    """Write a table, whole or not at all; a table that is there keeps its decisions.

    Rows with a decision stay even where the link is proposed no more.

    Raises:
        InputError: the table that is there cannot be read, or the new one cannot be written.
    """
    decided = {}
    if path.exists():
        decided = {(p.entity, p.link): p for p in read_proposals(path) if p.decision}
    rows = dict(decided)
    for proposal in proposals:
        pair = proposal.entity, proposal.link
        old = decided.get(pair)
        rows[pair] = proposal._replace(decision=old.decision) if old else proposal
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(Proposal._fields)
    for pair in sorted(rows):
        writer.writerow(map(_harmless, rows[pair]))
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(buffer.getvalue(), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def read_proposals(path: Path) -> list[Proposal]:
    """Read a table; decisions are ``accept``, ``reject`` or empty.

    Raises:
        InputError: it is no such table; the message names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    lines = csv.reader(io.StringIO(text), strict=True)
    found = []
    try:
        header = next(lines, [])
        if tuple(header) != Proposal._fields:
            raise InputError(f"{path}:1: the columns must be {', '.join(Proposal._fields)}")
        for row in lines:
            if row:
                found.append(_proposal(row, f"{path}:{lines.line_num}"))
    except csv.Error as error:
        raise InputError(f"{path}:{lines.line_num}: {error}") from error
    return found


def _proposal(row: list[str], place: str) -> Proposal:
    if len(row) != len(Proposal._fields):
        raise InputError(f"{place}: has {len(row)} cells, not {len(Proposal._fields)}")
    proposal = Proposal(*(cell.removeprefix("'") for cell in row))
    word = proposal.decision.strip().casefold()
    if word and word not in _YES | _NO:
        raise InputError(f"{place}: decision {word!r}; write accept, reject or nothing")
    return proposal._replace(decision="accept" if word in _YES else "reject" if word else "")
