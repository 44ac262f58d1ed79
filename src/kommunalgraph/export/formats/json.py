"""Node-link JSON: what d3 draws and ``networkx.node_link_graph(..., edges="links")`` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from kommunalgraph.analysis.network import edge_attributes, node_attributes
from kommunalgraph.export.attributes import file_id
from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format


def write(content: Content, out: BinaryIO) -> None:
    """Write the network as nodes and links, one a line."""
    out.writelines(text.encode() for text in _parts(content))


def _parts(content: Content) -> Iterator[str]:
    net = content.network()
    yield '{"directed": true, "multigraph": true, "graph": {"name": "kommunalgraph"},\n"nodes": [\n'
    yield _rows({"id": file_id(node.id), **node_attributes(node)} for node in net.nodes)
    yield '],\n"links": [\n'
    yield _rows(
        {
            "source": file_id(edge.source),
            "target": file_id(edge.target),
            "key": edge.relation,
            **edge_attributes(edge),
        }
        for edge in net.edges
    )
    yield "]}\n"


def _rows(items: Iterable[Mapping[str, object]]) -> str:
    return ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n"


FORMAT = Format(
    summary="node-link JSON, for d3 and networkx",
    suffix="json",
    media_type="application/json",
    holds="network",
    write=write,
    aliases=("node-link", "d3"),
)
