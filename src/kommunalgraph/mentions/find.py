"""Find the candidates of a sentence, from left to right, longest first.

Names the tables list are looked up by their first word.  Names nobody listed are recognised by
what stands around them: a given name, a title or an office before a surname; a noun that announces
a name (``Firma Muster``); a legal form behind it (``Muster GmbH``); a head noun with its
complements (``Ministerium für Beispiel und Muster``); a product's head behind a hyphen
(``Muster-App``).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kommunalgraph.mentions.candidates import Candidate, without_overlaps
from kommunalgraph.mentions.lexicon import ADJECTIVE, FORM_WORD, Lexicon, Sense
from kommunalgraph.mentions.wordlists import Wordlists

_MONTHS: Final = frozenset(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
_PARTICLES: Final = frozenset("von van de zu der den dem del della di la le da dos vom zum zur und".split())
_PARTICLES_BEFORE_NAME: Final = _PARTICLES - {"und", "der", "den", "dem"}
_INITIAL = re.compile(r"[A-ZÄÖÜ]$")
_SURNAME = re.compile(r"[A-ZÄÖÜÉÇŞĆČŠŽØ][a-zäöüßéèêçğışćčšžøñáíóâãåæ’'A-Z]*(?:-[A-ZÄÖÜ][a-zäöüßé]+)*$")
_NAME_WORD = re.compile(r"(?:[A-ZÄÖÜ][\w.+’'-]*|[a-z]{1,3}[A-Z0-9][\w-]*|\d{1,4}|&|[a-z]+@[a-z]+)$")
_ABBREVIATION = re.compile(r"(?=.*[A-ZÄÖÜ].*)[\w.&/|+-]{2,14}$")
_LEGAL_ABBREVIATIONS: Final = frozenset(
    ["GmbH", "gGmbH", "AG", "eG", "e.G", "AöR", "SE", "KdöR", "mbH", "UG", "KG", "e.V", "eV", "KGaA"]
)
_COMPLEMENT = (
    r"(?:(?:den|die|das|der|dem) )?(?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][\w/-]*(?:, [A-ZÄÖÜ][\w-]+(?=,| und| sowie))*"
    r"(?:,? (?:und|sowie) (?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][\w/-]+)?"
)
_PURPOSE = re.compile(rf" (?:für|zur|zum) {_COMPLEMENT}(?: (?:des Landes|im) [A-ZÄÖÜ][\w-]+)?")
"""``… für Sicherheit in der Informationstechnik``: what any body may carry in its name."""
_OWNER = re.compile(
    r" (?:des Innern(?:, [^.]{3,40})?|der (?:Finanzen|Justiz|Künste|Länder)|des Landes [A-ZÄÖÜ][\w-]+|der Bundeswehr|von [A-ZÄÖÜ][\w-]+)(?![\w])"
)
"""``… des Innern``: genitives that belong to the names of public bodies."""


_SHORT_ROLE = re.compile(r" \([A-ZÄÖÜ][A-Za-z]{1,5}\)")
_FIELD_NOUN = r"(?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][a-zäöüßA-Z-]+(?:,? (?:und|sowie|&) (?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][a-zäöüßA-Z-]+)?"
_FIELD = re.compile(rf" (?:der|des|für(?: die| das| den)?|im Bereich|im Fachbereich) {_FIELD_NOUN}")
_BARE_FIELD = re.compile(rf" (?:(?:der|des|für(?: die| das| den)?|im Bereich|im Fachbereich) )?{_FIELD_NOUN}")
_CAPITALISED = re.compile(r"[A-ZÄÖÜ][\w-]+")


class Token(NamedTuple):
    """A word or sign of a sentence with its span in the article's text."""

    start: int
    end: int
    text: str


