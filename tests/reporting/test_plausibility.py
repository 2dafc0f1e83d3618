"""The plausibility list (K6): every kind of doubt, and agreement with the rules on random offices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from sqlalchemy import Connection, delete

from intman_desktop.models import tables as t
from intman_desktop.reporting.counting import count_sheet
from intman_desktop.reporting.freezing import freeze
from intman_desktop.reporting.plausibility import plausible
from intman_desktop.rules.period import case_period
from intman_desktop.rules.plan import plan_faults
from intman_desktop.rules.talks import plan_closed_on, plan_needed
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Actor, BirthPrecision, CaseState, GoalState, Sex, YesNoUnknown
from intman_desktop.values.figures import SheetDefinition
from tests.builders import a_consent, an_agreement
from tests.reporting.conftest import Fresh
from tests.reporting.offices import Small, offices, store
from tests.reporting.test_counting import DAY, JAN, a_file, a_plan, a_talk, figures_of

TODAY = date(2026, 11, 20)
LATER = date(2026, 12, 24)
CLIENT = v.Client("Muster", birth_date=date(1990, 5, 1), birth_precision=BirthPrecision.DAY, sex=Sex.FEMALE)
DAYS_OF_PLANS = {
    "plan_span_ends_before_begin",
    "plan_spans_overlap",
    "plan_two_open_spans",
    "plan_begin_missing",
    "plan_without_span",
    "plan_begin_not_its_first_day",
}


def sound(number: int = 1, **more: object) -> v.CaseFile:
    """Return a case about which there is nothing to ask."""
    kept = {"client": CLIENT, "plan": a_plan((JAN, None)), "agreement": an_agreement()}
    return a_file(number, **{**kept, **more})


def in_case(file: v.CaseFile, **more: object) -> v.CaseFile:
    return replace(file, case=replace(file.case, **more))  # type: ignore[arg-type]


def asked(connection: Connection, office: Small, year: int = 2026) -> list[tuple[str, dict[str, object]]]:
    """Return code and values of every question; the cases of these tests have one id each."""
    store(connection, office)
    return [(each.code, dict(each.values)) for each in plausible(connection, year, TODAY)]


def test_k6_nothing_is_asked_about_a_sound_case(connection: Connection) -> None:
    file = sound()
    assert asked(connection, Small((file,), (a_talk(file), a_talk(file, on=TODAY)))) == []


def test_k6_no_plan_from_the_second_talk_on(connection: Connection) -> None:
    file = sound(plan=None)
    office = Small((file,), (a_talk(file), a_talk(file, on=date(2026, 7, 1))))
    assert asked(connection, office) == [("question_plan_missing", {"case_id": 1, "since": date(2026, 7, 1)})]


@pytest.mark.parametrize(
    ("spans", "since"),
    [
        (((JAN, DAY),), date(2026, 7, 1)),
        (((JAN, date(2026, 6, 30)),), date(2026, 7, 1)),
        (((JAN, date(2026, 7, 1)),), None),
        (((JAN, DAY), (date(2026, 8, 1), None)), None),
        (((JAN, DAY), (date(2026, 6, 10), date(2026, 6, 11))), date(2026, 7, 1)),
    ],
    ids=["closed before", "on the day before", "on that day", "taken up again", "closed twice"],
)
def test_p3_k6_a_talk_after_the_plan_was_closed_asks_for_it_again(
    connection: Connection, spans: tuple[tuple[date, date | None], ...], since: date | None
) -> None:
    """As with no plan at all it stays until the plan is taken up again, and is nothing of the year before."""
    file = sound(plan=a_plan(*spans))
    store(connection, Small((file,), (a_talk(file), a_talk(file, on=date(2026, 7, 1)))))
    closed_on = spans[-1][1]
    expected = [("question_plan_closed", {"case_id": 1, "since": since, "closed_on": closed_on})]
    for year, on in ((2026, TODAY), (2027, date(2027, 3, 1))):
        found = [(each.code, dict(each.values)) for each in plausible(connection, year, on)]
        assert found == (expected if since else [])
    assert plausible(connection, 2025, TODAY) == ()


@pytest.mark.parametrize(
    ("ended_on", "years"), [(DAY, []), (date(2026, 12, 31), [2026]), (date(2027, 2, 1), [2026])]
)
def test_k6_a_plan_that_ended_with_its_case_is_not_asked_for(
    connection: Connection, ended_on: date, years: list[int]
) -> None:
    """One that was closed before is told in the year of the last talk."""
    ended = {"state": CaseState.ENDED, "ended_on": ended_on, "ending_reason": "relocation"}
    file = in_case(sound(plan=a_plan((JAN, DAY))), **ended)
    later = () if ended_on == DAY else (a_talk(file, on=date(2026, 7, 1)),)
    store(connection, Small((file,), (a_talk(file), *later)))
    day = date(2027, 3, 1)
    found = [year for year in (2025, 2026, 2027) if plausible(connection, year, day)]
    assert found == years


@pytest.mark.parametrize("state", [None, GoalState.PROPOSED, GoalState.DEFERRED])
def test_k4_k6_a_begun_plan_without_goal_and_sentence_counts_nowhere_and_is_asked_about(
    connection: Connection, standard: SheetDefinition, state: GoalState | None
) -> None:
    goals = (v.Goal("work", "x", state=state),) if state else ()
    file = sound(plan=a_plan((JAN, None), goals=goals, no_goal_reason="", no_goal_until=None))
    asked_about = {"case_id": 1, "plan_id": 1, "begun_on": JAN}
    assert asked(connection, Small((file,), (a_talk(file),))) == [("question_plan_not_made", asked_about)]
    assert figures_of(count_sheet(connection, standard, 2026))["plans_begun"] == (0, {})
    assert plausible(connection, 2025, TODAY) == ()


@pytest.mark.parametrize(
    ("agreement", "is_asked"),
    [
        (None, True),
        (an_agreement(client_signed_on=None), True),
        (an_agreement(worker_signed_on=None), True),
        (an_agreement(client_signed_on=None, oral_on=DAY), False),
        (an_agreement(), False),
    ],
)
def test_b1_k6_talks_without_an_agreement_head_the_list(
    connection: Connection, agreement: v.Agreement | None, is_asked: bool
) -> None:
    file = sound(agreement=agreement, plan=None)
    found = asked(connection, Small((file,), (a_talk(file), a_talk(file, on=TODAY))))
    expected = [("question_agreement_missing", {"case_id": 1, "on": DAY})] if is_asked else []
    assert found == [*expected, ("question_plan_missing", {"case_id": 1, "since": TODAY})]
    assert plausible(connection, 2025, TODAY) == ()


def test_p3_the_first_talk_asks_for_no_plan(connection: Connection) -> None:
    file = sound(plan=None)
    assert asked(connection, Small((file,), (a_talk(file), a_talk(file, on=LATER, counts=False)))) == [
        ("question_date_in_future", {"case_id": 1, "what": "talk", "on": LATER})
    ]


@pytest.mark.parametrize(
    "more", [{"counselled_before": YesNoUnknown.YES}, {"earlier": (v.EarlierCounselling("LRA"),)}]
)
def test_p3_talks_held_elsewhere_count(connection: Connection, more: dict[str, object]) -> None:
    file = sound(plan=None, earlier_counselling=more.pop("earlier", ()))
    found = asked(connection, Small((in_case(file, **more),), (a_talk(file),)))
    assert found == [("question_plan_missing", {"case_id": 1, "since": DAY})]


@pytest.mark.parametrize(
    ("listed_on", "changed", "counts"),
    [
        (date(2026, 1, 20), False, True),
        (date(2025, 10, 31), False, False),
        (None, False, False),
        (date(2026, 1, 20), True, False),
    ],
)
def test_p3_a_first_talk_here_that_an_old_list_told_counts(
    connection: Connection, listed_on: date | None, changed: bool, counts: bool
) -> None:
    moved = v.Decision("start_changed", DAY, "war der Beginn", until=date(2025, 11, 1))
    file = sound(plan=None, decisions=(moved,) if changed else ())
    listed = in_case(file, from_list_on=listed_on, period_start=date(2025, 11, 1))
    found = asked(connection, Small((listed,), (a_talk(file),)))
    missing = [("question_plan_missing", {"case_id": 1, "since": DAY})]
    assert [each for each in found if each[0] == "question_plan_missing"] == (missing if counts else [])


def test_c1_a_needs_assessment_without_a_talk_is_pointed_out(connection: Connection) -> None:
    file = sound(plan=None, needs_assessment=v.NeedsAssessment(date(2026, 5, 4)))
    assert asked(connection, Small((file,), (a_talk(file),))) == [
        ("question_plan_missing", {"case_id": 1, "since": DAY}),
        ("question_needs_without_talk", {"case_id": 1, "on": date(2026, 5, 4)}),
    ]


def test_c1_a_needs_assessment_with_its_talk_is_one_talk(connection: Connection) -> None:
    file = sound(plan=None, needs_assessment=v.NeedsAssessment(DAY))
    assert asked(connection, Small((file,), (a_talk(file),))) == []


@pytest.mark.parametrize(
    ("more", "years"),
    [
        ({}, [2025, 2026]),
        ({"state": CaseState.DORMANT}, [2025, 2026]),
        ({"state": CaseState.ENDED, "ended_on": date(2026, 2, 1)}, [2025]),
        ({"state": CaseState.ENDED, "ended_on": date(2025, 5, 1)}, [2025]),
    ],
)
def test_p3_k6_a_missing_plan_is_asked_about_until_it_exists_or_the_case_has_ended(
    connection: Connection, more: dict[str, object], years: list[int]
) -> None:
    """Also in a year without a talk; of years that are yet to come nothing is asked."""
    file = in_case(sound(plan=None), **more)
    since = date(2025, 4, 1)
    store(connection, Small((file,), (a_talk(file, on=date(2025, 3, 1)), a_talk(file, on=since))))
    told = {"case_id": 1, "since": since}
    found = {year: plausible(connection, year, TODAY) for year in (2024, 2025, 2026, 2027)}
    assert [year for year, facts in found.items() for each in facts if each.values == told] == years


def test_k6_a_case_with_a_plan_and_without_talks_in_the_year_is_not_asked_about(
    connection: Connection,
) -> None:
    """Neither sex nor birth of somebody who was not seen in the year matters for it."""
    file = sound(client=v.Client("Muster"))
    office = Small((file,), (a_talk(file, on=date(2025, 3, 1)), a_talk(file, on=date(2025, 4, 1))))
    assert asked(connection, office) == []


def test_p4_a_case_without_a_client_row_is_asked_about_all_the_same(connection: Connection) -> None:
    file = sound(plan=None)
    store(connection, Small((file,), (a_talk(file), a_talk(file, on=TODAY))))
    connection.execute(delete(t.clients))
    codes = [each.code for each in plausible(connection, 2026, TODAY)]
    assert codes == ["question_plan_missing", "question_sex_missing", "question_birth_date_missing"]


@pytest.mark.parametrize(
    ("start", "until", "on", "outside"),
    [
        (date(2023, 6, 1), None, date(2026, 6, 1), False),
        (date(2023, 6, 1), None, date(2026, 6, 2), True),
        (date(2023, 6, 1), date(2026, 8, 1), date(2026, 8, 1), False),
        (date(2023, 6, 1), date(2026, 8, 1), date(2026, 8, 2), True),
        (date(2022, 3, 1), date(2027, 1, 1), date(2026, 3, 2), True),
        (date(2026, 6, 2), None, date(2026, 6, 1), True),
    ],
)
def test_k6_a_talk_outside_the_period(
    connection: Connection, start: date, until: date | None, on: date, outside: bool
) -> None:
    extensions = (v.Extension(until, date(2026, 1, 5), "other"),) if until else ()
    file = in_case(sound(extensions=extensions), period_start=start)
    found = asked(connection, Small((file,), (a_talk(file, on=on),)))
    assert [code for code, _ in found] == (["question_talk_outside"] if outside else [])


@pytest.mark.parametrize(
    ("on", "first", "noted", "outside"),
    [
        (date(2026, 6, 1), True, False, False),
        (date(2026, 6, 2), True, False, True),
        (date(2023, 5, 31), True, False, False),
        (date(2026, 6, 2), False, False, False),
        (date(2026, 6, 2), True, True, False),
    ],
    ids=["last day", "one day after", "another year", "no talk", "noted as a talk"],
)
def test_c8_a_needs_assessment_that_is_a_talk_lies_outside_the_period(
    connection: Connection, on: date, first: bool, noted: bool, outside: bool
) -> None:
    file = in_case(
        sound(needs_assessment=v.NeedsAssessment(on, is_first_talk=first)), period_start=date(2023, 6, 1)
    )
    talks = (a_talk(file, on=JAN), *((a_talk(file, on=on),) if noted else ()))
    found = [
        values
        for code, values in asked(connection, Small((file,), talks))
        if code == "question_needs_outside"
    ]
    assert [(each["on"], each["last_day"]) for each in found] == [(on, date(2026, 6, 1))] * outside


def test_c4_a_period_begun_on_29_february_ends_on_the_28th(connection: Connection) -> None:
    file = in_case(sound(), period_start=date(2024, 2, 29))
    on = date(2027, 3, 1)
    store(connection, Small((file,), (a_talk(file, on=on),)))
    found = plausible(connection, 2027, on)
    assert [each.code for each in found] == ["question_talk_outside"]
    assert found[0].values["last_day"] == date(2027, 2, 28)
    assert (found[0].values["start"], found[0].values["on"]) == (date(2024, 2, 29), on)


def test_k6_a_plan_without_a_talk(connection: Connection) -> None:
    found = asked(connection, Small((sound(),)))
    assert found == [("question_plan_without_talk", {"case_id": 1, "plan_id": 1, "begun_on": JAN})]


def test_k6_an_open_plan_of_an_ended_case(connection: Connection) -> None:
    file = in_case(sound(), state=CaseState.ENDED, ended_on=DAY)
    found = asked(connection, Small((file,), (a_talk(file),)))
    assert found == [("question_open_plan_of_ended_case", {"case_id": 1, "plan_id": 1, "ended_on": DAY})]


def test_k6_an_ended_case_without_its_day_is_asked_about(connection: Connection) -> None:
    file = in_case(sound(), state=CaseState.ENDED)
    found = asked(connection, Small((file,), (a_talk(file),)))
    assert found == [("question_open_plan_of_ended_case", {"case_id": 1, "plan_id": 1, "ended_on": None})]


def test_k6_missing_sex_or_birth(connection: Connection) -> None:
    file = sound(client=v.Client("Muster"))
    found = asked(connection, Small((file,), (a_talk(file),)))
    assert found == [
        ("question_sex_missing", {"case_id": 1}),
        ("question_birth_date_missing", {"case_id": 1}),
    ]


def test_i8_k6_a_birth_that_is_not_known_is_missing(connection: Connection) -> None:
    """A date beside the precision "unknown" is no birth, in the list as in the figures."""
    file = sound(client=replace(CLIENT, birth_precision=BirthPrecision.UNKNOWN))
    found = asked(connection, Small((file,), (a_talk(file),)))
    assert found == [("question_birth_date_missing", {"case_id": 1})]


@pytest.mark.parametrize(
    ("statuses", "mark", "is_asked"),
    [
        ([("AE24", None, None)], None, True),
        ([("AE24", None, None)], True, False),
        ([("AE24", None, None)], False, False),
        ([("D60a", None, None)], None, False),
        ([], None, False),
        ([("AE24", date(2024, 1, 1), date(2026, 3, 1)), ("D60a", date(2026, 3, 2), None)], None, False),
        ([("D60a", date(2024, 1, 1), date(2026, 3, 1)), ("AE24", date(2026, 3, 2), None)], None, True),
        ([("AE24", date(2027, 1, 1), None)], None, False),
    ],
)
def test_k3_k6_temporary_protection_without_its_mark_is_asked_about(
    connection: Connection,
    statuses: list[tuple[str, date | None, date | None]],
    mark: bool | None,
    is_asked: bool,
) -> None:
    """By the status valid at the end of the year; the mark itself is never derived from it."""
    answers = tuple(v.Answer("residence_status", *each) for each in statuses)
    file = sound(client=replace(CLIENT, section_24=mark), answers=answers)
    found = asked(connection, Small((file,), (a_talk(file),)))
    assert found == [("question_section_24_missing", {"case_id": 1})] * is_asked


@pytest.mark.parametrize(
    "plan",
    [
        a_plan((JAN, date(2025, 1, 1)), (DAY, None)),
        a_plan((JAN, DAY), (DAY, None)),
        a_plan((JAN, None), (DAY, None)),
        a_plan((JAN, None), begun_on=DAY),
        a_plan((JAN, None), begun_on=None),
        a_plan((JAN, None), spans=()),
        a_plan((JAN, None), begun_on=DAY, brought_along=True),
    ],
)
def test_k6_days_of_a_plan_that_break_the_identity(connection: Connection, plan: v.Plan) -> None:
    file = sound(plan=plan)
    found = asked(connection, Small((file,), (a_talk(file),)))
    assert found == [("question_plan_days", {"case_id": 1, "plan_id": 1})]


def test_u2_a_plan_brought_along_may_have_begun_earlier(connection: Connection) -> None:
    file = sound(plan=a_plan((JAN, None), begun_on=date(2025, 3, 1), brought_along=True))
    assert asked(connection, Small((file,), (a_talk(file),))) == []


@pytest.mark.parametrize(
    ("what", "spoil"),
    [
        ("plan", lambda f: replace(f, plan=a_plan((LATER, None)))),
        ("plan_end", lambda f: replace(f, plan=a_plan((JAN, LATER)))),
        ("extension", lambda f: replace(f, extensions=(v.Extension(LATER, LATER, "other"),))),
        ("birth", lambda f: replace(f, client=replace(f.client, birth_date=LATER))),
        ("needs", lambda f: replace(f, needs_assessment=v.NeedsAssessment(LATER, is_first_talk=False))),
        (
            "goal",
            lambda f: replace(f, plan=a_plan((JAN, None), goals=(v.Goal("work", "x", agreed_on=LATER),))),
        ),
        (
            "goal_change",
            lambda f: replace(
                f,
                plan=a_plan(
                    (JAN, None),
                    goals=(v.Goal("work", "x", history=(v.GoalChange(GoalState.REACHED, LATER),)),),
                ),
            ),
        ),
        (
            "measure",
            lambda f: replace(
                f,
                plan=a_plan(
                    (JAN, None),
                    goals=(v.Goal("work", "x", measures=(v.Measure("y", Actor.CLIENT, done_on=LATER),)),),
                ),
            ),
        ),
    ],
)
def test_k6_a_date_in_the_future(
    connection: Connection, what: str, spoil: Callable[[v.CaseFile], v.CaseFile]
) -> None:
    file = spoil(sound())
    found = asked(connection, Small((file,), (a_talk(file),)))
    assert found == [("question_date_in_future", {"case_id": 1, "what": what, "on": LATER})]


def test_k6_what_became_of_a_referral_is_not_told_in_the_future(connection: Connection) -> None:
    """A clock that was ahead leaves such a day, and next year's sheet counts it."""
    file = sound()
    part = v.Participant(file.case.key, "x", referrals=(v.Referral("jobcenter", "helped", outcome_on=LATER),))
    found = asked(connection, Small((file,), (a_talk(file, participants=(part,)),)))
    assert found == [("question_date_in_future", {"case_id": 1, "what": "referral", "on": LATER})]


