"""Whether confidences mean what they say, and the table of counts that makes them do so."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from kommunalgraph import knowledge
from kommunalgraph.extraction.confidence import (
    FILE,
    INFERRED,
    UNSEEN,
    Confidences,
    Count,
    unseen_family,
)

from .gold import BATCHES, HELD_OUT
from .readings import score_batch_as_stated
from .scoring import JudgedClaim

CALIBRATED_ON: Final = tuple(batch for batch in BATCHES if batch not in HELD_OUT)
"""Batches whose claims are counted by rule."""

_EDGES: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Ends of the bands; claims below 0.5 are not accepted."""

_HEADER: Final = """\
# How often each rule was right in the articles with gold annotations that rules are written with;
# "unseen": how often all of them, and those of each file, were right in those that none was
# written with ({held_out}).
# A name that ends in "+" counts claims whose body was inferred from the text before.
# Written by `python -m tests.eval --calibrate`; how it is used: extraction/confidence.py.

"""


class Band(NamedTuple):
    """Claims of similar confidence: how many, their mean confidence, the share of right ones."""

    low: float
    high: float
    claims: int
    stated: float
    measured: float

    @property
    def difference(self) -> float:
        """How much surer the claims are than they should be."""
        return self.stated - self.measured


def bands(claims: Iterable[JudgedClaim]) -> list[Band]:
    """Sort the claims that gold can judge into bands of confidence; empty bands are left out."""
    judged = [claim for claim in claims if claim.verdict != "unsure"]
    found = []
    for low, high in pairwise(_EDGES):
        is_last = high == _EDGES[-1]
        inside = [c for c in judged if low <= c.confidence and (c.confidence < high or is_last)]
        if inside:
            stated = sum(c.confidence for c in inside) / len(inside)
            right = sum(c.verdict == "right" for c in inside) / len(inside)
            found.append(Band(low, high, len(inside), stated, right))
    return found


def log_loss(claims: Iterable[JudgedClaim]) -> float:
    """Return the mean surprise, in nats, that the verdicts are to the confidences."""
    losses = []
    for claim in claims:
        if claim.verdict != "unsure":
            # Confidences are in thousandths: 1 means at least 0.9995, not certainty.
            sure = min(max(claim.confidence, 0.0005), 0.9995)
            losses.append(-math.log(sure if claim.verdict == "right" else 1 - sure))
    return sum(losses) / len(losses) if losses else 0.0


def count_rules(claims: Iterable[JudgedClaim]) -> dict[str, Count]:
    """Count right and wrong claims by rule, in the order of the rules' names."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for claim in claims:
        if claim.verdict != "unsure":
            (right if claim.verdict == "right" else wrong)[claim.rule] += 1
    return {rule: Count(right[rule], wrong[rule]) for rule in sorted({*right, *wrong})}


def left_out(batches: Sequence[str]) -> list[JudgedClaim]:
    """Return the claims of ``batches``, each as sure as the other batches make it.

    So no claim has a part in its own confidence; of batches held out, this is what to expect of
    new articles.
    """
    claims: list[JudgedClaim] = []
    for batch in batches:
        confidences = Confidences(_counted(without=batch))
        claims += [
            claim._replace(confidence=confidences.confidence(claim.rule, claim.confidence))
            for claim in score_batch_as_stated(batch).claims
        ]
    return claims


def counted_rules() -> dict[str, Count]:
    """Count the claims of all batches: by rule where rules are written with them, else together."""
    return _counted(without=None)


def _counted(*, without: str | None) -> dict[str, Count]:
    def claims_of(batches: Sequence[str]) -> list[JudgedClaim]:
        return [c for b in batches if b != without for c in score_batch_as_stated(b).claims]

    unseen = claims_of(HELD_OUT)
    sorts = (
        claim._replace(rule=UNSEEN + (INFERRED if claim.rule.endswith(INFERRED) else ""))
        for claim in unseen
    )
    families = (claim._replace(rule=unseen_family(claim.rule)) for claim in unseen)
    seen = count_rules(claims_of(CALIBRATED_ON))
    return seen | count_rules(sorts) | count_rules(families)


def table_text(counts: Mapping[str, Count]) -> str:
    """Return the table as it is written: the same counts give the same bytes."""
    lines = (
        f'"{rule}" = {{ right = {count.right}, wrong = {count.wrong} }}\n'
        for rule, count in sorted(counts.items())
    )
    return _HEADER.format(held_out=", ".join(HELD_OUT)) + "".join(lines)


def table_path() -> Path:
    """Return where the table of counts is."""
    return knowledge.folder("data") / "rules" / FILE


def calibrate() -> dict[str, Count]:
    """Count anew and write the table; return the counts."""
    counts = counted_rules()
    table_path().write_text(table_text(counts), encoding="utf-8", newline="\n")
    return counts
