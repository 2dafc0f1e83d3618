"""What is to be done and was done for data protection, over all cases (E1, E6, L2, L3, L6, C10)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from intman_desktop.models import tables as t
from intman_desktop.services.across.overview import deadlines
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.gate.directory import save_service
from intman_desktop.services.keeping.privacy import privacy_view, protocol
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.requests import record_request
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import CaseState, ConsentDecision, ConsentScope, RequestKind
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.office import Service
from intman_desktop.values.requests import Request
from tests.builders import a_case, a_case_file, a_client, a_consent, a_health_consent
from tests.opened import on_day, put_in

TODAY = date(2026, 11, 20)


def person(name: str, *consents: object, **case: object) -> CaseFile:
    return a_case_file(
        client=a_client(family_name=name),
        case=a_case(**case),
        consents=consents,
    )


def test_e1_consents_that_stand_need_nothing(desk: Desk) -> None:
    put_in(desk, [a_case_file()])
    view = privacy_view(desk)
    assert (view.missing, view.renewing, view.waiting, view.due, view.holds) == ((), (), (), (), ())


def test_c10_a_case_that_no_basic_consent_opens_heads_the_page_once(desk: Desk) -> None:
    gone = a_consent(withdrawn_on=TODAY)
    late = a_health_consent(decision=ConsentDecision.LATER)
    put_in(
        desk,
        [
            person("Alrashid", gone, late),
            person("Beispiel"),
            person("Celik", a_consent(valid_until=date(2026, 11, 19))),
        ],
    )
    view = privacy_view(desk)
    assert [(line.person, line.fact.code) for line in view.missing] == [
        ("Celik, Samira", "expired"),
        ("Alrashid, Samira", "withdrawn"),
        ("Beispiel, Samira", "never_asked"),
    ]
    assert (view.renewing, view.waiting) == ((), ())


def test_e1_what_runs_out_and_what_was_put_off_is_listed(desk: Desk) -> None:
    soon = a_consent(valid_until=date(2026, 12, 1))
    later = a_consent(ConsentScope.CONTACT, ConsentDecision.LATER)
    put_in(desk, [person("Alrashid", soon), person("Beispiel", a_consent(), later)])
    view = privacy_view(desk)
    assert [(line.person, line.fact.code, line.on) for line in view.renewing] == [
        ("Alrashid, Samira", "due_consent", date(2026, 12, 1))
    ]
    assert [(line.person, line.fact.values["need"]) for line in view.waiting] == [
        ("Beispiel, Samira", "contact")
    ]


def test_e1_two_that_run_out_are_told_apart_by_their_recipients(desk: Desk) -> None:
    """A service that tells of health is not named without that consent (E3); what is over, in the past.

    What ran out is told once, and not as a text that changed (E6).
    """
    save_service(desk, Service("praxis", "doctor", "Praxis Sommer"))
    soon, over = date(2026, 12, 1), date(2026, 11, 1)
    ending = (("Jobcenter", soon), ("Stadt Ulm", over), ("Praxis Sommer", soon))
    passing = [a_consent(ConsentScope.PASSING_ON, recipient=to, valid_until=on) for to, on in ending]
    put_in(desk, [person("Alrashid", a_consent(), *passing)])
    lines = [line.fact for line in privacy_view(desk).renewing]
    found = sorted(sentence(fact) for fact in lines)
    kind = DeadlineKind.CONSENT_EXPIRES
    assert sorted(sentence(row.matter) for row in deadlines(desk) if row.kind is kind) == found
    assert found == [
        "Weitergabe an Jobcenter: Die Einwilligung läuft aus.",
        "Weitergabe an Stadt Ulm: Die Einwilligung galt nur bis zum 01.11.2026.",
        "Weitergabe an eine andere Stelle: Die Einwilligung läuft aus.",
    ]


def test_e6_a_consent_to_an_older_text_is_to_be_renewed(desk: Desk) -> None:
    file = a_case_file(consents=())
    (case_id,) = put_in(desk, [file]).values()
    record_consent(desk, case_id, a_consent(decided_on=TODAY))
    assert privacy_view(desk).renewing == ()
    with desk.vault.transaction() as connection:
        connection.execute(update(t.text_versions).values(version=0))
    assert [line.fact.code for line in privacy_view(desk).renewing] == ["consent_to_renew"]


@pytest.mark.parametrize(
    ("born", "told"),
    [
        (date(2008, 3, 1), [("due_own_eighteen_past", date(2026, 3, 1))]),
        (date(2008, 12, 20), [("due_own_eighteen", date(2026, 12, 20))]),
        (date(2008, 12, 21), []),
    ],
    ids=["of full age for long", "in thirty days", "later"],
)
def test_p4_who_came_of_age_and_never_consented_herself_is_listed(
    desk: Desk, born: date, told: list[tuple[str, date]]
) -> None:
    """Her mother's consent was given for a minor; her own is a new one (Rule E5)."""
    file = a_case_file(
        client=a_client(birth_date=born, adult=None), consents=(a_consent(representative="Mutter Beispiel"),)
    )
    put_in(desk, [file])
    assert [(line.fact.code, line.on) for line in privacy_view(desk).renewing] == told
    case_id = deadlines(desk)[0].case_id if told else 0
    if born.month == 3:
        record_consent(desk, case_id, a_consent(decided_on=TODAY))
        assert privacy_view(desk).renewing == ()


