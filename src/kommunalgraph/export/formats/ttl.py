"""Turtle: the form in which people read triples."""

from __future__ import annotations

from typing import BinaryIO

from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format
from kommunalgraph.export.sorting import sorted_lines
from kommunalgraph.export.turtle_syntax import Terms, blocks, head


def write(content: Content, out: BinaryIO) -> None:
    """Write the triples as Turtle, subjects sorted."""
    out.write(head() + b"\n")
    out.writelines(blocks(sorted_lines(content.lines()), Terms()))


FORMAT = Format(
    summary="Turtle, to read and to load into any triple store",
    suffix="ttl",
    media_type="text/turtle",
    holds="triples",
    write=write,
    aliases=("turtle",),
)
