"""What goes from office to office at a move, and on whose consent it is kept there (E5, E7, U1, U2, U3)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.errors import FaultyInput
from intman_desktop.profiles import load_profile
from intman_desktop.rules import gate
from intman_desktop.rules.extensions import CHRONIC_ILLNESS, ILLITERACY, OTHER, without_detail
from intman_desktop.services.across import key_figures
from intman_desktop.services.casework import period
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.talks import note_talk, remove_talk
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.births import birth_words
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.papers.paper_texts import shown_then
from intman_desktop.services.papers.shown import OLDER_PAPER
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.services.transfer.exporting import export_cases, export_own
from intman_desktop.services.transfer.going_out import for_next_office, told_kinds
from intman_desktop.services.transfer.handed_over import OwnConsentNeeded
from intman_desktop.services.transfer.importing import ImportReport, fault_sentence, import_cases
from intman_desktop.values.case_file import Answer, CaseFile, Extension
from intman_desktop.values.codes import BirthPrecision, CaseState, ConsentScope, SpecialKind, StartOrigin
from intman_desktop.values.deadline_views import DeadlineKind
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.handed_over import HandedOver, OwnConsent
from intman_desktop.values.office import OwnBlock
from tests import builders as a
from tests.opened import TODAY, clock_of, on_day, open_desk, put_in, set_office, stored

pytestmark = pytest.mark.unmeasured

HEALTH = SpecialKind.HEALTH
ON = date(2026, 11, 20)
OWN = OwnConsent("", TODAY, "Ordner Beispielstadt 4")


@pytest.fixture
def there(template: Path, tmp_path: Path) -> Iterator[Desk]:
    """Yield the desk of the next office."""
    desk = open_desk(template, tmp_path / "there")
    yield desk
    desk.vault.close()


def sent(desk: Desk, file: CaseFile) -> bytes:
    """Put a case into the store with the relocation consent, and return its file for the next office."""
    relocation = a.a_consent(ConsentScope.RELOCATION)
    case_id = put_in(desk, [replace(file, consents=(*file.consents, relocation))])[file.case.key]
    return export_cases(desk, [case_id], to="IM Beispielstadt")


def taken_in(there: Desk, content: bytes, file: CaseFile, **own: Any) -> ImportReport:
    """Take in the case on the person's own consent."""
    consent = replace(OWN, number=file.case.number, **own)
    return import_cases(there, content, own=[consent]).value


def plans_counted(desk: Desk, year: int) -> dict[str, int]:
    """Return how many plans the year's sheet counts, by the balance of K4."""
    told = key_figures.sheet_json(desk, year)["figures"]
    parts = ("begun", "continued", "ended", "open")
    return {part: told[f"plans_{part}"]["total"] for part in parts}


def test_u1_l2_how_a_case_ended_stays_here_and_only_the_spell_here_says_until_when() -> None:
    ended = a.a_case(
        state=CaseState.ENDED,
        ended_on=ON,
        ending_reason="relocation",
        ending_note="nur hier",
        deletion_due=ON,
        deletion_reason="nur hier",
    )
    sent = for_next_office(a.a_case_file(case=ended), "IM Beispielstadt")
    case = sent.case
    assert (case.state, case.ended_on, case.ending_reason) == (CaseState.ACTIVE, None, "")
    assert (case.deletion_due, case.deletion_reason, case.ending_note) == (None, "", "")
    assert sent.earlier_counselling[-1].until == ON


