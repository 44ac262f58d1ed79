"""Compile a sentence template to a regular expression over masked sentences.

A template is written as the sentence it stands for::

    {kunde:traeger} (entschied|entscheidet) sich … für {produkt:produkt}

===================  ==========================================================================
``{name:type}``      a mention of that type, with its article and adjectives
``{name:type+}``     one or more of them in coordination: ``die Kreise A, B und C``
``{=name:type}``     the mention without article and adjectives
``{type}``           short for ``{type:type}``; the same name in two alternatives is one slot
``word``             the word; a lower-case first letter also matches the sentence-initial capital
``word*``            any word that begins so
``(a|b c)``          alternatives
``[a]``              may be absent
``\\(``               a bracket of the text
``{!person}``        what follows is no (body, office and) person: it belongs to the next one
``~``                an adjective
``…``                up to eight words of the same clause, without a mention of a neighbouring type
``……``               the same, but across commas and up to sixteen words
===================  ==========================================================================

Types are listed in :data:`.slot_expressions.TYPES`.  Words and punctuation are separated by
blanks; what stands together without a blank (``{org}-{rolle}``) stands together in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from kommunalgraph.errors import KnowledgeError
from kommunalgraph.extraction.slot_expressions import ADJECTIVE_WORD, NO_PERSON, TYPES, slot_regex
from kommunalgraph.extraction.word_expressions import any_word, one_word
from kommunalgraph.mentions.letters import character_class
from kommunalgraph.text.verbs import reported_form

_TOKEN = re.compile(
    r"(?P<space>\s+)|\\(?P<escaped>.)|(?P<gap>……|…)|\{(?P<slot>[^}]*)\}"
    r"|(?P<open>[\[(])|(?P<close>[\])])|(?P<bar>\|)"
    r"|(?P<word>[\w.-]*[\wäöüÄÖÜß.]\*?)|(?P<other>[^\s])"
)
_TOKEN_OR_GROUP = re.compile(rf"(?P<flat>\([^][(){{}}\\]*\)|\[[^][(){{}}\\]*\])|{_TOKEN.pattern}")
"""Groups of mere words, which macros repeat in hundreds of templates, are taken as a whole."""

AGAIN: Final = "__"
"""Between the name and the number of a slot that stands in several alternatives."""

_COMMON: Final = frozenset(
    {
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer"),
        *("eines", "und", "oder", "sowie", "in", "im", "an", "am", "auf", "aus", "bei", "beim"),
        *("mit", "von", "vom", "zu", "zum", "zur", "für", "ist", "sind", "war", "hat", "haben"),
        *("wird", "werden", "als", "sich", "es", "auch", "nach", "über", "um", "so", "wie"),
        *("ab", "seit", "bis", "nun", "neue", "neuer", "neuen"),
    }
)
"""Words too frequent to wake a rule."""
SIGNS: Final = frozenset(",:;()&/–-„“")
"""Signs that a sentence must hold for a template with them, as it must hold the words."""

WORD_OR_SIGN: Final = re.compile(rf"[a-zß-öø-ɏ]+|[{re.escape(''.join(sorted(SIGNS)))}]")
"""What the words and signs of templates are looked up among, in small letters.  These are letters
of Europe's Latin alphabets: a class of ranges is found in two thirds of the time of any letter."""

_CLOSING: Final = (",", ":", ";", r"\)", r"\.", "!", r"\?")
"""Signs that follow the word before them without a blank."""


class Template(NamedTuple):
    """A template as a regular expression, compiled when it is first tried.

    ``slots`` maps a slot's name to its kinds; ``lists`` names the slots that stand for several
    mentions; ``triggers`` are the words of which one must stand in a sentence for the template to
    be tried (empty: there is no telling one); ``words`` are all sets of words and signs of which
    one must stand there, frequent words included; ``needs`` are alternatives of kinds, one string
    per slot that must be filled.
    """

    source: str
    regex: str
    slots: dict[str, str]
    lists: frozenset[str]
    triggers: frozenset[str]
    words: tuple[frozenset[str], ...]
    needs: tuple[str, ...]

    @property
    def wakers(self) -> frozenset[str]:
        """The words or signs under which the template is looked up: the telling ones, else the
        smallest set of frequent ones, else none."""
        return self.triggers or (self.words[0] if self.words else frozenset())


