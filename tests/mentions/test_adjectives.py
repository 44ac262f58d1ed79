"""The adjectives of places: which towns form them, and which do not."""

from __future__ import annotations

import pytest

from kommunalgraph.mentions.compiled_lexicon import load_lexicon


@pytest.mark.parametrize(
    ("adjective", "town"),
    [
        ("Neustadt-Glewer", "Neustadt-Glewe"),
        ("Bad Oldesloer", "Bad Oldesloe"),
        ("Castrop-Rauxeler", "Castrop-Rauxel"),
        ("Magdeburger", "Magdeburg"),
    ],
)
def test_a_town_has_its_adjective(adjective: str, town: str) -> None:
    lexicon = load_lexicon()
    meant = {lexicon.things[sense.thing].label for sense in lexicon.senses(adjective)}
    assert town in meant


@pytest.mark.parametrize("word", ["Oldesloer", "Glewer"])
def test_a_part_of_a_name_has_none(word: str) -> None:
    assert not load_lexicon().senses(word)
