"""Refreshing ``places.csv`` from the official register of municipalities.

The Federal Statistical Office publishes the GV-ISys as a workbook with one sheet
``Onlineprodukt_Gemeinden...``: a row for each place, its level in the column Satzart (10 state,
20 administrative region, 40 district, 50 municipal association, 60 municipality), its kind in
Textkennzeichen, and the regional key spread over five columns.  Needs openpyxl, which the extra
``refresh`` installs.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kommunalgraph.errors import InputError
from kommunalgraph.tables.places import COLUMNS

SHEET_PREFIX = "Onlineprodukt_Gemeinden"

_LABELS = {
    ("40", "41"): ("urban_district", "kreisfreie Stadt"),
    ("40", "42"): ("urban_district", "Stadtkreis"),
    ("40", "43"): ("district", "Kreis"),
    ("40", "44"): ("district", "Landkreis"),
    ("40", "45"): ("regional_association", "Regionalverband"),
    ("50", "51"): ("municipal_association", "Amt"),
    ("50", "52"): ("municipal_association", "Samtgemeinde"),
    ("50", "53"): ("municipal_association", "Verbandsgemeinde"),
    ("50", "54"): ("municipal_association", "Verwaltungsgemeinschaft"),
    ("50", "55"): ("municipal_association", "Kirchspielslandgemeinde"),
    ("50", "56"): ("municipal_association", "Verwaltungsverband"),
    ("50", "57"): ("municipal_association", "Verwaltungsgemeinschaft"),
    ("50", "58"): ("municipal_association", "Verwaltungsgemeinschaft"),
    ("60", "60"): ("market", "Markt"),
    ("60", "61"): ("city", "kreisfreie Stadt"),
    ("60", "62"): ("city", "Stadtkreis"),
    ("60", "63"): ("town", "Stadt"),
    ("60", "64"): ("municipality", "Gemeinde"),
    ("60", "65"): None,
    ("60", "66"): None,
    ("60", "67"): ("town", "Große Kreisstadt"),
}
"""Kind and label by Satzart and Textkennzeichen; None: no administration of its own."""

_TITLES = {"M": "Markt", "St": "Stadt", "GKSt": "Große Kreisstadt", "Stadtkreis": "Stadt"}
"""Titles that the register abbreviates, and what they stand for."""


_PARTS = {"10": 1, "40": 3, "50": 4, "60": 5}
"""How many parts the regional key has at each Satzart; administrative regions are left out."""

_WIDTHS = (2, 1, 2, 4, 3)
"""Digits of state, region, district, association and municipality in the regional key."""


@dataclass(slots=True)
class RefreshReport:
    """What a refresh did: rows written by kind, rows skipped with reason, keys new and gone."""

    written: Counter[str] = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def refresh_places(xlsx_path: Path, csv_path: Path) -> RefreshReport:
    """Write ``csv_path`` anew from the workbook and report what changed against the old file.

    Raises:
        InputError: openpyxl is missing, or the workbook has no sheet of the register or no places.
    """
    report = RefreshReport()
    table: dict[str, dict[str, str]] = {}
    for number, cells in _sheet_rows(xlsx_path):
        row = _place_row(cells)
        if isinstance(row, str):
            report.skipped.append(f"{number}: {row}")
        elif row is not None:
            table[row["ars"]] = row
            report.written[row["kind"]] += 1
    if not table:
        raise InputError(
            f"{xlsx_path}: holds no places; give the GV-ISys workbook of municipalities"
        )
    before = _rows_before(csv_path)
    for ars in table.keys() & before.keys():
        _keep_other_name(table[ars], before[ars])
    report.added = sorted(table.keys() - before.keys())
    report.removed = sorted(before.keys() - table.keys())
    with csv_path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table[key] for key in sorted(table))
    return report


def split_name(text: str) -> tuple[str, str, str]:
    """Return name, Sorbian name and title of a name as the register prints it.

    >>> split_name("Flensburg, Stadt")
    ('Flensburg', '', 'Stadt')
    >>> split_name("Bautzen / Budyšin, Stadt")
    ('Bautzen', 'Budyšin', 'Stadt')
    """
    whole, _, title = text.partition(", ")
    title, _, behind_title = title.partition(" / ")
    title = re.sub(r"\s+", " ", title).strip()
    name, _, other = whole.replace(" (VGem)", "").partition(" / ")
    other = other or behind_title
    name = re.sub(r"/ (?=\S)", "/", re.sub(r"\s+", " ", name)).strip()
    return name, other.strip(), _TITLES.get(title, title)


def _sheet_rows(path: Path) -> Iterator[tuple[int, Sequence[object]]]:
    """Yield number and cells of the rows of the register's sheet."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise InputError('openpyxl is missing; pip install "kommunalgraph[refresh]"') from error
    workbook = load_workbook(path, read_only=True, data_only=True)
    try:
        names = [name for name in workbook.sheetnames if name.startswith(SHEET_PREFIX)]
        if not names:
            found = ", ".join(workbook.sheetnames)
            raise InputError(f"{path}: has no sheet {SHEET_PREFIX}..., only {found}")
        rows = workbook[names[0]].iter_rows(values_only=True)
        yield from enumerate(rows, start=1)
    finally:
        workbook.close()


def _place_row(cells: Sequence[object]) -> dict[str, str] | str | None:
    """Return the table row of a sheet row, a reason to skip it, or None.

    None is for headings, administrative regions, and municipalities listed as their own
    association (Textkennzeichen 50).
    """
    values = [_text(cell) for cell in [*cells, *[None] * 17][:17]]
    level, mark, state, region, district, association, municipality, name = values[:8]
    if level not in _PARTS or not name or (level, mark) == ("50", "50"):
        return None
    if level == "10":
        kind: tuple[str, str] | None = ("state", "Land")
    elif (level, mark) in _LABELS:
        kind = _LABELS[level, mark]
    else:
        return f"{name}: unknown Textkennzeichen {mark!r} at Satzart {level}"
    if kind is None:
        return f"{name}: no administration of its own (Textkennzeichen {mark})"
    parts = zip((state, region, district, association, municipality), _WIDTHS, strict=True)
    ars = "".join(part.zfill(width) for part, width in list(parts)[: _PARTS[level]])
    short, other, title = split_name(name)
    if other and level != "60":
        short, other = f"{short}/{other}", ""
    figures = values[8:10] + values[13:16] if level == "60" else [""] * 5
    area, population, postcode, lon, lat = figures
    return {
        "ars": ars,
        "ags": ars[:5] + ars[9:] if level == "60" else "" if level == "50" else ars,
        "kind": kind[0],
        "label": kind[1],
        "name": short,
        "other_name": other,
        "title": title,
        "population": population,
        "area_km2": area,
        "postcode": postcode.zfill(5) if postcode else "",
        "lat": lat.replace(",", "."),
        "lon": lon.replace(",", "."),
    }


def _text(cell: object) -> str:
    """Return a cell as text; whole numbers without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _rows_before(csv_path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of the file that is to be replaced, by regional key."""
    if not csv_path.is_file():
        return {}
    with csv_path.open(encoding="utf-8", newline="") as file:
        return {row["ars"]: row for row in csv.DictReader(file)}


def _keep_other_name(row: dict[str, str], before: dict[str, str]) -> None:
    """Split ``Cottbus/Chóśebuz`` as before: only a person can tell it from ``Ketzin/Havel``."""
    if before["other_name"] and row["name"] == f"{before['name']}/{before['other_name']}":
        row["name"], row["other_name"] = before["name"], before["other_name"]
