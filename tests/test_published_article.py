"""A published article as it was copied from its page: its facts, its teasers, and no advertiser."""

from __future__ import annotations

from pathlib import Path

import pytest

from kommunalgraph.identifiers import ID
from kommunalgraph.model import Reading, Skipped
from kommunalgraph.pipeline import read_inputs

KID, KITU = f"{ID}org/kid-magdeburg", f"{ID}org/kitu"
MAGDEBURG = f"{ID}place/15003000"

FACTS = [
    (KID, "foundedIn", "1999"),
    (KID, "legalForm", "GmbH"),
    (KITU, "foundedIn", "2009"),
    (KITU, "memberCount", "74"),
    (f"{ID}person/lutz-truemper", "hasRole", MAGDEBURG),
    (f"{ID}person/michael-wandersleb", "hasRole", KITU),
    (KITU, "engagedIn", f"{ID}topic/e-akte"),
    (KITU, "engagedIn", f"{ID}topic/ozg"),
    (KITU, "engagedIn", f"{ID}topic/digitalpakt"),
    (KID, "website", "https://www.kid-magdeburg.de"),
    (KITU, "website", "https://www.kitu-genossenschaft.de"),
]
TEASERS = [
    ("2019-11-15", f"{ID}place/13071", "cooperatesWith", f"{ID}place/13075"),
    ("2019-11-15", f"{ID}place/13071", "cooperatesWith", f"{ID}place/13071107"),
    ("2019-11-08", f"{ID}org/unymira", "subsidiaryOf", f"{ID}org/usu-software"),
    ("2019-11-01", f"{ID}org/krz-lemgo", "providesProduct", f"{ID}product/loga"),
    ("2019-10-25", f"{ID}org/dataport", "hasSite", f"{ID}place/15002000"),
    ("2019-10-21", f"{ID}org/akdb", "participatesIn", f"{ID}event/kommunale"),
    ("2019-10-21", f"{ID}org/akdb", "engagedIn", f"{ID}topic/ozg"),
]


@pytest.fixture(scope="module")
def readings(shared: Path) -> tuple[Reading, ...]:
    (result,) = read_inputs([shared / "articles" / "kid-magdeburg-kitu-2019-10-22.txt"])
    assert not isinstance(result, Skipped)
    return result


@pytest.mark.parametrize("fact", FACTS, ids=lambda f: f"{f[0].rsplit('/', 1)[-1]}-{f[1]}")
def test_the_article_states(readings: tuple[Reading, ...], fact: tuple[str, str, str]) -> None:
    article = readings[0]
    assert str(article.article.published) == "2019-10-22"
    found = [s for s in article.statements if (s.subject, s.relation, s.object) == fact]
    assert found
    for statement in found:
        evidence = statement.evidence
        assert article.article.text[evidence.start : evidence.end] == evidence.quote != ""


@pytest.mark.parametrize("fact", TEASERS, ids=lambda f: f"{f[0]}-{f[2]}")
def test_a_teaser_states(readings: tuple[Reading, ...], fact: tuple[str, str, str, str]) -> None:
    published, *triple = fact
    (teaser,) = [r for r in readings[1:] if str(r.article.published) == published]
    assert teaser.article.teaser_on == readings[0].article.iri
    stated = {(s.subject, s.relation, s.object) for s in teaser.statements}
    turned = {(o, r, s) for s, r, o in stated if r == "cooperatesWith"}
    assert tuple(triple) in stated | turned


def test_the_office_is_named_and_the_count_is_dated(readings: tuple[Reading, ...]) -> None:
    roles = {
        s.subject: dict(s.qualifiers)["role"]
        for s in readings[0].statements
        if s.relation == "hasRole"
    }
    assert roles[f"{ID}person/lutz-truemper"] == "Oberbürgermeister"
    assert roles[f"{ID}person/michael-wandersleb"] == "Geschäftsführer"
    (count,) = [s for s in readings[0].statements if s.relation == "memberCount"]
    assert count.as_of == "2019-10-22"


def test_the_cooperative_is_one(readings: tuple[Reading, ...]) -> None:
    kinds = {e.iri: e.kinds for e in readings[0].entities}
    assert "Cooperative" in kinds[KITU]


def test_the_advertiser_is_no_mention(readings: tuple[Reading, ...]) -> None:
    names = {m.surface for reading in readings for m in reading.mentions}
    assert not any("ekom21" in name for name in names)
