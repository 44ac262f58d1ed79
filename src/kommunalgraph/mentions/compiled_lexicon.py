"""The lexicon of the tables, compiled once and kept in the user's cache.

Compiling inflects some 13,000 names; reading the compiled form back takes a fraction of that, so
the lexicon is cached under the digest of the tables and of the code that made it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kommunalgraph import knowledge, tables
from kommunalgraph.caching import cached
from kommunalgraph.mentions import place_names
from kommunalgraph.mentions.lexicon import (
    ADJECTIVE,
    BASE,
    FORM_WORD,
    INFLECTED,
    SHORT,
    Lexicon,
    Thing,
)
from kommunalgraph.model import EntityKind
from kommunalgraph.text import inflection

_OTHERS = frozenset({"articles", "rules", "outlets"})
"""Folders of the data that the lexicon is not made from."""
_COMPANY_OFFICES = ("executive", "board", "shareholder", "founder")
"""Categories of offices that towns do not have; a Leiter or Sprecher may be anybody's."""
_LEAST_POPULATION_FOR_ADJECTIVE = 10_000
"""Adjectives of small places are rarer than the words they look like (``Hinter`` of Hinte)."""


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Return the lexicon of the tables in ``folder`` (default: the project's), from the cache if
    the tables and the code are as they were when it was made."""
    folder = folder or knowledge.folder("data")
    packages = (Path(__file__), Path(tables.__file__), Path(inflection.__file__))
    code = [path for package in packages for path in package.parent.glob("*.py")]
    data = [
        path
        for path in folder.rglob("*")
        if path.suffix in (".csv", ".toml") and not _OTHERS & set(path.parts)
    ]
    return Lexicon.of_plain(
        cached(
            "lexicon", [*code, *data], lambda: compile_lexicon(tables.load_tables(folder)).plain()
        )
    )


def compile_lexicon(source: tables.Tables) -> Lexicon:
    """Inflect all names of ``source`` and index their forms."""
    lexicon = Lexicon(given_names=frozenset(source.given_names), common=source.common_words)
    _add_places(lexicon, source)
    _add_organizations(lexicon, source)
    _add_concepts(lexicon, source)
    _add_roles(lexicon, source)
    lexicon.spellings = _spellings(lexicon)
    lexicon.websites = {o.website: o.iri for o in source.organizations.values() if o.website}
    return lexicon


def _spellings(lexicon: Lexicon) -> dict[str, str]:
    """How names of organizations and products are listed, by their small letters; none that is
    spelled like a word or a place."""
    listed: dict[str, str] = {}
    unclear = {word.lower() for word in lexicon.common}
    for form in lexicon.forms:
        low = form.lower()
        if len(form) < _SHORTEST_PRINTED or not FORM_WORD.fullmatch(form) or low in unclear:
            continue
        senses = lexicon.senses(form)
        of_names = all(lexicon.things[s.thing].letter in "OD" and s.how == BASE for s in senses)
        if not of_names or (low in listed and not _mean_the_same(lexicon, form, listed[low])):
            unclear.add(low)
            listed.pop(low, None)
        else:
            listed.setdefault(low, form)
    return listed


def _mean_the_same(lexicon: Lexicon, form: str, other: str) -> bool:
    return {s.thing for s in lexicon.senses(form)} == {s.thing for s in lexicon.senses(other)}


def _forms(names: Iterable[str], *, how: int = BASE) -> Iterator[tuple[str, int]]:
    for name in names:
        yield name, how
        for form in sorted(inflection.surface_forms(name)):
            yield form, how if form == name else INFLECTED


_CAPITALS = re.compile(r"[A-ZÄÖÜ]{5,}$")
_SMALL_START = re.compile(r"[a-zäöü]{2}[\w&-]*$|[a-z]-[A-Z]")
_SHORTEST_PRINTED = 5


def _as_printed(names: Iterable[str], common: frozenset[str]) -> Iterator[str]:
    """Yield the names as the press writes them, each word with one capital: ``MUSTERSOFT`` and
    ``mustersoft`` are ``Mustersoft``, ``muster iT`` is ``muster IT``.  Short names and ordinary
    words stay as they are."""
    for name in names:
        if " iT" in name:
            yield name.replace(" iT", " IT")
        first, *others = (
            word.capitalize() if _CAPITALS.match(word) else word for word in name.split(" ")
        )
        if _SMALL_START.match(first):
            first = first[0].upper() + first[1:]
        printed = " ".join([first, *others])
        alone = not others and (len(printed) < _SHORTEST_PRINTED or name in common)
        if printed != name and not alone and printed not in common:
            yield printed


def _add_places(lexicon: Lexicon, source: tables.Tables) -> None:
    towns: list[tuple[int, str]] = []
    for key, place in source.places.items():
        if not place.is_node:
            continue
        kind = place.entity_kind
        full, short = _place_names(place, kind)
        thing = Thing(
            iri=place.iri,
            letter="L",
            kinds=place.entity_kinds,
            label=full[0],
            weight=place.population or 0,
            region=place.parent_key or "",
            common=any(n in source.common_words for n in (*full, *short)),
            detail=place.kind,
        )
        number = lexicon.add(thing, _forms(full))
        lexicon.add(thing, ((f, SHORT) for f, _ in _forms(short)))
        adjectives = {f for a in source.adjectives.get(key, ()) for f in _declined(a)}
        known = kind == "District" or (place.population or 0) >= _LEAST_POPULATION_FOR_ADJECTIVE
        for name in short or full[:1]:
            spa = "Bad " if name.startswith("Bad ") else ""
            proper = name.removeprefix(spa)
            # Two parts are the place even where it is small: "Bad Musterer", "Muster-Probener".
            if " " not in proper and (known or spa or "-" in proper):
                adjectives |= {f"{spa}{a}" for a in inflection.adjective_of_place(proper)}
        lexicon.add(thing, ((a, ADJECTIVE) for a in sorted(adjectives)))
        if kind == "District":
            lexicon.districts[place.name] = number
        elif kind == "Municipality":
            towns.append((number, short[0] if short else place.name))
    for number, name in towns:
        district = lexicon.districts.get(name)
        if district is not None:
            lexicon.district_of[number] = lexicon.things[district].iri


def _declined(adjective: str) -> Iterator[str]:
    """``hessisch`` in all endings and with a capital; a form in ``-er`` does not change."""
    endings = ("e", "en", "er", "es", "em") if adjective.endswith("isch") else ("",)
    for ending in endings:
        yield adjective + ending
        yield adjective[0].upper() + adjective[1:] + ending


def _place_names(place: tables.Place, kind: EntityKind) -> tuple[list[str], list[str]]:
    if kind == "District":
        return place_names.district_names(place.name, place.label)
    if kind == "MunicipalAssociation":
        return place_names.association_names(place.name, place.label), []
    if kind == "State":
        return place_names.state_names(place.name)
    return place_names.municipality_names(place.name)


_LEGAL_ENDING = re.compile(r"\s(?:GmbH|gGmbH|AG|eG|e\.V\.|AöR|SE|KG|mbH|KdöR)$")


def _words_of_names(source: tables.Tables) -> frozenset[str]:
    """Return the words that several bodies bear as a further part of their names: ``Software``."""
    further = Counter(
        word
        for organization in source.organizations.values()
        for word in {w for name in organization.names for w in name.split()[1:]}
    )
    return frozenset(word for word, count in further.items() if count > 2)


def _organization_forms(
    names: Iterable[str], taken: Mapping[str, str], owner: str, ordinary: frozenset[str]
) -> Iterator[tuple[str, int]]:
    """Yield the forms of a body's names.  Without its legal form a name counts only where that
    leaves neither an ordinary word (``Software AG``) nor the listed name of another body."""
    for name in names:
        ending = _LEGAL_ENDING.search(name)
        for form, how in _forms([name]):
            short = ending is not None and not form.endswith(ending.group())
            if not short or (taken.get(form, owner) == owner and form not in ordinary):
                yield form, how


def _add_organizations(lexicon: Lexicon, source: tables.Tables) -> None:
    taken: dict[str, str] = {}
    ordinary = source.common_words | _words_of_names(source)
    for organization in source.organizations.values():
        for name in (organization.name, organization.short, *organization.aliases):
            if name and not _LEGAL_ENDING.search(name):
                for form, _ in _forms([name]):
                    taken.setdefault(form, organization.iri)
    for organization in source.organizations.values():
        thing = Thing(
            iri=organization.iri,
            letter="O",
            kinds=organization.kinds,
            label=organization.short or organization.name,
            region=organization.seat or organization.state or "",
            common=organization.short in source.common_words,
            since=organization.founded,
            until=organization.dissolved,
            detail=organization.legal_form or "",
        )
        names = (organization.name, organization.short, *organization.aliases)
        unique = dict.fromkeys(n for n in names if n)
        lexicon.add(thing, _organization_forms(unique, taken, organization.iri, ordinary))
    for organization in source.organizations.values():
        given = [n for n in (organization.short, *organization.aliases) if n]
        _add_printed(lexicon, organization.iri, (organization.name, *given), ordinary)


def _add_printed(lexicon: Lexicon, iri: str, names: Iterable[str], common: frozenset[str]) -> None:
    """Add the spellings of the press as forms, where nothing else is written so."""
    thing = lexicon.things[lexicon.by_iri[iri]]
    printed = [name for name in _as_printed(names, common) if name not in lexicon.forms]
    lexicon.add(thing, ((f, how) for f, how in _forms(printed) if f not in lexicon.forms))


def _add_concepts(lexicon: Lexicon, source: tables.Tables) -> None:
    for topic in source.topics.values():
        thing = Thing(topic.iri, "T", ("Topic",), topic.label_de, detail=topic.kind or "")
        for name in (topic.label_de, *topic.aliases):
            lexicon.add(thing, [(name, BASE)])
            lexicon.add(thing, ((f, INFLECTED) for f in sorted(inflection.noun_forms(name))))
    for product in source.products.values():
        common = product.name in source.common_words
        thing = Thing(product.iri, "D", ("Product",), product.name, common=common)
        lexicon.add(thing, _forms((product.name, *product.aliases)))
        if product.vendor:
            lexicon.vendors[product.iri] = source.organizations[product.vendor].iri
    for product in source.products.values():
        _add_printed(lexicon, product.iri, (product.name, *product.aliases), source.common_words)
    for event in source.events.values():
        common = event.name in source.common_words
        thing = Thing(
            event.iri, "E", ("Event",), event.name, region=event.place or "", common=common
        )
        lexicon.add(thing, _forms((event.name, *event.aliases)))


def _add_roles(lexicon: Lexicon, source: tables.Tables) -> None:
    for role in source.roles.values():
        general = role.belongs_to == "organization" and role.category not in _COMPANY_OFFICES
        thing = Thing(role.iri, "R", (), role.label, detail="any" if general else role.belongs_to)
        names = [
            (role.label, role.label_f),
            *((a, a) for a in (*role.aliases, *role.abbreviations)),
        ]
        for masculine, feminine in names:
            forms = {masculine, feminine} | inflection.role_forms(masculine, feminine)
            lexicon.add(thing, ((f, BASE if f == role.label else INFLECTED) for f in sorted(forms)))
    for legal_form in source.legal_forms.values():
        thing = Thing(legal_form.iri, "F", (), legal_form.label)
        for name in (legal_form.label, legal_form.name, *legal_form.aliases):
            lexicon.add(thing, [(name, BASE)])
            lexicon.add(thing, ((f, INFLECTED) for f in sorted(inflection.noun_forms(name))))
