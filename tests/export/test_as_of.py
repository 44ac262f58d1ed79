"""What the graph would say at a day, against a graph that never heard of anything later.

The store is built once more from the articles up to the day; what then does not hold for its
dates is worked out here from claims and changes alone, by other means than the product's.
"""

from __future__ import annotations

from datetime import date

import pytest
from pyoxigraph import Store

from kommunalgraph.analysis.selection import Selection
from kommunalgraph.export.exporting import export
from kommunalgraph.model import Skipped
from kommunalgraph.vocabulary import PREFIXES

DAY = "2018-06-30"
KG = "https://w3id.org/kommunalgraph/def#"
LASTING = frozenset(
    f"{KG}{name}"
    for name in (
        *("memberOf", "hasMember", "shareholderOf", "customerOf", "serves", "cooperatesWith"),
        *("headquarteredIn", "hasSite", "subsidiaryOf", "usesProduct", "providesProduct"),
        *("engagedIn", "hasRole", "managingDirectorOf", "boardMemberOf", "chairOf", "mayorOf"),
        *("departmentHeadOf", "spokespersonOf", "districtAdministratorOf", "financeOfficerOf"),
        *("cioOf", "stateSecretaryOf", "seniorOfficialOf", "deputyMayorOf", "ownerOf"),
    )
)

Fact = tuple[str, str, str]


@pytest.fixture(scope="module")
def then(demo_documents, store_of) -> Store:
    """The graph built from what was published by the day."""
    known = []
    for document in demo_documents:
        if not isinstance(document, Skipped):
            articles = tuple(r for r in document if str(r.article.published or "") <= DAY)
            known += [articles] if articles else []
    return store_of(known)


@pytest.fixture(scope="module")
def selected(demo) -> bytes:
    return export(demo, "nt", claims=True, selection=Selection(as_of=date.fromisoformat(DAY)))


def lines(data: bytes) -> set[str]:
    return set(data.decode().splitlines())


def rows(graph: Store, sparql: str) -> list[tuple[str, ...]]:
    found = graph.query(sparql, prefixes=dict(PREFIXES))
    return [tuple(cell.value if cell else "" for cell in row) for row in found]


def untimely(graph: Store) -> tuple[set[Fact], set[str], set[str]]:
    """Facts out of their time, bodies that were gone by the day, bodies that were to come."""
    claims = rows(
        graph,
        """SELECT ?s ?p ?o ?from ?until ?modality ?on {
             ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:status kg:accepted ;
                kg:modality/skos:prefLabel ?modality .
             FILTER (lang(?modality) = "en")
             OPTIONAL { ?c kg:validFrom ?from } OPTIONAL { ?c kg:validUntil ?until }
             OPTIONAL { ?c kg:asOf ?asOf } OPTIONAL { ?c kg:reportedOn ?reported }
             BIND (COALESCE(?asOf, ?reported) AS ?on) }""",
    )
    facts: set[Fact] = set()
    for fact in {claim[:3] for claim in claims}:
        about = [claim[3:] for claim in claims if claim[:3] == fact]
        starts = [start for start, *_ in about if start]
        ends = [end for _, end, *_ in about if end]
        current = [on for start, end, modality, on in about if modality == "asserted" and not end]
        if starts and min(starts) > DAY and not any(on < min(starts) for on in current):
            facts.add(fact)
        if ends and max(ends) < DAY and not any(on > max(ends) for on in current):
            facts.add(fact)
    changes = rows(
        graph,
        """SELECT ?old ?new ?day ?kind {
             ?c org:originalOrganization ?old ; org:resultingOrganization ?new .
             ?c dcterms:date ?day ; kg:changeKind ?kind }""",
    )
    ended = [f"{KG}{kind}" for kind in ("merger", "renaming", "absorption")]
    ends_by_change = {old: day for old, _, day, kind in changes if kind in ended}
    gone = {old for old, day in ends_by_change.items() if day <= DAY}
    for body, day in rows(graph, "SELECT ?b ?d { ?b kg:dissolvedIn ?d }"):
        last = day + {4: "-12-31", 7: "-31", 10: ""}[len(day)]
        if body not in ends_by_change and last < DAY:
            gone.add(body)
    starts_of: dict[str, list[str]] = {}
    for body, day in rows(graph, "SELECT ?b ?d { ?b kg:foundedIn ?d }"):
        starts_of.setdefault(body, []).append(day + {4: "-01-01", 7: "-01", 10: ""}[len(day)])
    for _, new, day, kind in changes:
        if kind in ended[:2] and not rows(graph, f"SELECT ?d {{ <{new}> kg:foundedIn ?d }}"):
            starts_of.setdefault(new, []).append(day)
    mentioned = {body for (body,) in rows(graph, "SELECT DISTINCT ?b { ?a kg:mentions ?b }")}
    coming = {body for body, days in starts_of.items() if min(days) > DAY} - mentioned
    facts |= {(new, f"{KG}successorOf", old) for old, new, day, _ in changes if day > DAY}
    return facts, gone, coming


