"""Mask a sentence: each mention becomes one character that tells its kind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from kommunalgraph.extraction.slot_expressions import MENTION
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
    _pieces: tuple[tuple[int, int, int], ...] = ()
    """Of a rearranged mask: start and end of each piece in it, and its start in the mask it was."""
    _original: str = ""

    def text_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the article's text that ``mask[start:end]`` stands for; of a
        rearranged mask, the least that holds all of it."""
        if not self._pieces:
            return self._span(start, end, self.mask)
        spans = [
            self._span(
                origin + max(start, left) - left, origin + min(end, right) - left, self._original
            )
            for left, right, origin in self._pieces
            if left < end and start < right
        ]
        return min(first for first, _ in spans), max(last for _, last in spans)

    def letters(self) -> str:
        """The kinds of the mentions in the order in which they stand in the mask."""
        mentions = self.mentions
        return "".join([mentions[character].letter for character in MENTION.findall(self.mask)])

    def is_rearranged(self) -> bool:
        """Tell whether this is a clause of a sentence in another order."""
        return bool(self._pieces)

    def stood_so(self, start: int, end: int) -> bool:
        """Tell whether ``mask[start:end]`` of a rearranged mask stood so in the sentence."""
        return any(left <= start and end <= right for left, right, _ in self._pieces)

    def stood_in(self, start: int) -> tuple[str, int, int] | None:
        """The sentence's own mask, and where in it ``mask[start]`` of a rearranged one stood."""
        for left, right, origin in self._pieces:
            if left <= start < right:
                return self._original, origin + start - left, origin + start - left + 1
        return None

    def before(self, start: int) -> list[Linked]:
        """The mentions that stand in the text before what ``mask[start]`` stands for."""
        mask, origin, _ = self.stood_in(start) or (self.mask, start, start)
        return [self.mentions[m.group()] for m in MENTION.finditer(mask, 0, origin)]

    def rearranged(self, pieces: Iterable[tuple[int, int]]) -> MaskedSentence:
        """Return the sentence with only these pieces of its mask, in this order."""
        parts: list[str] = []
        placed: list[tuple[int, int, int]] = []
        length = 0
        for start, end in pieces:
            if parts and self.mask[start] not in ",.;:!?":
                parts.append(" ")
                length += 1
            parts.append(self.mask[start:end])
            placed.append((length, length + end - start, start))
            length += end - start
        return MaskedSentence(
            self.sentence,
            "".join(parts),
            self.mentions,
            self.kinds,
            self._mask_starts,
            self._text_starts,
            tuple(placed),
            self.mask,
        )

    def _span(self, start: int, end: int, mask: str) -> tuple[int, int]:
        first = self._position(start)
        last = self.mentions.get(mask[end - 1])
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
        letter, group = mention.letter, mention.group
        for i, value in enumerate(group or (mention.value,)):
            number = counts.get(letter, 0)
            counts[letter] = number + 1
            character = mask_character(letter, number)
            mentions[character] = mention._replace(value=value) if group else mention
            if i:
                joint = " und " if i == len(group) - 1 else ", "
                parts.append(joint)
                length += len(joint)
            parts.append(character)
            length += 1
            mask_starts += (length - 1, length)
            text_starts += (start, end)
        position = end
    parts.append(text[position - offset :])
    mask = "".join(parts).replace("\n", " ").replace("\u00a0", " ")
    return MaskedSentence(
        sentence, mask, mentions, frozenset(counts), tuple(mask_starts), tuple(text_starts)
    )
