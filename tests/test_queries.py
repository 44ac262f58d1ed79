"""Every question file runs as it stands, gives its columns, and finds what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import musterland
from kommunalgraph import knowledge
from kommunalgraph.model import Question
from kommunalgraph.questions import bind, load_questions
from kommunalgraph.vocabulary import KG, PREFIXES, ontology

QUESTIONS = load_questions()

INVENTED: dict[str, str | None] = {
    "provider": "org/muster-it",
    "city": "place/99001001",
    "customer": "place/99001001",
    "state": "place/99",
    "person": "person/erika-muster",
    "organization": "org/muster-eg",
    "name": "arz muster",
    "topic": "topic/ozg",
    "product": "product/musterakte",
    "entity": "org/muster-it",
}
"""Values that make each question ask about the invented graph."""

Row = tuple[str | None, ...]


def invented(question: Question, **other: str | None) -> str:
    values = {p.name: INVENTED[p.name] for p in question.parameters if p.name in INVENTED}
    if question.name.startswith("15-"):
        values["topic"] = "topic/e-akte"
    return bind(question, {**values, **other})


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in musterland.triples())
    return store


@pytest.fixture(scope="module")
def union() -> ox.Store:
    """The same triples as in a master export: claims in the graphs of their articles."""
    triples = musterland.triples()
    article = {
        t.subject: t.object
        for t in triples
        if t.predicate.value.endswith("#wasDerivedFrom") and "/claim/" in t.subject.value
    }
    clean = ox.NamedNode("https://example.org/clean")
    store = ox.Store()
    store.extend(
        ox.Quad(t.subject, t.predicate, t.object, article.get(t.subject, clean)) for t in triples
    )
    return store


@pytest.fixture(scope="module")
def graph(store: ox.Store) -> rdflib.Graph:
    turtle = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    return rdflib.Graph().parse(data=turtle, format="nt")


def oxigraph_rows(store: ox.Store, sparql: str, *, union: bool = False) -> list[Row]:
    solutions = store.query(sparql, use_default_graph_as_union=union)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [tuple(s[n].value if s[n] is not None else None for n in names) for s in solutions]


def rdflib_rows(graph: rdflib.Graph, sparql: str) -> list[Row]:
    result = graph.query(sparql)
    return [tuple(None if t is None else str(t) for t in row) for row in result]


def local(rows: list[Row], *columns: int) -> list[Row]:
    return [tuple((row[c] or "").rpartition("/")[2] or row[c] for c in columns) for row in rows]


def test_the_numbers_run_from_one_without_a_gap() -> None:
    numbers = [int(name.partition("-")[0]) for name in QUESTIONS]
    assert numbers == list(range(1, len(QUESTIONS) + 1))


@pytest.mark.parametrize("name", QUESTIONS)
def test_columns_are_those_of_the_header_in_both_engines(name: str) -> None:
    question = QUESTIONS[name]
    solutions = ox.Store().query(question.sparql)
    assert isinstance(solutions, ox.QuerySolutions)
    assert tuple(v.value for v in solutions.variables) == question.columns
    result = rdflib.Graph().query(question.sparql)
    assert tuple(str(v) for v in result.vars or ()) == question.columns


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_term_is_defined_and_no_graph_is_named(name: str) -> None:
    text = QUESTIONS[name].sparql
    body = re.sub(r'"[^"]*"|#[ +].*', "", text)
    assert set(re.findall(r"\bkg:(\w+)", body)) <= ontology().terms
    assert not re.search(r"\b(GRAPH|SERVICE|FROM)\b", body)
    assert "gYear" not in body
    declared = dict(re.findall(r"^PREFIX (\w+): <([^>]+)>$", text, re.MULTILINE))
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}
    assert "ORDER BY" in body


@pytest.mark.parametrize("name", QUESTIONS)
def test_engines_and_layouts_give_the_same_rows(
    name: str, store: ox.Store, union: ox.Store, graph: rdflib.Graph
) -> None:
    sparql = invented(QUESTIONS[name])
    rows = oxigraph_rows(store, sparql)
    assert rows, "the invented graph answers every question"
    assert oxigraph_rows(union, sparql, union=True) == rows
    # rdflib renders true and 0.60 like everyone else; only the order of types may differ.
    assert sorted(map(repr, rdflib_rows(graph, sparql))) == sorted(map(repr, rows))


@pytest.mark.parametrize("name", QUESTIONS)
def test_open_parameters_ask_about_everything(name: str, store: ox.Store) -> None:
    question = QUESTIONS[name]
    asked = len(oxigraph_rows(store, invented(question)))
    for parameter in question.parameters:
        assert len(oxigraph_rows(store, invented(question, **{parameter.name: None}))) >= asked


def ask(store: ox.Store, number: int, **values: str | None) -> list[Row]:
    (question,) = (q for n, q in QUESTIONS.items() if n.startswith(f"{number:02}-"))
    return oxigraph_rows(store, invented(question, **values))


def test_customers_carry_first_and_last_report(store: ox.Store) -> None:
    rows = ask(store, 1)
    assert [row[1:] for row in rows] == [
        ("Musterdorf", "2024-02-01", "2024-02-01", "1"),
        ("Musterstadt", "2017-05-04", "2017-05-04", "1"),
    ]


def test_evidence_names_quote_article_and_confidence(store: ox.Store) -> None:
    (row,) = ask(store, 3)
    assert row[1:5] == (
        "Musterstadt wird Kunde", "2017-05-04", "Musterstadt ist Kunde der Muster-IT", "0.95",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2014-06-01", []),
        ("2019-06-01", [("erika-muster", "true")]),
        ("2022-06-01", [("max-beispiel", "true")]),
        ("2025-06-01", [("max-beispiel", "false")]),
    ],
)
def test_managing_director_depends_on_the_day(store: ox.Store, day: str, names: list[Row]) -> None:
    assert local(ask(store, 5, day=day), 0, 7) == names


def test_members_are_compared_with_the_latest_report(store: ox.Store) -> None:
    assert [row[1:] for row in ask(store, 7)] == [("Beispielheim", "1", "74", "2019-10-22")]


def test_counts_are_listed_by_date(store: ox.Store) -> None:
    assert [row[:2] for row in ask(store, 8)] == [("2017-05-04", "22"), ("2019-10-22", "74")]


def test_predecessors_reach_back_over_several_changes(store: ox.Store) -> None:
    assert local(ask(store, 10), 0, 2, 6) == [
        ("muster-it", "arz-muster", "2009-12-22"),
        ("arz-muster", "drz-muster", "1995-01-01"),
    ]


def test_former_names_lead_to_the_organization_of_today(store: ox.Store) -> None:
    for name in ("ARZ Muster", "drz muster", "MIT"):
        assert local(ask(store, 11, name=name), 0) == [("muster-it",)]


def test_topics_include_narrower_ones_and_have_one_label(store: ox.Store) -> None:
    assert local(ask(store, 12), 0, 3) == [
        ("muster-eg", "Onlinezugangsgesetz"),
        ("muster-it", "OZG-Reifegradmodell"),
    ]


def test_teasers_of_articles_read_do_not_count_twice(store: ox.Store) -> None:
    assert local(ask(store, 13), 0, 1, 3) == [
        ("2017", "ozg", "1"), ("2019", "e-akte", "1"), ("2024", "ozg", "1"),
    ]  # fmt: skip


def test_cooperation_is_listed_once_whichever_way_it_was_read(store: ox.Store) -> None:
    assert local(ask(store, 16), 0, 2, 4) == [("muster-eg", "muster-it", "1")]


def test_shared_customers_are_counted(store: ox.Store) -> None:
    assert local(ask(store, 17), 0, 2, 4) == [("muster-eg", "muster-it", "2")]
    assert ask(store, 17, least="3") == []


def test_weak_facts_are_accepted_ones_below_the_limit(store: ox.Store) -> None:
    assert local(ask(store, 20), 0, 5) == [("99001002", "0.55")]


def test_dates_of_different_precision_do_not_contradict(store: ox.Store) -> None:
    rows = ask(store, 21)
    assert {row[2] for row in rows} == {f"{KG}headquarteredIn"}
    assert [row[4] for row in rows] == ["Beispielhausen", "Musterstadt"]


def test_customer_relations_by_last_and_first_report(store: ox.Store) -> None:
    assert local(ask(store, 22), 0) == [("99001001",)]
    assert local(ask(store, 23), 0) == [("99001002",)]


def test_teasers_name_their_article(store: ox.Store) -> None:
    rows = local(ask(store, 24), 0, 3, 4)
    assert ("t2019", "def#Teaser", "a2019") in rows
    assert len(rows) == 3


def test_coverage_gap_leaves_out_customers_and_members(store: ox.Store) -> None:
    assert local(ask(store, 25), 3) == [("Beispielhausen",)]


def test_no_file_in_the_folder_is_left_out() -> None:
    folder: Path = knowledge.folder("queries")
    assert {path.name for path in folder.iterdir()} == {f"{name}.rq" for name in QUESTIONS}


def test_a_seat_in_a_city_and_in_its_state_is_no_contradiction() -> None:
    triples = [
        ("org/amt", f"{KG}headquarteredIn", "place/98"),
        ("org/amt", f"{KG}headquarteredIn", "place/98001000"),
        ("place/98001000", f"{KG}partOf", "place/98"),
    ]
    base = "https://w3id.org/kommunalgraph/id/"
    graph = ox.Store()
    for s, p, o in triples:
        graph.add(ox.Quad(ox.NamedNode(base + s), ox.NamedNode(p), ox.NamedNode(base + o)))
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    graph.add(ox.Quad(ox.NamedNode(f"{base}org/amt"), label, ox.Literal("Amt", language="de")))
    question = QUESTIONS["21-contradictions"].sparql

    assert not list(graph.query(question))
    graph.update(f"DELETE WHERE {{ ?city <{KG}partOf> ?state }}")
    assert len(list(graph.query(question))) == 2
