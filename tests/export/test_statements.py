"""Statements as rows: CSV for spreadsheets, Parquet for DataFrames."""

from __future__ import annotations

import csv
import io

import pandas
import pytest
from pyarrow import parquet

from kommunalgraph.analysis.selection import Selection
from kommunalgraph.export.exporting import export
from kommunalgraph.export.statements import Row
from kommunalgraph.graph.building import build
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from sample_readings import CITY, PROVIDER, Page, small_world


@pytest.fixture
def graph():
    filled = memory_store()
    build(filled, small_world(), Reference())
    return filled


def test_one_row_per_statement_with_quote_article_and_date(graph) -> None:
    rows = list(csv.DictReader(io.StringIO(export(graph, "csv").decode())))

    assert tuple(rows[0]) == Row._fields
    assert len(rows) == 9
    assert [row["claim"] for row in rows] == sorted(row["claim"] for row in rows)
    role = next(row for row in rows if row["role"])
    assert (role["subject_label"], role["object_label"]) == ("Erika Muster", "Muster-IT")
    assert role["quote"] == "Geschäftsführerin Erika Muster leitet die Muster-IT."
    assert (role["headline"], role["reported_on"]) == ("Musterstadt ist Kunde", "2019-06-01")
    plan = next(row for row in rows if row["modality"] == "planned")
    assert plan["status"] == "unreviewed"
    number = next(row for row in rows if row["object"] == "74")
    assert number["object_type"] == ""


def test_parquet_says_the_same_with_types(graph) -> None:
    frame = pandas.read_parquet(io.BytesIO(export(graph, "parquet")))
    table = pandas.read_csv(io.BytesIO(export(graph, "csv")), dtype=str, keep_default_na=False)

    assert list(frame.columns) == list(Row._fields)
    assert frame["quote"].tolist() == table["quote"].tolist()
    assert frame["confidence"].tolist() == [float(text) for text in table["confidence"]]
    days = [str(day) if day else "" for day in frame["reported_on"]]
    assert days == table["reported_on"].tolist()
    schema = parquet.read_schema(io.BytesIO(export(graph, "parquet")))
    assert str(schema.field("reported_on").type) == "date32[day]"


def test_rows_follow_the_selection(graph) -> None:
    part = export(graph, "csv", selection=Selection(relations=("memberCount",))).decode()

    assert {row["object"] for row in csv.DictReader(io.StringIO(part))} == {"74", "70"}


def test_no_cell_is_a_formula_in_a_spreadsheet() -> None:
    graph = memory_store()
    page = Page("=HYPERLINK(1)").say("+++ Kunde", CITY, "customerOf", PROVIDER)
    build(graph, [(page.reading(),)], Reference())

    (row,) = csv.DictReader(io.StringIO(export(graph, "csv").decode()))

    assert (row["headline"], row["quote"]) == ("'=HYPERLINK(1)", "'+++ Kunde")
    frame = pandas.read_parquet(io.BytesIO(export(graph, "parquet")))
    assert frame["quote"].tolist() == ["+++ Kunde"]
