"""The template language: what each piece of it matches in a masked sentence."""

from __future__ import annotations

import re

import pytest

from example_reader import facts_of, read_text
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
    assert template.triggers == {"entscheidet", "entscheide", "entschied"}  # as in reported speech
    assert template.needs == ("O", "D")


def test_optional_parts_wake_no_rule() -> None:
    assert compile_template("[neulich] {org} {person}", where="test").triggers == frozenset()


def test_mask_characters_tell_their_kind() -> None:
    assert [letter_of(mask_character(x, 7)) for x in "OLQPTDERNMAFW"] == list("OLQPTDERNMAFW")
    assert letter_of("a") is None


def test_a_list_of_words_matches_what_its_words_match() -> None:
    words = ["nutzt", "nutzte", "nutzen", "nun", "Nutzen", "n", "IT-Haus", "im Haus", "nutz*"]
    both = compile_template(f"({'|'.join(words)}) {{produkt}}", where="test")
    product = mask_character("D", 0)
    for word in [*words[:-1], "Nutzt", "nutzlos", "Nun"]:
        text = f"wer {word} {product}"
        each = [compile_template(f"{w} {{produkt}}", where="test") for w in words]
        found = {m.span() for t in each if (m := re.search(t.regex, text))}
        match = re.search(both.regex, text)
        assert {match.span()} == found if match else not found
    assert re.search(both.regex, f"wer nutzlo {product}") is not None
    assert re.search(both.regex, f"wer nut {product}") is None


def test_signs_and_parts_of_words_must_stand_in_a_sentence() -> None:
    def words(source: str) -> set[frozenset[str]]:
        return set(compile_template(source, where="test").words)

    assert words(r"{person} \( {rolle} \)") == {frozenset("("), frozenset(")")}
    assert words("{org}-{rolle} [:] (,|und) {person}") == {frozenset("-"), frozenset({",", "und"})}
    assert words("{org} (IT-Tochter|Enkelin)") == {frozenset({"tochter", "enkelin"})}


def test_a_group_needs_the_mention_that_all_its_alternatives_have() -> None:
    needed = {
        "({person} (in|aus) {sitz:ort}|{wer:ort+}|in {wo:ort}) …… {thema+}": ("L", "T"),
        "({haus:org}|{sitz:ort}) nutzt {produkt}": ("OL", "D"),
        "({haus:org}|sie) nutzt {produkt}": ("D",),
        "[({haus:org}|{sitz:ort})] nutzt {produkt}": ("D",),
    }
    for source, needs in needed.items():
        assert compile_template(source, where="test").needs == needs


def test_brackets_behind_an_item_do_not_end_a_row() -> None:
    text = "Musterstadt (16.000 Einwohner), Beispielstadt (beide im Musterkreis) und Musterhausen"
    reading = read_text(f"Die Städte {text} sind Mitglieder der Muster-IT.")
    members = {f for f in facts_of(reading) if f.endswith(" memberOf Muster-IT")}
    assert members == {
        f"{town} memberOf Muster-IT" for town in ("Musterstadt", "Beispielstadt", "Musterhausen")
    }
