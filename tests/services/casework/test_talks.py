"""P3, P5, C1, C8, E3, K5: talks for one and several people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from intman_desktop.errors import ChangedMeanwhile, NotFound, Refused
from intman_desktop.gdpr import journal
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_file
from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.services.casework import participants, talks
from intman_desktop.services.casework.talk_form import talk_form
from intman_desktop.services.closing.ending import resume_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.plans import planning
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.values.case_file import (
    CaseFile,
    Decision,
    EarlierCounselling,
    Participant,
    PlanSpan,
    Referral,
    Talk,
)
from intman_desktop.values.codes import (
    BirthPrecision,
    CaseState,
    ConsentScope,
    StartEvidence,
    StartOrigin,
    YesNoUnknown,
)
from intman_desktop.values.work_views import TalkNoted
from tests import builders as a
from tests.opened import TODAY, put_in

pytestmark = pytest.mark.unmeasured

FIRST = date(2026, 10, 1)
SECOND = date(2026, 11, 2)
SEEN = (EarlierCounselling("LRA Muster", date(2025, 5, 2), date(2025, 12, 1), StartEvidence.PLAN_SEEN),)


def bare(**details: object) -> CaseFile:
    """Return a case that has consents and agreement, and neither a talk nor a plan."""
    empty = a.a_case(period_start=None)
    return a.a_case_file(**{"case": empty, "needs_assessment": None, "plan": None, **details})


def a_talk(*keys: str, on: date = FIRST, **details: object) -> Talk:
    """Return a talk that is about to be noted."""
    people = tuple(Participant(key, f"Notiz für {key[:4]}") for key in keys)
    return replace(Talk(on, "in_person", "language", participants=people), **details)  # type: ignore[arg-type]


def file_of(desk: Desk, case_id: int) -> CaseFile:
    """Return the case as it stands in the store."""
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    return file


def everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows but the journal's, without versions."""
    found = {}
    with desk.vault.reading() as connection:
        for table in t.metadata.sorted_tables:
            if table is not t.journal:
                columns = [column for column in table.c if column.name != "version"]
                found[table.name] = [tuple(row) for row in connection.execute(select(*columns))]
    return found


@pytest.fixture
def case(desk: Desk) -> tuple[int, str]:
    """Return id and key of a case without talk and plan."""
    file = bare()
    return put_in(desk, [file])[file.case.key], file.case.key


def test_k5_one_head_and_an_own_note_for_each_person(desk: Desk) -> None:
    first, second = bare(), bare()
    ids = put_in(desk, [first, second])
    noted = talks.note_talk(desk, a_talk(first.case.key, second.case.key)).value
    with desk.vault.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(t.talks)) == 1
    for file in (first, second):
        (own,) = file_of(desk, ids[file.case.key]).talks
        assert own.id == noted.talk_id
        assert [part.note for part in own.participants] == [f"Notiz für {file.case.key[:4]}"]


def test_c1_the_first_counting_talk_starts_the_period(desk: Desk, case: tuple[int, str]) -> None:
    noted = talks.note_talk(desk, a_talk(case[1])).value
    (change,) = noted.start_changes
    assert (change.kept, change.found, change.taken_over, change.fact.code) == (
        None,
        FIRST,
        True,
        "start_first",
    )
    assert file_of(desk, case[0]).case.period_start == FIRST


def test_p5_a_talk_that_does_not_count_starts_nothing(desk: Desk, case: tuple[int, str]) -> None:
    silent = a_talk(case[1], participants=(Participant(case[1], counts=False),))
    assert talks.note_talk(desk, silent).value.start_changes == ()
    assert file_of(desk, case[0]).case.period_start is None


def test_c1_an_earlier_talk_takes_the_start_over(desk: Desk, case: tuple[int, str]) -> None:
    talks.note_talk(desk, a_talk(case[1]))
    earlier = FIRST - timedelta(days=9)
    (change,) = talks.note_talk(desk, a_talk(case[1], on=earlier)).value.start_changes
    assert (change.kept, change.found, change.fact.code) == (FIRST, earlier, "start_earlier")
    assert file_of(desk, case[0]).case.period_start == earlier


def test_c1_a_later_start_is_named_and_not_taken_over(desk: Desk, case: tuple[int, str]) -> None:
    noted = talks.note_talk(desk, a_talk(case[1])).value
    talks.note_talk(desk, a_talk(case[1], on=SECOND))
    (change,) = talks.remove_talk(desk, noted.talk_id).value.start_changes
    assert (change.kept, change.found, change.taken_over, change.fact.code) == (
        FIRST,
        SECOND,
        False,
        "start_later",
    )
    assert file_of(desk, case[0]).case.period_start == FIRST


