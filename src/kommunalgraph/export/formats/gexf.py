"""GEXF 1.3 for Gephi, as the network is now."""

from __future__ import annotations

from typing import BinaryIO

from kommunalgraph.export.content import Content
from kommunalgraph.export.gexf_syntax import document
from kommunalgraph.export.registry import Format


def write(content: Content, out: BinaryIO) -> None:
    """Write the network as static GEXF."""
    out.writelines(text.encode() for text in document(content.network()))


FORMAT = Format(
    summary="GEXF 1.3, the network for Gephi, with colours and sizes",
    suffix="gexf",
    media_type="application/gexf+xml",
    holds="network",
    write=write,
)
