"""A day from which on an end was known is not believed of a file where it cannot be true (E3, E7)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from intman_desktop.exchange.case_format import read_document, write_document
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.transfer.arriving import Arrivals, choose
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import ScanKind
from intman_desktop.values.document import Document
from tests.builders import (
    a_case_file,
    a_consent,
    a_disclosure,
    a_health_consent,
    a_passing_on,
    a_scan,
    a_talk,
)
from tests.opened import TODAY

ENDED, HELD = date(2026, 1, 20), date(2026, 5, 4)
AHEAD = date(2099, 1, 1)


def arrivals(desk: Desk, declared: dict[str, Any], *scans: v.Scan) -> Arrivals:
    """Return what comes in of a talk and an act of passing on, held after these consents had ended."""
    consents = (a_consent(), a_health_consent(**declared), a_passing_on(**declared))
    file = a_case_file(consents=consents, disclosures=(a_disclosure(on=HELD),), scans=scans)
    talk = a_talk(file.case.key, on=HELD, topic="health")
    there = read_document(write_document(Document(cases=(file,), talks=(talk,))))
    return choose(there, desk.profile, TODAY, deletion_days=14)


@pytest.mark.parametrize(
    ("declared", "is_right"),
    [
        ({"withdrawn_on": ENDED, "withdrawal_known_from": AHEAD}, False),
        ({"withdrawn_on": ENDED}, False),
        ({"withdrawn_on": ENDED, "withdrawal_known_from": date(2026, 5, 3)}, False),
        ({"withdrawn_on": ENDED, "withdrawal_known_from": HELD}, True),
        ({"withdrawn_on": ENDED, "withdrawal_known_from": date(2026, 11, 21)}, True),
        ({"valid_until": ENDED, "end_known_from": AHEAD}, False),
        ({"valid_until": ENDED, "end_known_from": HELD}, True),
    ],
)
@pytest.mark.parametrize("scans", [(), (a_scan(what=ScanKind.PLAN),)], ids=["bare", "with a scan"])
def test_e3_e7_by_a_day_that_a_file_makes_up_nothing_of_an_ended_consent_comes_in(
    desk: Desk, declared: dict[str, Any], scans: tuple[v.Scan, ...], *, is_right: bool
) -> None:
    """Nor by the day of the import, which takes the place of one that is missing beside a scan.

    What was scanned on the day of the withdrawal has it known from the next day on (I9).
    """
    wrong = ["talks[0].participants[0].case_key", "cases[0].disclosures[0].recipient"]
    found = arrivals(desk, declared, *scans)
    assert [each.place for each in found.faults] == ([] if is_right else wrong)


def test_e3_i9_a_day_ahead_is_not_kept_either(desk: Desk) -> None:
    """Else all that is scanned until then would be listed as scanned before anybody knew."""
    declared = {"withdrawn_on": date(2026, 6, 1), "withdrawal_known_from": AHEAD}
    (file,) = arrivals(desk, declared).files
    assert [each.withdrawal_known_from for each in file.consents] == [None, TODAY, TODAY]
