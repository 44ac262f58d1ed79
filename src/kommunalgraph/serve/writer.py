"""The one process that writes, where the server may: updates, and whole graphs.

After each change it lays down the new state beside the store, as links to RocksDB's files; the
readers go on with that.  Each job is one transaction: ended at its time limit, it leaves nothing.
Started by ``writing.py`` as ``python -m kommunalgraph.serve.writer STORE MEMORY``.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kommunalgraph.graph.store import open_store
from kommunalgraph.serve import guard
from kommunalgraph.serve.answering import graph_node
from kommunalgraph.serve.faults import NotFound, Refused, Unsupported
from kommunalgraph.serve.worker import Reply, answer_jobs
from kommunalgraph.vocabulary import PREFIXES


def _update(graph: Store, job: dict[str, Any]) -> dict[str, Any]:
    """Run a SPARQL update over the dataset of the protocol, where it gives one."""
    sparql = job["update"]
    guard.refuse_fetching(sparql)
    clauses = [f"USING {graph_node(name)}" for name in job["using"]]
    clauses += [f"USING NAMED {graph_node(name)}" for name in job["using_named"]]
    if clauses:
        sparql = guard.with_dataset(sparql, " ".join(clauses))
    try:
        graph.update(sparql, base_iri=job["base"], prefixes=dict(PREFIXES))
    except (SyntaxError, ValueError, OSError) as error:
        raise Refused(f"the update cannot be run: {error}") from error
    return {}


def _put(graph: Store, job: dict[str, Any]) -> dict[str, Any]:
    """Put content in the place of a graph, or add it; tell whether the graph is new."""
    node = _graph(job["graph"])
    quads = [quad for part in job["parts"] for quad in _quads(part, base=job["base"])]
    created = not _exists(graph, node)
    triples = "".join(f"{quad.triple} .\n" for quad in quads)
    default = isinstance(node, DefaultGraph)
    first = [] if job["add"] else [f"CLEAR SILENT {'DEFAULT' if default else f'GRAPH {node}'}"]
    if not default:
        first.append(f"CREATE SILENT GRAPH {node}")
    content = triples if default else f"GRAPH {node} {{ {triples} }}"
    graph.update(" ;\n".join([*first, f"INSERT DATA {{ {content} }}"]))
    return {"created": created}


def _delete(graph: Store, job: dict[str, Any]) -> dict[str, Any]:
    node = _graph(job["graph"])
    if not _exists(graph, node):
        raise NotFound(f"{job['graph']}: no such graph in the store")
    if isinstance(node, NamedNode):
        graph.remove_graph(node)
    else:
        graph.clear_graph(node)
    return {}


def _graph(name: str | None) -> NamedNode | DefaultGraph:
    return DefaultGraph() if name is None else graph_node(name)


def _exists(graph: Store, node: NamedNode | DefaultGraph) -> bool:
    """Tell whether a graph is there; the default graph is where it holds something."""
    if isinstance(node, NamedNode):
        return graph.contains_named_graph(node)
    return any(True for _ in graph.quads_for_pattern(None, None, None, node))


def _quads(part: dict[str, str], *, base: str) -> list[Quad]:
    """Parse one part of what was sent; each part has blank nodes of its own.

    Raises:
        Unsupported: it is in no syntax for a single graph.
        Refused: it cannot be parsed.
    """
    format_ = RdfFormat.from_media_type(part["media_type"])
    if format_ is None or format_ in (RdfFormat.TRIG, RdfFormat.N_QUADS):
        raise Unsupported(
            f"{part['media_type'] or 'no Content-Type'}: send text/turtle, application/n-triples, "
            "application/ld+json or application/rdf+xml"
        )
    content = base64.b64decode(part["content"])
    try:
        return _parsed(content, format_, base)
    except SyntaxError as error:
        # The last full stop is what people forget, and some of W3C's own examples do.
        try:
            return _parsed(content + b"\n.", format_, base)
        except SyntaxError:
            raise Refused(f"the content cannot be parsed: {error}") from error


def _parsed(content: bytes, format_: RdfFormat, base: str) -> list[Quad]:
    quads = parse(content, format_, base_iri=base, rename_blank_nodes=True)
    return [Quad(q.subject, q.predicate, q.object) for q in quads]


def _open(_: Store, __: dict[str, Any]) -> dict[str, Any]:
    return {}


_JOBS = {"update": _update, "put": _put, "delete": _delete, "open": _open}


def main() -> None:
    """Answer writing jobs."""
    graph = open_store(Path(sys.argv[1]))

    def do(job: dict[str, Any], reply: Reply) -> None:
        result = _JOBS[job["do"]](graph, job)
        graph.backup(job["snapshot"])
        reply.head(media_type="application/json")
        reply.write(json.dumps(result).encode())

    answer_jobs(do, memory=int(sys.argv[2]))


if __name__ == "__main__":
    main()
