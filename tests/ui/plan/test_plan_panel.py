"""The plan in the real window, over a real store (I1 to I9, Z1 to Z5, E3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget

from intman_desktop.documents.frame import OfficeDataMissing
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.needs import save_needs
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.plans.planning import plan_view, save_plan_texts
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.plan.goal_card import GoalCard
from intman_desktop.ui.plan.goal_editor import GoalEditor
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.lights import missing_line
from intman_desktop.ui.plan.plan_panel import build_plan_panel
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.ui.plan.review_summary import ReviewSummary
from intman_desktop.ui.plan.wish import Wish
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import (
    Answer,
    BlockReason,
    EarlierCounselling,
    Goal,
    LightChange,
    PlanSpan,
)
from intman_desktop.values.codes import Block, CaseState, GoalState, Light, StartEvidence, YesNoUnknown
from intman_desktop.values.plan_views import PlanView
from tests import saving
from tests.builders import a_case, a_case_file, a_consent, a_goal, a_plan, a_talk
from tests.opened import TODAY
from tests.ui.hands import Hands, buttons, only, unnamed
from tests.ui.plan.conftest import Holder

DUE = date(2026, 11, 1)


def view_of(hands: Hands) -> PlanView:
    found = hands.asked(plan_view, 1)
    assert isinstance(found, PlanView)
    return found


def goals_of(hands: Hands) -> tuple[Goal, ...]:
    plan = view_of(hands).plan
    assert plan is not None
    return plan.goals


def test_i8_the_lights_stand_in_words_with_what_is_missing(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file())
    lights = {each.block: each.light for each in view_of(hands).blocks}
    assert lights[Block.LANGUAGE] is Light.MISSING
    button = panel.blocks.button(Block.LANGUAGE)
    assert button.accessibleName() == "Sprachkompetenz: fehlt"
    assert "Erstsprache" in button.accessibleDescription()


def test_a_plan_is_begun_with_its_day(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=None))
    hands.into(panel.begin.on, "12.11.2026")
    hands.click(panel.begin, "Plan beginnen")
    plan = view_of(hands).plan
    assert plan is not None
    assert plan.begun_on == date(2026, 11, 12)
    assert panel.begin.isHidden()
    assert isinstance(panel.pane.content, GoalsBlock)


def test_p3_the_day_of_the_second_talk_is_proposed(plan_of: Any) -> None:
    file = a_case_file(plan=None, needs_assessment=None)
    talks = tuple(a_talk(file.case.key, on=on) for on in (date(2026, 2, 2), date(2026, 3, 3)))
    _hands, panel = plan_of(file, talks=talks)
    assert panel.begin.on.value() == date(2026, 3, 3)


def test_a_plan_brought_along_is_continued(plan_of: Any) -> None:
    case = a_case(counselled_before=YesNoUnknown.YES)
    hands, panel = plan_of(a_case_file(case=case, plan=None))
    hands.qtbot.mouseClick(panel.begin.findChild(QCheckBox), Qt.MouseButton.LeftButton)
    assert panel.begin.on.value() is None, "it did not begin today, and is asked for"
    assert "wie auf dem mitgebrachten Plan" in hands.words(panel.begin)
    hands.click(panel.begin, "Plan übernehmen")
    assert "Bitte geben Sie ein Datum ein." in hands.words(panel.begin)
    hands.into(panel.begin.on, "2.5.2025")
    hands.into(panel.begin.opened, "10.11.2026")
    hands.click(panel.begin, "Plan übernehmen")
    assert hands.notice() == "Plan übernommen"
    plan = view_of(hands).plan
    assert plan is not None
    assert plan.brought_along
    assert (plan.begun_on, plan.spans[0].opened_on) == (date(2025, 5, 2), date(2026, 11, 10))
    said = "Mitgebracht: anderswo begonnen am 02.05.2025, hier fortgeführt seit 10.11.2026"
    assert said in hands.words(panel.head)


def test_c7_a_plan_that_was_seen_elsewhere_is_proposed_as_brought_along(plan_of: Any) -> None:
    """Enter would begin a second plan beside the one that the person brings."""
    seen = EarlierCounselling("Landratsamt Beispielkreis", date(2025, 3, 1), evidence=StartEvidence.PLAN_SEEN)
    _hands, panel = plan_of(a_case_file(plan=None, earlier_counselling=(seen,)))
    assert panel.begin.brought.isChecked()
    assert panel.begin.on.value() is None
    assert panel.begin.draft() == {}, "nobody has typed anything"
    panel.begin.brought.setChecked(False)
    assert panel.begin.draft()["brought"] is False


def test_b1_without_the_agreement_the_plan_says_so_and_leads_there(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=None, needs_assessment=None, agreement=None))
    assert "Zuerst die Beratungsvereinbarung" in hands.words(panel.begin)
    assert not panel.begin.on.isVisible()
    hands.click(panel.begin, "Vereinbarung eintragen")
    assert hands.program.window.where("case") == {"case_id": 1, "tab": "agreement"}


def test_p2_a_plan_before_the_consent_is_refused_at_its_day(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=None))
    hands.into(panel.begin.on, "10.01.2026")
    hands.click(panel.begin, "Plan beginnen")
    said = "Am 10.01.2026 stand die Einwilligung in die Beratung noch nicht; vorher gibt es hier keinen Plan."
    assert said in hands.words(panel.begin)
    assert hands.here() is panel.begin.on
    assert view_of(hands).plan is None


def test_p3_of_an_ended_case_without_a_plan_none_is_begun(plan_of: Any) -> None:
    ended = a_case(state=CaseState.ENDED, ended_on=date(2026, 3, 2), ending_reason="goals_reached")
    hands, panel = plan_of(a_case_file(case=ended, plan=None))
    assert "seit dem 02.03.2026 beendet; bis dahin hat kein Integrationsplan begonnen" in hands.words(
        panel.begin
    )
    assert buttons(panel.begin) == []


def test_i8_a_block_is_filled_and_its_light_follows(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file())
    hands.qtbot.mouseClick(panel.blocks.button(Block.LANGUAGE), Qt.MouseButton.LeftButton)
    fields = panel.pane.content.fields
    hands.into(fields.widget("native_language").focusProxy(), "Arabisch")
    hands.into(fields.widget("german_spoken").focusProxy(), "A2")
    hands.click(panel.foot, "Angaben speichern")
    answers = {each.field: each.value for each in hands.asked(open_case, 1).file.answers}
    assert answers == {"native_language": "ar", "german_spoken": "a2"}
    lights = {each.block: each.light for each in view_of(hands).blocks}
    assert lights[Block.LANGUAGE] is Light.COMPLETE
    assert panel.blocks.button(Block.LANGUAGE).accessibleName() == "Sprachkompetenz: vollständig"
    hands.answer_notice()
    assert hands.asked(open_case, 1).file.answers == ()


def test_i9_a_block_that_fell_back_says_until_when_it_was_complete(plan_of: Any) -> None:
    course = (
        LightChange(Block.LANGUAGE, Light.COMPLETE, date(2026, 2, 1)),
        LightChange(Block.LANGUAGE, Light.BEGUN, date(2026, 10, 5)),
    )
    answered = (Answer("native_language", "ar"),)
    hands, panel = plan_of(a_case_file(answers=answered, plan=a_plan(light_changes=course)))
    (block,) = (each for each in view_of(hands).blocks if each.block is Block.LANGUAGE)
    assert missing_line(block) == "begonnen · bis 05.10.2026 vollständig · es fehlt: Deutsch mündlich"
    hands.qtbot.mouseClick(panel.blocks.button(Block.LANGUAGE), Qt.MouseButton.LeftButton)
    hands.settle()
    assert "Bis zum 05.10.2026 war alles da." in hands.words(panel.pane)


def test_i8_a_column_changed_elsewhere_meanwhile_is_not_written_over_nor_by_a_draft(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file())
    hands.qtbot.mouseClick(panel.blocks.button(Block.PERSONAL), Qt.MouseButton.LeftButton)
    hands.into(panel.pane.content.fields.widget("town").focusProxy(), "Beispielheim")
    hands.asked(save_needs, 1, None, (), {"town": "Anderswo"})
    panel.show_case(1)
    hands.settle()
    hands.click(panel.foot, "Angaben speichern")
    assert "inzwischen geändert" in hands.notice()
    panel.restore(panel.unsaved())
    hands.settle()
    hands.click(panel.foot, "Angaben speichern")
    assert hands.asked(open_case, 1).file.client.town == "Anderswo"


def test_i8_not_asked_with_a_reason_is_never_complete(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file())
    hands.qtbot.mouseClick(panel.blocks.button(Block.EDUCATION), Qt.MouseButton.LeftButton)
    hands.click(panel.pane, "Nicht erhoben, weil …")
    hands.click(panel.pane, "Begründung speichern")
    assert "Satz" in hands.words(panel.pane)
    hands.into(panel.pane.reason.field, "Zeugnisse kommen noch")
    hands.click(panel.pane, "Begründung speichern")
    block = next(each for each in view_of(hands).blocks if each.block is Block.EDUCATION)
    assert (block.light, block.reason) == (Light.OPEN_WITH_REASON, "Zeugnisse kommen noch")
    hands.click(panel.pane, "Zurücknehmen")
    assert next(each for each in view_of(hands).blocks if each.block is Block.EDUCATION).reason == ""


def test_i8_goals_and_course_cannot_be_answered_by_a_reason(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file())
    for block in (Block.GOALS, Block.COURSE):
        hands.qtbot.mouseClick(panel.blocks.button(block), Qt.MouseButton.LeftButton)
        assert not panel.pane.reason.isVisible()


def test_z1_a_goal_is_agreed_with_its_measure(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.area, "Wohnen")
    hands.into(editor.wording, "Eine eigene Wohnung")
    hands.into(editor.until, "30.6.2027")
    (row,) = editor.measures.rows()
    hands.into(row.what, "Antrag beim Wohnungsamt")
    hands.click(panel.foot, "Ziel speichern")
    (goal,) = goals_of(hands)
    assert (goal.area, goal.wording, goal.until) == ("housing", "Eine eigene Wohnung", date(2027, 6, 30))
    assert goal.state is GoalState.AGREED
    assert goal.next_review == date(2027, 2, 20)
    assert [each.what for each in goal.measures] == ["Antrag beim Wohnungsamt"]
    (card,) = panel.pane.findChildren(GoalCard)
    assert "Eine eigene Wohnung" in hands.words(card)


def test_i6_z3_a_goal_is_agreed_on_the_day_that_is_typed(plan_of: Any) -> None:
    """K3: agreed on 2.11. and typed on the 20th, it counts and is printed as of the 2nd."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    assert editor.agreed.value() == date(2026, 11, 20)
    hands.into(editor.area, "Wohnen")
    hands.into(editor.wording, "Eine eigene Wohnung")
    for typed, said in (
        ("21.11.2026", "nicht erst am 21.11.2026"),
        ("11.1.2026", "Am 11.01.2026 gab es den Plan noch nicht"),
        ("", "Bitte geben Sie ein Datum ein."),
    ):
        hands.into(editor.agreed, typed)
        hands.click(panel.foot, "Ziel speichern")
        assert said in hands.words(editor)
        assert editor.agreed.hasFocus()
        assert goals_of(hands) == ()
    hands.into(editor.agreed, "2.11.")
    hands.click(panel.foot, "Ziel speichern")
    (goal,) = goals_of(hands)
    agreed = date(2026, 11, 2)
    assert (goal.agreed_on, [each.on for each in goal.history]) == (agreed, [agreed])
    hands.click(panel.pane, "Bearbeiten")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    assert not editor.agreed.isVisible()


