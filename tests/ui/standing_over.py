"""Whatever can stand over the window: questions, cards, menus, lists and the dialogs of Qt."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QContextMenuEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QWidget

from intman_desktop.services.papers import papers
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.cases.lists_menu import ListsMenu
from intman_desktop.ui.cases.page import CasesPage
from intman_desktop.ui.crash import CrashDialog
from intman_desktop.ui.help_card import HelpCard
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.line_sign import LineSign
from intman_desktop.ui.parts.places import ask_for_folder, ask_where_to_save
from intman_desktop.ui.pdf_view import PdfView
from intman_desktop.ui.talk.page import TalkPage
from tests.ui.hands import Hands, only


class Stubborn(QDialog):
    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        event.ignore()


def a_question(hands: Hands) -> QWidget:
    return ask(hands.program.window, "Löschen?", "Danach ist es weg.", "Löschen", lambda: None)


def a_stubborn_dialog(hands: Hands) -> QWidget:
    dialog = Stubborn(hands.program.window)
    dialog.setModal(True)
    dialog.show()
    return dialog


def two_dialogs(hands: Hands) -> QWidget:
    first = a_stubborn_dialog(hands)
    second = Stubborn(first)
    second.setModal(True)
    second.show()
    return second


def a_menu(hands: Hands) -> QWidget:
    page = hands.open(CasesPage, "cases")
    return page.findChildren(ListsMenu)[0].open_menu()


def the_menu_of_a_field(hands: Hands) -> QWidget:
    search = hands.program.window.top_bar.search
    middle = search.rect().center()
    QApplication.sendEvent(
        search, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, search.mapToGlobal(middle))
    )
    menu = QApplication.activePopupWidget()
    assert menu is not None
    return menu


def a_list_of_what_was_found(hands: Hands) -> QWidget:
    search = hands.program.window.top_bar.search
    search.setFocus()
    hands.qtbot.keyClicks(search, "Muster")
    hands.qtbot.waitUntil(search.popup.isVisible)
    return search.popup


def a_list_of_choices(hands: Hands) -> QWidget:
    page = hands.open(CasePage, "case", case_id=1, tab="request")
    field = next(each for each in page.findChildren(QComboBox) if each.isVisible())
    field.showPopup()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    return popup


def a_calendar(hands: Hands) -> QWidget:
    page = hands.open(TalkPage, "talk", case_id=1)
    field = next(each for each in page.findChildren(DateField) if each.isVisible())
    hands.qtbot.mouseClick(only(field, LineSign), Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    return popup


def a_print_dialog(hands: Hands) -> QWidget:
    a_paper(hands).ask_printer()
    (dialog,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, QPrintDialog)]
    return dialog


def a_paper(hands: Hands) -> PdfView:
    page = hands.open(CasePage, "case", case_id=1, tab="papers")
    view = only(page, PaperView)
    view.show_paper(hands.asked(papers.emergency_sheet, "ABCD-EFGH-IJKL"))
    return view.pdf


def a_file_dialog(hands: Hands) -> QFileDialog:
    return ask_where_to_save(hands.program.window, "Speichern", "IM-1.pdf", "PDF (*.pdf)", lambda _f: None)


def a_folder_dialog(hands: Hands) -> QFileDialog:
    return ask_for_folder(hands.program.window, "Ordner", lambda _folder: None)


def a_card_that_is_read(hands: Hands) -> QWidget:
    card = HelpCard(hands.program.window, "")
    card.show()
    return card


def the_crash_dialog(hands: Hands) -> QWidget:
    dialog = CrashDialog(hands.program.window, "AB12", "")
    dialog.open()
    return dialog


def a_question_over_a_file_dialog(hands: Hands) -> QWidget:
    return ask(a_file_dialog(hands), "Ersetzen?", "Die Datei ist schon da.", "Ersetzen", lambda: None)


OVER = [
    a_question, a_stubborn_dialog, two_dialogs, a_menu, the_menu_of_a_field, a_list_of_what_was_found,
    a_list_of_choices, a_calendar, a_print_dialog, a_file_dialog, a_folder_dialog, a_card_that_is_read,
    the_crash_dialog, a_question_over_a_file_dialog,
]  # fmt: skip
