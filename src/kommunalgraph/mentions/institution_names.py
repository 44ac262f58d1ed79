"""The name of a body as such: its short form, and its nominative."""

from __future__ import annotations

import re

SHORT_INSIDE = re.compile(r" \(([A-ZÄÖÜ][\w.-]{1,9})\)(?= [A-ZÄÖÜ])")
"""``IT-Verbund (ITM) Musterland``: the short form between the head and the region."""
_ENDING = re.compile(r"e[nrsm]?$")
_GENDERS = (
    (re.compile(r"(?:ium|um|amt|haus|institut|netz)(?:e?s)?$", re.I), "es"),
    (re.compile(r"(?:verband|betrieb|kreis|tag|bund|dienst|verein|verbund)(?:e?s)?$", re.I), "er"),
)
_FEWEST_LETTERS = 2
_SHARE = 0.7
"""Part of the letters of a short form that begin words of the name: parts of compounds count too,
which no letter shows."""
_LINKING_WORDS = frozenset(
    ["für", "zur", "zum", "von", "der", "des", "die", "das", "den", "dem", "und", "in", "im"]
)
_GENITIVE = re.compile(
    r"(kreis|tag|bund|amt|verband|betrieb|zentrum|ministerium|institut|verein|verbund)e?s$", re.I
)


def abbreviates(short: str, name: str) -> bool:
    """Tell whether the capitals of ``short`` begin words, or parts of words, of ``name``.

    >>> abbreviates("DPM", "Deutschen Gesellschaft zur Prüfung von Musterverfahren")
    True
    >>> abbreviates("AGM", "Verband der Musterbetriebe")
    False
    """
    initials = "".join(
        part[0].upper() + re.sub(r"[^A-ZÄÖÜ]", "", part[1:])
        for part in re.findall(r"[^\W\d_]+", name)
        if part not in _LINKING_WORDS
    )
    letters = re.sub(r"[^A-ZÄÖÜ]", "", short)
    if len(letters) < _FEWEST_LETTERS or letters[0] != initials[:1]:
        return False
    found, at = 0, 0
    for letter in letters:
        k = initials.find(letter, at)
        if k >= 0:
            found, at = found + 1, k + 1
    return found >= _SHARE * len(letters)


def short_inside(name: str) -> str:
    """Return the short form in brackets inside of ``name``, or nothing.

    >>> short_inside("IT-Verbund (ITM) Musterland"), short_inside("IT-Verbund Musterland (ITM)")
    ('ITM', '')
    """
    found = SHORT_INSIDE.search(name)
    return found[1] if found else ""


def without_short(name: str) -> str:
    """Return ``name`` without the short form in brackets inside of it.

    A hyphen that is missing is put in.

    >>> without_short("IT-Verbund (ITM) Musterland")
    'IT-Verbund Musterland'
    >>> without_short("Städte und Gemeindetag Musterland")
    'Städte- und Gemeindetag Musterland'
    """
    return SHORT_INSIDE.sub("", name).replace("Städte und ", "Städte- und ")


def base_name(name: str) -> str:
    """Return the name of a body in the nominative, as far as its ending tells.

    >>> base_name("Arbeitskreises Kommunale IT Mitte")
    'Arbeitskreis Kommunale IT Mitte'
    >>> base_name("Musterländischen Ministerium für Inneres")
    'Musterländisches Ministerium für Inneres'
    """
    words = without_short(name).split(" ")
    head = next((k for k, word in enumerate(words) if not _is_adjective(word)), 0)
    if words[head].endswith("-") and len(words) > head + 2:
        head += 2  # "Städte- und Gemeindetages"
    ending = next((e for pattern, e in _GENDERS if pattern.search(words[head])), "e")
    for k in range(head):
        words[k] = words[k] if words[k].endswith("ner") else _ENDING.sub(ending, words[k])
    words[head] = _GENITIVE.sub(r"\1", words[head])
    return " ".join(words)


def _is_adjective(word: str) -> bool:
    return bool(re.search(r"(?:sch|lich|al|ig)e[nrsm]?$", word)) and word[:1].isupper()
