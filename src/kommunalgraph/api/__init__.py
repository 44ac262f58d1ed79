"""The graph for notebooks and programs: open a store, ask it, walk from entity to sentence.

>>> import kommunalgraph
>>> graph = kommunalgraph.open_graph("demo.store")  # doctest: +SKIP
"""

from __future__ import annotations

from kommunalgraph.api.answers import Answer, Row
from kommunalgraph.api.entities import Entity, EvidencedStatement
from kommunalgraph.api.graph import Graph, open_graph
from kommunalgraph.api.pictures import Picture

__all__ = ["Answer", "Entity", "EvidencedStatement", "Graph", "Picture", "Row", "open_graph"]
