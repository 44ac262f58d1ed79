from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

import kommunalgraph
from kommunalgraph.api import Graph
from kommunalgraph.api.answers import python_value
from kommunalgraph.errors import MissingPackage, QueryError, StoreError
from kommunalgraph.graph import store
from kommunalgraph.graph.building import build
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from kommunalgraph.vocabulary import XSD
from sample_readings import CITY, PROVIDER, Entity, Page, small_world


@pytest.fixture(scope="module")
def graph() -> Graph:
    filled = memory_store()
    build(filled, small_world(), Reference())
    return Graph(filled)


def test_an_entity_knows_its_names_and_kinds(graph: Graph) -> None:
    found = graph["muster-it"]

    assert (found.id, found.iri, found.label) == ("org/muster-it", PROVIDER.iri, "Muster-IT")
    assert found.kind == "Provider"
    assert {"Provider", "Cooperative", "Organization"} <= found.kinds
    assert found.names == ["Muster-IT"]
    assert found == graph["org/muster-it"] != graph["Nord-IT"]
    assert len({found, graph["org/muster-it"]}) == 1


def test_an_entity_leads_to_others_and_to_values(graph: Graph) -> None:
    provider = graph["Muster-IT"]

    assert [str(e) for e in provider.values("serves")] == ["Altmuster", "Musterstadt"]
    assert [e.id for e in graph["Musterstadt"].values("customerOf")] == ["org/muster-it"]
    assert provider.values("memberCount") == [70]
    with pytest.raises(QueryError, match="no such relation"):
        provider.values("likes")


def test_a_statement_carries_its_sentence(graph: Graph) -> None:
    found = [s for s in graph["Muster-IT"].statements if s.relation == "memberCount"]

    assert [(s.object, s.reported_on) for s in found] == [
        (74, date(2020, 3, 4)),
        (70, date(2021, 3, 4)),
    ]
    assert found[0].quote == "Die Muster-IT zählt 74 Mitglieder."
    assert found[0].source == "Muster-IT wächst (Musterblatt, 2020-03-04)"
    assert str(found[0]) == "Muster-IT memberCount 74"
    assert found[0].article == "article/musterblatt-2020-03-04-muster-it-waechst"


def test_plans_are_no_statements_of_fact(graph: Graph) -> None:
    town = graph["Altmuster"]
    planned = set(town.all_statements) - set(town.statements)

    assert [(s.modality, s.object.label) for s in planned] == [("planned", "Nord-IT")]
    assert not [s for s in graph.statements() if s.modality == "planned"]
    assert [s for s in graph.statements(every=True) if s.modality == "planned"] == [*planned]


def test_entities_are_those_that_articles_mention(graph: Graph) -> None:
    assert [e.label for e in graph.entities("Municipality")] == ["Altmuster", "Musterstadt"]
    assert [e.label for e in graph.entities("Cooperative")] == ["Muster-IT"]
    assert len(list(graph.entities())) == 6


def test_a_question_takes_names_and_gives_python_values(graph: Graph) -> None:
    answer = graph.ask("customers-of-provider", provider="Muster-IT")

    assert answer.title == "Welche Kommunen sind Kunden eines Dienstleisters?"
    assert answer.column("cityLabel") == ["Altmuster", "Musterstadt"]
    assert answer[0]["firstReported"] == date(2020, 3, 4)
    assert answer[1]["articles"] == 1
    assert len(answer) == len(list(answer)) == 2
    with pytest.raises(QueryError, match="no such column"):
        answer.column("price")


def test_an_open_parameter_asks_for_all(graph: Graph) -> None:
    everywhere = graph.ask("customers-of-provider", provider=None)

    assert set(everywhere.column("city")) == {"place/99001000", "place/99002000"}


def test_a_wrong_question_says_what_to_do(graph: Graph) -> None:
    with pytest.raises(QueryError, match="no such question"):
        graph.ask("who-is-who")
    with pytest.raises(QueryError, match="no parameter town"):
        graph.ask("customers-of-provider", town="Musterstadt")
    with pytest.raises(QueryError, match="cannot be run"):
        graph.query("SELECT nonsense")


def test_a_query_gives_rows_truth_or_a_graph(graph: Graph) -> None:
    rows = graph.query("SELECT ?n { ?a kg:memberCount ?n }")
    assert rows.rows == ({"n": 70},)
    assert graph.query("ASK { ?a kg:customerOf ?b }") is True
    assert graph.query("ASK { ?a kg:subsidiaryOf ?b }") is False
    made = graph.query("CONSTRUCT { ?a kg:customerOf ?b } { ?a kg:customerOf ?b }")
    assert len(made) == 2


