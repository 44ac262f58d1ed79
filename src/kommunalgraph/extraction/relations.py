"""The relations that rules may state, and what may stand at their ends.

The ontology defines the relations; a test compares the two.  What may stand at an end is checked
while facts are formed, so that a reference such as ``@haupt`` that means a town falls through to
the next one where only an organization makes sense.
"""

from __future__ import annotations

from typing import Final

_PRIVATE: Final = frozenset({"Provider", "Cooperative", "Company"})
_ORGANIZATIONS: Final = _PRIVATE | {"Association", "PublicBody"}
_TOWNS: Final = frozenset({"Municipality", "MunicipalAssociation"})
_AUTHORITIES: Final = _TOWNS | {"District", "State"}
_BODIES: Final = _ORGANIZATIONS | _AUTHORITIES
_PERSON: Final = frozenset({"Person"})
_PRODUCT: Final = frozenset({"Product"})

ENDS: Final[dict[str, tuple[frozenset[str], frozenset[str] | None]]] = {
    "hasRole": (_PERSON, _BODIES),
    "headquarteredIn": (_ORGANIZATIONS, _TOWNS),
    "hasSite": (_ORGANIZATIONS, _TOWNS),
    "memberOf": (_BODIES, _ORGANIZATIONS),
    "subsidiaryOf": (_ORGANIZATIONS, _BODIES),
    "foundedBy": (_ORGANIZATIONS, _BODIES),
    "successorOf": (_ORGANIZATIONS, _ORGANIZATIONS),
    "cooperatesWith": (_BODIES, _BODIES),
    "customerOf": (_BODIES, _PRIVATE | {"Association"}),
    "usesProduct": (_BODIES, _PRODUCT),
    "providesProduct": (_BODIES, _PRODUCT),
    "engagedIn": (_BODIES, frozenset({"Topic"})),
    "participatesIn": (_BODIES | _PERSON, frozenset({"Event"})),
    "foundedIn": (_ORGANIZATIONS, None),
    "legalForm": (_ORGANIZATIONS, None),
    "memberCount": (_ORGANIZATIONS, None),
    "employeeCount": (_BODIES, None),
    "customerCount": (_ORGANIZATIONS, None),
    "revenue": (_ORGANIZATIONS, None),
    "inhabitants": (_AUTHORITIES, None),
    "website": (_BODIES, None),
}
"""Relation -> classes of its subject and of its object; None where the object is a literal."""

PRECEDES: Final = "precedes"
"""What a rule states of two persons where one follows the other in office; no relation of the
graph, but from it and the office of the one follows the office of the other."""

DEPUTIZES: Final = "deputizes"
"""What a rule states of two persons where one is the other's deputy: in the same body."""

BETWEEN_PERSONS: Final = (PRECEDES, DEPUTIZES)

SYMMETRIC: Final = frozenset({"cooperatesWith"})
COUNTS: Final = frozenset(
    {"memberCount", "employeeCount", "customerCount", "inhabitants", "revenue"}
)
"""Relations whose value is a number as of a date."""


def may_end(relation: str, end: int, kinds: tuple[str, ...]) -> bool:
    """Tell whether an entity of these classes may stand at ``end`` (0 subject, 1 object)."""
    if relation in BETWEEN_PERSONS:
        return "Person" in kinds
    allowed = ENDS[relation][end]
    return allowed is None or not allowed.isdisjoint(kinds)
