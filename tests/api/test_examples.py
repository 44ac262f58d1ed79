"""The examples of docs/python.md run as they stand, on the demo store."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "python.md"


def test_each_example_prints_what_the_page_shows(
    demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(demo_store.parent)
    example = doctest.DocTestParser().get_doctest(
        _examples(PAGE.read_text(encoding="utf-8")), {}, PAGE.name, str(PAGE), 0
    )
    printed: list[str] = []

    found = doctest.DocTestRunner(optionflags=doctest.REPORT_UDIFF).run(example, out=printed.append)

    assert found.attempted > 15
    assert not found.failed, "".join(printed)


def _examples(page: str) -> str:
    """Return the page without its fences, which doctest would take for output."""
    return "\n".join("" if line.startswith("```") else line for line in page.splitlines())
