"""The addresses of the server: where a thing, its page and its data are.

``/id/org/musterstadt`` names the thing itself and leads (303) to ``/page/org/musterstadt`` for
people or ``/data/org/musterstadt.ttl`` for programs (Cool URIs for the Semantic Web, section 4.2).
"""

from __future__ import annotations

from urllib.parse import quote

from kommunalgraph import identifiers

ID, PAGE, DATA = "/id/", "/page/", "/data/"
SPARQL, GRAPHS, EXPORTS = "/sparql", "/gsp", "/downloads"
EDITOR = "/editor"


def local_id(iri: str) -> str | None:
    """Return what follows ``…/id/`` in the IRI of one of our resources, ``None`` for others."""
    return iri.removeprefix(identifiers.ID) if iri.startswith(identifiers.ID) else None


def iri_of(local: str) -> str:
    """Return the IRI of the resource that ``/id/<local>`` stands for."""
    return identifiers.ID + local


def page_of(iri: str) -> str | None:
    """Return the address of the page about a resource of ours."""
    local = local_id(iri)
    return None if local is None else PAGE + quote(local)


def data_of(iri: str, suffix: str = "ttl") -> str | None:
    """Return the address of the RDF about a resource of ours."""
    local = local_id(iri)
    return None if local is None else f"{DATA}{quote(local)}.{suffix}"
