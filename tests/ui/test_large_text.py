"""At twice the text size what one works with is in sight (WCAG 1.4.4, 2.4.11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.cases.page import CasesPage
from intman_desktop.ui.deadlines.page import DeadlinesPage
from intman_desktop.ui.deadlines.words import DONE
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.period.start_form import StartForm
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import CaseFile, Talk
from tests.builders import a_case_file, a_client, a_participant, a_talk
from tests.ui.hands import Hands, button, buttons, only, part_of

OpenProgram = Callable[..., Program]
TODAY = date(2026, 11, 20)


@pytest.fixture
def large(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., Hands]:
    """Return what opens a store in a window of 1366 × 768 with text twice as large."""

    def opened(*files: CaseFile, talks: tuple[Talk, ...] = ()) -> Hands:
        program = open_program(files, talks)
        program.style.enlarge(2.0)
        hands = Hands(qtbot, program)
        hands.settle()
        return hands

    return opened


def top_in(widget: QWidget, around: QWidget) -> int:
    return widget.mapTo(around, QPoint(0, 0)).y()


def is_whole(widget: QWidget) -> bool:
    """Return whether ``widget`` is seen from edge to edge on the page that scrolls around it."""
    page = page_around(widget)
    assert page is not None
    top = top_in(widget, page.viewport())
    return widget.isVisible() and top >= 0 and top + widget.height() <= page.viewport().height()


def stays_in_sight(act: QWidget, page: QWidget) -> bool:
    """Return whether ``act`` is seen on ``page`` however far it is scrolled."""
    return act.isVisible() and page_around(act) is None and top_in(act, page) + act.height() <= page.height()


def test_the_topics_on_the_keys_and_what_saves_a_talk_are_seen(large: Callable[..., Hands]) -> None:
    """The digits choose what is read, and the acts need no way to the end of the sheet (K5)."""
    hands = large(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    sheet, topic = page.sheet, page.sheet.head.topic
    assert topic.choice.hasFocus()
    hands.qtbot.waitUntil(lambda: is_whole(topic.chips) and is_whole(topic))
    assert top_in(topic.chips, sheet) < top_in(sheet.head.further, sheet)
    for word in ("Speichern", "Verwerfen"):
        assert stays_in_sight(button(page, word), page)
    end = top_in(sheet.people_row, sheet) + sheet.people_row.height()
    assert top_in(sheet.brief, sheet) - end <= space(6)
    hands.program.style.enlarge(1.0)
    hands.settle()
    assert top_in(topic.chips, sheet) > top_in(sheet.head.further, sheet)


@pytest.mark.parametrize(
    ("part", "act"), [("keys", "Vertretung hinzufügen …"), ("workers", "Weitere Person eintragen")]
)
def test_the_field_of_a_form_that_opens_is_seen(large: Callable[..., Hands], part: str, act: str) -> None:
    hands = large()
    page = hands.open(SettingsPage, "settings", part=part)
    if part == "workers":
        hands.click(page, act)  # the second one stands below
    hands.click(page, act)
    field = hands.program.window.focusWidget()
    hands.qtbot.waitUntil(lambda: is_whole(field))


def test_a_list_is_sorted_also_by_what_stands_in_its_second_line(large: Callable[..., Hands]) -> None:
    towns = {"Beispiel": "Probingen", "Muster": "Altheim", "Probe": "Musterstadt"}
    files = [a_case_file(client=a_client(family_name=name, town=town)) for name, town in towns.items()]
    hands = large(*files)
    page = hands.open(CasesPage, "cases")

    def order() -> list[str]:
        hands.settle()
        rows = page.table.rows
        return [str(rows.data(rows.index(line, 0))).split(",")[0] for line in range(rows.rowCount())]

    def choose(word: str) -> None:
        hands.click(page, page.sort.button.text())
        menu = only(page.sort.button, QMenu)
        next(each for each in menu.actions() if each.text() == word).trigger()
        menu.close()
        hands.settle()

    assert page.sort.button.text() == "Sortiert nach: Name"
    assert order() == ["Beispiel", "Muster", "Probe"]
    choose("Ort")
    assert order() == ["Muster", "Probe", "Beispiel"]
    choose("Absteigend")
    assert order() == ["Beispiel", "Probe", "Muster"]
    assert page.sort.button.text() == "Sortiert nach: Ort"
    hands.program.style.enlarge(1.0)
    hands.settle()
    assert not page.sort.button.isVisible()  # every column has its head


def test_the_acts_of_the_chosen_deadline_are_seen_and_its_line(large: Callable[..., Hands]) -> None:
    files = [a_case_file(client=a_client(family_name=f"Probe {number}")) for number in range(6)]
    parts = [a_participant(each.case.key, next_step="Antrag", next_step_due=TODAY) for each in files]
    hands = large(*files, talks=tuple(a_talk(participants=(part,)) for part in parts))
    page = hands.open(DeadlinesPage, "deadlines")
    acts = [each for each in page.bar.findChildren(QPushButton) if each.isVisible()]
    assert acts
    assert all(stays_in_sight(each, page) for each in acts)
    assert page.bar.height() == page.bar.heightForWidth(page.bar.width())  # all the rest is for the list
    around = page_around(page.table)
    assert around is not None
    chosen = page.table.visualRect(page.table.currentIndex())
    top = page.table.viewport().mapTo(around.viewport(), chosen.topLeft()).y()
    assert 0 <= top <= around.viewport().height() - chosen.height()


def test_the_list_of_deadlines_keeps_half_of_the_page_beside_the_acts_of_its_line(
    large: Callable[..., Hands],
) -> None:
    words = "Antrag auf Weiterbewilligung mitbringen und beim Jobcenter nach dem Bescheid fragen"
    files = [a_case_file(client=a_client(family_name=f"Probe {number}")) for number in range(6)]
    parts = [a_participant(each.case.key, next_step=words, next_step_due=TODAY) for each in files]
    hands = large(*files, talks=tuple(a_talk(participants=(part,)) for part in parts))
    page = hands.open(DeadlinesPage, "deadlines")
    around = page_around(page.table)
    assert around is not None
    assert page.bar.isVisible()
    top = page.table.mapTo(around.viewport(), QPoint(0, 0)).y()
    assert around.viewport().height() - top >= page.height() / 2
    right = page.table.mapTo(page, QPoint(page.table.width(), 0)).x()
    assert page.bar.mapTo(page, QPoint(page.bar.width(), 0)).x() == right


def test_the_list_of_what_was_settled_is_whole_and_no_page_scrolls_around_it(
    large: Callable[..., Hands],
) -> None:
    """Its frame stood open at the lower edge, and the text in it was cut."""
    hands = large(*(a_case_file(client=a_client(family_name=f"Probe {number}")) for number in range(6)))
    page = hands.open(DeadlinesPage, "deadlines")
    page.spans.choose(DONE)
    page.refresh()
    hands.settle()
    assert page.done.rows.rowCount() > 6
    page.setFixedHeight(648)  # as with the line of notices below it
    hands.settle()
    assert is_whole(page.done)


def test_three_deadlines_are_seen_at_first_sight_and_the_filters_are_a_menu_each(
    large: Callable[..., Hands],
) -> None:
    """Chips of five lines left it one row and a half; with text of ordinary size they are chips again."""
    files = [a_case_file(client=a_client(family_name=f"Probe {number}")) for number in range(6)]
    parts = [a_participant(each.case.key, next_step="Antrag", next_step_due=TODAY) for each in files]
    hands = large(*files, talks=tuple(a_talk(participants=(part,)) for part in parts))
    page = hands.open(DeadlinesPage, "deadlines")
    around = page_around(page.table)
    assert around is not None
    top = page.table.mapTo(around.viewport(), QPoint(0, 0)).y()
    assert page.table.rows_in(around.viewport().height() - top) >= 3
    menu = page.chips.open_menu()
    next(each for each in menu.actions() if each.text().startswith("Nächste Schritte")).trigger()
    menu.close()
    hands.settle()
    assert page.chips.key() == "step"
    assert buttons(page.chips) == ["Nächste Schritte  6"]
    (folded,) = (each for each in page.chips.findChildren(QPushButton) if each.isVisible())
    assert folded.accessibleName() == "Fristen nach Art: Nächste Schritte  6"
    hands.program.style.enlarge(1.0)
    hands.settle()
    assert page.chips.button("step").isVisible()


def test_what_saves_a_form_of_a_case_is_seen_as_long_as_the_form(large: Callable[..., Hands]) -> None:
    hands = large(a_case_file())
    page = hands.open(CasePage, "case", case_id=1, tab="agreement")
    save = button(page, "Speichern")
    assert stays_in_sight(save, page)
    assert is_whole(part_of(page, "agreement").first_field())
    page.go("consents")
    hands.settle()
    assert not save.isVisible()


@pytest.mark.parametrize(
    ("part", "title"),
    [
        ("agreement", "Beratungsvereinbarung"),
        ("rest", "Fall ruhen lassen"),
        ("ending", "Fall beenden"),
        ("decide", "Verlängern, ruhen lassen oder beenden"),
        ("withdraw", "Einwilligung widerrufen"),
        ("erasure", "Das wird gelöscht"),
        ("erasure", "Endgültig löschen"),
    ],
)
def test_a_form_names_the_person_where_the_head_of_the_file_has_scrolled_away(
    large: Callable[..., Hands], part: str, title: str
) -> None:
    hands = large(a_case_file())
    page = hands.open(CasePage, "case", case_id=1, tab=part)
    assert f"{title} · Musterfrau, Samira" in hands.words(part_of(page, part)).splitlines()


def test_the_fields_of_a_start_stand_below_each_other_before_one_is_cut(large: Callable[..., Hands]) -> None:
    hands = large(a_case_file())
    page: Any = hands.program.window.open_page("period", case_id=1, part="start")
    hands.settle()
    form = only(page, StartForm)
    form.brought.setChecked(True)
    hands.settle()
    label = form.day_row.label
    assert label.isVisible()
    assert label.width() >= label.sizeHint().width()
