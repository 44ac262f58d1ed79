from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kommunalgraph.graph import inference, literals
from kommunalgraph.graph.names import KG, SKOS
from kommunalgraph.graph.reference import Reference
from sample_readings import CITY, PROVIDER


@pytest.fixture(scope="session")
def reference() -> Reference:
    """Tables that list Musterstadt and Muster-IT, and that one is a customer of the other."""
    city, provider = NamedNode(CITY.iri), NamedNode(PROVIDER.iri)
    triples = {
        *inference.types(city, ["Municipality"]),
        *inference.types(provider, ["Provider"]),
        Triple(city, SKOS.prefLabel, literals.german("Musterstadt")),
        Triple(provider, SKOS.prefLabel, literals.german("Muster-IT eG")),
        Triple(city, KG.listed, Literal(True)),
        Triple(provider, KG.listed, Literal(True)),
        *inference.closure(Triple(city, KG.customerOf, provider)),
    }
    return Reference(frozenset(triples), frozenset({city, provider}))
