"""What an article implies without a sentence of its own for it.

* A product whose vendor the article names is provided by that vendor, and who uses it is the
  vendor's customer; so is who uses what the house provides that the article is about.
* In an article about a town, the products it speaks of, and not just in passing or beside words of
  use, are those the town uses, the topics that kicker and lead name are those it is engaged in, and
  whom it introduces as a supplier (``der IT-Dienstleister Muster-IT``, ``die Firma Muster``) or
  shows beside words of supply (see :mod:`.suppliers`) supplies it.
* Whoever an article is about is engaged in the topics of the sentences that name both: of those in
  its opening, and of topics that it comes back to, but none that is mere circumstance (a pandemic).
* Of several towns that headline, lead or opening name in a row, all share what the article says of
  the first without naming it.

Each of these has a rule name of its own under ``schluss/``, and its confidence is measured like
that of any rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from math import ceil
from typing import Final

from kommunalgraph.extraction.confidence import Confidences
from kommunalgraph.extraction.context import LOCAL, Context
from kommunalgraph.extraction.modality import FACTS, Cues
from kommunalgraph.extraction.suppliers import PROSE, SUPPLIERS, suppliers_of, used_products
from kommunalgraph.linking.groups import groups_of
from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.linking.whereabouts import without_locations
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.mentions.wordlists import Wordlists
from kommunalgraph.model import Article, Evidence, Sentence, Statement

_PROMINENT: Final = ("kicker", "title", "lead")
_OPENING: Final = 3
"""Sentences, headline included, that say whom an article is about, where it has no lead."""

_TOLD: Final = 10
"""Sentences that speak of an article's topics at least; what first comes up in the last third of a
longer one comes up in passing."""

_SHORTEST_OPENING: Final = 400
"""Characters that make the opening of even a short article."""

_SHARED: Final = ("engagedIn", "usesProduct", "customerOf")
_AS_EQUALS: Final = ("memberOf", "cooperatesWith")

SUPPLY: Final = "schluss/hersteller"
CUSTOMER: Final = "schluss/kunde-des-herstellers"
SUPPLIER: Final = "schluss/dienstleister-im-ort"
SUPPLIES: Final = "schluss/lieferant-im-ort"
USE: Final = "schluss/produkt-im-ort"
USED: Final = "schluss/einsatz-im-ort"
TOPIC: Final = "schluss/thema-des-orts"
TOGETHER: Final = "schluss/thema-im-satz"
SHARED: Final = "schluss/gemeinsam"
RULES: Final[dict[str, float]] = {
    SUPPLY: 0.85,
    CUSTOMER: 0.75,
    SUPPLIER: 0.72,
    SUPPLIES: 0.72,
    USE: 0.72,
    USED: 0.72,
    TOPIC: 0.72,
    TOGETHER: 0.6,
    SHARED: 0.75,
}
"""Rule -> confidence its author states."""


_TAKING_PART = re.compile(
    r"\b(?:[Mm]it (?:dabei|von der Partie|im Boot|an Bord)|[Dd]abei sind|machen mit"
    r"|[Bb]eteiligt sind|[Ss]ind beteiligt|[Bb]eteiligen sich|sich angeschlossen)\b"
)

Add = Callable[[str, str, str, int, int, str], None]
"""Takes subject, relation, object, start, end and rule of a fact that is to be stated."""


class Implications:
    """Draws the consequences, with the tables and cues at hand."""

    def __init__(
        self, lexicon: Lexicon, words: Wordlists, confidences: Confidences, cues: Cues
    ) -> None:
        self._lexicon = lexicon
        self._words = words
        self._confidences = confidences
        self._cues = cues

    def statements(
        self, article: Article, linked: LinkedArticle, said: list[Statement]
    ) -> list[Statement]:
        """Return what follows from what ``article`` says and names; nothing that is said."""
        known = {(s.subject, s.relation, s.object) for s in said if s.modality in FACTS}
        found: list[Statement] = []

        def add(subject: str, relation: str, object_: str, start: int, end: int, rule: str) -> None:
            if (subject, relation, object_) in known or subject == object_:
                return
            known.add((subject, relation, object_))
            evidence = Evidence(article.iri, start, end, article.text[start:end], rule)
            confidence = self._confidences.confidence(rule, RULES[rule])
            found.append(Statement(subject, relation, object_, evidence, confidence=confidence))

        context = Context(linked)
        town = _town(linked, context)
        self._add_products(linked, town, said, add)
        self._add_customers(linked, context.main, [*said, *found], add)
        if town:
            self._add_of_town(linked, town, said, add)
        for body, topic in self._named_together(linked, context.main):
            add(body, "engagedIn", topic.value, topic.start, topic.end, TOGETHER)
        for statement, town in _shared([*said, *found], linked, context):
            place = statement.evidence.start, statement.evidence.end
            add(town, statement.relation, statement.object, *place, SHARED)
        return found

    def _add_products(
        self, linked: LinkedArticle, town: str | None, said: list[Statement], add: Add
    ) -> None:
        """What the town uses, and who provides what."""
        used = {s.object for s in said if s.relation == "usesProduct"}
        if town:
            for product in used_products(linked, town, self._words, self._is_stated):
                if product.value not in used:
                    add(town, "usesProduct", product.value, product.start, product.end, USED)
        for product in _first_mentions(linked, "D", blocks=("title", "lead", "caption", "body")):
            place = product.start, product.end
            if town and product.value not in used and _is_told_of(linked, product.value, town):
                add(town, "usesProduct", product.value, *place, USE)
            vendor = _vendor(product.value, linked, self._lexicon)
            if vendor:
                add(vendor, "providesProduct", product.value, *place, SUPPLY)

    def _add_customers(
        self, linked: LinkedArticle, main: str | None, said: list[Statement], add: Add
    ) -> None:
        """The users of a product are customers of its vendor, or of the house that provides it if
        the article is about that house."""
        house = main if main and linked.entities[main].kinds[0] in SUPPLIERS else None
        own = {s.object for s in said if s.subject == house and s.relation == "providesProduct"}
        for use in said:
            if use.relation == "usesProduct" and use.modality in FACTS:
                vendor = _vendor(use.object, linked, self._lexicon)
                vendor = vendor or (house if use.object in own else None)
                if vendor:
                    place = use.evidence.start, use.evidence.end
                    add(use.subject, "customerOf", vendor, *place, CUSTOMER)

    def _add_of_town(
        self, linked: LinkedArticle, town: str, said: list[Statement], add: Add
    ) -> None:
        """What the town is engaged in, and who supplies it."""
        for topic in _first_mentions(linked, "T", blocks=("kicker", "lead")):
            if self._may_engage(topic):
                add(town, "engagedIn", topic.value, topic.start, topic.end, TOPIC)
        partners = {s.object for s in said if s.relation in _AS_EQUALS and s.subject == town}
        for supplier, introduced in suppliers_of(linked, town, self._words, self._is_stated):
            if supplier.value in partners:
                continue  # the article says what they are to each other
            place = supplier.outer_start, supplier.end
            add(town, "customerOf", supplier.value, *place, SUPPLIER if introduced else SUPPLIES)

    def _named_together(
        self, linked: LinkedArticle, main: str | None
    ) -> Iterator[tuple[str, Linked]]:
        """``main``, the body that the article is about, with each topic of a sentence that names
        both: in the opening third of the text, or a topic that it names more than once."""
        if main is None or linked.entities[main].kinds[0] in ("State", "Company"):
            return
        told = max(_TOLD, ceil(len(linked.sentences) * 0.7))
        times = Counter(m.value for _, mentions in linked.sentences for m in mentions)
        opening = max(_SHORTEST_OPENING, linked.sentences[-1][0].end / 3) if times else 0
        for sentence, mentions in linked.sentences[:told]:
            told_of = [m.value for m in without_locations(sentence, mentions)]
            if sentence.block not in PROSE or main not in told_of:
                continue
            for mention in mentions:
                if mention.start > opening and times[mention.value] == 1:
                    continue
                if self._may_engage(mention) and self._is_stated(sentence, mention, "engagedIn"):
                    yield main, mention

    def _may_engage(self, mention: Linked) -> bool:
        """Tell whether a mention is of a topic, and of none that is mere circumstance."""
        return mention.letter == "T" and not self._lexicon.is_circumstance(mention.value)

    def _is_stated(self, sentence: Sentence, mention: Linked, relation: str) -> bool:
        start, end = mention.start - sentence.start, mention.end - sentence.start
        return self._cues.modality(sentence.text, start, end, relation) == "asserted"


def _shared(
    statements: list[Statement], linked: LinkedArticle, context: Context
) -> Iterator[tuple[Statement, str]]:
    """What the article, without naming anybody, says of the first of several towns that its opening
    or a sentence about who takes part names in a row, with each of the other towns."""
    main = context.main
    rows = (
        group.members
        for sentence, mentions in linked.sentences
        if sentence.block in _PROMINENT
        or sentence.number < _OPENING
        or _TAKING_PART.search(sentence.text)
        for group in groups_of(sentence, mentions)
        if main in group.members
    )
    row = next(rows, ())
    towns = [iri for iri in row if iri != main and linked.entities[iri].kinds[0] in LOCAL]
    if not towns or main is None or linked.entities[main].kinds[0] not in LOCAL:
        return
    named = [m.start for _, mentions in linked.sentences for m in mentions if m.value == main]
    for statement in statements:
        evidence = statement.evidence
        if (
            statement.subject == main
            and statement.relation in _SHARED
            and statement.modality in FACTS
            and evidence.rule != TOGETHER
            and not any(evidence.start <= start < evidence.end for start in named)
        ):
            for town in towns:
                yield statement, town


def _is_told_of(linked: LinkedArticle, product: str, town: str) -> bool:
    """Tell whether an article speaks of a product more than in passing: by name more than once,
    behind a noun that says what it is, in headline or lead, or in one sentence with the town."""
    times = 0
    for sentence, mentions in linked.sentences:
        named = [m for m in mentions if m.value == product and m.named]
        times += len(named)
        if named and (
            sentence.block in _PROMINENT
            or any(m.value == town for m in mentions)
            or any(m.start - m.outer_start > 1 for m in named)  # more than a quotation mark
        ):
            return True
    return times > 1


def _kind(linked: LinkedArticle, mention: Linked) -> str:
    """The class of the body or place that ``mention`` means, nothing of another mention."""
    return linked.entities[mention.value].kinds[0] if mention.letter in "OLQ" else ""


def _town(linked: LinkedArticle, context: Context) -> str | None:
    """The town or district that the article is about: it names no other more often."""
    local = {i: n for i, n in context.counts.items() if linked.entities[i].kinds[0] in LOCAL}
    main = context.main
    return main if main in local and local[main] == max(local.values()) else None


def _first_mentions(
    linked: LinkedArticle, letter: str, *, blocks: tuple[str, ...]
) -> Iterator[Linked]:
    seen: set[str] = set()
    for sentence, mentions in linked.sentences:
        for mention in mentions:
            if not mention.named or mention.letter != letter:
                continue
            if mention.value not in seen and sentence.block in blocks:
                seen.add(mention.value)
                yield mention


def _vendor(product: str, linked: LinkedArticle, lexicon: Lexicon) -> str | None:
    """The vendor of a product, if the article names it: listed, or spelled by the product's name
    (``NOLIS | CMS``)."""
    vendor = lexicon.vendors.get(product)
    if vendor in linked.entities:
        return vendor
    label = linked.entities[product].label
    for entity in linked.entities.values():
        if entity.kinds[0] in ("Company", "Provider") and len(entity.label) > 2:
            rest = label.removeprefix(entity.label)
            if rest != label and rest[:1] in ("-", " ", "|"):
                return entity.iri
    return None
