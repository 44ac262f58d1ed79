"""Finite forms of German verbs, to tell where the verb of a clause stands.

The forms of the third person, present and past, which news prose is written in; weak verbs are
conjugated by rule, strong ones are listed (``data/language/verbs.toml``).  A separable verb is
known by its particle: in ``einsetzt`` the particle ``ein`` stands before the form ``setzt``.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from kommunalgraph.text import language

_OTHER_WORDS: Final = frozenset(["einige", "viele", "weise", "teile", "ende", "rede"])
"""Forms of reported speech that are other words as well: ``einige Städte``, ``teilweise``."""

_NEEDS_E: Final = ("t", "d", "chn", "ffn", "gn", "tm", "dm")
"""Stems that take ``e`` before an ending: ``arbeitet``, ``rechnet``."""


@cache
def finite_forms() -> frozenset[str]:
    """Return all finite forms known, without particles, in small letters."""
    forms: set[str] = set()
    for infinitive in language.words("verbs", "weak"):
        forms |= _weak(infinitive)
    for infinitive, listed in language.forms("verbs", "strong").items():
        forms |= {infinitive, *listed}
        past = listed[1]
        forms |= {past + "n" if past.endswith("e") else past + "en"}
        if infinitive.endswith("en"):
            forms.add(infinitive[:-1])  # the form of reported speech: er gebe
    return frozenset(forms)


def _weak(infinitive: str) -> set[str]:
    """``nutzen`` → nutzt, nutze, nutzte, nutzten; ``steuern`` → steuert, steuerte."""
    stem = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
    link = "e" if stem.endswith(_NEEDS_E) else ""
    return {
        infinitive,
        f"{stem}{link}t",
        f"{stem}{link}te",
        f"{stem}{link}ten",
        f"{stem}e",
    }


@cache
def _reported_forms() -> dict[str, str]:
    """Map each present form of the third person to that of reported speech, where they differ and
    the latter is no other word."""
    forms = {"sind": "seien"}
    for infinitive in language.words("verbs", "weak"):
        stem = infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]
        link = "e" if stem.endswith(_NEEDS_E) else ""
        forms[f"{stem}{link}t"] = f"{stem}e"
    for infinitive, listed in language.forms("verbs", "strong").items():
        forms[listed[0]] = "sei" if infinitive == "sein" else infinitive[:-1]
    return {present: form for present, form in forms.items() if form not in _OTHER_WORDS}


@cache
def reported_form(word: str) -> str:
    """Return the form of reported speech of a present form: ``betreibe`` of ``betreibt``, ``sei``
    of ``ist``; nothing of any other word, nor where there is no such form of its own."""
    forms = _reported_forms()
    if word in forms:
        return forms[word]
    particle, form = split_form(word) or ("", "")
    return particle + forms[form] if particle and form in forms else ""


@cache
def particles() -> tuple[str, ...]:
    """Return the separable particles, the longest first."""
    return tuple(sorted(language.words("verbs", "particles"), key=lambda p: (-len(p), p)))


@cache
def split_form(word: str) -> tuple[str, str] | None:
    """Return particle and finite form of ``word``: ``("ein", "setzt")`` of ``einsetzt``.

    The particle is empty where the verb has none, and the result ``None`` where ``word`` is no
    finite form that is known.  An inseparable verb that is listed itself is not split.
    """
    forms = finite_forms()
    if word in forms:
        return "", word
    for particle in particles():
        if word.startswith(particle) and word[len(particle) :] in forms:
            return particle, word[len(particle) :]
    return None
