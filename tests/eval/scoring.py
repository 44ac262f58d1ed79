"""Compare readings with gold: which entities and facts were found, missed, made up.

Entities are aligned by their names within families of types; a gold entity may collect several
found ones.  A fact is found if its relation and both (aligned) ends agree; qualifiers and dates are
not compared.  Gold marked uncertain counts neither for nor against.  Statements that state no fact
(plans, demands, denials) or are not sure enough to be accepted are no claims and do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kommunalgraph.graph.claims import THRESHOLD
from kommunalgraph.model import EntityKind, Reading, Statement

from .forms import (
    ENTITY_TYPES,
    LITERAL,
    OBJECT,
    SYMMETRIC,
    compatible,
    gold_keys,
    keys,
    normal_name,
    normal_value,
)
from .gold import Gold, GoldRelation

Verdict = Literal["right", "wrong", "unsure"]
Counted = Callable[[Statement], bool]
End = int | str
"""An end of a fact: the number of a gold entity, or what stands for an entity that gold lacks."""

Key = tuple[str, End, End]

_EVAL_TYPE: Mapping[EntityKind, str] = {
    "Cooperative": "Provider",
    "MunicipalAssociation": "Municipality",
}
_NO_FACT = frozenset({"planned", "demanded", "negated"})


def states_fact(statement: Statement) -> bool:
    """Tell whether a statement says that something is so, whatever its confidence."""
    return statement.modality not in _NO_FACT


def is_claim(statement: Statement) -> bool:
    """Tell whether a statement states a fact and is sure enough to be accepted."""
    return states_fact(statement) and statement.confidence >= THRESHOLD


class Scores(NamedTuple):
    """Precision, recall and their harmonic mean; 0 where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float


@dataclass(slots=True)
class Tally:
    """Counts by type or relation: found and in gold, missed, and found but not in gold."""

    hit: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    spurious: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Add the counts of ``other``."""
        self.hit.update(other.hit)
        self.missed.update(other.missed)
        self.spurious.update(other.spurious)

    def kinds(self) -> list[str]:
        """Return everything that was counted, sorted."""
        return sorted({*self.hit, *self.missed, *self.spurious})

    def scores(self, kind: str | None = None) -> Scores:
        """Return the scores of one type or relation, or over all (micro average)."""
        hit, missed, spurious = (
            counts.total() if kind is None else counts[kind]
            for counts in (self.hit, self.missed, self.spurious)
        )
        precision = hit / (hit + spurious) if hit + spurious else 0.0
        recall = hit / (hit + missed) if hit + missed else 0.0
        total = precision + recall
        return Scores(precision, recall, 2 * precision * recall / total if total else 0.0)


class JudgedClaim(NamedTuple):
    """A claim and what gold says of it; ``unsure`` counts neither way."""

    rule: str
    confidence: float
    verdict: Verdict


class Error(NamedTuple):
    """A difference from gold: the article, what went wrong, with which kind, and the details."""

    article: str
    problem: str
    kind: str
    detail: str


@dataclass(slots=True)
class Score:
    """The result for one article, or the sum over several."""

    entities: Tally = field(default_factory=Tally)
    exact: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    claims: list[JudgedClaim] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)
    articles: int = 0

    def add(self, other: Score) -> None:
        """Add the result of ``other``."""
        self.entities.add(other.entities)
        self.exact.add(other.exact)
        self.relations.add(other.relations)
        self.claims += other.claims
        self.errors += other.errors
        self.articles += other.articles


@dataclass(frozen=True, slots=True)
class _Found:
    """An entity of the readings: its type, label and the names the text gives it."""

    type: str
    label: str
    keys: frozenset[str]


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of ``scores``."""
    result = Score()
    for score in scores:
        result.add(score)
    return result


def score_article(gold: Gold, readings: Sequence[Reading], *, counted: Counted = is_claim) -> Score:
    """Compare the readings of an article and its teasers with the gold of their text.

    No reading at all means that everything is missed.
    """
    found = _found_entities(readings)
    aligned = _align(gold, found)
    score = Score(articles=1)
    _score_entities(score, gold, found, aligned)
    statements = [s for reading in readings for s in reading.statements if counted(s)]
    _score_relations(score, gold, statements, _Ends(found, aligned))
    return score


def _found_entities(readings: Sequence[Reading]) -> dict[str, _Found]:
    names: dict[str, list[str]] = {}
    for reading in readings:
        for mention in reading.mentions:
            text = reading.article.text[mention.start : mention.end]
            names.setdefault(mention.entity, []).append(text)
    found: dict[str, _Found] = {}
    for entity in (e for reading in readings for e in reading.entities):
        type_ = _EVAL_TYPE.get(entity.kinds[0], entity.kinds[0])
        if entity.iri not in found and type_ in ENTITY_TYPES:
            forms = keys(entity.label, *names.get(entity.iri, ()))
            found[entity.iri] = _Found(type_, entity.label, forms)
    return found


