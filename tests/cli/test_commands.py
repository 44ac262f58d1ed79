from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kommunalgraph.cli import main
from kommunalgraph.cli.output import table
from kommunalgraph.export.exporting import FORMATS

TEXT = """Kommune21
MUSTER-IT
Magdeburg setzt auf KITU
[24.10.2019] Lutz Trümper, Oberbürgermeister von Magdeburg, begrüßt die Zusammenarbeit mit KITU.
Die Landeshauptstadt Magdeburg ist Mitglied der KITU. KITU-Geschäftsführer Michael Wandersleb sagte,
die Genossenschaft zähle inzwischen 74 Mitglieder.
"""


def run(*arguments: object, **options: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], **options)


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "magdeburg.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(article: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stores") / "store"
    result = run("build", article, "--store", folder)
    assert result.exit_code == 0, result.output
    return folder


def test_build_reports_and_building_again_changes_nothing(article: Path, built: Path) -> None:
    before = run("export", "--store", built, "--format", "nq").stdout_bytes

    again = run("build", article, "--store", built, "--format", "json")

    figures = json.loads(again.stdout)
    assert (figures["articles"], figures["unchanged"], figures["added"]) == (1, 1, 0)
    assert figures["claims_accepted"] > 0
    assert run("export", "--store", built, "--format", "nq").stdout_bytes == before


def test_build_skips_what_is_no_article_and_says_why(
    tmp_path: Path, article: Path, built: Path
) -> None:
    folder = shutil.copytree(built, tmp_path / "store")
    broken = tmp_path / "kaputt.txt"
    broken.write_bytes(b"\x00\x01\x02\x03" * 50)

    result = run("build", article, broken, tmp_path / "fehlt.txt", "--store", folder)

    assert result.exit_code == 0
    assert "kaputt.txt" in result.stderr
    assert "fehlt.txt" in result.stderr


