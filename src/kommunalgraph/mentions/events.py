"""Find the names of events nobody listed: fairs, congresses, contests, prizes.

The head noun tells that it is an event, and what stands around it that it is one with a name:

* a name in quotes, or an adjective and a noun: ``Wettbewerb „Digitale Beispiele“``, ``Forum
  Digitale Beispiele``
* a capital adjective or an origin in front: ``Deutscher Beispielpreis``, ``Musterfurter
  Umwelttage``
* somebody's name in a compound: ``KOMU-Forum``; English words: ``Open Example Award``
* for a compound, its number or its year: ``12. Beispielkongress``, ``Beispielgipfel 2019``

A mere ``Kongress`` and ``die Tagung der Landräte`` are events without a name.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.mentions.candidates import Candidate, Known
from kommunalgraph.mentions.companies import Companies, named
from kommunalgraph.mentions.judging import Judge
from kommunalgraph.mentions.tokens import Token, adjacent, word_at

_SHORTEST_COMPOUND = 7
"""Letters that a compound such as Umwelttage has more of than Tage or Gipfel."""
_LONGEST_QUOTED: Final = 8
_OPENING: Final = '„“"»‚'
_CLOSING: Final = '“”"«‘'
_ADJECTIVE = re.compile(
    r"(?:[A-ZÄÖÜ][a-zäöüß]*isch|(?:Nord|Süd|Ost|West|Gesamt)?[Dd]eutsch|Nationa?l|International"
    r"|Kommunal|Digital)e[nrsm]?$"
)
_NAME_ADJECTIVE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+e[nrs]?$")
_YEAR = re.compile(r" (?:19|20)\d\d\b")
_ENGLISH = re.compile(r"(?:Award|Summit|Challenge|Convention|Conference|Congress|Expo)s?$")
_NO_ENGLISH = re.compile(
    r"(?:[DdJj](?:er|ie|as|en|em|es)|Ein\w*|[IA]m|In|Beim?|Zu[mr]?|Auf|Mit|Vo[mn]|Nach|Für|Diese\w*)$"
)
_LONGEST_ENGLISH: Final = 3
_FOR = re.compile(r" für [A-ZÄÖÜ][\w-]+")
_ACRONYM = re.compile(r"[A-ZÄÖÜ][A-ZÄÖÜ0-9]{2,}$")
_UNCOUNTED = re.compile(r"(?:preise?s?|[a-zäöüß]tage?n?s?)$")
"""With a number or a year these are as often prices and days."""
_CONTEST = re.compile(r"[Ww]ettbewerbs?$")
"""``Wettbewerb Digitale Beispiele``: what follows is the whole name."""

_OF_MEDIA = re.compile(r"(?:Presse|Video|Telefon|Web|Online|Bilanz)-?[a-zA-Z]+$")
_ONLY_COUNTED = re.compile(r"(?:[Vv]ersammlung|Fachtagung|Jahrestagung|Herbsttagung)$")
"""What has no name but its number."""

_MASCULINE = re.compile(
    r"(?:[Kk]ongress|[Pp]reis|[Aa]ward|[Gg]ipfel|[Ww]ettbewerb|[Tt]ag|[Ss]ummit)$"
)
_NEUTER = re.compile(r"(?:[Ff]orum|[Ss]ymposium|[Cc]amp|[Ff]estival|[Ww]ebinar|[Ff]est)$")
_ENDING = re.compile(r"e[nrsm]?$")


class Events:
    """Finds named events by their head nouns."""

    def __init__(self, judge: Judge, companies: Companies) -> None:
        self.judge = judge
        self.companies = companies

    def is_head(self, word: str) -> bool:
        """Tell whether ``word`` is, or ends in, the noun for an event."""
        words = self.judge.words
        return word in words.event_heads or (
            (word[0].isupper() or "-" in word) and word.lower().endswith(words.event_tails)
        )

    def read(self, text: str, tokens: list[Token], k: int, known: Known) -> Candidate | None:
        """Return the event that head noun ``k`` names, None if it names none."""
        listed = known.get(tokens[k].start)
        if listed is not None and listed.end >= tokens[k].end:
            return None
        head = tokens[k].text
        if _OF_MEDIA.match(head):
            return None
        event = (
            self._quoted(text, tokens, k)
            or self._in_front_of_name(text, tokens, k)
            or _english(text, tokens, k)
            or self._whole(text, tokens, k)
        )
        if event is None:
            return None
        number = _number_before(text, tokens, k)
        outer = tokens[k if number is None else number].start
        return event._replace(outer_start=min(outer, event.start), outer_end=event.span[1])

    def _quoted(self, text: str, tokens: list[Token], k: int) -> Candidate | None:
        if not word_at(tokens, k + 1) or word_at(tokens, k + 1) not in _OPENING:
            return None
        for stop in range(k + 3, min(k + 3 + _LONGEST_QUOTED, len(tokens))):
            if tokens[stop].text in _CLOSING:
                event = named(text, tokens, k + 2, stop, "Event")
                return event._replace(outer_start=event.start, outer_end=tokens[stop].end)
            if tokens[stop].text in ".!?;":
                break
        return None

    def _in_front_of_name(self, text: str, tokens: list[Token], k: int) -> Candidate | None:
        """``Forum Digitale Beispiele``: an adjective and a noun behind the head."""
        j = k + 1
        if tokens[k].text not in self.judge.words.event_heads or not adjacent(text, tokens, j):
            return None
        noun = word_at(tokens, j + 1)
        if not _NAME_ADJECTIVE.match(tokens[j].text) or not adjacent(text, tokens, j + 1):
            return None
        if not (noun[:1].isupper() and noun.isalpha()):
            return None
        first = j if _CONTEST.search(tokens[k].text) else k
        return named(text, tokens, first, j + 2, "Event")

    def _whole(self, text: str, tokens: list[Token], k: int) -> Candidate | None:
        """The head with what stands in front of it and behind."""
        head, end = tokens[k].text, tokens[k].end
        only_counted = bool(_ONLY_COUNTED.search(head))
        is_compound = len(head) > _SHORTEST_COMPOUND and head not in self.judge.words.event_heads
        before = word_at(tokens, k - 1) if k and adjacent(text, tokens, k) else ""
        number = _number_before(text, tokens, k)
        if number is not None and only_counted:
            return named(text, tokens, number, k + 1, "Event")
        if only_counted:
            return None
        purpose = _FOR.match(text, end, tokens[-1].end)
        if before and (_ADJECTIVE.match(before) or self.companies.is_origin(before)):
            if is_compound:
                return named(text, tokens, k - 1, k + 1, "Event")
            if purpose:
                return Candidate(
                    start := tokens[k - 1].start,
                    purpose.end(),
                    "E",
                    text[start : purpose.end()],
                    hint="Event",
                )
            return None
        if not is_compound:
            return None
        first, hyphen, _ = head.rpartition("-")
        if hyphen and self._is_somebody(first):
            return named(text, tokens, k, k + 1, "Event")
        counted = number is not None or _YEAR.match(text, end, tokens[-1].end)
        return (
            named(text, tokens, k, k + 1, "Event")
            if counted and not _UNCOUNTED.search(head)
            else None
        )

    def _is_somebody(self, name: str) -> bool:
        """Tell whether the first part of a compound is a name in capitals.  That of a listed body
        is worth more than its event's, which would hide it."""
        return not self.judge.letter(name) and bool(_ACRONYM.match(name))