def test_c1_a_talk_re_dated_moves_the_start(desk: Desk, case: tuple[int, str]) -> None:
    noted = talks.note_talk(desk, a_talk(case[1])).value
    (talk,) = file_of(desk, case[0]).talks
    earlier = FIRST - timedelta(days=1)
    talks.change_talk(desk, replace(talk, on=earlier))
    assert file_of(desk, case[0]).case.period_start == earlier
    assert file_of(desk, case[0]).talks[0].id == noted.talk_id


@pytest.mark.parametrize(
    ("details", "begin_on"),
    [
        ({}, SECOND),
        ({"earlier_counselling": (EarlierCounselling("LRA Muster", date(2025, 5, 2)),)}, FIRST),
        ({"case": a.a_case(counselled_before=YesNoUnknown.YES, period_start=None)}, FIRST),
    ],
    ids=["second talk here", "known start elsewhere", "counselled elsewhere"],
)
def test_p3_the_second_counting_talk_calls_for_the_plan(
    desk: Desk, details: dict[str, object], begin_on: date
) -> None:
    file = bare(**details)
    case_id = put_in(desk, [file])[file.case.key]
    first = talks.note_talk(desk, a_talk(file.case.key)).value
    second = talks.note_talk(desk, a_talk(file.case.key, on=SECOND)).value
    assert bool(first.plan_needed) is (begin_on == FIRST)
    (needed,) = second.plan_needed
    assert (needed.case_id, needed.person, needed.begin_on) == (case_id, "Musterfrau, Samira", begin_on)
    assert needed.first_here is (begin_on == FIRST)


def test_p3_two_talks_on_one_day_do_not_say_that_she_was_counselled_elsewhere(
    desk: Desk, case: tuple[int, str]
) -> None:
    talks.note_talk(desk, a_talk(case[1]))
    (needed,) = talks.note_talk(desk, a_talk(case[1])).value.plan_needed
    assert (needed.begin_on, needed.first_here) == (FIRST, False)


def test_p3_a_reason_for_the_missing_plan_is_kept_and_nothing_opens(
    desk: Desk, case: tuple[int, str]
) -> None:
    talks.note_talk(desk, a_talk(case[1]))
    with_reason = (Participant(case[1], plan_missing_reason="Notfall, Jugendamt"),)
    noted = talks.note_talk(desk, a_talk(case[1], on=SECOND, participants=with_reason)).value
    assert noted.plan_needed == ()
    assert file_of(desk, case[0]).talks[1].participants[0].plan_missing_reason == "Notfall, Jugendamt"


def test_p3_the_reason_can_be_given_after_the_note(desk: Desk, case: tuple[int, str]) -> None:
    talks.note_talk(desk, a_talk(case[1]))
    (needed,) = talks.note_talk(desk, a_talk(case[1], on=SECOND)).value.plan_needed
    participants.explain_missing_plan(desk, needed.participant_id, "Dolmetscher kam nicht")
    assert file_of(desk, case[0]).talks[1].participants[0].plan_missing_reason == "Dolmetscher kam nicht"
    with pytest.raises(Refused, match="plan_missing_reason_empty"):
        participants.explain_missing_plan(desk, needed.participant_id, "  ")


def test_p3_a_child_needs_no_plan(desk: Desk) -> None:
    child = a.a_client(birth_date=date(2014, 5, 1), birth_precision=BirthPrecision.DAY, adult=False)
    file = bare(client=child, consents=(a.a_consent(representative="Mutter"),))
    put_in(desk, [file])
    talks.note_talk(desk, a_talk(file.case.key))
    assert talks.note_talk(desk, a_talk(file.case.key, on=SECOND)).value.plan_needed == ()


