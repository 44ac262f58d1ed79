"""Links of our entities to those of other graphs that a person has accepted.

They stand beside the clean triples as ``schema:sameAs`` and are remembered in a graph that no
query sees, so that a new build of the clean triples keeps them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Store, Triple

from kommunalgraph import identifiers
from kommunalgraph.errors import InputError
from kommunalgraph.graph import store
from kommunalgraph.graph.names import DCTERMS, SCHEMA, SKOS

LINKS = NamedNode(identifiers.resource("graph", "links"))
"""The graph that remembers which links have been accepted."""


def remembered_link(entity: NamedNode, target: NamedNode) -> Quad:
    """Return what remembers that ``entity`` is the same as ``target``."""
    return Quad(entity, DCTERMS.relation, target, LINKS)


def accepted_links(graph: Store, entity: NamedNode | None = None) -> Iterator[Triple]:
    """Yield the accepted links, of all entities or of one."""
    for quad in graph.quads_for_pattern(entity, DCTERMS.relation, None, LINKS):
        yield Triple(quad.subject, SCHEMA.sameAs, quad.object)


def decide(
    graph: Store,
    *,
    accepted: Iterable[tuple[str, str]],
    rejected: Iterable[tuple[str, str]],
) -> tuple[int, int]:
    """Write accepted pairs of entity and target as links; take rejected ones away.

    Returns how many links are new and how many are gone; all in one transaction.

    Raises:
        InputError: an entity is not in the store, or a target is no IRI; nothing is written.
    """
    standing = _standing(graph)
    wanted = set(map(_nodes, accepted)) - standing
    unwanted = set(map(_nodes, rejected)) & standing
    for entity, target in sorted(wanted, key=str):
        if store.value(graph, entity, SKOS.prefLabel) is None:
            raise InputError(f"{entity.value}: not in this store; {target.value} links to nothing")
    store.change(
        graph,
        removed=[each for pair in unwanted for each in _written(*pair)],
        added=[each for pair in wanted for each in _written(*pair)],
    )
    return len(wanted), len(unwanted)


def _nodes(pair: tuple[str, str]) -> tuple[NamedNode, NamedNode]:
    try:
        entity, target = map(NamedNode, pair)
    except ValueError as error:
        raise InputError(f"{' '.join(pair)}: no IRI: {error}") from error
    if not target.value.startswith(("http://", "https://")):
        raise InputError(f"{target.value}: write a web address to link to")
    return entity, target


def _standing(graph: Store) -> set[tuple[NamedNode, NamedNode]]:
    pairs = ((t.subject, t.object) for t in accepted_links(graph))
    return {(s, o) for s, o in pairs if isinstance(s, NamedNode) and isinstance(o, NamedNode)}


def _written(entity: NamedNode, target: NamedNode) -> tuple[Triple, Quad]:
    return Triple(entity, SCHEMA.sameAs, target), remembered_link(entity, target)
