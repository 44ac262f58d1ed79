"""Write what the documentation can copy from the product itself.

    python docs/generate.py            # reference, and the output below each command
    python docs/generate.py --figures  # also the figures in README.md (runs the evaluation)
    python docs/generate.py --pictures # also docs/pictures, drawn from the demo corpus

Commands are run page by page in a copy of the checkout, so that a page is a session that a reader
can repeat.  What a fence in the Markdown does there:

=======================  =======================================================================
``console``              each line after ``$ `` is run; what it prints is written below it
``text FILE`` and so on  the content is saved as FILE
``toml FILE +``          the content is appended to FILE
``diff``                 the change is applied
``python``               the program is run; it must succeed
=======================  =======================================================================

``tests/test_documentation.py`` fails when a page differs from what this script would write.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from kommunalgraph.cli import main as command_line
from kommunalgraph.questions import load_questions
from kommunalgraph.vocabulary import ontology

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    *("README.md", "CONTRIBUTING.md", "docs/tutorial.md", "docs/how-to.md"),
    *("docs/exports.md", "docs/networks.md"),
)
"""The pages whose examples are run."""

REFERENCE = ROOT / "docs" / "reference.md"
_COPIED = ("src", "data", "ontology", "queries", "Makefile", "pyproject.toml")
_FENCE = re.compile(r"^```(\w+)(?: ([^\n]*))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMPILED = shutil.ignore_patterns("__pycache__")
_SECONDS = re.compile(r"\d+\.\d s\b")
_WIDTH = 100


def reference(text: str) -> str:
    """Return the reference page ``text`` with commands, questions and relations as they are."""
    text = _between(text, "commands", "\n".join(_commands()))
    text = _between(text, "questions", "\n".join(_questions()))
    return _between(text, "relations", "\n".join(_relations()))


def _between(text: str, name: str, content: str) -> str:
    """Replace what stands between ``<!-- name -->`` and ``<!-- /name -->``."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = text.partition(start)
    _, found, after = rest.partition(end)
    if not found:
        raise SystemExit(f"no {start} … {end}")
    return f"{before}{start}\n{content}\n{end}{after}"


def _commands() -> Iterator[str]:
    context = click.Context(
        command_line,
        info_name="kommunalgraph",
        terminal_width=_WIDTH,
        **command_line.context_settings,
    )
    for name in command_line.list_commands(context):
        command = command_line.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, terminal_width=_WIDTH)
        yield f"### {name}\n\n```text\n{command.get_help(inner).rstrip()}\n```\n"


def _questions() -> Iterator[str]:
    yield "| number and name | question | parameters |\n|---|---|---|"
    for question in load_questions().values():
        parameters = ", ".join(f"`{p.name}`" for p in question.parameters)
        yield f"| `{question.name}` | {question.title_en} | {parameters} |"


def _relations() -> Iterator[str]:
    terms = ontology()
    yield "| relation | German | English | object |\n|---|---|---|---|"
    for name in sorted(terms.object_relations | terms.literal_relations):
        german, english = terms.labels[name]
        kind = "entity" if name in terms.object_relations else "value"
        yield f"| `kg:{name}` | {german} | {english} | {kind} |"


def with_outputs(page: Path) -> str:
    """Return ``page`` with the output of each of its commands, run in a copy of the checkout."""
    with tempfile.TemporaryDirectory() as folder:
        session = _Session(Path(folder))
        return _FENCE.sub(session.play, page.read_text(encoding="utf-8"))


_NOT_INHERITED = ("KOMMUNALGRAPH_", "MAKE", "MFLAGS")
"""Environment variables that would change what a command of a page prints; make sets its own."""


class _Session:
    """A copy of the checkout with the commands on the path, and what was exported so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in _COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=_COMPILED)
            else:
                shutil.copy2(source, folder / name)
        programs = Path(sys.executable).parent
        (folder / ".venv").mkdir()
        (folder / ".venv" / "bin").symlink_to(programs)
        (folder / ".venv" / ".installed").touch()
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(_NOT_INHERITED)},
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(folder / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": str(_WIDTH),
        }

    def play(self, fence: re.Match[str]) -> str:
        """Do what a fence says and return it, with new output where it is a console."""
        language, argument, content = fence.groups()
        if language == "console":
            commands = [line[2:] for line in content.splitlines() if line.startswith("$ ")]
            shown = "".join(f"$ {command}\n{self._run(command)}" for command in commands)
            return f"```console\n{shown}```"
        if language == "python":
            self._checked([sys.executable, "-c", content])
        elif language == "diff":
            self._checked(["git", "apply", "-"], given=content)
        elif argument:
            name, _, appended = argument.partition(" ")
            with (self.folder / name).open("a" if appended else "w", encoding="utf-8") as file:
                file.write(content)
        return fence.group()

    def _run(self, command: str) -> str:
        if command.startswith("export "):
            name, _, value = command.removeprefix("export ").partition("=")
            self.environment[name] = value
            return ""
        return _SECONDS.sub("… s", self._checked(["bash", "-o", "errexit", "-c", command]))

    def _checked(self, command: list[str], *, given: str | None = None) -> str:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            input=given,
            stdin=None if given is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        if done.returncode:
            raise SystemExit(f"{command[-1]}\nfailed ({done.returncode}):\n{done.stdout}")
        return done.stdout


def _figures(text: str) -> str:
    """Return the README with the figures of the evaluation."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.eval"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    line = re.compile(
        r"(dev|batch\d+) +articles=(\d+) entities F1=(\S+) exact-type F1=(\S+) "
        r"relations P=(\S+) R=(\S+) F1=(\S+)"
    )
    rows = [" | ".join(match.groups()) for match in line.finditer(done.stdout)]
    header = (
        "| batch | articles | entities F1 | with exact type F1 | facts precision | recall | F1 |\n"
        "|---|---:|---:|---:|---:|---:|---:|"
    )
    return _between(text, "eval", "\n".join([header, *(f"| {row} |" for row in rows)]))


def _pictures() -> None:
    """Draw the demo corpus to ``docs/pictures``."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "demo.store"
        run = [sys.executable, "-m", "kommunalgraph.cli"]
        build = [*run, "build", str(ROOT / "data" / "articles"), "--store", str(store)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        for view in ("network", "communities", "ego", "timeline", "topics", "map"):
            entity = ["KITU"] if view in ("ego", "timeline") else []
            plot = ["--plot", str(folder / f"{view}.png"), "--store", str(store)]
            subprocess.run([*run, "network", view, *entity, *plot], check=True)
        screenshots = importlib.import_module("screenshots")  # needs a browser, the rest does not
        screenshots.take(store, folder / "pages")


def main() -> None:
    """Rewrite the pages in place."""
    parser = argparse.ArgumentParser(description="Write what the documentation can copy.")
    parser.add_argument("--figures", action="store_true", help="measure and write the figures, too")
    parser.add_argument("--pictures", action="store_true", help="draw docs/pictures, too")
    arguments = parser.parse_args()
    REFERENCE.write_text(reference(REFERENCE.read_text(encoding="utf-8")), encoding="utf-8")
    for name in PAGES:
        page = ROOT / name
        page.write_text(with_outputs(page), encoding="utf-8")
    if arguments.pictures:
        _pictures()
    if arguments.figures:
        readme = ROOT / "README.md"
        readme.write_text(_figures(readme.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
