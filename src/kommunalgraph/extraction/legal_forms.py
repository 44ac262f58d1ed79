"""Legal forms that a name or a description tells: ``Zweckverband Muster``, ``Muster GmbH``,
``der EDV-Zweckverband Muster``, ``die Zweckverbände Muster und Beispiel``, and ``der Zweckverband``
for a body named before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.mentions.wordlists import Wordlists
from kommunalgraph.model import Article, Evidence, Statement

IN_NAME: Final = "rechtsform/im-namen"
IN_ROW: Final = "rechtsform/reihe"
IN_FRONT: Final = "rechtsform/davor-am-namen"
DESCRIBED: Final = "rechtsform/beschreibung"
_SURE, _ROW, _LIKELY = 0.95, 0.92, 0.82
_PLURAL: Final = re.compile(r"(?:verbänden?|schaften|anstalten|vereinen?|betrieben?|GmbHs)\Z", re.I)
_FRONT: Final = re.compile(
    r"(?<![\w-])[\w-]*(verein|zweckverband|genossenschaft|eigenbetrieb)(?:e?s)? [„“\"]?\Z", re.I
)
_FORM_IN_FRONT: Final = {
    "verein": "e.V.",
    "zweckverband": "Zweckverband",
    "genossenschaft": "eG",
    "eigenbetrieb": "Eigenbetrieb",
}
"""What the noun right before a name ends in -> its legal form."""

_BEHIND: Final = re.compile(r" [„“\"]?\Z")
_BETWEEN: Final = re.compile(
    r"[“”\"]?(?:,|,? (?:und|sowie|oder))(?: (?:die|der|den|das|dem))? [„“\"]?\Z"
)
"""What stands between the names of a row."""


def legal_form_statements(
    article: Article, linked: LinkedArticle, lexicon: Lexicon, words: Wordlists
) -> list[Statement]:
    """Return one statement for each body and legal form, at its first telling mention."""
    found: dict[tuple[str, str], Statement] = {}
    for sentence, mentions in linked.sentences:
        if sentence.block in ("kicker", "keywords", "links"):
            continue
        for statement in _of_rows(article, mentions):
            found.setdefault((statement.subject, statement.object), statement)
        for mention in mentions:
            if mention.letter != "O":
                continue
            rule, confidence = (IN_NAME, _SURE) if mention.named else (DESCRIBED, _LIKELY)
            start = mention.start
            form = (
                _named_form(mention, lexicon, words)
                if mention.named
                else words.introducing_legal_forms.get(mention.surface)
            )
            if form is None and mention.named:
                form, start = _form_in_front(article.text, sentence.start, mention)
                rule, confidence = IN_FRONT, _LIKELY
            if form is None or (rule != IN_NAME and _is_otherwise(mention.value, form, lexicon)):
                continue
            text = article.text[start : mention.end]
            evidence = Evidence(article.iri, start, mention.end, text, rule)
            statement = Statement(mention.value, "legalForm", form, evidence, confidence=confidence)
            found.setdefault((mention.value, form), statement)
    return list(found.values())


def _of_rows(article: Article, mentions: list[Linked]) -> Iterator[Statement]:
    """Yield the form of each body that a form in the plural stands before."""
    for i, form in enumerate(mentions):
        if form.letter != "F" or not _PLURAL.search(form.surface):
            continue
        end, gap = form.end, _BEHIND
        for body in mentions[i + 1 :]:
            if body.letter != "O" or not gap.match(article.text, end, body.start):
                break
            text = article.text[form.start : body.end]
            evidence = Evidence(article.iri, form.start, body.end, text, IN_ROW)
            yield Statement(body.value, "legalForm", form.value, evidence, confidence=_ROW)
            end, gap = body.end, _BETWEEN


def _named_form(mention: Linked, lexicon: Lexicon, words: Wordlists) -> str | None:
    """The legal form that stands first or last in a name."""
    first, _, rest = mention.surface.partition(" ")
    if not rest:
        return None
    if first in words.introducing_legal_forms:
        return words.introducing_legal_forms[first]
    last = mention.surface.rsplit(" ", 1)[-1]
    senses = lexicon.senses(last)
    things = [lexicon.things[s.thing] for s in senses]
    return (
        things[0].label
        if things and things[0].letter == "F" and last != last.capitalize()
        else None
    )


def _form_in_front(text: str, floor: int, mention: Linked) -> tuple[str | None, int]:
    """The legal form that the noun right before a name ends in, and where the noun begins:
    ``der Trägerverein Muster``."""
    found = _FRONT.search(text, max(floor, mention.start - 40), mention.start)
    if found is None:
        return None, mention.start
    return _FORM_IN_FRONT[found[1].lower()], found.start()


def _is_otherwise(iri: str, form: str, lexicon: Lexicon) -> bool:
    """Tell whether the tables give the body another legal form than the description says."""
    number = lexicon.by_iri.get(iri)
    known = lexicon.things[number].detail if number is not None else ""
    return bool(known) and known not in {
        lexicon.things[s.thing].iri.rsplit("/", 1)[-1] for s in lexicon.senses(form)
    }
