"""Load the rules of ``data/rules``: sentence templates with the facts they state.

A rule in TOML::

    [[rule]]
    id = "kunde/entscheidung-fuer-produkt"
    confidence = 0.9
    templates = ["{kunde:traeger} (entschied|entscheidet) sich … für {produkt}"]
    facts = ["kunde usesProduct produkt"]
    examples = [{ text = "Musterstadt entschied sich für die Musterakte.",
                  facts = ["Musterstadt usesProduct Musterakte"] }]
    counterexamples = ["Musterstadt sprach über die Musterakte."]

A fact is ``subject relation object`` with optional ``name=slot`` qualifiers.  Subject and object
are slots of the template or, with ``@``, what the article is about at that point (see
:mod:`kommunalgraph.extraction.context`); an object in quotation marks is a value of its own.
``traeger/adjektiv/@dienststelle`` means the first of these that the match filled.  ``modality``
fixes the modality where the rule itself decides it; ``attributive = true`` says that the rule reads
an attribute, which no plan or negation of the sentence concerns (``die Leiterin der Muster-IT,
Erika Muster, kommt nicht``), only words such as ``ehemalig``.  ``beginning = true`` says that the
rule reads how something begins, an election or an accession, so that its date is the beginning.
``named = ["object"]`` says that no description (``die Software``) and no pronoun may stand for the
object; likewise ``"subject"``.

A template ``A & B & C`` is a frame: its parts may stand in any order with other words between
them, as German moves them about.  It suits verbs whose parts differ in kind, so that the kinds tell
who does what to whom (a town commissions a provider).

``[macros]`` at the top of a file names pieces that its templates share, written as ``<NAME>``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path
from typing import Any, Final, cast, get_args

from kommunalgraph.caching import cached, source_of
from kommunalgraph.errors import KnowledgeError
from kommunalgraph.extraction.relations import BETWEEN_PERSONS, ENDS
from kommunalgraph.extraction.template import Template, compile_template
from kommunalgraph.mentions import letters
from kommunalgraph.model import Modality

RELATIONS = frozenset(ENDS)
"""The relations rules may state."""

REFERENCES = frozenset(
    {
        "@org",
        "@ort",
        "@traeger",
        "@haupt",
        "@anbieter",
        "@kunde",
        "@person",
        "@thema",
        "@sprecher",
        "@dienststelle",
        "@verwaltung",
        "@orte",
        "@beide",
        "@kommunen",
        "@titel",
        "@subjekt",
        "@gruppe",
        "@provider",
        "@stadt",
        "@kreis",
        "@land",
        "@produkt",
    }
)
"""What a fact may name beside the template's slots."""

_MACRO = re.compile(r"<([A-Z]+)>")
_KEYS = {
    "id",
    "confidence",
    "templates",
    "facts",
    "examples",
    "counterexamples",
    "modality",
    "blocks",
    "attributive",
    "beginning",
    "named",
    "comment",
}


_ENDS: Final = {"subject", "object"}


@dataclass(frozen=True, slots=True)
class Fact:
    """``subject relation object`` by slot names, references or a value in quotation marks."""

    subject: str
    relation: str
    object: str
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the facts (``subject relation object`` by label) that the rule finds in it."""

    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: any of ``templates`` states all ``facts`` with this ``confidence``."""

    id: str
    templates: tuple[Template, ...]
    facts: tuple[Fact, ...]
    confidence: float
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]
    modality: Modality | None = None
    blocks: frozenset[str] = frozenset()
    attributive: bool = False
    beginning: bool = False
    named: frozenset[str] = frozenset()


@dataclass(slots=True)
class Rulebook:
    """All rules, with the index that finds those a sentence may match.

    ``by_word`` maps a word or sign to (rule, template) numbers: each template stands under the
    words of one set of which a sentence must hold one.  ``always`` are those without such a set.
    """

    rules: list[Rule] = field(default_factory=list)
    by_word: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    always: list[tuple[int, int]] = field(default_factory=list)

    def add(self, rule: Rule) -> None:
        """Add a rule and index its templates."""
        number = len(self.rules)
        self.rules.append(rule)
        for i, template in enumerate(rule.templates):
            for word in template.wakers:
                self.by_word.setdefault(word, []).append((number, i))
            if not template.wakers:
                self.always.append((number, i))


def load_rules(folder: Path) -> Rulebook:
    """Return the rules of all rule files of ``folder``, in the order of the files' names; from the
    cache if files and code are as they were.

    Raises:
        KnowledgeError: a file is no TOML, or a rule is incomplete, unknown or stands twice.
    """
    here = source_of(__file__)
    code = (
        here,
        here.with_name("template.py"),
        here.with_name("slot_expressions.py"),
        here.with_name("word_expressions.py"),
        source_of(letters.__file__),
    )
    files = sorted(folder.glob("[!_]*.toml"))
    book = Rulebook()
    for plain in cached("rules", [*code, *files], lambda: [_plain(r) for r in _read(files)]):
        book.add(_of_plain(plain))
    return book