def test_an_ended_case_asks_for_no_consent_any_more(desk: Desk) -> None:
    put_in(
        desk,
        [
            person(
                "Alrashid",
                state=CaseState.ENDED,
                ended_on=date(2026, 11, 1),
                ending_reason="relocation",
                deletion_due=date(2026, 11, 15),
            )
        ],
    )
    view = privacy_view(desk)
    assert view.missing == ()
    assert [(case.name, case.days_left) for case in view.due] == [("Alrashid, Samira", -5)]


def test_l2_a_hold_shows_its_number_and_no_name_anywhere(desk: Desk) -> None:
    (case_id,) = put_in(desk, [person("Geheim")]).values()
    with desk.vault.transaction() as connection:
        held = {"hold_since": date(2026, 10, 1), "hold_review_on": date(2027, 1, 10)}
        connection.execute(update(t.cases).where(t.cases.c.id == case_id).values(held))
    view = privacy_view(desk)
    assert [(hold.case_id, hold.review_on) for hold in view.holds] == [(case_id, date(2027, 1, 10))]
    assert view.holds[0].answer_due is None
    assert "Geheim" not in repr(view)


def test_l2_l8_a_hold_says_until_when_a_request_of_its_person_is_to_be_answered(desk: Desk) -> None:
    (case_id,) = put_in(desk, [a_case_file()]).values()
    for received in (date(2026, 11, 12), date(2026, 11, 2)):
        record_request(desk, case_id, Request(RequestKind.ACCESS, received))
    hold_case(desk, case_id, "Beschwerde läuft", date(2027, 1, 10))
    (hold,) = privacy_view(desk).holds
    assert hold.answer_due == date(2026, 12, 2)
    assert hold.withdrawn_on is None


def test_e4_a_hold_says_that_its_case_is_erased_when_it_ends(desk: Desk) -> None:
    (case_id,) = put_in(desk, [a_case_file()]).values()
    hold_case(desk, case_id, "Beschwerde läuft", date(2027, 1, 10))
    withdraw_basic(desk, case_id, date(2026, 11, 19))
    (hold,) = privacy_view(desk).holds
    assert hold.withdrawn_on == date(2026, 11, 19)


def test_l3_what_remains_of_the_erased_becomes_a_paper_of_its_year(desk: Desk) -> None:
    ids = put_in(desk, [a_case_file(), a_case_file()]).values()
    for case_id, day in zip(ids, (date(2025, 5, 6), TODAY), strict=True):
        erase_case(on_day(desk, day) if day == TODAY else desk, case_id, "relocation")
    view = privacy_view(desk)
    assert [record.erased_on for record in view.erasures] == [TODAY, TODAY]
    assert view.erasures[0].backups_gone_by == date(2026, 12, 20)
    assert protocol(desk, 2026).content.startswith(b"%PDF")


def test_l6_the_journal_leads_to_the_case_while_it_is_there(desk: Desk) -> None:
    (case_id,) = put_in(desk, [a_case_file(consents=())]).values()
    record_consent(desk, case_id, a_consent(decided_on=TODAY))
    view = privacy_view(desk, entries=1)
    assert [(entry.verb, entry.case_id) for entry in view.journal.rows] == [("consent_recorded", case_id)]
    assert view.journal.everything > 1
    erase_case(desk, case_id, "relocation")
    assert {entry.case_id for entry in privacy_view(desk).journal.rows} == {0}