def test_p3_i9_after_the_plan_was_closed_the_next_talk_calls_for_it_again(desk: Desk) -> None:
    """On its last open day nothing is asked, nor of an older talk that is noted late."""
    ended = PlanSpan(a.OPENED_ON, FIRST, "goals_reached")
    file = a.a_case_file(plan=a.a_plan(spans=(ended,)), earlier_counselling=SEEN)
    case_id = put_in(desk, [file])[file.case.key]
    key = file.case.key
    assert talks.note_talk(desk, a_talk(key, on=FIRST)).value.plan_needed == ()
    noted = talks.note_talk(desk, a_talk(key, on=SECOND)).value
    (needed,) = noted.plan_needed
    assert (needed.case_id, needed.begin_on, needed.closed_on) == (case_id, SECOND, FIRST)
    assert not (needed.first_here or needed.may_bring or needed.plan_seen), "her plan is there already"
    assert planning.plan_view(desk, case_id).needed_on == SECOND
    assert talks.note_talk(desk, a_talk(key, on=date(2026, 9, 1))).value.plan_needed == ()
    (again,) = talks.note_talk(desk, a_talk(key, on=TODAY)).value.plan_needed
    assert again.begin_on == SECOND, "the first talk that lacks it"
    reason = (Participant(key, plan_missing_reason="nur noch eine Auskunft"),)
    explained = a_talk(key, on=TODAY, topic="work", participants=reason)
    assert talks.note_talk(desk, explained).value.plan_needed == ()
    planning.reopen_plan(desk, case_id, again.begin_on)
    assert talks.note_talk(desk, a_talk(key, on=TODAY, topic="housing")).value.plan_needed == ()
    assert planning.plan_view(desk, case_id).needed_on is None


@pytest.mark.parametrize("closed", [False, True], ids=["no plan", "a plan closed before"])
@pytest.mark.parametrize("ended", [False, True], ids=["goes on", "ended"])
def test_p3_a_talk_noted_late_in_a_case_that_has_ended_asks_for_no_plan(
    desk: Desk, closed: bool, ended: bool
) -> None:
    """P3, I9: no plan is begun or taken up in it any more, so asking would lead nowhere."""
    over = {"state": CaseState.ENDED, "ended_on": SECOND + timedelta(days=5)} if ended else {}
    plan = a.a_plan(spans=(PlanSpan(a.OPENED_ON, FIRST, "goals_reached"),)) if closed else None
    file = bare(case=a.a_case(period_start=FIRST, **over), plan=plan)
    case_id = put_in(desk, [file], [a.a_talk(file.case.key, on=FIRST)])[file.case.key]
    noted = talks.note_talk(desk, a_talk(file.case.key, on=SECOND)).value
    assert [each.case_id for each in noted.plan_needed] == ([] if ended else [case_id])
    if ended:
        with pytest.raises(Refused, match="case_is_ended"):
            if closed:
                planning.reopen_plan(desk, case_id, SECOND)
            else:
                planning.begin_plan(desk, case_id, SECOND)


def test_p3_with_a_plan_nothing_is_needed(desk: Desk) -> None:
    file = a.a_case_file()
    put_in(desk, [file])
    assert talks.note_talk(desk, a_talk(file.case.key)).value.plan_needed == ()


@pytest.mark.parametrize(
    ("talk", "code"),
    [
        (a_talk("*", on=TODAY + timedelta(days=1)), "talk_in_future"),
        (a_talk("*", on=date(2026, 1, 11)), "talk_without_consent"),
        (a_talk("*", form="pigeon"), "talk_form_unknown"),
        (a_talk("*", form=""), "talk_form_missing"),
        (a_talk("*", topic="weather"), "talk_topic_unknown"),
        (a_talk("*", further_topics=("weather",)), "talk_topic_unknown"),
        (a_talk("*", minutes=0), "talk_length_impossible"),
        (a_talk("*", "*"), "talk_person_twice"),
        (a_talk(), "talk_without_person"),
    ],
)
def test_p2_what_cannot_be_is_refused_and_nothing_is_saved(
    desk: Desk, case: tuple[int, str], talk: Talk, code: str
) -> None:
    people = tuple(replace(part, case_key=case[1]) for part in talk.participants)
    with pytest.raises(Refused) as refused:
        talks.note_talk(desk, replace(talk, participants=people))
    assert refused.value.code == code
    assert file_of(desk, case[0]).talks == ()


def test_a_person_who_is_not_in_the_store_is_named(desk: Desk) -> None:
    with pytest.raises(NotFound):
        talks.note_talk(desk, a_talk("0" * 32))


def test_l2_a_case_on_hold_or_ended_takes_no_talk(desk: Desk) -> None:
    held = bare(case=a.a_case(hold_since=TODAY, hold_reason="Gericht"))
    ended = bare(case=a.a_case(state=CaseState.ENDED, ended_on=date(2026, 9, 1)))
    put_in(desk, [held, ended])
    for file, code in ((held, "case_on_hold"), (ended, "talk_after_ending")):
        with pytest.raises(Refused, match=code):
            talks.note_talk(desk, a_talk(file.case.key))


