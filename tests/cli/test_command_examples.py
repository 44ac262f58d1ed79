"""The examples that ``--help`` shows work on the articles that come with the package."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kommunalgraph.cli import main
from kommunalgraph.knowledge import folder

_NEED_A_SERVER = ("push ", "pull ", "enrich ", "serve ")
"""Commands that speak with a remote store or are one; `tests/remote`, `tests/serve` run them."""

_EXAMPLE = re.compile(r"^ *kommunalgraph (.+)$", re.MULTILINE)


def examples() -> list[str]:
    """Return what stands behind ``kommunalgraph`` in each example of each help text."""
    helps = [main.help or "", *(command.help or "" for command in main.commands.values())]
    lines = {line for text in helps for line in _EXAMPLE.findall(text)}
    return sorted(line for line in lines if not line.startswith(_NEED_A_SERVER))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.store"
    result = CliRunner().invoke(main, ["build", str(folder("data") / "articles"), "--store", path])
    assert result.exit_code == 0, result.output
    return path


@pytest.mark.parametrize("example", examples())
def test_an_example_gives_an_answer(
    example: str, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").symlink_to(folder("data"))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(demo, "demo.store", ignore=shutil.ignore_patterns("LOCK"))
    command, _, _ = example.partition(" | ")

    result = CliRunner().invoke(
        main, shlex.split(command), env={"KOMMUNALGRAPH_STORE": "demo.store"}
    )

    assert result.exit_code == 0, result.output
    written = [path for path in tmp_path.iterdir() if path.name not in ("data", "demo.store")]
    least = 3 if command.startswith(("ask", "query")) else 1  # two lines are a table's head
    rows = result.stdout.splitlines()
    assert written or len(rows) >= (2 if "--format csv" in command else least)
