"""E7, P10: passing on, entered where it happens and refused without a consent or a ground."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from intman_desktop.errors import ChangedMeanwhile, FaultyInput, NotFound, Refused
from intman_desktop.jobs.undo import UndoSteps
from intman_desktop.models import tables as t
from intman_desktop.models.writing import add_row
from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import erase_case, look_before_erasing
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.papers import papers
from intman_desktop.services.papers.disclosure_papers import withdrawal_notice
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.disclosures import (
    record_disclosure,
    record_recipients_told,
    withdrawal_notices,
    write_office_letter,
)
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.case_file import Disclosure
from intman_desktop.values.codes import (
    BirthPrecision,
    ConsentDecision,
    ConsentForm,
    ConsentScope,
    DisclosureGround,
    DisclosureWay,
    HeldReason,
    SpecialKind,
)
from intman_desktop.values.disclosures import OfficeLetter
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.handed_over import OwnConsent
from intman_desktop.values.outcome import Change
from tests import builders as a
from tests.documents.reading import pages_of, text_of
from tests.opened import TODAY, open_desk, put_in

BY_LAW = a.a_disclosure(
    on=TODAY,
    recipient="Jugendamt Musterstadt",
    ground=DisclosureGround.CHILD_WELFARE,
    reason="Gewichtige Anhaltspunkte (Beispiel)",
    told_on=TODAY,
    way=DisclosureWay.PHONE,
)
LETTER = OfficeLetter(
    "Antrag vom 3.11.", "welche Unterlagen fehlen noch?", "Beispielweg 3\n70000 Musterstadt"
)


@pytest.fixture
def case_id(desk: Desk) -> int:
    """Return a case with the consents to counselling, health, and passing on to the Jobcenter."""
    consents = (a.a_consent(), a.a_health_consent(), a.a_passing_on())
    return take_in(desk, a.an_intake(consents=consents)).value.case_id


def register(desk: Desk, case_id: int) -> tuple[Disclosure, ...]:
    return open_case(desk, case_id).file.disclosures


def test_e1_u4_a_consent_without_a_day_ends_with_the_counselling(desk: Desk, case_id: int) -> None:
    """Letters and calls went on "mit der Einwilligung", whose sheet names the end of the counselling."""
    ended = date(2026, 11, 10)
    kept = record_disclosure(desk, case_id, a.a_disclosure(on=date(2026, 11, 9))).value
    end_case(desk, case_id, Ending(ended, "goals_reached"))
    for act in (
        lambda: record_disclosure(desk, case_id, a.a_disclosure(on=TODAY)),
        lambda: write_office_letter(desk, case_id, a.a_disclosure(on=ended), LETTER),
        lambda: record_disclosure(desk, case_id, replace(kept, on=TODAY)),
    ):
        with pytest.raises(Refused, match="disclosure_after_end") as refused:
            act()
        assert refused.value.values["ended_on"] == ended
    record_disclosure(desk, case_id, a.a_disclosure(on=ended))
    record_disclosure(desk, case_id, replace(kept, what="Nur der Stand"))
    record_disclosure(desk, case_id, BY_LAW)
    assert len(register(desk, case_id)) == 3


def test_e1_a_consent_until_a_day_holds_until_then_after_the_counselling_too(desk: Desk) -> None:
    consents = (a.a_consent(), a.a_passing_on(valid_until=date(2027, 6, 30)))
    case_id = take_in(desk, a.an_intake(consents=consents)).value.case_id
    end_case(desk, case_id, Ending(date(2026, 11, 10), "goals_reached"))
    assert record_disclosure(desk, case_id, a.a_disclosure(on=TODAY)).value.id


def test_e7_what_is_passed_on_by_consent_stands_in_the_register_with_that_consent(
    desk: Desk, case_id: int
) -> None:
    entry = a.a_disclosure(recipient=" jobcenter  musterstadt", on=TODAY, reason="überflüssig")
    outcome = record_disclosure(desk, case_id, entry)
    kept = outcome.value
    assert outcome.changed == {Change.DISCLOSURES, Change.DEADLINES}
    assert register(desk, case_id) == (kept,)
    assert (kept.recipient, kept.reason, kept.worker) == ("Jobcenter Musterstadt", "", desk.worker)
    assert open_case(desk, case_id).file.consents[kept.consent or 0].recipient == "Jobcenter Musterstadt"
    done = [line.verb for line in journal_of(desk, case_id) if line.verb != "case_read"]
    assert done[0] == "disclosure_recorded"
    assert outcome.undo is not None
    outcome.undo()
    assert register(desk, case_id) == ()


def test_e7_u1_a_file_goes_to_the_next_office_by_the_relocation_consent_with_period_and_plan_alone(
    desk: Desk, template: Path, tmp_path: Path
) -> None:
    consents = (a.a_consent(), a.a_health_consent(), a.a_passing_on())
    file = a.a_case_file(
        consents=consents,
        plan=a.a_plan(goals=(a.a_goal(area="health"),)),
        disclosures=(a.a_disclosure(consent=2),),
        case=a.a_case(ending_note="nur hier"),
    )
    case_id = put_in(desk, [file], [a.a_talk(file.case.key)])[file.case.key]
    with pytest.raises(Refused, match="relocation_missing") as refused:
        export_cases(desk, [case_id], to="IM Beispielstadt")
    assert refused.value.values["because"] == "never_asked"
    record_consent(desk, case_id, a.a_consent(ConsentScope.RELOCATION, decided_on=TODAY))
    sent = export_cases(desk, [case_id], to=" IM  Beispielstadt ")
    (case,), talks = json.loads(sent)["cases"], json.loads(sent)["talks"]
    assert talks == [] and case["plan"]["goals"]
    closed = ("household", "disclosures", "requests", "scans")
    assert [case.get(name) or [] for name in closed] == [[]] * len(closed)
    kept = register(desk, case_id)[-1]
    assert (kept.recipient, kept.way, kept.kind) == ("IM Beispielstadt", "electronic", SpecialKind.HEALTH)
    assert open_case(desk, case_id).file.consents[kept.consent or 0].scope is ConsentScope.RELOCATION
    assert record_disclosure(desk, case_id, replace(kept, what="Falldatei")).value.what == "Falldatei"
    # the next office takes her own consent, and counts from the same first talk (U3, C7)
    other = open_desk(template, tmp_path / "other")
    own = OwnConsent(file.case.number, TODAY, "Ordner Beispielstadt 4")
    assert import_cases(other, sent, own=[own]).value.cases == 1
    with other.vault.reading() as connection:
        start = connection.execute(select(t.cases.c.period_start, t.cases.c.start_origin)).one()
    other.vault.close()
    assert tuple(start) == (a.OPENED_ON, "brought")


def test_p10_a_letter_to_the_jobcenter_is_refused_without_its_consent_and_nothing_is_entered(
    desk: Desk,
) -> None:
    """Story 5: no to the Jobcenter."""
    no = a.a_passing_on(decision=ConsentDecision.REFUSED)
    case_id = take_in(desk, a.an_intake(consents=(a.a_consent(), no))).value.case_id
    with pytest.raises(Refused) as caught:
        write_office_letter(desk, case_id, a.a_disclosure(on=TODAY), LETTER)
    assert (caught.value.code, caught.value.values["because"]) == ("disclosure_without_consent", "refused")
    assert register(desk, case_id) == ()


def test_e7_p10_no_letter_goes_out_today_on_a_consent_that_has_ended_whatever_day_it_bears(
    desk: Desk, case_id: int
) -> None:
    """An entry of what happened may still be made; a letter is made now, and says that she consents."""
    consents = open_case(desk, case_id).file.consents
    (given,) = (each for each in consents if each.scope is ConsentScope.PASSING_ON)
    withdraw_kind(desk, case_id, given.id, date(2026, 11, 15))
    earlier = a.a_disclosure(on=date(2026, 11, 10))
    with pytest.raises(Refused) as caught:
        write_office_letter(desk, case_id, earlier, LETTER)
    assert (caught.value.code, caught.value.values["because"]) == ("disclosure_without_consent", "withdrawn")
    assert register(desk, case_id) == ()
    assert record_disclosure(desk, case_id, earlier).value.on == earlier.on


def test_e7_the_entry_of_a_letter_can_be_taken_back_until_the_letter_goes_out(
    desk: Desk, case_id: int
) -> None:
    outcome = write_office_letter(desk, case_id, a.a_disclosure(on=TODAY), LETTER)
    steps = UndoSteps()
    assert outcome.undo is not None
    number = steps.remember(outcome.undo, outcome.until_out)
    steps.goes_out((outcome.value.name, case_id))
    assert steps.take_back(number) is None
    assert len(register(desk, case_id)) == 1


def test_e7_a_letter_is_made_and_entered_in_one_step(desk: Desk, case_id: int) -> None:
    made = write_office_letter(desk, case_id, a.a_disclosure(on=TODAY, way=DisclosureWay.PHONE), LETTER).value
    text = text_of(made.content)
    assert (made.title, made.file_name[:9]) == ("Schreiben an eine Stelle", "Schreiben")
    for said in (
        "Jobcenter Musterstadt",
        "Beispielweg 3",
        "welche Unterlagen fehlen noch?",
        f"am {a.OPENED_ON:%d.%m.%Y} erteilt",
    ):
        assert said in text
    (kept,) = register(desk, case_id)
    assert (kept.way, kept.what) == (DisclosureWay.LETTER, "Stand des Antrags")


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        (replace(LETTER, subject=" "), "disclosure_letter_subject_missing"),
        (replace(LETTER, text=""), "disclosure_letter_text_missing"),
    ],
)
def test_e7_a_letter_without_words_is_not_entered(
    desk: Desk, case_id: int, letter: OfficeLetter, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        write_office_letter(desk, case_id, a.a_disclosure(on=TODAY), letter)
    assert caught.value.code == code
    assert register(desk, case_id) == ()


def test_e7_without_consent_the_law_needs_a_reason_and_then_it_is_entered(desk: Desk, case_id: int) -> None:
    with pytest.raises(Refused) as caught:
        record_disclosure(desk, case_id, replace(BY_LAW, reason=""))
    assert caught.value.code == "disclosure_reason_missing"
    kept = record_disclosure(desk, case_id, BY_LAW).value
    assert (kept.consent, kept.reason) == (None, BY_LAW.reason)


def test_e1_e7_an_act_rests_on_the_consent_whose_purpose_is_meant(desk: Desk, case_id: int) -> None:
    course = a.a_passing_on(purpose="Sprachkurs finden", decided_on=TODAY)
    record_consent(desk, case_id, course)
    with pytest.raises(Refused, match="consent_stands"):
        no = a.a_passing_on(decision=ConsentDecision.REFUSED, purpose="", decided_on=TODAY)
        record_consent(desk, case_id, no)
    consents = open_case(desk, case_id).file.consents
    meant = [each.purpose for each in consents].index("Klärung offener Fragen")
    newest = record_disclosure(desk, case_id, a.a_disclosure(on=TODAY)).value
    assert consents[newest.consent or 0].purpose == "Sprachkurs finden"
    named = record_disclosure(desk, case_id, a.a_disclosure(on=TODAY, consent=meant)).value
    assert named.consent == meant
    corrected = record_disclosure(desk, case_id, replace(newest, consent=meant)).value
    assert corrected.consent == meant
    withdraw_kind(desk, case_id, consents[meant].id, TODAY)
    again = record_disclosure(desk, case_id, a.a_disclosure(on=TODAY, consent=meant)).value
    assert open_case(desk, case_id).file.consents[again.consent or 0].purpose == "Sprachkurs finden"


def test_e4_a_notice_names_the_purpose_where_passing_on_for_another_stays_allowed() -> None:
    entry, letter = withdrawal_notice("Jobcenter", TODAY, TODAY, (), purpose="Antrag klären.")
    assert "für diesen Zweck widerrufen: Antrag klären. Bitte" in letter.text
    assert entry.what == letter.subject


def test_e7_an_entry_is_corrected_over_the_version_that_was_read(desk: Desk, case_id: int) -> None:
    kept = record_disclosure(desk, case_id, a.a_disclosure(on=TODAY)).value
    mended = record_disclosure(desk, case_id, replace(kept, what="Nur der Stand")).value
    assert register(desk, case_id) == (mended,)
    assert (mended.what, mended.version) == ("Nur der Stand", 2)
    with pytest.raises(ChangedMeanwhile):
        record_disclosure(desk, case_id, replace(kept, what="Anderes"))
    with pytest.raises(NotFound):
        record_disclosure(desk, case_id, replace(kept, id=kept.id + 99))


def test_e7_an_ended_case_still_may_be_told_of_but_a_held_or_withdrawn_one_not(
    desk: Desk, case_id: int
) -> None:
    end_case(desk, case_id, Ending(TODAY, "goals_reached"))
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    with desk.vault.transaction() as connection:
        held = t.cases.update().where(t.cases.c.id == case_id)
        connection.execute(held.values(hold_since=TODAY, hold_reason="Beschwerde (Beispiel)"))
    with pytest.raises(Refused) as caught:
        record_disclosure(desk, case_id, BY_LAW)
    assert caught.value.code == "case_on_hold"


def test_l2_of_a_held_case_that_was_opened_goes_out_what_the_law_asks_for_and_nothing_by_consent(
    desk: Desk, case_id: int
) -> None:
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))
    kept = record_disclosure(desk, case_id, BY_LAW, HeldReason.COURT).value
    assert kept.ground is BY_LAW.ground
    with pytest.raises(Refused, match="case_on_hold"):
        record_disclosure(desk, case_id, a.a_disclosure(on=TODAY), HeldReason.COURT)


def test_e4_a_hold_puts_off_no_notice_of_a_withdrawal(desk: Desk, case_id: int) -> None:
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))
    withdraw_basic(desk, case_id, TODAY)
    with pytest.raises(Refused, match="case_on_hold"):
        withdrawal_notices(desk, case_id)
    with pytest.raises(Refused, match="case_on_hold"):
        record_recipients_told(desk, case_id, DisclosureWay.LETTER)
    confirmed = papers.paper(desk, "withdrawal", case_id, opened_for=HeldReason.COMPLAINT)
    assert "noch heute" not in text_of(confirmed.content)
    made = withdrawal_notices(desk, case_id, HeldReason.COMPLAINT)
    assert "Jobcenter" in text_of(made.content)
    assert "Unsere Akte löschen wir" not in text_of(made.content)
    assert [line.verb for line in journal_of(desk, case_id)][:2] == [
        "paper_made",
        "held_case_opened_complaint",
    ]
    record_recipients_told(desk, case_id, DisclosureWay.LETTER, HeldReason.COMPLAINT)
    verbs = [line.verb for line in journal_of(desk, case_id)][:2]
    assert verbs == ["disclosure_recorded", "held_case_opened_complaint"]


def test_e4_after_the_withdrawal_of_everything_nothing_goes_out_by_consent(desk: Desk, case_id: int) -> None:
    withdraw_basic(desk, case_id, TODAY)
    with pytest.raises(Refused) as caught:
        record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    assert caught.value.code == "basic_missing"


def test_e3_withdrawing_a_kind_takes_what_was_passed_on_of_it_and_leaves_to_whom_and_when(
    desk: Desk, case_id: int
) -> None:
    marked = a.a_disclosure(on=TODAY, what="Attest vom Mai (Beispiel)", kind=SpecialKind.HEALTH)
    record_disclosure(desk, case_id, marked)
    by_law = replace(BY_LAW, what="Klinik (Beispiel)", kind=SpecialKind.HEALTH)
    record_disclosure(desk, case_id, by_law)
    back_up(desk, desk.vault.folder.parent / "sicherung.imb")
    health = next(each.id for each in open_case(desk, case_id).file.consents if each.kind)
    assert withdraw_kind(desk, case_id, health, TODAY).value.disclosures == 1
    emptied, kept = register(desk, case_id)
    assert (emptied.recipient, emptied.on, emptied.what) == ("Jobcenter Musterstadt", TODAY, "")
    assert kept.what == "Klinik (Beispiel)"
    text = text_of(papers.paper(desk, "disclosures", case_id).content)
    assert "nach Ihrem Widerruf entfernt" in text
    assert "Attest" not in text
    exported = export_cases(desk, [case_id])
    assert b"Attest" not in exported


@pytest.mark.parametrize(
    ("left", "because"),
    [
        ({"valid_until": date(2026, 11, 10)}, "weil Ihre Einwilligung abgelaufen ist"),
        ({"withdrawn_on": TODAY}, "weil Sie Ihre Einwilligung widerrufen haben"),  # kept by a hold (L2)
        ({"decision": "refused"}, "weil es keine Einwilligung von Ihnen dazu gibt"),
    ],
)
def test_e3_what_was_passed_on_of_a_kind_that_is_closed_is_not_shown_and_the_paper_says_why(
    desk: Desk, left: dict[str, object], because: str
) -> None:
    """Rules E3, E7: "removed after your withdrawal" is said only of what was removed after one."""
    consents = (a.a_consent(), a.a_health_consent(), a.a_passing_on())
    case_id = take_in(desk, a.an_intake(consents=consents)).value.case_id
    with desk.vault.transaction() as connection:
        connection.execute(
            t.disclosures.insert().values(
                case_id=case_id,
                on=a.OPENED_ON,
                recipient="Jobcenter Musterstadt",
                what="Attest (Beispiel)",
                way=DisclosureWay.LETTER,
                ground=DisclosureGround.CONSENT,
                kind=SpecialKind.HEALTH,
            )
        )
        connection.execute(t.consents.update().where(t.consents.c.kind == SpecialKind.HEALTH).values(left))
    assert [each.what for each in register(desk, case_id)] == [""]
    text = " ".join(text_of(papers.paper(desk, "disclosures", case_id).content).split())
    assert "Attest" not in text
    assert because in text
    assert "nach Ihrem Widerruf entfernt" not in text


def test_e3_an_act_before_the_health_consent_is_not_entered_as_one_of_health(desk: Desk) -> None:
    late = a.a_health_consent(decided_on=date(2026, 11, 15))
    consents = (a.a_consent(), late, a.a_passing_on())
    case_id = take_in(desk, a.an_intake(consents=consents)).value.case_id
    act = a.a_disclosure(on=date(2026, 11, 5), what="Gutachten (Beispiel)", kind=SpecialKind.HEALTH)
    with pytest.raises(Refused, match="disclosure_kind_closed"):
        record_disclosure(desk, case_id, act)
    assert register(desk, case_id) == ()


def test_e3_an_act_entered_after_the_withdrawal_stands_without_its_words(desk: Desk, case_id: int) -> None:
    earlier = date(2026, 11, 5)
    act = a.a_disclosure(on=earlier, what="Attest (Beispiel)", kind=SpecialKind.HEALTH)
    health = next(each.id for each in open_case(desk, case_id).file.consents if each.kind)
    withdraw_kind(desk, case_id, health, date(2026, 11, 10))
    with pytest.raises(Refused, match="disclosure_kind_ended"):
        record_disclosure(desk, case_id, act)
    with pytest.raises(Refused, match="disclosure_kind_closed"):
        write_office_letter(desk, case_id, replace(act, what=""), LETTER)
    record_disclosure(desk, case_id, replace(act, what=""))
    assert [(each.on, each.what) for each in register(desk, case_id)] == [(earlier, "")]


def test_e7_correcting_an_entry_whose_kind_is_closed_keeps_the_words_that_are_not_shown(desk: Desk) -> None:
    short = a.a_health_consent(valid_until=date(2026, 11, 10))
    consents = (a.a_consent(), short, a.a_passing_on())
    case_id = take_in(desk, a.an_intake(consents=consents)).value.case_id
    with desk.vault.transaction() as connection:
        row = {"on": date(2026, 11, 5), "recipient": "Jobcenter Musterstadt", "what": "Attest (Beispiel)"}
        marks = {"way": DisclosureWay.PHONE, "ground": DisclosureGround.CONSENT, "kind": SpecialKind.HEALTH}
        connection.execute(t.disclosures.insert().values(case_id=case_id, **row, **marks))
    (shown,) = register(desk, case_id)
    record_disclosure(desk, case_id, replace(shown, way=DisclosureWay.IN_PERSON))
    with desk.vault.reading() as connection:
        kept = connection.execute(select(t.disclosures.c.what, t.disclosures.c.way)).one()
    assert tuple(kept) == ("Attest (Beispiel)", DisclosureWay.IN_PERSON)


def test_e7_the_register_waits_for_its_first_entry(desk: Desk, case_id: int) -> None:
    offered = {choice.name: choice.hindrance for choice in papers.choices(desk, case_id)}
    hindrance = offered["disclosures"]
    assert hindrance is not None
    assert hindrance.code == "nothing_passed_on"
    record_disclosure(desk, case_id, BY_LAW)
    offered = {choice.name: choice.hindrance for choice in papers.choices(desk, case_id)}
    assert offered["disclosures"] is None
    assert "Gewichtige Anhaltspunkte" in text_of(papers.paper(desk, "disclosures", case_id).content)


def test_l3_the_register_goes_with_its_case_and_is_counted(desk: Desk, case_id: int) -> None:
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    end_case(desk, case_id, Ending(TODAY, "goals_reached", deletion_due=TODAY))
    assert ("disclosures", 1) in look_before_erasing(desk, case_id).removed
    erase_case(desk, case_id)
    with desk.vault.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(t.disclosures)) == 0


def test_l8_the_register_travels_with_its_case_and_keeps_its_consent(
    desk: Desk, case_id: int, template: Path, tmp_path: Path
) -> None:
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    record_disclosure(desk, case_id, BY_LAW)
    content = export_cases(desk, [case_id])
    other = open_desk(template, tmp_path / "anderer")
    import_cases(other, content)
    with other.vault.reading() as connection:
        (new_id,) = connection.scalars(select(t.cases.c.id))
    first, second = register(other, new_id)
    assert open_case(other, new_id).file.consents[first.consent or 0].recipient == "Jobcenter Musterstadt"
    assert (second.ground, second.reason) == (BY_LAW.ground, BY_LAW.reason)
    other.vault.close()


def test_e4_a_withdrawal_is_confirmed_told_to_every_recipient_once_and_leads_to_the_papers(
    desk: Desk, case_id: int
) -> None:
    """Story 18: confirmation, notices and the list of papers, in the same sitting."""
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY, way=DisclosureWay.PHONE))
    record_disclosure(desk, case_id, BY_LAW)
    with pytest.raises(Refused, match="nothing_withdrawn"):
        papers.paper(desk, "withdrawal", case_id)
    with pytest.raises(Refused, match="nothing_withdrawn"):
        withdrawal_notices(desk, case_id)
    withdraw_basic(desk, case_id, TODAY)
    confirmation = text_of(papers.paper(desk, "withdrawal", case_id).content)
    assert "am 20.11.2026 widerrufen" in confirmation
    assert confirmation.count("Jobcenter Musterstadt") == 1
    notices = withdrawal_notices(desk, case_id)
    assert [page.count("Widerruf einer Einwilligung") for page in pages_of(notices.content)] == [1, 1]
    assert len(register(desk, case_id)) == 3, "nobody is told by looking at a letter"
    told = record_recipients_told(desk, case_id, DisclosureWay.LETTER)
    assert [each.recipient for each in told.value] == ["Jobcenter Musterstadt", "Jugendamt Musterstadt"]
    assert len(register(desk, case_id)) == 5
    assert record_recipients_told(desk, case_id, DisclosureWay.PHONE).value == ()
    assert told.undo is not None
    told.undo()
    assert len(register(desk, case_id)) == 3
    places = text_of(papers.paper(desk, "papers_to_destroy", case_id).content)
    assert "Einwilligung vom 12.01.2026" in places
    assert "vernichten nach dem 20.11.2029" in places
    assert [each.name for each in papers.papers_of(desk, case_id)][-1] == "withdrawal"
    erase_case(desk, case_id)


@pytest.mark.parametrize("of_kind", [True, False])
def test_e4_art_19_who_was_told_of_another_withdrawal_has_still_to_be_told_of_the_basic_one(
    desk: Desk, case_id: int, *, of_kind: bool
) -> None:
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    entry, letter = withdrawal_notice("Jobcenter Musterstadt", TODAY, TODAY, (), of_kind=of_kind)
    told = write_office_letter(desk, case_id, entry, letter).value
    assert "Beispielgasse" not in text_of(told.content)
    withdraw_basic(desk, case_id, TODAY)
    assert letter.subject not in text_of(withdrawal_notices(desk, case_id).content)
    again = record_recipients_told(desk, case_id, DisclosureWay.PHONE).value
    assert [each.recipient for each in again] == ["Jobcenter Musterstadt"]


def test_e4_a_notice_names_what_the_recipient_had_and_passes_nothing_on(desk: Desk, case_id: int) -> None:
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    record_disclosure(desk, case_id, a.a_disclosure(what="Attest", on=TODAY, kind=SpecialKind.HEALTH))
    record_disclosure(desk, case_id, BY_LAW)
    withdraw_basic(desk, case_id, TODAY)
    to_jobcenter, to_other = pages_of(withdrawal_notices(desk, case_id).content)
    assert "– Stand des Antrags, 20.11.2026" in to_jobcenter
    assert "– Angaben vom 20.11.2026" in to_jobcenter  # of a closed kind nothing is named (E3)
    assert "Attest" not in to_jobcenter
    assert BY_LAW.what in to_other
    for notice in (to_jobcenter, to_other):
        assert "Bitte verwenden Sie sie nur" not in notice
        assert "ohne Einwilligung" not in notice
        assert "14.06.1991" in notice
        assert "Beispielgasse" not in notice
    record_recipients_told(desk, case_id, DisclosureWay.LETTER)
    assert "– Widerruf einer Einwilligung" not in text_of(withdrawal_notices(desk, case_id).content)


def test_e4_e7_a_notice_tells_of_the_basic_consent_and_asks_nothing_back_that_the_law_allowed(
    desk: Desk, case_id: int
) -> None:
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    court = replace(BY_LAW, recipient="Jobcenter Musterstadt", what="Auszug (Beispiel)")
    record_disclosure(desk, case_id, replace(court, ground=DisclosureGround.COURT_ORDER))
    record_disclosure(desk, case_id, BY_LAW)
    withdraw_basic(desk, case_id, TODAY)
    to_both, to_law = (" ".join(page.split()) for page in pages_of(withdrawal_notices(desk, case_id).content))
    for notice in (to_both, to_law):
        assert "die Einwilligung in unsere Beratung wurde am 20.11.2026 widerrufen" in notice
        assert "Unsere Akte löschen wir." in notice
    assert "mit Einwilligung von uns bekommen haben, nicht weiter" in to_both
    assert to_both.index("– Stand des Antrags") < to_both.index("weil das Gesetz es erlaubt, haben Sie")
    assert "– Auszug (Beispiel), 20.11.2026 (gerichtliche Anordnung)" in to_both
    assert "beruhte nicht auf einer Einwilligung" in to_law
    assert "Kindeswohl (§ 4 KKG)" in to_law
    assert "nicht weiter" not in to_law


def test_e7_a_notice_of_one_consent_names_only_what_rested_on_a_consent() -> None:
    had = (
        a.a_disclosure(what="Auszug"),
        replace(BY_LAW, recipient="Jobcenter Musterstadt", what="Auf Befehl"),
    )
    _entry, letter = withdrawal_notice("Jobcenter Musterstadt", TODAY, TODAY, had)
    assert "die Einwilligung, Angaben an Sie weiterzugeben" in letter.text
    assert "– Auszug, " in letter.text
    assert "Auf Befehl" not in letter.text


def test_e4_a_notice_tells_the_address_where_no_date_of_birth_says_who_is_meant(desk: Desk) -> None:
    client = a.a_client(birth_date=None, birth_precision=BirthPrecision.UNKNOWN)
    intake = a.an_intake(client=client, consents=(a.a_consent(), a.a_passing_on()))
    case_id = take_in(desk, intake).value.case_id
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    withdraw_basic(desk, case_id, TODAY)
    assert "Beispielgasse" in text_of(withdrawal_notices(desk, case_id).content)


@pytest.mark.parametrize(
    ("kinds", "born", "address"),
    [
        ("Name, Anschrift, Stand des Anliegens", False, True),
        ("Name und Geburtsdatum, damit die Stelle weiß, um wen es geht", True, False),
        ("Personalien und Stand des Antrags", True, True),
        ("Stand des Antrags", False, False),
    ],
)
def test_p10_e1_a_letter_tells_birth_and_address_only_where_the_consent_names_them(
    desk: Desk, kinds: str, born: bool, address: bool
) -> None:
    consents = (a.a_consent(), a.a_passing_on(data_kinds=kinds))
    case_id = take_in(desk, a.an_intake(consents=consents)).value.case_id
    text = text_of(write_office_letter(desk, case_id, a.a_disclosure(on=TODAY), LETTER).value.content)
    assert "Samira Musterfrau" in text
    assert ("14.06.1991" in text, "Beispielgasse" in text) == (born, address)


def test_p10_e7_what_the_law_lets_out_tells_birth_and_address_as_the_form_says(
    desk: Desk, case_id: int
) -> None:
    text = text_of(write_office_letter(desk, case_id, BY_LAW, LETTER).value.content)
    assert "14.06.1991" in text
    assert "Beispielgasse" in text


@pytest.mark.parametrize(
    ("kinds", "born"), [("Name, Anschrift", False), ("Name, Geburtsdatum, Anschrift", True), ("Name", True)]
)
def test_p10_a_notice_says_whom_it_means_by_what_its_recipient_was_told(
    desk: Desk, kinds: str, born: bool
) -> None:
    """Where it was told neither, the duty to tell it of the withdrawal needs one of them (Art. 19)."""
    consents = (a.a_consent(), a.a_passing_on(data_kinds=kinds))
    case_id = take_in(desk, a.an_intake(consents=consents)).value.case_id
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    withdraw_basic(desk, case_id, TODAY)
    text = text_of(withdrawal_notices(desk, case_id).content)
    assert ("14.06.1991" in text, "Beispielgasse" in text) == (born, not born)


def test_p10_a_notice_to_who_was_told_more_by_law_goes_by_the_date_of_birth(desk: Desk) -> None:
    consents = (a.a_consent(), a.a_passing_on(data_kinds="Name, Anschrift"))
    case_id = take_in(desk, a.an_intake(consents=consents)).value.case_id
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    court = replace(BY_LAW, recipient="Jobcenter Musterstadt", ground=DisclosureGround.COURT_ORDER)
    record_disclosure(desk, case_id, court)
    withdraw_basic(desk, case_id, TODAY)
    text = text_of(withdrawal_notices(desk, case_id).content)
    assert ("14.06.1991" in text, "Beispielgasse" in text) == (True, False)


def test_e4_nobody_is_told_where_nothing_was_passed_on_and_a_case_without_paper_lists_none(
    desk: Desk,
) -> None:
    oral = a.a_consent(form=ConsentForm.ORAL_WITH_WITNESS, witness="Vera Zeugin", filing_place="")
    spoken = a.an_agreement(client_signed_on=None, worker_signed_on=None, filing_place="", oral_on=TODAY)
    case_id = take_in(desk, a.an_intake(consents=(oral,), agreement=spoken)).value.case_id
    with pytest.raises(Refused, match="nothing_on_paper"):
        papers.paper(desk, "papers_to_destroy", case_id)
    withdraw_basic(desk, case_id, TODAY)
    with pytest.raises(Refused, match="nothing_passed_on"):
        withdrawal_notices(desk, case_id)
    with pytest.raises(Refused, match="nothing_passed_on"):
        record_recipients_told(desk, case_id, DisclosureWay.LETTER)
    assert "als Nachweis bis" not in text_of(papers.paper(desk, "withdrawal", case_id).content)


def test_e4_every_filed_declaration_is_listed_whatever_was_decided_and_in_whatever_form(
    desk: Desk, case_id: int
) -> None:
    filed = [
        a.a_passing_on("Jugendamt", ConsentDecision.REFUSED, decided_on=TODAY, filing_place="Ordner Nein"),
        a.a_passing_on("Jobcenter", decided_on=TODAY, filing_place="Ordner Ja"),
        a.a_consent(
            ConsentScope.RELOCATION, decided_on=TODAY, form=ConsentForm.ELECTRONIC, filing_place="Mailablage"
        ),
        a.a_consent(
            ConsentScope.CONTACT,
            decided_on=TODAY,
            form=ConsentForm.ORAL_WITH_WITNESS,
            witness="Vera Zeugin",
            filing_place="Aktennotiz",
        ),
    ]
    with desk.vault.transaction() as connection:
        for each in filed:
            add_row(connection, t.consents, each, case_id=case_id)
    withdraw_basic(desk, case_id, TODAY)
    listed = text_of(papers.paper(desk, "papers_to_destroy", case_id).content)
    now, kept = listed.split("Als Nachweis aufbewahren")
    assert "Einwilligung vom 20.11.2026 – Ordner Nein" in now, "a refusal proves nothing"
    for place in ("Ordner Ja", "Mailablage", "Aktennotiz"):
        assert f"Einwilligung vom 20.11.2026 – {place} – vernichten nach" in kept


def test_e4_every_sheet_has_a_line_and_a_box_of_its_own(desk: Desk) -> None:
    """E1: the first talk has one sheet for its four declarations; whatever else is asked has its own."""
    jobs, course = a.a_passing_on(), a.a_passing_on("Sprachschule Muster", purpose="Kurs")
    religion = a.a_consent(ConsentScope.SPECIAL, kind=SpecialKind.RELIGION)
    moving = a.a_consent(ConsentScope.RELOCATION)
    consents = (a.a_consent(), a.a_health_consent(), jobs, course, religion, moving)
    case_id = put_in(desk, [a.a_case_file(consents=consents, agreement=None, plan=None)]).popitem()[1]
    listed = text_of(papers.paper(desk, "papers_to_destroy", case_id).content)
    assert listed.count("Einwilligung vom 12.01.2026 – Ordner Muster 1 – vernichten nach") == 5
    sheets = ("Weitergabe", "besonders geschützte Angaben", "Umzug")
    assert [listed.count(f"eigenes Blatt: {each}") for each in sheets] == [2, 1, 1]
    for told in ("Jobcenter", "Sprachschule", "Religion"):
        assert told not in listed, "what was declared stands on the sheet"


def test_e4_a_refusal_on_a_sheet_with_a_consent_is_kept_with_it(desk: Desk) -> None:
    given, refused = a.a_consent(), a.a_consent(ConsentScope.CONTACT, ConsentDecision.REFUSED)
    case_id = take_in(desk, a.an_intake(consents=(given, refused))).value.case_id
    listed = text_of(papers.paper(desk, "papers_to_destroy", case_id).content)
    assert listed.count("Einwilligung vom") == 1


def test_e4_a_signed_consent_is_no_proof_any_more_where_the_office_keeps_none(
    desk: Desk, case_id: int
) -> None:
    change_office(desk, {"consent_proof_years": 0})
    withdraw_basic(desk, case_id, TODAY)
    assert "als Nachweis bis" not in text_of(papers.paper(desk, "withdrawal", case_id).content)
    assert "vernichten nach" not in text_of(papers.paper(desk, "papers_to_destroy", case_id).content)


def faulted(case_id: int, desk: Desk, change: Callable[[dict[str, Any]], None]) -> list[str]:
    """Return what an import says of a file whose first case was changed, as place and sentence."""
    document = json.loads(export_cases(desk, [case_id]))
    change(document["cases"][0])
    document["cases"][0]["case"]["key"] = "f" * 32
    with pytest.raises(FaultyInput) as caught:
        import_cases(desk, json.dumps(document).encode())
    return [f"{place}: {words}" for place, words in caught.value.faults]


def test_p10_an_imported_register_is_judged_as_one_that_is_entered(desk: Desk, case_id: int) -> None:
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY))
    entry = "cases[0].disclosures[0]"

    def elsewhere(case: dict[str, Any]) -> None:
        case["disclosures"][0]["recipient"] = "Jugendamt"

    def nowhere(case: dict[str, Any]) -> None:
        case["disclosures"][0]["consent"] = 9

    def empty(case: dict[str, Any]) -> None:
        case["disclosures"][0]["what"] = ""

    (closed,) = faulted(case_id, desk, elsewhere)
    assert closed.startswith(f"{entry}.recipient: An „Jugendamt“ darf nichts weitergegeben werden")
    assert faulted(case_id, desk, nowhere) == [
        f"{entry}.consent: Diese Einwilligung steht nicht in der Datei."
    ]
    assert faulted(case_id, desk, empty) == [
        f"{entry}.what: Bitte geben Sie in Stichworten an, was weitergegeben wird."
    ]


def test_e3_what_a_withdrawal_emptied_and_what_was_withdrawn_the_same_day_can_be_imported(
    desk: Desk, case_id: int, template: Path, tmp_path: Path
) -> None:
    record_disclosure(desk, case_id, a.a_disclosure(on=TODAY, kind=SpecialKind.HEALTH))
    for consent in open_case(desk, case_id).file.consents[1:]:
        withdraw_kind(desk, case_id, consent.id, TODAY)
    other = open_desk(template, tmp_path / "anderer")
    assert import_cases(other, export_cases(desk, [case_id])).value.cases == 1
    other.vault.close()
