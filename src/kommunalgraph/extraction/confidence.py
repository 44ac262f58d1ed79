"""How sure a claim is: what its rule's author states, corrected by how often the rule was right.

``data/rules/_confidence.toml`` counts, for each rule, the right and wrong claims it made in
articles with gold annotations (written by ``python -m tests.eval --calibrate``).  Most rules were
seen a few times only, so the bare share of right claims would jump between 0 and 1.  It is
therefore shrunk, as the mean of a beta distribution is, towards a prior that weighs as much as
``PRIOR_CLAIMS`` claims::

    confidence = (right + k * prior) / (right + wrong + k)              k = PRIOR_CLAIMS
    prior      = a * stated + (1 - a) * usual                           a = AUTHOR_WEIGHT
    usual      = (all right + k * stated) / (all right + all wrong + k)

``usual`` is the precision of all rules of the same sort: claims whose body is named in the matched
words, or claims whose body was inferred from the text before (rule names that end in ``INFERRED``).
The two differ too much for one figure (0.90 and 0.72).  A rule never seen gets its prior; with no
table at all the author's word stands.

Measured on 529 claims of 62 articles, each batch judged by the counts of the others: the mean gap
between confidence and precision in bands of 0.1 falls from 0.049 (author's word alone) to 0.020; no
band of 30 or more claims is off by more than 0.022 (before: by 0.09).  The log loss hardly changes
(0.358 and 0.352): counts tell how sure rules are on the whole, authors which of them are surer.  A
prior of author's word or precision alone does worse (gap 0.051 and 0.034); k from 4 to 12 changes
little.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from kommunalgraph.errors import KnowledgeError

FILE: Final = "_confidence.toml"
"""Name of the table, in the folder of the rules."""

INFERRED: Final = "+"
"""Ends the name of a rule whose fact names a body that only the text before gives."""

PRIOR_CLAIMS: Final = 8
AUTHOR_WEIGHT: Final = 0.5


class Count(NamedTuple):
    """How many claims were right and wrong."""

    right: int
    wrong: int

    def towards(self, prior: float) -> float:
        """Return the share of right claims, shrunk towards ``prior``."""
        return (self.right + PRIOR_CLAIMS * prior) / (self.right + self.wrong + PRIOR_CLAIMS)


@dataclass(frozen=True, slots=True)
class Confidences:
    """The counts of each rule, and their sums over rules with a named and an inferred body."""

    counts: Mapping[str, Count]
    _named: Count = field(init=False)
    _inferred: Count = field(init=False)
    _known: dict[tuple[str, float], float] = field(init=False, default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        named = (c for rule, c in self.counts.items() if not rule.endswith(INFERRED))
        inferred = (c for rule, c in self.counts.items() if rule.endswith(INFERRED))
        object.__setattr__(self, "_named", _sum(named))
        object.__setattr__(self, "_inferred", _sum(inferred))

    def confidence(self, rule: str, stated: float) -> float:
        """Return how sure a claim of ``rule`` is, between 0 and 1, in thousandths.

        ``rule`` is the name in the claim's evidence, ``stated`` what its author holds it to be.
        """
        known = self._known.get((rule, stated))
        if known is None:
            same_sort = self._inferred if rule.endswith(INFERRED) else self._named
            prior = AUTHOR_WEIGHT * stated + (1 - AUTHOR_WEIGHT) * same_sort.towards(stated)
            known = round(self.counts.get(rule, Count(0, 0)).towards(prior), 3)
            self._known[rule, stated] = known
        return known


def _sum(counts: Iterable[Count]) -> Count:
    listed = list(counts)
    return Count(sum(c.right for c in listed), sum(c.wrong for c in listed))


STATED: Final = Confidences({})
"""Nothing was measured: the word of the rules' authors stands."""


def load_confidences(path: Path) -> Confidences:
    """Read the counts at ``path``; where there is no such file, nothing was measured yet.

    Raises:
        KnowledgeError: the file is no TOML, or an entry is not a pair of counts.
    """
    if not path.exists():
        return STATED
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: {error}") from error
    return Confidences({rule: _count(entry, f"{path}:{rule}") for rule, entry in content.items()})


def _count(entry: object, where: str) -> Count:
    if isinstance(entry, dict) and set(entry) == {"right", "wrong"}:
        right, wrong = entry["right"], entry["wrong"]
        if type(right) is int and type(wrong) is int and min(right, wrong) >= 0 < right + wrong:
            return Count(right, wrong)
    raise KnowledgeError(
        f"{where}: {entry!r} is no pair of counts; write {{ right = 3, wrong = 1 }}, not both 0"
    )
