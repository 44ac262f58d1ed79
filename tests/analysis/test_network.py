from __future__ import annotations

from datetime import date

import pytest

from kommunalgraph.analysis.network import fold, network
from kommunalgraph.analysis.selection import EVERYTHING, Selection, selection_of
from kommunalgraph.errors import QueryError
from kommunalgraph.graph.building import build
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from sample_readings import CITY, ERIKA, PROVIDER, RIVAL, TOWN, Page, customer_page, small_world

NOBODY = Reference()


@pytest.fixture
def graph():
    filled = memory_store()
    build(filled, small_world(), NOBODY)
    return filled


def filled_with(*pages: Page):
    graph = memory_store()
    build(graph, [(page.reading(),) for page in pages], NOBODY)
    return graph


def keys(graph, selection: Selection = EVERYTHING) -> set[str]:
    net = fold(graph, selection, reference=NOBODY)
    return {f"{e.source} {e.relation} {e.target}" for e in net.edges}


def test_an_edge_has_its_roles_its_dates_and_its_best_quote() -> None:
    graph = filled_with(
        Page("A", "2019-06-01").say(
            "Erika Muster leitet die Muster-IT.",
            ERIKA,
            "hasRole",
            PROVIDER,
            confidence=0.8,
            qualifiers=(("role", "Leiterin"),),
            valid_from="2019-05",
        ),
        Page("B", "2020-06-01").say(
            "Leiterin Erika Muster.",
            ERIKA,
            "hasRole",
            PROVIDER,
            confidence=0.9,
            qualifiers=(("role", "Leiterin"),),
        ),
    )

    (edge,) = fold(graph).edges

    assert (edge.source, edge.relation, edge.target) == (
        "person/erika-muster",
        "hasRole",
        "org/muster-it",
    )
    assert edge.roles == ("Leiterin",)
    assert edge.evidence == 2
    assert (edge.first_reported, edge.last_reported) == ("2019-06-01", "2020-06-01")
    assert (edge.valid_from, edge.valid_until) == ("2019-05-01", "")
    assert (edge.confidence, edge.quote, edge.headline) == (0.9, "Leiterin Erika Muster.", "B")


def test_a_node_has_its_values_its_degree_and_its_mentions(graph) -> None:
    node = next(n for n in fold(graph).nodes if n.id == "org/muster-it")

    assert (node.label, node.type, node.types) == (
        "Muster-IT",
        "Provider",
        ("Provider", "Cooperative"),
    )
    assert dict(node.values) == {"memberCount": 70}
    assert node.degree == 4
    assert node.mentions == 3


def test_articles_are_counted_not_sentences() -> None:
    page = Page("A").say("Kunde.", CITY, "customerOf", PROVIDER)
    page.say("Wirklich Kunde.", CITY, "customerOf", PROVIDER)

    (edge,) = fold(filled_with(page)).edges

    assert edge.evidence == 1


def test_reports_up_to_a_day_are_all_that_the_day_knows(graph) -> None:
    assert keys(graph, Selection(as_of=date(2019, 12, 31))) == {
        "place/99001000 customerOf org/muster-it",
        "person/erika-muster hasRole org/muster-it",
    }
    with pytest.raises(QueryError):
        Selection(since=date(2020, 1, 1), as_of=date(2019, 1, 1))


def test_an_earlier_day_has_the_number_of_that_day(graph) -> None:
    net = fold(graph, Selection(as_of=date(2020, 12, 31)), reference=NOBODY)

    node = next(n for n in net.nodes if n.id == "org/muster-it")
    assert dict(node.values) == {"memberCount": 74}


def test_a_fact_that_ended_since_still_held_then() -> None:
    graph = filled_with(
        Page("A", "2015-01-01").say("Kunde.", CITY, "customerOf", PROVIDER),
        Page("B", "2020-01-01").say("Nicht mehr.", CITY, "customerOf", PROVIDER, modality="ended"),
    )
    edge = "place/99001000 customerOf org/muster-it"

    assert keys(graph) == set()
    assert keys(graph, Selection(as_of=date(2018, 6, 30))) == {edge}
    assert keys(graph, Selection(as_of=date(2020, 1, 1))) == set()
    (past,) = fold(graph, past=True).edges
    assert (past.past, past.valid_until) == (True, "2020-01-01")


