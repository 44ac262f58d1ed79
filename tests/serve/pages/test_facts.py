from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Store, Triple

import musterland
from kommunalgraph.graph.names import KG
from kommunalgraph.graph.store import memory_store
from kommunalgraph.serve.pages import facts
from kommunalgraph.serve.pages.facts import Fact, groups_of
from kommunalgraph.serve.pages.references import node_of


def grouped(graph: Store, local: str, **options: str) -> dict[str, list[Fact]]:
    found = groups_of(graph, node_of(local), **options)
    assert len({group.name for group in found}) == len(found)
    return {group.name: list(group.facts) for group in found}


def test_a_fact_comes_with_its_quote_article_and_date(land: Store) -> None:
    customers = grouped(land, "org/muster-it")["customerOf-of"]
    city = next(fact for fact in customers if fact.other and fact.other.label == "Musterstadt")
    assert city.standing
    (source,) = city.sources
    assert source.quote == "Musterstadt ist Kunde der Muster-IT"
    assert source.article.label == "Musterstadt wird Kunde"
    assert source.reported_on == city.latest == "2017-05-04"
    assert source.confidence == city.confidence == 0.95
    assert source.path == "/page/article/a2017#claim-c1"


def test_a_plan_is_shown_as_a_plan_and_last(land: Store) -> None:
    customers = grouped(land, "org/muster-it")["customerOf-of"]
    assert [fact.state for fact in customers] == ["stated", "stated", "planned"]
    assert customers[-1].other and customers[-1].other.label == "Beispielhausen"
    assert grouped(land, "place/99001003")["customerOf"][0].state == "planned"


def test_an_office_stands_once_in_the_group_of_all_offices(land: Store) -> None:
    people = grouped(land, "org/muster-it")["hasRole-of"]
    assert [fact.relation for fact in people] == ["managingDirectorOf"] * 2
    assert [fact.roles for fact in people] == [("Geschäftsführer",), ("Geschäftsführerin",)]
    assert "managingDirectorOf-of" not in grouped(land, "org/muster-it")


def test_a_symmetric_relation_is_no_inverse(land: Store) -> None:
    for local in ("org/muster-it", "org/muster-eg"):
        groups = grouped(land, local)
        (fact,) = groups["cooperatesWith"]
        assert "cooperatesWith-of" not in groups
        assert len(fact.sources) == 1


def test_earlier_counts_stay_visible_as_such(land: Store) -> None:
    counts = grouped(land, "org/muster-eg")["memberCount"]
    assert [(fact.value, fact.state) for fact in counts] == [("74", "stated"), ("22", "earlier")]


def test_a_fact_of_the_tables_has_no_source(land: Store) -> None:
    (fact,) = grouped(land, "org/muster-eg")["legalForm"]
    assert (fact.value, fact.sources, fact.confidence, fact.latest) == ("eG", (), 1.0, "")


def test_a_denial_and_an_end_are_told_apart() -> None:
    triples = set(musterland.triples())
    clean = Triple(node_of("place/99001002"), KG.customerOf, node_of("org/muster-it"))
    serves = Triple(clean.object, KG.serves, clean.subject)
    for claim, modality, state in (("c2", "ended", "ended"), ("c2", "negated", "negated")):
        node = node_of(f"claim/{claim}")
        changed = {t for t in triples if (t.subject, t.predicate) != (node, KG.modality)}
        changed -= {clean, serves}
        graph = memory_store({*changed, Triple(node, KG.modality, KG[modality])})
        customers = grouped(graph, "org/muster-it")["customerOf-of"]
        found = {fact.other.label: fact.state for fact in customers if fact.other}
        assert found["Musterdorf"] == state


def test_a_rejected_claim_is_not_shown() -> None:
    node = node_of("claim/c3")
    kept = {t for t in musterland.triples() if (t.subject, t.predicate) != (node, KG.status)}
    graph = memory_store({*kept, Triple(node, KG.status, KG.rejected)})
    assert "customerOf" not in grouped(graph, "place/99001003")


def test_long_groups_are_cut_unless_asked_for_whole() -> None:
    provider = node_of("org/muster-it")
    more = set()
    for number in range(facts.MOST + 5):
        city = NamedNode(f"{provider.value}-kunde-{number:03}")
        more |= {
            Triple(city, KG.customerOf, provider),
            Triple(city, KG.listed, Literal(True)),
        }
    graph = memory_store({*musterland.triples(), *more})
    (cut,) = (g for g in groups_of(graph, provider) if g.name == "customerOf-of")
    assert (len(cut.facts), cut.total) == (facts.MOST, facts.MOST + 8)
    whole = groups_of(graph, provider, whole="customerOf-of")
    assert max(len(group.facts) for group in whole) == facts.MOST + 8
    assert cut.facts[0].sources, "what articles report comes before what only tables state"


def test_unknown_things_have_no_facts(land: Store) -> None:
    assert groups_of(land, node_of("org/nobody")) == []
