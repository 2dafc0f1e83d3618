"""What stays in its place, in sight and under the cursor in the plan of a case (I8, I9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.papers.paper_kinds import INTEGRATION_PLAN, PERIOD_CERTIFICATE
from intman_desktop.services.papers.papers import paper
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.scroll_page import ScrollPage, page_around
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.values.case_file import PlanVersion
from intman_desktop.values.codes import Block
from tests.builders import a_case_file, a_talk
from tests.ui.case.journeys import OnCase
from tests.ui.hands import button, buttons, only


@pytest.fixture
def plan(on_case: Callable[..., OnCase]) -> tuple[OnCase, PlanPanel]:
    """Return the case opened at its plan, with the panel."""
    case = on_case(a_case_file(), tab="plan")
    return case, case.panel("plan").plan


def choose(case: OnCase, panel: PlanPanel, block: Block) -> None:
    """Click a block in the list."""
    case.hands.qtbot.mouseClick(panel.blocks.button(block), Qt.MouseButton.LeftButton)
    case.hands.settle()


def page_of(panel: PlanPanel) -> ScrollPage:
    """Return the page that the plan scrolls in."""
    page = page_around(panel)
    assert page is not None
    return page


def in_sight(widget: QWidget, page: ScrollPage) -> bool:
    """Return whether ``widget`` is seen from edge to edge."""
    top = widget.mapTo(page.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= page.viewport().height()


def hand_out(case: OnCase, panel: PlanPanel) -> None:
    """Hand the plan out as far as it is."""
    act = button(panel.head, "Aushändigen")
    act.setFocus()
    case.hands.qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    case.hands.settle()
    (question,) = (each for each in panel.findChildren(Confirm) if each.isVisible())
    case.hands.click(question, "So aushändigen")


def test_the_list_of_blocks_stays_where_it_is_when_one_is_chosen(plan: tuple[OnCase, PlanPanel]) -> None:
    """Whoever clicks one after the other hits what stands there: the page does not slip down below it."""
    case, panel = plan
    page = page_of(panel)
    choose(case, panel, Block.PERSONAL)
    page.verticalScrollBar().setValue(page.height_above(panel.blocks) - 60)
    case.hands.settle()
    before = panel.blocks.mapTo(page.viewport(), QPoint(0, 0)).y()
    assert 0 < before < 80
    for block in (*Block, *reversed(Block)):
        choose(case, panel, block)
        QApplication.processEvents()
        assert panel.blocks.mapTo(page.viewport(), QPoint(0, 0)).y() == before, block


def test_what_saves_a_goal_and_what_keeps_a_review_stay_in_sight(plan: tuple[OnCase, PlanPanel]) -> None:
    """Of a new goal nothing but fields was seen, and its act stood more than a window further down."""
    case, panel = plan
    choose(case, panel, Block.GOALS)
    case.hands.click(panel.pane, "Ziel vereinbaren")
    save = button(case.page, "Ziel speichern")
    assert page_around(save) is None and panel.foot.isAncestorOf(save)
    case.hands.qtbot.mouseClick(button(panel.foot, "Abbrechen"), Qt.MouseButton.LeftButton)
    case.hands.settle()
    assert not panel.foot.isVisible() and panel.isAncestorOf(case.hands.here())
    case.hands.click(panel.pane, "Überprüfen")
    assert buttons(panel.foot)[0] == "Festhalten"
    choose(case, panel, Block.LANGUAGE)
    assert buttons(panel.foot) == ["Angaben speichern", "Verwerfen"]


def test_the_act_that_saves_a_block_stays_in_sight(plan: tuple[OnCase, PlanPanel]) -> None:
    """Only of the blocks that are saved as a whole, and only while the plan is seen."""
    case, panel = plan
    for block in Block:
        choose(case, panel, block)
        assert panel.foot.isVisible() is (block not in (Block.GOALS, Block.COURSE))
    choose(case, panel, Block.PERSONAL)
    case.go("talks")
    assert not panel.foot.isVisible()
    case.go("plan")
    assert panel.foot.isVisible()


def test_i8_not_asked_because_opens_with_its_field_and_its_button_in_sight(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    """The line stands at the lower edge of a long block."""
    case, panel = plan
    choose(case, panel, Block.EDUCATION)
    link = button(panel.pane.reason, "Nicht erhoben, weil …")
    page = page_of(panel)
    page.verticalScrollBar().setValue(page.height_above(link) + link.height() - page.viewport().height())
    case.hands.settle()
    case.hands.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    case.hands.settle()
    assert panel.pane.reason.field.hasFocus()
    assert in_sight(panel.pane.reason, page)
    assert in_sight(button(panel.pane.reason, "Begründung speichern"), page)


def versions(case: OnCase) -> tuple[PlanVersion, ...]:
    """Return the versions of the plan that are kept."""
    kept = case.file().plan
    assert kept is not None
    return kept.versions


def test_the_cursor_comes_back_from_the_paper_to_the_button_that_showed_it(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    """Closed with the mouse: Enter must not open another page then."""
    case, panel = plan
    hand_out(case, panel)
    case.hands.click(case.page, "Zurück")
    assert case.hands.program.window.focusWidget() is button(panel.head, "Aushändigen")


def test_i9_a_version_that_was_kept_too_soon_is_taken_back_with_its_paper(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    """Nobody prints what is kept no longer."""
    case, panel = plan
    hand_out(case, panel)
    view = only(case.page, PaperView)
    assert view.isVisible() and len(versions(case)) == 1
    case.undo()
    assert not view.isVisible()
    assert versions(case) == ()


def test_i9_a_version_is_taken_back_no_more_once_its_paper_is_saved_or_printed(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    """Somebody may hold it in the hand: it stays readable as it was."""
    case, panel = plan
    hand_out(case, panel)
    printed_of(case, only(case.page, PaperView))
    case.undo()
    assert case.hands.notice() == "Das lässt sich nicht mehr zurücknehmen."
    assert [each.number for each in versions(case)] == [1]


def test_i9_whoever_has_read_the_paper_to_its_end_can_still_take_the_version_back(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    """The line is said once more as the paper is laid aside, however long it was read; and then no more."""
    case, panel = plan
    hand_out(case, panel)
    notices = case.hands.program.window.notices
    notices.clear()
    case.hands.click(case.page, "Zurück")
    assert case.hands.notice() == "Die Fassung ist festgehalten."
    case.undo()
    assert versions(case) == ()
    hand_out(case, panel)
    case.hands.click(case.page, "Zurück")
    notices.clear()
    choose(case, panel, Block.COURSE)
    case.hands.click(panel.pane, "Fassung 1 vom 20.11.2026")
    case.hands.click(case.page, "Zurück")
    assert case.hands.notice() == ""


def test_i9_a_version_is_not_offered_to_be_taken_back_when_it_is_read_later_as_an_older_one(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    """Whoever left its paper by another way than "Zurück" went on from it."""
    case, panel = plan
    hand_out(case, panel)
    case.hands.open(OverviewPage, "overview")
    case.go("plan")
    case.hands.program.window.notices.clear()
    choose(case, panel, Block.COURSE)
    case.hands.click(panel.pane, "Fassung 1 vom 20.11.2026")
    case.hands.click(case.page, "Zurück")
    assert case.hands.notice() == ""


def test_i9_a_version_does_not_take_the_way_back_of_what_was_done_since(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    """What was said last stays in the line of notices, and is what Ctrl+Z takes back."""
    case, panel = plan
    hand_out(case, panel)
    frame, talk = case.hands.program.frame, a_talk(case.file().case.key, on=date(2026, 11, 19))
    frame.do(note_talk, talk, said="Gespräch gespeichert")
    case.hands.settle()
    case.hands.click(case.page, "Zurück")
    assert case.hands.notice() == "Gespräch gespeichert"
    case.undo()
    assert case.hands.notice() == "Rückgängig gemacht."
    assert len(versions(case)) == 1


def test_i9_a_version_whose_paper_went_out_is_not_offered_to_be_taken_back(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    case, panel = plan
    hand_out(case, panel)
    printed_of(case, only(case.page, PaperView))
    case.hands.program.window.notices.clear()
    case.hands.click(case.page, "Zurück")
    assert case.hands.notice() == ""


def printed_of(case: OnCase, view: PaperView) -> None:
    """Let the paper that is shown begin to be printed."""
    view.pdf.on_print_begun(case.hands.program.frame.make(lambda: None, on_done=lambda _none: None), None)


def test_another_paper_that_goes_out_leaves_the_ways_back(plan: tuple[OnCase, PlanPanel]) -> None:
    """A certificate that is printed says nothing of the version that was kept by mistake."""
    case, panel = plan
    hand_out(case, panel)
    frame, view = case.hands.program.frame, only(case.page, PaperView)
    view.close_paper()
    certificate = case.hands.asked(paper, PERIOD_CERTIFICATE, 1)
    view.show_paper(certificate)
    printed_of(case, view)
    frame.goes_out((INTEGRATION_PLAN, 17))
    case.undo()
    assert versions(case) == ()
