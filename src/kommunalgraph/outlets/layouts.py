"""What the pages of an outlet look like, read from ``data/outlets/*.toml``.

``general.toml`` holds what every outlet has; a file beside it holds what one outlet adds.  Whole
lines are compared in a set and beginnings with ``str.startswith``, which costs a tenth of a
regular expression; patterns are for the rest.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kommunalgraph import knowledge
from kommunalgraph.errors import KnowledgeError

_GENERAL = "general"
_LONGEST_LINE = 300
_SECTIONS: dict[str, frozenset[str]] = {
    "furniture": frozenset({"lines", "starts", "patterns"}),
    "credit": frozenset({"words"}),
    "end": frozenset({"lines", "starts"}),
    "contact": frozenset({"lines", "starts", "resume"}),
    "teasers": frozenset({"marker", "more"}),
    "page": frozenset({"kicker", "title", "lead", "body", "drop"}),
}
_TOP = frozenset(
    {
        "name",
        "domains",
        "signs",
        "confirmations",
        "genres",
        "whole_words",
        "dated_lead",
        "glued_kicker",
        "saved_on_top",
    }
)


@dataclass(frozen=True, slots=True)
class LineSet:
    """Lines of one purpose: whole lines and beginnings, both case-folded, and patterns."""

    lines: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None

    def holds(self, line: str) -> bool:
        """Tell whether ``line`` is of this set; lines above 300 characters only by their start."""
        folded = line[:_LONGEST_LINE].casefold()
        return (
            folded.startswith(self.starts)
            or folded.rstrip(" :") in self.lines
            or (
                self.pattern is not None
                and len(line) <= _LONGEST_LINE
                and self.pattern.fullmatch(line) is not None
            )
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read the articles of one outlet; ``name`` is None for articles of unknown origin."""

    name: str | None
    domains: tuple[str, ...]
    signs: tuple[re.Pattern[str], ...]
    confirmation: re.Pattern[str] | None
    genres: frozenset[str]
    whole_words: frozenset[str]
    dated_lead: re.Pattern[str] | None
    glued_kicker: bool
    saved_on_top: bool
    furniture: LineSet
    credit: re.Pattern[str]
    end: LineSet
    contact: LineSet
    resume: tuple[str, ...]
    teaser_marker: str | None
    teaser_more: str | None
    page: tuple[tuple[str, str], ...]


def general() -> Layout:
    """Return the layout of articles whose outlet is not known."""
    return _all()[0]


def outlets() -> tuple[Layout, ...]:
    """Return the layouts of the outlets that have a file of their own, sorted by file name."""
    return _all()[1:]


def of_host(host: str) -> Layout:
    """Return the layout of the outlet that owns the host name, else the general one."""
    for layout in outlets():
        if any(host == domain or host.endswith(f".{domain}") for domain in layout.domains):
            return layout
    return general()


@cache
def _all() -> tuple[Layout, ...]:
    folder = knowledge.folder("data") / "outlets"
    shared = folder / f"{_GENERAL}.toml"
    base = _table(shared)
    others = sorted(path for path in folder.glob("*.toml") if path != shared)
    return (_layout(shared, {}, base), *(_layout(path, _table(path), base) for path in others))


def _table(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{path.name}: cannot be read as TOML: {error}") from error
    for key, value in table.items():
        known = _SECTIONS.get(key)
        if known is None and key not in _TOP:
            allowed = ", ".join(sorted(_TOP | _SECTIONS.keys()))
            raise KnowledgeError(f"{path.name}:{key}: no such setting; write one of {allowed}")
        if known is not None and (not isinstance(value, dict) or value.keys() - known):
            raise KnowledgeError(
                f"{path.name}:{key}: not as expected; write a table with {', '.join(sorted(known))}"
            )
    return table


def _layout(path: Path, own: dict[str, Any], base: dict[str, Any]) -> Layout:
    """Build a layout from an outlet's own table and what all outlets share."""
    if own and not isinstance(own.get("name"), str):
        raise KnowledgeError(f'{path.name}:name: missing; write name = "the outlet\'s name"')

    def strings(section: str | None, key: str) -> list[str]:
        values: list[str] = []
        for table in (base, own):
            found = (table if section is None else table.get(section, {})).get(key, [])
            if not isinstance(found, list) or not all(isinstance(value, str) for value in found):
                entry = key if section is None else f"{section}.{key}"
                raise KnowledgeError(f'{path.name}:{entry}: not a list; write ["one", "two"]')
            values += found
        return values

    def line_set(section: str) -> LineSet:
        return LineSet(
            frozenset(line.casefold() for line in strings(section, "lines")),
            tuple(start.casefold() for start in strings(section, "starts")),
            _alternatives(path, f"{section}.patterns", strings(section, "patterns")),
        )

    teasers = own.get("teasers", {})
    dated_lead = own.get("dated_lead")
    credit = "|".join(map(re.escape, strings("credit", "words")))
    return Layout(
        name=own.get("name"),
        domains=tuple(strings(None, "domains")),
        signs=tuple(_compiled(path, "signs", sign) for sign in strings(None, "signs")),
        confirmation=_alternatives(path, "confirmations", strings(None, "confirmations")),
        genres=frozenset(genre.casefold() for genre in strings(None, "genres")),
        whole_words=frozenset(strings(None, "whole_words")),
        dated_lead=_alternatives(path, "dated_lead", [dated_lead] if dated_lead else []),
        glued_kicker=bool(own.get("glued_kicker", False)),
        saved_on_top=bool(own.get("saved_on_top", False)),
        furniture=line_set("furniture"),
        credit=re.compile(rf"[(\[]?(?:{credit})(?: ?[:©/]|[ -]Nr\.|$).{{0,250}}|©.{{0,120}}"),
        end=line_set("end"),
        contact=line_set("contact"),
        resume=tuple(strings("contact", "resume")),
        teaser_marker=teasers.get("marker"),
        teaser_more=teasers.get("more"),
        page=tuple(sorted({**base.get("page", {}), **own.get("page", {})}.items())),
    )


def _compiled(path: Path, entry: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise KnowledgeError(
            f"{path.name}:{entry}: {pattern!r} is no regular expression: {error}; "
            "write the pattern in 'single quotes' and escape brackets"
        ) from error


def _alternatives(path: Path, entry: str, patterns: list[str]) -> re.Pattern[str] | None:
    for pattern in patterns:
        _compiled(path, entry, pattern)
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None
