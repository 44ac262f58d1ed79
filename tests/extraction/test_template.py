"""The template language: what each piece of it matches in a masked sentence."""

from __future__ import annotations

import re

import pytest

from kommunalgraph.errors import KnowledgeError
from kommunalgraph.extraction.template import compile_template
from kommunalgraph.mentions.letters import letter_of, mask_character

ORG, PLACE, PERSON, ROLE, PRODUCT = (mask_character(x, 0) for x in "OLPRD")
ORG2, PERSON2 = mask_character("O", 1), mask_character("P", 1)


def _match(template: str, mask: str) -> re.Match[str] | None:
    return re.search(compile_template(template, where="test").regex, mask)


@pytest.mark.parametrize(
    ("template", "mask"),
    [
        ("{org} wächst", f"{ORG} wächst"),
        ("{org} wächst", f"Die {ORG} wächst"),
        ("in {org}", f"In der neuen {ORG}"),
        ("{org+} wachsen", f"{ORG}, die {ORG2} und der {ORG} wachsen"),
        ("{a:org} (kauft|verkauft) {b:org}", f"{ORG} verkauft die {ORG2}"),
        ("{a:org} [sehr] schnell", f"{ORG} schnell"),
        ("{org} … wächst", f"{ORG} in diesem Jahr wächst"),
        ("{org} …… wächst", f"{ORG}, wie man hört, wächst"),
        ("{person} \\( {org} \\)", f"{PERSON} ({ORG})"),
        ("{org}-{rolle} {person}", f"{ORG}-{ROLE} {PERSON}"),
        ("{person} , {rolle}", f"{PERSON}, {ROLE}"),
        ("{person} [,] {rolle}", f"{PERSON}, der {ROLE}"),
        ("(Sitz|Sitz in) {ort}", f"Sitz in {PLACE}"),
        ("Mitglied* {org}", f"Mitgliedern der {ORG}"),
        ("{person} , {rolle}{!person}", f"{PERSON}, {ROLE} und andere"),
    ],
)
def test_a_template_matches(template: str, mask: str) -> None:
    assert _match(template, mask)


@pytest.mark.parametrize(
    ("template", "mask"),
    [
        ("{org} wächst", f"{PLACE} wächst"),
        ("{org} wächst", f"{ORG} wächsten"),
        ("{org} … wächst", f"{ORG}, wie man hört, wächst"),
        ("{a:org} … {b:org} wächst", f"{ORG} und, wie man hört, {ORG2} wächst"),
        ("in {org}", f"darin {ORG}"),
        ("{person} , {rolle}{!person}", f"{PERSON}, {ROLE} {PERSON2}"),
        ("{person} , {rolle} [{org}]{!person}", f"{PERSON}, {ROLE} der {ORG} {PERSON2}"),
    ],
)
def test_a_template_does_not_match(template: str, mask: str) -> None:
    assert _match(template, mask) is None


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("{stadt} wächst", "no slot type 'stadt'"),
        ("{org} (wächst", "'\\)' is missing"),
        ("{org} wächst)", "stray '\\)'"),
    ],
)
def test_a_wrong_template_is_refused(template: str, problem: str) -> None:
    with pytest.raises(KnowledgeError, match=problem):
        compile_template(template, where="test")


def test_triggers_are_the_longest_telling_words() -> None:
    template = compile_template("{org} (entscheidet|entschied) sich für {produkt}", where="test")
    assert template.triggers == {"entscheidet", "entschied"}
    assert template.needs == ("O", "D")


def test_optional_parts_wake_no_rule() -> None:
    assert compile_template("[neulich] {org} {person}", where="test").triggers == frozenset()


def test_mask_characters_tell_their_kind() -> None:
    assert [letter_of(mask_character(x, 7)) for x in "OLQPTDERNMAFW"] == list("OLQPTDERNMAFW")
    assert letter_of("a") is None
