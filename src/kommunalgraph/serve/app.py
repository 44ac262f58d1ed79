"""The application: routes, and what they share.

``app.state.engine`` runs queries and reading functions, ``app.state.settings`` tells what was
asked for at the start, ``app.state.has_pages`` whether there are pages for people.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from kommunalgraph.serve import (
    asking,
    description,
    downloads,
    entities,
    graph_store,
    monitoring,
    sparql,
)
from kommunalgraph.serve.answers import Answers
from kommunalgraph.serve.engine import Engine
from kommunalgraph.serve.faults import Refused
from kommunalgraph.serve.hardening import Hardening
from kommunalgraph.serve.monitoring import Figures
from kommunalgraph.serve.responses import refusal
from kommunalgraph.serve.settings import Settings

_PAGES = "kommunalgraph.serve.pages"
_STATIC = Path(__file__).resolve().parent / "static"


def create_app(settings: Settings) -> Starlette:
    """Return the application that serves the store of ``settings``.

    The engine starts with the application and ends with it.
    """
    engine, figures, pages = Engine(settings), Figures(), _page_routes()

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await engine.open()
        try:
            yield
        finally:
            await engine.close()

    app = Starlette(
        routes=[
            *sparql.ROUTES,
            *graph_store.ROUTES,
            *description.ROUTES,
            *entities.ROUTES,
            *asking.ROUTES,
            *downloads.ROUTES,
            *monitoring.ROUTES,
            *_static_routes(),
            *pages,
        ],
        middleware=[Middleware(Hardening, settings=settings, figures=figures)],
        exception_handlers={Refused: refusal},
        lifespan=lifespan,
    )
    app.state.engine, app.state.settings, app.state.figures = engine, settings, figures
    app.state.answers = Answers(settings.limits.kept)
    app.state.has_pages = bool(pages)
    return app


def _page_routes() -> list[BaseRoute]:
    """Return the routes of the pages for people, where they are installed."""
    if importlib.util.find_spec(_PAGES) is None:
        return []
    routes: list[BaseRoute] = importlib.import_module(f"{_PAGES}.routes").page_routes()
    return routes


def _static_routes() -> list[BaseRoute]:
    if not _STATIC.is_dir():
        return []
    return [Mount("/static", StaticFiles(directory=_STATIC), name="static")]
