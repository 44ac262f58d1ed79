"""Words that tell what the name beside them is, read from ``data/rules/_words.toml``.

Each list holds base forms; :func:`load_wordlists` adds the inflected ones, so that lookups at run
time are single dictionary accesses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kommunalgraph.errors import KnowledgeError
from kommunalgraph.text import inflection

FILE = "_words.toml"
_TITLE_PART = re.compile(r"\w+")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Wordlists:
    """Inflected form -> what it announces.

    ``introducers``: noun before a name -> ontology class; ``introducing_legal_forms``: the same
    where the noun is a legal form -> its label; ``place_nouns``: noun before a place's name ->
    class; ``plural_place_nouns``: the plurals among them (they hold for a whole list of names);
    ``descriptions``: noun that alone refers back -> class or ``Organization``; ``titles``: form
    of address; ``product_heads``: last part of a hyphenated product name; ``institutions``:
    head noun of a public body's name -> class; ``role_endings``: ending of an office noun,
    lower case; ``offices``: endings after which the holder's name may follow directly;
    ``generic_topics``: forms of topics that say little unless the kicker names the topic;
    ``title_words``: the words that titles consist of; ``place_endings`` and
    ``not_place_endings``: how names of towns end, and which nouns end alike; ``no_names``:
    nouns that stand behind an announcing noun without being its name; ``product_tails``: last
    parts of nouns that announce a product; ``institution_tails``: last part of a body's head
    noun -> class; ``demonym_nouns``: nouns before which an adjective in ``-er`` tells the
    place; ``generic_prefixes``: first parts of compounds that name nobody's product; ``sites``:
    nouns of what stands ``in`` a town; ``event_heads`` and ``event_tails``: head nouns of
    events, and what such nouns end in; ``company_tails``: last parts of nouns that announce a
    company; ``company_endings``, ``strong_company_endings``, ``joined_endings`` and
    ``product_endings``: last words of names of companies (the second: without a noun that
    announces one; the third: behind ``&``) and of products; ``municipal_it_name``: an expression
    that finds parts of the names of municipal IT providers; ``foreign_places``: towns that are
    none of the country's; ``sentence_openers``: words with a capital that begin no name;
    ``supply``: an expression that finds words of supply, and ``no_supply`` one for words that
    say something else of a body; ``use`` and ``no_use``: the same for the use of a product.
    """

    introducers: Mapping[str, str]
    introducing_legal_forms: Mapping[str, str]
    place_nouns: Mapping[str, str]
    plural_place_nouns: frozenset[str]
    descriptions: Mapping[str, str]
    titles: frozenset[str]
    product_heads: frozenset[str]
    institutions: Mapping[str, str]
    role_endings: tuple[str, ...]
    offices: tuple[str, ...]
    generic_topics: frozenset[str]
    title_words: frozenset[str] = frozenset()
    place_endings: tuple[str, ...] = ()
    not_place_endings: tuple[str, ...] = ()
    no_names: frozenset[str] = frozenset()
    product_tails: tuple[str, ...] = ()
    institution_tails: Mapping[str, str] = field(default_factory=dict)
    demonym_nouns: frozenset[str] = frozenset()
    generic_prefixes: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    event_heads: frozenset[str] = frozenset()
    event_tails: tuple[str, ...] = ()
    company_tails: tuple[str, ...] = ()
    company_endings: frozenset[str] = frozenset()
    strong_company_endings: frozenset[str] = frozenset()
    joined_endings: frozenset[str] = frozenset()
    product_endings: frozenset[str] = frozenset()
    municipal_it_name: re.Pattern[str] = _NEVER
    foreign_places: frozenset[str] = frozenset()
    sentence_openers: frozenset[str] = frozenset()
    supply: re.Pattern[str] = _NEVER
    no_supply: re.Pattern[str] = _NEVER
    use: re.Pattern[str] = _NEVER
    no_use: re.Pattern[str] = _NEVER


def load_wordlists(rules_folder: Path) -> Wordlists:
    """Read and inflect the word lists of ``rules_folder``.

    Raises:
        KnowledgeError: the file is missing, is no TOML, or lacks a list.
    """
    path = rules_folder / FILE
    try:
        lists = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path}: {error}") from error
    try:
        roles = {f for m, w in lists["role_heads"]["pairs"] for f in _role_endings(m, w)}
        return Wordlists(
            introducers=_inflected(lists["introducers"]),
            introducing_legal_forms={
                form: label
                for noun, label in lists["introducers_with_legal_form"].items()
                for form in _noun(noun)
            },
            place_nouns=_inflected(lists["place_nouns"]),
            plural_place_nouns=frozenset(_plurals(lists["place_nouns"])),
            descriptions=_inflected(lists["descriptions"]),
            titles=frozenset(lists["titles"]["words"]),
            product_heads=frozenset(f for w in lists["product_heads"]["words"] for f in _noun(w)),
            institutions=_inflected(lists["institutions"]),
            role_endings=tuple(sorted(roles)),
            offices=tuple(lists["offices"]["heads"]),
            generic_topics=frozenset(lists["generic_topics"]["words"]),
            title_words=frozenset(
                p for t in lists["titles"]["words"] for p in _TITLE_PART.findall(t)
            ),
            place_endings=tuple(lists["place_shapes"]["endings"]),
            not_place_endings=tuple(lists["place_shapes"]["not_endings"]),
            no_names=frozenset(lists["no_names"]["words"]),
            product_tails=tuple(
                sorted({f.lower() for w in lists["product_tails"]["words"] for f in _noun(w)})
            ),
            institution_tails={
                tail: kind for kind, tails in lists["institution_tails"].items() for tail in tails
            },
            demonym_nouns=frozenset(lists["demonym_nouns"]["words"]),
            event_heads=frozenset(lists["event_heads"]["words"]),
            event_tails=tuple(lists["event_heads"]["tails"]),
            sites=frozenset(lists["sites"]["words"]),
            generic_prefixes=frozenset(lists["generic_prefixes"]["words"]),
            company_tails=tuple(
                sorted({f.lower() for w in lists["company_tails"]["words"] for f in _noun(w)})
            ),
            company_endings=frozenset(
                lists["company_endings"]["strong"] + lists["company_endings"]["others"]
            ),
            strong_company_endings=frozenset(lists["company_endings"]["strong"]),
            joined_endings=frozenset(lists["company_endings"]["joined"]),
            product_endings=frozenset(lists["product_endings"]["words"]),
            municipal_it_name=_parts_of_names(lists["municipal_it_names"]),
            foreign_places=frozenset(lists["foreign_places"]["words"]),
            sentence_openers=frozenset(lists["sentence_openers"]["words"]),
            supply=_any_of(lists["supply"]["parts"]),
            no_supply=_any_of(lists["supply"]["others"]),
            use=_any_of(lists["use"]["parts"]),
            no_use=_any_of(lists["use"]["others"]),
        )
    except KeyError as error:
        raise KnowledgeError(f"{path}: list {error} is missing; add it") from error


def _noun(noun: str) -> set[str]:
    return {noun} | set(inflection.noun_forms(noun))


def _parts_of_names(parts: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """Return an expression for names with these ``endings``, ``starts`` or ``parts``."""
    ends, starts, anywhere = (
        "|".join(map(re.escape, parts[place])) for place in ("endings", "starts", "parts")
    )
    return re.compile(rf"(?:{ends})\b|\b(?:{starts})-?(?=[A-ZÄÖÜ ])|{anywhere}")


def _any_of(parts: Iterable[str]) -> re.Pattern[str]:
    """Return an expression for words with one of these ``parts``, capital or not; a part that
    begins with a blank begins the word."""
    return re.compile(
        "|".join(rf"\b{re.escape(p[1:])}" if p[0] == " " else re.escape(p) for p in parts), re.I
    )


def _role_endings(masculine: str, feminine: str) -> set[str]:
    forms = inflection.role_forms(masculine, feminine) | {masculine, feminine}
    return {form.lower() for form in forms}


def _inflected(lists: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Map each form to its list's name; the list that stands first wins."""
    found: dict[str, str] = {}
    for name, nouns in lists.items():
        for noun in nouns:
            for form in sorted(_noun(noun)):
                found.setdefault(form, name)
    return found


_PLURALS = {"Amt": "Ämter", "Stadt": "Städte", "Kreis": "Kreise", "Land": "Länder"}
_PLURAL_ENDINGS = (
    ("stadt", "städte"),
    ("gemeinde", "gemeinden"),
    ("gemeinschaft", "gemeinschaften"),
    ("kreis", "kreise"),
    ("kommune", "kommunen"),
)


def _plurals(lists: Mapping[str, Iterable[str]]) -> Iterable[str]:
    for nouns in lists.values():
        for noun in nouns:
            for ending, plural in _PLURAL_ENDINGS:
                if noun.lower().endswith(ending):
                    stem = noun[: len(noun) - len(ending)]
                    form = stem + (plural if stem else plural.capitalize())
                    yield form
                    if not form.endswith("n"):
                        yield form + "n"
            if noun in _PLURALS:
                yield _PLURALS[noun]
                yield _PLURALS[noun] + "n"
