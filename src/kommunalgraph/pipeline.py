"""The line: press articles in, what they say out.

    inputs -> documents -> articles -> readings

Storing and exporting readings is the business of :mod:`kommunalgraph.graph`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kommunalgraph.errors import NotAnArticle
from kommunalgraph.model import Reading, Skipped
from kommunalgraph.outlets import articles_of
from kommunalgraph.reading import default_reader, understand
from kommunalgraph.sources import read_documents


def read_inputs(
    inputs: Iterable[str | Path], *, stdin: BinaryIO | None = None
) -> Iterator[tuple[Reading, ...] | Skipped]:
    """Read each input: the readings of its articles (the main one first, then its teasers), or
    why it was skipped."""
    for document in read_documents(inputs, stdin=stdin):
        if isinstance(document, Skipped):
            yield document
            continue
        try:
            articles = articles_of(document, known=is_name)
        except NotAnArticle as error:
            yield Skipped(document.name, str(error))
            continue
        yield tuple(understand(article) for article in articles)


def is_name(text: str) -> bool:
    """Tell whether the tables list ``text`` as a name."""
    return text in default_reader().lexicon.forms
