"""A reader that knows, beside the real tables, the fictional names of the rules' examples."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from kommunalgraph import identifiers, knowledge
from kommunalgraph.mentions.compiled_lexicon import load_lexicon
from kommunalgraph.mentions.letters import LETTER_OF_KIND
from kommunalgraph.mentions.lexicon import ADJECTIVE, BASE, INFLECTED, Thing
from kommunalgraph.model import Article, Block, Reading
from kommunalgraph.reading import Reader
from kommunalgraph.text.inflection import noun_forms, surface_forms

RULES = knowledge.folder("data") / "rules"
_NAMESPACE = {"O": "org", "L": "place", "T": "topic", "D": "product", "E": "event"}


def example_names(path: Path = RULES / "_example_names.toml") -> dict[str, dict[str, object]]:
    """The fictional names by class, and the adjectives of the places among them."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def example_reader() -> Reader:
    """Return the reader; it is made once."""
    lexicon = load_lexicon()
    content = example_names()
    adjectives = content.pop("adjectives")
    for kind, names in content.items():
        letter = LETTER_OF_KIND[kind]
        for name in names:
            iri = identifiers.named(_NAMESPACE[letter], f"beispiel {name}")
            thing = Thing(iri, letter, (kind,), name, weight=50_000)
            inflected = noun_forms(name) if letter == "T" else surface_forms(name)
            lexicon.add(thing, [(name, BASE), *((form, INFLECTED) for form in sorted(inflected))])
            forms = [a for a, place in adjectives.items() if place == name]
            lexicon.add(thing, [(form, ADJECTIVE) for form in forms])
    return Reader(lexicon, RULES)


def read_text(text: str, *, block: str = "body", published: object = None) -> Reading:
    """Read ``text`` as one block of an article."""
    return example_reader().read(article_of([(block, text)], published=published))


def article_of(blocks: list[tuple[str, str]], *, published: object = None) -> Article:
    """An article of these blocks, each its kind and its text, one below the other."""
    text, found = "", []
    for kind, content in blocks:
        found.append(Block(kind, len(text), len(text) + len(content)))
        text += f"{content}\n"
    return Article("https://example.org/article", text, tuple(found), published=published)


def facts_of(reading: Reading, rule: str | None = None) -> set[str]:
    """The statements of a reading as ``subject relation object`` by label, of one rule or all."""
    labels = {entity.iri: entity.label for entity in reading.entities}
    return {
        f"{labels.get(s.subject, s.subject)} {s.relation} {labels.get(s.object, s.object)}"
        for s in reading.statements
        if rule is None or s.evidence.rule.rstrip("+") == rule
    }
