"""What a person asks for, entered, extended, answered and printed in the real window (L8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.services.common.wording import shown
from intman_desktop.services.rights.requests import record_request
from intman_desktop.ui.case.request_form import RequestFields
from intman_desktop.ui.case.requests_card import answer_word
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.privacy.page import PrivacyPage
from intman_desktop.values.codes import CaseState, IdentityCheck, RequestAnswer, RequestKind
from tests.builders import a_case, a_case_file, a_request
from tests.ui.case.journeys import OnCase
from tests.ui.hands import Hands, part_of

TODAY = date(2026, 11, 20)


@pytest.fixture
def on_case(on_case: Callable[..., OnCase]) -> Callable[..., OnCase]:
    def opened(*requests: Any, tab: str = "papers") -> OnCase:
        return on_case(a_case_file(requests=requests), tab=tab)

    return opened


def test_l8_a_request_is_entered_and_the_day_of_its_answer_stands_beside_it(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case()
    assert "innerhalb eines Monats fällig" in case.words()
    case.click("Anfrage eintragen", case.panel("papers").requests)
    panel = case.panel("request")
    assert case.hands.here() is panel.form.kind
    case.hands.into(panel.form.kind, shown(RequestKind.RECTIFICATION))
    case.hands.into(panel.form.received_on, "2.11.2026")
    assert "Antwort spätestens am 02.12.2026." in case.words()
    case.hands.save()
    assert "Bitte geben Sie an, was berichtigt werden soll." in case.words()
    case.hands.into(panel.form.what, "Die Hausnummer ist falsch")
    case.hands.save()
    (request,) = case.file().requests
    assert (request.kind, request.received_on) == (RequestKind.RECTIFICATION, date(2026, 11, 2))
    assert "Antwort bis 02.12.2026" in case.spoken("papers")
    case.click("Angabe berichtigen")
    assert case.panel("rectify").isVisible()


def test_l8_a_value_is_offered_to_be_corrected_only_where_that_is_possible(
    qtbot: QtBot, open_program: Callable[..., Any]
) -> None:
    asked = a_request(kind=RequestKind.RECTIFICATION, what="Die Hausnummer ist falsch")
    ended = a_case(state=CaseState.ENDED, ended_on=a_case().opened_on, ending_reason="relocation")
    case = OnCase(qtbot, open_program((a_case_file(case=ended, requests=(asked,)),), ()), "papers")
    card = case.panel("papers").requests
    offered = [each.text() for each in card.findChildren(QPushButton)]
    assert "Beantworten" in offered
    assert "Angabe berichtigen" not in offered


def test_l8_the_time_is_extended_within_the_month_only_and_the_letter_printed(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_request(received_on=date(2026, 11, 2)))
    case.click("Beantworten")
    form = case.panel("request").form
    case.tick(form.extends)
    assert "Antwort spätestens am 02.02.2027." in case.words()
    case.hands.into(form.extension_told_on, "21.11.2026")
    case.hands.save()
    assert "Bitte begründen Sie, warum es länger dauert." in case.words()
    case.hands.into(form.extension_reason, "viele Papiere")
    case.hands.into(form.extension_told_on, "heute")
    case.hands.save()
    assert "Antwort bis 02.02.2027" in case.spoken("papers")
    case.click("Schreiben drucken")
    (view,) = case.page.findChildren(PaperView)
    assert view.isVisible()


def test_l8_a_day_that_is_no_longer_asked_for_holds_nothing_back(on_case: Callable[..., OnCase]) -> None:
    """It does not take longer after all, and nobody could mend the day out of sight."""
    case = on_case(a_request(received_on=date(2026, 11, 2)))
    case.click("Beantworten")
    form = case.panel("request").form
    case.tick(form.extends)
    case.hands.into(form.extension_told_on, "31.2.2026")
    case.tick(form.extends)
    case.hands.into(form.note, "ruft zurück")
    case.hands.save()
    assert case.file().requests[0].note == "ruft zurück"


def test_l8_an_answer_proposes_today_and_a_refusal_asks_for_its_reason(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_request(received_on=date(2026, 10, 1)))
    assert "Antwort war fällig am 01.11.2026" in case.spoken("papers")
    case.click("Beantworten")
    form = case.panel("request").form
    case.hands.into(form.answer, shown(RequestAnswer.REFUSED))
    assert form.answered_on.value() == TODAY
    case.hands.into(form.received_on, "nie")
    case.hands.save()
    assert case.file().requests[0].answer is None
    case.hands.into(form.received_on, "")
    case.hands.save()
    assert "Bitte geben Sie den Tag an." in case.words()
    case.hands.into(form.received_on, "1.10.2026")
    case.hands.save()
    assert "Bitte begründen Sie, warum Sie die Anfrage ablehnen." in case.words()
    case.hands.into(form.refusal_reason, "zum dritten Mal dasselbe")
    case.hands.save()
    assert "20.11.2026: abgelehnt, verspätet" in case.spoken("papers")


def test_l8_a_request_that_was_entered_by_mistake_is_taken_out_and_can_come_back(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_request(what="alles"))
    assert "alles" in case.words()
    case.click("Beantworten")
    case.click("Eintrag entfernen")
    assert case.file().requests == ()
    case.undo()
    assert len(case.file().requests) == 1


def test_l8_what_someone_else_saved_meanwhile_is_not_overwritten(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_request())
    case.click("Beantworten")
    form = case.panel("request").form
    case.hands.into(form.note, "meins")
    request = case.file().requests[0]
    case.hands.asked(record_request, 1, replace(request, note="deins"))
    case.hands.save()
    assert case.panel("request").isVisible()
    case.click("Abbrechen")
    assert case.file().requests[0].note == "deins"


def test_l8_a_begun_entry_is_kept_as_a_draft(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_request())
    panel = case.go("request", row_id=1)
    assert panel.unsaved() is None
    case.hands.into(panel.form.note, "ruft zurück")
    case.tick(panel.form.extends)
    held = panel.unsaved()
    case.go("papers")
    panel.restore(held)
    assert (panel.form.note.text(), panel.form.extends.isChecked()) == ("ruft zurück", True)


def test_l8_after_the_report_the_request_is_offered_as_answered(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_request(received_on=date(2026, 11, 2)))
    access = case.panel("papers").access
    assert "Anfrage vom 02.11.2026: Antwort spätestens am 02.12.2026." in case.words()
    assert not access.enter.isVisible()
    case.click("Auskunft zeigen und drucken")
    (view,) = case.page.findChildren(PaperView)
    view.close_paper()
    case.click("Als beantwortet eintragen")
    form = case.panel("request").form
    assert (form.answer.code(), form.answered_on.value()) == ("handed_over", TODAY)
    assert case.hands.here() is form.identity
    case.hands.into(form.identity, shown(IdentityCheck.KNOWN))
    case.hands.save()
    (request,) = case.file().requests
    assert (request.answer, request.identity) == (RequestAnswer.HANDED_OVER, IdentityCheck.KNOWN)


def test_l8_without_a_request_only_the_register_offers_one_and_a_file_answers_one_of_its_own(
    on_case: Callable[..., OnCase], tmp_path: Path
) -> None:
    case = on_case()
    access = case.panel("papers").access
    assert not access.enter.isVisible()
    access.save_file(tmp_path / "Daten.zip")
    case.hands.settle()
    case.click("Als beantwortet eintragen")
    form = case.panel("request").form
    assert (form.kind.code(), form.answer.code()) == ("portability", "handed_over")
    case.click("Abbrechen")
    case.click("Anfrage eintragen")
    assert case.panel("request").form.answer.code() == ""


def test_l8_the_page_of_data_protection_says_who_waits(
    qtbot: QtBot, open_program: Callable[..., Any]
) -> None:
    files = (a_case_file(requests=(a_request(received_on=date(2026, 10, 1)),)), a_case_file())
    hands = Hands(qtbot, open_program(files, ()))
    page = hands.open(PrivacyPage, "privacy")
    assert "Auskunft, bekommen am 01.10.2026. Antwort spätestens am 01.11.2026." in hands.words(page)
    page.names_changed()
    hands.click(page.requests, "Musterfrau, Samira")
    case: Any = hands.program.window.page()
    assert part_of(case, "request").form.received_on.value() == date(2026, 10, 1)


def test_l8_an_erasure_says_that_what_is_named_is_a_part_and_carried_out_that_it_is_gone(
    on_case: Callable[..., OnCase],
) -> None:
    """The whole case was meant by "alles", and with "umgesetzt" the promise was gone in silence."""
    case = on_case(a_request(kind=RequestKind.ERASURE, what="Möchte, dass alles gelöscht wird"))
    case.click("Beantworten")
    form = case.panel("request").form
    assert "Nur ausfüllen, wenn ein Teil gemeint ist. Leer heißt: die ganze Akte." in case.words()
    told = "„Umgesetzt“ heißt: Dieser Teil ist gelöscht. Ist die ganze Akte gemeint"
    assert told not in case.words()
    case.hands.into(form.answer, shown(RequestAnswer.CARRIED_OUT))
    assert told in case.words()
    case.hands.into(form.what, "")
    assert told not in case.words()
    assert "Die Löschung bleibt in den Fristen, bis die Akte gelöscht ist." in case.words()


def test_l8_of_an_objection_what_is_named_is_one_use_and_the_rest_goes_on(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_request(kind=RequestKind.OBJECTION, what="keine E-Mails mehr"))
    case.click("Beantworten")
    case.hands.into(case.panel("request").form.answer, "Verwendung eingestellt")
    assert "Damit endet der Hinweis in der Akte." in case.words()
    assert "Ist die ganze Akte gemeint" not in case.words()
    case.hands.into(case.panel("request").form.what, "")
    case.hands.save()
    assert "Bitte geben Sie an, welche Verwendung aufhören soll." in case.words()


@pytest.mark.parametrize(
    ("kind", "named", "done"),
    [
        (
            RequestKind.OBJECTION,
            "Welche Verwendung aufhören soll. Soll die ganze Akte gelöscht werden, wählen Sie „Löschung“.",
            "Damit endet der Hinweis in der Akte.",
        ),
        (RequestKind.RESTRICTION, "In Stichworten.", "Damit endet der Hinweis in der Akte."),
        (RequestKind.RECTIFICATION, "In Stichworten.", ""),
    ],
)
def test_l8_what_an_answer_ends_stands_beside_it(
    on_case: Callable[..., OnCase], kind: RequestKind, named: str, done: str
) -> None:
    case = on_case(a_request(kind=kind))
    case.click("Beantworten")
    form = case.panel("request").form
    case.hands.into(form.answer, answer_word(kind, RequestAnswer.CARRIED_OUT))
    assert named in case.words()
    assert done in case.words()
    begins = ("Die Löschung bleibt", "Damit endet", "„Umgesetzt“ heißt")
    assert [each for each in begins if each in case.words()] == [each for each in begins if each in done]


def offered(form: RequestFields) -> list[str]:
    return [form.answer.itemText(index) for index in range(form.answer.count())]


def test_l8_of_what_is_to_stop_the_answer_that_ends_its_mark_says_so_and_is_offered_after_the_others(
    on_case: Callable[..., OnCase],
) -> None:
    """Art. 18: "umgesetzt" was the natural answer once a restriction was in force, and no mark began."""
    case = on_case(a_request(kind=RequestKind.RESTRICTION))
    case.click("Beantworten")
    form = case.panel("request").form
    others = ["noch offen", "persönlich ausgehändigt", "zugeschickt"]
    assert offered(form) == [*others, "Einschränkung beendet", "abgelehnt"]
    case.hands.into(form.answer, "Einschränkung beendet")
    case.hands.into(form.kind, shown(RequestKind.OBJECTION))
    assert offered(form) == [*others, "Verwendung eingestellt", "abgelehnt"]
    assert form.answer.code() == RequestAnswer.CARRIED_OUT, "what was chosen stays"
    case.hands.into(form.kind, shown(RequestKind.ERASURE))
    assert offered(form) == [*others, "umgesetzt", "abgelehnt"]
    case.hands.into(form.kind, shown(RequestKind.RESTRICTION))
    case.hands.into(form.identity, shown(IdentityCheck.KNOWN))
    case.hands.save()
    assert "20.11.2026: Einschränkung beendet" in case.spoken("papers")
    assert "umgesetzt" not in case.spoken("papers")
