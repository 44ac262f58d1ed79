"""Since when and until when facts hold, and of which day numbers are."""

from __future__ import annotations

from datetime import date

import pytest

from example_reader import read_text
from kommunalgraph.model import Statement

_TODAY = date(2021, 3, 12)


def _member(since: str | None, until: str | None) -> tuple[str, tuple[str | None, str | None]]:
    return "memberOf", (since, until)


def _stated(text: str, relation: str) -> Statement:
    statements = read_text(text, published=_TODAY).statements
    (statement,) = (s for s in statements if s.relation == relation)
    return statement


@pytest.mark.parametrize(
    ("text", "relation", "period"),
    [
        (
            "Seit 1. Januar 2019 ist Erika Muster Geschäftsführerin der Muster-IT.",
            *("hasRole", ("2019-01-01", None)),
        ),
        (
            "Von 2010 bis 2015 war Max Beispiel Bürgermeister von Musterstadt.",
            *("hasRole", ("2010", "2015")),
        ),
        (
            "Erika Muster, seit 2019 Geschäftsführerin der Muster-IT, kommt aus dem Norden.",
            *("hasRole", ("2019", None)),
        ),
        (
            "Erika Muster wurde im Mai 2017 zur Geschäftsführerin der Muster-IT gewählt.",
            *("hasRole", ("2017-05", None)),
        ),
        ("Zum 1. Januar 2019 trat Musterstadt der Muster-IT bei.", *_member("2019-01-01", None)),
        ("Musterstadt ist seit 2010 Mitglied der Muster-IT.", *_member("2010", None)),
        ("Bis 2012 war Musterstadt an der Muster-IT beteiligt.", *_member(None, "2012")),
        ("Seit 2016 nutzt Musterstadt die Musterakte.", "usesProduct", ("2016", None)),
    ],
)
def test_a_moment_dates_the_fact_of_its_clause(
    text: str, relation: str, period: tuple[str | None, str | None]
) -> None:
    statement = _stated(text, relation)
    assert (statement.valid_from, statement.valid_until) == period


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        # a title in front of a name: the sentence tells since when she does something else
        ("Seit Mai wirbt Bürgermeisterin Erika Muster aus Musterstadt dafür.", "hasRole"),
        # another clause
        ("Musterstadt, seit 2010 Mitglied der Muster-IT, nutzt die Musterakte.", "usesProduct"),
        # what belongs to the noun behind it
        ("Die seit 2010 bestehende Muster-IT betreut Musterstadt.", "customerOf"),
        # a date to meet, not an end
        ("Bis 2022 nutzt Musterstadt nur noch die Musterakte.", "usesProduct"),
    ],
)
def test_a_moment_of_something_else_does_not(text: str, relation: str) -> None:
    statement = _stated(text, relation)
    assert (statement.valid_from, statement.valid_until) == (None, None)


def test_all_of_a_row_share_the_date() -> None:
    text = "Seit 2010 sind Musterstadt, Beispielstadt und Musterhausen Mitglied der Muster-IT."
    members = [s for s in read_text(text).statements if s.relation == "memberOf"]
    assert [s.valid_from for s in members] == ["2010"] * 3


def test_who_has_an_office_has_not_lost_it() -> None:
    text = "Das sagt Erika Muster, seit 2019 Geschäftsführerin der Muster-IT."
    offices = [s for s in read_text(text).statements if s.relation == "hasRole"]
    assert [(s.modality, s.valid_from) for s in offices] == [("asserted", "2019")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ende 2019 zählte die Muster-IT 74 Mitglieder.", "2019"),
        ("Die Muster-IT zählt 74 Mitglieder.", "2021-03-12"),
        ("Die 2009 gegründete Muster-IT zählt 74 Mitglieder.", "2021-03-12"),
    ],
)
def test_a_number_is_that_of_its_day(text: str, day: str) -> None:
    assert _stated(text, "memberCount").as_of == day


def test_the_quote_holds_the_date() -> None:
    statement = _stated("Seit 2016 nutzt Musterstadt die Musterakte.", "usesProduct")
    assert statement.evidence.quote == "Seit 2016 nutzt Musterstadt die Musterakte"
