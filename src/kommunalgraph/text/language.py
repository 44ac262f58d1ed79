"""The language tables in ``data/language/``, read once and checked at load."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from kommunalgraph import knowledge
from kommunalgraph.errors import KnowledgeError


@cache
def _tables(name: str) -> dict[str, Any]:
    path = knowledge.folder("data") / "language" / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KnowledgeError(f"{path}: no such language table; reinstall") from error
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: {error}; write valid TOML") from error


def _entry(name: str, dotted: str) -> object:
    entry: object = _tables(name)
    for key in dotted.split("."):
        if not isinstance(entry, dict) or key not in entry:
            raise KnowledgeError(f"language/{name}.toml:{dotted}: is missing; add this entry")
        entry = entry[key]
    return entry


def words(name: str, dotted: str) -> frozenset[str]:
    """Return the list of strings at ``dotted`` in ``data/language/<name>.toml``.

    Raises:
        KnowledgeError: the entry is missing or is not a list of strings.
    """
    entry = _entry(name, dotted)
    if not isinstance(entry, list) or not all(isinstance(word, str) for word in entry):
        raise KnowledgeError(f'language/{name}.toml:{dotted}: is no list of words; write ["…"]')
    return frozenset(entry)


def values(name: str, dotted: str) -> dict[str, int]:
    """Return the table from word to whole number at ``dotted``.

    Raises:
        KnowledgeError: the entry is missing or a value is not a whole number.
    """
    entry = _entry(name, dotted)
    if not isinstance(entry, dict) or not all(isinstance(value, int) for value in entry.values()):
        raise KnowledgeError(f"language/{name}.toml:{dotted}: needs lines such as Januar = 1")
    return dict(entry)


def forms(name: str, dotted: str) -> dict[str, tuple[str, ...]]:
    """Return the table from word to its list of forms at ``dotted``.

    Raises:
        KnowledgeError: the entry is missing or a value is not a list of strings.
    """
    entry = _entry(name, dotted)
    if not isinstance(entry, dict):
        raise KnowledgeError(f'language/{name}.toml:{dotted}: needs lines such as Halle = ["…"]')
    for word, listed in entry.items():
        if not isinstance(listed, list) or not all(isinstance(form, str) for form in listed):
            raise KnowledgeError(
                f'language/{name}.toml:{dotted}.{word}: write a list such as ["…"]'
            )
    return {word: tuple(listed) for word, listed in entry.items()}


def either(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of ``words``, the longest one first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