class _Element(NamedTuple):
    """A piece of a template: its expression, and what is known of it.

    One of ``words`` must stand in a sentence that it matches; where not all of its alternatives
    have a word, one of ``signs``, which may be words as well.  ``plain`` is the word itself where
    the element is one of letters alone; ``letter`` tells that it begins with a letter.  ``need``
    are the kinds of which one mention must be there: those of a slot, or what all alternatives of
    a group have.
    """

    regex: str
    optional: bool = False
    tight: bool = False
    words: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()
    kinds: str = ""
    gap: int = 0
    plain: str = ""
    letter: bool = False
    group_need: str = ""

    @property
    def need(self) -> str:
        return self.kinds or self.group_need


def compile_template(source: str, *, where: str) -> Template:
    """Compile ``source``; ``where`` (file and rule) opens the message of a KnowledgeError."""
    parser = _Parser(source, where)
    elements = parser.sequence(closing="")
    regex = _join(elements)
    if not parser.leading_slot:
        # Where a letter follows for sure, both mean the same, and the first takes half the time.
        regex = (r"\b" if elements and elements[0].letter else r"(?<!\w)") + regex
    candidates = [e.words for e in elements if e.words and not e.optional]
    # What stands right behind a word is a part of a word, not one that can be looked up.
    parts = [e for before, e in pairwise(elements) if e.tight and before.words]
    words = {e.words for e in elements if e.words and not e.optional and e not in parts}
    words |= {e.signs for e in elements if e.signs and not e.words and not e.optional}
    telling = [w for w in candidates if not w & _COMMON]
    triggers = max(telling, key=lambda words: min(map(len, words))) if telling else frozenset[str]()
    needs = tuple(e.need for e in elements if e.need and not e.optional)
    return Template(
        source,
        regex,
        parser.slots,
        frozenset(parser.lists),
        triggers,
        tuple(sorted(words, key=lambda w: (len(w), sorted(w)))),
        needs,
    )


class _Parser:
    """Recursive descent over the tokens of one template."""

    def __init__(self, source: str, where: str, tokens: re.Pattern[str] = _TOKEN_OR_GROUP) -> None:
        self.source = source
        self.where = where
        self.tokens = list(tokens.finditer(source))
        self.position = 0
        self.slots: dict[str, str] = {}
        self.lists: set[str] = set()
        self.leading_slot = False

    def fail(self, what: str) -> KnowledgeError:
        return KnowledgeError(f"{self.where}: template {self.source!r}: {what}")

    def sequence(self, *, closing: str) -> list[_Element]:
        """Read elements up to ``closing`` (or a bar), which is left for the caller."""
        elements: list[_Element] = []
        tight = True
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            kind = token.lastgroup
            if kind == "close" or kind == "bar":
                if not closing:
                    raise self.fail(f"stray {token.group()!r}; write it inside ( ) or [ ]")
                return elements
            self.position += 1
            if kind == "space":
                tight = False
                continue
            element = self._element(token)
            elements.append(element._replace(tight=element.tight or (tight and bool(elements))))
            tight = True
        if closing:
            raise self.fail(f"{closing!r} is missing")
        return elements

    def _element(self, token: re.Match[str]) -> _Element:
        kind, text = token.lastgroup, token.group()
        if kind == "flat":
            return _group_of_words(text)
        if kind == "slot":
            return self._slot(token.group("slot"))
        if kind == "gap":
            return _Element("", gap=16 if text == "……" else 8)
        if kind == "open":
            return self._group(text)
        if kind == "escaped":
            return _sign(token.group("escaped"))
        if text == "~":
            return _Element(ADJECTIVE_WORD)
        if kind == "word":
            plain = text if text.isalpha() else ""
            letter = text[0].isalpha()
            return _Element(one_word(text), words=_trigger(text), plain=plain, letter=letter)
        return _sign(text)

    def _group(self, opening: str) -> _Element:
        closing = ")" if opening == "(" else "]"
        branches = [self.sequence(closing=closing)]
        while self.position < len(self.tokens) and self.tokens[self.position].lastgroup == "bar":
            self.position += 1
            branches.append(self.sequence(closing=closing))
        if self.position == len(self.tokens) or self.tokens[self.position].group() != closing:
            raise self.fail(f"{closing!r} is missing")
        self.position += 1
        regex = "(?:" + "|".join(_alternatives(branches)) + ")"
        words = _one_of([next(_needed(branch, signs=False), None) for branch in branches])
        signs = _one_of([next(_needed(branch, signs=True), None) for branch in branches])
        closing_sign = all(b and b[0].regex in _CLOSING for b in branches)
        letter = opening == "(" and all(b and b[0].letter for b in branches)
        optional = opening == "["
        return _Element(
            regex,
            optional,
            tight=closing_sign,
            words=words,
            signs=signs,
            letter=letter,
            group_need=_common_need(branches),
        )

    def _slot(self, text: str) -> _Element:
        if text == "!person":
            return _Element(NO_PERSON, tight=True)
        plural, bare = text.endswith("+"), text.startswith("=")
        name, _, type_name = text.strip("=+").partition(":")
        type_name = type_name or name
        if type_name not in TYPES:
            raise self.fail(f"no slot type {type_name!r}; write one of {', '.join(TYPES)}")
        letters = TYPES[type_name]
        if name in self.slots:
            name = f"{name}{AGAIN}{len(self.slots)}"
        self.slots[name] = letters
        if plural:
            self.lists.add(name)
        leading = self.position == 1
        self.leading_slot |= leading
        return _Element(
            slot_regex(name, letters, plural=plural, leading=leading or bare), kinds=letters
        )