@pytest.mark.parametrize(
    ("what", "spoil"),
    [
        ("decision", lambda f: replace(f, decisions=(v.Decision("dormant", LATER),))),
        ("consent", lambda f: replace(f, consents=(a_consent(decided_on=LATER),))),
        ("consent", lambda f: replace(f, consents=(a_consent(withdrawn_on=LATER),))),
        ("signature", lambda f: replace(f, agreement=an_agreement(client_signed_on=LATER))),
        ("signature", lambda f: replace(f, agreement=an_agreement(worker_signed_on=LATER))),
        ("signature", lambda f: replace(f, agreement=v.Agreement(oral_on=LATER))),
        ("signature", lambda f: replace(f, plan=a_plan((JAN, None), client_signed_on=LATER))),
        (
            "signature",
            lambda f: replace(
                f,
                agreement=v.Agreement(client_signed_on=LATER, worker_signed_on=LATER),
                plan=a_plan((JAN, None), worker_signed_on=LATER),
            ),
        ),
        ("disclosure", lambda f: replace(f, disclosures=(v.Disclosure(LATER, "Jobcenter", "Stand"),))),
    ],
)
def test_k6_nothing_is_decided_signed_or_passed_on_in_the_future(
    connection: Connection, what: str, spoil: Callable[[v.CaseFile], v.CaseFile]
) -> None:
    file = spoil(sound())
    found = asked(connection, Small((file,), (a_talk(file),)))
    assert found == [("question_date_in_future", {"case_id": 1, "what": what, "on": LATER})]


