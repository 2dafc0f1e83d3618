"""L2, L7: which cases wait for their erasure."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from intman_desktop.gdpr.retention import deletion_day, planned_erasures
from intman_desktop.models.writing import add_case_files
from intman_desktop.values.codes import CaseState
from tests.builders import a_case, a_case_file


def test_l2_the_day_follows_from_the_setting() -> None:
    assert deletion_day(date(2026, 12, 24), 14) == date(2027, 1, 7)
    assert deletion_day(date(2026, 12, 24), 0) == date(2026, 12, 24)


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
