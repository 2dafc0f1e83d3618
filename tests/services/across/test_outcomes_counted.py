"""Z6: what came of referrals and measures, and needs without an offer, counted without persons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from intman_desktop.errors import FaultyInput
from intman_desktop.exchange.case_format import write_document
from intman_desktop.services.across import key_figures
from intman_desktop.services.casework import participants, talks
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.document import Document
from intman_desktop.values.figures import ChangeKind
from tests import builders as a
from tests.opened import TODAY, on_day, open_desk, put_in

MAY = date(2026, 5, 4)
NEED = v.Referral("", "no_offer")
OWN = (
    "needs_without_offer_by_topic",
    "needs_without_offer_by_area",
    "no_offer_by_service_kind",
    "referral_outcomes",
    "measure_outcomes",
)


def a_client_without_offer(desk: Desk, area: str = "language") -> tuple[int, str]:
    """Put a person into the store whose measure in this area came to nothing; return her id and key."""
    measure = a.a_measure(outcome="no_offer", done_on=MAY)
    early = date(2025, 1, 13)
    withdrawn = a.a_health_consent(decided_on=early, withdrawn_on=date(2026, 6, 1))
    file = a.a_case_file(
        case=a.a_case(opened_on=early, period_start=early),
        consents=(a.a_consent(decided_on=early), withdrawn),
        plan=a.a_plan(goals=(a.a_goal(area=area, measures=(measure,)),)),
    )
    return put_in(desk, [file])[file.case.key], file.case.key


def say(desk: Desk, key: str, *referrals: v.Referral, on: date = MAY) -> None:
    """Note a talk about housing with these referrals."""
    talks.note_talk(
        desk, a.a_talk(key, on=on, topic="housing", participants=(a.a_participant(key, referrals=referrals),))
    )


def figures(desk: Desk, year: int = 2026) -> dict[str, tuple[int, dict[str, int]]]:
    """Return total and cells of the office's own figures."""
    told = key_figures.sheet_json(desk, year)["figures"]
    return {code: (told[code]["total"], told[code]["cells"]) for code in OWN}


def test_z6_a_need_without_an_offer_is_counted_from_talks_and_measures(desk: Desk) -> None:
    case_id, key = a_client_without_offer(desk)
    say(desk, key, NEED, v.Referral("jobcenter", "helped", MAY))
    assert figures(desk) == {
        "needs_without_offer_by_topic": (1, {"housing": 1}),
        "needs_without_offer_by_area": (1, {"language": 1}),
        "no_offer_by_service_kind": (1, {"unknown": 1}),
        "referral_outcomes": (2, {"helped": 1, "no_offer": 1}),
        "measure_outcomes": (1, {"no_offer": 1}),
    }
    for figure, cell in ((OWN[0], "housing"), (OWN[1], "language"), (OWN[3], "no_offer")):
        behind = key_figures.behind(desk, 2026, figure, cell)
        assert [row.case_id for row in behind.cases] == [case_id]


def test_z6_a_need_without_an_offer_is_no_referral(desk: Desk) -> None:
    _case_id, key = a_client_without_offer(desk)
    say(desk, key, NEED)
    told = key_figures.sheet_json(desk, 2026)["figures"]
    assert told["referrals_by_service"]["total"] == told["referrals_by_service_kind"]["total"] == 0


def test_z6_a_need_without_an_offer_counts_in_the_year_of_its_talk(desk: Desk) -> None:
    case_id, key = a_client_without_offer(desk)
    say(desk, key, NEED, on=date(2025, 12, 30))
    (kept,) = open_case(desk, case_id).file.talks[0].participants[0].referrals
    assert kept.outcome_on == date(2025, 12, 30)
    assert figures(desk, 2025)["needs_without_offer_by_topic"] == (1, {"housing": 1})
    assert figures(desk)["needs_without_offer_by_topic"] == (0, {})


