"""Look the names that the tables list up by their first word, longest first."""

from __future__ import annotations

import re

from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.lexicon import ADJECTIVE, FORM_WORD, Lexicon, Sense
from kommunalgraph.mentions.tokens import Token

_VERSION = re.compile(r" (\d{1,2}(?:\.\d{1,2})?)(?=[),;:!?]| [a-zäöü]|\.?$|\.\s)(?! bis\b| und \d)")
"""``MusterPro 3``: a version behind a product's name, no number of anything."""


class Listed:
    """Finds listed names with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def at(self, text: str, tokens: list[Token], i: int) -> tuple[Candidate, int] | None:
        """Return the longest listed name that begins at token ``i``, and how many tokens it takes.

        The first word of a sentence is looked up in small letters as well.
        """
        lexicon = self.lexicon
        first = tokens[i].text
        longest = lexicon.starts.get(first, 0)
        lowered = ""
        if i == 0 and first[:1].isupper():
            lowered = first[0].lower() + first[1:]
            longest = max(longest, lexicon.starts.get(lowered, 0))
        forms, start = lexicon.forms, tokens[i].start
        for count in range(min(longest, len(tokens) - i), 0, -1):
            end = tokens[i + count - 1].end
            surface = form = text[start:end]
            if lowered and form not in forms:
                form = lowered + surface[len(lowered) :]
            if form in forms:
                candidate = self.candidate(start, end, surface, lexicon.senses(form))
                if candidate.letter == "D" and (version := _VERSION.match(text, end)):
                    whole = text[start : version.end(1)]
                    taken = len(FORM_WORD.findall(version.group(1)))
                    return candidate._replace(end=version.end(1), surface=whole), count + taken
                return candidate, count
        return None

    def candidate(self, start: int, end: int, surface: str, senses: tuple[Sense, ...]) -> Candidate:
        """Return the candidate from ``start`` to ``end`` that has these listed senses."""
        letter = self.lexicon.things[senses[0].thing].letter
        if letter == "L" and all(s.how == ADJECTIVE for s in senses):
            letter = "Q"
        hint = surface if letter == "R" else ""
        if letter == "F":
            hint = self.lexicon.things[senses[0].thing].label
        return Candidate(start, end, letter, surface, senses, hint)