def _align(gold: Gold, found: Mapping[str, _Found]) -> dict[str, int]:
    """Map found entities to numbers of gold entities.

    Among gold entities that share a name, the same type goes first, then the same label, then the
    most shared names, then the order of gold.
    """
    wanted = [(number, entity, gold_keys(entity)) for number, entity in enumerate(gold.entities)]
    aligned: dict[str, int] = {}
    for iri, entity in found.items():
        label = normal_name(entity.label)
        ranked = [
            (entity.type == g.type, label == normal_name(g.name), len(entity.keys & names), -number)
            for number, g, names in wanted
            if entity.keys & names and compatible(entity.type, g.type)
        ]
        if ranked:
            aligned[iri] = -max(ranked)[3]
    return aligned


def _score_entities(
    score: Score, gold: Gold, found: Mapping[str, _Found], aligned: Mapping[str, int]
) -> None:
    types: dict[int, set[str]] = {}
    for iri, number in aligned.items():
        types.setdefault(number, set()).add(found[iri].type)
    for number, entity in enumerate(gold.entities):
        if not entity.certain:
            continue
        is_found, is_exact = number in types, entity.type in types.get(number, ())
        (score.entities.hit if is_found else score.entities.missed)[entity.type] += 1
        (score.exact.hit if is_exact else score.exact.missed)[entity.type] += 1
        if not is_found:
            score.errors.append(Error(gold.article, "missed entity", entity.type, entity.name))
    for iri, thing in found.items():
        if iri not in aligned:
            score.entities.spurious[thing.type] += 1
            score.exact.spurious[thing.type] += 1
            score.errors.append(Error(gold.article, "spurious entity", thing.type, thing.label))
            continue
        meant = gold.entities[aligned[iri]]
        if meant.type != thing.type and meant.certain:
            score.exact.spurious[thing.type] += 1
            detail = f"{thing.label} (gold {meant.type})"
            score.errors.append(Error(gold.article, "wrong type", thing.type, detail))


@dataclass(frozen=True, slots=True)
class _Ends:
    """What the ends of statements stand for."""

    found: Mapping[str, _Found]
    aligned: Mapping[str, int]

    def key(self, statement: Statement) -> Key:
        subject = self._end(statement.subject)
        if statement.relation in LITERAL:
            value = normal_value(statement.relation, statement.object)
            return statement.relation, subject, value
        return _key(statement.relation, subject, self._end(statement.object))

    def _end(self, iri: str) -> End:
        if iri not in self.found:
            return f"?{iri}"
        return self.aligned.get(iri, f"!{self.found[iri].label}")

    def label(self, iri: str) -> str:
        return self.found[iri].label if iri in self.found else iri


def _key(relation: str, subject: End, object_: End) -> Key:
    if relation in SYMMETRIC:
        subject, object_ = sorted((subject, object_), key=str)
    return relation, subject, object_


def _gold_key(relation: GoldRelation, index: Mapping[str, int]) -> Key:
    def end(name: str) -> End:
        return index.get(name, index.get(normal_name(name), normal_name(name)))

    if relation.relation in LITERAL:
        value = normal_value(relation.relation, relation.object)
        return relation.relation, end(relation.subject), value
    return _key(relation.relation, end(relation.subject), end(relation.object))


def _index(gold: Gold) -> dict[str, int]:
    """Name -> number of the gold entity: names as written before normal ones before aliases."""
    index = {entity.name: number for number, entity in enumerate(gold.entities)}
    for number, entity in enumerate(gold.entities):
        index.setdefault(normal_name(entity.name), number)
    for number, entity in enumerate(gold.entities):
        for alias in entity.aliases:
            index.setdefault(normal_name(alias), number)
    return index


def _score_relations(
    score: Score, gold: Gold, statements: Iterable[Statement], ends: _Ends
) -> None:
    index = _index(gold)
    wanted = {_gold_key(r, index): r for r in gold.relations if r.certain}
    unsure = {_gold_key(r, index) for r in gold.relations if not r.certain}
    got: dict[Key, Statement] = {}
    for statement in statements:
        if statement.relation in OBJECT or statement.relation in LITERAL:
            key = ends.key(statement)
            got.setdefault(key, statement)
            verdict: Verdict = "right" if key in wanted else "unsure" if key in unsure else "wrong"
            rule = statement.evidence.rule
            score.claims.append(JudgedClaim(rule, statement.confidence, verdict))
    for key, relation in wanted.items():
        (score.relations.hit if key in got else score.relations.missed)[key[0]] += 1
        if key not in got:
            detail = f"{relation.subject} -> {relation.object} [{relation.quote}]"
            score.errors.append(Error(gold.article, "missed relation", key[0], detail))
    for key, statement in got.items():
        if key not in wanted and key not in unsure:
            score.relations.spurious[key[0]] += 1
            detail = (
                f"{ends.label(statement.subject)} -> {ends.label(statement.object)}"
                f" [{statement.evidence.rule} | {statement.evidence.quote}]"
            )
            score.errors.append(Error(gold.article, "spurious relation", key[0], detail))