@pytest.mark.parametrize("on", [TODAY, JAN])
def test_k6_what_was_decided_signed_and_passed_on_until_today_is_not_asked_about(
    connection: Connection, on: date
) -> None:
    file = sound(
        decisions=(v.Decision("dormant", on),),
        consents=(a_consent(decided_on=on, withdrawn_on=on),),
        agreement=v.Agreement(client_signed_on=on, worker_signed_on=on, oral_on=on),
        plan=a_plan((JAN, None), client_signed_on=on, worker_signed_on=on),
        disclosures=(v.Disclosure(on, "Jobcenter", "Stand"),),
    )
    contacts = (v.BriefContact(on, "phone", "work"),)
    assert asked(connection, Small((file,), (a_talk(file),), contacts)) == []


def test_k6_kurzkontakte_in_the_future_are_counted_as_they_hang_on_no_case(connection: Connection) -> None:
    contacts = tuple(v.BriefContact(on, "phone", "work") for on in (TODAY, LATER, LATER))
    found = asked(connection, Small(brief_contacts=contacts))
    assert found == [("question_brief_contacts_in_future", {"count": 2})]


def test_k6_the_future_is_asked_about_in_a_past_year_until_it_is_handed_in(
    connection: Connection, standard: SheetDefinition
) -> None:
    """A year can only be closed once it is over, and a talk dated too late is missing in its figures."""
    file = sound()
    contacts = (v.BriefContact(LATER, "phone", "work"),)
    office = Small((file,), (a_talk(file, on=date(2025, 12, 31)), a_talk(file, on=LATER)), contacts)
    assert asked(connection, office, 2025) == [
        ("question_date_in_future", {"case_id": 1, "what": "talk", "on": LATER}),
        ("question_brief_contacts_in_future", {"count": 1}),
    ]
    freeze(connection, count_sheet(connection, standard, 2025), TODAY, "a" * 64, 1)
    assert plausible(connection, 2025, TODAY) == ()


