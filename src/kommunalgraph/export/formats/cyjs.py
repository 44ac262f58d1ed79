"""Cytoscape JSON: what Cytoscape imports and cytoscape.js takes as elements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from kommunalgraph.analysis.network import edge_attributes, node_attributes
from kommunalgraph.export.attributes import edge_id, file_id
from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format


def write(content: Content, out: BinaryIO) -> None:
    """Write the network as Cytoscape JSON, one element a line."""
    out.writelines(text.encode() for text in _parts(content))


def _parts(content: Content) -> Iterator[str]:
    net = content.network()
    yield '{"format_version": "1.0", "data": {"name": "kommunalgraph"},\n"elements": {"nodes": [\n'
    nodes = (
        {"id": file_id(node.id), "name": node.label, **node_attributes(node)} for node in net.nodes
    )
    yield from _rows(nodes)
    yield '],\n"edges": [\n'
    edges = (
        {
            "id": edge_id(edge),
            "source": file_id(edge.source),
            "target": file_id(edge.target),
            "interaction": edge.relation,
            **edge_attributes(edge),
        }
        for edge in net.edges
    )
    yield from _rows(edges)
    yield "]}}\n"


def _rows(items: Iterable[Mapping[str, object]]) -> Iterator[str]:
    between = ""
    for item in items:
        yield between + json.dumps({"data": item}, ensure_ascii=False)
        between = ",\n"
    yield "\n"


FORMAT = Format(
    summary="Cytoscape JSON, for Cytoscape and cytoscape.js",
    suffix="cyjs",
    media_type="application/json",
    holds="network",
    write=write,
    aliases=("cytoscape",),
)
