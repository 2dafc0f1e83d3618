"""The Bedarfserhebung in the real window, over a real store (P1, P8, I8, E3, C1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.ui.needs.field_base import FieldWidget
from intman_desktop.ui.needs.page import NeedsPage
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.values.case_file import Answer, CaseFile, Extension
from tests.builders import a_case, a_case_file, a_client, a_consent
from tests.ui.hands import Hands, buttons, only, unnamed

OpenProgram = Callable[..., Any]


class Elsewhere(Page):
    """Stands for the page one came from."""

    def title(self) -> str:
        return "Anderswo"


@pytest.fixture
def needs_of(qtbot: QtBot, open_program: OpenProgram) -> Callable[[CaseFile], tuple[Hands, NeedsPage]]:
    def opened(file: CaseFile) -> tuple[Hands, NeedsPage]:
        program = open_program([file])
        program.window.register_page("case", Elsewhere)
        program.window.open_page("case", case_id=1)
        hands = Hands(qtbot, program)
        return hands, hands.open(NeedsPage, "needs", case_id=1)

    return opened


def field(page: NeedsPage, code: str) -> Any:
    return next(widget for widget in page.findChildren(FieldWidget) if widget.field.code == code)


def test_b1_without_the_agreement_nothing_is_typed_in_vain(qtbot: QtBot, open_program: OpenProgram) -> None:
    hands = Hands(qtbot, open_program([a_case_file(needs_assessment=None, plan=None, agreement=None)]))
    hands.program.window.open_page("needs", case_id=1)
    hands.settle()
    assert hands.program.window.page_name() == "case"
    assert hands.program.window.where("case") == {"case_id": 1, "tab": "agreement"}
    assert hands.notice().startswith("Zuerst die Beratungsvereinbarung")


def test_p1_the_talk_fills_the_plan_in_one_sitting(needs_of: Any) -> None:
    fresh = a_case_file(case=a_case(period_start=None), needs_assessment=None, plan=None)
    hands, page = needs_of(fresh)
    assert hands.here() is page.occasion.held_on
    hands.into(page.occasion.held_on, "10.11.2026")
    hands.into(field(page, "german_spoken").focusProxy(), "A2")
    hands.into(field(page, "town").focusProxy(), "Beispielheim")
    hands.into(field(page, "birth_date").focusProxy(), "03.1990")
    hands.into(field(page, "years_of_school").focusProxy(), "9")
    hands.into(field(page, "further_languages").focusProxy(), "Kurdisch (Sorani)")
    hands.save()
    assert hands.notice() == "Bedarfserhebung gespeichert"
    assert hands.program.window.page_name() == "case"
    file = hands.asked(open_case, 1).file
    assert file.needs_assessment.held_on == date(2026, 11, 10)
    assert file.needs_assessment.is_first_talk
    assert file.case.period_start == date(2026, 11, 10)
    assert {each.field for each in file.answers} == {"german_spoken", "years_of_school", "further_languages"}
    assert (file.client.town, file.client.birth_precision) == ("Beispielheim", "month")
    hands.click(hands.program.window.notices, "Rückgängig")
    again = hands.asked(open_case, 1).file
    assert again.needs_assessment is None
    assert again.answers == ()
    assert again.client.town == "Musterstadt"


def test_p8_a_handover_is_kept_with_day_and_office(needs_of: Any) -> None:
    hands, page = needs_of(a_case_file())
    hands.qtbot.mouseClick(page.occasion.handover, Qt.MouseButton.LeftButton)
    hands.into(page.occasion.handover_on, "9.1.2026")
    hands.into(page.occasion.handover_office, "GU Musterweg")
    hands.save()
    needs = hands.asked(open_case, 1).file.needs_assessment
    assert (needs.handover_on, needs.handover_office) == (date(2026, 1, 9), "GU Musterweg")


def test_p8_the_day_of_a_handover_that_was_taken_back_holds_nothing_back(needs_of: Any) -> None:
    """It is not asked for any more, and nobody could mend what is out of sight."""
    hands, page = needs_of(a_case_file(needs_assessment=None))
    hands.into(page.occasion.held_on, "10.11.2026")
    hands.qtbot.mouseClick(page.occasion.handover, Qt.MouseButton.LeftButton)
    hands.into(page.occasion.handover_on, "31.2.2026")
    hands.qtbot.mouseClick(page.occasion.handover, Qt.MouseButton.LeftButton)
    hands.save()
    assert hands.asked(open_case, 1).file.needs_assessment.held_on == date(2026, 11, 10)


def test_p8_what_was_handed_over_before_the_consent_is_refused_at_its_field(needs_of: Any) -> None:
    """Nothing of it is kept; day and office alone can be (Rule P2)."""
    hands, page = needs_of(a_case_file())
    hands.qtbot.mouseClick(page.occasion.handover, Qt.MouseButton.LeftButton)
    hands.into(page.occasion.handover_on, "9.1.2026")
    hands.into(page.occasion.handover_content, "Bescheide übergeben")
    hands.save()
    assert "noch keine Einwilligung" in page.occasion.content_row.fault()
    assert hands.asked(open_case, 1).file.needs_assessment.handover_on is None
    page.occasion.handover_content.set_value("")
    hands.save()
    needs = hands.asked(open_case, 1).file.needs_assessment
    assert (needs.handover_on, needs.handover_content) == (date(2026, 1, 9), "")


def test_days_that_cannot_be_are_said_at_their_field(needs_of: Any) -> None:
    hands, page = needs_of(a_case_file())
    hands.into(page.occasion.held_on, "24.12.2026")
    hands.save()
    assert "Zukunft" in page.occasion.held_row.fault()
    hands.into(page.occasion.held_on, "1.1.2026")
    hands.save()
    assert "vor der Einwilligung" in page.occasion.held_row.fault()
    hands.into(page.occasion.held_on, "12.1.2026")
    hands.into(field(page, "date_of_entry").focusProxy(), "31.2.2020")
    hands.save()
    typed = field(page, "date_of_entry")
    row = next(each for each in page.findChildren(FormRow) if each.isAncestorOf(typed))
    assert row.fault() == "Diesen Tag gibt es nicht."


def test_c1_a_start_that_it_moves_is_said_with_the_one_before_and_what_no_longer_fits(needs_of: Any) -> None:
    extended = Extension(date(2029, 3, 15), date(2026, 10, 1), "illiteracy")
    case = a_case(period_start=date(2025, 3, 15), opened_on=date(2025, 1, 2))
    consent = a_consent(decided_on=date(2025, 1, 2))
    file = a_case_file(case=case, consents=(consent,), needs_assessment=None, extensions=(extended,))
    hands, page = needs_of(file)
    hands.into(page.occasion.held_on, "10.01.2025")
    hands.save()
    told = hands.notice()
    assert told.startswith(
        "Bedarfserhebung gespeichert. Der Beginn liegt jetzt früher: 10.01.2025 statt 15.03.2025. "
    )
    assert "15.03.2029" in told
    assert hands.asked(open_case, 1).file.case.period_start == date(2025, 1, 10)
    hands.click(hands.program.window.notices, "Rückgängig")
    assert hands.asked(open_case, 1).file.case.period_start == date(2025, 3, 15)


def test_c8_outside_the_period_it_asks_back_and_saves_when_told(needs_of: Any) -> None:
    past = a_case_file(case=a_case(period_start=date(2023, 3, 15)), needs_assessment=None, plan=None)
    hands, page = needs_of(past)
    hands.into(page.occasion.held_on, "10.11.2026")
    for answer in ("Zurück zur Bedarfserhebung", "Trotzdem speichern"):
        hands.save()
        asked = page.findChild(Confirm)
        assert "letzter Tag 15.03.2026" in hands.words(asked)
        hands.click(asked, answer)
    assert hands.notice() == "Bedarfserhebung gespeichert"
    assert hands.asked(open_case, 1).file.needs_assessment.held_on == date(2026, 11, 10)


def test_a_value_that_changed_keeps_the_one_before(needs_of: Any) -> None:
    held = (Answer("german_spoken", "a1", date(2026, 1, 12)),)
    hands, page = needs_of(a_case_file(answers=held))
    widget = field(page, "german_spoken")
    hands.click(widget, "Hat sich geändert")
    assert "bisher: A1" in hands.words(widget)
    hands.into(widget.focusProxy(), "B1")
    hands.into(only(widget, DateField), "1.11.2026")
    hands.save()
    first, second = hands.asked(open_case, 1).file.answers
    assert (first.value, first.valid_from, first.valid_to) == ("a1", date(2026, 1, 12), date(2026, 10, 31))
    assert (second.value, second.valid_from, second.valid_to) == ("b1", date(2026, 11, 1), None)


def test_i8_the_first_day_of_a_value_is_asked_for_while_the_value_is_still_being_typed(needs_of: Any) -> None:
    """Ctrl+Enter understands the value first: the one before would stay open beside it."""
    hands, page = needs_of(a_case_file(answers=(Answer("german_spoken", "a1", date(2026, 1, 12)),)))
    widget = field(page, "german_spoken")
    hands.click(widget, "Hat sich geändert")
    hands.into(only(widget, DateField), "")
    widget.focusProxy().setFocus()
    hands.type("B1")
    hands.save()
    assert [each.value for each in hands.asked(open_case, 1).file.answers] == ["a1"]
    assert "Bitte tragen Sie ein, seit wann das gilt." in hands.words(page)
    assert only(widget, DateField).hasFocus()


def test_i8_what_was_answered_elsewhere_meanwhile_is_not_written_over(needs_of: Any) -> None:
    hands, page = needs_of(
        a_case_file(answers=(Answer("years_of_school", "9"), Answer("years_of_school", "8")))
    )
    hands.into(field(page, "years_of_school").focusProxy(), "10")
    hands.save()
    assert [each.value for each in hands.asked(open_case, 1).file.answers] == ["10"]
    page = hands.open(NeedsPage, "needs", case_id=1)
    hands.asked(save_needs, 1, None, (Answer("german_spoken", "a1"),))
    hands.into(field(page, "german_spoken").focusProxy(), "B1")
    hands.save()
    assert "inzwischen" in hands.notice()
    values = {each.field: each.value for each in hands.asked(open_case, 1).file.answers}
    assert values["german_spoken"] == "a1"


def test_e3_closed_fields_say_why_and_hold_nothing(needs_of: Any) -> None:
    hands, page = needs_of(a_case_file(consents=(a_consent(),)))
    for code in ("disability", "health_remark", "email"):
        widget = field(page, code)
        assert widget.is_closed()
        assert "Einwilligung" in hands.words(widget)
    hands.click(field(page, "disability"), "Einwilligung öffnen")
    assert hands.program.window.where("case") == {"case_id": 1, "tab": "consents"}


def test_what_is_typed_comes_back(needs_of: Any) -> None:
    hands, page = needs_of(a_case_file())
    assert page.unsaved() is None
    hands.into(field(page, "work_as").focusProxy(), "Bäckerin")
    field(page, "date_of_entry").setFocus()
    hands.type("1.2")
    kept = page.unsaved()
    assert kept is not None
    hands.program.window.drop_pages()
    page = hands.open(NeedsPage, "needs", case_id=1)
    page.restore(kept)
    hands.settle()
    assert field(page, "work_as").value() == "Bäckerin"
    assert field(page, "date_of_entry").draft()["value"] == "1.2"


def test_going_back_loses_nothing_and_what_was_discarded_can_be_brought_back(needs_of: Any) -> None:
    hands, page = needs_of(a_case_file())
    hands.into(field(page, "work_as").focusProxy(), "Bäckerin")
    hands.click(page, "Zurück")
    page = hands.open(NeedsPage, "needs", case_id=1)
    assert field(page, "work_as").value() == "Bäckerin"
    assert not only(page, Foot).visibleRegion().isEmpty()
    hands.click(page, "Verwerfen")
    assert hands.notice() == "Verworfen: die Bedarfserhebung."
    assert page.unsaved() is None
    hands.click(hands.program.window.notices, "Zurückholen")
    assert hands.program.window.page_name() == "needs"
    assert field(page, "work_as").value() == "Bäckerin"
    page.restore({**page.unsaved(), "fields": {}})
    hands.settle()
    hands.click(page, "Verwerfen")
    assert hands.program.window.page_name() != "needs"


def test_a_draft_does_not_write_over_what_changed_meanwhile(needs_of: Any) -> None:
    hands, page = needs_of(a_case_file())
    hands.into(field(page, "town").focusProxy(), "Beispielheim")
    kept = page.unsaved()
    hands.program.window.drop_pages()
    hands.program.frame.do(save_needs, 1, None, (), {"town": "Anderswo"})
    page = hands.open(NeedsPage, "needs", case_id=1)
    page.restore(kept)
    hands.settle()
    hands.click(page, "Speichern")
    assert "inzwischen geändert" in hands.notice()
    assert field(page, "town").value() == "Beispielheim"
    assert hands.asked(open_case, 1).file.client.town == "Anderswo"


def test_i8_a_draft_does_not_write_over_an_answer_given_meanwhile(needs_of: Any) -> None:
    """What nobody touched in the draft is shown as it is stored now."""
    hands, page = needs_of(a_case_file())
    hands.into(field(page, "work_as").focusProxy(), "Bäckerin")
    kept = page.unsaved()
    hands.program.window.drop_pages()
    hands.asked(save_needs, 1, None, (Answer("work_as", "Köchin"), Answer("german_spoken", "a1")))
    page = hands.open(NeedsPage, "needs", case_id=1)
    page.restore(kept)
    hands.settle()
    assert field(page, "german_spoken").value() == "a1"
    hands.click(page, "Speichern")
    assert "inzwischen geändert" in hands.notice()
    assert field(page, "work_as").value() == "Bäckerin"
    values = {each.field: each.value for each in hands.asked(open_case, 1).file.answers}
    assert (values["work_as"], values["german_spoken"]) == ("Köchin", "a1")


def test_every_field_has_a_spoken_name(needs_of: Any) -> None:
    _hands, page = needs_of(a_case_file(client=a_client(family_name="")))
    assert unnamed(page) == []


def test_c1_a_first_talk_is_offered_to_be_noted_beside_the_way_back(needs_of: Any) -> None:
    """Nothing is counted silently; the offer opens the sheet with person, day, and that it counts."""
    hands, page = needs_of(a_case_file(needs_assessment=None))
    hands.into(page.occasion.held_on, "10.11.2026")
    hands.save()
    notices = hands.program.window.notices
    assert {"Gespräch dazu notieren", "Rückgängig"} <= set(buttons(notices))
    hands.click(notices, "Gespräch dazu notieren")
    hands.settle()
    sheet = hands.program.window.page().sheet
    assert (sheet.case_ids(), sheet.head.day.value()) == ((1,), date(2026, 11, 10))
    assert sheet.notes.parts()[0].counts.isChecked()


def test_c1_what_was_no_talk_is_not_offered_to_be_noted(needs_of: Any) -> None:
    """The offer follows the box "Das war das erste Beratungsgespräch"."""
    hands, page = needs_of(a_case_file(needs_assessment=None))
    hands.qtbot.mouseClick(page.occasion.first, Qt.MouseButton.LeftButton)
    hands.save()
    assert "Gespräch dazu notieren" not in buttons(hands.program.window.notices)


def test_i8_of_age_is_asked_only_while_the_birth_leaves_it_open(needs_of: Any) -> None:
    """As in the taking in: an exact birth tells it, and what is not asked is not saved."""
    hands, page = needs_of(a_case_file(client=a_client(birth_date=None, adult=None)))
    adult, birth = field(page, "adult"), field(page, "birth_date")
    assert adult.isVisible()
    adult.set_value("no")
    hands.into(birth.focusProxy(), "15.03.1990")
    assert not adult.isVisible()
    hands.save()
    client = hands.asked(open_case, 1).file.client
    assert (client.birth_date, client.adult) == (date(1990, 3, 15), None)


def test_i8_a_list_that_is_no_longer_asked_for_holds_nothing_back(needs_of: Any) -> None:
    """An exact birth hides the question of full age, whatever was typed into it."""
    hands, page = needs_of(a_case_file(client=a_client(birth_date=None, adult=None)))
    adult, birth = field(page, "adult"), field(page, "birth_date")
    hands.into(adult.focusProxy(), "Quatsch")
    hands.into(birth.focusProxy(), "15.03.1990")
    assert not adult.isVisible()
    hands.save()
    assert hands.asked(open_case, 1).file.client.birth_date == date(1990, 3, 15)


def test_c1_where_the_period_runs_already_the_tick_says_since_when(needs_of: Any) -> None:
    """Only a talk before that day would be the first; the words follow the day that is typed."""
    running = a_case(period_start=date(2025, 3, 15))
    _hands, page = needs_of(a_case_file(case=running, needs_assessment=None, plan=None))
    first = page.occasion.first
    assert first.accessibleName() == (
        "Das war ein Beratungsgespräch (der Beratungszeitraum läuft seit 15.03.2025)"
    )
    page.occasion.held_on.set_value(date(2025, 3, 10))
    assert first.text() == "Das war das &erste Beratungsgespräch: Der Beratungszeitraum beginnt"


def test_what_a_list_does_not_know_is_marked_when_tab_leaves_it(needs_of: Any) -> None:
    """While Tab goes on, no field hands its cursor on; the mark went to what holds the list."""
    hands, page = needs_of(a_case_file())
    language = field(page, "native_language").focusProxy()
    language.setFocus()
    hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.type("Persich")
    hands.press(Qt.Key.Key_Tab)
    assert hands.here() is not language
    assert language.property("faulty") == "true"
    assert language.accessibleDescription() == "„Persich“ steht nicht in der Liste."


def test_i10_a_birth_on_new_year_is_shown_as_uncertain_and_stays_so(needs_of: Any) -> None:
    hands, page = needs_of(a_case_file())
    birth = field(page, "birth_date").focusProxy()
    hands.into(birth, "1.1.1990")
    assert birth.text() == "01.01.1990 (unsicher)"
    hands.into(field(page, "town").focusProxy(), "Beispielheim")
    hands.save()
    client = hands.asked(open_case, 1).file.client
    assert (client.birth_date, client.birth_uncertain) == (date(1990, 1, 1), True)


def test_i10_a_title_is_found_by_its_section_and_a_nationality_by_the_word_for_its_people(
    needs_of: Any,
) -> None:
    hands, page = needs_of(a_case_file())
    status = field(page, "residence_status").focusProxy()
    hands.into(status, "25 Abs. 5")
    assert status.currentText() == "Ausreise unmöglich (§ 25 Abs. 5 AufenthG)"
    nationality = field(page, "nationality").focusProxy()
    hands.into(nationality, "syrisch")
    assert nationality.currentText() == "Syrien"
