"""SVG files as small as they look: coordinates to a hundredth of a point, each outline once.

matplotlib writes six decimals, absolute, and text with a halo as two outlines that are the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_PATH = re.compile(r'<path(?P<before>(?: [^<>]*?)?) d="(?P<d>[^"]*)"(?P<after>[^<>]*?)/>')
_PART = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_ARGUMENTS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
"""How many numbers each command of a path takes (SVG 1.1, 8.3); matplotlib writes no others."""

_LONG = 200
"""Characters from which an outline that comes again is written once."""


def light(svg: str) -> str:
    """Return the same picture in fewer bytes; no point moves by more than a hundredth."""
    lean = _PATH.sub(lambda m: f'<path{m["before"]} d="{_relative(m["d"])}"{m["after"]}/>', svg)
    return _once(lean)


def _once(svg: str) -> str:
    """Write outlines that come again once, with a name, and refer to that."""
    counts = Counter(m["d"] for m in _PATH.finditer(svg) if _may_be_shared(m))
    names: dict[str, str] = {}

    def shared(match: re.Match[str]) -> str:
        d = match["d"]
        if not _may_be_shared(match) or counts[d] < 2:
            return match[0]
        first = d not in names
        name = names.setdefault(d, f"outline-{len(names) + 1}")
        use = f'<use{match["before"]} xlink:href="#{name}"{match["after"]}/>'
        return f'<defs><path id="{name}" d="{d}"/></defs>{use}' if first else use

    return _PATH.sub(shared, svg)


def _may_be_shared(match: re.Match[str]) -> bool:
    return len(match["d"]) >= _LONG and " id=" not in match["before"] + match["after"]


def _relative(d: str) -> str:
    """Return the data of a path with relative, rounded coordinates.

    What lies between two points is taken of the rounded ones, so that errors do not add up.
    """
    parts = [(command, values.split()) for command, values in _PART.findall(d.replace("z", "Z"))]
    if any(len(values) != _ARGUMENTS.get(command, -1) for command, values in parts):
        return d
    return "".join(_written(parts))


def _written(parts: list[tuple[str, list[str]]]) -> Iterator[str]:
    at = start = (0, 0)
    before = ""
    for command, values in parts:
        if command == "Z":
            at, before = start, command
            yield "z"
            continue
        numbers = [round(100 * float(value)) for value in values]
        ends = list(zip(numbers[::2], numbers[1::2], strict=True))
        letter = command if command == "M" else command.lower()
        base = (0, 0) if command == "M" else at
        told = [_number(value - base[axis]) for end in ends for axis, value in enumerate(end)]
        text = " ".join(told).replace(" -", "-")
        is_same = letter == before and command != "M"
        yield (text if text.startswith("-") else f" {text}") if is_same else f"{letter}{text}"
        at, before = ends[-1], letter
        if command == "M":
            start = at


def _number(hundredths: int) -> str:
    whole, rest = divmod(abs(hundredths), 100)
    text = f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)
    return f"{'-' if hundredths < 0 else ''}{text.removeprefix('0') if rest else text}"
