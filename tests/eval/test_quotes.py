"""Every quote is the stretch of text that its offsets say, in all articles at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kommunalgraph import knowledge
from kommunalgraph.export.readings import readings_object

from .gold import BATCHES, HERE
from .readings import read_text

FEWEST = {"mention": 1000, "evidence": 400}
"""Fewer quotes than this in our own articles mean that the test looks at nothing."""


def own_articles() -> list[Path]:
    """The texts of all batches and the demo corpus."""
    articles = [*(knowledge.folder("data") / "articles").glob("*.txt")]
    articles += (knowledge.folder("data") / "articles").glob("*.html")
    articles += (path for batch in BATCHES for path in (HERE / batch / "texts").glob("*.txt"))
    return sorted(articles)


def decoded(path: Path) -> str:
    """The file as its encoding says: one article of the demo corpus is from before Unicode."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def quotes(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, quote, ``text[start:end]``) for all quotes that are printed of an article.

    The offsets of a text file count in the file itself, those of a page in its extracted text.
    """
    readings = read_text(path)
    if not readings:
        return
    is_page = path.suffix == ".html"
    text = readings[0].article.text if is_page else decoded(path)
    printed = readings_object(readings)
    for entity in printed["entities"]:
        for mention in entity["mentions"]:
            yield "mention", mention["text"], text[mention["start"] : mention["end"]]
    for statement in printed["statements"]:
        evidence = statement["evidence"]
        yield "evidence", evidence["quote"], text[evidence["start"] : evidence["end"]]


def check(paths: list[Path]) -> Counter[str]:
    """Hold all quotes of the articles against the texts; return how many there are of a kind."""
    counts: Counter[str] = Counter()
    for path in paths:
        for kind, quote, there in quotes(path):
            assert quote, path
            assert quote == there, path
            counts[kind] += 1
    return counts


def test_quotes_in_our_own_articles() -> None:
    counts = check(own_articles())
    assert all(counts[kind] >= fewest for kind, fewest in FEWEST.items()), counts


def test_names_stand_in_their_mentions() -> None:
    for path in own_articles():
        for reading in read_text(path):
            text = reading.article.text
            for mention in reading.mentions:
                assert mention.surface in text[mention.start : mention.end], path


def test_quotes_in_shared_articles(shared: Path) -> None:
    articles = sorted((shared / "articles").glob("*.txt"))
    if not articles:
        pytest.skip("no shared articles")
    assert check(articles)["evidence"]
