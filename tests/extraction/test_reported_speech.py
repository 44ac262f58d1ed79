"""Rules are written in the indicative and read reported speech as well."""

from __future__ import annotations

import pytest

from example_reader import Article, Block, example_reader, facts_of


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "Die Muster-IT betreibe die Musterakte für Musterstadt, so Erika Muster.",
            "Musterstadt customerOf Muster-IT",
        ),
        ("Musterstadt sei Mitglied der Muster-IT.", "Musterstadt memberOf Muster-IT"),
        ("Die Muster-IT habe ihren Sitz in Musterstadt.", "Muster-IT headquarteredIn Musterstadt"),
    ],
)
def test_what_somebody_is_quoted_to_say_is_read_as_if_said(text: str, fact: str) -> None:
    article = Article("x", text, (Block("body", 0, len(text)),))

    assert fact in facts_of(example_reader().read(article))


def test_a_noun_is_no_verb_of_reported_speech() -> None:
    text = "Die Stelle Musterstadt kennt die Muster-IT und die Rolle Beispielstadt."
    article = Article("x", text, (Block("body", 0, len(text)),))

    assert not facts_of(example_reader().read(article))
