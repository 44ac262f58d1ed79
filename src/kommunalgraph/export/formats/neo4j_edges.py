"""The edges as ``neo4j-admin database import`` takes them: typed headers, days as dates.

https://neo4j.com/docs/operations-manual/current/import/
"""

from __future__ import annotations

from typing import BinaryIO

from kommunalgraph.analysis.network import Value, edge_attributes
from kommunalgraph.export.attributes import Column, edge_columns
from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format
from kommunalgraph.export.tables import csv_rows, one_line

_TYPES = {"integer": "long", "double": "double", "string": "string"}
_DAYS = frozenset({"first_reported", "last_reported", "valid_from", "valid_until"})


def write(content: Content, out: BinaryIO) -> None:
    """Write one row per relation."""
    edges = content.network().edges
    columns = [c for c in edge_columns(edges) if c.name != "relation"]
    header = [":START_ID", ":END_ID", ":TYPE", *(f"{c.name}:{_type(c)}" for c in columns)]
    rows = (
        [edge.source, edge.target, edge.relation, *(_cell(found.get(c.name)) for c in columns)]
        for edge, found in ((edge, edge_attributes(edge)) for edge in edges)
    )
    out.writelines(csv_rows(header, rows))


def _type(column: Column) -> str:
    return "date" if column.name in _DAYS else _TYPES[column.kind]


def _cell(value: Value | None) -> object:
    return one_line(value) if isinstance(value, str) else value


FORMAT = Format(
    summary="edges for neo4j-admin import (CSV with typed headers)",
    suffix="edges.csv",
    media_type="text/csv",
    holds="network",
    write=write,
)
