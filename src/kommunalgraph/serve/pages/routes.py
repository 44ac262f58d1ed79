"""Addresses of the pages: requests in, HTML out.

What needs the store runs in a worker of the engine (``views.py``); here is only what the request
says, the choices that a visitor's browser remembers, and the index that suggestions come from.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kommunalgraph import identifiers
from kommunalgraph.export.exporting import FORMATS
from kommunalgraph.model import Question
from kommunalgraph.questions import load_questions
from kommunalgraph.serve.addresses import client_of
from kommunalgraph.serve.engine import Engine
from kommunalgraph.serve.faults import Refused
from kommunalgraph.serve.hardening import PAGE_POLICY
from kommunalgraph.serve.pages import maps
from kommunalgraph.serve.pages.names import Named, NameIndex
from kommunalgraph.serve.pages.references import page_path
from kommunalgraph.serve.pages.rendering import THEMES, Visit, render
from kommunalgraph.serve.pages.wording import LANGUAGES, Wording, phrases
from kommunalgraph.serve.responses import entity_tag, is_known, unchanged

_VIEWS = "kommunalgraph.serve.pages.views"
_STATIC = Path(__file__).with_name("static")
_YEAR = 365 * 24 * 3600
_LONGEST = 200  # characters of a search text; nothing is called longer
_HITS, _SUGGESTIONS = 50, 8
_RDF_FORMATS = frozenset(("ttl", "nt", "trig", "nq", "jsonld", "xml"))
_PLAIN_RDF = frozenset(("ttl", "nt", "jsonld", "xml"))  # claims only where asked for
_TABLES = frozenset(("csv", "parquet"))

_GRIPS = "sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk="
"""Digest of the one style element that the editor's table adds to its page: widths of columns."""

_KEPT = {"Vary": "Cookie", "Cache-Control": "no-cache"}
"""A page may be kept, but asked for again: the store may have changed, or the visitor's choice."""

Handler = Callable[[Request], Awaitable[Response]]


def page_routes() -> list[BaseRoute]:
    """Return the routes of all pages, of what their scripts ask for, and of static files."""
    return [
        Route("/", _view("start")),
        Route("/search", _search),
        Route("/suggest", _suggest),
        Route("/page/{rest:path}", _view("resource")),
        Route("/topics", _view("topics")),
        Route("/questions", _questions),
        Route("/questions/{name}", _view("question")),
        Route("/explore", _explore),
        Route("/explore/neighbours", _neighbours),
        Route("/editor", _editor),
        Route("/downloads", _downloads),
        Route("/map/land.svg", _land),
        Route("/map/points.json", _points),
        Mount("/static", StaticFiles(directory=_STATIC), name="static"),
    ]


def visit_of(request: Request) -> Visit:
    """Return what the visitor asked for; a choice in the address beats the one remembered."""
    query = {k: v for k, v in request.query_params.items() if k not in ("lang", "theme")}
    root = str(request.scope.get("root_path", "")).rstrip("/")
    return Visit(
        path=request.url.path.removeprefix(root) or "/",
        language=_choice(request, "lang", LANGUAGES) or LANGUAGES[0],
        theme=_choice(request, "theme", THEMES),
        root=root,
        texts=request.app.state.settings.texts,
        query=query,
    )


def _choice(request: Request, name: str, known: tuple[str, ...]) -> str:
    for value in (request.query_params.get(name), request.cookies.get(name)):
        if value in known:
            return value
    return ""


def _html(request: Request, body: str, status: int = 200) -> Response:
    """Return a page; language and theme chosen in the address are remembered."""
    response = HTMLResponse(body, status_code=status, headers=_KEPT)
    for name, known in (("lang", LANGUAGES), ("theme", THEMES)):
        value = request.query_params.get(name)
        if value in known:
            response.set_cookie(name, value, max_age=_YEAR, samesite="lax", httponly=True)
    return response


def _view(name: str) -> Handler:
    """Return the handler of a page that a worker makes."""

    async def handler(request: Request) -> Response:
        visit = visit_of(request)
        tag = entity_tag(_engine(request).state, name, asdict(visit))
        if is_known(request, tag):
            return unchanged(tag, _KEPT)
        try:
            made = await _made(request, name, visit)
        except Refused as refused:
            return _refused(request, visit, refused)
        if "location" in made:
            return RedirectResponse(f"{visit.root}{made['location']}", status_code=303)
        response = _html(request, made["body"], made["status"])
        if made["status"] == 200 and "set-cookie" not in response.headers:
            response.headers["ETag"] = tag
        return response

    return handler


async def _made(request: Request, name: str, visit: Visit) -> dict[str, Any]:
    engine, told = _engine(request), asdict(visit)
    made: dict[str, Any]
    if name == "start" and not visit.query:  # counts all there is, so once for each state
        made = await engine.remembered(f"{_VIEWS}:start", json.dumps(told, sort_keys=True))
    else:
        made = await engine.call(f"{_VIEWS}:page", name, told, client=client_of(request))
    return made


def _refused(request: Request, visit: Visit, refused: Refused) -> Response:
    """Return the page that says why there is none now."""
    t = visit.wording
    busy = refused.status in (429, 503)
    text = t("error.slow" if (refused.retry_after or 0) > 1 else "error.busy") if busy else ""
    body = render("error.html", visit, title=t("error.failed"), text=text, detail=str(refused))
    response = _html(request, body, refused.status)
    if refused.retry_after is not None:
        response.headers["Retry-After"] = str(refused.retry_after)
    return response


