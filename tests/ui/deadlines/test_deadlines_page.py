"""The page of deadlines in the real window, and where each deadline is settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.across.overview import deadlines
from intman_desktop.ui.deadlines.opening import open_deadline, open_settled
from intman_desktop.ui.deadlines.page import DeadlinesPage
from intman_desktop.ui.deadlines.words import (
    ALL,
    DONE,
    KINDS,
    SPANS,
    filter_words,
    group_state,
    group_word,
    person_of,
    span_words,
)
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.style import Style
from intman_desktop.values.case_file import Answer, CaseFile
from intman_desktop.values.deadline_views import (
    DeadlineAct,
    DeadlineGroup,
    DeadlineKind,
    DeadlineRow,
    Place,
    SettledRow,
)
from intman_desktop.values.explanation import Explanation
from tests.builders import a_case, a_case_file, a_client, a_goal, a_participant, a_signed_plan, a_talk
from tests.opened import TODAY
from tests.ui.hands import Hands, part_of
from tests.ui.pages import NotePage

OpenProgram = Callable[..., Program]


def due_case(family: str, review: date) -> CaseFile:
    return a_case_file(
        client=a_client(family_name=family), plan=a_signed_plan(goals=(a_goal(next_review=review),))
    )


def with_step(file: CaseFile, due: date) -> Any:
    part = a_participant(file.case.key, next_step="Antrag mitbringen", next_step_due=due)
    return a_talk(on=date(2026, 11, 2), participants=(part,))


def opened(qtbot: QtBot, program: Program, **where: object) -> DeadlinesPage:
    page = program.window.open_page("deadlines", **where)
    assert isinstance(page, DeadlinesPage)
    qtbot.waitUntil(program.workers.idle)
    return page


def column(page: DeadlinesPage, number: int) -> list[str]:
    rows = page.table.rows
    return [str(rows.data(rows.index(line, number))) for line in range(rows.rowCount())]


def two(open_program: OpenProgram) -> Program:
    late, later = due_case("Beispiel", date(2026, 12, 10)), due_case("Alrashid", date(2026, 11, 19))
    return open_program(
        [late, later], [with_step(late, date(2026, 11, 20)), a_talk(later.case.key, on=date(2026, 11, 2))]
    )


def test_overdue_first_and_enter_opens_where_it_is_settled(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = two(open_program)
    program.window.register_page("case", NotePage)
    page = opened(qtbot, program)
    assert column(page, 0) == ["Überfällig", "Heute", "Später"]
    assert column(page, 2) == ["Alrashid, Samira", "Beispiel, Samira", "Beispiel, Samira"]
    assert column(page, 3)[1] == "Nächster Schritt: Antrag mitbringen"
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert program.window.page_name() == "case"
    assert program.window.where("case")["tab"] == "talks"


def test_a_filter_shows_one_kind_and_counts_all(qtbot: QtBot, open_program: OpenProgram) -> None:
    page = opened(qtbot, two(open_program))
    chips = {each.text(): each for each in page.chips.findChildren(QPushButton)}
    assert {"Alle  3", "Überprüfungen  2", "Nächste Schritte  1", "Löschung  0"} <= set(chips)
    qtbot.mouseClick(chips["Nächste Schritte  1"], Qt.MouseButton.LeftButton)
    assert column(page, 3) == ["Nächster Schritt: Antrag mitbringen"]
    qtbot.mouseClick(chips["Löschung  0"], Qt.MouseButton.LeftButton)
    assert not page.table.isVisible()


def test_the_filter_is_kept_when_one_comes_back(qtbot: QtBot, open_program: OpenProgram) -> None:
    program = two(open_program)
    page = opened(qtbot, program)
    page.chips.choose("step")
    page.refresh()
    program.window.open_page("overview")
    page = opened(qtbot, program)
    assert column(page, 3) == ["Nächster Schritt: Antrag mitbringen"]
    assert opened(qtbot, program, group=DeadlineGroup.OVERDUE).chips.key() == ALL


def test_a_group_that_was_asked_for_is_where_one_begins(qtbot: QtBot, open_program: OpenProgram) -> None:
    page = opened(qtbot, two(open_program), group="later")
    assert page.table.currentIndex().row() == 2


def test_c9_what_is_told_before_the_days_chosen_is_explained(qtbot: QtBot, open_program: OpenProgram) -> None:
    ends = a_case_file(case=a_case(period_start=date(2024, 1, 10)))  # on 09.01.2027
    page = opened(qtbot, open_program([ends]), kind="decide")
    assert page.early.isVisible() == any(row.due > date(2026, 12, 20) for row in page._shown)
    assert page.early.isVisible()
    page.spans.choose(ALL)
    page.refresh()
    qtbot.waitUntil(lambda: not page.early.isVisible())


def test_one_key_hides_every_name(qtbot: QtBot, open_program: OpenProgram) -> None:
    page = opened(qtbot, program := two(open_program))
    qtbot.keyClick(program.window, Qt.Key.Key_F8)
    assert set(column(page, 2)) == {"• • •"}


def a_row(place: Place, **details: Any) -> DeadlineRow:
    values: dict[str, Any] = {"case_id": 7, "case_number": "IM-2026-0007", "person": "Muster, Sam", **details}
    return DeadlineRow(
        DeadlineKind.GOAL_REVIEW,
        DeadlineGroup.TODAY,
        date(2026, 11, 20),
        Explanation("due_no_goal", {"until": date(2026, 11, 20)}),
        DeadlineAct.AGREE_GOAL,
        place,
        **values,
    )


@pytest.mark.parametrize(
    ("row", "page", "where"),
    [
        (a_row(Place.KEY_FIGURES, case_id=0, year=2025), "key_figures", {"year": 2025}),
        (a_row(Place.PERIOD), "period", {"case_id": 7}),
        (a_row(Place.TALKS, row_id=3), "case", {"case_id": 7, "tab": "talks", "row_id": 3}),
        (a_row(Place.PLAN), "case", {"case_id": 7, "tab": "plan", "work": True}),
        (a_row(Place.CONSENTS, row_id=4), "case", {"case_id": 7, "tab": "consents", "row_id": 4}),
        (a_row(Place.ERASURE), "case", {"case_id": 7, "tab": "erasure"}),
    ],
    ids=lambda value: value.place.value if isinstance(value, DeadlineRow) else "",
)
def test_every_place_has_its_page(frame: Frame, row: DeadlineRow, page: str, where: dict[str, Any]) -> None:
    heard: list[tuple[str, dict[str, Any]]] = []
    frame.wanted.connect(lambda name, at: heard.append((name, at)))
    open_deadline(frame, row)
    assert heard == [(page, where)]


def test_the_figures_that_were_handed_in_open_their_year_and_are_of_the_office(frame: Frame) -> None:
    heard: list[tuple[str, dict[str, Any]]] = []
    frame.wanted.connect(lambda name, at: heard.append((name, at)))
    matter = Explanation("settled_key_figures", {"year": 2025})
    row = SettledRow(DeadlineKind.KEY_FIGURES, date(2026, 3, 30), matter, 0, "", "", year=2025)
    open_settled(frame, row)
    assert heard == [("key_figures", {"year": 2025})]
    assert person_of(frame, row) == "Arbeitsstelle"


def test_every_kind_belongs_to_one_filter_and_every_group_has_word_and_sign() -> None:
    kinds = [kind for key, some in KINDS.items() if key != ALL for kind in some]
    assert sorted(kinds) == sorted(DeadlineKind)
    assert [key for key, _word in filter_words()] == list(KINDS)
    assert len({group_word(group) for group in DeadlineGroup}) == len(DeadlineGroup)
    assert len({group_state(group) for group in DeadlineGroup}) == len(DeadlineGroup)


def test_l9_all_that_is_decided_about_a_period_is_one_list_headed_by_what_is_past_its_day() -> None:
    """Beside "Beratungszeitraum" nothing told what stood under "Verlängern, ruhen, beenden"."""
    kinds = DeadlineKind
    decided = {
        kinds.PERIOD_ENDING,
        kinds.PERIOD_OVER,
        kinds.NO_CONTACT,
        kinds.DORMANT_OVER,
        kinds.BENEFITS_ENDED,
    }
    assert KINDS["decide"] == decided
    assert dict(filter_words())["decide"] == "Verlängern, ruhen, beenden"
    assert "Beratungszeitraum" not in dict(filter_words()).values()


def test_the_chosen_line_is_short_where_the_list_is_folded(
    qtbot: QtBot, open_program: OpenProgram, look: Style
) -> None:
    """Also on a page that is opened while the text is large already."""
    program = two(open_program)
    look.enlarge(2.0)
    page = opened(qtbot, program)
    assert page.table.is_folded()
    assert not page.bar._words.wordWrap()
    look.enlarge(1.0)
    qtbot.waitUntil(lambda: not page.table.is_folded())
    assert page.bar._words.wordWrap()


def test_l2_a_held_case_is_named_by_its_number_only(frame: Frame) -> None:
    assert person_of(frame, a_row(Place.ERASURE, person="")) == "IM-2026-0007"
    assert person_of(frame, a_row(Place.PLAN)) == "Muster, Sam"
    assert person_of(frame, a_row(Place.KEY_FIGURES, case_id=0, person="")) == "Arbeitsstelle"


def test_every_word_of_how_far_one_looks_says_of_what() -> None:
    """Issue 3: "30 Tage" alone was read as anything; only what is settled and all that comes need no day."""
    words = dict(span_words())
    assert [words[key] for key, ahead in SPANS.items() if ahead] == [
        "Fällig in 30 Tagen",
        "Fällig in 90 Tagen",
        "Fällig in einem Jahr",
    ]
    assert (words[ALL], words[DONE]) == ("Alles Kommende", "Erledigt")


def test_a_next_step_leads_to_its_talk_also_behind_many_newer_ones(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    """ "Zum Gespräch" opened the tab at the newest talk, and the one meant was not even shown."""
    file = a_case_file()
    newer = [a_talk(file.case.key, on=date(2026, 10, day)) for day in range(1, 26)]
    part = a_participant(file.case.key, note="Die Notiz von damals", next_step="Anrufen", next_step_due=TODAY)
    hands = Hands(qtbot, open_program((file,), [a_talk(on=date(2026, 2, 2), participants=(part,)), *newer]))
    rows = hands.asked(deadlines, 30)
    (row,) = (each for each in rows if each.kind is DeadlineKind.NEXT_STEP)
    open_deadline(hands.program.frame, row)
    hands.settle()
    page = hands.program.window.page()
    assert page is not None
    words = part_of(page, "talks").findChildren(QLabel)
    (note,) = (each for each in words if each.text() == "Die Notiz von damals")
    assert not note.visibleRegion().isEmpty()


def test_i8_an_answer_that_ends_leads_into_its_field(qtbot: QtBot, open_program: OpenProgram) -> None:
    """ "Neuen Stand eintragen" opened the tab at its top, with the cursor on the tab."""
    answers = (
        Answer("native_language", "ar"),
        Answer("residence_status", "AE25", valid_to=date(2026, 12, 1)),
    )
    hands = Hands(qtbot, open_program((a_case_file(answers=answers),)))
    rows = hands.asked(deadlines, 30)
    (row,) = (each for each in rows if each.kind is DeadlineKind.VALIDITY_ENDS)
    open_deadline(hands.program.frame, row)
    hands.settle()
    page = hands.program.window.page()
    assert page is not None
    field = part_of(page, "person").field("residence_status")
    assert field is hands.here() or field.isAncestorOf(hands.here())
    assert not field.visibleRegion().isEmpty()