@pytest.mark.parametrize(
    ("parts", "kinds"),
    [
        ({}, ()),  # the health consent alone tells of nothing
        ({"answers": (Answer("disability", "yes"),)}, (HEALTH,)),
        ({"answers": (Answer("disability", ""),)}, ()),
        ({"plan": a.a_plan(goals=(a.a_goal(),))}, ()),
        ({"plan": a.a_plan(goals=(a.a_goal(), a.a_goal(area="health")))}, (HEALTH,)),
        ({"extensions": (Extension(date(2029, 6, 30), ON, CHRONIC_ILLNESS),)}, (HEALTH,)),
        ({"extensions": (Extension(date(2029, 6, 30), ON, "other", "Prüfung im Juni"),)}, (HEALTH,)),
    ],
)
def test_e7_a_handover_is_marked_with_health_only_where_the_file_tells_of_it(
    parts: dict[str, Any], kinds: tuple[SpecialKind, ...]
) -> None:
    bare: dict[str, Any] = {"plan": None, "answers": (), "extensions": ()}
    file = a.a_case_file(consents=(a.a_consent(), a.a_health_consent()), **{**bare, **parts})
    assert told_kinds(file, for_next_office(file, "IM Beispielstadt"), load_profile("bw")) == kinds


def test_e7_a_file_that_tells_of_two_kinds_has_an_entry_for_each(desk: Desk) -> None:
    block = OwnBlock("own_glaube", "Glaube", need="religion")
    set_office(desk, replace(read_office(desk), own_blocks=(block,)))
    religion = a.a_consent(ConsentScope.SPECIAL, kind=SpecialKind.RELIGION)
    file = a.a_case_file(
        consents=(a.a_consent(), a.a_health_consent(), religion),
        answers=(Answer("disability", "yes"), Answer(block.code, "möchte beten können")),
    )
    sent(desk, file)
    kept = open_case(desk, 1).file.disclosures
    assert {each.kind for each in kept} == {HEALTH, SpecialKind.RELIGION}
    assert {each.recipient for each in kept} == {"IM Beispielstadt"}


def test_u3_e5_p2_another_offices_case_is_kept_on_the_persons_own_consent_alone(
    desk: Desk, there: Desk
) -> None:
    file = a.a_case_file(
        consents=(a.a_consent(), a.a_health_consent(), a.a_consent(ConsentScope.CONTACT)),
        client=a.a_client(email="samira@beispiel.invalid"),
        answers=(Answer("disability", "yes"),),
        plan=a.a_plan(goals=(a.a_goal(), a.a_goal(area="health", wording="Rückenschmerzen loswerden"))),
        extensions=(Extension(date(2029, 6, 30), ON, CHRONIC_ILLNESS, evidence_seen_on=ON),),
    )
    content = sent(desk, file)
    plain = json.loads(content)
    assert plain["from_office"] == read_office(desk).office
    assert [plain["cases"][0].get(name, []) for name in ("consents", "notices")] == [[], []]
    assert plain["text_versions"] == []

    with pytest.raises(OwnConsentNeeded) as caught:
        import_cases(there, content)
    assert caught.value.people == (
        HandedOver(file.case.number, "Musterfrau, Samira", birth_words(file.client), file.client),
    )
    assert [place for place, _said in caught.value.faults] == ["cases[0].consents"]
    assert "anderen Stelle" in caught.value.sentence()
    assert import_cases(there, content, partial=True).value.cases == 0

    report = taken_in(there, content, file)
    assert (report.cases, [each.code for each in report.notices]) == (1, ["closed_part_left_out"])
    kept = open_case(there, 1).file
    assert gate.given(kept.consents, TODAY) == {gate.NONE, gate.BASIC}
    (consent,) = kept.consents
    assert (consent.decided_on, consent.filing_place) == (TODAY, "Ordner Beispielstadt 4")
    assert (kept.client.family_name, kept.client.email, kept.answers) == ("Musterfrau", "", ())
    assert kept.plan is not None
    assert [goal.area for goal in kept.plan.goals] == ["language"]
    assert [(each.reason, each.evidence_seen_on) for each in kept.extensions] == [(OTHER, None)]
    assert (kept.case.period_start, kept.case.start_origin) == (a.OPENED_ON, StartOrigin.BROUGHT)
    assert (kept.case.opened_on, kept.case.worker) == (TODAY, "")
    assert "Rückenschmerzen" not in export_cases(there).decode()

    again = taken_in(there, content, file)
    assert (again.cases, again.notices[-1].code) == (0, "case_here_already")


