from __future__ import annotations

import subprocess
import urllib.request
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from kommunalgraph.errors import RemoteError
from kommunalgraph.graph.building import build, withdraw
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.store import memory_store
from kommunalgraph.remote.connection import Connection, Limits
from kommunalgraph.remote.endpoint import Endpoint
from kommunalgraph.remote.graph_store import GraphStoreDataset
from kommunalgraph.remote.pushing import PushReport, push
from kommunalgraph.remote.scope import Scope, graph_of
from kommunalgraph.remote.sparql_dataset import SparqlDataset
from remote_servers import CuttingProxy, Reply, Request, Server, scripted
from sample_readings import customer_page, small_world

ELSEWHERE = ox.NamedNode("https://example.org/graph")
FOREIGN = ox.Quad(
    ox.NamedNode("https://example.org/s"),
    ox.NamedNode("https://example.org/p"),
    ox.Literal("steht hier schon"),
)


@pytest.fixture
def graph() -> ox.Store:
    graph = memory_store()
    build(graph, small_world(), Reference())
    return graph


def patient(**limits: float) -> Connection:
    return Connection(Limits(pause=0.01, **limits), sleep=lambda _: None)


def by_sparql(server: Server, scope: Scope, *, port: int = 0, **limits: float) -> SparqlDataset:
    def at(address: str) -> str:
        return address.replace(str(server.port), str(port)) if port else address

    connection = Connection(
        Limits(pause=0.01, **limits),
        credentials=server.credentials,
        sleep=lambda _: None,
    )
    endpoint = Endpoint(at(server.query), connection, update=at(server.update))
    return SparqlDataset(endpoint, scope, batch=20)


def by_graphs(server: Server, scope: Scope, graph: ox.Store) -> GraphStoreDataset:
    names = {graph_of(quad) for quad in scope.local(graph)}
    return GraphStoreDataset(server.graphs, patient(), scope, batch=20, known=names)


def everything(server: Server) -> set[ox.Quad]:
    """All that an Oxigraph server holds, by its own dump."""
    with urllib.request.urlopen(
        urllib.request.Request(server.graphs, headers={"Accept": "application/n-quads"})
    ) as dump:
        return set(ox.parse(dump.read(), format=ox.RdfFormat.N_QUADS))


def insert(server: Server, quad: ox.Quad) -> None:
    text = f"INSERT DATA {{ GRAPH {quad.graph_name} {{ {quad.triple} }} }}"
    if isinstance(quad.graph_name, ox.DefaultGraph):
        text = f"INSERT DATA {{ {quad.triple} }}"
    Endpoint(server.query, patient(), update=server.update).update(text)


