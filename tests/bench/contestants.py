"""What is measured: our whole extraction, and spaCy with the same names.

spaCy's side is ``blank("de")`` with sentencizer and entity ruler: it splits sentences and finds
listed names.  It links nothing, resolves nothing and states nothing; ours does all of that.

The entity ruler takes a name in two forms.  A phrase pattern is the name as it is written, looked
up by compiled code; a token pattern says of each word what it must be, here ``LOWER``, which finds
a name in any case.  spaCy tries every token pattern at every token, so their number counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kommunalgraph.mentions.compiled_lexicon import load_lexicon
from kommunalgraph.mentions.lexicon import BASE, Lexicon
from kommunalgraph.model import Document, Skipped
from kommunalgraph.outlets import articles_of
from kommunalgraph.pipeline import is_name
from kommunalgraph.reading import understand
from kommunalgraph.sources import read_documents

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import EntityRuler
    from spacy.tokens import Doc


def documents_in(folder: Path) -> list[Document]:
    """Return the texts of ``folder`` as documents, decoded once for all contestants."""
    found = read_documents(sorted(folder.glob("*.txt")))
    documents = [d for d in found if not isinstance(d, Skipped)]
    if not documents:
        raise SystemExit(f"no texts in {folder}")
    return documents


def extraction(documents: Sequence[Document], repeat: int) -> Callable[[], int]:
    """Return the task of reading all ``documents`` ``repeat`` times: outlet to statements."""

    def run() -> int:
        return sum(
            len(understand(article).statements)
            for _ in range(repeat)
            for document in documents
            for article in articles_of(document, known=is_name)
        )

    return run


def spacy_language(*, base_only: bool = False, tokens: bool = False) -> Language:
    """Return spaCy's pipeline with the forms of our lexicon, all of them or the listed
    (uninflected) ones alone, as phrase patterns or as patterns of ``tokens`` in any case."""
    import spacy

    lexicon = load_lexicon()
    nlp = spacy.blank("de")
    nlp.add_pipe("sentencizer")
    ruler = cast("EntityRuler", nlp.add_pipe("entity_ruler"))
    words = nlp.make_doc if tokens else None
    ruler.add_patterns(list(_patterns(lexicon, base_only=base_only, words=words)))
    return nlp


def _patterns(
    lexicon: Lexicon, *, base_only: bool, words: Callable[[str], Doc] | None
) -> Iterator[dict[str, str | list[dict[str, str]]]]:
    for form in lexicon.forms:
        senses = lexicon.senses(form)
        if not base_only or any(sense.how == BASE for sense in senses):
            label = lexicon.things[senses[0].thing].letter
            pattern = [{"LOWER": word.lower_} for word in words(form)] if words else form
            yield {"label": label, "pattern": pattern}


def spacy_task(nlp: Language, documents: Sequence[Document], repeat: int) -> Callable[[], int]:
    """Return the task of sending all ``documents`` ``repeat`` times through ``nlp.pipe``."""
    texts = [document.content for document in documents] * repeat

    def run() -> int:
        return sum(len(doc.ents) + sum(1 for _ in doc.sents) for doc in nlp.pipe(texts))

    return run