def test_rdflib_holds_the_same_triples(graph: Graph) -> None:
    everything, clean = graph.to_rdflib(claims=True), graph.to_rdflib()

    assert len(everything) == len(list(store.match(graph.store)))
    assert set(clean) < set(everything)
    asked = "SELECT ?a { ?a <https://w3id.org/kommunalgraph/def#customerOf> ?b } ORDER BY ?a"
    assert [str(row[0]) for row in clean.query(asked)] == [
        CITY.iri,
        "https://w3id.org/kommunalgraph/id/place/99002000",
    ]


def test_data_frames_have_one_row_for_each_statement_and_entity(graph: Graph) -> None:
    statements = graph.to_dataframe()

    assert len(statements) == len(list(graph.statements(every=True))) == 9
    counted = statements[statements.relation == "memberCount"]
    assert list(counted.object) == [74, 70]
    assert list(counted.subject_id) == ["org/muster-it"] * 2
    assert list(statements[statements.status != "accepted"].quote) == [
        "Altmuster will zur Nord-IT wechseln."
    ]
    assert set(graph.to_dataframe("entities").id) == {e.id for e in graph.entities()}
    with pytest.raises(QueryError, match="no such table; there are statements, entities"):
        graph.to_dataframe("people")


def test_without_pandas_the_error_says_what_to_install(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(MissingPackage, match=r"pip install 'kommunalgraph\[pandas\]'"):
        graph.to_dataframe()


def test_what_a_notebook_shows_is_escaped() -> None:
    villain = Entity(PROVIDER.iri, ("Provider",), "<script>alert(1)</script>")
    page = Page("<b>fett</b>").say("<i>Kunde</i> & Co.", CITY, "customerOf", villain)
    filled = memory_store()
    build(filled, [(page.reading(),)], Reference())
    shown = Graph(filled)["place/99001000"]._repr_html_()
    rows = Graph(filled).query('SELECT ?l { ?x skos:prefLabel ?l FILTER CONTAINS(?l, "<") }')

    assert "<script>" not in shown + rows._repr_html_()
    assert "<i>" not in shown
    assert "<b>" not in shown
    assert "&lt;i&gt;Kunde&lt;/i&gt; &amp; Co." in shown


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (Literal("12", datatype=NamedNode(f"{XSD}integer")), 12),
        (Literal("1.5", datatype=NamedNode(f"{XSD}decimal")), 1.5),
        (Literal("2019-10-24", datatype=NamedNode(f"{XSD}date")), date(2019, 10, 24)),
        (Literal("2019-99-99", datatype=NamedNode(f"{XSD}date")), "2019-99-99"),
        (Literal(True), True),
        (Literal("01001000"), "01001000"),
        (NamedNode(PROVIDER.iri), "org/muster-it"),
        (None, None),
    ],
)
def test_terms_become_python_values(term: object, value: object) -> None:
    found = python_value(term)

    assert (found, type(found)) == (value, type(value))


def test_a_store_is_opened_by_its_path(tmp_path: Path, demo_store: Path) -> None:
    assert isinstance(kommunalgraph.open_graph(demo_store).store, Store)
    with pytest.raises(StoreError, match="no store here"):
        kommunalgraph.open_graph(tmp_path / "nothing")


def test_the_package_offers_what_it_says() -> None:
    assert {name for name in kommunalgraph.__all__ if getattr(kommunalgraph, name)} == {
        "Graph",
        "__version__",
        "open_graph",
    }
    with pytest.raises(AttributeError, match="no attribute"):
        _ = kommunalgraph.close_graph


def test_views_of_the_network_are_rows(graph: Graph) -> None:
    ranks = graph.network("central", by="betweenness")

    assert ranks[0]["id"] == "org/muster-it"
    assert ranks.columns[:2] == ("id", "label")
    ties = graph.network("ego", "Erika", relations=["hasRole"])
    assert [(row["source"], row["roles"]) for row in ties] == [
        ("Erika Muster", "Geschäftsführerin")
    ]
    assert list(graph.to_networkx(relations=["hasRole"]).edges()) == [
        ("person/erika-muster", "org/muster-it")
    ]
    assert len(graph.network("customers").to_dataframe()) == 0


def test_a_path_leads_from_sentence_to_sentence(graph: Graph) -> None:
    steps = graph.path("Altmuster", "Musterstadt")

    assert [step.explanation.claim.quote for step in steps if step.explanation] == [
        "Auch Altmuster ist Kunde der Muster-IT.",
        "Musterstadt ist Kunde der Muster-IT.",
    ]


def test_a_picture_shows_and_saves_itself(graph: Graph, tmp_path: Path) -> None:
    drawn = graph.plot("ego", "Muster-IT", format="svg")

    assert drawn._repr_png_() is None
    assert (drawn._repr_svg_() or "").startswith("<?xml")
    assert drawn.save(tmp_path / "ego.svg").read_bytes() == drawn.data
    assert graph.plot("network")._repr_png_()
