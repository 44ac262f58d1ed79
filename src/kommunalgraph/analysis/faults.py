"""A fault: one thing that is wrong in a graph, said so that a person can find it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: which check found it, at which node, what is wrong, and where (path, value)."""

    check: str
    node: str
    label: str
    message_de: str
    message_en: str
    where: str = ""
