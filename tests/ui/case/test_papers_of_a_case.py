"""The papers of a case in the real window (I9, E8)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter

from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.papers.paper_kinds import ACCESS
from intman_desktop.ui import pdf_view
from intman_desktop.ui.case.only_german import said_of_paper
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.tab_row import TabRow
from intman_desktop.values.codes import Block, PaperWay
from tests.builders import a_case_file, a_client, a_plan
from tests.ui.case.journeys import OnCase
from tests.ui.case.test_passing_on import marks_of
from tests.ui.test_drafts_kept import lock_and_unlock
from tests.ui.test_print_checks import NOT_PRINTED, Broken, into


def view_of(case: OnCase) -> PaperView:
    (view,) = case.page.findChildren(PaperView)
    assert isinstance(view, PaperView)
    return view


def test_i9_papers_are_shown_and_the_plan_is_handed_out(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="papers")
    panel = case.panel("papers")
    case.click("Aushändigen", panel)
    case.click("So aushändigen", case.dialog())
    assert view_of(case).isVisible() and view_of(case).pdf.page_count() >= 1
    view_of(case).close_paper()
    case.hands.settle()
    assert len(case.file().plan.versions) == 1  # type: ignore[union-attr]
    case.click("Fassung 1 vom 20.11.2026", panel)
    assert view_of(case).isVisible()


def test_a_paper_that_cannot_be_printed_says_why(on_case: Callable[..., OnCase]) -> None:
    case = on_case(a_case_file(plan=None), tab="papers")
    assert "Der Integrationsplan ist noch nicht begonnen." in case.words()


def test_e8_missing_office_data_are_named_before_printing(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="papers")
    case.hands.program.frame.do(change_office, {"controller": ""})
    case.hands.settle()
    panel = case.go("papers")
    assert case.words().count("fehlt in den Einstellungen noch: Verantwortlich.") == 1
    case.click("Angaben in den Einstellungen ergänzen", panel)
    assert case.hands.program.window.page_name() == "settings"
    case.click("Zurück zur Akte", case.hands.program.window)
    assert case.hands.program.window.page_name() == "case"


def test_a_paper_can_be_opened_at_once(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="papers", paper="period_certificate")
    assert view_of(case).isVisible()
    assert view_of(case).pdf.accessibleName() == "Bescheinigung über den Beratungszeitraum"


ONLY_GERMAN = "Nur auf Deutsch – bitte mündlich erklären. Sprache der Person: Arabisch."


@pytest.mark.parametrize(("tab", "times"), [("papers", 2), ("ending", 1), ("erasure", 1)])
def test_papers_without_a_text_in_her_language_say_so_where_they_are_offered(
    on_case: Callable[..., OnCase], tab: str, times: int
) -> None:
    assert on_case(tab=tab).words().count(ONLY_GERMAN) == times


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", True), ("de", False), ("", False)],
)
def test_where_a_paper_is_printed_it_says_that_it_is_to_be_explained_to_her(
    on_case: Callable[..., OnCase], language: str, said: bool
) -> None:
    """As the plan is handed out, and at each paper that is shown; nothing where she can read it."""
    case = on_case(a_case_file(client=a_client(language=language)), tab="papers")
    panel = case.panel("papers")
    shown = view_of(case)
    case.click("Aushändigen", panel)
    case.click("So aushändigen", case.dialog())
    assert (ONLY_GERMAN in case.hands.words(shown)) is said
    shown.close_paper()
    case.hands.settle()
    for words in ("Zeigen und drucken", "Fassung 1 vom 20.11.2026"):
        case.click(words, panel)
        assert (ONLY_GERMAN in case.hands.words(shown)) is said
        shown.close_paper()


def test_an_undertaking_of_the_interpreter_is_not_explained_to_the_person(
    on_case: Callable[..., OnCase],
) -> None:
    """The interpreter reads it."""
    case = on_case(tab="papers", paper="interpreter_undertaking")
    assert view_of(case).isVisible()
    assert "Deutsch" not in case.hands.words(view_of(case))


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        (ACCESS, "ti", "Nicht in der Sprache der Person – bitte mündlich erklären. Sprache: Tigrinya."),
        (ACCESS, "en", ""),
        (ACCESS, "", ""),
    ],
)
def test_a_paper_that_exists_in_a_second_language_is_not_called_german_only(
    name: str, code: str, said: str
) -> None:
    assert said_of_paper(name, code, "Tigrinya") == said


def test_papers_she_understands_say_nothing_of_german(on_case: Callable[..., OnCase]) -> None:
    german = on_case(a_case_file(client=a_client(language="de")), tab="papers")
    assert "Nur auf Deutsch" not in german.words()


def test_before_a_withdrawal_her_papers_are_named_as_german_only(on_case: Callable[..., OnCase]) -> None:
    case = on_case(tab="withdraw")
    assert ONLY_GERMAN not in case.words()
    case.hands.settle()
    case.hands.choose(case.panel("withdraw"), "Beratung")
    assert ONLY_GERMAN in case.words()


def test_a_paper_whose_print_fails_is_not_given(on_case: Callable[..., OnCase], tmp_path: Path) -> None:
    """It is not taken for printed before an erasure (L6); a sentence says so."""
    case = on_case(tab="papers", paper="period_certificate")
    view = view_of(case)
    given: list[object] = []
    view.given.connect(lambda _shown, _whose, way: given.append(way))
    view.pdf.print_to(into(tmp_path / "out.pdf", Broken))
    case.hands.qtbot.waitUntil(lambda: case.hands.notice().startswith(NOT_PRINTED))
    view.pdf.print_to(into(tmp_path / "out.pdf"))
    where = f"out.pdf gespeichert im Ordner „{tmp_path.name}“"
    case.hands.qtbot.waitUntil(lambda: case.hands.notice() == where)
    assert given == [PaperWay.SAVED], "what is printed into a file lies on no paper"


@pytest.mark.parametrize("saved", [True, False])
def test_l6_the_journal_and_the_mark_say_whether_a_paper_was_printed_or_only_saved(
    on_case: Callable[..., OnCase], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: bool
) -> None:
    monkeypatch.setattr(pdf_view, "print_pages", lambda *_what, **_how: None)
    case = on_case(tab="papers", paper="period_certificate")
    if saved:
        view_of(case).pdf.save_to(tmp_path / "nachweis.pdf")
    else:
        view_of(case).pdf.print_to(QPrinter())
    case.hands.settle()
    said = f"nachweis.pdf gespeichert im Ordner „{tmp_path.name}“" if saved else "An den Drucker geschickt."
    assert case.hands.notice() == said
    view_of(case).close_paper()
    case.go("journal")
    assert ("Bescheinigung als Datei gespeichert" in case.words()) is saved
    assert ("Bescheinigung gedruckt" in case.words()) is not saved
    assert ("gespeichert" if saved else "gedruckt") in marks_of(case.go("erasure"))


def typed_in_the_plan(case: OnCase, words: str) -> None:
    """Leave ``words`` unsaved in the steps of the plan, and turn to the papers."""
    panel = case.panel("plan").plan
    case.hands.qtbot.mouseClick(panel.blocks.button(Block.STEPS), Qt.MouseButton.LeftButton)
    case.hands.into(panel.pane.content.steps, words)
    (tabs,) = case.page.findChildren(TabRow)
    case.hands.qtbot.mouseClick(tabs.tab("papers"), Qt.MouseButton.LeftButton)
    case.hands.settle()


def test_i9_a_plan_with_something_unsaved_is_not_handed_out_from_the_papers_without_a_word(
    on_case: Callable[..., OnCase],
) -> None:
    """The plan is shown with the block where it stands, and asks as it does itself: saved, it is in it."""
    case = on_case(a_case_file(plan=a_plan(steps="")), tab="plan")
    typed_in_the_plan(case, "Zuerst der Kurs.")
    case.click("Aushändigen", case.panel("papers"))
    plan = case.panel("plan").plan
    assert plan.pane.block is Block.STEPS and plan.pane.content.steps.toPlainText() == "Zuerst der Kurs."
    assert "Ungespeichertes" in case.hands.notice()
    assert case.page.findChildren(Confirm) == []
    case.click("Speichern", case.hands.program.window.notices)
    case.click("So aushändigen", case.dialog())
    (version,) = case.file().plan.versions  # type: ignore[union-attr]
    assert "Zuerst der Kurs." in version.content
    assert view_of(case).isVisible()


@pytest.mark.parametrize("way", ["names hidden", "locked", "locked, plan seen since", "another case"])
def test_i9_a_plan_whose_text_rests_in_a_draft_is_not_handed_out_from_the_papers_without_a_word(
    on_case: Callable[..., OnCase], way: str
) -> None:
    """It is put back into the plan, wherever that went meanwhile, and asked about there: saved, it is in."""
    other = a_case_file(client=a_client(family_name="Beispielmann"))
    case = on_case(a_case_file(plan=a_plan(steps="")), other, tab="plan")
    typed_in_the_plan(case, "Zuerst der Kurs.")
    let_go_of_the_plan(case, way)
    case.click("Aushändigen", case.panel("papers"))
    plan = case.panel("plan").plan
    assert plan.pane.block is Block.STEPS and plan.pane.content.steps.toPlainText() == "Zuerst der Kurs."
    assert "Ungespeichertes" in case.hands.notice()
    assert case.page.findChildren(Confirm) == []
    assert case.file().plan.versions == ()  # type: ignore[union-attr]
    case.click("Speichern", case.hands.program.window.notices)
    case.click("So aushändigen", case.dialog())
    (version,) = case.file().plan.versions  # type: ignore[union-attr]
    assert "Zuerst der Kurs." in version.content
    assert case.hands.asked(open_drafts) == ()


def let_go_of_the_plan(case: OnCase, way: str) -> None:
    """Go a ``way`` on which the tab of the plan is dropped, and come back to the papers."""
    if way == "names hidden":
        for drawn in (True, False):
            case.hands.program.frame.curtain.draw(drawn)
            case.hands.settle()
        return
    if way == "another case":
        case.hands.open(CasePage, "case", case_id=2, tab="talks")
    else:
        lock_and_unlock(case.hands)
        case.hands.settle()
    if way == "locked, plan seen since":
        case.hands.open(CasePage, "case", case_id=1, tab="plan")
    case.page = case.hands.open(CasePage, "case", case_id=1, tab="papers")


def test_i9_what_is_dropped_in_the_plan_is_not_in_what_the_papers_hand_out(
    on_case: Callable[..., OnCase],
) -> None:
    case = on_case(a_case_file(plan=a_plan(steps="")), tab="plan")
    typed_in_the_plan(case, "Zuerst der Kurs.")
    case.click("Aushändigen", case.panel("papers"))
    case.click("Verwerfen", case.hands.program.window.notices)
    case.click("So aushändigen", case.dialog())
    (version,) = case.file().plan.versions  # type: ignore[union-attr]
    assert "Zuerst der Kurs." not in version.content
