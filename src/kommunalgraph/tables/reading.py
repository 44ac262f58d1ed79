"""Reading our own tables strictly: a fault names file and entry and what to write instead."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from kommunalgraph.errors import KnowledgeError

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""An id: lower-case ASCII words joined by hyphens."""

DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
"""An ISO date as precise as known: year, year and month, or day."""


def refuse(place: str, problem: str, remedy: str) -> NoReturn:
    """Raise the KnowledgeError of ``place`` (file, colon, entry)."""
    raise KnowledgeError(f"{place}: {problem}; {remedy}")


class Entry:
    """One table of a TOML file, read field by field; ``finish`` refuses what nobody asked for."""

    def __init__(self, file: str, id_: str, fields: dict[str, object]) -> None:
        self.where = f"{file}:{id_}"
        self.id = id_
        self._fields = fields
        self._known: set[str] = set()

    def refuse(self, problem: str, remedy: str) -> NoReturn:
        """Raise the KnowledgeError of this entry."""
        refuse(self.where, problem, remedy)

    def optional(self, field: str) -> str | None:
        """Return the text of ``field``, or None where it is absent."""
        self._known.add(field)
        value = self._fields.get(field)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.refuse(f"{field} is {value!r}", f'write {field} = "text" or leave the line out')
        return value

    def text(self, field: str) -> str:
        """Return the text of a required ``field``."""
        value = self.optional(field)
        if value is None:
            self.refuse(f"{field} is missing", f'write {field} = "text"')
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """Return the list ``field``, empty where it is absent; no text stands in it twice."""
        self._known.add(field)
        value = self._fields.get(field, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.refuse(f"{field} is {value!r}", f'write {field} = ["text", "text"]')
        for index, item in enumerate(value):
            if item in value[:index]:
                self.refuse(f"{field} has {item!r} twice", "write it once")
        return tuple(value)

    def choice(self, field: str, allowed: tuple[str, ...]) -> str:
        """Return a required ``field`` whose value is one of ``allowed``."""
        value = self.text(field)
        if value not in allowed:
            self.refuse(f"{field} is {value!r}", f"write one of {', '.join(allowed)}")
        return value

    def date(self, field: str) -> str | None:
        """Return an optional ISO date: ``2009``, ``2009-12`` or ``2009-12-22``."""
        value = self.optional(field)
        if value is not None and not DATE.fullmatch(value):
            self.refuse(f"{field} is {value!r}", "write it as 2009, 2009-12 or 2009-12-22")
        return value

    def finish(self) -> None:
        """Refuse fields that no reader asked for."""
        unknown = sorted(self._fields.keys() - self._known)
        if unknown:
            self.refuse(
                f"unknown field {unknown[0]!r}", f"write one of {', '.join(sorted(self._known))}"
            )


def read_toml(path: Path) -> dict[str, object]:
    """Return the content of a TOML file.

    Raises:
        KnowledgeError: the file is missing, no TOML, or has a table twice.
    """
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        refuse(path.name, f"cannot be read ({error.strerror})", "restore the file")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        refuse(path.name, f"no valid TOML: {error}", "correct that line; each id stands once")


def entries(path: Path) -> Iterator[Entry]:
    """Yield the tables of a TOML file, in the file's order, with their ids checked."""
    for id_, fields in read_toml(path).items():
        if not isinstance(fields, dict):
            refuse(f"{path.name}:{id_}", "stands outside a table", f"write [{id_}] above it")
        if not ID.fullmatch(id_):
            refuse(
                f"{path.name}:{id_}",
                "is no id",
                "write lower-case letters, digits and single hyphens",
            )
        yield Entry(path.name, id_, fields)


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and values of each row of a CSV file that has exactly ``columns``."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if tuple(header) != columns:
                refuse(f"{path.name}:1", f"columns are {header}", f"write {','.join(columns)}")
            for row in reader:
                if len(row) != len(columns):
                    refuse(
                        f"{path.name}:{reader.line_num}",
                        f"has {len(row)} values",
                        f"write {len(columns)}, with quotation marks around a value with a comma",
                    )
                yield reader.line_num, row
    except OSError as error:
        refuse(path.name, f"cannot be read ({error.strerror})", "restore the file")
    except (csv.Error, UnicodeDecodeError) as error:
        refuse(path.name, f"no valid CSV in UTF-8: {error}", "correct that line")


def string_list(path: Path, field: str) -> tuple[str, ...]:
    """Return the list of text ``field`` at the top of a TOML file."""
    return Entry(path.name, field, read_toml(path)).texts(field)
