"""Word lists: names that are common words, ambiguous forms, given names, adjectives of places."""

from __future__ import annotations

from pathlib import Path

from kommunalgraph.tables.reading import Entry, read_toml, refuse, rows

WORD_LISTS = (
    "function_words",
    "nouns",
    "adjectives",
    "verbs",
    "surnames",
    "given_names",
    "organizations",
)
"""The lists of ``common_words.toml``: why a name is a common word."""

GENDERS = ("f", "m", "u")
"""Feminine, masculine, both."""


def load_common_words(path: Path) -> frozenset[str]:
    """Return the names that are also ordinary words: they are linked only with context."""
    entry = Entry(path.name, "lists", read_toml(path))
    words = frozenset(word for name in WORD_LISTS for word in entry.texts(name))
    entry.finish()
    return words


def load_forms(path: Path, table: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of text under ``[table]``, the only table of the file."""
    content = read_toml(path)
    fields = content.get(table)
    if not isinstance(fields, dict) or len(content) != 1:
        refuse(path.name, f"has not the one table [{table}]", f"write [{table}] above all lines")
    entry = Entry(path.name, table, fields)
    forms = {form: entry.texts(form) for form in fields}
    for form, values in forms.items():
        if not values:
            refuse(f"{path.name}:{form}", "the list is empty", "write values or delete the line")
    return forms


def load_given_names(path: Path) -> dict[str, str]:
    """Return the gender (``f``, ``m``, ``u`` for both) of each given name."""
    names: dict[str, str] = {}
    for line, (name, gender) in rows(path, ("name", "gender")):
        where = f"{path.name}:{line}"
        if gender not in GENDERS:
            refuse(where, f"gender is {gender!r}", f"write one of {', '.join(GENDERS)}")
        if not name or name in names:
            refuse(where, f"name {name!r} is empty or occurs twice", "keep one row")
        names[name] = gender
    return names
