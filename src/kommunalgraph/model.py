"""Every type that flows through the line, in the order in which it flows.

    Document -> Article -> Sentence* -> Mention* -> Entity* -> Statement* -> Reading

All of them are immutable.  Offsets count Unicode code points and always refer to
``Article.text``, so that ``article.text[start:end]`` is the quoted string.  For a text file that
is the file as it was decoded; for HTML it is the extracted main text.

This module imports nothing of ours; behaviour lives in the functions of the stages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Modality = Literal["asserted", "planned", "demanded", "reported", "negated", "ended"]
"""How a sentence stands to the fact it mentions; only ``asserted`` and ``ended`` state facts."""

BlockKind = Literal[
    "kicker", "title", "lead", "caption", "heading", "body", "question", "keywords", "links"
]
"""What part of an article a stretch of text is; furniture and advertising belong to no block."""

EntityKind = Literal[
    "Provider",
    "Cooperative",
    "Company",
    "PublicBody",
    "Association",
    "Municipality",
    "District",
    "State",
    "MunicipalAssociation",
    "Person",
    "Topic",
    "Product",
    "Event",
]
"""The local names of the ontology's entity classes, the most telling first."""


@dataclass(frozen=True, slots=True)
class Document:
    """One input as it was found: a file, a page, or standard input, decoded to text.

    ``name`` is the path or address it was read from, ``content`` the decoded text with ``\\n``
    line ends, ``media_type`` one of ``text/plain`` and ``text/html``, ``encoding`` the codec that
    read it, and ``digest`` the SHA-256 of the bytes in hexadecimal.
    """

    name: str
    content: str
    media_type: str
    encoding: str
    digest: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that is no article, with the reason a person can act on."""

    name: str
    reason: str


class Block(NamedTuple):
    """A stretch ``text[start:end]`` of an article and what it is there for."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article, or one teaser of an article, located in the text of its document.

    ``blocks`` are in text order, do not overlap, and cover everything that is read for mentions.
    A teaser shares ``text`` with the page it stands on and names that page's article in
    ``teaser_on``.
    """

    iri: str
    text: str
    blocks: tuple[Block, ...]
    outlet: str | None = None
    kicker: str | None = None
    title: str | None = None
    published: date | None = None
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    url: str | None = None
    source: str | None = None
    digest: str | None = None
    teaser_on: str | None = None


class Sentence(NamedTuple):
    """The sentence ``text[start:end]``, its running number in the article and its block's kind."""

    number: int
    start: int
    end: int
    text: str
    block: BlockKind


class Mention(NamedTuple):
    """A name or description in the text: ``article.text[start:end]`` speaks of ``entity``.

    ``surface`` is the name itself; where the text adds a short form in brackets or a type noun in
    front, the name is the part that identifies.  ``entity`` is the IRI that linking decided on.
    """

    start: int
    end: int
    surface: str
    entity: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing in the world.

    ``kinds`` are the ontology classes it belongs to, the most telling first.  ``known`` tells that
    the reference tables list it; otherwise the name comes from the article alone.
    """

    iri: str
    kinds: tuple[EntityKind, ...]
    label: str
    known: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement was read: ``quote == article.text[start:end]``, and by which rule."""

    article: str
    start: int
    end: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of one article.

    ``relation`` is the local name of an ontology property, ``object`` an entity's IRI or, for a
    relation with literal values, the value as text (numbers as digits, dates in ISO form and as
    precise as known: ``2009``, ``2009-12``, ``2009-12-22``).  ``qualifiers`` are name and value
    pairs sorted by name; for ``hasRole`` the pair ``("role", German role noun)`` is always there.
    ``valid_from``, ``valid_until`` and ``as_of`` are dates in the same ISO form.  ``derivation``
    tells how a computed value came about ("2019 - 20").
    """

    subject: str
    relation: str
    object: str
    evidence: Evidence
    qualifiers: tuple[tuple[str, str], ...] = ()
    modality: Modality = "asserted"
    confidence: float = 1.0
    valid_from: str | None = None
    valid_until: str | None = None
    as_of: str | None = None
    derivation: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of one article: its mentions, the entities meant, and its statements."""

    article: Article
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: the SPARQL variable's name, its type and its default."""

    name: str
    type: str
    default: str
    label_de: str = ""
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A named SPARQL query with its self-description, as read from a ``queries/*.rq`` file."""

    name: str
    title_de: str
    title_en: str
    sparql: str
    columns: tuple[str, ...]
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = field(default=())