def test_z4_a_day_before_the_agreement_is_asked_about_once(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.area, "Wohnen")
    hands.into(editor.wording, "Eine eigene Wohnung")
    hands.into(editor.until, "30.08.2025")
    hands.click(panel.foot, "Ziel speichern")
    assert "Der 30.08.2025 liegt vor der Vereinbarung am 20.11.2026." in hands.words(editor)
    assert hands.here() is editor.until
    assert goals_of(hands) == ()
    hands.into(editor.until, "30.08.2024")
    hands.click(panel.foot, "Ziel speichern")
    assert goals_of(hands) == ()
    hands.click(panel.foot, "Ziel speichern")
    (goal,) = goals_of(hands)
    assert goal.until == date(2024, 8, 30)
    hands.click(panel.pane, "Bearbeiten")
    hands.click(panel.foot, "Ziel speichern")
    assert not isinstance(panel.pane.content, GoalEditor)


def test_of_a_value_and_its_day_the_cursor_goes_to_the_one_at_fault(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file())
    hands.qtbot.mouseClick(panel.blocks.button(Block.LANGUAGE), Qt.MouseButton.LeftButton)
    widget = panel.pane.content.fields.widget("german_spoken")
    value, since = widget.focusProxy(), only(widget, DateField)
    hands.into(value, "A2")
    hands.into(since, "31.2.26")
    hands.click(panel.foot, "Angaben speichern")
    assert hands.here() is since
    assert (value.property("faulty"), since.property("faulty")) == ("false", "true")
    hands.into(since, "1.2.26")
    hands.click(panel.foot, "Angaben speichern")
    assert [each.value for each in hands.asked(open_case, 1).file.answers] == ["a2"]


