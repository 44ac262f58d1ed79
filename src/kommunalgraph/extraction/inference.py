"""What follows from statements of different sentences, or from a statement and the tables.

* Who follows whom in office (``Max Beispiel löst Erika Muster ab``) and the office of the one give
  the office of the other.
* The interviewed person's office tells for whom ``wir`` speaks.
* A product whose vendor the article names is provided by that vendor, and who uses it is the
  vendor's customer.
* In an article about a town, the products it speaks of are those the town uses, and the topics
  that kicker and lead name are those it is engaged in.
* Whoever an article is about is engaged in the topics of the sentences that name both.

Each of these has a rule name of its own under ``schluss/``, and its confidence is measured like
that of any rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kommunalgraph.extraction.confidence import INFERRED, Confidences
from kommunalgraph.extraction.context import Context
from kommunalgraph.extraction.modality import Cues
from kommunalgraph.extraction.relations import BETWEEN_PERSONS, DEPUTIZES
from kommunalgraph.linking.linked import Linked, LinkedArticle
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.model import Article, Entity, Evidence, Statement

_FACTS: Final = ("asserted", "reported", "ended")
_BEGINNING: Final = ("leitung/wahl", "leitung/wechsel", "leitung/amt-ist-person")
"""Rules that read the office someone comes into."""

_ANYS_DEPUTY: Final = "leitung/stellvertreter" + INFERRED

_PROSE: Final = ("lead", "body", "caption")
_TOWNS: Final = ("Municipality", "District", "MunicipalAssociation")

PREDECESSOR: Final = "schluss/vorgaenger"
DEPUTY: Final = "schluss/stellvertreter"
SUPPLY: Final = "schluss/hersteller"
CUSTOMER: Final = "schluss/kunde-des-herstellers"
USE: Final = "schluss/produkt-im-ort"
TOPIC: Final = "schluss/thema-des-orts"
TOGETHER: Final = "schluss/thema-im-satz"
RULES: Final[dict[str, float]] = {
    PREDECESSOR: 0.8,
    DEPUTY: 0.82,
    SUPPLY: 0.85,
    CUSTOMER: 0.75,
    USE: 0.72,
    TOPIC: 0.72,
    TOGETHER: 0.6,
}
"""Rule -> confidence its author states."""


def with_predecessors(statements: list[Statement], entities: dict[str, Entity]) -> list[Statement]:
    """Turn each ``old precedes new`` into the office that the old one had, and the new one has, and
    each ``deputy deputizes chief`` into an office where the chief has one: of a mayor who chairs a
    body, in that body."""
    result = [s for s in statements if s.relation not in BETWEEN_PERSONS]
    offices = [s for s in result if s.relation == "hasRole"]
    for order in statements:
        if order.relation not in BETWEEN_PERSONS:
            continue
        deputy = order.relation == DEPUTIZES
        taken = [
            s
            for s in offices
            if s.subject == order.object
            and (s.modality == "asserted" if deputy else s.modality in _FACTS)
        ]
        if deputy:
            boards = [s for s in taken if entities[s.object].kinds[0] not in _TOWNS]
            taken = boards or taken
        meant = _office_meant(order, taken)
        if meant is None:
            continue
        if deputy:  # whose deputy it is tells the body better than what the article is about
            result = [
                s for s in result if s.subject != order.subject or s.evidence.rule != _ANYS_DEPUTY
            ]
        if any((s.subject, s.object) == (order.subject, meant.object) for s in result):
            continue
        result.append(
            replace(
                meant,
                subject=order.subject,
                evidence=replace(order.evidence, rule=DEPUTY if deputy else PREDECESSOR),
                modality=order.modality if deputy else "ended",
                valid_from=None,
                confidence=min(order.confidence, meant.confidence),
                qualifiers=(("role", "Stellvertreter"),) if deputy else meant.qualifiers,
            )
        )
    return result


def _office_meant(order: Statement, offices: list[Statement]) -> Statement | None:
    """Of someone's offices the one that is spoken of: the one that begins (``wurde gewählt``), else
    the nearest."""
    beginning = [s for s in offices if s.evidence.rule.startswith(_BEGINNING)]
    candidates = beginning or offices
    if not candidates:
        return None
    return min(candidates, key=lambda s: abs(s.evidence.start - order.evidence.start))


def employer_of_interviewee(linked: LinkedArticle, statements: list[Statement]) -> str | None:
    """Return the body of the person whom the questions of an interview address."""
    asked = [
        mention.value
        for sentence, mentions in linked.sentences
        if sentence.block == "question"
        for mention in mentions
        if mention.letter == "P"
    ]
    if not any(sentence.block == "question" for sentence, _ in linked.sentences):
        return None
    offices = [s for s in statements if s.relation == "hasRole" and s.modality == "asserted"]
    for person in asked or [s.subject for s in offices]:
        bodies = [s for s in offices if s.subject == person]
        if bodies:
            return max(bodies, key=lambda s: s.confidence).object
    return None


def successor_of_main(main: str | None, statements: list[Statement]) -> str | None:
    """Return the body that an article is about: where it reports what ``main`` goes into, that."""
    for statement in statements:
        if (
            statement.relation == "successorOf"
            and statement.object == main
            and statement.modality in ("asserted", "planned")
        ):
            return statement.subject
    return main


def inferred_statements(
    article: Article,
    linked: LinkedArticle,
    statements: list[Statement],
    lexicon: Lexicon,
    confidences: Confidences,
    cues: Cues,
) -> list[Statement]:
    """Return what follows for products, their vendors and users, and for the article's town."""
    known = {(s.subject, s.relation, s.object) for s in statements if s.modality in _FACTS}
    used = {s.object for s in statements if s.relation == "usesProduct"}
    context = Context(linked)
    town = _town(linked, context)
    found: list[Statement] = []

    def add(subject: str, relation: str, object_: str, where: Linked, rule: str) -> None:
        if (subject, relation, object_) in known or subject == object_:
            return
        known.add((subject, relation, object_))
        quote = article.text[where.start : where.end]
        evidence = Evidence(article.iri, where.start, where.end, quote, rule)
        confidence = confidences.confidence(rule, RULES[rule])
        found.append(Statement(subject, relation, object_, evidence, confidence=confidence))

    for product in _first_mentions(linked, "D", blocks=("title", "lead", "caption", "body")):
        if town and product.value not in used:
            add(town, "usesProduct", product.value, product, USE)
        vendor = _vendor(product.value, linked, lexicon)
        if vendor:
            add(vendor, "providesProduct", product.value, product, SUPPLY)
    for use in [*statements, *found]:
        if use.relation == "usesProduct" and use.modality in _FACTS:
            vendor = _vendor(use.object, linked, lexicon)
            if vendor:
                where = Linked(use.evidence.start, use.evidence.end, "D", "", "", 0, 0)
                add(use.subject, "customerOf", vendor, where, CUSTOMER)
    if town:
        for topic in _first_mentions(linked, "T", blocks=("kicker", "lead")):
            add(town, "engagedIn", topic.value, topic, TOPIC)
    for main, topic in _named_together(linked, context.main, cues):
        add(main, "engagedIn", topic.value, topic, TOGETHER)
    return found


def _named_together(
    linked: LinkedArticle, main: str | None, cues: Cues
) -> Iterator[tuple[str, Linked]]:
    """``main``, the body that the article is about, with each topic of a sentence that names
    both."""
    if main is None or linked.entities[main].kinds[0] == "State":
        return
    for sentence, mentions in linked.sentences:
        if sentence.block not in _PROSE or not any(m.value == main for m in mentions):
            continue
        for mention in mentions:
            start, end = mention.start - sentence.start, mention.end - sentence.start
            if mention.letter == "T" and (
                cues.modality(sentence.text, start, end, "engagedIn") == "asserted"
            ):
                yield main, mention


def _town(linked: LinkedArticle, context: Context) -> str | None:
    """The town or district that the article is about: it names no other more often."""
    local = {i: n for i, n in context.counts.items() if linked.entities[i].kinds[0] in _TOWNS}
    main = context.main
    return main if main in local and local[main] == max(local.values()) else None


def _first_mentions(
    linked: LinkedArticle, letter: str, *, blocks: tuple[str, ...]
) -> Iterator[Linked]:
    seen: set[str] = set()
    for sentence, mentions in linked.sentences:
        for mention in mentions:
            if mention.letter == letter and mention.value not in seen and sentence.block in blocks:
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
