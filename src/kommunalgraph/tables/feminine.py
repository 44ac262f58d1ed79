"""Feminine forms of German role names that the tables list in the masculine only."""

from __future__ import annotations

import re

_ADJECTIVE = re.compile(r"(?:ender|[Ee]rster|[Zz]weiter|[Dd]ritter|scher|licher|iger|teter)$")
"""Endings of adjectives that stand before a role noun; none of them meets ``Leiter``."""

_ADJECTIVE_AS_NOUN = re.compile(
    r"(?:beauftragter|beigeordneter|vorsitzender|abgeordneter|verordneter|bevollmächtigter)$",
    re.IGNORECASE,
)

_SUFFIXES = (
    ("erer", "erin"),
    ("beamter", "beamtin"),
    ("rat", "rätin"),
    ("herr", "frau"),
    ("mann", "frau"),
    ("anwalt", "anwältin"),
    ("vorstand", "vorständin"),
    ("chef", "chefin"),
    ("sekretär", "sekretärin"),
    ("kommissar", "kommissarin"),
)

_REGULAR = re.compile(r"(?:er|or|ent|ant|ist|eur)$")


def feminine(role: str) -> str | None:
    """Return the feminine form of a masculine role name, or None where no rule fits.

    Adjectives in front agree, what follows the noun stays as it is.

    >>> feminine("Erster Beigeordneter")
    'Erste Beigeordnete'
    >>> feminine("Leiter des Hauptamts")
    'Leiterin des Hauptamts'
    """
    words = role.split(" ")
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if _ADJECTIVE.search(word) and following[:1].isupper():
            words[index] = word[:-1]
        elif word[:1].isupper() or "-" in word:
            noun = _feminine_noun(word)
            return None if noun is None else " ".join([*words[:index], noun, *words[index + 1 :]])
    return None


def _feminine_noun(noun: str) -> str | None:
    if _ADJECTIVE_AS_NOUN.search(noun):
        return noun[:-1]
    for masculine, ending in _SUFFIXES:
        if noun.lower().endswith(masculine):
            start = len(noun) - len(masculine)
            return noun[:start] + (ending.capitalize() if noun[start].isupper() else ending)
    return f"{noun}in" if _REGULAR.search(noun) and noun != "Senior" else None
