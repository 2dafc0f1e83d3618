"""Story 9: deadlines settled where they stand, by keyboard; looking further and back; the calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.across.due import settled as settled_lines
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.rights.requests import record_request
from intman_desktop.ui.deadlines import page as deadlines_page
from intman_desktop.ui.deadlines.page import DeadlinesPage
from intman_desktop.ui.deadlines.settle_bar import SettleBar
from intman_desktop.ui.deadlines.ways import way_of
from intman_desktop.ui.deadlines.words import ALL, DONE, way_to_place
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.values.case_file import Agreement, CaseFile, Goal, GoalChange
from intman_desktop.values.codes import GoalState, IdentityCheck
from intman_desktop.values.deadline_views import (
    DeadlineAct,
    DeadlineGroup,
    DeadlineKind,
    DeadlineRow,
    Place,
)
from intman_desktop.values.explanation import Explanation
from tests.builders import (
    a_case_file,
    a_client,
    a_goal,
    a_participant,
    a_request,
    a_signed_plan,
    a_talk,
    an_agreement,
)
from tests.ui.hands import CTRL, Hands, unnamed

OpenProgram = Callable[..., Program]
TODAY = date(2026, 11, 20)
TALKED = date(2026, 11, 2)


@pytest.fixture
def office(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., Hands]:
    def opened(*files: CaseFile, due: date | None = None) -> Hands:
        parts = [
            a_participant(file.case.key, next_step="Antrag mitbringen" if due else "", next_step_due=due)
            for file in files
        ]
        return Hands(qtbot, open_program(files, [a_talk(on=TALKED, participants=(part,)) for part in parts]))

    return opened


def with_goals(*words: str, **details: Any) -> CaseFile:
    goals = tuple(a_goal(wording=each, next_review=date(2026, 11, 16)) for each in words)
    return a_case_file(plan=a_signed_plan(goals=goals), household=(), **details)


def quiet(**details: Any) -> CaseFile:
    return a_case_file(
        **{"household": (), "plan": a_signed_plan(goals=(a_goal(next_review=None),)), **details}
    )


def goals_of(hands: Hands) -> dict[str, Goal]:
    plan = hands.asked(open_case, 1).file.plan
    assert plan is not None
    return {goal.wording: goal for goal in plan.goals}


def page_of(hands: Hands) -> DeadlinesPage:
    page = hands.program.window.page()
    assert isinstance(page, DeadlinesPage)
    return page


def tab_to(hands: Hands, name: str) -> None:
    """Press Tab until the cursor is on what is called ``name``."""
    for _press in range(25):
        if hands.here().accessibleName() == name:
            return
        hands.press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name}")


def test_story_9_four_reviews_on_a_monday_by_keyboard(office: Callable[..., Hands]) -> None:
    hands = office(with_goals("Deutsch B1", "Wohnung", "Führerschein", "Sportverein"))
    hands.press(Qt.Key.Key_3, CTRL)
    hands.settle()
    page = page_of(hands)
    assert page.table.rows.rowCount() == 4

    # one later: put off in the list itself
    hands.press(Qt.Key.Key_End)
    for _line in range(3):
        hands.press(Qt.Key.Key_Down)
    assert page.bar.row is not None
    tab_to(hands, "Neuer Tag")
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type("7.12.2026")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert "Überprüfung verschoben." in hands.notice()
    assert goals_of(hands)["Sportverein"].next_review == date(2026, 12, 7)

    # the others one after the other, from the one whose line was chosen on
    page.table.setFocus()
    hands.press(Qt.Key.Key_Up)
    asked = page.bar.row.row_id
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    seen = {
        "Deutsch B1": (GoalState.REACHED, "Zertifikat liegt vor"),
        "Wohnung": (GoalState.IN_PROGRESS, "auf der Warteliste seit November"),
        "Führerschein": (GoalState.DROPPED, "kein Bedarf mehr"),
    }
    for number in range(3):
        (card,) = [each for each in hands.program.window.findChildren(ReviewCard) if each.isVisible()]
        assert number or card.goal.id == asked
        state, note = seen[card.goal.wording]
        card.first_field().setFocus()
        # the arrows walk the states as one reads, also where they stand in lines that wrap
        for _step in range(len(GoalState)):
            if not card.button(state).isChecked():
                hands.press(Qt.Key.Key_Right)
        tab_to(hands, "Notiz in einem Satz")
        hands.type(note)
        hands.press(Qt.Key.Key_Return)
        hands.settle()
    goals = goals_of(hands)
    assert [goals[each].state for each in ("Deutsch B1", "Wohnung", "Führerschein", "Sportverein")] == [
        GoalState.REACHED,
        GoalState.IN_PROGRESS,
        GoalState.DROPPED,
        GoalState.AGREED,
    ]
    assert goals["Wohnung"].history[-1].note == "auf der Warteliste seit November"


def test_a_next_step_is_done_in_the_list_and_taken_back(office: Callable[..., Hands]) -> None:
    hands = office(quiet(), due=TODAY)
    page = hands.open(DeadlinesPage, "deadlines")
    hands.click(page.bar, "Erledigt")
    assert not page.table.isVisible()
    assert not page.bar.isVisible()
    hands.click(hands.program.window.notices, "Rückgängig")
    assert page.table.isVisible()
    page.table.setFocus()
    tab_to(hands, "Neuer Tag")
    hands.press(Qt.Key.Key_A, CTRL)
    hands.type("30.11.")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert page.bar.row is not None
    assert page.bar.row.due == date(2026, 11, 30)
    hands.click(page.bar, "Zum Gespräch")
    assert hands.program.window.page_name() == "case"


def test_the_keyboard_goes_on_with_the_next_line_and_never_beside_the_page(
    office: Callable[..., Hands],
) -> None:
    """A list that is hidden handed the cursor on to the side bar."""
    names = ("Erste", "Zweite", "Dritte")
    files = [quiet(client=a_client(family_name=each)) for each in names]
    hands = office(*files, due=TODAY)
    page = hands.open(DeadlinesPage, "deadlines")
    page.table.setFocus()
    hands.press(Qt.Key.Key_Down)
    rows = [page.table.rows.row(at) for at in range(3)]
    order = [row.case_id for row in rows if row is not None]
    done = []
    for _line in names:
        assert page.bar.row is not None
        done.append(page.bar.row.case_id)
        tab_to(hands, "Erledigt")
        hands.press(Qt.Key.Key_Space)
        hands.settle()
        where = page.table if page.table.isVisible() else page.chips.button(ALL)
        assert hands.here() is where
    assert done == [order[1], order[2], order[0]]  # at the end it goes on with the last that is left
    assert page.chips.button(ALL).isVisible() and not page.table.isVisible()


def test_another_list_is_where_the_keyboard_was_in_the_one_before(office: Callable[..., Hands]) -> None:
    hands = office(quiet(), due=TODAY)
    page = hands.open(DeadlinesPage, "deadlines")
    assert hands.here() is page.table
    page.spans.button(DONE).click()  # as from the menu that large text folds the words into
    hands.settle()
    assert hands.here() is page.done
    page.chips.button("deletion").click()
    hands.settle()
    assert hands.here() is page.chips.button("deletion")
    assert page.first_field() is page.chips.button("deletion")


@pytest.mark.parametrize(
    ("due", "proposed"),
    [
        (date(2026, 11, 9), date(2026, 11, 27)),
        (TODAY, date(2026, 11, 27)),
        (date(2026, 12, 14), date(2026, 12, 21)),
    ],
)
def test_what_is_put_off_comes_later_than_it_was_due(
    office: Callable[..., Hands], due: date, proposed: date
) -> None:
    """A week later, and a week from today where the day is past."""
    hands = office(quiet(), due=due)
    page = hands.open(DeadlinesPage, "deadlines")
    assert page.bar.day is not None
    assert page.bar.day.value() == proposed


def test_a_day_that_will_not_do_is_told_at_its_field(office: Callable[..., Hands]) -> None:
    hands = office(quiet(), due=TODAY)
    page = hands.open(DeadlinesPage, "deadlines")
    assert page.bar.day is not None
    assert page.bar.day_row is not None
    hands.into(page.bar.day, "")
    hands.click(page.bar, "Verschieben")
    assert page.bar.day_row.fault() == "Bitte geben Sie ein Datum ein."
    hands.into(page.bar.day, "19.11.2026")
    hands.click(page.bar, "Verschieben")
    assert "liegt nicht in der Zukunft" in page.bar.day_row.fault()


def test_b1_signatures_are_entered_in_the_list(office: Callable[..., Hands]) -> None:
    hands = office(quiet(agreement=an_agreement(client_signed_on=None, oral_on=TALKED)))
    page = hands.open(DeadlinesPage, "deadlines")
    hands.click(page.bar, "Eintragen")
    agreement = hands.asked(open_case, 1).file.agreement
    assert isinstance(agreement, Agreement)
    assert agreement.client_signed_on == TODAY


def test_b1_what_leads_to_the_agreement_is_not_called_as_what_enters_the_day(
    office: Callable[..., Hands],
) -> None:
    """Both were called "eintragen", and nothing said which of them leads away (B1, Z5)."""
    hands = office(quiet(agreement=an_agreement(client_signed_on=None, oral_on=TALKED)))
    page = hands.open(DeadlinesPage, "deadlines")
    assert [each.text() for each in page.bar.findChildren(QPushButton) if each.text()] == [
        "Eintragen",
        "Zur Vereinbarung",
    ]
    hands.click(page.bar, "Zur Vereinbarung")
    assert hands.program.window.where("case")["tab"] == "agreement"
    row = DeadlineRow(
        DeadlineKind.PLAN_SIGNATURE,
        DeadlineGroup.TODAY,
        TODAY,
        Explanation("due_plan_signature"),
        DeadlineAct.ENTER_SIGNATURE,
        Place.SIGNATURES,
        1,
    )
    assert way_to_place(row) == "Zum Plan"
    assert (
        way_to_place(replace(row, act=DeadlineAct.ANSWER_REQUEST, kind=DeadlineKind.REQUEST)) == "Beantworten"
    )


def test_l8_a_request_is_answered_in_the_list_once_the_person_is_known(office: Callable[..., Hands]) -> None:
    hands = office(quiet(requests=(a_request(received_on=date(2026, 10, 1)),)))
    page = hands.open(DeadlinesPage, "deadlines")
    hands.click(page.bar, "Eintragen")
    assert page.bar.day_row is not None
    assert page.bar.day_row.fault() == "Bitte geben Sie an, woran Sie die Person erkannt haben."
    hands.click(page.bar, "Beantworten")
    where = hands.program.window.where("case")
    assert (where["tab"], where["row_id"]) == ("request", 1)
    (request,) = hands.asked(open_case, 1).file.requests
    hands.asked(record_request, 1, replace(request, identity=IdentityCheck.KNOWN))
    page = hands.open(DeadlinesPage, "deadlines")
    hands.click(page.bar, "Eintragen")
    assert hands.notice() == "Anfrage als beantwortet eingetragen."
    assert hands.asked(open_case, 1).file.requests[0].answered_on == TODAY


def test_b1_an_agreement_that_does_not_exist_is_entered_in_its_form(office: Callable[..., Hands]) -> None:
    hands = office(quiet(agreement=None))
    page = hands.open(DeadlinesPage, "deadlines")
    assert page.bar.row is not None
    assert way_of(page.bar.row) is None
    assert page.bar.day is None
    hands.click(page.bar, "Unterschrift eintragen")
    assert hands.program.window.where("case")["tab"] == "agreement"


def test_one_looks_further_ahead_and_back(office: Callable[..., Hands]) -> None:
    far = with_goals("Deutsch B1")
    hands = office(quiet(plan=a_signed_plan(goals=(a_goal(next_review=date(2027, 2, 1)),))), far)
    page = hands.open(DeadlinesPage, "deadlines")
    assert page.table.rows.rowCount() == 1
    hands.click(page.spans, "Fällig in 90 Tagen")
    assert page.table.rows.rowCount() == 4  # until the end of the year both goals shall be reached
    hands.click(page.spans, "Alles Kommende")
    assert page.table.rows.rowCount() == 6  # the periods end as well
    hands.click(page.spans, "Erledigt")
    assert page.done.isVisible() and not page.table.isVisible() and not page.bar.isVisible()
    assert not page.calendar.isEnabled()
    rows = page.done.rows
    assert "Integrationsplan begonnen." in [rows.data(rows.index(at, 2)) for at in range(rows.rowCount())]
    hands.press(Qt.Key.Key_F8)
    assert {rows.data(rows.index(at, 1)) for at in range(rows.rowCount())} == {"• • •"}
    hands.click(page.chips, "Löschung  0")
    assert "Noch nichts erledigt." in hands.words(page)
    page.open(group="overdue")
    hands.settle()
    assert page.table.isVisible()


def test_who_was_settled_opens_her_case(office: Callable[..., Hands]) -> None:
    hands = office(quiet())
    page = hands.open(DeadlinesPage, "deadlines")
    hands.click(page.spans, "Erledigt")
    page.done.setFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.program.window.where("case")["case_id"] == 1


def test_where_there_is_more_than_the_list_takes_it_says_so(
    office: Callable[..., Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is counted are the newest lines only, so no chip may look like a total."""
    hands = office(quiet())
    page = hands.open(DeadlinesPage, "deadlines")
    hands.click(page.spans, "Erledigt")
    lines = page.done.rows.rowCount()
    assert "Hier stehen höchstens" not in hands.words(page)
    assert page.chips.button(ALL).text() == f"Alle  {lines}"
    for module in (settled_lines, deadlines_page):
        monkeypatch.setattr(module, "MOST", lines - 1)
    page.refresh()
    hands.settle()
    assert "Hier stehen höchstens die neuesten 500 Zeilen; Älteres steht in der Akte." in hands.words(page)
    assert page.chips.button(ALL).text() == f"Alle  {lines - 1}+"
    assert page.chips.button("figures").text() == "Kennzahlen"
    hands.qtbot.mouseClick(page.spans.button("30"), Qt.MouseButton.LeftButton)
    hands.settle()
    assert "Hier stehen höchstens" not in hands.words(page)
    assert "+" not in page.chips.button(ALL).text()


