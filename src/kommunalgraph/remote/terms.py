"""Terms as remote stores send them, in the one form that our own store has for each value.

Some stores give ``true`` as ``1`` and ``0.50`` as ``0.5``.  What means the same must count as the
same, or a push would replace it for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from kommunalgraph.errors import RemoteError
from kommunalgraph.remote.connection import Answer
from kommunalgraph.vocabulary import XSD

TRIPLES = "application/n-triples, text/turtle;q=0.9"
"""What we accept where we ask for triples; the simplest format is the quickest to read."""

_FORMATS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "text/plain": RdfFormat.N_TRIPLES,
}
_STRING = f"{XSD}string"
_ANY = NamedNode(f"{XSD}any")

Term = NamedNode | BlankNode | Literal


def term_of(binding: Mapping[str, str], address: str) -> Term:
    """Return the term of a binding in SPARQL JSON, a literal in its canonical form.

    Raises:
        RemoteError: it is none; ``address`` tells in the message who sent it.
    """
    kind, value = binding["type"], binding["value"]
    try:
        if kind == "uri":
            return NamedNode(value)
        if kind == "bnode":
            return BlankNode(value)
        if kind in ("literal", "typed-literal"):
            language, datatype = binding.get("xml:lang"), binding.get("datatype")
            if language:
                return Literal(value, language=language)
            return canonical(value, datatype or _STRING)
    except (ValueError, TypeError) as error:
        raise RemoteError(f"{address}: sends a term that is none: {value!r}: {error}") from error
    raise RemoteError(f"{address}: sends a term of an unknown kind: {kind!r}")


@lru_cache(maxsize=1 << 17)
def canonical(value: str, datatype: str) -> Literal:
    """Return a literal in the form in which our store gives its value back.

    >>> canonical("1", "http://www.w3.org/2001/XMLSchema#boolean").value
    'true'
    """
    literal = Literal(value, datatype=NamedNode(datatype))
    if datatype == _STRING or not datatype.startswith(XSD):
        return literal
    store = Store()
    store.add(Quad(_ANY, _ANY, literal))
    (quad,) = store
    return quad.object if isinstance(quad.object, Literal) else literal


def quads_in(answer: Answer, graph: NamedNode | DefaultGraph, address: str) -> Iterator[Quad]:
    """Yield the triples of an answer in ``graph``, literals in their canonical form.

    Raises:
        RemoteError: the answer is no graph, or a damaged one.
    """
    format_ = _FORMATS.get(answer.media_type)
    if format_ is None:
        raise RemoteError(f"{address}: sends {answer.media_type}, which is no graph")
    try:
        for quad in parse(answer.body, format=format_):
            value = quad.object
            if isinstance(value, Literal) and not value.language:
                value = canonical(value.value, value.datatype.value)
            yield Quad(quad.subject, quad.predicate, value, graph)
    except (SyntaxError, ValueError) as error:
        raise RemoteError(f"{address}: sends a damaged graph: {error}") from error
