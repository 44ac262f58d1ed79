"""Understand one article: sentences, mentions, meaning, statements."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path

from kommunalgraph import knowledge
from kommunalgraph.extraction import confidence
from kommunalgraph.extraction.confidence import load_confidences
from kommunalgraph.extraction.implied import Implications
from kommunalgraph.extraction.legal_forms import legal_form_statements
from kommunalgraph.extraction.match import Matcher
from kommunalgraph.extraction.modality import load_cues
from kommunalgraph.extraction.rules import load_rules
from kommunalgraph.extraction.websites import website_statements
from kommunalgraph.linking.coreference import resolve
from kommunalgraph.linking.groups import resolve_groups
from kommunalgraph.linking.link import link
from kommunalgraph.linking.linked import LinkedArticle
from kommunalgraph.linking.pronouns import resolve_pronouns
from kommunalgraph.mentions.candidates import Candidate, without_overlaps
from kommunalgraph.mentions.compiled_lexicon import load_lexicon
from kommunalgraph.mentions.find import Finder
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.mentions.wordlists import load_wordlists
from kommunalgraph.model import Article, Mention, Reading, Sentence
from kommunalgraph.text.anniversaries import find_anniversaries
from kommunalgraph.text.dates import find_moments
from kommunalgraph.text.numbers import find_numbers
from kommunalgraph.text.sentences import split_sentences


class Reader:
    """Reads articles with one lexicon and one set of rules."""

    def __init__(self, lexicon: Lexicon, rules_folder: Path) -> None:
        self.lexicon = lexicon
        self.words = load_wordlists(rules_folder)
        self.finder = Finder(lexicon, self.words)
        self.matcher = Matcher(
            load_rules(rules_folder),
            load_cues(rules_folder / "_cues.toml"),
            lexicon,
            load_confidences(rules_folder / confidence.FILE),
        )
        self.implications = Implications(
            lexicon, self.words, self.matcher.confidences, self.matcher.cues
        )

    def read(self, article: Article) -> Reading:
        """Return what the article says, with all offsets into ``article.text``."""
        linked = self.linked(article)
        statements = self.matcher.statements(article, linked)
        confidences = self.matcher.confidences
        more = website_statements(article, linked, self.lexicon)
        more += legal_form_statements(article, linked, self.lexicon, self.words)
        more = [
            replace(s, confidence=confidences.confidence(s.evidence.rule, s.confidence))
            for s in more
        ]
        more += self.implications.statements(article, linked, statements)
        stated = {(s.subject, s.relation, s.object) for s in statements}
        statements += [s for s in more if (s.subject, s.relation, s.object) not in stated]
        used = {s.subject for s in statements} | {s.object for s in statements}
        mentions = tuple(
            Mention(m.start, m.end, m.surface, m.value)
            for _, found in linked.sentences
            for m in found
            if m.value in linked.entities and m.named
        )
        named = {m.entity for m in mentions} | used
        entities = tuple(e for iri, e in sorted(linked.entities.items()) if iri in named)
        return Reading(article, entities, mentions, tuple(statements))

    def linked(self, article: Article) -> LinkedArticle:
        """Return the article's sentences with what their mentions mean."""
        found = [(s, self._candidates(article, s)) for s in sentences_of(article)]
        linked = link(article.text, found, self.lexicon, self.words, article.published)
        resolve(linked, self.lexicon, self.words)
        resolve_pronouns(linked)
        resolve_groups(linked)
        return linked

    def _candidates(self, article: Article, sentence: Sentence) -> list[Candidate]:
        text, start, end = article.text, sentence.start, sentence.end
        words = self.finder.words_of(text, start, end)
        names = self.finder.find(text, words)
        values: list[Candidate] = []
        if words.tell_time():  # half of the sentences do not
            values += [
                Candidate(
                    m.start,
                    m.end,
                    letter,
                    text[m.start : m.end],
                    hint=m.value,
                    cue=m.derivation or "",
                )
                for letter, find in (("A", find_anniversaries), ("M", find_moments))
                for m in find(text, start, end, published=article.published)
            ]
        if words.tell_number():
            values += [
                Candidate(
                    n.start, n.end, "N", text[n.start : n.end], hint=n.value, cue=n.unit_after
                )
                for n in find_numbers(text, start, end)
            ]
        if not values:
            return names
        names = [n for n in names if not (n.letter == "R" and _is_counted(text, n, values))]
        return without_overlaps([*names, *values])


_COUNTED = re.compile(r"(?: [a-zäöüß]+)*\s$")


def _is_counted(text: str, role: Candidate, values: list[Candidate]) -> bool:
    """Tell whether a role noun is what a number counts: ``120 kommunale Mitarbeiter``."""
    return any(
        v.letter == "N"
        and 0 < role.start - v.end < 30
        and _COUNTED.fullmatch(text, v.end, role.start)
        for v in values
    )


def sentences_of(article: Article) -> list[Sentence]:
    """Split the blocks of ``article`` into sentences, numbered through."""
    sentences: list[Sentence] = []
    for block in article.blocks:
        for start, end in split_sentences(article.text, block.start, block.end):
            sentences.append(
                Sentence(len(sentences), start, end, article.text[start:end], block.kind)
            )
    return sentences


@cache
def default_reader() -> Reader:
    """Return the reader with the project's own tables and rules."""
    return Reader(load_lexicon(), knowledge.folder("data") / "rules")


def understand(article: Article) -> Reading:
    """Return what ``article`` says.  Text in decomposed form (``u`` + combining dots) is read in
    composed form, and the offsets of the result count in the text as it was given."""
    if unicodedata.is_normalized("NFC", article.text):
        return default_reader().read(article)
    return _read_decomposed(article)


def _read_decomposed(article: Article) -> Reading:
    composed, back = _compose(article.text)
    forward: dict[int, int] = {}
    for position, original in enumerate(back):
        forward.setdefault(original, position)
    last = 0
    there = []
    for original in range(len(article.text) + 1):
        last = forward.get(original, last)
        there.append(last)
    blocks = tuple(b._replace(start=there[b.start], end=there[b.end]) for b in article.blocks)
    reading = default_reader().read(replace(article, text=composed, blocks=blocks))
    mentions = tuple(m._replace(start=back[m.start], end=back[m.end]) for m in reading.mentions)
    statements = tuple(
        replace(
            s,
            evidence=replace(
                s.evidence,
                start=back[s.evidence.start],
                end=back[s.evidence.end],
                quote=article.text[back[s.evidence.start] : back[s.evidence.end]],
            ),
        )
        for s in reading.statements
    )
    return Reading(article, reading.entities, mentions, statements)


def _compose(text: str) -> tuple[str, list[int]]:
    """Return ``text`` in NFC and, for each position in it, the position in ``text``."""
    parts: list[str] = []
    back: list[int] = []
    start = 0
    for position in range(1, len(text) + 1):
        if position < len(text) and unicodedata.combining(text[position]):
            continue
        piece = unicodedata.normalize("NFC", text[start:position])
        parts.append(piece)
        back += [start] * len(piece)
        start = position
    back.append(len(text))
    return "".join(parts), back
