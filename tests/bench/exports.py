"""Exports of a million statements: seconds and peak memory of each format, in its own process.

``python -m tests.bench.exports`` makes the store and prints the figures;
``python -m tests.bench.exports FORMAT STORE`` writes one export to a temporary file and prints
seconds on the processor, seconds on the wall, the peak memory in MiB and the size in MiB.
``dump`` is what all are compared with: the engine's own N-Quads, unsorted, of the same store.
Formats of triples are asked for articles and claims as well, so that every statement goes out.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Triple

    from kommunalgraph.graph.claims import Claim

ROOT = Path(__file__).resolve().parents[2]
BASELINE = "dump"

_STATEMENTS = 1_000_000
_CLAIMS_EACH = 4  # of an article
_TRIPLES_EACH = 23.6  # of a claim: itself, its part of the article, and what follows from it
_MIB = 2**20


class Cost(NamedTuple):
    """Seconds on the processor and on the wall, peak memory and size of the file in MiB."""

    processor: float
    wall: float
    peak: float
    size: float


def figures(statements: int = _STATEMENTS) -> Iterator[tuple[str, Cost]]:
    """Make a store of about so many statements and yield the cost of each format, first of the
    engine's own dump.

    The store is made in a process of its own, too: a process inherits the peak of the one that
    starts it, so nothing may be loaded here.
    """
    with tempfile.TemporaryDirectory(prefix="kommunalgraph-bench-") as folder:
        store = str(Path(folder) / "bench.store")
        names = _run("make", store, str(statements)).split()
        for name in (BASELINE, *names):
            yield name, Cost(*map(float, _run(name, store).split()))


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "tests.bench.exports", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def table(costs: dict[str, Cost]) -> str:
    """Return the figures as lines, with the ratio to the engine's own dump."""
    base = costs[BASELINE]
    title = "A million statements, each in its own process"
    lines = [f"{title:46}{'cpu s':>8}{'wall s':>8}{'ratio':>8}{'MiB':>8}{'file MiB':>10}"]
    for name, cost in costs.items():
        ratio = cost.processor / base.processor
        lines.append(
            f"{name:46}{cost.processor:8.1f}{cost.wall:8.1f}{ratio:8.1f}{cost.peak:8.0f}"
            f"{cost.size:10.0f}"
        )
    return "\n".join(lines)


def make(path: Path, statements: int) -> int:
    """Make a store of about so many triples and return how many it has."""
    from kommunalgraph.graph import store

    claims = round(statements / _TRIPLES_EACH)
    store.create_store(path, _triples(claims))
    return sum(1 for _ in store.match(store.open_read_only(path)))


