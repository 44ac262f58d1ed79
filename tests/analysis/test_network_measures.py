from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import networkx
import pytest

from kommunalgraph.analysis.bridges import bridges
from kommunalgraph.analysis.centrality import MEASURES, central
from kommunalgraph.analysis.changes import changes
from kommunalgraph.analysis.communities import communities, modularity
from kommunalgraph.analysis.network import Network
from kommunalgraph.analysis.sharing import shared_customers, shared_people
from kommunalgraph.analysis.undirected import undirected
from sample_networks import edge, network_of, node


def star_with_triangle() -> Network:
    """``m`` in the middle of a, b, c and d, of which a and b know each other; x and y apart."""
    ties = [edge("m", other) for other in "abcd"]
    return network_of([*ties, edge("a", "b"), edge("x", "y")])


def test_who_is_central_by_each_measure() -> None:
    ranks = {rank.id: rank for rank in central(star_with_triangle())}

    assert (ranks["m"].degree, ranks["a"].degree, ranks["c"].degree) == (4, 2, 1)
    assert (ranks["m"].core, ranks["a"].core, ranks["c"].core) == (2, 2, 1)
    pairs_through_m, pairs_without_m = 5, 15
    assert ranks["m"].betweenness == pytest.approx(pairs_through_m / pairs_without_m, abs=1e-6)
    assert ranks["a"].betweenness == 0
    assert ranks["m"].eigenvector > ranks["a"].eigenvector > ranks["c"].eigenvector > 0
    assert ranks["x"].eigenvector == 0


@pytest.mark.parametrize("measure", MEASURES)
def test_ranks_come_in_order_of_the_measure(measure: str) -> None:
    values = [getattr(rank, measure) for rank in central(star_with_triangle(), by=measure)]

    assert values == sorted(values, reverse=True)
    assert values[0] > values[-1]


def test_a_pair_counts_once_and_seats_do_not() -> None:
    net = network_of(
        [
            edge("a", "b", evidence=3),
            edge("b", "a", "customerOf", evidence=0),
            edge("a", "a"),
            edge("a", "t", "headquarteredIn"),
            edge("b", "t", "hasSite"),
        ]
    )
    graph = undirected(net)

    assert set(graph.nodes) == {"a", "b"}
    assert dict(graph.edges["a", "b"]) == {"weight": 4, "articles": 3}
    assert [rank.degree for rank in central(net)] == [1, 1]


def two_cliques() -> Network:
    """Four around a provider in the north, four around one in the south, and one tie between."""
    nodes = [node("nord", state="Nordland"), node("sued", state="Südland")]
    nodes += [node(f"n{i}", "Municipality", "Nordland") for i in range(3)]
    nodes += [node(f"s{i}", "Municipality", "Südland") for i in range(3)]
    north, south = ["nord", "n0", "n1", "n2"], ["sued", "s0", "s1", "s2"]
    ties = [
        edge(a, b) for group in (north, south) for i, a in enumerate(group) for b in group[i + 1 :]
    ]
    return network_of([*ties, edge("nord", "sued"), edge("p", "q")], nodes)


def test_communities_are_named_after_their_provider_and_state() -> None:
    found = communities(two_cliques())

    assert [c.name for c in found] == ["nord (Nordland)", "sued (Südland)"]
    assert [(c.size, c.inside, c.outside) for c in found] == [(4, 6, 1), (4, 6, 1)]
    assert set(found[0].ids) == {"nord", "n0", "n1", "n2"}
    assert found[0].members == found[0].ids
    assert found[0].states == ("Nordland",)


def test_small_communities_are_left_out_unless_asked_for() -> None:
    assert [c.size for c in communities(two_cliques(), at_least=2)] == [4, 4, 2]


def test_communities_of_one_name_are_told_apart() -> None:
    nodes = [node("a1", label="Rechenzentrum"), node("b1", label="Rechenzentrum")]
    nodes += [node(f"{x}{i}", "Municipality") for x in "ab" for i in (2, 3)]
    ties = [edge(f"{x}{i}", f"{x}{j}") for x in "ab" for i, j in ((1, 2), (2, 3), (1, 3))]

    found = communities(network_of(ties, nodes))

    assert [c.name for c in found] == ["Rechenzentrum [a1]", "Rechenzentrum [b1]"]


