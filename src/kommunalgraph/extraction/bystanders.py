"""Bodies that a sentence names without saying anything of them.

A district or state may only tell where a town is (``die Gemeinde L im Kreis L``) or where
something is used (``in Hessen``), what holds ``mit Ausnahme von`` a town does not hold there, the
town in which a body has its seat does not do what the body does, nor a body what its customers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from kommunalgraph.linking.linked import Linked
from kommunalgraph.linking.whereabouts import says_seat
from kommunalgraph.model import Entity

_BY_USERS: Final = frozenset({"usesProduct", "customerOf", "memberOf"})
_BY_ACTORS: Final = _BY_USERS | {"engagedIn", "employeeCount"}
_BY_CUSTOMERS: Final = frozenset({"usesProduct", "customerOf", "employeeCount"})
_REGIONS: Final = ("District", "State")
_INSIDE = re.compile(r"\b(?:in|im|aus)\s$", re.IGNORECASE)
_INSIDE_LIST = re.compile(r"(?:,|\bund)\s$")
_LOCATED = re.compile(r"\s(?:\(|(?:in|im|aus|aus dem|aus der)\s(?:[a-zäöüß]+e[nrms]?\s)?)")
_EXCEPTED = re.compile(
    r"\b(?:(?:mit ausnahme|abgesehen) (?:von|der|des)|bis auf|anders als|im gegensatz zu[rm]?)\s"
    r"(?:(?:in|im|der|den|dem|die|das|von)\s)?\Z",
    re.IGNORECASE,
)
_AT = re.compile(r"[“”\"]?(?: (?:GmbH|AG|eG|AöR|SE|KG))?,? (?:in|im|aus|aus dem|mit Sitz in) ")
_OTHERS = re.compile(
    r"\b(?:Kund(?:en|innen)|Anwendern?|Nutzern?|Mitgliedern?|Mitgliedskommunen) "
    r"(?:(?:von|bei|beim|vom|der|des)\s)?\Z"
)
"""Those who do what is said, and not the body they belong to: ``die Kunden der O``."""

_LONGEST_BEFORE: Final = 40  # letters


def is_bystander(
    relation: str,
    subjects: tuple[Linked, Linked],
    text: str,
    mentions: Iterable[Linked],
    entities: Mapping[str, Entity],
) -> bool:
    """Tell whether ``relation`` is not said of a subject, though it stands where subjects do.

    ``subjects`` are the one in question and the first of its list; ``mentions`` all those of the
    sentence in ``text``.
    """
    if relation not in _BY_ACTORS:
        return False
    subject, first = subjects
    start = first.outer_start
    before = max(0, start - _LONGEST_BEFORE)
    if _EXCEPTED.search(text, before, start):
        return True
    if subject.letter == "L" and says_seat(text, start, subject.outer_end):
        return True
    if relation in _BY_CUSTOMERS and subject.letter == "O" and _OTHERS.search(text, before, start):
        return True
    entity = entities.get(subject.value)
    if relation in _BY_CUSTOMERS and _is_seat(text, subject, mentions):
        return True
    if entity is None or entity.kinds[0] not in _REGIONS:
        return False
    in_rows = relation != "memberOf"  # "Träger sind die Länder Musterland, Beispielland und …"
    # Of a row its first tells: "in Hessen und Bayern" is where, "Hessen und Bayern" are who.
    if entity.kinds[0] == "State" and _is_inside(text, first, in_rows=in_rows):
        return True
    return any(
        m.letter in "OL" and _LOCATED.fullmatch(text, m.outer_end, subject.outer_start)
        for m in mentions
    )


def _is_seat(text: str, subject: Linked, mentions: Iterable[Linked]) -> bool:
    """Tell whether a place only says where the organization before it is: ``die Muster AG in``."""
    return subject.letter == "L" and any(
        m.letter == "O" and _AT.fullmatch(text, m.outer_end, subject.outer_start) for m in mentions
    )


def _is_inside(text: str, subject: Linked, *, in_rows: bool) -> bool:
    """Tell whether a state only says where: what is used ``in Hessen``, Hessen need not use;
    with ``in_rows``, also behind a comma: ``in Hessen, Bayern und Thüringen``."""
    before = text[max(0, subject.outer_start - 4) : subject.outer_start]
    if in_rows and _INSIDE_LIST.search(before):
        return True
    return _INSIDE.search(before) is not None
