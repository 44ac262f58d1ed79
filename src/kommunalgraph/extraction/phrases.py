"""The words and phrases of a masked sentence: tokens, noun phrases, and what may be a subject.

A noun phrase is recognised from its front: determiner, adjectives, nouns and roles up to a mention.
Whether it may be the subject its determiner tells: ``den`` and ``dem`` never stand in the
nominative, ``die`` and ``das`` may.  Function words are data (``data/language/words.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from kommunalgraph.mentions.judging import Remembered
from kommunalgraph.mentions.letters import ANY, letter_of
from kommunalgraph.text import language
from kommunalgraph.text.verbs import particles, split_form

SUBORDINATORS: Final = language.words("words", "subordinators")
ADVERBS: Final = language.words("words", "adverbs")
OPENERS: Final = ADVERBS | language.words("words", "openers")
PREPOSITIONS: Final = language.words("words", "prepositions")
RELATIVES: Final = language.words("words", "relatives")
NOMINATIVE: Final = language.words("words", "nominative")
OBLIQUE: Final = language.words("words", "oblique")
CONJUNCTIONS: Final = language.words("words", "conjunctions")
PRONOUNS: Final = language.words("words", "pronouns")
COPULAS: Final = language.words("words", "copulas")
AUXILIARIES: Final = COPULAS | language.words("words", "auxiliaries")
_ARTICLES: Final = language.words("words", "articles")

LONGEST_FIELD: Final = 16
"""Words before the finite verb of a main clause: beyond, it is no single constituent."""

_TOKEN = re.compile(rf"\w[\w.’'-]*|[{ANY}](?:-[\w-]+)?|\([^()]*\)|[^\s\w]")
_FINAL: Final = '.!?…“”»«" '
_ADJECTIVE: Final = re.compile(r"[a-zäöüß][a-zäöüß-]*e[nrms]?\Z")
_PARTICIPLE: Final = re.compile(
    r"(?:[a-zäöüß]*ge|be|ver|ent|er|zer|über|unter)[a-zäöüß]+(?:t|en)\Z"
)
_PLURAL: Final = re.compile(r"^[A-ZÄÖÜ].*(?:en|ern|er|eln|n|e|s)\Z")
_POSSESSIVE: Final = frozenset(["der", "des", "von", "vom", "bei", "beim"])
_DETERMINERS: Final = NOMINATIVE | OBLIQUE
_BODIES: Final = "OLP"
_HEADS: Final = "OLPTDE"
_ATTRIBUTES: Final = "RFQN"
_LONGEST_PHRASE: Final = 8  # words of one noun phrase, attributes included
_LONGEST_ADVERBIAL: Final = 5  # words of an adverbial, its noun included
_LONGEST_LIST: Final = 12  # words of several in coordination, looked at from the end


class Token(NamedTuple):
    """A word, a mention with its tail, a sign, or a whole bracket of the mask.

    ``letter`` is the kind of mention, ``None`` for anything else; ``low`` the word in small
    letters; ``finite`` tells that it may be a finite verb: nouns and names begin with capitals.
    """

    text: str
    start: int
    end: int
    letter: str | None
    low: str
    finite: bool


Tokens = Sequence[Token]


def _of_word(text: str) -> tuple[str | None, str, bool]:
    """What is known of a word wherever it stands: ``letter``, ``low`` and ``finite``."""
    finite = text[0].islower() and split_form(text) is not None
    return letter_of(text[0]), text.lower(), finite


_KNOWN: Final = Remembered(_of_word)
_made: Final = partial(tuple.__new__, Token)  # a third of the time of calling Token


def as_token(text: str, start: int, end: int) -> Token:
    """Return ``text`` as a token."""
    return Token(text, start, end, *_KNOWN[text])


def tokens_of(mask: str) -> list[Token]:
    """Return the tokens of a mask without the sign that ends it."""
    length = len(mask.rstrip(_FINAL))
    known = _KNOWN
    return [
        _made((word := m[0], m.start(), m.end(), *known[word]))
        for m in _TOKEN.finditer(mask, 0, length)
    ]


def finite_place(tokens: Tokens) -> int | None:
    """The place of the finite verb of a main clause, ``None`` where there is none."""
    for i, token in enumerate(tokens):
        if token.finite and not (i and tokens[i - 1].low in ("zu", "und", "oder")):
            return i
    return None


def is_subject(field: Tokens) -> bool:
    """Tell whether what stands before the verb is a body, person or thing in the nominative."""
    return bool(field) and may_be_subject(field, 0) and noun_phrase(field, 0) is not None


def may_be_subject(tokens: Tokens, i: int) -> bool:
    """Tell whether the phrase that begins at ``i`` may stand in the nominative."""
    first = tokens[i]
    if first.letter:
        return first.letter not in "MNW"
    if first.text[0].isupper() and i:
        return True
    return first.low in NOMINATIVE or (first.text[0].isupper() and not is_no_subject(tokens))


def is_no_subject(field: Tokens) -> bool:
    """Tell whether a constituent cannot be the subject: an adverb, a date, an object."""
    first = field[0]
    if first.letter:
        return first.letter == "M"
    low = first.low
    return bool(low in PREPOSITIONS or low in OBLIQUE or low in OPENERS or low in SUBORDINATORS)


def is_predicate(field: Tokens, verb: Token) -> bool:
    """Tell whether ``Träger`` in ``Träger ist die Stadt …`` stands before its copula."""
    named = (field[0].letter or " ") in _BODIES
    return verb.low in COPULAS and not named and field[0].low != "es"


def noun_phrase(tokens: Tokens, i: int) -> int | None:
    """Return the end of the noun phrases in coordination at ``i`` that name something."""
    end = _single_noun_phrase(tokens, i)
    if end is None:
        return None
    while end + 1 < len(tokens) and tokens[end].low in (",", "und", "sowie", "&"):
        following = _single_noun_phrase(tokens, end + 1)
        if following is None or (tokens[end].text == "," and not _goes_on(tokens, following)):
            break
        end = following
    return end


def _goes_on(tokens: Tokens, i: int) -> bool:
    """Tell whether a list goes on at ``i``: behind a comma, ``und`` must come."""
    return i < len(tokens) and tokens[i].low in (",", "und", "sowie", "&")


def _single_noun_phrase(tokens: Tokens, i: int) -> int | None:
    """``die Stadt O``, ``Bürgermeister P``, ``Ls früherer Bürgermeister P``, with its bracket."""
    end: int | None = None
    for position in range(i, min(i + _LONGEST_PHRASE, len(tokens))):
        token = tokens[position]
        if token.letter and token.letter in _HEADS:
            if end is not None and token.letter != "P":
                break
            end = position + 1
            if token.letter == "P":
                break
        elif not _leads_to_head(token, first=position == i, headed=end is not None):
            break
    if end is not None and end < len(tokens) and tokens[end].text[0] == "(":
        end += 1
    if end is not None and _is_place_of(tokens, end):
        end += 2
    return end


def _is_place_of(tokens: Tokens, end: int) -> bool:
    """Tell whether a list goes on behind the place of its member: ``die O in L und …``."""
    return (
        end + 2 < len(tokens)
        and tokens[end].low in ("in", "aus")
        and tokens[end + 1].letter == "L"
        and tokens[end + 2].low in ("und", "sowie", ",")
    )


def _leads_to_head(token: Token, *, first: bool, headed: bool) -> bool:
    """Tell whether a word stands before the head of a noun phrase: determiner, adjective, noun."""
    if token.letter:
        return token.letter in _ATTRIBUTES
    if first and (token.low in NOMINATIVE or token.low in OBLIQUE):
        return True
    if token.text[0].isupper():
        return not headed and not is_no_subject([token])
    adjective = _ADJECTIVE.match(token.text) is not None and token.low not in _ARTICLES
    return adjective and not token.finite


def adverbial_end(tokens: Tokens, i: int) -> int | None:
    """Return the end of the prepositional phrase at ``i`` that names nothing: ``auf diesem Feld``.

    A noun that something more specific may belong to ends none: ``im Auftrag der O``.
    """
    if tokens[i].low not in PREPOSITIONS:
        return None
    for position in range(i + 1, min(i + _LONGEST_ADVERBIAL, len(tokens) - 1)):
        token = tokens[position]
        if token.letter:
            return None
        if token.text[0].isupper():
            return position + 1 if _stands_alone(tokens[position + 1]) else None
        if not (token.low in _DETERMINERS or _ADJECTIVE.match(token.text)) or token.finite:
            return None
    return None


def _stands_alone(following: Token) -> bool:
    """Tell whether the noun before ``following`` has no name, genitive or phrase behind it."""
    if following.letter or following.text[0].isupper() or not following.text[0].isalpha():
        return False
    low = following.low
    return low not in PREPOSITIONS and low not in CONJUNCTIONS and low not in _POSSESSIVE


def is_thing(tokens: Tokens) -> bool:
    """Tell whether a phrase names no body and no person, which could act."""
    return not any(t.letter and t.letter in _BODIES for t in tokens)


def antecedent(before: Tokens, *, plural: bool) -> list[Token]:
    """Return the noun phrase that ``before`` ends with; for a verb in the plural, all of them."""
    before = _without_verbs(before)
    for i in range(max(0, len(before) - _LONGEST_LIST), len(before)):
        end = noun_phrase(before, i) if plural else _single_noun_phrase(before, i)
        if end == len(before):
            start = i
            while before[start].letter is None and before[start].low in _ARTICLES:
                start += 1
            return list(before[start:])
    comma = max((i for i, t in enumerate(before) if t.text == ","), default=0)
    if comma and _is_description(before[comma + 1 :]):
        return antecedent(before[:comma], plural=plural)
    return []


def several_of(before: Tokens, one: Token) -> list[Token]:
    """Return the noun of whose possessor ``one`` is, up to it: ``Kunden der O``.

    What is said ``von denen`` is said of several, so of the customers and not of the body.
    """
    place = next(i for i, token in enumerate(before) if token is one)
    noun = place - 1 - (before[place - 1].low in _POSSESSIVE) if place > 1 else -1
    if noun < 0 or before[noun].letter or not _PLURAL.search(before[noun].text):
        return []
    return list(before[noun : place + 1])


def _without_verbs(before: Tokens) -> Tokens:
    """Leave out the verb that a relative clause may stand behind: ``wurde P gewählt, der …``."""
    length = len(before)
    while length and (
        _PARTICIPLE.match(before[length - 1].text) or before[length - 1].low in particles()
    ):
        length -= 1
    return before[:length]


def _is_description(tokens: Tokens) -> bool:
    """Tell whether tokens are an apposition without a name: ``einer jungen Firma``."""
    return (
        1 < len(tokens) < 6
        and tokens[0].low in _ARTICLES
        and tokens[-1].text[0].isupper()
        and not any(token.letter for token in tokens)
    )