def test_z6_an_outcome_without_a_day_is_of_today(desk: Desk) -> None:
    case_id, key = a_client_without_offer(desk)
    say(desk, key, v.Referral("jobcenter"))
    (kept,) = open_case(desk, case_id).file.talks[0].participants[0].referrals
    participants.set_referral_outcome(desk, kept.id, "no_offer", None)
    (said,) = open_case(desk, case_id).file.talks[0].participants[0].referrals
    assert (said.outcome, said.outcome_on) == ("no_offer", TODAY)
    assert figures(desk)["no_offer_by_service_kind"] == (1, {"jobcenter": 1})
    participants.set_referral_outcome(desk, kept.id, "", TODAY)
    (open_again,) = open_case(desk, case_id).file.talks[0].participants[0].referrals
    assert open_again == kept
    assert figures(desk)["referral_outcomes"] == (0, {})


def test_z6_the_need_is_a_line_of_its_talk(desk: Desk) -> None:
    case_id, key = a_client_without_offer(desk)
    say(desk, key, NEED)
    (line,) = case_sheet(desk, case_id).talks[0].referrals
    assert (line.service, line.outcome, line.outcome_on) == ("", "no_offer", MAY)


def test_k8_z6_erasing_changes_no_own_figure(desk: Desk) -> None:
    case_id, key = a_client_without_offer(desk)
    _other, other_key = a_client_without_offer(desk)
    say(desk, key, NEED, v.Referral("jobcenter", "no_offer", MAY))
    say(desk, other_key, NEED)
    before = figures(desk)
    assert before["needs_without_offer_by_topic"] == (3, {"housing": 3})
    erase_case(desk, case_id, "deceased")
    assert figures(desk) == before
    assert len(key_figures.behind(desk, 2026, OWN[0]).cases) == 1


@pytest.mark.parametrize(
    ("act", "figure", "kind"),
    [
        ("referral", "referral_outcomes", ChangeKind.REFERRAL_CHANGED),
        ("measure", "measure_outcomes", ChangeKind.PLAN_CHANGED),
    ],
)
def test_k7_z6_an_outcome_dated_back_into_a_frozen_year_is_told(
    desk: Desk, act: str, figure: str, kind: ChangeKind
) -> None:
    case_id, key = a_client_without_offer(desk)
    say(desk, key, v.Referral("jobcenter"))
    later = on_day(desk, date(2027, 2, 1))
    key_figures.freeze_year(later, 2026)
    if act == "referral":
        (kept,) = open_case(desk, case_id).file.talks[0].participants[0].referrals
        participants.set_referral_outcome(later, kept.id, "no_offer", MAY)
    else:
        with desk.vault.transaction() as connection:
            connection.exec_driver_sql("UPDATE measures SET outcome = 'helped'")
    changes = key_figures.sheet_view(later, 2026).changed_since_freeze
    told = [each for each in changes if each.figure in _labels(later, figure)]
    assert told
    assert {kinds for each in told for kinds, _value in each.causes} == {(kind,)}


@pytest.mark.parametrize("area", ["language", "health"])
def test_z6_a_need_goes_into_a_file_and_comes_back(
    desk: Desk, template: Path, tmp_path: Path, area: str
) -> None:
    """Also from an area that no consent opens any more: its words stay here, what came of it counts (K8)."""
    _case_id, key = a_client_without_offer(desk, area)
    say(desk, key, NEED)
    other = open_desk(template, tmp_path / "other")
    assert import_cases(other, export_cases(desk)).value.cases == 1
    assert figures(other) == figures(desk)
    other.vault.close()


def test_z6_a_referral_to_nowhere_of_which_nothing_came_is_refused(desk: Desk) -> None:
    key = a.a_case().key
    people = (a.a_participant(key, referrals=(v.Referral(""),)),)
    document = Document(
        cases=(a.a_case_file(case=a.a_case(key=key)),), talks=(a.a_talk(key, participants=people),)
    )
    with pytest.raises(FaultyInput):
        import_cases(desk, write_document(document))


def _labels(desk: Desk, figure: str) -> tuple[str, ...]:
    definition = desk.profile.sheet(2026)
    return tuple(each.labels["de"] for each in definition.figures if each.code == figure)
