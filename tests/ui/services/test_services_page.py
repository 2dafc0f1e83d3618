"""The directory of Anlaufstellen in the real window (P7)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.gate.directory import services_list
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.services.page import ServicesPage
from intman_desktop.ui.settings.lists_part import ListsPart
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.values.office import Service
from tests.ui.hands import Hands
from tests.ui.speaking import pick, silent_controls

OpenProgram = Callable[..., Program]


def settle(qtbot: QtBot, program: Program) -> None:
    for _round in range(2):
        qtbot.waitUntil(program.workers.idle, timeout=20_000)
        QApplication.processEvents()


def opened(qtbot: QtBot, program: Program) -> ServicesPage:
    page = program.window.open_page("services")
    assert isinstance(page, ServicesPage)
    settle(qtbot, program)
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    return page


def names(page: ServicesPage, title: str = "Name") -> list[str]:
    """Return what stands in the column under ``title``; nothing where there is no such column."""
    rows = page.table.rows
    titles = [column.title for column in rows.columns]
    if title not in titles:
        return []
    column = titles.index(title)
    return [str(rows.data(rows.index(row, column))) for row in range(rows.rowCount())]


def stored(qtbot: QtBot, program: Program) -> dict[str, Service]:
    found: list[tuple[Service, ...]] = []
    program.frame.ask(services_list, on_done=found.append)
    settle(qtbot, program)
    return {service.name: service for service in found[0]}


def button(page: ServicesPage, words: str) -> QAbstractButton:
    return next(each for each in page.findChildren(QAbstractButton) if each.text() == words)


def texts(page: ServicesPage) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def said(page: ServicesPage) -> list[str]:
    return [each.text() for each in page.form.findChildren(QLabel) if each.isVisible()]


def choose(qtbot: QtBot, program: Program, page: ServicesPage, text: str) -> None:
    page.search.setFocus()
    page.search.clear()
    qtbot.keyClicks(page.search, text)
    settle(qtbot, program)
    page.table.setFocus()
    settle(qtbot, program)


def test_p7_a_service_is_entered_by_keys_alone_and_taken_back(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = open_program()
    page = opened(qtbot, program)
    assert page.search.hasFocus()
    qtbot.keyClick(button(page, "Neue Anlaufstelle"), Qt.Key.Key_Space)
    assert page.form.name.hasFocus()
    qtbot.keyClicks(page.form.name, "Haus am Markt")
    qtbot.keyClick(page.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.form.kind.line().hasFocus)
    pick(qtbot, page.form.kind, "Verein")
    page.form.hours.setFocus()
    qtbot.keyClicks(page.form.hours, "Mo 8-12")
    qtbot.keyClick(page.form.hours, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: program.window.notices.text() == "Anlaufstelle gespeichert")
    settle(qtbot, program)
    assert "Haus am Markt" in names(page)
    saved = stored(qtbot, program)["Haus am Markt"]
    assert (saved.hours, bool(saved.code), bool(saved.kind)) == ("Mo 8-12", True, True)
    Hands(qtbot, program).answer_notice()
    assert "Haus am Markt" not in names(page)


def test_p7_a_service_that_is_gone_is_put_out_of_use(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program()
    page = opened(qtbot, program)
    choose(qtbot, program, page, "jugend")
    assert page.form.name.value() == "Jugendamt"
    qtbot.mouseClick(page.form.active, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    assert not stored(qtbot, program)["Jugendamt"].active
    assert names(page, "Stand")[names(page).index("Jugendamt")] == "außer Gebrauch"


def test_typing_narrows_the_list_and_nothing_found_is_said(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program()
    page = opened(qtbot, program)
    whole = len(names(page))
    choose(qtbot, program, page, "schuldner")
    assert names(page) == ["Schuldnerberatung"]
    assert f"1 von {whole}" in texts(page)
    choose(qtbot, program, page, "xyz")
    assert "Keine Anlaufstelle passt dazu." in texts(page)


def test_leaving_what_is_not_saved_asks_first(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program()
    page = opened(qtbot, program)
    choose(qtbot, program, page, "amt")
    first = page.form.shown()
    qtbot.keyClicks(page.form.name, " neu")
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    question = page.findChildren(Confirm)[-1]
    qtbot.mouseClick(question.safe, Qt.MouseButton.LeftButton)
    assert page.form.shown() == first
    assert page.unsaved() is not None
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.mouseClick(page.findChildren(Confirm)[-1].act, Qt.MouseButton.LeftButton)
    assert page.form.shown() != first
    assert page.unsaved() is None


def test_what_was_typed_comes_back_after_locking(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program()
    page = opened(qtbot, program)
    qtbot.mouseClick(button(page, "Neue Anlaufstelle"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.form.name, "Haus am Markt")
    held = page.unsaved()
    assert held is not None
    program.window.drop_pages()
    again = opened(qtbot, program)
    again.restore(held)
    settle(qtbot, program)
    assert again.form.name.value() == "Haus am Markt"
    assert silent_controls(again) == []
    qtbot.mouseClick(again.form.discard, Qt.MouseButton.LeftButton)
    assert again.unsaved() is None


def test_a_kind_that_is_chosen_or_typed_stays_when_the_directory_is_read_again(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """The next letter of the search reads it, and so does every change of it."""
    program = open_program()
    page = opened(qtbot, program)
    qtbot.mouseClick(button(page, "Neue Anlaufstelle"), Qt.MouseButton.LeftButton)
    pick(qtbot, page.form.kind, "Verein")
    chosen = page.form.kind.code()
    page.search.setText("j")
    settle(qtbot, program)
    assert page.form.kind.code() == chosen != ""
    page.form.kind.line().setText("Fahrrad")
    page.form.kind.settle()
    page.refresh()
    settle(qtbot, program)
    assert page.form.kind.draft() == "?Fahrrad"


def test_a_change_of_a_service_that_is_put_back_is_still_unsaved(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """Its draft stays, and whoever chooses another row is asked."""
    program = open_program()
    page = opened(qtbot, program)
    choose(qtbot, program, page, "jugendamt")
    pick(qtbot, page.form.kind, "Verein")
    held = page.unsaved()
    assert held is not None
    program.window.drop_pages()
    again = opened(qtbot, program)
    again.search.setText("suchtberatung")
    settle(qtbot, program)
    again.restore(held)
    assert again.unsaved() == held
    settle(qtbot, program)
    assert again.unsaved() == held and again.form.kind.code() == held["typed"]["kind"]
    choose(qtbot, program, again, "suchtberatung")
    qtbot.mouseClick(again.findChildren(Confirm)[-1].safe, Qt.MouseButton.LeftButton)
    assert again.unsaved() == held
    qtbot.mouseClick(again.form.discard, Qt.MouseButton.LeftButton)
    assert again.unsaved() is None and again.form.name.value() == "Jugendamt"


def test_what_is_discarded_of_a_service_can_be_fetched_back(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = open_program()
    hands, page = Hands(qtbot, program), opened(qtbot, program)
    hands.click(page, "Neue Anlaufstelle")
    hands.into(page.form.name, "Haus am Markt")
    hands.click(page.form, "Verwerfen")
    assert (page.form.name.value(), hands.notice()) == ("", "Verworfen: die Änderungen.")
    hands.answer_notice()
    assert page.form.name.value() == "Haus am Markt"
    hands.click(page.form, "Verwerfen")
    assert page.unsaved() is None


def test_e3_the_consent_that_a_kind_asks_for_is_seen_and_chosen(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = open_program()
    page = opened(qtbot, program)
    choose(qtbot, program, page, "suchtberatung")
    assert names(page, "Nur mit Einwilligung") == ["Gesundheit und Behinderung"]
    assert "Vermitteln nur mit der Einwilligung zu: Gesundheit und Behinderung." in said(page)
    assert "Gesundheit und Behinderung" in page.form.kind.accessibleDescription()
    pick(qtbot, page.form.kind, "Verein")
    assert not any(words.startswith("Vermitteln nur") for words in said(page))
    qtbot.mouseClick(page.form.discard, Qt.MouseButton.LeftButton)
    choose(qtbot, program, page, "jugendamt")
    assert names(page, "Nur mit Einwilligung") == []
    height = page.table.verticalHeader().defaultSectionSize()
    assert height == page.table.line_height(), "a column that says nothing takes no second line"


def test_with_large_text_a_click_brings_up_the_form_below_the_list(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = open_program()
    page = opened(qtbot, program)

    def click_on(row: int) -> int:
        """Click on a row and return how far below the top of the page the form then begins."""
        settle(qtbot, program)
        place = page.table.visualRect(page.table.rows.index(row, 0)).center()
        qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        settle(qtbot, program)
        return page.form.mapTo(page, QPoint(0, 0)).y()

    click_on(1)
    assert page.table.isVisible() and not page.table.visibleRegion().isEmpty()
    program.style.enlarge(2.0)
    settle(qtbot, program)
    below = page.form.mapTo(page, QPoint(0, 0)).y()
    assert below > page.table.mapTo(page, QPoint(0, 0)).y()
    assert page.table.height() >= page.table.height_of(6)
    assert click_on(0) < below
    assert page.form.name.value() and not page.form.name.visibleRegion().isEmpty()


def test_e3_a_kind_of_the_offices_own_marks_its_services_as_health(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = open_program()
    page = opened(qtbot, program)
    qtbot.mouseClick(page.form.change_kinds, Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    settings = program.window.page()
    assert isinstance(settings, SettingsPage)
    lists = settings.parts["lists"]
    assert isinstance(lists, ListsPart)
    assert (settings.tabs.key(), lists.which.code()) == ("lists", "service_kinds")
    qtbot.mouseClick(lists.add, Qt.MouseButton.LeftButton)
    own = lists.rows[-1]
    qtbot.keyClicks(own.label, "Selbsthilfegruppe")
    assert own.need is not None
    own.need.set_code("health")
    qtbot.mouseClick(settings.save, Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    page = opened(qtbot, program)
    qtbot.mouseClick(button(page, "Neue Anlaufstelle"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.form.name, "Gruppe am Markt")
    pick(qtbot, page.form.kind, "Selbsthilfe")
    assert "Vermitteln nur mit der Einwilligung zu: Gesundheit und Behinderung." in said(page)
    qtbot.mouseClick(page.form.save, Qt.MouseButton.LeftButton)
    settle(qtbot, program)
    row = names(page).index("Gruppe am Markt")
    assert names(page, "Nur mit Einwilligung")[row] == "Gesundheit und Behinderung"
