"""Checks over the whole store, each in one pass: support, chains, quotes, names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple

from kommunalgraph.analysis.faults import Fault
from kommunalgraph.analysis.lookup import label, short
from kommunalgraph.graph import store
from kommunalgraph.graph.claims import Claim, read_claim
from kommunalgraph.graph.names import KG, PROV, RDF, SKOS
from kommunalgraph.graph.reference import Reference
from kommunalgraph.graph.view import clean_triples
from kommunalgraph.vocabulary import KG as KG_BASE
from kommunalgraph.vocabulary import PREFIXES, ontology

_Check = Callable[[Store, Reference], Iterator[Fault]]


def checked(graph: Store, reference: Reference) -> Iterator[Fault]:
    """Yield what is wrong, check by check."""
    for check in _CHECKS:
        yield from check(graph, reference)


def _fault(
    graph: Store, check: str, node: NamedNode, *, de: str, en: str, where: str = ""
) -> Fault:
    return Fault(check, short(node.value), label(graph, node), de, en, where)


def _support(graph: Store, reference: Reference) -> Iterator[Fault]:
    """Every clean relation has an accepted claim or a table behind it, and the other way round."""
    complete = [c for c in store.subjects(graph, RDF.type, KG.Claim) if _is_whole(graph, c)]
    claims = [read_claim(graph, claim) for claim in complete]
    expected = clean_triples(claims, reference.settled)
    terms = ontology()
    names = terms.object_relations | terms.literal_relations | terms.inverses.keys()
    relations = {KG[name] for name in names}
    wanted = {t for t in expected.union(reference.triples) if t.predicate in relations}
    present = {
        t for relation in sorted(relations, key=str) for t in store.match(graph, None, relation)
    }
    for triple in sorted(present - wanted, key=str):
        yield _fault(
            graph,
            "support",
            store.named(triple),
            de="Weder eine angenommene Aussage noch eine Referenztabelle stützt das Tripel.",
            en="Neither an accepted claim nor a reference table supports the triple.",
            where=_said(graph, triple),
        )
    for triple in sorted(wanted - present, key=str):
        yield _fault(
            graph,
            "support",
            store.named(triple),
            de="Das Tripel fehlt, obwohl es gestützt ist; den Bestand neu aufbauen.",
            en="The triple is missing although it is supported; build the store again.",
            where=_said(graph, triple),
        )


_PARTS = (
    RDF.subject,
    RDF.predicate,
    RDF.object,
    PROV.wasDerivedFrom,
    KG.quote,
    KG.start,
    KG.end,
    KG.rule,
    KG.confidence,
    KG.modality,
    KG.status,
)


def _is_whole(graph: Store, claim: NamedNode) -> bool:
    return all(store.value(graph, claim, part) is not None for part in _PARTS)


def _said(graph: Store, triple: Triple) -> str:
    value = triple.object
    said = label(graph, value) if isinstance(value, NamedNode) else str(getattr(value, "value", ""))
    return f"{short(triple.predicate.value)} {said}"


def _claims(graph: Store, _: Reference) -> Iterator[Fault]:
    """Every claim has all its parts, its article is in the store, and its quote its length."""
    for claim in sorted(store.subjects(graph, RDF.type, KG.Claim), key=str):
        missing = [short(p.value) for p in _PARTS if store.value(graph, claim, p) is None]
        if missing:
            yield _fault(
                graph,
                "claim",
                claim,
                de="Der Aussage fehlen Angaben.",
                en="The claim lacks parts.",
                where=", ".join(missing),
            )
            continue
        found = read_claim(graph, claim)
        yield from _quote(graph, found)
        if not any(True for _ in store.match(graph, found.article, RDF.type)):
            yield _fault(
                graph,
                "claim",
                claim,
                de="Der Artikel der Aussage ist nicht im Bestand.",
                en="The article of the claim is not in the store.",
                where=short(found.article.value),
            )


def _quote(graph: Store, claim: Claim) -> Iterator[Fault]:
    if claim.end - claim.start != len(claim.quote):
        yield _fault(
            graph,
            "quote",
            claim.iri,
            de="Anfang und Ende passen nicht zur Länge des Zitats.",
            en="Start and end do not fit the length of the quote.",
            where=f"{claim.start}-{claim.end}: {claim.quote}",
        )


def _cycles(graph: Store, _: Reference) -> Iterator[Fault]:
    """No chain of successors, broader topics, areas or parents leads back to its start."""
    for predicate in (KG.successorOf, SKOS.broader, KG.partOf, KG.subsidiaryOf):
        rows = _select(graph, f"SELECT DISTINCT ?node {{ ?node {predicate}+ ?node }}")
        for node in rows:
            yield _fault(
                graph,
                "cycle",
                node,
                de="Die Kette führt auf sich selbst zurück.",
                en="The chain leads back to itself.",
                where=short(predicate.value),
            )


def _names(graph: Store, _: Reference) -> Iterator[Fault]:
    """Whatever stands in a relation has a German name."""
    terms = ontology()
    names = sorted(terms.object_relations)
    nodes: set[NamedNode] = set()
    for name in names:
        for triple in store.match(graph, None, KG[name]):
            nodes.update(n for n in (triple.subject, triple.object) if isinstance(n, NamedNode))
    for node in sorted(nodes, key=str):
        labels = [t.object for t in store.match(graph, node, SKOS.prefLabel)]
        german = [n for n in labels if isinstance(n, Literal) and n.language == "de"]
        if len(german) != 1:
            yield _fault(
                graph,
                "name",
                node,
                de="Die Sache braucht genau einen deutschen Namen (skos:prefLabel).",
                en="The thing needs exactly one German name (skos:prefLabel).",
                where=", ".join(n.value for n in german),
            )


def _terms(graph: Store, _: Reference) -> Iterator[Fault]:
    """Every property and class of ours that the graph uses is in the ontology."""
    used = _select(graph, "SELECT DISTINCT ?node { ?s ?node ?o }")
    used |= _select(graph, "SELECT DISTINCT ?node { ?s a ?node }")
    for node in sorted(used, key=str):
        if node.value.startswith(KG_BASE) and node.value[len(KG_BASE) :] not in ontology().terms:
            yield _fault(
                graph,
                "term",
                node,
                de="Die Ontologie kennt diesen Begriff nicht.",
                en="The ontology does not know this term.",
            )


def _select(graph: Store, sparql: str) -> set[NamedNode]:
    solutions = graph.query(sparql, prefixes=dict(PREFIXES))
    if not isinstance(solutions, QuerySolutions):
        return set()
    return {s["node"] for s in solutions if isinstance(s["node"], NamedNode)}


_CHECKS: tuple[_Check, ...] = (_support, _claims, _cycles, _names, _terms)
