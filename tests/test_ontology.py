"""Ontology, shapes and context parse, are complete, and fit each other."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

import musterland
from kommunalgraph import knowledge
from kommunalgraph.vocabulary import KG, PREFIXES, ontology

FOLDER = knowledge.folder("ontology")
TERMS = sorted(ontology().terms)
CONTEXT = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))["@context"]
kg = Namespace(KG)


@pytest.fixture(scope="module")
def vocabulary() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "kommunalgraph.ttl")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "shapes.ttl")


def turtle(triples: list[ox.Triple]) -> rdflib.Graph:
    return rdflib.Graph().parse(
        data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt"
    )


@pytest.mark.parametrize("name", TERMS)
def test_every_term_speaks_german_and_english(vocabulary: rdflib.Graph, name: str) -> None:
    for predicate in (RDFS.label, RDFS.comment):
        texts = [o for o in vocabulary.objects(kg[name], predicate) if isinstance(o, Literal)]
        assert sorted(str(text.language) for text in texts) == ["de", "en"]
        assert all(str(text).strip() == str(text) != "" for text in texts)


def test_every_subject_of_ours_is_a_term(vocabulary: rdflib.Graph) -> None:
    ours = {str(s).removeprefix(KG) for s in vocabulary.subjects() if str(s).startswith(KG)}
    assert ours == set(TERMS)


def test_no_term_refers_to_an_undefined_one(vocabulary: rdflib.Graph) -> None:
    used = {o for o in vocabulary.objects() if isinstance(o, URIRef) and o.startswith(KG)}
    used |= {p for p in vocabulary.predicates() if p.startswith(KG)}
    assert {str(o).removeprefix(KG) for o in used} <= set(TERMS)


def test_the_version_is_named(vocabulary: rdflib.Graph) -> None:
    head = URIRef("https://w3id.org/kommunalgraph/def")
    version = vocabulary.value(head, OWL.versionIRI)
    assert version == URIRef(f"{head}/{ontology().version}")


def test_concepts_are_in_a_scheme(vocabulary: rdflib.Graph) -> None:
    for concept in vocabulary.subjects(RDF.type, SKOS.Concept):
        assert vocabulary.value(concept, SKOS.inScheme) is not None
        assert vocabulary.value(concept, SKOS.notation) is not None


def test_every_shape_explains_itself_in_both_languages(shapes: rdflib.Graph) -> None:
    assert len(set(shapes.subjects(RDF.type, SH.NodeShape))) >= 12
    for holder in set(shapes.subjects(SH.message)):
        languages = sorted(str(m.language) for m in shapes.objects(holder, SH.message))
        assert languages == ["de", "en"]
    properties = set(shapes.objects(None, SH.property))
    assert len(properties) > 40
    for holder in properties | set(shapes.objects(None, SH.sparql)):
        assert (holder, SH.message, None) in shapes, shapes.value(holder, SH.path)


def test_shapes_use_terms_of_the_ontology(shapes: rdflib.Graph) -> None:
    used = {t for triple in shapes for t in triple if isinstance(t, URIRef) and t.startswith(KG)}
    assert {str(t).removeprefix(KG) for t in used} - {""} <= set(TERMS)


def test_the_invented_graph_conforms(shapes: rdflib.Graph) -> None:
    conforms, _, report = pyshacl.validate(turtle(musterland.triples()), shacl_graph=shapes)
    assert conforms, report


@pytest.mark.parametrize(
    ("broken", "shape"),
    [
        ("<x:p> a kg:Person .", "Every thing needs skos:prefLabel"),
        ('<x:m> a kg:Municipality ; kg:ags "1001000" .', "text of 8 digits"),
        ("<x:a> kg:successorOf <x:b> . <x:b> kg:successorOf <x:a> .", "its own successor"),
        ("<x:a> a kg:Topic ; skos:broader <x:a> .", "broader than itself"),
        (
            "<x:c> a kg:Claim ; kg:start 9 ; kg:end 3 .",
            "The quote starts exactly once, before its end",
        ),
        ("<x:m> a kg:Membership .", "exactly one person"),
        ("<x:o> a kg:Observation .", "about exactly one body"),
        ("<x:h> a org:ChangeEvent .", "A change starts from"),
        ("<x:o> kg:hasRole <x:p> .", "kg:hasRole leads from a person"),
        ('<x:o> kg:memberCount "many" .', "A count is an integer"),
        (
            '<x:m> kg:validFrom "2020-01-02"^^xsd:date ; kg:validUntil "2020-01-01"^^xsd:date .',
            "Validity begins at most once",
        ),
        ('<x:n> a kg:Article ; schema:datePublished "2019" .', "An article has at most one date"),
    ],
)
def test_each_shape_catches_its_fault(shapes: rdflib.Graph, broken: str, shape: str) -> None:
    head = "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
    data = rdflib.Graph().parse(data=head + broken, format="turtle")
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    assert not conforms
    assert shape in report


def test_the_context_has_every_term_under_its_local_name() -> None:
    terms = ontology()
    lists = {"modalities", "statuses", "changeKinds"}
    assert terms.terms - lists <= CONTEXT.keys()
    for name in terms.terms - lists:
        entry = CONTEXT[name]
        assert (entry if isinstance(entry, str) else entry["@id"]) == f"kg:{name}"


@pytest.mark.parametrize("name", sorted(ontology().properties - {"roleCategory"}))
def test_the_context_coerces_as_the_ontology_ranges(name: str) -> None:
    entry = CONTEXT[name] if isinstance(CONTEXT[name], dict) else {}
    datatype = ontology().datatypes.get(name)
    if datatype is None:
        assert entry["@type"] in ("@id", "@vocab")
    elif datatype.endswith("#langString"):
        assert entry["@language"] == "de"
    elif datatype.rpartition("#")[2] in ("date", "decimal", "anyURI"):
        assert entry["@type"] == "xsd:" + datatype.rpartition("#")[2]
    else:
        assert not entry, "strings, integers and mixed values are native JSON"


def test_the_context_survives_a_round_trip(tmp_path: Path) -> None:
    graph = turtle(musterland.triples())
    text = graph.serialize(format="json-ld", context=CONTEXT, auto_compact=False)
    assert '"label": "Muster-IT"' in text
    assert '"status": "accepted"' in text
    assert isomorphic(rdflib.Graph().parse(data=text, format="json-ld"), graph)


def test_every_category_of_the_role_table_has_a_relation(shared: Path) -> None:
    table = (shared / "facts" / "vocabulary.yaml").read_text(encoding="utf-8")
    roles = table.partition("\nroles:\n")[2].partition("\nproducts:\n")[0]
    categories = {
        line.partition("category: ")[2].strip()
        for line in roles.splitlines()
        if line.startswith("  category: ")
    }
    assert len(categories) > 20
    assert categories <= ontology().role_properties.keys()
