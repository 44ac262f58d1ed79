"""Towns of one name that an article does not tell apart."""

from __future__ import annotations

import pytest

from kommunalgraph import identifiers
from kommunalgraph.linking.linked import LinkedArticle
from linking_probe import linked_text

# Five municipalities are called Tiefenbach, eleven Neuenkirchen; none is ten times as large as all
# others.
NODE = identifiers.place("tiefenbach")


def places(linked: LinkedArticle) -> list[str]:
    return [m.value for _, ms in linked.sentences for m in ms if m.letter == "L"]


@pytest.mark.parametrize(
    "text",
    [
        "Die Gemeinde Tiefenbach führt die E-Akte ein.",
        "Erika Muster ist Bürgermeisterin von Tiefenbach.",
        "Kunden sind die Gemeinden Tiefenbach und Musterkirchen.",
    ],
)
def test_a_town_that_a_noun_or_an_office_tells_of_gets_a_node_of_its_name(text: str) -> None:
    linked = linked_text(text)

    assert NODE in places(linked)
    town = linked.entities[NODE]
    assert (town.label, town.kinds, town.known) == ("Tiefenbach", ("Municipality",), False)


def test_all_mentions_of_the_article_mean_it_those_before_as_well() -> None:
    linked = linked_text(
        "In Tiefenbach wird gebaut. Die Gemeinde Tiefenbach wächst. Tiefenbachs Rat tagt."
    )

    assert places(linked) == [NODE, NODE, NODE]


def test_a_bare_name_tells_of_no_town_in_particular() -> None:
    linked = linked_text("In Tiefenbach wird gebaut, in Neuenkirchen auch.")

    assert places(linked) == []
    assert NODE not in linked.entities


def test_where_the_article_tells_which_one_it_is_that_one_is_meant() -> None:
    linked = linked_text("Die Gemeinde Tiefenbach (Landkreis Passau) führt die E-Akte ein.")

    assert identifiers.place("09275151") in places(linked)
    assert NODE not in linked.entities


def test_a_town_ten_times_as_large_as_its_namesakes_is_meant() -> None:
    linked = linked_text("Die Stadt Bergheim führt die E-Akte ein.")

    assert places(linked) == [identifiers.place("05362008")]