class Finder:
    """Finds candidates with one lexicon; the methods keep no state between sentences."""

    def __init__(self, lexicon: Lexicon, words: Wordlists) -> None:
        self.lexicon = lexicon
        self.words = words
        self._role_lengths = sorted({len(e) for e in words.role_endings})
        self._role_endings = frozenset(words.role_endings)

    def find(self, text: str, start: int, end: int) -> list[Candidate]:
        """Return the candidates of the sentence ``text[start:end]`` in text order."""
        tokens = [Token(m.start(), m.end(), m.group()) for m in FORM_WORD.finditer(text, start, end)]
        found: list[Candidate] = []
        i = 0
        while i < len(tokens):
            candidates, step = self._at(text, tokens, i)
            found += candidates
            i += step
        return self._attach(text, tokens, without_overlaps(found))

    def _at(self, text: str, tokens: list[Token], i: int) -> tuple[list[Candidate], int]:
        """Candidates that begin at token ``i``, and how many tokens they take (at least 1)."""
        word = tokens[i].text
        lexicon = self.lexicon
        listed = self._listed(text, tokens, i) if word in lexicon.starts or i == 0 else None
        if listed and listed[1] > 1:
            return [listed[0]], listed[1]
        if word in lexicon.given_names and word not in _MONTHS:
            person = self._person(text, tokens, i)
            if person:
                return [person[0]], person[1]
        if not (word[0].isupper() or "-" in word or word[-1].isupper()):
            return ([listed[0]], listed[1]) if listed else ([], 1)
        if word in self.words.institutions:
            institution = self._institution(text, tokens, i)
            if institution and (not listed or institution[1] > listed[1]):
                return [institution[0]], institution[1]
        if listed:
            return [listed[0]], listed[1]
        if "-" in word:
            return self._compound(tokens[i]), 1
        if self.is_role(word):
            token = tokens[i]
            return [Candidate(token.start, token.end, "R", word, hint=word)], 1
        return [], 1

    def is_role(self, word: str) -> bool:
        """Tell whether ``word`` ends like an office noun: ``Kreisverwaltungsdirektorin``."""
        lower = word.lower()
        return any(lower[-n:] in self._role_endings for n in self._role_lengths if n <= len(lower))

    def _listed(self, text: str, tokens: list[Token], i: int) -> tuple[Candidate, int] | None:
        lexicon = self.lexicon
        first = tokens[i].text
        longest = lexicon.starts.get(first, 0)
        lowered = ""
        if i == 0 and first[:1].isupper():
            lowered = first[0].lower() + first[1:]
            longest = max(longest, lexicon.starts.get(lowered, 0))
        start = tokens[i].start
        for count in range(min(longest, len(tokens) - i), 0, -1):
            end = tokens[i + count - 1].end
            surface = text[start:end]
            form = surface
            if form not in lexicon.forms and lowered:
                form = lowered + surface[len(lowered) :]
            if form in lexicon.forms:
                return self._candidate(start, end, surface, lexicon.senses(form)), count
        return None

    def _candidate(
        self, start: int, end: int, surface: str, senses: tuple[Sense, ...]
    ) -> Candidate:
        letter = self.lexicon.things[senses[0].thing].letter
        if letter == "L" and all(s.how == ADJECTIVE for s in senses):
            letter = "Q"
        hint = surface if letter == "R" else ""
        if letter == "F":
            hint = self.lexicon.things[senses[0].thing].label
        return Candidate(start, end, letter, surface, senses, hint)

    def _person(self, text: str, tokens: list[Token], i: int) -> tuple[Candidate, int] | None:
        """``Erika Muster``, ``Hans-Peter M. von Beispiel``: given names, then one surname."""
        last = len(tokens)
        j = i + 1
        while j < last and (tokens[j].text in self.lexicon.given_names or _INITIAL.match(tokens[j].text)):
            if not _adjacent(text, tokens, j) or j - i > 3:
                break
            j += 1
            if j < last and tokens[j].text == ".":
                j += 1
        while j + 1 < last and tokens[j].text in _PARTICLES_BEFORE_NAME | {"der", "den"} and j - i < 5:
            j += 1
        if j < last and _adjacent(text, tokens, j) and self._is_surname(tokens[j].text):
            j += 1
        elif j - i < 2 or not _SURNAME.match(tokens[j - 1].text) or len(tokens[j - 1].text) < 3:
            return None
        start, end = tokens[i].start, tokens[j - 1].end
        return Candidate(start, end, "P", text[start:end], hint="Person"), j - i

    def _is_surname(self, word: str) -> bool:
        if not _SURNAME.match(word) or len(word) < 2 or (word.isupper() and len(word) < 6):
            return False
        if word in self.words.place_nouns or word in self.words.introducers or word in _MONTHS:
            return False
        senses = self.lexicon.senses(word)
        return not senses or self.lexicon.things[senses[0].thing].letter not in "RFO"

    def _institution(self, text: str, tokens: list[Token], i: int) -> tuple[Candidate, int] | None:
        """A head noun with complement (``Ministerium für …``, ``Universität Beispielstadt``)."""
        head = tokens[i]
        kind = self.words.institutions[head.text]
        limit = tokens[-1].end
        end = head.end
        for tail in (_PURPOSE, _OWNER) if kind == "PublicBody" else (_PURPOSE,):
            found = tail.match(text, end, limit)
            end = found.end() if found else end
        last = max((k for k in range(i, len(tokens)) if tokens[k].end <= end), default=i)
        if self._region_follows(text, tokens, last, kind):
            last += 1
            end = tokens[last].end
        if end == head.end:
            return None
        start = _with_adjectives(text, tokens, i)
        return Candidate(start, end, "O", text[start:end], hint=kind), last + 1 - i

    def _region_follows(self, text: str, tokens: list[Token], i: int, kind: str) -> bool:
        """A place behind, or, behind a provider's head noun, any name that no table explains."""
        if self._place_follows(text, tokens, i):
            return True
        if kind != "Provider" or i + 1 >= len(tokens) or not _adjacent(text, tokens, i + 1):
            return False
        word = tokens[i + 1].text
        return bool(_SURNAME.match(word)) and word not in self.lexicon.forms and not self.is_role(word)

    def _place_follows(self, text: str, tokens: list[Token], i: int) -> bool:
        if i + 1 >= len(tokens) or not _adjacent(text, tokens, i + 1):
            return False
        senses = self.lexicon.senses(tokens[i + 1].text)
        return any(self.lexicon.things[s.thing].letter == "L" and s.how != ADJECTIVE for s in senses)

    def _compound(self, token: Token) -> list[Candidate]:
        """Parts of a hyphenated word: a listed name in front, a role or product head behind."""
        word = token.text
        head, _, tail = word.rpartition("-")
        found: list[Candidate] = []
        cut = len(word)
        prefix_senses: tuple[Sense, ...] = ()
        while (cut := word.rfind("-", 0, cut)) > 0:
            prefix_senses = self.lexicon.senses(word[:cut])
            if prefix_senses:
                break
        if prefix_senses:
            candidate = self._candidate(token.start, token.start + cut, word[:cut], prefix_senses)
            if candidate.letter == "D" and word[cut + 1 :] in self.words.product_heads:
                candidate = candidate._replace(outer_start=token.start, outer_end=token.end)
            if candidate.letter in "OLTDEQ":
                found.append(candidate)
        tail_start = token.end - len(tail)
        if self._is_role_form(tail) or self.is_role(tail):
            start = tail_start if found else token.start
            surface = tail if found else word
            found.append(Candidate(start, token.end, "R", surface, hint=surface))
        elif tail in self.words.product_heads and head and not found and head[0].isalpha():
            found.append(Candidate(token.start, token.end, "D", word, hint="Product"))
        return found

    def _is_role_form(self, word: str) -> bool:
        senses = self.lexicon.senses(word)
        return bool(senses) and self.lexicon.things[senses[0].thing].letter == "R"

    def _attach(self, text: str, tokens: list[Token], found: list[Candidate]) -> list[Candidate]:
        """Add names that only their neighbours give away; extend spans to what belongs to them."""
        starts = {token.start: k for k, token in enumerate(tokens)}
        ends = {token.end: k for k, token in enumerate(tokens)}
        by_start = {c.start: c for c in found}
        extra = [
            name
            for k, token in enumerate(tokens)
            if (name := self._announced(text, tokens, k, by_start)) is not None
        ]
        extra += [
            name
            for c in found
            if c.letter == "F" and (name := self._before_legal_form(text, tokens, ends, c)) is not None
        ]
        extra += [
            person
            for c in found
            if c.letter == "R" and (person := self._after_office(text, tokens, starts, c, by_start))
        ]
        titled = [
            person
            for k, token in enumerate(tokens)
            if token.text in self.words.titles and (person := self._after_title(text, tokens, k, by_start))
        ]
        names = without_overlaps([*titled, *found, *extra]) if extra or titled else found
        return [self._extended(text, tokens, starts, ends, c) for c in names]

    def _announced(
        self, text: str, tokens: list[Token], k: int, known: dict[int, Candidate]
    ) -> Candidate | None:
        """``Firma Muster``, ``Produkt „Muster Plus“``, ``Zweckverband Musterland``."""
        word = tokens[k].text
        kind = self.words.introducers.get(word)
        if kind is None and word in self.words.introducing_legal_forms:
            kind = "Provider"
        if kind is None or k + 1 >= len(tokens):
            return None
        j = k + 1
        quoted = tokens[j].text in "„“\"»‚" and j + 1 < len(tokens)
        j += quoted
        if tokens[j].start in known and not quoted:
            return None
        if not quoted and not _adjacent(text, tokens, j):
            return None
        stop = self._name_end(text, tokens, j, known, quoted=bool(quoted))
        if stop == j:
            return None
        start, end = tokens[j].start, tokens[stop - 1].end
        return Candidate(start, end, "OTDE"["OTDE".index(_LETTER[kind])], text[start:end], hint=kind)

    def _name_end(
        self, text: str, tokens: list[Token], j: int, known: dict[int, Candidate], *, quoted: bool
    ) -> int:
        stop = j
        while stop < len(tokens) and stop - j < (7 if quoted else 4):
            token = tokens[stop]
            if quoted:
                if token.text in "“”\"«‘":
                    return stop
                if token.text in ".!?;":
                    return j
            elif (
                not _NAME_WORD.match(token.text)
                or (stop > j and token.start in known)
                or (stop > j and not _adjacent(text, tokens, stop))
                or token.text.isdigit() and stop == j
                or self.words.place_nouns.get(token.text)
                or token.text in self.lexicon.common and stop == j
            ):
                break
            stop += 1
        return j if quoted else stop

    def _before_legal_form(
        self, text: str, tokens: list[Token], ends: dict[int, int], form: Candidate
    ) -> Candidate | None:
        """``Muster Beispiel GmbH``: the capitalised words before an abbreviated legal form."""
        if form.surface.rstrip(".") not in _LEGAL_ABBREVIATIONS and " & Co" not in form.surface:
            return None
        k = next((k for k, t in enumerate(tokens) if t.start == form.start), 0)
        first = k
        while first > 0 and k - first < 5 and _adjacent(text, tokens, first):
            word = tokens[first - 1].text
            if not _NAME_WORD.match(word) or word in self.words.introducers or word.isdigit():
                break
            first -= 1
        while first < k and tokens[first].text in ("Die", "Der", "Das", "Den", "Dem", "Bei", "Mit", "Von", "Als", "Für", "In", "&"):
            first += 1
        if first == k:
            return None
        start, end = tokens[first].start, tokens[k - 1].end
        return Candidate(start, end, "O", text[start:end], hint="Company")

    def _after_office(
        self,
        text: str,
        tokens: list[Token],
        starts: dict[int, int],
        role: Candidate,
        known: dict[int, Candidate],
    ) -> Candidate | None:
        """``Landrat Beispiel``, ``Bürgermeisterin Wiltrud Muster``: the holder behind the office."""
        k = next((k for k, t in enumerate(tokens) if t.end == role.end), None)
        if k is None or k + 1 >= len(tokens):
            return None
        j = k + 1
        while j < len(tokens) and tokens[j].text in self.words.titles | {"."}:
            j += 1
        if j >= len(tokens) or (tokens[j].start in known and known[tokens[j].start].letter in "PORFT"):
            return None
        if not role.surface.lower().endswith(self.words.offices):
            return None
        return self._surname_at(text, tokens, j)

    def _after_title(
        self, text: str, tokens: list[Token], k: int, known: dict[int, Candidate]
    ) -> Candidate | None:
        """``Herr Muster``, ``Dr. Beispiel``, ``Frau Landrätin Muster``."""
        j = k + 1
        while j < len(tokens) and (tokens[j].text in self.words.titles or tokens[j].text == "." or self._is_role_form(tokens[j].text)):
            j += 1
        if j >= len(tokens):
            return None
        if tokens[j].start in known and known[tokens[j].start].letter == "P":
            return None
        return self._surname_at(text, tokens, j)

    def _surname_at(self, text: str, tokens: list[Token], j: int) -> Candidate | None:
        first = j
        if not _adjacent(text, tokens, j):
            return None
        while j + 1 < len(tokens) and tokens[j].text in _PARTICLES_BEFORE_NAME:
            j += 1
        if not self._is_surname(tokens[j].text) or self.is_role(tokens[j].text):
            return None
        if tokens[j].text in self.lexicon.common and tokens[j].text not in self.lexicon.given_names:
            return None
        stop = j + 1
        if (
            stop < len(tokens)
            and _adjacent(text, tokens, stop)
            and self._is_surname(tokens[stop].text)
            and tokens[stop].text not in self.lexicon.forms
            and not self.is_role(tokens[stop].text)
        ):
            stop += 1
        start, end = tokens[first].start, tokens[stop - 1].end
        return Candidate(start, end, "P", text[start:end], hint="Person")

    def _extended(
        self, text: str, tokens: list[Token], starts: dict[int, int], ends: dict[int, int], c: Candidate
    ) -> Candidate:
        """Widen the outer span by the announcing noun in front and a bracket behind."""
        if c.letter == "R":
            return self._with_field(text, tokens, c)
        if c.letter not in "OLTDEP":
            return c
        outer_start, outer_end = c.span
        cue = ""
        k = starts.get(outer_start)
        if k:
            before = tokens[k - 1]
            nouns = self.words.place_nouns if c.letter == "L" else self.words.introducers
            if c.letter == "P":
                while k and tokens[k - 1].text in self.words.titles | {"."} and text[outer_start - 1] == " ":
                    k -= 1
                    outer_start = tokens[k].start
            elif before.text in nouns and text[before.end : outer_start] == " ":
                cue = before.text
                if before.text not in self.words.introducing_legal_forms:
                    outer_start = before.start
        e = ends.get(outer_end)
        if e is not None and e + 2 < len(tokens) and tokens[e + 1].text == "(" and c.letter in "OLTDE":
            close = next((m for m in range(e + 2, min(e + 9, len(tokens))) if tokens[m].text == ")"), None)
            if close is not None and self._explains(text[tokens[e + 2].start : tokens[close - 1].end], c):
                outer_end = tokens[close].end
        return c._replace(outer_start=outer_start, outer_end=outer_end, cue=cue)

    def _with_field(self, text: str, tokens: list[Token], role: Candidate) -> Candidate:
        """Take the field of work into the role: ``Leiter der Finanzabteilung``, ``(CIO)``."""
        limit = tokens[-1].end
        found = _SHORT_ROLE.match(text, role.end, limit)
        end = found.end() if found else role.end
        pattern = _FIELD if role.surface.lower().endswith(self.words.offices) else _BARE_FIELD
        found = pattern.match(text, end, limit)
        if found:
            nouns = _CAPITALISED.findall(found.group())
            if not any(self._names_body(noun) for noun in nouns):
                end = found.end()
        return role._replace(outer_start=role.start, outer_end=end) if end > role.end else role

    def _names_body(self, noun: str) -> bool:
        """Tell whether a noun behind an office may be the body itself, not a field of work."""
        words = self.words
        if noun in words.descriptions or noun in words.place_nouns or noun in words.introducers:
            return True
        if noun in words.introducing_legal_forms or noun in words.institutions or self.is_role(noun):
            return True
        senses = self.lexicon.senses(noun)
        return any(self.lexicon.things[s.thing].letter in "OLRF" for s in senses) or noun in self.lexicon.given_names

    def _explains(self, inside: str, c: Candidate) -> bool:
        """Tell whether a bracket behind a name says the name again or places it on the map."""
        if c.letter == "L":
            return inside in self.lexicon.forms
        return bool(_ABBREVIATION.match(inside)) or (len(c.surface) < 12 and inside[:1].isupper())


_LETTER: Final = {
    "Provider": "O",
    "Company": "O",
    "Association": "O",
    "PublicBody": "O",
    "Product": "D",
    "Topic": "T",
    "Event": "E",
}


def _adjacent(text: str, tokens: list[Token], j: int) -> bool:
    """Tell whether only blanks stand between token ``j`` and the one before it."""
    return j > 0 and text[tokens[j - 1].end : tokens[j].start] in (" ", "\n", " \n", "")


def _with_adjectives(text: str, tokens: list[Token], i: int) -> int:
    """Start of the capitalised adjectives before token ``i`` (``Niedersächsisches Ministerium``)."""
    start = tokens[i].start
    while i > 0 and _adjacent(text, tokens, i):
        word = tokens[i - 1].text
        if not (word[0].isupper() and re.search(r"(?:e[nrsm]?|er)$", word)) or word in (
            "Der", "Die", "Das", "Dem", "Den", "Des", "Eine", "Einer", "Einen", "Diese", "Dieser", "Alle", "Beide", "Unter", "Aber", "Hinter", "Über",
        ):
            break
        i -= 1
        start = tokens[i].start
    return start
