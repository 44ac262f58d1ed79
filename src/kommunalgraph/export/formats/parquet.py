"""Statements as Parquet, for DataFrames: the same columns as the CSV table, typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from kommunalgraph.errors import QueryError
from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format
from kommunalgraph.export.statements import Row, rows

if TYPE_CHECKING:
    import pyarrow

_BATCH = 10_000
"""Rows in memory at a time; a group of rows in the file."""

_DAYS = frozenset({"reported_on", "as_of", "valid_from", "valid_until"})


def write(content: Content, out: BinaryIO) -> None:
    """Write one row per claim, sorted by claim.

    Raises:
        QueryError: pyarrow is not installed.
    """
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise QueryError(
            "parquet needs pyarrow; install: pip install 'kommunalgraph[parquet]'"
        ) from error
    schema = _schema()
    with parquet.ParquetWriter(out, schema, compression="zstd", version="2.6") as writer:
        for table in _tables(content, schema):
            writer.write_table(table)


def _schema() -> pyarrow.Schema:
    import pyarrow

    types = {"confidence": pyarrow.float64(), "start": pyarrow.int32(), "end": pyarrow.int32()}
    types |= dict.fromkeys(_DAYS, pyarrow.date32())
    return pyarrow.schema([(name, types.get(name, pyarrow.string())) for name in Row._fields])


def _tables(content: Content, schema: pyarrow.Schema) -> Iterator[pyarrow.Table]:
    import pyarrow

    waiting = rows(content)
    while batch := list(islice(waiting, _BATCH)):
        columns = [
            [_typed(name, value) for value in column]
            for name, column in zip(Row._fields, zip(*batch, strict=True), strict=True)
        ]
        yield pyarrow.table(columns, schema=schema)


def _typed(name: str, value: object) -> object:
    return date.fromisoformat(value) if name in _DAYS and isinstance(value, str) else value


FORMAT = Format(
    summary="statements as Parquet, for pandas and other DataFrames",
    suffix="parquet",
    media_type="application/vnd.apache.parquet",
    holds="statements",
    write=write,
)
