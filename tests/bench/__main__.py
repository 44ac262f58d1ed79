"""Print the figures: speed beside spaCy, stages, memory, start-up, exports, growth."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.bench import compiled, contestants, exports, growth, serving
from tests.bench.footprint import ROOT, command_line, footprint
from tests.bench.stages import shares
from tests.bench.timing import interleaved

from kommunalgraph.extraction.rules import Rulebook
from kommunalgraph.mentions.compiled_lexicon import load_lexicon
from kommunalgraph.model import Document
from kommunalgraph.outlets import articles_of
from kommunalgraph.pipeline import is_name
from kommunalgraph.reading import Reader

_DEVELOPMENT = ROOT / "tests" / "eval" / "dev" / "texts"
_REPEAT, _ROUNDS = 4, 9
_FEW = 3
"""Texts for what takes too long for all of them."""

_FACTORS = (1, 3, 10)
_OURS = "kommunalgraph, whole extraction"


def main() -> None:
    """Measure everything once."""
    folder = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else _DEVELOPMENT
    documents = contestants.documents_in(folder)
    signs = sum(len(d.content) for d in documents) // len(documents)
    print(f"{len(documents)} texts of {signs} characters on average, one process\n")
    _footprints(folder, documents)
    print("\n" + exports.table(dict(exports.figures())))
    _speed(folder, documents)
    _stages(documents)
    _growth(documents)
    serving.report_on_demo()


def _speed(folder: Path, documents: Sequence[Document]) -> None:
    tasks: dict[str, Callable[[], object]] = {
        _OURS: contestants.extraction(documents, _REPEAT),
        "spaCy, all forms as phrase patterns": contestants.spacy_task(
            contestants.spacy_language(), documents, _REPEAT
        ),
        "spaCy, base names as phrase patterns": contestants.spacy_task(
            contestants.spacy_language(base_only=True), documents, _REPEAT
        ),
    }
    with ExitStack() as stack:
        if wheel := compiled.wheel():
            run = stack.enter_context(compiled.extraction(wheel, folder, _REPEAT))
            tasks = {_OURS: tasks[_OURS], f"{_OURS}, compiled": run, **tasks}
        _compare(tasks, number=len(documents) * _REPEAT, rounds=_ROUNDS)
        if not wheel:
            print("No compiled wheel in dist/ to measure beside it; make compiled makes one.")
    # Token patterns take most of a second an article, so a few texts must do, for ours as well.
    few = documents[:: max(1, len(documents) // _FEW)][:_FEW]
    tasks = {
        _OURS: contestants.extraction(few, 1),
        "spaCy, all forms as token patterns": contestants.spacy_task(
            contestants.spacy_language(tokens=True), few, 1
        ),
    }
    _compare(tasks, number=len(few), rounds=3)


def _compare(tasks: Mapping[str, Callable[[], object]], *, number: int, rounds: int) -> None:
    """Print what each task, the first of which is ours, does with ``number`` articles a run."""
    costs = interleaved(tasks, rounds=rounds)
    ours = next(iter(costs.values())).processor
    title = f"Articles per second, {number} a run, best of {rounds}"
    _head(title, "cpu", "wall", "ours/it")
    for name, cost in costs.items():
        speeds = (number / cost.processor, number / cost.wall)
        print(f"{name:40}" + "".join(f"{s:8.{0 if s > 10 else 1}f}" for s in speeds), end="")
        print(f"{cost.processor / ours:8.2f}")


def _stages(documents: Sequence[Document]) -> None:
    _head("Stages of our extraction", "share")
    for stage, share in shares(contestants.extraction(documents, 1), rounds=20).items():
        print(f"{stage:40}{share:8.1%}")


def _footprints(folder: Path, documents: Sequence[Document]) -> None:
    # Before anything is loaded here: a process inherits the peak of the one that starts it.
    _head("In a process of its own", "start s", "MiB")
    for contestant in ("ours", "spacy-all", "spacy-base"):
        measured = footprint(contestant, folder)
        print(f"{contestant:40}{measured.start:8.2f}{measured.peak:8.0f}")
    processor, wall = command_line(folder / Path(documents[0].name).name, runs=5)
    print(f"{'kommunalgraph extract, one text':40}{processor:8.2f} (wall {wall:.2f} s)")


def _growth(documents: Sequence[Document]) -> None:
    makers: dict[str, Callable[[int], Reader]] = {
        "rules, in other words": lambda n: growth.reader_with_rules(n, "otherwise"),
        "rules, again (worst case)": lambda n: growth.reader_with_rules(n, "again"),
        "names": growth.reader_with_names,
    }
    _head("Cost of an article with n times as many", *(f"n = {n}" for n in _FACTORS))
    for name, make in makers.items():
        tasks = {str(n): _reading(make(n), documents) for n in _FACTORS}
        costs = [cost.processor for cost in interleaved(tasks, rounds=5).values()]
        print(f"{name:40}" + "".join(f"{cost / costs[0]:8.2f}" for cost in costs))
    once, most = (_templates(growth.rulebook(n, "otherwise")) for n in (1, _FACTORS[-1]))
    forms = len(load_lexicon().forms)
    print(f"n = 1: {once} templates and {forms} forms; n = {_FACTORS[-1]}: {most} templates in")
    print("other words (those without a word to look up stay single).")


def _templates(book: Rulebook) -> int:
    return sum(len(rule.templates) for rule in book.rules)


def _reading(reader: Reader, documents: Sequence[Document]) -> Callable[[], object]:
    """The task of understanding all articles; outlets know neither rules nor many names."""
    articles = [a for d in documents for a in articles_of(d, known=is_name)]
    return lambda: [reader.read(article) for _ in range(2) for article in articles]


def _head(title: str, *columns: str) -> None:
    print(f"\n{title:40}" + "".join(f"{column:>8}" for column in columns))


if __name__ == "__main__":
    main()
