"""What follows for people's offices from statements of different sentences.

* Who is Bürgermeister of a town is none elsewhere, so where the article says of which, no other is
  inferred.
* Nobody is the deputy of another town's mayor who is a mayor; and a colleague (``Amtskollege``)
  has the office of the person named before.
* Who follows whom in office (``Max Beispiel löst Erika Muster ab``) and the office of the one give
  the office of the other.
* The interviewed person's office tells for whom ``wir`` speaks.

What follows has a rule name of its own under ``schluss/``, and its confidence is measured like
that of any rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kommunalgraph.extraction.confidence import INFERRED
from kommunalgraph.extraction.context import LOCAL
from kommunalgraph.extraction.modality import FACTS
from kommunalgraph.extraction.relations import BETWEEN_PERSONS, DEPUTIZES
from kommunalgraph.linking.linked import LinkedArticle
from kommunalgraph.model import Entity, Statement

_BEGINNING: Final = ("leitung/wahl", "leitung/wechsel", "leitung/amt-ist-person")
"""Rules that read the office someone comes into."""

_COLLEAGUE: Final = "Amtskollege"
_RESPECTIVELY: Final = "leitung/jeweils"
_ANYS_DEPUTY: Final = "leitung/stellvertreter" + INFERRED


_OFFICE_FIRST: Final = "leitung/amt-person"
_PERSON_FIRST: Final = "leitung/person-amt"
_ONE_HOLDER: Final = re.compile(r"(?i:bürgermeister|landrat|kämmerer|regionspräsident)$")

PREDECESSOR: Final = "schluss/vorgaenger"
DEPUTY: Final = "schluss/stellvertreter"
RULES: Final[dict[str, float]] = {
    PREDECESSOR: 0.8,
    DEPUTY: 0.82,
}
"""Rule -> confidence its author states."""


def with_predecessors(statements: list[Statement], entities: dict[str, Entity]) -> list[Statement]:
    """Turn each ``old precedes new`` into the office that the old one had, and the new one has, and
    each ``deputy deputizes chief`` into an office where the chief has one: of a mayor who chairs a
    body, in that body."""
    result = [s for s in statements if s.relation not in BETWEEN_PERSONS]
    offices = [s for s in result if s.relation == "hasRole"]
    for order in statements:
        if order.relation not in BETWEEN_PERSONS:
            continue
        deputy = order.relation == DEPUTIZES
        taken = [
            s
            for s in offices
            if s.subject == order.object
            and (s.modality == "asserted" if deputy else s.modality in FACTS)
        ]
        if deputy:
            boards = [s for s in taken if entities[s.object].kinds[0] not in LOCAL]
            taken = boards or [s for s in taken if s.qualifiers]  # "Erika Muster (Musterstadt)"
        meant = _office_meant(order, taken)
        if meant is None:
            continue
        if deputy:  # whose deputy it is tells the body better than what the article is about
            result = [
                s for s in result if s.subject != order.subject or s.evidence.rule != _ANYS_DEPUTY
            ]
        if any((s.subject, s.object) == (order.subject, meant.object) for s in result):
            continue
        result.append(
            replace(
                meant,
                subject=order.subject,
                evidence=replace(order.evidence, rule=DEPUTY if deputy else PREDECESSOR),
                modality=order.modality if deputy else "ended",
                valid_from=None,
                confidence=min(order.confidence, meant.confidence),
                qualifiers=(("role", "Stellvertreter"),) if deputy else meant.qualifiers,
            )
        )
    return result


def _office_meant(order: Statement, offices: list[Statement]) -> Statement | None:
    """Of someone's offices the one that is spoken of: the one that begins (``wurde gewählt``), else
    the nearest."""
    beginning = [s for s in offices if s.evidence.rule.startswith(_BEGINNING)]
    candidates = beginning or offices
    if not candidates:
        return None
    return min(candidates, key=lambda s: abs(s.evidence.start - order.evidence.start))


_HEADS = re.compile(r"(?:Oberb|B|Erste[rn]? B)ürgermeister(?:in|s)?|OBM?|Landr(?:at|ats|ates|ätin)")
"""Offices that nobody has twice."""


def without_second_towns(
    statements: list[Statement], entities: dict[str, Entity]
) -> list[Statement]:
    """Drop the inferred offices that cannot be: a second town of a Bürgermeister, and the
    Bürgermeister of another town as deputies in a town."""
    heads = [s for s in statements if _is_head(s) and not s.evidence.rule.endswith(INFERRED)]
    home = {s.subject: s.object for s in heads if s.modality == "asserted"}

    def cannot_be(statement: Statement) -> bool:
        rule = statement.evidence.rule
        if home.get(statement.subject, statement.object) == statement.object:
            return False
        if rule in (DEPUTY, _ANYS_DEPUTY):
            return entities[statement.object].kinds[0] in LOCAL
        return rule.endswith(INFERRED) and statement.modality == "asserted" and _is_head(statement)

    return [s for s in statements if not cannot_be(s)]


def _is_head(statement: Statement) -> bool:
    role = dict(statement.qualifiers).get("role", "")
    return statement.relation == "hasRole" and _HEADS.fullmatch(role) is not None


def with_colleagues(statements: list[Statement]) -> list[Statement]:
    """Give each ``Amtskollege`` the office of the person named before, if there is one."""
    return list(_with_colleagues(statements))


def _with_colleagues(statements: list[Statement]) -> Iterator[Statement]:
    offices = [
        s
        for s in statements
        if s.relation == "hasRole" and dict(s.qualifiers).get("role", _COLLEAGUE) != _COLLEAGUE
    ]
    for statement in statements:
        before = [s for s in offices if s.evidence.start < statement.evidence.start]
        if dict(statement.qualifiers).get("role") == _COLLEAGUE and before:
            last = max(before, key=lambda s: s.evidence.start)
            yield replace(statement, qualifiers=last.qualifiers)
        else:
            yield statement


def without_neighbours(statements: list[Statement]) -> list[Statement]:
    """Drop what the end of ``A und B, Bürgermeister von X und Y`` says by itself, B of X, where the
    whole says who belongs where."""
    rows = [s for s in statements if s.evidence.rule == _RESPECTIVELY]
    return [
        s
        for s in statements
        if s.relation != "hasRole"
        or s in rows
        or not any(
            s.subject == row.subject
            and row.evidence.start <= s.evidence.start
            and s.evidence.end <= row.evidence.end
            for row in rows
        )
    ]


def without_misread_rows(statements: list[Statement]) -> list[Statement]:
    """Drop the half of a row of persons and offices that takes an office for the wrong neighbour's.

    ``Max Beispiel, Landrat des Musterkreises, Erika Muster, …`` names the person first, ``der
    Landrat des Musterkreises, Max Beispiel, die Leiterin der Muster-IT, Erika Muster`` the office;
    where a row begins tells which.
    """
    before = [s for s in statements if _is_by(s, _OFFICE_FIRST)]
    if len(before) in (0, len(statements)):
        return statements
    after = sorted((s for s in statements if _is_by(s, _PERSON_FIRST)), key=_place)
    wrong: set[int] = set()
    for behind in after:
        rival = next((s for s in before if _takes_office_of(s, behind)), None)
        if rival is None:
            continue
        office_first = any(
            s.subject == behind.subject
            and id(s) not in wrong
            and s.evidence.start < behind.evidence.start < s.evidence.end
            and "," in s.evidence.quote
            for s in before
        )
        wrong.add(id(behind if office_first else rival))
    return [s for s in statements if id(s) not in wrong] if wrong else statements


def _is_by(statement: Statement, rule: str) -> bool:
    return statement.evidence.rule.removesuffix(INFERRED) == rule


def _place(statement: Statement) -> int:
    return statement.evidence.start


def _takes_office_of(before: Statement, behind: Statement) -> bool:
    """Tell whether ``before`` takes the office behind another person for the next one's."""
    return (
        before.subject != behind.subject
        and behind.evidence.start < before.evidence.start < behind.evidence.end
        and behind.evidence.end < before.evidence.end
    )