def test_a_past_day_differs_from_today_by_what_changed_since(demo, then, selected) -> None:
    facts, gone, coming = untimely(then)
    assert len(gone) > 10
    assert len(coming) > 10
    known = {
        (q.subject.value, q.predicate.value, q.object.value)
        for q in then.quads_for_pattern(None, None, None, None)
        if str(q.graph_name) == "DEFAULT" and q.predicate.value in LASTING | {f"{KG}successorOf"}
    }
    held = {
        fact
        for fact in known - facts
        if not {fact[0], fact[2]} & coming
        and not (fact[1] in LASTING and {fact[0], fact[2]} & gone)
    }

    said = set()
    for line in lines(selected):
        subject, predicate, object_ = line.removesuffix(" .").split(" ", 2)
        fact = (subject[1:-1], predicate[1:-1], object_[1:-1])
        if fact[1] in LASTING | {f"{KG}successorOf"}:
            said.add(fact)

    roles = {fact for fact in held - said if fact[1].endswith("hasRole")}
    implied = {(s, o) for s, _, o in facts}
    assert said <= held
    assert {(s, o) for s, _, o in held - said} <= implied, "a role, implied by one out of its time"
    assert held - said == roles


def test_nothing_is_said_that_was_not_known(then, selected) -> None:
    known = {str(q.triple) + " ." for q in then if str(q.graph_name) == "DEFAULT"}

    assert lines(selected) <= known


def test_claims_and_articles_are_those_up_to_the_day(then, selected) -> None:
    def about(found: set[str], kind: str) -> set[str]:
        return {
            line for line in found if line.startswith(f"<https://w3id.org/kommunalgraph/id/{kind}/")
        }

    known = {str(q.triple) + " ." for q in then if str(q.graph_name) == "DEFAULT"}
    for kind in ("claim", "article", "observation"):
        assert about(lines(selected), kind) == about(known, kind)
        assert about(known, kind)


def test_names_of_unlisted_entities_are_those_of_the_day(then, selected) -> None:
    names = [
        line
        for line in lines(selected)
        if "/person/" in line.split(" ", 1)[0] and "#prefLabel" in line
    ]

    assert len(names) == len(rows(then, "SELECT DISTINCT ?p { ?p a kg:Person }"))


def test_the_last_day_of_all_holds_what_is_reported(demo) -> None:
    """Claims are all there; facts are missing only where dates say that they are over."""
    newest = export(demo, "nt", claims=True, selection=Selection(as_of=date(2030, 1, 1)))
    everything = export(demo, "nt", claims=True)

    missing = lines(everything) - lines(newest)
    assert lines(newest) <= lines(everything)
    assert not [line for line in missing if "/id/claim/" in line.split(" ", 1)[0]]
    assert missing
