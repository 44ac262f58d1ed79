from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kommunalgraph.errors import InputError, KnowledgeError
from kommunalgraph.graph import corrections
from kommunalgraph.graph.articles import claims_from
from kommunalgraph.graph.building import build
from kommunalgraph.graph.claims import Claim, Status, read_claim
from kommunalgraph.graph.corrections import Corrections, load_corrections
from kommunalgraph.graph.names import KG, SKOS
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from kommunalgraph.graph.view import clean_triples
from sample_readings import CITY, ERIKA, PROVIDER, Page

NOTHING = Reference()
WHY = "Der Satz meint die gleichnamige Stadt."


def page() -> Page:
    return (
        Page("Neue Spitze", "2024-02-01")
        .say("Musterstadt ist Kunde der Muster-IT.", CITY, "customerOf", PROVIDER)
        .say(
            "Erika Muster führt die Muster-IT.",
            *(ERIKA, "hasRole", PROVIDER),
            qualifiers=(("role", "Geschäftsführerin"),),
        )
        .say(
            "Erika Muster war Prokuristin der Muster-IT.",
            *(ERIKA, "hasRole", PROVIDER),
            qualifiers=(("role", "Prokuristin"),),
            modality="ended",
        )
        .say("Musterstadt will Mitglied werden.", CITY, "memberOf", PROVIDER, modality="planned")
        .say("Die Muster-IT zählt 12 Mitglieder.", PROVIDER, "memberCount", "12", confidence=0.3)
    )


def built(decided: Corrections | None = None) -> Store:
    store = memory_store()
    build(store, [(page().reading(),)], NOTHING, corrections=decided)
    return store


def claims(store: Store) -> list[Claim]:
    return [read_claim(store, iri) for iri in claims_from(store, NamedNode(page().iri))]


def claim(store: Store, relation: NamedNode, role: str | None = None) -> Claim:
    (found,) = [c for c in claims(store) if c.predicate == relation and c.role_label == role]
    return found


def written(tmp_path: Path, about: Claim, status: Status) -> Corrections:
    path = tmp_path / "corrections.toml"
    decision = corrections.correction_of(about, status, WHY)
    corrections.append(path, decision, about.quote)
    return load_corrections([path])


def test_what_is_rejected_supports_nothing_and_says_why(tmp_path: Path) -> None:
    decided = written(tmp_path, claim(built(), KG.customerOf), "rejected")

    store = built(decided)

    rejected = claim(store, KG.customerOf)
    assert (rejected.status, rejected.note) == ("rejected", WHY)
    assert Quad(NamedNode(CITY.iri), KG.customerOf, NamedNode(PROVIDER.iri)) not in store
    assert Quad(rejected.iri, SKOS.editorialNote, Literal(WHY)) in store
    assert [c.status for c in claims(store) if c.iri != rejected.iri] == [
        c.status for c in claims(built()) if c.iri != rejected.iri
    ]


def test_what_is_accepted_becomes_a_fact_although_it_seemed_unsure(tmp_path: Path) -> None:
    assert claim(built(), KG.memberCount).status == "unreviewed"

    store = built(written(tmp_path, claim(built(), KG.memberCount), "accepted"))

    assert claim(store, KG.memberCount).status == "accepted"
    assert any(store.quads_for_pattern(NamedNode(PROVIDER.iri), KG.memberCount, None, None))


def test_of_two_offices_only_the_one_decided_on_goes(tmp_path: Path) -> None:
    decided = written(tmp_path, claim(built(), KG.hasRole, "Geschäftsführerin"), "rejected")

    store = built(decided)

    assert claim(store, KG.hasRole, "Geschäftsführerin").status == "rejected"
    assert claim(store, KG.hasRole, "Prokuristin").status == "accepted"


