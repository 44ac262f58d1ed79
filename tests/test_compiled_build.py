"""What the optional compiled wheel is made of."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from test_architecture import PACKAGE, imported, part_of

ROOT = PACKAGE.parents[1]
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"][
    "build"
]["targets"]["wheel"]["hooks"]["mypyc"]
STAGES = {"outlets", "text", "mentions", "linking", "extraction"}
SHARED = {"identifiers", "model"}
"""What all stages hold in their hands."""


def compiled() -> Iterator[Path]:
    for pattern in HOOK["include"]:
        for path in ROOT.glob(pattern.removeprefix("/")):
            if path.name not in HOOK["exclude"]:
                yield path


def test_each_pattern_names_modules() -> None:
    for pattern in HOOK["include"]:
        assert list(ROOT.glob(pattern.removeprefix("/"))), f"{pattern}: no such module"


def test_the_stages_that_read_an_article_are_compiled() -> None:
    assert {part_of(path) for path in compiled()} == {*STAGES, *SHARED, "reading"}


def test_nobody_who_does_not_ask_needs_a_compiler() -> None:
    assert HOOK["enable-by-default"] is False


def test_what_is_compiled_imports_nothing_that_has_to_be_installed() -> None:
    known = {"kommunalgraph", *sys.stdlib_module_names}
    for path in compiled():
        assert {name.partition(".")[0] for name in imported(path)} <= known, path


def test_make_asks_for_it() -> None:
    assert "HATCH_BUILD_HOOK_ENABLE_MYPYC=1" in (ROOT / "Makefile").read_text(encoding="utf-8")
