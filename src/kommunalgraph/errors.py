"""The exceptions of kommunalgraph.

    KommunalgraphError
    |-- KnowledgeError      a file of ours (table, rule, query, ontology) is wrong: stop at load
    |-- InputError          something given by the world cannot be used: skip, count, report
    |   `-- NotAnArticle    the input holds no article
    |-- StoreError          the store cannot be opened, read or written
    |   `-- RemoteError     a remote store cannot be reached, refuses, or answers something else
    |-- QueryError          a query or a parameter is wrong
    `-- MissingPackage      an optional package is needed and not installed

Each message names the place and says what to do.
"""

from __future__ import annotations


class KommunalgraphError(Exception):
    """Base of all errors that kommunalgraph raises on purpose."""


class KnowledgeError(KommunalgraphError):
    """A table, rule, query or ontology file is wrong.

    The message reads ``file:entry: what is wrong; what to write instead``.
    """


class InputError(KommunalgraphError):
    """An input cannot be used; the run goes on without it."""


class NotAnArticle(InputError):
    """An input was read but holds no article."""


class StoreError(KommunalgraphError):
    """The store cannot be opened, read or written."""


class RemoteError(StoreError):
    """A remote store cannot be reached, refuses a request, or answers something else.

    ``status`` is the HTTP status it answered with, ``None`` where it gave no answer.
    """

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class QueryError(KommunalgraphError):
    """A query cannot be parsed or a parameter does not fit."""


class MissingPackage(KommunalgraphError):
    """What was asked for needs an optional package; the message says how to install it."""
