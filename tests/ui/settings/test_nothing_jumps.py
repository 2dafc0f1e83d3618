"""What one types into the settings moves nothing: neither the fields below nor the one with the cursor."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.services.keeping.settings import change_office
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.settings.notice_change_card import NoticeChangeCard
from intman_desktop.ui.settings.office_part import DutiesPart
from intman_desktop.ui.settings.page import SettingsPage
from tests.builders import a_case_file
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands, only


def duties(hands: Hands) -> DutiesPart:
    page = hands.program.window.page()
    assert isinstance(page, SettingsPage)
    shown = page.parts["duties"]
    assert isinstance(shown, DutiesPart)
    return shown


def field(hands: Hands, name: str) -> QWidget:
    row = duties(hands).bound[name].row
    assert row is not None
    return row.field


def height(hands: Hands, name: str) -> int:
    """Return how far below the upper edge of the window a field is seen."""
    hands.settle()
    return field(hands, name).mapTo(hands.program.window, QPoint(0, 0)).y()


def opened(qtbot: QtBot, open_program: OpenProgram, **office: str) -> Hands:
    hands = Hands(qtbot, open_program())
    hands.program.frame.do(change_office, office)
    hands.settle()
    hands.open(SettingsPage, "settings", part="duties")
    return hands


def saved(hands: Hands) -> None:
    """Save by the keys; the button that has them shows that it is pressed for a moment."""
    hands.save()
    hands.qtbot.waitUntil(lambda: hands.notice() == "Einstellungen gespeichert")
    hands.settle()


def test_no_field_moves_as_the_first_letter_of_who_is_responsible_is_typed_or_taken_out(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """The link that fills the field goes, its place stays until it is saved: then no empty line is left."""
    hands = opened(qtbot, open_program, controller="", purposes="")
    assert duties(hands).take_provider.isVisible()
    before = height(hands, "controller_address")
    field(hands, "controller").setFocus()
    for key in ("S", "t"):
        hands.type(key)
        assert not duties(hands).take_provider.isVisible()
        assert height(hands, "controller_address") == before
    hands.press(Qt.Key.Key_Backspace)
    hands.press(Qt.Key.Key_Backspace)
    assert duties(hands).take_provider.isVisible()
    assert height(hands, "controller_address") == before
    hands.type("Stadt Musterstadt")
    assert height(hands, "controller_address") == before
    at_cursor = height(hands, "controller")
    saved(hands)
    assert height(hands, "controller") == at_cursor
    closed_up = height(hands, "controller_address")
    assert closed_up < before
    hands.open(OverviewPage, "overview")
    hands.open(SettingsPage, "settings", part="duties")
    assert height(hands, "controller_address") == closed_up


def test_what_is_saved_elsewhere_moves_no_field_while_one_types_who_is_responsible(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """The settings are read again for it, and what was typed here is put back."""
    hands = opened(qtbot, open_program, controller="", purposes="")
    before = height(hands, "controller_address")
    field(hands, "controller").setFocus()
    hands.type("Stadt")
    hands.program.frame.do(change_office, {"phone": "0751 0000"})
    assert height(hands, "controller_address") == before
    assert not duties(hands).take_provider.isVisible()


def test_a_link_that_was_no_longer_offered_leaves_no_empty_line_after_what_was_typed_is_discarded(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    hands = opened(qtbot, open_program, controller="Stadt Musterstadt")
    before = height(hands, "controller_address")
    hands.into(field(hands, "controller"), "")
    assert height(hands, "controller_address") > before
    hands.click(hands.program.window, "Verwerfen")
    assert height(hands, "controller_address") == before


def test_the_field_with_the_cursor_stays_where_it_is_when_nothing_lacks_any_more(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """The card above, which named what papers lacked, goes as the last of it is saved."""
    hands = opened(qtbot, open_program, storage_time="")
    hands.into(field(hands, "recipients"), "niemand sonst")
    field(hands, "storage_time").setFocus()
    hands.settle()
    before = height(hands, "storage_time")
    hands.type("solange die Beratung dauert")
    saved(hands)
    assert abs(height(hands, "storage_time") - before) <= 1


def told_of_the_notice(qtbot: QtBot, open_program: OpenProgram) -> tuple[Hands, NoticeChangeCard]:
    """Return the settings where somebody was given the Datenschutzerklärung, and the question on it."""
    hands = Hands(qtbot, open_program([a_case_file()]))
    page = hands.open(SettingsPage, "settings", part="duties")
    return hands, only(page, NoticeChangeCard)


def test_e6_the_question_on_the_notice_takes_the_cursor_from_nobody_who_types_on(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """The next blank went to the link above and opened the paper; the line of notices leads there instead."""
    hands, question = told_of_the_notice(qtbot, open_program)
    recipients = field(hands, "recipients")
    hands.into(recipients, "")
    recipients.setFocus()
    hands.type("niemand")
    before = height(hands, "recipients")
    saved(hands)
    assert question.isVisible()
    assert hands.here() is recipients
    assert abs(height(hands, "recipients") - before) <= 1
    hands.type(" sonst")
    assert duties(hands).bound["recipients"].read() == "niemand sonst"
    hands.click(hands.program.window.notices, "Frage zur Datenschutzerklärung")
    assert hands.here() is question.show_notice


def test_e6_whoever_saves_by_the_button_is_led_to_the_question_on_the_notice(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    hands, question = told_of_the_notice(qtbot, open_program)
    hands.into(field(hands, "recipients"), "niemand")
    page = hands.program.window.page()
    assert isinstance(page, SettingsPage)
    page.save.setFocus()
    hands.click(page, "Speichern")
    hands.settle()
    assert hands.here() is question.show_notice
