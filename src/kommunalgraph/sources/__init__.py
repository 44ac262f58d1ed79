"""Where documents come from: files, folders, patterns and standard input, decoded to text."""

from __future__ import annotations

from kommunalgraph.sources.reading import DEFAULT_LIMIT, decode_document, read_documents

__all__ = ["DEFAULT_LIMIT", "decode_document", "read_documents"]
