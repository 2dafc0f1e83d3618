"""The page of a case and the form of the intake, as the services hand them up (E3, E8, L2, L6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from intman_desktop.errors import NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.casework.case_sheet import case_sheet, journal_of
from intman_desktop.services.casework.intake_form import intake_form
from intman_desktop.services.closing.ending import rest_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.paper_kinds import ACCESS, FOR_THE_PERSON, german_only
from intman_desktop.services.plans.plan_view import show_plan
from intman_desktop.services.rights.consents import record_consent, record_notice
from intman_desktop.values.case_file import Decision, Referral
from intman_desktop.values.codes import CaseState, HeldReason
from intman_desktop.values.office import Office, Worker
from tests.builders import (
    a_case,
    a_case_file,
    a_client,
    a_consent,
    a_goal,
    a_health_consent,
    a_notice,
    a_participant,
    a_plan,
    a_talk,
)
from tests.opened import TODAY, put_in, set_office
from tests.saving import save_client


def test_the_sheet_words_the_codes_of_a_case(desk: Desk) -> None:
    file = a_case_file()
    part = a_participant(
        file.case.key,
        referrals=(Referral("jobcenter"),),
        next_step="Anrufen",
        next_step_due=date(2026, 12, 1),
    )
    older = a_talk(file.case.key, on=date(2026, 1, 20))
    newer = a_talk(file.case.key, on=date(2026, 2, 20), topic="work", participants=(part,))
    case_id = put_in(desk, [file], [older, newer])[file.case.key]
    sheet = case_sheet(desk, case_id)
    assert (sheet.language, sheet.worker, sheet.ending_reason) == ("Arabisch", "Erika Beispiel", "")
    assert [talk.on for talk in sheet.talks] == [date(2026, 2, 20), date(2026, 1, 20)]
    newest = sheet.talks[0]
    assert (newest.form, newest.topic) == ("persönlich am Standort", "Arbeit")
    assert [(each.service, each.outcome) for each in newest.referrals] == [("Jobcenter", "")]
    assert (newest.next_step, newest.next_step_due) == ("Anrufen", date(2026, 12, 1))
    assert ("goals_reached", "Ziele erreicht / selbständig") in sheet.reasons
    assert ("phone", "Telefon") in sheet.fields
    assert ("child", "Kind") in sheet.relationships
    assert (sheet.deletion_days, sheet.rest_months, sheet.rest) == (14, 6, None)


def test_e3_what_no_consent_opens_is_called_personal_and_its_referrals_are_left_out(desk: Desk) -> None:
    with desk.vault.transaction() as connection:
        rows = [{"code": "dr_x", "kind": "doctor", "name": "Praxis Muster"}]
        connection.execute(t.services.insert().values(rows))
    file = a_case_file(consents=(a_consent(),), plan=a_plan(goals=(a_goal(area="health"), a_goal())))
    key = file.case.key
    said = a_participant(key, referrals=(Referral("dr_x"), Referral("jobcenter")))
    talks = [
        a_talk(key, topic="health", further_topics=("personal", "work"), participants=(said,)),
        a_talk(key, on=date(2026, 1, 9), topic="work", further_topics=("health",)),
    ]
    case_id = put_in(desk, [file], talks)[key]
    first, second = case_sheet(desk, case_id).talks
    assert (first.topic, first.further, first.closed) == ("Persönliches", ("Arbeit",), True)
    assert [each.service for each in first.referrals] == ["Jobcenter"]
    assert (second.topic, second.further) == ("Arbeit", ("Persönliches",))
    view = show_plan(desk, case_id, case_sheet(desk, case_id).view.file)
    assert next(goal.area_label for goal in view.goals) == "Persönliches"
    record_consent(desk, case_id, a_health_consent(decided_on=TODAY))
    first, second = case_sheet(desk, case_id).talks
    assert (first.topic, second.further) == ("Gesundheit/psychosozial", ("Gesundheit/psychosozial",))
    assert [each.service for each in first.referrals] == ["Praxis Muster", "Jobcenter"]


def test_c6_the_sheet_of_a_resting_case_says_until_when(desk: Desk) -> None:
    file = a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    rest_case(desk, case_id, Decision("", date(2026, 11, 1), "Reise", date(2027, 1, 31)))
    rest = case_sheet(desk, case_id).rest
    assert rest is not None and rest.until == date(2027, 1, 31)


def test_l2_a_case_on_hold_wants_a_reason(desk: Desk) -> None:
    held = a_case(state=CaseState.ENDED, ended_on=date(2026, 11, 1), ending_reason="goals_reached")
    file = a_case_file(case=replace(held, hold_since=date(2026, 11, 2), hold_reason="Klage"))
    case_id = put_in(desk, [file])[file.case.key]
    with pytest.raises(Refused) as refused:
        case_sheet(desk, case_id)
    assert refused.value.code == "case_on_hold"
    sheet = case_sheet(desk, case_id, HeldReason.COURT)
    assert sheet.opened_for is HeldReason.COURT
    assert sheet.ending_reason == "Ziele erreicht / selbständig"
    assert [line.verb for line in journal_of(desk, case_id)] == ["held_case_opened_court"]


def test_l6_the_journal_of_a_case_holds_its_own_entries(desk: Desk) -> None:
    one, other = a_case_file(), a_case_file()
    ids = put_in(desk, [one, other])
    save_client(desk, ids[one.case.key], replace(one.client, phone="0711 1"))
    save_client(desk, ids[other.case.key], other.client)
    (line,) = journal_of(desk, ids[one.case.key])
    assert (line.verb, line.at.date()) == ("client_saved", date(2026, 11, 20))
    with pytest.raises(NotFound):
        journal_of(desk, 77)


def test_the_intake_offers_lists_without_what_needs_a_consent(desk: Desk) -> None:
    form = intake_form(desk)
    assert ("ar", "Arabisch") in form.languages
    assert ("phone", "telefonisch") in form.forms
    codes = [code for code, _label in form.topics]
    assert "housing" in codes and "health" not in codes
    assert form.worker == "Erika Beispiel"
    assert "de" in form.paper_languages and form.lacking == ()


def test_e8_the_intake_says_what_the_papers_lack(desk: Desk) -> None:
    set_office(desk, Office(workers=()))
    form = intake_form(desk)
    assert "controller" in form.lacking and form.worker == ""


def test_the_one_who_acts_is_named(desk: Desk) -> None:
    set_office(desk, Office(workers=(Worker("EB", "Erika Beispiel"), Worker("VV", "Vera Vertretung"))))
    assert intake_form(replace(desk, worker="VV")).worker == "Vera Vertretung"


def test_e2_the_sheet_parts_what_was_shown_from_what_was_spoken(desk: Desk) -> None:
    file = a_case_file(client=a_client(language="ti"), notices=())
    case_id = put_in(desk, [file])[file.case.key]
    given = record_notice(desk, case_id, a_notice(language="ti")).value
    sheet = case_sheet(desk, case_id)
    assert sheet.paper_languages == ("de",)
    assert sheet.shown_in == ((given.text_fingerprint, "Deutsch"),)
    assert given.language == "ti"


@pytest.mark.parametrize(
    ("language", "lacking"),
    [("de", set()), ("", set()), ("en", set(FOR_THE_PERSON) - {ACCESS}), ("ti", set(FOR_THE_PERSON))],
)
def test_papers_that_lack_a_text_in_her_language_are_known(language: str, lacking: set[str]) -> None:
    assert set(german_only(language)) == lacking
