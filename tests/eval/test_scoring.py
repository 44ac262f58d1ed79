"""Scoring counts what it says, and agrees with the acceptance script on the same output."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kommunalgraph.cli import main
from kommunalgraph.model import (
    Article,
    Block,
    Entity,
    EntityKind,
    Evidence,
    Mention,
    Modality,
    Reading,
    Statement,
)

from .forms import compatible, keys, normal_name, normal_value
from .gold import HERE, Gold, GoldEntity, GoldRelation, load_batch
from .readings import read_text
from .scoring import Score, Scores, score_article, total

TEXT = "Erika Muster leitet die Muster-IT, die Musterstadt betreut."
TOWN, PROVIDER, PERSON = "id/place/1", "id/org/muster-it", "id/person/erika-muster"


def gold(*relations: tuple[str, str, str], unsure: tuple[str, ...] = ()) -> Gold:
    """Gold of ``TEXT`` with ``relations``; those named in ``unsure`` are uncertain."""
    entities = (
        GoldEntity("Erika Muster", "Person", (), certain=True),
        GoldEntity("Muster-IT", "Provider", (), certain="Muster-IT" not in unsure),
        GoldEntity("Musterstadt", "Municipality", ("Stadt",), certain=True),
    )
    facts = tuple(GoldRelation(s, p, o, p not in unsure, "") for s, p, o in relations)
    return Gold("a", Path("a.txt"), entities, facts)


def reading(*statements: Statement, provider: EntityKind = "Provider") -> Reading:
    """What was read in ``TEXT``."""
    article = Article("id/article/a", TEXT, (Block("body", 0, len(TEXT)),))
    names: tuple[tuple[str, str, EntityKind], ...] = (
        (TOWN, "Musterstadt", "Municipality"),
        (PROVIDER, "Muster-IT", provider),
        (PERSON, "Erika Muster", "Person"),
    )
    entities = tuple(Entity(iri, (kind,), name) for iri, name, kind in names)
    mentions = tuple(
        Mention(TEXT.index(name), TEXT.index(name) + len(name), name, iri) for iri, name, _ in names
    )
    return Reading(article, entities, mentions, statements)


def statement(subject: str, relation: str, object_: str) -> Statement:
    """A statement whose evidence is all of ``TEXT``."""
    evidence = Evidence("id/article/a", 0, len(TEXT), TEXT, "amt/leitet")
    return Statement(subject, relation, object_, evidence, confidence=0.9)


LEADS = statement(PERSON, "hasRole", PROVIDER)
SERVES = statement(TOWN, "customerOf", PROVIDER)
GOLD_LEADS = ("Erika Muster", "hasRole", "Muster-IT")
GOLD_SERVES = ("Musterstadt", "customerOf", "Muster-IT")


def test_what_gold_has_is_right_and_what_it_lacks_is_wrong() -> None:
    score = score_article(gold(GOLD_LEADS), [reading(LEADS, SERVES)])
    assert [claim.verdict for claim in score.claims] == ["right", "wrong"]
    assert score.relations.scores() == pytest.approx((0.5, 1.0, 2 / 3))
    assert score.relations.scores("hasRole") == Scores(1.0, 1.0, 1.0)
    assert [(e.problem, e.kind) for e in score.errors] == [("spurious relation", "customerOf")]


def test_what_was_not_read_is_missed() -> None:
    score = score_article(gold(GOLD_LEADS, GOLD_SERVES), [])
    assert score.relations.scores() == Scores(0.0, 0.0, 0.0)
    assert score.relations.missed.total() == 2
    assert score.entities.missed.total() == 3


def test_uncertain_gold_counts_neither_way() -> None:
    facts = gold(GOLD_LEADS, GOLD_SERVES, unsure=("customerOf", "Muster-IT"))
    score = score_article(facts, [reading(LEADS, SERVES)])
    assert [claim.verdict for claim in score.claims] == ["right", "unsure"]
    assert score.relations.hit.total() == 1
    assert not score.relations.spurious
    assert score.entities.hit.total() == 2
    assert not score_article(facts, [reading()]).relations.missed["customerOf"]


@pytest.mark.parametrize("modality", ["planned", "demanded", "negated"])
def test_what_is_not_said_to_be_so_is_no_claim(modality: Modality) -> None:
    unreal = replace(SERVES, modality=modality)
    score = score_article(gold(GOLD_SERVES), [reading(unreal)])
    assert not score.claims
    assert score.relations.missed["customerOf"] == 1


def test_what_is_too_unsure_is_no_claim() -> None:
    assert not score_article(gold(), [reading(replace(SERVES, confidence=0.49))]).claims
    assert score_article(gold(), [reading(replace(SERVES, confidence=0.5))]).claims


def test_symmetric_relations_have_no_direction() -> None:
    for subject, object_ in ((TOWN, PROVIDER), (PROVIDER, TOWN)):
        found = statement(subject, "cooperatesWith", object_)
        score = score_article(
            gold(("Muster-IT", "cooperatesWith", "Musterstadt")), [reading(found)]
        )
        assert score.relations.scores().f1 == 1
    wrong_way = statement(PROVIDER, "customerOf", TOWN)
    assert score_article(gold(GOLD_SERVES), [reading(wrong_way)]).relations.scores().f1 == 0


def test_a_fact_read_twice_is_one_fact_and_two_claims() -> None:
    score = score_article(gold(GOLD_SERVES), [reading(SERVES), reading(SERVES)])
    assert score.relations.hit.total() == 1
    assert len(score.claims) == 2


def test_types_of_one_family_align_but_are_not_exact() -> None:
    score = score_article(gold(), [reading(provider="Company")])
    assert score.entities.scores().f1 == 1
    assert score.exact.spurious == {"Company": 1}
    assert score.exact.missed == {"Provider": 1}


def test_a_cooperative_counts_as_a_provider() -> None:
    assert score_article(gold(), [reading(provider="Cooperative")]).exact.scores().f1 == 1


def test_scores_add_up() -> None:
    one = score_article(gold(GOLD_LEADS), [reading(LEADS)])
    other = score_article(gold(GOLD_SERVES), [])
    both = total([one, other])
    assert both.articles == 2
    assert both.relations.scores() == pytest.approx((1.0, 0.5, 2 / 3))
    assert total([]).relations.scores() == Score().relations.scores() == Scores(0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("die Stadt Musterstadt", "Musterstadt"),
        ("Muster-IT GmbH & Co. KG", "muster‑it"),
        ("„Musterakte“", "Musterakte"),
        ("Landkreis Beispielkreis", "Beispielkreis"),
        ("Mu\u0308sterstadt", "Müsterstadt"),
        ("Muster\u00adstadt", "Musterstadt"),
    ],
)
def test_names_are_the_same_in_many_forms(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


def test_a_genitive_is_the_same_name() -> None:
    assert keys("Musterstadts") & keys("Musterstadt")
    assert not keys("Muster-IT") & keys("Muster")


@pytest.mark.parametrize(
    ("relation", "one", "other"),
    [
        ("website", "https://www.muster-it.example/", "muster-it.example"),
        ("foundedIn", "2009-12-22", "im Jahr 2009"),
        ("legalForm", "Genossenschaft", "eG"),
        ("memberCount", "1.200", "1200"),
        ("revenue", "11,2 Millionen Euro", "11,2"),
    ],
)
def test_values_are_the_same_in_many_forms(relation: str, one: str, other: str) -> None:
    assert normal_value(relation, one) == normal_value(relation, other)


def test_families_do_not_mix() -> None:
    assert compatible("Topic", "Product")
    assert not compatible("Provider", "Municipality")


@pytest.mark.parametrize("batch", ["dev", "batch1"])
def test_figures_are_those_of_the_acceptance_script(
    batch: str, shared: Path, tmp_path: Path
) -> None:
    cases = load_batch(HERE / batch)
    texts = [str(case.text) for case in cases]
    printed = CliRunner().invoke(main, ["extract", *texts, "--out", str(tmp_path)])
    assert printed.exit_code == 0, printed.output
    command = [sys.executable, str(shared / "eval" / "score.py")]
    folders = [str(HERE / batch / "gold"), str(tmp_path)]
    run = subprocess.run([*command, *folders, "--json"], capture_output=True, text=True, check=True)
    theirs = json.loads(next(line for line in run.stdout.splitlines() if line.startswith("{")))
    # The script counts every statement that is printed, plans and doubtful ones, too.
    ours = total(
        score_article(case, read_text(case.text), counted=lambda _: True) for case in cases
    )
    tallies = {"entities": ours.entities, "entities, exact type": ours.exact}
    for title, tally in {**tallies, "relations": ours.relations}.items():
        assert tally.scores() == pytest.approx(theirs[title], abs=5e-4), title