def test_modularity_is_that_of_networkx() -> None:
    graph = undirected(two_cliques())
    parts = [{"nord", "n0", "n1", "n2"}, {"sued", "s0", "s1", "s2"}, {"p", "q"}]

    assert modularity(two_cliques()) == pytest.approx(
        networkx.community.modularity(graph, parts), abs=1e-4
    )


@pytest.mark.parametrize("measure", [central, communities, bridges])
def test_an_empty_network_has_nobody_in_it(measure) -> None:
    assert measure(Network((), ())) == []


_SCRIPT = """
import random
from kommunalgraph.analysis.bridges import bridges
from kommunalgraph.analysis.centrality import central
from kommunalgraph.analysis.communities import communities
from sample_networks import edge, network_of
dice = random.Random(7)
pairs = sorted({(f"n{dice.randrange(60)}", f"n{dice.randrange(60)}") for _ in range(150)})
net = network_of([edge(a, b) for a, b in pairs])
print(central(net, by="eigenvector"), communities(net), bridges(net))
"""


def test_measures_do_not_depend_on_the_order_of_sets() -> None:
    tests = Path(__file__).resolve().parents[1]
    path = os.pathsep.join([str(tests), str(tests.parent / "src")])
    printed = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(printed) == 1


def test_a_bridge_connects_states_and_providers() -> None:
    nodes = [
        node("ost-it", state="Ostland"),
        node("west-it", state="Westland"),
        node("muster", "Person"),
        node("dorf", "Municipality", "Ostland"),
        node("akte", "Topic"),
    ]
    ties = [
        edge("muster", "ost-it", "hasRole"),
        edge("muster", "west-it", "hasRole"),
        edge("dorf", "ost-it", "customerOf"),
        edge("ost-it", "akte", "engagedIn"),
        edge("west-it", "akte", "engagedIn"),
    ]

    (found,) = bridges(network_of(ties, nodes))

    assert (found.id, found.states) == ("muster", ("Ostland", "Westland"))
    assert found.providers == ("ost-it", "west-it")
    assert found.cut_off == 1


@pytest.mark.parametrize("seed", range(12))
def test_who_is_cut_off_is_what_falls_away_without_the_bridge(seed: int) -> None:
    dice = random.Random(seed)
    pairs = {(f"n{dice.randrange(25)}", f"n{dice.randrange(25)}") for _ in range(26)}
    net = network_of(edge(a, b) for a, b in sorted(pairs) if a != b)
    graph = undirected(net)

    for found in bridges(net):
        part = networkx.node_connected_component(graph, found.id)
        rest = graph.subgraph(part - {found.id})
        sizes = [len(piece) for piece in networkx.connected_components(rest)]
        assert found.cut_off == sum(sizes) - max(sizes), found.id


def test_providers_share_customers_members_and_people() -> None:
    nodes = [node("dorf", "Municipality"), node("stadt", "Municipality"), node("erika", "Person")]
    net = network_of(
        [
            edge("dorf", "a-it", "customerOf"),
            edge("dorf", "b-it", "memberOf"),
            edge("stadt", "a-it", "customerOf"),
            edge("stadt", "b-it", "customerOf"),
            edge("stadt", "c-it", "customerOf"),
            edge("erika", "b-it", "hasRole"),
            edge("erika", "c-it", "hasRole"),
            edge("erika", "dorf", "hasRole"),
        ],
        nodes,
    )

    assert [(s.first, s.second, s.number, s.names) for s in shared_customers(net)] == [
        ("a-it", "b-it", 2, ("dorf", "stadt")),
        ("a-it", "c-it", 1, ("stadt",)),
        ("b-it", "c-it", 1, ("stadt",)),
    ]
    assert [(s.first, s.second, s.names) for s in shared_people(net)] == [
        ("b-it", "c-it", ("erika",))
    ]


def test_changes_are_what_only_one_of_two_networks_has() -> None:
    before = network_of([edge("a", "b"), edge("b", "c", valid_until="2018-12-31")])
    after = network_of([edge("a", "b"), edge("a", "d", first_reported="2019-05-01", quote="neu")])

    assert [(c.change, c.source, c.relation, c.target, c.day) for c in changes(before, after)] == [
        ("new", "a", "cooperatesWith", "d", "2019-05-01"),
        ("gone", "b", "cooperatesWith", "c", "2018-12-31"),
        ("new", "d", "Provider", "", ""),
        ("gone", "c", "Provider", "", ""),
    ]
    assert changes(after, after) == []
