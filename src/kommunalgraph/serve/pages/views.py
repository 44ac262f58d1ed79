"""The pages, each a function of the store and of what a visitor asked for.

They run where the store is open, which is not where requests arrive: they take and return what
JSON can hold.  ``page`` is the door; it returns status and HTML.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pyoxigraph import NamedNode, Store

from kommunalgraph import identifiers
from kommunalgraph.errors import QueryError
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG, RDF, SCHEMA, SKOS
from kommunalgraph.questions import find_question, load_questions
from kommunalgraph.serve.pages import articles, asking, history, maps, neighbours, overview
from kommunalgraph.serve.pages.facts import Group, groups_of, names_of
from kommunalgraph.serve.pages.lines import drawn
from kommunalgraph.serve.pages.names import collect
from kommunalgraph.serve.pages.references import (
    Reference,
    exists,
    kind_of,
    node_of,
    page_path,
    refer,
)
from kommunalgraph.serve.pages.rendering import Visit, render
from kommunalgraph.serve.pages.wording import Wording

Json = dict[str, Any]

_ARTICLES = 12  # on an entity's page, unless all are asked for
_SHOWN_QUESTIONS = ("1", "5", "8", "12", "17", "11")
_HIDDEN = frozenset({"partOf"})  # stands in the title
_NO_KIND_OF_THEIR_OWN = ("Cooperative",)


def page(graph: Store, name: str, visit: Json) -> Json:
    """Return ``{"status": …, "body": …}``, or ``{"location": …}``, for the page ``name``.

    ``visit`` holds the fields of :class:`Visit`.
    """
    return _PAGES[name](graph, Visit(**visit))


def start(graph: Store, visit: str) -> Json:
    """Return the start page for a visit, told as JSON text."""
    return page(graph, "start", json.loads(visit))


def _found(body: str, status: int = 200) -> Json:
    return {"status": status, "body": body}


def not_found(visit: Visit, detail: str = "") -> Json:
    """Return the page that says that there is no such page."""
    t = visit.wording
    return _found(
        render(
            "error.html",
            visit,
            title=t("error.not_found"),
            text=t("error.not_found_text"),
            detail=detail,
        ),
        404,
    )


def _start(graph: Store, visit: Visit) -> Json:
    seen = overview.overview(graph, visit.language)
    questions = [find_question(number, load_questions()) for number in _SHOWN_QUESTIONS]
    examples = [entries[0][0] for entries in seen.most_named.values() if entries]
    body = render(
        "start.html",
        visit,
        overview=seen,
        questions=questions,
        examples=examples,
    )
    return _found(body)


def _resource(graph: Store, visit: Visit) -> Json:
    """Return the page of whatever stands at ``/page/…``."""
    local = visit.path.removeprefix("/page/")
    try:
        node = node_of(local)
    except ValueError:
        return not_found(visit, local)
    if not exists(graph, node):
        return not_found(visit, local)
    kind = kind_of(graph, node)
    if kind in ("Article", "Teaser"):
        return _article(graph, visit, node)
    if kind == "Claim":
        article = articles.article_of_claim(graph, node)
        if article is None:
            return not_found(visit, local)
        target = page_path(article.value.removeprefix(identifiers.ID))
        return {"location": f"{target}#claim-{local.rpartition('/')[2]}"}
    return _entity(graph, visit, node)


def _article(graph: Store, visit: Visit, node: NamedNode) -> Json:
    texts = visit.texts
    shown = articles.article_page(graph, node, texts=texts, language=visit.language)
    numbers = {claim.source.key: n for n, claim in enumerate(shown.claims, start=1)}
    return _found(render("article.html", visit, page=shown, numbers=numbers))


def _entity(graph: Store, visit: Visit, node: NamedNode) -> Json:
    language, whole = visit.language, visit.query.get("all")
    groups = groups_of(graph, node, language=language, whole=whole)
    headings = articles.mentioning(graph, node)
    spots = maps.spots(graph, node, language)
    lineage = history.lineage(graph, node, language)
    own = refer(graph, node, language)
    body = render(
        "entity.html",
        visit,
        entity=own,
        iri=node.value,
        listed=store.text(graph, node, KG.listed) != "false",
        groups=[group for group in groups if group.relation not in _HIDDEN],
        network=_has_neighbours(groups),
        spots=spots,
        legend=_legend(spots),
        map_size=(maps.WIDTH, maps.HEIGHT),
        lineage=lineage,
        drawing=drawn(lineage),
        events=history.timeline(graph, node, groups, language),
        event_detail=lambda event: _event_detail(visit, event),
        headings=headings if whole == "articles" else headings[:_ARTICLES],
        mentioned=len(headings),
        years=overview.per_year(headings) if own.kind == "Topic" else [],
        **_title(graph, node, own, language),
    )
    return _found(body)


def _title(graph: Store, node: NamedNode, own: Reference, language: str) -> Json:
    """Return what stands in the title of an entity: names, keys, what it lies in."""
    types = {t.object for t in store.match(graph, node, RDF.type)}
    labels = {*names_of(graph, node, SKOS.prefLabel), *names_of(graph, node, SKOS.altLabel)}
    elsewhere = [
        t.object.value
        for t in store.match(graph, node, SCHEMA.sameAs)
        if isinstance(t.object, NamedNode)
    ]
    products = sorted(
        (refer(graph, n, language) for n in store.subjects(graph, KG.coversTopic, node)),
        key=lambda r: r.label,
    )
    return {
        "also_kinds": [
            kind for kind in _NO_KIND_OF_THEIR_OWN if KG[kind] in types and kind != own.kind
        ],
        "aliases": sorted(labels - {own.label}),
        "former": names_of(graph, node, KG.formerName),
        "areas": _objects(graph, node, KG.partOf, language),
        "broader": _objects(graph, node, SKOS.broader, language),
        "narrower": _objects(graph, node, SKOS.narrower, language),
        "covers": _objects(graph, node, KG.coversTopic, language),
        "products": products,
        "keys": names_of(graph, node, KG.ags),
        "elsewhere": sorted(elsewhere),
        "contains": sum(1 for _ in store.subjects(graph, KG.partOf, node)),
    }


def _objects(graph: Store, node: NamedNode, predicate: NamedNode, language: str) -> list[Reference]:
    """Return the things that ``node predicate ?`` names; of places the smallest first."""
    nodes = [t.object for t in store.match(graph, node, predicate)]
    found = [refer(graph, n, language) for n in nodes if isinstance(n, NamedNode)]
    order = ("MunicipalAssociation", "District", "State")
    rank = {kind: number for number, kind in enumerate(order)}
    return sorted(found, key=lambda r: (rank.get(r.kind, len(order)), r.label, r.id))


def _has_neighbours(groups: list[Group]) -> bool:
    return any(
        fact.other and fact.standing
        for group in groups
        if group.relation not in _HIDDEN
        for fact in group.facts
    )


def _legend(spots: list[maps.Spot]) -> list[tuple[str, int]]:
    kinds = ("here", "seat", "customer", "member", "user")
    counted = [(kind, sum(spot.what == kind for spot in spots)) for kind in kinds]
    return [(kind, number) for kind, number in counted if number]


def _event_detail(visit: Visit, event: history.Event) -> str:
    """Return the words for what an event is about: a relation, a count, or a role as written."""
    if event.what in ("reported", "reported_of"):
        return visit.wording.relation(event.detail, inverse=event.what == "reported_of")
    return visit.wording.relation(event.detail) if event.what == "counted" else event.detail


def _topics(graph: Store, visit: Visit) -> Json:
    tree = overview.topic_tree(graph, visit.language)
    rare = [branch.topic for branch in overview.flat(tree) if not branch.articles]
    rare.sort(key=lambda reference: (reference.label, reference.id))
    return _found(render("topics.html", visit, tree=tree, rare=rare))


def _question(graph: Store, visit: Visit) -> Json:
    name = visit.path.removeprefix("/questions/")
    try:
        question = find_question(name, load_questions())
    except QueryError as error:
        return not_found(visit, str(error))
    answer = asking.answered(graph, question, visit)
    status = 400 if answer["error"] else 200
    return _found(render("question.html", visit, question=question, **answer), status)


def neighbourhood(graph: Store, local_id: str, shown: list[str], language: str, most: int) -> Json:
    """Return the nodes and edges around an entity for the explorer; empty where there is none."""
    try:
        node = node_of(local_id)
    except ValueError:
        return {"nodes": [], "edges": [], "more": 0}
    if not exists(graph, node):
        return {"nodes": [], "edges": [], "more": 0}
    return neighbours.neighbourhood(graph, node, Wording(language), among=shown, most=most)


def all_names(graph: Store) -> list[Any]:
    """Return everything that can be searched for, as rows (see :class:`~.names.Named`)."""
    return [list(named) for named in collect(graph)]


_PAGES: dict[str, Callable[[Store, Visit], Json]] = {
    "start": _start,
    "resource": _resource,
    "topics": _topics,
    "question": _question,
}
