"""A sentence that names who deals with a topic speaks of nobody else."""

from __future__ import annotations

import pytest

from example_reader import article_of, example_reader, facts_of


@pytest.mark.parametrize(
    ("title", "sentence", "facts"),
    [
        (
            "Muster-IT: Neues aus dem Rechenzentrum",
            "Gelungen ist die Einführung des E-Beispiel in der Nordmuster-IT.",
            {"Nordmuster-IT engagedIn E-Beispiel"},
        ),
        (
            "Muster-IT: Neues aus dem Rechenzentrum",
            "Gelungen ist die Einführung des E-Beispiel.",
            {"Muster-IT engagedIn E-Beispiel"},
        ),
        (
            "Musterstadt: Neues aus dem Rathaus",
            "E-Beispiel läuft bei der Muster-IT.",
            {"Musterstadt engagedIn E-Beispiel", "Muster-IT engagedIn E-Beispiel"},
        ),
    ],
)
def test_whom_a_sentence_speaks_of(title: str, sentence: str, facts: set[str]) -> None:
    reading = example_reader().read(article_of([("title", title), ("body", sentence)]))
    assert {f for f in facts_of(reading) if " engagedIn " in f} == facts
