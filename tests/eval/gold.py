"""The evaluation corpus: batches of texts with gold annotations, and a digest that pins them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BATCHES = (
    *("dev", "batch1", "batch2", "batch3", "batch4", "batch5", "batch6", "batch7", "batch8"),
    *("batch9", "batch10", "batch11", "batch12", "batch13", "batch14"),
    *("batch15", "batch16", "batch17", "batch18", "batch19", "batch20", "batch21", "batch22"),
    *("batch23", "batch24", "batch25", "batch26"),
)
"""Folders of the corpus, the one that rules are tuned on first."""

HELD_OUT = ("batch13", "batch14", "batch16", "batch18", "batch24", "batch25", "batch26")
"""Batches whose errors nobody has read: no rule is written with them, and what they say of all
rules together is how often rules are right in new articles."""


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An annotated thing: what the text calls it, and its type."""

    name: str
    type: str
    aliases: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """An annotated fact; subject and object are names of gold entities, or the object a value."""

    subject: str
    relation: str
    object: str
    certain: bool
    quote: str


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotations of one article and the file its text is in."""

    article: str
    text: Path
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]


def load_batch(folder: Path) -> tuple[Gold, ...]:
    """Return the articles of a batch in the order of their ids."""
    return tuple(_gold(path) for path in sorted((folder / "gold").glob("*.json")))


def _gold(path: Path) -> Gold:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    entities = tuple(
        GoldEntity(e["name"], e["type"], tuple(e.get("aliases", ())), e.get("certain", True))
        for e in content["entities"]
    )
    relations = tuple(
        GoldRelation(r["s"], r["p"], str(r["o"]), r.get("certain", True), r.get("quote", ""))
        for r in content["relations"]
    )
    text = path.parent.parent / "texts" / f"{path.stem}.txt"
    return Gold(path.stem, text, entities, relations)


def corpus_digest() -> str:
    """Return the SHA-256 over names and bytes of all texts and gold files of all batches."""
    digest = hashlib.sha256()
    for batch in BATCHES:
        for path in sorted((HERE / batch).glob("*/*")):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(HERE).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()
