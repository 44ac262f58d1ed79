"""Points in time."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kommunalgraph.text.anniversaries import find_anniversaries
from kommunalgraph.text.dates import find_moments

PUBLISHED = date(2018, 9, 17)  # a Monday

ABSOLUTE = [
    ("am 12. Mai 1971", "1971-05-12", "date"),
    ("am 3.7.2015", "2015-07-03", "date"),
    ("12.05.1971", "1971-05-12", "date"),
    ("1.7.18", "2018-07-01", "date"),
    ("2015-07-03", "2015-07-03", "date"),
    ("Am 1. Jan. 2020", "2020-01-01", "date"),
    ("Samstag, 19. April 2025", "2025-04-19", "date"),
    ("Mai 1971", "1971-05", "date"),
    ("im Mai 1971", "1971-05", "date"),
    ("im Oktober des Jahres 2009", "2009-10", "date"),
    ("im Jahr 1999", "1999", "date"),
    ("Ende 2017", "2017", "date"),
    ("im Frühjahr 2002", "2002", "date"),
    ("Seit 1971", "1971", "since"),
    ("Seit dem 1. Januar 2003", "2003-01-01", "since"),
    ("ab Anfang 2018", "2018", "from"),
    ("Ab dem 1. Januar 2019", "2019-01-01", "from"),
    ("bis Ende 2025", "2025", "until"),
    ("seit Jahresbeginn 2018", "2018-01", "since"),
    ("zum Jahreswechsel 2019/2020", "2020-01", "date"),
    ("zum Jahreswechsel 2019/20", "2020-01", "date"),
]

RELATIVE = [
    ("heute", "2018-09-17", "date"),
    ("gestern", "2018-09-16", "date"),
    ("vergangene Woche", "2018-09", "date"),
    ("im September", "2018-09", "date"),
    ("im Dezember", "2017-12", "date"),
    ("am 12. Mai", "2018-05-12", "date"),
    ("seit Januar", "2018-01", "since"),
    ("ab 1. Januar", "2019-01-01", "from"),
    ("im kommenden März", "2019-03", "date"),
    ("Ende April vorigen Jahres", "2017-04", "date"),
    ("im Oktober des vergangenen Jahres", "2017-10", "date"),
    ("zum 1. Januar des kommenden Jahres", "2019-01-01", "date"),
    ("im vergangenen Jahr", "2017", "date"),
    ("in diesem Jahr", "2018", "date"),
    ("im kommenden Jahr", "2019", "date"),
    ("Ende des vergangenen Jahres", "2017", "date"),
    ("zu Jahresbeginn", "2018-01", "date"),
    ("vor zehn Jahren", "2008", "date"),
    ("vor einem Jahrzehnt", "2008", "date"),
    ("seit 20 Jahren", "1998", "since"),
    ("seit gut vier Jahren", "2014", "since"),
    ("Seit mehr als zwölf Jahren", "2006", "since"),
    ("vor drei Monaten", "2018-06", "date"),
    ("am vergangenen Freitag", "2018-09-14", "date"),
    ("am vergangenen Montag", "2018-09-10", "date"),
    ("am kommenden Montag", "2018-09-24", "date"),
]

NO_MOMENTS = [
    "1960er Jahre",
    "1990er-Jahre",
    "in den 1960ern",
    "seit Jahrzehnten",
    "im selben Jahr",
    "im Schuljahr 2019/20",
    "auf einem BS2000-System",
    "mit 2000 Mitarbeitern",
    "rund 2000 Euro",
    "unter Windows 2000",
    "die REGIONALE 2013",
    "August Bebel",
    "Frau Mai",
    "am 31.2.2015",
    "0391 2000",
    "nach gut einem Jahr",
    "letzten Endes",
    "Vor Jahren",
    "in den kommenden Jahren",
    "für die nächsten Jahre",
    "39104 Musterstadt",
    "Das Jahrhundert",
    "vor wenigen Jahren",
    "Bonn, Jahn und Tagung",
]


@pytest.mark.parametrize(("text", "value", "kind"), ABSOLUTE)
def test_absolute_moments_need_no_day_of_publication(text: str, value: str, kind: str) -> None:
    (moment,) = find_moments(f"({text})", 1, len(text) + 1, published=None)
    assert (moment.value, moment.kind, moment.derivation) == (value, kind, None)
    assert (moment.start, moment.end) == (1, len(text) + 1)


@pytest.mark.parametrize(("text", "value", "kind"), RELATIVE)
def test_relative_moments(text: str, value: str, kind: str) -> None:
    (moment,) = find_moments(text, 0, len(text), published=PUBLISHED)
    assert (moment.value, moment.kind) == (value, kind)
    assert (moment.start, moment.end) == (0, len(text))
    assert moment.derivation
    assert find_moments(text, 0, len(text), published=None) == []


@pytest.mark.parametrize("text", NO_MOMENTS)
def test_no_moments(text: str) -> None:
    assert find_moments(text, 0, len(text), published=PUBLISHED) == []


def test_a_month_without_year_lies_ahead_where_the_sentence_does() -> None:
    text = "Im Dezember wird die Lösung eingeführt."
    assert find_moments(text, 0, len(text), published=PUBLISHED)[0].value == "2018-12"


def test_a_date_in_brackets_replaces_the_relative_one_before_it() -> None:
    text = "am vergangenen Freitag (3. Juli 2015) in Musterstadt"
    (moment,) = find_moments(text, 0, len(text), published=PUBLISHED)
    assert moment.value == "2015-07-03"


@pytest.mark.parametrize("text", ["von 2010 bis 2015", "2010–2015", "Mitte 2010 bis Ende 2015"])
def test_ranges_have_a_beginning_and_an_end(text: str) -> None:
    first, last = find_moments(text, 0, len(text), published=None)
    assert (first.value, first.kind) == ("2010", "since")
    assert (last.value, last.kind) == ("2015", "until")


def test_onwards_is_a_beginning() -> None:
    text = "von April 2020 an"
    (moment,) = find_moments(text, 0, len(text), published=None)
    assert (moment.value, moment.kind) == ("2020-04", "from")


def test_the_derivation_shows_the_reckoning() -> None:
    text = "seit 20 Jahren"
    assert find_moments(text, 0, 14, published=PUBLISHED)[0].derivation == "2018 - 20"


PARTS = st.lists(
    st.sampled_from(
        [
            "12",
            ". ",
            "Mai",
            " ",
            "2019",
            "2010",
            "seit ",
            "im ",
            "vergangenen ",
            "Jahr",
            "en",
            "–",
            "Woche",
            "vor ",
            "zehn ",
            "Jahreswechsel",
            "/20",
            "heute",
            "(",
            "3.7.2015",
            "-jähriges Bestehen",
            "Januar",
            "Freitag",
            "Ende ",
        ]
    ),
    max_size=20,
).map("".join)


@given(PARTS | st.text(max_size=60), st.dates(date(1995, 1, 1), date(2060, 12, 31)))
def test_spans_are_ordered_and_values_are_dates(text: str, published: date) -> None:
    position = 0
    for moment in find_moments(text, 0, len(text), published=published):
        assert position <= moment.start < moment.end <= len(text)
        assert text[moment.start : moment.end] == text[moment.start : moment.end].strip()
        date.fromisoformat((moment.value + "-01-01")[:10])
        position = moment.end
    find_anniversaries(text, 0, len(text), published=published)
