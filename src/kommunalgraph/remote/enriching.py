"""Looking entities up at another endpoint: proposals for a person, never silent merges.

Keys come first, websites second, names last: an entity that was found by one is not looked up by
the next.  Answers are kept in the user's cache under the digest of the question, so a run that
broke off costs nobody anything twice.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kommunalgraph import caching
from kommunalgraph.errors import RemoteError
from kommunalgraph.remote.candidates import Candidate
from kommunalgraph.remote.endpoint import Endpoint
from kommunalgraph.remote.profile import Profile
from kommunalgraph.remote.proposals import Proposal

_BATCH = 50  # values in one question
_MOST_ROWS = 2000  # of one answer: forty for each value
_MOST_MATCHES = 5  # items for one value; more of them tell nothing

Row = Mapping[str, Mapping[str, str]]


@dataclass
class EnrichReport:
    """What was found: proposals; entities with too many matches; rows nobody had asked for."""

    proposals: list[Proposal] = field(default_factory=list)
    looked_up: int = 0
    ambiguous: int = 0
    ignored: int = 0


def enrich(
    entities: Sequence[Candidate],
    profile: Profile,
    endpoint: Endpoint,
    *,
    refresh: bool = False,
    progress: Callable[[], None] = lambda: None,
) -> EnrichReport:
    """Look ``entities`` up and propose links; ``refresh`` asks again what the cache has.

    Raises:
        RemoteError: the endpoint fails or lies; what it has answered is kept for the next run.
    """
    run = _Run(profile, endpoint, refresh, progress)
    return run.run(entities)


class _Run:
    def __init__(
        self, profile: Profile, endpoint: Endpoint, refresh: bool, progress: Callable[[], None]
    ) -> None:
        self._profile = profile
        self._endpoint = endpoint
        self._refresh = refresh
        self._progress = progress
        self._report = EnrichReport()

    def run(self, entities: Sequence[Candidate]) -> EnrichReport:
        self._report.looked_up = len(entities)
        left = list(entities)
        for kind, property_ in sorted((self._profile.keys or {}).items()):
            asked = {c: [c.key] for c in left if kind in c.kinds and c.key}
            left = self._look_up("key", asked, [property_], left, _text)
        if self._profile.website:
            asked = {c: list(c.websites) for c in left if c.websites}
            left = self._look_up("website", asked, [self._profile.website], left, _node)
        asked = {c: [c.label] for c in left if c.label}
        self._look_up("name", asked, self._profile.names, left, _german)
        self._label()
        return self._report

    def _look_up(
        self,
        by: str,
        asked: Mapping[Candidate, Sequence[str]],
        properties: Sequence[NamedNode],
        left: list[Candidate],
        term: Callable[[str], NamedNode | Literal],
    ) -> list[Candidate]:
        """Propose what the values lead to; return the candidates that nothing was found for."""
        values = sorted({value for given in asked.values() for value in given})
        found: dict[str, set[str]] = defaultdict(set)
        answers: dict[str, str] = {}
        for batch in _batches(values):
            sparql = _question(properties, [str(term(value)) for value in batch])
            rows, digest = self._rows(sparql)
            for row in rows:
                value, item = self._read(row, batch)
                if value is not None:
                    found[value].add(item)
                    answers[value] = digest
        done = set()
        for candidate, given in asked.items():
            items = {item: value for value in given for item in found.get(value, ())}
            if len(items) > _MOST_MATCHES:
                self._report.ambiguous += 1
            for item, value in sorted(items.items()) if len(items) <= _MOST_MATCHES else ():
                self._propose(candidate, item, (by, value, answers[value]), len(items))
                done.add(candidate)
        return [candidate for candidate in left if candidate not in done]

    def _read(self, row: Row, batch: Sequence[str]) -> tuple[str | None, str]:
        """Return value and item of a row; no value where nobody had asked for it."""
        value, item = row.get("value", {}).get("value", ""), row.get("item", {})
        iri = item.get("value", "")
        if value in batch and item.get("type") == "uri" and iri.startswith(self._profile.items):
            return value, iri
        self._report.ignored += 1
        return None, iri

    def _propose(
        self, candidate: Candidate, item: str, why: tuple[str, str, str], matches: int
    ) -> None:
        by, value, answer = why
        proposal = Proposal(
            entity=candidate.entity.value,
            label=candidate.label,
            link=item,
            link_label="",
            by=by,
            value=value,
            matches=str(matches),
            endpoint=self._endpoint.address,
            answer=answer,
        )
        self._report.proposals.append(proposal)

    def _label(self) -> None:
        """Add the names of the items: a reviewer needs them."""
        labels: dict[str, str] = {}
        items = sorted({proposal.link for proposal in self._report.proposals})
        for batch in _batches(items):
            terms = " ".join(str(NamedNode(item)) for item in batch)
            sparql = (
                f"SELECT DISTINCT ?item ?label WHERE {{ VALUES ?item {{ {terms} }} "
                f'?item {self._profile.names[0]} ?label FILTER(LANG(?label) = "de") }} '
                f"ORDER BY ?item ?label LIMIT {_MOST_ROWS}"
            )
            for row in self._rows(sparql)[0]:
                item = row.get("item", {}).get("value", "")
                if item in batch:
                    labels.setdefault(item, row.get("label", {}).get("value", ""))
        proposals = self._report.proposals
        named = [p._replace(link_label=labels.get(p.link, "")) for p in proposals]
        self._report.proposals = sorted(named)

    def _rows(self, sparql: str) -> tuple[list[Row], str]:
        """Return the answer to a question, from the cache if it is there, and its digest."""
        digest = hashlib.sha256(f"{self._endpoint.address}\n{sparql}".encode()).hexdigest()[:32]
        path = caching.cache_folder() / "answers" / f"{digest}.json"
        rows = None if self._refresh else _kept(path)
        if rows is None:
            rows = list(self._endpoint.rows(sparql))
            if len(rows) >= _MOST_ROWS:
                raise RemoteError(
                    f"{self._endpoint.address}: gives {len(rows)} answers to {_BATCH} values, "
                    "which nothing can be told from; is it the endpoint of the profile?"
                )
            _keep(rows, path)
        self._progress()
        return rows, digest


def _kept(path: Path) -> list[Row] | None:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None  # nothing kept, or damaged: ask
    return rows if isinstance(rows, list) else None


def _keep(rows: list[Row], path: Path) -> None:
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        part.replace(path)
    except OSError:
        return  # a cache that cannot be written only costs time


def _batches(values: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(values)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _question(properties: Sequence[NamedNode], terms: Sequence[str]) -> str:
    values = " ".join(terms)
    by = " UNION ".join(f"{{ ?item {property_} ?value }}" for property_ in properties)
    return (
        f"SELECT DISTINCT ?value ?item WHERE {{ VALUES ?value {{ {values} }} {by} }} "
        f"LIMIT {_MOST_ROWS}"
    )


def _text(value: str) -> Literal:
    return Literal(value)


def _german(value: str) -> Literal:
    return Literal(value, language="de")


def _node(value: str) -> NamedNode:
    return NamedNode(value)
