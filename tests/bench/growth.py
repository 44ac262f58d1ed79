"""Readers with many times as many rules and names, to see what an article then costs.

Rules grow in two ways.  ``otherwise``: each copy says the same in other words (every word of its
templates is replaced by an invented one); this is how a rulebook grows, rule by rule about other
things.  Templates without a word to look up (``{rolle} {person}``) have no other words: they are
not copied.  ``again``: each copy is the rule itself under another id, so that everything a
sentence wakes is woken several times over and all of it matches again; no rulebook grows like
this, it is the worst case.

Names grow by invented ones, inflected forms included; every second of them begins with the words
of a real name and is one word longer, so that looking up the real one meets it.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Literal

from kommunalgraph import knowledge
from kommunalgraph.extraction.match import Matcher
from kommunalgraph.extraction.rules import Rule, Rulebook, load_rules
from kommunalgraph.extraction.template import Template, compile_template
from kommunalgraph.mentions.compiled_lexicon import load_lexicon
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.reading import Reader

RULES = knowledge.folder("data") / "rules"
Copies = Literal["otherwise", "again"]

_WORD = re.compile(r"(?<![\w-])[A-Za-zÄÖÜäöüß][\wäöüß-]*(?![^{}]*\})")
_HYPHENS = re.compile(r"[-.]")


def reader_with_rules(factor: int, copies: Copies) -> Reader:
    """Return a reader with ``factor`` times as many rules."""
    reader = Reader(load_lexicon(), RULES)
    own = reader.matcher
    reader.matcher = Matcher(rulebook(factor, copies), own.cues, own.lexicon, own.confidences)
    return reader


def rulebook(factor: int, copies: Copies) -> Rulebook:
    """Return the project's rules and ``factor - 1`` copies of each."""
    book = Rulebook()
    rules = load_rules(RULES).rules
    for number in range(factor):
        for rule in rules:
            copy = _copy(rule, number, copies) if number else rule
            if copy.templates:
                book.add(copy)
    return book


def _copy(rule: Rule, number: int, copies: Copies) -> Rule:
    templates = rule.templates
    if copies == "otherwise":
        renamed = (_otherwise(template, number) for template in templates)
        templates = tuple(template for template in renamed if template.triggers)
    return replace(rule, id=f"{rule.id}#{number}", templates=templates)


def _otherwise(template: Template, number: int) -> Template:
    """The template in invented words; slots, gaps and groups stay as they are."""

    def invented(word: re.Match[str]) -> str:
        return _HYPHENS.sub("", word.group()) + "qx" * number

    return compile_template(_WORD.sub(invented, template.source), where="growth")


def reader_with_names(factor: int) -> Reader:
    """Return a reader whose lexicon has ``factor`` times as many forms."""
    listed = load_lexicon()
    lexicon = Lexicon(**{f.name: getattr(listed, f.name) for f in fields(Lexicon) if f.init})
    lexicon.things = list(listed.things)
    lexicon.forms, lexicon.starts = dict(listed.forms), dict(listed.starts)
    lexicon.by_iri = dict(listed.by_iri)
    forms: dict[int, list[tuple[str, int]]] = {}
    for form in listed.forms:
        for sense in listed.senses(form):
            forms.setdefault(sense.thing, []).append((form, sense.how))
    for number in range(1, factor):
        for of, names in forms.items():
            thing = listed.things[of]
            invented = thing._replace(
                iri=f"{thing.iri}-{number}", label=_name(thing.label, number, of)
            )
            lexicon.add(invented, [(_name(form, number, of), how) for form, how in names])
    return Reader(lexicon, RULES)


def _name(form: str, number: int, of: int) -> str:
    return f"{form} Qx{number}" if of % 2 else f"Qx{number}{form}"
