"""JSON-LD with our published context, one object per entity: what belongs to it stands inside.

Roles in time stand with their person, observations and changes with their body, claims with
their subject, each under a reverse term of the context, so that the triples are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import BinaryIO

from pyoxigraph import NamedNode, Triple

from kommunalgraph.export.content import Content
from kommunalgraph.export.jsonld import Context, Json, document, load_context, node_object
from kommunalgraph.export.lines import triples_of, written
from kommunalgraph.export.registry import Format
from kommunalgraph.export.sorting import sorted_lines
from kommunalgraph.graph import store
from kommunalgraph.graph.names import ORG, RDF, SCHEMA

_OWNING = (ORG.member, SCHEMA.observationAbout, ORG.resultingOrganization, RDF.subject)
"""By what a node points to the entity that it belongs to."""


def write(content: Content, out: BinaryIO) -> None:
    """Write one object per entity, sorted."""
    owners = dict(_owners(content))
    keyed = (_keyed(line, owners) for line in content.lines())
    context = load_context()
    out.writelines(document(entities(sorted_lines(keyed), context), context))


def _owners(content: Content) -> Iterator[tuple[bytes, bytes]]:
    """Yield each node that belongs to an entity, with the entity."""
    owning = _OWNING if content.claims else _OWNING[:-1]
    for predicate in owning:
        for triple in store.match(content.graph, None, predicate):
            if isinstance(triple.object, NamedNode):
                yield written(store.named(triple)), written(triple.object)


def _keyed(line: bytes, owners: dict[bytes, bytes]) -> bytes:
    subject = line[: line.index(b" ")]
    return owners.get(subject, subject) + b" " + line


def entities(keyed: Iterable[bytes], context: Context) -> Iterator[dict[str, Json]]:
    """Yield an object per owner of sorted lines, each with its owner before it."""
    pairs = (line.split(b" ", 1) for line in keyed)
    for owner, group in groupby(pairs, key=lambda pair: pair[0]):
        triples = triples_of(line for _, line in group)
        node = NamedNode(owner[1:-1].decode())
        yield _entity(node, triples, context)


def _entity(owner: NamedNode, triples: Iterable[Triple], context: Context) -> dict[str, Json]:
    own: list[Triple] = []
    inside: dict[str, list[Json]] = {}
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        said = list(group)
        if subject == owner or not isinstance(subject, NamedNode):
            own = said
            continue
        link = next(t for t in said if t.object == owner and t.predicate in _OWNING)
        rest = [triple for triple in said if triple != link]
        key = context.reverse(link.predicate.value)
        if key:
            inside.setdefault(key, []).append(node_object(subject, rest, context))
    return {**node_object(owner, own, context), **{key: inside[key] for key in sorted(inside)}}


FORMAT = Format(
    summary="JSON-LD with our context, one object per entity",
    suffix="jsonld",
    media_type="application/ld+json",
    holds="triples",
    write=write,
    aliases=("json-ld",),
)
