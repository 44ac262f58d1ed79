from __future__ import annotations

import pytest
from pyoxigraph import Store

from kommunalgraph.serve.pages.names import Found, Named, NameIndex, collect


@pytest.fixture(scope="module")
def index(land: Store) -> NameIndex:
    return NameIndex(collect(land))


def ids(found: list[Found]) -> list[str]:
    return [each.id for each in found]


def test_a_thing_is_found_by_each_of_its_names(index: NameIndex) -> None:
    by_short_form = index.find("mit")
    assert by_short_form[0].id == "org/muster-it"
    assert by_short_form[0].label == "Muster-IT"
    assert by_short_form[0].name == "MIT"
    assert ids(index.find("Beispiel")) == [
        "person/max-beispiel",  # a whole word of the name
        "place/99001003",
        "place/99001004",
    ]


def test_each_thing_appears_once_and_whole_names_come_first(index: NameIndex) -> None:
    found = ids(index.find("muster", most=50))
    assert len(found) == len(set(found))
    assert ids(index.find("Musterdorf")) == ["place/99001002", "article/a2024"]
    assert index.find("muster eg")[0].id == "org/muster-eg"


def test_places_tell_where_they_lie(index: NameIndex) -> None:
    assert index.find("Musterstadt")[0].where == "Musterkreis"


def test_concepts_are_no_hits_and_nothing_begins_with_signs(index: NameIndex) -> None:
    assert index.find("Geschäftsführer") == []
    assert index.find("  ") == index.find("?!") == index.find("") == []


def test_umlauts_may_be_typed_in_any_way() -> None:
    city = Named("place/1", "Köln-Mülheim", "Municipality", "", 0, ("Köln-Mülheim",))
    index = NameIndex([city])
    for text in ("köln", "koeln", "koln", "KÖLN-MÜ", "mülheim", "mulheim", "muelh"):
        assert ids(index.find(text)) == ["place/1"], text
    assert index.find("ulheim") == []


def test_what_many_articles_mention_comes_first() -> None:
    named = [
        Named("place/1", "Musterau", "Municipality", "", 0, ("Musterau",)),
        Named("place/2", "Musterberg", "Municipality", "", 7, ("Musterberg",)),
        Named("org/3", "IT Muster", "Provider", "", 9, ("IT Muster",)),
    ]
    assert ids(NameIndex(named).find("muster")) == ["org/3", "place/2", "place/1"]
    assert ids(NameIndex(named).find("muster", most=1)) == ["org/3"]
