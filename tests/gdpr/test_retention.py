"""L2, L7: which cases wait for their erasure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from intman_desktop.gdpr import journal
from intman_desktop.gdpr.retention import clock_doubt, keep_journal, planned_erasures
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.models.writing import add_case_files
from intman_desktop.values.codes import CaseState
from tests.builders import a_case, a_case_file


def test_l2_ended_cases_wait_in_the_order_of_their_day_and_holds_are_hidden(connection: Connection) -> None:
    def ended(due: date | None, **details: object) -> object:
        return a_case_file(
            case=a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 1), deletion_due=due, **details)
        )

    files = [
        ended(date(2026, 12, 1)),
        ended(date(2026, 11, 15)),
        ended(None),
        ended(date(2026, 11, 2), hold_since=date(2026, 11, 2), hold_reason="Beschwerde"),
        a_case_file(),
    ]
    ids = list(add_case_files(connection, files).values())  # type: ignore[arg-type]
    assert planned_erasures(connection) == (ids[2], ids[1], ids[0])


TODAY = date(2026, 11, 20)


def _write(connection: Connection, *days: date) -> None:
    for day in days:
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        journal.record(connection, at=at, slot="", verb=Verb.CLIENT_SAVED)


def test_l6_the_journal_is_cut_to_its_years(connection: Connection) -> None:
    between = (date(2025, 7, 20), date(2026, 3, 20))  # a year without any entry would be doubted (L7)
    _write(connection, date(2024, 11, 18), date(2024, 11, 19), date(2024, 11, 20), *between, TODAY)
    assert keep_journal(connection, TODAY, 2) == 2
    assert journal.verify_chain(connection) == journal.JournalCheck(4, journal.head(connection)[0])


@pytest.mark.parametrize(
    ("today", "gone", "kept"),
    [
        (date(2028, 2, 29), date(2026, 2, 27), date(2026, 2, 28)),
        (date(2028, 3, 1), date(2026, 2, 28), date(2026, 3, 1)),
        (date(2026, 2, 28), date(2024, 2, 27), date(2024, 2, 28)),
        (date(2026, 3, 1), date(2024, 2, 29), date(2024, 3, 1)),
    ],
)
def test_l6_two_years_around_a_29_february(
    connection: Connection, today: date, gone: date, kept: date
) -> None:
    between = (kept + timedelta(days=days) for days in (250, 500))
    _write(connection, gone, kept, *between, today)
    assert keep_journal(connection, today, 2) == 1
    assert keep_journal(connection, today, 2) == 0


@pytest.mark.parametrize("today", [date(2035, 1, 1), date(2019, 1, 1)])
def test_l7_a_wrong_clock_cuts_nothing(connection: Connection, today: date) -> None:
    _write(connection, date(2016, 1, 1), date(2024, 1, 1), TODAY)
    assert keep_journal(connection, today, 2) == 0
    assert journal.head(connection)[1] == 3


@pytest.mark.parametrize("saved_last", [date(2026, 11, 19), date(2026, 11, 20)])
def test_l7_a_clock_in_the_next_year_cuts_nothing(connection: Connection, saved_last: date) -> None:
    """The commonest wrong day of all is a year ahead of today, whoever saved yesterday or today."""
    _write(connection, date(2025, 6, 1), date(2025, 12, 1), date(2026, 6, 1), saved_last)
    assert keep_journal(connection, date(2027, 11, 20), 1) == 0
    assert keep_journal(connection, TODAY, 1) == 1


def test_l6_an_empty_journal_stays_empty(connection: Connection) -> None:
    assert keep_journal(connection, TODAY, 2) == 0


def test_l7_a_confirmed_day_is_no_longer_doubted(connection: Connection) -> None:
    assert clock_doubt(connection, TODAY) is None
    _write(connection, date(2019, 1, 1), TODAY)
    doubt = clock_doubt(connection, TODAY)
    assert doubt is not None and doubt.code == "clock_far_ahead"
    at = datetime(2026, 11, 20, 13, tzinfo=UTC)
    journal.record(connection, at=at, slot="", verb=Verb.CLOCK_CONFIRMED)
    assert clock_doubt(connection, TODAY) is None
    assert clock_doubt(connection, date(2026, 11, 19)) is not None


def _session(connection: Connection, opened: Verb, *days: date) -> None:
    """Write that the store was opened on the first of ``days``, and something on each of them."""
    for verb, day in zip((opened, *(Verb.TALK_NOTED,) * len(days)), (days[0], *days), strict=True):
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        journal.record(connection, at=at, slot="", verb=verb)


@pytest.mark.parametrize("given", [date(2019, 1, 1), date(2026, 11, 1), date(2035, 1, 1)])
def test_l7_a_day_that_was_given_is_no_clocks(connection: Connection, given: date) -> None:
    """A run with ``--today`` moves nothing that the clock is compared with, whatever it saved."""
    _session(connection, Verb.STORE_OPENED, date(2026, 11, 18), TODAY)
    _session(connection, Verb.STORE_OPENED_ON_SET_DAY, given, given)
    assert clock_doubt(connection, TODAY) is None
    doubt = clock_doubt(connection, given)
    assert doubt is not None and doubt.values["last_saved"] == TODAY
    _session(connection, Verb.STORE_OPENED, date(2026, 12, 1))
    assert clock_doubt(connection, date(2026, 12, 1)) is None
    doubt = clock_doubt(connection, TODAY)
    assert doubt is not None and doubt.values["last_saved"] == date(2026, 12, 1)


def test_l7_a_confirmation_counts_whatever_the_day_it_was_given_on(connection: Connection) -> None:
    """A person gave it; what goes on in that run still tells of no clock."""
    _session(connection, Verb.STORE_OPENED_ON_SET_DAY, TODAY)
    journal.record(connection, at=datetime(2026, 11, 20, 13, tzinfo=UTC), slot="", verb=Verb.CLOCK_CONFIRMED)
    _write(connection, date(2035, 1, 1))
    assert clock_doubt(connection, date(2026, 11, 21)) is None
    doubt = clock_doubt(connection, date(2035, 1, 1))
    assert doubt is not None and doubt.values["last_saved"] == TODAY
