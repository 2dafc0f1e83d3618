"""The office calendar: days, kinds and case numbers, nothing that names or tells (L6)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from icalendar import Calendar
from sqlalchemy import select

from intman_desktop.models import tables as t
from intman_desktop.services.across.office_calendar import office_calendar
from intman_desktop.services.common.desk import Desk
from intman_desktop.values import case_file as v
from intman_desktop.values.deadline_views import DeadlineKind
from tests import builders as a
from tests.opened import TODAY, moment, on_day, put_in

SOON = TODAY + timedelta(days=5)


def a_store(desk: Desk) -> v.CaseFile:
    """Write one case with a step, a review, twins who turn 18, and something overdue."""
    twins = (v.HouseholdMember("child", False, 2008, 12),) * 2
    goals = (a.a_goal(next_review=SOON), a.a_goal(next_review=TODAY - timedelta(days=1)))
    file = a.a_case_file(household=twins, plan=a.a_plan(goals=goals))
    part = v.Participant(file.case.key, "Notiz", next_step="Antrag; mitbringen", next_step_due=TODAY)
    put_in(desk, [file], [a.a_talk(on=date(2026, 11, 2), participants=(part,))])
    return file


def events(content: bytes) -> list[dict[str, str]]:
    """Return the entries of a calendar file as texts by their property."""
    found = Calendar.from_ical(content).walk("VEVENT")
    return [{name: value.to_ical().decode() for name, value in each.items()} for each in found]


def test_an_entry_is_a_whole_day_with_kind_and_number(desk: Desk) -> None:
    file = a_store(desk)
    found = events(office_calendar(desk))
    number = file.case.number
    assert [(each["DTSTART"], each["SUMMARY"]) for each in found] == [
        ("20261120", f"Nächster Schritt {number}"),
        ("20261125", f"Überprüfung {number}"),
        ("20261201", f"18. Geburtstag im Haushalt {number}"),
        ("20261201", f"18. Geburtstag im Haushalt {number}"),
    ]
    assert {each["DTEND"] for each in found} == {"20261121", "20261126", "20261202"}
    assert {each["DTSTAMP"] for each in found} == {f"{moment():%Y%m%dT%H%M%SZ}"}
    assert b"VALARM" not in office_calendar(desk)


def test_only_the_kinds_asked_for_stand_in_it(desk: Desk) -> None:
    file = a_store(desk)
    found = events(office_calendar(desk, None, {DeadlineKind.GOAL_REVIEW}))
    assert [each["SUMMARY"] for each in found] == [f"Überprüfung {file.case.number}"]


def test_nothing_personal_and_no_key_stands_in_it(desk: Desk) -> None:
    file = a_store(desk)
    written = events(office_calendar(desk, None))
    assert not any(file.case.key in value for each in written for value in each.values())
    readable = [value for each in written for name, value in each.items() if name != "UID"]
    for secret in ("Musterfrau", "Samira", "Antrag", "B1", "0711"):
        assert not any(secret in value for value in readable)


def test_what_an_entry_is_known_by_is_a_digest_that_holds_no_word(desk: Desk) -> None:
    a_store(desk)
    for each in events(office_calendar(desk, None)):
        assert re.fullmatch(r"[0-9a-f]{32}(-\d+)?@intman\.invalid", each["UID"])


def test_an_entry_is_known_again_when_the_file_is_made_anew(desk: Desk) -> None:
    a_store(desk)
    first = events(office_calendar(desk))
    again = events(office_calendar(on_day(desk, TODAY - timedelta(days=3)), 90))
    assert len({each["UID"] for each in first}) == len(first)
    assert {each["UID"] for each in first} < {each["UID"] for each in again}


def test_that_it_was_made_is_journaled(desk: Desk) -> None:
    office_calendar(desk)
    with desk.vault.reading() as connection:
        assert connection.scalars(select(t.journal.c.verb)).all()[-1] == "calendar_written"