@pytest.mark.parametrize(
    ("on", "outside"), [(date(2026, 11, 15), False), (date(2026, 11, 16), True)], ids=["last day", "after"]
)
def test_c8_a_talk_after_the_last_day_needs_a_confirmation(desk: Desk, on: date, outside: bool) -> None:
    begun = a.a_case(period_start=date(2023, 11, 15), opened_on=date(2023, 11, 15))
    file = a.a_case_file(case=begun)
    put_in(desk, [file])
    if outside:
        with pytest.raises(Refused, match="talk_outside_period") as refused:
            talks.note_talk(desk, a_talk(file.case.key, on=on))
        assert refused.value.values["last_day"] == date(2026, 11, 15)
    noted = talks.note_talk(desk, a_talk(file.case.key, on=on), confirm_outside=True).value
    assert [fact.code for fact in noted.outside] == (["talk_outside_period"] if outside else [])


def test_e3_a_topic_that_no_consent_opens_is_kept_as_personal(desk: Desk) -> None:
    without = bare(consents=(a.a_consent(),))
    ids = put_in(desk, [without])
    talk = a_talk(without.case.key, topic="health", further_topics=("work", "health", "personal"))
    talks.note_talk(desk, talk)
    (kept,) = file_of(desk, ids[without.case.key]).talks
    assert (kept.topic, kept.further_topics) == ("personal", ("work",))


def test_e3_a_joint_talk_shows_health_only_if_all_consented(desk: Desk) -> None:
    having, lacking = bare(), bare(consents=(a.a_consent(),))
    ids = put_in(desk, [having, lacking])
    talks.note_talk(desk, a_talk(having.case.key, topic="health"))
    talks.note_talk(desk, a_talk(having.case.key, lacking.case.key, on=SECOND, topic="health"))
    assert [talk.topic for talk in file_of(desk, ids[having.case.key]).talks] == ["health", "personal"]


@pytest.mark.parametrize(
    ("service", "code"), [("doctor", "referral_closed"), ("moon", "service_unknown"), ("jobcenter", None)]
)
def test_e3_p7_a_referral_needs_a_known_service_that_consent_opens(
    desk: Desk, service: str, code: str | None
) -> None:
    file = bare(consents=(a.a_consent(),))
    ids = put_in(desk, [file])
    people = (Participant(file.case.key, referrals=(Referral(service),)),)
    talk = a_talk(file.case.key, participants=people)
    if code is not None:
        with pytest.raises(Refused, match=code):
            talks.note_talk(desk, talk)
        return
    talks.note_talk(desk, talk)
    (kept,) = file_of(desk, ids[file.case.key]).talks
    assert [referral.service for referral in kept.participants[0].referrals] == [service]


def test_z6_a_referral_gets_its_outcome_and_loses_it_by_undo(desk: Desk, case: tuple[int, str]) -> None:
    people = (Participant(case[1], referrals=(Referral("jobcenter"),)),)
    talks.note_talk(desk, a_talk(case[1], participants=people))
    referral = file_of(desk, case[0]).talks[0].participants[0].referrals[0]
    done = participants.set_referral_outcome(desk, referral.id, "helped", SECOND)
    kept = file_of(desk, case[0]).talks[0].participants[0].referrals[0]
    assert (kept.outcome, kept.outcome_on) == ("helped", SECOND)
    assert done.undo is not None
    done.undo()
    assert file_of(desk, case[0]).talks[0].participants[0].referrals == (referral,)
    with pytest.raises(Refused, match="referral_outcome_in_future"):
        participants.set_referral_outcome(desk, referral.id, "helped", TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="referral_outcome_before_talk"):
        participants.set_referral_outcome(desk, referral.id, "helped", a_talk(case[1]).on - timedelta(days=1))
    with pytest.raises(Refused, match="outcome_unknown"):
        participants.set_referral_outcome(desk, referral.id, "quatsch", SECOND)
    with pytest.raises(NotFound):
        participants.set_referral_outcome(desk, referral.id + 99, "helped", SECOND)


