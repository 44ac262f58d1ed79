"""When two names, or two values, count as the same."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .gold import GoldEntity

ENTITY_TYPES: Final = frozenset(
    {
        *("Provider", "Company", "PublicBody", "Association"),
        *("Municipality", "District", "State"),
        *("Person", "Topic", "Product", "Event"),
    }
)
_FAMILIES: Final = (
    {"Provider", "Company", "PublicBody", "Association"},
    {"Municipality", "District", "State"},
    {"Topic", "Product"},
)
"""Types that may stand for each other when entities are aligned; the exact type is scored apart."""

LITERAL: Final = frozenset(
    {
        *("foundedIn", "legalForm", "memberCount", "employeeCount", "customerCount"),
        *("inhabitants", "website", "revenue"),
    }
)
OBJECT: Final = frozenset(
    {
        *("hasRole", "headquarteredIn", "hasSite", "memberOf", "subsidiaryOf", "foundedBy"),
        *("successorOf", "cooperatesWith", "customerOf", "usesProduct", "providesProduct"),
        *("engagedIn", "participatesIn"),
    }
)
SYMMETRIC: Final = frozenset({"cooperatesWith"})

_LEGAL_FORMS: Final = {
    "anstalt des öffentlichen rechts": "aör",
    "anstalt öffentlichen rechts": "aör",
    "kommunale anstalt": "aör",
    "körperschaft des öffentlichen rechts": "kdör",
    "kör": "kdör",
    "genossenschaft": "eg",
    "eingetragene genossenschaft": "eg",
    "e.g.": "eg",
    "eingetragener verein": "e.v.",
    "verein": "e.v.",
    "ev": "e.v.",
    "aktiengesellschaft": "ag",
    "gesellschaft mit beschränkter haftung": "gmbh",
    "eigenbetriebe": "eigenbetrieb",
    "zweckverbände": "zweckverband",
}
_BEFORE: Final = re.compile(
    r"^(?:die|der|das|den|dem|des"
    r"|landeshauptstadt|hansestadt|kreisstadt|universitätsstadt|stadt|gemeinde|markt"
    r"|samtgemeinde|verbandsgemeinde|landkreis|kreis|land|bundesland|freistaat"
    r"|dr\.|prof\.|herr|frau|firma)\s+"
)
_AFTER: Final = re.compile(
    r"\s+(?:gmbh(?: & co\. kg)?|ag|aör|ev|e\.v\.|eg|kdör|mbh|se|kg|landkreis|kreis)$"
)
_LAYERS: Final = 3
"""How many words before and after a name may fall away: ``die Stadt …``, ``… GmbH & Co. KG``."""

_QUOTATION_MARKS: Final = re.compile(r"[\"„“”»«'’‚]")
_DASHES: Final = re.compile(r"[‐‑–—]")
_SOFT_HYPHEN: Final = "\u00ad"
_SHORTEST_GENITIVE: Final = 5


def normal_name(name: str) -> str:
    """Return ``name`` without case, quotation marks, articles, titles, place nouns, legal forms."""
    text = unicodedata.normalize("NFC", name).casefold().replace(_SOFT_HYPHEN, "")
    text = _DASHES.sub("-", _QUOTATION_MARKS.sub("", text))
    text = re.sub(r"\s+", " ", text).strip(" .,:;()")
    for _ in range(_LAYERS):
        text = _AFTER.sub("", _BEFORE.sub("", text))
    return text


def normal_value(relation: str, value: str) -> str:
    """Return the value of a literal relation in the form that is compared."""
    text = value.strip().casefold()
    if relation == "website":
        return re.sub(r"^https?://(www\.)?", "", text).rstrip("/")
    if relation == "foundedIn":
        year = re.search(r"\d{4}", text)
        return year.group() if year else text
    if relation == "legalForm":
        return _LEGAL_FORMS.get(text, text)
    return re.sub(r"[^\d,]", "", text).rstrip(",") or text


def keys(*forms: str) -> frozenset[str]:
    """Return what the forms of one name are recognised by, with and without a genitive ``s``."""
    normal = {normal_name(form) for form in forms if form}
    bare = {n[:-1] for n in normal if len(n) >= _SHORTEST_GENITIVE and n.endswith("s")}
    return frozenset(normal | bare)


def gold_keys(entity: GoldEntity) -> frozenset[str]:
    """Return what a gold entity is recognised by."""
    return keys(entity.name, *entity.aliases)


def compatible(one: str, other: str) -> bool:
    """Tell whether an entity of type ``one`` may be meant by one of type ``other``."""
    return one == other or any(one in family and other in family for family in _FAMILIES)
