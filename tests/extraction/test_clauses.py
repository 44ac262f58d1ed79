"""Clauses in plain order: whatever stands where, the same facts are read."""

from __future__ import annotations

import pytest

from example_reader import Article, Block, example_reader, facts_of
from kommunalgraph.extraction.clauses import plain_clauses
from kommunalgraph.extraction.masking import MaskedSentence, mask_sentence
from kommunalgraph.model import Reading


def _article(text: str) -> Article:
    return Article("x", text, (Block("body", 0, len(text)),))


def _masked(text: str) -> MaskedSentence:
    [(sentence, mentions)] = example_reader().linked(_article(text)).sentences
    return mask_sentence(sentence, mentions)


def _clauses(text: str) -> list[str]:
    """The plain clauses of a sentence, with the mentions written out."""
    masked = _masked(text)
    found = []
    for pieces in plain_clauses(masked.mask):
        clause = masked.rearranged(pieces)
        names = {c: m.surface for c, m in clause.mentions.items()}
        found.append("".join(names.get(c, c) for c in clause.mask))
    return found


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "Am Ende betreut die Muster-IT Musterstadt.",
            "die Muster-IT betreut Musterstadt Am Ende",
        ),
        (
            "Musterstadt, Beispielstadt und Musterhausen, deren Räte zustimmten, nutzen gern die"
            " Musterakte.",
            "Musterstadt, Beispielstadt und Musterhausen nutzen gern die Musterakte",
        ),
        (
            "Wie schon Beispielstadt setzt nun Musterstadt die Musterakte ein.",
            "Musterstadt setzt nun Wie Beispielstadt die Musterakte ein",
        ),
        (
            "Ihr gehören Musterstadt und die Muster-IT mit Sitz in Beispielstadt an.",
            "Ihr gehören Musterstadt und die Muster-IT an",
        ),
        (
            "Dafür setzt Musterstadt die Musterakte ein.",
            "Musterstadt setzt die Musterakte ein Dafür",
        ),
        (
            "Musterstadt im fernen Musterland nutzt die Musterakte.",
            "Musterstadt nutzt die Musterakte",
        ),
        (
            "Es heißt, dass die Muster-IT Musterstadt betreut.",
            "die Muster-IT betreut Musterstadt",
        ),
        (
            "Es heißt, dass Musterstadt die Musterakte einsetzt.",
            "Musterstadt setzt die Musterakte ein",
        ),
        (
            "Die Muster-IT, die Musterstadt vor Jahren einen Server verkaufte, wächst.",
            None,  # who sold it to whom, the case does not tell
        ),
        (
            "Die Musterakte, die Musterstadt einsetzt, hilft.",
            "Musterstadt setzt Musterakte ein",
        ),
        (
            "Die Muster-IT, für die Erika Muster arbeitet, wächst.",
            "Erika Muster arbeitet für Muster-IT",
        ),
        (
            "Die Muster-IT wächst und betreut Musterstadt.",
            "Die Muster-IT betreut Musterstadt",
        ),
        (
            "Die Muster-IT, das wissen alle, betreut Musterstadt.",
            "Die Muster-IT betreut Musterstadt",
        ),
        (
            "Den Zuschlag erhielt die Muster-IT aus Musterstadt.",
            "die Muster-IT erhielt Den Zuschlag aus Musterstadt",
        ),
        (
            "Gegründet wurde die Muster-IT von Musterstadt.",
            "die Muster-IT wurde von Musterstadt Gegründet",
        ),
        ("Träger der Muster-IT ist Musterstadt.", "Musterstadt ist Träger der Muster-IT"),
        (
            "Hilfe holte sich Musterstadt bei der Muster-IT.",
            "Musterstadt holte sich Hilfe bei der Muster-IT",
        ),
    ],
)
def test_a_clause_is_put_into_plain_order(text: str, clause: str | None) -> None:
    if clause is None:
        assert not any("verkaufte" in found for found in _clauses(text))
    else:
        assert clause in _clauses(text)


@pytest.mark.parametrize(
    "text",
    [
        "Die Muster-IT betreut Musterstadt.",  # stands so already
        "Dass die Muster-IT Musterstadt betreut, ist offen.",  # nobody says that it does
        "Muster-IT in Musterstadt",  # no verb
    ],
)
def test_what_needs_no_order_is_left_alone(text: str) -> None:
    assert _clauses(text) == []


ORDERS = (
    "Seit dem vergangenen Frühjahr {verb} {small} {rest}{tail}.",
    "Der Rat berichtet, dass {small} {rest} {last}.",
    "{subject} geht mit der Zeit und {verb} {rest}{tail}.",
    "{subject}, darauf legen alle Wert, {verb} {rest}{tail}.",
)
"""Inverted, subordinate, second verb, something set in between."""

SAID = [
    ("Die Muster-IT", "betreut", "die Stadt Musterstadt", "", "customerOf"),
    ("Musterstadt", "lagert", "ihre IT an die Muster-IT", "aus", "customerOf"),
    ("Musterstadt", "setzt", "die Musterakte", "ein", "usesProduct"),
    ("Musterstadt", "gehört", "der Muster-IT", "an", "memberOf"),
    ("Musterstadt", "ist", "Mitglied der Muster-IT", "", "memberOf"),
    ("Musterstadt", "arbeitet", "mit Beispielstadt", "zusammen", "cooperatesWith"),
    ("Die Nordmuster-IT", "ist", "eine Tochter der Muster-IT", "", "subsidiaryOf"),
    ("Erika Muster", "leitet", "die Muster-IT", "", "hasRole"),
    ("Erika Muster", "ist", "Geschäftsführerin der Muster-IT", "", "hasRole"),
    ("Die Beispielsoft", "entwickelt", "die Musterakte", "", "providesProduct"),
    ("Musterstadt", "führt", "das E-Beispiel", "ein", "engagedIn"),
    ("Die Muster-IT", "sitzt", "in Musterstadt", "", "headquarteredIn"),
    ("Die Muster-IT", "beschäftigt", "120 Mitarbeiter", "", "employeeCount"),
    ("Die Muster-IT", "nimmt", "an der Mustermesse", "teil", "participatesIn"),
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said[1]}-{said[4]}")
def test_a_fact_is_read_in_every_order(said: tuple[str, str, str, str, str], order: str) -> None:
    subject, verb, rest, particle, relation = said
    text = order.format(
        subject=subject,
        small=subject.replace("Die ", "die "),
        verb=verb,
        rest=rest,
        tail=f" {particle}" if particle else "",
        last=particle + verb,
    )
    assert any(f" {relation} " in fact for fact in facts_of(_read(text))), text


def _read(text: str) -> Reading:
    return example_reader().read(_article(text))


def test_the_quote_is_the_stretch_of_text_that_holds_the_clause() -> None:
    text = "Seit Mai betreut die Muster-IT, wie alle wissen, auch Musterstadt."
    [statement] = [s for s in _read(text).statements if s.relation == "customerOf"]
    evidence = statement.evidence
    assert text[evidence.start : evidence.end] == evidence.quote
    assert evidence.quote == "betreut die Muster-IT, wie alle wissen, auch Musterstadt"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Seit Mai betreut die Muster-IT nicht mehr Musterstadt.", "negated"),
        ("Der Rat fordert, dass Musterstadt der Muster-IT beitritt.", "demanded"),
        ("Im Mai will Musterstadt Mitglied der Muster-IT werden.", "planned"),
    ],
)
def test_order_leaves_the_modality_as_it_is(text: str, modality: str) -> None:
    assert {s.modality for s in _read(text).statements} <= {modality}
