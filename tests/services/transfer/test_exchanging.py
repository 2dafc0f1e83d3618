"""Export and import: everything comes back, and nothing faulty or without consent comes in."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from intman_desktop.errors import FaultyInput, Refused
from intman_desktop.exchange.case_format import read_document, write_document
from intman_desktop.models import tables as t
from intman_desktop.models.writing import new_key
from intman_desktop.rules.earlier import start_day_faults
from intman_desktop.sample import invented_office
from intman_desktop.services.across.key_figures import sheet_json, sheet_view
from intman_desktop.services.across.overview import deadlines
from intman_desktop.services.casework.cases import case_ids, case_page, open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.period import change_start
from intman_desktop.services.casework.search import find_all
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.gate.directory import add_service, services_list
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.plans.planning import plan_view
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    BirthPrecision,
    CaseState,
    ConsentDecision,
    ConsentForm,
    ConsentScope,
    GoalState,
    SpecialKind,
    StartEvidence,
    StartOrigin,
    YesNoUnknown,
)
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.document import Document
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.office import ListEntry, OwnBlock, Service, TextVersion
from intman_desktop.values.views import CaseFilter
from tests.builders import (
    a_case,
    a_case_file,
    a_client,
    a_consent,
    a_goal,
    a_health_consent,
    a_participant,
    a_passing_on,
    a_plan,
    a_talk,
    an_intake,
)
from tests.cells import every_cell
from tests.opened import TODAY, clock_of, open_desk, put_in
from tests.saving import save_client, save_needs_assessment


def without_keys(content: bytes) -> Any:
    """Return an export without its random keys, participants and cases in a fixed order."""
    plain = json.loads(content)
    numbers = {each["case"]["key"]: each["case"]["number"] for each in plain["cases"]}
    for each in plain["cases"]:
        each["case"].pop("key")
        each["case"].pop("origin_key", None)
    for talk in plain["talks"]:
        for participant in talk["participants"]:
            participant["case_key"] = numbers[participant["case_key"]]
    return plain


def bring_in(desk: Desk, *files: v.CaseFile, talks: tuple[v.Talk, ...] = (), partial: bool = False) -> Any:
    """Import a document of these cases and talks; return the report."""
    return import_cases(desk, write_document(Document(cases=files, talks=talks)), partial=partial).value


def refused(desk: Desk, *files: v.CaseFile, talks: tuple[v.Talk, ...] = ()) -> list[str]:
    """Return the places of the faults that refuse these cases."""
    with pytest.raises(FaultyInput) as caught:
        bring_in(desk, *files, talks=talks)
    return [place for place, _ in caught.value.faults]


def count(desk: Desk) -> int:
    """Return how many cases the store holds."""
    return len(json.loads(export_cases(desk))["cases"])


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Any:
    """Return a second, empty store."""
    opened = open_desk(template, tmp_path / "other")
    yield opened
    opened.vault.close()


@pytest.mark.unmeasured
def test_export_and_import_into_an_empty_store_give_the_same_cases_and_figures(
    desk: Desk, other: Desk
) -> None:
    codes = frozenset(each.code for each in services_list(desk))
    import_cases(desk, write_document(invented_office(60, services=codes)))
    whole = export_cases(desk)
    import_cases(other, whole)
    assert without_keys(export_cases(other)) == without_keys(whole)
    for year in (2024, 2025, 2026):
        first, second = sheet_json(desk, year), sheet_json(other, year)
        for name in ("generated_at", "vault", "fingerprint"):
            first.pop(name)
            second.pop(name)
        assert first == second


@pytest.mark.parametrize("whole", [True, False])
def test_i10_blocks_and_entries_of_the_offices_own_come_back_as_they_were(
    desk: Desk, other: Desk, whole: bool
) -> None:
    blocks = (
        OwnBlock("", "Ehrenamt", "Wo sich die Person engagiert"),
        OwnBlock("", "Glaube", need="religion"),
        OwnBlock("", "Früher gefragt", active=False),
    )
    entries = (
        ListEntry("topics", "", "Garten", own=True),
        ListEntry("topics", "", "Trauma", own=True, need="health"),
    )
    office = change_office(desk, {"own_blocks": blocks, "list_entries": entries}).value
    written = tuple(v.Answer(block.code, f"Zu {block.title}") for block in office.own_blocks)
    religion = a_consent(scope=ConsentScope.SPECIAL, kind=SpecialKind.RELIGION)
    file = a_case_file(answers=written, consents=(a_consent(), religion))
    talk = a_talk(file.case.key, topic=office.list_entries[0].code)
    ids = put_in(desk, [file], [talk])
    import_cases(other, export_cases(desk, None if whole else list(ids.values())))
    there = read_office(other)
    assert there.own_blocks == office.own_blocks
    assert there.list_entries == office.list_entries
    (case_id,) = case_ids(other, CaseFilter())
    assert open_case(other, case_id).file.answers == open_case(desk, ids[file.case.key]).file.answers
    one, two = plan_view(desk, ids[file.case.key]), plan_view(other, case_id)
    shown = [(each.title, each.help, each.light, each.closed) for each in two.own_blocks]
    assert shown == [(each.title, each.help, each.light, each.closed) for each in one.own_blocks]
    assert [each.answer.value for each in two.own_blocks if each.answer] == [each.value for each in written]


def test_importing_twice_makes_one_file_each(desk: Desk) -> None:
    content = write_document(invented_office(10))
    assert import_cases(desk, content).value.cases == 10
    again = import_cases(desk, content).value
    assert again.cases == 0
    assert {notice.code for notice in again.notices} == {"case_here_already", "file_imported_before"}
    assert count(desk) == 10


def test_l6_the_journal_names_each_case_that_came_in(desk: Desk) -> None:
    known = a_case_file()
    bring_in(desk, known)
    bring_in(desk, known, a_case_file(), a_case_file())
    with desk.vault.reading() as connection:
        from sqlalchemy import select

        from intman_desktop.models.tables import cases, journal

        keys = set(connection.scalars(select(cases.c.key)))
        noted = list(connection.scalars(select(journal.c.case_key).where(journal.c.verb == "case_imported")))
    assert len(noted) == len(keys) == 3
    assert set(noted) == keys


def test_l4_an_import_never_reuses_a_case_key(desk: Desk) -> None:
    file = a_case_file()
    bring_in(desk, file)
    held = json.loads(export_cases(desk))["cases"][0]["case"]
    assert held["key"] != file.case.key
    assert held["origin_key"] == file.case.key


def test_p2_nobody_without_basic_consent_comes_in(desk: Desk) -> None:
    file = a_case_file()
    withdrawn = tuple(replace(each, withdrawn_on=date(2026, 6, 1)) for each in file.consents)
    said_no = tuple(replace(each, decision=ConsentDecision.REFUSED) for each in file.consents)
    for consents in ((), withdrawn, said_no):
        assert "cases[0].consents" in refused(desk, replace(file, consents=consents))
    assert count(desk) == 0


def test_e2_a_consent_without_its_evidence_is_named_by_its_row(desk: Desk) -> None:
    file = a_case_file()
    bare = tuple(replace(each, filing_place="") for each in file.consents)
    assert "cases[0].consents[0].filing_place" in refused(desk, replace(file, consents=bare))


def test_e2_evidence_kept_before_more_was_asked_comes_in_as_it_stands(desk: Desk) -> None:
    old = (
        a_consent(),
        a_passing_on(data_kinds=""),
        a_consent(ConsentScope.CONTACT, form=ConsentForm.ELECTRONIC, filing_place=""),
    )
    bring_in(desk, a_case_file(consents=old))
    assert count(desk) == 1


def test_e3_a_health_answer_without_that_consent_is_refused(desk: Desk) -> None:
    file = a_case_file()
    consents = tuple(each for each in file.consents if each.kind is not SpecialKind.HEALTH)
    told = replace(file, consents=consents, answers=(v.Answer("disability", "yes"),))
    assert "cases[0].answers[0].field" in refused(desk, told)


HEALTH = SpecialKind.HEALTH
SUMMER = date(2026, 6, 1)


def without_health(file: v.CaseFile) -> v.CaseFile:
    """Return the case without any declaration on health."""
    return replace(file, consents=tuple(each for each in file.consents if each.kind is not HEALTH))


def health_withdrawn(file: v.CaseFile, on: date) -> v.CaseFile:
    """Return the case with the health consent withdrawn."""
    consents = (replace(each, withdrawn_on=on) if each.kind is HEALTH else each for each in file.consents)
    return replace(file, consents=tuple(consents))


def test_e3_a_goal_in_a_closed_area_is_refused_and_an_older_one_stays_until_it_is_redacted(
    desk: Desk,
) -> None:
    file = a_case_file(plan=a_plan(goals=(a_goal(area="health"),)))
    assert refused(desk, without_health(file)) == ["cases[0].plan.goals[0].area"]
    assert bring_in(desk, health_withdrawn(file, SUMMER)).cases == 1


def test_p2_a_plan_from_before_the_consent_is_refused_unless_it_was_begun_elsewhere(desk: Desk) -> None:
    early, begun = date(2026, 1, 11), date(2026, 1, 12)
    assert refused(desk, a_case_file(plan=a_plan(begun_on=early, spans=(v.PlanSpan(early),)))) == [
        "cases[0].plan.spans[0].opened_on"
    ]
    brought = a_plan(begun_on=early, brought_along=True, spans=(v.PlanSpan(begun),))
    assert bring_in(desk, a_case_file(plan=brought)).cases == 1


@pytest.mark.parametrize(
    ("ended_on", "details"),
    [
        (date(2026, 1, 11), {"plan": None, "needs_assessment": None}),
        (date(2026, 3, 1), {"plan": a_plan(spans=(v.PlanSpan(SUMMER, SUMMER, "other"),), begun_on=SUMMER)}),
        (date(2026, 3, 1), {"extensions": (v.Extension(date(2029, 6, 30), SUMMER, "illiteracy"),)}),
    ],
)
def test_l2_k4_a_case_that_ended_before_it_began_or_went_on_is_refused(
    desk: Desk, ended_on: date, details: dict[str, Any]
) -> None:
    case = a_case(state=CaseState.ENDED, ended_on=ended_on, ending_reason="relocation")
    assert set(refused(desk, a_case_file(case=case, **details))) == {"cases[0].case.ended_on"}
    later = replace(case, key="", ended_on=date(2026, 9, 1))
    assert bring_in(desk, a_case_file(case=later, **details)).cases == 1


@pytest.mark.parametrize(
    ("services", "code"),
    [((), "psychosocial_centre"), ((Service("praxis", "doctor", "Praxis Beispiel"),), "praxis")],
)
def test_e3_a_referral_to_a_closed_service_is_refused_as_on_the_day_of_the_talk(
    desk: Desk, services: tuple[Service, ...], code: str
) -> None:
    file = a_case_file()
    part = a_participant(file.case.key, referrals=(v.Referral(code),))
    talks = tuple(a_talk(on=day, participants=(part,)) for day in (date(2026, 5, 4), date(2026, 7, 6)))

    def document(case_file: v.CaseFile) -> bytes:
        return write_document(Document(cases=(case_file,), talks=talks, services=services))

    with pytest.raises(FaultyInput) as caught:
        import_cases(desk, document(health_withdrawn(file, SUMMER)))
    assert [place for place, _ in caught.value.faults] == ["talks[1].participants[0].referrals[0].service"]
    assert import_cases(desk, document(file)).value.cases == 1


def referred(file: v.CaseFile, service: str) -> v.Talk:
    """Return a talk in which the person was referred to ``service``."""
    part = a_participant(file.case.key, referrals=(v.Referral(service),))
    return a_talk(file.case.key, participants=(part,))


def test_e3_a_referral_is_judged_by_the_directory_of_the_store_too(desk: Desk) -> None:
    """What the file calls harmless is health here: the referral would then tell of health."""
    code = add_service(desk, Service("", "doctor", "Praxis")).value.code
    file = without_health(a_case_file())
    talk = a_talk(file.case.key, participants=(a_participant(file.case.key, referrals=(v.Referral(code),)),))
    harmless = (Service(code, "association", "Praxis"),)
    for services in ((), harmless):
        document = Document(cases=(file,), talks=(talk,), services=services)
        with pytest.raises(FaultyInput) as caught:
            import_cases(desk, write_document(document))
        assert [place for place, _ in caught.value.faults] == [
            "talks[0].participants[0].referrals[0].service"
        ]


@pytest.mark.parametrize(
    ("services", "place"),
    [
        ((), "talks[0].participants[0].referrals[0].service"),
        ((Service("praxis", "quack", "Praxis"),), "services[0].kind"),
    ],
)
def test_p7_a_service_of_which_nobody_knows_the_kind_opens_nothing(
    desk: Desk, services: tuple[Service, ...], place: str
) -> None:
    file = a_case_file()
    talk = a_talk(
        file.case.key, participants=(a_participant(file.case.key, referrals=(v.Referral("praxis"),)),)
    )
    with pytest.raises(FaultyInput) as caught:
        import_cases(desk, write_document(Document(cases=(file,), talks=(talk,), services=services)))
    assert [found for found, _ in caught.value.faults] == [place]


def test_p7_one_case_takes_the_services_along_that_it_was_referred_to(desk: Desk, other: Desk) -> None:
    praxis = add_service(desk, Service("", "doctor", "Praxis Beispiel", "Musterweg 2")).value
    add_service(desk, Service("", "association", "Verein ohne Fall"))
    file = a_case_file()
    ids = put_in(desk, [file], [referred(file, praxis.code)])
    sent = export_cases(desk, [ids[file.case.key]])
    assert import_cases(other, sent).value.cases == 1
    new = {each.name: each for each in services_list(other)}
    assert new["Praxis Beispiel"].kind == "doctor"
    assert new["Praxis Beispiel"].contact == "Musterweg 2"
    assert "Verein ohne Fall" not in new


def test_e5_a_withdrawn_basic_consent_is_not_revived_by_a_file(desk: Desk) -> None:
    file = a_case_file()
    basic = file.consents[0]
    gone = replace(basic, withdrawn_on=SUMMER)
    anew = replace(basic, decided_on=date(2026, 7, 1))
    assert "cases[0].consents[1].scope" in refused(desk, replace(file, consents=(gone, anew)))


@pytest.mark.parametrize("ended", [False, True])
def test_e5_an_older_file_does_not_revive_a_consent_that_was_withdrawn_here(desk: Desk, ended: bool) -> None:
    gone, erased, kept = (a_case_file() for _ in range(3))
    ids = put_in(desk, [gone, erased, kept])
    content = export_cases(desk)
    if ended:
        end_case(desk, ids[gone.case.key], Ending(TODAY, "other"))
    withdraw_basic(desk, ids[gone.case.key], TODAY)
    erase_case(desk, ids[gone.case.key])
    erase_case(desk, ids[erased.case.key], "other")
    with pytest.raises(FaultyInput) as told:
        import_cases(desk, content)
    ((place, words),) = told.value.faults
    assert place.endswith(".case.key") and "neue Akte" in words
    report = import_cases(desk, content, partial=True).value
    assert [fault.code for fault in report.faults] == ["consent_was_withdrawn_here"]
    assert {notice.code for notice in report.notices} >= {"case_was_erased_here", "case_here_already"}
    assert count(desk) == 2


def test_e5_an_older_file_does_not_revive_a_kind_that_was_withdrawn_here(desk: Desk) -> None:
    file = a_case_file(consents=(a_consent(), a_health_consent()))
    case_id = put_in(desk, [file])[file.case.key]
    older = export_cases(desk)
    health = open_case(desk, case_id).file.consents[1]
    withdraw_kind(desk, case_id, health.id, TODAY)
    later = export_cases(desk)
    erase_case(desk, case_id, "other")
    with pytest.raises(FaultyInput) as told:
        import_cases(desk, older)
    ((place, words),) = told.value.faults
    assert place == "cases[0].consents[1]" and "widerrufen" in words
    assert import_cases(desk, later).value.cases == 1


@pytest.mark.parametrize("withdrawn_on", [TODAY, date(2026, 6, 1)], ids=["same day", "as of an earlier day"])
def test_e3_a_talk_held_before_a_withdrawal_was_entered_comes_in_with_its_topic(
    desk: Desk, other: Desk, withdrawn_on: date
) -> None:
    """What was let in before the withdrawal was heard of goes out and comes in, and counts the same."""
    file = a_case_file(consents=(a_consent(), a_health_consent()))
    case_id = put_in(desk, [file], [a_talk(file.case.key, on=TODAY, topic="health")])[file.case.key]
    withdraw_kind(desk, case_id, open_case(desk, case_id).file.consents[1].id, withdrawn_on)
    whole = export_cases(desk)
    assert import_cases(other, whole).value.talks == 1
    assert every_cell(other, 2026) == every_cell(desk, 2026)


def test_e3_a_talk_held_before_an_end_was_set_back_comes_in(desk: Desk) -> None:
    health = a_health_consent(valid_until=date(2026, 3, 1), end_known_from=date(2026, 7, 1))
    file = a_case_file(consents=(a_consent(), health))
    talks = (a_talk(file.case.key, on=date(2026, 6, 30), topic="health"),)
    assert bring_in(desk, file, talks=talks).talks == 1


def test_e3_a_talk_on_a_kind_held_after_its_withdrawal_was_known_is_refused(desk: Desk) -> None:
    health = a_health_consent(withdrawn_on=date(2026, 6, 1), withdrawal_known_from=date(2026, 7, 1))
    file = a_case_file(consents=(a_consent(), health))
    talks = (a_talk(file.case.key, on=date(2026, 7, 2), topic="health"),)
    assert refused(desk, file, talks=talks) == ["talks[0].participants[0].case_key"]


@pytest.mark.parametrize(
    ("ends", "row"),
    [
        (((date(2026, 6, 15), date(2025, 6, 1)), (date(2026, 5, 15), date(2025, 7, 1))), 1),
        (((date(2026, 6, 15), date(2025, 6, 1)), (date(2026, 6, 15), date(2025, 7, 1))), 1),
        (((date(2026, 6, 15), date(2025, 7, 1)), (date(2026, 5, 15), date(2025, 6, 1))), None),
        (((date(2026, 5, 15), date(2025, 7, 1)), (date(2026, 6, 15), date(2025, 6, 1))), None),
    ],
    ids=["ends earlier", "ends on the same day", "listed the other way round", "decided in another order"],
)
def test_c4_each_extension_of_a_file_goes_on_from_the_one_before(
    desk: Desk, ends: tuple[tuple[date, date], ...], row: int | None
) -> None:
    start = date(2023, 1, 15)
    file = a_case_file(
        case=a_case(opened_on=start, period_start=start),
        consents=(a_consent(decided_on=start),),
        extensions=tuple(v.Extension(until, decided_on, "illiteracy") for until, decided_on in ends),
        needs_assessment=v.NeedsAssessment(start, "EB"),
    )
    if row is None:
        assert bring_in(desk, file).cases == 1
    else:
        assert refused(desk, file) == [f"cases[0].extensions[{row}].until"]


def test_l2_an_ended_case_without_a_day_of_deletion_gets_the_one_of_the_setting(desk: Desk) -> None:
    ended = {"state": CaseState.ENDED, "ended_on": date(2026, 11, 2), "ending_reason": "goals_reached"}
    bring_in(desk, a_case_file(case=a_case(**ended)))
    held = json.loads(export_cases(desk))["cases"][0]["case"]
    assert (held["deletion_due"], held["deletion_reason"]) == ("2026-11-16", "by_setting")
    listed = [row.due for row in deadlines(desk) if row.kind is DeadlineKind.DELETION_DUE]
    assert listed == [date(2026, 11, 16)]


def test_l2_an_ending_without_its_reason_or_its_day_is_named_once(desk: Desk) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 2))
    timeless = a_case(state=CaseState.ENDED, ending_reason="goals_reached")
    first, second = a_case_file(case=ended), a_case_file(case=timeless)
    with pytest.raises(FaultyInput) as caught:
        bring_in(desk, first, second, talks=(a_talk(second.case.key, on=date(2026, 5, 4)),))
    assert caught.value.faults == (
        ("cases[0].case.ending_reason", "Hier fehlt ein Eintrag der Liste."),
        ("cases[1].case.ended_on", "Der Tag der Beendigung fehlt."),
    )


def test_k4_the_reason_a_plan_was_closed_with_is_of_the_list(desk: Desk) -> None:
    plan = a_plan(spans=(v.PlanSpan(a_plan().begun_on or SUMMER, SUMMER, "boredom"),))
    assert refused(desk, a_case_file(plan=plan)) == ["cases[0].plan.spans[0].reason"]


def test_c2_an_extension_is_not_decided_in_the_future(desk: Desk) -> None:
    extension = v.Extension(date(2029, 3, 1), date(2026, 11, 21), "illiteracy")
    assert "cases[0].extensions[0].decided_on" in refused(desk, a_case_file(extensions=(extension,)))


@pytest.mark.parametrize(
    ("state", "agreed_on"), [(GoalState.PROPOSED, date(2026, 1, 12)), (GoalState.AGREED, date(2030, 1, 1))]
)
def test_z3_the_day_a_goal_was_agreed_fits_its_state(desk: Desk, state: GoalState, agreed_on: date) -> None:
    goal = a_goal(state=state, agreed_on=agreed_on, history=())
    assert refused(desk, a_case_file(plan=a_plan(goals=(goal,)))) == ["cases[0].plan.goals[0].agreed_on"]


@pytest.mark.parametrize("held_on", [date(2026, 11, 21), date(2019, 1, 1)])
def test_p2_the_needs_assessment_lies_between_the_consent_and_today(desk: Desk, held_on: date) -> None:
    file = a_case_file(needs_assessment=v.NeedsAssessment(held_on))
    assert "cases[0].needs_assessment.held_on" in refused(desk, file)


@pytest.mark.parametrize(
    ("member", "field"),
    [
        (v.HouseholdMember("spouse", True, 1990), "adult"),
        (v.HouseholdMember("child", False, 2015, 13), "birth_month"),
        (v.HouseholdMember("child", False, -100), "birth_year"),
        (v.HouseholdMember("child", False, 2027), "birth_year"),
        (v.HouseholdMember("goldfish", False, 2020), "relationship"),
    ],
)
def test_p4_a_household_that_cannot_be_is_refused(desk: Desk, member: v.HouseholdMember, field: str) -> None:
    assert refused(desk, a_case_file(household=(member,))) == [f"cases[0].household[0].{field}"]


def test_p4_a_child_that_came_of_age_since_it_was_written_down_comes_in(desk: Desk) -> None:
    assert bring_in(desk, a_case_file(household=(v.HouseholdMember("child", False, 2005, 3),))).cases == 1


def test_p4_a_month_that_was_kept_as_0_comes_in_as_none(desk: Desk) -> None:
    file = a_case_file(household=(v.HouseholdMember("child", False, 2015, 0),))
    assert bring_in(desk, file).cases == 1
    (case_id,) = case_ids(desk, CaseFilter())
    assert open_case(desk, case_id).file.household[0].birth_month is None


def test_i8_a_birth_before_living_memory_is_refused(desk: Desk) -> None:
    born = a_client(birth_date=date(1850, 5, 5), birth_precision=BirthPrecision.DAY)
    assert refused(desk, a_case_file(client=born)) == ["cases[0].client.birth_date"]


def test_i8_somebody_without_a_name_is_designated_by_the_case_number(desk: Desk) -> None:
    file = a_case_file(client=a_client(family_name=" ", given_name="\u200d", designation=""))
    bring_in(desk, file)
    assert json.loads(export_cases(desk))["cases"][0]["client"]["designation"] == file.case.number


def test_e2_a_text_of_no_known_kind_is_refused(desk: Desk) -> None:
    texts = (TextVersion("poem", "de", 1, "00", "Text"),)
    with pytest.raises(FaultyInput) as caught:
        import_cases(desk, write_document(Document(text_versions=texts)))
    assert [place for place, _ in caught.value.faults] == ["text_versions[0].kind"]


@pytest.mark.parametrize(("written", "uncertain"), [("1990-05-17", False), ("1990-01-01", True)])
def test_i8_a_birth_without_precision_is_known_to_the_day(desk: Desk, written: str, uncertain: bool) -> None:
    plain = json.loads(write_document(Document(cases=(a_case_file(),))))
    client = plain["cases"][0]["client"]
    client["birth_date"] = written
    client.pop("birth_precision", None)
    client.pop("birth_uncertain", None)
    import_cases(desk, json.dumps(plain).encode())
    held = json.loads(export_cases(desk))["cases"][0]["client"]
    assert (held["birth_precision"], held.get("birth_uncertain", False)) == ("day", uncertain)


def test_faults_of_a_file_are_told_in_words(desk: Desk) -> None:
    plain = json.loads(write_document(Document(cases=(a_case_file(),))))
    plain["cases"][0]["client"]["birth_date"] = "31.06.1990"
    plain["cases"][0]["client"]["sex"] = "female"
    with pytest.raises(FaultyInput) as caught:
        import_cases(desk, json.dumps(plain).encode())
    told = dict(caught.value.faults)
    assert told["cases[0].client.birth_date"] == "Erwartet wird hier ein Datum (JJJJ-MM-TT)."
    assert told["cases[0].client.sex"] == "Erwartet wird hier eines von m, w, d, x."


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        (v.Answer("shoe_size", "43"), "field"),
        (v.Answer("family_name", "Muster"), "field"),
        (v.Answer("german_spoken", "z9"), "value"),
        (v.Answer("date_of_entry", "31.06.2024"), "value"),
        (v.Answer("date_of_entry", "2024-06-31"), "value"),
        (v.Answer("years_of_school", "nine"), "value"),
        (v.Answer("looking_for_work", "maybe"), "value"),
        (v.Answer("benefits", "sgb_2,gold"), "value"),
        (v.Answer("housing", "with_family", date(2026, 2, 1), date(2026, 1, 1)), "valid_to"),
    ],
)
def test_i10_an_answer_must_fit_its_field(desk: Desk, answer: v.Answer, place: str) -> None:
    assert refused(desk, replace(a_case_file(), answers=(answer,))) == [f"cases[0].answers[0].{place}"]


def test_i9_two_open_spans_are_refused(desk: Desk) -> None:
    plan = v.Plan(
        begun_on=date(2026, 2, 2), spans=(v.PlanSpan(date(2026, 2, 2)), v.PlanSpan(date(2026, 3, 2)))
    )
    assert refused(desk, replace(a_case_file(), plan=plan)) == ["cases[0].plan.spans[0].closed_on"]


def test_z3_a_fault_in_the_history_of_a_goal_names_each_of_its_rows(desk: Desk) -> None:
    """Row and field of every fault are told, or nobody finds it in a long history."""
    days = (date(2026, 3, 2), date(2026, 2, 2), date(2026, 12, 1), date(2026, 2, 3), date(2026, 12, 2))
    history = tuple(v.GoalChange(GoalState.AGREED, day) for day in days)
    goals = (a_goal(), a_goal(state=GoalState.AGREED, agreed_on=date(2026, 2, 2), history=history))
    told = refused(desk, a_case_file(plan=a_plan(goals=goals)))
    place = "cases[0].plan.goals[1].history"
    assert told == [f"{place}[{row}].on" for row in (1, 3, 2, 4)]


def test_p2_of_several_stretches_the_first_opened_is_the_one_before_the_consent(desk: Desk) -> None:
    early, later = date(2026, 1, 11), date(2026, 3, 2)
    spans = (v.PlanSpan(later), v.PlanSpan(early, date(2026, 2, 1), "other"))
    told = refused(desk, a_case_file(plan=a_plan(begun_on=early, spans=spans)))
    assert told == ["cases[0].plan.spans[1].opened_on"]


def test_p2_what_is_wrong_with_a_stretch_that_the_file_leaves_out_is_told_at_the_begin(desk: Desk) -> None:
    assert refused(desk, a_case_file(plan=a_plan(begun_on=date(2026, 1, 11), spans=()))) == [
        "cases[0].plan.begun_on"
    ]
    assert refused(desk, a_case_file(plan=a_plan(begun_on=date(2026, 12, 1), spans=()))) == [
        "cases[0].plan.begun_on"
    ]


def test_p2_of_stretches_that_cannot_be_read_no_fault_is_made_up(desk: Desk) -> None:
    early = date(2026, 1, 11)
    plan = a_plan(begun_on=early, brought_along=True, spans=(v.PlanSpan(date(2026, 1, 12)),))
    plain = json.loads(write_document(Document(cases=(a_case_file(plan=plan),))))
    plain["cases"][0]["plan"]["spans"].append({"opened_on": 5})
    with pytest.raises(FaultyInput) as caught:
        import_cases(desk, json.dumps(plain).encode())
    assert [place for place, _ in caught.value.faults] == ["cases[0].plan.spans[1].opened_on"]


def test_i9_a_begun_plan_without_span_is_open_since_its_begin(desk: Desk) -> None:
    bring_in(desk, replace(a_case_file(), plan=v.Plan(begun_on=date(2026, 2, 2))))
    plan = json.loads(export_cases(desk))["cases"][0]["plan"]
    assert plan["spans"] == [{"opened_on": "2026-02-02"}]


def test_z3_the_state_of_a_goal_is_the_last_of_its_history(desk: Desk) -> None:
    goal = v.Goal(
        "language",
        "B1",
        state=GoalState.REACHED,
        history=(v.GoalChange(GoalState.AGREED, date(2026, 2, 2)),),
    )
    plan = v.Plan(begun_on=date(2026, 2, 2), goals=(goal,))
    assert refused(desk, replace(a_case_file(), plan=plan)) == ["cases[0].plan.goals[0].state"]


@pytest.mark.parametrize(
    ("details", "place"),
    [
        ({"on": date(2026, 11, 21)}, "talks[0].on"),
        ({"on": date(2020, 1, 1)}, "talks[0].on"),
        ({"minutes": 0}, "talks[0].minutes"),
        ({"participants": ()}, "talks[0].participants"),
        ({"form": "smoke_signals"}, "talks[0].form"),
        ({"topic": "weather"}, "talks[0].topic"),
        ({"further_topics": ("weather",)}, "talks[0].further_topics[0]"),
        ({"interpretation": "sign"}, "talks[0].interpretation"),
        ({"programme": "other"}, "talks[0].programme"),
    ],
)
def test_talks_are_checked_by_the_rules(desk: Desk, details: dict[str, Any], place: str) -> None:
    file = a_case_file()
    assert place in refused(desk, file, talks=(a_talk(file.case.key, **details),))


def test_p2_of_a_joint_talk_before_one_consent_her_part_is_named(desk: Desk) -> None:
    """The day may be right for the others."""
    first, second = a_case_file(), a_case_file(consents=(a_consent(decided_on=date(2026, 5, 4)),))
    talk = a_talk(first.case.key, second.case.key, on=date(2026, 5, 3))
    assert "talks[0].participants[1].case_key" in refused(desk, first, second, talks=(talk,))


def test_a_day_that_no_calendar_has_is_told_as_such(desk: Desk) -> None:
    plain = json.loads(write_document(Document(cases=(a_case_file(),))))
    plain["cases"][0]["client"]["birth_date"] = "2025-02-29"
    plain["cases"][0]["answers"] = [{"field": "date_of_entry", "value": "2026-02-30"}]
    with pytest.raises(FaultyInput) as caught:
        import_cases(desk, json.dumps(plain).encode())
    assert dict(caught.value.faults) == {
        "cases[0].client.birth_date": "Diesen Tag gibt es nicht.",
        "cases[0].answers[0].value": "Diesen Tag gibt es nicht.",
    }


def test_a_scan_that_names_no_consent_of_its_case_is_told_so(desk: Desk) -> None:
    file = a_case_file()
    plain = json.loads(write_document(Document(cases=(file,))))
    scan = {"what": "other", "added_on": "2026-05-04", "media_type": "application/pdf", "size": 9}
    plain["cases"][0]["scans"] = [{**scan, "sha256": "a" * 64, "consent": 7}]
    packed = BytesIO()
    with ZipFile(packed, "w") as box:
        box.writestr("cases.json", json.dumps(plain))
    with pytest.raises(FaultyInput) as caught:
        import_cases(desk, packed.getvalue())
    assert dict(caught.value.faults) == {
        "cases[0].scans[0].consent": "Diese Einwilligung steht nicht in der Datei.",
        "cases[0].scans[0].sha256": "Der Inhalt dieses Scans fehlt in der Datei.",
    }


def test_a_talk_with_somebody_who_is_not_in_the_file_is_refused(desk: Desk) -> None:
    file = a_case_file()
    assert "talks[0].participants[0].case_key" in refused(desk, file, talks=(a_talk(new_key()),))


def test_partial_takes_the_valid_ones_and_lists_the_rest(desk: Desk) -> None:
    good, bad = a_case_file(), a_case_file()
    bad = replace(bad, consents=())
    joint = a_talk(good.case.key, bad.case.key)
    report = bring_in(desk, good, bad, talks=(joint,), partial=True)
    assert report.cases == 1
    assert {fault.place for fault in report.faults} >= {"cases[1].consents"}
    held = json.loads(export_cases(desk))
    assert [each["case"]["number"] for each in held["cases"]] == [good.case.number]


def spoilt(*files: v.CaseFile, talks: tuple[v.Talk, ...] = ()) -> tuple[bytes, list[tuple[str, str]]]:
    """Return a document whose first case has faults of form and of the rules, and the places of all."""
    plain = json.loads(write_document(Document(cases=files, talks=talks)))
    first = plain["cases"][0]
    first["client"] |= {"birth_date": "1990-02-30", "nationality": "XX"}
    first["household"] = [{"relationship": "child"}]
    first["answers"] = [{"field": "nowhere", "value": "x"}]
    first["plan"] = {"begun_on": "2026-01-12", "goals": [{"area": "work", "wording": "So", "state": 3}]}
    first["surprise"] = True
    plain["talks"][0] |= {"minutes": "x", "form": "zz"}
    return json.dumps(plain).encode(), [
        ("cases[0].answers[0].field", "unknown_code"),
        ("cases[0].client.birth_date", "no_such_day"),
        ("cases[0].client.nationality", "unknown_code"),
        ("cases[0].household[0].adult", "missing_field"),
        ("cases[0].plan.goals[0].state", "wrong_type"),
        ("cases[0].surprise", "unknown_field"),
        ("talks[0].form", "unknown_code"),
        ("talks[0].minutes", "wrong_type"),
    ]


def test_faults_of_form_hide_no_fault_of_the_rules_and_make_up_none(desk: Desk) -> None:
    first, second = a_case_file(), a_case_file()
    joint = a_talk(first.case.key, second.case.key)
    content, places = spoilt(first, second, talks=(joint, joint))
    report = import_cases(desk, content, partial=True).value
    assert sorted((fault.place, fault.code) for fault in report.faults) == places
    assert (report.cases, report.talks) == (0, 0)
    assert [(each.place, each.code) for each in report.notices] == [
        (second.case.number, "case_waits_for_its_talks")
    ]


def test_a_plan_of_which_nobody_can_tell_whether_it_was_begun_elsewhere_has_no_fault_made_up(
    desk: Desk,
) -> None:
    """The days of such a plan can be judged by nothing."""
    plain = json.loads(write_document(Document(cases=(a_case_file(),))))
    plain["cases"][0]["plan"] = {
        "begun_on": "2025-01-01",
        "brought_along": "perhaps",
        "spans": [{"opened_on": "2026-02-02"}],
    }
    report = import_cases(desk, json.dumps(plain).encode(), partial=True).value
    assert [(fault.place, fault.code) for fault in report.faults] == [
        ("cases[0].plan.brought_along", "wrong_type")
    ]


def test_a_file_without_keys_that_comes_twice_makes_one_case_each(desk: Desk) -> None:
    twins = [replace(a_case_file(), case=replace(a_case(), key="")) for _ in range(2)]
    assert bring_in(desk, *twins).cases == 2
    again = bring_in(desk, *twins)
    assert (again.cases, [notice.code for notice in again.notices]) == (0, ["case_here_already"] * 2)
    assert count(desk) == 2


def test_a_case_that_comes_back_from_another_store_is_known(desk: Desk, other: Desk) -> None:
    bring_in(desk, a_case_file())
    import_cases(other, export_cases(desk))
    report = import_cases(desk, export_cases(other)).value
    assert (report.cases, [notice.code for notice in report.notices]) == (0, ["case_here_already"])


def test_c1_a_faulty_talk_begins_no_period_and_its_case_waits_for_it(desk: Desk) -> None:
    start = date(2026, 3, 2)
    extension = v.Extension(date(2030, 3, 2), start, "illiteracy")
    case = replace(a_case(), period_start=start)
    file = replace(a_case_file(case=case), needs_assessment=None, extensions=(extension,))
    talks = (a_talk(case.key, on=start), a_talk(case.key, on=date(2020, 1, 1)))
    report = bring_in(desk, file, talks=talks, partial=True)
    assert [fault.place for fault in report.faults] == ["talks[1].on"]
    assert (report.cases, [each.code for each in report.notices]) == (0, ["case_waits_for_its_talks"])
    mended = bring_in(desk, file, talks=talks[:1])
    assert (mended.cases, mended.talks) == (1, 1)
    (held,) = json.loads(export_cases(desk))["cases"]
    assert held["case"]["period_start"] == "2026-03-02"


@pytest.mark.parametrize(
    ("part", "value", "place"),
    [
        ("consents", [{"scope": "basic"}], "cases[0].consents[0]"),
        ("client", [], "cases[0].client"),
        ("client", {"family_name.x": 1}, "cases[0].client.family_name.x"),
        ("needs_assessment", {"handover_on": "bald"}, "cases[0].needs_assessment.held_on"),
    ],
)
def test_a_talk_comes_in_without_who_cannot_be_read(desk: Desk, part: str, value: Any, place: str) -> None:
    first, second = a_case_file(), a_case_file()
    talk = a_talk(first.case.key, second.case.key)
    plain = json.loads(write_document(Document(cases=(first, second), talks=(talk,))))
    plain["cases"][0][part] = value
    report = import_cases(desk, json.dumps(plain).encode(), partial=True).value
    assert any(fault.place.startswith(place) for fault in report.faults)
    assert all(fault.place.startswith(f"cases[0].{part}") for fault in report.faults)
    assert (report.cases, report.talks) == (1, 1)


def test_a_case_twice_in_one_file_is_refused(desk: Desk) -> None:
    file = a_case_file()
    assert "cases[1].case.key" in refused(desk, file, file)


def test_c1_the_start_follows_from_the_talks_where_the_file_names_none(desk: Desk) -> None:
    file = a_case_file()
    file = replace(
        file, case=replace(file.case, period_start=None), needs_assessment=None, earlier_counselling=()
    )
    bring_in(
        desk,
        file,
        talks=(a_talk(file.case.key, on=date(2026, 3, 2)), a_talk(file.case.key, on=date(2026, 2, 2))),
    )
    assert json.loads(export_cases(desk))["cases"][0]["case"]["period_start"] == "2026-02-02"


def test_c7_a_start_brought_along_without_evidence_says_so(desk: Desk) -> None:
    file = a_case_file(earlier_counselling=())
    brought = replace(file.case, period_start=date(2024, 1, 31), start_origin=StartOrigin.BROUGHT)
    bring_in(desk, replace(file, case=brought))
    assert json.loads(export_cases(desk))["cases"][0]["case"]["start_evidence"] == "unknown"


def test_c2_an_extension_beyond_the_fourth_year_is_refused(desk: Desk) -> None:
    file = a_case_file()
    case = replace(file.case, period_start=date(2023, 3, 15))
    late = v.Extension(date(2027, 3, 16), date(2026, 2, 1), "illiteracy")
    file = replace(
        file,
        case=case,
        extensions=(late,),
        earlier_counselling=(v.EarlierCounselling("Musterstadt", date(2023, 3, 15)),),
    )
    assert "cases[0].extensions[0].until" in refused(desk, file)


def test_c1_an_extension_that_a_moved_start_overtook_comes_back_from_the_own_export(
    desk: Desk, other: Desk
) -> None:
    first = date(2023, 3, 15)
    file = a_case_file(
        case=a_case(period_start=first, opened_on=first),
        consents=(a_consent(decided_on=date(2020, 1, 1)),),
        needs_assessment=None,
        extensions=(v.Extension(date(2027, 3, 15), date(2026, 2, 1), "illiteracy"),),
    )
    put_in(desk, [file], [a_talk(file.case.key, on=first)])
    note_talk(desk, a_talk(file.case.key, on=date(2023, 3, 1)))
    whole = export_cases(desk)
    import_cases(other, whole)
    held = json.loads(export_cases(other))["cases"][0]
    assert held["case"]["period_start"] == "2023-03-01"
    assert held["extensions"] == json.loads(whole)["cases"][0]["extensions"]


@pytest.mark.parametrize("found_by", ["talk", "needs_assessment"])
def test_c1_c8_an_extension_in_time_is_not_late_by_an_earlier_start_found_since(
    desk: Desk, other: Desk, found_by: str
) -> None:
    """Decided within the period as it was then; the own export tells so, and comes in again."""
    first, earlier = date(2023, 3, 31), date(2023, 2, 28)
    file = a_case_file(
        case=a_case(period_start=first, opened_on=first),
        consents=(a_consent(decided_on=date(2023, 1, 10)),),
        needs_assessment=None,
        extensions=(v.Extension(date(2027, 2, 1), date(2026, 3, 1), "illiteracy"),),
    )
    case_id = put_in(desk, [file], [a_talk(file.case.key, on=first)])[file.case.key]
    before = export_cases(desk)
    if found_by == "talk":
        done: Any = note_talk(desk, a_talk(file.case.key, on=earlier))
    else:
        done = save_needs_assessment(desk, case_id, v.NeedsAssessment(earlier))
    assert import_cases(other, export_cases(desk)).value.cases == 1
    held = json.loads(export_cases(other))["cases"][0]
    assert (held["case"]["period_start"], held["decisions"][0]["until"]) == (str(earlier), str(earlier))
    notes = [fact.code for fact in clock_of(desk, case_id).notes]
    assert "extension_decided" in notes and "extension_decided_late" not in notes
    done.undo()
    assert export_cases(desk) == before  # of a change that was taken back nothing stays (Rule C1)


@pytest.mark.parametrize("start", [date(2026, 11, 21), date(9998, 1, 1), date.max])
@pytest.mark.parametrize("said_by", ["period_start", "earlier_counselling", "needs_assessment"])
def test_c1_c4_a_start_that_lies_ahead_is_told_and_counts_no_further(
    desk: Desk, said_by: str, start: date
) -> None:
    """Three years after it may lie beyond the calendar."""
    case = a_case(period_start=start if said_by == "period_start" else None)
    elsewhere = (v.EarlierCounselling("A", start),) if said_by == "earlier_counselling" else ()
    needs = v.NeedsAssessment(start) if said_by == "needs_assessment" else None
    extension = v.Extension(date(2027, 9, 15), date(2026, 11, 1), "illiteracy")
    file = a_case_file(
        case=case, earlier_counselling=elsewhere, needs_assessment=needs, extensions=(extension,)
    )
    told = "earlier_counselling[0].since" if elsewhere else "case.period_start"
    assert f"cases[0].{told}" in refused(desk, file)
    assert bring_in(desk, file, a_case_file(), partial=True).cases == 1


MAY = date(2026, 5, 5)


@pytest.mark.parametrize(
    ("spell", "place"),
    [
        (v.EarlierCounselling("A", MAY, date(2026, 5, 4)), "earlier_counselling[0].until"),
        (v.EarlierCounselling("A", date(2026, 11, 21)), "earlier_counselling[0].since"),
        (v.EarlierCounselling("A", date(1990, 5, 5)), "earlier_counselling[0].since"),
        (v.EarlierCounselling("A", date(1, 1, 1)), "earlier_counselling[0].since"),
    ],
)
def test_c7_counselling_elsewhere_is_judged_as_by_the_intake(
    desk: Desk, spell: v.EarlierCounselling, place: str
) -> None:
    born = a_client(birth_date=date(1990, 5, 6), birth_precision=BirthPrecision.DAY)
    case = a_case(counselled_before=YesNoUnknown.YES, period_start=None)
    file = a_case_file(case=case, client=born, earlier_counselling=(spell,), needs_assessment=None)
    assert refused(desk, file) == [f"cases[0].{place}"]
    with pytest.raises(Refused):
        take_in(desk, an_intake(client=born, counselled_before=YesNoUnknown.YES, earlier=(spell,)))


def test_c7_an_end_before_the_corrected_begin_is_not_kept(desk: Desk, other: Desk) -> None:
    """Rules C1, C7: what the window saves comes in again."""
    spell = v.EarlierCounselling("A", date(2025, 2, 1), date(2025, 3, 1), StartEvidence.TOLD)
    told = an_intake(counselled_before=YesNoUnknown.YES, earlier=(spell,))
    case_id = take_in(desk, told).value.case_id
    change_start(desk, case_id, date(2025, 6, 1), "Plan gezeigt", evidence=StartEvidence.PLAN_SEEN)
    assert import_cases(other, export_cases(desk)).value.cases == 1
    (held,) = json.loads(export_cases(desk))["cases"][0]["earlier_counselling"]
    assert held == {"office": "A", "since": "2025-06-01", "evidence": "plan_seen"}


@pytest.mark.parametrize("start", [date(1, 1, 1), date(1990, 5, 5)])
def test_c7_a_start_before_the_person_was_born_is_refused(desk: Desk, start: date) -> None:
    """Rules C5, C7: in a file, when the start is changed, and when the birth is."""
    born = a_client(birth_date=date(1990, 5, 6), birth_precision=BirthPrecision.DAY)
    file = a_case_file(case=a_case(period_start=start), client=born)
    assert refused(desk, file) == ["cases[0].case.period_start"]
    case_id = put_in(desk, [a_case_file(client=born)]).popitem()[1]
    with pytest.raises(Refused, match=r"start_before_birth|start_too_long_ago"):
        change_start(desk, case_id, start, "Steht so da", evidence=StartEvidence.TOLD)
    with pytest.raises(Refused, match="start_before_birth"):
        save_client(desk, case_id, replace(born, birth_date=date(2026, 1, 13)))


@pytest.mark.parametrize(
    ("precision", "fits"),
    [(BirthPrecision.DAY, False), (BirthPrecision.MONTH, True), (BirthPrecision.YEAR, True)],
)
def test_c7_a_birth_known_in_part_is_judged_by_its_kinder_end(
    desk: Desk, precision: BirthPrecision, fits: bool
) -> None:
    start = date(2005, 3, 15)
    born = a_client(birth_date=date(2005, 3, 16), birth_precision=precision)
    assert (start_day_faults(start, born, date(2026, 11, 20)) == ()) is fits


def test_c7_a_no_beside_counselling_elsewhere_becomes_a_yes_and_is_said(desk: Desk) -> None:
    """A start brought along later left the No behind in stores of before; their exports come in."""
    case = a_case(counselled_before=YesNoUnknown.NO)
    file = a_case_file(case=case, earlier_counselling=(v.EarlierCounselling("A", MAY),))
    report = bring_in(desk, file)
    assert [(each.place, each.code) for each in report.notices] == [
        (case.number, "counselled_before_now_yes")
    ]
    assert json.loads(export_cases(desk))["cases"][0]["case"]["counselled_before"] == "yes"


def test_c10_a_case_ended_by_a_withdrawal_has_one(desk: Desk) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=MAY, ending_reason="consent_withdrawn")
    assert refused(desk, a_case_file(case=ended, plan=None)) == ["cases[0].case.ending_reason"]


def test_a_number_that_is_taken_is_changed_and_said(desk: Desk) -> None:
    file = a_case_file()
    bring_in(desk, file)
    other = a_case_file(case=a_case(number=file.case.number), client=a_client(family_name="Beispiel"))
    report = bring_in(desk, other)
    assert [notice.code for notice in report.notices] == ["case_number_changed"]
    assert count(desk) == 2


@pytest.mark.parametrize(
    ("number", "next_one"),
    [
        ("IM-2026-0042", "IM-2026-0043"),
        ("IM-2025-0042", "IM-2026-0001"),
        ("IMX-2026-0042", "IM-2026-0001"),
        ("IM-2026-99999999", "IM-2026-0001"),
    ],
)
def test_l3_the_number_of_an_erased_case_is_given_to_no_case_that_comes_in(
    desk: Desk, number: str, next_one: str
) -> None:
    """It may still stand on a paper somewhere, whether it was given here or came with the case."""

    def numbered(wanted: str, family: str = "Musterfrau") -> v.CaseFile:
        return a_case_file(case=a_case(number=wanted), client=a_client(family_name=family))

    bring_in(desk, numbered(number))
    erase_case(desk, case_ids(desk, CaseFilter())[0], "other")
    bring_in(desk, numbered("B-1"))
    report = bring_in(desk, numbered("B-1", "Beispiel"))
    assert [(each.code, dict(each.values)) for each in report.notices] == [
        ("case_number_changed", {"number": next_one})
    ]


def test_an_export_of_one_case_names_nobody_else(desk: Desk) -> None:
    first, second = a_case_file(), a_case_file()
    bring_in(desk, first, second, talks=(a_talk(first.case.key, second.case.key),))
    with desk.vault.reading() as connection:
        from sqlalchemy import select

        from intman_desktop.models.tables import cases

        wanted = connection.scalar(select(cases.c.id).where(cases.c.number == first.case.number))
    found = read_document(export_cases(desk, [wanted or 0])).document
    assert [each.case.number for each in found.cases] == [first.case.number]
    assert [len(talk.participants) for talk in found.talks] == [1]
    assert not found.whole
    assert found.office is None


def a_joint_talk() -> tuple[v.CaseFile, v.CaseFile, v.Talk]:
    """Return two cases and the talk that both took part in, the second one passed on to the Jobcenter."""
    first, second = a_case_file(), a_case_file()
    people = (
        a_participant(first.case.key, note="Beispielnotiz eins"),
        a_participant(second.case.key, note="Beispielnotiz zwei", referrals=(v.Referral("jobcenter"),)),
    )
    return first, second, a_talk(on=date(2026, 5, 4), participants=people, key=new_key())


def test_k5_who_comes_later_takes_part_in_the_joint_talk_that_is_here(desk: Desk) -> None:
    first, second, talk = a_joint_talk()
    late = replace(second, client=replace(second.client, birth_date=date(2030, 1, 1)))
    assert bring_in(desk, first, late, talks=(talk,), partial=True).talks == 1
    report = bring_in(desk, first, second, talks=(talk,))
    assert (report.cases, report.talks) == (1, 0)
    (held,) = json.loads(export_cases(desk))["talks"]
    assert [part["note"] for part in held["participants"]] == ["Beispielnotiz eins", "Beispielnotiz zwei"]
    assert [part.get("referrals", []) for part in held["participants"]] == [[], [{"service": "jobcenter"}]]
    assert sheet_json(desk, 2026)["figures"]["talks"]["total"] == 1
    assert len(find_all(desk, "Beispielnotiz")) == 2


def test_k5_a_talk_that_tells_otherwise_than_the_one_here_is_one_of_its_own(desk: Desk) -> None:
    first, second, talk = a_joint_talk()
    alone = replace(talk, participants=talk.participants[:1])
    bring_in(desk, first, talks=(alone,))
    bring_in(desk, second, talks=(replace(talk, form="phone", participants=talk.participants[1:]),))
    held = json.loads(export_cases(desk))["talks"]
    assert sorted(len(each["participants"]) for each in held) == [1, 1]
    assert len({each["key"] for each in held}) == 2


def test_k8_counters_come_only_into_an_empty_store(desk: Desk) -> None:
    from intman_desktop.values.document import Counter

    counters = (Counter(2025, "bw-standard", 1, "persons", "", 4),)
    content = write_document(Document(cases=(a_case_file(),), counters=counters, whole=True))
    import_cases(desk, content)
    assert json.loads(export_cases(desk))["counters"][0]["value"] == 4
    other = a_case_file(client=a_client(family_name="Beispiel"))
    more = write_document(Document(cases=(other,), counters=counters, whole=True))
    assert [each.code for each in import_cases(desk, more).value.notices] == ["counters_not_taken"]
    assert json.loads(export_cases(desk))["counters"][0]["value"] == 4


def test_p2_the_own_export_brings_no_brief_contact_twice(desk: Desk) -> None:
    contact = v.BriefContact(date(2026, 5, 5), "phone", "work", "eb")
    twice = Document(cases=(a_case_file(),), brief_contacts=(contact, contact), whole=True)
    import_cases(desk, write_document(twice))
    later = json.loads(export_cases(desk))
    later["brief_contacts"].append({"on": "2026-05-06", "form": "phone", "topic": "work", "worker": "eb"})
    report = import_cases(desk, json.dumps(later).encode()).value
    assert ("brief_contacts_here_already", (("count", "2"),)) in [
        (notice.code, notice.values) for notice in report.notices
    ]
    kept = json.loads(export_cases(desk))["brief_contacts"]
    assert [set(each) for each in kept] == [{"on", "form", "topic"}] * 3


def test_p2_equal_brief_contacts_of_another_office_come_in(desk: Desk) -> None:
    contact = v.BriefContact(date(2026, 5, 5), "phone", "work")
    for _ in range(2):
        whole = Document(cases=(a_case_file(),), brief_contacts=(contact,), whole=True)
        import_cases(desk, write_document(whole))
    assert len(json.loads(export_cases(desk))["brief_contacts"]) == 2


def test_contact_fields_need_their_consent(desk: Desk) -> None:
    file = a_case_file()
    consents = tuple(each for each in file.consents if each.scope is not ConsentScope.CONTACT)
    mailed = replace(file, consents=consents, client=replace(file.client, email="muster@beispiel.example"))
    assert refused(desk, mailed) == ["cases[0].client.email"]


def numbers_of(desk: Desk, year: int) -> dict[tuple[str, str], int]:
    """Return every number of a year's sheet by figure and cell."""
    groups = sheet_view(desk, year).groups
    return {(row.figure, row.cell): row.number for group in groups for row in (group.total, *group.rows)}


