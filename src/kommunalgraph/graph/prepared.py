"""The reference tables made ready once: a summary and a filled store, kept in the user's cache.

Making their 165,000 triples takes two seconds and filling a store another, for a build that may
read one article.  Both are kept under the digest of the tables and of the code that made them, so
nothing there is ever out of date.  Whoever deletes the cache only pays the time again.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from kommunalgraph import caching, identifiers, knowledge, tables, vocabulary
from kommunalgraph.errors import StoreError
from kommunalgraph.graph import store
from kommunalgraph.graph.claims import RoleName
from kommunalgraph.graph.reference import Reference, reference_of
from kommunalgraph.tables.feminine import feminine

_FORMAT = 1
_APART = frozenset({"articles", "rules", "outlets"})
"""Folders of ``data/`` that say nothing about the reference tables."""


class DeferredTriples(Collection[Triple]):
    """The triples of the tables, made when somebody first looks at one.

    A build that only adds articles to a store never does.
    """

    def __init__(self, make: Callable[[], Collection[Triple]]) -> None:
        self._make = make

    @cached_property
    def _triples(self) -> frozenset[Triple]:
        return frozenset(self._make())

    def __contains__(self, triple: object) -> bool:
        return triple in self._triples

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def __len__(self) -> int:
        return len(self._triples)


@cache
def default_reference() -> Reference:
    """Return what the tables that come with the package say, from the cache if it is there."""
    data = knowledge.folder("data")
    summary = caching.cache_folder() / f"reference-{_digest(data)}.marshal"
    try:
        return _loaded(summary)
    except (OSError, EOFError, ValueError, TypeError, KeyError):
        pass  # no cache, or a damaged one: make it anew
    made = tables.load_tables()
    reference = reference_of(made)
    _keep(reference, _role_forms(made), summary)
    return reference


def _digest(data: Path) -> str:
    """Digest of everything the triples are made from."""
    digest = hashlib.sha256(f"{_FORMAT} {sys.version_info[:2]} {identifiers.ID}".encode())
    here, package = Path(__file__).parent, Path(tables.__file__).parent
    code = [*here.glob("*.py"), *package.glob("*.py"), Path(vocabulary.__file__)]
    files = [p for p in data.rglob("*") if p.suffix in (".csv", ".toml")]
    files = [p for p in files if not _APART & set(p.relative_to(data).parts)]
    files.append(knowledge.folder("ontology") / "kommunalgraph.ttl")
    for path in sorted(code) + sorted(files):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:24]


def _loaded(summary: Path) -> Reference:
    values = marshal.loads(summary.read_bytes())
    roles = {noun: RoleName(NamedNode(iri), c) for noun, (iri, c) in values["roles"].items()}
    return Reference(
        triples=DeferredTriples(lambda: reference_of(tables.load_tables()).triples),
        entities=frozenset(map(NamedNode, values["entities"])),
        settled=frozenset((NamedNode(s), NamedNode(p)) for s, p in values["settled"]),
        role_named=roles.get,
        digest=values["digest"],
        template=summary.with_suffix(".store"),
    )


def _role_forms(made: tables.Tables) -> dict[str, tuple[str, str]]:
    """Return the node and category of every noun that the role table knows."""
    roles = made.roles.values()
    listed = chain.from_iterable(role.names for role in roles)
    derived = (feminine(name) for role in roles for name in (*role.aliases, role.label))
    found = {noun: made.role_named(noun) for noun in chain(listed, derived) if noun}
    return {noun: (role.iri, role.category) for noun, role in found.items() if role}


def _keep(reference: Reference, roles: dict[str, tuple[str, str]], summary: Path) -> None:
    """Write store and summary, each beside its final name, the summary last."""
    values = {
        "digest": reference.fingerprint,
        "entities": sorted(entity.value for entity in reference.entities),
        "settled": sorted((s.value, p.value) for s, p in reference.settled),
        "roles": roles,
    }
    template = summary.with_suffix(".store")
    part, part_store = (summary.with_suffix(f".{os.getpid()}.{kind}") for kind in ("part", "new"))
    try:
        if not store.exists(template):
            store.create_store(part_store, reference.content())
            part_store.replace(template)
        part.write_bytes(marshal.dumps(values))
        part.replace(summary)
        caching.forget_older("reference")
    except (OSError, StoreError):
        return  # a cache that cannot be written only costs time
    finally:
        shutil.rmtree(part_store, ignore_errors=True)  # another process was faster
