"""RDF/XML, one description per subject (RDF 1.1 XML Syntax).

A predicate becomes an element, so its IRI is cut into a namespace and an XML name; ours always
can be.  Characters that no XML document may hold are left out of literals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Literal, NamedNode

from kommunalgraph.errors import StoreError
from kommunalgraph.export.lines import triples_of
from kommunalgraph.vocabulary import PREFIXES, XSD

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NAME = re.compile(r"[^\W\d][\w.-]*$")


def head() -> bytes:
    """Return what stands before the descriptions."""
    names = "".join(f'\n    xmlns:{name}="{PREFIXES[name]}"' for name in sorted(PREFIXES))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{names}>\n'.encode()


TAIL = b"</rdf:RDF>\n"


def descriptions(groups: Iterable[tuple[bytes, list[tuple[bytes, bytes]]]]) -> Iterator[bytes]:
    """Yield the description of each subject, given with its predicates and objects."""
    for subject, pairs in groups:
        triples = triples_of(b" ".join((subject, p, o)) + b" .\n" for p, o in pairs)
        inside = "".join(_element(t.predicate.value, t.object) for t in triples)
        about = quoteattr(subject[1:-1].decode())
        yield f"  <rdf:Description rdf:about={about}>\n{inside}  </rdf:Description>\n".encode()


def _element(predicate: str, object_: object) -> str:
    tag, declared = _qualified(predicate)
    if isinstance(object_, NamedNode):
        return f"    <{tag}{declared} rdf:resource={quoteattr(object_.value)}/>\n"
    if not isinstance(object_, Literal):
        raise StoreError(f"{object_}: neither IRI nor literal, which kommunalgraph never writes")
    text = escape(_NOT_XML.sub("", object_.value), {"\r": "&#13;"})
    kind = ""
    if object_.language:
        kind = f' xml:lang="{object_.language}"'
    elif object_.datatype.value != f"{XSD}string":
        kind = f" rdf:datatype={quoteattr(object_.datatype.value)}"
    return f"    <{tag}{declared}{kind}>{text}</{tag}>\n"


def _qualified(predicate: str) -> tuple[str, str]:
    """Return the element's name, and the declaration of its namespace where it is not ours."""
    for prefix, namespace in PREFIXES.items():
        if predicate.startswith(namespace) and _NAME.match(predicate, len(namespace)):
            return f"{prefix}:{predicate[len(namespace) :]}", ""
    cut = _NAME.search(predicate)
    if cut is None:
        raise StoreError(f"{predicate}: RDF/XML has no name for this property; take another format")
    return f"p:{cut[0]}", f" xmlns:p={quoteattr(predicate[: cut.start()])}"
