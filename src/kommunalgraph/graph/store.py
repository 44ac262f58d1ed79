"""The triple store: pyoxigraph, on disk or in memory.

Everything stands in the default graph, so that no query needs ``GRAPH``.  Every change is one
transaction: a process killed at any moment leaves the state before or after it, nothing between.
Bulk loading is not transactional, so a new store is filled beside its place and then renamed.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kommunalgraph import identifiers
from kommunalgraph.errors import StoreError

Term = NamedNode | Literal
"""An object of a triple; nothing we write is a blank node."""

DEFAULT_PATH = Path("kommunalgraph.store")
"""Where the command line keeps the store unless told otherwise."""

STATE = NamedNode(identifiers.resource("graph", "reference"))
"""The graph, seen by no query, that tells which tables a store was built with, and by its own name
under which base."""

_DEFAULT_GRAPH = DefaultGraph()


def named(triple: Triple) -> NamedNode:
    """Return the subject of a triple; we write no blank nodes.

    Raises:
        StoreError: the subject is a blank node: the store was written by something else.
    """
    if isinstance(triple.subject, NamedNode):
        return triple.subject
    raise StoreError(f"{triple.subject}: a blank node, which kommunalgraph never writes; rebuild")


def memory_store(triples: Iterable[Triple | Quad] = ()) -> Store:
    """Return a store in memory that holds ``triples``, those without graph in the default graph."""
    store = Store()
    store.bulk_extend(map(_quad, triples))
    return store


def _quad(statement: Triple | Quad) -> Quad:
    if isinstance(statement, Quad):
        return statement
    return Quad(statement.subject, statement.predicate, statement.object)


@contextmanager
def temporary_store(triples: Iterable[Triple | Quad]) -> Iterator[Store]:
    """Give a store that holds ``triples`` for as long as the context lasts.

    It lies in the folder for temporary files, so that its size does not count as memory.
    """
    with tempfile.TemporaryDirectory(prefix="kommunalgraph-") as folder:
        store = Store(folder)
        store.bulk_extend(map(_quad, triples))
        try:
            yield store
        finally:
            del store
            gc.collect()  # RocksDB closes its files with the last reference


def exists(path: Path) -> bool:
    """Tell whether ``path`` holds a store (RocksDB names its current state in ``CURRENT``)."""
    return (path / "CURRENT").is_file()


def create_store(
    path: Path, triples: Iterable[Triple | Quad], *, template: Path | None = None
) -> None:
    """Create a store at ``path`` that holds ``triples``, all of them or none.

    Filled in ``<path>.new`` and renamed when complete; what a killed run left there is removed.
    A ``template``, where it is there, is a closed store with the same triples to copy instead.

    Raises:
        StoreError: the folder is taken by something else or cannot be written.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise StoreError(f"{path}: holds something that is no store; give another --store")
    partial = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        if not (template and _copied(template, partial)):
            store = Store(partial)
            store.bulk_extend(map(_quad, triples))
            store.flush()
            del store
            gc.collect()  # RocksDB closes its files with the last reference
        partial.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot create the store: {error}") from error


def _copied(template: Path, folder: Path) -> bool:
    """Copy a closed store; ``False`` where it is not there in full."""
    if not exists(template):
        return False
    try:
        shutil.copytree(template, folder, ignore=shutil.ignore_patterns("LOCK", "LOG*"))
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        return False
    return True


def open_store(path: Path) -> Store:
    """Open the store at ``path`` for writing; only one process may.

    Raises:
        StoreError: there is no store, it is damaged, it was built under another base, or another
            process has it open.
    """
    _require(path)
    try:
        return _with_our_base(Store(path), path)
    except OSError as error:
        reason = "another process writes to it" if "lock" in str(error).casefold() else str(error)
        raise StoreError(f"{path}: cannot open the store for writing: {reason}") from error


def open_read_only(path: Path) -> Store:
    """Open the store at ``path`` for reading; the handle sees the state at its opening.

    Raises:
        StoreError: there is no store, it is damaged, or it was built under another base.
    """
    _require(path)
    try:
        return _with_our_base(Store.read_only(os.fspath(path)), path)
    except OSError as error:
        raise StoreError(f"{path}: cannot open the store: {error}") from error


def _require(path: Path) -> None:
    if not exists(path):
        raise StoreError(
            f"{path}: no store here; run `kommunalgraph build INPUTS` first, "
            "or name its folder with --store or KOMMUNALGRAPH_STORE"
        )


def _with_our_base(store: Store, path: Path) -> Store:
    """Return ``store``, unless it was built under another base: two in one would never meet."""
    if store.contains_named_graph(STATE):
        return store
    state = STATE.value.removeprefix(identifiers.BASE)
    names = (graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    base = next((name.removesuffix(state) for name in names if name.endswith(f"/{state}")), None)
    if base is not None:
        raise StoreError(
            f"{path}: was built with KOMMUNALGRAPH_BASE={base} and not {identifiers.BASE}; "
            "set it to that, or give another --store"
        )
    return store


def change(
    store: Store, *, removed: Iterable[Triple | Quad], added: Iterable[Triple | Quad]
) -> None:
    """Remove and add triples in one transaction."""
    deletion, insertion = _block(removed), [_quad(statement) for statement in added]
    if deletion:
        store.update(f"DELETE DATA {{\n{deletion}}} ;\nINSERT DATA {{\n{_block(insertion)}}}")
    elif insertion:
        store.extend(insertion)


def _block(statements: Iterable[Triple | Quad]) -> str:
    return "".join(f"{_in_sparql(_quad(statement))}\n" for statement in statements)


def _in_sparql(quad: Quad) -> str:
    if isinstance(quad.graph_name, DefaultGraph):
        return f"{quad.triple} ."
    return f"GRAPH {quad.graph_name} {{ {quad.triple} }}"


def match(
    store: Store,
    subject: NamedNode | None = None,
    predicate: NamedNode | None = None,
    object_: Term | None = None,
) -> Iterator[Triple]:
    """Yield the triples that fit the pattern, in the store's order."""
    for quad in store.quads_for_pattern(subject, predicate, object_, _DEFAULT_GRAPH):
        yield quad.triple


def value(store: Store, subject: NamedNode, predicate: NamedNode) -> Term | None:
    """Return the object of ``subject predicate ?``, the first in term order if several."""
    found = [t.object for t in match(store, subject, predicate)]
    terms = [term for term in found if isinstance(term, NamedNode | Literal)]
    return min(terms, key=str, default=None)


def text(store: Store, subject: NamedNode, predicate: NamedNode) -> str | None:
    """Return the lexical value of ``subject predicate ?``, ``None`` where there is none."""
    found = value(store, subject, predicate)
    return None if found is None else found.value


def subjects(store: Store, predicate: NamedNode, object_: Term) -> Iterator[NamedNode]:
    """Yield the subjects of ``? predicate object_``."""
    for triple in match(store, None, predicate, object_):
        yield named(triple)
