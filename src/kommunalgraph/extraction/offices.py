"""In which body an office is held, where the sentence does not say: ``Landrat Max Beispiel``.

It is a body of the kind that has such an office: one named before in the sentence, else the one in
kicker or title, else the one that the text speaks of there.  Where two come into question alike,
nobody knows which is meant, and none is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from kommunalgraph.extraction.context import LOCAL, PRIVATE, TOWNS, Context
from kommunalgraph.linking.linked import Linked

_OFFICES: Final[dict[str, tuple[str, ...]]] = {
    "municipality": TOWNS,
    "district": ("District",),
    "local": LOCAL,
    "state": ("State",),
    "organization": PRIVATE,
    "any": (*PRIVATE, *LOCAL),
}
"""What an office belongs to -> classes of the bodies that have it."""

_SECOND_CHOICE: Final = ("Association", "PublicBody")
_CLEARLY: Final = 2
"""A body named so many times as often as another is what the text is about."""

_FIELDS: Final = frozenset(
    {
        *("IT", "EDV", "DV", "IuK", "IKT", "TUI", "TuI", "HR", "OZG", "DMS", "GIS", "KI"),
        *("E-Government", "Smart-City", "Open-Data", "Open-Government", "Co", "Vize", "Interims"),
        *("Ex", "Alt", "Social-Media", "E-Akte", "E-Rechnung", "Change", "PR", "Web", "Online"),
    }
)
"""First parts of compounds that say what an office is about or how it is held, not where."""

_ADJECTIVAL = re.compile(
    r"(vorsitzende|beauftragte|beigeordnete|verantwortliche|abgeordnete|bevollmächtigte|beamte)n\b",
    re.IGNORECASE,
)
_OF_A_MAN = re.compile(r"\b(?:der|unser|sein|ihr) (?:[a-zäöüß]+e )?\Z", re.IGNORECASE)
"""What stands before an adjectival office of a man in the nominative: ``der Vorsitzende``."""

_OF_A_WOMAN = re.compile(
    r"\b(?:der|einer|seiner|ihrer|unserer) (?:[a-zäöüß]+en )?\Z", re.IGNORECASE
)
"""The same of a woman, in the other cases: ``mit der Vorsitzenden``."""

_WEAK = re.compile(r"\b([Ss]tellvertretende|[Kk]ommissarische|[Ee]rste|[Gg]eschäftsführende)[ns] ")
_OF_WHAT = re.compile(r" (?:des|der|für|im|in|beim?|von|vom) ")
_CASES: Final = (
    (re.compile(r"innen\b"), "in"),
    (re.compile(r"(C[A-Z]O)s\b"), r"\1"),
    (re.compile(r"mitgliedern?\b"), "mitglied"),
    (re.compile(r"([a-z](?:er|or)|chef|[Cc]hef)s\b"), r"\1"),
    (re.compile(r"([a-z](?:er|or))e?n\b"), r"\1"),
    (re.compile(r"([a-z](?:ent|ant|ist))en\b"), r"\1"),
    (re.compile(r"([Rr]at|[Vv]orstand|mitglied)e?s\b"), r"\1"),
    (re.compile(r"([Rr])äten?\b"), r"\1at"),
    (re.compile(r"([Vv]orst)änden?\b"), r"\1and"),
    (re.compile(r"([Vv]orst)ände\b"), r"\1and"),
)
"""What stands for the base form of an office in its other cases and numbers."""

_WHOLE_OFFICE = re.compile(
    r"\b((?:[Ss]tellvertretende[nrs]? )?"
    r"(?:[Vv]orsitzende|[Ll]eiter|[Ss]precher)(?:in|[nrs])?) des $"
)
"""What stands before the part of a body that an office is of."""

_SHORT_NAME = re.compile(r"[A-ZÄÖÜ].*[A-ZÄÖÜ]")


def body_of_office(
    context: Context, belongs_to: str, near: list[str], *, listed: list[str]
) -> list[str]:
    """Return the body in which an office exists that ``belongs_to`` such a body; ``near`` are those
    named before in the sentence that are nobody else's.

    ``listed`` are the bodies that end the items of a list of persons: where one has its body there,
    the next one's is not that of the article.
    """
    wanted = _OFFICES.get(belongs_to, ())
    if not wanted:
        return []
    anybodys = belongs_to in ("organization", "any")

    def fitting(iris: list[str], kinds: tuple[str, ...] = wanted) -> list[str]:
        return [i for i in iris if any(kind in kinds for kind in context.entities[i].kinds)]

    found = fitting(near)
    if found:
        return found[-1:]
    headline = [context.headline] if context.headline else []
    if not anybodys and headline and _equals(context, fitting([*headline, *context.beside])):
        councils = list(dict.fromkeys(fitting(context.authorities)))
        return _only(councils)
    found = fitting(headline, (*wanted, *_SECOND_CHOICE) if anybodys else wanted)
    if found:
        return found
    main = fitting([context.main] if context.main else [])
    councils = [] if main or anybodys else list(dict.fromkeys(fitting(context.authorities)))
    if len(councils) == 1:
        return councils
    last = fitting(context.seen)[-1:]
    if main or last:
        return [] if fitting(listed) else _clearer(context, main, last, fitting)
    if belongs_to in ("state", "district"):
        return _only(fitting(list(context.counts)))
    return fitting([*context.seen, *near], _SECOND_CHOICE)[-1:] if anybodys else []


def _clearer(
    context: Context, main: list[str], last: list[str], fitting: Callable[[list[str]], list[str]]
) -> list[str]:
    """The body that the article is about or the last one named, if it is clear which is meant."""
    if not last or main == last:
        return main
    counts = context.counts
    rivals = [i for i in fitting(context.latest) if i not in last]
    if not main:
        most = max((counts.get(i, 0) for i in rivals), default=0)
        clear = last[0] == context.subject or counts.get(last[0], 0) >= _CLEARLY * most
        return last if clear else []
    if counts.get(main[0], 0) >= _CLEARLY * counts.get(last[0], 0):
        return main
    return last if counts.get(last[0], 0) >= counts.get(main[0], 0) and not rivals else []


def _equals(context: Context, headline: list[str]) -> bool:
    """Tell whether a headline names several bodies alike: ``Musterstadt und Beispielstadt``."""
    counts = sorted((context.counts.get(iri, 0) for iri in dict.fromkeys(headline)), reverse=True)
    return len(counts) > 1 and counts[0] <= _CLEARLY * counts[1]


def _only(iris: list[str]) -> list[str]:
    return iris if len(iris) == 1 else []


def called(text: str, role: Linked) -> str:
    """The office ``role`` in its base form, with what it is of: ``des Vorsitzenden des Beirates``
    tells of a ``Vorsitzender des Beirates``."""
    whole = _WHOLE_OFFICE.search(text, max(0, role.start - 40), role.start)
    if whole and role.value.endswith("s"):
        return f"{base_form(whole[1])} des {role.value}"
    before = max(0, role.start - 30), role.start
    if _ADJECTIVAL.search(f"{role.value.removesuffix('n')}n"):
        if role.value.endswith("e") and _OF_A_MAN.search(text, *before):
            return f"{role.value}r"
        if role.value.endswith("en") and _OF_A_WOMAN.search(text, *before):
            return role.value.removesuffix("n")
    return base_form(role.value)


@cache
def base_form(office: str) -> str:
    """An office as the dictionary has it, in the nominative of the singular: ``Geschäftsführers``,
    ``Vorsitzenden`` and ``Präsidenten`` are ``Geschäftsführer``, ``Vorsitzender``, ``Präsident``.
    What an office is of stays as it is (``Leiter des Hauptamts``)."""
    cut = _OF_WHAT.search(office)
    head, rest = (office[: cut.start()], office[cut.start() :]) if cut else (office, "")
    head = _ADJECTIVAL.sub(r"\1r", head)
    head = _WEAK.sub(r"\1r ", head)
    for ending, base in _CASES:
        changed = ending.sub(base, head)
        if changed != head:
            head = changed
            break
    return head + rest


def body_called(context: Context, prefix: str) -> list[str]:
    """Return the body that the first part of a compound means: ``MIV`` is the only one of the
    article whose name has these capitals (``Muster-IT-Verbund``) or this word."""
    found = [
        iri
        for iri in dict.fromkeys(context.counts)
        if prefix in re.split(r"[\s()-]+", context.entities[iri].label)
        or (len(prefix) > 2 and _capitals(context.entities[iri].label).startswith(prefix))
    ]
    return _only(found)


def _capitals(label: str) -> str:
    return "".join(c for c in label if c.isupper())


def says_where(prefix: str) -> bool:
    """Tell whether the first part of a compound is a body's short name, as its capitals show, and
    no field: ``MIV-Chef``, but ``IT-Chef``."""
    return bool(_SHORT_NAME.search(prefix)) and prefix not in _FIELDS


def nobody_elses(text: str, mentions: list[Linked], office: int) -> list[str]:
    """Return the bodies among ``mentions`` that an office at ``office`` of ``text`` can belong to.

    What stands in a bracket belongs to the person in front of it, and what stands before a
    semicolon to another one of the list.
    """
    return [
        m.value
        for m in mentions
        if m.letter in "OL"
        and text[m.outer_start - 1 : m.outer_start] != "("
        and ";" not in text[m.outer_end : office]
    ]
