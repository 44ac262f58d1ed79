"""What all pictures share: sheet, type, colours, and how they become bytes.

Text of labels comes from articles: it is drawn as it stands and never read as a formula.
"""

from __future__ import annotations

import importlib.util
import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kommunalgraph.errors import MissingPackage, QueryError
from kommunalgraph.plots.light import light

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

FORMATS = ("png", "svg")
"""What a picture can be written as."""

INK = "#1f2933"
SOFT = "#5f6b76"
FAINT = "#c6ced6"
GROUND = "#eef1f4"
PAPER = "#ffffff"
ACCENT = "#c2410c"

COLOURS: Mapping[str, str] = {
    "Provider": "#1b5e8c",
    "Cooperative": "#1b5e8c",
    "Company": "#64798c",
    "PublicBody": "#2a9d9a",
    "Association": "#7fb5c9",
    "Municipality": "#e08e2b",
    "District": "#b3622a",
    "State": "#8a3b2a",
    "MunicipalAssociation": "#c9a35c",
    "Person": "#8459a8",
    "Topic": "#3f8f5f",
    "Product": "#9aa637",
    "Event": "#c9527f",
    "Thing": "#8b959e",
}
"""A colour for each class of entities."""

SERIES = (
    *("#1b5e8c", "#e08e2b", "#3f8f5f", "#8459a8", "#c9527f", "#2a9d9a"),
    *("#9aa637", "#b3622a", "#6f86c9", "#7a6a58"),
)
"""Colours of what has no class: communities, topics, providers on the map."""

_DPI = 100  # of the layout; a PNG has half as many again
_PNG_DPI = 150
_PALETTE = 256
_LONGEST = 34  # characters of a label
_MARGIN = 0.35  # inches
_FONT_PACKAGE = "font_source_sans_pro"
_FACES = {"Regular": 400, "Semibold": 700}
"""Semibold is bold enough, and stands for bold."""

