"""The edges of the network as a plain table: the list that a person can read."""

from __future__ import annotations

from typing import BinaryIO

from kommunalgraph.analysis.network import edge_attributes
from kommunalgraph.export.attributes import edge_columns
from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format
from kommunalgraph.export.tables import csv_rows, harmless


def write(content: Content, out: BinaryIO) -> None:
    """Write one row per relation: both ends with their names, then its attributes."""
    net = content.network()
    labels = {node.id: node.label for node in net.nodes}
    names = [column.name for column in edge_columns(net.edges)]
    rows = (
        [
            *(edge.source, harmless(labels[edge.source])),
            *(edge.target, harmless(labels[edge.target])),
            *(harmless(found.get(name)) for name in names),
        ]
        for edge, found in ((edge, edge_attributes(edge)) for edge in net.edges)
    )
    header = ("source", "source_label", "target", "target_label", *names)
    out.writelines(csv_rows(header, rows))


FORMAT = Format(
    summary="edges of the network as a table (CSV)",
    suffix="edges.csv",
    media_type="text/csv",
    holds="network",
    write=write,
)
