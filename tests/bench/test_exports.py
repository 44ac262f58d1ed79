"""The store that exports are measured on is what it says, and every format is measured."""

from __future__ import annotations

from bench.exports import BASELINE, Cost, make, table
from kommunalgraph.analysis.network import fold
from kommunalgraph.export.registry import names
from kommunalgraph.graph.store import open_read_only


def test_the_store_has_about_as_many_statements_as_asked_for(tmp_path) -> None:
    count = make(tmp_path / "bench.store", 20_000)

    assert 18_000 < count < 24_000
    net = fold(open_read_only(tmp_path / "bench.store"))
    assert len(net.edges) > 300
    assert {edge.relation for edge in net.edges} == {"customerOf", "hasRole", "engagedIn"}


def test_the_table_compares_with_the_dump() -> None:
    costs = {BASELINE: Cost(2.0, 2.5, 90.0, 100.0), "ttl": Cost(9.0, 10.0, 120.0, 80.0)}

    assert table(costs).splitlines()[2].split() == ["ttl", "9.0", "10.0", "4.5", "120", "80"]
    assert BASELINE not in names()
