"""The names of ``vocabulary`` as nodes of the triple store: ``KG.quote``, ``RDF.type``."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kommunalgraph import vocabulary


class Namespace:
    """A namespace whose attributes are its terms."""

    def __init__(self, base: str) -> None:
        self._base = base

    def __getattr__(self, local: str) -> NamedNode:
        if local.startswith("__"):
            raise AttributeError(local)
        node = NamedNode(f"{self._base}{local}")
        self.__dict__[local] = node
        return node

    def __getitem__(self, local: str) -> NamedNode:
        node: NamedNode = getattr(self, local)
        return node


KG = Namespace(vocabulary.KG)
RDF = Namespace(vocabulary.RDF)
XSD = Namespace(vocabulary.XSD)
SKOS = Namespace(vocabulary.SKOS)
ORG = Namespace(vocabulary.ORG)
PROV = Namespace(vocabulary.PROV)
SCHEMA = Namespace(vocabulary.SCHEMA)
DCTERMS = Namespace(vocabulary.DCTERMS)
DCAT = Namespace(vocabulary.DCAT)
VOID = Namespace(vocabulary.VOID)
