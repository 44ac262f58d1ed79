"""Apply the rules to an article: try the templates of those that each of its sentences wakes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from operator import itemgetter
from typing import Final

from kommunalgraph.extraction.actors import without_unnamed_actors
from kommunalgraph.extraction.clauses import plain_clauses
from kommunalgraph.extraction.confidence import INFERRED, Confidences
from kommunalgraph.extraction.context import Context
from kommunalgraph.extraction.facts import FactMaker
from kommunalgraph.extraction.hits import Hit
from kommunalgraph.extraction.inference import (
    employer_of_interviewee,
    successor_of_main,
    with_colleagues,
    with_predecessors,
    without_misread_rows,
    without_neighbours,
    without_second_holders,
    without_second_towns,
)
from kommunalgraph.extraction.masking import MaskedSentence, mask_sentence
from kommunalgraph.extraction.modality import Cues
from kommunalgraph.extraction.rules import Rulebook
from kommunalgraph.extraction.template import WORD_OR_SIGN
from kommunalgraph.extraction.waking import Entry, Index, WordSets
from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.linking.pronouns import is_pronoun
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.model import Article, BlockKind, Sentence, Statement

__all__ = ["INFERRED", "Matcher", "compiled"]

_READ: Final = frozenset({"title", "lead", "caption", "heading", "body", "question"})


class Matcher:
    """Applies one rulebook; what it compiles is kept between articles."""

    def __init__(
        self, book: Rulebook, cues: Cues, lexicon: Lexicon, confidences: Confidences
    ) -> None:
        self.book = book
        self.cues = cues
        self.lexicon = lexicon
        self.confidences = confidences
        self.facts = FactMaker(lexicon, cues, confidences)
        self._sets = WordSets()
        self._parts: dict[tuple[frozenset[str], BlockKind], Index] = {}

    def statements(self, article: Article, linked: LinkedArticle) -> list[Statement]:
        """Return the statements of ``article`` in the order of its text, each fact once: read by
        the rule that is surest of it."""
        context = Context(linked)
        statements = self._read(article, linked, context)
        speaker = employer_of_interviewee(linked, statements)
        main = successor_of_main(context.main, statements)
        if (speaker and speaker != context.main) or main != context.main:
            headline = main if context.headline == context.main else context.headline
            context = Context(linked)
            context.speaker, context.main, context.headline = speaker, main, headline
            statements = self._read(article, linked, context)
        statements = without_neighbours(with_predecessors(statements, linked.entities))
        statements = self._without_guesses(with_colleagues(statements))
        statements = without_second_holders(statements, linked.entities)
        statements = without_second_towns(statements, linked.entities)
        statements = without_unnamed_actors(statements, linked)
        return sorted(
            statements,
            key=lambda s: (s.evidence.start, s.evidence.end, s.relation, s.subject, s.object),
        )

    def _read(self, article: Article, linked: LinkedArticle, context: Context) -> list[Statement]:
        best: dict[tuple[str, str, str, str], Statement] = {}
        for sentence, mentions in linked.sentences:
            if sentence.block in _READ and mentions:
                for masked in _masks(sentence, mentions):
                    stated = list(self._sentence(article, masked, context))
                    for statement in without_misread_rows(stated):
                        key = (
                            statement.subject,
                            statement.relation,
                            statement.object,
                            statement.modality,
                        )
                        known = best.get(key)
                        if known is None or _rank(statement) > _rank(known):
                            best[key] = statement
            context.see(sentence, mentions)
        return list(best.values())

    def _sentence(
        self, article: Article, masked: MaskedSentence, context: Context
    ) -> Iterator[Statement]:
        mask, letters, plain = masked.mask, masked.letters(), not masked.is_rearranged()
        hits = [
            (number, match)
            for entry in self._awake(masked)
            if compiled(entry.order).search(letters)  # what a sentence wakes fails here by a third
            for match in compiled(entry.regex).finditer(mask)
            if plain or not masked.stood_so(match.start(), match.end())  # else it is read already
            for number in entry.numbers
            # what words beside a name say of it, they say where they stand in the sentence
            if plain or not self.book.rules[number[0]].attributive
        ]
        hits.sort(key=itemgetter(0))  # the order of the rules decides between equals
        for (number, i), match in hits:
            rule = self.book.rules[number]
            hit = Hit(article, masked, rule, rule.templates[i], match)
            for fact in rule.facts:
                yield from self.facts.statements(hit, fact, context)

    def _awake(self, masked: MaskedSentence) -> Collection[Entry]:
        """The expressions for the block whose mentions, words and signs are there."""
        block = masked.sentence.block
        index = self._parts.get((masked.kinds, block))
        if index is None:
            index = self._parts[masked.kinds, block] = Index(
                self.book, self._sets, masked.kinds, block
            )
        return index.woken(set(WORD_OR_SIGN.findall(masked.mask.lower())))

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


def _masks(sentence: Sentence, mentions: list[Linked]) -> Iterator[MaskedSentence]:
    """The sentence as it stands, and once more with its pronouns read as what they mean: rules
    speak of bodies by name, and some of pronouns by word."""
    words = [m for m in mentions if m.named or not (m.group or is_pronoun(m))]
    masked = [mask_sentence(sentence, words)] if words else []
    if len(words) < len(mentions):
        masked.append(mask_sentence(sentence, mentions))
    yield from masked
    if "partner " in sentence.text:
        called = [_without_partner(sentence, mention) for mention in words]
        if called != words:
            yield mask_sentence(sentence, called)
    for pieces in plain_clauses(masked[-1].mask):
        yield masked[-1].rearranged(pieces)


def _without_partner(sentence: Sentence, mention: Linked) -> Linked:
    """Show what a body is called in front of its name: ``ihrem Technologiepartner O``."""
    before = sentence.text[mention.outer_start - sentence.start : mention.start - sentence.start]
    if mention.letter == "O" and before.endswith("partner "):
        return mention._replace(outer_start=mention.start)
    return mention


def _rank(statement: Statement) -> tuple[bool, float]:
    return not _is_guess(statement), statement.confidence


def _is_guess(statement: Statement) -> bool:
    return statement.relation == "hasRole" and statement.evidence.rule.endswith(INFERRED)


@cache
def compiled(regex: str) -> re.Pattern[str]:
    """Compile an expression the first time it is tried: a run needs a fraction of all rules."""
    return re.compile(regex)