def test_l2_a_case_on_hold_is_not_listed(connection: Connection) -> None:
    file = in_case(sound(client=v.Client("Muster"), plan=None), hold_since=DAY)
    assert asked(connection, Small((file,), (a_talk(file), a_talk(file, on=LATER)))) == []


@pytest.mark.slow
@given(office=offices())
def test_k6_the_list_agrees_with_the_rules(fresh: Fresh, office: Small) -> None:
    free = [file for file in office.files if file.case.hold_since is None]
    with fresh() as connection:
        ids = store(connection, office)
        found = plausible(connection, 2026, TODAY)
    missing = {
        (each.values["case_id"], each.values["since"])
        for each in found
        if each.code in ("question_plan_missing", "question_plan_closed")
    }
    closings = {
        (each.values["case_id"], each.values["closed_on"])
        for each in found
        if each.code == "question_plan_closed"
    }
    outside = {
        (each.values["case_id"], each.values["on"]) for each in found if each.code == "question_talk_outside"
    }
    broken = {each.values["case_id"] for each in found if each.code == "question_plan_days"}
    for file in free:
        case_id = ids[file.case.key]
        own = own_talks(office, file)
        held = tuple(talk for talk in own if talk.on.year <= 2026)
        since = plan_needed(replace(file, talks=held), TODAY)
        last = max(_days(file, held), default=None)
        ended_on = file.case.ended_on or date.min
        runs = file.case.state is not CaseState.ENDED or ended_on > date(2026, 12, 31)
        expected = since if since and last and (last.year == 2026 or runs) else None
        assert {on for each, on in missing if each == case_id} == ({expected} if expected else set())
        closed_on = plan_closed_on(file) if expected else None
        assert {on for each, on in closings if each == case_id} == ({closed_on} if closed_on else set())
        period = case_period(file.case, file.extensions)
        beyond = {
            talk.on
            for talk in own
            if talk.on.year == 2026
            and period is not None
            and any(each.counts for each in talk.participants)
            and not period.start <= talk.on <= period.last_day
        }
        assert {on for each, on in outside if each == case_id} == beyond
        if file.plan and _first(file.plan) <= date(2026, 12, 31):
            codes = {fault.code for fault in plan_faults(file.plan, TODAY)}
            assert bool(codes & DAYS_OF_PLANS) == (case_id in broken)
    asked_about = {each.values["case_id"] for each in found if "case_id" in each.values}
    assert asked_about <= {ids[file.case.key] for file in free}


def own_talks(office: Small, file: v.CaseFile) -> tuple[v.Talk, ...]:
    """Return the talks of one case with only its own participant, as a case file holds them."""
    return tuple(
        replace(talk, participants=own)
        for talk in office.talks
        if (own := tuple(each for each in talk.participants if each.case_key == file.case.key))
    )


def _days(file: v.CaseFile, held: tuple[v.Talk, ...]) -> list[date]:
    days = [talk.on for talk in held if any(each.counts for each in talk.participants)]
    needs = file.needs_assessment
    if needs is not None and needs.is_first_talk and needs.held_on.year <= 2026:
        days.append(needs.held_on)
    return days


def _first(plan: v.Plan) -> date:
    return min((span.opened_on for span in plan.spans), default=plan.begun_on or date.max)
