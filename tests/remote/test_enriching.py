"""Links to a small invented Wikidata, served by Oxigraph."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

import remote_servers
from kommunalgraph.cli import main
from kommunalgraph.errors import InputError, KnowledgeError
from kommunalgraph.export.exporting import export
from kommunalgraph.graph.building import build, withdraw
from kommunalgraph.graph.links import decide
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.replacing import refresh
from kommunalgraph.graph.store import create_store, memory_store, open_read_only, open_store
from kommunalgraph.remote.candidates import spellings
from kommunalgraph.remote.connection import Connection
from kommunalgraph.remote.endpoint import Endpoint
from kommunalgraph.remote.profile import load_profile
from kommunalgraph.remote.proposals import read_proposals
from remote_servers import Reply, Request, Server, scripted
from sample_readings import CITY, PROVIDER, RIVAL, Page, small_world

WD, WDT = "http://www.wikidata.org/entity/", "http://www.wikidata.org/prop/direct/"
FAKE = f"""
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
INSERT DATA {{
  <{WD}Q1> <{WDT}P439> "99001000" ; rdfs:label "Musterstadt"@de , "Sampletown"@en .
  <{WD}Q2> rdfs:label "Musterstadt"@de .
  <{WD}Q3> <{WDT}P856> <http://www.muster-it.example/> ; rdfs:label "=HYPERLINK(1)"@de .
  <{WD}Q4> rdfs:label "Nord-IT"@de .
  <{WD}Q5> skos:altLabel "Nord-IT"@de ; rdfs:label "Nord-IT Holding"@de .
  <{WD}Q6> rdfs:label "Erika Muster"@de .
}}
"""


@pytest.fixture(scope="module")
def wikidata() -> Iterator[Server]:
    if remote_servers.oxigraph_program() is None:
        pytest.skip("the server is not installed: pip install oxigraph")
    with remote_servers.oxigraph() as server:
        Endpoint(server.query, Connection(), update=server.update).update(FAKE)
        yield server


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOMMUNALGRAPH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    graph = memory_store()
    page = Page("Die Muster-IT im Netz", "2020-01-01", source="netz.txt")
    page.say("Die Muster-IT ist unter www.muster-it.example zu finden.", PROVIDER, "website",
             "https://muster-it.example")  # fmt: skip
    build(graph, [*small_world(), (page.reading(),)], Reference())
    create_store(tmp_path / "store", list(graph))
    return tmp_path / "store"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """The profile for Wikidata without its pause: nobody is bothered here."""
    path = tmp_path / "profile.toml"
    text = (Path(__file__).parents[2] / "data" / "enrichment" / "wikidata.toml").read_text()
    path.write_text(re.sub(r"^pause = .*$", "pause = 0.0", text, flags=re.MULTILINE))
    return path


def enrich(store: Path, profile: Path, address: str, *more: str) -> Result:
    out = store.parent / "proposals.csv"
    where = ("--store", str(store), "--profile", str(profile), "--endpoint", address)
    return CliRunner().invoke(main, ["enrich", *where, "--out", str(out), *more])


def accept(store: Path, table: Path) -> Result:
    return CliRunner().invoke(main, ["enrich", "--store", str(store), "--accept", str(table)])


def links(store: Path) -> set[tuple[str, str]]:
    same = ox.NamedNode("https://schema.org/sameAs")
    graph = open_read_only(store)
    return {
        (q.subject.value, q.object.value)
        for q in graph.quads_for_pattern(None, same, None, ox.DefaultGraph())
    }


def decided(table: Path, decisions: dict[str, str]) -> None:
    """Write a person's decisions, by link, into a table."""
    rows = list(csv.reader(table.open(encoding="utf-8")))
    for row in rows[1:]:
        row[-1] = decisions.get(row[2], row[-1])
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_keys_come_before_websites_and_names_last(
    store: Path, profile: Path, wikidata: Server
) -> None:
    before = export(open_read_only(store), "nq")

    result = enrich(store, profile, wikidata.query)

    assert result.exit_code == 0, result.output
    proposals = read_proposals(store.parent / "proposals.csv")
    assert [(p.entity, p.link, p.by, p.value, p.matches) for p in proposals] == [
        (PROVIDER.iri, f"{WD}Q3", "website", "http://www.muster-it.example/", "1"),
        (RIVAL.iri, f"{WD}Q4", "name", "Nord-IT", "2"),
        (RIVAL.iri, f"{WD}Q5", "name", "Nord-IT", "2"),
        (CITY.iri, f"{WD}Q1", "key", "99001000", "1"),
    ]
    assert {p.endpoint for p in proposals} == {wikidata.query}
    assert [p.link_label for p in proposals] == [
        "=HYPERLINK(1)", "Nord-IT", "Nord-IT Holding", "Musterstadt"
    ]  # fmt: skip
    assert "'=HYPERLINK(1)" in (store.parent / "proposals.csv").read_text()
    assert export(open_read_only(store), "nq") == before, "nothing is merged silently"


