"""DOT, for Graphviz: nodes coloured by class, edges labelled with roles and relations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kommunalgraph.analysis.network import Edge
from kommunalgraph.export.appearance import colour
from kommunalgraph.export.attributes import file_id
from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format

_HEAD = """digraph kommunalgraph {
  graph [overlap=false, splines=true, outputorder=edgesfirst];
  node [shape=box, style="rounded,filled", fontname="Helvetica", fontcolor=white, penwidth=0];
  edge [fontname="Helvetica", fontsize=9, color="#777777", fontcolor="#444444"];
"""


def write(content: Content, out: BinaryIO) -> None:
    """Write the network as a directed graph."""
    out.writelines(text.encode() for text in _parts(content))


def _parts(content: Content) -> Iterator[str]:
    net = content.network()
    yield _HEAD
    for node in net.nodes:
        look = f'label={_quoted(node.label)}, fillcolor="{colour(node.type)}"'
        yield f"  {_quoted(file_id(node.id))} [{look}, tooltip={_quoted(node.type)}];\n"
    for edge in net.edges:
        ends = f"{_quoted(file_id(edge.source))} -> {_quoted(file_id(edge.target))}"
        yield f"  {ends} [label={_quoted(edge.label)}, tooltip={_quoted(_told(edge))}];\n"
    yield "}\n"


def _told(edge: Edge) -> str:
    said = f"{edge.last_reported}: {edge.quote}" if edge.quote else ""
    return f"{edge.relation} ({edge.evidence}) {said}".strip()


def _quoted(text: str) -> str:
    """Return text as a quoted string of DOT, in which a backslash begins an escape."""
    flat = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{flat}"'


FORMAT = Format(
    summary="DOT, the network for Graphviz",
    suffix="dot",
    media_type="text/vnd.graphviz",
    holds="network",
    write=write,
    aliases=("gv", "graphviz"),
)
