"""No query reaches the network, however it is written; and honest ones are let through."""

from __future__ import annotations

import contextlib

import pytest

from kommunalgraph.questions import load_questions
from kommunalgraph.serve.faults import Refused
from kommunalgraph.serve.guard import graphs_from, refuse_fetching, with_dataset

HIDDEN = [
    "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    "ASK { service silent <http://127.0.0.1/> {} }",
    "ASK { ?s ?p trueSERVICE<http://127.0.0.1/>{} }",
    "PREFIX x: <http://127.0.0.1/> ASK { SERVICEx:y{} }",
    "PREFIX : <http://127.0.0.1/> ASK { SERVICE:y{} }",
    "ASK { VALUES ?g { <http://127.0.0.1/> } SERVICE ?g {} }",
    "ASK { SERVICE # {\n#x\n<http://127.0.0.1/> # y\n {} }",
    "ASK { FILTER(1<'>' ) SERVICE <http://127.0.0.1/> {} FILTER('a'='a') }",
    'ASK { FILTER(1<">" ) SERVICE <http://127.0.0.1/> {} FILTER("a"="a") }',
    "ASK { FILTER(?a<?b#>\n) SERVICE <http://127.0.0.1/> {} }",
    'ASK { ?s ?p """a""\\"""" SERVICE <http://127.0.0.1/> {} }',
    "ASK { ?s ?p '''' ''' SERVICE <http://127.0.0.1/> {} }",
    "ASK { ?s ?p 'a\\' b' SERVICE <http://127.0.0.1/> {} }",
    'ASK { ?s ?p "" SERVICE <http://127.0.0.1/> {} }',
    "ASK { ?s ?p ?o . { SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } } }",
    "ASK { \\u0053ERVICE <http://127.0.0.1/> {} }",
    "ASK { ?s <x'> 1 SERVICE <http://127.0.0.1/> {} FILTER('a'='a') }",
    "LOAD <http://127.0.0.1/x.ttl>",
    "load silent <http://127.0.0.1/x.ttl> into graph <http://example.org/>",
    "CLEAR ALL;LOAD<http://127.0.0.1/x.ttl>;CLEAR ALL",
    "PREFIX x: <http://127.0.0.1/> LOAD x:y",
]
HONEST = [
    "SELECT ?service { ?service <http://example.org/service> ?load }",
    "PREFIX service: <http://example.org/> SELECT * { ?s service:of ?o ; service:load service:x }",
    'SELECT * { ?s ?p "Service <b> {" . FILTER(CONTAINS(?l, "SERVICE <http://a/> {")) }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://example.org/> { }",
    "SELECT * { VALUES ?service { <http://example.org/> } ?service ?p ?o }",
    "SELECT * { <https://example.org/service/a> <https://example.org/#service> ?o }",
    "INSERT DATA { <http://example.org/load> <http://example.org/p> 'LOAD <http://a/>' }",
]


@pytest.mark.parametrize("sparql", HIDDEN)
def test_what_fetches_is_refused(sparql: str) -> None:
    with pytest.raises(Refused, match="nothing is fetched"):
        refuse_fetching(sparql)


@pytest.mark.parametrize("sparql", HONEST)
def test_what_does_not_is_let_through(sparql: str) -> None:
    refuse_fetching(sparql)


@pytest.mark.parametrize("question", load_questions().values(), ids=lambda q: q.name)
def test_our_questions_are_let_through(question) -> None:
    refuse_fetching(question.sparql)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("#" * 50_000, False),
        ("service #" * 20_000, False),
        ("<" * 50_000 + "SERVICE", False),
        ("SERVICE" * 20_000, True),  # a search in quadratic time takes minutes for these
        ("SERVICE<" * 20_000, True),
    ],
)
def test_the_guard_cannot_be_kept_busy(text: str, refused: bool) -> None:
    with pytest.raises(Refused) if refused else contextlib.nullcontext():
        refuse_fetching(f"ASK {{ {text}")


def test_the_graphs_of_a_query_are_found() -> None:
    query = "SELECT * FROM <http://a/> FROM NAMED <http://b/> { ?s ?p 'FROM <http://c/>' }"
    assert graphs_from(query) == ("http://a/", "http://b/")
    assert graphs_from("SELECT * { GRAPH <http://a/> { ?from <http://b/> ?o } }") == ()


def test_an_update_gets_the_dataset_of_the_request() -> None:
    update = "DELETE { ?s ?p 'WHERE' } WHERE { { SELECT * WHERE { ?s ?p ?o } } } ; CLEAR ALL"
    assert with_dataset(update, "USING <http://a/>") == (
        "DELETE { ?s ?p 'WHERE' }  USING <http://a/> WHERE "
        "{ { SELECT * WHERE { ?s ?p ?o } } } ; CLEAR ALL"
    )
    assert with_dataset("DELETE WHERE { ?s ?p ?o }", "USING <http://a/>") == (
        " { ?s ?p ?o }".join(["DELETE ", " USING <http://a/> WHERE", ""])
    )
    for own in ("WITH <http://b/> DELETE { } WHERE { }", "INSERT { } USING <http://b/> WHERE { }"):
        with pytest.raises(Refused, match="one of them"):
            with_dataset(own, "USING <http://a/>")
