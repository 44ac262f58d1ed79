"""The network in the formats of network tools: GraphML, GEXF, and tables of nodes and edges."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

_CLOCK = re.compile(rb' lastmodifieddate="[^"]*"')


def graphml(net: networkx.MultiDiGraph[str]) -> bytes:
    """Return the network as GraphML."""
    import networkx

    out = io.BytesIO()
    networkx.write_graphml(net, out, infer_numeric_types=True)
    return out.getvalue()


def gexf(net: networkx.MultiDiGraph[str]) -> bytes:
    """Return the network as GEXF, without the date that networkx writes into it."""
    import networkx

    out = io.BytesIO()
    networkx.write_gexf(net, out)
    return _CLOCK.sub(b"", out.getvalue())


def nodes_csv(net: networkx.MultiDiGraph[str]) -> bytes:
    """Return one row per entity: id, label, type, IRI."""
    rows = [(node, d["label"], d["type"], d["iri"]) for node, d in net.nodes(data=True)]
    return _table(("id", "label", "type", "iri"), rows)


def edges_csv(net: networkx.MultiDiGraph[str]) -> bytes:
    """Return one row per relation: both ends, the relation, its evidence and dates."""
    columns = ("relation", "evidence", "first_reported", "last_reported")
    rows = [(a, b, *(d.get(c, "") for c in columns)) for a, b, d in net.edges(data=True)]
    return _table(("source", "target", *columns), rows)


def _table(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


FORMATS: Mapping[str, Callable[[networkx.MultiDiGraph[str]], bytes]] = {
    "graphml": graphml,
    "gexf": gexf,
    "nodes.csv": nodes_csv,
    "edges.csv": edges_csv,
}
"""Every network format by its name on the command line."""
