"""N-Triples: one triple a line, sorted; what programs compare."""

from __future__ import annotations

from typing import BinaryIO

from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format
from kommunalgraph.export.sorting import sorted_lines


def write(content: Content, out: BinaryIO) -> None:
    """Write the triples as sorted lines."""
    out.writelines(sorted_lines(content.lines()))


FORMAT = Format(
    summary="N-Triples, one triple a line, sorted",
    suffix="nt",
    media_type="application/n-triples",
    holds="triples",
    write=write,
    aliases=("ntriples", "n-triples"),
)
