"""The nodes of the network as a plain table."""

from __future__ import annotations

from typing import BinaryIO

from kommunalgraph.analysis.network import node_attributes
from kommunalgraph.export.attributes import node_columns
from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format
from kommunalgraph.export.tables import csv_rows, harmless


def write(content: Content, out: BinaryIO) -> None:
    """Write one row per entity: id, then its attributes."""
    nodes = content.network().nodes
    names = [column.name for column in node_columns(nodes)]
    rows = (
        [node.id, *(harmless(found.get(name)) for name in names)]
        for node, found in ((node, node_attributes(node)) for node in nodes)
    )
    out.writelines(csv_rows(("id", *names), rows))


FORMAT = Format(
    summary="nodes of the network as a table (CSV)",
    suffix="nodes.csv",
    media_type="text/csv",
    holds="network",
    write=write,
)