def test_build_with_nothing_readable_is_a_no(built: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(built, tmp_path / "store")

    result = run("build", tmp_path / "fehlt.txt", "--store", folder)

    assert result.exit_code == 1


def test_extract_prints_the_evaluation_form(article: Path) -> None:
    result = run("extract", article)

    document = json.loads(result.stdout)
    assert set(document) == {"article", "teasers", "entities", "statements"}
    for entity in document["entities"]:
        for mention in entity["mentions"]:
            assert TEXT[mention["start"] : mention["end"]] == mention["text"]
    for statement in document["statements"]:
        evidence = statement["evidence"]
        assert TEXT[evidence["start"] : evidence["end"]] == evidence["quote"]
    kinds = {entity["label"]: entity for entity in document["entities"]}
    assert kinds["KITU"]["type"] == "Provider"
    assert set(kinds["KITU"]["types"]) == {"Cooperative", "Provider"}


def test_extract_tells_why(article: Path) -> None:
    output = run("extract", "--why", article).stdout
    assert "1 [" in output
    assert "[org " in output
    assert "\n  + " in output


def test_extract_why_goes_with_no_folder(article: Path, tmp_path: Path) -> None:
    result = run("extract", "--why", article, "--out", tmp_path)
    assert result.exit_code == 2
    assert "--why prints text for people" in result.stderr


def test_extract_reads_standard_input() -> None:
    result = run("extract", "-", input=TEXT.encode())

    assert json.loads(result.stdout)["article"]["published"] == "2019-10-24"


def test_extract_prints_several_inputs_as_lines(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "zweite.txt"
    other.write_text(TEXT.replace("74", "75"), encoding="utf-8")

    lines = run("extract", article, other).stdout.splitlines()

    assert len(lines) == 2
    assert all(json.loads(line)["article"]["outlet"] == "Kommune21" for line in lines)


def test_extract_writes_one_file_per_input(article: Path, tmp_path: Path) -> None:
    result = run("extract", article, "--out", tmp_path / "facts")

    assert result.exit_code == 0
    assert [path.name for path in (tmp_path / "facts").iterdir()] == ["magdeburg.json"]


def test_ask_lists_the_questions_without_a_store() -> None:
    result = run("ask")

    assert result.exit_code == 0
    assert "Welche Kommunen sind Kunden" in result.stdout


@pytest.mark.parametrize(
    "choice", [{"args": ("--lang", "en")}, {"env": {"KOMMUNALGRAPH_LANG": "en"}}]
)
def test_questions_are_shown_in_english_on_request(built: Path, choice: dict[str, object]) -> None:
    arguments = choice.pop("args", ())

    listing = run("ask", *arguments, **choice)
    answer = run("ask", "01", *arguments, "--store", built, **choice)

    assert "Which municipalities are customers" in listing.stdout
    assert answer.stderr.startswith("Which municipalities are customers of a provider?")


def test_rows_that_only_the_tables_state_are_told_apart(built: Path) -> None:
    question = ("ask", "providers-of-municipality", "-p", "city=Magdeburg", "--store", built)
    rows = run(*question, "--lang", "en")

    unreported = [line for line in rows.stdout.splitlines() if line.endswith(" 0")]
    assert unreported
    assert f"Rows with 0: {len(unreported)}; only the reference tables" in rows.stderr
    assert "reference tables" not in run(*question, "-f", "csv").stderr


def test_ask_takes_parameters_as_names_and_ids(built: Path) -> None:
    for value in ("org/kitu", "KITU", "https://w3id.org/kommunalgraph/id/org/kitu"):
        result = run("ask", "07", "-p", f"organization={value}", "-f", "csv", "--store", built)
        if "no parameter" in result.stderr:
            result = run("ask", "07", "-p", f"cooperative={value}", "-f", "csv", "--store", built)
        assert result.exit_code == 0, result.stderr
        assert "Magdeburg" in result.stdout


def test_query_answers_rows_truths_and_triples(built: Path) -> None:
    select = 'SELECT ?c { ?c kg:memberOf/skos:prefLabel "KITU"@de } ORDER BY ?c'
    rows = run("query", "-e", select, "-f", "json", "--store", built)
    assert json.loads(rows.stdout)["head"]["vars"] == ["c"]
    assert "place/15003000" in run("query", "-e", select, "--store", built).stdout
    truth = run("query", "-e", "ASK { ?c a kg:Claim }", "--store", built)
    assert truth.stdout == "true\n"
    construct = "CONSTRUCT { ?c a kg:Claim } WHERE { ?c a kg:Claim }"
    assert "kg:Claim" in run("query", "-e", construct, "-f", "ttl", "--store", built).stdout


def test_query_reads_files_and_standard_input(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "frage.rq"
    file.write_text("ASK { ?c a kg:Claim }", encoding="utf-8")

    assert run("query", file, "--store", built).stdout == "true\n"
    assert run("query", "-", "--store", built, input="ASK { ?c a kg:Claim }").stdout == "true\n"


def test_a_wrong_query_is_one_clear_line(built: Path) -> None:
    result = run("query", "-e", "SELEC ?x", "--store", built)

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: the query cannot be run")
    assert "Traceback" not in result.output


def test_explain_prints_quote_article_and_rule(built: Path) -> None:
    result = run("explain", "Michael Wandersleb", "hasRole", "KITU", "--store", built)

    assert result.exit_code == 0, result.stderr
    assert "»" in result.stdout
    assert "Kommune21, 2019-10-24" in result.stdout
    claims = json.loads(run("explain", "KITU", "--format", "json", "--store", built).stdout)[
        "claims"
    ]
    assert all(TEXT[c["start"] : c["end"]] == c["quote"] for c in claims)


def test_explain_says_no_where_nothing_is_known(built: Path) -> None:
    assert run("explain", "Leipzig", "usesProduct", "--store", built).exit_code == 1
    assert run("explain", "Niemandsdorf", "--store", built).exit_code == 2


@pytest.mark.parametrize("name", ["ttl", "edges.csv"])
def test_export_writes_to_files_and_standard_output(built: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "graph"

    assert run("export", "-f", name, "--out", out, "--store", built).exit_code == 0

    assert out.read_bytes() == run("export", "-f", name, "--store", built).stdout_bytes


@pytest.mark.parametrize(
    ("long", "short"), [("nquads", "nq"), ("Turtle", "ttl"), ("json-ld", "jsonld")]
)
def test_export_knows_formats_by_their_long_names(built: Path, long: str, short: str) -> None:
    whole = run("export", "--format", long, "--store", built)

    assert whole.exit_code == 0
    assert whole.stdout_bytes == run("export", "--format", short, "--store", built).stdout_bytes


def test_the_help_lists_the_formats() -> None:
    shown = run("export", "--help").stdout

    assert [name for name in FORMATS if f"\n  {name} " not in shown] == []


def test_export_of_a_part(built: Path) -> None:
    part = run(
        *("export", "--format", "edges.csv", "--relation", "memberOf", "--around", "KITU"),
        *("--as-of", "2021-12-31", "--store", built),
    )

    assert part.exit_code == 0, part.stderr
    rows = part.stdout.splitlines()
    assert rows[0].startswith("source,source_label,target,target_label,relation,label")
    assert {row.split(",")[4] for row in rows[1:]} == {"memberOf"}


def test_an_unknown_format_or_day_is_wrong_usage(built: Path) -> None:
    for option in (("--format", "docx"), ("--as-of", "gestern"), ("--type", "Haus")):
        result = run("export", *option, "--store", built)
        assert result.exit_code == 2
        assert option[1] in result.stderr


def test_a_file_is_there_in_full_or_not_at_all(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph.json"

    result = run("export", "-f", "json", "--around", "nobody", "--out", out, "--store", built)

    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_built_store_conforms(built: Path) -> None:
    result = run("validate", "--store", built)

    assert result.exit_code == 0, result.stdout
    assert "The graph conforms" in result.stdout


def test_validate_says_no_to_a_damaged_store(built: Path, tmp_path: Path) -> None:
    import pyoxigraph

    folder = shutil.copytree(built, tmp_path / "store")
    store = pyoxigraph.Store(folder)
    store.update("DELETE WHERE { ?claim <https://w3id.org/kommunalgraph/def#quote> ?quote }")
    store.flush()
    del store

    result = run("validate", "--most-nodes", 0, "--store", folder)

    assert result.exit_code == 1
    assert "Der Aussage fehlen Angaben." in result.stdout


def test_stats_show_figures(built: Path) -> None:
    figures = json.loads(run("stats", "--format", "json", "--store", built).stdout)

    assert figures["articles"] == 1
    assert "relation" in run("stats", "--store", built).stdout


def test_withdraw_empties_a_store_of_one_article(
    article: Path, built: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(built, tmp_path / "store")
    title = json.loads(run("extract", article).stdout)["article"]["title"]

    result = run("withdraw", title, "--store", folder)

    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"withdrawn: {title}\n"
    found = run("query", "-e", "ASK { ?c a kg:Claim }", "--store", folder)
    assert found.stdout == "false\n"
    assert run("withdraw", title, "--store", folder).exit_code == 2


def test_a_missing_store_is_an_error_with_advice(tmp_path: Path) -> None:
    result = run("stats", "--store", tmp_path / "nichts")

    assert result.exit_code == 2
    assert "kommunalgraph build" in result.stderr


def test_the_store_can_be_named_by_the_environment(built: Path) -> None:
    result = run("stats", env={"KOMMUNALGRAPH_STORE": str(built)})

    assert result.exit_code == 0


def test_each_command_shows_an_example() -> None:
    for name in main.commands:
        result = run(name, "--help")
        assert result.exit_code == 0
        assert "Example:" in result.stdout


def test_help_loads_no_heavy_package() -> None:
    heavy = ("rdflib", "pyshacl", "networkx", "trafilatura", "SPARQLWrapper", "pyoxigraph")
    code = (
        "import sys; from kommunalgraph.cli import main; "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_extract_loads_no_graph_package(article: Path) -> None:
    heavy = ("rdflib", "pyshacl", "networkx", "SPARQLWrapper")
    code = (
        "import sys; from kommunalgraph.cli import main; "
        f"main(['extract', {str(article)!r}], standalone_mode=False); "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=environment,
    )

    assert done.stdout.splitlines()[-1] == "[]"


def test_tables_align_wide_and_combining_characters() -> None:
    drawn = table(("name", "n"), [("Trümper", "1"), ("u\u0308ber", "2"), ("x" * 100, "3")])

    assert drawn.splitlines()[2].startswith("Trümper ")
    assert "…" in drawn


def test_a_rejected_claim_stays_rejected_when_the_article_is_read_again(
    article: Path, built: Path, tmp_path: Path
) -> None:
    store, decided = shutil.copytree(built, tmp_path / "store"), tmp_path / "decided.toml"
    explain = ("explain", "KITU", "memberCount", "74", "--format", "json", "--store")
    (before,) = json.loads(run(*explain, store).stdout)["claims"]
    options = ("--corrections", decided, "--store", store)

    done = run("correct", before["claim"], "--reject", "--why", "Muster", *options)

    assert done.exit_code == 0, done.output
    assert run("build", article, *options).exit_code == 0
    (after,) = json.loads(run(*explain, store).stdout)["claims"]
    assert (before["status"], after["status"]) == ("accepted", "rejected")
    assert after["note"] == "Muster"
    assert run("validate", "--store", store).exit_code == 0


def test_one_claim_is_corrected_at_a_time(built: Path, tmp_path: Path) -> None:
    options = ("--reject", "--why", "Muster", "--corrections", tmp_path / "c.toml", "--store")

    several = run("correct", "KITU", *options, built)
    none = run("correct", "KITU", "successorOf", *options, built)

    assert (several.exit_code, none.exit_code) == (2, 2)
    assert re.search(
        r"means \d+ claims; name one by its id:\n  claim/[0-9a-f]{32} ", several.stderr
    )
    assert "no article says this" in none.stderr
    assert not (tmp_path / "c.toml").exists()


def test_a_file_of_corrections_that_somebody_names_must_be_there(
    article: Path, tmp_path: Path
) -> None:
    result = run(
        "build", article, "--store", tmp_path / "s", "--corrections", tmp_path / "none.toml"
    )

    assert result.exit_code == 2
    assert "none.toml: cannot be read" in result.stderr
