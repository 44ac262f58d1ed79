"""Expressions for the slots of templates: what a mention may look like in a masked sentence.

A slot matches the noun phrase around its mention, as far as the article, adjectives and legal form
go, and what a hyphen joins to it; a list slot matches a row of such phrases.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.mentions.letters import ANY, character_class

TYPES: Final[dict[str, str]] = {
    "org": "O",
    "ort": "L",
    "traeger": "OL",
    "adjektiv": "Q",
    "person": "P",
    "thema": "T",
    "produkt": "D",
    "sache": "TD",
    "ereignis": "E",
    "rolle": "R",
    "zahl": "N",
    "datum": "M",
    "jubilaeum": "A",
    "rechtsform": "F",
    "adresse": "W",
}
"""Slot type -> kinds of mention (letters of :mod:`kommunalgraph.mentions.letters`)."""

_DETERMINER = (
    r"(?:[Dd](?:er|ie|as|en|em|es)|[Ee]in(?:e[nmrs]?)?|(?:[Ii]hr|[Ss]ein|[Uu]nser)(?:e[nmrs]?)?"
    r"|[Bb]eide[nr]?|[Dd]iese[nmrs]?|[Aa]lle[nr]?|[Mm]ehrere[nr]?)"
)
_NO_ADJECTIVE = (
    r"(?!(?:hatte|habe|wurde|werde|wäre|konnte|könnte|sollte|solle|wollte|wolle|musste|müsse|dürfe"
    r"|möchte|seie|diese|jede|eine|keine|welche|ihre|seine|unsere)[nrsm]?\b"
    r"|(?:oder|aber|unter|über|hinter|außer|wieder|immer|aller|gegen|neben|wegen|zwischen|deren"
    r"|dessen|waren|wie|sowie|ohne|nie|sie|der|die|das|den|dem|des)\b"
    r"|(?:sag|dank|lob|beton|stell|begrüß|mein|zeig|überreich|besuch|folg|führ|leit|erklär|ergänz"
    r"|beglückwünsch|gratulier|dankt|antwort|berichte|ernann|wähl|bestimm|erläuter)te(?:n)?\b)"
)
"""Words in ``-e`` to ``-es`` that are verbs, determiners, prepositions or conjunctions."""

_RANK = (
    r"(?:(?:Stellvertretend|Erst|Zweit|Dritt|Technisch|Kaufmännisch|Leitend|Geschäftsführend|Neu"
    r"|Hauptamtlich|Ehrenamtlich|Kommissarisch|Designiert|Ehemalig|Langjährig|Wissenschaftlich"
    r"|Ständig|Fachlich|Operativ)e[rnms]? )?"
)
"""What may stand with a capital in front of an office: ``Erika Muster, Erste Kreisrätin``."""

_ADJECTIVE = rf"(?:{_NO_ADJECTIVE}(?:\d\d-)?[a-zäöüß][a-zäöüß-]*e[nmrs]?|[{character_class('Q')}])"
_FORM = f"[{character_class('F')}]"
_COUNT = rf"(?:[{character_class('N')}] )?"
"""``den drei Gemeinden A, B und C``"""

_SINCE = rf"(?:[{character_class('M')}] )?"
"""``der 2012 gegründeten Muster-IT``"""

_NOUN_PHRASE_START = rf"(?:{_DETERMINER} {_SINCE})?{_COUNT}(?:{_ADJECTIVE},? ){{0,2}}(?:{_FORM} )?"
_TAIL = rf"(?: {_FORM})?(?: \([{character_class('O')}]\))?(?:-[\wäöüÄÖÜß-]+)?"
"""The legal form behind a name, its short form in brackets, what a hyphen joins to it."""

WHERE: Final = rf"(?: (?:in|aus) [{character_class('L')}]| \([^()]{{1,48}}\))"
"""Where an item of a list is, and what stands in brackets behind it: ``die Muster AG aus
Musterstadt und die Beispiel GmbH``, ``Musterstadt (16.000 Einwohner) und Beispielstadt``."""

_CONJUNCTION = r"(?:,| und| sowie| oder| wie| beziehungsweise| bzw\.|, sowie| &|/)"
_BODY_BEFORE = rf"(?:(?:\w+ )?(?:{_DETERMINER} )?[{character_class('OL')}] )?"
_OFFICE_BEFORE = rf"(?:[{character_class('R')}] )?"
_SHORT_OFFICE = rf" und [{character_class('O')}]-[{character_class('R')}] "
NO_PERSON: Final = (
    rf"(?!(?: ?{_BODY_BEFORE}{_OFFICE_BEFORE}|{_SHORT_OFFICE})[{character_class('P')}])"
)
"""No body, office and person behind: they belong to the next mention, and so does the office in
front of ``und Muster-IT-Chefin Erika Muster``."""

ADJECTIVE_WORD: Final = rf"{_NO_ADJECTIVE}[a-zäöüß-]+e[nrsm]?"
"""Any adjective: the sign ``~``."""

MENTION = re.compile(f"[{ANY}]")
"""Finds the mentions in a mask or in the stretch a list slot matched."""


def slot_regex(name: str, letters: str, *, plural: bool, leading: bool) -> str:
    """Return an expression for slot ``name`` of the kinds ``letters``, a group of that name.

    A leading slot leaves its article and adjectives out: the search then starts at a mention.
    """
    kinds = character_class(letters)
    one = rf"[{kinds}]"
    if leading and not plural:
        return rf"(?P<{name}>{one})" + (
            _TAIL if letters in ("O", "L", "OL", "T", "D", "TD", "E") else ""
        )
    if letters in ("R", "N", "M", "A", "W", "F"):
        start = rf"(?:{_DETERMINER} )?(?:{_ADJECTIVE},? ){{0,2}}" if letters in ("R", "F") else ""
        start += _RANK if letters == "R" else ""
        return rf"{start}(?P<{name}>{one})"
    if letters == "Q":
        return rf"(?:{_DETERMINER} )?(?:[a-zäöüß-]+e[nrs]? )?(?P<{name}>{one})"
    tail = "" if letters == "P" else _TAIL  # a bracket behind a person tells whose he or she is
    if not plural:
        return rf"{_NOUN_PHRASE_START}(?P<{name}>{one}){tail}"
    item = rf"{_NOUN_PHRASE_START}{one}{tail}"
    head = rf"(?<! aus ){one}{tail}" if leading else item  # "die Muster AG aus Musterstadt ist"
    where = f"(?:{WHERE})?"
    again = r"(?: (?:von|vom|mit|für|bei|beim|durch))?"  # "von A, von B und von C"
    return rf"(?P<{name}>{head}(?:{where}{_CONJUNCTION}{again} {item})*){where}"
