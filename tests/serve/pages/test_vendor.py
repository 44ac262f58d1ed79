from __future__ import annotations

import hashlib
import re
from pathlib import Path

from kommunalgraph.serve import pages

VENDOR = Path(pages.__file__).parent / "static" / "vendor"
ROW = re.compile(r"^\| `(\S+)` \|.*\| `([0-9a-f]{64})` \|$", re.MULTILINE)


def test_scripts_of_others_are_as_they_came() -> None:
    listed = dict(ROW.findall((VENDOR / "README.md").read_text(encoding="utf-8")))
    present = {
        str(path.relative_to(VENDOR))
        for path in VENDOR.rglob("*")
        if path.suffix in (".js", ".css", ".mjs")
    }
    assert set(listed) == present
    for name, digest in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_each_package_brings_its_licence() -> None:
    for folder in (path for path in VENDOR.iterdir() if path.is_dir()):
        assert list(folder.glob("LICENSE*")), folder.name
