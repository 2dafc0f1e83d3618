"""Person und Haushalt in the real window (I1 to I4, I8, E3, P4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.services.across.overview import deadlines
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.rights.settling import prolong_validity
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.values.case_file import Answer, HouseholdMember
from intman_desktop.values.codes import ConsentDecision
from intman_desktop.values.deadline_views import DeadlineKind
from tests.builders import a_case_file, a_client, a_consent, a_health_consent
from tests.saving import save_household
from tests.ui.case.journeys import OnCase
from tests.ui.hands import Hands, day_line, part_of


@pytest.fixture
def on_person(qtbot: QtBot, open_program: Callable[..., Any]) -> Callable[..., OnCase]:
    return lambda *files: OnCase(qtbot, open_program(files or (a_case_file(), a_case_file())), "person")


def test_i8_fields_are_saved_together_and_taken_back(on_person: Callable[..., OnCase]) -> None:
    case = on_person(a_case_file(answers=(Answer("work", "none", date(2026, 1, 12)),)))
    panel = case.panel("person")
    case.hands.into(panel.field("phone"), "0711 999")
    case.hands.into(panel.field("years_of_school"), "9")
    assert case.page.unsaved() is not None
    case.hands.save()
    assert case.hands.notice() == "Angaben gespeichert."
    file = case.file()
    assert file.client.phone == "0711 999"
    assert {each.field: each.value for each in file.answers} == {"work": "none", "years_of_school": "9"}
    assert case.page.unsaved() is None
    case.undo()
    assert case.file().client.phone == "0711 123456"
    assert case.panel("person").field("phone").value() == "0711 123456"


def test_i8_the_last_day_of_a_title_becomes_a_deadline_that_is_settled_where_it_stands(
    on_person: Callable[..., OnCase],
) -> None:
    """Rule I1: nobody could enter it, so that what the handbook promises never appeared."""
    case = on_person(a_case_file(answers=(Answer("residence_status", "AE25-3", date(2026, 1, 12)),)))
    hands = case.hands
    status = case.panel("person").field("residence_status")
    hands.into(day_line(status, "Aufenthaltsstatus: gültig bis"), "1.12.")
    hands.save()
    assert hands.notice() == "Angaben gespeichert."
    (held,) = case.file().answers
    assert (held.valid_from, held.valid_to) == (date(2026, 1, 12), date(2026, 12, 1))
    (row,) = (each for each in hands.asked(deadlines) if each.kind is DeadlineKind.VALIDITY_ENDS)
    assert (row.due, row.row_id) == (date(2026, 12, 1), held.id)
    hands.asked(prolong_validity, 1, held.id, date(2027, 12, 1))
    assert case.file().answers[0].valid_to == date(2027, 12, 1)


def test_l8_a_value_of_earlier_is_mended_in_the_form_that_corrects_wrong_ones(
    on_person: Callable[..., OnCase],
) -> None:
    """Rule I8: a mistyped day of an earlier value stayed wrong for good, and with it the figures (K3)."""
    answers = (
        Answer("housing", "preliminary", date(2025, 1, 1), date(2026, 5, 31)),
        Answer("housing", "private_rent", date(2026, 6, 1)),
    )
    case = on_person(a_case_file(answers=answers))
    panel = case.go("rectify", field="housing")
    case.click("Ändern", panel)
    line = day_line(
        panel.right, "Wohnform, früher: vorläufige Unterbringung (01.01.2025 bis 31.05.2026): gültig bis"
    )
    case.hands.into(line, "30.04.2026")
    case.click("Berichtigen", panel)
    assert case.hands.notice() == "Die Angabe ist berichtigt."
    assert [each.valid_to for each in case.file().answers] == [date(2026, 4, 30), None]


def test_l8_whoever_goes_on_with_the_person_finds_the_cursor_in_the_field_that_was_changed(
    on_person: Callable[..., OnCase],
) -> None:
    """It may lie far below what is seen first, and the keys save from there."""
    case = on_person()
    hands = case.hands
    hands.into(case.panel("person").field("years_of_school"), "9")
    hands.click(hands.open(OverviewPage, "overview").drafts, "Fortsetzen")
    hands.settle()
    field = case.panel("person").field("years_of_school")
    assert field is hands.here() or field.isAncestorOf(hands.here())
    assert not field.visibleRegion().isEmpty()
    hands.save()
    assert {each.field: each.value for each in case.file().answers}["years_of_school"] == "9"


def test_i8_what_was_changed_elsewhere_meanwhile_is_not_written_over_nor_by_a_draft(
    on_person: Callable[..., OnCase],
) -> None:
    case = on_person()
    case.hands.into(case.panel("person").field("town"), "Beispielheim")
    case.hands.asked(save_needs, 1, None, (), {"town": "Anderswo"})
    case.hands.save()
    assert "inzwischen geändert" in case.hands.notice()
    assert case.file().client.town == "Anderswo"
    panel = case.panel("person")
    kept = panel.unsaved()
    panel.restore(kept)
    case.hands.settle()
    case.hands.save()
    assert case.file().client.town == "Anderswo"
    case.click("Verwerfen")
    case.hands.settle()
    case.hands.into(case.panel("person").field("town"), "Beispielheim")
    case.hands.save()
    assert case.file().client.town == "Beispielheim"


def test_i8_a_draft_does_not_write_over_an_answer_given_meanwhile(on_person: Callable[..., OnCase]) -> None:
    """A draft of an earlier program, which held the value alone, still comes back."""
    case = on_person()
    panel = case.panel("person")
    case.hands.into(panel.field("work_as"), "Bäckerin")
    kept = panel.unsaved()
    case.hands.asked(save_needs, 1, None, (Answer("work_as", "Köchin"),))
    panel.restore(kept)
    case.hands.settle()
    case.hands.save()
    assert "inzwischen geändert" in case.hands.notice()
    assert [each.value for each in case.file().answers if each.field == "work_as"] == ["Köchin"]
    panel.restore({**kept, "fields": {"work_as": "Gärtnerin"}})
    case.hands.settle()
    assert panel.field("work_as").value() == "Gärtnerin"


def test_p4_a_household_that_is_refused_leaves_the_form_what_it_was_typed_over(
    on_person: Callable[..., OnCase],
) -> None:
    """The fields were stored before it, unsaid, and each further try conflicted with them."""
    case = on_person()
    hands, panel = case.hands, case.panel("person")
    before = len(case.file().household)
    hands.into(panel.field("phone"), "0711 999")
    case.click("Person hinzufügen", panel.household)
    row = panel.household.rows()[-1]
    hands.into(row.relationship, "Kind")
    hands.into(row.born, "05.2006")
    hands.save()
    assert "18" in hands.notice()
    assert (case.file().client.phone, len(case.file().household)) == ("0711 123456", before)
    hands.into(row.born, "05.2016")
    hands.save()
    assert hands.notice() == "Angaben und Haushalt gespeichert."
    assert (case.file().client.phone, case.file().household[-1].birth_year) == ("0711 999", 2016)
    case.undo()
    assert (case.file().client.phone, len(case.file().household)) == ("0711 123456", before)


@pytest.mark.parametrize("held", [(), (HouseholdMember("child", adult=False, birth_year=2015),)])
def test_p4_a_draft_does_not_write_over_a_household_that_was_saved_meanwhile(
    on_person: Callable[..., OnCase], held: tuple[HouseholdMember, ...]
) -> None:
    """A draft of an earlier program, which does not tell what was seen, still comes back."""
    case = on_person(a_case_file(household=held))
    panel = case.panel("person")
    panel.household.add_person()
    panel.household.rows()[-1].relationship.set_code("spouse")
    kept = panel.unsaved()
    meanwhile = (*case.file().household, HouseholdMember("mother", adult=True))
    case.hands.asked(save_household, 1, meanwhile)
    panel.restore(kept)
    case.hands.settle()
    case.click("Speichern")
    case.hands.settle()
    assert "inzwischen geändert" in case.hands.notice()
    assert [each.relationship for each in case.file().household][-1:] == ["mother"]
    del kept["household_seen"]
    panel.restore(kept)
    case.hands.settle()
    assert panel.household.rows()[-1].relationship.code() == "spouse"


def test_k6_a_question_of_the_year_leads_into_its_field(on_person: Callable[..., OnCase]) -> None:
    case = on_person()
    case.hands.program.window.open_page("case", case_id=1, tab="person", field="sex")
    case.hands.settle()
    field = case.panel("person").field("sex")
    assert field.isAncestorOf(case.hands.here())
    assert not field.visibleRegion().isEmpty()


def test_k6_the_field_of_another_case_is_in_view_as_well(
    open_program: Callable[..., Any], qtbot: QtBot
) -> None:
    """The walk: with another case to be read first, the cursor stood in a field below the window."""
    files = [a_case_file(client=a_client(family_name=each)) for each in ("Eins", "Zwei")]
    hands = Hands(qtbot, open_program(files))
    for case_id in (1, 2, 1):
        hands.program.window.open_page("key_figures")
        hands.settle()
        hands.program.window.open_page("case", case_id=case_id, tab="person", field="sex")
        hands.settle()
        page = hands.program.window.page()
        assert page is not None
        field = part_of(page, "person").field("sex")
        assert field.isAncestorOf(hands.here())
        assert field.visibleRegion().boundingRect().height() == field.height()


def test_the_cursor_stays_in_its_field_when_saved_and_when_names_are_hidden(
    on_person: Callable[..., OnCase],
) -> None:
    case = on_person()
    panel = case.panel("person")
    case.hands.into(panel.field("phone"), "0711 999")
    panel.field("phone").setFocus()
    case.hands.save()
    focus = case.hands.program.window.focusWidget()
    assert panel.field("phone") is focus or panel.field("phone").isAncestorOf(focus)
    before = panel.field("phone")
    case.hands.press(Qt.Key.Key_F8)
    case.hands.settle()
    assert panel.field("phone") is before
    assert case.hands.program.window.focusWidget() is focus


def test_nothing_typed_is_nothing_saved(on_person: Callable[..., OnCase]) -> None:
    case = on_person()
    case.click("Speichern")
    assert case.hands.notice() == "Es ist nichts geändert."


def test_what_saves_stays_in_sight_beside_the_first_field_and_goes_with_the_form(
    on_person: Callable[..., OnCase],
) -> None:
    case = on_person()
    panel = case.panel("person")
    case.hands.into(panel.field("family_name"), "Neuname")
    assert not panel.save.visibleRegion().isEmpty()
    case.click("Speichern")
    assert case.file().client.family_name == "Neuname"
    panel.save.setFocus()
    case.hands.press(Qt.Key.Key_Backtab)
    assert panel.household.isAncestorOf(case.hands.here())
    case.hands.press(Qt.Key.Key_Tab)
    assert case.hands.here() is panel.save
    case.go("talks")
    assert not panel.save.isVisible()
    case.go("person")
    assert panel.save.isVisible()
    case.hands.open(CasePage, "case", case_id=2, tab="talks")
    assert not any(
        each.text() == "Speichern" for each in case.page.findChildren(QPushButton) if each.isVisible()
    )


def test_i8_a_birth_that_cannot_be_is_not_saved(on_person: Callable[..., OnCase]) -> None:
    case = on_person()
    case.hands.into(case.panel("person").field("birth_date"), "31.06.1402")
    case.hands.save()
    assert "sieht nach einem anderen Kalender aus" in case.words()
    assert case.file().client.birth_date == date(1991, 6, 14)


def test_e3_a_closed_field_says_why_and_leads_to_the_consent(on_person: Callable[..., OnCase]) -> None:
    refused = a_health_consent(decision=ConsentDecision.REFUSED)
    case = on_person(a_case_file(consents=(a_consent(), refused)))
    closed = case.panel("person").field("health_remark")
    assert closed.is_closed()
    assert "Die Einwilligung wurde am 12.01.2026 nicht erteilt." in case.hands.words(closed)
    case.click("Einwilligung öffnen", closed)
    panel = case.panel("consent")
    assert panel.scope.line().text() == "Gesundheit und Behinderung"  # the way there named it
    assert panel.decision.decision() is None  # the person has said nothing (Rule E5)


def test_p4_the_household_is_kept_by_relationship(on_person: Callable[..., OnCase]) -> None:
    case = on_person()
    household = case.panel("person").household
    case.click("Person hinzufügen", household)
    row = household.rows()[1]
    case.hands.save()
    assert "Bitte wählen Sie die Beziehung." in case.words()
    case.hands.into(row.relationship, "Ehefrau")
    case.tick(row.adult)
    assert not row.born.isVisible()
    case.hands.save()
    assert case.hands.notice() == "Haushalt gespeichert."
    kept = [(each.relationship, each.adult, each.birth_year) for each in case.file().household]
    assert kept == [("child", False, 2015), ("spouse", True, None)]
    case.undo()
    assert len(case.file().household) == 1


def test_p4_half_a_birth_is_asked_for_again(on_person: Callable[..., OnCase]) -> None:
    case = on_person()
    household = case.panel("person").household
    case.hands.into(household.rows()[0].born, "04.20")
    case.hands.save()
    assert "Bitte geben Sie Monat und Jahr an" in case.words()
    case.hands.into(household.rows()[0].born, "2016")
    case.hands.save()
    (child,) = case.file().household
    assert (child.birth_year, child.birth_month) == (2016, None)


def test_somebody_is_taken_out_of_the_household(on_person: Callable[..., OnCase]) -> None:
    case = on_person(a_case_file(household=(HouseholdMember("child", False, 2015, 4),)))
    row = case.panel("person").household.rows()[0]
    case.tick(row.remove)
    case.hands.save()
    assert case.file().household == ()


def test_what_was_typed_comes_back(on_person: Callable[..., OnCase]) -> None:
    case = on_person()
    panel = case.panel("person")
    case.hands.into(panel.field("phone"), "0711 999")
    case.click("Person hinzufügen", panel.household)
    held = case.page.unsaved()
    assert held is not None
    case.click("Verwerfen")
    assert case.page.unsaved() is None
    case.page.restore(held)
    case.page.refresh()
    case.hands.settle()
    case.click("Verwerfen")
    assert case.hands.notice() == "Verworfen: die Änderungen."
    case.click("Zurückholen", case.hands.program.window.notices)
    assert panel.field("phone").value() == "0711 999"
    assert len(panel.household.rows()) == 2