def test_e2_e6_who_came_on_a_paper_whose_text_nobody_told_is_asked_anew(desk: Desk, there: Desk) -> None:
    file = a.a_case_file()
    taken_in(there, sent(desk, file), file, health=True)
    sheet = case_sheet(there, 1)
    consents = sheet.view.file.consents
    assert {shown_then(there, each.text_fingerprint).body for each in consents} == {OLDER_PAPER}
    assert sheet.view.consent_to_renew
    assert [each.matter.code for each in sheet.view.deadlines if each.kind is DeadlineKind.CONSENT_OUTDATED]
    assert [line.fact.code for line in privacy_view(there).renewing] == ["consent_to_renew"]


def test_e1_e3_a_sheet_that_allows_health_opens_what_the_other_office_told_of_it(
    desk: Desk, there: Desk
) -> None:
    file = a.a_case_file(
        answers=(Answer("disability", "yes"),), plan=a.a_plan(goals=(a.a_goal(area="health"),))
    )
    report = taken_in(there, sent(desk, file), file, health=True)
    assert report.notices == ()
    kept = open_case(there, 1).file
    assert gate.HEALTH in gate.given(kept.consents, TODAY)
    assert [answer.value for answer in kept.answers] == ["yes"]
    assert kept.plan is not None
    assert [goal.area for goal in kept.plan.goals] == ["health"]


@pytest.mark.parametrize(("contact", "email"), [(True, "samira@beispiel.invalid"), (False, "")])
def test_e1_e3_contact_is_a_question_of_its_own(desk: Desk, there: Desk, contact: bool, email: str) -> None:
    """What was allowed elsewhere counts nothing here; the address comes in where it is allowed here."""
    file = a.a_case_file(
        consents=(a.a_consent(), a.a_consent(ConsentScope.CONTACT)),
        client=a.a_client(email="samira@beispiel.invalid"),
    )
    taken_in(there, sent(desk, file), file, contact=contact)
    kept = open_case(there, 1).file
    assert (gate.CONTACT in gate.given(kept.consents, TODAY), kept.client.email) == (contact, email)
    assert gate.HEALTH not in gate.given(kept.consents, TODAY)


def test_e2_a_minor_comes_in_on_what_her_representative_declared(desk: Desk, there: Desk) -> None:
    """Each of her declarations names who made it; without that nothing comes in, and it says where to go."""
    file = a.a_case_file(
        consents=(a.a_consent(representative="Vater Muster"),),
        client=a.a_client(birth_date=date(2010, 5, 4), birth_precision=BirthPrecision.DAY, adult=None),
        plan=None,
    )
    content = sent(desk, file)
    with pytest.raises(FaultyInput) as caught:
        taken_in(there, content, file, health=True)
    assert {said for _place, said in caught.value.faults} == {
        "Die Person ist minderjährig. Wer sie bei der Einwilligung vertreten hat, tragen Sie bitte im "
        "Fenster ein, bei „Falldatei übernehmen …“."
    }
    assert taken_in(there, content, file, health=True, representative=" Mutter Muster ").cases == 1
    kept = open_case(there, 1).file
    assert [each.representative for each in kept.consents] == ["Mutter Muster"] * 2


def test_p2_whoever_did_not_consent_here_stays_out_with_a_notice(desk: Desk, there: Desk) -> None:
    relocation = a.a_consent(ConsentScope.RELOCATION)
    files = [a.a_case_file(consents=(a.a_consent(), relocation)) for _each in range(2)]
    ids = put_in(desk, files)
    content = export_cases(desk, list(ids.values()), to="IM Beispielstadt")
    report = taken_in(there, content, files[1])
    assert report.cases == 1
    (left,) = report.notices
    assert (left.place, left.code) == (files[0].case.number, "own_consent_needed")
    assert "eigenen Einwilligung" in fault_sentence(left)
    assert files[0].case.key not in export_cases(there).decode()


