"""Namespaces and the closed set of terms, read from the ontology.

``ontology/kommunalgraph.ttl`` is the only place where a term is defined; nothing here repeats it.
The file is parsed on first use, by pyoxigraph (4 ms; rdflib needs 150), and kept.
Our own terms are named by their local name (``customerOf``), all others by their IRI.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import pyoxigraph as ox

from kommunalgraph import knowledge
from kommunalgraph.errors import KnowledgeError

KG = "https://w3id.org/kommunalgraph/def#"
DCAT = "http://www.w3.org/ns/dcat#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
ORG = "http://www.w3.org/ns/org#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcat": DCAT,
        "dcterms": DCTERMS,
        "foaf": FOAF,
        "kg": KG,
        "org": ORG,
        "owl": OWL,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "skos": SKOS,
        "void": VOID,
        "xsd": XSD,
    }
)
"""Prefix to namespace, as written in every export and query."""

_FILE = "kommunalgraph.ttl"

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Ontology:
    """The terms of the ontology, each set by what the term is for.

    ``classes`` are all our classes; ``object_relations`` and ``literal_relations`` the relations
    that a statement can have; ``properties`` all our properties, these included.  ``inverses``,
    ``symmetric`` and ``transitive`` tell what to derive.  ``super_properties`` and
    ``super_classes`` lead from a local name to the sorted IRIs of everything above it, ours and
    external, the term itself left out.  ``role_properties`` lead from a role category of the role
    table to its relation, ``datatypes`` from a literal relation to the IRI of its datatype.
    ``modalities``, ``statuses`` and ``change_kinds`` lead from the word used in statements to the
    concept.  ``labels`` are German and English.
    """

    version: str
    terms: frozenset[str]
    classes: frozenset[str]
    properties: frozenset[str]
    object_relations: frozenset[str]
    literal_relations: frozenset[str]
    inverses: Mapping[str, str]
    symmetric: frozenset[str]
    transitive: frozenset[str]
    super_properties: Mapping[str, tuple[str, ...]]
    super_classes: Mapping[str, tuple[str, ...]]
    role_properties: Mapping[str, str]
    datatypes: Mapping[str, str]
    modalities: Mapping[str, str]
    statuses: Mapping[str, str]
    change_kinds: Mapping[str, str]
    labels: Mapping[str, tuple[str, str]]


def local_name(iri: str) -> str:
    """Return the part of one of our IRIs after the ``#``; any other IRI is returned whole."""
    return iri.removeprefix(KG)


def term(name: str) -> str:
    """Return the IRI of the term with the local name ``name``.

    Raises:
        KnowledgeError: the ontology does not define it.
    """
    if name not in ontology().terms:
        raise KnowledgeError(
            f"ontology/{_FILE}:{name}: no such term; define it there or correct the spelling"
        )
    return KG + name


@cache
def ontology() -> Ontology:
    """Return the terms of the ontology that comes with the package."""
    return read_ontology(knowledge.folder("ontology") / _FILE)


def read_ontology(path: Path) -> Ontology:
    """Read the terms of the Turtle file at ``path``.

    Raises:
        KnowledgeError: the file is missing, is not Turtle, or a term lacks a label.
    """
    triples = _Triples(path)
    relations = triples.instances(f"{KG}Relation")
    object_properties = triples.instances(f"{OWL}ObjectProperty")
    literal_properties = triples.instances(f"{OWL}DatatypeProperty")
    classes = triples.instances(f"{OWL}Class")
    properties = (
        object_properties | literal_properties | triples.instances(f"{OWL}AnnotationProperty")
    )
    concepts = triples.instances(f"{SKOS}Concept") | triples.instances(f"{SKOS}ConceptScheme")
    terms = classes | properties | concepts
    inverses = dict(triples.ours(f"{OWL}inverseOf"))
    return Ontology(
        version=triples.version(),
        terms=terms,
        classes=classes,
        properties=properties,
        object_relations=relations & object_properties,
        literal_relations=relations & literal_properties,
        inverses=_sorted({**inverses, **{b: a for a, b in inverses.items()}}),
        symmetric=triples.instances(f"{OWL}SymmetricProperty"),
        transitive=triples.instances(f"{OWL}TransitiveProperty"),
        super_properties=triples.above(f"{RDFS}subPropertyOf", properties),
        super_classes=triples.above(f"{RDFS}subClassOf", classes),
        role_properties=_sorted({b: a for a, b in triples.ours(f"{KG}roleCategory")}),
        datatypes=_sorted(
            {a: b for a, b in triples.ours(f"{RDFS}range") if a in literal_properties}
        ),
        modalities=triples.concepts("modalities"),
        statuses=triples.concepts("statuses"),
        change_kinds=triples.concepts("changeKinds"),
        labels=_sorted({name: triples.label(name) for name in terms}),
    )


class _Triples:
    """The triples of one ontology file, with the questions that ``read_ontology`` asks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._literals: dict[tuple[str, str], list[ox.Literal]] = defaultdict(list)
        self._pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        try:
            quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
        except (OSError, SyntaxError, ValueError) as error:
            raise KnowledgeError(f"{path}: {error}; write valid Turtle") from error
        for quad in quads:
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            subject, predicate = local_name(quad.subject.value), quad.predicate.value
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                self._pairs[predicate].append((subject, local_name(quad.object.value)))
            if isinstance(quad.object, ox.Literal):
                self._literals[subject, predicate].append(quad.object)

    def ours(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield (local name, object) of each triple with ``predicate``."""
        yield from self._pairs[predicate]

    def instances(self, kind: str) -> frozenset[str]:
        wanted = local_name(kind)
        return frozenset(name for name, value in self.ours(f"{RDF}type") if value == wanted)

    def above(self, predicate: str, names: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
        """Lead from each name to the sorted IRIs of everything above it."""
        parents: dict[str, set[str]] = defaultdict(set)
        for child, parent in self.ours(predicate):
            parents[child].add(parent)
        closed = {}
        for name in names:
            found: set[str] = set()
            waiting = list(parents[name])
            while waiting:
                parent = waiting.pop()
                if parent not in found:
                    found.add(parent)
                    waiting.extend(parents[parent])
            closed[name] = tuple(sorted(KG + p if p in names else p for p in found))
        return _sorted(closed)

    def concepts(self, scheme: str) -> Mapping[str, str]:
        """Lead from the notation of each concept of ``scheme`` to its local name."""
        members = {name for name, value in self.ours(f"{SKOS}inScheme") if value == scheme}
        return _sorted({b: a for a, b in self.ours(f"{SKOS}notation") if a in members})

    def label(self, name: str) -> tuple[str, str]:
        labels = {
            literal.language: literal.value for literal in self._literals[name, f"{RDFS}label"]
        }
        if not {"de", "en"} <= labels.keys():
            raise KnowledgeError(
                f'{self._path}:kg:{name}: label missing; write rdfs:label "…"@de, "…"@en'
            )
        return labels["de"], labels["en"]

    def version(self) -> str:
        versions = [value for _, value in self.ours(f"{OWL}versionInfo")]
        if len(versions) != 1:
            raise KnowledgeError(f"{self._path}: give the ontology exactly one owl:versionInfo")
        return versions[0]


def _sorted(mapping: Mapping[str, _Value]) -> Mapping[str, _Value]:
    return MappingProxyType({key: mapping[key] for key in sorted(mapping)})
