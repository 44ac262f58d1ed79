"""N-Quads: everything, each triple with its graph, sorted."""

from __future__ import annotations

from typing import BinaryIO

from kommunalgraph.export.content import Content, quad_line
from kommunalgraph.export.registry import Format
from kommunalgraph.export.sorting import sorted_lines


def write(content: Content, out: BinaryIO) -> None:
    """Write all layers as sorted lines."""
    lines = (quad_line(graph, line) for graph, line in content.layered_lines())
    out.writelines(sorted_lines(lines))


FORMAT = Format(
    summary="N-Quads, everything with one graph per article, one quad a line, sorted",
    suffix="nq",
    media_type="application/n-quads",
    holds="layers",
    write=write,
    aliases=("nquads", "n-quads"),
)
