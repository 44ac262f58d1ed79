"""How sure a claim is: what its rule's author states, corrected by how often the rule was right.

``data/rules/_confidence.toml`` counts, for each rule, the right and wrong claims it made in
articles with gold annotations (written by ``python -m tests.eval --calibrate``).  Most rules were
seen a few times only, so the bare share of right claims would jump between 0 and 1; and rules are
written with these articles at hand, so that they are right there more often than on a new one.  The
share is therefore shrunk, as the mean of a beta distribution is, towards a prior that weighs as
much as ``PRIOR_CLAIMS`` claims::

    confidence = (right + k * prior) / (right + wrong + k)              k = PRIOR_CLAIMS
    prior      = a * stated + (1 - a) * usual                           a = AUTHOR_WEIGHT

``usual`` is how often rules of the same family were right in articles that no rule was written with
(the entries ``UNSEEN`` of the table), shrunk by ``FAMILY_CLAIMS`` towards how often all rules of
the same sort were, and that by k towards what is stated.  A family is a file of rules (``kunde`` of
``kunde/ist-kunde``); the sorts are claims whose body is named in the matched words, and those whose
body was inferred from the text before (rule names that end in ``INFERRED``).  A rule never seen
gets its prior; with no table at all the author's word stands.

Measured on the 84 articles held out, each batch judged with the counts of the others: of the claims
between 0.7 and 0.8 (mean 0.758) 0.705 are right, between 0.8 and 0.9 (mean 0.852) 0.860, from 0.9
on (mean 0.933) 0.874; the log loss is 0.486.  On the first 48 of them it was 0.472, and with one
``usual`` for all families, k = 32 and a = 0.5 0.482.  In the articles that rules are written with,
claims are right more often than they say, as they should be.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from kommunalgraph.errors import KnowledgeError

FILE: Final = "_confidence.toml"
"""Name of the table, in the folder of the rules."""

INFERRED: Final = "+"
"""Ends the name of a rule whose fact names a body that only the text before gives."""

UNSEEN: Final = "unseen"
"""Entry of the table, also with ``INFERRED``: all rules in articles that none was written with;
``unseen/kunde``: those of the family ``kunde``."""

PRIOR_CLAIMS: Final = 64
FAMILY_CLAIMS: Final = 16
AUTHOR_WEIGHT: Final = 0.25


class Count(NamedTuple):
    """How many claims were right and wrong."""

    right: int
    wrong: int

    def towards(self, prior: float, weight: int = PRIOR_CLAIMS) -> float:
        """Return the share of right claims, shrunk towards ``prior`` of ``weight`` claims."""
        return (self.right + weight * prior) / (self.right + self.wrong + weight)


_NONE: Final = Count(0, 0)


@dataclass(frozen=True, slots=True)
class Confidences:
    """The counts of each rule, and those of all rules in articles that none was written with."""

    counts: Mapping[str, Count]
    _known: dict[tuple[str, float], float] = field(init=False, default_factory=dict, compare=False)

    def confidence(self, rule: str, stated: float) -> float:
        """Return how sure a claim of ``rule`` is, between 0 and 1, in thousandths.

        ``rule`` is the name in the claim's evidence, ``stated`` what its author holds it to be.
        """
        known = self._known.get((rule, stated))
        if known is None:
            same_sort = UNSEEN + INFERRED if rule.endswith(INFERRED) else UNSEEN
            usual = self.counts.get(same_sort, _NONE).towards(stated)
            usual = self.counts.get(unseen_family(rule), _NONE).towards(usual, FAMILY_CLAIMS)
            prior = AUTHOR_WEIGHT * stated + (1 - AUTHOR_WEIGHT) * usual
            known = round(self.counts.get(rule, _NONE).towards(prior), 3)
            self._known[rule, stated] = known
        return known


def unseen_family(rule: str) -> str:
    """Return the entry that counts the family of ``rule`` where no rule was written with it."""
    return f"{UNSEEN}/{rule.partition('/')[0]}"


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
