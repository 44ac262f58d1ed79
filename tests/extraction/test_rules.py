"""Each rule finds its examples and leaves its counterexamples alone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from example_reader import RULES, example_reader, facts_of, read_text
from kommunalgraph.errors import KnowledgeError
from kommunalgraph.extraction.inference import DEPUTY, PREDECESSOR
from kommunalgraph.extraction.match import Matcher
from kommunalgraph.extraction.relations import BETWEEN_PERSONS
from kommunalgraph.extraction.rules import RELATIONS, Example, Rule, Rulebook, load_rules
from kommunalgraph.extraction.template import compile_template
from kommunalgraph.vocabulary import ontology

PUBLISHED = date(2020, 6, 1)
BOOK = load_rules(RULES)
EXAMPLES = [
    pytest.param(r, e, id=f"{r.id}-{i}") for r in BOOK.rules for i, e in enumerate(r.examples)
]
COUNTEREXAMPLES = [
    pytest.param(r, text, id=f"{r.id}-{i}")
    for r in BOOK.rules
    for i, text in enumerate(r.counterexamples)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_finds_its_example(rule: Rule, example: Example) -> None:
    block = min(rule.blocks) if rule.blocks else "body"
    reading = read_text(example.text, block=block, published=PUBLISHED)
    found = _all_facts(rule, example.text, block)
    assert set(example.facts) <= found, (
        f"{rule.id} found {sorted(found)}; the reading has {facts_of(reading)}"
    )


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES)
def test_a_rule_leaves_its_counterexample_alone(rule: Rule, text: str) -> None:
    block = min(rule.blocks) if rule.blocks else "body"
    assert _all_facts(rule, text, block) == set()


def _all_facts(rule: Rule, text: str, block: str) -> set[str]:
    """What ``rule`` alone finds in ``text``: other rules may be surer of the same fact.

    A rule that only says who follows or deputizes whom needs the others to say in which office.
    """
    reader = example_reader()
    if any(fact.relation in BETWEEN_PERSONS for fact in rule.facts):
        reading = read_text(text, block=block, published=PUBLISHED)
        return facts_of(reading, PREDECESSOR) | facts_of(reading, DEPUTY)
    alone = Rulebook()
    alone.add(rule)
    matcher = Matcher(alone, reader.matcher.cues, reader.lexicon, reader.matcher.confidences)
    before, reader.matcher = reader.matcher, matcher
    try:
        found = facts_of(read_text(text, block=block, published=PUBLISHED), rule.id)
    finally:
        reader.matcher = before
    return found | {_turned(fact) for fact in found if " cooperatesWith " in fact}


def _turned(fact: str) -> str:
    first, second = fact.split(" cooperatesWith ")
    return f"{second} cooperatesWith {first}"


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda r: r.id)
def test_a_rule_has_examples_and_counterexamples(rule: Rule) -> None:
    assert rule.examples
    assert rule.counterexamples
    assert all(example.facts for example in rule.examples)


def test_relations_of_rules_are_terms_of_the_ontology() -> None:
    known = ontology()
    names = {iri.rsplit("#", 1)[-1] for iri in (*known.object_relations, *known.literal_relations)}
    assert names >= RELATIONS


def test_all_templates_compile() -> None:
    import re

    for rule in BOOK.rules:
        for template in rule.templates:
            re.compile(template.regex)


def test_a_template_names_the_rule_that_is_wrong() -> None:
    from kommunalgraph.errors import KnowledgeError

    with pytest.raises(KnowledgeError, match=r"rule 'a'.*no slot type 'stadt'"):
        compile_template("{stadt} wächst", where="rule 'a'")


def test_an_end_that_no_fact_has_cannot_be_named(tmp_path: Path) -> None:
    shutil.copy(RULES / "zahlen.toml", tmp_path)
    text = (tmp_path / "zahlen.toml").read_text(encoding="utf-8")
    wrong = text.replace('named = ["subject"]', 'named = ["subjekt"]', 1)
    (tmp_path / "zahlen.toml").write_text(wrong, encoding="utf-8")
    for layer in RULES.glob("_*.toml"):
        shutil.copy(layer, tmp_path)

    with pytest.raises(
        KnowledgeError, match=r"named \['subjekt'\]; write a list of object, subject"
    ):
        load_rules(tmp_path)
