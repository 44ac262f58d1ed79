from __future__ import annotations

from datetime import date

import pytest
from pyoxigraph import Store

from kommunalgraph.analysis.network import fold
from kommunalgraph.analysis.paths import explained_path
from kommunalgraph.analysis.selection import Selection
from kommunalgraph.analysis.timeline import timeline
from kommunalgraph.analysis.topics import topics_by_year
from kommunalgraph.analysis.views import NEEDS_ENTITY, VIEWS, Asked, view
from kommunalgraph.errors import QueryError
from kommunalgraph.graph.building import build
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from kommunalgraph.model import Reading
from sample_readings import CITY, ERIKA, PROVIDER, RIVAL, TOPIC, TOWN, Page, small_world


def filled(*readings: tuple[Reading, ...]) -> Store:
    graph = memory_store()
    build(graph, readings, Reference())
    return graph


@pytest.fixture(scope="module")
def graph() -> Store:
    return filled(*small_world())


def test_each_step_of_a_path_has_its_sentence(graph: Store) -> None:
    steps = explained_path(graph, "Altmuster", "Musterstadt")

    assert [(s.source, s.edge.relation, s.target, s.is_forward) for s in steps] == [
        ("Altmuster", "customerOf", "Muster-IT", True),
        ("Muster-IT", "customerOf", "Musterstadt", False),
    ]
    first, second = (step.explanation for step in steps)
    assert first and first.claim.quote == "Auch Altmuster ist Kunde der Muster-IT."
    assert first.title == "Muster-IT wächst"
    assert second and second.claim.reported_on == "2019-06-01"


def test_a_path_is_the_same_there_and_back(graph: Store) -> None:
    there = explained_path(graph, "Erika", "Nord-IT")
    back = explained_path(graph, "Nord-IT", "Erika")

    assert [s.edge for s in there] == [s.edge for s in reversed(back)]


def test_a_path_may_be_narrowed(graph: Store) -> None:
    assert len(explained_path(graph, "Altmuster", "Nord-IT")) == 1
    chosen = Selection(relations=("customerOf", "cooperatesWith"))
    relations = [s.edge.relation for s in explained_path(graph, "Altmuster", "Nord-IT", chosen)]
    assert relations == ["customerOf", "cooperatesWith"]


def test_of_two_paths_of_one_length_the_surer_one_is_explained() -> None:
    page = (
        Page("Zwei Wege")
        .say("Altmuster engagiert sich.", TOWN, "engagedIn", TOPIC, confidence=0.6)
        .say("Die Nord-IT engagiert sich.", RIVAL, "engagedIn", TOPIC, confidence=0.6)
        .say("Altmuster ist Kunde.", TOWN, "customerOf", PROVIDER, confidence=0.95)
        .say("Sie kooperieren.", PROVIDER, "cooperatesWith", RIVAL, confidence=0.95)
    )

    steps = explained_path(filled((page.reading(),)), "Altmuster", "Nord-IT")

    assert [step.target for step in steps] == ["Muster-IT", "Nord-IT"]


def test_no_path_between_what_nothing_connects(graph: Store) -> None:
    apart = Page("Abseits").say("Die Nord-IT sitzt dort.", RIVAL, "headquarteredIn", TOWN)
    alone = Page("Allein").say("Musterstadt ist Kunde.", CITY, "customerOf", PROVIDER)
    two = filled((apart.reading(),), (alone.reading(),))

    assert explained_path(two, "Nord-IT", "Musterstadt") == []
    assert explained_path(graph, "Muster-IT", "Muster-IT") == []


def test_what_is_not_selected_is_said_to_be(graph: Store) -> None:
    with pytest.raises(QueryError, match="stands in no relation that is selected"):
        explained_path(graph, "Erika", "Nord-IT", Selection(relations=("customerOf",)))
    with pytest.raises(QueryError, match="nothing in the store is called so"):
        explained_path(graph, "Niemand", "Nord-IT")


