"""Headers are read strictly, and no value can leave its place in the query."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kommunalgraph.errors import KnowledgeError, QueryError
from kommunalgraph.model import Parameter, Question
from kommunalgraph.questions import bind, find_question, load_questions, read_question

QUESTIONS = load_questions()

TEXT = """\
#+ title-de: Wer?
#+ title-en: Who?
#+ tags: people, time
#+ parameter: body iri <https://w3id.org/kommunalgraph/id/org/muster-it> | Stelle | body
#+ parameter: name text "Muster" | Name | name
#+ parameter: least integer 2 | mindestens | at least
#+ parameter: below decimal 0.6 | unter | below
#+ parameter: day date 2019-06-01 | Tag | day
#+ columns: body name

SELECT ?body ?name
WHERE {
  VALUES ?body { <https://w3id.org/kommunalgraph/id/org/muster-it> }
  VALUES ?name { "Muster" }
  VALUES ?least { 2 }
  VALUES ?below { 0.6 }
  VALUES ?day { "2019-06-01"^^<http://www.w3.org/2001/XMLSchema#date> }
}
"""


@pytest.fixture
def question(tmp_path: Path) -> Question:
    return read_question(written(tmp_path, TEXT))


def written(folder: Path, text: str) -> Path:
    file = folder / "01-who.rq"
    file.write_text(text, encoding="utf-8")
    return file


def rows(sparql: str) -> list[tuple[str, ...]]:
    solutions = ox.Store().query(sparql.replace("?body ?name\n", "*\n"))
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [tuple(f"{n}={s[n].value}" for n in names) for s in solutions]


def value(sparql: str, name: str) -> str:
    (row,) = rows(sparql)
    return dict(pair.split("=", 1) for pair in row)[name]


def test_a_file_describes_itself(question: Question) -> None:
    assert (question.name, question.title_de, question.title_en) == ("01-who", "Wer?", "Who?")
    assert question.columns == ("body", "name")
    assert question.tags == ("people", "time")
    assert [p.type for p in question.parameters] == ["iri", "text", "integer", "decimal", "date"]
    assert question.parameters[1] == Parameter("name", "text", "Muster", "Name", "name")


def test_all_questions_have_a_complete_header() -> None:
    for question in QUESTIONS.values():
        assert question.title_de.endswith("?")
        assert question.title_en.endswith("?")
        assert question.tags
        assert question.columns
        assert all(p.label_de and p.label_en and p.default for p in question.parameters)
    titles = {(q.title_de, q.title_en) for q in QUESTIONS.values()}
    assert len(titles) == len(QUESTIONS)


def test_defaults_stay_where_nothing_is_bound(question: Question) -> None:
    assert bind(question, {}) == question.sparql
    assert value(question.sparql, "least") == "2"


@pytest.mark.parametrize(
    "given",
    [
        "org/kitu",
        "id:org/kitu",
        "https://w3id.org/kommunalgraph/id/org/kitu",
        "<https://w3id.org/kommunalgraph/id/org/kitu>",
    ],
)
def test_an_iri_may_be_written_short(question: Question, given: str) -> None:
    bound = bind(question, {"body": given})
    assert value(bound, "body") == "https://w3id.org/kommunalgraph/id/org/kitu"


def test_curies_of_the_ontology_are_known(question: Question) -> None:
    assert value(bind(question, {"body": "kg:memberCount"}), "body").endswith("def#memberCount")


@pytest.mark.parametrize(
    "text",
    ['"', "\\", '" } } #', "a\nVALUES ?day { 1 }", "Ü ß „x“", "\t\r\x00\x7f", "\\1 \\g<0>", "?x }"],
)
def test_text_cannot_leave_its_quotes(question: Question, text: str) -> None:
    assert value(bind(question, {"name": text, "day": "2020-01-01"}), "name") == text


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("body", "x> } INSERT"),
        ("body", "kitu"),
        ("body", "https://example.org/a b"),
        ("body", 'org/"'),
        ("body", "org/a\n"),
        ("body", ""),
        ("least", "two"),
        ("least", "1 2"),
        ("least", "٣"),
        ("below", "0,6"),
        ("below", "1e400"),
        ("day", "1.6.2019"),
        ("day", "2019-02-30"),
        ("day", "2019-06"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused(question: Question, name: str, given: str) -> None:
    with pytest.raises(QueryError, match=f"01-who: {name}: .* is no "):
        bind(question, {name: given})


def test_an_open_parameter_is_dropped(question: Question) -> None:
    assert "VALUES ?least" not in bind(question, {"least": None})


def test_every_line_of_a_parameter_is_bound(tmp_path: Path) -> None:
    text = TEXT.replace("  VALUES ?least { 2 }\n", "  VALUES ?least { 2 }\n" * 2)
    bound = bind(read_question(written(tmp_path, text)), {"least": "7"})
    assert bound.count('VALUES ?least { "7"^^') == 2


def test_an_unknown_parameter_is_refused_with_the_known_ones(question: Question) -> None:
    with pytest.raises(QueryError, match=r"no parameter boby; .*: body, name, least, below, day"):
        bind(question, {"boby": "x"})


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("#+ tags: people, time\n", "", r"01-who.rq:1: header line missing; write “#\+ tags"),
        ("#+ title-en: Who?", "#+ title-en Who?", "01-who.rq:2: not a header line"),
        ("#+ title-en: Who?", "#+ title-de: Who?", "01-who.rq:2: give title-de exactly once"),
        ("#+ tags:", "#+ tag:", "01-who.rq:3: unknown header tag; known are title-de"),
        ("least integer 2", "least number 2", "01-who.rq:6: unknown type number; known are iri"),
        ("| mindestens | at least", "", "01-who.rq:6: not a parameter"),
        ("least integer 2", "least integer 3", "01-who.rq:6: the body has 2"),
        ("  VALUES ?least { 2 }\n", "", r"01-who.rq:6: add the line “VALUES \?least { 2 }”"),
        ("day date 2019-06-01", "day date heute", "01-who.rq:8: "),
    ],
)
def test_a_wrong_header_stops_at_load(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert old in TEXT
    with pytest.raises(KnowledgeError, match=complaint):
        read_question(written(tmp_path, TEXT.replace(old, new)))


@pytest.mark.parametrize("name", ["01-customers-of-provider", "customers-of-provider", "01", "1"])
def test_a_question_is_found_by_name_or_number(name: str) -> None:
    assert find_question(name, QUESTIONS).name == "01-customers-of-provider"


def test_an_unknown_question_is_refused_with_close_ones() -> None:
    with pytest.raises(QueryError, match=r"no such question; there are .*01-customers-of-provider"):
        find_question("costumers-of-provider", QUESTIONS)


def test_another_folder_may_hold_questions(tmp_path: Path) -> None:
    written(tmp_path, TEXT)
    assert list(load_questions(tmp_path)) == ["01-who"]