def test_z1_a_proposal_asks_for_no_day_and_the_day_typed_comes_back_with_the_draft(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.agreed, "2.11.")
    typed = editor.draft()
    editor.set_draft({**typed, "state": "proposed"})
    assert not editor.agreed.isVisible()
    editor.set_draft(typed)
    assert editor.agreed.isVisible() and editor.agreed.value() == date(2026, 11, 2)
    hands.into(editor.area, "Wohnen")
    hands.into(editor.wording, "Eine eigene Wohnung")
    hands.into(editor.state, "vorgeschlagen")
    hands.click(panel.foot, "Ziel speichern")
    (goal,) = goals_of(hands)
    assert (goal.agreed_on, goal.history[0].on) == (None, date(2026, 11, 20))


def test_a_goal_is_saved_by_the_keyboard_and_the_cursor_stays_in_the_plan(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.area, "Wohnen")
    hands.into(editor.wording, "Eine eigene Wohnung")
    editor.wording.setFocus()
    hands.qtbot.keyClick(editor.wording, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    assert [each.wording for each in goals_of(hands)] == ["Eine eigene Wohnung"]
    assert isinstance(panel.pane.content, GoalsBlock)
    assert panel.focusWidget() is panel.pane.content.first_act()


def test_z4_the_helper_asks_and_falls_silent_and_never_blocks(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    seen, until = "Was kann die Person dann, oder was liegt vor?", "Bis zu welchem Tag soll es so weit sein?"
    assert {seen, until} <= set(hands.words(editor).splitlines())
    hands.into(editor.area, "Arbeit")
    hands.into(editor.wording, "Eine Stelle")
    hands.into(editor.seen_by, "Arbeitsvertrag")
    hands.settle()
    assert seen not in hands.words(editor) and until in hands.words(editor)
    hands.click(panel.foot, "Ziel speichern")
    assert [each.wording for each in goals_of(hands)] == ["Eine Stelle"]


def test_z4_the_list_of_phrases_says_what_it_is_and_leaves_no_gap(plan_of: Any) -> None:
    """One took it for a large field, and below it room was kept for the keys that take one."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    phrases, below = editor.phrases, editor.seen_by.parentWidget()
    assert below is not None

    def top(widget: QWidget) -> int:
        return widget.mapTo(editor, QPoint(0, 0)).y()

    assert hands.words(phrases) == "Vorschläge"
    place = top(phrases.list)
    assert top(below) - place - phrases.list.height() <= space(3)
    editor.wording.setFocus()
    hands.settle()
    assert hands.words(phrases) == "Vorschläge: Pfeiltasten wählen, Enter übernimmt, Esc schließt."
    assert top(phrases.list) == place


def test_story_7_a_goal_of_two_words_is_asked_what_and_offered_what_is_near(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.area, "Sprache")
    hands.into(editor.wording, "Deutsch lernen")
    hands.settle()
    assert "Was genau soll erreicht werden?" in hands.words(editor)
    offered = [editor.phrases.list.item(row).text() for row in range(editor.phrases.list.count())]
    assert "Deutsch" in offered[0]
    assert {"Ich bestehe die B1-Prüfung (DTZ).", "Ich beginne einen Integrationskurs."} <= set(offered)
    assert editor.phrases.list.currentRow() == -1
    editor.wording.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert editor.wording.value() == offered[0]


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_nothing_below_the_phrases_moves_while_a_goal_is_typed(plan_of: Any, size: float) -> None:
    """However many phrases fit, and whether a question is still open: what comes next stays in its place."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.program.style.enlarge(size)
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    editor.wording.setFocus()
    places = []
    for typed in ("", "Deutsch", "Deutsch lernen und", "B1-Prüfung", "Xyz abc qrs tuv"):
        editor.wording.set_value(typed)
        hands.settle()
        places.append((editor.phrases.list.count() > 0, editor.seen_by.mapTo(editor, QPoint(0, 0)).y()))
    assert {shown for shown, _place in places} == {True, False}
    assert len({place for _shown, place in places}) == 1, places
    assert "Dazu ist keine Formulierung da." in hands.words(editor.phrases)


def offered_in(editor: GoalEditor) -> list[str]:
    """Return the phrases on offer, as they are listed."""
    listed = editor.phrases.list
    return [listed.item(row).text() for row in range(listed.count())] if not editor.phrases.isHidden() else []


def test_story_7_an_area_is_found_by_what_people_call_it(plan_of: Any) -> None:
    """Typing "Deu" is enough for "Sprache", in the list that opens and for what is typed and left."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    hands.into(editor.area, "Deu")
    completer = editor.area.completer()
    assert completer is not None and completer.completionCount() == 1
    assert completer.pathFromIndex(completer.completionModel().index(0, 0)) == "Sprache"
    assert (editor.area.code(), editor.area.fault()) == ("language", "")
    hands.into(editor.area, "schul")  # a label goes before the words: "Schulden" is not asked about
    assert editor.area.code() == "school"


def test_story_7_what_fits_comes_first_and_the_rest_of_its_area_behind(plan_of: Any) -> None:
    """However much is typed, the list is not empty while the area is known, and it may be known by a word."""
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    assert isinstance(editor, GoalEditor)
    behind = {"Ich bestehe die B1-Prüfung (DTZ).", "Ich beginne einen Integrationskurs."}
    hands.into(editor.wording, "Deutsch lernen")
    assert behind <= set(offered_in(editor)), "no area is chosen yet"
    hands.into(editor.area, "Sprache")
    hands.into(editor.wording, "Deutsch")
    offered = offered_in(editor)
    assert "Deutsch" in offered[0] and editor.phrases.list.currentRow() == 0
    assert behind <= set(offered) and len(offered) == len(set(offered)) == 7
    hands.into(editor.wording, "Am liebsten bald etwas ganz anderes machen können")
    assert len(offered_in(editor)) == 7


def test_e3_the_health_area_is_closed_without_its_consent(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(consents=(a_consent(),)))
    hands.click(panel.pane, "Ziel vereinbaren")
    editor = panel.pane.content
    codes = [editor.area.itemData(row) for row in range(editor.area.count())]
    assert "health" not in codes
    assert "personal" in codes
    assert "Persönliches" in hands.words(editor)
    hands.qtbot.mouseClick(panel.blocks.button(Block.PERSONAL), Qt.MouseButton.LeftButton)
    disability = panel.pane.content.fields.widget("disability")
    assert disability.is_closed()
    assert "Einwilligung" in hands.words(disability)


def test_e3_a_goal_of_a_closed_kind_is_not_reviewed_and_says_why(plan_of: Any) -> None:
    goals = (a_goal(area="health", next_review=DUE),)
    hands, panel = plan_of(a_case_file(consents=(a_consent(),), plan=a_plan(goals=goals)), review=True)
    assert isinstance(panel.pane.content, GoalsBlock)
    words = hands.words(panel.pane)
    assert "fehlt die Einwilligung" in words
    assert "Überprüfen" not in {each.text() for each in panel.pane.findChildren(QPushButton)}
    assert view_of(hands).reviews_due == 0


def test_z2_due_goals_are_looked_at_one_after_the_other(plan_of: Any) -> None:
    goals = (
        a_goal(next_review=DUE),
        a_goal(wording="Eine Wohnung finden", area="housing", next_review=DUE, until=date(2027, 6, 30)),
        a_goal(wording="Noch nicht dran", area="work"),
    )
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=goals)))
    hands.click(panel.head, "2 fällige Ziele überprüfen")
    card = panel.pane.content
    assert isinstance(card, ReviewCard)
    hands.qtbot.mouseClick(card.button(GoalState.REACHED), Qt.MouseButton.LeftButton)
    hands.into(card.note, "Prüfung bestanden")
    hands.click(panel.foot, "Festhalten")
    card = panel.pane.content
    assert isinstance(card, ReviewCard)
    assert card.goal.wording == "Eine Wohnung finden"
    assert card.next.value() == date(2027, 2, 20)
    hands.into(card.next, "15.1.2027")
    hands.click(panel.foot, "Festhalten")
    reached, going, untouched = goals_of(hands)
    assert (reached.state, reached.history[-1].note) == (GoalState.REACHED, "Prüfung bestanden")
    assert reached.history[-1].reviewed
    assert reached.next_review is None
    assert (going.state, going.next_review) == (GoalState.AGREED, date(2027, 1, 15))
    assert untouched.next_review == date(2026, 12, 12)
    summary = panel.pane.content
    assert isinstance(summary, ReviewSummary)
    assert "2 Ziele überprüft, davon 1 erreicht oder teilweise erreicht." in hands.words(panel.pane)
    assert "nächste Überprüfung am 15.01.2027" in hands.words(panel.pane)
    hands.click(panel.pane, "Zu allen Zielen")
    assert isinstance(panel.pane.content, GoalsBlock)


def test_z2_a_review_begins_in_sight_and_the_cursor_stays_in_the_plan(plan_of: Any) -> None:
    goal = a_goal(next_review=DUE)
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(goal,))), review=True)
    card = panel.pane.content
    assert isinstance(card, ReviewCard)
    assert hands.program.window.focusWidget() is card.button(GoalState.AGREED)
    hands.press(Qt.Key.Key_Right)
    hands.press(Qt.Key.Key_Right)
    assert card.button(GoalState.DEFERRED).isChecked()
    hands.click(panel.foot, "Festhalten")
    assert panel.pane.isAncestorOf(hands.program.window.focusWidget())


def test_a_dropped_goal_asks_for_its_reason(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(a_goal(next_review=DUE),))), review=True)
    card = panel.pane.content
    assert isinstance(card, ReviewCard)
    hands.qtbot.mouseClick(card.button(GoalState.DROPPED), Qt.MouseButton.LeftButton)
    hands.click(panel.foot, "Festhalten")
    assert "warum" in card.note_row.fault()
    assert goals_of(hands)[0].state is GoalState.AGREED
    hands.into(card.note, "Zieht um")
    hands.click(panel.foot, "Festhalten")
    assert goals_of(hands)[0].state is GoalState.DROPPED


def test_i8_no_goal_yet_needs_a_day(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=())))
    block = panel.pane.content
    assert isinstance(block, GoalsBlock)
    hands.into(block.reason, "Erst das Ankommen")
    hands.click(panel.pane, "Satz speichern")
    assert "bis wann" in hands.words(panel.pane)
    hands.into(block.until, "1.2.2027")
    hands.click(panel.pane, "Satz speichern")
    view = view_of(hands)
    assert view.plan is not None
    assert (view.plan.no_goal_reason, view.plan.no_goal_until) == ("Erst das Ankommen", date(2027, 2, 1))
    assert view.made


def test_z1_i8_once_no_goal_is_open_it_can_be_said_why_there_is_no_new_one_yet(plan_of: Any) -> None:
    """What a sentence from before the goals said is not offered again: its day is past."""
    reached = a_goal(state=GoalState.REACHED, next_review=None)
    said = {"no_goal_reason": "Erst das Ankommen", "no_goal_until": date(2026, 1, 2)}
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(reached,), **said)))
    block = panel.pane.content
    assert isinstance(block, GoalsBlock)
    assert block.reason.value() == ""
    hands.into(block.reason, "Sie bekommt ein Kind")
    hands.into(block.until, "1.2.2027")
    hands.click(panel.pane, "Satz speichern")
    plan = view_of(hands).plan
    assert plan is not None
    assert (plan.no_goal_reason, plan.no_goal_until) == ("Sie bekommt ein Kind", date(2027, 2, 1))
    assert "Noch kein Ziel, weil: Sie bekommt ein Kind – bis 01.02.2027" in hands.words(panel.pane)


def test_z1_as_long_as_a_goal_is_open_it_is_not_asked_why_there_is_none(plan_of: Any) -> None:
    _hands, panel = plan_of(a_case_file(plan=a_plan(goals=(a_goal(),))))
    assert not panel.pane.content.reason.isVisible()


@pytest.mark.parametrize(("block", "name"), [(Block.STEPS, "steps"), (Block.COURSE, "course")])
def test_i8_a_draft_does_not_write_over_a_text_that_was_saved_meanwhile(
    plan_of: Any, block: Block, name: str
) -> None:
    """A draft of an earlier program, which does not tell what was seen, still comes back."""
    hands, panel = plan_of(a_case_file(plan=a_plan()))
    hands.qtbot.mouseClick(panel.blocks.button(block), Qt.MouseButton.LeftButton)
    field = panel.pane.content.steps if block is Block.STEPS else panel.pane.content.text
    steps = block is Block.STEPS
    where, button = (panel.foot, "Angaben speichern") if steps else (panel, "Verlaufsstand speichern")
    hands.into(field, "Erster Satz.")
    kept = panel.unsaved()
    plan = hands.asked(open_case, 1).file.plan
    hands.asked(save_plan_texts, 1, replace(plan, **{name: "Von anderswo."}))
    hands.click(where, button)
    assert "inzwischen geändert" in hands.notice()
    panel.restore(kept)
    panel.show_case(1)
    hands.settle()
    hands.click(where, button)
    assert "inzwischen geändert" in hands.notice()
    assert getattr(hands.asked(open_case, 1).file.plan, name) == "Von anderswo."
    del kept["values"]["seen"]
    panel.restore(kept)
    panel.show_case(1)
    hands.settle()
    hands.click(where, button)
    assert getattr(hands.asked(open_case, 1).file.plan, name) == "Erster Satz."


def _no_goal(panel: Any) -> tuple[Any, str]:
    return panel.pane.content.reason, "Satz speichern"


def _reason(panel: Any) -> tuple[Any, str]:
    return panel.pane.reason.field, "Begründung speichern"


def _signature(panel: Any) -> tuple[Any, str]:
    return panel.pane.content.client_on, "Unterschriften speichern"


@pytest.mark.parametrize(
    ("block", "typed_in", "typed", "newer"),
    [
        (Block.GOALS, _no_goal, "Alt.", lambda desk: saving.save_no_goal(desk, 1, "Von dort.", TODAY)),
        (
            Block.LANGUAGE,
            _reason,
            "Alt.",
            lambda desk: saving.set_block_reason(desk, 1, Block.LANGUAGE, "Von dort."),
        ),
        (Block.COURSE, _signature, "01.11.2026", lambda desk: saving.sign_plan(desk, 1, TODAY, TODAY)),
    ],
)
def test_i8_z5_sentence_reason_and_signatures_write_over_nothing_newer(
    plan_of: Any, block: Block, typed_in: Any, typed: str, newer: Any
) -> None:
    """What was saved meanwhile stays, and so does what is typed; also as a draft that is put back.

    A draft of an earlier program, which does not tell what was seen, still comes back.
    """
    reasons = (BlockReason(Block.LANGUAGE, "Früher."),)
    plan = a_plan(goals=(), no_goal_reason="Früher.", no_goal_until=date(2027, 2, 1), block_reasons=reasons)
    hands, panel = plan_of(a_case_file(plan=plan))
    hands.qtbot.mouseClick(panel.blocks.button(block), Qt.MouseButton.LeftButton)
    if typed_in is _reason:
        hands.click(panel.pane.reason, "Ändern")
    field, button = typed_in(panel)
    hands.into(field, typed)
    draft = panel.unsaved()
    hands.asked(newer)
    kept = view_of(hands).plan
    panel.show_case(1)
    hands.settle()
    field, button = typed_in(panel)
    hands.click(panel.pane, button)
    assert "inzwischen geändert" in hands.notice()
    assert (field.text(), view_of(hands).plan) == (typed, kept)
    panel.restore(draft)
    hands.settle()
    field, button = typed_in(panel)
    hands.click(panel.pane, button)
    assert "inzwischen geändert" in hands.notice()
    assert (field.text(), view_of(hands).plan) == (typed, kept)
    for of_draft in (draft, draft["values"]):
        for name in ("seen", "signed", "reason_seen"):
            of_draft.pop(name, None)
    panel.restore(draft)
    hands.settle()
    field, button = typed_in(panel)
    hands.click(panel.pane, button)
    assert view_of(hands).plan != kept


def test_i7_course_signatures_end_and_again(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file())
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    hands.into(panel.pane.content.text, "Es läuft gut.")
    hands.click(panel.pane, "Verlaufsstand speichern")
    hands.into(panel.pane.content.client_on, "19.11.2026")
    hands.into(panel.pane.content.worker_on, "heute")
    hands.click(panel.pane, "Unterschriften speichern")
    hands.into(panel.pane.content.reason, "Ziele erreicht")
    hands.click(panel.pane, "Plan schließen")
    view = view_of(hands)
    assert view.plan is not None
    assert not view.open
    assert view.plan.course == "Es läuft gut."
    assert (view.plan.client_signed_on, view.plan.worker_signed_on) == (
        date(2026, 11, 19),
        date(2026, 11, 20),
    )
    assert view.plan.spans[0].reason == "goals_reached"


def test_i9_a_closed_plan_is_taken_up_again_as_the_same(plan_of: Any) -> None:
    spans = (PlanSpan(date(2026, 1, 12), date(2026, 6, 30), "moved_unknown"),)
    hands, panel = plan_of(a_case_file(plan=a_plan(spans=spans)))
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    hands.click(panel.pane, "Plan wieder aufnehmen")
    view = view_of(hands)
    assert view.open
    assert view.plan is not None
    assert len(view.plan.spans) == 2


def test_p3_c7_who_was_counselled_elsewhere_needs_the_plan_in_the_first_talk_here(plan_of: Any) -> None:
    _hands, panel = plan_of(a_case_file(case=a_case(counselled_before=YesNoUnknown.YES), plan=None))
    assert "spätestens mit dem ersten Beratungsgespräch hier" in panel.begin.by_when.text()


def test_i9_handing_out_names_what_is_open_and_keeps_the_version(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file())
    holder = hands.program.window.page()
    hands.click(panel.head, "Aushändigen")
    (question,) = panel.findChildren(Confirm)
    assert "Noch nicht vollständig: „Persönliche Angaben“, „Sprachkompetenz“, " in " ".join(
        each.text() for each in question.findChildren(QLabel)
    )
    assert view_of(hands).versions == ()
    hands.click(question, "So aushändigen")
    assert holder.papers[-1].content.startswith(b"%PDF")
    assert [each.number for each in view_of(hands).versions] == [1]
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    hands.click(panel.pane, "Fassung 1 vom 20.11.2026")
    assert len(holder.papers) == 2


def test_e8_what_the_office_lacks_is_said_before_anything_is_asked(plan_of: Any) -> None:
    """The line leads to the missing field, and is gone once the person goes on or nothing is missing."""
    hands, panel = plan_of(a_case_file())
    hands.program.frame.do(change_office, {"controller": ""})
    hands.settle()
    hands.click(panel.head, "Aushändigen")
    assert panel.findChildren(Confirm) == [] and hands.notice() == ""
    assert panel.lacking.isVisible() and "fehlt: Verantwortlich." in hands.words(panel.lacking)
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    assert panel.lacking.isHidden()
    hands.click(panel.head, "Aushändigen")
    hands.click(panel.lacking, "Zu den Einstellungen")
    window = hands.program.window
    assert window.page_name() == "settings"
    assert window.focusWidget().accessibleName() == "Verantwortlich"
    hands.program.frame.do(change_office, {"controller": "Stadt Musterlingen"})
    hands.settle()
    hands.open(Holder, "plan", case_id=1)
    assert panel.lacking.isHidden()
    hands.click(panel.head, "Aushändigen")
    assert panel.lacking.isHidden() and len(panel.findChildren(Confirm)) == 1


def test_e8_a_paper_refused_for_the_office_leads_to_the_missing_field(plan_of: Any) -> None:
    """The line of notices offers the settings, wherever the paper was asked for."""
    hands, _panel = plan_of(a_case_file())
    hands.program.frame.warn(OfficeDataMissing(("controller", "purposes")))
    assert "Verantwortlich" in hands.notice()
    hands.click(hands.program.window.notices, "In den Einstellungen ergänzen")
    assert hands.program.window.page_name() == "settings"
    assert hands.program.window.focusWidget().accessibleName() == "Verantwortlich"


def test_what_is_typed_stays_when_the_case_is_read_again(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file())
    hands.click(panel.pane, "Ziel vereinbaren")
    hands.into(panel.pane.content.wording, "Halb fertig")
    panel.show_case(1)
    hands.settle()
    assert panel.pane.content.wording.value() == "Halb fertig"
    kept = panel.unsaved()
    assert kept is not None
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    assert "Ungespeichertes" in hands.notice()
    hands.click(hands.program.window.notices, "Verwerfen")
    assert panel.unsaved() is None
    panel.restore(kept)
    hands.settle()
    assert isinstance(panel.pane.content, GoalEditor)
    assert panel.pane.content.wording.value() == "Halb fertig"


def test_every_field_has_a_spoken_name(plan_of: Any) -> None:
    hands, panel = plan_of(a_case_file(plan=a_plan(goals=(a_goal(next_review=DUE),))))
    for block in Block:
        hands.qtbot.mouseClick(panel.blocks.button(block), Qt.MouseButton.LeftButton)
        assert unnamed(panel) == []
    hands.qtbot.mouseClick(panel.blocks.button(Block.GOALS), Qt.MouseButton.LeftButton)
    hands.click(panel.pane, "Ziel vereinbaren")
    assert unnamed(panel) == []
    panel.review()
    assert unnamed(panel) == []


@pytest.mark.parametrize(
    ("client_on", "worker_on", "said"),
    [
        ("5.12.2026", "19.11.2026", "nicht in der Zukunft"),
        ("19.11.2026", "5.12.2026", "nicht in der Zukunft"),
        ("1.1.2020", "", "vor dem Beginn des Plans"),
    ],
)
def test_z5_a_day_on_which_nobody_can_have_signed_is_refused_at_its_field(
    plan_of: Any, client_on: str, worker_on: str, said: str
) -> None:
    """The sentence stands there, the field is red, and the cursor is in it."""
    hands, panel = plan_of(a_case_file())
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    content = panel.pane.content
    hands.into(content.client_on, client_on)
    hands.into(content.worker_on, worker_on)
    hands.click(panel.pane, "Unterschriften speichern")
    assert panel.pane.content is content
    wrong, right = content.client_on, content.worker_on
    if worker_on == "5.12.2026":
        wrong, right = right, wrong
    assert (wrong.property("faulty"), right.property("faulty")) == ("true", "false")
    assert said in hands.words(content)
    assert hands.here() is wrong
    assert "Unterschrift" not in hands.notice()
    hands.into(content.client_on, "19.11.2026")
    hands.into(content.worker_on, "heute")
    hands.click(panel.pane, "Unterschriften speichern")
    plan = view_of(hands).plan
    assert plan is not None
    assert (plan.client_signed_on, plan.worker_signed_on) == (date(2026, 11, 19), TODAY)


def test_what_was_saved_before_is_not_said_any_more_where_the_next_saving_is_refused(plan_of: Any) -> None:
    """Below the red sentence it would read as what came of it."""
    hands, panel = plan_of(a_case_file())
    hands.qtbot.mouseClick(panel.blocks.button(Block.COURSE), Qt.MouseButton.LeftButton)
    hands.into(panel.pane.content.client_on, "19.11.2026")
    hands.click(panel.pane, "Unterschriften speichern")
    assert hands.notice() == "Unterschriften gespeichert"
    hands.into(panel.pane.content.client_on, "1.1.2020")
    hands.click(panel.pane, "Unterschriften speichern")
    assert "vor dem Beginn des Plans" in hands.words(panel.pane.content)
    assert hands.notice() == ""


def test_until_the_plan_is_read_nothing_empty_is_seen_and_nothing_of_another_person(plan_of: Any) -> None:
    """No button without words, no sign of a warning that nobody gave."""
    hands, panel = plan_of(a_case_file(), a_case_file())
    assert panel.head.isVisible()
    panel.show_case(2)
    shown = (panel.head, panel.begin, panel.blocks, panel.pane)
    assert not any(each.isVisible() for each in shown)
    hands.settle()
    assert panel.head.isVisible()
    fresh = build_plan_panel(hands.program.frame)
    hands.qtbot.addWidget(fresh)
    fresh.show()
    assert not [each for each in fresh.findChildren(QPushButton) if each.isVisible()]


def test_z2_the_reviews_wanted_of_one_person_do_not_begin_with_another(plan_of: Any) -> None:
    """Whoever goes on to the next file before the plan is read wants no review there."""
    due = a_goal(next_review=DUE)
    hands, panel = plan_of(a_case_file(), a_case_file(plan=a_plan(goals=(due,))))
    panel.show_case(1, wish=Wish(review=0))
    panel.show_case(2)
    hands.settle()
    assert isinstance(panel.pane.content, GoalsBlock)


def test_whatever_is_looked_at_in_a_plan_nothing_of_it_stays_behind(plan_of: Any) -> None:
    """What is left of a block slows every change of the look, and holds what was typed."""
    hands, panel = plan_of(a_case_file())
    counts = []
    for _round in range(3):
        for block in Block:
            hands.qtbot.mouseClick(panel.blocks.button(block), Qt.MouseButton.LeftButton)
            hands.settle()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        counts.append(len(QApplication.allWidgets()))
    assert counts[1] == counts[2]