def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


class _Suggestions:
    """The index of names for the state of the store that requests see.

    While a new state's index is being made, the one before answers.
    """

    def __init__(self) -> None:
        self._state = ""
        self._index: NameIndex | None = None
        self._lock = asyncio.Lock()

    async def index(self, engine: Engine) -> NameIndex:
        """Return the index, making it where there is none of this state."""
        if self._index is not None and (self._state == engine.state or self._lock.locked()):
            return self._index
        async with self._lock:
            state = engine.state
            if self._index is None or self._state != state:
                rows = await engine.call(f"{_VIEWS}:all_names")
                self._index = await asyncio.to_thread(_index_of, rows)
                self._state = state
            return self._index


def _index_of(rows: list[list[Any]]) -> NameIndex:
    return NameIndex(Named._make([*row[:-1], tuple(row[-1])]) for row in rows)


async def _index(request: Request) -> NameIndex:
    state = request.app.state
    if not hasattr(state, "suggestions"):
        state.suggestions = _Suggestions()
    suggestions: _Suggestions = state.suggestions
    return await suggestions.index(_engine(request))


async def _search(request: Request) -> Response:
    visit = visit_of(request)
    text = visit.query.get("q", "")[:_LONGEST]
    hits = (await _index(request)).find(text, most=_HITS) if text.strip() else []
    return _html(request, render("search.html", visit, text=text, hits=hits, most=_HITS))


async def _suggest(request: Request) -> Response:
    visit = visit_of(request)
    text = visit.query.get("q", "")[:_LONGEST]
    t = visit.wording
    found = (await _index(request)).find(text, most=_SUGGESTIONS)
    return JSONResponse(
        [
            {
                "id": hit.id,
                "label": hit.label,
                "kind": hit.kind,
                "kindLabel": t.kind(hit.kind),
                "where": hit.where,
                "name": hit.name if hit.name != hit.label else "",
                "url": f"{visit.root}{page_path(hit.id)}",
            }
            for hit in found
        ]
    )


async def _questions(request: Request) -> Response:
    visit = visit_of(request)
    return _html(request, render("questions.html", visit, questions=[*load_questions().values()]))


async def _explore(request: Request) -> Response:
    visit = visit_of(request)
    text = visit.query.get("add", "")
    hits = (await _index(request)).find(text, most=1) if text.strip() else []
    start = hits[0].id if hits else visit.query.get("id", "")
    words = _words(visit.wording, "explore", "kind")
    return _html(request, render("explore.html", visit, start=start, words=words))


async def _neighbours(request: Request) -> Response:
    visit = visit_of(request)
    shown = [each for each in visit.query.get("shown", "").split(" ") if each]
    most = min(int(visit.query["most"]), 100) if visit.query.get("most", "").isdecimal() else 40
    found = await _engine(request).call(
        f"{_VIEWS}:neighbourhood",
        visit.query.get("id", ""),
        shown,
        visit.language,
        most,
        client=client_of(request),
    )
    if visit.root:
        for node in found["nodes"]:
            node["url"] = visit.root + node["url"]
        for quote in (quote for edge in found["edges"] for quote in edge["quotes"]):
            quote["url"] = visit.root + quote["url"]
    return JSONResponse(found)


async def _editor(request: Request) -> Response:
    visit = visit_of(request)
    questions = [*load_questions().values()]
    body = render(
        "editor.html",
        visit,
        questions=questions,
        examples={q.name: _as_example(q, visit.language) for q in questions},
        chosen=visit.query.get("question", ""),
        words=_words(visit.wording, "editor"),
        base=identifiers.ID,
    )
    response = _html(request, body)
    response.headers["Content-Security-Policy"] = PAGE_POLICY.replace(
        "style-src 'self'", f"style-src 'self' '{_GRIPS}'"
    )
    return response


def _as_example(question: Question, language: str) -> str:
    """Return a question's query under its title, without the header that describes it to us."""
    title = question.title_de if language == "de" else question.title_en
    lines = [line for line in question.sparql.splitlines() if not line.startswith("#+")]
    return f"# {title}\n" + "\n".join(lines).strip() + "\n"


async def _downloads(request: Request) -> Response:
    visit = visit_of(request)
    known = phrases()
    groups: dict[str, list[tuple[str, str, bool]]] = {"rdf": [], "table": [], "network": []}
    for name in FORMATS:
        kind = "rdf" if name in _RDF_FORMATS else "table" if name in _TABLES else "network"
        text = visit.wording(f"format.{name}") if f"format.{name}" in known else ""
        groups[kind].append((name, text, name in _PLAIN_RDF))
    shown = [(kind, formats) for kind, formats in groups.items() if formats]
    return _html(request, render("downloads.html", visit, groups=shown))


async def _land(_: Request) -> Response:
    """The outline that all maps lie on; pages refer to it, so a browser loads it once."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {maps.WIDTH} {maps.HEIGHT}">'
        f'<path id="land" d="{maps.dots()}"/></svg>'
    )
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"})


async def _points(_: Request) -> Response:
    """Where each place lies on the map, by its key."""
    return Response(
        json.dumps(maps.points(), separators=(",", ":")),
        media_type="application/json",
        headers={"Cache-Control": "max-age=86400"},
    )


def _words(t: Wording, *sections: str) -> dict[str, str]:
    """Return the phrases of some sections for a script, by their key in the section."""
    return {key.partition(".")[2]: t(key) for key in phrases() if key.partition(".")[0] in sections}
