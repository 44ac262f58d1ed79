"""Finite forms of verbs, and the particles of separable ones."""

import pytest

from kommunalgraph.text.verbs import finite_forms, split_form


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