@pytest.mark.parametrize(
    ("own", "place", "code"),
    [
        ({"number": "IM-1900-0001"}, "consents", "own_consent_unused"),
        ({"on": TODAY + timedelta(days=1)}, "cases[0].consents[0].decided_on", "consent_in_future"),
        ({"filing_place": " "}, "cases[0].consents[0].filing_place", "consent_filing_place_missing"),
    ],
)
def test_e2_an_own_consent_that_proves_nothing_brings_nothing_in(
    desk: Desk, there: Desk, own: dict[str, Any], place: str, code: str
) -> None:
    file = a.a_case_file(consents=(a.a_consent(),))
    content = sent(desk, file)
    consent = replace(OWN, **{"number": file.case.number, **own})
    with pytest.raises(FaultyInput) as caught:
        import_cases(there, content, own=[consent])
    assert place in {where for where, _said in caught.value.faults}
    report = import_cases(there, content, own=[consent], partial=True).value
    assert (report.cases, code in {fault.code for fault in report.faults}) == (0, True)


def test_u5_a_file_of_this_traeger_asks_for_no_own_consent_and_takes_none(desk: Desk, there: Desk) -> None:
    file = a.a_case_file()
    case_id = put_in(desk, [file])[file.case.key]
    for content in (export_cases(desk, [case_id]), export_cases(desk)):
        assert "from_office" not in json.loads(content)
        with pytest.raises(FaultyInput):
            taken_in(there, content, file)
    assert import_cases(there, export_cases(desk, [case_id])).value.cases == 1
    assert len(open_case(there, 1).file.consents) == len(file.consents)


def test_u1_k4_an_ended_case_goes_on_there_with_a_plan_that_is_continued(desk: Desk, there: Desk) -> None:
    file = a.a_case_file(consents=(a.a_consent(), a.a_consent(ConsentScope.RELOCATION)))
    case_id = put_in(desk, [file])[file.case.key]
    end_case(desk, case_id, Ending(ON, "deportation"))
    content = export_cases(desk, [case_id], to="IM Beispielstadt")
    assert "deportation" not in content.decode()
    taken_in(there, content, file)
    kept = open_case(there, 1).file
    assert kept.plan is not None
    assert (kept.case.state, kept.plan.begun_on, kept.plan.brought_along) == (
        CaseState.ACTIVE,
        a.OPENED_ON,
        True,
    )
    assert [(span.opened_on, span.closed_on) for span in kept.plan.spans] == [(TODAY, None)]
    assert plans_counted(there, 2026) == {"begun": 0, "continued": 1, "ended": 0, "open": 1}
    assert plans_counted(there, 2025) == {"begun": 0, "continued": 0, "ended": 0, "open": 0}


def test_u1_e5_the_file_the_person_takes_along_is_kept_elsewhere_on_her_own_consent_alone(
    desk: Desk, there: Desk
) -> None:
    file = a.a_case_file()
    case_id = put_in(desk, [file], [a.a_talk(file.case.key)])[file.case.key]
    target = BytesIO()
    export_own(desk, target, case_id)
    with pytest.raises(OwnConsentNeeded):
        import_cases(there, target.getvalue())
    assert taken_in(there, target.getvalue(), file).cases == 1
    kept = open_case(there, 1).file
    assert (kept.talks, kept.household, kept.agreement, len(kept.consents)) == ((), (), None, 1)
    assert (kept.case.period_start, kept.case.start_origin) == (a.OPENED_ON, StartOrigin.BROUGHT)
    assert kept.earlier_counselling[-1].office == read_office(desk).office


def test_e5_who_withdrew_here_comes_back_from_another_office_with_a_consent_of_her_own(desk: Desk) -> None:
    file = a.a_case_file(consents=(a.a_consent(), a.a_consent(ConsentScope.RELOCATION)))
    case_id = put_in(desk, [file])[file.case.key]
    content = export_cases(desk, [case_id], to="IM Beispielstadt")
    withdraw_basic(desk, case_id, TODAY)
    erase_case(desk, case_id)
    later = on_day(desk, TODAY + timedelta(days=5))
    with pytest.raises(FaultyInput):  # on a consent from before the withdrawal nothing comes back
        taken_in(later, content, file, on=TODAY - timedelta(days=1))
    assert taken_in(later, content, file, on=TODAY + timedelta(days=3)).cases == 1


