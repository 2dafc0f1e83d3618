"""C1 to C9: the clock of a case, moved and extended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.models.reading import read_case_file
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.services.casework import period
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers import papers
from intman_desktop.values.case_file import CaseFile, EarlierCounselling, Extension
from intman_desktop.values.codes import CaseState, StartEvidence, StartOrigin, YesNoUnknown
from intman_desktop.values.work_views import PeriodState
from tests import builders as a
from tests.opened import TODAY, clock_of, on_day, put_in

pytestmark = pytest.mark.unmeasured

START = date(2024, 3, 15)
LAST_DAY = date(2027, 3, 15)
LATEST = date(2028, 3, 15)


def put(desk: Desk, **details: object) -> int:
    """Write a case whose period began on 15.03.2024 and return its id."""
    begun = a.a_case(period_start=START, opened_on=START)
    file = a.a_case_file(**{"case": begun, "needs_assessment": None, **details})
    return put_in(desk, [file], [a.a_talk(file.case.key, on=START)])[file.case.key]


def file_of(desk: Desk, case_id: int) -> CaseFile:
    """Return the case as it stands in the store."""
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    return file


def an_extension(**details: object) -> Extension:
    """Return a decision for three more months for an illiterate person."""
    plain = Extension(date(2027, 6, 15), date(2026, 11, 2), "illiteracy", decided_by="EB")
    return replace(plain, **details)  # type: ignore[arg-type]


def test_c4_c9_the_clock_and_its_words(desk: Desk) -> None:
    view = clock_of(desk, put(desk))
    assert (view.start, view.regular_end, view.last_day, view.latest_possible) == (
        START,
        LAST_DAY,
        LAST_DAY,
        LATEST,
    )
    assert (view.days_left, view.state, view.warning) == (115, PeriodState.ENDING, 180)
    assert [fact.code for fact in view.words] == [
        "period_start_here",
        "period_rule",
        "period_last_day",
        "period_days_left",
        "period_extendable",
    ]
    assert 0 < view.today_at < view.regular_end_at == view.last_day_at < 1


@pytest.mark.parametrize(
    ("day", "state", "warning", "left"),
    [
        (date(2026, 9, 15), PeriodState.RUNNING, None, 181),
        (date(2026, 9, 16), PeriodState.ENDING, 180, 180),
        (date(2027, 3, 1), PeriodState.ENDING, 30, 14),
        (LAST_DAY, PeriodState.ENDING, 30, 0),
        (date(2027, 3, 16), PeriodState.OVER, None, -1),
    ],
)
def test_c9_warnings_come_at_the_offices_days(
    desk: Desk, day: date, state: PeriodState, warning: int | None, left: int
) -> None:
    view = clock_of(on_day(desk, day), put(desk))
    assert (view.state, view.warning, view.days_left) == (state, warning, left)


def test_c1_before_the_first_talk_there_is_no_clock(desk: Desk) -> None:
    file = a.a_case_file(case=a.a_case(period_start=None), needs_assessment=None)
    view = clock_of(desk, put_in(desk, [file])[file.case.key])
    assert (view.state, view.start, view.short.code) == (PeriodState.NOT_STARTED, None, "period_not_begun")


def test_an_unknown_case_is_named(desk: Desk) -> None:
    with pytest.raises(NotFound):
        clock_of(desk, 4711)


def test_c2_an_extension_goes_until_a_date(desk: Desk) -> None:
    case_id = put(desk)
    done = period.extend(desk, case_id, an_extension())
    assert (done.value.last_day, done.value.regular_end) == (date(2027, 6, 15), LAST_DAY)
    assert done.value.may_extend is True
    assert done.undo is not None
    done.undo()
    assert clock_of(desk, case_id).last_day == LAST_DAY


@pytest.mark.parametrize(
    ("extension", "code"),
    [
        (an_extension(until=LAST_DAY), "extension_not_after_last_day"),
        (an_extension(until=LATEST + timedelta(days=1)), "extension_beyond_latest"),
        (an_extension(reason=""), "extension_reason_missing"),
        (an_extension(reason="other"), "extension_text_missing"),
        (an_extension(decided_on=TODAY + timedelta(days=1)), "extension_decided_in_future"),
        (an_extension(evidence_place_kind="quatsch"), "extension_place_unknown"),
    ],
)
def test_c4_an_extension_that_cannot_be_is_refused(desk: Desk, extension: Extension, code: str) -> None:
    case_id = put(desk)
    with pytest.raises(Refused, match=code):
        period.extend(desk, case_id, extension)
    assert file_of(desk, case_id).extensions == ()


def test_c3_a_health_reason_needs_the_health_consent(desk: Desk) -> None:
    illness = an_extension(reason="chronic_illness")
    with pytest.raises(Refused, match="extension_reason_needs_health_consent"):
        period.extend(desk, put(desk, consents=(a.a_consent(decided_on=START),)), illness)
    both = (a.a_consent(decided_on=START), a.a_health_consent(decided_on=START))
    assert period.extend(desk, put(desk, consents=both), illness).value.last_day == illness.until


def test_l4_an_extension_never_gets_the_id_of_one_that_was_taken_back(desk: Desk) -> None:
    """L4: what was blacked out is told by its id where a backup brings it back."""
    case_id = put(desk)
    ids = []
    for _ in range(3):
        done = period.extend(desk, case_id, an_extension())
        ids.append(done.value.extensions[0].id)
        assert done.undo is not None
        done.undo()
    assert len(set(ids)) > 1


def test_c8_a_late_decision_needs_a_reason(desk: Desk) -> None:
    later = on_day(desk, date(2027, 4, 2))
    case_id = put(desk)
    late = an_extension(decided_on=date(2027, 4, 1))
    with pytest.raises(Refused, match="extension_late_reason_missing"):
        period.extend(later, case_id, late)
    done = period.extend(later, case_id, replace(late, late_reason="Akte lag beim Gericht"))
    assert done.value.extensions[0].late_reason == "Akte lag beim Gericht"


def test_c9_after_the_latest_day_an_extension_can_only_be_added(desk: Desk) -> None:
    case_id = put(desk)
    view = clock_of(on_day(desk, LATEST + timedelta(days=1)), case_id)
    assert (view.may_extend, view.may_add_extension) == (False, True)
    assert view.words[-1].code == "period_extendable_no_more"


def test_c4_the_fourth_year_is_the_end(desk: Desk) -> None:
    case_id = put(desk)
    view = period.extend(desk, case_id, an_extension(until=LATEST)).value
    assert (view.may_extend, view.may_add_extension) == (False, False)
    with pytest.raises(Refused, match="extension_exhausted"):
        period.extend(desk, case_id, an_extension(until=LATEST))


def test_c2_without_a_start_nothing_is_extended(desk: Desk) -> None:
    file = a.a_case_file(case=a.a_case(period_start=None), needs_assessment=None)
    case_id = put_in(desk, [file])[file.case.key]
    with pytest.raises(Refused, match="period_not_begun"):
        period.extend(desk, case_id, an_extension())


def test_l2_an_ended_case_is_not_extended(desk: Desk) -> None:
    ended = a.a_case(period_start=START, opened_on=START, state=CaseState.ENDED, ended_on=TODAY)
    with pytest.raises(Refused, match="case_is_ended"):
        period.extend(desk, put(desk, case=ended), an_extension())


def test_c1_both_starts_are_shown(desk: Desk) -> None:
    case_id = put(desk, earlier_counselling=(EarlierCounselling("LRA Muster", START - timedelta(days=30)),))
    view = clock_of(desk, case_id)
    assert (view.start, view.found_start) == (START, START - timedelta(days=30))


def test_c1_a_later_start_needs_a_reason(desk: Desk) -> None:
    file = a.a_case_file(case=a.a_case(period_start=START, opened_on=START), needs_assessment=None)
    later = date(2024, 6, 3)
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=later)])[file.case.key]
    with pytest.raises(Refused, match="start_reason_missing"):
        period.change_start(desk, case_id, later, " ")
    done = period.change_start(desk, case_id, later, "Erstes Gespräch war ein Kurzkontakt")
    assert (done.value.kept, done.value.found, done.value.taken_over) == (START, later, True)
    assert done.value.fact.code == "start_later"
    kept = file_of(desk, case_id)
    assert (kept.case.period_start, kept.case.start_reason) == (later, "Erstes Gespräch war ein Kurzkontakt")
    assert [(d.kind, d.until) for d in kept.decisions] == [(DecisionKind.START_CHANGED, later)]
    assert done.undo is not None
    done.undo()
    assert file_of(desk, case_id).case.period_start == START


def test_c7_an_earlier_start_is_brought_along_with_its_evidence(desk: Desk) -> None:
    case_id, since = put(desk), date(2023, 9, 1)
    period.change_start(
        desk, case_id, since, "Plan lag vor", evidence=StartEvidence.PLAN_SEEN, office="LRA Muster"
    )
    case = file_of(desk, case_id).case
    assert (case.period_start, case.start_origin, case.start_evidence) == (
        since,
        StartOrigin.BROUGHT,
        StartEvidence.PLAN_SEEN,
    )
    view = clock_of(desk, case_id)
    assert (view.unproven, [each.office for each in view.earlier]) == (False, ["LRA Muster"])


def test_c7_evidence_that_comes_later_proves_the_start_brought_along(desk: Desk) -> None:
    case_id, since = put(desk), date(2023, 9, 1)
    period.change_start(desk, case_id, since, "so erzählt", office="LRA Muster")
    done = period.change_start(desk, case_id, since, "Plan vorgelegt", evidence=StartEvidence.PLAN_SEEN)
    view = clock_of(desk, case_id)
    assert (view.start, view.unproven) == (since, False)
    assert [(each.office, each.evidence) for each in view.earlier] == [
        ("LRA Muster", StartEvidence.PLAN_SEEN)
    ]
    assert done.value.fact.code == "start_unchanged"
    assert done.undo is not None
    done.undo()
    assert clock_of(desk, case_id).unproven is True


def test_c7_evidence_for_an_unchanged_start_needs_no_reason(desk: Desk) -> None:
    case_id, since = put(desk), date(2023, 9, 1)
    period.change_start(desk, case_id, since, "so erzählt", office="LRA Muster")
    period.change_start(desk, case_id, since, "", evidence=StartEvidence.PLAN_SEEN)
    case = file_of(desk, case_id).case
    assert (case.start_evidence, case.start_reason) == (StartEvidence.PLAN_SEEN, "so erzählt")
    for without_reason in (date(2023, 8, 1), START):
        with pytest.raises(Refused, match="start_reason_missing"):
            period.change_start(desk, case_id, without_reason, " ", evidence=StartEvidence.PLAN_SEEN)


def test_c1_a_start_of_ones_own_talks_is_not_proven_without_a_reason(desk: Desk) -> None:
    with pytest.raises(Refused, match="start_reason_missing"):
        period.change_start(desk, put(desk), START, "", evidence=StartEvidence.PLAN_SEEN)


def test_c7_a_start_without_evidence_is_shown_as_unproven(desk: Desk) -> None:
    case_id = put(desk)
    period.change_start(desk, case_id, date(2023, 9, 1), "so erzählt")
    assert clock_of(desk, case_id).unproven is True


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (TODAY + timedelta(days=1), "start_in_future"),
        (START + timedelta(days=1), "start_after_first_talk"),
        (None, "start_after_first_talk"),
    ],
)
def test_c1_a_start_after_the_first_talk_is_refused(desk: Desk, start: date | None, code: str) -> None:
    case_id = put(desk)
    with pytest.raises(Refused, match=code):
        period.change_start(desk, case_id, start, "Begründung")
    assert file_of(desk, case_id).case.period_start == START


def test_c1_without_any_talk_the_start_goes_with_a_reason(desk: Desk) -> None:
    file = a.a_case_file(case=a.a_case(period_start=START, opened_on=START), needs_assessment=None)
    case_id = put_in(desk, [file])[file.case.key]
    done = period.change_start(desk, case_id, None, "Gespräch war mit einer anderen Person")
    assert (done.value.fact.code, file_of(desk, case_id).case.period_start) == ("start_gone", None)


def test_c1_extensions_are_checked_again_and_old_papers_are_named(desk: Desk) -> None:
    both = (a.a_consent(decided_on=START),)
    case_id = put(desk, consents=both, extensions=(an_extension(until=LATEST),))
    papers.hand_out_plan(desk, case_id)
    done = period.change_start(desk, case_id, date(2023, 9, 1), "Plan lag vor")
    assert [fact.code for fact in done.value.extensions] == ["extension_now_beyond_latest"]
    assert done.value.outdated_papers == (TODAY,)
    assert clock_of(desk, case_id).outdated_papers == (TODAY,)
    assert clock_of(desk, case_id).plan_outdated_on == TODAY
    papers.hand_out_plan(desk, case_id)
    assert clock_of(desk, case_id).plan_outdated_on is None


def test_c1_a_plan_that_shows_the_same_start_is_not_outdated(desk: Desk) -> None:
    case_id = put(desk)
    papers.hand_out_plan(desk, case_id)
    assert clock_of(desk, case_id).outdated_papers == ()


def test_undo_of_an_extension_after_a_later_change_is_refused(desk: Desk) -> None:
    case_id = put(desk)
    done = period.extend(desk, case_id, an_extension())
    period.extend(desk, case_id, an_extension(until=date(2027, 9, 15)))
    assert done.undo is not None
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert clock_of(desk, case_id).last_day == date(2027, 9, 15)


def test_c7_better_evidence_for_the_same_start_is_taken_over(desk: Desk) -> None:
    since = date(2023, 9, 1)
    told = EarlierCounselling("LRA Muster", since, evidence=StartEvidence.TOLD)
    seen = EarlierCounselling("Stadt Muster", since, evidence=StartEvidence.PLAN_SEEN)
    begun = a.a_case(period_start=since, start_origin=StartOrigin.BROUGHT, start_evidence=StartEvidence.TOLD)
    case_id = put(desk, case=begun, earlier_counselling=(told, seen))
    with desk.vault.transaction() as connection:
        assert period.refresh_start(connection, desk, case_id) is None
    assert file_of(desk, case_id).case.start_evidence is StartEvidence.PLAN_SEEN


def test_c7_who_is_told_of_another_office_was_counselled_before(desk: Desk) -> None:
    case_id = put(desk)
    done = period.change_start(
        desk, case_id, date(2023, 9, 1), "Plan lag vor", evidence=StartEvidence.PLAN_SEEN, office="LRA Muster"
    )
    assert file_of(desk, case_id).case.counselled_before is YesNoUnknown.YES
    assert done.undo is not None
    done.undo()
    assert file_of(desk, case_id).case.counselled_before is not YesNoUnknown.YES


def test_c7_of_two_offices_of_one_day_a_mistake_takes_out_the_one_that_proved_it(desk: Desk) -> None:
    since = date(2023, 9, 1)
    two = (
        EarlierCounselling("LRA Muster", since, evidence=StartEvidence.TOLD),
        EarlierCounselling("Stadt Muster", since, evidence=StartEvidence.PLAN_SEEN),
    )
    case_id = put(desk, earlier_counselling=two)
    period.change_start(desk, case_id, since, "übernommen")
    period.change_start(desk, case_id, None, "war ein Irrtum", by_mistake=True)
    assert [each.office for each in clock_of(desk, case_id).earlier] == ["LRA Muster"]


def test_c7_the_earlier_of_two_offices_is_corrected_beyond_the_other(desk: Desk) -> None:
    two = (
        EarlierCounselling("LRA Muster", date(2023, 9, 1), evidence=StartEvidence.PLAN_SEEN),
        EarlierCounselling("Stadt Muster", date(2022, 2, 28), evidence=StartEvidence.TOLD),
    )
    case_id = put(desk, earlier_counselling=two)
    period.change_start(desk, case_id, date(2022, 2, 28), "übernommen")
    period.change_start(desk, case_id, date(2024, 2, 29), "Plan lag vor", evidence=StartEvidence.PLAN_SEEN)
    view = clock_of(desk, case_id)
    assert view.start == date(2023, 9, 1)
    assert {(each.office, each.since) for each in view.earlier} == {
        ("LRA Muster", date(2023, 9, 1)),
        ("Stadt Muster", date(2024, 2, 29)),
    }


def offices_of(desk: Desk, case_id: int) -> set[tuple[str, date | None, StartEvidence]]:
    """Return every counselling elsewhere that is kept of a case: office, begin, evidence."""
    return {(each.office, each.since, each.evidence) for each in file_of(desk, case_id).earlier_counselling}


def test_c7_a_wrong_office_is_taken_out_again_and_stays_where_nothing_is_told_of_it(desk: Desk) -> None:
    """What a form shows and sends empty is not known; what nobody speaks of stays."""
    case_id, since, told = put(desk), date(2023, 9, 1), StartEvidence.TOLD
    period.change_start(desk, case_id, since, "so erzählt", evidence=told, office="LRA Muster")
    period.change_start(desk, case_id, since, "", evidence=told)
    assert offices_of(desk, case_id) == {("LRA Muster", since, told)}
    done = period.change_start(desk, case_id, since, "", evidence=told, office=" ")
    assert offices_of(desk, case_id) == {("", since, told)}
    assert done.undo is not None
    done.undo()
    assert offices_of(desk, case_id) == {("LRA Muster", since, told)}


def test_c7_a_further_office_of_the_day_that_is_known_is_kept_beside_the_other(desk: Desk) -> None:
    """Two offices can have counselled her from one day on; the better evidence proves the start."""
    case_id, since = put(desk), date(2023, 9, 1)
    seen, told = StartEvidence.PLAN_SEEN, StartEvidence.TOLD
    period.change_start(desk, case_id, since, "so erzählt", evidence=told, office="LRA Muster")
    done = period.change_start(
        desk, case_id, since, "Plan lag vor", evidence=seen, office="Stadt Muster", further=True
    )
    assert offices_of(desk, case_id) == {("LRA Muster", since, told), ("Stadt Muster", since, seen)}
    case = file_of(desk, case_id).case
    assert (case.period_start, case.start_evidence) == (since, seen)
    assert done.undo is not None
    done.undo()
    assert offices_of(desk, case_id) == {("LRA Muster", since, told)}
    with pytest.raises(Refused, match="start_after_first_talk"):
        period.change_start(desk, case_id, START, "noch eine", evidence=seen, further=True)


def test_c7_an_office_of_the_day_of_the_first_talk_here_is_kept(desk: Desk) -> None:
    """The start is the one of here as before, and what was told stands beside it."""
    case_id = put(desk)
    for evidence, office in ((StartEvidence.PLAN_SEEN, "LRA Muster"), (StartEvidence.TOLD, "")):
        period.change_start(desk, case_id, START, "Bescheid", evidence=evidence, office=office)
    assert [
        (each.office, each.since, each.evidence) for each in file_of(desk, case_id).earlier_counselling
    ] == [("LRA Muster", START, StartEvidence.PLAN_SEEN)], "told once more, it is the same one"
    assert file_of(desk, case_id).case.start_origin is StartOrigin.HERE


@pytest.mark.parametrize(
    ("office", "evidence", "kept"),
    [
        ("", StartEvidence.PLAN_SEEN, {("LRA Muster", StartEvidence.PLAN_SEEN)}),
        ("LRA Muster", StartEvidence.PLAN_SEEN, {("LRA Muster", StartEvidence.PLAN_SEEN)}),
        ("", StartEvidence.UNKNOWN, {("LRA Muster", StartEvidence.TOLD)}),
        (
            "Stadt Muster",
            StartEvidence.PLAN_SEEN,
            {("LRA Muster", StartEvidence.TOLD), ("Stadt Muster", StartEvidence.PLAN_SEEN)},
        ),
    ],
)
def test_c7_evidence_comes_to_the_counselling_elsewhere_that_is_the_start_from_now_on(
    desk: Desk, office: str, evidence: StartEvidence, kept: set[tuple[str, StartEvidence]]
) -> None:
    """The first talk here is gone, and the start with it; what proves the one that follows is not lost."""
    since = date(2024, 5, 6)
    elsewhere = EarlierCounselling("LRA Muster", since, evidence=StartEvidence.TOLD)
    file = a.a_case_file(
        case=a.a_case(period_start=START, opened_on=START),
        needs_assessment=None,
        earlier_counselling=(elsewhere,),
    )
    case_id = put_in(desk, [file])[file.case.key]
    period.change_start(desk, case_id, since, "Plan lag vor", evidence=evidence, office=office)
    assert {(name, proof) for name, day, proof in offices_of(desk, case_id) if day == since} == kept
    case = file_of(desk, case_id).case
    best = min((proof for _name, proof in kept), key=list(StartEvidence).index)
    assert (case.period_start, case.start_origin, case.start_evidence) == (since, StartOrigin.BROUGHT, best)