@cache
def _group_of_words(source: str) -> _Element:
    """Parse a group without slots and groups inside, the same wherever it stands."""
    return _Parser(source, "", _TOKEN).sequence(closing="")[0]


def _alternatives(branches: list[list[_Element]]) -> Iterator[str]:
    """The expressions of alternatives, words in a row as one: of those only one can match."""
    for plain, row in groupby(branches, lambda b: len(b) == 1 and bool(b[0].plain)):
        if plain:
            yield any_word([branch[0].plain for branch in row])
        else:
            yield from map(_join, row)


def _trigger(text: str) -> frozenset[str]:
    """Words with ``*`` cannot be looked up, so they wake no rule; of ``IT-Tochter`` the longest
    part can, and abbreviations and figures are no words."""
    if text.endswith("*") or "." in text:
        return frozenset()
    longest = max(WORD_OR_SIGN.findall(text.lower()), key=len, default="")
    if not longest or longest in SIGNS:
        return frozenset()
    reported = reported_form(text)
    return frozenset({longest, reported} if reported else {longest})


def _sign(text: str) -> _Element:
    signs = frozenset({text} if text in SIGNS else ())
    return _Element(re.escape(text), signs=signs)


def _needed(branch: list[_Element], *, signs: bool) -> Iterator[frozenset[str]]:
    """The words, or else ``signs``, of the elements of a branch that must be there."""
    for element in branch:
        if not element.optional and (needed := element.words or (signs and element.signs)):
            yield needed


def _one_of(needed: list[frozenset[str] | None]) -> frozenset[str]:
    """What one of must be there if any of the branches is; nothing if a branch needs nothing."""
    found = [n for n in needed if n]
    return frozenset[str]().union(*found) if len(found) == len(needed) else frozenset[str]()


def _common_need(branches: list[list[_Element]]) -> str:
    """The narrowest type of which each branch must have a mention, nothing if there is none."""
    needs = [{e.need for e in branch if e.need and not e.optional} for branch in branches]
    common = (
        letters
        for letters in sorted(TYPES.values(), key=len)
        if all(any(set(need) <= set(letters) for need in branch) for branch in needs)
    )
    return next(common, "")


def _join(elements: list[_Element]) -> str:
    """Put the elements in a row; an optional element owns the blank beside it."""
    parts: list[str] = []
    started = opened = False
    for i, element in enumerate(elements):
        if element.gap:
            parts.append(_gap(element, elements, i))
            continue
        blank = "" if element.tight or opened or element.regex in _CLOSING else " "
        opened = element.regex == r"\("
        if not started and element.optional:
            parts.append(f"(?:{element.regex} )?")
            continue
        piece = (blank if started else "") + element.regex
        parts.append(f"(?:{piece})?" if element.optional else piece)
        started = True
    return "".join(parts)


def _gap(element: _Element, elements: list[_Element], i: int) -> str:
    neighbours = next((e.kinds for e in reversed(elements[:i]) if e.kinds), "")
    neighbours += next((e.kinds for e in elements[i + 1 :] if e.kinds), "")
    barred = character_class("".join(sorted(set(neighbours)))) if neighbours else ""
    stop = r"\s;:()" if element.gap > 8 else r"\s,;:()"
    blank = ",? " if element.gap > 8 else " "
    return rf"(?:{blank}[^{stop}{barred}]+){{0,{element.gap}}}?" + (",?" if element.gap > 8 else "")
