"""Apply the rules to an article: each match of a template becomes the statements of its rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Final

from kommunalgraph.extraction.context import Context
from kommunalgraph.extraction.masking import MaskedSentence, mask_sentence
from kommunalgraph.extraction.modality import Cues
from kommunalgraph.extraction.rules import Fact, Rule, Rulebook
from kommunalgraph.extraction.template import AGAIN, MENTION, Template
from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.mentions.letters import LETTER_OF_KIND
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.model import Article, Entity, Evidence, Modality, Statement

_WORD = re.compile(r"[^\W\d_]+")
_READ: Final = frozenset({"title", "lead", "caption", "heading", "body", "question"})
_COUNTS: Final = frozenset(
    {"memberCount", "employeeCount", "customerCount", "inhabitants", "revenue"}
)
INFERRED: Final = "+"
"""Ends the name of a rule whose fact names a body that only the text before gives."""

_ANYBODYS: Final = ("Leiter", "Chef")
"""Offices that every kind of body has, whatever the table lists them under."""

_CONTEXT_DISCOUNT: Final = 0.9
"""A fact whose subject or object is only inferred from the text before is less sure."""


class _Index:
    """The part of a rulebook that sentences with certain kinds of mention can match.

    Sentences have few combinations of kinds, so the parts are made once each, and the cost of a
    sentence depends on the rules that its words wake, not on how many rules there are.
    """

    def __init__(self, book: Rulebook, kinds: frozenset[str]) -> None:
        def possible(entries: list[tuple[int, int]]) -> list[tuple[int, int]]:
            return [e for e in entries if _has_mentions(book.rules[e[0]].templates[e[1]], kinds)]

        self.always = possible(book.always)
        self.by_trigger = {w: found for w, e in book.by_trigger.items() if (found := possible(e))}
        self.words = frozenset(self.by_trigger)


def _has_mentions(template: Template, kinds: frozenset[str]) -> bool:
    return all(any(letter in kinds for letter in needed) for needed in template.needs)


class Matcher:
    """Applies one rulebook; compiled expressions are kept between articles."""

    def __init__(self, book: Rulebook, cues: Cues, lexicon: Lexicon) -> None:
        self.book = book
        self.cues = cues
        self.lexicon = lexicon
        self._by_kinds: dict[frozenset[str], _Index] = {}

    def statements(self, article: Article, linked: LinkedArticle) -> list[Statement]:
        """Return the statements of ``article`` in the order of its text, each fact once: read by
        the rule that is surest of it."""
        context = Context(linked)
        best: dict[tuple[str, str, str, str], Statement] = {}
        for sentence, mentions in linked.sentences:
            if sentence.block in _READ and mentions:
                masked = mask_sentence(sentence, mentions)
                for statement in self._sentence(article, masked, context):
                    key = (
                        statement.subject,
                        statement.relation,
                        statement.object,
                        statement.modality,
                    )
                    known = best.get(key)
                    if known is None or _rank(statement) > _rank(known):
                        best[key] = statement
            context.see(mentions)
        statements = self._without_guesses(list(best.values()))
        return sorted(
            statements,
            key=lambda s: (s.evidence.start, s.evidence.end, s.relation, s.subject, s.object),
        )

    def _without_guesses(self, statements: list[Statement]) -> list[Statement]:
        """Drop an office whose body was only inferred where the article states that body itself."""
        stated = {
            (s.subject, self._office_noun(s))
            for s in statements
            if s.relation == "hasRole" and not _is_guess(s)
        }
        return [
            s
            for s in statements
            if not (_is_guess(s) and (s.subject, self._office_noun(s)) in stated)
        ]

    def _office_noun(self, statement: Statement) -> str:
        """The office of a role statement, the same for all its forms."""
        role = dict(statement.qualifiers).get("role", "")
        senses = self.lexicon.senses(role)
        return self.lexicon.things[senses[0].thing].iri if senses else role

    def _sentence(
        self, article: Article, masked: MaskedSentence, context: Context
    ) -> Iterator[Statement]:
        for number, i in self._awake(masked):
            rule = self.book.rules[number]
            template = rule.templates[i]
            if rule.blocks and masked.sentence.block not in rule.blocks:
                continue
            for match in compiled(template.regex).finditer(masked.mask):
                for fact in rule.facts:
                    yield from self._fact(article, masked, context, rule, template, match, fact)

    def _awake(self, masked: MaskedSentence) -> list[tuple[int, int]]:
        """The (rule, template) numbers whose mentions and one trigger word are there."""
        index = self._by_kinds.get(masked.kinds)
        if index is None:
            index = self._by_kinds[masked.kinds] = _Index(self.book, masked.kinds)
        words = set(_WORD.findall(masked.mask.lower()))
        awake = set(index.always)
        for word in words & index.words:
            awake.update(index.by_trigger[word])
        return sorted(awake)

    def _fact(
        self,
        article: Article,
        masked: MaskedSentence,
        context: Context,
        rule: Rule,
        template: Template,
        match: re.Match[str],
        fact: Fact,
    ) -> Iterator[Statement]:
        qualifiers: dict[str, Linked] = {}
        for name, slot in fact.qualifiers:
            found, _ = self._first(slot, masked, context, template, match, None)
            if found:
                qualifiers[name] = found[0]
        role = qualifiers.get("role")
        subjects, guessed_subject = self._first(
            fact.subject, masked, context, template, match, role
        )
        objects, guessed_object = self._first(fact.object, masked, context, template, match, role)
        start, end = masked.text_span(match.start(), match.end())
        quote = article.text[start:end]
        modality = rule.modality or self.cues.modality(
            masked.mask, match.start(), match.end(), fact.relation
        )
        inferred = guessed_subject or guessed_object
        confidence = round(rule.confidence * (_CONTEXT_DISCOUNT if inferred else 1.0), 3)
        name = f"{rule.id}{INFERRED}" if guessed_object and fact.relation == "hasRole" else rule.id
        evidence = Evidence(article.iri, start, end, quote, name)
        for subject, object_ in product(subjects, objects):
            statement = self._statement(
                fact.relation,
                subject,
                object_,
                qualifiers,
                evidence,
                modality=modality,
                confidence=confidence,
                article=article,
                entities=context.entities,
            )
            if statement:
                yield statement

    def _first(
        self,
        names: str,
        masked: MaskedSentence,
        context: Context,
        template: Template,
        match: re.Match[str],
        role: Linked | None,
    ) -> tuple[list[Linked], bool]:
        """What the first filled of ``a/b/@c`` means, and whether that was only inferred."""
        for name in names.split("/"):
            if name == "@dienststelle":
                found = self._office(masked, context, match, role)
            else:
                found = self._values(name, masked, context, template, match)
            if found:
                return found, name.startswith("@")
        return [], False

    def _values(
        self,
        name: str,
        masked: MaskedSentence,
        context: Context,
        template: Template,
        match: re.Match[str],
    ) -> list[Linked]:
        """The mentions a slot matched or a reference means; a quoted value stands for itself."""
        if name.startswith("'"):
            value = name.strip("'")
            return [Linked(0, 0, "V", value, value, 0, 0)]
        if name == "@gruppe":
            return [_reference(iri, context) for iri in context.group]
        if name.startswith("@"):
            iri = context.resolve(name, _before(masked, match.start()))
            return [_reference(iri, context)] if iri else []
        for slot, letters in template.slots.items():
            if (slot == name or slot.startswith(name + AGAIN)) and match[slot] is not None:
                mentions = [masked.mentions[c] for c in MENTION.findall(match[slot])]
                return [m for m in mentions if m.letter in letters]
        return []

    def _office(
        self, masked: MaskedSentence, context: Context, match: re.Match[str], role: Linked | None
    ) -> list[Linked]:
        """The body in which the office ``role`` exists, from the text before the match."""
        if role is None:
            return []
        senses = self.lexicon.senses(role.value)
        belongs_to = self.lexicon.things[senses[0].thing].detail if senses else "any"
        if role.value.startswith(_ANYBODYS):
            belongs_to = "any"
        iri = context.office_of(belongs_to, _before(masked, match.start()))
        return [_reference(iri, context)] if iri else []

    def _statement(
        self,
        relation: str,
        subject: Linked,
        object_: Linked,
        qualifiers: dict[str, Linked],
        evidence: Evidence,
        *,
        modality: Modality,
        confidence: float,
        article: Article,
        entities: dict[str, Entity],
    ) -> Statement | None:
        if subject.value == object_.value:
            return None
        values = {name: mention.value for name, mention in qualifiers.items()}
        object_value = object_.value
        if relation == "revenue":
            object_value = object_.surface
        if relation == "hasRole":
            object_value = self._employer(object_, values.get("role", ""), entities)
        if relation in ("usesProduct",) and self.lexicon.vendors.get(object_value) == subject.value:
            return None
        since, until = values.pop("from", None), values.pop("until", None)
        as_of = article.published.isoformat() if relation in _COUNTS and article.published else None
        return Statement(
            subject=subject.value,
            relation=relation,
            object=object_value,
            evidence=evidence,
            qualifiers=tuple(sorted(values.items())),
            modality=modality,
            confidence=confidence,
            valid_from=since,
            valid_until=until,
            as_of=values.get("asof") or as_of,
            derivation=object_.note or None if relation == "foundedIn" else None,
        )

    def _employer(self, place: Linked, role: str, entities: dict[str, Entity]) -> str:
        """An office of a district (``der Böblinger Landrat``) is held in the district, not in the
        town that gave it its name."""
        senses = self.lexicon.senses(role)
        if place.letter not in "LQ" or not any(
            self.lexicon.things[s.thing].detail == "district" for s in senses
        ):
            return place.value
        number = self.lexicon.by_iri.get(place.value)
        if number is None or self.lexicon.things[number].kinds[0] != "Municipality":
            return place.value
        district = self.lexicon.district_of.get(number)
        if district is None:
            return place.value
        thing = self.lexicon.things[self.lexicon.by_iri[district]]
        entities.setdefault(district, Entity(district, thing.kinds, thing.label))
        return district


def _rank(statement: Statement) -> tuple[bool, float]:
    return not _is_guess(statement), statement.confidence


def _is_guess(statement: Statement) -> bool:
    return statement.evidence.rule.endswith(INFERRED)


def _before(masked: MaskedSentence, position: int) -> list[str]:
    """The entities named in the sentence before ``position``."""
    found = (masked.mentions[m.group()] for m in MENTION.finditer(masked.mask, 0, position))
    return [m.value for m in found if m.letter in "OLPD"]


def _reference(iri: str, context: Context) -> Linked:
    """A mention that stands nowhere: what a reference means."""
    return Linked(0, 0, LETTER_OF_KIND[context.entities[iri].kinds[0]], iri, "", 0, 0)


@cache
def compiled(regex: str) -> re.Pattern[str]:
    """Compile an expression the first time it is tried: a run needs a fraction of all rules."""
    return re.compile(regex)
