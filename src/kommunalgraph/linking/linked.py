"""What linking hands to the rules: mentions with a decided meaning, and the things they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kommunalgraph.model import Entity, Sentence


class Linked(NamedTuple):
    """The mention ``text[start:end]`` of kind ``letter`` means ``value``.

    ``value`` is an entity's IRI; for roles, numbers, moments, legal forms and web addresses it is
    the value itself.  ``outer_start`` and ``outer_end`` are what the mention covers in a mask.
    ``named`` is false where a description refers back (``die Genossenschaft``).  ``note`` carries
    what a value was derived from, or the unit of a number.  ``group`` are all the entities that a
    description of several means (``die fünf Städte``); ``value`` is the first of them.
    """

    start: int
    end: int
    letter: str
    value: str
    surface: str
    outer_start: int
    outer_end: int
    named: bool = True
    note: str = ""
    group: tuple[str, ...] = ()


@dataclass(slots=True)
class LinkedArticle:
    """The sentences of an article with their linked mentions, and the entities these mean."""

    sentences: list[tuple[Sentence, list[Linked]]] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)
