"""What ``@thema`` means: the topic that an article is about."""

from __future__ import annotations

import pytest

from example_reader import article_of, example_reader
from kommunalgraph.extraction.context import Context

BODY = ("body", "Darum geht es in Musterstadt.")


@pytest.mark.parametrize(
    ("blocks", "topic"),
    [
        ([("kicker", "E-Beispiel"), BODY], "E-Beispiel"),
        ([("kicker", "Breitband"), ("title", "E-Beispiel in Musterstadt"), BODY], "E-Beispiel"),
        ([("title", "Breitband"), ("lead", "E-Beispiel kommt. E-Beispiel!"), BODY], "E-Beispiel"),
        ([("body", "E-Beispiel kommt."), BODY], "E-Beispiel"),
        ([BODY, BODY, BODY, ("body", "Auch E-Beispiel kommt.")], None),
    ],
)
def test_the_topic_is_that_of_title_and_lead(
    blocks: list[tuple[str, str]], topic: str | None
) -> None:
    linked = example_reader().linked(article_of(blocks))
    meant = Context(linked).topic
    assert (linked.entities[meant].label if meant else None) == topic