@pytest.mark.unmeasured
def test_e4_a_whole_export_leaves_a_withdrawn_case_out_and_keeps_every_figure(
    desk: Desk, other: Desk
) -> None:
    """Point 4 of the chain against E4: the name goes nowhere, the figures stay the same."""
    import_cases(desk, write_document(invented_office(30)))
    rows = case_page(desk, CaseFilter()).rows
    before = numbers_of(desk, 2025)
    gone = rows[3]
    withdraw_basic(desk, gone.case_id, desk.today())
    after = [numbers_of(desk, year) for year in (2025, 2026)]
    assert after[0] == before
    with pytest.raises(Refused, match="export_closed"):
        export_cases(desk, [gone.case_id])
    whole = export_cases(desk)
    assert gone.number.encode() not in whole
    report = import_cases(other, whole).value
    assert report.cases == len(json.loads(whole)["cases"])
    assert [numbers_of(other, year) for year in (2025, 2026)] == after
    with desk.vault.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(t.counters)) == 0


def test_k4_k8_a_whole_export_counts_a_case_whose_consent_expired_as_if_it_were_erased_that_day(
    desk: Desk, other: Desk
) -> None:
    """Its open plan ends with it: in the years to come it is continued in neither store."""
    until = replace(a_consent(), valid_until=desk.today() - timedelta(days=1))
    file = a_case_file(consents=(until,))
    talk = a_talk(file.case.key, on=SUMMER)
    ids = put_in(desk, [file, a_case_file()], [talk])
    import_cases(other, export_cases(desk))
    erase_case(desk, ids[file.case.key], "other")
    assert every_cell(other) == every_cell(desk)
    for year in (2026, 2027):
        now, later = numbers_of(other, year), numbers_of(other, year + 1)
        assert now["plans_open", ""] == later["plans_continued", ""] == 1


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"until": date(2028, 1, 1)}, "until"),
        ({"decided_on": date(2019, 1, 1)}, "decided_on"),
        ({"reason": "mental_illness"}, "evidence_seen_on"),
        ({"reason": "mental_illness", "evidence_seen_on": date(2026, 12, 1)}, "evidence_seen_on"),
        ({"evidence_seen_on": date(2026, 10, 1), "evidence_place_kind": "quatsch"}, "evidence_place_kind"),
    ],
)
def test_c2_c4_an_imported_extension_is_one_that_the_form_would_take(
    desk: Desk, details: dict[str, Any], field: str
) -> None:
    sound = v.Extension(date(2029, 6, 1), date(2026, 11, 1), "illiteracy")
    file = a_case_file(extensions=(replace(sound, **details),))
    assert f"cases[0].extensions[0].{field}" in refused(desk, file)
    bring_in(desk, a_case_file(extensions=(sound,)))


