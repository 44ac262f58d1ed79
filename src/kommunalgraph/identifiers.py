"""The only place that mints an IRI.

Resources live under ``https://w3id.org/kommunalgraph/id/``; the environment variable
``KOMMUNALGRAPH_BASE`` sets another base for a private graph.  The ontology's terms never move: a
query that works on one graph works on all.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from datetime import date

BASE = os.environ.get("KOMMUNALGRAPH_BASE", "https://w3id.org/kommunalgraph/")
"""Start of the resources' IRIs; ends in a slash."""

DEF = "https://w3id.org/kommunalgraph/def#"
"""Namespace of the ontology's terms."""

ID = f"{BASE}id/"
"""Namespace of the resources."""

_TRANSLITERATION = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"}
)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return ``text`` in lower-case ASCII letters, digits and hyphens.

    Composes to NFC first: a decomposed ``Trümper`` would otherwise become ``trumper``.

    >>> slug("Lutz Trümper")
    'lutz-truemper'
    """
    composed = unicodedata.normalize("NFC", text).casefold().translate(_TRANSLITERATION)
    decomposed = unicodedata.normalize("NFD", composed)
    ascii_only = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_SLUG.sub("-", ascii_only).strip("-")


def _hash(text: str, *, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:length]


def resource(kind: str, key: str) -> str:
    """Return ``id/<kind>/<key>``; ``kind`` is place, org, person, topic, product and so on."""
    return f"{ID}{kind}/{key}"


def place(key: str) -> str:
    """Return the IRI of a place by its official key, never its name: the AGS of a municipality,
    five digits for a district, two for a state."""
    return resource("place", key)


def named(kind: str, name: str) -> str:
    """Return the IRI of something that only its ``name`` identifies; a name without letters or
    digits of the Latin script is identified by its digest."""
    return resource(kind, slug(name) or _hash(name, length=16))


def article(
    *, outlet: str | None, published: date | None, title: str | None, url: str | None, digest: str
) -> str:
    """Return the IRI of an article: outlet, date and title where known, else the URL's digest.

    An article with neither is identified by the ``digest`` of its bytes.
    """
    if outlet and published and title and slug(title):
        return resource(
            "article", f"{slug(outlet)}-{published.isoformat()}-{slug(title)[:80].strip('-')}"
        )
    return resource("article", _hash(url, length=24) if url else digest[:24])


def claim(*parts: str | None) -> str:
    """Return the IRI of a claim: a hash of everything it says and where it was read."""
    return resource("claim", _hash("\x1f".join(p or "" for p in parts), length=32))
