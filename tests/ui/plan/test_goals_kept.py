"""What is typed of a goal or of its review is neither lost nor garbled on any way (Z1 to Z4, Z6)."""

from __future__ import annotations

from datetime import date
from typing import Any

from intman_desktop.services.plans.planning import plan_view
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.measure_rows import MeasureRow
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.values.case_file import Goal
from intman_desktop.values.office import Phrase
from tests.builders import a_case_file, a_goal, a_measure, a_plan
from tests.ui.hands import Hands

PHRASE = Phrase("", "language", "Die B2-Prüfung", "Zertifikat B2", 6)
LONG_AGO = a_measure(what="Termin absagen", outcome="abgesagt", done_on=date(2026, 3, 2))
"""A measure whose outcome is a text of its own, as no list offers it."""


def goals_of(hands: Hands) -> tuple[Goal, ...]:
    """Return the goals as they are stored."""
    plan = hands.asked(plan_view, 1).plan
    assert plan is not None
    return plan.goals


def editor_of(panel: PlanPanel) -> GoalEditor:
    """Return the editor that is shown."""
    assert isinstance(panel.pane.content, GoalEditor)
    return panel.pane.content


def edit(hands: Hands, panel: PlanPanel) -> GoalEditor:
    """Open the first goal to be changed."""
    hands.click(panel.pane, "Bearbeiten")
    return editor_of(panel)


def take_out(hands: Hands, row: MeasureRow) -> None:
    """Click the link that takes a measure out."""
    hands.click(row, "Maßnahme herausnehmen")


def test_z6_measures_come_back_as_what_they_are_and_not_by_their_place(plan_of: Any) -> None:
    """One taken out stays out, and what is held of the others stays theirs, after a phrase as well."""
    goal = a_goal(measures=(a_measure(), LONG_AGO))
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(goal,))))
    editor = edit(hands, panel)
    take_out(hands, editor.measures.rows()[0])
    hands.click(panel.pane, "Verwerfen")
    assert len(edit(hands, panel).measures.rows()) == 2
    hands.click(hands.program.window.notices, "Zurückholen")
    assert [each.what for each in editor_of(panel).measures.measures()] == ["Termin absagen"]
    before = editor_of(panel).goal()
    editor_of(panel).take_phrase(PHRASE)
    editor_of(panel).take_back()
    assert editor_of(panel).goal() == before
    (row,) = editor_of(panel).measures.rows()
    assert row.outcome.isVisibleTo(row)
    hands.click(panel.pane, "Ziel speichern")
    (kept,) = goals_of(hands)[0].measures
    assert (kept.what, kept.outcome, kept.done_on) == ("Termin absagen", "abgesagt", date(2026, 3, 2))
