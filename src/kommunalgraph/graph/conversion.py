"""The one place where terms cross between pyoxigraph and rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import rdflib
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

if TYPE_CHECKING:
    from rdflib.term import Node

RdflibGraph = rdflib.Graph
"""What notebooks and validation get."""

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_rdflib_term(term: NamedNode | BlankNode | Literal | Triple) -> Node:
    """Return the rdflib term for a pyoxigraph ``term``.

    Raises:
        ValueError: the term is a triple, which rdflib cannot hold.
    """
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        if term.datatype.value == _XSD_STRING:
            return rdflib.Literal(term.value)
        return rdflib.Literal(
            term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False
        )
    raise ValueError(f"rdflib has no triple terms: {term}")


def from_rdflib_term(node: Node) -> NamedNode | BlankNode | Literal:
    """Return the pyoxigraph term for an rdflib ``node``.

    Raises:
        ValueError: the node is none of IRI, blank node and literal.
    """
    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype or _XSD_STRING)))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    raise ValueError(f"no RDF term: {node!r}")


def to_rdflib_graph(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return an ``rdflib.Graph`` that holds ``triples``."""
    graph = rdflib.Graph()
    for triple in triples:
        graph.add(
            (
                to_rdflib_term(triple.subject),
                to_rdflib_term(triple.predicate),
                to_rdflib_term(triple.object),
            )
        )
    return graph


def to_rdflib(quads: Iterable[Quad]) -> rdflib.Dataset:
    """Return an ``rdflib.Dataset`` that holds ``quads``: a whole store, or the layered export.

    Meant for notebooks and small graphs: rdflib takes about fifty seconds for a million triples.
    """
    dataset = rdflib.Dataset()
    for quad in quads:
        graph = (
            dataset.default_graph
            if isinstance(quad.graph_name, DefaultGraph)
            else dataset.graph(rdflib.URIRef(quad.graph_name.value))
        )
        graph.add(
            (
                to_rdflib_term(quad.subject),
                to_rdflib_term(quad.predicate),
                to_rdflib_term(quad.object),
            )
        )
    return dataset