@pytest.mark.parametrize(
    ("referral", "code"),
    [
        (Referral("jobcenter", "helped", SECOND), None),
        (Referral("jobcenter", "quatsch", SECOND), "outcome_unknown"),
        (Referral("jobcenter", "helped", SECOND - timedelta(days=1)), "referral_outcome_before_talk"),
    ],
)
def test_z6_an_outcome_is_listed_and_not_before_its_talk(
    desk: Desk, case: tuple[int, str], referral: Referral, code: str | None
) -> None:
    def held(outcome: Referral, on: date) -> Talk:
        return a_talk(case[1], on=on, participants=(Participant(case[1], referrals=(outcome,)),))

    if code is not None:
        with pytest.raises(Refused, match=code):
            talks.note_talk(desk, held(referral, SECOND))
        return
    talks.note_talk(desk, held(referral, SECOND))
    (kept,) = file_of(desk, case[0]).talks
    later = SECOND + timedelta(days=1)
    talks.change_talk(desk, replace(kept, on=later))
    moved = file_of(desk, case[0]).talks[0].participants[0].referrals[0]
    assert moved.outcome_on == later


def test_z6_an_outcome_that_was_kept_otherwise_hinders_no_other_change(desk: Desk) -> None:
    file, early = bare(), Referral("jobcenter", "Termin erhalten", FIRST)
    part = Participant(file.case.key, "Notiz", referrals=(early,))
    case_id = put_in(desk, [file], [a_talk(file.case.key, on=SECOND, participants=(part,))])[file.case.key]
    (kept,) = file_of(desk, case_id).talks
    (held,) = kept.participants
    talks.change_talk(desk, replace(kept, participants=(replace(held, note="Berichtigt"),)))
    assert file_of(desk, case_id).talks[0].participants[0].referrals[0].outcome == "Termin erhalten"
    participants.set_referral_outcome(
        desk, file_of(desk, case_id).talks[0].participants[0].referrals[0].id, "", None
    )


def test_a_next_step_is_settled_and_open_again(desk: Desk, case: tuple[int, str]) -> None:
    people = (Participant(case[1], next_step="Anmelden", next_step_due=SECOND),)
    talks.note_talk(desk, a_talk(case[1], participants=people))
    part = file_of(desk, case[0]).talks[0].participants[0]
    participants.settle_next_step(desk, part.id, SECOND)
    assert file_of(desk, case[0]).talks[0].participants[0].next_step_done_on == SECOND
    participants.settle_next_step(desk, part.id, None)
    assert file_of(desk, case[0]).talks[0].participants[0].next_step_done_on is None
    with pytest.raises(Refused, match="step_done_in_future"):
        participants.settle_next_step(desk, part.id, TODAY + timedelta(days=1))
    with pytest.raises(NotFound):
        participants.settle_next_step(desk, part.id + 99, SECOND)


def test_undo_removes_a_talk_exactly(desk: Desk) -> None:
    first, second = bare(), bare()
    put_in(desk, [first, second])
    before = everything(desk)
    done = talks.note_talk(desk, a_talk(first.case.key, second.case.key))
    after = everything(desk)
    assert after != before
    assert done.undo is not None
    again = done.undo()
    assert everything(desk) == before
    assert again is not None
    back = again()
    assert everything(desk) == after, "done again with every word"
    assert back is not None
    back()
    assert everything(desk) == before


def test_undo_brings_a_removed_talk_back_with_all_its_people(desk: Desk) -> None:
    first, second = bare(), bare()
    put_in(desk, [first, second])
    people = tuple(
        Participant(file.case.key, "Notiz", referrals=(Referral("jobcenter"), Referral("bamf")))
        for file in (first, second)
    )
    noted = talks.note_talk(desk, a_talk(first.case.key, participants=people)).value
    before = everything(desk)
    done = talks.remove_talk(desk, noted.talk_id)
    assert done.undo is not None
    done.undo()
    assert everything(desk) == before


def test_undo_is_refused_where_the_id_was_given_to_another_talk(desk: Desk, case: tuple[int, str]) -> None:
    people = (Participant(case[1], "die erste", referrals=(Referral("jobcenter"),)),)
    noted = talks.note_talk(desk, a_talk(case[1], participants=people)).value
    done = talks.remove_talk(desk, noted.talk_id)
    other = bare()
    ids = put_in(desk, [other])
    again = talks.note_talk(desk, a_talk(other.case.key, on=SECOND)).value
    assert again.talk_id == noted.talk_id, "the id is given away, which this test is about"
    assert done.undo is not None
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert [talk.on for talk in file_of(desk, ids[other.case.key]).talks] == [SECOND]


