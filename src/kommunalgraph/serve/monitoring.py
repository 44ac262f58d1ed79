"""Is it well, and what does it do: ``/health``, and ``/metrics`` in Prometheus' text format."""

from __future__ import annotations

from collections import Counter

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kommunalgraph import __version__
from kommunalgraph.serve.engine import Engine
from kommunalgraph.serve.faults import Refused

_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
_HEALTHY_WITHIN = 5.0


class Figures:
    """Counts of what the server has answered since its start."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0

    def count(self, method: str, status: int, seconds: float) -> None:
        """Count one request; 0 as status is a connection that was cut before an answer."""
        self._requests[method if method in _METHODS else "other", status] += 1
        self._seconds += seconds
        for bound in _BOUNDS:
            if seconds <= bound:
                self._buckets[bound] += 1

    def text(self, engine: Engine) -> str:
        """Return all figures as Prometheus reads them (exposition format 0.0.4)."""
        total = self._requests.total()
        lines = [
            "# HELP kommunalgraph_requests_total Requests answered.",
            "# TYPE kommunalgraph_requests_total counter",
            *(
                f'kommunalgraph_requests_total{{method="{method}",status="{status}"}} {count}'
                for (method, status), count in sorted(self._requests.items())
            ),
            "# HELP kommunalgraph_request_seconds Time until an answer was complete.",
            "# TYPE kommunalgraph_request_seconds histogram",
            *(
                f'kommunalgraph_request_seconds_bucket{{le="{bound}"}} {self._buckets[bound]}'
                for bound in _BOUNDS
            ),
            f'kommunalgraph_request_seconds_bucket{{le="+Inf"}} {total}',
            f"kommunalgraph_request_seconds_sum {self._seconds:.6f}",
            f"kommunalgraph_request_seconds_count {total}",
        ]
        for name, kind, help_, value in (
            ("jobs_running", "gauge", "Jobs that run in a process.", engine.lanes.running),
            ("jobs_slow", "gauge", "Jobs that count as slow.", engine.lanes.slow),
            ("jobs_waiting", "gauge", "Jobs that wait for a process.", engine.lanes.waiting),
            ("jobs_ended_total", "counter", "Jobs ended at a limit.", engine.lanes.ended),
        ):
            lines += [
                f"# HELP kommunalgraph_{name} {help_}",
                f"# TYPE kommunalgraph_{name} {kind}",
                f"kommunalgraph_{name} {value}",
            ]
        lines += [
            "# HELP kommunalgraph_info Version, and the state of the store.",
            "# TYPE kommunalgraph_info gauge",
            f'kommunalgraph_info{{version="{__version__}",state="{engine.state}"}} 1',
        ]
        return "\n".join(lines) + "\n"


async def health(request: Request) -> Response:
    """Answer 200 if a query runs through, 503 if not."""
    engine: Engine = request.app.state.engine
    try:
        await engine.select("SELECT * { } LIMIT 1", timeout=_HEALTHY_WITHIN)
    except Refused as error:
        return JSONResponse({"status": "unwell", "reason": str(error)}, status_code=503)
    return JSONResponse(
        {"status": "ok", "version": __version__, "state": engine.state},
        headers={"Cache-Control": "no-store"},
    )


async def metrics(request: Request) -> Response:
    """Answer with all figures."""
    figures: Figures = request.app.state.figures
    return Response(
        figures.text(request.app.state.engine),
        media_type="text/plain; version=0.0.4; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )


ROUTES = [Route("/health", health), Route("/metrics", metrics)]
