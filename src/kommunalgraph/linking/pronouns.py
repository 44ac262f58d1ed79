"""What ``er``, ``sie``, ``ihm`` and ``ihr`` mean where they stand for a body.

``Die Muster-IT wächst. Derzeit zählt sie 132 Beschäftigte.``  A pronoun of the third person
singular means the body that the sentence before begins with, provided that neither sentence names
a person (who would be meant instead), and that gender allows it: a district is ``er``, a town
``sie``; of organizations the name seldom tells.  ``es`` is left alone: it mostly means nothing.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.model import Entity, Sentence

PRONOUNS: Final = frozenset({"er", "sie", "ihm", "ihr", "ihn", "Er", "Sie", "Ihm", "Ihr", "ihnen"})
_PRONOUN = re.compile(r"(?<![\w-])(?:[Ee]r|[Ss]ie|[Ii]hm|[Ii]hr|ihn)(?![\w-])")
_PLURAL_BEFORE = re.compile(r"\b(?:sind|haben|waren|hatten|werden|wurden|wollen|können|\w+t?en)\s$")
_PLURAL_BEHIND = re.compile(r"\s(?:sind|haben|waren|hatten|werden|wurden|wollen|können|\w+t?en)\b")
_POSSESSIVE = re.compile(r"\s[A-ZÄÖÜ\d]|\s[a-zäöüß]+(?:e[nrsm]?)\s[A-ZÄÖÜ]")
_MASCULINE: Final = frozenset({"er", "ihm", "ihn"})
_FEMININE: Final = frozenset({"sie", "ihr"})
_BLOCKS: Final = frozenset({"lead", "body", "caption"})


def resolve_pronouns(article: LinkedArticle) -> None:
    """Add the mentions by pronoun to ``article``, in place."""
    antecedent: str | None = None
    for number, (sentence, mentions) in enumerate(article.sentences):
        persons = any(m.letter == "P" for m in mentions)
        if antecedent and not persons and sentence.block in _BLOCKS:
            found = _pronoun(sentence, mentions, article.entities[antecedent])
            if found:
                start, end = found
                letter = _letter(article.entities[antecedent])
                surface = sentence.text[start - sentence.start : end - sentence.start]
                pronoun = Linked(start, end, letter, antecedent, surface, start, end, named=False)
                mentions = sorted([*mentions, pronoun], key=lambda m: (m.outer_start, -m.outer_end))
                article.sentences[number] = (sentence, mentions)
                continue  # the same body may be meant again
        antecedent = None if persons else _subject(mentions)


def is_pronoun(mention: Linked) -> bool:
    """Tell whether a mention is a pronoun."""
    return not mention.named and mention.surface in PRONOUNS


def _subject(mentions: list[Linked]) -> str | None:
    """The body that a sentence begins with, if it is one alone."""
    return next((m.value for m in mentions if m.letter in "OL"), None)


def _letter(entity: Entity) -> str:
    places = ("Municipality", "District", "State", "MunicipalAssociation")
    return "L" if entity.kinds[0] in places else "O"


def _pronoun(sentence: Sentence, mentions: list[Linked], entity: Entity) -> tuple[int, int] | None:
    """The first pronoun that can mean ``entity``, before any other body is named."""
    text = sentence.text
    first = min((m.outer_start for m in mentions if m.letter in "OL"), default=sentence.end)
    for match in _PRONOUN.finditer(text, 0, first - sentence.start):
        word = match.group().lower()
        if match.group()[0].isupper() and match.start() > 0:
            continue  # the polite form
        if _POSSESSIVE.match(text, match.end()) and word == "ihr":
            continue  # "ihr Angebot"
        if word in ("sie", "ihr") and (
            _PLURAL_BEFORE.search(text, 0, match.start()) or _PLURAL_BEHIND.match(text, match.end())
        ):
            continue
        if _agrees(word, entity):
            return sentence.start + match.start(), sentence.start + match.end()
    return None


def _agrees(word: str, entity: Entity) -> bool:
    kind = entity.kinds[0]
    if kind == "District":
        return word in _MASCULINE
    if kind in ("Municipality", "MunicipalAssociation"):
        return word in _FEMININE
    return kind != "State"
