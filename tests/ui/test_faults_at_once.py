"""Saving marks all that is wrong in a form at once, each beside its field, with the cursor in the first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.services.keeping.settings import change_office
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.needs.page import NeedsPage
from intman_desktop.ui.new_person.page import NewPersonPage
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.period.page import CORRECT, PeriodPage
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.ui.services.page import ServicesPage
from intman_desktop.ui.services.service_form import ServiceForm
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.values.case_file import Extension
from intman_desktop.values.codes import StartOrigin
from intman_desktop.values.office import Worker
from tests.builders import a_case, a_case_file, a_plan, an_office
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands, label_of, marked, only, part_of


@pytest.fixture
def hands(qtbot: QtBot, open_program: OpenProgram) -> Hands:
    begun = a_case(period_start=date(2024, 3, 15), start_origin=StartOrigin.HERE)
    longer = Extension(date(2027, 9, 15), date(2026, 11, 2), "illiteracy")
    return Hands(qtbot, open_program([a_case_file(case=begun, plan=a_plan(goals=()), extensions=(longer,))]))


def wrong(hands: Hands, where: QWidget) -> list[str]:
    """Press Ctrl+Enter; return what is marked by its labels, after seeing the cursor in the first of it."""

    def leads_to_first() -> bool:
        rows, at = marked(where), QApplication.focusWidget()
        return bool(rows) and at is not None and rows[0].isAncestorOf(at)

    hands.save()
    hands.qtbot.waitUntil(leads_to_first)  # a button that has the keys is seen pressed for a moment
    return [label_of(row) for row in marked(where)]


def part(hands: Hands, tab: str) -> Any:
    page = hands.open(CasePage, "case", case_id=1, tab="talks")
    page.go(tab)
    hands.settle()
    return part_of(page, tab)


def test_c4_l8_too_late_a_day_and_a_missing_sentence_are_named_together(hands: Hands) -> None:
    page: Any = hands.open(PeriodPage, "period", case_id=1, part=CORRECT)
    hands.into(page.form.extension.until, "1.6.2029")
    assert wrong(hands, page) == ["Verlängert bis", "Was war falsch?"]


def test_l8_a_day_that_is_none_and_a_missing_sentence_are_named_together(hands: Hands) -> None:
    page: Any = hands.open(PeriodPage, "period", case_id=1, part=CORRECT)
    hands.into(page.form.extension.until, "bald")
    assert wrong(hands, page) == ["Verlängert bis", "Was war falsch?"]


def test_u5_who_takes_over_from_when_and_when_the_person_was_told_are_asked_together(hands: Hands) -> None:
    workers = (*an_office().workers, Worker("VV", "Vera Vertretung"), Worker("WW", "Wanda Wechsel"))
    hands.asked(change_office, {"workers": workers})
    form = part(hands, "take_over")
    hands.into(form.worker, "Qwertz")
    hands.into(form.on, "bald")
    assert wrong(hands, form) == ["Weiter bei", "Seit", "Der Person gesagt am"]
    assert "steht nicht in der Liste" in marked(form)[0].fault()


def test_c6_why_when_and_until_when_a_case_rests_are_asked_together(hands: Hands) -> None:
    form = part(hands, "rest")
    hands.into(form.on, "1.2.2027")
    hands.into(form.until, "")
    assert wrong(hands, form) == ["Vereinbart am", "Ruht bis", "Warum, und wie vereinbart"]


def test_p6_the_day_and_the_reason_of_a_decision_are_asked_together(hands: Hands) -> None:
    form = part(hands, "decision")
    hands.into(form.on, "bald")
    assert wrong(hands, form) == ["Entschieden am", "Grund"]


def test_l8_all_days_and_words_of_a_request_are_asked_together(hands: Hands) -> None:
    form = part(hands, "request")
    form.form.extends.click()
    hands.into(form.form.received_on, "bald")
    hands.into(form.form.extension_told_on, "demnächst")
    assert wrong(hands, form) == ["Bekommen am", "Dauert länger, weil", "Der Person gesagt am"]


def test_e7_of_what_was_passed_on_recipient_day_and_matter_are_asked_together(hands: Hands) -> None:
    form = part(hands, "passing_on")
    hands.into(form.form.on, "bald")
    assert wrong(hands, form) == ["An wen", "Am", "Was, in Stichworten"]


def test_e5_for_what_the_decision_and_the_day_of_a_declaration_are_asked_together(hands: Hands) -> None:
    form = part(hands, "consent")
    hands.into(form.scope, "Qwertz")
    hands.into(form.evidence.on, "bald")
    assert wrong(hands, form) == ["Wofür", "Entscheidung", "Entschieden am"]


def test_z3_area_words_and_day_of_a_goal_are_asked_together(hands: Hands) -> None:
    panel: PlanPanel = part(hands, "plan").plan
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.area, "Qwertz")
    hands.into(editor.until, "bald")
    assert wrong(hands, editor) == ["Lebensbereich", "Ziel in den Worten der Person", "Bis wann"]
    assert "steht nicht in der Liste" in editor._area_row.fault()


def test_p1_every_part_of_the_needs_is_looked_at(hands: Hands) -> None:
    page = hands.open(NeedsPage, "needs", case_id=1)
    assert page.occasion is not None
    hands.into(page.occasion.held_on, "")
    for place, code in ((0, "residence_status"), (1, "native_language")):
        only(page.sections[place].widget(code), ChoiceField).line().setText("Qwertz")  # and not left yet
    assert wrong(hands, page) == ["Geführt am", "Aufenthaltsstatus", "Erstsprache"]


def test_a_service_without_a_name_of_an_unknown_kind_is_told_both(hands: Hands) -> None:
    page = hands.open(ServicesPage, "services")
    hands.click(page, "Neue Anlaufstelle")
    (form,) = (each for each in page.findChildren(ServiceForm) if each.isVisible())
    hands.into(form.kind, "Qwertz")
    assert wrong(hands, form) == ["Name", "Art"]


def test_a_talk_without_a_person_a_day_and_a_topic_is_told_all(hands: Hands) -> None:
    page = hands.open(TalkPage, "talk")
    hands.into(page.sheet.head.day, "bald")
    hands.into(page.sheet.head.topic.choice, "Qwertz")
    assert wrong(hands, page.sheet) == ["Person", "Datum", "Hauptthema"]
    assert "steht nicht in der Liste" in page.sheet.head.topic_row.fault()


def test_p2_the_three_fields_of_a_brief_contact_are_asked_together(hands: Hands) -> None:
    page = hands.open(NewPersonPage, "new_person")
    hands.click(page, "Keine Einwilligung")
    hands.into(page.brief.on, "bald")
    hands.into(page.brief.topic, "Qwertz")
    assert wrong(hands, page.brief) == ["Tag", "Form", "Thema"]


def test_i8_in_the_tab_of_the_person_fields_and_household_are_looked_at_together(hands: Hands) -> None:
    panel = part(hands, "person")
    hands.into(panel.field("nationality"), "Qwertz")
    hands.into(panel.field("residence_status"), "Qwertz")
    panel.household.add_person()
    hands.settle()
    assert wrong(hands, panel) == ["Staatsangehörigkeit", "Aufenthaltsstatus"]
    assert "Bitte wählen Sie die Beziehung." in hands.words(panel.household)
