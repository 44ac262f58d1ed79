"""What words give away: nothing may be overlooked because no word of a sentence is telling."""

from __future__ import annotations

from datetime import date

import pytest

from kommunalgraph.knowledge import folder
from kommunalgraph.mentions.telling import Words
from kommunalgraph.model import Skipped
from kommunalgraph.outlets import articles_of
from kommunalgraph.reading import default_reader, sentences_of
from kommunalgraph.sources import read_documents
from kommunalgraph.text.anniversaries import find_anniversaries
from kommunalgraph.text.dates import find_moments
from kommunalgraph.text.numbers import find_numbers

_PUBLISHED = date(2024, 5, 16)


def _words(text: str) -> Words:
    return default_reader().finder.words_of(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "time", "number"),
    [
        ("Musterstadt führt die Musterakte ein.", False, False),
        ("Das gilt seit vorgestern.", True, False),
        ("Zum Jahreswechsel kommt der Vertrag.", True, False),
        ("Im (August) war es so weit.", True, False),
        ("Die Muster-IT feiert ihr zwanzigjähriges Bestehen.", True, False),
        ("Gefeiert wird das Firmenjubiläum.", True, False),
        ("Der zweite Kreis zahlt.", False, False),
        ("Zwölf.Mehr Kreise zahlen nicht.", False, True),
        ("Ein gutes Dutzend Kreise zahlt eine Million.", False, True),
        ("Am 3. kamen 40 Gäste.", True, True),
    ],
)
def test_words_tell_whether_a_sentence_has_values(text: str, time: bool, number: bool) -> None:
    words = _words(text)
    assert (words.tell_time(), words.tell_number()) == (time, number)


def test_sentences_without_telling_words_have_no_values() -> None:
    silent = 0
    for document in read_documents(sorted((folder("data") / "articles").glob("*.txt"))):
        assert not isinstance(document, Skipped)
        text = document.content
        for article in articles_of(document):
            for sentence in sentences_of(article):
                span = sentence.start, sentence.end
                words = default_reader().finder.words_of(text, *span)
                if not words.tell_time():
                    assert not find_moments(text, *span, published=_PUBLISHED)
                    assert not find_anniversaries(text, *span, published=_PUBLISHED)
                    silent += 1
                if not words.tell_number():
                    assert not find_numbers(text, *span)
    assert silent > 100
