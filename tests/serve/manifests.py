"""The W3C test suites for SPARQL over HTTP, as requests and what must come back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import rdflib
from rdflib import RDF, RDFS, Namespace
from rdflib.collection import Collection

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")

STATUS = {
    "OK": range(200, 201),
    "Created": range(201, 202),
    "NoContent": range(204, 205),
    "NotFound": range(404, 405),
    **{f"StatusCode{n}xx": range(100 * n, 100 * n + 100) for n in (2, 3, 4)},
}


@dataclass
class Exchange:
    """One request, and what its answer must be."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    status: list[range]
    boolean: bool | None = None
    format: str | None = None
    location: str | None = None
    answer_headers: dict[str, str] = field(default_factory=dict)
    graph: str | None = None


@dataclass
class Case:
    """One test: exchanges in order."""

    name: str
    exchanges: list[Exchange]


def read_manifest(path: Path) -> list[Case]:
    """Return the tests of a manifest that describes its exchanges in RDF."""
    graph = rdflib.Graph().parse(path, publicID="http://manifest.example/")
    cases = []
    for entries in graph.objects(None, MF.entries):
        for test in Collection(graph, entries):
            requests = graph.value(graph.value(test, MF.action), HT.requests)
            exchanges = [_exchange(graph, r) for r in Collection(graph, requests)]
            cases.append(Case(str(test).rpartition("#")[2], exchanges))
    return cases


def _exchange(graph: rdflib.Graph, request: rdflib.term.Node) -> Exchange:
    response = graph.value(request, HT.resp)
    body = graph.value(request, HT.body)
    expected = graph.value(response, HT.body)
    boolean = graph.value(response, MF.expectedBoolean)
    names = [str(o).rpartition("#")[2] for o in graph.objects(response, MF.expectedStatus)]
    return Exchange(
        method=str(graph.value(request, HT.methodName)),
        path=str(graph.value(request, HT.absolutePath)),
        headers=_headers(graph, request),
        body=None if body is None else _content(graph, body),
        status=[STATUS[name] for name in names],
        boolean=None if boolean is None else boolean.toPython(),
        format=_text(graph.value(response, MF.expectedFormat)),
        location=_text(graph.value(response, MF.expectedLocation)),
        answer_headers=_headers(graph, response),
        graph=None if expected is None else str(graph.value(expected, CNT.chars)),
    )


def _text(term: object) -> str | None:
    return None if term is None else str(term)


def _headers(graph: rdflib.Graph, node: rdflib.term.Node) -> dict[str, str]:
    listed = graph.value(node, HT.headers)
    return {
        str(graph.value(header, HT.fieldName)).lower(): str(graph.value(header, HT.fieldValue))
        for header in (Collection(graph, listed) if listed else ())
    }


def _content(graph: rdflib.Graph, body: rdflib.term.Node) -> bytes:
    encoding = str(graph.value(body, CNT.characterEncoding))
    return str(graph.value(body, CNT.chars)).encode(encoding)


_REASONS = re.compile(r"(\d{3}) [A-Za-z ]+")


def read_written_manifest(path: Path) -> list[Case]:
    """Return the tests of the older manifest, which writes its exchanges down as messages."""
    graph = rdflib.Graph().parse(path, publicID="http://manifest.example/")
    cases = []
    for test in Collection(graph, next(graph.objects(None, MF.entries))):
        texts = [str(text) for text in graph.objects(test, RDFS.comment)]
        text = next(text for text in texts if "#### Request" in text)
        asked, answered = (part.strip("\n") for part in text.split("#### Response"))
        head, body = _message(asked.partition("#### Request")[2])
        status, *lines = head
        answer_head, answer_body = _message(answered)
        method, target, _ = status.split()
        code = int(_REASONS.fullmatch(answer_head[0])[1])
        exchange = Exchange(
            method=method,
            path=target,
            headers=_fields(lines),
            body=body.encode() if body else None,
            status=[range(code, code + 1)],
            answer_headers=_fields(answer_head[1:]),
            graph=answer_body or None,
        )
        exchange.location = exchange.answer_headers.pop("location", None)
        cases.append(Case(str(test).rpartition("#")[2], [exchange]))
    return cases


def _message(text: str) -> tuple[list[str], str]:
    """Return head lines and body of a message that is indented by four spaces."""
    lines = [line[4:] for line in text.strip("\n").splitlines()]
    while lines and not lines[0].strip():
        lines.pop(0)
    end = lines.index("") if "" in lines else len(lines)
    return [line.strip() for line in lines[:end]], "\n".join(lines[end + 1 :])


def _fields(lines: list[str]) -> dict[str, str]:
    pairs = (line.partition(":")[::2] for line in lines)
    return {name.strip().lower(): value.strip() for name, value in pairs if name.strip()}


def entries(path: Path) -> list[str]:
    """Return the names of the tests of a manifest."""
    graph = rdflib.Graph().parse(path, publicID="http://manifest.example/")
    listed = Collection(graph, next(graph.objects(None, MF.entries)))
    return [str(test).rpartition("#")[2] for test in listed]


__all__ = ["RDF", "Case", "Exchange", "entries", "read_manifest", "read_written_manifest"]