def test_p2_e3_a_talk_is_not_put_back_that_no_consent_opens_any_more(desk: Desk) -> None:
    """It was taken out, then the consent got a later day, or was withdrawn."""
    file = bare(consents=(a.a_consent(), a.a_health_consent()))
    case_id = put_in(desk, [file])[file.case.key]
    noted = talks.note_talk(desk, a_talk(file.case.key, topic="health"))
    gone = talks.remove_talk(desk, noted.value.talk_id)
    health = file_of(desk, case_id).consents[1]
    withdraw_kind(desk, case_id, health.id, TODAY)
    assert gone.undo is not None
    with pytest.raises(ChangedMeanwhile):
        gone.undo()
    assert file_of(desk, case_id).talks == ()


def test_p2_e3_a_talk_is_not_done_again_that_no_consent_opens_any_more(desk: Desk) -> None:
    file = bare(consents=(a.a_consent(), a.a_health_consent()))
    case_id = put_in(desk, [file])[file.case.key]
    noted = talks.note_talk(desk, a_talk(file.case.key, topic="health"))
    assert noted.undo is not None
    again = noted.undo()
    withdraw_kind(desk, case_id, file_of(desk, case_id).consents[1].id, TODAY)
    assert again is not None
    with pytest.raises(ChangedMeanwhile):
        again()
    assert file_of(desk, case_id).talks == ()


def test_talks_are_taken_back_one_after_the_other(desk: Desk, case: tuple[int, str]) -> None:
    """Also where each moved the same clock, and one was changed and taken out (Rule C1)."""
    first = talks.note_talk(desk, a_talk(case[1], on=SECOND))
    earlier = talks.note_talk(desk, a_talk(case[1]))
    (talk, _other) = sorted(file_of(desk, case[0]).talks, key=lambda each: each.on)
    changed = talks.change_talk(desk, replace(talk, topic="work"))
    gone = talks.remove_talk(desk, talk.id)
    for done in (gone, changed, earlier, first):
        assert done.undo is not None
        done.undo()
    file = file_of(desk, case[0])
    assert (file.talks, file.case.period_start) == ((), None)


def test_undo_after_a_later_change_is_refused_and_loses_nothing(desk: Desk, case: tuple[int, str]) -> None:
    done = talks.note_talk(desk, a_talk(case[1]))
    (talk,) = file_of(desk, case[0]).talks
    talks.change_talk(desk, replace(talk, topic="work"))
    assert done.undo is not None
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert file_of(desk, case[0]).talks[0].topic == "work"


def test_k5_people_can_come_in_and_be_taken_out(desk: Desk) -> None:
    first, second, third = bare(), bare(), bare()
    ids = put_in(desk, [first, second, third])
    talks.note_talk(desk, a_talk(first.case.key, second.case.key))
    (own,) = file_of(desk, ids[first.case.key]).talks
    kept = replace(own.participants[0], note="nachgetragen", referrals=(Referral("bamf"),))
    changed = replace(own, participants=(kept, Participant(third.case.key, "neu dabei")))
    value = talks.change_talk(desk, changed).value
    assert isinstance(value, TalkNoted)
    assert file_of(desk, ids[second.case.key]).talks == ()
    assert file_of(desk, ids[first.case.key]).talks[0].participants[0].note == "nachgetragen"
    assert file_of(desk, ids[third.case.key]).talks[0].participants[0].note == "neu dabei"
    assert file_of(desk, ids[third.case.key]).case.period_start == FIRST
    gone = [change for change in value.start_changes if change.case_id == ids[second.case.key]]
    assert [change.fact.code for change in gone] == ["start_gone"]


def test_a_stale_form_does_not_overwrite(desk: Desk, case: tuple[int, str]) -> None:
    talks.note_talk(desk, a_talk(case[1]))
    (talk,) = file_of(desk, case[0]).talks
    talks.change_talk(desk, replace(talk, topic="work"))
    with pytest.raises(ChangedMeanwhile):
        talks.change_talk(desk, replace(talk, topic="housing"))
    assert file_of(desk, case[0]).talks[0].topic == "work"


def test_l6_each_person_of_a_talk_is_in_the_journal(desk: Desk) -> None:
    first, second = bare(), bare()
    put_in(desk, [first, second])
    talks.note_talk(desk, a_talk(first.case.key, second.case.key))
    with desk.vault.reading() as connection:
        noted = connection.execute(
            select(t.journal.c.case_key).where(t.journal.c.verb == "talk_noted")
        ).scalars()
        assert set(noted) == {first.case.key, second.case.key}
        assert journal.verify_chain(connection).broken_at is None