def _read(files: Iterable[Path]) -> Iterator[Rule]:
    seen: dict[str, Path] = {}
    for path in files:
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise KnowledgeError(f"{path}: {error}") from error
        macros = content.get("macros", {})
        for entry in content.get("rule", []):
            rule = _rule(entry, path, macros)
            if rule.id in seen:
                other = seen[rule.id]
                raise KnowledgeError(f"{path}: rule {rule.id!r} stands also in {other}; rename one")
            seen[rule.id] = path
            yield rule


def _plain(rule: Rule) -> tuple[Any, ...]:
    """Return a rule in plain values, for the cache."""
    facts = [(f.subject, f.relation, f.object, f.qualifiers) for f in rule.facts]
    examples = [(e.text, e.facts) for e in rule.examples]
    templates = [tuple(t) for t in rule.templates]
    flags = (rule.modality, rule.blocks, rule.attributive, rule.beginning, rule.named)
    head = (rule.id, rule.confidence, flags, rule.counterexamples)
    return (*head, facts, examples, templates)


def _of_plain(plain: tuple[Any, ...]) -> Rule:
    name, confidence, flags, counterexamples, facts, examples, templates = plain
    modality, blocks, attributive, beginning, named = flags
    return Rule(
        id=name,
        templates=tuple(Template(*t) for t in templates),
        facts=tuple(Fact(*f) for f in facts),
        confidence=confidence,
        examples=tuple(Example(*e) for e in examples),
        counterexamples=counterexamples,
        modality=modality,
        blocks=blocks,
        attributive=attributive,
        beginning=beginning,
        named=named,
    )


def _rule(entry: Mapping[str, Any], path: Path, macros: Mapping[str, str]) -> Rule:
    where = f"{path}: rule {entry.get('id', '(without id)')!r}"
    missing = {"id", "confidence", "templates", "facts", "examples", "counterexamples"} - set(entry)
    if missing:
        raise KnowledgeError(f"{where}: {', '.join(sorted(missing))} missing; every rule has them")
    unknown = set(entry) - _KEYS
    if unknown:
        raise KnowledgeError(
            f"{where}: unknown {', '.join(sorted(unknown))}; write {', '.join(sorted(_KEYS))}"
        )
    sources = [o for t in entry["templates"] for o in _orders(_expanded(t, macros, where))]
    templates = tuple(compile_template(t, where=where) for t in sources)
    facts = tuple(_fact(text, templates, where) for text in entry["facts"])
    modality = entry.get("modality")
    if modality is not None and modality not in get_args(Modality):
        raise KnowledgeError(
            f"{where}: modality {modality!r}; write one of {', '.join(get_args(Modality))}"
        )
    if set(entry.get("named", ())) - _ENDS:
        raise KnowledgeError(
            f"{where}: named {entry['named']!r}; write a list of {', '.join(sorted(_ENDS))}"
        )
    return Rule(
        id=entry["id"],
        templates=templates,
        facts=facts,
        confidence=float(entry["confidence"]),
        examples=tuple(Example(e["text"], tuple(e["facts"])) for e in entry["examples"]),
        counterexamples=tuple(entry["counterexamples"]),
        modality=cast("Modality | None", modality),
        blocks=frozenset(entry.get("blocks", ())),
        attributive=bool(entry.get("attributive", False)),
        beginning=bool(entry.get("beginning", False)),
        named=frozenset(entry.get("named", ())),
    )


def _orders(template: str) -> Iterator[str]:
    """Write a frame ``A & B & C`` out in every order, with a wide gap between its parts."""
    parts = template.split(" & ")
    for order in permutations(parts):
        yield " …… ".join(order)


def _expanded(template: str, macros: Mapping[str, str], where: str) -> str:
    """Write out the macros of a template; macros may use macros."""
    for _ in range(9):
        found = _MACRO.search(template)
        if found is None:
            return template
        if found[1] not in macros:
            raise KnowledgeError(f"{where}: no macro <{found[1]}>; the file has {sorted(macros)}")
        template = template.replace(found.group(), macros[found[1]])
    raise KnowledgeError(f"{where}: macros of {template!r} contain themselves")


def _fact(text: str, templates: Iterable[Template], where: str) -> Fact:
    words = text.split(" ")
    if len(words) < 3 or words[1] not in {*RELATIONS, *BETWEEN_PERSONS}:
        raise KnowledgeError(f"{where}: fact {text!r}; write 'subject relation object [name=slot]'")
    qualifiers = tuple(tuple(w.split("=", 1)) for w in words[3:])
    slots = set.union(*(set(t.slots) for t in templates))
    names = [
        *words[0].split("/"),
        *words[2].split("/"),
        *(n for q in qualifiers for n in q[1].split("/")),
    ]
    for name in names:
        if name not in slots and name not in REFERENCES and not name.startswith("'"):
            raise KnowledgeError(
                f"{where}: fact {text!r}: no slot {name!r}; the templates have {sorted(slots)}"
            )
    return Fact(words[0], words[1], words[2], cast("tuple[tuple[str, str], ...]", qualifiers))
