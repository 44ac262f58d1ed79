from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Store, Triple

from kommunalgraph.graph import literals, store
from kommunalgraph.graph.building import build
from kommunalgraph.graph.claims import RoleName, claim_triples, claims_of, read_claim
from kommunalgraph.graph.names import DCTERMS, KG, ORG, PROV, RDF, SCHEMA
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store, value
from sample_readings import CITY, ERIKA, PROVIDER, RIVAL, TOWN, Page, small_world

ROLES = {"Oberbürgermeisterin": RoleName(NamedNode("https://example.org/role/ob"), "mayor")}


def built(*pages: Page, reference: Reference | None = None) -> Store:
    graph = memory_store()
    build(graph, [(page.reading(),) for page in pages], reference or Reference())
    return graph


def node(entity: object) -> NamedNode:
    return NamedNode(entity.iri)


def values(graph: Store, subject: NamedNode, predicate: NamedNode) -> list[str]:
    return sorted(t.object.value for t in store.match(graph, subject, predicate))


def test_a_claim_reads_back_as_it_was_written() -> None:
    for document in small_world():
        for reading in document:
            for claim in claims_of(reading, role_named=ROLES.get):
                graph = memory_store(claim_triples(claim))
                assert read_claim(graph, claim.iri) == claim


def test_plans_demands_hearsay_and_denials_make_no_clean_triple() -> None:
    for modality in ("planned", "demanded", "reported", "negated", "ended"):
        graph = built(Page("A").say("…", CITY, "customerOf", PROVIDER, modality=modality))
        assert not list(store.match(graph, None, KG.customerOf))


def test_only_claims_from_the_threshold_on_are_accepted() -> None:
    for confidence, status in ((0.49, KG.unreviewed), (0.5, KG.accepted)):
        page = Page("A").say("…", CITY, "customerOf", PROVIDER, confidence=confidence)
        graph = built(page)
        assert [t.object for t in store.match(graph, None, KG.status)] == [status]
        clean = Triple(node(CITY), KG.customerOf, node(PROVIDER))
        assert (clean in set(store.match(graph))) == (status == KG.accepted)


def test_an_end_takes_the_triple_away_until_it_is_asserted_again() -> None:
    first = Page("A", "2010-01-01").say("…", CITY, "customerOf", PROVIDER)
    ended = Page("B", "2015-01-01").say("…", CITY, "customerOf", PROVIDER, modality="ended")
    again = Page("C", "2020-01-01").say("…", CITY, "customerOf", PROVIDER)
    clean = Triple(node(CITY), KG.customerOf, node(PROVIDER))

    assert clean in set(store.match(built(first)))
    assert clean not in set(store.match(built(first, ended)))
    assert clean in set(store.match(built(first, ended, again)))


def test_a_role_has_its_sub_property_and_one_membership_for_all_its_claims() -> None:
    role = (("role", "Oberbürgermeisterin"),)
    pages = [
        Page("A", "2015-05-01").say(
            "…", ERIKA, "hasRole", CITY, qualifiers=role, valid_from="2014"
        ),
        Page("B", "2019-05-01").say("…", ERIKA, "hasRole", CITY, qualifiers=role),
        Page("C", "2022-05-01").say(
            "…", ERIKA, "hasRole", CITY, qualifiers=role, modality="ended", valid_until="2021-06"
        ),
    ]
    graph = built(*pages[:2], reference=Reference(role_named=ROLES.get))
    assert Triple(node(ERIKA), KG.mayorOf, node(CITY)) in set(store.match(graph))
    assert Triple(node(ERIKA), KG.hasRole, node(CITY)) in set(store.match(graph))

    graph = built(*pages, reference=Reference(role_named=ROLES.get))
    (membership,) = store.subjects(graph, RDF.type, KG.Membership)
    assert value(graph, membership, ORG.member) == node(ERIKA)
    assert value(graph, membership, ORG.role) == ROLES["Oberbürgermeisterin"].node
    assert values(graph, membership, KG.roleLabel) == ["Oberbürgermeisterin"]
    assert values(graph, membership, KG.validFrom) == ["2014-01-01"]
    assert values(graph, membership, KG.validUntil) == ["2021-06-30"]
    assert values(graph, membership, KG.firstReported) == ["2015-05-01"]
    assert values(graph, membership, KG.lastReported) == ["2022-05-01"]
    assert len(values(graph, membership, PROV.wasDerivedFrom)) == 3


