"""Reading whole articles: offsets, decomposed text, and what the line hands on."""

from __future__ import annotations

import unicodedata
from datetime import date

from example_reader import example_reader, read_text
from kommunalgraph import reading as module
from kommunalgraph.model import Article, Block

TEXT = "Das sagt Münchens Oberbürgermeister Jürgen Müßig. Müßig freut sich über Köln."


def _article(text: str) -> Article:
    return Article(
        "https://example.org/a", text, (Block("body", 0, len(text)),), published=date(2020, 1, 2)
    )


def test_offsets_lead_to_the_quotes() -> None:
    reading = module.understand(_article(TEXT))
    assert reading.statements
    for mention in reading.mentions:
        assert TEXT[mention.start : mention.end] == mention.surface
    for statement in reading.statements:
        evidence = statement.evidence
        assert TEXT[evidence.start : evidence.end] == evidence.quote


def test_decomposed_text_says_the_same_at_its_own_offsets() -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)
    composed_reading = module.understand(_article(TEXT))
    reading = module.understand(_article(decomposed))
    assert [s.object for s in reading.statements] == [s.object for s in composed_reading.statements]
    for statement in reading.statements:
        evidence = statement.evidence
        assert decomposed[evidence.start : evidence.end] == evidence.quote


def test_a_surname_means_the_person_named_in_full() -> None:
    reading = module.understand(_article(TEXT))
    persons = {m.entity for m in reading.mentions if "Müßig" in m.surface}
    assert len(persons) == 1


def test_reading_twice_gives_the_same() -> None:
    assert module.understand(_article(TEXT)) == module.understand(_article(TEXT))


def test_counted_nouns_are_no_offices() -> None:
    reading = read_text("Die Muster-IT beschäftigt 120 Mitarbeiter.")
    assert [(s.relation, s.object) for s in reading.statements] == [("employeeCount", "120")]


def test_the_reader_is_made_once() -> None:
    assert example_reader() is example_reader()
    assert module.default_reader() is module.default_reader()
