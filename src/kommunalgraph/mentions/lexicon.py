"""All surface forms of all listed names, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from kommunalgraph.model import EntityKind

BASE, INFLECTED, ADJECTIVE, SHORT = range(4)
"""How a form names its thing: as listed, inflected, as an adjective, by a short or part of it."""


class Thing(NamedTuple):
    """What linking knows of a listed thing.

    ``weight`` orders namesakes (population for places); ``region`` is the key of the state or
    district a place lies in, or the seat of an organization; ``common`` tells that the name is
    also an ordinary word; ``since`` and ``until`` bound the life of an organization in ISO form.
    """

    iri: str
    letter: str
    kinds: tuple[EntityKind, ...]
    label: str
    weight: int = 0
    region: str = ""
    common: bool = False
    since: str | None = None
    until: str | None = None
    detail: str = ""


class Sense(NamedTuple):
    """A form stands for ``things[thing]`` in this way (``BASE`` … ``SHORT``)."""

    thing: int
    how: int


@dataclass(slots=True)
class Lexicon:
    """Surface forms and what they stand for.

    ``forms`` maps a form to its senses, each packed into a number (see :meth:`senses`); ``starts``
    maps the first word of each form to the largest number of words of a form that begins with it;
    ``by_iri`` finds a thing again; ``spellings`` maps names of one word in small letters to how
    they are listed.
    """

    things: list[Thing] = field(default_factory=list)
    forms: dict[str, tuple[int, ...]] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    by_iri: dict[str, int] = field(default_factory=dict)
    given_names: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    vendors: dict[str, str] = field(default_factory=dict)
    websites: dict[str, str] = field(default_factory=dict)
    districts: dict[str, int] = field(default_factory=dict)
    district_of: dict[int, str] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)
    _senses: dict[str, tuple[Sense, ...]] = field(default_factory=dict, init=False)

    def add(self, thing: Thing, forms: Iterable[tuple[str, int]]) -> int:
        """Add ``thing`` under ``forms`` (form, how); return its number."""
        number = self.by_iri.get(thing.iri)
        if number is None:
            number = len(self.things)
            self.things.append(thing)
            self.by_iri[thing.iri] = number
        for form, how in forms:
            self._add_form(form, Sense(number, how))
        return number

    def _add_form(self, form: str, sense: Sense) -> None:
        known = self.forms.get(form, ())
        if any(packed // 4 == sense.thing for packed in known):
            return
        self.forms[form] = (*known, 4 * sense.thing + sense.how)
        self._senses.pop(form, None)
        words = FORM_WORD.findall(form)
        if words:
            first = words[0]
            self.starts[first] = max(self.starts.get(first, 0), len(words))

    def listed_as(self, word: str) -> str | None:
        """Return how the name ``word`` is listed that is written with other capitals here, if it
        has capitals inside: ``ProMuster`` for ``Promuster``."""
        if word[1:].islower() or word in self.forms:
            return None
        return self.spellings.get(word.lower())

    def is_circumstance(self, iri: str) -> bool:
        """Tell whether a topic is one that befalls bodies, such as a pandemic."""
        number = self.by_iri.get(iri)
        return number is not None and self.things[number].detail == "circumstance"

    def senses(self, form: str) -> tuple[Sense, ...]:
        """Return what ``form`` may stand for, nothing for an unknown one."""
        senses = self._senses.get(form)
        if senses is None:  # a twentieth of the time of an article went into unpacking them anew
            senses = tuple(Sense(*divmod(packed, 4)) for packed in self.forms.get(form, ()))
            if senses:
                self._senses[form] = senses
        return senses

    def plain(self) -> dict[str, Any]:
        """Return the lexicon in plain values, for the cache."""
        values = {f.name: getattr(self, f.name) for f in fields(self) if f.init}
        values["things"] = [tuple(thing) for thing in self.things]
        return values

    @classmethod
    def of_plain(cls, values: Mapping[str, Any]) -> Lexicon:
        """Return the lexicon that :meth:`plain` wrote out."""
        return cls(**{**values, "things": [Thing(*thing) for thing in values["things"]]})


FORM_WORD = re.compile(
    r"[^\W_]+(?:(?:[-'’@_]|\.(?<!Dr\.)(?<!Prof\.))[^\W_]+|(?<=[A-ZÄÖÜ]{2}):[A-ZÄÖÜ]+)*|[^\w\s]"
)
"""Words of a form, as the gazetteer counts them: a hyphenated or dotted name is one word, so are
capitals around a colon (``MUS:NET``), but not a title (``Dr.Muster``); each other sign (``/``,
``&``, ``(``) a word of its own."""
