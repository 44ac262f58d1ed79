"""What an article implies: an example and a counterexample of each such rule."""

from __future__ import annotations

import pytest

from example_reader import article_of, example_reader, facts_of
from kommunalgraph.extraction.implied import (
    CUSTOMER,
    RULES,
    SHARED,
    SUPPLIER,
    SUPPLIES,
    SUPPLY,
    TOGETHER,
    TOPIC,
    USE,
    USED,
)

ABOUT_THE_TOWN = ("title", "Musterstadt: Neues aus dem Rathaus")
ABOUT_BOTH = ("lead", "Die Städte Musterstadt und Beispielstadt gehen zusammen.")
ABOUT_THE_PROVIDER = ("title", "Muster-IT: Neues aus dem Rechenzentrum")

EXAMPLES = [
    (
        USE,
        [ABOUT_THE_TOWN, ("body", "Die Software Musterakte kostet nichts.")],
        {"Musterstadt usesProduct Musterakte"},
    ),
    (
        USED,
        [ABOUT_THE_TOWN, ("body", "Der Umstieg auf die Musterakte verlief ruhig.")],
        {"Musterstadt usesProduct Musterakte"},
    ),
    (
        TOPIC,
        [("kicker", "Musterstadt"), ("lead", "E-Beispiel kommt im Mai.")],
        {"Musterstadt engagedIn E-Beispiel"},
    ),
    (
        TOGETHER,
        [ABOUT_THE_PROVIDER, ("body", "Bei E-Beispiel kennt man sich in der Muster-IT aus.")],
        {"Muster-IT engagedIn E-Beispiel"},
    ),
    (
        SUPPLIER,
        [ABOUT_THE_TOWN, ("body", "Nun war der IT-Dienstleister Muster-IT an der Reihe.")],
        {"Musterstadt customerOf Muster-IT"},
    ),
    (
        SUPPLIER,
        [ABOUT_THE_TOWN, ("body", "Einen Tag lang erklärte die Firma Beispielsoft den Ablauf.")],
        {"Musterstadt customerOf Beispielsoft"},
    ),
    (
        SUPPLIES,
        [ABOUT_THE_TOWN, ("body", "Über die Technik wacht ein Team der Muster-IT.")],
        {"Musterstadt customerOf Muster-IT"},
    ),
    (
        SUPPLIES,
        [
            ABOUT_THE_TOWN,
            (
                "body",
                "In der Nachbarstadt Beispielhausen ist man gespannt. "
                "Für einen Relaunch nach Maß ist Beispielsoft bekannt.",
            ),
        ],
        {"Musterstadt customerOf Beispielsoft"},
    ),
    (
        SUPPLY,
        [
            ABOUT_THE_PROVIDER,
            ("body", "Die Software „Beispielsoft Kasse“ kommt. Beispielsoft freut sich."),
        ],
        {"Beispielsoft providesProduct Beispielsoft Kasse"},
    ),
    (
        CUSTOMER,
        [
            ABOUT_THE_TOWN,
            (
                "body",
                "Musterstadt nutzt die Software „Beispielsoft Kasse“. Beispielsoft freut sich.",
            ),
        ],
        {"Musterstadt customerOf Beispielsoft"},
    ),
    (
        CUSTOMER,
        [
            ABOUT_THE_PROVIDER,
            ("body", "Die Muster-IT bietet die Musterakte an. Musterstadt nutzt die Musterakte."),
        ],
        {"Musterstadt customerOf Muster-IT"},
    ),
    (
        SHARED,
        [ABOUT_BOTH, ("body", "Nun war der IT-Dienstleister Muster-IT an der Reihe.")],
        {"Beispielstadt customerOf Muster-IT"},
    ),
]
COUNTEREXAMPLES = [
    (SHARED, [ABOUT_BOTH, ("body", "Musterstadt nutzt die Software Musterakte.")]),
    (SHARED, [ABOUT_THE_TOWN, ("body", "Nun war der IT-Dienstleister Muster-IT an der Reihe.")]),
    (USE, [ABOUT_THE_PROVIDER, ("body", "Die Software Musterakte kostet nichts.")]),
    (USE, [ABOUT_THE_TOWN, ("body", "Wie bei der Musterakte gab es Wartezeiten.")]),
    (USED, [ABOUT_THE_TOWN, ("body", "Wie bei der Musterakte gab es Wartezeiten.")]),
    (USED, [ABOUT_THE_TOWN, ("body", "Der Umstieg auf die Musterakte ist verworfen.")]),
    (USED, [ABOUT_THE_TOWN, ("body", "Zu einem Umstieg auf die Musterakte kommt es nicht.")]),
    (
        USED,
        [
            ABOUT_THE_TOWN,
            ("body", "Gespannt ist Beispielhausen. Der Umstieg auf die Musterakte verlief ruhig."),
        ],
    ),
    (USED, [ABOUT_THE_PROVIDER, ("body", "Der Umstieg auf die Musterakte verlief ruhig.")]),
    (TOPIC, [("kicker", "Muster-IT"), ("lead", "E-Beispiel kommt im Mai.")]),
    (TOGETHER, [ABOUT_THE_PROVIDER, ("body", "E-Beispiel ist in aller Munde.")]),
    (TOGETHER, [ABOUT_THE_PROVIDER, ("body", "Die Muster-IT bietet E-Beispiel nicht an.")]),
    (
        TOGETHER,  # named in passing, at the end of a long article
        [
            ABOUT_THE_PROVIDER,
            *[("body", "Es regnet schon wieder.")] * 20,
            ("body", "Bei E-Beispiel kennt man sich in der Muster-IT aus."),
        ],
    ),
    (
        TOGETHER,  # named once, behind the opening
        [
            ABOUT_THE_PROVIDER,
            ("body", "Es regnet schon wieder. " * 20 + "Bei E-Beispiel kennt man die Muster-IT."),
        ],
    ),
    (TOGETHER, [ABOUT_THE_PROVIDER, ("body", "Die Corona-Pandemie traf auch die Muster-IT.")]),
    (TOPIC, [("kicker", "Musterstadt"), ("lead", "Die Corona-Pandemie hält an.")]),
    (SUPPLIER, [ABOUT_THE_PROVIDER, ("body", "Nun war die Firma Beispielsoft an der Reihe.")]),
    (
        SUPPLIER,
        [ABOUT_THE_TOWN, ("body", "Musterstadt ist Mitglied beim IT-Dienstleister Muster-IT.")],
    ),
    (SUPPLIER, [ABOUT_THE_TOWN, ("body", "Auch bei Beispielsoft freut man sich darüber.")]),
    (
        SUPPLIER,
        [ABOUT_THE_TOWN, ("body", "In Beispielhausen war die Firma Beispielsoft an der Reihe.")],
    ),
    (SUPPLIES, [ABOUT_THE_TOWN, ("body", "Die Muster-IT feiert im Mai ein Fest.")]),
    (
        SUPPLIES,
        [ABOUT_THE_TOWN, ("body", "Die Technik der Muster-IT ist nicht nach Maß.")],
    ),
    (
        SUPPLIES,
        [ABOUT_THE_TOWN, ("body", "Der Mitbewerber Beispielsoft hat eine ähnliche Software.")],
    ),
    (
        SUPPLIES,
        [ABOUT_THE_TOWN, ("body", "Er kommt von der Muster-IT, deren Geschäftsleiter er war.")],
    ),
    (
        SUPPLIES,
        [
            ABOUT_THE_TOWN,
            (
                "body",
                "Gespannt ist man in Beispielhausen. "
                "Für einen Relaunch nach Maß ist Beispielsoft bekannt.",
            ),
        ],
    ),
    (
        SUPPLIES,
        [
            ABOUT_THE_TOWN,
            (
                "body",
                "Muster-IT, Nordmuster-IT, Südmuster-IT und KDZ Musterland betreiben Server.",
            ),
        ],
    ),
    (
        SUPPLIES,
        [ABOUT_THE_TOWN, ("body", "Projektpartner mit ihrer Technik ist Beispielsoft.")],
    ),
    (
        SUPPLIER,
        [ABOUT_THE_TOWN, ("body", "Ein Bürogebäude hat der IT-Dienstleister Muster-IT bezogen.")],
    ),
    (TOGETHER, [ABOUT_THE_PROVIDER, ("body", "Die Muster-IT erlitt einen Hackerangriff.")]),
    (SUPPLY, [ABOUT_THE_PROVIDER, ("body", "Die Software „Beispielsoft Kasse“ kommt im Mai.")]),
    (CUSTOMER, [ABOUT_THE_TOWN, ("body", "Musterstadt nutzt die Software „Beispielsoft Kasse“.")]),
]


def _facts(blocks: list[tuple[str, str]], rule: str) -> set[str]:
    return facts_of(example_reader().read(article_of(blocks)), rule)


@pytest.mark.parametrize(("rule", "blocks", "facts"), EXAMPLES)
def test_a_rule_finds_its_example(
    rule: str, blocks: list[tuple[str, str]], facts: set[str]
) -> None:
    assert _facts(blocks, rule) == facts


@pytest.mark.parametrize(("rule", "blocks"), COUNTEREXAMPLES)
def test_a_rule_leaves_its_counterexample_alone(rule: str, blocks: list[tuple[str, str]]) -> None:
    assert _facts(blocks, rule) == set()


def test_every_rule_has_both() -> None:
    assert {rule for rule, *_ in EXAMPLES} == {rule for rule, _ in COUNTEREXAMPLES} == set(RULES)
