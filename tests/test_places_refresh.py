"""Refreshing the places from a small workbook in the layout of the official register."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from kommunalgraph.errors import InputError
from kommunalgraph.places_refresh import refresh_places, split_name
from kommunalgraph.tables.places import load_places

HEADING = ["Satz-art", "Text-kenn-zeichen", "Land", "RB", "Kreis", "VB", "Gem", "Gemeindename"]
HARBOUR = [53.02, 90164, 1, 2, 3, "01937", "9,43751", "54,78252"]
VILLAGE = [1, 2, 3, "25715", "9,18", "54,95"]
ROWS = [
    ["10", None, "01", None, None, None, None, "Musterland"],
    ["20", None, "01", "0", None, None, None, "Bezirk Muster"],
    ["40", "41", "01", "0", "01", None, None, "Musterhafen, Stadt"],
    ["50", "50", "01", "0", "01", "0000", None, "Musterhafen, Stadt"],
    ["60", "61", "01", "0", "01", "0000", "000", "Musterhafen, Stadt", *HARBOUR],
    ["40", "43", "01", "0", "51", None, None, "Musterkreis"],
    ["50", "51", "01", "0", "51", "5163", None, "Amt/ Muster"],
    ["60", "64", "01", "0", "51", "5163", "003", "Musterdorf / Mustrow", 9.06, 554, *VILLAGE],
    ["60", "64", "01", "0", "51", "5163", "004", "Musterau/Mustrawa", 9.06, 555.0, *VILLAGE],
    ["60", "66", "01", "0", "51", "9999", "999", "Musterwald, gemeindefrei"],
    ["60", "99", "01", "0", "51", "5163", "005", "Musterrätsel"],
]


def workbook(path: Path, rows: list[list[object]], sheet: str) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    page.append(["Gemeinden in Deutschland"])
    page.append(HEADING)
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def test_workbook_becomes_a_table_that_loads(tmp_path):
    book = workbook(tmp_path / "gv.xlsx", ROWS, "Onlineprodukt_Gemeinden31122021")
    table = tmp_path / "places.csv"

    report = refresh_places(book, table)

    places = load_places(table)
    assert list(places) == ["01", "01001", "01001000", "01051", "010515163", "01051003", "01051004"]
    town = places["01001000"]
    assert (town.name, town.title, town.population, town.postcode) == (
        "Musterhafen",
        "Stadt",
        90164,
        "01937",
    )
    assert (town.lat, town.lon) == (54.78252, 9.43751)
    assert places["010515163"].name == "Amt/Muster"
    assert (places["01051003"].name, places["01051003"].other_name) == ("Musterdorf", "Mustrow")
    assert places["01051003"].parent_key == "010515163"
    assert places["01051004"].population == 555
    assert report.written["municipality"] == 2
    assert [line.split(": ")[1] for line in report.skipped] == [
        "Musterwald, gemeindefrei",
        "Musterrätsel",
    ]
    assert len(report.added) == 7 and report.removed == []


def test_second_refresh_keeps_split_names_and_reports_changes(tmp_path):
    table = tmp_path / "places.csv"
    name = "Onlineprodukt_Gemeinden31122021"
    refresh_places(workbook(tmp_path / "one.xlsx", ROWS, name), table)
    split = table.read_text(encoding="utf-8").replace("Musterau/Mustrawa,", "Musterau,Mustrawa")
    table.write_text(split, encoding="utf-8")

    report = refresh_places(workbook(tmp_path / "two.xlsx", ROWS[:7] + ROWS[8:], name), table)

    assert report.removed == ["010515163003"] and report.added == []
    place = load_places(table)["01051004"]
    assert (place.name, place.other_name) == ("Musterau", "Mustrawa")


@pytest.mark.parametrize(
    ("sheet", "rows", "message"),
    [("Tabelle1", ROWS, "has no sheet"), ("Onlineprodukt_Gemeinden", [], "holds no places")],
)
def test_other_workbooks_are_refused(tmp_path, sheet, rows, message):
    with pytest.raises(InputError, match=message):
        refresh_places(workbook(tmp_path / "gv.xlsx", rows, sheet), tmp_path / "places.csv")
    assert not (tmp_path / "places.csv").exists()


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Flensburg, Stadt", ("Flensburg", "", "Stadt")),
        ("Au i.d.Hallertau, M", ("Au i.d.Hallertau", "", "Markt")),
        ("Bautzen / Budyšin, Stadt", ("Bautzen", "Budyšin", "Stadt")),
        ("Boizenburg/ Elbe, Stadt", ("Boizenburg/Elbe", "", "Stadt")),
        ("Weißwasser/O.L., Stadt / Běła Woda", ("Weißwasser/O.L.", "Běła Woda", "Stadt")),
        ("Averlak", ("Averlak", "", "")),
    ],
)
def test_names_are_split_from_their_titles(printed, parts):
    assert split_name(printed) == parts
