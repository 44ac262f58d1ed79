"""Exporting a store: one function, one name per format."""

from __future__ import annotations

import io
from typing import BinaryIO

from pyoxigraph import Store

from kommunalgraph.analysis.selection import EVERYTHING, Selection
from kommunalgraph.export.content import content_of
from kommunalgraph.export.registry import formats, names, short_name
from kommunalgraph.graph.reference import Reference

FORMATS = names()
"""The names of all formats."""


def export(
    graph: Store,
    name: str,
    *,
    claims: bool = False,
    selection: Selection = EVERYTHING,
    reference: Reference | None = None,
) -> bytes:
    """Return what ``selection`` leaves of the store in the format ``name``.

    As ``export_to``, for what fits into memory.
    """
    out = io.BytesIO()
    export_to(graph, name, out, claims=claims, selection=selection, reference=reference)
    return out.getvalue()


def export_to(
    graph: Store,
    name: str,
    out: BinaryIO,
    *,
    claims: bool = False,
    selection: Selection = EVERYTHING,
    reference: Reference | None = None,
) -> None:
    """Write what ``selection`` leaves of the store to ``out``, the same bytes for the same facts.

    Formats without graphs hold the clean triples, with ``claims`` articles and claims as well;
    TriG and N-Quads always hold everything in its layers; networks hold entities and relations,
    tables one row per claim.  ``reference`` are the tables that the store was built with, those
    of the package unless given.

    Raises:
        QueryError: there is no such format, or the selection names what is not there.
    """
    chosen = formats()[short_name(name)]
    with content_of(graph, selection, claims=claims, reference=reference) as content:
        chosen.write(content, out)
