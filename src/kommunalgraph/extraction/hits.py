"""A match of a rule's template in a sentence of an article."""

from __future__ import annotations

import re
from typing import NamedTuple

from kommunalgraph.extraction.masking import MaskedSentence
from kommunalgraph.extraction.rules import Rule
from kommunalgraph.extraction.slot_expressions import MENTION, WHERE
from kommunalgraph.extraction.template import AGAIN, Template
from kommunalgraph.linking.linked import Linked
from kommunalgraph.linking.whereabouts import without_locations
from kommunalgraph.model import Article

_WHERE = re.compile(WHERE)


class Hit(NamedTuple):
    """A template of a rule that matched a sentence of an article."""

    article: Article
    masked: MaskedSentence
    rule: Rule
    template: Template
    match: re.Match[str]

    def slot(self, name: str) -> list[Linked]:
        """The mentions that a slot matched, in whichever alternative it stands."""
        slots, match = self.template.slots, self.match
        found = match[name] if name in slots else None
        letters = slots[name] if found is not None else ""
        if found is None:
            again = name + AGAIN
            for slot in slots:
                if slot.startswith(again) and (found := match[slot]) is not None:
                    letters = slots[slot]
                    break
            else:
                return []
        mentions = self.masked.mentions
        letters_found = MENTION.findall(_WHERE.sub("", found)) if len(found) > 1 else found
        standing = [mentions[c] for c in letters_found]
        return [m for m in standing if m.letter in letters]

    def before(self) -> list[str]:
        """The entities named in the sentence before the match, mere locations left out."""
        found = self.masked.before(self.match.start())
        standing = without_locations(self.masked.sentence, found)
        return [m.value for m in standing if m.letter in "OLPD"]
