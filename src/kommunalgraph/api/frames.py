"""Rows as pandas DataFrames; pandas is an optional package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kommunalgraph.errors import MissingPackage

if TYPE_CHECKING:
    import pandas


def frame(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> pandas.DataFrame:
    """Return ``rows`` as a DataFrame with ``columns``, also where there is no row.

    Raises:
        MissingPackage: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise MissingPackage(
            "to_dataframe needs pandas: pip install 'kommunalgraph[pandas]'"
        ) from error
    return pandas.DataFrame(list(rows), columns=list(columns))
