"""The body of an office that a rule read without one, as far as the words around it tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kommunalgraph.extraction.context import Context
from kommunalgraph.extraction.hits import Hit
from kommunalgraph.extraction.offices import (
    body_called,
    body_of_office,
    nobody_elses,
    says_where,
)
from kommunalgraph.linking.linked import Linked
from kommunalgraph.linking.whereabouts import without_locations
from kommunalgraph.mentions.letters import character_class
from kommunalgraph.mentions.lexicon import Lexicon

_ANYBODYS = re.compile(
    r"(?:Leiter|Chef)(?:in(?:nen)?|n|s)?\b|Stellvertret|[A-ZÄÖÜ]\w+(?:berater|amtschef)"
)
"""Offices that every kind of body has, whatever the table lists them under."""

_OF_CLUBS = re.compile(
    r"[\w-]*[Ff]raktion|Vereins|Partei|Ortsv|Kreisv(?:erband|orsitz)|Landesvorsitz"
)
"""Beginnings of offices of parties and clubs."""

_LOCAL_OFFICE = re.compile(r"(?:Stadt|Rathaus|Gemeinde|Kreis|Landkreis|Landrats|Markt)[a-zäöüß]{4}")
"""Beginnings of offices that show where they are held: ``Stadtverwaltungsdirektor``."""

_COMPLEMENT = re.compile(
    r" (?:des|der) (?:[a-zäöüß-]+e[nrs]? )?(?:[A-ZÄÖÜ][\w-]*- und )?([A-ZÄÖÜ][\w-]+)"
)
_PARTS_OF_BODIES: Final = (
    *("abteilung", "amt", "amts", "amtes", "bereich", "bereichs", "dezernat", "dezernats", "it"),
    *("stelle", "stabs", "referat", "referats", "verwaltung", "kämmerei", "projekt", "projekts"),
    *("team", "teams", "redaktion", "rats", "rates", "versammlung", "beirats", "ausschusses"),
    *("geschäftsführung", "leitung", "gruppe", "zentrums", "instituts für", "hauses", "vorstands"),
    *("meisters", "meisterin", "landrats", "landrates", "landrätin", "direktors", "präsidenten"),
    *("führers", "führerin", "vorstehers", "vorsteherin", "direktorin", "präsidentin", "amtschefs"),
    *("dienst", "dienstes", "gebiet", "gebiets", "gebietes", "ressorts", "sekretariats", "kasse"),
    *("spitze", "digitalisierung", "kommunikation", "organisation", "betriebs", "sparte", "büros"),
)
"""Ends of nouns for parts of a body, which have heads of their own, and for these heads."""

_ANY_BODY: Final = frozenset(
    {
        *("Anstalt", "Verbands", "Verbandes", "Zweckverbands", "Zweckverbandes", "Genossenschaft"),
        *("Gesellschaft", "GmbH", "Unternehmens", "Vereins", "Hauses", "Eigenbetriebs", "Betriebs"),
        *("Landesregierung", "Staatsregierung", "Landes"),
        *("Dienstleisters", "IT-Dienstleisters", "Einrichtung", "Kommunalunternehmens"),
    }
)
"""Nouns that mean the body the text speaks of."""

_BRACKET = re.compile(
    rf"(?: [\w-]+){{0,3}} \((?:[{character_class('O')}A-ZÄÖÜa-zäöü./ ]{{1,12}}, )?"
    rf"([{character_class('OL')}])"
)
_UNKNOWN_BODY = re.compile(
    r"\b(?:beim?|von|vom)(?: der| dem| den)? [„»“\"]?([A-ZÄÖÜ][\w-]*[A-ZÄÖÜ]\w*)"
)
_BODY_BEHIND = re.compile(r" (?:von|bei) [„»“\"]?([A-ZÄÖÜ][\w-]+)")
"""A body that nobody listed: ``Geschäftsführerin von Testona``."""
_ROLE = character_class("R")
_FURTHER = rf"(?<=[{_ROLE}]) (?:und|sowie|/) (?:[a-zäöü]+e[rn]? )?[{_ROLE}]"
_NEXT_ONE = re.compile(rf"{_FURTHER} [{character_class('P')}]")
"""An office of the next one: ``Erika Muster, Koordinatorin und Abteilungsleiter Karl Groß``."""
_SHARED = re.compile(
    rf"{_FURTHER}[^,;.()]* (?:de[rs]|beim?|vo[nm])(?: de[rm])? "
    rf"(?:[{character_class('O')}]|[A-ZÄÖÜ][\w-]*[A-ZÄÖÜ])"
)
"""Two offices of one body: ``Gründerin und Geschäftsführerin der Muster-IT``."""
_BODY_FOLLOWS = re.compile(
    r"(?:(?<=\bin)|(?<=\bbei)|(?<=\ban)|(?: (?:in|an|bei|von)))"
    r" (?:der|den|einem|einer)(?: [A-ZÄÖÜa-zäöüß][\wäöüß-]*e[rnms])? ([A-ZÄÖÜ][\w-]+)"
    r"|(?:(?<=\bim)|(?<=\bbeim)|(?<=\bam)|(?: (?:im|am|beim|vom)))"
    r"(?: [A-ZÄÖÜa-zäöüß][\wäöüß-]*e[rnms])? ([A-ZÄÖÜ][\w-]+)"
)
"""Where an office is held, in words that are nobody's name: ``in der Münchner Behörde``."""

