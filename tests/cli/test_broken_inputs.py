"""Two hundred broken inputs given to the real command: each has a reason, good ones are read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from outlets.test_broken_inputs import GOOD, broken_inputs

GOOD_NAMES = {f"{number:04}-good" for number in range(40)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Broken files, with good ones among them; each good one has a headline of its own."""
    folder = tmp_path_factory.mktemp("inputs")
    for number, data in enumerate(broken_inputs()):
        (folder / f"{number:04}.{'html' if number % 3 == 0 else 'txt'}").write_bytes(data)
    for number in range(40):
        text = GOOD[0].replace("Zwei feiern", f"Wir feiern {number} Jahre")
        (folder / f"{number:04}-good.txt").write_text(text, encoding="utf-8")
    return folder


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kommunalgraph.cli", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


def test_build_reads_the_good_ones_and_gives_each_other_a_reason(
    folder: Path, tmp_path: Path
) -> None:
    done = run("build", folder, "--format", "json", "--store", tmp_path / "store")

    assert done.returncode == 0
    assert "Traceback" not in done.stdout + done.stderr
    report = json.loads(done.stdout)
    assert report["articles"] >= 40
    assert len(report["skipped"]) > 90
    assert all(skipped["reason"].strip() for skipped in report["skipped"])
    assert not {Path(skipped["name"]).stem for skipped in report["skipped"]} & GOOD_NAMES
    assert len(done.stderr.splitlines()) == 21
    assert done.stderr.endswith("--format json lists them all\n")


def test_extract_reads_the_good_ones_and_gives_each_other_a_reason(
    folder: Path, tmp_path: Path
) -> None:
    done = run("extract", folder, "--out", tmp_path / "facts")

    assert done.returncode == 0
    assert "Traceback" not in done.stdout + done.stderr
    written = {path.stem for path in (tmp_path / "facts").iterdir()}
    lines = done.stderr.splitlines()
    skipped = {Path(line.split(": ", 1)[0].removeprefix("skipped ")).stem for line in lines}
    assert written >= GOOD_NAMES
    assert all(line.startswith("skipped ") and line.split(": ", 1)[1] for line in lines)
    assert written | skipped == {path.stem for path in folder.iterdir()}
    assert not written & skipped
    for path in (tmp_path / "facts").iterdir():
        json.loads(path.read_text(encoding="utf-8"))