def test_a_timeline_tells_each_fact_once_and_each_number() -> None:
    founded = (
        Page("Gründung", "2019-10-24")
        .say("2009 gegründet.", PROVIDER, "foundedIn", "2009")
        .say("Am 22. Dezember 2009 gegründet.", PROVIDER, "foundedIn", "2009-12-22")
        .say("Gegründet von Musterstadt.", PROVIDER, "foundedBy", CITY)
        .say("Sie zählt 74 Mitglieder.", PROVIDER, "memberCount", "74")
        .say("Die Adresse.", PROVIDER, "website", "https://example.org")
    )
    again = (
        Page("Leitung", "2021-03-04")
        .say("Erika leitet.", ERIKA, "hasRole", PROVIDER, qualifiers=(("role", "Leiterin"),))
        .say("Sie zählt 70 Mitglieder.", PROVIDER, "memberCount", "70")
        .say("Altmuster will kommen.", TOWN, "customerOf", PROVIDER, modality="planned")
    )
    later = Page("Noch da", "2022-01-02").say(
        "Erika leitet.", ERIKA, "hasRole", PROVIDER, qualifiers=(("role", "Leiterin"),)
    )
    graph = filled((founded.reading(),), (again.reading(),), (later.reading(),))

    found = timeline(graph, "Muster-IT")

    told = [(e.day, e.relation, e.other, e.role, e.stated, e.last) for e in found.events]
    assert told == [
        ("2009-12-22", "foundedBy", "Musterstadt", "", True, "2019-10-24"),
        ("2009-12-22", "foundedIn", "2009-12-22", "", True, "2019-10-24"),
        ("2019-10-24", "memberCount", "74", "", True, "2019-10-24"),
        ("2021-03-04", "hasRole", "Erika Muster", "Leiterin", False, "2022-01-02"),
        ("2021-03-04", "memberCount", "70", "", True, "2021-03-04"),
    ]
    assert next(e for e in found.events if e.role).reports == 2


def test_topics_are_counted_by_year() -> None:
    pages = [
        Page("Eins", "2019-01-02").say("E-Akte hier.", CITY, "engagedIn", TOPIC),
        Page("Zwei", "2019-05-02").say("E-Akte dort.", TOWN, "engagedIn", TOPIC),
        Page("Drei", "2021-05-02").say("E-Akte noch.", TOWN, "engagedIn", TOPIC),
        Page("Vier", "2021-06-02").say("Kunde.", TOWN, "customerOf", PROVIDER),
        Page("Fünf", None).say("E-Akte immer.", TOWN, "engagedIn", TOPIC),
    ]
    graph = filled(*((page.reading(),) for page in pages))

    assert [(t.topic, t.year, t.articles, t.share) for t in topics_by_year(graph)] == [
        ("E-Akte", 2019, 2, 1.0),
        ("E-Akte", 2021, 1, 0.5),
    ]
    assert [t.year for t in topics_by_year(graph, Selection(since=date(2020, 1, 1)))] == [2021]


def test_change_is_what_was_reported_between_two_days(graph: Store) -> None:
    days = date(2019, 12, 31), date(2020, 12, 31)

    rows = view(graph, "change", Asked(between=days))

    relations = [(r.change, r.source, r.relation, r.target) for r in rows if r.target]
    assert relations == [
        ("new", "Muster-IT", "cooperatesWith", "Nord-IT"),
        ("new", "Altmuster", "customerOf", "Muster-IT"),
    ]
    assert view(graph, "change", Asked(between=(days[0], days[0]))) == []


def test_an_ego_network_holds_what_touches_the_entity(graph: Store) -> None:
    ties = view(graph, "ego", Asked(entity="Nord-IT"))

    assert {(t.source, t.relation, t.target) for t in ties} == {
        ("Muster-IT", "cooperatesWith", "Nord-IT"),
        ("Nord-IT", "headquarteredIn", "Altmuster"),
    }
    everything = view(graph, "network")
    assert set(ties) < set(everything)
    assert len(everything) == len(fold(graph).edges)


def test_what_a_view_needs_is_asked_for(graph: Store) -> None:
    with pytest.raises(QueryError, match="no such view; there are central"):
        view(graph, "beauty")
    with pytest.raises(QueryError, match="say of which entity"):
        view(graph, "ego")
    with pytest.raises(QueryError, match="between which days"):
        view(graph, "change")
    with pytest.raises(QueryError, match="no such measure; there are degree"):
        view(graph, "central", Asked(by="beauty"))


@pytest.mark.parametrize("name", sorted(VIEWS.keys() - {"change"}))
def test_every_view_of_the_demo_has_rows_of_one_kind(name: str, demo_graph: Store) -> None:
    asked = Asked(entity="KITU" if name in NEEDS_ENTITY else None)

    rows = view(demo_graph, name, asked)

    assert rows
    assert len({type(row) for row in rows}) == 1
    assert len(set(rows)) == len(rows)


def test_places_served_lie_where_they_are(demo_graph: Store) -> None:
    rows = {(r.provider, r.place): r for r in view(demo_graph, "map", Asked(entity="KITU"))}

    town = rows["KITU", "Zeitz"]
    assert (round(town.latitude or 0), round(town.longitude or 0)) == (51, 12)
    state = rows["KITU", "Sachsen-Anhalt"]
    assert 51.2 < (state.latitude or 0) < 52.5
    assert {r.provider for r in rows.values()} == {"KITU"}


def test_two_providers_are_compared_on_demand(demo_graph: Store) -> None:
    rows = view(demo_graph, "customers", Asked(entity="KITU"))

    assert all("org/kitu" in (r.first_id, r.second_id) for r in rows)
    assert [r.names for r in rows if r.first == "KID Magdeburg"] == [("Barleben", "Magdeburg")]
