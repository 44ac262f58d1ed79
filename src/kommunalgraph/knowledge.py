"""Where ``data/``, ``ontology/`` and ``queries/`` are, in a checkout and in an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kommunalgraph.errors import KnowledgeError

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """Return the top-level knowledge folder ``name`` (``data``, ``ontology`` or ``queries``).

    A wheel carries the folders inside the package; a checkout has them beside ``src/``.

    Raises:
        KnowledgeError: neither place has the folder.
    """
    places = (_PACKAGE / "_knowledge" / name, _PACKAGE.parents[1] / name)
    for place in places:
        if place.is_dir():
            return place
    tried = " and ".join(str(place) for place in places)
    raise KnowledgeError(f"{name}: no such knowledge folder; looked in {tried}; reinstall")
