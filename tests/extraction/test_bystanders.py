"""Whom a match speaks of, and whom it only mentions."""

from __future__ import annotations

import pytest

from example_reader import facts_of, read_text


@pytest.mark.parametrize(
    ("text", "stated", "not_stated"),
    [
        (
            "Musterstadt im Musterkreis führt E-Beispiel ein.",
            "Musterstadt engagedIn E-Beispiel",
            "Musterkreis engagedIn E-Beispiel",
        ),
        (
            "Beispielhausen lobt. Mit Ausnahme von Musterstadt haben alle E-Beispiel eingeführt.",
            None,
            "Musterstadt engagedIn E-Beispiel",
        ),
        (
            "Musterhausen lobt. Der Verband mit Sitz in Musterstadt führt E-Beispiel ein.",
            None,
            "Musterstadt engagedIn E-Beispiel",
        ),
        (
            "Musterhausen lobt. In Musterland wird E-Beispiel nun zum Standard.",
            None,
            "Musterland engagedIn E-Beispiel",
        ),
        (
            "Musterhausen lobt. Es kam von einer Firma aus Musterstadt, die E-Beispiel führt.",
            None,
            "Musterstadt engagedIn E-Beispiel",
        ),
        (
            "Der Verein, der in Musterstadt sitzt, führt E-Beispiel ein.",
            None,
            "Musterstadt engagedIn E-Beispiel",
        ),
        (
            "Mit der Musterakte arbeiten die Kunden der Muster-IT.",
            None,
            "Muster-IT usesProduct Musterakte",
        ),
        (
            "Anders als Musterstadt nutzt Beispielstadt die Musterakte.",
            "Beispielstadt usesProduct Musterakte",
            "Musterstadt usesProduct Musterakte",
        ),
    ],
)
def test_regions_and_exceptions_say_nothing(text: str, stated: str | None, not_stated: str) -> None:
    found = facts_of(read_text(text))
    assert stated is None or stated in found
    assert not_stated not in found


def test_states_in_a_row_act_together() -> None:
    found = facts_of(read_text("Bayern und Hessen führen E-Beispiel ein."))

    assert {"Bayern engagedIn E-Beispiel", "Hessen engagedIn E-Beispiel"} <= found


def test_what_befell_a_body_only_tells_when() -> None:
    facts = facts_of(read_text("Nach dem Hackerangriff baut Musterstadt E-Beispiel auf."))

    assert facts == {"Musterstadt engagedIn E-Beispiel"}
