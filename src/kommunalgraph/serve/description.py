"""The endpoint describes itself (SPARQL 1.1 Service Description) and its data (VoID)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple, serialize
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kommunalgraph import identifiers
from kommunalgraph.serve import links
from kommunalgraph.serve.addresses import address_of, own_address
from kommunalgraph.serve.answering import TRIPLE_WRITERS
from kommunalgraph.serve.engine import Engine
from kommunalgraph.serve.faults import NotAcceptable
from kommunalgraph.serve.formats import TRIPLES
from kommunalgraph.serve.negotiation import preferred
from kommunalgraph.serve.responses import entity_tag, is_known, unchanged
from kommunalgraph.serve.settings import Settings
from kommunalgraph.vocabulary import DCTERMS, PREFIXES, RDF, VOID, XSD

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads"),
)
_INPUTS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
_OVERVIEW = "kommunalgraph.serve.overview:overview"
_WELL_KNOWN = "/.well-known/void"


async def service(request: Request) -> Response:
    """Answer with the description, in the RDF syntax that the client prefers."""
    engine: Engine = request.app.state.engine
    settings: Settings = request.app.state.settings
    names = preferred(TRIPLES, request.headers.get("accept"))
    if not names:
        listed = ", ".join(format_.media_types[0] for format_ in TRIPLES.values())
        raise NotAcceptable(f"the description comes as {listed}")
    own = own_address(request)
    endpoint = own if own.endswith((links.SPARQL, f"{links.SPARQL}/")) else None
    endpoint = endpoint or address_of(request, links.SPARQL)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    tag = entity_tag(engine.state, endpoint, names[0], settings.writable)
    if is_known(request, tag):
        return unchanged(tag, headers)
    figures = await engine.remembered(_OVERVIEW)
    triples = [
        *_service(endpoint, writable=settings.writable),
        *_dataset(endpoint, figures, base=address_of(request, "/")),
    ]
    prefixes = {**PREFIXES, "sd": SD}
    content = serialize(triples, format=TRIPLE_WRITERS[names[0]], prefixes=prefixes)
    return Response(
        content, media_type=TRIPLES[names[0]].content_type, headers={**headers, "ETag": tag}
    )


def _service(endpoint: str, *, writable: bool) -> Iterator[Triple]:
    this = f"{endpoint}#service"
    yield _link(this, f"{RDF}type", f"{SD}Service")
    yield _link(this, f"{SD}endpoint", endpoint)
    yield _link(this, f"{SD}supportedLanguage", f"{SD}SPARQL11Query")
    for name in _RESULTS:
        yield _link(this, f"{SD}resultFormat", f"{_FORMATS}{name}")
    if writable:
        yield _link(this, f"{SD}supportedLanguage", f"{SD}SPARQL11Update")
        yield _link(this, f"{SD}feature", f"{SD}EmptyGraphs")
        for name in _INPUTS:
            yield _link(this, f"{SD}inputFormat", f"{_FORMATS}{name}")
    yield _link(this, f"{SD}defaultDataset", f"{endpoint}#dataset")
    yield _link(f"{endpoint}#dataset", f"{RDF}type", f"{SD}Dataset")
    yield _link(f"{endpoint}#dataset", f"{SD}defaultGraph", f"{endpoint}#graph")
    yield _link(f"{endpoint}#graph", f"{RDF}type", f"{SD}Graph")


def _dataset(endpoint: str, figures: dict[str, Any], *, base: str) -> Iterator[Triple]:
    """Yield what VoID says of the default graph, which is all there is."""
    this = f"{endpoint}#graph"
    yield _link(this, f"{RDF}type", f"{VOID}Dataset")
    title = Literal("kommunalgraph: municipal IT in Germany", language="en")
    yield Triple(NamedNode(this), NamedNode(f"{DCTERMS}title"), title)
    yield _link(this, f"{VOID}sparqlEndpoint", endpoint)
    yield _link(this, f"{VOID}vocabulary", identifiers.DEF)
    yield Triple(NamedNode(this), NamedNode(f"{VOID}uriSpace"), Literal(identifiers.ID))
    for suffix in ("ttl", "nt"):
        yield _link(this, f"{VOID}dataDump", f"{base}{links.EXPORTS[1:]}/{suffix}")
    yield _count(this, "triples", figures["triples"])
    yield _count(this, "distinctSubjects", figures["subjects"])
    yield _count(this, "classes", len(figures["classes"]))
    yield _count(this, "properties", len(figures["properties"]))
    for kind, counted in (("class", "entities"), ("property", "triples")):
        terms = figures["classes" if kind == "class" else "properties"]
        for number, (term, count) in enumerate(sorted(terms.items()), start=1):
            part = f"{endpoint}#{kind}-{number}"
            yield _link(this, f"{VOID}{kind}Partition", part)
            yield _link(part, f"{VOID}{kind}", term)
            yield _count(part, counted, count)


def _link(subject: str, predicate: str, object_: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(object_))


def _count(subject: str, name: str, number: int) -> Triple:
    value = Literal(str(number), datatype=NamedNode(f"{XSD}integer"))
    return Triple(NamedNode(subject), NamedNode(f"{VOID}{name}"), value)


ROUTES = [Route(_WELL_KNOWN, service)]
