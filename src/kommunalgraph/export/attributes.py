"""What network files share: ids that every format takes, and typed columns of attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kommunalgraph.analysis.network import Edge, Node, Value, edge_attributes, node_attributes

Kind = Literal["integer", "double", "string"]

_NODE_ORDER = (
    *("label", "type", "types", "iri", "key", "state", "latitude", "longitude"),
    *("degree", "mentions"),
)
_EDGE_ORDER = (
    *("relation", "label", "roles", "evidence", "first_reported", "last_reported"),
    *("valid_from", "valid_until", "confidence", "quote", "article", "headline"),
)
_NOT_IN_TOKEN = re.compile(r"[^\w.:-]")


def file_id(node: str) -> str:
    """Return the id of a node as network files have it: ``org:kitu`` for ``org/kitu``.

    GraphML takes name tokens only, which have no slash; other signs are written by their number.

    >>> file_id("place/15003000"), file_id("org/a%b")
    ('place:15003000', 'org:a_25_b')
    """
    return _NOT_IN_TOKEN.sub(lambda m: f"_{ord(m[0]):x}_", node.replace("/", ":"))


def edge_id(edge: Edge) -> str:
    """Return the id of an edge, the same as long as its ends and its relation are."""
    return f"{file_id(edge.source)}--{edge.relation}--{file_id(edge.target)}"


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute that some nodes or edges have: its key in the file, name and type."""

    key: str
    name: str
    kind: Kind

    def text(self, value: Value) -> str:
        """Return a value as the type has it."""
        if self.kind == "double":
            return repr(float(value))
        return str(value)


def node_columns(nodes: Iterable[Node]) -> list[Column]:
    """Return the attributes that any of ``nodes`` has: the common ones first, then by name."""
    return _columns("n", map(node_attributes, nodes), _NODE_ORDER)


def edge_columns(edges: Iterable[Edge]) -> list[Column]:
    """Return the attributes that any of ``edges`` has, in a fixed order."""
    return _columns("e", map(edge_attributes, edges), _EDGE_ORDER)


def _columns(prefix: str, rows: Iterable[dict[str, Value]], order: Sequence[str]) -> list[Column]:
    kinds: dict[str, Kind] = {}
    for row in rows:
        for name, value in row.items():
            kinds[name] = _wider(kinds.get(name), value)
    first = [name for name in order if name in kinds]
    names = [*first, *sorted(kinds.keys() - set(first))]
    return [Column(f"{prefix}_{name}", name, kinds[name]) for name in names]


def _wider(known: Kind | None, value: Value) -> Kind:
    """Return the type that holds all values so far and this one."""
    if isinstance(value, str) or known == "string":
        return "string"
    return "double" if isinstance(value, float) or known == "double" else "integer"
