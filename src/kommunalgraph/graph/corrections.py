"""Corrections: what a person has decided of single claims, kept in files that every build reads.

    [erika-is-not-of-nordmuster]
    article = "article/musterblatt-2024-02-01-neue-spitze"
    subject = "person/erika-muster"
    relation = "hasRole"
    object = "org/nordmuster-it"
    status = "rejected"
    why = "The sentence speaks of the town of that name."

``role`` and ``modality``, where given, narrow it to the claims with that role or modality.  A
correction speaks of what an article was read to say, not of one reading of it, so it holds when
the article is read again with other rules.  ``data/corrections/README.md`` says more.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, NamedTuple, cast

from pyoxigraph import NamedNode, Store

from kommunalgraph import identifiers, knowledge
from kommunalgraph.errors import InputError
from kommunalgraph.graph import literals
from kommunalgraph.graph.articles import stored_record, with_claims
from kommunalgraph.graph.claims import STATING, Claim, Status
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.replacing import replace_articles
from kommunalgraph.tables.reading import Entry, entries, refuse
from kommunalgraph.vocabulary import local_name, ontology

DECISIONS: Final = ("accepted", "rejected")
_FIELDS: Final = ("article", "subject", "relation", "object", "role", "modality", "status", "why")


class Correction(NamedTuple):
    """A decision on what one article says; ``where`` is its file and id.

    ``article``, ``subject`` and ``object`` are IRIs, ``object`` may also be the text of a literal.
    """

    where: str
    article: str
    subject: str
    relation: str
    object: str
    status: Status
    why: str
    role: str | None = None
    modality: str | None = None

    def speaks_of(self, claim: Claim) -> bool:
        """Tell whether it decides on ``claim``, which is of the same article."""
        return (
            (self.subject, self.relation, self.object)
            == (claim.subject.value, local_name(claim.predicate.value), claim.object.value)
            and self.role in (None, claim.role_label)
            and self.modality in (None, claim.modality)
        )


@dataclass(frozen=True)
class Corrections:
    """The corrections of a build by article; where two decide on one claim, the last one counts."""

    by_article: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)

    def applied(self, article: NamedNode, claims: Iterable[Claim]) -> list[Claim]:
        """Return ``claims`` of ``article`` with the status that the corrections give them."""
        decided = self.by_article.get(article.value, ())
        return [_decided(claim, decided) for claim in claims]

    def idle(self, article: NamedNode, claims: Iterable[Claim]) -> list[Correction]:
        """Return the corrections of ``article`` that change no status of ``claims``: the article
        no longer says what they speak of, or states it only as a plan, a denial or hearsay."""
        claims = list(claims)
        return [
            correction
            for correction in self.by_article.get(article.value, ())
            if not any(correction.speaks_of(c) and _may_be(correction, c) for c in claims)
        ]


def own_corrections() -> list[Path]:
    """Return the files of corrections that come with the project's data."""
    return sorted((knowledge.folder("data") / "corrections").glob("*.toml"))


def load_corrections(files: Iterable[Path]) -> Corrections:
    """Return what ``files`` decide, the later file over the earlier.

    Raises:
        KnowledgeError: a file cannot be read, or an entry is wrong.
    """
    found: dict[str, list[Correction]] = defaultdict(list)
    for path in files:
        for entry in entries(path):
            correction = _correction(entry)
            found[correction.article].append(correction)
    return Corrections({article: tuple(listed) for article, listed in found.items()})


def correction_of(claim: Claim, status: Status, why: str) -> Correction:
    """Return the decision that ``claim``, and what else says the same there, is ``status``.

    Raises:
        InputError: it is to be accepted but does not state a fact.
    """
    decision = Correction(
        where=f"claim-{claim.iri.value.rpartition('/')[2][:12]}",
        article=claim.article.value,
        subject=claim.subject.value,
        relation=local_name(claim.predicate.value),
        object=claim.object.value,
        status=status,
        why=why,
        role=claim.role_label,
        modality=claim.modality,
    )
    if not _may_be(decision, claim):
        raise InputError(
            f"{_short(claim.iri.value)}: its sentence is {claim.modality} and no fact of this form "
            "can be made of it; reject it, or leave it as it is"
        )
    return decision


def correct(graph: Store, correction: Correction, reference: Reference) -> bool:
    """Apply ``correction`` to the store; return whether that changed anything."""
    article = NamedNode(correction.article)
    record = stored_record(graph, article)
    claims = Corrections({article.value: (correction,)}).applied(article, record.claims)
    done = replace_articles(graph, {article: with_claims(record, claims)}, reference)
    return article in done.changed


def append(path: Path, correction: Correction, quote: str) -> None:
    """Write ``correction`` at the end of ``path``, with the quoted sentence for who reads it.

    Raises:
        InputError: the file cannot be written.
        KnowledgeError: the file is there but wrong, or has a decision on this claim already.
    """
    if path.exists() and any(entry.id == correction.where for entry in entries(path)):
        refuse(
            f"{path.name}:{correction.where}",
            "decides on this claim already",
            "change its status or why there and build again",
        )
    lines = [f"\n# »{' '.join(quote.split())}«", f"[{correction.where}]"]
    for name in _FIELDS:
        value = getattr(correction, name)
        if value is not None:
            lines.append(f"{name} = {json.dumps(_short(value), ensure_ascii=False)}")
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from error


def _decided(claim: Claim, decided: Iterable[Correction]) -> Claim:
    speaking = [c for c in decided if c.speaks_of(claim) and _may_be(c, claim)]
    if not speaking:
        return claim
    return replace(claim, status=speaking[-1].status, note=speaking[-1].why)


def _may_be(correction: Correction, claim: Claim) -> bool:
    """Tell whether ``claim`` can have the status: a plan is no fact, whoever accepts it."""
    if correction.status == "rejected":
        return True
    fits = (
        correction.relation not in ontology().literal_relations
        or literals.of_relation(correction.relation, claim.object.value) == claim.object
    )
    return claim.modality in STATING and fits


def _correction(entry: Entry) -> Correction:
    relation = entry.text("relation").removeprefix("kg:")
    terms = ontology()
    if relation not in terms.object_relations | terms.literal_relations:
        entry.refuse(f"relation is {relation!r}", "write one that `kommunalgraph explain` prints")
    modality = entry.optional("modality")
    if modality is not None and modality not in terms.modalities:
        entry.refuse(f"modality is {modality!r}", f"write one of {', '.join(terms.modalities)}")
    object_ = entry.text("object")
    correction = Correction(
        where=entry.where,
        article=_node(entry, "article"),
        subject=_node(entry, "subject"),
        relation=relation,
        object=object_ if relation in terms.literal_relations else _node(entry, "object"),
        status=cast("Status", entry.choice("status", DECISIONS)),
        why=entry.text("why"),
        role=entry.optional("role"),
        modality=modality,
    )
    entry.finish()
    return correction


def _node(entry: Entry, name: str) -> str:
    """Return the IRI that a field gives, whole or as ``org/kitu``."""
    text = entry.text(name)
    iri = text if "://" in text else f"{identifiers.ID}{text}"
    try:
        NamedNode(iri)
    except ValueError:
        entry.refuse(f"{name} is {text!r}", "write an id such as org/kitu, or an IRI")
    return iri


def _short(iri: str) -> str:
    return iri.removeprefix(identifiers.ID)
