"""The documentation says what is there: commands, options, targets, files, and what they print."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from kommunalgraph.cli import main as command_line

ROOT = Path(__file__).resolve().parents[1]


def _generator() -> ModuleType:
    """Load ``docs/generate.py``, which is a script and stands in no package."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generate = _generator()
PAGES, REFERENCE = generate.PAGES, generate.REFERENCE

DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(
            path
            for folder in ("docs", "data", "ontology")
            for path in ROOT.glob(f"{folder}/**/*.md")
        ),
        *(ROOT / "tests").glob("*/README.md"),
    ]
)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(
    r"^```(?:console|sh)\n(.*?)^```$|`(kommunalgraph [^`\n]+)`", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:work|home|root|tmp|Users)/|\.\./shared|file://")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def uses() -> Iterator[tuple[str, list[str]]]:
    """Yield each use of the command in the pages: the page and the words behind the name."""
    for path in DOCUMENTS:
        for block, inline in CODE.findall(path.read_text(encoding="utf-8")):
            for line in (block or inline).splitlines():
                for part in re.split(r"\||&&", line.removeprefix("$ ")):
                    if part.split()[:1] == ["kommunalgraph"]:
                        yield name_of(path), words(part)


def words(part: str) -> list[str]:
    try:
        return shlex.split(part)[1:]
    except ValueError:  # a quotation cut at a bar inside it
        return part.split()[1:]


@pytest.mark.parametrize(("page", "given"), list(uses()))
def test_commands_and_options_exist(page: str, given: list[str]) -> None:
    options = {"--help", "-h"}
    if given[0].startswith("-"):
        options |= {o for p in command_line.params for o in p.opts}
    elif not given[0].isupper():
        command = command_line.commands.get(given[0])
        assert command, f"{page}: there is no kommunalgraph {given[0]}"
        options |= {o for p in command.params if isinstance(p, click.Option) for o in p.opts}
    named = {word for word in given if re.fullmatch(r"--?[a-z][a-z-]*", word)}
    assert named <= options, f"{page}: kommunalgraph {given[0]} has no {sorted(named - options)}"


def test_the_pages_use_each_command() -> None:
    used = {given[0] for page, given in uses() if page in PAGES}
    assert used >= set(command_line.commands)


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for path in DOCUMENTS:
        named = set(
            re.findall(r"(?:`|^\$ |^)make ([a-z]+)", path.read_text(encoding="utf-8"), re.M)
        )
        assert named <= targets, f"{name_of(path)}: make has no {sorted(named - targets)}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_resolve(path: Path) -> None:
    for link in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.exists(), f"{name_of(path)}: {link}"
        if anchor:
            assert anchor in anchors(target), f"{name_of(path)}: {link}"


def anchors(path: Path) -> set[str]:
    """Return the anchors of the headings of a page, as GitHub makes them."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_no_page_names_a_path_of_one_machine(path: Path) -> None:
    assert not MACHINE_PATH.findall(path.read_text(encoding="utf-8"))


def test_variables_are_those_the_code_reads() -> None:
    code = (*(ROOT / "src").rglob("*.py"), ROOT / "tests" / "conftest.py")
    read = {name for path in code for name in variables(path)}
    assert set(variables(REFERENCE)) == read


def variables(path: Path) -> list[str]:
    return re.findall(r"KOMMUNALGRAPH_[A-Z]+", path.read_text(encoding="utf-8"))


def test_the_reference_is_what_the_product_says() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    assert text == generate.reference(text), "run python docs/generate.py"


@pytest.mark.parametrize("name", PAGES)
def test_examples_run_and_print_what_the_page_shows(name: str) -> None:
    page = ROOT / name
    shown = page.read_text(encoding="utf-8")
    assert steady(generate.with_outputs(page)) == steady(shown), "run python docs/generate.py"


def steady(text: str) -> str:
    """Return ``text`` without what each change of a rule moves: confidences, rows that count."""
    text = re.sub(r"^[\w ]+ {2,}\d+\n", "", text, flags=re.MULTILINE)
    return re.sub(r"\b0\.\d+|\d+ of \d+ nodes", "…", text)
