"""TriG: everything, one graph per article, one for the clean triples, one for the run."""

from __future__ import annotations

from itertools import groupby
from typing import BinaryIO

from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format
from kommunalgraph.export.sorting import sorted_lines
from kommunalgraph.export.turtle_syntax import Terms, blocks, head


def write(content: Content, out: BinaryIO) -> None:
    """Write all layers, graphs and subjects sorted."""
    terms = Terms()
    out.write(head())
    lines = sorted_lines(graph + b" " + line for graph, line in content.layered_lines())
    pairs = (line.split(b" ", 1) for line in lines)
    for graph, group in groupby(pairs, key=lambda pair: pair[0]):
        out.write(f"\n{terms.term(graph)} {{\n".encode())
        out.writelines(blocks((line for _, line in group), terms, indent="    "))
        out.write(b"}\n")


FORMAT = Format(
    summary="TriG, everything with claims, one graph per article",
    suffix="trig",
    media_type="application/trig",
    holds="layers",
    write=write,
)