def test_a_review_that_was_done_opens_its_goal(office: Callable[..., Hands]) -> None:
    reviewed = GoalChange(GoalState.IN_PROGRESS, date(2026, 11, 19), reviewed=True)
    goals = [a_goal(wording="Deutsch lernen"), a_goal(wording="Arbeit finden")]
    goals[1] = replace(goals[1], state=GoalState.IN_PROGRESS, history=(*goals[1].history, reviewed))
    hands = office(quiet(plan=a_signed_plan(goals=tuple(goals))))
    page = hands.open(DeadlinesPage, "deadlines")
    hands.click(page.spans, "Erledigt")
    page.done.setFocus()
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.here().accessibleName().endswith("Arbeit finden")


def test_the_calendar_file_says_what_is_in_it_and_is_written_where_it_is_wanted(
    office: Callable[..., Hands], tmp_path: Path
) -> None:
    hands = office(quiet(), due=TODAY)
    page = hands.open(DeadlinesPage, "deadlines")
    hands.click(page, "Kalenderdatei speichern …")
    (question,) = [each for each in page.findChildren(Confirm) if each.isVisible()]
    assert "keinen Namen" in hands.words(question)
    hands.qtbot.mouseClick(question.act, Qt.MouseButton.LeftButton)
    hands.qtbot.waitUntil(lambda: bool(page.findChildren(QFileDialog)))
    (dialog,) = page.findChildren(QFileDialog)
    assert [Path(each).name for each in dialog.selectedFiles()] == ["Termine.ics"]
    dialog.fileSelected.emit(str(tmp_path / "buero.ics"))
    dialog.reject()
    hands.settle()
    assert b"SUMMARY:N\xc3\xa4chster Schritt IM-" in (tmp_path / "buero.ics").read_bytes()
    assert "buero.ics" in hands.notice()
    page.save_calendar(tmp_path / "missing" / "buero.ics")
    hands.settle()
    assert "konnte dort nicht gespeichert werden" in hands.notice()


