"""Statements as a table for spreadsheets: one row per claim with quote, article and dates.

Text that a spreadsheet would run as a formula gets a quote mark before it; programs that want
every letter as it was read take Parquet.
"""

from __future__ import annotations

from typing import BinaryIO

from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format
from kommunalgraph.export.statements import Row, rows
from kommunalgraph.export.tables import csv_rows, harmless


def write(content: Content, out: BinaryIO) -> None:
    """Write one row per claim, sorted by claim."""
    table = ([harmless(cell) for cell in row] for row in rows(content))
    out.writelines(csv_rows(Row._fields, table))


FORMAT = Format(
    summary="statements as a table (CSV), one row per claim with its quote",
    suffix="csv",
    media_type="text/csv",
    holds="statements",
    write=write,
    aliases=("statements.csv",),
)