def test_c7_a_talk_later_than_the_start_brought_along_moves_nothing(desk: Desk) -> None:
    since = date(2025, 5, 2)
    earlier = EarlierCounselling("LRA Muster", since, evidence=StartEvidence.PLAN_SEEN)
    file = bare(
        case=a.a_case(
            period_start=since,
            start_origin=StartOrigin.BROUGHT,
            start_evidence=StartEvidence.PLAN_SEEN,
        ),
        earlier_counselling=(earlier,),
    )
    ids = put_in(desk, [file])
    assert talks.note_talk(desk, a_talk(file.case.key)).value.start_changes == ()
    kept = file_of(desk, ids[file.case.key]).case
    assert (kept.period_start, kept.start_evidence) == (since, StartEvidence.PLAN_SEEN)


def test_p2_a_consent_withdrawn_since_closes_the_case_for_late_notes(desk: Desk) -> None:
    withdrawn = a.a_consent(ConsentScope.BASIC, withdrawn_on=date(2026, 11, 10))
    file = bare(consents=(withdrawn,))
    put_in(desk, [file])
    with pytest.raises(Refused, match="talk_without_consent"):
        talks.note_talk(desk, a_talk(file.case.key))


def hold(desk: Desk, case_id: int) -> None:
    """Put a case on hold."""
    with desk.vault.transaction() as connection:
        held = update(t.cases).where(t.cases.c.id == case_id).values(hold_since=TODAY, hold_reason="Klage")
        connection.execute(held)


def test_l2_who_is_on_hold_stays_in_a_talk_that_is_changed(desk: Desk) -> None:
    first, second = bare(), bare()
    ids = put_in(desk, [first, second])
    noted = talks.note_talk(desk, a_talk(first.case.key, second.case.key)).value
    hold(desk, ids[second.case.key])
    (own,) = file_of(desk, ids[first.case.key]).talks
    talks.change_talk(desk, replace(own, topic="work"))
    (kept,) = file_of(desk, ids[second.case.key]).talks
    assert (kept.topic, kept.participants[0].note) == ("work", f"Notiz für {second.case.key[:4]}")
    (now,) = file_of(desk, ids[first.case.key]).talks
    with pytest.raises(Refused, match="talk_day_held"):  # her clock would move with it (L2, C5)
        talks.change_talk(desk, replace(now, on=now.on - timedelta(days=1)))
    with pytest.raises(Refused, match="case_on_hold"):
        talks.remove_talk(desk, noted.talk_id)


def test_e4_who_has_withdrawn_stays_in_a_joint_talk_unnamed_and_the_others_part_is_saved(desk: Desk) -> None:
    first = bare(client=a.a_client(family_name="Andersen"))
    second = bare(client=a.a_client(family_name="Zwölfhorn"))
    ids = put_in(desk, [first, second])
    noted = talks.note_talk(desk, a_talk(first.case.key, second.case.key)).value
    withdraw_basic(desk, ids[second.case.key], TODAY)
    form = talk_form(desk, (), noted.talk_id)
    assert [each.case_key for each in form.people] == [first.case.key]
    assert "Zwölfhorn" not in repr(form)
    assert [each.case_key for each in talk_form(desk, tuple(ids.values())).people] == [first.case.key]
    assert [each.case_key for each in talk_form(desk, [ids[second.case.key]]).people] == [second.case.key]
    assert form.talk is not None
    shown = [each for each in form.talk.participants if each.case_key == first.case.key]
    changed = replace(form.talk, participants=(replace(shown[0], note="Neu geschrieben"),))
    talks.change_talk(desk, changed)
    (hers,) = file_of(desk, ids[second.case.key]).talks
    assert hers.participants[0].note == f"Notiz für {second.case.key[:4]}"
    erase_case(desk, ids[second.case.key])
    (kept,) = file_of(desk, ids[first.case.key]).talks
    assert [each.note for each in kept.participants] == ["Neu geschrieben"]


def test_e4_nothing_of_a_closed_case_is_changed(desk: Desk, case: tuple[int, str]) -> None:
    people = (Participant(case[1], next_step="Anmelden", referrals=(Referral("jobcenter"),)),)
    talks.note_talk(desk, a_talk(case[1], participants=people))
    part = file_of(desk, case[0]).talks[0].participants[0]
    with desk.vault.transaction() as connection:
        connection.execute(update(t.consents).values(withdrawn_on=TODAY))
    for verb in (
        lambda: participants.settle_next_step(desk, part.id, TODAY),
        lambda: participants.set_referral_outcome(desk, part.referrals[0].id, "da", TODAY),
        lambda: participants.explain_missing_plan(desk, part.id, "krank"),
    ):
        with pytest.raises(Refused, match="basic_missing"):
            verb()


