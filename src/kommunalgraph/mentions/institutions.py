"""Find bodies nobody listed by the head noun of their name and what completes it.

``Ministerium für Beispiel und Muster``, ``Universität Beispielstadt``, ``Musterer Betrieb für …``,
``Zweckverband Kommunale Datenverarbeitung Musterland``, ``IT-Verbund (ITM) Musterland``.  A head
that is also the name of a field (``Informationstechnik``) makes a body only with an adjective or a
region of its own.  A short form in brackets shows where a long name ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.institution_names import SHORT_INSIDE, abbreviates, without_short
from kommunalgraph.mentions.judging import REMEMBERED, Judge
from kommunalgraph.mentions.tokens import Token, adjacent

_PHRASE = r"(?:[A-Za-zäöüß]+e[nrs]? (?=[A-ZÄÖÜ]))?[A-ZÄÖÜ][\w/-]*"
_COMPLEMENT = (
    rf"(?:(?:den|die|das|der|dem) )?{_PHRASE}(?:, {_PHRASE}(?=,| und| sowie))*"
    rf"(?:,? (?:und|sowie) (?:für )?{_PHRASE})?"
)
_PURPOSE = re.compile(
    rf" (?:für|zu[rm](?! (?:Verfügung|Seite|Hand|Zeit)\b)) {_COMPLEMENT}"
    r"(?: des Landes [A-ZÄÖÜ][\w-]+| in der [A-ZÄÖÜ][\w-]+|(?<=ung) von [A-ZÄÖÜ][\w-]*en\b)?"
)
"""``… für Sicherheit in der Informationstechnik``: what any body may carry in its name."""
_OWNER = re.compile(
    rf" (?:des Innern(?:,? (?:und )?für {_COMPLEMENT}|, [^.]{{3,40}})?"
    r"|der (?:Finanzen|Justiz|Künste|Länder)"
    r"|des Landes [A-ZÄÖÜ][\w-]+|der Bundeswehr)(?![\w])"
)
"""``… des Innern``: genitives that belong to the names of public bodies."""
_MEMBERS = re.compile(
    r" (?:der(?: [a-zäöüß]+en)?"
    r"|(?!(?:mehrer|viel|zwei|drei|all|weiter|beid|einig|dies|ihr|sein|unser|ander|neu|d)er\b)"
    r"[a-zäöüß]+er)"
    r" (?!Stadt|Städte|Gemeinde|Kommune|Kreis|Landkreis|Länder|Region|Bund|Mitglied|Träger)"
    r"[A-ZÄÖÜ][\w-]+(?:en|er|e)(?: und [A-ZÄÖÜ][\w-]+(?:en|er|e))?(?![\w-])"
)
"""``Verband der`` Musterbetriebe, ``Verband musterhafter`` Betriebe."""
_MEMBERS_FIELD = re.compile(r" für (?:den|die|das) [a-zäöüß]+e[nrs]? [A-ZÄÖÜ][\w-]+")
"""``Verband der`` Musterbetriebe ``für den musterhaften Bereich``."""
_OF_MEMBERS = re.compile(r"(?:verband|vereinigung|gemeinschaft|kreis)(?:e?s)?$", re.I)
_UP_TO_SHORT = re.compile(
    r"(?:(?:,? (?:und|sowie)|,)? "
    r"(?:(?:für|zur|zum|von|der|des|im|in|an|den|die|das|dem|mit|bei) ){0,2}"
    r"(?:[a-zäöüß-]+e[nrsm]? )?[A-ZÄÖÜ][\w/-]*){1,6}(?= \((?P<short>[A-ZÄÖÜ][\w.-]{1,11})\))"
)
"""``… zur Prüfung von Musterverfahren (DPM)``."""
_REGIONAL = re.compile(
    r"(?:hochschule|universität|^[TFPH]H|^HAW|^Uni|kammer|^IHK|polizei\w+|^Metropolregion|klinikum"
    r"|jobcenter|gericht)$",
    re.I,
)
"""Heads that take the name of a region: ``Fachhochschule Mittelmusterland``."""
_REGION = re.compile(
    r"[A-ZÄÖÜ][a-zäöüß]*(?:(?:rhein|main|hessen|sachsen|bayern|franken|falen|land|lande|mark|gebirge|schwaben|baden"
    r"|thüringen|pfalz|küste|ruhr|wald|westfalen|harz|nordwest|oberland)|[a-zäöüß]-[A-ZÄÖÜ][a-zäöüß]+)$"
)
_HALF_REGION = re.compile(r"-(?:(?:Ober|Unter|Mittler|Hoh)er|Bad|Sankt)$")
"""``Musterfranken-Unterer`` Muster: a region in two words."""
_FOR_ITS_OWN = re.compile(r" (?:für|zu[rm]) (?:die|den|das) ")
"""``Rechenzentrum für die`` Kommunen: whom a computing centre works for is no part of its name."""
_PLURAL = re.compile(
    r"(?:zentren|zentralen|ministerien|verbände|bünde|universitäten|hochschulen|ämter|agenturen|anstalten"
    r"|institute|vereine|gesellschaften|gemeinschaften|kammern|kreise|stiftungen|akademien|bibliotheken"
    r"|kliniken|archive|gerichte|schulen|wehren|direktionen|inspektionen|regionen|tage)n?$",
    re.I,
)
"""Heads in the plural: several bodies, and none of them named."""
_LINKED_REGION = re.compile(r"(?:kammer|^Regierung)$")
"""Heads that stand before their region with a preposition: ``Handelskammer zu Musterfurt``."""
_LONGEST_REGION = 3
_SEVERAL_PLACES: Final = "Metropolregion"
_CAPITAL_ADJECTIVE = re.compile(r"[A-ZÄÖÜ][\w-]*(?:e[nrsm]?|er)$")
_NOUN = re.compile(r"[A-ZÄÖÜ][\w-]*$")
_FIELDS: Final = (
    "technik", "verarbeitung", "dienste", "gemeinschaft", "betrieb", "gesellschaft", "marketing",
    "institut", "agentur", "akademie", "verbund", "zentrum", "netzwerk",
)  # fmt: skip
"""Endings of head nouns that are ordinary nouns as well."""
_DEFINITE = re.compile(r"\b(?:[Dd](?:as|ie|em|es|er)|[Vv]om|[Bb]eim|[Aa]m|[Zz]um) $")
"""``das`` Institut für Beispiele: one that everybody knows."""
_NAMES_ITSELF = re.compile(
    r"(?:arbeitsgemeinschaft|arbeitskreis|zweckverband|initiative|kompetenzzentrum)(?:e?s)?$", re.I
)
"""Heads behind which a whole phrase may stand as the name: ``Arbeitskreis Kommunale IT Mitte``."""
_LOCAL_GROUP = re.compile(r"(?:liste|initiative|wählergemeinschaft|wählervereinigung)$", re.I)
"""Heads of groups that name the town they belong to: ``Bürgerliste Musterfurt``."""
_MINISTRY = re.compile(r"(?<!Staats)(?<!Bundes)(?<!Landes)\Bministeriums?$")
"""``Innenministerium``: whose, linking finds out."""
_UTILITY = re.compile(r"(?:werke|betriebe)n?$")
_JOINED = re.compile(r"(?<![\w-])((?:[A-ZÄÖÜ][a-zäöü]+-|Städte) und )$")
"""``Städte- und`` Gemeindebund."""


class Institutions:
    """Finds bodies in the tokens of a sentence."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.heads = judge.words.institutions
        self._tails = judge.words.institution_tails
        self.kind_of_head: Callable[[str], str] = lru_cache(REMEMBERED)(self._kind_of_head)

    def _kind_of_head(self, word: str) -> str:
        """Return the class of a body whose name has ``word`` as its head, or nothing."""
        kind = self.heads.get(word, "")
        if not word[:1].isupper() or _PLURAL.search(word):
            return ""
        if kind:
            return kind
        lower = word.lower()
        return next((k for tail, k in self._tails.items() if lower.endswith(tail)), "")

    def at(self, text: str, tokens: list[Token], i: int) -> tuple[Candidate, int] | None:
        """Return the body whose head is token ``i`` and how many tokens it takes from there."""
        head = tokens[i]
        kind = self.kind_of_head(head.text)
        if not kind:
            return None
        start = self._with_adjectives(text, tokens, i)
        last = self._end(text, tokens, i, kind, described=start < head.start)
        if text.find(" (", head.end, tokens[-1].end) >= 0:
            last = max(last, self._up_to_short(text, tokens, i, start))
            last = self._around_short(text, tokens, last)
        if last == i and _MINISTRY.search(head.text):
            return Candidate(head.start, head.end, "O", head.text, hint=kind), 1
        if last == i and not (
            start < head.start and self._is_own_name(text[start : head.start], head.text)
        ):
            return None
        end = tokens[last].end
        if last > i and self.kind_of_head(tokens[i + 1].text) == "Provider":
            kind = "Provider"  # a working group that is a computing centre
        senses = self.judge.lexicon.senses(without_short(text[start:end])) if last > i else ()
        return Candidate(start, end, "O", text[start:end], senses, hint=kind), last + 1 - i

    def _end(self, text: str, tokens: list[Token], i: int, kind: str, *, described: bool) -> int:
        """Return the last token of the name with head ``i``."""
        head = tokens[i]
        if _NAMES_ITSELF.search(head.text) and (phrase := self._phrase(text, tokens, i)) > i:
            return phrase
        last = i
        field = head.text.lower().rstrip("s").endswith(_FIELDS)
        if kind != "Provider" and _DEFINITE.search(text, max(0, head.start - 5), head.start):
            described = True
        limit, end = tokens[-1].end, head.end
        if field and not described and kind == "Provider":
            found = None if _FOR_ITS_OWN.match(text, end) else _PURPOSE.match(text, end, limit)
            close = max(
                (k for k in range(i, len(tokens)) if found and tokens[k].end <= found.end()),
                default=i,
            )
            place = self._region(text, tokens, close + 1, "") if close > i else 0
            return close + place if place else last + self._region(text, tokens, i + 1, kind)
        if head.text in self.heads:
            for tail in _tails(head.text, kind, whole=described or not field):
                if kind == "Provider" and _FOR_ITS_OWN.match(text, end):
                    break
                found = tail.match(text, end, limit)
                end = found.end() if found else end
            last = max((k for k in range(i, len(tokens)) if tokens[k].end <= end), default=i)
        of_members = (
            last > i and _OF_MEMBERS.search(head.text) and self._is_region(tokens, last + 1)
        )
        return last + (1 if of_members else self._region(text, tokens, last + 1, kind))

    def _is_region(self, tokens: list[Token], j: int) -> bool:
        return j < len(tokens) and bool(_REGION.match(tokens[j].text))

    def _up_to_short(self, text: str, tokens: list[Token], i: int, start: int) -> int:
        """Return the last token in front of the bracket with the short form of body ``i``."""
        found = _UP_TO_SHORT.match(text, tokens[i].end, tokens[-1].end)
        if not found or not abbreviates(found["short"], text[start : found.end()]):
            return i
        return max((k for k in range(i, len(tokens)) if tokens[k].end <= found.end()), default=i)

    def _around_short(self, text: str, tokens: list[Token], i: int) -> int:
        """Return the last token of a region behind the short form of the body up to token ``i``."""
        found = SHORT_INSIDE.match(text, tokens[i].end, tokens[-1].end)
        j = i + 4
        if not found or j >= len(tokens) or tokens[j].start != found.end() + 1:
            return i
        place = self.judge.names_place(tokens[j].text) or self.judge.is_place_shaped(tokens[j].text)
        return j if place else i

    def _region(self, text: str, tokens: list[Token], j: int, kind: str) -> int:
        """Number of tokens from ``j`` that name the place or region of a body (0 for none)."""
        if not adjacent(text, tokens, j):
            return 0
        head = tokens[j - 1].text
        if tokens[j].text in ("zu", "von") and _LINKED_REGION.search(head):
            place = self._place(text, tokens, j + 1)
            return place + 1 if place else 0
        if place := self._place(text, tokens, j):
            more = self._place(text, tokens, j + place) if head == _SEVERAL_PLACES else 0
            while more:
                place += more
                more = self._place(text, tokens, j + place)
            return place
        word = tokens[j].text
        if word in self.judge.lexicon.forms or self.judge.is_common_noun(word):
            return 0
        if kind in ("PublicBody", "Association") and _REGIONAL.search(head):
            return 1 if _REGION.match(word) else 0
        local = kind == "Provider" or bool(_LOCAL_GROUP.search(head))
        if not (local and _NOUN.match(word) and len(word) > 3):
            return 0
        goes_on = _HALF_REGION.search(word) and adjacent(text, tokens, j + 1)
        return 2 if goes_on and _NOUN.match(tokens[j + 1].text) else 1

    def _place(self, text: str, tokens: list[Token], j: int) -> int:
        """Number of tokens from ``j`` that are the name of one place: ``Bad Musterau``."""
        if not adjacent(text, tokens, j):
            return 0
        judge = self.judge
        longest = min(judge.lexicon.starts.get(tokens[j].text, 0), _LONGEST_REGION)
        for count in range(min(longest, len(tokens) - j), 0, -1):
            if judge.names_place(text[tokens[j].start : tokens[j + count - 1].end]):
                return count
        return 1 if judge.is_place_shaped(tokens[j].text) else 0

    def _phrase(self, text: str, tokens: list[Token], i: int) -> int:
        """Return the last token of a name that follows head ``i`` as a phrase of its own."""
        j = i + 1
        if not adjacent(text, tokens, j):
            return i
        if self.kind_of_head(tokens[j].text):
            inner = self.at(text, tokens, j)
            return j + inner[1] - 1 if inner and inner[0].start == tokens[j].start else i
        if (
            not _CAPITAL_ADJECTIVE.match(tokens[j].text)
            or tokens[j].text in self.judge.words.sentence_openers
        ):
            return i
        last = j
        while (
            last - j < 4 and adjacent(text, tokens, last + 1) and _NOUN.match(tokens[last + 1].text)
        ):
            last += 1
        return last if last > j else i

    def _with_adjectives(self, text: str, tokens: list[Token], i: int) -> int:
        """Start of the capitalised adjectives in front (``Musterländisches Ministerium``)."""
        start = tokens[i].start
        while i > 0 and adjacent(text, tokens, i):
            word = tokens[i - 1].text
            if not _CAPITAL_ADJECTIVE.match(word) or word in self.judge.words.sentence_openers:
                break
            if self.judge.is_role(word) or word in self.judge.words.title_words:
                break
            i -= 1
            start = tokens[i].start
        front = _JOINED.search(text, max(0, start - 30), start)
        return front.start(1) if front else start

    def _is_own_name(self, adjectives: str, head: str) -> bool:
        """Tell whether adjectives alone make a name: ``Ober-Musterische Hochschule``, and, where
        a town has one such body, ``Musterfurter Stadtwerke``."""
        if _UTILITY.search(head) and adjectives.endswith("er "):
            place = adjectives.rstrip().rpartition(" ")[2]
            return self.judge.letter(place) == "L" or self.judge.is_place_shaped(place[:-2])
        return "isch-" in adjectives


def _tails(head: str, kind: str, *, whole: bool) -> list[re.Pattern[str]]:
    """What may follow ``head`` in a name of class ``kind``; only members if it is not ``whole``."""
    tails = [_PURPOSE] if whole else []
    if whole and kind == "PublicBody":
        tails.append(_OWNER)
    if _OF_MEMBERS.search(head):
        tails += [_MEMBERS, _MEMBERS_FIELD]
    return tails
