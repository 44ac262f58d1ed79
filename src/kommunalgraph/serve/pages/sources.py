"""Sources: a claim as a page shows it, with its quote, its article and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Store

from kommunalgraph.analysis.lookup import short
from kommunalgraph.graph import store
from kommunalgraph.graph.claims import Claim
from kommunalgraph.graph.names import KG
from kommunalgraph.serve.pages.references import Reference, page_path, refer


@dataclass(frozen=True, slots=True)
class Source:
    """One claim: quote, article and date, how it stands to the fact, and by which rule.

    Dates are ISO dates, empty where not known; ``key`` is the claim's digest.
    """

    key: str
    quote: str
    start: int
    end: int
    article: Reference
    outlet: str
    reported_on: str
    confidence: float
    modality: str
    status: str
    rule: str
    role: str
    as_of: str
    valid_from: str
    valid_until: str
    derivation: str

    @property
    def path(self) -> str:
        """Where the quote stands on the page of its article."""
        return f"{page_path(self.article.id)}#claim-{self.key}"


def source_of(graph: Store, claim: Claim) -> Source:
    """Return the source that a claim is."""
    return Source(
        key=short(claim.iri.value).rpartition("/")[2],
        quote=claim.quote,
        start=claim.start,
        end=claim.end,
        article=refer(graph, claim.article),
        outlet=store.text(graph, claim.article, KG.outlet) or "",
        reported_on=claim.reported_on or "",
        confidence=float(claim.confidence),
        modality=claim.modality,
        status=claim.status,
        rule=claim.rule,
        role=claim.role_label or "",
        as_of=claim.as_of or "",
        valid_from=claim.valid_from or "",
        valid_until=claim.valid_until or "",
        derivation=claim.derivation or "",
    )
