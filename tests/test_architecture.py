"""The shape of the house: who may import whom, and which package is used where."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kommunalgraph.extraction.rules import load_rules
from kommunalgraph.knowledge import folder
from kommunalgraph.tables import load_tables

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "kommunalgraph"

GROUND = {
    *("__init__", "model", "errors", "identifiers", "knowledge", "vocabulary", "registry"),
    "caching",
}
"""Modules that every stage may use."""

STAGES = {
    "tables": {"tables"},
    "text": {"text"},
    "sources": {"sources"},
    "outlets": {"outlets", "text", "sources"},
    "mentions": {"mentions", "text", "tables"},
    "linking": {"linking", "mentions", "text", "tables"},
    "extraction": {"extraction", "linking", "mentions", "text", "tables"},
    "questions": {"questions"},
    "graph": {"graph", "tables"},
    "analysis": {"analysis", "graph"},
    "export": {"export", "analysis", "graph"},
    "plots": {"plots", "analysis", "graph", "tables"},
    "api": {"api", "plots", "export", "analysis", "graph", "questions"},
    "remote": {"remote", "export", "analysis", "graph", "questions"},
    "serve": {"serve", "export", "analysis", "graph", "questions", "tables", "pipeline"},
}
"""What each part may import of ours beside the ground: earlier stages, never later ones."""

ALLOWED = {
    "click": {"cli"},
    "SPARQLWrapper": {"remote"},
    "pyshacl": {"analysis"},
    "networkx": {"analysis", "export", "plots", "api"},
    "matplotlib": {"plots"},
    "pandas": {"api"},
    "rdflib": {"graph", "analysis"},
    "pyoxigraph": {
        *("vocabulary", "graph", "analysis", "export", "api", "plots", "remote", "cli", "serve"),
    },
    "pyarrow": {"export"},
    "trafilatura": {"outlets"},
    "jinja2": {"serve"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
}
"""Which parts may use a package."""

FILES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """Return the part of the package that a file belongs to: its folder or its own name."""
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of each module that a file imports, inside functions as well."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def our_parts(path: Path) -> set[str]:
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("kommunalgraph.")}
    return {name for name in ours if not name.startswith("_")}


@pytest.mark.parametrize("part", STAGES)
def test_no_stage_imports_a_later_one(part: str) -> None:
    for path in FILES:
        if part_of(path) == part:
            beyond = our_parts(path) - STAGES[part] - GROUND
            assert not beyond, f"{path.relative_to(PACKAGE)} imports {sorted(beyond)}"


def test_the_model_imports_nothing_of_ours() -> None:
    assert not our_parts(PACKAGE / "model.py")


def test_nobody_imports_the_command_line() -> None:
    for path in FILES:
        if part_of(path) != "cli":
            assert "cli" not in our_parts(path), path.name


@pytest.mark.parametrize("package", ALLOWED)
def test_each_package_is_used_in_its_place_only(package: str) -> None:
    for path in FILES:
        used = any(name.split(".")[0] == package for name in imported(path))
        if used:
            assert part_of(path) in ALLOWED[package], path.relative_to(PACKAGE)


def test_terms_cross_to_rdflib_in_one_module() -> None:
    for path in FILES:
        names = {name.split(".")[0] for name in imported(path)}
        if {"rdflib", "pyoxigraph"} <= names:
            assert path.name in ("conversion.py", "validation.py"), path.name


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "helpers", "core", "manager", "common", "misc"}
    names = {path.stem for path in FILES} | {path.parent.name for path in FILES}
    assert not names & drawers


def test_each_module_says_what_it_is_for() -> None:
    for path in FILES:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path.name


def test_nothing_is_silenced() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        for word in ("type: ignore", "noqa", "except Exception", "except:"):
            assert word not in text, f"{path.relative_to(PACKAGE)}: {word}"


def _constants(path: Path) -> Iterator[str]:
    """Yield the strings of a file that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from () if id(node) in docstrings else (node.value,)


def _names_of_bodies() -> set[str]:
    """The names of listed organizations that are no ordinary words or abbreviations of them."""
    tables = load_tables()
    names = {n for o in tables.organizations.values() for n in (o.name, o.short or "", *o.aliases)}
    return {n for n in names if len(n) > 2 and n not in tables.common_words}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_body_is_named_in_code(path: Path) -> None:
    names = _NAMES
    for text in _constants(path):
        words = set(re.findall(r"[\w.-]+", text))
        assert not words & names, f"{path.name}: {sorted(words & names)} in {text[:80]!r}"


def test_no_rule_names_a_body() -> None:
    for rule in load_rules(folder("data") / "rules").rules:
        for template in rule.templates:
            words = set(re.findall(r"[\w.-]+", template.source))
            assert not words & _NAMES, f"{rule.id}: {sorted(words & _NAMES)}"


_NAMES = _names_of_bodies()
