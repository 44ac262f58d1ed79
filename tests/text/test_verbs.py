"""Finite forms of verbs, and the particles of separable ones."""

import pytest

from kommunalgraph.text.verbs import finite_forms, reported_form, split_form


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("setzt", ("", "setzt")),
        ("einsetzt", ("ein", "setzt")),
        ("beitrat", ("bei", "trat")),
        ("arbeitete", ("", "arbeitete")),
        ("zusammenarbeiten", ("zusammen", "arbeiten")),
        ("übernimmt", ("", "übernimmt")),  # listed itself, so nothing is cut off
        ("betreut", ("", "betreut")),
        ("zeichnete", ("", "zeichnete")),
        ("seit", None),
        ("eingeführt", None),
        ("gemeinsam", None),
    ],
)
def test_finite_forms_and_their_particles(form: str, expected: tuple[str, str] | None) -> None:
    assert split_form(form) == expected


def test_weak_verbs_take_an_e_where_they_need_it() -> None:
    assert {"arbeitet", "rechnet", "öffnete", "steuert", "steuerte"} <= finite_forms()
    assert not {"arbeitt", "steueret"} & finite_forms()


@pytest.mark.parametrize(
    ("present", "reported"),
    [
        ("nutzt", "nutze"),
        ("arbeitet", "arbeite"),
        ("betreibt", "betreibe"),
        ("ist", "sei"),
        ("sind", "seien"),
        ("hat", "habe"),
        ("wird", "werde"),
        ("einsetzt", "einsetze"),
    ],
)
def test_a_present_form_has_one_of_reported_speech(present: str, reported: str) -> None:
    assert reported_form(present) == reported


@pytest.mark.parametrize("word", ["nutzte", "genutzt", "Musterstadt", "einigt", "die"])
def test_other_words_have_none(word: str) -> None:
    assert reported_form(word) == ""
