"""GraphML 1.0 with typed keys: yEd, Cytoscape, Gephi, igraph and networkx open it.

http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from kommunalgraph.analysis.network import Value, edge_attributes, node_attributes
from kommunalgraph.export.attributes import Column, edge_columns, edge_id, file_id, node_columns
from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format

_TYPES = {"integer": "long", "double": "double", "string": "string"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(content: Content, out: BinaryIO) -> None:
    """Write the network as GraphML."""
    out.writelines(text.encode() for text in _parts(content))


def _parts(content: Content) -> Iterator[str]:
    net = content.network()
    nodes, edges = node_columns(net.nodes), edge_columns(net.edges)
    yield _HEAD
    yield from _keys("node", nodes)
    yield from _keys("edge", edges)
    yield '  <graph id="kommunalgraph" edgedefault="directed">\n'
    for node in net.nodes:
        yield f"    <node id={quoteattr(file_id(node.id))}>\n"
        yield from _data(nodes, node_attributes(node))
        yield "    </node>\n"
    for edge in net.edges:
        ends = f"source={quoteattr(file_id(edge.source))} target={quoteattr(file_id(edge.target))}"
        yield f"    <edge id={quoteattr(edge_id(edge))} {ends}>\n"
        yield from _data(edges, edge_attributes(edge))
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _keys(kind: str, columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        name = f'attr.name="{column.name}" attr.type="{_TYPES[column.kind]}"'
        yield f'  <key id="{column.key}" for="{kind}" {name}/>\n'


def _data(columns: Sequence[Column], attributes: Mapping[str, Value]) -> Iterator[str]:
    for column in columns:
        if column.name in attributes:
            text = escape(column.text(attributes[column.name]))
            yield f'      <data key="{column.key}">{text}</data>\n'


FORMAT = Format(
    summary="GraphML, the network for yEd, Cytoscape, Gephi, igraph and networkx",
    suffix="graphml",
    media_type="application/graphml+xml",
    holds="network",
    write=write,
)
