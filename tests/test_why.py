"""The explanation shows rule authors what fired, what nearly fired and why not."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from example_reader import RULES, example_reader
from kommunalgraph.model import Article, Block
from kommunalgraph.reading import Reader
from kommunalgraph.why import elements_of, explain_article

_RULES = """
[[rule]]
id = "probe/nutzt"
confidence = 0.9
templates = [
  "{kunde:traeger} nutzt … {produkt} seit {datum}",
  "{kunde:traeger} verwendet {produkt}",
]
facts = ["kunde usesProduct produkt"]
examples = [
  { text = "Musterstadt hat die Musterakte.", facts = ["Musterstadt usesProduct Musterakte"] },
]
counterexamples = ["Musterstadt schweigt."]

[[rule]]
id = "probe/verwendet-im-titel"
confidence = 0.8
templates = ["{kunde:ort} verwendet {produkt}"]
facts = ["kunde usesProduct produkt"]
blocks = ["title"]
examples = [
  { text = "Musterstadt hat die Musterakte.", facts = ["Musterstadt usesProduct Musterakte"] },
]
counterexamples = ["Musterstadt schweigt."]

[[rule]]
id = "probe/anwender"
confidence = 0.8
templates = ["{kunde:traeger} verwendet … {produkt}"]
facts = ["kunde usesProduct produkt"]
examples = [
  { text = "Musterstadt hat die Musterakte.", facts = ["Musterstadt usesProduct Musterakte"] },
]
counterexamples = ["Musterstadt schweigt."]
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader of the example names whose only rules are those above."""
    whole = example_reader()
    folder: Path = tmp_path_factory.mktemp("rules")
    for name in ("_cues.toml", "_words.toml"):
        (folder / name).write_text((RULES / name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "probe.toml").write_text(_RULES, encoding="utf-8")
    return Reader(whole.lexicon, folder)


def _explained(text: str, reader: Reader, *, block: str = "body") -> str:
    article = Article("https://example.org/article", text, (Block(block, 0, len(text)),))
    return explain_article(article, reader)


def test_a_statement_stands_with_rule_template_quote_and_confidence(reader: Reader) -> None:
    explanation = _explained("Die Stadt Musterstadt verwendet die Musterakte.", reader)
    assert "1 [body] Die Stadt Musterstadt verwendet die Musterakte." in explanation
    assert "[ort Stadt Musterstadt → Musterstadt] verwendet die [produkt Musterakte]" in explanation
    assert "+ Musterstadt usesProduct Musterakte (asserted, 0.90)" in explanation
    assert "probe/nutzt: „Stadt Musterstadt verwendet die Musterakte“" in explanation
    assert "\n    {kunde:traeger} verwendet {produkt}\n" in explanation


def test_a_match_that_adds_nothing_is_told(reader: Reader) -> None:
    explanation = _explained("Musterstadt verwendet die Musterakte.", reader)
    assert "  = probe/anwender: {kunde:traeger} verwendet … {produkt}" in explanation


def test_a_rule_for_another_block_is_not_shown(reader: Reader) -> None:
    text = "Musterstadt verwendet die Musterakte."
    assert "im-titel" not in _explained(text, reader)
    assert "im-titel" in _explained(text, reader, block="title")


def test_the_element_is_named_at_which_a_template_stops(reader: Reader) -> None:
    explanation = _explained("Musterstadt nutzt gern die Musterakte, und zwar seit 2019.", reader)
    assert "  ~ probe/nutzt: {kunde:traeger} nutzt … {produkt} seit {datum}" in explanation
    assert "then needs seit, not: , und zwar [datum seit 2019 → 2019]." in explanation


def test_the_kind_of_mention_is_named_that_is_missing(reader: Reader) -> None:
    explanation = _explained("Musterstadt verwendet neue Stühle.", reader)
    assert "  - probe/nutzt: {kunde:traeger} verwendet {produkt}\n    no mention of produkt" in (
        explanation
    )


def test_a_sentence_without_trigger_word_has_no_findings(reader: Reader) -> None:
    explanation = _explained("Musterstadt schweigt.", reader)
    assert explanation.splitlines()[2:] == [
        "1 [body] Musterstadt schweigt.",
        "  [ort Musterstadt] schweigt.",
    ]


def test_text_in_decomposed_form_is_explained_like_its_composed_form(reader: Reader) -> None:
    text = "Für Musterstadt gilt: Musterstadt verwendet die Musterakte."
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    assert _explained(decomposed, reader) == _explained(text, reader)


def test_a_template_is_split_outside_of_brackets() -> None:
    source = r"{a:org} (ist|war seit) [in (Nord|Süd)] … \( {b:ort} \) {c}, [x y]"
    assert elements_of(source) == (
        "{a:org}",
        "(ist|war seit)",
        "[in (Nord|Süd)]",
        "…",
        r"\(",
        "{b:ort}",
        r"\)",
        "{c},",
        "[x y]",
    )
