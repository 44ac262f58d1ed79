"""Exporting a store: one function, one name per format."""

from __future__ import annotations

from pyoxigraph import Store

from kommunalgraph.export import networks, rdf
from kommunalgraph.graph import store
from kommunalgraph.graph.layers import clean_layer, layered

FORMATS = (*rdf.FORMATS, *networks.FORMATS)
"""The names of all formats."""


def export(graph: Store, name: str, *, claims: bool = False) -> bytes:
    """Return the store in the format ``name``, the same bytes for the same facts.

    Formats without graphs hold the clean triples, with ``claims`` articles and claims as well;
    TriG and N-Quads always hold everything in its layers; networks hold entities and relations.
    """
    if name in networks.FORMATS:
        from kommunalgraph.analysis.network import network

        return networks.FORMATS[name](network(graph))
    if rdf.FORMATS[name].graphs:
        return rdf.write_quads(layered(graph), name)
    return rdf.write_triples(store.match(graph) if claims else clean_layer(graph), name)
