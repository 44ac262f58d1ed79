"""Who deals with a topic, where a sentence says so itself.

Rules for sentences that name only a topic (``Auch E-Beispiel wird eingeführt``) take the body that
the article is about to be meant.  Where the same sentence names another one that deals with that
topic, it is that other one that the sentence is about.  A town beside its provider is not left out:
what runs at the one serves the other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from kommunalgraph.extraction.context import LOCAL
from kommunalgraph.linking.linked import LinkedArticle
from kommunalgraph.model import Statement


def without_unnamed_actors(statements: list[Statement], linked: LinkedArticle) -> list[Statement]:
    """Drop each ``body engagedIn topic`` that was read in a sentence without that body, if another
    rule read one there of a body that the sentence names."""
    if sum(s.relation == "engagedIn" for s in statements) < 2:
        return statements
    starts = [sentence.start for sentence, _ in linked.sentences]
    named: defaultdict[tuple[int, str], list[Statement]] = defaultdict(list)
    unnamed: dict[int, tuple[int, str]] = {}
    for i, statement in enumerate(statements):
        if statement.relation != "engagedIn":
            continue
        number = bisect_right(starts, statement.evidence.start) - 1
        place = number, statement.object
        if _names(linked, number, statement.subject):
            named[place].append(statement)
        else:
            unnamed[i] = place
    return [
        s
        for i, s in enumerate(statements)
        if i not in unnamed or not any(_excludes(n, s, linked) for n in named[unnamed[i]])
    ]


def _excludes(named: Statement, unnamed: Statement, linked: LinkedArticle) -> bool:
    """Tell whether the body named leaves no room for the other one: not if a rule means both, nor
    if it serves a town."""
    if named.evidence.rule.rstrip("+") == unnamed.evidence.rule.rstrip("+"):
        return False
    return _is_local(linked, named) or not _is_local(linked, unnamed)


def _names(linked: LinkedArticle, number: int, body: str) -> bool:
    _, mentions = linked.sentences[number]
    return any(m.value == body or body in m.group for m in mentions)


def _is_local(linked: LinkedArticle, statement: Statement) -> bool:
    return linked.entities[statement.subject].kinds[0] in LOCAL
