"""The nodes as ``neo4j-admin database import`` takes them: typed headers, all classes as labels.

https://neo4j.com/docs/operations-manual/current/import/
"""

from __future__ import annotations

from typing import BinaryIO

from kommunalgraph.analysis.network import Value, node_attributes
from kommunalgraph.export.attributes import node_columns
from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format
from kommunalgraph.export.tables import csv_rows, one_line

_TYPES = {"integer": "long", "double": "double", "string": "string"}


def write(content: Content, out: BinaryIO) -> None:
    """Write one row per entity."""
    nodes = content.network().nodes
    columns = [c for c in node_columns(nodes) if c.name != "types"]
    header = ["id:ID", ":LABEL", *(f"{c.name}:{_TYPES[c.kind]}" for c in columns)]
    rows = (
        [
            node.id,
            ";".join(node.types or (node.type,)),
            *(_cell(found.get(c.name)) for c in columns),
        ]
        for node, found in ((node, node_attributes(node)) for node in nodes)
    )
    out.writelines(csv_rows(header, rows))


def _cell(value: Value | None) -> object:
    return one_line(value) if isinstance(value, str) else value


FORMAT = Format(
    summary="nodes for neo4j-admin import (CSV with typed headers)",
    suffix="nodes.csv",
    media_type="text/csv",
    holds="network",
    write=write,
)
