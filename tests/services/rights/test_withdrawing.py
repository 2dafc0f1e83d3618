"""C10, E3, E4, C3, L4: a declaration is withdrawn in one action, and what it opened is emptied."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from intman_desktop.errors import Refused
from intman_desktop.models import tables as t
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts, save_draft
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, ConsentDecision, ConsentScope, SpecialKind
from intman_desktop.values.ending_views import Ending
from intman_desktop.vault.erased import digest_of, read_erased
from tests.builders import (
    OPENED_ON,
    a_case,
    a_case_file,
    a_client,
    a_consent,
    a_goal,
    a_health_consent,
    a_participant,
    a_plan,
    a_talk,
)
from tests.opened import TODAY, one, put_in, stored

LATER = date(2026, 2, 1)
HELD = {"case": a_case(hold_since=OPENED_ON)}


def _with_health(desk: Desk) -> tuple[int, v.CaseFile]:
    content = {
        "blocks": [{"rows": [{"label": "Behinderung", "value": "ja"}, {"label": "Ort", "value": "Ulm"}]}],
        "goals": [
            {"area": "Gesundheit", "wording": "Hausarzt", "state": "agreed", "measures": [{"what": "x"}]},
            {"area": "Arbeit", "wording": "Stelle", "state": "agreed", "measures": []},
        ],
        "period": {"first_talk": "2026-01-12", "extension_reason": "Behinderung"},
    }
    plan = a_plan(
        goals=(a_goal(area="health"), a_goal(area="work")),
        versions=(
            v.PlanVersion(1, OPENED_ON, "de", json.dumps(content), "f" * 64),
            v.PlanVersion(2, OPENED_ON, "de", json.dumps({"goals": []}), "e" * 64),
        ),
    )
    file = a_case_file(
        plan=plan,
        answers=(v.Answer("disability", "yes"), v.Answer("native_language", "ar")),
        extensions=(v.Extension(date(2029, 6, 30), OPENED_ON, "disability", "", OPENED_ON, "clinic"),),
    )
    key = file.case.key
    with desk.vault.transaction() as connection:
        connection.execute(t.services.insert().values(code="dr_muster", kind="doctor", name="Praxis Muster"))
    talk = a_talk(topic="health", participants=(a_participant(key, referrals=(v.Referral("dr_muster"),)),))
    case_id = put_in(desk, [file], [talk])[key]
    return case_id, stored(desk, case_id)


def test_e3_c3_i9_withdrawing_health_empties_blacks_out_and_names_the_rest(desk: Desk) -> None:
    case_id, file = _with_health(desk)
    save_draft(desk, "talk", case_id, "angefangen")
    done = withdraw_kind(desk, case_id, file.consents[1].id, TODAY).value
    after = stored(desk, case_id)
    assert (done.kind, done.emptied) == (SpecialKind.HEALTH, ("disability",))
    assert after.consents[1].withdrawn_on == TODAY
    assert [answer.field for answer in after.answers] == ["native_language"]
    assert [(each.until, each.reason) for each in after.extensions] == [
        (date(2029, 6, 30), "erased_on_request")
    ]
    assert [place.place for place in done.marked] == ["note", "goal", "referral"]
    assert after.plan is not None
    first, second = (json.loads(version.content) for version in after.plan.versions)
    assert first["blocks"][0]["rows"] == [
        {"label": "Behinderung", "value": "█████"},
        {"label": "Ort", "value": "Ulm"},
    ]
    assert first["goals"][0] == {"area": "█████", "wording": "█████", "state": "agreed", "measures": []}
    assert first["goals"][1]["wording"] == "Stelle"
    assert first["period"] == {"first_talk": "2026-01-12", "extension_reason": "█████"}
    assert second == {"goals": []}
    assert [version.fingerprint for version in after.plan.versions] == ["f" * 64, "e" * 64]
    assert open_drafts(desk) == ()
    assert "health" not in open_case(desk, case_id).open_needs


def test_l4_a_withdrawal_is_listed_so_that_no_backup_brings_it_back(desk: Desk) -> None:
    case_id, file = one(desk)
    withdraw_kind(desk, case_id, file.consents[1].id, TODAY)
    listed = read_erased(desk.vault.folder / "erased.txt").digests
    assert listed == {
        digest_of(file.case.key, what) for what in ("withdrawn health:", "withdrawn health: on 2026-11-20")
    }


def test_e3_withdrawing_contact_empties_the_columns_of_the_client(desk: Desk) -> None:
    consents = (a_consent(), a_consent(ConsentScope.CONTACT))
    case_id, file = one(desk, consents=consents, client=a_client(email="s@muster.example"))
    done = withdraw_kind(desk, case_id, file.consents[1].id, TODAY).value
    assert (done.kind, done.emptied, done.marked) == (None, ("email",), ())
    assert stored(desk, case_id).client.email == ""


@pytest.mark.parametrize(
    ("details", "which", "on", "code"),
    [
        ({}, 0, TODAY, "withdrawal_of_basic"),
        ({}, 1, date(2026, 11, 21), "withdrawal_in_future"),
        ({}, 1, date(2026, 1, 11), "withdrawal_before_consent"),
        (
            {"consents": (a_consent(), a_health_consent(decision=ConsentDecision.REFUSED))},
            1,
            TODAY,
            "withdrawal_without_consent",
        ),
        (
            {"consents": (a_consent(), a_health_consent(withdrawn_on=OPENED_ON))},
            1,
            TODAY,
            "consent_already_withdrawn",
        ),
        # E3: what the older sheet opened rests on the newer one, and must not be emptied
        (
            {"consents": (a_consent(), a_health_consent(), a_health_consent(decided_on=LATER))},
            1,
            date(2026, 1, 20),
            "consent_given_anew",
        ),
    ],
)
def test_e4_a_withdrawal_that_cannot_be_is_refused(
    desk: Desk, details: dict[str, Any], which: int, on: date, code: str
) -> None:
    case_id, file = one(desk, **details)
    with pytest.raises(Refused) as refused:
        withdraw_kind(desk, case_id, file.consents[which].id, on)
    assert refused.value.code == code
    assert stored(desk, case_id) == file


def test_c10_e4_withdrawing_the_basic_consent_closes_and_ends_the_case_at_once(desk: Desk) -> None:
    file = a_case_file(answers=(v.Answer("native_language", "ar"),))
    case_id = put_in(desk, [file], [a_talk(file.case.key)])[file.case.key]
    ended = withdraw_basic(desk, case_id, TODAY).value
    assert (ended.state, ended.ending_reason, ended.deletion_due) == (
        CaseState.ENDED,
        "consent_withdrawn",
        TODAY,
    )
    view = open_case(desk, case_id)
    assert view.open_needs == {"none"}
    assert (view.name, view.file.client.phone, view.file.talks) == ("Musterfrau, Samira", "", ())
    assert (view.file.answers, view.file.plan) == ((), None)
    assert stored(desk, case_id).consents[0].withdrawn_on == TODAY


@pytest.mark.parametrize(
    ("talk_on", "ended_on"),
    [(OPENED_ON, date(2026, 10, 31)), (date(2026, 11, 5), date(2026, 11, 5))],
)
def test_c10_k4_a_withdrawal_recorded_later_ends_the_case_on_its_own_day(
    desk: Desk, talk_on: date, ended_on: date
) -> None:
    """C10, K4: withdrawn on 31.10., recorded on 20.11.; a talk held meanwhile still lies in the case."""
    file = a_case_file()
    case_id = put_in(desk, [file], [a_talk(file.case.key, on=talk_on)])[file.case.key]
    ended = withdraw_basic(desk, case_id, date(2026, 10, 31)).value
    assert (ended.ended_on, ended.deletion_due, ended.deletion_reason) == (ended_on, TODAY, "")
    plan = stored(desk, case_id).plan
    assert plan is not None
    assert [span.closed_on for span in plan.spans] == [ended_on]
    assert stored(desk, case_id).consents[0].withdrawn_on == date(2026, 10, 31)


def test_c10_an_ended_case_is_due_for_erasure_the_same_day(desk: Desk) -> None:
    case_id, _ = one(desk)
    end_case(desk, case_id, Ending(date(2026, 11, 10), "relocation"))
    ended = withdraw_basic(desk, case_id, TODAY).value
    assert (ended.ending_reason, ended.deletion_due) == ("relocation", TODAY)
    assert stored(desk, case_id).case.deletion_due == TODAY
    with pytest.raises(Refused, match="withdrawal_without_consent"):
        withdraw_basic(desk, case_id, TODAY)


def test_e4_a_hold_does_not_keep_anybody_from_withdrawing_but_keeps_what_is_held(desk: Desk) -> None:
    case_id, file = one(desk, **HELD)
    withdraw_basic(desk, case_id, TODAY)
    now = stored(desk, case_id)
    assert now.consents[0].withdrawn_on == TODAY
    assert (now.case.hold_since, now.case.hold_reason) == (file.case.hold_since, file.case.hold_reason)
    assert (now.answers, now.household) == (file.answers, file.household)
