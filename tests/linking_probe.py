"""What the project's own reader finds in a text, for tests of mentions and their meaning."""

from __future__ import annotations

from kommunalgraph.linking.linked import LinkedArticle
from kommunalgraph.model import Article, Block
from kommunalgraph.reading import default_reader


def linked_text(text: str) -> LinkedArticle:
    """The sentences of ``text``, read as the body of an article, with their linked mentions."""
    article = Article("https://example.org/a", text, (Block("body", 0, len(text)),))
    return default_reader().linked(article)


def named_things(text: str) -> set[tuple[str, str]]:
    """The class and label of everything that ``text`` names."""
    linked = linked_text(text)
    return {
        (linked.entities[m.value].kinds[0], linked.entities[m.value].label)
        for _, mentions in linked.sentences
        for m in mentions
        if m.named and m.value in linked.entities
    }
