"""The demo corpus is what its manifest and its README say it is."""

from __future__ import annotations

import html
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kommunalgraph.knowledge import folder

CORPUS = folder("data") / "articles"
MANIFEST: list[dict[str, Any]] = tomllib.loads((CORPUS / "manifest.toml").read_text("utf-8"))[
    "article"
]
REAL = [entry for entry in MANIFEST if entry["supported_by"]]
FICTIONAL = [entry for entry in MANIFEST if not entry["supported_by"]]
RELATIONS = {
    *("hasRole", "headquarteredIn", "hasSite", "memberOf", "subsidiaryOf", "foundedBy"),
    *("successorOf", "cooperatesWith", "customerOf", "usesProduct", "providesProduct"),
    *("engagedIn", "participatesIn", "foundedIn", "legalForm", "memberCount", "employeeCount"),
    *("customerCount", "inhabitants", "website", "revenue"),
}
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September"),
    *("Oktober", "November", "Dezember"),
)
INVENTED = re.compile(
    r"Muster(?!l[äa]nd)|Beispiel(?:hausen|land|kreis|-Datenzentrale)|Testlingen|Probeburg"
    r"|Aktenwerk (?:GmbH|eG)|\.example"
)
each = pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: Path(entry["file"]).stem)


def page(entry: dict[str, Any]) -> str:
    """Return the file as it is, decoded as the manifest says."""
    return (CORPUS / entry["file"]).read_text(entry.get("encoding", "utf-8"))


def prose(entry: dict[str, Any]) -> str:
    """Return the words of the article; of an HTML page those within ``<main>``."""
    text = page(entry)
    if entry["file"].endswith(".html"):
        text = text.split("<main", 1)[1].split("</main>", 1)[0]
        text = html.unescape(re.sub(r"<[^>]*>", " ", "<main" + text))
    return re.sub(r"\s+", " ", text)


def word_runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Return all runs of ``length`` consecutive words, in lower case and without punctuation."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_manifest_lists_each_file_once():
    listed = [entry["file"] for entry in MANIFEST]
    found = sorted(path.name for path in CORPUS.iterdir() if path.suffix in {".txt", ".html"})
    assert listed == found


def test_size_and_variety():
    pages = [entry for entry in MANIFEST if entry["file"].endswith(".html")]
    assert len(MANIFEST) >= 34
    assert len(pages) >= 10
    assert len(MANIFEST) - len(pages) >= 24
    assert len({entry["published"].year for entry in MANIFEST}) >= 15
    assert len({entry["layout"] for entry in MANIFEST}) >= 10
    assert len(REAL) >= 22
    assert len(FICTIONAL) >= 12
    providers = {s for entry in REAL for s in entry["supported_by"] if s.startswith("provider:")}
    assert len(providers) >= 20


def test_all_relations_are_stated():
    assert {fact[1] for entry in MANIFEST for fact in entry["facts"]} == RELATIONS


def test_one_file_needs_windows_1252():
    odd = [entry for entry in MANIFEST if entry.get("encoding", "utf-8") != "utf-8"]
    assert [entry["encoding"] for entry in odd] == ["cp1252"]
    with pytest.raises(UnicodeDecodeError):
        (CORPUS / odd[0]["file"]).read_text("utf-8")


@each
def test_article_shows_its_date(entry):
    day = entry["published"]
    forms = (
        f"{day:%d.%m.%Y}",
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
        f"{day:%Y-%m-%d}",
    )
    assert entry["file"].startswith(f"{day:%Y-%m-%d}-")
    assert any(form in page(entry) for form in forms)


@each
def test_article_states_its_facts(entry):
    text = prose(entry)
    assert entry["facts"]
    for subject, relation, *rest in entry["facts"]:
        assert len(rest) == (2 if relation == "hasRole" else 1), (subject, relation)
        missing = [words for words in (subject, *rest) if words not in text]
        assert not missing, (relation, missing)


@each
def test_article_has_the_length_of_a_press_report(entry):
    assert 110 <= len(prose(entry).split()) <= 320


@pytest.mark.parametrize("entry", REAL, ids=lambda entry: entry["file"])
def test_real_bodies_and_invented_ones_do_not_meet(entry):
    assert not INVENTED.search(prose(entry))
    assert "„" not in prose(entry).replace("„Weg in die Basis-Absicherung“", "")


@pytest.mark.parametrize("entry", FICTIONAL, ids=lambda entry: entry["file"])
def test_fictional_articles_link_to_no_real_site(entry):
    hosts = re.findall(r"https?://(?:www\.)?([\w.-]+)", prose(entry))
    assert all(host.endswith(".example") for host in hosts)


def test_readme_lists_each_file():
    readme = (CORPUS / "README.md").read_text("utf-8")
    assert re.findall(r"^\| `([^`]+)`", readme, re.M) == [entry["file"] for entry in MANIFEST]


def test_a_teaser_has_its_full_article():
    texts = {entry["file"]: prose(entry) for entry in MANIFEST}
    title, day = "Gemeinsam zum OZG", "[28.11.2019]"
    holders = [name for name, text in texts.items() if title in text and day in text]
    assert holders == [
        "2019-11-28-dataport-kitu-gemeinsam-zum-ozg.txt",
        "2019-12-17-govdigital-zehn-gruender.txt",
    ]


def test_html_metadata_is_well_formed_and_of_three_kinds():
    kinds = set()
    for entry in MANIFEST:
        if not entry["file"].endswith(".html"):
            continue
        text = page(entry)
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
        for block in blocks:
            assert f'"datePublished": "{entry["published"]:%Y-%m-%d}' in block
            json.loads(block)
        kinds.add((bool(blocks), 'property="og:' in text))
    assert {(True, False), (False, True), (False, False)} <= kinds


def test_no_sentence_is_taken_from_the_development_texts(shared):
    taken = set()
    for path in [*(shared / "eval/dev/texts").glob("*.txt"), *(shared / "articles").glob("*.txt")]:
        taken |= word_runs(path.read_text("utf-8"), 9)
    furniture = re.compile(
        "https?://\\S+|Stichwörter: .*?(?=Druckversion|$)|Druckversion PDF .* aus dem Bereich"
    )
    for entry in MANIFEST:
        common = word_runs(furniture.sub("", prose(entry)), 9) & taken
        assert not common, (entry["file"], sorted(common)[:3])
