"""Damaged tables are refused, and the message names file, entry and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from kommunalgraph.errors import KnowledgeError
from kommunalgraph.tables import load_tables

SOUND = {
    "places.csv": (
        "ars,ags,kind,label,name,other_name,title,population,area_km2,postcode,lat,lon\n"
        "15,15,state,Land,Musterland,,,,,,,\n"
        "15003,15003,urban_district,kreisfreie Stadt,Musterstadt,,Stadt,,,,,\n"
        "150030000000,15003000,city,kreisfreie Stadt,Musterstadt,,Stadt,10,1.5,01234,52.1,11.6\n"
    ),
    "given_names.csv": "name,gender\nErika,f\nMax,m\n",
    "organizations/providers.toml": (
        '[muster-it]\nkinds = ["Provider"]\nname = "Muster-IT"\naliases = ["MIT"]\n'
        'legal_form = "eg"\nseat = "15003000"\nstatus = "historical"\nfounded = "2009-12"\n'
        'successor = "muster-neu"\nchange = "merger"\nconfidence = "known"\n'
        'members = ["place:15003000"]\n\n'
        '[muster-neu]\nkinds = ["Provider"]\nname = "Muster Neu"\nstatus = "active"\n'
        'confidence = "known"\n'
    ),
    "organizations/vendors.toml": (
        '[musterhaus]\nkinds = ["Company"]\nname = "Musterhaus"\nstatus = "active"\n'
        'parent = "muster-neu"\nconfidence = "unsure"\n'
    ),
    "vocabulary/topics.toml": (
        '[akte]\nlabel_de = "Akte"\nlabel_en = "file"\nbroader = "amt"\n\n'
        '[amt]\nlabel_de = "Amt"\nlabel_en = "office"\n'
    ),
    "vocabulary/roles.toml": (
        '[leiter]\nlabel = "Leiter"\nlabel_f = "Leiterin"\nabbreviations = ["L."]\n'
        'category = "head"\nbelongs_to = "any"\n\n'
        '[chef]\nlabel = "Chef"\nlabel_f = "Chefin"\ncategory = "head"\nbelongs_to = "any"\n'
    ),
    "vocabulary/legal_forms.toml": (
        '[eg]\nlabel = "eG"\nname = "eingetragene Genossenschaft"\nsector = "cooperative"\n'
    ),
    "vocabulary/products.toml": (
        '[musterakte]\nname = "MusterAkte"\nvendor = "musterhaus"\ntopic = "akte"\n'
    ),
    "vocabulary/events.toml": (
        '[mustertag]\nname = "Mustertag"\nkind = "congress"\nplace = "15003000"\n'
    ),
    "vocabulary/common_words.toml": 'nouns = ["Muster"]\n',
    "vocabulary/ambiguous_forms.toml": '[forms]\nMT = ["event:mustertag", "place:15"]\n',
    "vocabulary/adjectives.toml": '[places]\n"15" = ["musterländisch"]\n',
}

PROVIDERS = "organizations/providers.toml"
TOPICS = "vocabulary/topics.toml"

DAMAGE = [
    # file, text, what stands there instead, what the message must say
    ("places.csv", "ars,ags", "ags,ars", r"places.csv:1: columns"),
    ("places.csv", "150030000000,15003000", "15003000000,15003000", r"places.csv:4: .*12 digits"),
    ("places.csv", "15,15,state", "x5,x5,state", r"places.csv:2: key 'x5'.*2 digits"),
    ("places.csv", "0000,15003000", "0000,1503000", r"places.csv:4: .*write '15003000'"),
    ("places.csv", "15003,15003,urban_district", "15003,15003,urban", r"places.csv:3: kind"),
    ("places.csv", ",01234,", ",1234,", r"places.csv:4: postcode '1234'.*five digits"),
    ("places.csv", ",10,1.5", ",zehn,1.5", r"places.csv:4: a figure is no number"),
    ("places.csv", "Land,Musterland", "Land,", r"places.csv:2: name or label"),
    ("places.csv", "15,15,state,Land,Musterland,,,,,,,\n", "", r"places.csv:2: is part of 15"),
    ("places.csv", "11.6\n", "11.6,\n", r"places.csv:4: has 13 values; write 12"),
    ("places.csv", "150030000000,15003000,city", "150040000000,15004000,city", r"places.csv:3: "),
    ("given_names.csv", "Max,m", "Erika,f", r"given_names.csv:3: .*twice"),
    ("given_names.csv", "Max,m", "Max,x", r"given_names.csv:3: gender"),
    (PROVIDERS, "[muster-neu]", "[muster-it]", r"providers.toml: no valid TOML.*muster-it"),
    (PROVIDERS, "[muster-neu]", "[musterhaus]", r"vendors.toml:musterhaus: this id occurs in two"),
    (PROVIDERS, "[muster-neu]", "[Muster_Neu]", r"providers.toml:Muster_Neu: is no id"),
    (PROVIDERS, 'name = "Muster Neu"\n', "", r"providers.toml:muster-neu: name is missing"),
    (PROVIDERS, 'name = "Muster Neu"', "name = 5", r"providers.toml:muster-neu: name is 5"),
    (PROVIDERS, '["MIT"]', '"MIT"', r"providers.toml:muster-it: aliases is 'MIT'"),
    (PROVIDERS, '["MIT"]', '["MIT", "MIT"]', r"providers.toml:muster-it: aliases has 'MIT' twice"),
    (PROVIDERS, '["MIT"]', '["Muster-IT"]', r"providers.toml:muster-it: a name is repeated"),
    (PROVIDERS, '["MIT"]', '["Musterhaus"]', r"both are called 'Musterhaus'.*ambiguous_forms"),
    (PROVIDERS, '["MIT"]', '["Akte"]', r"both are called 'Akte'.*ambiguous_forms"),
    (PROVIDERS, "aliases =", "alias =", r"providers.toml:muster-it: unknown field 'alias'"),
    (PROVIDERS, '["Provider"]\nname = "Muster Neu"', '["Firma"]\nname = "Muster Neu"', r"kinds is"),
    (PROVIDERS, '"2009-12"', '"12.2009"', r"providers.toml:muster-it: founded is '12.2009'"),
    (PROVIDERS, '"2009-12"', '"2009-13"', r"providers.toml:muster-it: founded is '2009-13'"),
    (PROVIDERS, '"merger"', '"wedding"', r"providers.toml:muster-it: change is 'wedding'"),
    (PROVIDERS, '"historical"', '"gone"', r"providers.toml:muster-it: status.*active, historical"),
    (PROVIDERS, '"eg"', '"ag"', r"providers.toml:muster-it: legal_form 'ag' is in no table"),
    (PROVIDERS, '"15003000"\n', '"5003000"\n', r"providers.toml:muster-it: seat '5003000'"),
    (PROVIDERS, '= "muster-neu"', '= "muster-alt"', r"providers.toml:muster-it: successor"),
    (PROVIDERS, '"place:15003000"', '"place:16"', r"providers.toml:muster-it: members.*place:16"),
    (PROVIDERS, '"place:15003000"', '"muster-x"', r"providers.toml:muster-it: members.*muster-x"),
    (
        PROVIDERS,
        'name = "Muster Neu"',
        'name = "Muster Neu"\nsuccessor = "muster-it"',
        r"successor runs in a circle: muster-it -> muster-neu -> muster-it",
    ),
    (
        "organizations/vendors.toml",
        '"muster-neu"',
        '"musterhaus"',
        r"parent runs in a circle: musterhaus -> musterhaus",
    ),
    ("organizations/vendors.toml", '"muster-neu"', '"x"', r"vendors.toml:musterhaus: parent 'x'"),
    (TOPICS, 'broader = "amt"', 'broader = "x"', r"topics.toml:akte: broader 'x' is in no table"),
    (TOPICS, '"office"', '"office"\nbroader = "akte"', r"broader runs in a circle: akte -> amt"),
    (TOPICS, 'label_en = "office"\n', "", r"topics.toml:amt: label_en is missing"),
    (TOPICS, "[amt]", 'amt = "Amt"\n[amt2]', r"topics.toml:akte: unknown field 'amt'"),
    (TOPICS, "[akte]", 'amt = "Amt"\n[akte]', r"topics.toml"),
    ("vocabulary/roles.toml", '"Chef"', '"Leiter"', r"roles.toml:chef: 'Leiter' also names"),
    ("vocabulary/roles.toml", '"any"', '"all"', r"roles.toml:leiter: belongs_to is 'all'"),
    ("vocabulary/legal_forms.toml", '"cooperative"', '"x"', r"legal_forms.toml:eg: sector is 'x'"),
    ("vocabulary/products.toml", '"musterhaus"', '"x"', r"products.toml:musterakte: vendor 'x'"),
    ("vocabulary/products.toml", '"akte"', '"x"', r"products.toml:musterakte: topic 'x'"),
    ("vocabulary/events.toml", '"congress"', '"x"', r"events.toml:mustertag: kind is 'x'"),
    ("vocabulary/events.toml", '"15003000"', '"16"', r"events.toml:mustertag: place '16'"),
    (
        "vocabulary/common_words.toml",
        "nouns",
        "words",
        r"common_words.toml:.*unknown field 'words'",
    ),
    ("vocabulary/ambiguous_forms.toml", "place:15", "org:x", r"ambiguous_forms.toml:MT: 'org:x'"),
    ("vocabulary/ambiguous_forms.toml", "[forms]", "[form]", r"ambiguous_forms.toml: .*\[forms\]"),
    ("vocabulary/adjectives.toml", '"15"', '"16"', r"adjectives.toml: place '16' is in no table"),
    ("vocabulary/adjectives.toml", '["musterländisch"]', "[]", r"adjectives.toml:15: the list"),
]


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_sound_tables_load(tmp_path):
    tables = load_tables(write(tmp_path, SOUND))
    assert list(tables.organizations) == ["muster-it", "muster-neu", "musterhaus"]
    assert tables.organizations["muster-neu"].predecessors == ("muster-it",)
    assert tables.resolve("place:15003") == tables.places["15003000"].iri


@pytest.mark.parametrize(("file", "text", "instead", "message"), DAMAGE)
def test_damage_is_refused_where_it_is(tmp_path, file, text, instead, message):
    assert text in SOUND[file]
    damaged = SOUND[file].replace(text, instead, 1)
    with pytest.raises(KnowledgeError, match=message):
        load_tables(write(tmp_path, SOUND | {file: damaged}))


def test_a_key_that_occurs_twice_is_refused(tmp_path):
    lines = SOUND["places.csv"].splitlines(keepends=True)
    files = SOUND | {"places.csv": "".join([*lines, lines[3]])}
    with pytest.raises(KnowledgeError, match=r"places.csv:5: key 150030000000 occurs twice"):
        load_tables(write(tmp_path, files))


def test_a_missing_file_is_named(tmp_path):
    files = {name: text for name, text in SOUND.items() if name != TOPICS}
    with pytest.raises(KnowledgeError, match=r"topics.toml: cannot be read"):
        load_tables(write(tmp_path, files))


def test_a_shared_name_is_allowed_when_listed(tmp_path):
    files = SOUND | {
        PROVIDERS: SOUND[PROVIDERS].replace('["MIT"]', '["Musterhaus"]'),
        "vocabulary/ambiguous_forms.toml": (
            '[forms]\nMusterhaus = ["org:musterhaus", "org:muster-it"]\n'
        ),
    }
    tables = load_tables(write(tmp_path, files))
    assert tables.ambiguous["Musterhaus"] == ("org:musterhaus", "org:muster-it")
