"""An ending entered by mistake is taken back in the real window (L2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from intman_desktop.language import use_language
from intman_desktop.services.closing.ending import end_case
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.case.reopening import ask_to_take_back
from intman_desktop.ui.parts.labels import Text
from intman_desktop.values.case_file import Case, Decision, PlanSpan
from intman_desktop.values.codes import CaseState
from intman_desktop.values.ending_views import Ending
from tests.builders import a_case, a_case_file, a_consent, a_plan
from tests.ui.case.journeys import OnCase
from tests.ui.hands import button, buttons

ACT = "Ende zurücknehmen …"
ON = date(2026, 11, 10)


def ended(**details: Any) -> Case:
    told = {"state": CaseState.ENDED, "ended_on": ON, "ending_reason": "relocation"}
    return a_case(**{**told, **details})


def asked(case: OnCase) -> str:
    """Return what the question says will follow."""
    _question, follows = case.dialog().findChildren(Text)
    return str(follows.text())


def test_l2_an_ending_is_taken_back_with_the_keys_after_a_question(on_case: Callable[..., OnCase]) -> None:
    """It stands where the page says that the case ended, says what follows, and leads to the plan."""
    case = on_case()
    case.hands.asked(end_case, 1, Ending(ON, "deceased"))
    case.hands.open(CasePage, "case", case_id=1, tab="talks")
    act = button(case.page, ACT)
    assert act.accessibleName() == ACT and act.focusPolicy() & Qt.FocusPolicy.TabFocus
    act.setFocus()
    case.hands.press(Qt.Key.Key_Space)
    case.hands.settle()
    assert asked(case) == (
        "Die Beratung geht weiter. Der Plan ist wieder offen. "
        "Zum Löschen ist die Akte dann nicht mehr vorgesehen."
    )
    case.confirm()
    assert case.hands.notice() == "Das Ende ist zurückgenommen."
    file = case.file()
    assert (file.case.state, file.case.ended_on) == (CaseState.ACTIVE, None)
    assert file.plan is not None and file.plan.spans[-1].closed_on is None
    case.panel("plan")
    assert case.page.isAncestorOf(case.hands.here())
    assert ACT not in buttons(case.page) and "beendet am" not in case.words()
    case.undo()
    assert case.file().case.state is CaseState.ENDED
    assert ACT in buttons(case.page)


def test_l2_the_question_can_be_answered_with_no(on_case: Callable[..., OnCase]) -> None:
    """Then nothing has changed."""
    case = on_case(a_case_file(case=ended()))
    case.click(ACT)
    case.hands.qtbot.mouseClick(case.dialog().safe, Qt.MouseButton.LeftButton)
    case.hands.settle()
    assert case.file().case.state is CaseState.ENDED


@pytest.mark.parametrize(
    ("details", "words"),
    [
        (
            {"decisions": (Decision("rest", date(2026, 11, 1), "Reise", date(2026, 12, 5)),), "plan": None},
            "Der Fall ruht wieder, bis zum 05.12.2026. Zum Löschen ist die Akte dann nicht mehr vorgesehen.",
        ),
        (
            {"plan": a_plan(spans=(PlanSpan(date(2026, 1, 12), date(2026, 6, 1), "goals_reached"),))},
            "Die Beratung geht weiter. Der Plan bleibt geschlossen (seit dem 01.06.2026). "
            "Zum Löschen ist die Akte dann nicht mehr vorgesehen.",
        ),
        (
            {
                "case": ended(ended_on=date(2025, 12, 10)),
                "plan": a_plan(spans=(PlanSpan(date(2025, 1, 12), date(2025, 12, 10), "relocation"),)),
            },
            "Die Beratung geht weiter. Der Plan ist wieder offen. Zum Löschen ist die Akte dann nicht mehr "
            "vorgesehen. Ist das Jahr 2025 schon abgeschlossen, entsteht davon eine neue Fassung.",
        ),
    ],
)
def test_l2_k4_the_question_says_what_follows_for_this_case(
    on_case: Callable[..., OnCase], details: dict[str, Any], words: str
) -> None:
    """A rest that still runs, a plan that was closed before, a year that may be handed in."""
    case = on_case(a_case_file(**{"case": ended(), **details}))
    case.click(ACT)
    assert asked(case) == words


def test_l2_where_an_ending_stays_the_page_says_why(on_case: Callable[..., OnCase]) -> None:
    """A consent that ran out closes the way with a sentence; a withdrawal says itself what is to be done."""
    ran_out = a_case_file(case=ended(), consents=(a_consent(valid_until=date(2026, 11, 19)),))
    gone = a_case_file(case=ended(ending_reason="consent_withdrawn"), consents=(a_consent(withdrawn_on=ON),))
    case = on_case(ran_out, gone)
    assert ACT not in buttons(case.page)
    assert (
        "Das Ende lässt sich nicht zurücknehmen. Ohne gültige Einwilligung in die Beratung ist hier nichts "
        "möglich: sie ist abgelaufen."
    ) in case.words()
    case.hands.open(CasePage, "case", case_id=2, tab="talks")
    assert ACT not in buttons(case.page) and "nicht zurücknehmen" not in case.words()


def test_the_question_speaks_english(on_case: Callable[..., OnCase]) -> None:
    """Each sentence of it is in the catalogue."""
    plan = a_plan(spans=(PlanSpan(date(2026, 1, 12), ON, "relocation"),))
    case = on_case(a_case_file(case=ended(), plan=plan))
    file = case.file()
    use_language("en")
    dialog = ask_to_take_back(case.page, case.hands.program.frame, file, lambda _case: None)
    use_language("de")
    assert asked(case) == (
        "Counselling goes on. The plan is open again. The case is then no longer due for erasure."
    )
    assert dialog.act.text() == "Take back the ending"
