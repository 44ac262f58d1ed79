"""Articles about Musterstadt in the layouts of real outlets."""

from __future__ import annotations

import hashlib
from itertools import pairwise

from kommunalgraph.model import Article, Document
from kommunalgraph.outlets import articles_of

OLD_KOMMUNE21 = """Muster-IT / Muster eG:
Zwei feiern


[22.10.2019] Seit 20 Jahren gibt es die Muster-IT, seit zehn die Muster eG.

Erika Muster freut sich. (Foto: Muster-IT) Die Muster-IT aus Musterstadt betreut 74 Kommunen.
Erika Muster leitet das Haus (wir berichteten) und ist zufrieden.

Blick nach vorn

In Musterdorf entsteht ein zweites Rechenzentrum, das im kommenden Jahr fertig werden soll. (em)

https://www.muster-it.example
https://www.muster-eg.example

Stichwörter: Unternehmen, Muster-IT, Muster eG (MEG)



Druckversion    PDF     Link mailen


Werbe-IT
Weitere Meldungen und Beiträge aus dem Bereich Unternehmen
Musterland: Kreise bündeln IT
[15.11.2019] Die Landkreise Musterland und Beispielland legen ihre IT zusammen. mehr...
Musterland und Beispielland bündeln ihre Informationstechnik.
Beispielport: Standards zählen Bericht
[8.11.2019] Auf der Messe stellt Beispielport neue Online-Dienste vor. mehr..."""

NEW_KOMMUNE21 = """Montag, 16. Februar 2026

Muster-ITDie Akte kommt

[17.12.2025] In Musterstadt führt die Muster-IT die elektronische Akte ein.
Das Rathaus von Musterstadt.

Das Rathaus von Musterstadt.

(Bildquelle: Stadt Musterstadt)

Musterstadt arbeitet künftig ohne Papier. Die Muster-IT stellt die Software bereit.

Weniger Wege

Für die Bürgerinnen und Bürger ändert sich einiges, sagt Max Muster im Geb"""

INTERVIEW = """InterviewGemeinsam stark

[23.04.2018] Erika Muster leitet die Muster-IT und erklärt ihre Pläne.
(Bildquelle: Privat)

Frau Dr. Muster, Sie leiten seit Januar die Muster-IT. Wie fühlt sich das an?

Sehr gut, denn das Haus hat tüchtige Leute.

Was kommt als Nächstes?

Wir bauen ein Rechenzentrum in Musterdorf.
"""


def document(content: str, *, name: str = "muster.txt", media_type: str = "text/plain") -> Document:
    digest = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
    return Document(name, content, media_type, "utf-8", digest)


def read(content: str) -> Article:
    return articles_of(document(content))[0]


def read_page(content: str) -> Article:
    return articles_of(document(content, name="muster.html", media_type="text/html"))[0]


def parts(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def texts(article: Article, kind: str) -> list[str]:
    return [text for block, text in parts(article) if block == kind]


def check_blocks(article: Article) -> None:
    """Blocks are ordered, do not overlap, lie inside the text and hold no white space around."""
    for block in article.blocks:
        assert 0 <= block.start < block.end <= len(article.text)
        text = article.text[block.start : block.end]
        assert text == text.strip()
    for before, after in pairwise(article.blocks):
        assert before.end <= after.start
