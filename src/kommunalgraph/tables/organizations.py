"""The organizations of ``organizations/*.toml``, one file for each family of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from kommunalgraph import identifiers
from kommunalgraph.model import EntityKind
from kommunalgraph.tables.reading import Entry, entries, refuse
from kommunalgraph.tables.records import Organization

KINDS = ("Provider", "Cooperative", "Company", "PublicBody", "Association")
"""The ontology classes of organizations."""

STATUSES = ("active", "historical")
CONFIDENCES = ("verified", "known", "unsure")
CHANGES = ("merger", "absorption", "renaming")


def load_organizations(
    paths: Iterable[Path],
) -> tuple[dict[str, Organization], dict[str, str]]:
    """Return the organizations by id, predecessors filled in, and the file that each stands in.

    Raises:
        KnowledgeError: an entry is damaged or an id occurs in two files.
    """
    organizations: dict[str, Organization] = {}
    files: dict[str, str] = {}
    for path in paths:
        for entry in entries(path):
            if entry.id in organizations:
                entry.refuse("this id occurs in two files", "keep one entry or rename one id")
            organizations[entry.id] = _organization(entry)
            files[entry.id] = path.name
    before: dict[str, list[str]] = {}
    for organization in organizations.values():
        if organization.successor is not None:
            before.setdefault(organization.successor, []).append(organization.id)
    for id_, predecessors in before.items():
        if id_ in organizations:
            organizations[id_] = replace(organizations[id_], predecessors=tuple(predecessors))
    return organizations, files


def _organization(entry: Entry) -> Organization:
    kinds = entry.texts("kinds")
    if not kinds or not set(kinds) <= set(KINDS):
        entry.refuse(f"kinds is {list(kinds)}", f"write one or more of {', '.join(KINDS)}")
    successor = entry.optional("successor")
    change = entry.optional("change")
    if change is not None and (change not in CHANGES or successor is None):
        entry.refuse(f"change is {change!r}", f"write one of {', '.join(CHANGES)}, and a successor")
    name, short, aliases = entry.text("name"), entry.optional("short"), entry.texts("aliases")
    if name in aliases or short in aliases or short == name:
        entry.refuse("a name is repeated", "write each of name, short and aliases once")
    organization = Organization(
        id=entry.id,
        iri=identifiers.resource("org", entry.id),
        kinds=cast(tuple[EntityKind, ...], kinds),
        name=name,
        short=short,
        aliases=aliases,
        legal_form=entry.optional("legal_form"),
        seat=entry.optional("seat"),
        state=entry.optional("state"),
        website=entry.optional("website"),
        founded=entry.date("founded"),
        dissolved=entry.date("dissolved"),
        status=entry.choice("status", STATUSES),
        predecessors=(),
        successor=successor,
        parent=entry.optional("parent"),
        members=entry.texts("members"),
        sources=entry.texts("sources"),
        confidence=entry.choice("confidence", CONFIDENCES),
        note=entry.optional("note"),
        change=change,
    )
    entry.finish()
    return organization


def refuse_cycles(file: str, field: str, next_of: Mapping[str, str | None]) -> None:
    """Refuse chains that come back to where they began, such as a body that succeeds itself.

    ``next_of`` leads from each id to the next one in the chain of ``field``.
    """
    sound: set[str] = set()
    for start in next_of:
        chain: list[str] = []
        current: str | None = start
        while current is not None and current not in sound:
            if current in chain:
                circle = " -> ".join([*chain[chain.index(current) :], current])
                refuse(f"{file}:{current}", f"{field} runs in a circle: {circle}", "cut one link")
            chain.append(current)
            current = next_of.get(current)
        sound.update(chain)
