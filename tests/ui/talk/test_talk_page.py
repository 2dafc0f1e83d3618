"""Noting a talk in the real window, over a real store (P2, P3, P5, C8, E3, K5)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.rules.decisions import DecisionKind
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.gate.directory import save_service, services_list
from intman_desktop.services.plans.planning import plan_view
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.finder import Found
from intman_desktop.ui.period.page import PeriodPage
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.ui.talk.person_part import PersonPart
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import (
    Decision,
    EarlierCounselling,
    NeedsAssessment,
    PlanSpan,
    Referral,
    Talk,
)
from intman_desktop.values.codes import CaseState, ConsentScope, StartEvidence, YesNoUnknown
from tests.builders import (
    a_case,
    a_case_file,
    a_client,
    a_consent,
    a_health_consent,
    a_participant,
    a_plan,
    a_talk,
)
from tests.opened import brief_contacts
from tests.ui.hands import Hands, only, unnamed

OpenProgram = Callable[..., Any]
CTRL, Y, Z = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y, Qt.Key.Key_Z


class Elsewhere(Page):
    """Stands for the page one came from."""

    def title(self) -> str:
        return "Anderswo"


@pytest.fixture
def desk_of(qtbot: QtBot, open_program: OpenProgram) -> Callable[..., Hands]:
    def opened(*files: Any, talks: Any = ()) -> Hands:
        program = open_program(files, talks)
        program.window.register_page("case", Elsewhere)
        program.window.open_page("case", case_id=1)
        return Hands(qtbot, program)

    return opened


def talks_of(hands: Hands, case_id: int = 1) -> tuple[Talk, ...]:
    return tuple(hands.asked(open_case, case_id).file.talks)


def test_a_note_that_one_key_too_many_took_back_comes_back(desk_of: Callable[..., Hands]) -> None:
    """Strg+Z takes back, Strg+Y does it again, and so on; no word of the note is gone."""
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.head.topic.choice, "Wohnen")
    hands.into(page.sheet.notes.parts()[0].note, "Drei Stunden lang geschrieben.")
    hands.save()
    noted = talks_of(hands)
    for key, words, left in ((Z, "Rückgängig gemacht.", 0), (Y, "Wiederhergestellt.", 1)) * 2:
        hands.press(key, CTRL)
        hands.settle()
        assert hands.notice() == words
        assert len(talks_of(hands)) == left
    (talk,) = talks_of(hands)
    assert talk.participants[0].note == noted[0].participants[0].note == "Drei Stunden lang geschrieben."


def test_a_field_in_which_nothing_was_typed_leaves_taking_back_to_the_window(
    desk_of: Callable[..., Hands],
) -> None:
    """The cursor stands in a field after nearly every save: Strg+Z did nothing there."""
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.head.topic.choice, "Wohnen")
    hands.save()
    page = hands.open(TalkPage, "talk", case_id=1)
    part = page.sheet.notes.parts()[0]
    for field in (page.sheet.head.topic.choice.line(), page.sheet.head.day, part.note, part.step):
        field.setFocus()
        for key, left in ((Z, 0), (Y, 1)):
            hands.press(key, CTRL)
            hands.settle()
            assert len(talks_of(hands)) == left, field
    part.note.setFocus()
    hands.type("ab")
    hands.press(Z, CTRL)
    assert part.note.value() == ""
    assert len(talks_of(hands)) == 1, "what was typed here goes first"


def test_a_talk_that_is_taken_back_calls_for_no_plan_and_comes_back_with_its_note(
    desk_of: Callable[..., Hands],
) -> None:
    """The card of a talk that is gone acted on nothing, and what it said took the way back with it."""
    file = a_case_file(plan=None, needs_assessment=None)
    hands = desk_of(file, talks=[a_talk(file.case.key, on=date(2026, 10, 5))])
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.head.topic.choice, "Wohnen")
    hands.into(page.sheet.notes.parts()[0].note, "Hat eine Zusage.")
    hands.save()
    assert page.aftermath is not None
    hands.press(Z, CTRL)
    hands.settle()
    asked: object = page.aftermath
    assert (asked, hands.program.window.page_name()) == (None, "case")
    assert len(talks_of(hands)) == 1
    hands.press(Y, CTRL)
    hands.settle()
    assert [talk.participants[0].note for talk in talks_of(hands)].count("Hat eine Zusage.") == 1


def test_one_talk_by_keys_alone(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    assert hands.here() is page.sheet.head.topic.choice
    hands.type("2")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Wohn")
    hands.press(Qt.Key.Key_Tab)
    while not page.sheet.notes.parts()[0].note.hasFocus():
        hands.press(Qt.Key.Key_Tab)
    hands.type("Hat den Bescheid mitgebracht.")
    hands.save()
    assert hands.notice() == "Gespräch gespeichert"
    assert hands.program.window.page_name() == "case"
    (talk,) = talks_of(hands)
    assert (talk.on, talk.form, talk.topic, talk.further_topics) == (
        date(2026, 11, 20),
        "in_person",
        "language",
        ("housing",),
    )
    assert talk.participants[0].note == "Hat den Bescheid mitgebracht."
    assert talk.participants[0].counts
    hands.answer_notice()
    assert talks_of(hands) == ()


def test_a_talk_that_was_discarded_can_be_brought_back(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.notes.parts()[0].note, "Zwanzig Zeilen")
    hands.click(page, "Verwerfen")
    assert hands.program.window.page_name() == "case"
    assert page.unsaved() is None
    assert hands.notice() == "Verworfen: das angefangene Gespräch."
    hands.click(hands.program.window.notices, "Zurückholen")
    assert hands.program.window.page_name() == "talk"
    assert page.sheet.notes.parts()[0].note.value() == "Zwanzig Zeilen"
    hands.save()
    assert "Hauptthema" in hands.words(page)
    hands.open(TalkPage, "talk", case_id=1)


def test_every_digit_is_a_topic_of_the_office(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    chosen = []
    for digit in "123456789":
        hands.type(digit)
        chosen.append(page.sheet.head.topic.code())
    assert chosen == [
        "residence", "language", "work", "training", "school", "housing", "benefits", "family", "health",
    ]  # fmt: skip


def test_p5_a_written_contact_does_not_count_unless_told(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    counts = page.sheet.notes.parts()[0].counts
    hands.into(page.sheet.head.form, "schriftlich")
    assert not counts.isChecked()
    hands.into(page.sheet.head.form, "Video")
    assert counts.isChecked()
    hands.qtbot.mouseClick(counts, Qt.MouseButton.LeftButton)
    hands.into(page.sheet.head.form, "telefonisch")
    assert not counts.isChecked()


def test_the_fields_of_a_persons_part_stand_beside_each_other_without_a_gap(
    desk_of: Callable[..., Hands],
) -> None:
    """A date is no wider than a date, and what stands beside it does not stand apart."""
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    (part,) = page.findChildren(PersonPart)

    def left(widget: QWidget) -> int:
        return widget.mapTo(part, QPoint(0, 0)).x()

    fields = (part.step, part.due, part.referrals)
    gaps = [left(after) - left(before) - before.width() for before, after in pairwise(fields)]
    assert gaps == [space(4)] * 2


def test_a_referral_and_a_next_step_are_kept(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    part = page.sheet.notes.parts()[0]
    hands.into(page.sheet.head.topic.choice, "Arbeit")
    hands.into(part.referrals.line(), "Jobcenter")
    hands.into(part.due, "1.12.")
    hands.save()
    assert part.step_row.fault() == "Was ist bis dahin zu tun?"
    assert talks_of(hands) == ()
    hands.into(part.due, "")
    hands.into(part.step, "Unterlagen ordnen")
    assert "Ohne Tag keine Frist." in hands.words(page)
    hands.into(part.due, "1.12.")
    assert "Ohne Tag keine Frist." not in hands.words(page)
    hands.into(page.sheet.manner.minutes, "45")
    hands.save()
    (talk,) = talks_of(hands)
    kept = talk.participants[0]
    assert [each.service for each in kept.referrals] == ["jobcenter"]
    assert (kept.next_step, kept.next_step_due) == ("Unterlagen ordnen", date(2026, 12, 1))
    assert talk.minutes == 45


def test_a_talk_is_not_saved_over_what_no_list_knows(desk_of: Callable[..., Hands]) -> None:
    """A referral, a further topic or a form that is in no list is mended first, and kept in the draft."""
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    head, part = page.sheet.head, page.sheet.notes.parts()[0]
    hands.into(head.topic.choice, "Arbeit")
    doubted = (
        (head.form, "Wolke"),
        (only(head.further, ChoiceField), "Fahrrad"),
        (only(part.referrals, ChoiceField), "Frauenhaus Ulm"),
    )
    for field, typed in doubted:
        hands.into(field, typed)
    for field, typed in doubted:
        hands.save()
        assert talks_of(hands) == ()
        assert hands.here() in (field, field.line())
        assert field.line().text() == typed
        hands.into(field, "")
    for field, typed in doubted:
        hands.into(field, typed)
    values = page.unsaved()
    assert values is not None
    page.restore(values)
    hands.settle()
    again = page.sheet.notes.parts()[0].referrals
    kept = [only(each, ChoiceField).line().text() for each in (head.form_row, head.further, again)]
    assert kept == ["Wolke", "Fahrrad", "Frauenhaus Ulm"]


def test_a_service_added_where_it_was_missed_stands_there_by_its_name_and_nothing_is_in_doubt(
    desk_of: Callable[..., Hands],
) -> None:
    """At once, after the lists were read again, and in the talk that is opened later; never by its code."""
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    part = page.sheet.notes.parts()[0]
    hands.into(page.sheet.head.topic.choice, "Arbeit")
    hands.into(part.referrals.line(), "Bildungshaus Fils e. V.")
    hands.click(part, "„Bildungshaus Fils e. V.“ neu anlegen")
    hands.into(part.new_service.kind, "Jugendamt")
    chips: list[list[str]] = []
    part.new_service.added.connect(lambda _service: chips.append(_chips(part)))
    hands.click(part, "Hinzufügen")
    assert [*chips, _chips(part)] == [["Bildungshaus Fils e. V."]] * 2
    hands.save()
    (talk,) = talks_of(hands)
    (referral,) = talk.participants[0].referrals
    (added,) = (each for each in hands.asked(services_list) if each.code == referral.service)
    hands.program.frame.do(save_service, replace(added, active=False))
    again = hands.open(TalkPage, "talk", case_id=1, talk_id=talk.id)
    assert _chips(again.sheet.notes.parts()[0]) == ["Bildungshaus Fils e. V."], "though no more in use"


def test_enter_on_a_service_that_is_in_no_list_asks_for_its_kind(desk_of: Callable[..., Hands]) -> None:
    """Nobody has to find the offer below it; what is meant by a part of its name is taken as before."""
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    part = page.sheet.notes.parts()[0]
    part.referrals.line().setFocus()
    hands.type("Bildungshaus Fils e. V.")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert part.new_service.isVisible() and part.new_service.kind.line().hasFocus()
    hands.into(part.new_service.kind, "Jugendamt")
    hands.click(part, "Hinzufügen")
    assert _chips(part) == ["Bildungshaus Fils e. V."]
    part.referrals.line().setFocus()
    hands.type("Jobc")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert not part.new_service.isVisible()


def _chips(part: PersonPart) -> list[str]:
    """Return the services to which the person was referred, as they stand there."""
    chips = [each for each in part.referrals.findChildren(QPushButton) if each.property("part") == "chip"]
    return [each.text() for each in chips if each.isVisible()]


def test_a_service_that_is_in_no_list_is_offered_while_it_is_typed_and_is_in_view(
    desk_of: Callable[..., Hands],
) -> None:
    """From the third letter on, as soon as nothing matches, above the bar at the foot; a click on it counts
    though it makes the field say what it does not know.
    """
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    part = page.sheet.notes.parts()[0]
    part.note.insertPlainText("Zeile\n" * 9)
    part.referrals.line().setFocus()
    offered = part.new_service.offer_button
    for letter, is_offered in (("V", False), ("H", False), ("S", True)):
        hands.type(letter)
        assert offered.isVisible() == is_offered
    hands.settle()
    assert offered.text() == "„VHS“ neu anlegen"
    assert offered.visibleRegion().boundingRect() == offered.rect()
    only(part.referrals, ChoiceField).line().selectAll()
    for letters, is_offered in (("Jobc", False), ("ha", True)):
        hands.type(letters)
        assert offered.isVisible() == is_offered
    hands.settle()
    hands.wake()
    place = offered.mapTo(page, QPoint(0, 0))
    hands.qtbot.mousePress(offered, Qt.MouseButton.LeftButton)
    hands.settle()
    assert "„Jobcha“ steht nicht in der Liste." in hands.words(part)
    still_there = offered.rect().center() + place - offered.mapTo(page, QPoint(0, 0))
    hands.qtbot.mouseRelease(offered, Qt.MouseButton.LeftButton, pos=still_there)
    hands.settle()
    kind = part.new_service.kind
    assert hands.here() in (kind, kind.line())
    shown = part.new_service.visibleRegion().boundingRect()
    assert shown == part.new_service.rect(), "with its button"


def test_a_form_is_found_by_what_people_call_it(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.head.form, "Hausbesuch")
    hands.into(page.sheet.head.topic.choice, "Arbeit")
    hands.save()
    assert [each.form for each in talks_of(hands)] == ["outreach"]


def test_a_next_step_before_the_talk_is_refused_at_its_day(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    part = page.sheet.notes.parts()[0]
    hands.into(page.sheet.head.topic.choice, "Arbeit")
    hands.into(part.step, "Unterlagen ordnen")
    hands.into(part.due, "10.11.2026")
    hands.save()
    assert part.due_row.fault() == "Der 10.11.2026 liegt vor dem Gespräch am 20.11.2026."
    assert hands.here() is part.due
    assert talks_of(hands) == ()
    hands.into(part.due, "20.11.2026")
    hands.save()
    assert len(talks_of(hands)) == 1


def test_what_is_missing_is_said_at_its_field(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk")
    assert hands.here() is page.sheet.finder.field
    hands.into(page.sheet.head.day, "31.02.2026")
    hands.save()
    assert "mit wem" in page.sheet.people_row.fault()
    assert page.sheet.head.day_row.fault() == "Diesen Tag gibt es nicht."
    assert page.sheet.head.topic_row.fault()
    assert talks_of(hands) == ()


def test_a_talk_in_the_future_is_refused_at_the_date(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.into(page.sheet.head.day, "24.12.2026")
    hands.save()
    assert "Zukunft" in page.sheet.head.day_row.fault()
    assert talks_of(hands) == ()


def test_a_person_chosen_by_enter_leads_on_to_the_topic_and_its_digits(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk")
    hands.type("Muster")
    hands.qtbot.waitUntil(lambda: bool(page.sheet.finder.field.offers()))
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert page.sheet.case_ids() == (1,)
    assert hands.here() is page.sheet.head.topic.choice
    hands.type("2")
    assert page.sheet.head.topic.code() == "language"


@pytest.mark.parametrize(
    ("stored", "counted", "typed", "counts"),
    [
        ("in_person", True, "nicht erschienen", False),
        ("in_person", True, "schriftlich", False),
        ("no_show", False, "persönlich am Standort", True),
        ("no_show", True, "schriftlich", True),
    ],
)
def test_p5_whether_a_stored_talk_counts_follows_its_form_unless_it_was_decided(
    desk_of: Callable[..., Hands], stored: str, counted: bool, typed: str, counts: bool
) -> None:
    """A talk that was corrected to "nicht erschienen" went on counting (K2, C1)."""
    file = a_case_file()
    part = a_participant(file.case.key, counts=counted)
    hands = desk_of(file, talks=[a_talk(on=date(2026, 11, 10), form=stored, participants=(part,))])
    page = hands.open(TalkPage, "talk", case_id=1, talk_id=1)
    hands.into(page.sheet.head.form, typed)
    assert page.sheet.notes.parts()[0].counts.isChecked() is counts


def test_p2_a_talk_before_the_consent_is_refused_at_the_date(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.into(page.sheet.head.day, "01.01.2020")
    hands.save()
    assert "Ohne Einwilligung" in page.sheet.head.day_row.fault()
    assert page.sheet.people_row.fault() == ""
    hands.into(page.sheet.head.day, "20.11.2026")
    assert page.sheet.head.day_row.fault() == ""


def test_c8_outside_the_period_it_asks_back_and_saves_when_told(desk_of: Callable[..., Hands]) -> None:
    start = date(2023, 3, 15)
    consents = (a_consent(decided_on=start),)
    old = a_case_file(
        case=a_case(opened_on=start, period_start=start),
        consents=consents,
        needs_assessment=NeedsAssessment(start, "EB"),
    )
    hands = desk_of(old)
    hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.save()
    (question,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, Confirm))
    assert "15.03.2026" in hands.words(question)
    assert question.safe.hasFocus()
    assert talks_of(hands) == ()
    hands.qtbot.mouseClick(question.act, Qt.MouseButton.LeftButton)
    hands.settle()
    assert len(talks_of(hands)) == 1


def test_c1_a_first_talk_re_dated_names_both_starts_and_leads_to_the_decision(
    desk_of: Callable[..., Hands],
) -> None:
    file = a_case_file(needs_assessment=None)
    hands = desk_of(file, talks=(a_talk(file.case.key),))
    page = hands.open(TalkPage, "talk", case_id=1, talk_id=1)
    hands.into(page.sheet.head.day, "16.2.2026")
    hands.save()
    assert page.aftermath is not None
    assert "16.02.2026 statt 12.01.2026" in hands.words(page.aftermath)
    hands.click(page.aftermath, "Beginn ändern")
    start = hands.program.window.page()
    assert isinstance(start, PeriodPage)
    chosen = [each.text() for each in start.findChildren(QRadioButton) if each.isChecked()]
    assert chosen == ["Wie nach den Gesprächen: 16.02.2026"]


def test_p3_the_second_talk_opens_the_plan_beneath_the_note(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file(plan=None))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.save()
    assert page.aftermath is not None
    assert "20.11.2026" in hands.words(page.aftermath)
    assert page.unsaved() is None
    hands.qtbot.waitUntil(lambda: page.aftermath is not None and page.aftermath.plans[0].begin.hasFocus())
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    plan = hands.asked(plan_view, 1).plan
    assert plan is not None
    assert plan.begun_on == date(2026, 11, 20)
    assert hands.program.window.where("case") == {"case_id": 1, "tab": "plan"}


def test_p3_i9_a_closed_plan_is_taken_up_again_beneath_the_note(desk_of: Callable[..., Hands]) -> None:
    """It stays the same plan with its goals, and opens; nobody is asked for one brought along."""
    closed = PlanSpan(date(2026, 1, 12), date(2026, 6, 1), "goals_reached")
    hands = desk_of(a_case_file(plan=a_plan(spans=(closed,))))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.save()
    assert page.aftermath is not None
    (card,) = page.aftermath.plans
    assert card.begin.text() == "Plan mit dem 20.11.2026 wieder aufnehmen"
    assert "dieser wurde am 01.06.2026 geschlossen" in hands.words(card)
    assert not card.brought.isVisible()
    hands.qtbot.waitUntil(card.begin.hasFocus)
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    view = hands.asked(plan_view, 1)
    assert view.plan is not None
    assert [span.opened_on for span in view.plan.spans] == [date(2026, 1, 12), date(2026, 11, 20)]
    assert view.open and len(view.goals) == 1
    assert hands.notice().startswith("Plan wieder aufgenommen")
    assert hands.program.window.where("case") == {"case_id": 1, "tab": "plan"}


def counselled_before(evidence: StartEvidence) -> Any:
    """Return a case without a plan whose person was counselled elsewhere from 01.09.2025 on."""
    case = a_case(counselled_before=YesNoUnknown.YES, period_start=date(2025, 9, 1), start_evidence=evidence)
    earlier = EarlierCounselling("Stadt Musterhausen", date(2025, 9, 1), date(2026, 8, 1), evidence)
    return a_case_file(plan=None, case=case, earlier_counselling=(earlier,), talks=(), needs_assessment=None)


def test_c7_a_plan_that_was_seen_is_proposed_as_brought_along(desk_of: Callable[..., Hands]) -> None:
    """Not a new plan with the day of the talk: the one brought along goes on here from that day (I9)."""
    hands = desk_of(counselled_before(StartEvidence.PLAN_SEEN))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.save()
    assert page.aftermath is not None
    (card,) = page.aftermath.plans
    assert card.brought.isChecked() and card.begin.text() == "Plan übernehmen"
    assert "Er geht hier mit dem Gespräch am 20.11.2026 weiter." in hands.words(card)
    hands.qtbot.waitUntil(card.day.hasFocus)
    card.begin.setFocus()
    hands.click(card, "Plan übernehmen")
    assert "Bitte geben Sie ein Datum ein." in hands.words(card)
    assert card.day.hasFocus()
    hands.into(card.day, "15.12.2026")
    hands.click(card, "Plan übernehmen")
    assert hands.asked(plan_view, 1).plan is None and "15.12.2026" in hands.words(card)
    hands.into(card.day, "15.10.2025")
    hands.click(card, "Plan übernehmen")
    plan = hands.asked(plan_view, 1).plan
    assert plan is not None and plan.brought_along
    assert plan.begun_on == date(2025, 10, 15)
    assert [span.opened_on for span in plan.spans] == [date(2026, 11, 20)]
    assert hands.program.window.where("case") == {"case_id": 1, "tab": "plan"}


def test_c7_without_a_plan_seen_it_is_offered_and_with_none_before_it_is_not(
    desk_of: Callable[..., Hands],
) -> None:
    """Who was counselled elsewhere may bring one; who was not has none to bring. A refusal that is not of
    the day is not said there.
    """
    hands = desk_of(replace(counselled_before(StartEvidence.TOLD), agreement=None))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.save()
    assert page.aftermath is not None
    (card,) = page.aftermath.plans
    assert not card.brought.isHidden() and not card.brought.isChecked()
    assert card.begin.text() == "Plan mit dem 20.11.2026 beginnen" and not card.day.isVisible()
    card.brought.setChecked(True)
    assert card.begin.text() == "Plan übernehmen" and card.day.isVisible()
    hands.into(card.day, "15.10.2025")
    hands.click(card, "Plan übernehmen")
    said = "Zuerst die Beratungsvereinbarung"
    assert said in hands.notice() and said not in hands.words(card), "no day mends it"


def test_p3_or_it_says_why_the_plan_is_missing(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file(plan=None))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.save()
    assert page.aftermath is not None
    card = page.aftermath.plans[0]
    assert card.brought.isHidden()
    hands.click(card, "Begründung speichern")
    assert "Satz" in hands.words(card)
    hands.into(card.reason, "Sprachmittlung fiel aus")
    hands.click(card, "Begründung speichern")
    (talk,) = talks_of(hands)
    assert talk.participants[0].plan_missing_reason == "Sprachmittlung fiel aus"
    assert hands.asked(plan_view, 1).plan is None
    assert hands.program.window.page_name() == "case"


def test_p3_who_goes_away_undecided_is_called_back_and_finds_it_as_it_was(
    desk_of: Callable[..., Hands],
) -> None:
    hands = desk_of(a_case_file(plan=None))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.save()
    hands.program.window.open_page("case", case_id=1)
    hands.settle()
    assert "Ein Integrationsplan fehlt noch" in hands.notice()
    hands.answer_notice()
    assert hands.program.window.page_name() == "talk"
    assert page.aftermath is not None and page.aftermath.isVisible()
    hands.press(Qt.Key.Key_G, CTRL)
    hands.settle()
    assert "braucht noch einen Plan" in hands.words(page.aftermath.plans[0])
    hands.click(hands.program.window, "Später entscheiden")
    assert page.aftermath is None


def test_p3_who_went_away_undecided_begins_the_next_talk_on_an_empty_sheet(
    desk_of: Callable[..., Hands],
) -> None:
    """The note of the one before is not shown to the next person; her plan stands under what is due."""
    hands = desk_of(a_case_file(plan=None), a_case_file(client=a_client(family_name="Beispielmann")))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.save()
    hands.program.window.open_page("overview")
    hands.settle()
    hands.qtbot.keyClick(hands.program.window, Qt.Key.Key_G, CTRL)
    hands.settle()
    assert page.aftermath is None and page.sheet.isEnabled() and page.sheet.case_ids() == ()
    assert hands.here() is page.sheet.finder.field
    hands.open(TalkPage, "talk", case_id=2)
    assert page.sheet.case_ids() == (2,)
    assert hands.asked(plan_view, 1).plan is None


@pytest.mark.parametrize("soon", [False, True], ids=["once it is saved", "while it is being saved"])
def test_p3_who_types_on_for_the_next_person_begins_no_plan_for_the_one_before(
    desk_of: Callable[..., Hands], soon: bool
) -> None:
    """Strg+G, letters and Enter do nothing at what is undecided; its card says why, and leads on."""
    hands = desk_of(a_case_file(plan=None), a_case_file(client=a_client(family_name="Beispielmann")))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.press(Qt.Key.Key_Return, CTRL)
    if not soon:
        hands.settle()
    # while a talk is being saved the cursor is nowhere, and the window hears the keys
    hands.qtbot.keyClick(hands.program.window, Qt.Key.Key_G, CTRL)
    hands.settle()
    assert page.aftermath is not None
    line = page.aftermath.plans[0].undecided
    hands.qtbot.waitUntil(lambda: hands.here() is line.sentence)
    assert "braucht noch einen Plan" in line.sentence.text()
    assert line.visibleRegion().boundingRect() == line.rect()
    hands.type("bei spiel")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.here() is line.sentence
    assert hands.asked(plan_view, 1).plan is None
    assert talks_of(hands)[0].participants[0].plan_missing_reason == ""
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.program.window.page_name() == "talk"
    assert hands.here() is page.sheet.head.topic.choice
    assert page.aftermath is None


def test_the_next_talk_that_is_wanted_while_one_is_being_saved_begins(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert page.saving() is not None
    hands.qtbot.keyClick(hands.program.window, Qt.Key.Key_G, CTRL)
    hands.settle()
    assert len(talks_of(hands)) == 1
    assert hands.program.window.page_name() == "talk" and page.unsaved() is None
    assert hands.here() is page.sheet.head.topic.choice


def test_once_the_next_talk_is_saved_no_empty_sheet_of_the_one_before_stands_there(
    desk_of: Callable[..., Hands],
) -> None:
    """One lands where one was before both; what is typed on would else be noted for the first person."""
    hands = desk_of(a_case_file(), a_case_file(client=a_client(family_name="Beispielmann")))
    window = hands.program.window
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.press(Qt.Key.Key_Return, CTRL)
    window.open_page("talk", case_id=2)
    hands.settle()
    assert page.sheet.case_ids() == (2,)
    hands.type("1")
    hands.save()
    assert window.page_name() == "case"
    assert [each.topic for each in hands.asked(open_case, 2).file.talks] == ["residence"]


@pytest.mark.parametrize("soon", [False, True], ids=["once it is saved", "while it is being saved"])
def test_p3_once_the_missing_plan_is_explained_the_talk_that_was_wanted_begins(
    desk_of: Callable[..., Hands], soon: bool
) -> None:
    """And from there the way back passes over the sheet that was finished."""
    hands = desk_of(a_case_file(plan=None), a_case_file(client=a_client(family_name="Beispielmann")))
    window = hands.program.window
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.press(Qt.Key.Key_Return, CTRL)
    if not soon:
        hands.settle()
    window.open_page("talk", case_id=2)
    hands.settle()
    assert page.aftermath is not None
    hands.into(page.aftermath.plans[0].reason, "Kommt im Dezember.")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert window.page_name() == "talk" and page.unsaved() is None
    assert page.sheet.case_ids() == (2,) and hands.here() is page.sheet.head.topic.choice
    window.back()
    assert window.page_name() == "case"


def test_p3_who_comes_back_to_decide_and_explains_the_missing_plan_lands_where_she_came_from(
    desk_of: Callable[..., Hands],
) -> None:
    """Coming back by the line of notices wants no other talk."""
    hands = desk_of(a_case_file(plan=None))
    window = hands.program.window
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.save()
    hands.press(Qt.Key.Key_1, CTRL)
    hands.settle()
    hands.answer_notice()
    assert window.page_name() == "talk" and page.aftermath is not None
    hands.into(page.aftermath.plans[0].reason, "Kommt im Dezember.")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert window.page_name() == "overview" and page.unsaved() is None


def test_c6_where_the_next_talk_is_wanted_while_one_in_a_rest_is_saved_the_rest_is_read_first(
    desk_of: Callable[..., Hands],
) -> None:
    """The cursor stands where no key resumes the case; „Weiter“ begins the talk that was wanted."""
    rest = Decision(DecisionKind.REST, date(2026, 11, 1), "Reise", date(2027, 2, 1))
    resting = a_case_file(case=a_case(state=CaseState.DORMANT), decisions=(rest,))
    hands = desk_of(resting, a_case_file(client=a_client(family_name="Beispielmann")))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.program.window.open_page("talk", case_id=2)
    hands.settle()
    assert page.aftermath is not None
    line = page.aftermath.read_first
    hands.qtbot.waitUntil(lambda: hands.here() is line)
    assert line.visibleRegion().boundingRect() == line.rect()
    hands.type("1 b")
    hands.press(Qt.Key.Key_Return)
    hands.settle()
    assert hands.here() is line
    assert hands.asked(open_case, 1).file.case.state == CaseState.DORMANT
    hands.click(page.aftermath, "Weiter")
    hands.settle()
    assert page.sheet.case_ids() == (2,) and hands.here() is page.sheet.head.topic.choice


def test_who_goes_elsewhere_while_a_talk_is_being_saved_stays_there(desk_of: Callable[..., Hands]) -> None:
    """The page does not jump, and the way back leads to no empty sheet either."""
    hands = desk_of(a_case_file())
    window = hands.program.window
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert page.saving() is not None
    hands.qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    hands.settle()
    assert window.page_name() == "overview" and len(talks_of(hands)) == 1
    assert hands.notice() == "Gespräch gespeichert"
    window.back()
    assert window.page_name() == "case"


def test_p3_who_goes_elsewhere_while_a_talk_is_being_saved_is_told_that_its_plan_is_missing(
    desk_of: Callable[..., Hands],
) -> None:
    hands = desk_of(a_case_file(plan=None))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.press(Qt.Key.Key_Return, CTRL)
    assert page.saving() is not None
    hands.qtbot.keyClick(hands.program.window, Qt.Key.Key_1, CTRL)
    hands.settle()
    assert hands.program.window.page_name() == "overview"
    assert "Ein Integrationsplan fehlt noch" in hands.notice()
    hands.answer_notice()
    assert page.aftermath is not None and page.aftermath.isVisible()


def test_c6_a_talk_in_a_rest_says_so_and_the_case_goes_on_with_one_act(
    desk_of: Callable[..., Hands],
) -> None:
    rest = Decision(DecisionKind.REST, date(2026, 11, 1), "Reise", date(2027, 2, 1))
    hands = desk_of(a_case_file(case=a_case(state=CaseState.DORMANT), decisions=(rest,)))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    hands.save()
    assert page.aftermath is not None
    assert "dass der Fall bis zum 01.02.2027 ruht" in hands.words(page.aftermath)
    hands.qtbot.waitUntil(lambda: page.aftermath is not None and page.aftermath.rests[0].resume.hasFocus())
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    file = hands.asked(open_case, 1).file
    assert (file.case.state, file.decisions[-1].kind) == (CaseState.ACTIVE, DecisionKind.RESUME)
    assert file.decisions[-1].on == date(2026, 11, 20)
    hands.click(page.aftermath, "Weiter")
    assert hands.program.window.page_name() == "case"


def test_k5_two_people_each_have_an_own_note_and_are_no_couple_by_themselves(
    desk_of: Callable[..., Hands],
) -> None:
    other = a_case_file(client=a_client(family_name="Beispielmann", given_name="Amir"))
    hands = desk_of(a_case_file(), other)
    page = hands.open(TalkPage, "talk", case_id=1)
    page.sheet.finder.field.setFocus()
    hands.type("Beispielmann")
    hands.qtbot.waitUntil(lambda: bool(page.sheet.finder.field.offers()), timeout=5_000)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.qtbot.waitUntil(lambda: len(page.sheet.notes.parts()) == 2, timeout=5_000)
    mine, hers = page.sheet.notes.parts()
    setting = page.sheet.manner.setting
    assert setting.line().text() == "mehreren Personen"
    hands.into(mine.note, "Nur zu Samira")
    hands.into(hers.note, "Nur zu Amir")
    hands.into(page.sheet.head.topic.choice, "Familie")
    hands.save()
    assert page.sheet.manner.setting.line().text() == "einer Person", "the next sheet begins afresh"
    for case_id, note in ((1, "Nur zu Samira"), (2, "Nur zu Amir")):
        (talk,) = talks_of(hands, case_id)
        assert [part.note for part in talk.participants] == [note]
        assert talk.setting == "single"
    page = hands.open(TalkPage, "talk", case_id=1, talk_id=1)
    assert page.sheet.manner.setting.line().text() == "mehreren Personen"
    hands.into(page.sheet.manner.setting, "Paar")
    hands.save()
    assert [each.setting for each in talks_of(hands)] == ["couple"]


def test_e3_health_is_closed_with_a_sentence_without_its_consent(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file(consents=(a_consent(),)))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("9")
    assert page.sheet.head.topic.code() == ""
    assert "Persönliches" in hands.words(page.sheet.head)
    assert "nichts Gesundheitliches" in hands.words(page.sheet.notes)
    offered = [page.sheet.head.topic.choice.itemData(i) for i in range(page.sheet.head.topic.choice.count())]
    assert "health" not in offered
    assert "personal" in offered


def test_e3_what_a_withdrawn_kind_left_in_a_talk_stays_until_somebody_takes_it_out(
    desk_of: Callable[..., Hands],
) -> None:
    """It is shown by its name, like the topic, and offered to nobody else."""
    withdrawn = a_health_consent(withdrawn_on=date(2026, 11, 2))
    file, other = a_case_file(consents=(a_consent(), withdrawn)), a_case_file(consents=(a_consent(),))
    parts = (a_participant(file.case.key, referrals=(Referral("doctor"),)), a_participant(other.case.key))
    held = a_talk(topic="health", on=date(2026, 5, 4), participants=parts)
    hands = desk_of(file, other, talks=[held])
    page = hands.open(TalkPage, "talk", case_id=1, talk_id=1)
    own, beside = page.sheet.notes.parts()
    assert "Arzt/Therapie" in {chip.text() for chip in own.referrals.findChildren(QPushButton)}
    fields = [only(part.referrals, ChoiceField) for part in (own, beside)]
    offered = [{field.itemData(row) for row in range(field.count())} for field in fields]
    assert [("doctor" in codes, "jobcenter" in codes) for codes in offered] == [(True, True), (False, True)]
    hands.into(own.note, "Ein Wort mehr.")
    hands.save()
    (kept,) = talks_of(hands)
    assert (kept.topic, kept.participants[0].note) == ("health", "Ein Wort mehr.")
    assert [each.service for each in kept.participants[0].referrals] == ["doctor"]


def test_p2_without_basic_consent_nothing_is_noted(desk_of: Callable[..., Hands]) -> None:
    withdrawn = (a_consent(withdrawn_on=date(2026, 10, 1)),)
    hands = desk_of(a_case_file(consents=withdrawn))
    page = hands.open(TalkPage, "talk", case_id=1)
    assert not page.sheet.notes.parts()[0].note.isVisible()
    assert not page.may_be_kept()
    hands.into(page.sheet.head.topic.choice, "Arbeit")
    hands.save()
    assert "Einwilligung" in page.sheet.people_row.fault()
    typed = page.unsaved()
    assert typed is not None
    page.restore(typed)
    page.sheet.wipe(date(2026, 11, 20))
    assert not page.may_be_kept(), (
        "put back after unlocking it is as it was, also before it is read who is named"
    )


def test_p2_a_brief_contact_is_held_only_in_a_form_in_which_one_meets(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    form = page.sheet.head.form
    hands.into(form, "nicht erschienen")
    hands.qtbot.mouseClick(page.sheet.brief, Qt.MouseButton.LeftButton)
    assert form.code() == "in_person"
    form.set_code("no_show")
    assert form.code() != "no_show"
    hands.qtbot.mouseClick(page.sheet.brief, Qt.MouseButton.LeftButton)
    form.set_code("no_show")
    assert form.code() == "no_show"


def test_after_a_brief_contact_without_a_page_before_the_cursor_is_in_the_next_sheet(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    hands = Hands(qtbot, open_program([a_case_file()], ()))
    hands.program.window._way.clear()
    page = hands.open(TalkPage, "talk")
    hands.qtbot.mouseClick(page.sheet.brief, Qt.MouseButton.LeftButton)
    hands.into(page.sheet.head.topic.choice, "Gesundheit")
    hands.save()
    assert hands.notice() == "Kurzkontakt gespeichert"
    assert hands.here() is page.sheet.finder.field


def test_p2_a_brief_contact_keeps_nothing_personal(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.notes.parts()[0].note, "Frau Musterfrau")
    hands.qtbot.mouseClick(page.sheet.brief, Qt.MouseButton.LeftButton)
    assert not page.sheet.notes.isVisible()
    unsaved = page.unsaved()
    assert unsaved is not None
    assert unsaved["notes"] == {}
    assert unsaved["case_ids"] == []
    hands.into(page.sheet.head.topic.choice, "Frau Musterfrau")
    assert "Musterfrau" not in str(page.unsaved())
    hands.into(page.sheet.head.topic.choice, "Gesundheit")
    hands.save()
    (contact,) = hands.asked(brief_contacts, 2026)
    assert (contact.topic, contact.on) == ("health", date(2026, 11, 20))
    assert talks_of(hands) == ()


def test_p2_before_it_is_known_with_whom_the_talk_was_no_text_that_may_name_anybody_is_kept(
    desk_of: Callable[..., Hands],
) -> None:
    """What is typed too early into a list or the day stays on the screen alone, and so in a Kurzkontakt."""
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk")
    head, manner = page.sheet.head, page.sheet.manner
    hands.into(head.form, "telefonisch")
    hands.into(manner.minutes, "20")
    hands.into(manner.interpretation, "Frau Yilmaz")
    for brief in (False, True):
        page.sheet.brief.setChecked(brief)
        for field in (head.topic.choice, head.day):
            hands.into(field, "Frau Yilmaz")
        hands.program.drafting.save()
        (draft,) = hands.asked(open_drafts)
        assert "Yilmaz" not in draft.content
        typed = json.loads(draft.content)["values"]
        assert (typed["head"]["form"], typed["manner"]["minutes"]) == ("phone", "20")
        hands.into(head.day, "19.11.2026")
        assert page.unsaved() == {**typed, "head": {**typed["head"], "day": "19.11.2026"}}
    page.sheet.brief.setChecked(False)
    page.sheet.finder.set_people([Found(1, "Musterfrau, Samira", "IM-2026-0001")])
    assert page.sheet.values()["head"]["topic"] == "", "whether she has consented is not read yet"
    hands.settle()
    assert page.sheet.values()["head"]["topic"] == "?Frau Yilmaz"


def test_an_existing_talk_is_changed_and_removed(desk_of: Callable[..., Hands]) -> None:
    """A next step that is stored as before the talk is asked about only where a day of them is changed."""
    file = a_case_file()
    part_kept = a_participant(file.case.key, next_step="Kurs suchen", next_step_due=date(2025, 12, 1))
    hands = desk_of(file, talks=[a_talk(participants=(part_kept,))])
    page = hands.open(TalkPage, "talk", case_id=1, talk_id=1)
    part = page.sheet.notes.parts()[0]
    assert part.note.value() == "Über den Kurs gesprochen."
    hands.into(part.note, "Neu geschrieben")
    hands.into(part.due, "02.12.2025")
    hands.save()
    assert "liegt vor dem Gespräch" in part.due_row.fault()
    hands.into(part.due, "01.12.2025")
    hands.save()
    assert talks_of(hands)[0].participants[0].note == "Neu geschrieben"
    page = hands.open(TalkPage, "talk", case_id=1, talk_id=1)
    hands.click(page, "Gespräch entfernen …")
    (question,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, Confirm))
    assert "Die Notiz ist dann fort" in hands.words(question)
    hands.qtbot.mouseClick(question.act, Qt.MouseButton.LeftButton)
    hands.settle()
    assert talks_of(hands) == ()
    hands.answer_notice()
    assert len(talks_of(hands)) == 1


def test_what_is_typed_comes_back_as_it_was_left(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    assert page.unsaved() is None
    hands.type("3")
    hands.into(page.sheet.notes.parts()[0].note, "Zwanzig Zeilen")
    page.sheet.notes.parts()[0].due.setFocus()
    hands.type("1.1")
    hands.program.drafting.save()
    assert page.sheet.notes.parts()[0].due.text() == "1.1"
    (draft,) = hands.asked(open_drafts)
    hands.program.window.drop_pages()
    hands.program.drafting.resume(draft)
    hands.settle()
    again = hands.program.window.page()
    assert isinstance(again, TalkPage)
    assert hands.here() is again.sheet.notes.parts()[0].note
    hands.type(" und eine")
    assert again.sheet.head.topic.code() == "work"
    assert again.sheet.notes.parts()[0].note.value() == "Zwanzig Zeilen und eine"
    assert again.sheet.notes.parts()[0].due.text() == "1.1"


def test_a_begun_talk_is_not_lost_to_another_person(desk_of: Callable[..., Hands]) -> None:
    other = a_case_file(client=a_client(family_name="Beispielmann", given_name="Amir"))
    hands = desk_of(a_case_file(), other)
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.notes.parts()[0].note, "Noch nicht fertig")
    hands.open(TalkPage, "talk", case_id=2)
    assert page.sheet.notes.parts()[0].note.value() == "Noch nicht fertig"
    assert "angefangenes Gespräch mit Musterfrau, Samira" in hands.notice()
    hands.answer_notice()
    assert page.sheet.case_ids() == (2,)
    assert page.sheet.notes.parts()[0].note.value() == ""


def test_every_field_has_a_spoken_name(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    assert unnamed(page) == []


def test_hidden_names_stay_hidden_here(desk_of: Callable[..., Hands]) -> None:
    hands = desk_of(a_case_file())
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.program.frame.curtain.draw(True)
    assert all("Musterfrau" not in found.name for found in page.sheet.finder.people())
    assert isinstance(page.sheet.finder.people()[0], Found)
    assert page.sheet.case_ids() == (1,)


def test_e1_where_somebody_interprets_one_line_leads_to_the_undertaking(
    desk_of: Callable[..., Hands],
) -> None:
    interpreter = a_consent(ConsentScope.INTERPRETER)
    hands = desk_of(a_case_file(consents=(a_consent(), interpreter)))
    page = hands.open(TalkPage, "talk", case_id=1)
    line = page.sheet.undertaking
    assert not line.isVisible()
    page.sheet.manner.interpretation.set_code("professional")
    page.sheet.manner.interpretation.chosen.emit("professional")
    assert line.isVisible()
    assert "noch nicht eingetragen" in hands.words(line)
    assert unnamed(line) == []
    page.sheet.manner.interpretation.set_code("none")
    page.sheet.manner.interpretation.chosen.emit("none")
    assert not line.isVisible()
    page.sheet.manner.interpretation.set_code("relative")
    page.sheet.manner.interpretation.chosen.emit("relative")
    hands.click(line, "Eintragen")
    assert hands.program.window.page_name() == "case"


@pytest.mark.parametrize(("until", "asked"), [(date(2026, 11, 19), True), (date(2026, 11, 20), False)])
def test_e6_a_consent_to_renew_is_told_on_the_sheet_of_the_next_talk(
    desk_of: Callable[..., Hands], until: date, asked: bool
) -> None:
    """It is asked anew at the next talk; whoever notes one reads it there and not in a list alone."""
    ran_out = a_consent(ConsentScope.CONTACT, valid_until=until)
    file = a_case_file(consents=(a_consent(), ran_out))
    hands = desk_of(file, talks=[a_talk(file.case.key, on=date(2026, 10, 5))])
    page = hands.open(TalkPage, "talk", case_id=1)
    words = "Eine Einwilligung ist zu erneuern"
    assert (words in hands.words(page)) is asked
    if not asked:
        return
    assert unnamed(page.sheet) == []
    hands.click(page.sheet, "Fall öffnen")
    assert hands.program.window.page_name() == "case"
    edited = hands.open(TalkPage, "talk", case_id=1, talk_id=1)
    assert words not in hands.words(edited), "a talk that was held asks for nothing any more"


def test_e1_an_undertaking_that_is_recorded_is_not_asked_for(desk_of: Callable[..., Hands]) -> None:
    signed = a_consent(
        ConsentScope.INTERPRETER,
        undertaking_by="Amina",
        undertaking_on=date(2026, 1, 12),
        undertaking_place="Ordner 9",
    )
    hands = desk_of(a_case_file(consents=(a_consent(), signed)))
    page = hands.open(TalkPage, "talk", case_id=1)
    page.sheet.manner.interpretation.set_code("professional")
    page.sheet.manner.interpretation.chosen.emit("professional")
    assert not page.sheet.undertaking.isVisible()
