from __future__ import annotations

import itertools
import os
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from pyoxigraph import Store

from kommunalgraph.analysis.network import fold
from kommunalgraph.analysis.service import served_places
from kommunalgraph.analysis.views import NEEDS_ENTITY
from kommunalgraph.errors import MissingPackage, QueryError
from kommunalgraph.graph.building import build
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from kommunalgraph.plots.drawing import PICTURES, Motif, plot
from kommunalgraph.plots.maps import map_figure
from kommunalgraph.plots.networks import communities_figure, ego_figure, network_figure
from kommunalgraph.plots.placing import Label, place
from kommunalgraph.plots.style import Heading, drawing, rendered, sheet
from sample_readings import CITY, PROVIDER, RIVAL, TOPIC, Entity, Page, small_world

_LARGEST = 200_000  # bytes; the documentation shows these pictures


@pytest.fixture(scope="module")
def graph() -> Store:
    filled = memory_store()
    build(filled, small_world(), Reference())
    return filled


def motif(picture: str, entity: str = "KITU") -> Motif:
    return Motif(entity=entity if picture in NEEDS_ENTITY else None)


@pytest.mark.parametrize("picture", PICTURES)
def test_each_picture_is_a_png_of_moderate_size(picture: str, demo_graph: Store) -> None:
    data = plot(demo_graph, picture, "png", motif(picture))

    assert data.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", data[16:24])
    assert width >= 1200
    assert 500 <= height <= 1700
    assert 20_000 < len(data) < _LARGEST
    assert not re.search(rb"tEXt|tIME|iTXt", data)


@pytest.mark.parametrize("picture", ["timeline", "ego"])
def test_an_svg_is_xml_without_clock(picture: str, demo_graph: Store) -> None:
    data = plot(demo_graph, picture, "svg", motif(picture))

    root = ElementTree.fromstring(data)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert b"dc:date" not in data
    assert b"<text" not in data  # drawn as outlines: the same look without the font


_SCRIPT = """
import hashlib, sys
from pathlib import Path
from kommunalgraph.graph.store import open_read_only
from kommunalgraph.plots.drawing import Motif, plot
graph = open_read_only(Path(sys.argv[1]))
for picture in ("communities", "timeline", "topics", "map"):
    data = plot(graph, picture, "svg", Motif(entity="KITU" if picture == "timeline" else None))
    print(picture, hashlib.sha256(data).hexdigest())
"""


def test_the_same_facts_give_the_same_bytes(demo_store: Path) -> None:
    source = str(Path(__file__).resolve().parents[2] / "src")
    printed = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(demo_store)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": source},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(printed) == 1


def _boxes(axes) -> list:
    axes.figure.canvas.draw()
    texts = [text for text in axes.texts if text.get_text()]
    return [(text.get_text(), super(type(text), text).get_window_extent()) for text in texts]


def assert_nothing_overlaps(axes) -> None:
    for (one, first), (other, second) in itertools.combinations(_boxes(axes), 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        up = min(first.y1, second.y1) - max(first.y0, second.y0)
        # Below two pixels of the letters' own height is the empty room above and below them.
        assert across <= 0 or up <= 2, f"{one!r} covers {other!r}"


def test_no_two_labels_of_a_crowd_overlap() -> None:
    with drawing():
        _, axes = sheet(Heading("Menge", "viele Orte", "Quelle: Muster"))
        axes.set_xlim(0, 10)
        axes.set_ylim(0, 10)
        labels = [
            Label(i * 7 % 10 + 0.05, i * 3 % 10 + 0.1, f"Musterstadt {i}", weight=i)
            for i in range(120)
        ]
        left_out = place(axes, labels)

        assert 0 < len(axes.texts) == 120 - left_out
        assert "Musterstadt 119" in [text.get_text() for text in axes.texts]
        assert_nothing_overlaps(axes)


def test_no_two_labels_of_the_demo_overlap(demo_graph: Store) -> None:
    net = fold(demo_graph)
    with drawing():
        figures = [
            network_figure(net, "", "de"),
            communities_figure(net, "", "en"),
            ego_figure(net, "org/kitu", "", "de"),
            map_figure(served_places(demo_graph, net), "", "de"),
        ]
        for figure in figures:
            assert len(figure.axes[0].texts) > 10
            assert_nothing_overlaps(figure.axes[0])


def test_a_label_from_an_article_is_only_text() -> None:
    villain = Entity(PROVIDER.iri, ("Provider",), "$\\frac{1}{</svg><script>alert(1)</script>")
    line = Entity(RIVAL.iri, ("Provider",), "Nord-IT\n\tmit \x07 Zeilen 🚒")
    page = (
        Page("Böse $\\sqrt{$")
        .say("Kunde.", CITY, "customerOf", villain)
        .say("Sie kooperieren.", villain, "cooperatesWith", line)
        .say("Thema.", villain, "engagedIn", TOPIC)
    )
    graph = memory_store()
    build(graph, [(page.reading(),)], Reference())

    for picture in ("network", "communities", "ego", "timeline", "topics"):
        data = plot(graph, picture, "svg", motif(picture, PROVIDER.iri))
        ElementTree.fromstring(data)
        assert b"<script" not in data


def test_english_pictures_say_it_in_english(demo_graph: Store) -> None:
    net = fold(demo_graph)
    with drawing():
        english = [t.get_text() for t in network_figure(net, "Source", "en").texts]
        german = [t.get_text() for t in network_figure(net, "Quelle", "de").texts]

    assert "Who is connected with whom" in english
    assert "Wer mit wem verbunden ist" in german
    assert not {*english} & {*german}


def test_a_graph_without_anything_says_so(graph: Store) -> None:
    empty = memory_store()
    for picture in ("network", "communities", "topics", "map"):
        with pytest.raises(QueryError, match=r"nothing to draw|no dated article|no place"):
            plot(empty, picture, "svg")
    with pytest.raises(QueryError, match="no place with coordinates"):
        plot(graph, "map", "svg")


def test_wrong_wishes_are_answered(graph: Store) -> None:
    with pytest.raises(QueryError, match="no such picture; there are network"):
        plot(graph, "portrait", "svg")
    with pytest.raises(QueryError, match="no format of pictures; there are png, svg"):
        plot(graph, "network", "pdf")
    with pytest.raises(QueryError, match="say of which entity"):
        plot(graph, "timeline", "png")
    with drawing(), pytest.raises(QueryError, match="gif: no format"):
        rendered(sheet(Heading("", "", ""))[0], "gif")


def test_without_matplotlib_the_error_says_what_to_install(
    graph: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    with pytest.raises(MissingPackage, match=r"pip install 'kommunalgraph\[plots\]'"):
        plot(graph, "network", "png")
