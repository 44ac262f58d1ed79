"""How entities are looked up at an endpoint: a file in ``data/enrichment``, or any other."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from kommunalgraph import knowledge
from kommunalgraph.errors import KnowledgeError
from kommunalgraph.vocabulary import ontology

_ENTRIES = {"endpoint", "pause", "items", "website", "names", "keys"}


@dataclass(frozen=True, slots=True)
class Profile:
    """Where to ask, and by which properties.

    ``items`` is what the IRI of an item begins with; ``keys`` lead from a class of ours to the
    property of its official key; ``names`` are the properties of names, the first one the label.
    ``pause`` is in seconds, between two requests.
    """

    endpoint: str
    items: str
    names: tuple[NamedNode, ...]
    website: NamedNode | None = None
    keys: Mapping[str, NamedNode] | None = None
    pause: float = 1.0


def load_profile(path: Path | None = None) -> Profile:
    """Read a profile, by default the one for Wikidata.

    Raises:
        KnowledgeError: the file cannot be read, or an entry is missing or wrong.
    """
    path = path or knowledge.folder("data") / "enrichment" / "wikidata.toml"
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{path}: {error}; write a TOML file") from error
    unknown = sorted(entries.keys() - _ENTRIES)
    if unknown:
        known = ", ".join(sorted(_ENTRIES))
        raise KnowledgeError(f"{path}:{unknown[0]}: no such entry; there are {known}")
    keys = entries.get("keys", {})
    for name in keys if isinstance(keys, dict) else ():
        if name not in ontology().classes:
            raise KnowledgeError(f"{path}:keys: {name} is no class of the ontology; correct it")
    try:
        return _profile(entries)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        wanted = "endpoint, items and names as text, properties as IRIs, pause as a number"
        raise KnowledgeError(f"{path}: {error!r}; write {wanted}") from error


def _profile(entries: Mapping[str, Any]) -> Profile:
    website = entries.get("website")
    names = tuple(map(NamedNode, entries["names"]))
    if not names:
        raise ValueError("names is empty")
    return Profile(
        endpoint=NamedNode(entries["endpoint"]).value,
        items=NamedNode(entries["items"]).value,
        names=names,
        website=NamedNode(website) if website else None,
        keys={kind: NamedNode(iri) for kind, iri in entries.get("keys", {}).items()},
        pause=float(entries.get("pause", 1.0)),
    )
