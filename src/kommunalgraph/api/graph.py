"""A store, opened for reading: the object that a notebook works with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from kommunalgraph.analysis.lookup import find, label
from kommunalgraph.api.answers import Answer, answer_of, parameter_values, rows_of
from kommunalgraph.api.entities import Entity, EvidencedStatement, statements
from kommunalgraph.api.frames import frame
from kommunalgraph.api.pictures import Picture
from kommunalgraph.errors import QueryError
from kommunalgraph.graph import store
from kommunalgraph.graph.names import KG
from kommunalgraph.questions import bind, find_question, load_questions
from kommunalgraph.vocabulary import PREFIXES

if TYPE_CHECKING:
    import networkx
    import pandas

    from kommunalgraph.analysis.paths import Step
    from kommunalgraph.graph.conversion import RdflibGraph
    from kommunalgraph.model import Question
    from kommunalgraph.plots.wording import Lang


class Filters(TypedDict, total=False):
    """What part of the graph is meant, as on the command line; names of any kind will do."""

    types: Sequence[str]
    relations: Sequence[str]
    since: date | None
    as_of: date | None
    min_confidence: float
    around: str | None
    hops: int


def open_graph(path: str | Path = store.DEFAULT_PATH) -> Graph:
    """Open the store at ``path`` for reading; the graph shows its state at this moment.

    Raises:
        StoreError: there is no store, it is damaged, or it was built under another base.
    """
    return Graph(store.open_read_only(Path(path)))


class Graph:
    """A graph to ask, to walk and to hand over to other libraries."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __getitem__(self, name: str) -> Entity:
        """Return the entity that ``name`` means: a name, a part of one, an id or an IRI.

        Raises:
            QueryError: nothing is called so, or several things are; the message names them.
        """
        return Entity(self.store, find(self.store, name))

    def entities(self, kind: str | None = None) -> Iterator[Entity]:
        """Yield the entities that articles mention, by name; of one class where ``kind`` is given.

        ``kind`` is a class of the ontology: ``Provider``, ``Municipality``, ``Person``.
        """
        mentioned = {t.object for t in store.match(self.store, None, KG.mentions)}
        nodes = [node for node in mentioned if isinstance(node, NamedNode)]
        for node in sorted(nodes, key=lambda n: (label(self.store, n), n.value)):
            entity = Entity(self.store, node)
            if kind is None or kind in entity.kinds:
                yield entity

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The named questions, by name."""
        return load_questions()

    def ask(self, question: str, **parameters: object) -> Answer:
        """Return the rows that answer a named question.

        ``question`` is the name, with or without number, or the number.  A parameter left out
        keeps its default, ``None`` leaves it open; where an entity is asked for, a name will do.

        Raises:
            QueryError: there is no such question or parameter, or a value does not fit.
        """
        chosen = find_question(question, self.questions)
        values = parameter_values(self.store, chosen, parameters)
        found = self._query(bind(chosen, values))
        if not isinstance(found, QuerySolutions):
            raise QueryError(f"{chosen.name}: a question must be a SELECT query")
        return answer_of(found, chosen.title_de)

    def query(self, sparql: str) -> Answer | bool | RdflibGraph:
        """Run a SPARQL query; the prefixes of the ontology (``kg:``, ``skos:`` …) are known.

        Returns rows for SELECT, a truth value for ASK, a graph of rdflib for CONSTRUCT and
        DESCRIBE.

        Raises:
            QueryError: the query cannot be parsed or run.
        """
        found = self._query(sparql)
        if isinstance(found, QuerySolutions):
            return answer_of(found)
        if isinstance(found, QueryBoolean):
            return bool(found)
        from kommunalgraph.graph.conversion import to_rdflib_graph

        return to_rdflib_graph(found)

    def _query(self, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        try:
            return self.store.query(sparql, prefixes=dict(PREFIXES))
        except (SyntaxError, ValueError, OSError) as error:
            raise QueryError(f"the query cannot be run: {error}") from error

    def to_rdflib(self, *, claims: bool = False) -> RdflibGraph:
        """Return the clean triples as a graph of rdflib, with ``claims`` articles and claims, too.

        rdflib takes a few seconds for the 175,000 triples of the tables; a CONSTRUCT query gives
        a part of them.
        """
        from kommunalgraph.graph.conversion import to_rdflib_graph
        from kommunalgraph.graph.layers import clean_layer

        return to_rdflib_graph(store.match(self.store) if claims else clean_layer(self.store))

    def to_networkx(self, **selection: Unpack[Filters]) -> networkx.MultiDiGraph[str]:
        """Return entities as nodes and relations as edges, in a graph of networkx.

        ``selection`` chooses a part, as for ``network``.

        Raises:
            QueryError: a class or relation is unknown, or a value makes no sense.
        """
        from kommunalgraph.analysis.network import network
        from kommunalgraph.analysis.selection import selection_of

        return network(self.store, selection_of(**selection))

    def network(
        self,
        view: str = "central",
        entity: str | None = None,
        *,
        by: str = "degree",
        between: tuple[date | None, date | None] | None = None,
        **selection: Unpack[Filters],
    ) -> Answer:
        """Return the rows of a view of the network, as ``kommunalgraph network`` prints them.

        ``selection`` are ``types``, ``relations``, ``since``, ``as_of``, ``min_confidence``,
        ``around`` and ``hops``.

        Raises:
            QueryError: there is no such view, or it needs an entity or days.
        """
        from kommunalgraph.analysis.selection import selection_of
        from kommunalgraph.analysis.views import Asked
        from kommunalgraph.analysis.views import view as view_of

        asked = Asked(selection_of(**selection), entity, by=by, between=between)
        return rows_of(view_of(self.store, view, asked), view)

    def path(self, start: str, end: str, **selection: Unpack[Filters]) -> list[Step]:
        """Return the steps of the shortest path between two entities, each with its sentence.

        Raises:
            QueryError: a name is unknown or stands for several things.
        """
        from kommunalgraph.analysis.paths import explained_path
        from kommunalgraph.analysis.selection import selection_of

        return explained_path(self.store, start, end, selection_of(**selection))

    def plot(
        self,
        picture: str,
        entity: str | None = None,
        *,
        format: str = "png",
        lang: Lang = "de",
        **selection: Unpack[Filters],
    ) -> Picture:
        """Return a picture of the network, an ego network, a timeline, topics or a map.

        ``picture`` is one of ``network``, ``communities``, ``ego``, ``timeline``, ``topics`` and
        ``map``.

        Raises:
            MissingPackage: matplotlib is not installed.
            QueryError: there is no such picture, or nothing to draw.
        """
        from kommunalgraph.analysis.selection import selection_of
        from kommunalgraph.plots.drawing import Motif, plot

        motif = Motif(selection_of(**selection), entity, lang)
        return Picture(plot(self.store, picture, format, motif), format)

    def statements(self, *, every: bool = False) -> Iterator[EvidencedStatement]:
        """Yield what articles state, by day, article and place in the text.

        Only what counts as a fact, unless ``every`` asks for plans, hearsay and denials as well.
        """
        return statements(self.store, every=every)

    def to_dataframe(self, table: str = "statements") -> pandas.DataFrame:
        """Return one row for each of the ``statements``, or the ``entities`` that articles mention.

        Raises:
            MissingPackage: pandas is not installed.
            QueryError: there is no such table.
        """
        if table not in TABLES:
            raise QueryError(f"{table}: no such table; there are {', '.join(TABLES)}")
        columns, rows = TABLES[table]
        return frame(columns, rows(self))

    def __repr__(self) -> str:
        return f"<Graph of {len(self.store)} triples>"


_STATEMENT = (
    *("subject", "relation", "object", "role", "quote", "title", "outlet", "reported_on"),
    *("as_of", "valid_from", "valid_until", "confidence", "modality", "status", "rule"),
    *("article", "url", "start", "end", "id"),
)
_STATEMENT_COLUMNS = ("subject_id", "object_id", *_STATEMENT)
_ENTITY_COLUMNS = ("id", "label", "kind", "iri")


def _statement_rows(graph: Graph) -> Iterator[list[object]]:
    for statement in graph.statements(every=True):
        cells = {name: getattr(statement, name) for name in _STATEMENT}
        subject, object_ = statement.subject, statement.object
        cells["subject"] = subject.label
        cells["object"] = object_.label if isinstance(object_, Entity) else object_
        object_id = object_.id if isinstance(object_, Entity) else None
        yield [subject.id, object_id, *(cells[name] for name in _STATEMENT)]


def _entity_rows(graph: Graph) -> Iterator[list[object]]:
    for entity in graph.entities():
        yield [getattr(entity, name) for name in _ENTITY_COLUMNS]


TABLES = {
    "statements": (_STATEMENT_COLUMNS, _statement_rows),
    "entities": (_ENTITY_COLUMNS, _entity_rows),
}
"""The tables that a DataFrame can hold: columns, and what yields the rows."""
