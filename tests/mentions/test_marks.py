"""Names in quotation marks behind the noun that announces them."""

from __future__ import annotations

import pytest

from example_reader import facts_of, read_text

USES = "Musterstadt usesProduct Musterakte"


@pytest.mark.parametrize(
    "text",
    [
        "Musterstadt nutzt die Software „Musterakte“.",
        'Musterstadt nutzt die Software "Musterakte".',
        "Musterstadt nutzt die Software »Musterakte«.",
        "Musterstadt nutzt „Musterakte“.",
    ],
)
def test_the_marks_do_not_part_noun_and_name(text: str) -> None:
    reading = read_text(text)
    assert USES in facts_of(reading, "produkt/nutzung")
    (mention,) = (m for m in reading.mentions if m.surface.startswith("Muster") and m.start > 11)
    assert mention.surface == "Musterakte"


def test_speech_is_no_name() -> None:
    reading = read_text("Musterstadt nutzt die Software. „Musterakte ist ein Gewinn“, heißt es.")
    assert USES not in facts_of(reading, "produkt/nutzung")
