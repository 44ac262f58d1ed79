"""Read the corpus: as the product reads it, and with the confidences that rule authors state."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from kommunalgraph import knowledge
from kommunalgraph.extraction import confidence
from kommunalgraph.model import Reading, Skipped
from kommunalgraph.outlets import articles_of
from kommunalgraph.pipeline import is_name, read_inputs
from kommunalgraph.reading import Reader, default_reader
from kommunalgraph.sources import read_documents

from .gold import HERE, Gold, load_batch
from .scoring import Counted, Score, is_claim, score_article, states_fact

ReadText = Callable[[Path], tuple[Reading, ...]]


@cache
def read_text(path: Path) -> tuple[Reading, ...]:
    """Return what the product reads in the file at ``path``; nothing if it is skipped."""
    (readings,) = read_inputs([path])
    return () if isinstance(readings, Skipped) else readings


@cache
def _stated_reader() -> Reader:
    """Return a reader with the project's rules but without measured precisions."""
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules"
        ignore = shutil.ignore_patterns(confidence.FILE)
        shutil.copytree(knowledge.folder("data") / "rules", rules, ignore=ignore)
        return Reader(default_reader().lexicon, rules)


@cache
def read_text_as_stated(path: Path) -> tuple[Reading, ...]:
    """Like ``read_text``, with the confidences as the rules state them.

    Measured precisions are counted on these readings, so that counting again gives the same.
    """
    (document,) = read_documents([path])
    if isinstance(document, Skipped):
        return ()
    return tuple(_stated_reader().read(a) for a in articles_of(document, known=is_name))


@cache
def score_batch(name: str) -> Score:
    """Score what the product says of the batch ``name``."""
    return _score(name, read_text, is_claim)


@cache
def score_batch_as_stated(name: str) -> Score:
    """Score all that rules state as a fact in the batch ``name``, however unsure."""
    return _score(name, read_text_as_stated, states_fact)


def _score(name: str, read: ReadText, counted: Counted) -> Score:
    score = Score()
    for gold in load_batch(HERE / name):
        score.add(_score_gold(gold, read, counted))
    return score


def _score_gold(gold: Gold, read: ReadText, counted: Counted) -> Score:
    return score_article(gold, read(gold.text), counted=counted)
