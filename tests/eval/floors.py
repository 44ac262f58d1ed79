"""The quality that must not be lost: floors under the figures, and the digest of the corpus.

The floors stand in ``floors.toml``.  They rise by ``python -m tests.eval --pin`` and fall only with
``--force``; so does the digest change, without which texts or gold could change unnoticed.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from .gold import BATCHES, HERE, corpus_digest
from .readings import score_batch
from .scoring import Score

PATH: Final = HERE / "floors.toml"
_MARGIN: Final = 0.005
"""A floor lies this much below the figure it was taken from."""

_RAISABLE: Final = 0.02
"""A figure this much above its floor is worth pinning."""

_HEADER: Final = """\
# Floors under the figures of each batch, and the SHA-256 of its texts and gold.
# Written by `python -m tests.eval --pin`; they only rise, unless --force is given.

"""

Figures = dict[str, float]


class Floors(NamedTuple):
    """The digest of the corpus and, for each batch, the floors by figure."""

    corpus: str
    batches: Mapping[str, Figures]


class Comparison(NamedTuple):
    """A figure and its floor."""

    batch: str
    figure: str
    value: float
    floor: float

    @property
    def is_below(self) -> bool:
        """Whether quality was lost."""
        return self.value < self.floor

    @property
    def is_raisable(self) -> bool:
        """Whether quality was won that is worth keeping."""
        return self.value >= self.floor + _RAISABLE

    def __str__(self) -> str:
        return f"{self.batch} {self.figure}: {self.value:.3f}, floor {self.floor:.3f}"


def figures(score: Score) -> Figures:
    """Return the figures of a batch that have floors."""
    relations = score.relations.scores()
    return {
        "entities_f1": score.entities.scores().f1,
        "exact_type_f1": score.exact.scores().f1,
        "relations_precision": relations.precision,
        "relations_recall": relations.recall,
        "relations_f1": relations.f1,
    }


def load_floors(path: Path = PATH) -> Floors:
    """Read the pinned floors; without a file, there is nothing to fall below."""
    if not path.exists():
        return Floors("", {})
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return Floors(content.pop("corpus"), content)


def compare(floors: Floors) -> Iterator[Comparison]:
    """Yield each figure that has a floor, measured now."""
    for batch, pinned in floors.batches.items():
        now = figures(score_batch(batch))
        for figure, floor in pinned.items():
            yield Comparison(batch, figure, now[figure], floor)


def raised(floors: Floors, now: Mapping[str, Figures], *, force: bool) -> dict[str, Figures]:
    """Return the floors under the figures ``now``; old ones stay where they are higher.

    With ``force`` the old ones do not matter.
    """
    new: dict[str, Figures] = {}
    for batch, measured in now.items():
        old = {} if force else floors.batches.get(batch, {})
        new[batch] = {
            figure: max(_floor(value), old.get(figure, 0.0)) for figure, value in measured.items()
        }
    return new


def _floor(value: float) -> float:
    """Return the figure less the margin, rounded down to thousandths."""
    return max(0.0, math.floor((value - _MARGIN) * 1000) / 1000)


def floors_text(floors: Floors) -> str:
    """Return the file as it is written."""
    parts = [f'corpus = "{floors.corpus}"\n']
    for batch, pinned in floors.batches.items():
        lines = "".join(f"{figure} = {floor:.3f}\n" for figure, floor in pinned.items())
        parts.append(f"[{batch}]\n{lines}")
    return _HEADER + "\n".join(parts)


class CorpusChangedError(Exception):
    """Texts or gold are not those that the floors were measured on."""


def pin(*, force: bool = False, path: Path = PATH) -> None:
    """Write the floors under what is measured now.

    Raises:
        CorpusChangedError: figures of another corpus cannot be compared; ``force`` starts anew.
    """
    old, digest = load_floors(path), corpus_digest()
    if old.corpus not in ("", digest) and not force:
        raise CorpusChangedError(
            "texts or gold changed since the floors were pinned, so old and new figures cannot be"
            " compared; if the change is meant, add --force"
        )
    now = {batch: figures(score_batch(batch)) for batch in BATCHES}
    new = Floors(digest, raised(old, now, force=force))
    path.write_text(floors_text(new), encoding="utf-8", newline="\n")
