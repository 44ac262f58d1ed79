"""Where the kicker ends and the headline begins, in pages that print them without a blank.

"PortaleGelungener Mix" is the kicker "Portale" and the headline "Gelungener Mix".  A capital
inside a word is the sign; that it does not always part two words (DigitalPakt, MusterAkte) is told
from the rest of the text, where a real word occurs again, and from names the caller knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kommunalgraph.outlets.layouts import Layout

_SEAM = re.compile(
    r"(?<=[a-zäöüß0-9)!?])(?=[A-ZÄÖÜ„])"
    r"|(?<=[A-ZÄÖÜ0-9])(?=[A-ZÄÖÜ][a-zäöüß])"
    r"|(?<=[a-zäöüß)])(?=\d[\d.]*\s)"
)
# An acronym before another: only names that the caller knows tell where "KDOIT-Betrieb" parts.
_WEAK_SEAM = re.compile(r"(?<=[A-ZÄÖÜ])(?=[A-ZÄÖÜ])")
_NAME_END = re.compile(r"[:-]")
_WORD = re.compile(r"[^\s„“”\",;/]+")
# A kicker is a name or a noun phrase: inside it only these words are in small letters.
_SMALL_WORDS = (
    "und oder für der des die das den dem von vom zu zur zum im in am an bei aus mit auf über vor"
)
_OPENING_WORDS = (
    "der die das ein eine einer eines neue neuer neues neuen mit in im am an auf aus für wie was"
    " warum wer wo wann wenn so auch vom von zum zur bei nach vor über unter ohne mehr noch nur"
    " alle erste erster erstes zwei drei"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_NOT_FIRST = frozenset(_OPENING_WORDS.split())
_LONGEST_KICKER = 70


def split_glued(
    line: str, content: str, layout: Layout, known: Callable[[str], bool] | None = None
) -> int | None:
    """Return the index in ``line`` at which the headline begins, or None where nothing is glued.

    ``content`` is the whole text; ``known`` tells whether a word is the name of something.

    >>> from kommunalgraph.outlets.layouts import general
    >>> split_glued("PortaleGelungener Mix", "", general())
    7
    """
    seams = [seam.start() for seam in _SEAM.finditer(line, 2, _LONGEST_KICKER)]
    for seam in seams:
        if line[:seam].casefold() in layout.genres:
            return seam
    if known is not None:
        weak = [seam.start() for seam in _WEAK_SEAM.finditer(line, 2, _LONGEST_KICKER)]
        named = [
            seam
            for seam in {*seams, *weak}
            if known(line[:seam])
            and len(line) - seam > 3
            and not _repeated(line, seam, content)
            and not _parts_name(line, seam, known)
        ]
        if named:
            return max(named)
    whole = [word for word in layout.whole_words if word in line]
    ranked = [
        (score, -seam)
        for seam in seams
        if is_noun_phrase(line[:seam]) and (score := _score(line, seam, content, whole)) > 0
    ]
    return -max(ranked)[1] if ranked else None


def is_noun_phrase(left: str) -> bool:
    """Tell whether the words can be a kicker: no article in front, no verb among them."""
    words = left.split()
    if words[0].casefold() in _NOT_FIRST or len(words) > 7:
        return False
    # "regio iT" and "Muster eG" are names, "führt Muster" is none.
    return all(not word[0].islower() or word in _SMALL or not word.islower() for word in words[1:])


def _score(line: str, seam: int, content: str, whole: list[str]) -> int:
    """Return how well the line parts at ``seam``; 0 where it parts a word that is one."""
    glued = next((word for word in _WORD.finditer(line) if word.start() < seam <= word.end()), None)
    if glued is None:
        return 0
    if any(_within(seam, line, word) for word in whole):
        return 0
    # "MusterAkte" that the text repeats is a name, "MusterstadtNeues" stands only in this line.
    if content.count(glued[0]) > 1:
        return 0
    before, after = line[glued.start() : seam], line[seam : glued.end()]
    if len(before) < 2 or (len(after) < 2 and glued.end() == len(line)):
        return 0
    return 1 + 2 * _stands(before, content) + 2 * (len(after) > 2 and _stands(after, content))


def _repeated(line: str, seam: int, content: str) -> bool:
    """Tell whether the text says the word at ``seam`` again, glued as it is: then it is a name."""
    glued = next((word for word in _WORD.finditer(line) if word.start() < seam <= word.end()), None)
    return glued is not None and content.count(glued[0]) > 1


def _parts_name(line: str, seam: int, known: Callable[[str], bool]) -> bool:
    """Tell whether the word at ``seam`` begins with a longer name: ``KRZN:``, ``KGSt-Forum``."""
    glued = next((word for word in _WORD.finditer(line) if word.start() < seam <= word.end()), None)
    if glued is None:
        return False
    name = _NAME_END.split(glued[0], maxsplit=1)[0]
    return glued.start() + len(name) > seam and known(name)


def _stands(word: str, content: str) -> bool:
    """Tell whether ``word`` stands in the text as a word of its own."""
    start = content.find(word)
    while start >= 0:
        end = start + len(word)
        if not content[start - 1 : start].isalnum() and not content[end : end + 1].isalnum():
            return True
        start = content.find(word, end)
    return False


def _within(seam: int, line: str, word: str) -> bool:
    """Tell whether ``seam`` lies inside an occurrence of ``word`` in ``line``."""
    start = line.find(word, max(0, seam - len(word)))
    return 0 <= start < seam < start + len(word)
