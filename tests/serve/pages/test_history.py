from __future__ import annotations

from pyoxigraph import NamedNode, Store, Triple

from kommunalgraph.graph.names import KG
from kommunalgraph.graph.store import memory_store
from kommunalgraph.serve.pages.facts import groups_of
from kommunalgraph.serve.pages.history import Event, lineage, timeline
from kommunalgraph.serve.pages.lines import BOX_HEIGHT, BOX_WIDTH, drawn
from kommunalgraph.serve.pages.references import node_of


def events(graph: Store, local: str) -> list[Event]:
    node = node_of(local)
    return timeline(graph, node, groups_of(graph, node))


def test_the_timeline_goes_from_the_latest_to_the_earliest(land: Store) -> None:
    found = events(land, "org/muster-it")
    days = [event.day for event in found]
    assert days == sorted(days, reverse=True)
    assert [event.what for event in found if event.day == "2009-12-22"] == [
        "founded",
        "came_out_of",
    ]


def test_offices_and_counts_are_dated(land: Store) -> None:
    found = {(e.day, e.what, e.detail, e.value) for e in events(land, "org/muster-it")}
    assert ("2021-01-01", "office_from", "Geschäftsführer", "") in found
    assert ("2020-12-31", "office_until", "Geschäftsführerin", "") in found
    assert ("2019-10-22", "counted", "employeeCount", "120") in found
    person = {(e.what, e.others[0].label) for e in events(land, "person/erika-muster") if e.others}
    assert ("office_from", "Muster-IT") in person


def test_what_one_article_reports_in_one_relation_is_one_event(land: Store) -> None:
    found = [e for e in events(land, "org/muster-it") if e.detail == "customerOf"]
    assert [(e.day, [o.label for o in e.others]) for e in found] == [
        ("2024-02-01", ["Musterdorf"]),
        ("2017-05-04", ["Musterstadt"]),
    ]


def test_a_lineage_runs_from_the_oldest_to_the_newest(land: Store) -> None:
    for start in ("org/drz-muster", "org/arz-muster", "org/muster-it"):
        line = lineage(land, node_of(start))
        assert [(b.reference.label, b.column) for b in line.bodies] == [
            ("DRZ Muster", 0),
            ("ARZ Muster", 1),
            ("Muster-IT", 2),
        ]
        assert [(d.kind, d.day, d.precision) for d in line.descents] == [
            ("merger", "2009-12-22", "day"),
            ("renaming", "1995-01-01", "year"),
        ]


def test_a_body_without_history_has_no_lineage(land: Store) -> None:
    assert lineage(land, node_of("org/muster-eg")).bodies == ()


def test_a_circle_of_successors_still_ends() -> None:
    a, b = NamedNode("https://example.org/a"), NamedNode("https://example.org/b")
    graph = memory_store([Triple(a, KG.successorOf, b), Triple(b, KG.successorOf, a)])
    assert len(lineage(graph, a).bodies) == 2


def test_what_merges_stands_side_by_side_and_boxes_do_not_touch() -> None:
    new = NamedNode("https://example.org/new")
    old = [NamedNode(f"https://example.org/old{n}") for n in range(3)]
    older = NamedNode("https://example.org/older")
    triples = [Triple(new, KG.successorOf, each) for each in old]
    graph = memory_store([*triples, Triple(old[0], KG.successorOf, older)])
    drawing = drawn(lineage(graph, new))
    places = [(box.x, box.y) for box in drawing.boxes]
    assert len(drawing.lines) == 4
    assert len({x for x, _ in places}) == 3
    for number, (x, y) in enumerate(places):
        assert 0 <= x <= drawing.width - BOX_WIDTH
        assert 0 <= y <= drawing.height - BOX_HEIGHT
        for other_x, other_y in places[:number]:
            assert abs(x - other_x) >= BOX_WIDTH or abs(y - other_y) >= BOX_HEIGHT