_BODY_NOUN = re.compile(
    r"(?i:behörde|agentur|institut|akademie|hochschule|universität|stiftung|kammer|klinikum|klinik"
    r"|kanzlei|bank|sparkasse|agentur|ministerium|bundesamt|landesamt|werke|verband|verein|bund"
    r"|gesellschaft|unternehmen|firma|konzern|gericht|polizei|zentrale|anstalt)s?$"
)
_ONLY_IN: Final = {
    "Städteregionsr": "städteregion",
    "Regionspräsident": "region",
    "Samtgemeindebürgermeister": "samtgemeinde",
    "Verbandsgemeindebürgermeister": "verbandsgemeinde",
}
"""Offices of one kind of body -> what its name has."""

_BOARD = re.compile(r"(?:Vorstand|(?:Verwaltungs|Aufsichts|Stadt|Gemeinde)rat)s?")
_DECIDES = re.compile(r" (?:als|zum|zur|einstimmig|mehrheitlich|erneut|mit sofortiger)\b")
_ELSEWHERE = re.compile(
    r"(?: [A-ZÄÖÜ][\w-]+)* (?:im|in der|des|der|beim?|bei der|vom?|von der) [A-ZÄÖÜ]"
)
_SHORTEST: Final = 5  # letters of an office at the end of a compound
_WHOSE = re.compile(r"\b(?:[Dd]eren|[Dd]essen) $")
_COMPOUND = re.compile(r"([\w-]+)-$")


