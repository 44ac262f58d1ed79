"""References: a thing of the graph as a page names it, with its address among the pages."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Store

from kommunalgraph import identifiers
from kommunalgraph.analysis.lookup import label, short
from kommunalgraph.analysis.selection import KINDS
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF, SKOS

_OTHER_KINDS = ("Article", "Teaser", "Claim", "Membership", "Observation")


class Reference(NamedTuple):
    """One thing: its id (``org/kitu``), its name and its most telling class."""

    id: str
    label: str
    kind: str

    @property
    def path(self) -> str:
        """Where its page is."""
        return page_path(self.id)


def page_path(local_id: str) -> str:
    """Return the path of the page of ``org/kitu`` and the like."""
    return f"/page/{quote(local_id, safe='/-._~')}"


def node_of(local_id: str) -> NamedNode:
    """Return the node with this local id.

    Raises:
        ValueError: no IRI can be made of it.
    """
    return NamedNode(identifiers.ID + local_id)


def refer(graph: Store, node: NamedNode, language: str = "de") -> Reference:
    """Return how a page refers to ``node``."""
    return Reference(short(node.value), name_of(graph, node, language), kind_of(graph, node))


def name_of(graph: Store, node: NamedNode, language: str) -> str:
    """Return the name in ``language``; only topics and concepts have an English one."""
    if language != "de":
        for triple in store.match(graph, node, SKOS.prefLabel):
            if isinstance(triple.object, Literal) and triple.object.language == language:
                return triple.object.value
    return label(graph, node)


def kind_of(graph: Store, node: NamedNode) -> str:
    """Return the most telling class, articles and claims included; ``Thing`` if none is ours."""
    types = {t.object for t in store.match(graph, node, RDF.type)}
    return next((kind for kind in (*KINDS, *_OTHER_KINDS) if KG[kind] in types), "Thing")


def exists(graph: Store, node: NamedNode) -> bool:
    """Tell whether the graph says anything of ``node``."""
    return any(True for _ in store.match(graph, node))
