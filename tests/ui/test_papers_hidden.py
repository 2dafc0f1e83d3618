"""F8 hides the papers that name other people (issue 5, point 7; story 23): in a paper no name gives way."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.cases.acts import PrintAct
from intman_desktop.ui.cases.acts_bar import PRINT
from intman_desktop.ui.cases.page import CasesPage
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.values.work_views import Paper
from tests.builders import a_case_file, a_client, a_plan
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands, only
from tests.ui.test_pdf_view import paper


def view_of(qtbot: QtBot, frame: Frame, *, names_no_other: bool = False) -> PaperView:
    rest = QWidget()
    qtbot.addWidget(rest)
    view = PaperView(frame, rest, names_no_other=names_no_other)
    qtbot.addWidget(view)
    view.show_paper(Paper("period_certificate", "Bescheinigungen", "Bescheinigungen.pdf", paper(6)))
    return view


def says_why(view: PaperView) -> bool:
    return any("F8" in each.text() for each in view.findChildren(QLabel) if each.isVisible())


def test_a_paper_that_names_others_is_not_seen_while_names_are_hidden(qtbot: QtBot, frame: Frame) -> None:
    view = view_of(qtbot, frame)
    pages = view.pdf.view
    assert pages.isVisible()
    frame.curtain.draw(True)
    assert not pages.isVisible() and says_why(view)
    frame.curtain.draw(False)
    assert pages.isVisible() and not says_why(view)
    view.close_paper()
    frame.curtain.draw(True)
    assert not view_of(qtbot, frame).pdf.view.isVisible()


def test_a_paper_of_who_sits_opposite_stays(qtbot: QtBot, frame: Frame) -> None:
    view = view_of(qtbot, frame, names_no_other=True)
    frame.curtain.draw(True)
    assert view.pdf.view.isVisible() and not says_why(view)


def test_the_papers_of_marked_cases_are_hidden(qtbot: QtBot, open_program: OpenProgram) -> None:
    people = [a_case_file(client=a_client(family_name=name), plan=a_plan()) for name in ("Ende", "Muster")]
    hands = Hands(qtbot, open_program(people))
    page = hands.open(CasesPage, "cases")
    page.table.mark([1, 2])
    page.acts.wanted.emit(PRINT)
    hands.settle()
    assert isinstance(page.act, PrintAct)
    page.act.run()
    hands.settle()
    view = only(page, PaperView)
    assert view.pdf.view.isVisible()
    hands.program.frame.curtain.draw(True)
    assert not view.pdf.view.isVisible()
