"""The names under which German writes a place: ``Musterau/Harz``, ``Musterau im Harz``.

The official directory gives one name per place.  Texts drop or spell out what distinguishes
namesakes, put the kind of place in front (``Landkreis Musterberg``, ``VG Musterdorf``), and expand
abbreviations (``Musterhofen a.d.Ilm``).
"""

from __future__ import annotations

import re

_BRACKET = re.compile(r"^(?P<base>[^(/]+?)\s*(?:\((?P<in>[^)]+)\)|/(?P<slash>[^(]+))$")
_TAIL = re.compile(
    r"^(?P<base>\S.*?)\s(?:am|an der|an|im|in der|in|bei|auf|ob der|vor der|unter|v\. d\.)\s\S.*$"
)
_ABBREVIATIONS = (
    (re.compile(r"\ba\.\s?d\.\s?"), "an der "),
    (re.compile(r"\bi\.\s?d\.\s?"), "in der "),
    (re.compile(r"\bv\.\s?d\.\s?"), "vor der "),
    (re.compile(r"\bi\.\s?"), "im "),
    (re.compile(r"\ba\.\s?"), "am "),
    (re.compile(r"\bb\.\s?"), "bei "),
)
_KREIS = re.compile(r"kreis|^(?:Region|Regionalverband|Städteregion)\b", re.IGNORECASE)
_ASSOCIATION_SHORT = {
    "Verwaltungsgemeinschaft": "VG",
    "Verbandsgemeinde": "VG",
    "Samtgemeinde": "SG",
}


def spelled_out(name: str) -> str:
    """Expand the abbreviations of official names.

    >>> spelled_out("Musterhofen a.d.Ilm")
    'Musterhofen an der Ilm'
    """
    for pattern, long_form in _ABBREVIATIONS:
        name = pattern.sub(long_form, name)
    return name


def municipality_names(name: str) -> tuple[list[str], list[str]]:
    """Return the full names of a municipality and its short ones (that may have namesakes).

    >>> municipality_names("Musterau/Schwarzwald")[1]
    ['Musterau']
    """
    full = list(dict.fromkeys([name, spelled_out(name)]))
    found = _BRACKET.match(name)
    if found:
        base, extra = found["base"], found["in"] or found["slash"]
        full += [
            f"{base} ({extra})",
            f"{base}/{extra}",
            f"{base} im {extra}",
            f"{base} an der {extra}",
        ]
        return list(dict.fromkeys(full)), [base]
    tail = _TAIL.match(spelled_out(name))
    return full, [tail["base"]] if tail else []


def district_names(name: str, label: str) -> tuple[list[str], list[str]]:
    """Return the full names of a district and its bare name where that leaves the kind out.

    >>> district_names("Musterberg", "Landkreis")
    (['Landkreis Musterberg', 'Kreis Musterberg'], ['Musterberg'])
    >>> district_names("Muster-Probe-Kreis", "Landkreis")[0][1:3]
    ['Kreis Muster-Probe', 'Landkreis Muster-Probe']
    """
    plain = spelled_out(name)
    if _KREIS.search(plain):
        full = [plain]
        stem = plain.removesuffix("-Kreis").removesuffix("kreis")
        if stem != plain:
            full += [f"Kreis {stem}", f"Landkreis {stem}", f"Landkreis {plain}"]
        return full, []
    return list(dict.fromkeys([f"{label} {plain}", f"Landkreis {plain}", f"Kreis {plain}"])), [
        plain
    ]


def state_names(name: str) -> tuple[list[str], list[str]]:
    """Return the name of a state and the short form that everybody uses for the longest one.

    >>> state_names("Nordrhein-Westfalen")
    (['Nordrhein-Westfalen'], ['NRW'])
    """
    return [name], ["NRW"] if name == "Nordrhein-Westfalen" else []


def association_names(name: str, label: str) -> list[str]:
    """Return the names of a municipal association, always with its kind in front.

    >>> association_names("Ilmtal", "Verbandsgemeinde")
    ['Verbandsgemeinde Ilmtal', 'VG Ilmtal', 'Verbandsgemeinde (VG) Ilmtal']
    """
    if name.startswith((label, "GVV", "VVG", "VWG", "VV ")):
        return [name]
    found = _BRACKET.match(name)
    names = [f"{label} {name}", *([f"{label} {found['base']}"] if found else [])]
    short = _ASSOCIATION_SHORT.get(label)
    if short:
        names += [f"{short} {name}", f"{label} ({short}) {name}"]
    return names