def test_of_a_count_the_latest_report_is_clean_and_each_is_observed() -> None:
    graph = built(
        Page("A", "2019-01-01").say("…", PROVIDER, "memberCount", "70"),
        Page("B", "2021-01-01").say("…", PROVIDER, "memberCount", "74"),
        Page("C", "2022-01-01").say("…", PROVIDER, "memberCount", "12", as_of="2009"),
    )

    assert values(graph, node(PROVIDER), KG.memberCount) == ["74"]
    observed = {
        (values(graph, o, SCHEMA.observationDate)[0], values(graph, o, SCHEMA.value)[0])
        for o in store.subjects(graph, RDF.type, KG.Observation)
    }
    assert observed == {("2019-01-01", "70"), ("2021-01-01", "74"), ("2009-01-01", "12")}


def test_a_count_that_the_tables_give_is_settled() -> None:
    settled = frozenset({(node(CITY), KG.inhabitants)})
    graph = built(
        Page("A").say("…", CITY, "inhabitants", "25000"), reference=Reference(settled=settled)
    )

    assert not values(graph, node(CITY), KG.inhabitants)
    assert len(list(store.subjects(graph, RDF.type, KG.Observation))) == 1


def test_a_successor_makes_a_change_with_its_best_date_and_kind() -> None:
    graph = built(
        Page("A").say("…", PROVIDER, "successorOf", RIVAL, qualifiers=(("date", "2018"),)),
        Page("B").say(
            "…",
            PROVIDER,
            "successorOf",
            RIVAL,
            qualifiers=(("date", "2018-01-01"), ("kind", "merger")),
        ),
    )

    (change,) = store.subjects(graph, RDF.type, ORG.ChangeEvent)
    assert value(graph, change, ORG.originalOrganization) == node(RIVAL)
    assert value(graph, change, ORG.resultingOrganization) == node(PROVIDER)
    assert value(graph, change, KG.changeKind) == KG.merger
    assert value(graph, change, DCTERMS.date) == literals.date_literal("2018-01-01")
    assert values(graph, change, KG.datePrecision) == ["day"]


def test_cooperation_holds_both_ways_and_shares_imply_membership() -> None:
    graph = built(
        Page("A")
        .say("…", PROVIDER, "cooperatesWith", RIVAL)
        .say("…", TOWN, "shareholderOf", PROVIDER)
    )

    found = set(store.match(graph))
    assert Triple(node(RIVAL), KG.cooperatesWith, node(PROVIDER)) in found
    assert Triple(node(TOWN), KG.memberOf, node(PROVIDER)) in found
    assert Triple(node(PROVIDER), KG.hasMember, node(TOWN)) in found


def test_literals_have_the_types_of_the_ontology() -> None:
    graph = built(
        Page("A")
        .say("…", PROVIDER, "foundedIn", "1971")
        .say("…", RIVAL, "foundedIn", "2009-12-22")
        .say("…", PROVIDER, "revenue", "12.50")
        .say("…", PROVIDER, "website", "https://www.muster-it.example")
        .say("…", PROVIDER, "legalForm", "eG")
    )

    assert value(graph, node(PROVIDER), KG.foundedIn) == literals.integer_literal(1971)
    assert value(graph, node(RIVAL), KG.foundedIn) == literals.date_literal("2009-12-22")
    assert value(graph, node(PROVIDER), KG.revenue) == literals.decimal_literal("12.5")
    assert value(graph, node(PROVIDER), KG.legalForm) == Literal("eG")
    assert str(value(graph, node(PROVIDER), KG.website)).endswith("anyURI>")


def test_a_number_that_is_none_stays_unreviewed() -> None:
    graph = built(Page("A").say("…", PROVIDER, "memberCount", "rund siebzig"))

    assert [t.object for t in store.match(graph, None, KG.status)] == [KG.unreviewed]
    assert not values(graph, node(PROVIDER), KG.memberCount)


def test_nothing_is_a_blank_node() -> None:
    graph = built(*[Page(f"A{n}").say("…", CITY, "customerOf", PROVIDER) for n in range(3)])

    assert all(isinstance(t.subject, NamedNode) for t in store.match(graph))
