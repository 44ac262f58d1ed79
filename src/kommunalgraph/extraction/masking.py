"""Mask a sentence: each mention becomes one character that tells its kind."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from kommunalgraph.linking.linked import Linked
from kommunalgraph.mentions.letters import mask_character
from kommunalgraph.model import Sentence


@dataclass(slots=True)  # freezing it would triple the time to make one
class MaskedSentence:
    """A sentence with its mentions masked, and the way back to the article's text.

    ``mentions`` maps each mask character to the mention it stands for.  ``_mask_starts`` and
    ``_text_starts`` are the positions where a run of unmasked text (or a mention) begins.
    """

    sentence: Sentence
    mask: str
    mentions: dict[str, Linked]
    kinds: frozenset[str]
    _mask_starts: tuple[int, ...]
    _text_starts: tuple[int, ...]

    def text_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the article's text that ``mask[start:end]`` stands for."""
        first = self._position(start)
        last = self.mentions.get(self.mask[end - 1])
        return first, last.outer_end if last else self._position(end - 1) + 1

    def _position(self, position: int) -> int:
        i = bisect_right(self._mask_starts, position) - 1
        return self._text_starts[i] + position - self._mask_starts[i]


def mask_sentence(sentence: Sentence, linked: list[Linked]) -> MaskedSentence:
    """Replace the mentions of ``sentence`` (in text order, not overlapping) by mask characters; one
    that means several bodies becomes a list of them."""
    parts: list[str] = []
    mentions: dict[str, Linked] = {}
    counts: dict[str, int] = {}
    mask_starts, text_starts = [0], [sentence.start]
    position, length = sentence.start, 0
    text, offset = sentence.text, sentence.start
    for mention in linked:
        start, end = mention.outer_start, mention.outer_end
        if start == end or start < position:
            continue
        parts.append(text[position - offset : start - offset])
        length += start - position
        for i, value in enumerate(mention.group or (mention.value,)):
            number = counts.get(mention.letter, 0)
            counts[mention.letter] = number + 1
            character = mask_character(mention.letter, number)
            mentions[character] = mention._replace(value=value) if mention.group else mention
            parts.append(f", {character}" if i else character)
            length += 3 if i else 1
            mask_starts += (length - 1, length)
            text_starts += (start, end)
        position = end
    parts.append(text[position - offset :])
    mask = "".join(parts).replace("\n", " ").replace("\u00a0", " ")
    return MaskedSentence(
        sentence, mask, mentions, frozenset(counts), tuple(mask_starts), tuple(text_starts)
    )
