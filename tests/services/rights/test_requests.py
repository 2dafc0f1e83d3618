"""L8: what a person asks for stands in the register, the deadlines and her letter until it is answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.errors import ChangedMeanwhile, FaultyInput, NotFound, Refused
from intman_desktop.models import tables as t
from intman_desktop.services.across.due.settled import settled_of
from intman_desktop.services.across.overview import deadlines, deadlines_of
from intman_desktop.services.casework.case_sheet import journal_of
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.closing.ending import end_case
from intman_desktop.services.closing.erasure import due_for_erasure, erase_case, look_before_erasing
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.rights.holding import hold_case, lift_hold
from intman_desktop.services.rights.requests import (
    answer_request,
    open_requests,
    record_request,
    remove_request,
    write_request_letter,
)
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.ui.deadlines.ways import way_of
from intman_desktop.values.case_file import Request
from intman_desktop.values.codes import HeldReason, IdentityCheck, RequestAnswer, RequestKind
from intman_desktop.values.deadline_views import DeadlineAct, DeadlineGroup, DeadlineKind, Place
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.outcome import Change
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import TODAY, newest_act, on_day, open_desk, put_in, set_office

ASKED = a.a_request(received_on=date(2026, 11, 2), identity=IdentityCheck.KNOWN)
LONGER = replace(ASKED, extension_reason="viele Papiere (Beispiel)", extension_told_on=TODAY)


@pytest.fixture
def case_id(desk: Desk) -> int:
    return take_in(desk, a.an_intake()).value.case_id


@pytest.fixture
def other_desk(template: Path, tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(template, tmp_path / "other")
    yield opened
    opened.vault.close()


def register(desk: Desk, case_id: int) -> tuple[Request, ...]:
    return open_case(desk, case_id).file.requests


def test_l8_a_request_stands_in_the_register_and_in_the_deadlines_until_it_is_answered(
    desk: Desk, case_id: int
) -> None:
    outcome = record_request(desk, case_id, replace(ASKED, note="  mit Dolmetscher "))
    kept = outcome.value
    assert outcome.changed == {Change.REQUESTS, Change.DEADLINES}
    assert register(desk, case_id) == (kept,)
    assert (kept.note, kept.worker) == ("mit Dolmetscher", desk.worker)
    (row,) = [each for each in deadlines(desk) if each.kind is DeadlineKind.REQUEST]
    assert (row.due, row.place, row.row_id) == (date(2026, 12, 2), Place.REQUEST, kept.id)
    assert sentence(row.matter) == "Anfrage vom 02.11.2026 beantworten: Auskunft."
    assert newest_act(desk, case_id) == "request_recorded"
    answer_request(desk, case_id, kept.id, TODAY)
    (answered,) = register(desk, case_id)
    assert (answered.answer, answered.answered_on) == (RequestAnswer.HANDED_OVER, TODAY)
    assert not [each for each in deadlines(desk) if each.kind is DeadlineKind.REQUEST]
    done = settled_of(desk, case_id)[0]
    assert (done.kind, done.on) == (DeadlineKind.REQUEST, TODAY)
    assert sentence(done.matter) == "Anfrage beantwortet (Auskunft): persönlich ausgehändigt."
    assert newest_act(desk, case_id) == "request_answered"
    with pytest.raises(Refused, match="due_gone"):
        answer_request(desk, case_id, kept.id, TODAY)


def test_l8_extended_it_is_due_later_and_overdue_it_heads_the_list(desk: Desk, case_id: int) -> None:
    kept = record_request(desk, case_id, LONGER).value
    (row,) = [each for each in deadlines_of(desk, case_id) if each.kind is DeadlineKind.REQUEST]
    assert row.due == date(2027, 2, 2)
    assert "Frist verlängert" in sentence(row.matter)
    late = on_day(desk, date(2027, 2, 3))
    (row,) = [each for each in deadlines(late) if each.kind is DeadlineKind.REQUEST]
    assert row.group is DeadlineGroup.OVERDUE
    (line,) = open_requests(late)
    assert (line.case_id, line.request, line.due, line.late) == (case_id, kept, row.due, True)
    assert line.person == "Musterfrau, Samira"
    assert not open_requests(desk)[0].late


def test_l8_what_is_asked_is_carried_out_and_can_be_taken_back(desk: Desk, case_id: int) -> None:
    asked = replace(ASKED, kind=RequestKind.RECTIFICATION, what="die Hausnummer")
    kept = record_request(desk, case_id, asked).value
    outcome = answer_request(desk, case_id, kept.id, TODAY)
    assert outcome.value.answer is RequestAnswer.CARRIED_OUT
    assert outcome.undo is not None
    outcome.undo()
    assert register(desk, case_id)[0].answered_on is None


def test_l8_without_a_checked_identity_nothing_is_entered_as_handed_over(desk: Desk, case_id: int) -> None:
    kept = record_request(desk, case_id, replace(ASKED, identity=None)).value
    with pytest.raises(Refused, match="request_identity_missing"):
        answer_request(desk, case_id, kept.id, TODAY)
    with pytest.raises(Refused, match="request_in_future"):
        record_request(desk, case_id, replace(kept, received_on=date(2026, 11, 21)))
    no = replace(kept, answered_on=TODAY, answer=RequestAnswer.REFUSED, refusal_reason=" zum dritten Mal ")
    assert record_request(desk, case_id, no).value.refusal_reason == "zum dritten Mal"


def test_l8_an_entry_is_written_over_once_and_can_be_taken_out(desk: Desk, case_id: int) -> None:
    kept = record_request(desk, case_id, ASKED).value
    newer = record_request(desk, case_id, replace(kept, what="alles")).value
    with pytest.raises(ChangedMeanwhile):
        record_request(desk, case_id, replace(kept, what="nichts"))
    with pytest.raises(ChangedMeanwhile):
        remove_request(desk, case_id, kept.id, kept.version)
    with pytest.raises(NotFound):
        record_request(desk, case_id, replace(newer, id=99))
    outcome = remove_request(desk, case_id, newer.id, newer.version)
    assert register(desk, case_id) == ()
    assert outcome.undo is not None
    outcome.undo()
    assert [each.what for each in register(desk, case_id)] == ["alles"]


def test_l8_the_rights_go_on_after_a_withdrawal_and_are_under_a_hold_once_it_was_opened(
    desk: Desk, case_id: int
) -> None:
    withdraw_basic(desk, case_id, TODAY)
    kept = record_request(desk, case_id, ASKED).value
    assert [each.kind for each in deadlines(desk) if each.row_id == kept.id] == [DeadlineKind.REQUEST]
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2027, 1, 1))
    with pytest.raises(Refused, match="case_on_hold"):
        record_request(desk, case_id, ASKED)
    (line,) = open_requests(desk)
    assert (line.case_id, line.request, line.person) == (case_id, kept, "")
    (row,) = [each for each in deadlines(desk) if each.kind is DeadlineKind.REQUEST]
    assert (row.due, row.row_id, row.person, way_of(row)) == (line.due, kept.id, "", None)
    assert sentence(row.matter).endswith(": Auskunft. Die Akte hat eine Löschsperre.")
    answered = replace(kept, answered_on=TODAY, answer=RequestAnswer.HANDED_OVER)
    done = record_request(desk, case_id, answered, HeldReason.PERSON_ASKS).value
    assert done.answered_on == TODAY
    with pytest.raises(Refused, match="case_on_hold"):
        write_request_letter(desk, case_id, done.id)
    assert write_request_letter(desk, case_id, done.id, HeldReason.PERSON_ASKS).value.content
    verbs = [line.verb for line in journal_of(desk, case_id)][:4]
    opening = "held_case_opened_person_asks"
    assert verbs == ["letter_made", opening, "request_answered", opening]
    assert not [each for each in deadlines(desk) if each.kind is DeadlineKind.REQUEST]
    assert open_requests(desk) == ()


def test_l8_the_letter_says_that_it_takes_longer_or_what_the_answer_is(desk: Desk, case_id: int) -> None:
    kept = record_request(desk, case_id, ASKED).value
    with pytest.raises(Refused, match="request_not_answered"):
        write_request_letter(desk, case_id, kept.id)
    longer = record_request(desk, case_id, replace(LONGER, id=kept.id, version=kept.version)).value
    made = write_request_letter(desk, case_id, kept.id).value
    text = text_of(made.content)
    assert "spätestens am 02.02.2027" in text
    assert "Beispielgasse 2 70000 Musterstadt" in text
    assert made.file_name.startswith("Antwort-auf-Anfrage_IM-")
    assert newest_act(desk, case_id) == "letter_made"
    record_request(desk, case_id, replace(longer, answered_on=TODAY, answer=RequestAnswer.SENT))
    assert "Die Auskunft liegt bei" in text_of(write_request_letter(desk, case_id, kept.id).value.content)


def test_e8_the_letter_is_refused_with_what_is_missing_while_it_could_not_name_where_to_complain(
    desk: Desk, case_id: int
) -> None:
    kept = record_request(desk, case_id, replace(ASKED, answered_on=TODAY, answer=RequestAnswer.SENT)).value
    set_office(desk, a.an_office(supervisory_authority=""))
    with pytest.raises(OfficeDataMissing) as missing:
        write_request_letter(desk, case_id, kept.id)
    assert missing.value.fields == ("supervisory_authority",)
    assert newest_act(desk, case_id) == "request_answered"


@pytest.mark.parametrize("kind", [RequestKind.ERASURE, RequestKind.RESTRICTION, RequestKind.OBJECTION])
def test_l8_answered_in_the_list_what_was_promised_is_not_entered_as_carried_out(
    desk: Desk, case_id: int, kind: RequestKind
) -> None:
    """One click dropped a promise to erase "alles", though nothing was erased yet."""
    kept = record_request(desk, case_id, replace(ASKED, kind=kind, what="alles löschen")).value
    assert answer_request(desk, case_id, kept.id, TODAY).value.answer is RequestAnswer.HANDED_OVER
    assert len(deletions(desk)) == (kind is RequestKind.ERASURE)


def deletions(desk: Desk) -> list[tuple[date, str, Place]]:
    kinds = (DeadlineKind.DELETION_DUE, DeadlineKind.PART_DELETION_DUE)
    rows = [each for each in deadlines(desk) if each.kind in kinds]
    return [(each.due, sentence(each.matter), each.place) for each in rows]


ERASURE = replace(ASKED, kind=RequestKind.ERASURE, answered_on=TODAY, answer=RequestAnswer.SENT)
PROMISED = (TODAY, "Löschung zugesagt am 20.11.2026: Akte heute löschen.", Place.ERASURE)
PART = (TODAY, "Löschung zugesagt am 20.11.2026: Notiz vom 03.02.", Place.REQUEST)


@pytest.mark.parametrize("answer", [RequestAnswer.SENT, RequestAnswer.CARRIED_OUT])
def test_l1_l8_an_erasure_that_was_promised_stays_due_until_the_case_is_gone(
    desk: Desk, case_id: int, answer: RequestAnswer
) -> None:
    record_request(desk, case_id, replace(ERASURE, answer=answer))
    assert deletions(desk) == [PROMISED]
    late = on_day(desk, date(2026, 12, 10))
    (row,) = [each for each in deadlines_of(late, case_id) if each.kind is DeadlineKind.DELETION_DUE]
    assert row.group is DeadlineGroup.OVERDUE
    end_case(desk, case_id, Ending(TODAY, "goals_reached"))
    assert deletions(desk) == [PROMISED], "once, though the case waits for its own day as well"
    erase_case(desk, case_id)
    assert deletions(desk) == []


def test_l8_what_was_refused_held_or_carried_out_for_a_part_calls_for_no_erasing(
    desk: Desk, case_id: int
) -> None:
    refused = replace(ERASURE, answer=RequestAnswer.REFUSED, refusal_reason="Rechtsstreit (Beispiel)")
    kept = record_request(desk, case_id, refused).value
    assert deletions(desk) == []
    part = record_request(
        desk, case_id, replace(kept, what="Notiz vom 03.02.", answer=RequestAnswer.SENT)
    ).value
    assert deletions(desk) == [PART]
    hold_case(desk, case_id, "Beschwerde (Beispiel)", date(2026, 12, 20))
    assert deletions(desk) == []
    lift_hold(desk, case_id)
    assert deletions(desk) == [PART]
    record_request(desk, case_id, replace(part, answer=RequestAnswer.CARRIED_OUT))
    assert deletions(desk) == []


def test_l8_the_promise_to_erase_a_part_leads_to_its_request_and_never_to_erasing_the_case(
    desk: Desk, case_id: int
) -> None:
    part = record_request(desk, case_id, replace(ERASURE, what="Notiz vom 03.02.")).value
    (row,) = [each for each in deadlines(desk) if each.kind is DeadlineKind.PART_DELETION_DUE]
    assert (row.row_id, row.act, way_of(row)) == (part.id, DeadlineAct.ERASE_PART, None)
    end_case(desk, case_id, Ending(TODAY, "goals_reached"))
    assert [each[2] for each in deletions(desk)] == [Place.REQUEST, Place.ERASURE], "each on its own day"


def test_l1_l8_an_objection_names_its_use_and_never_leads_to_erasing_the_case(
    desk: Desk, case_id: int
) -> None:
    """Art. 17 (1) c, 21 DS-GVO: without words, one click led to erasing all that rests on the consent."""
    objection = replace(ERASURE, kind=RequestKind.OBJECTION)
    with pytest.raises(Refused, match="request_use_missing"):
        record_request(desk, case_id, objection)
    kept = record_request(desk, case_id, replace(objection, what="keine E-Mails mehr")).value
    assert deletions(desk) == []
    assert due_for_erasure(desk) == ()
    told = text_of(write_request_letter(desk, case_id, kept.id).value.content)
    assert "Es ging um: keine E-Mails mehr" in " ".join(told.split())


def test_l8_requests_go_with_their_case(desk: Desk, case_id: int) -> None:
    record_request(desk, case_id, ASKED)
    withdraw_basic(desk, case_id, TODAY)
    assert ("requests", 1) in look_before_erasing(desk, case_id).removed
    erase_case(desk, case_id)
    with desk.vault.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(t.requests)) == 0


def test_l8_requests_and_corrections_travel_in_a_case_file_and_come_back_the_same(
    desk: Desk, other_desk: Desk
) -> None:
    file = a.a_filled_case_file(extensions=())
    here = put_in(desk, [file])[file.case.key]
    import_cases(other_desk, export_cases(desk, [here]))
    there = open_case(other_desk, 1).file
    mine = open_case(desk, here).file
    assert [replace(each, id=0, version=1) for each in there.requests] == list(file.requests)
    assert [replace(each, id=0) for each in there.corrections] == list(file.corrections)
    assert len(mine.requests) == 1


def changed_file(desk: Desk, name: str, **details: Any) -> bytes:
    file = a.a_filled_case_file(consents=(a.a_consent(),), extensions=())
    document = json.loads(export_cases(desk, [put_in(desk, [file])[file.case.key]]))
    document["cases"][0][name][0].update(details)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("name", "details", "place", "words"),
    [
        ("requests", {"received_on": "2030-01-01"}, "received_on", "Die Anfrage kann nicht erst"),
        ("requests", {"refusal_reason": ""}, "refusal_reason", "Bitte begründen Sie, warum Sie"),
        ("corrections", {"place": "field.none"}, "place", "Eine solche Angabe"),
        ("corrections", {"reason": ""}, "reason", "Ein falscher Wert"),
        (
            "corrections",
            {"place": "field.disability"},
            "old_value",
            "Dafür fehlt die Einwilligung",
        ),
    ],
)
def test_l8_a_faulty_entry_of_a_file_is_named_with_its_place(
    desk: Desk, other_desk: Desk, name: str, details: dict[str, Any], place: str, words: str
) -> None:
    with pytest.raises(FaultyInput) as caught:
        import_cases(other_desk, changed_file(desk, name, **details))
    named = f"cases[0].{name}[0].{place}"
    assert any(where == named and said.startswith(words) for where, said in caught.value.faults)
