"""The terms that the code may use are exactly those of the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest

from kommunalgraph import identifiers
from kommunalgraph.errors import KnowledgeError
from kommunalgraph.vocabulary import (
    KG,
    ORG,
    PREFIXES,
    RDF,
    SCHEMA,
    SKOS,
    XSD,
    local_name,
    ontology,
    read_ontology,
    term,
)  # fmt: skip


def test_terms_are_minted_in_the_namespace_of_the_ontology() -> None:
    assert term("customerOf") == "https://w3id.org/kommunalgraph/def#customerOf"
    assert local_name(term("customerOf")) == "customerOf"
    assert local_name(f"{ORG}memberOf") == f"{ORG}memberOf"
    if identifiers.BASE == "https://w3id.org/kommunalgraph/":
        assert KG == identifiers.DEF


def test_an_unknown_term_is_refused_by_name() -> None:
    with pytest.raises(KnowledgeError, match=r"kommunalgraph\.ttl:custmerOf: no such term"):
        term("custmerOf")


def test_relations_are_split_by_what_they_lead_to() -> None:
    terms = ontology()
    assert {"hasRole", "customerOf", "mayorOf", "shareholderOf"} <= terms.object_relations
    assert terms.literal_relations == {
        "foundedIn", "legalForm", "memberCount", "employeeCount", "customerCount", "revenue",
        "inhabitants", "website",
    }  # fmt: skip
    # Derived, hence no relation that a statement may have.
    assert not {"hasMember", "serves", "partOf"} & terms.object_relations


def test_what_is_to_be_derived() -> None:
    terms = ontology()
    assert dict(terms.inverses) == {
        "memberOf": "hasMember", "hasMember": "memberOf",
        "customerOf": "serves", "serves": "customerOf",
    }  # fmt: skip
    assert terms.symmetric == {"cooperatesWith"}
    assert terms.transitive == {"partOf"}
    assert terms.super_properties["chairOf"] == (
        f"{ORG}memberOf", f"{KG}boardMemberOf", f"{KG}hasRole",
    )  # fmt: skip
    assert terms.super_classes["Provider"] == (
        f"{ORG}FormalOrganization", f"{SCHEMA}Organization", f"{KG}Organization",
    )  # fmt: skip
    assert terms.super_classes["Topic"] == (f"{SKOS}Concept",)


def test_words_of_statements_lead_to_concepts() -> None:
    terms = ontology()
    assert set(terms.modalities) == {
        "asserted", "planned", "demanded", "reported", "negated", "ended",
    }  # fmt: skip
    assert terms.change_kinds["spin-off"] == "spinOff"
    assert set(terms.statuses) == {"accepted", "unreviewed", "rejected"}
    assert terms.datatypes["memberCount"] == f"{XSD}integer"
    assert terms.datatypes["quote"] == f"{RDF}langString"
    assert terms.labels["customerOf"] == ("ist Kunde von", "is a customer of")


def test_every_role_category_leads_to_a_kind_of_role() -> None:
    terms = ontology()
    assert terms.role_properties["mayor"] == "mayorOf"
    assert terms.role_properties["executive"] == "managingDirectorOf"
    for relation in terms.role_properties.values():
        assert f"{KG}hasRole" in terms.super_properties[relation]
        assert relation in terms.object_relations


def test_the_ontology_is_read_once() -> None:
    assert ontology() is ontology()


def test_prefixes_are_distinct() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("kg:a a ", "write valid Turtle"),
        ("@prefix owl: <http://www.w3.org/2002/07/owl#> .", "exactly one owl:versionInfo"),
        (
            "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
            f'<{KG}Thing> a owl:Class . <x:o> owl:versionInfo "1" .',
            "kg:Thing: label missing",
        ),
    ],
)
def test_a_broken_ontology_stops_at_load(tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "broken.ttl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=complaint):
        read_ontology(file)
