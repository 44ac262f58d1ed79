"""A match of a template becomes the statements of its rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Final, NamedTuple

from kommunalgraph.extraction.bystanders import is_bystander
from kommunalgraph.extraction.confidence import INFERRED, Confidences
from kommunalgraph.extraction.context import LOCAL, PRIVATE, Context
from kommunalgraph.extraction.hits import Hit
from kommunalgraph.extraction.modality import Cues
from kommunalgraph.extraction.office_bodies import Offices
from kommunalgraph.extraction.offices import called
from kommunalgraph.extraction.relations import COUNTS, SYMMETRIC, may_end
from kommunalgraph.extraction.rules import Fact
from kommunalgraph.extraction.validity import LASTING, Period, kind_of, period_beside
from kommunalgraph.linking.linked import Linked
from kommunalgraph.linking.pronouns import is_pronoun
from kommunalgraph.mentions.letters import LETTER_OF_KIND
from kommunalgraph.mentions.lexicon import Lexicon
from kommunalgraph.model import Article, Entity, Evidence, Modality, Statement

_VALUE: Final = "V"
"""Letter of a value that the rule itself states."""

_OVER = re.compile(r"\b(?:war|waren|hatten?|geführt|geleitet|gewesen)\b")

_PUBLIC: Final = frozenset({"municipality", "district", "state", "federal"})

_BEFALLING: Final = re.compile(
    r"\b(?:nach|vor|wegen|durch|trotz|während|seit|infolge|aufgrund)\s(?:\w+\s){0,3}\Z",
    re.IGNORECASE,
)
"""What stands before a circumstance that only tells when or why: ``nach dem Hackerangriff``."""

_CHAIR: Final = re.compile(
    r"(?:[Ss]tellvertretende[nr]? )?(?:Verbands|Vorstands|Aufsichtsrats|Verwaltungsrats)?"
    r"(?:[Vv]orsitzende|[Vv]orsteher)"
)
"""Who heads the board or the assembly of a body of several towns."""


@cache
def _choice(names: str) -> tuple[str, ...]:
    """The names of ``a/b/@c`` in a fact."""
    return tuple(names.split("/"))


def _stands_for_name(mention: Linked) -> bool:
    """Tell whether a pronoun, or a description of a product, stands where a name could."""
    return is_pronoun(mention) or (mention.letter == "D" and not mention.named)


def _with_dates(evidence: Evidence, article: Article, when: Period) -> Evidence:
    """The evidence with the moments that date the fact: a reader must see them in the quote."""
    moments = [m for m in when if m is not None]
    start = min([evidence.start, *(m.outer_start for m in moments)])
    end = max([evidence.end, *(m.outer_end for m in moments)])
    if (start, end) == (evidence.start, evidence.end):
        return evidence
    return replace(evidence, start=start, end=end, quote=article.text[start:end])


def _lasts(hit: Hit, qualifiers: dict[str, Linked]) -> bool:
    """Tell whether a rule for what is over met what began: ``Erika Muster, seit 2019 Leiterin``."""
    end = qualifiers.get("until")
    return (
        hit.rule.modality == "ended"
        and end is not None
        and kind_of(end) == "since"
        and not _OVER.search(hit.match.group())
    )


_OF_MAIN: Final = ("engagedIn", "cooperatesWith")
_ACTORS: Final = (*PRIVATE, *LOCAL)


def _is_about_another(hit: Hit, objects: list[Linked], context: Context) -> bool:
    """Tell whether the sentence speaks of a body other than the provider that the article is
    about, which it does not name: ``die Akte der Musterstädter Verwaltung`` is the town's."""
    kind = context.entities[context.main].kinds[0] if context.main else LOCAL[0]
    if kind in LOCAL:
        return False
    if kind == "Company" and context.headline is None:
        return True  # it is named in passing
    named = {
        mention.value
        for mention in hit.masked.mentions.values()
        if mention.letter in "OL" and context.entities[mention.value].kinds[0] in _ACTORS
    }
    return context.main not in named and bool(named - {o.value for o in objects})


class _Said(NamedTuple):
    """What all statements of one fact of a match have in common."""

    qualifiers: dict[str, Linked]
    evidence: Evidence
    confidence: float
    when: Period
    modality: Modality