def test_a_held_case_keeps_its_secret_in_the_bar(office: Callable[..., Hands]) -> None:
    hands = office(quiet(), due=TODAY)
    page = hands.open(DeadlinesPage, "deadlines")
    assert "Musterfrau, Samira" in hands.words(page.bar)
    hands.press(Qt.Key.Key_F8)
    assert "Musterfrau" not in hands.words(page.bar)
    assert unnamed(page) == []


def test_large_text_leaves_some_lines_to_be_seen(office: Callable[..., Hands]) -> None:
    hands = office(quiet(), due=TODAY)
    page = hands.open(DeadlinesPage, "deadlines")
    hands.program.style.enlarge(2.0)
    hands.settle()
    assert page.table.height() >= 6 * page.table.rowHeight(0)


def test_the_overview_settles_a_step_where_it_stands(office: Callable[..., Hands]) -> None:
    hands = office(quiet(client=a_client(family_name="Probe")), due=TODAY)
    page = hands.program.window.open_page("overview")
    hands.settle()
    hands.click(page, "Erledigt")
    assert "Nächster Schritt erledigt." in hands.notice()
    assert hands.program.window.page_name() == "overview"
    part = hands.asked(open_case, 1).file.talks[0].participants[0]
    assert part.next_step_done_on == TODAY


def test_an_empty_bar_does_nothing(office: Callable[..., Hands]) -> None:
    hands = office(quiet(), due=TODAY)
    bar = SettleBar(hands.program.frame)
    bar.show_row(None)
    bar._act()
    bar._done()
    assert bar.row is None
    assert not bar.isVisible()
    bar.deleteLater()


@pytest.mark.parametrize("today", [date(2026, 11, day) for day in range(16, 23)])
def test_z2_a_new_day_that_is_proposed_is_a_working_day(today: date) -> None:
    """What is put off on a Sunday waited for a Sunday again, when nobody is there."""
    moved = (DeadlineKind.NEXT_STEP, DeadlineKind.MEASURE, DeadlineKind.GOAL_REVIEW, DeadlineKind.NO_GOAL)
    for kind in moved:
        matter = Explanation("due_goal_review")
        row = DeadlineRow(kind, DeadlineGroup.TODAY, today, matter, DeadlineAct.REVIEW_GOALS, Place.PLAN, 1)
        way = way_of(row)
        assert way is not None
        proposed = way.begins(today)
        assert proposed is not None
        assert (proposed.weekday() < 5, 7 <= (proposed - today).days <= 9) == (True, True)
