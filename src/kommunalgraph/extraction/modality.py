"""How a sentence stands to the fact a rule finds in it: asserted, planned, negated and so on.

Cues and their reach are data (``data/rules/_cues.toml``), in the manner of ConText (Harkema et al.,
2009): a cue acts on the clause it stands in.  Clauses are told apart by punctuation, which German
requires between them.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast, get_args

from kommunalgraph.errors import KnowledgeError
from kommunalgraph.model import Modality

_CLAUSE_END = re.compile(r"[,;:–()“”„]")
_NEXT_VERB = re.compile(
    r" und (?:hat|haben|hatte|hatten|ist|sind|war|waren|wird|werden|wurde|wurden|kann|können"
    r"|will|wollen|soll|sollen|möchte|möchten|muss|müssen) "
)
"""A further verb says something of its own: ``gehört dem Verband an und hat keine eigene IT``."""
_WORD = re.compile(r"[^\W\d_]+")
_REPORTED: Final = (" dass ", " ob ")
_ENDED_REACH: Final = 30
"""``ehemalig`` acts on the noun it stands before, and that noun is in the match or beside it."""

FACTS: Final[tuple[Modality, ...]] = ("asserted", "reported", "ended")
"""Of which something follows: what is, is said to be, or was so."""

ENDING: Final = frozenset({"hasRole", "customerOf", "usesProduct", "memberOf", "headquarteredIn"})
"""Relations that can be over; a founding or a legal form cannot."""

_FORMERLY = re.compile(
    r"\b(?:war|waren|leitete|führte|verantwortete|arbeitete|fungierte|amtierte|wirkte)\b"
    r"[^,;:()]{0,60}?\b(?:bisher|bislang|zuvor|vorher|früher|zuletzt|damals|seinerzeit|einst|davor)\b"
    r"|\b(?:[Bb]isher|[Bb]islang|[Zz]uvor|[Vv]orher|[Ff]rüher|[Zz]uletzt|[Dd]amals|[Ee]inst|[Dd]avor)\b"
    r"[^,;:()]{0,20}?"
    r"\b(?:war|waren|leitete|führte|verantwortete|arbeitete|fungierte|amtierte|wirkte)\b"
)
"""What someone was ``zuvor``, the one is no longer."""

PLAN_IS_FACT: Final = frozenset({"engagedIn"})
"""Who plans to introduce something is already engaged in it."""


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue word -> modality, and the words after which a cue means something else."""

    modalities: dict[str, Modality]
    not_before: dict[str, tuple[str, ...]]

    def modality(
        self, mask: str, start: int, end: int, relation: str, *, attributive: bool = False
    ) -> Modality:
        """Return how ``mask`` stands to ``relation``, matched at ``mask[start:end]``; what is told
        beside a name, ``attributive``, is not of the time of the verb."""
        left = before = 0
        for boundary in _CLAUSE_END.finditer(mask, 0, start):
            left, before = boundary.end(), left
        if mask.startswith(_REPORTED, left):
            left = before  # "Der Rat fordert, dass …": the verb before the comma tells
        boundary_after = _CLAUSE_END.search(mask, end)
        right = boundary_after.start() if boundary_after else len(mask)
        next_verb = _NEXT_VERB.search(mask, end, right)
        right = next_verb.start() if next_verb else right
        strongest: Modality = "asserted"
        if relation == "hasRole" and not attributive and _FORMERLY.search(mask, left, right):
            strongest = "ended"
        if self.modalities.keys().isdisjoint(_WORD.findall(mask, left, right)):
            return strongest  # most clauses have no cue
        for word in _WORD.finditer(mask, left, right):
            modality = self.modalities.get(word.group())
            if modality is None or self._cancelled(mask, word):
                continue
            if modality == "ended":
                near = start - _ENDED_REACH <= word.start() < end
                if relation not in ENDING or not near:
                    continue
            if modality == "planned" and relation in PLAN_IS_FACT:
                continue
            if strongest == "asserted" or modality == "negated":
                strongest = modality
        return strongest

    def _cancelled(self, mask: str, word: re.Match[str]) -> bool:
        behind = mask[word.end() + 1 :]
        return any(behind.startswith(w) for w in self.not_before.get(word.group(), ()))


def load_cues(path: Path) -> Cues:
    """Read the cue file.

    Raises:
        KnowledgeError: the file is no TOML or names no known modality.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from error
    modalities: dict[str, Modality] = {}
    not_before: dict[str, tuple[str, ...]] = {}
    for entry in content["cue"]:
        if entry["modality"] not in get_args(Modality):
            raise KnowledgeError(
                f"{path}: cue {entry['modality']!r}; write one of {', '.join(get_args(Modality))}"
            )
        for word in entry["words"]:
            for form in {word, word[0].upper() + word[1:]}:
                modalities[form] = cast("Modality", entry["modality"])
                not_before[form] = tuple(entry.get("not_before", ()))
    return Cues(modalities, not_before)