def test_only_accepted_proposals_become_links_and_can_be_taken_back(
    store: Path, profile: Path, wikidata: Server
) -> None:
    table = store.parent / "proposals.csv"
    before = export(open_read_only(store), "nq")
    enrich(store, profile, wikidata.query)
    decided(table, {f"{WD}Q1": "accept", f"{WD}Q4": "accept", f"{WD}Q5": "reject"})

    assert accept(store, table).exit_code == 0
    assert links(store) >= {(CITY.iri, f"{WD}Q1"), (RIVAL.iri, f"{WD}Q4")}
    assert not links(store) & {(RIVAL.iri, f"{WD}Q5"), (PROVIDER.iri, f"{WD}Q3")}

    decided(table, {f"{WD}Q1": "reject", f"{WD}Q4": "reject"})
    accept(store, table)
    assert export(open_read_only(store), "nq") == before


def test_decisions_are_kept_and_linked_entities_not_asked_about(
    store: Path, profile: Path, wikidata: Server
) -> None:
    table = store.parent / "proposals.csv"
    enrich(store, profile, wikidata.query)
    decided(table, {f"{WD}Q1": "accept", f"{WD}Q5": "reject"})
    accept(store, table)

    enrich(store, profile, wikidata.query)

    decisions = {p.link: p.decision for p in read_proposals(table)}
    assert decisions == {f"{WD}Q1": "accept", f"{WD}Q3": "", f"{WD}Q4": "", f"{WD}Q5": "reject"}


def test_people_are_looked_up_on_request_only(store: Path, profile: Path, wikidata: Server) -> None:
    enrich(store, profile, wikidata.query, "--type", "Person")

    assert [p.link for p in read_proposals(store.parent / "proposals.csv")] == [f"{WD}Q6"]


def test_answers_are_kept_on_disk(store: Path, profile: Path, wikidata: Server) -> None:
    first = enrich(store, profile, wikidata.query)
    with scripted(lambda _: Reply(404)) as (address, sent):
        nobody = enrich(store, profile, address)
        asked = len(sent)
    again = enrich(store, profile, wikidata.query)

    assert again.stdout == first.stdout
    assert (nobody.exit_code, asked > 0) == (2, True), "another endpoint has answers of its own"


def test_the_cache_spares_the_endpoint(store: Path, profile: Path) -> None:
    nothing = b'{"head":{"vars":["value","item"]},"results":{"bindings":[]}}'
    with scripted(lambda _: Reply(body=nothing)) as (address, sent):
        enrich(store, profile, address)
        asked = len(sent)
        enrich(store, profile, address)
        assert len(sent) == asked > 0
        enrich(store, profile, address, "--refresh")
        assert len(sent) == 2 * asked
        assert all("kommunalgraph/" in request.headers["User-Agent"] for request in sent)


def test_a_public_service_gets_no_secret_unless_told(
    store: Path, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOMMUNALGRAPH_TOKEN", "s3cret")
    nothing = b'{"head":{"vars":["value","item"]},"results":{"bindings":[]}}'
    with scripted(lambda _: Reply(body=nothing)) as (address, sent):
        enrich(store, profile, address)
        assert sent and not any("Authorization" in request.headers for request in sent)
        enrich(store, profile, address, "--auth", "bearer", "--refresh")
        assert sent[-1].headers["Authorization"] == "Bearer s3cret"


LIES = (
    b'{"head":{"vars":["value","item"]},"results":{"bindings":['
    b'{"value":{"type":"literal","value":"gefragt hat das niemand"},'
    b'"item":{"type":"uri","value":"http://www.wikidata.org/entity/Q9"}},'
    b'{"value":{"type":"literal","value":"Nord-IT"},'
    b'"item":{"type":"uri","value":"javascript:alert(1)"}},'
    b'{"value":{"type":"literal","value":"Nord-IT"}}]}}'
)


def test_rows_that_nobody_asked_for_are_counted_and_left_out(store: Path, profile: Path) -> None:
    with scripted(lambda _: Reply(body=LIES)) as (address, _):
        result = enrich(store, profile, address)

    assert result.exit_code == 0, result.output
    assert read_proposals(store.parent / "proposals.csv") == []
    assert re.search(r"^answers nobody asked for +[1-9]", result.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(body=b"<p>Willkommen</p>", media_type="text/html"), "no SPARQL result"),
        (Reply(404), "no access to an endpoint"),
        (Reply(body=b'{"results":{"bindings":[{"value":7}]}}'), "no SPARQL result"),
        (
            Reply(body=b'{"results":{"bindings":[' + b"{}," * 1999 + b"{}]}}"),
            "gives 2000 answers",
        ),
    ],
)
def test_an_endpoint_that_answers_nonsense_costs_no_decision(
    store: Path, profile: Path, reply: Reply, message: str
) -> None:
    table = store.parent / "proposals.csv"
    table.write_text(
        "entity,label,link,link_label,by,value,matches,endpoint,answer,decision\n"
        f"{CITY.iri},Musterstadt,{WD}Q1,,key,99001000,1,x,y,accept\n"
    )
    before = table.read_bytes()
    with scripted(lambda _: reply) as (address, _):
        result = enrich(store, profile, address)

    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert message in result.stderr
    assert table.read_bytes() == before