def test_c8_an_imported_late_extension_says_why_it_was_late(desk: Desk) -> None:
    start = date(2023, 3, 15)
    late = v.Extension(date(2026, 12, 1), date(2026, 5, 2), "illiteracy")
    told = replace(late, late_reason="Der Bescheid kam zu spät.")
    earlier = (v.EarlierCounselling("Musterstadt", start),)

    def file(extension: v.Extension) -> v.CaseFile:
        case = a_case(period_start=start)
        return a_case_file(case=case, extensions=(extension,), earlier_counselling=earlier)

    assert "cases[0].extensions[0].late_reason" in refused(desk, file(late))
    bring_in(desk, file(told))


@pytest.mark.parametrize(
    ("second", "taken"), [(date(2023, 3, 31), True), (date(2023, 2, 28), False), (date(2026, 3, 2), False)]
)
def test_c1_an_extension_that_was_in_time_by_a_start_overtaken_since_comes_in(
    desk: Desk, second: date, taken: bool
) -> None:
    """C1, C8: a store of before kept no decision that the start had moved; only the talks tell of it."""
    start, consent = date(2023, 2, 28), a_consent(decided_on=date(2023, 1, 10))
    case = a_case(opened_on=date(2023, 1, 10), period_start=start)
    extension = v.Extension(date(2027, 2, 1), date(2026, 3, 1), "illiteracy")
    file = a_case_file(case=case, consents=(consent,), needs_assessment=None, extensions=(extension,))
    talks = tuple(a_talk(file.case.key, on=on) for on in (start, second))
    if taken:
        assert bring_in(desk, file, talks=talks).cases == 1
    else:
        assert refused(desk, file, talks=talks) == ["cases[0].extensions[0].late_reason"]


def test_p2_a_missing_consent_is_said_once_and_not_for_every_field(desk: Desk) -> None:
    file = a_case_file(consents=(), answers=(v.Answer("years_of_school", "9"), v.Answer("disability", "yes")))
    places = refused(desk, replace(file, talks=()))
    assert "cases[0].consents" in places
    assert not [place for place in places if "answers" in place]
