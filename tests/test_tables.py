"""The reference tables that come with the package: counts, known facts, lookups, speed."""

from __future__ import annotations

import csv
import time
import tomllib
from collections import Counter

import pytest

from kommunalgraph import identifiers, knowledge
from kommunalgraph.tables import Tables, load_tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


def test_every_row_of_the_register_is_there(tables):
    kinds = Counter(place.kind for place in tables.places.values())
    assert kinds == {
        "municipality": 8350,
        "town": 1951,
        "municipal_association": 1171,
        "market": 386,
        "district": 293,
        "urban_district": 107,
        "city": 107,
        "state": 16,
        "regional_association": 1,
    }
    assert list(tables.places)[:3] == ["01", "01001", "01001000"]


def test_vocabularies_have_what_was_carried_over(tables):
    assert len(tables.topics) >= 131
    assert len(tables.roles) >= 66
    assert len(tables.legal_forms) >= 30
    assert len(tables.products) >= 179
    assert len(tables.events) >= 54
    assert len(tables.given_names) >= 1800
    assert {"Essen", "Regen", "Buch", "Hof", "Weil", "Kommen"} <= tables.common_words


def test_magdeburg_is_a_municipality_of_its_state(tables):
    magdeburg = tables.places["15003000"]
    assert (magdeburg.name, magdeburg.title) == ("Magdeburg", "Landeshauptstadt")
    assert magdeburg.iri == identifiers.place("15003000")
    assert magdeburg.entity_kinds == ("Municipality",)
    assert magdeburg.parent_key == "15"


@pytest.mark.parametrize(
    ("key", "node"),
    [
        ("15003", "15003000"),
        ("150030000000", "15003000"),
        ("11000000", "11"),
        ("02000", "02"),
        ("020000000000", "02"),
        ("04011", "04011000"),
        ("04", "04"),
        ("10041", "10041"),
        ("010515163", "010515163"),
    ],
)
def test_official_keys_lead_to_one_node(tables, key, node):
    place = tables.place(key)
    assert place is not None
    assert place.key == node
    assert place.iri == identifiers.place(node)


def test_unknown_keys_lead_nowhere(tables):
    assert tables.place("99999999") is None
    assert tables.resolve("place:99999999") is None
    assert tables.resolve("org:muster-it") is None
    assert tables.resolve("muster:kitu") is None


def test_city_states_are_states_and_municipalities(tables):
    hamburg = tables.places["02"]
    assert hamburg.entity_kind == "State"
    assert hamburg.entity_kinds == ("State", "Municipality")
    assert hamburg.population == 1_847_253
    assert tables.places["04"].entity_kinds == ("State",)
    assert tables.ambiguous["Bremen"] == ("place:04011000", "place:04")


def test_chains_of_parts_end_at_a_state(tables):
    for place in tables.places.values():
        current = place
        for _ in range(4):
            if current.parent_key is None:
                break
            current = tables.places[current.parent_key]
        assert current.key[:2] == current.canonical_key[:2] == place.key[:2]
        assert tables.places[current.canonical_key].kind == "state"
    assert tables.places["01051003"].parent_key == "010515163"
    assert tables.places["010515163"].parent_key == "01051"


def test_sorbian_names_are_told_from_rivers(tables):
    assert (tables.places["14625020"].name, tables.places["14625020"].other_name) == (
        "Bautzen",
        "Budyšin",
    )
    assert tables.places["12063148"].name == "Ketzin/Havel"
    assert tables.places["12063148"].other_name is None


def test_known_facts_about_organizations(tables):
    kitu = tables.organizations["kitu"]
    assert kitu.founded == "2009-12-22"
    assert set(kitu.kinds) == {"Provider", "Cooperative"}
    assert kitu.seat == "15003000"
    assert "place:15003000" in kitu.members and "kid-magdeburg" in kitu.members
    assert kitu.label == "KITU"
    assert tables.organizations["krz-lemgo"].successor == "owl-it"
    assert "krz-lemgo" in tables.organizations["owl-it"].predecessors
    assert tables.organizations["kdn-nrw"].kinds == ("Association",)
    assert tables.organizations["spd"].kinds == ("Association",)
    assert tables.resolve("org:kitu") == tables.resolve("kitu") == kitu.iri


