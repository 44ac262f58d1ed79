"""GEXF 1.3, the file format of Gephi: attributes, colour and size, and spells where asked for.

https://gexf.net/1.3/primer.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from kommunalgraph.analysis.network import (
    Edge,
    Network,
    Node,
    Value,
    edge_attributes,
    node_attributes,
)
from kommunalgraph.export.appearance import channels, size
from kommunalgraph.export.attributes import Column, edge_columns, edge_id, file_id, node_columns

Spell = tuple[str, str]
"""First and last day, each ``""`` where open."""

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta>
    <creator>kommunalgraph</creator>
    <description>Kommunale IT in Deutschland, wie die Fachpresse berichtet</description>
  </meta>
"""


def document(net: Network, spell: Callable[[Node | Edge], Spell] | None = None) -> Iterator[str]:
    """Yield the network as GEXF, with a spell for each node and edge where ``spell`` gives one."""
    nodes, edges = node_columns(net.nodes), edge_columns(net.edges)
    yield _HEAD
    timed = 'mode="dynamic" timeformat="date" timerepresentation="interval"'
    mode = timed if spell else 'mode="static"'
    yield f'  <graph defaultedgetype="directed" {mode}>\n'
    yield from _declared("node", nodes)
    yield from _declared("edge", edges)
    yield f'    <nodes count="{len(net.nodes)}">\n'
    for node in net.nodes:
        yield _node(node, nodes, spell(node) if spell else ("", ""))
    yield f'    </nodes>\n    <edges count="{len(net.edges)}">\n'
    for edge in net.edges:
        yield _edge(edge, edges, spell(edge) if spell else ("", ""))
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _declared(kind: str, columns: Sequence[Column]) -> Iterator[str]:
    yield f'    <attributes class="{kind}" mode="static">\n'
    for column in columns:
        title = f'title="{column.name}" type="{_TYPES[column.kind]}"'
        yield f'      <attribute id="{column.key}" {title}/>\n'
    yield "    </attributes>\n"


_TYPES = {"integer": "long", "double": "double", "string": "string"}


def _node(node: Node, columns: Sequence[Column], spell: Spell) -> str:
    red, green, blue = channels(node.type)
    return "".join(
        (
            f"      <node id={quoteattr(file_id(node.id))} label={_token(node.label)}>\n",
            *_values(columns, node_attributes(node)),
            _spells(spell),
            f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n',
            f'        <viz:size value="{size(node.degree)}"/>\n',
            "      </node>\n",
        )
    )


def _edge(edge: Edge, columns: Sequence[Column], spell: Spell) -> str:
    ends = f"source={quoteattr(file_id(edge.source))} target={quoteattr(file_id(edge.target))}"
    names = f"label={_token(edge.label)} kind={quoteattr(edge.relation)}"
    weight = f'weight="{max(1, edge.evidence)}.0"'
    return "".join(
        (
            f"      <edge id={quoteattr(edge_id(edge))} {ends} {names} {weight}>\n",
            *_values(columns, edge_attributes(edge)),
            _spells(spell),
            "      </edge>\n",
        )
    )


def _token(text: str) -> str:
    """Return a label as ``xsd:token``: without line ends and double spaces."""
    return quoteattr(" ".join(text.split()))


def _values(columns: Sequence[Column], attributes: Mapping[str, Value]) -> Iterator[str]:
    yield "        <attvalues>\n"
    for column in columns:
        if column.name in attributes:
            value = quoteattr(column.text(attributes[column.name]))
            yield f'          <attvalue for="{column.key}" value={value}/>\n'
    yield "        </attvalues>\n"


def _spells(spell: Spell) -> str:
    start, end = spell
    if not (start or end):
        return ""
    days = (f' start="{start}"' if start else "") + (f' end="{end}"' if end else "")
    return f"        <spells>\n          <spell{days}/>\n        </spells>\n"