def _triples(count: int) -> Iterator[Triple]:
    from kommunalgraph.graph.claims import claim_triples
    from kommunalgraph.graph.view import clean_triples

    claims = [_claim(number, count) for number in range(count)]
    for number in range(0, count, _CLAIMS_EACH):
        yield from _article(number // _CLAIMS_EACH, claims[number : number + _CLAIMS_EACH])
    for claim in claims:
        yield from claim_triples(claim)
    yield from clean_triples(claims)
    yield from _entities(claims)


_KINDS = {"place": "Municipality", "org": "Provider", "person": "Person", "topic": "Topic"}


def _claim(number: int, count: int) -> Claim:
    """Return an invented claim; towns, providers and people come again, in ever new pairs."""
    from pyoxigraph import NamedNode

    from kommunalgraph import identifiers
    from kommunalgraph.graph import literals
    from kommunalgraph.graph.claims import Claim
    from kommunalgraph.graph.names import KG

    town = NamedNode(identifiers.place(f"99{number * 7919 % max(1, count // 6):06}"))
    provider = NamedNode(identifiers.resource("org", f"muster-it-{number * 31 % 400}"))
    person = NamedNode(identifiers.resource("person", f"erika-{number * 17 % (count // 5 + 1)}"))
    topic = NamedNode(identifiers.resource("topic", f"thema-{number % 90}"))
    subject, predicate, object_, role = (
        (town, KG.customerOf, provider, None),
        (person, KG.managingDirectorOf, provider, "Geschäftsführerin"),
        (provider, KG.memberCount, literals.integer_literal(number % 977), None),
        (provider, KG.engagedIn, topic, None),
    )[number % 4]
    day = f"{2004 + number % 20}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return Claim(
        iri=NamedNode(identifiers.claim(str(number))),
        article=_article_node(number // _CLAIMS_EACH),
        subject=subject,
        predicate=predicate,
        object=object_,
        quote=f"Satz {number}: Musterstadt »setzt« auf die Muster-IT & Töchter, heißt es <heute>.",
        start=number % 2000,
        end=number % 2000 + 80,
        rule="muster/satz",
        confidence=literals.decimal_text(0.5 + number % 50 / 100),
        modality="asserted",
        status="accepted",
        reported_on=day,
        role_label=role,
    )


def _article_node(number: int) -> NamedNode:
    from pyoxigraph import NamedNode

    from kommunalgraph import identifiers

    return NamedNode(identifiers.resource("article", f"musterblatt-{number}"))


def _article(number: int, claims: list[Claim]) -> Iterator[Triple]:
    from pyoxigraph import Literal, NamedNode, Triple

    from kommunalgraph.graph import inference, literals
    from kommunalgraph.graph.names import KG, SCHEMA

    node = _article_node(number)
    yield from inference.types(node, ["Article"])
    yield Triple(node, SCHEMA.headline, literals.german(f"Musterland meldet Nummer {number}"))
    yield Triple(node, KG.outlet, Literal("Musterblatt"))
    yield Triple(node, SCHEMA.datePublished, literals.date_literal(claims[0].reported_on or ""))
    ends = {end for claim in claims for end in (claim.subject, claim.object)}
    for end in sorted((e for e in ends if isinstance(e, NamedNode)), key=str):
        yield Triple(node, KG.mentions, end)


def _entities(claims: list[Claim]) -> Iterator[Triple]:
    from pyoxigraph import Literal, NamedNode, Triple

    from kommunalgraph.graph import inference, literals
    from kommunalgraph.graph.names import KG, SKOS

    ends = {end for claim in claims for end in (claim.subject, claim.object)}
    for node in sorted((end for end in ends if isinstance(end, NamedNode)), key=str):
        kind, key = node.value.split("/")[-2:]
        yield from inference.types(node, [_KINDS[kind]])
        yield Triple(node, SKOS.prefLabel, literals.german(f"{_KINDS[kind]} {key}"))
        yield Triple(node, KG.listed, Literal(False))


def _measured(name: str, path: Path) -> Cost:
    from pyoxigraph import RdfFormat

    from kommunalgraph.export.exporting import export_to
    from kommunalgraph.export.registry import formats
    from kommunalgraph.graph.store import open_read_only

    formats()  # imports are no part of an export
    graph = open_read_only(path)
    with tempfile.NamedTemporaryFile() as file:
        wall, processor = time.perf_counter(), time.process_time()
        if name == BASELINE:
            graph.dump(file.name, RdfFormat.N_QUADS)
        else:
            with Path(file.name).open("wb") as out:
                export_to(graph, name, out, claims=True)
        processor, wall = time.process_time() - processor, time.perf_counter() - wall
        size = Path(file.name).stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Cost(processor, wall, peak, size / _MIB)


def _main(arguments: list[str]) -> None:
    if not arguments:
        print(table(dict(figures())))
    elif arguments[0] == "make":
        from kommunalgraph.export.registry import names

        count = make(Path(arguments[1]), int(arguments[2]))
        print(f"{count} statements", file=sys.stderr)
        print(*names())
    else:
        print(*_measured(arguments[0], Path(arguments[1])))


if __name__ == "__main__":
    _main(sys.argv[1:])
