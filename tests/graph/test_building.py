from __future__ import annotations

import itertools

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kommunalgraph.errors import InputError
from kommunalgraph.graph.building import build, open_for_building, withdraw
from kommunalgraph.graph.names import KG, RDF, SKOS
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from kommunalgraph.model import Skipped
from sample_readings import CITY, ERIKA, PROVIDER, RIVAL, TOWN, Page, customer_page, small_world

NOTHING = Reference()


def content(store: Store) -> set[Quad]:
    return set(store)


def built(*documents: object) -> Store:
    store = memory_store()
    build(store, documents, NOTHING)
    return store


def has(store: Store, subject: str, predicate: NamedNode, object_: str) -> bool:
    return Quad(NamedNode(subject), predicate, NamedNode(object_)) in store


def test_an_accepted_claim_supports_its_clean_triple_and_the_inverse() -> None:
    store = built((customer_page().reading(),))

    assert has(store, CITY.iri, KG.customerOf, PROVIDER.iri)
    assert has(store, PROVIDER.iri, KG.serves, CITY.iri)


def test_building_again_changes_nothing() -> None:
    store = built(*small_world())
    before = content(store)

    report = build(store, small_world(), NOTHING)

    assert content(store) == before
    assert (report.added, report.changed, report.withdrawn, report.unchanged) == (0, 0, 0, 4)


def test_the_order_of_the_inputs_does_not_matter() -> None:
    graphs = [content(built(*order)) for order in itertools.permutations(small_world())]

    assert all(graph == graphs[0] for graph in graphs)


def test_building_one_by_one_gives_the_same_as_at_once() -> None:
    store = memory_store()
    for document in small_world():
        build(store, [document], NOTHING)

    assert content(store) == content(built(*small_world()))


def test_withdrawing_takes_along_what_only_the_article_supports() -> None:
    extra = Page("Nachtrag", "2022-01-01").say(
        "Musterstadt bleibt Kunde der Muster-IT.", CITY, "customerOf", PROVIDER
    )
    store = built(*small_world())
    before = content(store)
    build(store, [(extra.reading(),)], NOTHING)

    withdraw(store, extra.iri, NOTHING)

    assert content(store) == before


def test_each_article_can_be_withdrawn_in_any_order() -> None:
    articles = [reading.article.iri for document in small_world() for reading in document]
    for order in itertools.permutations(articles):
        store = built(*small_world())
        for article in order:
            withdraw(store, article, NOTHING)
        assert content(store) == set()


def test_withdrawing_keeps_what_another_article_supports() -> None:
    second = customer_page("Musterstadt bleibt Kunde", "2020-01-01")
    store = built((customer_page().reading(),), (second.reading(),))

    withdraw(store, second.iri, NOTHING)

    assert has(store, CITY.iri, KG.customerOf, PROVIDER.iri)
    assert content(store) == content(built((customer_page().reading(),)))


def test_withdrawing_an_unknown_article_is_an_input_error() -> None:
    with pytest.raises(InputError, match="no such article"):
        withdraw(memory_store(), "https://example.org/unbekannt", NOTHING)


def test_a_changed_article_replaces_its_own_claims() -> None:
    store = built((customer_page().reading(),))
    changed = Page("Musterstadt ist Kunde").say(
        "Altmuster ist Kunde der Muster-IT.", TOWN, "customerOf", PROVIDER
    )

    report = build(store, [(changed.reading(),)], NOTHING)

    assert report.changed == 1
    assert content(store) == content(built((changed.reading(),)))
    assert not has(store, CITY.iri, KG.customerOf, PROVIDER.iri)


def test_a_changed_document_withdraws_the_article_that_it_no_longer_holds() -> None:
    store = built((Page("Alter Titel", source="a.txt").reading(),))
    renamed = Page("Neuer Titel", source="a.txt").reading()

    report = build(store, [(renamed,)], NOTHING)

    assert (report.added, report.withdrawn) == (1, 1)
    assert content(store) == content(built((renamed,)))


def test_an_article_in_full_beats_its_teaser_in_any_order() -> None:
    full = customer_page().reading()
    host = Page("Gastgeber", "2019-07-01", source="b.txt")
    teaser = Page("Musterstadt ist Kunde", source="b.txt", teaser_on=host.iri)
    page = (host.reading(), teaser.reading())

    at_once = [content(built(*order)) for order in (((full,), page), (page, (full,)))]
    one_by_one = built((full,))
    build(one_by_one, [page], NOTHING)

    assert at_once[0] == at_once[1] == content(one_by_one)
    assert has(one_by_one, full.article.iri, RDF.type, KG.Article.value)


def test_a_teaser_leads_to_its_full_article_of_another_date() -> None:
    full = Page("Gleicher Titel", "2019-06-03").reading()
    host = Page("Gastgeber", "2019-07-01", source="b.txt")
    teaser = Page("Gleicher Titel", "2019-06-01", source="b.txt", teaser_on=host.iri).reading()
    store = built((full,), (host.reading(), teaser))

    assert has(store, teaser.article.iri, KG.teaserOf, full.article.iri)
    withdraw(store, full.article.iri, NOTHING)
    assert not list(store.quads_for_pattern(None, KG.teaserOf, None, None))


def test_reference_triples_stay_when_the_last_claim_goes(reference: Reference) -> None:
    store = memory_store([*reference.triples, reference.marker])
    before = content(store)
    page = customer_page()
    build(store, [(page.reading(),)], reference)
    assert content(store) > before

    withdraw(store, page.iri, reference)

    assert content(store) == before
    assert has(store, CITY.iri, KG.customerOf, PROVIDER.iri)


def test_new_reference_tables_bring_the_store_up_to_date(reference: Reference, tmp_path) -> None:
    folder = tmp_path / "store"
    store = open_for_building(folder, NOTHING)
    build(store, small_world(), NOTHING)
    del store

    store = open_for_building(folder, reference)

    expected = memory_store([*reference.triples, reference.marker])
    build(expected, small_world(), reference)
    apart = {q for q in content(expected) if q.predicate.value.startswith("http://purl.org/dc")}
    assert content(expected) - apart <= content(store)
    labels = list(store.quads_for_pattern(NamedNode(PROVIDER.iri), SKOS.prefLabel, None, None))
    assert len(labels) == 1


def test_the_report_counts_what_was_read() -> None:
    skipped = Skipped("kaputt.bin", "not text")
    report = build(memory_store(), [*small_world(), skipped], NOTHING)

    assert (report.articles, report.teasers, report.added) == (3, 1, 4)
    assert (report.accepted, report.unreviewed) == (8, 1)
    assert report.relations["customerOf"] == 3
    assert report.skipped == [skipped]
    assert {e.value for e in report.unlisted} >= {ERIKA.iri, RIVAL.iri}


def test_entities_that_no_table_lists_take_their_commonest_name() -> None:
    pages = [customer_page(f"Artikel {n}", f"2019-06-0{n}") for n in (1, 2, 3)]
    odd = pages[2]
    odd._entities[ERIKA.iri] = type(ERIKA)(ERIKA.iri, ("Person",), "Erika  Muster")
    store = built(*((page.reading(),) for page in pages))

    names = store.quads_for_pattern(NamedNode(ERIKA.iri), SKOS.prefLabel, None, None)
    others = store.quads_for_pattern(NamedNode(ERIKA.iri), SKOS.altLabel, None, None)
    assert [q.object.value for q in names] == ["Erika Muster"]
    assert [q.object.value for q in others] == ["Erika  Muster"]
