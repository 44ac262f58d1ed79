"""Turtle as people write it: prefixes, types first, one predicate a line, sorted.

Written from lines of N-Triples, subject by subject (RDF 1.1 Turtle, sections 2 and 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from kommunalgraph import identifiers
from kommunalgraph.export.lines import RDF_TYPE, by_subject
from kommunalgraph.vocabulary import PREFIXES, XSD

_KINDS = {
    "article": "article",
    "change": "change",
    "claim": "claim",
    "event": "event",
    "legal-form": "legalform",
    "membership": "membership",
    "observation": "observation",
    "org": "body",  # org: is the W3C's
    "person": "person",
    "place": "place",
    "product": "product",
    "role": "role",
    "topic": "topic",
}

ALL_PREFIXES: Mapping[str, str] = MappingProxyType(
    {**PREFIXES, **{prefix: f"{identifiers.ID}{kind}/" for kind, prefix in _KINDS.items()}}
)
"""The vocabularies, and one prefix for each kind of resource of ours."""

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
"""Local names that need no escape."""

_SHORT = (
    (re.compile(r"[+-]?[0-9]+"), f"{XSD}integer"),
    (re.compile(r"[+-]?[0-9]*\.[0-9]+"), f"{XSD}decimal"),
    (re.compile(r"true|false"), f"{XSD}boolean"),
)
_MOST_KEPT = 50_000


def head() -> bytes:
    """Return the prefixes, in alphabetical order."""
    lines = (f"@prefix {name}: <{ALL_PREFIXES[name]}> .\n" for name in sorted(ALL_PREFIXES))
    return "".join(lines).encode()


class Terms:
    """Writes terms of N-Triples in the short form of Turtle; keeps IRIs that come again."""

    def __init__(self) -> None:
        self._namespaces = sorted(
            ((namespace, prefix) for prefix, namespace in ALL_PREFIXES.items()),
            key=lambda pair: -len(pair[0]),
        )
        self._kept: dict[bytes, str] = {}

    def term(self, term: bytes) -> str:
        """Return an IRI or a literal as Turtle has it."""
        if term.startswith(b'"'):
            return self._literal(term.decode())
        short = self._kept.get(term)
        if short is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            short = self._kept[term] = self._iri(term.decode())
        return short

    def _iri(self, written: str) -> str:
        iri = written[1:-1]
        for namespace, prefix in self._namespaces:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return written

    def _literal(self, written: str) -> str:
        if not written.endswith(">"):
            return written
        quoted, _, datatype = written.rpartition("^^")
        for pattern, short in _SHORT:
            if datatype == f"<{short}>" and pattern.fullmatch(quoted, 1, len(quoted) - 1):
                return quoted[1:-1]
        return f"{quoted}^^{self.term(datatype.encode())}"


def blocks(lines: Iterable[bytes], terms: Terms, *, indent: str = "") -> Iterator[bytes]:
    """Yield the text of each subject of sorted lines."""
    for subject, pairs in by_subject(lines):
        objects: dict[bytes, list[str]] = {}
        for predicate, object_ in pairs:
            objects.setdefault(predicate, []).append(terms.term(object_))
        said = f" ;\n{indent}    ".join(
            f"{'a' if predicate == RDF_TYPE else terms.term(predicate)} {', '.join(values)}"
            for predicate, values in objects.items()
        )
        yield f"{indent}{terms.term(subject)} {said} .\n\n".encode()
