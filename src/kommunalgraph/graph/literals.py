"""Literals in the form in which the store keeps them.

pyoxigraph rewrites typed numbers to their canonical form (``1.0`` becomes ``1``).  Writing that
form from the start keeps what is written and what is read back equal.  Dates are always full
``xsd:date`` values, because nothing shorter compares in SPARQL.
"""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from typing import Literal as Choice

from pyoxigraph import Literal, NamedNode

from kommunalgraph.graph.names import XSD
from kommunalgraph.vocabulary import ontology

Precision = Choice["year", "month", "day"]

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_INTEGER = re.compile(r"\d{1,18}")
_DECIMAL = re.compile(r"-?\d{1,18}(?:\.\d{1,9})?")
_DATED = frozenset({"foundedIn", "dissolvedIn"})
_PRECISIONS: tuple[Precision, ...] = ("year", "month", "day")


def german(text: str) -> Literal:
    """Return ``text`` as a German string."""
    return Literal(text, language="de")


def date_literal(day: str) -> Literal:
    """Return a full ISO date as ``xsd:date``."""
    return Literal(day, datatype=XSD.date)


def integer_literal(number: int) -> Literal:
    """Return ``number`` as ``xsd:integer``."""
    return Literal(str(number), datatype=XSD.integer)


def decimal_literal(text: str) -> Literal:
    """Return a number in canonical decimal form as ``xsd:decimal``."""
    return Literal(text, datatype=XSD.decimal)


def degrees_literal(number: float) -> Literal:
    """Return a coordinate as ``xsd:decimal``, to five places: one metre."""
    return decimal_literal(f"{number:.5f}".rstrip("0").rstrip("."))


def decimal_text(number: float) -> str:
    """Return ``number`` in canonical decimal form with at most four places.

    >>> decimal_text(0.97), decimal_text(1.0)
    ('0.97', '1')
    """
    return f"{number:.4f}".rstrip("0").rstrip(".")


def precision(text: str) -> Precision | None:
    """Return how precise an ISO date is, ``None`` if it is none that exists.

    >>> precision("2009-12"), precision("2009-13")
    ('month', None)
    """
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and not 1 <= day <= calendar.monthrange(year, month or 1)[1]:
        return None
    return _PRECISIONS[sum(part is not None for part in (month, day))]


def first_day(text: str | None) -> str | None:
    """Return the first day of an ISO date as precise as known.

    >>> first_day("2009"), first_day("2009-12"), first_day("bald")
    ('2009-01-01', '2009-12-01', None)
    """
    if text is None or precision(text) is None:
        return None
    return f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10]


def last_day(text: str | None) -> str | None:
    """Return the last day of an ISO date as precise as known.

    >>> last_day("2008"), last_day("2008-02"), last_day("2008-02-03")
    ('2008-12-31', '2008-02-29', '2008-02-03')
    """
    if text is None or precision(text) is None:
        return None
    if len(text) == 4:
        return f"{text}-12-31"
    if len(text) == 7:
        return f"{text}-{calendar.monthrange(int(text[:4]), int(text[5:]))[1]}"
    return text


def of_relation(relation: str, text: str) -> Literal | None:
    """Return the value of a literal relation, ``None`` where the text does not fit its range.

    Founding and dissolution are as precise as known: a year as ``xsd:integer`` (``xsd:gYear``
    does not compare in rdflib), else ``xsd:gYearMonth`` or ``xsd:date``.
    """
    if relation in _DATED:
        return _partial_date(text)
    datatype = NamedNode(ontology().datatypes[relation])
    if datatype == XSD.integer:
        return integer_literal(int(text)) if _INTEGER.fullmatch(text) else None
    if datatype == XSD.decimal:
        found = _DECIMAL.fullmatch(text)
        return decimal_literal(_canonical(text)) if found else None
    return Literal(text, datatype=datatype)


def _partial_date(text: str) -> Literal | None:
    known = precision(text)
    if known is None:
        return None
    if known == "year":
        return integer_literal(int(text))
    return Literal(text, datatype=XSD.gYearMonth if known == "month" else XSD.date)


def _canonical(text: str) -> str:
    number = Decimal(text)
    whole = number == number.to_integral_value()
    return str(int(number)) if whole else f"{number.normalize():f}"
