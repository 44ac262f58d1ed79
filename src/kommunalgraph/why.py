"""Why a text says what it says to the rules, and what it nearly says: for authors of rules.

For each sentence: its text; the text as rules see it, with mentions in square brackets under the
slot types of templates; the statements with the rule and template that read them (``+``); and

``=``  templates that match and add nothing: another rule is surer, or a reference means nobody
``~``  templates that match up to an element, and what stands in the text instead of it
``-``  templates whose words are there while a kind of mention is not
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, NamedTuple

from kommunalgraph.extraction.masking import MaskedSentence, mask_sentence
from kommunalgraph.extraction.match import INFERRED, compiled
from kommunalgraph.extraction.rules import Rule
from kommunalgraph.extraction.slot_expressions import TYPES
from kommunalgraph.extraction.template import Template, compile_template
from kommunalgraph.model import Article, Statement
from kommunalgraph.reading import Reader

_TYPE_OF: Final = {letters: name for name, letters in TYPES.items() if len(letters) == 1}
_UNREAD: Final = frozenset({"kicker", "keywords", "links"})
"""Blocks whose mentions are context; no rule is applied to them."""

_SHOWN: Final = 3
"""Templates of each sort per sentence: more hide the telling ones."""

_LEAST_SHARE: Final = 0.5
"""What of a template must be there for it to have nearly fired."""

_WORD = re.compile(r"[^\W\d_]+")
_WORD_START: Final = r"(?<!\w)"
_WIDEST = 120  # characters of a template, or of the text behind a stop


@dataclass(frozen=True, slots=True)
class _View:
    """A sentence as rules see it, with the labels of the entities it mentions."""

    masked: MaskedSentence
    labels: dict[str, str]
    templates: list[tuple[Rule, Template]]
    """Those of rules for this block of which a trigger word is there."""

    def readable(self, start: int = 0, end: int | None = None) -> str:
        """``mask[start:end]`` with each mention written out: ``[org KITU]``."""
        mentions = self.masked.mentions
        return "".join(
            self._mention(c) if c in mentions else c for c in self.masked.mask[start:end]
        )

    def _mention(self, character: str) -> str:
        mention = self.masked.mentions[character]
        meaning = self.labels.get(mention.value, mention.value)
        sentence = self.masked.sentence
        said = sentence.text[
            mention.outer_start - sentence.start : mention.outer_end - sentence.start
        ]
        arrow = "" if said == meaning else f" → {meaning}"
        return f"[{_TYPE_OF[mention.letter]} {said}{arrow}]"


class _Finding(NamedTuple):
    """A template that stated nothing, how much of it is there (0 to 1), and what to tell of it."""

    sign: str
    rule: str
    template: str
    share: float
    note: str = ""


def explain_article(article: Article, reader: Reader) -> str:
    """Return as plain text, sentence by sentence, what ``reader`` finds in ``article``, by which
    rules, and which rules nearly fired."""
    article = _composed(article)
    reading = reader.read(article)
    linked = reader.linked(article)
    labels = {e.iri: e.label for e in (*linked.entities.values(), *reading.entities)}
    parts = [f"# {article.title or article.iri}"]
    for sentence, mentions in linked.sentences:
        masked = mask_sentence(sentence, mentions)
        view = _View(masked, labels, _woken(masked, reader))
        lines = [f"{sentence.number + 1} [{sentence.block}] {_flat(sentence.text)}"]
        lines += [f"  {_flat(view.readable())}"] if mentions else []
        stated = [
            s for s in reading.statements if sentence.start <= s.evidence.start < sentence.end
        ]
        for statement in stated:
            lines += _statement_lines(statement, view)
        if mentions and sentence.block not in _UNREAD:
            rules = {s.evidence.rule.removesuffix(INFERRED) for s in stated}
            lines += _finding_lines(_findings(view, without=rules))
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _composed(article: Article) -> Article:
    """The article with its text in composed form, in which the tables are written."""
    if unicodedata.is_normalized("NFC", article.text):
        return article

    def moved(position: int) -> int:
        return len(unicodedata.normalize("NFC", article.text[:position]))

    blocks = tuple(b._replace(start=moved(b.start), end=moved(b.end)) for b in article.blocks)
    return replace(article, text=unicodedata.normalize("NFC", article.text), blocks=blocks)


def _woken(masked: MaskedSentence, reader: Reader) -> list[tuple[Rule, Template]]:
    words = set(_WORD.findall(masked.mask.lower()))
    return [
        (rule, template)
        for rule in reader.matcher.book.rules
        if not rule.blocks or masked.sentence.block in rule.blocks
        for template in rule.templates
        if not template.triggers or template.triggers & words
    ]


def _statement_lines(statement: Statement, view: _View) -> Iterator[str]:
    subject, object_ = (view.labels.get(x, x) for x in (statement.subject, statement.object))
    qualifiers = "".join(f" {name}={value}" for name, value in statement.qualifiers)
    certainty = f"{statement.modality}, {statement.confidence:.2f}"
    yield f"  + {subject} {statement.relation} {object_}{qualifiers} ({certainty})"
    evidence = statement.evidence
    yield f"    {evidence.rule}: „{_flat(evidence.quote)}“"
    for rule, template in view.templates:
        if rule.id == evidence.rule.removesuffix(INFERRED) and (
            (evidence.start, evidence.end) in _spans(template, view.masked)
        ):
            yield f"    {_cut(template.source)}"
            return


def _spans(template: Template, masked: MaskedSentence) -> list[tuple[int, int]]:
    """The spans of text that ``template`` matches in the sentence."""
    if _missing(template, masked):
        return []
    matches = compiled(template.regex).finditer(masked.mask)
    return [masked.text_span(*match.span()) for match in matches if match.group()]


def _missing(template: Template, masked: MaskedSentence) -> list[str]:
    """The slot types that the template needs and the sentence does not mention."""
    needs = (n for n in template.needs if not any(letter in masked.kinds for letter in n))
    return list(dict.fromkeys(next(k for k, v in TYPES.items() if v == n) for n in needs))


def _findings(view: _View, *, without: set[str]) -> Iterator[_Finding]:
    """What the woken templates of other rules than ``without`` came to, one by one."""
    for rule, template in view.templates:
        if rule.id in without:
            continue
        missing = _missing(template, view.masked)
        if missing:
            # Without a word of its own, or without two kinds, a template is far from firing.
            if template.triggers and len(missing) == 1:
                share, note = _share_present(template, view), f"no mention of {missing[0]}"
                yield _Finding("-", rule.id, template.source, share, note)
        elif _spans(template, view.masked):
            yield _Finding("=", rule.id, template.source, 1.0)
        else:
            share, note = _longest_beginning(template, view)
            yield _Finding("~", rule.id, template.source, share, note)


def _finding_lines(findings: Iterable[_Finding]) -> Iterator[str]:
    """The best findings of each sort, and each rule once."""
    ranked = sorted(findings, key=lambda f: ("=~-".index(f.sign), -f.share))
    shown: set[str] = set()
    counts = dict.fromkeys("=~-", 0)
    for finding in ranked:
        if finding.rule in shown or finding.share < _LEAST_SHARE or counts[finding.sign] == _SHOWN:
            continue
        shown.add(finding.rule)
        counts[finding.sign] += 1
        yield f"  {finding.sign} {finding.rule}: {_cut(finding.template)}"
        if finding.note:
            yield f"    {finding.note}"


def _longest_beginning(template: Template, view: _View) -> tuple[float, str]:
    """How much of the template matches from its beginning, and where it stops."""
    elements = elements_of(template.source)
    required = [_is_required(element) for element in elements]
    last = max(i for i, needed in enumerate(required) if needed)
    for count in range(last, 0, -1):
        if not required[count - 1]:
            continue
        match = compiled(_regex(" ".join(elements[:count]))).search(view.masked.mask)
        if match:
            stop = elements[required.index(True, count)]
            said = _flat(view.readable(*match.span()))
            behind = _flat(view.readable(match.end())) or "nothing"
            note = f"matches „{said}“, then needs {_cut(stop)}, not: {_cut(behind)}"
            return sum(required[:count]) / sum(required), note
    return 0.0, ""


def _share_present(template: Template, view: _View) -> float:
    """The part of the required words of the template that stand anywhere in the sentence."""
    words = [e for e in elements_of(template.source) if _is_required(e) and "{" not in e]
    present = sum(bool(compiled(_anywhere(word)).search(view.masked.mask)) for word in words)
    return present / len(words) if words else 0.0


@cache
def elements_of(source: str) -> tuple[str, ...]:
    """Split a template at the blanks that stand outside of all brackets."""
    elements: list[str] = []
    depth = 0
    for word in source.split():
        if depth:
            elements[-1] += f" {word}"
        else:
            elements.append(word)
        plain = word.replace("\\(", "").replace("\\)", "")
        depth += sum(plain.count(c) for c in "([{") - sum(plain.count(c) for c in ")]}")
    return tuple(elements)


def _is_required(element: str) -> bool:
    return not element.startswith(("[", "…", "{!"))


@cache
def _regex(source: str) -> str:
    return compile_template(source, where="why").regex


def _anywhere(element: str) -> str:
    """The element's expression, which may begin with a sign right behind a word."""
    return rf"(?:{_WORD_START}|(?=\W)){_regex(element).removeprefix(_WORD_START)}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
