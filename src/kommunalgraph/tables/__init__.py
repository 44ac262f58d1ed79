"""The reference tables in ``data/``: who and what can be meant, loaded strictly and at once."""

from __future__ import annotations

from kommunalgraph.tables.loading import Tables, load_tables
from kommunalgraph.tables.records import (
    Event,
    LegalForm,
    Organization,
    Place,
    PlaceKind,
    Product,
    Role,
    Topic,
)

__all__ = [
    "Event",
    "LegalForm",
    "Organization",
    "Place",
    "PlaceKind",
    "Product",
    "Role",
    "Tables",
    "Topic",
    "load_tables",
]