def test_correcting_the_store_is_the_same_as_building_it_corrected(tmp_path: Path) -> None:
    store = built()
    for relation, status in ((KG.customerOf, "rejected"), (KG.memberCount, "accepted")):
        about = claim(store, relation)
        decision = corrections.correction_of(about, status, WHY)
        corrections.append(tmp_path / "c.toml", decision, about.quote)
        assert corrections.correct(store, decision, NOTHING)
        assert not corrections.correct(store, decision, NOTHING)

    decided = load_corrections([tmp_path / "c.toml"])

    assert set(store) == set(built(decided))
    report = build(store, [(page().reading(),)], NOTHING, corrections=decided)
    assert (report.unchanged, report.corrected, report.idle) == (1, 2, [])


def test_without_its_correction_a_claim_is_what_it_was(tmp_path: Path) -> None:
    store = built(written(tmp_path, claim(built(), KG.customerOf), "rejected"))

    build(store, [(page().reading(),)], NOTHING)

    assert set(store) == set(built())


def test_a_plan_cannot_be_accepted_but_rejected(tmp_path: Path) -> None:
    plan = claim(built(), KG.memberOf)

    with pytest.raises(InputError, match="is planned"):
        corrections.correction_of(plan, "accepted", WHY)

    store = built(written(tmp_path, plan, "rejected"))
    assert claim(store, KG.memberOf).status == "rejected"
    assert not clean_triples([claim(store, KG.memberOf)])


def test_an_acceptance_of_a_plan_written_by_hand_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "hand.toml"
    path.write_text(entry(relation="memberOf", status="accepted"), encoding="utf-8")

    report = build(
        memory_store(), [(page().reading(),)], NOTHING, corrections=load_corrections([path])
    )

    assert [c.where for c in report.idle] == ["hand.toml:muster"]
    assert report.corrected == 0


def test_a_correction_of_what_is_not_said_is_told_of_when_its_article_is_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "hand.toml"
    path.write_text(
        entry(relation="usesProduct", id_="idle") + entry(article="article/other", id_="elsewhere"),
        encoding="utf-8",
    )

    report = build(
        memory_store(), [(page().reading(),)], NOTHING, corrections=load_corrections([path])
    )

    assert [c.where for c in report.idle] == ["hand.toml:idle"]


def test_the_later_file_counts(tmp_path: Path) -> None:
    paths = [tmp_path / "a.toml", tmp_path / "b.toml"]
    for path, status in zip(paths, ("rejected", "accepted"), strict=True):
        path.write_text(entry(relation="customerOf", status=status), encoding="utf-8")

    assert claim(built(load_corrections(paths)), KG.customerOf).status == "accepted"
    assert claim(built(load_corrections(paths[::-1])), KG.customerOf).status == "rejected"


def test_a_claim_is_decided_on_once_in_a_file(tmp_path: Path) -> None:
    about = claim(built(), KG.customerOf)
    written(tmp_path, about, "rejected")

    with pytest.raises(KnowledgeError, match="decides on this claim already"):
        written(tmp_path, about, "accepted")


def entry(
    *,
    article: str = page().iri,
    relation: str = "customerOf",
    status: str = "rejected",
    id_: str = "muster",
    more: str = "",
) -> str:
    return (
        f'[{id_}]\narticle = "{article}"\nsubject = "{CITY.iri}"\nrelation = "{relation}"\n'
        f'object = "{PROVIDER.iri}"\nstatus = "{status}"\nwhy = "{WHY}"\n{more}'
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry(relation="likes"), "relation is 'likes'"),
        (entry(status="unreviewed"), "status is 'unreviewed'; write one of accepted, rejected"),
        (entry(article="not an id"), "article is 'not an id'"),
        (entry(more='modality = "sure"\n'), "modality is 'sure'"),
        (entry(more='until = "2024"\n'), "unknown field 'until'"),
        (entry().replace(f'why = "{WHY}"\n', ""), "why is missing"),
        (entry() + entry(), "no valid TOML"),
    ],
)
def test_a_wrong_entry_stops_at_load_and_says_what_to_write(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(KnowledgeError, match=r"wrong\.toml") as caught:
        load_corrections([path])

    assert message in str(caught.value)


def test_the_projects_own_corrections_can_be_loaded() -> None:
    for article, decided in load_corrections(corrections.own_corrections()).by_article.items():
        assert {c.article for c in decided} == {article}
