"""Does the graph keep to its shapes: SHACL on what articles touch, SPARQL over the whole store.

pySHACL walks the graph node by node, so it is given the neighbourhood of the claims only; what
concerns every triple of the store (is it supported, do chains close) is asked in SPARQL.  The
ontology is merged into the data, as pySHACL's ``ont_graph`` lets shapes with paths pass silently.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Store, Triple

from kommunalgraph import knowledge
from kommunalgraph.analysis.checks import checked
from kommunalgraph.analysis.faults import Fault
from kommunalgraph.analysis.lookup import label, short
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, ORG, RDF, SKOS
from kommunalgraph.graph.reference import Reference

if TYPE_CHECKING:
    import rdflib

MOST = 20_000
"""Nodes that SHACL looks at by default: 2 ms each, so 40 s."""

_FOCUS = (KG.Claim, KG.Membership, KG.Observation, KG.Article, KG.Teaser, ORG.ChangeEvent)


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What is wrong, how many nodes SHACL looked at of how many, and the seconds each part took."""

    faults: tuple[Fault, ...]
    nodes: int
    nodes_in_all: int
    seconds_shacl: float
    seconds_sparql: float

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def validate(graph: Store, reference: Reference, *, most_nodes: int = MOST) -> ValidationReport:
    """Return what is wrong in a store; ``reference`` are the triples that need no claim.

    SHACL looks at ``most_nodes`` nodes at most, drawn evenly (and always the same) from all that
    articles touch; the checks over the whole store look at everything.
    """
    started = perf_counter()
    faults = list(checked(graph, reference))
    between = perf_counter()
    touched = focus_nodes(graph)
    nodes = sorted(touched, key=_lot)[:most_nodes]
    if nodes:
        faults.extend(_shape_faults(graph, nodes))
    return ValidationReport(
        faults=tuple(sorted(set(faults), key=lambda f: (f.check, f.node, f.message_en))),
        nodes=len(nodes),
        nodes_in_all=len(touched),
        seconds_shacl=perf_counter() - between,
        seconds_sparql=between - started,
    )


def _lot(node: NamedNode) -> bytes:
    return hashlib.sha256(node.value.encode()).digest()


def focus_nodes(graph: Store) -> set[NamedNode]:
    """Return claims, memberships, observations, changes, articles, and the entities they name."""
    nodes = {node for kind in _FOCUS for node in store.subjects(graph, RDF.type, kind)}
    for predicate in (RDF.subject, RDF.object, KG.mentions):
        for triple in store.match(graph, None, predicate):
            if isinstance(triple.object, NamedNode):
                nodes.add(triple.object)
    return nodes


def _neighbourhood(graph: Store, nodes: Iterable[NamedNode]) -> Iterator[Triple]:
    """Yield the triples of ``nodes``, and types and labels of what they lead to."""
    nodes = set(nodes)
    beyond: set[NamedNode] = set()
    for node in nodes:
        for triple in store.match(graph, node):
            yield triple
            if isinstance(triple.object, NamedNode) and triple.object not in nodes:
                beyond.add(triple.object)
    for node in beyond:
        for predicate in (RDF.type, SKOS.prefLabel):
            yield from store.match(graph, node, predicate)


def _shape_faults(graph: Store, nodes: Iterable[NamedNode]) -> Iterator[Fault]:
    import rdflib
    from pyshacl import validate as validate_shapes

    from kommunalgraph.graph.conversion import to_rdflib_graph

    ontology = knowledge.folder("ontology")
    shapes = rdflib.Graph().parse(ontology / "shapes.ttl")
    data = to_rdflib_graph(_neighbourhood(graph, nodes))
    data.parse(ontology / "kommunalgraph.ttl")
    conforms, results, _ = validate_shapes(data, shacl_graph=shapes, inference="none")
    if not conforms:
        yield from _read_results(graph, results, shapes)


def _read_results(graph: Store, results: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[Fault]:
    from rdflib import RDF as RDF_TERMS
    from rdflib import RDFS, SH

    for result in results.subjects(RDF_TERMS.type, SH.ValidationResult):
        focus = str(results.value(result, SH.focusNode))
        shape = results.value(result, SH.sourceShape)
        owner = shapes.value(predicate=SH.property, object=shape) or shape
        messages = {
            getattr(m, "language", None) or "": str(m)
            for node in (owner, shape)
            for m in shapes.objects(node, SH.message)
        }
        path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
        plain = str(results.value(result, SH.resultMessage) or "")
        yield Fault(
            check=str(shapes.value(owner, RDFS.label, any=True) or owner),
            node=short(focus),
            label=label(graph, NamedNode(focus)) if "://" in focus else focus,
            message_de=messages.get("de", plain),
            message_en=messages.get("en", plain),
            where=" ".join(short(str(term)) for term in (path, value) if term is not None),
        )