@pytest.fixture(params=["sparql", "graph store"])
def protocol(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def data_set(server: Server, protocol: str, graph: ox.Store, scope: Scope | None = None):
    scope = scope or Scope()
    return by_sparql(server, scope) if protocol == "sparql" else by_graphs(server, scope, graph)


def test_the_remote_data_set_is_the_local_one(
    empty_oxigraph: Server, protocol: str, graph: ox.Store
) -> None:
    quads = set(Scope().local(graph))

    report = push(quads, data_set(empty_oxigraph, protocol, graph))

    assert everything(empty_oxigraph) == quads
    assert report == PushReport(0, len(quads), 0, len({q.graph_name for q in quads}))


def test_a_second_push_changes_nothing(
    empty_oxigraph: Server, protocol: str, graph: ox.Store
) -> None:
    quads = set(Scope().local(graph))
    push(quads, data_set(empty_oxigraph, protocol, graph))

    report = push(quads, data_set(empty_oxigraph, protocol, graph))

    assert (report.unchanged, report.changed) == (len(quads), False)


def test_what_was_withdrawn_here_goes_there_and_what_others_keep_stays(
    empty_oxigraph: Server, protocol: str, graph: ox.Store
) -> None:
    before = set(Scope().local(graph))
    push(before, data_set(empty_oxigraph, protocol, graph))
    foreign = {FOREIGN, ox.Quad(*FOREIGN.triple, ELSEWHERE)}
    for quad in foreign:
        insert(empty_oxigraph, quad)
    withdraw(graph, customer_page().iri, Reference())
    after = set(Scope().local(graph))
    assert before - after

    report = push(after, data_set(empty_oxigraph, protocol, graph))

    assert everything(empty_oxigraph) == after | foreign
    assert report.removed == len(before - after)


def test_flat_triples_share_the_default_graph_with_others(
    empty_oxigraph: Server, graph: ox.Store
) -> None:
    scope = Scope(ox.DefaultGraph())
    insert(empty_oxigraph, FOREIGN)
    push(scope.local(graph), by_sparql(empty_oxigraph, scope))
    withdraw(graph, customer_page().iri, Reference())

    push(scope.local(graph), by_sparql(empty_oxigraph, scope))

    assert everything(empty_oxigraph) == {*scope.local(graph), FOREIGN}


def test_a_graph_store_never_drops_what_others_keep_in_our_graph(
    empty_oxigraph: Server, graph: ox.Store
) -> None:
    scope = Scope(ox.DefaultGraph())
    insert(empty_oxigraph, FOREIGN)
    push(scope.local(graph), by_graphs(empty_oxigraph, scope, graph))
    withdraw(graph, customer_page().iri, Reference())

    with pytest.raises(RemoteError, match="triples of others"):
        push(scope.local(graph), by_graphs(empty_oxigraph, scope, graph))

    assert FOREIGN in everything(empty_oxigraph)


@pytest.fixture
def proxy(empty_oxigraph: Server) -> Iterator[CuttingProxy]:
    proxy = CuttingProxy(empty_oxigraph.port, after=20_000)
    yield proxy
    proxy.close()


def test_a_cut_connection_is_taken_up_again(
    empty_oxigraph: Server, proxy: CuttingProxy, graph: ox.Store
) -> None:
    quads = set(Scope().local(graph))

    push(quads, by_sparql(empty_oxigraph, Scope(), port=proxy.port))

    assert proxy.cut == 1
    assert everything(empty_oxigraph) == quads


def test_a_push_that_broke_off_goes_on_where_it_stopped(
    empty_oxigraph: Server, proxy: CuttingProxy, graph: ox.Store
) -> None:
    quads = set(Scope().local(graph))
    with pytest.raises(RemoteError, match=r"of \d+ triples were sent.*run the same command again"):
        push(quads, by_sparql(empty_oxigraph, Scope(), port=proxy.port, attempts=1))
    there = everything(empty_oxigraph)
    assert proxy.cut == 1 and there < quads and there

    report = push(quads, by_sparql(empty_oxigraph, Scope(), port=proxy.port))

    assert everything(empty_oxigraph) == quads
    assert (report.unchanged, report.added) == (len(there), len(quads - there))


def test_virtuoso_after_a_cut_holds_the_local_data_set(virtuoso: Server, graph: ox.Store) -> None:
    quads = set(Scope().local(graph))
    proxy = CuttingProxy(virtuoso.port, after=60_000)
    with pytest.raises(RemoteError, match="triples were sent"):
        push(quads, by_sparql(virtuoso, Scope(), port=proxy.port, attempts=1))
    proxy.close()
    assert proxy.cut == 1

    report = push(quads, by_sparql(virtuoso, Scope()))

    assert 0 < report.unchanged < len(quads)
    assert set(by_sparql(virtuoso, Scope()).quads()) == quads
    withdraw(graph, customer_page().iri, Reference())
    push(Scope().local(graph), by_sparql(virtuoso, Scope()))
    assert _virtuoso_dump(virtuoso, graph) == {str(quad) for quad in Scope().local(graph)}
    assert not push(Scope().local(graph), by_sparql(virtuoso, Scope())).changed


def _virtuoso_dump(server: Server, graph: ox.Store) -> set[str]:
    """All of our graphs as Virtuoso's graph store gives them, read without our code."""
    found = set()
    names = {str(quad.graph_name)[1:-1] for quad in Scope().local(graph)}
    for name in names:
        command = ["curl", "-s", "--digest", "-u", "dba:dba", "-H", "Accept: text/plain"]
        answer = subprocess.run(
            [*command, f"{server.graphs}?graph={name}"], capture_output=True, check=True
        )
        quads = ox.parse(answer.stdout, format=ox.RdfFormat.N_TRIPLES)
        found |= {str(ox.Quad(*quad.triple, ox.NamedNode(name))) for quad in quads}
    return found


def test_virtuoso_takes_flat_triples_in_one_graph(virtuoso: Server, graph: ox.Store) -> None:
    scope = Scope(ELSEWHERE)

    push(scope.local(graph), by_sparql(virtuoso, scope))

    assert not push(scope.local(graph), by_sparql(virtuoso, scope)).changed
    push(Scope().local(graph), by_sparql(virtuoso, Scope()))
    assert set(by_sparql(virtuoso, scope).quads()) == set(scope.local(graph))


COUNT = b'{"head":{"vars":["g","n"]},"results":{"bindings":[]}}'


def test_a_server_that_only_says_yes_is_found_out(graph: ox.Store) -> None:
    with scripted(lambda _: Reply(body=COUNT)) as (address, _):
        endpoint = Endpoint(address, patient())
        with pytest.raises(RemoteError, match=r"accepted everything, but \d+ triples are missing"):
            push(Scope().local(graph), SparqlDataset(endpoint, Scope()))


def test_a_server_that_hides_a_part_is_found_out() -> None:
    clean = Scope().pattern.split('"')[1] + "graph/clean"
    row = f'{{"g":{{"type":"uri","value":"{clean}"}},"n":{{"type":"literal","value":"900"}}}}'
    counts = COUNT.replace(b"[]", f"[{row}]".encode())

    def answer(request: Request) -> Reply:
        asks_for_counts = b"COUNT" in request.body or "COUNT" in request.path
        if asks_for_counts:
            return Reply(body=counts)
        rows = b"SELECT" in request.body or "SELECT" in request.path
        return Reply(body=COUNT) if rows else Reply(media_type="text/turtle")

    with scripted(answer) as (address, _):
        remote = SparqlDataset(Endpoint(address, patient()), Scope())
        with pytest.raises(RemoteError, match="counts 900 triples"):
            list(remote.quads())


def test_a_batch_that_is_refused_goes_in_smaller_ones(graph: ox.Store) -> None:
    sizes = []

    def answer(request: Request) -> Reply:
        if request.headers["Content-Type"] != "application/sparql-update":
            return Reply(body=COUNT)
        sizes.append(request.body.count(b" .\n"))
        return Reply(400, b"too many lines") if sizes[-1] > 8 else Reply(204)

    quads = sorted(Scope().local(graph), key=str)[:20]
    with scripted(answer) as (address, _):
        remote = SparqlDataset(Endpoint(address, patient()), Scope(), batch=20)
        assert sum(remote.insert(quads)) == 20
    assert sizes == [20, 10, 5, 5, 5, 5]


def test_a_single_triple_that_is_refused_is_named(graph: ox.Store) -> None:
    quad = next(Scope().local(graph))
    with scripted(lambda _: Reply(400, b"bad literal")) as (address, _):
        remote = SparqlDataset(Endpoint(address, patient()), Scope())
        with pytest.raises(RemoteError, match=r"bad literal; for <https"):
            list(remote.insert([quad]))


def test_a_blank_node_in_our_graphs_is_an_error(empty_oxigraph: Server, graph: ox.Store) -> None:
    quad = next(Scope().local(graph))
    insert(
        empty_oxigraph, ox.Quad(ox.BlankNode("b"), FOREIGN.predicate, quad.subject, quad.graph_name)
    )

    with pytest.raises(RemoteError, match="holds a blank node"):
        push([quad], by_sparql(empty_oxigraph, Scope()))
