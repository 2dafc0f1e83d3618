"""What is typed in a block of the plan beside an act that is taken back (I5, I7, I8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.plans.planning import set_block_reason
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.values.case_file import Answer
from intman_desktop.values.codes import Block
from intman_desktop.values.office import OwnBlock
from tests.builders import a_case_file, a_client, a_plan
from tests.ui.case.journeys import OnCase
from tests.ui.hands import button

SPOKEN = Answer("german_spoken", "a1", date(2026, 1, 12))


@pytest.fixture
def plan(on_case: Callable[..., OnCase]) -> tuple[OnCase, PlanPanel]:
    """Return the case opened at its plan, with the panel."""
    file = a_case_file(client=a_client(town="Ulm"), answers=(SPOKEN,), plan=a_plan(steps="", course=""))
    case = on_case(file, tab="plan")
    return case, case.panel("plan").plan


def choose(case: OnCase, panel: PlanPanel, block: Block) -> None:
    """Click a block in the list."""
    case.hands.qtbot.mouseClick(panel.blocks.button(block), Qt.MouseButton.LeftButton)
    case.hands.settle()


def line(panel: PlanPanel, code: str) -> Any:
    """Return the line of a field of the block that is shown."""
    return panel.pane.content.fields.widget(code).focusProxy()  # type: ignore[union-attr]


def save_fields(case: OnCase, panel: PlanPanel) -> None:
    """Click the button of the foot."""
    case.hands.qtbot.mouseClick(button(panel.foot, "Angaben speichern"), Qt.MouseButton.LeftButton)
    case.hands.settle()
    assert case.hands.notice() == "Angaben gespeichert"


def test_what_was_undone_shows_what_is_stored_and_what_is_typed_beside_it_is_saved(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    case, panel = plan
    choose(case, panel, Block.PERSONAL)
    case.hands.into(line(panel, "town"), "Biberach")
    save_fields(case, panel)
    case.hands.into(line(panel, "street"), "Lindenweg 3")
    case.undo()
    assert case.hands.notice() == "Rückgängig gemacht."
    assert line(panel, "town").text() == "Ulm"
    assert line(panel, "street").text() == "Lindenweg 3"
    save_fields(case, panel)
    client = case.file().client
    assert (client.town, client.street) == ("Ulm", "Lindenweg 3")


def test_what_was_undone_in_the_very_field_one_types_in_is_typed_over(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    """The letters stay, over the value that stands there again, in columns, answers and texts alike."""
    case, panel = plan
    choose(case, panel, Block.PERSONAL)
    case.hands.into(line(panel, "town"), "Biberach")
    save_fields(case, panel)
    case.hands.into(line(panel, "town"), "Biberach an der Riß")
    case.undo()
    assert line(panel, "town").text() == "Biberach an der Riß"
    save_fields(case, panel)
    choose(case, panel, Block.STEPS)
    case.hands.into(line(panel, "further_needs"), "Kurs")
    save_fields(case, panel)
    case.hands.into(line(panel, "further_needs"), "Kurs und Praktikum")
    case.undo()
    save_fields(case, panel)
    choose(case, panel, Block.COURSE)
    case.hands.into(panel.pane.content.text, "Es geht voran.")  # type: ignore[union-attr]
    case.click("Verlaufsstand speichern", panel.pane)
    case.hands.into(panel.pane.content.text, "Es geht gut voran.")  # type: ignore[union-attr]
    case.undo()
    case.click("Verlaufsstand speichern", panel.pane)
    assert case.hands.notice() == "Verlaufsstand gespeichert"
    file = case.file()
    assert file.client.town == "Biberach an der Riß"
    assert "Kurs und Praktikum" in {each.value for each in file.answers}
    assert file.plan is not None and file.plan.course == "Es geht gut voran."


def test_i8_a_sentence_that_there_is_no_goal_yet_is_typed_over_the_one_that_was_undone(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_case_file(plan=a_plan(goals=())), tab="plan")
    panel = case.panel("plan").plan
    choose(case, panel, Block.GOALS)
    case.hands.into(panel.pane.content.until, "1.2.2027")
    case.hands.into(panel.pane.content.reason, "Sie lernt erst Deutsch.")
    case.click("Satz speichern", panel.pane)
    case.hands.into(panel.pane.content.reason, "Sie sucht erst eine Wohnung.")
    case.undo()
    assert panel.pane.content.reason.text() == "Sie sucht erst eine Wohnung."
    case.click("Satz speichern", panel.pane)
    assert case.hands.notice() == "Satz gespeichert"
    kept = case.file().plan
    assert kept is not None and kept.no_goal_reason == "Sie sucht erst eine Wohnung."


def test_i8_a_reason_that_a_block_is_left_open_with_is_typed_over_the_one_that_was_undone(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    case, panel = plan
    choose(case, panel, Block.LANGUAGE)
    case.click("Nicht erhoben, weil …", panel.pane.reason)
    case.hands.into(panel.pane.reason.field, "Sie möchte erst ankommen.")
    case.click("Begründung speichern", panel.pane)
    case.click("Ändern", panel.pane.reason)
    case.hands.into(panel.pane.reason.field, "Der Test steht noch aus.")
    case.undo()
    assert panel.pane.reason.field.text() == "Der Test steht noch aus."
    case.click("Begründung speichern", panel.pane)
    assert case.hands.notice() == "Begründung gespeichert"
    assert "Nicht erhoben, weil: Der Test steht noch aus." in case.words()


def test_z5_signatures_are_typed_over_those_that_were_undone(plan: tuple[OnCase, PlanPanel]) -> None:
    case, panel = plan
    choose(case, panel, Block.COURSE)
    case.hands.into(panel.pane.content.client_on, "1.11.2026")  # type: ignore[union-attr]
    case.click("Unterschriften speichern", panel.pane)
    case.hands.into(panel.pane.content.client_on, "2.11.2026")  # type: ignore[union-attr]
    case.undo()
    assert panel.pane.content.client_on.text() == "02.11.2026"  # type: ignore[union-attr]
    case.click("Unterschriften speichern", panel.pane)
    assert case.hands.notice() == "Unterschriften gespeichert"
    kept = case.file().plan
    assert kept is not None and kept.client_signed_on == date(2026, 11, 2)


def test_i8_a_value_that_changed_stays_beside_the_one_before_when_another_is_undone(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    """ "Hat sich geändert" is typed on a field of which nothing was taken back."""
    case, panel = plan
    choose(case, panel, Block.LANGUAGE)
    case.hands.into(line(panel, "language_certificate_on"), "1.3.2025")
    save_fields(case, panel)
    case.click("Hat sich geändert", panel.pane)
    case.hands.into(line(panel, "german_spoken"), "B1")
    case.undo()
    assert line(panel, "language_certificate_on").text() == ""
    save_fields(case, panel)
    spoken = [each.value for each in case.file().answers if each.field == "german_spoken"]
    assert spoken == ["a1", "b1"]


def test_what_was_undone_from_another_tab_is_shown_when_one_comes_back(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    case, panel = plan
    choose(case, panel, Block.PERSONAL)
    case.hands.into(line(panel, "town"), "Biberach")
    save_fields(case, panel)
    case.hands.into(line(panel, "street"), "Lindenweg 3")
    case.hands.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    case.undo()
    case.hands.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    case.hands.settle()
    assert line(panel, "town").text() == "Ulm"
    save_fields(case, panel)
    client = case.file().client
    assert (client.town, client.street) == ("Ulm", "Lindenweg 3")


def test_i8_what_was_written_elsewhere_meanwhile_is_not_written_over_after_an_undo(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    """Only what the undone act itself had written counts as seen."""
    case, panel = plan
    choose(case, panel, Block.STEPS)
    case.hands.into(line(panel, "further_needs"), "Kurs")
    elsewhere = (Answer("further_needs", "Praktikum", None),)
    case.hands.program.frame.do(save_needs, 1, None, elsewhere)
    case.hands.settle()
    choose(case, panel, Block.STEPS)
    case.hands.program.frame.taking_back.emit()
    case.page.refresh()
    case.hands.settle()
    case.click("Angaben speichern", panel.foot)
    assert "inzwischen geändert" in case.hands.notice()
    assert {each.value for each in case.file().answers} == {"a1", "Praktikum"}


def test_i10_a_text_of_an_own_block_is_typed_over_what_was_undone(plan: tuple[OnCase, PlanPanel]) -> None:
    case, panel = plan
    block = OwnBlock("volunteering", "Ehrenamt")
    case.hands.program.frame.do(change_office, {"own_blocks": (block,)})
    case.hands.settle()
    case.page.refresh()
    case.hands.settle()
    (code,) = (each.code for each in panel.pane._form.view.own_blocks)  # type: ignore[union-attr]
    case.hands.qtbot.mouseClick(panel.blocks.button(code), Qt.MouseButton.LeftButton)
    case.hands.into(panel.pane.content.text, "Möchte helfen.")  # type: ignore[union-attr]
    save_fields(case, panel)
    case.hands.into(panel.pane.content.text, "Möchte im Verein helfen.")  # type: ignore[union-attr]
    case.undo()
    assert panel.pane.content.text.value() == "Möchte im Verein helfen."  # type: ignore[union-attr]
    save_fields(case, panel)
    assert "Möchte im Verein helfen." in {each.value for each in case.file().answers}


def test_i8_a_reason_written_elsewhere_meanwhile_is_not_written_over_after_an_undo(
    plan: tuple[OnCase, PlanPanel],
) -> None:
    """It was typed over none, and what is undone is not what it was typed over."""
    case, panel = plan
    choose(case, panel, Block.LANGUAGE)
    case.click("Nicht erhoben, weil …", panel.pane.reason)
    case.hands.into(panel.pane.reason.field, "Der Test steht noch aus.")
    kept = case.file().plan
    assert kept is not None
    frame = case.hands.program.frame
    frame.do(set_block_reason, 1, kept.version, Block.LANGUAGE, "Sie möchte erst ankommen.")
    case.hands.settle()
    frame.taking_back.emit()
    case.page.refresh()
    case.hands.settle()
    case.click("Begründung speichern", panel.pane)
    assert "inzwischen geändert" in case.hands.notice()
    kept = case.file().plan
    assert kept is not None and "Sie möchte erst ankommen." in repr(kept)
