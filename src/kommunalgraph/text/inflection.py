"""The forms in which German text writes a name, a noun, a role or the adjective of a place.

Forms that no text holds do no harm, missing ones lose a mention: where a word's class is unknown,
all endings that its sound allows are given.  Forms are in NFC, with the hyphen-minus and the
straight as well as the typographic apostrophe.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from kommunalgraph.text import language

_NOUNS = language.forms("inflection", "nouns")
_ENDINGS = tuple(sorted(_NOUNS, key=lambda ending: (-len(ending), ending)))
_STEMS = language.words("inflection", "adjectives.stems")
_NOT_ADJECTIVES = language.words("inflection", "adjectives.not_adjectives")
_PLACES = language.forms("inflection", "places")
_WEAK = tuple(sorted(language.words("inflection", "roles.weak")))

_LEGAL_FORM = re.compile(
    rf"[\s,]+(?:{language.either(language.words('inflection', 'legal_forms.endings'))})$"
)
_ADJECTIVE = re.compile(r"(.+?)(e[mnrs]?)$")
_BY_RULE = re.compile(r".{3,}(?:isch|lich|ig)$")
_LINKS = language.words("inflection", "names.links")
_ACRONYM_HEAD = re.compile(r"\b([A-ZÄÖÜ]{2,})([- ])(?=[A-ZÄÖÜ][a-zäöüß])")
# Endings of nouns that are also endings of place names, which have no plural.
_NAME_ENDINGS = ("stadt", "land", "hof", "markt", "tag", "hand", "platz", "ur", "ei", "ie", "ik")
_SIBILANT = ("s", "ß", "x", "z", "ce")
_TAIL = re.compile(
    r"\s*\([^()]*\)$|,\s.*$|/.*$|\s+(?:(?:am|an|im|in|bei|ob|vor|auf|unter)\s|[abiv]\.).*$"
)


def surface_forms(name: str) -> frozenset[str]:
    """Return the forms in which a text may write the proper name whose base form is ``name``.

    Leading adjectives decline, the head noun takes its genitive (and, standing alone, its plural),
    a name without head noun takes -s or the apostrophe at its end or before "am", "für" and so on.
    A legal form at the end is kept or dropped; "IT-Union" may be written "IT Union".
    """
    base = unicodedata.normalize("NFC", name).strip()
    forms: set[str] = set()
    legal_form = _LEGAL_FORM.search(base)
    if legal_form and legal_form.start() > 2:
        ending = legal_form.group()
        base = base[: legal_form.start()]
        for variant in _spellings(base):
            forms.update(f"{form}{ending}" for form in _declined(variant.split(" ")))
    for variant in _spellings(base):
        words = variant.split(" ")
        forms.update(_declined(words))
        if not _is_adjective(words[0]) or len(words) == 1:
            forms.update(_proper_genitives(words))
    return frozenset(forms)


def noun_forms(noun: str) -> frozenset[str]:
    """Return all cases and numbers of a common noun, with adjectives before it ("offene Daten").

    A small first letter may also be a capital, as at the beginning of a sentence.
    """
    base = unicodedata.normalize("NFC", noun).strip()
    *before, head = base.split(" ")
    heads = (head, *_genitives(head), *_plurals(head))
    forms = {base, *(" ".join((*before, form)) for form in heads)}
    if before and all(_is_adjective(word) for word in before):
        # A listed noun without genitive is feminine or a plural: "offene", "offenen", "offener".
        endings = ("e", "en", "er", "es", "em") if _genitives(head) else ("e", "en", "er")
        forms.update(
            " ".join((*_agree(before, ending), form)) for ending in endings for form in heads
        )
    return frozenset(forms | {form[:1].upper() + form[1:] for form in forms})


def adjective_of_place(name: str) -> frozenset[str]:
    """Return the adjectives that place ``name`` forms: "Böblinger", "Dresdner", "Hallesche".

    What follows the name proper ("am Main", "(Saale)") is left out.  Some are common words too
    ("Hammer"); the caller decides whether to use them.
    """
    base = unicodedata.normalize("NFC", name).strip()
    base = _TAIL.sub("", base) if base not in _PLACES else base
    if base in _PLACES:
        return frozenset(_PLACES[base])
    return frozenset(_regular_adjectives(base)) if base else frozenset()


def role_forms(masculine: str, feminine: str) -> frozenset[str]:
    """Return all cases and numbers of a role noun in both genders; its complement stays as it is.

    ``Vorsitzender`` and ``Vorsitzende`` differ by -r: such a role declines like an adjective.
    """
    forms: set[str] = set()
    adjectives, he, rest = _parted(masculine)
    _, she, her_rest = _parted(feminine)
    genders = ((_masculine(he, she), rest), (_feminine(she), her_rest))
    for head, complement in ((head, after) for heads, after in genders for head in heads):
        if not adjectives:
            forms.add(head + complement)
            continue
        for ending in ("e", "en", "er", "em"):
            phrase = " ".join((*_agree(adjectives, ending), head)) + complement
            forms |= {phrase, phrase[0].lower() + phrase[1:]}
    return frozenset(forms)


def _spellings(base: str) -> set[str]:
    """Return both spellings of a name such as "IT-Union" or "IT Union", else the name alone."""
    match = _ACRONYM_HEAD.search(base)
    if match and (match.group(2) == "-" or (match.start() == 0 and len(match.group(1)) == 2)):
        other = " " if match.group(2) == "-" else "-"
        return {base, base[: match.end(1)] + other + base[match.end(2) :]}
    return {base}


def _declined(words: list[str]) -> Iterator[str]:
    """Yield a name, given as words, in the cases of its adjectives and its head noun."""
    yield " ".join(words)
    count = 0
    while count < len(words) - 1 and _is_adjective(words[count]):
        count += 1
    adjectives, head, rest = words[:count], words[count], words[count + 1 :]
    genitives = _genitives(head)
    if adjectives:
        yield from _with_adjectives(adjectives, (head, *genitives), rest)
    elif _listed(head) is not None:
        plurals = () if head.lower().endswith(_NAME_ENDINGS) or rest else _plurals(head)
        datives = (f"{head}e",) if head.lower().endswith("kreis") else ()
        for form in (*genitives, *plurals, *datives):
            yield " ".join((form, *rest))


def _with_adjectives(
    adjectives: list[str], heads: tuple[str, ...], rest: list[str]
) -> Iterator[str]:
    """Yield a name with adjectives in its cases; ``heads`` are head noun and genitives.

    The first adjective's ending tells the gender: -es neuter, -er masculine, -e feminine or plural.
    """
    head, *genitives = heads
    match = _ADJECTIVE.match(adjectives[0])
    ending = match.group(2) if match else "e"
    nominatives = {"es": ("es", "e"), "er": ("er", "e"), "e": ("e", "er"), "en": ("e", "en")}
    for form in (*nominatives.get(ending, (ending,)), "en"):
        yield " ".join((*_agree(adjectives, form), head, *rest))
    if ending in ("es", "er"):
        yield " ".join((*_agree(adjectives, "em"), head, *rest))
        for genitive in genitives:
            yield " ".join((*_agree(adjectives, "en"), genitive, *rest))
    elif head.endswith(("e", "el", "er")):
        yield " ".join((*_agree(adjectives, "en"), f"{head}n", *rest))


def _proper_genitives(words: list[str]) -> Iterator[str]:
    """Yield the genitives of a name without head noun, before its first linking word."""
    place = next((i for i, word in enumerate(words) if i and _is_link(word)), len(words))
    while place > 1 and words[place - 1].startswith("("):
        place -= 1
    before, word, after = words[: place - 1], words[place - 1], words[place:]
    if not word or not word[-1].isalnum():
        return
    endings = ("'", "’") if word.lower().endswith(_SIBILANT) else ("s",)
    for ending in endings:
        yield " ".join((*before, word + ending, *after))


def _is_link(word: str) -> bool:
    """Tell whether ``word`` joins a name and its complement: "am" Main, "a.See"."""
    return word in _LINKS or (word[0:1].islower() and "." in word[1:3])


def _is_adjective(word: str) -> bool:
    """Tell whether ``word`` is an adjective that declines."""
    match = _ADJECTIVE.match(word)
    if not match or word in _NOT_ADJECTIVES:
        return False
    stem = match.group(1).lower().rsplit("-", 1)[-1]
    return stem in _STEMS or bool(_BY_RULE.match(stem))


def _agree(adjectives: Iterable[str], ending: str) -> list[str]:
    """Return the adjectives with ``ending`` in place of theirs."""
    return [_ADJECTIVE.sub(rf"\g<1>{ending}", word) for word in adjectives]


def _listed(noun: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return genitives and nominative plurals of a noun whose ending is listed, else None."""
    lowered = noun.lower()
    ending = next((ending for ending in _ENDINGS if lowered.endswith(ending)), None)
    if ending is None or noun.isupper():
        return None
    stem = noun[: len(noun) - len(ending)]
    if not stem and len(ending) < 3:
        return None
    parts = _NOUNS[ending]
    bar = parts.index("|")
    capital = not stem or stem.endswith("-")
    whole = [stem + (part.capitalize() if capital else part) for part in parts if part != "|"]
    return tuple(whole[:bar]), tuple(whole[bar:])


