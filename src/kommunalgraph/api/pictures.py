"""Pictures as a notebook shows and saves them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn picture: ``data`` are the bytes of a ``png`` or ``svg``."""

    data: bytes
    format: str

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file, whatever its name ends in, and return the path."""
        file = Path(path)
        file.write_bytes(self.data)
        return file

    def _repr_png_(self) -> bytes | None:
        return self.data if self.format == "png" else None

    def _repr_svg_(self) -> str | None:
        return self.data.decode() if self.format == "svg" else None

    def __repr__(self) -> str:
        return f"<Picture {self.format}, {len(self.data):,} bytes>"