def test_a_talk_that_is_gone_is_named(desk: Desk) -> None:
    with pytest.raises(NotFound):
        talks.remove_talk(desk, 4711)


def test_e1_nobody_interprets_without_the_consent_and_what_was_noted_stays(desk: Desk) -> None:
    may = bare(consents=(a.a_consent(), a.a_consent(ConsentScope.INTERPRETER)))
    may_not = bare()
    put_in(desk, [may, may_not])
    held = a_talk(may.case.key, on=SECOND, interpretation="professional")
    noted = talks.note_talk(desk, held).value
    joint = a_talk(may.case.key, may_not.case.key, on=SECOND, interpretation="professional")
    with pytest.raises(Refused) as refused:
        talks.note_talk(desk, joint)
    assert (refused.value.code, refused.value.values) == (
        "talk_interpreter_closed",
        {"because": "never_asked"},
    )
    talks.note_talk(desk, replace(joint, interpretation="machine"))
    with desk.vault.transaction() as connection:
        interpreter = t.consents.c.scope == ConsentScope.INTERPRETER
        connection.execute(update(t.consents).where(interpreter).values(withdrawn_on=SECOND))
        kept = talks.talk_in(connection, noted.talk_id)
    talks.change_talk(desk, replace(kept, minutes=20))
    with desk.vault.reading() as connection:
        kept = talks.talk_in(connection, noted.talk_id)
    assert (kept.interpretation, kept.minutes) == ("professional", 20)
    with pytest.raises(Refused, match="talk_interpreter_closed"):
        talks.change_talk(desk, replace(kept, interpretation="relative"))


@pytest.mark.parametrize(
    ("on", "counts", "named"),
    [
        (date(2026, 10, 31), True, False),
        (date(2026, 11, 1), True, True),
        (TODAY, True, True),
        (TODAY, False, False),
    ],
)
def test_c6_a_counting_talk_in_a_rest_names_the_case_that_rests_on(
    desk: Desk, on: date, counts: bool, named: bool
) -> None:
    """C6: nothing ends a rest by itself; whoever notes a talk is told, and resumes it in one act."""
    until = date(2027, 2, 1)
    file = a.a_case_file(
        case=a.a_case(state=CaseState.DORMANT),
        decisions=(Decision(DecisionKind.REST, date(2026, 11, 1), "Reise", until),),
    )
    case_id = put_in(desk, [file])[file.case.key]
    part = Participant(file.case.key, "Notiz", counts=counts)
    noted = talks.note_talk(desk, a_talk(on=on, participants=(part,))).value
    assert [(each.case_id, each.on, each.until) for each in noted.resting] == (
        [(case_id, on, until)] if named else []
    )
    assert file_of(desk, case_id).case.state is CaseState.DORMANT
    if named:
        resume_case(desk, case_id, on)
        assert talks.note_talk(desk, a_talk(file.case.key, on=on)).value.resting == ()


def test_z6_an_outcome_told_meanwhile_is_not_written_over(desk: Desk) -> None:
    file = bare()
    case_id = put_in(desk, [file])[file.case.key]
    people = (Participant(file.case.key, referrals=(Referral("jobcenter"),)),)
    noted = talks.note_talk(desk, a_talk(file.case.key, participants=people)).value
    with desk.vault.reading() as connection:
        form = talks.talk_in(connection, noted.talk_id)
    participants.set_referral_outcome(desk, form.participants[0].referrals[0].id, "helped", SECOND)
    with pytest.raises(ChangedMeanwhile):
        talks.change_talk(desk, replace(form, minutes=30))
    (kept,) = file_of(desk, case_id).talks[0].participants[0].referrals
    assert kept.outcome == "helped"


def test_e1_nobody_comes_into_an_interpreted_talk_without_her_consent_to_it(desk: Desk) -> None:
    may = bare(consents=(a.a_consent(), a.a_consent(ConsentScope.INTERPRETER)))
    may_not = bare()
    put_in(desk, [may, may_not])
    talk = a_talk(may.case.key, on=SECOND, interpretation="professional")
    noted = talks.note_talk(desk, talk).value
    with desk.vault.reading() as connection:
        kept = talks.talk_in(connection, noted.talk_id)
    both = (*kept.participants, Participant(may_not.case.key, "Auch da"))
    with pytest.raises(Refused, match="talk_interpreter_closed"):
        talks.change_talk(desk, replace(kept, participants=both))
