from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kommunalgraph.analysis.centrality import MEASURES
from kommunalgraph.analysis.views import VIEWS
from kommunalgraph.cli import main
from kommunalgraph.cli.networking import _DRAWN_AS, _MEASURES, _PICTURES, _VIEWS
from kommunalgraph.graph.building import build
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import create_store, open_store
from kommunalgraph.plots.drawing import PICTURES
from kommunalgraph.plots.style import FORMATS
from sample_readings import small_world


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stores") / "store"
    create_store(path, [])
    build(open_store(path), small_world(), Reference())
    return path


def run(store: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--store", str(store)])


def test_the_help_names_what_there_is() -> None:
    assert tuple(VIEWS) == _VIEWS
    assert MEASURES == _MEASURES
    assert FORMATS == _PICTURES
    assert {_DRAWN_AS.get(v, v) for v in _VIEWS} >= set(PICTURES)


def test_who_is_central_comes_as_table_csv_and_json(store: Path) -> None:
    shown = run(store, "network", "--top", 2)
    rows = list(csv.DictReader(io.StringIO(run(store, "network", "--format", "csv").stdout)))
    objects = json.loads(run(store, "network", "--format", "json").stdout)

    assert shown.exit_code == 0, shown.output
    first = [line.split()[0] for line in shown.stdout.splitlines()]
    assert [first[0], *first[2:]] == ["id", "org/muster-it", rows[1]["id"]]
    assert [row["id"] for row in rows] == [each["id"] for each in objects]
    assert (rows[0]["degree"], objects[0]["degree"]) == ("4", 4)


def test_rows_can_be_filtered(store: Path) -> None:
    def ends(*filters: object) -> set[tuple[str, str]]:
        found = run(store, "network", "network", "--format", "csv", *filters)
        assert found.exit_code == 0, found.output
        return {(r["source"], r["target"]) for r in csv.DictReader(io.StringIO(found.stdout))}

    assert ends("--relation", "customerOf") == {
        ("Altmuster", "Muster-IT"),
        ("Musterstadt", "Muster-IT"),
    }
    assert ends("--type", "Provider") == {("Muster-IT", "Nord-IT")}
    assert ends("--relation", "customerOf", "--as-of", "2019-12-31") == {
        ("Musterstadt", "Muster-IT")
    }
    assert ends("--relation", "customerOf", "--since", "2020-01-01") == {("Altmuster", "Muster-IT")}
    assert ("Musterstadt", "E-Akte") not in ends("--min-confidence", "0.85")
    assert ends("--around", "E-Akte") == {("Musterstadt", "E-Akte")}
    assert ("Musterstadt", "Muster-IT") in ends("--around", "E-Akte", "--hops", 2)


def test_change_takes_two_days(store: Path) -> None:
    days = ("--between", "2019-12-31", "2020-12-31")
    rows = json.loads(run(store, "network", "change", *days, "--format", "json").stdout)

    assert {"new"} == {row["change"] for row in rows}
    assert "Altmuster" in {row["source"] for row in rows}
    missing = run(store, "network", "change")
    assert (missing.exit_code, "between which days" in missing.output) == (2, True)
    wrong = run(store, "network", "change", "--between", "gestern", "heute")
    assert wrong.exit_code == 2


def test_a_picture_is_written_to_a_file(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "bild.svg"

    done = run(store, "network", "ego", "Muster-IT", "--plot", file)

    assert (done.exit_code, done.output) == (0, "")
    assert b"<svg" in file.read_bytes()
    refused = run(store, "network", "ego", "Muster-IT", "--plot", tmp_path / "bild.pdf")
    assert (refused.exit_code, "ends in .png or .svg" in refused.output) == (2, True)
    no_picture = run(store, "network", "bridges", "--plot", file)
    assert (no_picture.exit_code, "no such picture" in no_picture.output) == (2, True)


def test_a_path_is_told_step_by_step(store: Path) -> None:
    told = run(store, "path", "Altmuster", "Musterstadt")

    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "Altmuster",
        "  Altmuster customerOf Muster-IT",
        "  »Auch Altmuster ist Kunde der Muster-IT.«",
        "  Muster-IT wächst (Musterblatt, 2020-03-04)",
        "Muster-IT",
        "  Musterstadt customerOf Muster-IT",
        "  »Musterstadt ist Kunde der Muster-IT.«",
        "  Musterstadt ist Kunde (Musterblatt, 2019-06-01)",
        "Musterstadt",
    ]
    steps = json.loads(run(store, "path", "Altmuster", "Musterstadt", "--format", "json").stdout)
    assert [(s["from"], s["relation"], s["to"]) for s in steps] == [
        ("place/99002000", "customerOf", "org/muster-it"),
        ("org/muster-it", "customerOf", "place/99001000"),
    ]
    assert steps[1]["subject"] == "place/99001000"
    assert steps[0]["quote"] == "Auch Altmuster ist Kunde der Muster-IT."


def test_where_nothing_leads_the_answer_is_no(store: Path) -> None:
    same = run(store, "path", "Muster-IT", "Muster-IT")

    assert (same.exit_code, same.stdout) == (1, "Nothing connects the two.\n")
    assert run(store, "path", "Muster-IT", "Niemand").exit_code == 2