def without_second_holders(
    statements: list[Statement], entities: dict[str, Entity]
) -> list[Statement]:
    """Drop offices in bodies that were only inferred where the text says of the body, or of the
    person, what does not go with it.

    A second ``Landrat`` is that of another district, and the mayor of one town holds no office in
    another.  Of two for whom nothing is said the one who has an office elsewhere goes, else the
    second; one called new follows the other.
    """
    offices = [s for s in statements if s.relation == "hasRole" and s.modality == "asserted"]
    sure = [s for s in offices if not s.evidence.rule.endswith(INFERRED)]
    held = {(s.object, _noun(s)): s.subject for s in sure}
    home = {s.subject: s.object for s in sure if _ONE_HOLDER.search(_noun(s))}
    busy = {s.subject for s in sure}
    guessed = [s for s in offices if s.evidence.rule.endswith(INFERRED)]
    wrong: set[int] = set()
    for s in sorted(guessed, key=lambda s: (s.subject in busy, s.evidence.start)):
        elsewhere = home.get(s.subject, s.object) != s.object
        if (entities[s.object].kinds[0] in LOCAL and elsewhere) or (
            _ONE_HOLDER.search(_noun(s))
            and "neu" not in s.evidence.quote
            and held.setdefault((s.object, _noun(s)), s.subject) != s.subject
        ):
            wrong.add(id(s))
    return [s for s in statements if id(s) not in wrong] if wrong else statements


def _noun(statement: Statement) -> str:
    """The office of a statement, one for both genders."""
    noun = dict(statement.qualifiers).get("role", "").rpartition(" ")[2]
    return noun.removesuffix("in").replace("rät", "rat")


def employer_of_interviewee(linked: LinkedArticle, statements: list[Statement]) -> str | None:
    """Return the body of the person whom the questions of an interview address."""
    asked = [
        mention.value
        for sentence, mentions in linked.sentences
        if sentence.block == "question"
        for mention in mentions
        if mention.letter == "P"
    ]
    if not any(sentence.block == "question" for sentence, _ in linked.sentences):
        return None
    offices = [s for s in statements if s.relation == "hasRole" and s.modality == "asserted"]
    for person in asked or [s.subject for s in offices]:
        bodies = [s for s in offices if s.subject == person]
        if bodies:
            return max(bodies, key=lambda s: s.confidence).object
    return None


def successor_of_main(main: str | None, statements: list[Statement]) -> str | None:
    """Return the body that an article is about: where it reports what ``main`` goes into, that."""
    for statement in statements:
        if (
            statement.relation == "successorOf"
            and statement.object == main
            and statement.modality in ("asserted", "planned")
        ):
            return statement.subject
    return main
