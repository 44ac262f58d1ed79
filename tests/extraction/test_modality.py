"""How a sentence stands to what it says."""

from __future__ import annotations

import pytest

from example_reader import read_text
from kommunalgraph.extraction.modality import load_cues

PUBLISHED = None


def _modality(text: str, relation: str) -> list[str]:
    return [s.modality for s in read_text(text).statements if s.relation == relation]


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("Musterstadt ist Kunde der Muster-IT.", "customerOf", "asserted"),
        ("Musterstadt ist nicht Kunde der Muster-IT.", "customerOf", "negated"),
        ("Musterstadt will Kunde der Muster-IT werden.", "customerOf", "planned"),
        (
            "Das sagt die ehemalige Bürgermeisterin von Musterstadt Erika Muster.",
            "hasRole",
            "ended",
        ),
        ("Das sagt die Bürgermeisterin von Musterstadt Erika Muster.", "hasRole", "asserted"),
        ("Erika Muster war zuvor Leiterin der Muster-IT.", "hasRole", "ended"),
        ("Bislang war Erika Muster Leiterin der Muster-IT.", "hasRole", "ended"),
    ],
)
def test_modality(text: str, relation: str, modality: str) -> None:
    found = _modality(text, relation)
    assert found in ([modality], [])
    if modality != "planned":
        assert found == [modality]


def test_a_cue_in_another_clause_does_not_reach() -> None:
    text = "Es war nicht leicht, aber Musterstadt ist Kunde der Muster-IT."
    assert _modality(text, "customerOf") == ["asserted"]


def test_not_only_is_no_negation() -> None:
    text = "Nicht nur Musterstadt ist Kunde der Muster-IT."
    assert _modality(text, "customerOf") == ["asserted"]


def test_an_unknown_modality_is_refused(tmp_path) -> None:
    from kommunalgraph.errors import KnowledgeError

    path = tmp_path / "cues.toml"
    path.write_text('[[cue]]\nmodality = "maybe"\nwords = ["vielleicht"]\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"cues\.toml: cue 'maybe'"):
        load_cues(path)
