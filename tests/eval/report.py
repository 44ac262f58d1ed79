"""What ``make eval`` prints: one column per batch, one row per type, relation, rule, band."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .calibration import CALIBRATED_ON, Band, bands, count_rules, left_out, log_loss
from .gold import HELD_OUT
from .scoring import Score, Tally, total

ALL = "all"
_FIRST, _WIDTH = 44, 19
Report = Mapping[str, Score]
"""The scores by batch, with the sum under ``ALL``."""


def with_total(scores: Mapping[str, Score]) -> Report:
    """Return ``scores`` and, where there are several, their sum."""
    return {**scores, ALL: total(scores.values())} if len(scores) > 1 else dict(scores)


def text_report(report: Report) -> Iterator[str]:
    """Yield the lines of the report."""
    yield from _tallies("entities", report, lambda score: score.entities)
    yield from _tallies("entities, exact type", report, lambda score: score.exact)
    yield from _tallies("relations", report, lambda score: score.relations)
    yield from _rules(report)
    yield from _calibration(report)
    yield ""
    yield from _summary(report)


def _row(first: str, cells: Sequence[str]) -> str:
    return f"{first:<{_FIRST}}" + "".join(f"{cell:>{_WIDTH}}" for cell in cells)


def _tallies(title: str, report: Report, tally: Callable[[Score], Tally]) -> Iterator[str]:
    """A row per type or relation; a cell holds P/R/F1 and how many gold has."""
    yield ""
    yield _row(f"{title} (P R F1, gold)", list(report))
    tallies = [tally(score) for score in report.values()]
    for kind in sorted({kind for t in tallies for kind in t.kinds()}):
        yield _row(f"  {kind}", [_tally_cell(t, kind) for t in tallies])
    yield _row(f"  {ALL}", [_tally_cell(t, None) for t in tallies])


def _tally_cell(tally: Tally, kind: str | None) -> str:
    counts = (tally.hit, tally.missed, tally.spurious)
    hit, missed, spurious = (c.total() if kind is None else c[kind] for c in counts)
    if not hit + missed + spurious:
        return "-"
    p, r, f = tally.scores(kind)
    return f"{p:.2f} {r:.2f} {f:.2f}{hit + missed:4}"


def _rules(report: Report) -> Iterator[str]:
    """A row per rule; a cell holds right and wrong claims and the share of right ones."""
    yield ""
    yield _row("rules (right wrong, precision)", list(report))
    counts = [count_rules(score.claims) for score in report.values()]
    for rule in sorted({rule for count in counts for rule in count}):
        cells = []
        for count in counts:
            right, wrong = count.get(rule, (0, 0))
            share = f"{right:4} {wrong:3}  {right / (right + wrong):.2f}" if right + wrong else "-"
            cells.append(share)
        yield _row(f"  {rule}", cells)


def _calibration(report: Report) -> Iterator[str]:
    for name, score in report.items():
        yield from band_table(f"calibration, {name}", bands(score.claims))
    yield from left_out_tables(name for name in report if name != ALL)


def left_out_tables(names: Iterable[str]) -> Iterator[str]:
    """Yield the calibration tables of which no claim has a part in its own confidence."""
    shown = frozenset(names)
    for sort, batches in (("tuned on", CALIBRATED_ON), ("held out", HELD_OUT)):
        claims = left_out([name for name in batches if name in shown])
        title = f"calibration, batches {sort}, each from the others' counts"
        yield from band_table(f"{title} (log loss {log_loss(claims):.3f})", bands(claims))


def band_table(title: str, found: Sequence[Band]) -> Iterator[str]:
    """Yield a calibration table: per band the claims, mean confidence, precision, difference."""
    yield ""
    yield title
    yield f"  {'band':<9}{'claims':>8}{'stated':>8}{'right':>8}{'diff':>8}"
    for band in found:
        yield (
            f"  {band.low:.1f}-{band.high:.1f}  {band.claims:8}{band.stated:8.3f}"
            f"{band.measured:8.3f}{band.difference:+8.3f}"
        )


def _summary(report: Report) -> Iterator[str]:
    for name, score in report.items():
        p, r, f = score.relations.scores()
        yield (
            f"{name:<8} articles={score.articles} entities F1={score.entities.scores().f1:.3f} "
            f"exact-type F1={score.exact.scores().f1:.3f} relations P={p:.3f} R={r:.3f} F1={f:.3f}"
        )


def error_lines(report: Report, most: int) -> Iterator[str]:
    """Yield up to ``most`` differences from gold."""
    scores = [score for name, score in report.items() if name != ALL]
    errors = [error for score in scores for error in score.errors]
    for error in errors[:most]:
        yield "\t".join(error)


def json_report(report: Report) -> dict[str, Any]:
    """Return the same figures for programs."""
    return {name: _json_score(score) for name, score in report.items()}


def _json_score(score: Score) -> dict[str, Any]:
    return {
        "articles": score.articles,
        "entities": _json_tally(score.entities),
        "exact_type": _json_tally(score.exact),
        "relations": _json_tally(score.relations),
        "rules": {rule: count._asdict() for rule, count in count_rules(score.claims).items()},
        "calibration": [band._asdict() for band in bands(score.claims)],
    }


def _json_tally(tally: Tally) -> dict[str, Any]:
    by_kind = {kind: tally.scores(kind)._asdict() for kind in tally.kinds()}
    return {ALL: tally.scores()._asdict(), "by_kind": by_kind}
