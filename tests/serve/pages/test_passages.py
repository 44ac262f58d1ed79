from __future__ import annotations

from kommunalgraph.serve.pages.passages import (
    ClaimSpan,
    NameSpan,
    cut,
    names_in,
    quoted,
)
from kommunalgraph.serve.pages.references import Reference

TEXT = "Die Muster-IT zählt 74 Mitglieder, sagt Erika Muster."
PROVIDER = Reference("org/muster-it", "Muster-IT", "Provider")
PERSON = Reference("person/erika-muster", "Erika Muster", "Person")


def span(key: str, words: str) -> ClaimSpan:
    start = TEXT.index(words)
    return ClaimSpan(start, start + len(words), key, words)


def test_cutting_keeps_every_character() -> None:
    claims = [span("a", "Muster-IT zählt 74 Mitglieder"), span("b", "74 Mitglieder, sagt Erika")]
    names = names_in(TEXT, 0, [("Muster-IT", PROVIDER), ("Erika Muster", PERSON)])
    passage = cut(TEXT, 0, claims, names)
    assert "".join(piece.text for piece in passage.pieces) == TEXT
    for piece in passage.pieces:
        assert piece.text
    marked = "".join(piece.text for piece in passage.pieces if "a" in piece.claims)
    assert marked == "Muster-IT zählt 74 Mitglieder"
    both = "".join(piece.text for piece in passage.pieces if len(piece.claims) == 2)
    assert both == "74 Mitglieder"
    named = "".join(piece.text for piece in passage.pieces if piece.reference == PERSON)
    assert named == "Erika Muster"


def test_each_claim_begins_exactly_once() -> None:
    claims = [span("a", "Muster-IT zählt"), span("b", "zählt 74"), span("c", "Muster-IT zählt 74")]
    passage = cut(TEXT, 0, claims, [])
    begun = [key for piece in passage.pieces for key in piece.begins]
    assert sorted(begun) == ["a", "b", "c"]


def test_overlapping_quotes_make_one_stretch() -> None:
    spans = [span("b", "zählt 74 Mitglieder"), span("a", "Muster-IT zählt 74"), span("c", "Erika")]
    assert quoted(spans) == [
        (TEXT.index("Muster-IT"), "Muster-IT zählt 74 Mitglieder"),
        (TEXT.index("Erika"), "Erika"),
    ]


def test_a_quote_within_another_adds_nothing() -> None:
    spans = [span("a", "Muster-IT zählt 74 Mitglieder"), span("b", "74")]
    assert quoted(spans) == [(TEXT.index("Muster-IT"), "Muster-IT zählt 74 Mitglieder")]


def test_a_quote_with_wrong_offsets_stands_alone() -> None:
    spans = [span("a", "Muster-IT zählt"), ClaimSpan(6, 99, "b", "etwas anderes")]
    assert [text for _, text in quoted(spans)] == ["Muster-IT zählt", "etwas anderes"]


def test_names_are_whole_words_and_longer_ones_win() -> None:
    names = [("Muster", PERSON), ("Muster-IT", PROVIDER)]
    found = names_in("Muster-IT, Musters Bruder, Musterfrau", 10, names)
    assert found == [NameSpan(10, 19, PROVIDER), NameSpan(21, 27, PERSON)]
