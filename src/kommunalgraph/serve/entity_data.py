"""What the graph knows of one resource, as RDF (runs in a worker process)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pyoxigraph import NamedNode, Store, Triple, serialize

from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, PROV, RDF, SCHEMA, SKOS
from kommunalgraph.serve.answering import TRIPLE_WRITERS
from kommunalgraph.serve.faults import NotFound
from kommunalgraph.vocabulary import PREFIXES

_MOST_CLAIMS = 2000
_NAMES = (SKOS.prefLabel, SCHEMA.headline)


def about(graph: Store, iri: str, format_: str) -> bytes:
    """Return the triples of ``iri``, the claims on it, and the names of what they refer to.

    At most 2,000 claims, in the store's order; sorted, so that the same facts give the same data.

    Raises:
        NotFound: the graph has no triple about it.
    """
    try:
        node = NamedNode(iri)
    except ValueError as error:
        raise NotFound(f"{iri}: is no name of a resource") from error
    own = set(store.match(graph, node))
    claims = set(islice(_claims(graph, node), _MOST_CLAIMS))
    if not own and not claims:
        raise NotFound(f"{iri}: the graph knows nothing of this")
    triples = own.union(*(store.match(graph, claim) for claim in claims))
    objects = {t.object for t in triples if isinstance(t.object, NamedNode)} | {node}
    names = {t for o in objects for name in _NAMES for t in store.match(graph, o, name)}
    ordered: list[Triple] = sorted(triples | names, key=str)
    prefixes = dict(PREFIXES)
    return serialize(ordered, format=TRIPLE_WRITERS[format_], prefixes=prefixes) or b""


def _claims(graph: Store, node: NamedNode) -> Iterator[NamedNode]:
    for predicate in (RDF.subject, RDF.object, PROV.wasDerivedFrom):
        for claim in store.subjects(graph, predicate, node):
            if any(t.object == KG.Claim for t in store.match(graph, claim, RDF.type)):
                yield claim
