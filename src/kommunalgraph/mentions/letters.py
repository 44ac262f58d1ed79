"""The kinds of mention that rules tell apart, and the characters that stand for them in a mask.

A masked sentence is the sentence with each mention replaced by ONE character of Unicode's private
use area.  The character tells the kind (its block of 256) and which mention of that kind it is
(its place in the block).  Rules match on masks: names of any length cost one character, and a
rule can never stumble over the inside of a name.
"""

from __future__ import annotations

from typing import Final

LETTERS: Final = "OLQPTDERNMAFW"
"""One letter per kind.

O organization, L place, Q adjective of a place (``Böblinger``, ``niedersächsische``), P person,
T topic, D product, E event, R role noun, N number, M moment in time, A anniversary, F legal form,
W web address.
"""

BLOCK: Final = 256
FIRST: Final = 0xE000

LETTER_OF_KIND: Final[dict[str, str]] = {
    "Provider": "O",
    "Cooperative": "O",
    "Company": "O",
    "PublicBody": "O",
    "Association": "O",
    "Municipality": "L",
    "District": "L",
    "State": "L",
    "MunicipalAssociation": "L",
    "Person": "P",
    "Topic": "T",
    "Product": "D",
    "Event": "E",
}
"""Ontology class -> letter."""

_BASE: Final = {letter: FIRST + BLOCK * i for i, letter in enumerate(LETTERS)}


def mask_character(letter: str, number: int) -> str:
    """Return the character for mention ``number`` (from 0, wraps at 256) of kind ``letter``."""
    return chr(_BASE[letter] + number % BLOCK)


def letter_of(character: str) -> str | None:
    """Return the kind a mask character stands for, or None for a character of the text."""
    offset = ord(character) - FIRST
    return LETTERS[offset // BLOCK] if 0 <= offset < BLOCK * len(LETTERS) else None


def character_class(letters: str) -> str:
    """Return the inside of a regular expression's character class for these kinds."""
    return "".join(f"{chr(_BASE[x])}-{chr(_BASE[x] + BLOCK - 1)}" for x in letters)


ANY: Final = character_class(LETTERS)
"""Inside of a character class that matches any mention."""
