from __future__ import annotations

import pytest
from pyoxigraph import Store

from kommunalgraph.analysis.explaining import explain
from kommunalgraph.analysis.lookup import find, find_relation, label, short
from kommunalgraph.errors import QueryError
from kommunalgraph.graph.building import build
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from sample_readings import CITY, ERIKA, PROVIDER, small_world


@pytest.fixture(scope="module")
def graph() -> Store:
    filled = memory_store()
    build(filled, small_world(), Reference())
    return filled


@pytest.mark.parametrize(
    "text", ["Muster-IT", "org/muster-it", "id:org/muster-it", PROVIDER.iri, f"<{PROVIDER.iri}>"]
)
def test_a_thing_is_found_however_it_is_written(graph: Store, text: str) -> None:
    assert find(graph, text).value == PROVIDER.iri
    assert label(graph, find(graph, text)) == "Muster-IT"


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("muster-it", PROVIDER.iri),
        ("MUSTERSTADT", CITY.iri),
        ("Erika", ERIKA.iri),
        ("ERIKA MUSTER", ERIKA.iri),
        ("  Erika Muster ", ERIKA.iri),
    ],
)
def test_a_thing_is_found_in_any_case_and_by_a_part_of_its_name(
    graph: Store, text: str, iri: str
) -> None:
    assert find(graph, text).value == iri


def test_a_name_of_several_things_lists_them(graph: Store) -> None:
    with pytest.raises(QueryError, match="give the id of one instead") as refused:
        find(graph, "muster")
    assert "\n  org/muster-it  Muster-IT" in str(refused.value)
    assert "\n  person/erika-muster  Erika Muster" in str(refused.value)


def test_a_misspelt_name_suggests_the_right_one(graph: Store) -> None:
    with pytest.raises(QueryError, match=r"did you mean\n  org/muster-it  Muster-IT"):
        find(graph, "Mustr-IT")


def test_a_headline_is_matched_whole_only(graph: Store) -> None:
    assert short(find(graph, "Musterstadt ist Kunde").value).startswith("article/")
    with pytest.raises(QueryError, match="nothing in the store is called so"):
        find(graph, "ist Kunde")


def test_relations_are_found_by_name_and_label() -> None:
    for text in ("customerOf", "kg:customerOf", "ist Kunde von", "Is a customer of"):
        assert find_relation(text) == "customerOf"


def test_unknown_names_are_refused_with_advice(graph: Store) -> None:
    with pytest.raises(QueryError, match="give a name or an id"):
        find(graph, "Niemandsdorf")
    with pytest.raises(QueryError, match="nothing in the store has this id"):
        find(graph, "org/niemand")
    with pytest.raises(QueryError, match="no such relation"):
        find_relation("liebt")


def test_a_fact_is_explained_by_its_quote(graph: Store) -> None:
    (found,) = explain(graph, "Musterstadt", "customerOf", "Muster-IT").explanations

    assert found.claim.quote == "Musterstadt ist Kunde der Muster-IT."
    assert found.title == "Musterstadt ist Kunde"
    assert (found.subject, found.relation, found.object) == (
        "Musterstadt",
        "kg:customerOf",
        "Muster-IT",
    )


def test_the_inverse_and_the_wider_relation_explain_as_well(graph: Store) -> None:
    forth = explain(graph, "Musterstadt", "customerOf", "Muster-IT")
    back = explain(graph, "Muster-IT", "serves", "Musterstadt")
    assert back == forth

    assert (
        explain(graph, "Erika Muster", "hasRole").explanations[0].claim.subject.value == ERIKA.iri
    )


def test_a_literal_and_a_claim_can_be_asked_for(graph: Store) -> None:
    (found,) = explain(graph, "Muster-IT", "memberCount", "74").explanations
    assert found.claim.reported_on == "2020-03-04"

    again = explain(graph, short(found.claim.iri.value))
    assert again.explanations == (found,)


def test_accepted_claims_come_first(graph: Store) -> None:
    statuses = [e.claim.status for e in explain(graph, "Altmuster").explanations]

    assert statuses == sorted(statuses)
    assert set(statuses) == {"accepted", "unreviewed"}


def test_a_fact_of_the_tables_says_so(graph: Store) -> None:
    from pyoxigraph import NamedNode, Triple

    from kommunalgraph.graph.names import KG
    from kommunalgraph.graph.store import change, match

    city, provider = NamedNode(CITY.iri), NamedNode(PROVIDER.iri)
    listed = memory_store(match(graph))
    change(listed, removed=[], added=[Triple(city, KG.memberOf, provider)])

    explained = explain(listed, "Musterstadt", "memberOf", "Muster-IT")

    assert explained.explanations == ()
    assert explained.listed == ("Musterstadt kg:memberOf Muster-IT",)