def test_too_many_matches_tell_nothing(store: Path, profile: Path) -> None:
    def answer(request: Request) -> Reply:
        if b"Nord-IT" not in request.body and "Nord-IT" not in request.path:
            return Reply(body=b'{"head":{"vars":[]},"results":{"bindings":[]}}')
        rows = ",".join(
            '{"value":{"type":"literal","value":"Nord-IT"},'
            f'"item":{{"type":"uri","value":"{WD}Q{n}"}}}}'
            for n in range(9)
        )
        return Reply(body=f'{{"head":{{"vars":[]}},"results":{{"bindings":[{rows}]}}}}'.encode())

    with scripted(answer) as (address, _):
        result = enrich(store, profile, address)

    assert re.search(r"^with too many matches +1$", result.stdout, re.MULTILINE), result.output
    assert read_proposals(store.parent / "proposals.csv") == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"{CITY.iri},M,{WD}Q1,,key,1,1,x,y,vielleicht", "write accept, reject or nothing"),
        (f"{CITY.iri},M,{WD}Q1", "has 3 cells"),
        ("https://example.org/nobody,M,http://x.example/Q1,,key,1,1,x,y,ja", "not in this store"),
        (f"{CITY.iri},M,javascript:alert(1),,key,1,1,x,y,ja", "web address"),
    ],
)
def test_a_wrong_table_changes_nothing(store: Path, line: str, message: str) -> None:
    table = store.parent / "reviewed.csv"
    table.write_text(
        "entity,label,link,link_label,by,value,matches,endpoint,answer,decision\n"
        f"{CITY.iri},M,{WD}Q1,,key,1,1,x,y,accept\n{line}\n"
    )
    before = links(store)

    result = accept(store, table)

    assert (result.exit_code, message in result.stderr) == (2, True), result.output
    assert links(store) == before


def test_links_outlive_new_tables_and_go_with_their_entity() -> None:
    graph = memory_store()
    build(graph, small_world(), Reference())
    link = (RIVAL.iri, f"{WD}Q4")
    decide(graph, accepted=[link], rejected=[])
    same = ox.NamedNode("https://schema.org/sameAs")
    pattern = (ox.NamedNode(RIVAL.iri), same, ox.NamedNode(f"{WD}Q4"))

    refresh(graph, Reference(digest="other tables"))
    assert ox.Quad(*pattern) in graph

    for readings in small_world():
        for reading in readings:
            withdraw(graph, reading.article.iri, Reference())
    assert ox.Quad(*pattern) not in graph, "nobody speaks of it any more"
    build(graph, small_world(), Reference())
    assert ox.Quad(*pattern) in graph, "the decision is remembered"


def test_an_entity_that_is_not_there_gets_no_link(store: Path) -> None:
    with pytest.raises(InputError, match="not in this store"):
        decide(open_store(store), accepted=[("https://example.org/x", f"{WD}Q1")], rejected=[])


def test_websites_are_compared_however_they_are_written() -> None:
    assert set(spellings("https://www.muster-it.example")) == set(spellings("muster-it.example/"))
    assert len(set(spellings("muster-it.example"))) == 8
    assert list(spellings("https://kreis.example/verwaltung")) == []
    assert list(spellings("http://[")) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("endpoint = 1\nitems = 'http://x.example/'\nnames = ['http://x.example/n']", "as text"),
        ("endpont = 'x'", "no such entry"),
        ("keys = {Ort = 'http://x.example/p'}", "no class"),
        ("names = [", "TOML"),
    ],
)
def test_a_wrong_profile_stops_at_load(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "profile.toml"
    path.write_text(text)
    with pytest.raises(KnowledgeError, match=message):
        load_profile(path)