class FactMaker:
    """Makes statements of hits, with one lexicon, set of cues and table of confidences."""

    def __init__(self, lexicon: Lexicon, cues: Cues, confidences: Confidences) -> None:
        self.lexicon = lexicon
        self.cues = cues
        self.confidences = confidences
        self.offices = Offices(lexicon)

    def statements(self, hit: Hit, fact: Fact, context: Context) -> Iterator[Statement]:
        """Return the statements that ``fact`` of the rule makes of ``hit``."""
        qualifiers = {}
        for name, slots in fact.qualifiers:
            for slot in _choice(slots):
                found = self._meant(hit, slot, context, None)
                if found:
                    qualifiers[name] = found[0]
                    break
        if _lasts(hit, qualifiers):
            return
        role = qualifiers.get("role")
        subjects, guessed_subject = self._end(hit, fact, 0, context, role)
        if not subjects or ("subject" in hit.rule.named and not all(s.named for s in subjects)):
            return
        objects, guessed_object = self._end(hit, fact, 1, context, role)
        if not objects or ("object" in hit.rule.named and not all(o.named for o in objects)):
            return
        of_main = guessed_subject and fact.subject.endswith("@haupt")
        if of_main and fact.relation in _OF_MAIN and _is_about_another(hit, objects, context):
            return
        rule = hit.rule.id
        by_pronoun = any(_stands_for_name(mention) for mention in (*subjects, *objects))
        if by_pronoun or (guessed_object and fact.relation == "hasRole"):
            rule += INFERRED
        confidence = self.confidences.confidence(rule, hit.rule.confidence)
        when = self._when(hit, fact.relation, qualifiers)
        evidence = _with_dates(self._evidence(hit, rule), hit.article, when)
        said = _Said(qualifiers, evidence, confidence, when, self._modality(hit, fact.relation))
        guessed = fact.relation == "engagedIn" and (of_main or guessed_object)
        office, text = fact.relation == "hasRole", hit.article.text
        mentions = hit.masked.mentions
        for subject, object_ in product(subjects, objects):
            if subject.value == object_.value:
                continue
            if self.lexicon.is_circumstance(object_.value) and (
                guessed
                or _BEFALLING.search(text, max(0, object_.outer_start - 40), object_.outer_start)
            ):
                continue  # whom it befalls, the text has to say; "nach dem Angriff" is but when
            if office and self._unfit(object_, role, hit, context):
                continue
            pair = (subject, subjects[0])
            if is_bystander(fact.relation, pair, text, mentions.values(), context.entities):
                continue
            yield self._statement(hit, fact, (subject, object_), said, context)

    def _unfit(self, body: Linked, role: Linked | None, hit: Hit, context: Context) -> bool:
        """Tell whether an office of public life is said of a party or club: ``Bürgermeisterin
        Erika Muster (Musterpartei)``; without an office, a club says nothing of one either.  A
        ``Beigeordnete`` may be one of an association, but not in brackets.  Behind who chairs a
        board, the town in brackets is where that person is from."""
        entity = context.entities.get(body.value)
        if entity is None:
            return False
        in_brackets = hit.article.text[body.outer_start - 1 : body.outer_start] == "("
        if entity.kinds[0] in LOCAL:
            return role is not None and in_brackets and _CHAIR.match(role.value) is not None
        if entity.kinds[0] != "Association":
            return False
        if role is None:
            return True
        kind = self.offices.kind_of(role.value)
        return kind in _PUBLIC or (kind == "local" and in_brackets)

    def _evidence(self, hit: Hit, rule: str) -> Evidence:
        start, end = hit.masked.text_span(hit.match.start(), hit.match.end())
        return Evidence(hit.article.iri, start, end, hit.article.text[start:end], rule)

    def _end(
        self, hit: Hit, fact: Fact, end: int, context: Context, role: Linked | None
    ) -> tuple[list[Linked], bool]:
        """What the first of ``a/b/@c`` means that may stand there, and whether it was inferred."""
        entities = context.entities
        for name in _choice(fact.object if end else fact.subject):
            found = [
                mention
                for mention in self._meant(hit, name, context, role)
                if (entity := entities.get(mention.value)) is None
                or may_end(fact.relation, end, entity.kinds)
            ]
            if found:
                return found, name.startswith("@")
        return [], False

    def _meant(self, hit: Hit, name: str, context: Context, role: Linked | None) -> list[Linked]:
        """The mentions a slot matched or a reference means; a quoted value stands for itself."""
        if name.startswith("'"):
            return [Linked(0, 0, _VALUE, name.strip("'"), name.strip("'"), 0, 0)]
        if not name.startswith("@"):
            return hit.slot(name)
        if name == "@dienststelle":
            iris = self.offices.body(hit, context, role)
        elif name == "@verwaltung":
            iris = self.offices.authority(hit, context)
        else:
            iris = context.resolve(name, hit.before())
        return [
            Linked(0, 0, LETTER_OF_KIND[context.entities[iri].kinds[0]], iri, "", 0, 0)
            for iri in iris
        ]

    def _statement(
        self,
        hit: Hit,
        fact: Fact,
        ends: tuple[Linked, Linked],
        said: _Said,
        context: Context,
    ) -> Statement:
        relation = fact.relation
        subject, object_ = ends[0].value, ends[1].value
        values = {name: mention.value for name, mention in said.qualifiers.items()}
        if relation == "revenue":
            object_ = ends[1].surface
        elif relation == "hasRole":
            object_ = self._employer(ends[1], values.get("role", ""), context.entities)
            role = said.qualifiers.get("role")
            if role and role.end > role.start:  # else the rule says it
                values["role"] = called(hit.article.text, role)
        elif relation in SYMMETRIC:
            subject, object_ = sorted((subject, object_))
        for name in ("from", "until"):
            values.pop(name, None)
        published = hit.article.published
        today = published.isoformat() if published and relation in COUNTS else None
        return Statement(
            subject=subject,
            relation=relation,
            object=object_,
            evidence=said.evidence,
            modality=said.modality,
            confidence=said.confidence,
            valid_from=said.when.since.value if said.when.since else None,
            valid_until=said.when.until.value if said.when.until else None,
            as_of=said.when.on.value if said.when.on else today,
            derivation=(ends[1].note or None) if relation == "foundedIn" else None,
            qualifiers=tuple(sorted(values.items())) if values else (),
        )

    def _when(self, hit: Hit, relation: str, qualifiers: dict[str, Linked]) -> Period:
        """Since when and until when the fact holds, and of which moment a number is told: what the
        rule read, else what stands beside it."""
        read = [qualifiers[name] for name in ("from", "until") if name in qualifiers]
        if read:
            ends = [m for m in read if kind_of(m) == "until"]
            begins = [m for m in read if kind_of(m) != "until"]
            return Period(next(iter(begins), None), next(iter(ends), None))
        if "M" not in hit.masked.kinds or (relation not in LASTING and relation not in COUNTS):
            return Period()
        rule, published = hit.rule, hit.article.published
        found = period_beside(
            hit.masked,
            hit.match,
            relation,
            attributive=rule.attributive,
            beginning=rule.beginning,
        )
        if relation not in COUNTS:
            return found._replace(on=None)
        to_come = found.on and published and found.on.value > published.isoformat()
        return Period(on=None if to_come else found.on)

    def _modality(self, hit: Hit, relation: str) -> Modality:
        if hit.rule.modality:
            return hit.rule.modality
        match, beside = hit.match, hit.rule.attributive
        modality = self.cues.modality(
            hit.masked.mask, match.start(), match.end(), relation, attributive=beside
        )
        where = hit.masked.stood_in(match.start())
        if modality == "asserted" and where:
            modality = self.cues.modality(*where, relation, attributive=beside)
        return "asserted" if beside and modality != "ended" else modality

    def _employer(self, place: Linked, role: str, entities: dict[str, Entity]) -> str:
        """An office of a district (``der Böblinger Landrat``) is held in the district, not in the
        town that gave it its name."""
        senses = self.lexicon.senses(role)
        number = self.lexicon.by_iri.get(place.value)
        if number is None or not any(
            self.lexicon.things[s.thing].detail == "district" for s in senses
        ):
            return place.value
        district = self.lexicon.district_of.get(number)
        if district is None or self.lexicon.things[number].kinds[0] != "Municipality":
            return place.value
        thing = self.lexicon.things[self.lexicon.by_iri[district]]
        entities.setdefault(district, Entity(district, thing.kinds, thing.label))
        return district
