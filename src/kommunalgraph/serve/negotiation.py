"""Content negotiation (RFC 9110, section 12): what a client accepts, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kommunalgraph.serve.formats import Format


def accepted(header: str | None) -> list[tuple[str, float]]:
    """Return media ranges and their weights; ``*/*`` where the header is absent or empty.

    >>> accepted("text/html, text/*;q=0.5")
    [('text/html', 1.0), ('text/*', 0.5)]
    """
    ranges = []
    for part in (header or "*/*").split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                weight = _weight(value)
        if name:
            ranges.append(("*/*" if name == "*" else name, weight))
    return ranges or [("*/*", 1.0)]


def _weight(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def quality(media_type: str, ranges: Iterable[tuple[str, float]]) -> float:
    """Return the weight that the most specific range gives to ``media_type``."""
    kind = media_type.partition("/")[0]
    weights = dict(reversed(list(ranges)))
    for name in (media_type, f"{kind}/*", "*/*"):
        if name in weights:
            return weights[name]
    return 0.0


def preferred(formats: Mapping[str, Format], header: str | None) -> list[str]:
    """Return the names of the formats that the client accepts, best first.

    Among equals the order of ``formats`` counts; an exact media type beats a range.
    """
    ranges = accepted(header)
    named = {name for name, _ in ranges}

    def rank(format_: Format) -> tuple[float, bool]:
        best = max(quality(media_type, ranges) for media_type in format_.media_types)
        return best, any(media_type in named for media_type in format_.media_types)

    ranked = sorted(formats.values(), key=rank, reverse=True)
    return [format_.name for format_ in ranked if rank(format_)[0] > 0]


def prefers_html(header: str | None) -> bool:
    """Tell whether a browser asks: HTML is wanted by name, and nothing else more."""
    ranges = accepted(header)
    names = {name for name, weight in ranges if weight > 0}
    if not names & {"text/html", "application/xhtml+xml"}:
        return False
    html = max(quality("text/html", ranges), quality("application/xhtml+xml", ranges))
    others = [w for n, w in ranges if n not in ("text/html", "application/xhtml+xml", "*/*")]
    return html >= max(others, default=0.0)