def test_every_provider_of_a_source_says_which(tables):
    verified = [o for o in tables.organizations.values() if o.confidence == "verified"]
    assert len(verified) >= 100
    assert all(o.sources for o in verified)


@pytest.mark.parametrize(
    ("form", "role"),
    [
        ("Oberbürgermeisterin", "oberbuergermeister"),
        ("OB", "oberbuergermeister"),
        ("Landrätin", "landrat"),
        ("Stadtkämmerin", "kaemmerer"),
        ("IT-Dezernentin", "dezernent"),
        ("Erste Beigeordnete", "beigeordneter"),
        ("Geschäftsführende Gesellschafterin", "geschaeftsfuehrer"),
        ("Fachdienstleiterin", "amtsleiter"),
        ("Digitalisierungsbeauftragte", "cdo"),
        ("Leiterin des Hauptamts", "hauptamtsleiter"),
        ("Kreiskämmerin", "kaemmerer"),
        ("Vorständin", "vorstand"),
        ("IT-Chefin", "it-leiter"),
        ("EU-Kommissarin", "eu-kommissar"),
        ("CIO", "cio"),
    ],
)
def test_roles_are_found_by_any_form(tables, form, role):
    found = tables.role_named(form)
    assert found is not None
    assert found.id == role


@pytest.mark.parametrize("form", ["oberbürgermeisterin", "Musterrolle", ""])
def test_other_words_name_no_role(tables, form):
    assert tables.role_named(form) is None


def test_legal_forms_are_found_by_label_name_and_alias(tables):
    for form in ("eG", "eingetragene Genossenschaft", "Genossenschaft"):
        found = tables.legal_form_named(form)
        assert found is not None and found.id == "eg"
    assert tables.legal_form_named("Muster") is None


def test_given_names_are_sorted_and_known(tables):
    names = list(tables.given_names)
    assert names == sorted(names)
    assert tables.given_names["Erika"] == "f"
    assert tables.given_names["Mehmet"] == "m"
    assert tables.given_names["Kim"] == "u"


def test_common_words_are_names_of_something(tables):
    names = {name for o in tables.organizations.values() for name in o.names}
    for table in (tables.products, tables.events, tables.topics):
        names.update(name for record in table.values() for name in record.names)
    places = [place.name for place in tables.places.values()]
    unused = [
        word
        for word in tables.common_words - names
        if not any(name.startswith(word) for name in places)
    ]
    assert unused == []


def test_readme_gives_the_counts_of_the_files(tables):
    readme = (knowledge.folder("data") / "README.md").read_text(encoding="utf-8")
    counts = {
        "places.csv": len(tables.places),
        "given_names.csv": len(tables.given_names),
        "vocabulary/topics.toml": len(tables.topics),
        "vocabulary/roles.toml": len(tables.roles),
        "vocabulary/legal_forms.toml": len(tables.legal_forms),
        "vocabulary/products.toml": len(tables.products),
        "vocabulary/events.toml": len(tables.events),
        "vocabulary/common_words.toml": len(tables.common_words),
        "vocabulary/ambiguous_forms.toml": len(tables.ambiguous),
        "vocabulary/adjectives.toml": len(tables.adjectives),
    }
    for file in (knowledge.folder("data") / "organizations").glob("*.toml"):
        with file.open("rb") as stream:
            counts[f"organizations/{file.name}"] = len(tomllib.load(stream))
    for name, count in counts.items():
        assert f"| `{name}` | {count:,} |" in readme


def test_places_file_keeps_its_order():
    with (knowledge.folder("data") / "places.csv").open(encoding="utf-8", newline="") as file:
        keys = [row["ars"] for row in csv.DictReader(file)]
    assert keys == sorted(keys)


def test_loading_is_fast():
    def seconds() -> float:
        start = time.process_time()
        load_tables()
        return time.process_time() - start

    assert min(seconds() for _ in range(3)) < 0.4
