"""The gold annotations of the evaluation batches keep their form."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
GOLD = sorted(HERE.glob("*/gold/*.json"))
PUBLISHED = {"dev"}
"""Batches whose articles paraphrase published pages: gold has their address and digest."""
KEYS = ["id", "url", "outlet", "layout", "title", "kicker", "date", "entities", "relations"]
ORGANIZATION = {"Provider", "Company", "PublicBody", "Association"}
BODY = ORGANIZATION | {"Municipality", "District", "State"}
TYPES = BODY | {"Person", "Topic", "Product", "Event"}
COUNTS = {"memberCount", "employeeCount", "customerCount", "inhabitants"}
LITERAL = COUNTS | {"foundedIn", "legalForm", "website", "revenue"}
ENDS: dict[str, tuple[set[str], set[str]]] = {
    "hasRole": ({"Person"}, BODY),
    "headquarteredIn": (BODY, {"Municipality"}),
    "hasSite": (BODY, {"Municipality"}),
    "memberOf": (BODY, ORGANIZATION),
    "subsidiaryOf": (ORGANIZATION, BODY),
    "foundedBy": (ORGANIZATION, BODY),
    "successorOf": (ORGANIZATION, ORGANIZATION),
    "cooperatesWith": (BODY, BODY),
    "customerOf": (BODY, ORGANIZATION),
    "usesProduct": (BODY, {"Product"}),
    "providesProduct": (BODY, {"Product"}),
    "engagedIn": (BODY, {"Topic"}),
    "participatesIn": (BODY | {"Person"}, {"Event"}),
}
"""Types a relation may go from and to."""
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def read(path: Path) -> tuple[dict[str, Any], str]:
    """The annotations at ``path`` and the text they annotate."""
    text = (path.parent.parent / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold, text


def test_every_text_has_gold() -> None:
    texts = {(p.parent.parent.name, p.stem) for p in HERE.glob("*/texts/*.txt")}
    assert texts == {(p.parent.parent.name, p.stem) for p in GOLD}
    assert texts, "no articles found"


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_article(path: Path) -> None:
    gold, text = read(path)
    assert [key for key in gold if key != "sha256"] == KEYS
    assert gold["id"] == path.stem
    is_published = path.parent.parent.name in PUBLISHED
    assert (gold["url"] is not None) == is_published
    assert ("sha256" in gold) == is_published
    assert gold["title"] in text
    assert gold["date"] is None or DATE.fullmatch(gold["date"])


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_entities(path: Path) -> None:
    gold, text = read(path)
    names = [entity["name"] for entity in gold["entities"]]
    assert len(names) == len(set(names)), "two entities of one name"
    for entity in gold["entities"]:
        assert entity["type"] in TYPES, entity
        assert any(form in text for form in [entity["name"], *entity["aliases"]]), entity


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_relations(path: Path) -> None:
    gold, text = read(path)
    types = {entity["name"]: entity["type"] for entity in gold["entities"]}
    for relation in gold["relations"]:
        assert relation["quote"] in text, relation
        assert isinstance(relation["certain"], bool), relation
        assert (relation["p"] == "hasRole") == ("role" in relation["qualifier"]), relation
        assert DATE.fullmatch(relation["qualifier"].get("date", "2000")), relation
        if relation["p"] in LITERAL:
            assert types[relation["s"]] in BODY, relation
            assert relation["o"], relation
            assert relation["p"] not in COUNTS or relation["o"].isdigit(), relation
            assert relation["p"] != "foundedIn" or DATE.fullmatch(relation["o"]), relation
            continue
        start, end = ENDS[relation["p"]]
        assert types[relation["s"]] in start, relation
        assert types[relation["o"]] in end, relation
        assert relation["s"] != relation["o"], relation