@pytest.mark.parametrize(
    ("extension", "reason", "text"),
    [
        (Extension(ON, ON, CHRONIC_ILLNESS, evidence_seen_on=ON, evidence_place_kind="doctor"), OTHER, ""),
        (Extension(ON, ON, OTHER, "Operation im Juni"), OTHER, ""),
        (Extension(ON, ON, ILLITERACY, "lernt erst lesen"), ILLITERACY, "lernt erst lesen"),
    ],
)
def test_c3_without_a_health_consent_an_extension_says_no_more_than_an_open_reason(
    extension: Extension, reason: str, text: str
) -> None:
    bare = without_detail(extension)
    assert (bare.reason, bare.text, bare.until) == (reason, text, ON)
    assert (bare.evidence_seen_on, bare.evidence_place_kind) == (None, "")


def test_c3_c8_of_another_offices_late_extension_nothing_is_said_to_be_cleared_on_request(
    desk: Desk, there: Desk
) -> None:
    """The person asked for nothing: she only does not consent to data on health here."""
    late = Extension(date(2029, 6, 30), ON, CHRONIC_ILLNESS, late_reason="lag in der Klinik")
    file = a.a_case_file(consents=(a.a_consent(), a.a_health_consent()), extensions=(late,))
    assert taken_in(there, sent(desk, file), file).cases == 1
    (kept,) = stored(there, 1).extensions
    assert kept.late_reason == "ohne Einwilligung zu Gesundheitsdaten nicht genannt"


@pytest.mark.parametrize("own", [False, True], ids=["from office to office", "the person's own file"])
@pytest.mark.parametrize(
    ("extension", "found"),
    [
        (Extension(date(2028, 3, 15), date(2026, 10, 1), ILLITERACY), "an earlier talk"),
        (Extension(date(2027, 9, 1), date(2027, 2, 1), ILLITERACY), "an earlier talk"),
        (Extension(date(2027, 4, 15), date(2026, 10, 1), ILLITERACY), "a wrong talk"),
    ],
    ids=["now too long", "in time by the start of its day", "now without effect"],
)
def test_c1_u3_an_extension_from_before_the_start_was_moved_comes_in_at_the_next_office(
    desk: Desk, there: Desk, extension: Extension, found: str, own: bool
) -> None:
    case = a.a_case(period_start=date(2024, 3, 15), opened_on=date(2023, 12, 1))
    basic = a.a_consent(decided_on=case.opened_on)
    relocation = a.a_consent(ConsentScope.RELOCATION, decided_on=case.opened_on)
    file = a.a_case_file(case=case, consents=(basic, relocation), plan=None, needs_assessment=None)
    talks = [a.a_talk(case.key, on=day) for day in (date(2024, 3, 15), date(2024, 5, 2))]
    case_id = put_in(desk, [file], talks)[case.key]
    then = on_day(desk, extension.decided_on)
    period.extend(then, case_id, extension)
    later = on_day(desk, date(2027, 2, 10))
    if found == "an earlier talk":
        note_talk(later, a.a_talk(case.key, on=date(2024, 1, 10)))
    else:
        first = min(stored(later, case_id).talks, key=lambda each: each.on)
        remove_talk(later, first.id)
        period.change_start(later, case_id, date(2024, 5, 2), "falsche Person")
    if own:
        target = BytesIO()
        export_own(later, target, case_id)
        content = target.getvalue()
    else:
        content = export_cases(later, [case_id], to="IM Beispielstadt")
        told = json.loads(content)["cases"][0]["decisions"]
        assert [(each["kind"], each.get("reason", "")) for each in told] == [("start_changed", "")]
    next_day = on_day(there, date(2027, 2, 10))
    assert taken_in(next_day, content, file).cases == 1
    assert clock_of(next_day, 1).last_day == clock_of(later, case_id).last_day