_SETTINGS: dict[str, Any] = {
    "font.family": ["Source Sans Pro", "DejaVu Sans"],
    "font.size": 10,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": SOFT,
    "axes.linewidth": 0.6,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "text.hinting": "none",
    "svg.hashsalt": "kommunalgraph",
    "svg.fonttype": "path",
    "figure.dpi": _DPI,
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands around a picture: title, the line below it, and the source at the foot."""

    title: str
    subtitle: str
    source: str


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: what a mark of this colour and shape means."""

    text: str
    colour: str
    marker: str = "o"
    hollow: bool = False


@contextmanager
def drawing() -> Iterator[None]:
    """Draw in the house style for as long as the context lasts.

    Raises:
        MissingPackage: matplotlib is not installed.
    """
    try:
        import matplotlib
    except ImportError as error:
        raise MissingPackage("plots need matplotlib: pip install 'kommunalgraph[plots]'") from error
    _load_fonts()
    with matplotlib.rc_context(rc=cast("Any", _SETTINGS)), warnings.catch_warnings():
        # A sign that no type has, such as a pictogram in a headline, is drawn as a box.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def _load_fonts() -> None:
    """Make Source Sans Pro known; without its package matplotlib's own type is used."""
    from matplotlib.font_manager import fontManager

    found = importlib.util.find_spec(_FONT_PACKAGE)
    if found is None or found.origin is None:
        return
    known = {entry.fname for entry in fontManager.ttflist}
    for face, weight in _FACES.items():
        path = str(Path(found.origin).parent / "files" / f"SourceSansPro-{face}.ttf")
        if path not in known:
            fontManager.addfont(path)
            fontManager.ttflist = [
                replace(entry, weight=weight) if entry.fname == path else entry
                for entry in fontManager.ttflist
            ]


def sheet(
    heading: Heading, *, width: float = 10.5, height: float = 7.6, keys: Sequence[Key] = ()
) -> tuple[Figure, Axes]:
    """Return an empty figure (inches) with heading and legend, and the axes that fill the rest.

    ``keys`` are the entries of the legend; they stand in lines below the heading, where they can
    cover nothing.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor=PAPER)
    FigureCanvasAgg(figure)
    left = _MARGIN / width
    lines = (
        (1 - 0.30 / height, heading.title, 17, INK, "bold"),
        (1 - 0.65 / height, heading.subtitle, 11, SOFT, "regular"),
    )
    for y, text, size, colour, weight in lines:
        figure.text(left, y, text, size=size, color=colour, weight=weight, va="top", ha="left")
    figure.text(left, 0.20 / height, heading.source, size=8, color=SOFT, va="bottom", ha="left")
    used = _keys(figure, keys, 0.98) if keys else 0.95
    bottom, top = 0.50 / height, 1 - (used + 0.05) / height
    axes = figure.add_axes((left, bottom, 1 - 2 * left, top - bottom))
    return figure, axes


def _keys(figure: Figure, keys: Sequence[Key], start: float) -> float:
    """Draw the legend ``start`` inches below the upper edge and return where it ends."""
    from matplotlib.lines import Line2D

    width, height = figure.get_size_inches()
    x, y = _MARGIN, start + 0.09
    for key in keys:
        text = figure.text(0, 0, shown(key.text, 48), size=9, va="center_baseline", ha="left")
        needed = extent(text)[0] / 72 + 0.18
        if x > _MARGIN and x + needed > width - _MARGIN:
            x, y = _MARGIN, y + 0.20
        text.set_position(((x + 0.14) / width, 1 - y / height))
        mark = Line2D(
            [(x + 0.05) / width],
            [1 - (y - 0.005) / height],
            marker=key.marker,
            markersize=6.5,
            linestyle="",
            color=PAPER if key.hollow else key.colour,
            markeredgecolor=key.colour if key.hollow else PAPER,
            markeredgewidth=1.2 if key.hollow else 0.5,
        )
        figure.add_artist(mark)
        x += needed + 0.16
    return y + 0.12


def footnote(figure: Figure, text: str) -> None:
    """Write a short remark at the foot of a sheet, opposite the source."""
    width, height = figure.get_size_inches()
    x, y = 1 - _MARGIN / width, 0.20 / height
    figure.text(x, y, text, size=8, color=SOFT, va="bottom", ha="right")


def extent(text: Text) -> tuple[float, float]:
    """Return width and height of a text on a sheet, in points."""
    box = text.get_window_extent()
    figure = text.get_figure(root=True)
    scale = 72 / (figure.dpi if figure else 72)
    return box.width * scale, box.height * scale


def bare(axes: Axes) -> None:
    """Take frame and ticks off."""
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def rendered(figure: Figure, format_: str) -> bytes:
    """Return a figure as PNG or SVG, without clock and without the name of a program.

    Raises:
        QueryError: there is no such format.
    """
    if format_ not in FORMATS:
        raise QueryError(f"{format_}: no format of pictures; there are {', '.join(FORMATS)}")
    out = io.BytesIO()
    nothing = {"Software": None} if format_ == "png" else {"Date": None, "Creator": None}
    figure.savefig(out, format=format_, dpi=_PNG_DPI, metadata=nothing, facecolor=PAPER)
    if format_ == "png":
        return _small(out)
    return light(out.getvalue().decode()).encode()


def _small(picture: io.BytesIO) -> bytes:
    """Return a PNG with its most frequent colours only: a third of the size, the same look."""
    import numpy
    from PIL import Image

    with Image.open(picture) as full:
        pixels = numpy.asarray(full.convert("RGB")).astype(numpy.int32)
    codes = (pixels[..., 0] << 16) | (pixels[..., 1] << 8) | pixels[..., 2]
    found, index, counts = numpy.unique(codes, return_inverse=True, return_counts=True)
    kept = found[numpy.lexsort((found, -counts))[:_PALETTE]]
    parts = [numpy.stack([(c >> shift) & 255 for shift in (16, 8, 0)], -1) for c in (found, kept)]
    distances = ((parts[0][:, None, :] - parts[1][None, :, :]) ** 2).sum(-1)
    nearest = distances.argmin(1).astype(numpy.uint8)
    few = Image.fromarray(nearest[index].reshape(codes.shape), mode="P")
    few.putpalette(parts[1].astype(numpy.uint8).tobytes())
    out = io.BytesIO()
    few.save(out, format="PNG", optimize=True, dpi=(_PNG_DPI, _PNG_DPI))
    return out.getvalue()


def shown(text: str, longest: int = _LONGEST) -> str:
    """Return a label on one line, cut where it is long, without what cannot be printed."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1].rstrip()}…"