def _english(text: str, tokens: list[Token], k: int) -> Candidate | None:
    """``Open Example Award``: capital words in front of an English head."""
    if not _ENGLISH.match(tokens[k].text):
        return None
    first = k
    while first and k - first < _LONGEST_ENGLISH and adjacent(text, tokens, first):
        word = tokens[first - 1].text
        if not word[0].isupper() or _NO_ENGLISH.match(word):
            break
        first -= 1
    return named(text, tokens, first, k + 1, "Event") if first < k else None


def _number_before(text: str, tokens: list[Token], k: int) -> int | None:
    """The token of the number that counts the event: ``12. Beispielkongress``."""
    if k < 2 or tokens[k - 1].text != "." or not tokens[k - 2].text.isdigit():
        return None
    return k - 2 if text[tokens[k - 2].end : tokens[k].start] == ". " else None


def base_event(name: str) -> str:
    """Return the name of an event in the nominative, as far as its ending tells.

    >>> base_event("Musterländischen E-Beispiel-Kongresses")
    'Musterländischer E-Beispiel-Kongress'
    """
    words = name.split(" ")
    head = 1 if len(words) > 1 and _ADJECTIVE.match(words[0]) else 0
    words[head] = _bare(words[head])
    if head:
        ending = "er" if _MASCULINE.search(words[1]) else "es" if _NEUTER.search(words[1]) else "e"
        words[0] = _ENDING.sub(ending, words[0])
    return " ".join(words)


def _bare(head: str) -> str:
    """Take the ending of the genitive from a head noun."""
    for pattern in (_MASCULINE, _NEUTER):
        for ending in ("es", "s"):
            if head.endswith(ending) and pattern.search(head.removesuffix(ending)):
                return head.removesuffix(ending)
    return head