def test_a_role_counts_while_it_lasts() -> None:
    graph = filled_with(
        Page("A", "2018-05-01").say(
            "…",
            ERIKA,
            "hasRole",
            PROVIDER,
            qualifiers=(("role", "Leiterin"),),
            valid_from="2018-07",
            valid_until="2019",
        )
    )

    held = [
        bool(keys(graph, Selection(as_of=date.fromisoformat(day))))
        for day in ("2018-06-30", "2018-07-01", "2019-12-31", "2020-01-01")
    ]

    assert held == [False, True, True, False]


def test_a_later_report_outweighs_an_end_that_was_given() -> None:
    role = {"qualifiers": (("role", "Leiterin"),)}
    graph = filled_with(
        Page("A", "2015-05-01").say("…", ERIKA, "hasRole", PROVIDER, valid_until="2016", **role),
        Page("B", "2018-05-01").say("…", ERIKA, "hasRole", PROVIDER, **role),
    )

    assert keys(graph, Selection(as_of=date(2017, 1, 1))) == set()
    assert len(keys(graph, Selection(as_of=date(2018, 6, 30)))) == 1


def test_a_merger_ends_what_the_old_body_had() -> None:
    graph = filled_with(
        Page("A", "2015-01-01").say("Kunde.", CITY, "customerOf", RIVAL),
        Page("B", "2017-01-01").say(
            "Die Nord-IT geht 2018 in der Muster-IT auf.",
            PROVIDER,
            "successorOf",
            RIVAL,
            qualifiers=(("date", "2018-07-01"), ("kind", "merger")),
        ),
    )
    customer = "place/99001000 customerOf org/nord-it"
    successor = "org/muster-it successorOf org/nord-it"

    assert keys(graph, Selection(as_of=date(2018, 6, 30))) == {customer}
    assert keys(graph, Selection(as_of=date(2018, 7, 1))) == {successor}
    assert keys(graph) == {customer, successor}


def test_since_leaves_what_was_reported_since(graph) -> None:
    assert keys(graph, Selection(since=date(2021, 1, 1))) == {
        "place/99001000 engagedIn topic/muster-akte",
        "org/nord-it headquarteredIn place/99002000",
    }


def test_less_certain_claims_do_not_count(graph) -> None:
    assert "place/99001000 engagedIn topic/muster-akte" in keys(graph)
    assert "place/99001000 engagedIn topic/muster-akte" not in keys(
        graph, Selection(min_confidence=0.85)
    )


def test_around_an_entity(graph) -> None:
    near = keys(graph, Selection(around="E-Akte", hops=1))
    wider = keys(graph, Selection(around="E-Akte", hops=2))

    assert near == {"place/99001000 engagedIn topic/muster-akte"}
    assert wider == near | {"place/99001000 customerOf org/muster-it"}
    alone = fold(graph, Selection(around="E-Akte", hops=0), reference=NOBODY)
    assert [n.id for n in alone.nodes] == ["topic/muster-akte"]


def test_types_and_relations_by_any_of_their_names(graph) -> None:
    assert selection_of(types=["IT-Dienstleister"], relations=["kg:serves"]) == Selection(
        types=("Provider",), relations=("customerOf",)
    )
    assert keys(graph, Selection(types=("Provider",))) == {
        "org/muster-it cooperatesWith org/nord-it"
    }
    assert keys(
        graph, Selection(relations=("customerOf",), types=("Provider", "Municipality"))
    ) == {
        "place/99001000 customerOf org/muster-it",
        "place/99002000 customerOf org/muster-it",
    }
    for wrong in ({"types": ["Häuser"]}, {"relations": ["mag"]}):
        with pytest.raises(QueryError, match="there are"):
            selection_of(**wrong)


def test_the_networkx_graph_leaves_out_what_is_unknown(graph) -> None:
    net = network(graph)

    assert net.nodes["org/muster-it"]["memberCount"] == 70
    assert "latitude" not in net.nodes["org/muster-it"]
    edge = net.edges["place/99001000", "org/muster-it", "customerOf"]
    assert edge["label"] == "ist Kunde von"
    assert edge["quote"] == "Musterstadt ist Kunde der Muster-IT."
    assert "valid_from" not in edge


def test_one_who_is_at_both_ends_is_one_node() -> None:
    graph = filled_with(customer_page().say("…", TOWN, "memberOf", PROVIDER))

    assert sorted(n.id for n in fold(graph).nodes) == [
        "org/muster-it",
        "person/erika-muster",
        "place/99001000",
        "place/99002000",
    ]
