"""A page that holds everything: an interactive network that opens from disk, without a server.

It loads nothing: style and script stand in it, and its Content-Security-Policy names them by their
digest, so that nothing that an article says can run.  All text is data and is set as text.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import BinaryIO

from kommunalgraph.analysis.network import Edge, Network, Node
from kommunalgraph.export.appearance import COLOURS
from kommunalgraph.export.content import Content
from kommunalgraph.export.registry import Format
from kommunalgraph.vocabulary import ontology

_PAGE = Path(__file__).resolve().parents[1] / "page"
_TITLE = "Wissensgraph der kommunalen IT"


def write(content: Content, out: BinaryIO) -> None:
    """Write the network as one page."""
    out.writelines(text.encode() for text in _parts(content.network()))


def _parts(net: Network) -> Iterator[str]:
    style, script = _asset("network.css"), _asset("network.js")
    policy = f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}"
    figures = f"{len(net.nodes)} Knoten, {len(net.edges)} Beziehungen"
    yield f"""<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_TITLE}</title>
<style>{style}</style>
<header>
<h1>{_TITLE}</h1>
<p>{figures}</p>
<label>Suche <input type="search" list="hits" placeholder="Name"></label>
<datalist id="hits"></datalist>
</header>
<main>
<canvas tabindex="0" role="img" aria-label="{escape(f"Netz: {figures}")}"></canvas>
<div class="zoom">
<button type="button" id="nearer" aria-label="näher">+</button>
<button type="button" id="farther" aria-label="weiter weg">−</button>
<button type="button" id="whole" aria-label="alles zeigen">⤢</button>
</div>
</main>
<aside aria-live="polite"><div id="filters"></div><div id="details" hidden></div></aside>
<script type="application/json" id="graph">
"""
    yield from _data(net)
    yield f"</script>\n<script>{script}</script>\n"


@cache
def _asset(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _data(net: Network) -> Iterator[str]:
    """Yield nodes and edges as JSON in which no tag can end or begin."""
    kinds = {node.type for node in net.nodes}
    relations = {edge.relation for edge in net.edges}
    used = relations | kinds | {name for node in net.nodes for name, _ in node.values}
    labels = ontology().labels
    names = {name: labels[name][0] for name in sorted(used) if name in labels}
    yield f'{{"colours": {_json(dict(COLOURS))},\n"names": {_json(names)},\n"nodes": [\n'
    yield ",\n".join(_json(_node(node)) for node in net.nodes)
    yield '\n],\n"edges": [\n'
    yield ",\n".join(_json(_edge(edge)) for edge in net.edges)
    yield "\n]}\n"


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _node(node: Node) -> dict[str, object]:
    return {
        "id": node.id,
        "label": node.label,
        "type": node.type,
        "key": node.key,
        "state": node.state,
        "degree": node.degree,
        "mentions": node.mentions,
        "values": dict(node.values),
    }


def _edge(edge: Edge) -> dict[str, object]:
    said = {
        "source": edge.source,
        "target": edge.target,
        "relation": edge.relation,
        "label": edge.label,
        "evidence": edge.evidence,
        "last": edge.last_reported,
        "from": edge.valid_from,
        "until": edge.valid_until,
        "confidence": edge.confidence,
        "quote": edge.quote,
        "headline": edge.headline,
    }
    always = ("source", "target", "relation", "label", "evidence")
    return {name: value for name, value in said.items() if value or name in always}


FORMAT = Format(
    summary="a page with the network, interactive, that opens from disk",
    suffix="html",
    media_type="text/html",
    holds="network",
    write=write,
)
