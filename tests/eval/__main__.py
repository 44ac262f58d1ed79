"""Print the figures, count what confidences rest on, or pin the floors."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from . import calibration, floors, report
from .gold import BATCHES
from .readings import score_batch


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``python -m tests.eval``; return the exit code."""
    options = _parser().parse_args(arguments)
    if options.calibrate:
        return _calibrate()
    if options.pin:
        return _pin(force=options.force)
    batches = (options.batch,) if options.batch else BATCHES
    figures = report.with_total({batch: score_batch(batch) for batch in batches})
    if options.json:
        print(json.dumps(report.json_report(figures), ensure_ascii=False, indent=1))
        return 0
    for line in report.error_lines(figures, options.errors):
        print(line)
    for line in report.text_report(figures):
        print(line)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description=__doc__)
    parser.add_argument("--batch", choices=BATCHES, help="this batch only")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print up to N errors")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    writes = parser.add_mutually_exclusive_group()
    writes.add_argument(
        "--calibrate",
        action="store_true",
        help="count right and wrong claims per rule and write the table of confidences",
    )
    writes.add_argument(
        "--pin", action="store_true", help="raise the floors to what is measured now"
    )
    parser.add_argument("--force", action="store_true", help="with --pin: lower floors, too")
    return parser


def _calibrate() -> int:
    counts = calibration.calibrate()
    right, wrong = (sum(count) for count in zip(*counts.values(), strict=True))
    print(f"{calibration.table_path()}: {len(counts)} rules, {right} right, {wrong} wrong claims")
    for line in report.left_out_tables(BATCHES):
        print(line)
    return 0


def _pin(*, force: bool) -> int:
    try:
        floors.pin(force=force)
    except floors.CorpusChangedError as error:
        print(error, file=sys.stderr)
        return 1
    print(floors.PATH.read_text(encoding="utf-8"), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
