"""The formats, each a module of ``export/formats``; the folder is the registry.

A format is added by adding a module there: its name is the module's (``gexf_dynamic`` is
``gexf-dynamic``), its ``FORMAT`` says the rest.  Listing the names imports none of them.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, Literal

from kommunalgraph.errors import QueryError
from kommunalgraph.export.content import Content

Holds = Literal["triples", "layers", "network", "statements"]
"""What a format is made of: triples, triples in graphs, nodes and edges, or rows of claims."""

_FOLDER = Path(__file__).with_name("formats")


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it is for, how its files end, what else it is called, how it is written.

    ``write`` writes the content, the same bytes for the same content, without holding more in
    memory than a run of the sort or the network.
    """

    summary: str
    suffix: str
    media_type: str
    holds: Holds
    write: Callable[[Content, BinaryIO], None]
    aliases: tuple[str, ...] = ()


@cache
def names() -> tuple[str, ...]:
    """Return the names of all formats, sorted."""
    modules = (module.name for module in pkgutil.iter_modules([str(_FOLDER)]))
    return tuple(sorted(_name(module) for module in modules))


def _name(module: str) -> str:
    return module.replace("_csv", ".csv").replace("_", "-")


@cache
def formats() -> dict[str, Format]:
    """Return all formats by name."""
    return {name: _format(name) for name in names()}


def _format(name: str) -> Format:
    package = f"{__package__}.formats"
    module = importlib.import_module(f"{package}.{re.sub('[-.]', '_', name)}")
    found: Format = module.FORMAT
    return found


def short_name(text: str) -> str:
    """Return the name of the format that is called ``text`` here or elsewhere.

    Raises:
        QueryError: there is none.
    """
    wanted = text.casefold()
    if wanted in names():
        return wanted
    for name, format_ in formats().items():
        if wanted in format_.aliases:
            return name
    raise QueryError(f"{text}: no such format; there are {', '.join(names())}")
