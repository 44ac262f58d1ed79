"""Which rules a sentence wakes."""

from __future__ import annotations

from kommunalgraph.extraction.rules import Rule, Rulebook
from kommunalgraph.extraction.template import compile_template
from kommunalgraph.extraction.waking import Index, WordSets


def book(*templates: str) -> Rulebook:
    rulebook = Rulebook()
    for number, source in enumerate(templates):
        template = compile_template(source, where="test")
        rulebook.add(Rule(f"test/{number}", (template,), (), 0.9, (), ()))
    return rulebook


def woken(rulebook: Rulebook, sentence: str, kinds: str) -> set[int]:
    index = Index(rulebook, WordSets(), frozenset(kinds), "body")
    return {n for e in index.woken(set(sentence.split())) for n, _ in e.numbers}


def test_a_set_is_missed_until_one_of_its_words_stands_there() -> None:
    sets = WordSets()
    verbs, nouns = frozenset({"nutzt", "betreibt"}), frozenset({"netz"})
    both = sets.number([verbs, nouns])
    assert sets.number([verbs]) | sets.number([nouns]) == both
    assert sets.missed(["netz", "dort"]) & both == sets.number([verbs])
    assert not sets.missed(["betreibt", "netz"]) & both


def test_words_wake_a_template_where_all_it_needs_is_there() -> None:
    rules = book("{org} (nutzt|betreibt) das Netz", "{org} gründete {zweite:org}")
    assert woken(rules, "betreibt das netz", "O") == {0}
    assert woken(rules, "betreibt das haus", "O") == set()
    assert woken(rules, "gründete", "O") == {1}


def test_a_kind_of_mention_that_is_absent_wakes_nothing() -> None:
    assert woken(book("{org} nutzt {produkt}"), "nutzt", "O") == set()


def test_templates_of_one_expression_wake_together() -> None:
    assert woken(book("{org} nutzt es", "{org} nutzt es"), "nutzt es", "O") == {0, 1}