def _genitives(noun: str) -> tuple[str, ...]:
    """Return the genitives singular of a common noun that differ from it."""
    listed = _listed(noun)
    if listed is not None:
        return listed[0]
    if noun.endswith(("s", "ß", "x", "z")):
        return (f"{noun}es",)
    if noun.isupper() or noun.endswith(("e", "er", "el", "en", "a", "o", "i", "u", "y")):
        return (f"{noun}s",)
    return (f"{noun}s", f"{noun}es")


def _plurals(noun: str) -> tuple[str, ...]:
    """Return the plurals of a common noun, the dative included."""
    listed = _listed(noun)
    if listed is not None:
        nominatives: tuple[str, ...] = listed[1]
    elif noun.isupper() or noun.endswith(("a", "o", "i", "u", "y")):
        nominatives = (f"{noun}s",)
    elif noun.endswith("e"):
        nominatives = (f"{noun}n",)
    elif noun.endswith(("er", "el", "en", "chen", "lein")):
        nominatives = (noun,)
    else:
        nominatives = (f"{noun}e", f"{noun}en", f"{noun}s")
    datives = tuple(f"{form}n" for form in nominatives if form.endswith(("e", "er", "el")))
    return (*nominatives, *datives)


def _regular_adjectives(place: str) -> Iterator[str]:
    """Yield the adjectives in -er that a place name forms by rule."""
    if place.endswith(("ingen", "ungen")):
        yield f"{place[:-2]}er"
        return
    if place.endswith("stadt"):
        yield f"{place[:-5]}städter"
        yield f"{place}er"
    elif place.endswith(("hausen", "kirchen", "felden", "brücken", "beuren", "weiden", "leben")):
        yield f"{place}er"
        yield f"{place[:-2]}er"
        if place.endswith("hausen"):
            yield f"{place[:-6]}häuser"
    elif place.endswith("e"):
        yield f"{place}r"
    else:
        yield f"{place}er"
        if place.endswith("el"):
            yield f"{place[:-2]}ler"


