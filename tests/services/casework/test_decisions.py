"""P6, C6, U5: decisions that move nothing, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.errors import FaultyInput, Refused
from intman_desktop.exchange.case_format import write_document
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.services.across import overview
from intman_desktop.services.across.key_figures import sheet_view
from intman_desktop.services.casework.case_sheet import case_sheet, journal_of
from intman_desktop.services.casework.cases import case_ids
from intman_desktop.services.casework.decisions import decide, take_over
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.case_file import Answer, Decision
from intman_desktop.values.codes import CaseState
from intman_desktop.values.deadline_views import DeadlineAct, DeadlineKind, Place
from intman_desktop.values.document import Document
from intman_desktop.values.office import Worker
from intman_desktop.values.views import CaseFilter
from tests import builders as a
from tests.opened import TODAY, clock_of, on_day, put_in, stored

ENDED = date(2026, 9, 1)
SINCE = "Seit 01.09.2026 keine Leistungen zum Lebensunterhalt"
NONE = Answer("benefits", "none", ENDED)
HANDED = Decision(DecisionKind.TAKE_OVER, TODAY, "Elternzeit", worker="VV", told_on=date(2026, 11, 18))


def put(desk: Desk, **details: object) -> int:
    file = a.a_case_file(**details)
    return put_in(desk, [file], [a.a_talk(file.case.key)])[file.case.key]


def asked(desk: Desk) -> list[date]:
    """Return the days since which benefits are asked about."""
    return [row.due for row in overview.deadlines(desk) if row.kind is DeadlineKind.BENEFITS_ENDED]


def notes(desk: Desk, case_id: int) -> list[str]:
    return [sentence(fact) for fact in clock_of(desk, case_id).notes]


def with_a_colleague(desk: Desk) -> None:
    workers = (*a.an_office().workers, Worker("VV", "Vera Vertretung"))
    change_office(desk, {"workers": workers})


def test_p6_ended_benefits_are_asked_about_until_it_is_decided_to_go_on(desk: Desk) -> None:
    case_id = put(desk, answers=(NONE,))
    (row,) = [row for row in overview.deadlines(desk) if row.kind is DeadlineKind.BENEFITS_ENDED]
    assert (row.due, row.act, row.place) == (ENDED, DeadlineAct.GO_ON_OR_END, Place.DECISION)
    assert notes(desk, case_id)[-1].startswith(
        "Seit 01.09.2026 keine Leistungen zum Lebensunterhalt. Innerhalb"
    )
    before = clock_of(desk, case_id)
    outcome = decide(desk, case_id, Decision(DecisionKind.GO_ON, date(2026, 9, 3), " Prüfung im Juni "))
    kept = stored(desk, case_id)
    assert [(each.kind, each.on, each.reason) for each in kept.decisions] == [
        (DecisionKind.GO_ON, date(2026, 9, 3), "Prüfung im Juni")
    ]
    assert asked(desk) == []
    assert notes(desk, case_id) == [
        "Am 03.09.2026 entschieden: weiter ohne Leistungen (Prüfung im Juni).",
        f"{SINCE}; am 03.09.2026 wurde entschieden weiterzuberaten.",
    ]
    after = clock_of(desk, case_id)
    assert (after.start, after.last_day) == (before.start, before.last_day)
    assert outcome.undo is not None
    outcome.undo()
    assert asked(desk) == [ENDED]


@pytest.mark.parametrize(
    ("section_24", "answers", "due"),
    [
        (True, (NONE,), []),
        (None, (NONE,), [ENDED]),
        (None, (Answer("benefits", "none"),), [a.OPENED_ON]),
        (None, (Answer("benefits", "sgb_2", None, date(2026, 8, 31)), NONE), [ENDED]),
        (None, (Answer("benefits", "sgb_2"), NONE), []),
        (None, (Answer("benefits", "wohngeld", ENDED),), [ENDED]),
        (None, (Answer("benefits", "unknown", ENDED),), []),
        (None, (Answer("benefits", "sgb_2", None, date(2026, 8, 31)),), []),
    ],
)
def test_p6_section_24_needs_no_benefits_and_what_ran_out_is_not_concluded(
    desk: Desk, section_24: bool | None, answers: tuple[Answer, ...], due: list[date]
) -> None:
    case_id = put(desk, client=a.a_client(section_24=section_24), answers=answers)
    assert asked(desk) == due
    if section_24:
        assert "Mit § 24 AufenthG gehört die Person trotzdem dazu" in notes(desk, case_id)[-1]


def test_p6_where_the_profile_no_longer_holds_section_24_for_a_group_it_is_asked(desk: Desk) -> None:
    groups = tuple(replace(each, valid_to=date(2026, 11, 19)) for each in desk.land.list("target_groups"))
    later = replace(desk, land=replace(desk.land, lists={**desk.land.lists, "target_groups": groups}))
    case_id = put(later, client=a.a_client(section_24=True), answers=(NONE,))
    assert asked(later) == [ENDED]
    assert notes(later, case_id)[-1].startswith(
        "Seit 01.09.2026 keine Leistungen zum Lebensunterhalt. Innerhalb"
    )


@pytest.mark.parametrize("case", [{"state": CaseState.ENDED, "ended_on": TODAY}, {"hold_since": TODAY}])
def test_p6_of_a_case_that_is_closed_nothing_is_asked(desk: Desk, case: dict[str, object]) -> None:
    put(desk, case=a.a_case(**case), answers=(NONE,))
    assert asked(desk) == []


def test_p6_after_a_new_end_it_is_asked_again(desk: Desk) -> None:
    again = Answer("benefits", "none", date(2026, 11, 1))
    decided = Decision(DecisionKind.GO_ON, date(2026, 9, 3), "Prüfung")
    put(desk, answers=(Answer("benefits", "none", ENDED, date(2026, 9, 30)), again), decisions=(decided,))
    assert asked(desk) == [date(2026, 11, 1)]


def test_c6_who_comes_back_is_counselled_until_the_same_end(desk: Desk) -> None:
    case_id = put(desk)
    before = clock_of(desk, case_id)
    decide(desk, case_id, Decision(DecisionKind.RETURN, TODAY, "aus Ulm zurück"))
    after = clock_of(desk, case_id)
    assert (after.start, after.last_day, after.days_left) == (before.start, before.last_day, before.days_left)
    assert notes(desk, case_id) == [
        "Am 20.11.2026 entschieden: Die Person ist wieder da (aus Ulm zurück). Es gilt derselbe letzte Tag."
    ]
    assert journal_of(desk, case_id)[0].verb == "decided_return"


@pytest.mark.parametrize(
    ("form", "refused"), [("no_show", False), ("third_party", False), ("phone", True)], ids=str
)
def test_c6_who_did_not_come_to_her_appointments_was_away(desk: Desk, form: str, refused: bool) -> None:
    """C6, L9: an appointment that nobody came to, and a word with others about the case, is no contact."""
    file, back = a.a_case_file(), date(2026, 5, 4)
    tried = [a.a_talk(file.case.key, on=on, form=form) for on in (date(2026, 2, 9), date(2026, 3, 5))]
    tried.append(a.a_talk(file.case.key, on=date(2026, 4, 5), form=form))
    met = [a.a_talk(file.case.key, on=on) for on in (a.OPENED_ON, back)]
    case_id = put_in(desk, [file], [*met, *tried])[file.case.key]
    decision = Decision(DecisionKind.RETURN, back, "wieder da")
    if refused:
        with pytest.raises(Refused, match="decision_never_away"):
            decide(desk, case_id, decision)
    else:
        decide(desk, case_id, decision)
    assert len(stored(desk, case_id).decisions) == (0 if refused else 1)


@pytest.mark.parametrize(
    ("details", "decision", "code"),
    [
        ({}, Decision(DecisionKind.RETURN, TODAY, ""), "decision_reason_missing"),
        ({}, Decision("rest", TODAY, "x"), "decision_kind_unknown"),
        (
            {"case": a.a_case(period_start=None)},
            Decision(DecisionKind.RETURN, TODAY, "x"),
            "period_not_begun",
        ),
        (
            {"case": a.a_case(state=CaseState.ENDED, ended_on=TODAY)},
            Decision(DecisionKind.RETURN, TODAY, "x"),
            "case_is_ended",
        ),
        ({"consents": ()}, Decision(DecisionKind.GO_ON, TODAY, "x"), "basic_missing"),
        ({}, Decision(DecisionKind.RETURN, date(2026, 1, 20), "x"), "decision_never_away"),
    ],
)
def test_p6_c6_what_cannot_be_decided_is_refused(
    desk: Desk, details: dict[str, object], decision: Decision, code: str
) -> None:
    case_id = put(desk, **details)
    with pytest.raises(Refused) as refused:
        decide(desk, case_id, decision)
    assert refused.value.code == code
    assert stored(desk, case_id).decisions == ()


def test_c6_after_the_last_day_only_an_extension_helps(desk: Desk) -> None:
    case_id = put(desk)
    with pytest.raises(Refused, match="decision_after_last_day"):
        decide(
            on_day(desk, date(2029, 1, 13)),
            case_id,
            Decision(DecisionKind.RETURN, date(2029, 1, 13), "wieder da"),
        )


def test_u5_a_colleague_takes_over_and_all_goes_on(desk: Desk) -> None:
    with_a_colleague(desk)
    case_id = put(desk)
    before, figures = stored(desk, case_id), sheet_view(desk, 2026).groups
    assert case_sheet(desk, case_id).colleagues == (("VV", "Vera Vertretung"),)
    outcome = take_over(desk, case_id, HANDED)
    after = stored(desk, case_id)
    assert outcome.value == after.case
    assert after.case == replace(before.case, worker="VV", version=before.case.version + 1)
    assert [replace(each, id=0) for each in after.decisions] == [HANDED]
    assert replace(after, case=before.case, decisions=()) == before
    assert sheet_view(desk, 2026).groups == figures
    assert notes(desk, case_id) == [
        "Seit 20.11.2026 führt Vera Vertretung den Fall weiter; die Person weiß es seit 18.11.2026. "
        "Einwilligung, Plan und Zeitraum gehen weiter."
    ]
    assert case_sheet(desk, case_id).worker == "Vera Vertretung"
    assert journal_of(desk, case_id)[0].verb in ("case_taken_over", "case_opened")
    assert outcome.undo is not None
    outcome.undo()
    assert stored(desk, case_id).case.worker == "EB"


@pytest.mark.parametrize(
    ("details", "decision", "code"),
    [
        ({}, replace(HANDED, worker="XY"), "take_over_worker_missing"),
        ({}, replace(HANDED, worker="EB"), "take_over_by_herself"),
        ({}, replace(HANDED, told_on=None), "take_over_not_told"),
        ({"consents": ()}, HANDED, "basic_missing"),
        ({"case": a.a_case(hold_since=TODAY)}, HANDED, "case_on_hold"),
    ],
)
def test_u5_what_cannot_be_handed_over_is_refused(
    desk: Desk, details: dict[str, object], decision: Decision, code: str
) -> None:
    with_a_colleague(desk)
    case_id = put(desk, **details)
    with pytest.raises(Refused) as refused:
        take_over(desk, case_id, decision)
    assert refused.value.code == code
    assert stored(desk, case_id).case.worker == "EB"


TOMORROW = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("decision", "place"),
    [
        (Decision(DecisionKind.RETURN, TOMORROW, "wieder da"), "cases[0].decisions[0].on"),
        (replace(HANDED, told_on=TOMORROW), "cases[0].decisions[0].told_on"),
    ],
)
def test_u5_a_case_file_with_a_decision_ahead_is_refused(desk: Desk, decision: Decision, place: str) -> None:
    file = a.a_case_file(decisions=(decision,))
    with pytest.raises(FaultyInput) as caught:
        import_cases(desk, write_document(Document(cases=(file,))))
    assert [where for where, _words in caught.value.faults] == [place]


def test_u5_what_was_decided_goes_along_in_a_case_file(desk: Desk) -> None:
    decided = (
        Decision(DecisionKind.GO_ON, ENDED, "Prüfung"),
        Decision(DecisionKind.RETURN, TODAY, "wieder da"),
        HANDED,
    )
    file = a.a_case_file(decisions=decided)
    import_cases(desk, write_document(Document(cases=(file,))))
    (case_id,) = case_ids(desk, CaseFilter())
    assert tuple(replace(each, id=0) for each in stored(desk, case_id).decisions) == decided