class Offices:
    """Finds bodies of offices, with the offices that one lexicon knows."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._kinds: dict[str, str] = {}

    def body(self, hit: Hit, context: Context, role: Linked | None) -> list[str]:
        """The body in which the office ``role`` exists: in the bracket behind the match, else from
        the text before it."""
        if role is None:
            return []
        text = hit.article.text
        prefix = _prefix(text, role)
        if says_where(prefix) and "-" in text[role.outer_start - 1 : role.outer_end]:
            return body_called(context, prefix)
        if self._names_its_body(text, role):
            return []
        start, end = hit.masked.text_span(hit.match.start(), hit.match.end())
        unknown = _UNKNOWN_BODY.search(text, start, min(end + 30, len(text)))
        if unknown and unknown.start() <= end <= unknown.end():
            return body_called(context, unknown[1])
        behind = _BODY_BEHIND.match(text, role.outer_end)
        mentions = hit.masked.mentions.values()
        if behind and not any(
            m.start <= behind.start(1) < m.end for m in mentions if m.letter in "OLRP"
        ):
            return body_called(context, behind[1])
        if _BOARD.fullmatch(role.value) and _DECIDES.match(text, end):
            return []  # "der Vorstand Max Beispiel zum Nachfolger" names someone else's office
        if self._is_held_elsewhere(text, role, end):
            return []
        belongs_to = self._belongs_to(role)
        mask = hit.masked.mask
        if _NEXT_ONE.match(mask, hit.match.end()):
            return []
        if belongs_to in ("organization", "any") and _SHARED.match(mask, hit.match.end()):
            return []
        bracket = _BRACKET.match(mask, hit.match.end())
        named = hit.masked.before(hit.match.start())
        near = nobody_elses(text, without_locations(hit.masked.sentence, named), start)
        whose = _WHOSE.search(text, max(0, role.outer_start - 8), role.outer_start)
        if whose and not _ANYBODYS.match(role.value):  # a part of a body has a Leiter too
            return context.resolve("@traeger", near)
        if bracket:
            near.append(hit.masked.mentions[bracket[1]].value)
        others = hit.masked.mentions.values() if ";" in hit.masked.sentence.text else ()
        listed = [
            m.value
            for m in others
            if m.letter in "OL"
            and text[m.outer_end : m.outer_end + 1] == ";"
            and text[m.outer_start - 2 : m.outer_start] == ", "
        ]
        found = body_of_office(context, belongs_to, near, listed=listed)
        part = next((p for office, p in _ONLY_IN.items() if role.value.startswith(office)), "")
        return [iri for iri in found if part in context.entities[iri].label.lower()]

    def authority(self, hit: Hit, context: Context) -> list[str]:
        """The town or district that a part of one, such as ``das Hauptamt``, belongs to; none if
        the text goes on to say where it is, in words that are nobody's name."""
        start, end = hit.masked.text_span(hit.match.start(), hit.match.end())
        if _ELSEWHERE.match(hit.article.text, end):
            return []
        mentions = hit.masked.before(hit.match.start())
        standing = without_locations(hit.masked.sentence, mentions)
        near = nobody_elses(hit.article.text, standing, start)
        return body_of_office(context, "local", near, listed=[])

    def _belongs_to(self, role: Linked) -> str:
        """What kind of body the office ``role`` belongs to; a Fraktion is a party's."""
        if _OF_CLUBS.match(role.value):
            return "other"
        if _ANYBODYS.match(role.value):
            return "any"
        return self.kind_of(role.value) or ("local" if _LOCAL_OFFICE.match(role.value) else "any")

    def kind_of(self, office: str) -> str:
        """What kind of body the table says ``office`` belongs to, of an unlisted compound what the
        office at its end does (``Innenstaatssekretärin``); nothing if that is not listed either."""
        known = self._kinds.get(office)
        if known is None:
            known = self._kind_listed(office)
            if not known:
                end = next(filter(None, map(self._kind_listed, _ends(office))), "")
                # a head of many compounds (-direktor) says no kind of body, but a minister does
                known = end if end not in ("organization", "any") else ""
            self._kinds[office] = known
        return known

    def _kind_listed(self, office: str) -> str:
        things = (self.lexicon.things[sense.thing] for sense in self.lexicon.senses(office))
        return next((thing.detail for thing in things if thing.letter == "R"), "")

    def _is_held_elsewhere(self, text: str, role: Linked, end: int) -> bool:
        """Tell whether the words behind an office, at ``end``, say the body that has it without its
        name: ``Leiterin in der Münchner Ausländerbehörde``."""
        if end < role.outer_end:
            return False
        behind = _BODY_FOLLOWS.match(text, end)
        return behind is not None and bool(_BODY_NOUN.search(behind[1] or behind[2]))

    def _names_its_body(self, text: str, role: Linked) -> bool:
        """Tell whether an office says whose it is: ``Vorstand des Instituts``, of which nobody
        knows which, so nothing is inferred; ``Leiter der Finanzabteilung`` says no body."""
        if text[role.outer_start - 1 : role.outer_start] == "-":
            return True  # "Verbands-Sprecher": the word before the hyphen is the body
        complement = _COMPLEMENT.search(text, role.outer_start, role.outer_end)
        complement = complement or _COMPLEMENT.match(text, role.outer_end)
        if complement is None or complement[1] in _ANY_BODY:
            return False
        return not complement[1].lower().endswith(_PARTS_OF_BODIES)


def _ends(office: str) -> Iterator[str]:
    """What a compound may end in, the longest first: ``Staatssekretärin``, ``Sekretärin``."""
    for i in range(1, len(office) - _SHORTEST):
        yield office[i].upper() + office[i + 1 :]


def _prefix(text: str, role: Linked) -> str:
    """The first part of the compound that an office is: ``MIV`` of ``MIV-Vorstand``."""
    inside = role.value.partition(" ")[0].rpartition("-")[0]
    before = _COMPOUND.search(text, max(0, role.outer_start - 30), role.outer_start)
    return inside or (before[1] if before else "")