def _parted(role: str) -> tuple[list[str], str, str]:
    """Part a role into adjectives, head noun and the complement with its leading space."""
    words = unicodedata.normalize("NFC", role).strip().split(" ")
    count = 0
    while count < len(words) - 1 and _is_adjective(words[count]) and words[count + 1] not in _LINKS:
        count += 1
    rest = "".join(f" {word}" for word in words[count + 1 :])
    return words[:count], words[count], rest


def _masculine(he: str, she: str) -> Iterator[str]:
    """Yield the case forms of a masculine role noun; ``she`` tells nominalised adjectives."""
    if he == f"{she}r":
        yield from (she, f"{she}r", f"{she}n", f"{she}m")
    elif he.endswith(_WEAK):
        yield from (he, f"{he}n" if he.endswith("e") else f"{he}en")
    elif he.endswith("mann"):
        stem = he[:-4]
        yield he
        yield from (
            f"{stem}{form}" for form in ("manns", "mannes", "männer", "männern", "leute", "leuten")
        )
    elif he.endswith("herr"):
        yield from (he, f"{he}n", f"{he}en")
    elif he.endswith("anwalt"):
        yield from (he, f"{he}s", f"{he}es", f"{he[:-4]}wälte", f"{he[:-4]}wälten")
    elif he.endswith("or"):
        yield from (he, f"{he}s", f"{he}en")
    else:
        yield from (he, *_genitives(he), *_plurals(he))


def _feminine(she: str) -> Iterator[str]:
    """Yield the case forms of a feminine role noun."""
    yield she
    if she.endswith("in"):
        yield f"{she}nen"
    elif she.endswith("e"):
        yield from (f"{she}r", f"{she}n")
    elif she.endswith("frau"):
        yield f"{she}en"
