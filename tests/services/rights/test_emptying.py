"""E3: what a consent had opened that ran out is told as hidden, and emptied once a person says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr.texts import text_fingerprint
from intman_desktop.models.reading import read_case_file
from intman_desktop.services.across.due.settled import settled_of
from intman_desktop.services.across.overview import deadlines_of
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing.marked import redact_place
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts, save_draft
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.emptying import empty_expired
from intman_desktop.services.rights.holding import hold_case, lift_hold
from intman_desktop.services.rights.withdrawing import withdraw_kind
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import ConsentDecision, ConsentScope, DisclosureGround, SpecialKind
from tests import builders as a
from tests.opened import TODAY, brought_back, newest_act, on_day, put_in

UNTIL = date(2026, 11, 10)
LATER = date(2026, 11, 19)


def a_file_that_ran_out(**details: object) -> v.CaseFile:
    """Return a case with an answer on health whose consent was given until some days ago."""
    return a.a_case_file(
        **{
            "consents": (a.a_consent(), a.a_health_consent(valid_until=UNTIL)),
            "answers": (v.Answer("health_remark", "Brille"), v.Answer("native_language", "ar")),
            **details,
        }
    )


def kept(desk: Desk, case_id: int) -> v.CaseFile:
    """Return the case as the store holds it."""
    with desk.vault.reading() as connection:
        file = read_case_file(connection, case_id)
    assert file is not None
    return file


def expired_rows(desk: Desk, case_id: int) -> list[str]:
    """Return the codes of what is told of consents among the deadlines of a case."""
    return [row.matter.code for row in deadlines_of(desk, case_id) if row.kind == "consent_expires"]


@pytest.fixture
def case_id(desk: Desk) -> int:
    """Return a case that holds something hidden."""
    file = a_file_that_ran_out()
    return put_in(desk, [file])[file.case.key]


def test_e3_what_ran_out_is_told_as_hidden_where_something_of_it_is_held(desk: Desk, case_id: int) -> None:
    bare = a_file_that_ran_out(answers=())
    bare_id = put_in(desk, [bare])[bare.case.key]
    assert expired_rows(desk, case_id) == ["due_consent_hidden"]
    assert expired_rows(desk, bare_id) == ["due_consent_expired"]
    (row,) = [row for row in deadlines_of(desk, case_id) if row.kind == "consent_expires"]
    told = "Gesundheit und Behinderung: Einwilligung am 10.11.2026 abgelaufen, Angaben sind verborgen."
    assert sentence(row.matter) == told
    assert [each.kind for each in case_sheet(desk, case_id).expired] == [SpecialKind.HEALTH]
    assert case_sheet(desk, bare_id).expired == ()
    lines = {line.case_id: line.consent_id for line in privacy_view(desk).renewing}
    assert (lines[case_id], lines[bare_id]) == (row.row_id, 0)
    assert expired_rows(on_day(desk, UNTIL), case_id) == ["due_consent"]


def test_e3_emptying_takes_the_data_everywhere_and_asks_for_nothing_more(desk: Desk, case_id: int) -> None:
    save_draft(desk, "talk", case_id, "angefangen")
    done = empty_expired(desk, case_id, kept(desk, case_id).consents[1].id)
    after = kept(desk, case_id)
    assert (done.value.kind, done.value.emptied) == (SpecialKind.HEALTH, ("health_remark",))
    assert done.undo is None
    assert [answer.field for answer in after.answers] == ["native_language"]
    assert (after.consents[1].emptied_on, after.consents[1].withdrawn_on) == (TODAY, None)
    assert open_drafts(desk) == ()
    assert expired_rows(desk, case_id) == []
    assert not open_case(desk, case_id).consent_to_renew
    assert "settled_emptied" in [each.matter.code for each in settled_of(desk, case_id)]
    assert case_sheet(desk, case_id).expired == ()
    assert newest_act(desk, case_id) == "kind_emptied"
    with pytest.raises(Refused, match="consent_not_run_out"):
        empty_expired(desk, case_id, after.consents[1].id)


@pytest.mark.parametrize(
    "held",
    [
        {"scans": (a.a_scan(kind=SpecialKind.HEALTH),)},
        {"extensions": (v.Extension(date(2029, 6, 30), a.OPENED_ON, "disability"),)},
        {"corrections": (v.Correction(LATER, "field.health_remark", old_value="Krücke", reason="x"),)},
        {"disclosures": (a.a_disclosure(kind=SpecialKind.HEALTH),)},
    ],
    ids=lambda held: next(iter(held)),
)
def test_e3_whatever_is_held_of_the_kind_counts_as_hidden(desk: Desk, held: dict[str, object]) -> None:
    file = a_file_that_ran_out(answers=(), **held)
    case_id = put_in(desk, [file])[file.case.key]
    assert expired_rows(desk, case_id) == ["due_consent_hidden"]
    empty_expired(desk, case_id, kept(desk, case_id).consents[1].id)
    assert expired_rows(desk, case_id) == []


def test_e3_e7_what_rests_on_the_law_is_not_hidden(desk: Desk) -> None:
    by_law = a.a_disclosure(kind=SpecialKind.HEALTH, ground=DisclosureGround.COURT_ORDER, told_on=LATER)
    file = a_file_that_ran_out(answers=(), disclosures=(by_law,))
    assert expired_rows(desk, put_in(desk, [file])[file.case.key]) == ["due_consent_expired"]


def test_e3_contact_ran_out_as_well(desk: Desk) -> None:
    contact = a.a_consent(ConsentScope.CONTACT, valid_until=UNTIL)
    file = a.a_case_file(consents=(a.a_consent(), contact), client=a.a_client(email="s@muster.example"))
    case_id = put_in(desk, [file])[file.case.key]
    assert empty_expired(desk, case_id, kept(desk, case_id).consents[1].id).value.emptied == ("email",)
    assert kept(desk, case_id).client.email == ""


def test_e3_a_no_after_the_end_leaves_the_data_to_be_emptied(desk: Desk, case_id: int) -> None:
    no = a.a_health_consent(decision=ConsentDecision.REFUSED, decided_on=LATER)
    record_consent(desk, case_id, no)
    assert expired_rows(desk, case_id) == ["due_consent_hidden"]


def test_e3_what_stands_or_was_given_anew_is_not_emptied(desk: Desk, case_id: int) -> None:
    basic, health = kept(desk, case_id).consents
    with pytest.raises(Refused, match="consent_not_run_out"):
        empty_expired(desk, case_id, basic.id)
    standing = a_file_that_ran_out(consents=(a.a_consent(), a.a_health_consent(valid_until=TODAY)))
    other_id = put_in(desk, [standing])[standing.case.key]
    with pytest.raises(Refused, match="consent_not_run_out"):
        empty_expired(desk, other_id, kept(desk, other_id).consents[1].id)
    record_consent(desk, case_id, a.a_health_consent(decided_on=LATER))
    with pytest.raises(Refused, match="consent_not_run_out"):
        empty_expired(desk, case_id, health.id)
    with pytest.raises(NotFound):
        empty_expired(desk, case_id, 999)
    assert expired_rows(desk, case_id) == []


def test_l2_a_hold_keeps_what_ran_out(desk: Desk, case_id: int) -> None:
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))
    with pytest.raises(Refused, match="case_on_hold"):
        empty_expired(desk, case_id, kept(desk, case_id).consents[1].id)


def test_e3_what_was_emptied_can_still_be_withdrawn(desk: Desk, case_id: int) -> None:
    consent_id = kept(desk, case_id).consents[1].id
    empty_expired(desk, case_id, consent_id)
    assert withdraw_kind(desk, case_id, consent_id, TODAY).value.emptied == ()


def test_e5_mending_the_evidence_does_not_undo_the_emptying(desk: Desk, case_id: int) -> None:
    empty_expired(desk, case_id, kept(desk, case_id).consents[1].id)
    consent = kept(desk, case_id).consents[1]
    with pytest.raises(Refused, match="consent_use_withdrawal"):
        record_consent(desk, case_id, replace(consent, emptied_on=None))
    record_consent(desk, case_id, replace(consent, filing_place="Ordner 2"))
    assert kept(desk, case_id).consents[1].emptied_on == TODAY


@pytest.mark.parametrize("until", [date(2027, 12, 31), None, TODAY, date(2026, 11, 11)])
def test_e5_what_ran_out_comes_to_life_by_no_later_end(desk: Desk, case_id: int, until: date | None) -> None:
    """ "Nachweis ergänzen" opened it again, without a new declaration."""
    consent = kept(desk, case_id).consents[1]
    with pytest.raises(Refused, match="consent_ran_out") as refused:
        record_consent(desk, case_id, replace(consent, valid_until=until))
    assert refused.value.values["on"] == UNTIL
    record_consent(desk, case_id, replace(consent, filing_place="Ordner 2"))
    assert kept(desk, case_id).consents[1].filing_place == "Ordner 2"


def test_l4_what_was_emptied_does_not_come_back(desk: Desk, case_id: int, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    made = back_up(desk, place).value
    empty_expired(desk, case_id, kept(desk, case_id).consents[1].id)
    there = brought_back(made.file, tmp_path / "neu", desk.vault.folder / "erased.txt")
    back = kept(there, case_id)
    there.vault.close()
    assert [answer.field for answer in back.answers] == ["native_language"]
    assert (back.consents[1].emptied_on, back.consents[1].withdrawn_on) == (TODAY, None)


def test_l4_l2_what_was_emptied_since_a_hold_goes_again_when_the_hold_is_lifted(
    desk: Desk, case_id: int, tmp_path: Path
) -> None:
    """A backup from under the hold brings it back hidden; lifting the hold empties it."""
    place = tmp_path / "stick"
    place.mkdir()
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))
    made = back_up(desk, place).value
    lift_hold(desk, case_id)
    empty_expired(desk, case_id, kept(desk, case_id).consents[1].id)
    there = brought_back(made.file, tmp_path / "neu", desk.vault.folder / "erased.txt")
    back = kept(there, case_id)
    lift_hold(there, case_id)
    lifted = kept(there, case_id)
    there.vault.close()
    assert back.consents[1].emptied_on == TODAY
    assert [answer.field for answer in lifted.answers] == ["native_language"]


def test_l4_what_was_consented_to_anew_afterwards_comes_back(
    desk: Desk, case_id: int, tmp_path: Path
) -> None:
    empty_expired(desk, case_id, kept(desk, case_id).consents[1].id)
    record_consent(desk, case_id, a.a_health_consent(decided_on=TODAY))
    with desk.vault.transaction() as connection:
        connection.exec_driver_sql(
            "INSERT INTO answers (case_id, field, value) VALUES (?, 'health_remark', 'Lupe')", (case_id,)
        )
    place = tmp_path / "stick"
    place.mkdir()
    there = brought_back(back_up(desk, place).value.file, tmp_path / "neu")
    values = {answer.value for answer in kept(there, case_id).answers}
    there.vault.close()
    assert values == {"ar", "Lupe"}


def test_l4_the_list_says_nothing_of_the_kind(desk: Desk, case_id: int) -> None:
    empty_expired(desk, case_id, kept(desk, case_id).consents[1].id)
    written = (desk.vault.folder / "erased.txt").read_text("utf-8")
    assert "health" not in written
    assert text_fingerprint("health") not in written


def test_l7_on_a_day_that_is_doubted_nothing_is_emptied(desk: Desk, case_id: int) -> None:
    with pytest.raises(Refused) as refused:
        empty_expired(on_day(desk, date(2026, 11, 12)), case_id, kept(desk, case_id).consents[1].id)
    assert refused.value.code.startswith("clock_")


def test_l7_what_is_marked_is_blacked_out_for_an_end_only_on_a_day_that_is_not_doubted(desk: Desk) -> None:
    """A clock ahead made a consent look ended, and its note went for good and out of every backup."""
    ends = a_file_that_ran_out(consents=(a.a_consent(), a.a_health_consent(valid_until=date(2027, 6, 30))))
    withdrawn = a_file_that_ran_out(consents=(a.a_consent(), a.a_health_consent(withdrawn_on=UNTIL)))
    files = (ends, withdrawn)
    ids = put_in(desk, files, [a.a_talk(each.case.key, topic="health") for each in files])
    ahead = on_day(desk, date(2028, 1, 15))
    for each in files:
        (place,) = case_sheet(ahead, ids[each.case.key]).marked
        if each is ends:
            with pytest.raises(Refused) as refused:
                redact_place(ahead, ids[each.case.key], place.place, place.row_id)
            assert refused.value.code.startswith("clock_")
        else:
            redact_place(ahead, ids[each.case.key], place.place, place.row_id)
