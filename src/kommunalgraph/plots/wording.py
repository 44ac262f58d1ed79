"""The words on pictures, in German and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pyoxigraph import Store

from kommunalgraph.analysis.figures import reporting_period
from kommunalgraph.vocabulary import ontology

Lang = Literal["de", "en"]
"""Language of a picture."""

WORDS: Mapping[str, tuple[str, str]] = {
    "network": ("Wer mit wem verbunden ist", "Who is connected with whom"),
    "network_subtitle": (
        "Die {shown} am besten verbundenen von {all}; dunkle Linien: von Artikeln belegt",
        "The {shown} best connected of {all}; dark lines: reported by articles",
    ),
    "communities": ("Gemeinschaften im Netz", "Communities in the network"),
    "communities_subtitle": (
        "Die {shown} am besten verbundenen von {all}; {parts} größte Gemeinschaften nach Louvain",
        "The {shown} best connected of {all}; the {parts} largest communities after Louvain",
    ),
    "ego": ("{name} und Nachbarn", "{name} and its neighbours"),
    "ego_subtitle": (
        "{number} unmittelbare Nachbarn{cut}; dunkle Linien: von Artikeln belegt",
        "{number} direct neighbours{cut}; dark lines: reported by articles",
    ),
    "ego_cut": (", gezeigt sind {shown}", ", {shown} of them shown"),
    "timeline": ("{name} im Lauf der Zeit", "{name} over time"),
    "timeline_subtitle": (
        "{events} Ereignisse; hohl: nur der Bericht ist datiert; Balken: bis zum letzten Bericht",
        "{events} events; hollow: only the report is dated; bar: up to the last report",
    ),
    "topics": ("Worüber geschrieben wird", "What is written about"),
    "topics_subtitle": (
        "Artikel je Jahr, die ein Thema nennen; die {shown} häufigsten von {all} Themen",
        "Articles per year that name a topic; the {shown} most frequent of {all} topics",
    ),
    "articles_in_all": ("Artikel insgesamt", "articles in all"),
    "map": ("Wer welche Kommune versorgt", "Who serves which municipality"),
    "map_of": ("{name}: Kunden und Mitglieder", "{name}: customers and members"),
    "map_subtitle": (
        "{providers} IT-Dienstleister, {places} Kommunen als Kunde, Mitglied oder Träger",
        "{providers} IT providers, {places} municipalities as customer, member or owner",
    ),
    "map_of_subtitle": (
        "{places} Kommunen als Kunde, Mitglied oder Träger",
        "{places} municipalities as customer, member or owner",
    ),
    "seat": ("Sitz eines Dienstleisters", "seat of a provider"),
    "served": ("versorgte Gemeinde", "municipality served"),
    "area": ("Kreis oder Land (Mitte)", "district or state (middle)"),
    "others": ("weitere", "others"),
    "source": (
        "Quelle: kommunalgraph; {articles} Artikel{period} und Referenztabellen.",
        "Source: kommunalgraph; {articles} articles{period} and reference tables.",
    ),
    "outline": (" Grenzen: Natural Earth.", " Borders: Natural Earth."),
    "left_out": ("Namen ohne Platz: {number}", "Names without room: {number}"),
    "people": ("Personen", "People"),
    "customers": ("Kunden und Mitglieder", "Customers and members"),
    "numbers": ("Zahlen", "Figures"),
    "subjects": ("Themen und Produkte", "Topics and products"),
    "body": ("Organisation", "Organization"),
    "memberCount": ("{number} Mitglieder", "{number} members"),
    "employeeCount": ("{number} Beschäftigte", "{number} employees"),
    "customerCount": ("{number} Kunden", "{number} customers"),
    "inhabitants": ("{number} Einwohner", "{number} inhabitants"),
    "revenue": ("{number} Euro Umsatz", "{number} euros revenue"),
    "foundedIn": ("gegründet", "founded"),
}
"""German and English by the name that the code uses."""


def say(words: str, lang: Lang, **values: object) -> str:
    """Return the words called ``words``, with ``values`` filled in."""
    german, english = WORDS[words]
    return (english if lang == "en" else german).format(**values)


def term_label(name: str, lang: Lang) -> str:
    """Return the label of a term of the ontology."""
    german, english = ontology().labels[name]
    return english if lang == "en" else german


def number_text(number: float, lang: Lang) -> str:
    """Return a number with separators of thousands as the language has them."""
    text = f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))


def source_line(graph: Store, lang: Lang) -> str:
    """Return where the facts come from, with the number of articles and their years."""
    articles, first, last = reporting_period(graph)
    years = f" {first[:4]}–{last[:4]}" if first else ""
    period = years if first[:4] != last[:4] else f" {first[:4]}" if first else ""
    return say("source", lang, articles=articles, period=period)
