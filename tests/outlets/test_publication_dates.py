from __future__ import annotations

from datetime import date

import pytest

from kommunalgraph.outlets.dates import date_of_line, is_saving_date, parse_date


@pytest.mark.parametrize(
    "text",
    [
        "12.03.2024",
        "12.3.2024",
        "12. März 2024",
        "12. 3. 2024",
        "2024-03-12",
        "2024-03-12T10:00:00Z",
    ],
)
def test_forms(text):
    assert parse_date(text) == date(2024, 3, 12)


@pytest.mark.parametrize("text", ["31.02.2024", "12. Muster 2024", "März 2024", "", "0000-00-00"])
def test_no_date(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "12.03.2024",
        "Dienstag, 12. März 2024",
        "Stand: 12.03.2024",
        "Pressemitteilung vom 12. März 2024",
        "Pressemitteilung Nr. 17/2024 vom 12.03.2024",
        "Veröffentlicht am 12.03.2024, 14:30 Uhr",
        "Musterstadt, den 12. März 2024",
        "Musterstadt, 12.03.2024",
        "12. März 2024 | Aktuelles",
    ],
)
def test_line_that_only_tells_the_date(line):
    assert date_of_line(line) == date(2024, 3, 12)


@pytest.mark.parametrize(
    "line",
    [
        "Tag der Verwaltung am 12. März 2024",
        "Am 12. März 2024 tagt die Verbandsversammlung.",
        "Muster-IT 2024",
        "Die Muster-IT zieht am 12.03.2024 um",
    ],
)
def test_line_that_tells_more(line):
    assert date_of_line(line) is None


def test_day_on_which_a_page_was_saved():
    assert is_saving_date("Montag, 16. Februar 2026")
    assert not is_saving_date("16. Februar 2026")
