"""Whether a name that a product shares with its maker means the one or the other.

``Dateien liegen in Musterbox`` speaks of the product, ``Musterbox aus Musterstadt liefert`` of the
house.  Without a sign of the house around it, the name means what is used: the product.
"""

from __future__ import annotations

import re
from typing import Final

from kommunalgraph.mentions.candidates import Candidate
from kommunalgraph.mentions.wordlists import Wordlists

_BEHIND = re.compile(
    r" (?:GmbH|AG|SE|KG|Inc|mbH|aus [A-ZÄÖÜ]|mit (?:Haupts|S)itz"
    r"|(?:hat|bietet|liefert|entwickelt|betreut|übernimmt|erhält|erhielt|gehört|gewinnt|gewann|beschäftigt"
    r"|betreibt|teilt|kooperiert|unterstützt|übernahm|lieferte|entwickelte|stellt|arbeitet|plant|will)\b)"
    r"|, (?:ein|einem|eine[rmns]?|de[rmn]|das) (?:[a-zäöüß-]+e[nrsm]? )*"
    r"(?:[\w-]*(?:[Uu]nternehmen|[Aa]nbieter|[Dd]ienstleister|[Hh]ersteller|[Ff]irma|Tochter|Start-up))"
    r"|-(?:Geschäfts|Chef|Vorstand|Gründer|Sprecher|Mitarbeiter|Vertrieb|Tochter|Team)"
)
_BEFORE = re.compile(
    r"(?:(?:[Kk]ooperation|[Zz]usammenarbeit|[Pp]artnerschaft|[Gg]emeinsam|[Zz]usammen|[Vv]ertrag"
    r"|[Pp]artner) mit|(?:führer|führerin|Chef|Vorstand|Gründer|leiter|leiterin|sprecher|sprecherin"
    r"|Team|Experten|Auftrag|Zuschlag|Partner|Tochter|Angaben|Seiten|Ausgründung) (?:von|bei|an)"
    r"|[Dd]urch|[Bb]ei) $"
)
_MADE_BY = re.compile(r"\b([A-ZÄÖÜ][\w-]+) (?:von|der|des) $")
_REACH: Final = 50
"""Characters in front of a name that may show the house."""


def means_maker(text: str, candidate: Candidate, words: Wordlists) -> bool:
    """Tell whether ``candidate``, name of a product and of its maker, means the maker here."""
    start, end = candidate.span
    announced = words.introducers.get(candidate.cue, "")
    if announced:
        return announced not in ("Product", "Topic", "Event")
    if _BEHIND.match(text, candidate.end, end + _REACH):
        return True
    floor = max(0, start - _REACH)
    if _BEFORE.search(text, floor, start):
        return True
    made = _MADE_BY.search(text, floor, start)
    return made is not None and words.introducers.get(made[1]) == "Product"
