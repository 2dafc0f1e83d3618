"""P2, C7: what would be refused at the last step is said of the row before, under the cell it came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from intman_desktop.errors import FaultyInput
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.transfer.list_import import take_list
from intman_desktop.services.transfer.list_judging import judge_rows
from intman_desktop.values.case_file import Answer, Client, Consent, EarlierCounselling
from intman_desktop.values.codes import BirthPrecision, ConsentDecision, ConsentForm, ConsentScope
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.lists import CellFact, ListField, ListPerson

CONSENT = Consent(
    ConsentScope.BASIC,
    ConsentDecision.GIVEN,
    date(2025, 6, 1),
    form=ConsentForm.WRITTEN,
    told_withdrawable=True,
    filing_place="Ordner 1",
)
CLIENT = Client(
    family_name="Muster", given_name="Bo", birth_date=date(1990, 3, 2), birth_precision=BirthPrecision.DAY
)


def a_row(**values: Any) -> ListPerson:
    return ListPerson(2, **{"shown": {}, "client": CLIENT, "consent": CONSENT, **values})


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        (a_row(plan_begun=date(2024, 7, 1)), ListField.PLAN_BEGUN, "plan_before_consent"),
        (a_row(first_talk=date(1989, 1, 1)), ListField.FIRST_TALK, "start_before_birth"),
        (
            a_row(earlier=(EarlierCounselling("Ulm", date(1989, 1, 1)),)),
            ListField.EARLIER_SINCE,
            "start_before_birth",
        ),
        (a_row(consent=replace(CONSENT, filing_place="x" * 301)), ListField.FILING_PLACE, "line_too_long"),
        (a_row(client=replace(CLIENT, nationality="zz")), ListField.NATIONALITY, "unknown_code"),
        (
            a_row(answers=(Answer("date_of_entry", "gestern"),)),
            ListField.DATE_OF_ENTRY,
            "value_does_not_fit",
        ),
        (a_row(answers=(Answer("nowhere", "x"),)), ListField.FAMILY_NAME, "unknown_code"),
        (a_row(consent=replace(CONSENT, decided_on=date(2030, 1, 1))), ListField.CONSENT_ON, None),
    ],
)
def test_p2_c7_a_row_that_would_be_refused_is_faulty(
    desk: Desk, row: ListPerson, field: ListField, code: str | None
) -> None:
    with pytest.raises(FaultyInput):
        take_list(desk, [row])
    (judged,) = judge_rows([row], desk.profile, desk.today())
    (fact, *_more) = judged.facts
    assert (fact.field, fact.fault) == (field, True)
    assert code in (None, fact.fact.code)


def test_p2_what_is_ready_comes_in_and_nothing_is_said_twice(desk: Desk) -> None:
    ready = a_row(plan_begun=date(2025, 7, 1), first_talk=date(2025, 7, 1))
    told = CellFact(ListField.PLAN_BEGUN, Explanation("list_day_in_future"), fault=True)
    known = a_row(plan_begun=date(2024, 7, 1), facts=(told,))
    without = a_row(consent=None)
    rows = (ready, known, without)
    assert judge_rows(rows, desk.profile, desk.today()) == rows
    take_list(desk, [ready])
