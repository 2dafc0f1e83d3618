"""C5, E5, K5, P4: the family on the page of a case, and the case's own deadlines (story 11)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from intman_desktop.services.across.overview import deadlines
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.family import link_files
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.ui.case.next_card import NextCard
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.new_person.page import NewPersonPage
from intman_desktop.ui.new_person.step_agreement import AgreementStep
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.clock_bar import ClockBar
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.finder import Found
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.values.case_file import CaseFile, HouseholdMember
from intman_desktop.values.codes import CaseState, Sex
from intman_desktop.values.deadline_views import DeadlineKind
from tests.builders import a_case, a_case_file, a_client, a_goal, a_participant, a_plan, a_talk
from tests.ui.case.journeys import OnCase
from tests.ui.hands import only
from tests.ui.new_person.test_new_person import ORDINARY

TODAY = date(2026, 11, 20)


def mother() -> CaseFile:
    children = (HouseholdMember("child", False, 2008, 12), HouseholdMember("child", False, 2015, 4))
    return a_case_file(household=(HouseholdMember("spouse", True), *children))


def father(**details: Any) -> CaseFile:
    client = a_client(family_name="Mustermann", given_name="Omar", sex=Sex.MALE)
    return a_case_file(**{"client": client, "household": (), **details})


def linked(case: OnCase) -> None:
    """Link the second file as the spouse of the first."""
    case.hands.program.frame.do(link_files, 1, 2, "spouse")
    case.hands.settle()


def buttons(case: OnCase) -> set[str]:
    """Return the words of every button on the card of the family."""
    found = case.panel("person").family.findChildren(QPushButton)
    return {each.text() for each in found if each.isVisible()}


def test_p4_a_file_is_linked_by_search_from_the_keyboard(on_case: Callable[..., OnCase]) -> None:
    case = on_case(mother(), father(), tab="person")
    card = case.panel("person").family
    card.more.setFocus()
    case.hands.press(Qt.Key.Key_Return)
    assert card.finder.field.hasFocus()
    case.click("Verbinden", card)
    assert "Bitte wählen Sie, wessen Akte gemeint ist." in case.words()
    card.finder.field.setFocus()
    case.hands.type("mustermann")
    case.hands.qtbot.waitUntil(lambda: bool(card.finder.field.offers()), timeout=20_000)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    case.hands.qtbot.keyClick(popup, Qt.Key.Key_Down)
    case.hands.qtbot.keyClick(popup, Qt.Key.Key_Return)
    case.hands.settle()
    assert card.relationship.hasFocus()
    card.relationship.set_code("spouse")
    case.click("Verbinden", card)
    assert case.hands.notice().startswith("Akten verbunden.")
    assert "Ehefrau/Ehemann · " in case.words()
    assert not card.finder.isVisible()
    assert [each.linked_case != "" for each in case.file().household] == [True, False, False]
    case.undo()
    assert "Ehefrau/Ehemann · " not in case.words()


def test_p4_the_form_of_linking_can_be_left(on_case: Callable[..., OnCase]) -> None:
    case = on_case(mother(), father(), tab="person")
    card = case.panel("person").family
    case.click("Mit einer Akte verbinden …", card)
    case.click("Abbrechen", card)
    assert card.more.isVisible() and not card.finder.isVisible()


def test_c5_clocks_and_plans_stand_side_by_side_and_open_the_file(on_case: Callable[..., OnCase]) -> None:
    plan = a_plan(complete_blocks=6, goals=(a_goal(next_review=date(2026, 12, 1)),))
    case = on_case(mother(), father(plan=plan), tab="person")
    linked(case)
    card = case.panel("person").family
    assert "Plan 6 von 7 · Überprüfung am 01.12.2026" in case.words()
    (bar,) = card.findChildren(ClockBar)
    assert "endet am 12.01.2029" in bar.accessibleName()
    # who is linked stands with the family, no longer in the form, and saving keeps the link
    assert [row.relationship.code() for row in case.panel("person").household.rows()] == ["child", "child"]
    case.panel("person").household.rows()[1].born.setText("05.2015")
    case.panel("person").household.rows()[1].changed.emit()
    case.panel("person").save_all()
    case.hands.settle()
    assert [bool(each.linked_case) for each in case.file().household].count(True) == 1
    case.hands.press(Qt.Key.Key_F8)
    assert "Mustermann" not in case.words()
    case.hands.press(Qt.Key.Key_F8)
    case.click("Mustermann, Omar", card)
    page = case.hands.program.window.page()
    assert isinstance(page, CasePage)
    assert page.case_id == 2


def test_k5_a_joint_talk_begins_with_both(on_case: Callable[..., OnCase]) -> None:
    case = on_case(mother(), father(), tab="person")
    linked(case)
    case.click("Gespräch mit beiden", case.panel("person").family)
    page = case.hands.program.window.page()
    assert isinstance(page, TalkPage)
    assert page.sheet.case_ids() == (1, 2)
    assert len(page.sheet.people) == 2


def test_p4_the_link_is_removed_and_taken_back(on_case: Callable[..., OnCase]) -> None:
    case = on_case(mother(), father(), tab="person")
    linked(case)
    case.click("Verbindung lösen", case.panel("person").family)
    assert not any(each.linked_case for each in case.file().household)
    case.undo()
    assert "Mustermann, Omar" in buttons(case)


def test_e4_of_a_withdrawn_file_only_the_relationship_is_seen(on_case: Callable[..., OnCase]) -> None:
    case = on_case(mother(), father(), tab="person")
    linked(case)
    case.hands.program.frame.do(withdraw_basic, 2, TODAY)
    case.hands.settle()
    assert "Ehefrau/Ehemann: eigene Akte, die zurzeit nicht einzusehen ist" in case.words()
    assert "Mustermann" not in case.words()


def test_c5_a_resting_file_without_plan_or_clock_says_so(on_case: Callable[..., OnCase]) -> None:
    resting = a_case(state=CaseState.DORMANT, period_start=None)
    case = on_case(mother(), father(case=resting, plan=None, needs_assessment=None), tab="person")
    linked(case)
    assert "ruht · noch kein Plan" in case.words()
    assert "Gespräch mit beiden" not in buttons(case)


def test_story_11_the_eldest_turns_eighteen_next_month(on_case: Callable[..., OnCase]) -> None:
    case = on_case(mother(), father(), tab="person")
    linked(case)
    case.click("Eigene Akte vorbereiten", case.page)
    page = case.hands.program.window.page()
    assert isinstance(page, NewPersonPage)
    case.hands.settle()
    said = "Eigene Akte für: Kind, geboren 12.2008, aus dem Haushalt von Musterfrau, Samira (IM-"
    assert said in case.hands.words(page)
    case.hands.program.frame.curtain.welcome(None)
    case.hands.program.frame.curtain.draw(True)
    assert "aus dem Haushalt von • • • (IM-" in case.hands.words(page)
    case.hands.program.frame.curtain.draw(False)
    assert page.steps[0].values() == {"language": "ar", "interpreter": False}
    assert all("Musterfrau" not in str(step.values()) for step in page.steps)
    left = page.unsaved()
    assert left is not None
    case.hands.click(page, "Verwerfen")
    case.hands.click(only(page, Confirm), "Verwerfen")
    page = case.hands.open(NewPersonPage, "new_person")
    assert page.unsaved() is None and page.grown_up.isHidden()
    page.restore(left)
    assert page.grown_up.member_id == left["grown_up"]["member"]
    page.restore({"brief": {"on": "20.11.2026", "form": "phone", "topic": "housing"}})
    beside = page.unsaved()
    assert beside is not None and beside.pop("brief")["shown"], "a Kurzkontakt stands beside it"
    assert beside == left
    page.brief.forget()
    for step, values in zip(page.steps, [*ORDINARY, page.steps[-1].values()], strict=True):
        step.set_values(values)
    for _step in range(len(page.steps) - 1):
        page.go_on()
        case.hands.settle()
        if page.steps[4].isVisible():
            assert "Gemeint sind eigene Gespräche, nicht die der Eltern" in case.hands.words(page.steps[4])
    last = page.steps[-1]
    assert isinstance(last, AgreementStep)
    last.form.signed.setChecked(True)
    page.go_on()
    case.hands.settle()
    opened = case.hands.program.window.page()
    assert isinstance(opened, CasePage)
    assert opened.case_id == 3
    young = case.hands.asked(open_case, 3).file
    assert [(each.relationship, bool(each.linked_case)) for each in young.household] == [("mother", True)]
    kinds = {row.kind for row in case.hands.asked(deadlines, 30)}
    assert DeadlineKind.TURNS_EIGHTEEN not in kinds
    assert page.grown_up.member_id == 0


def test_p4_an_intake_that_was_begun_is_not_lost_to_another(on_case: Callable[..., OnCase]) -> None:
    case = on_case(mother(), tab="person")
    page = case.hands.open(NewPersonPage, "new_person")
    page.steps[2].set_values(ORDINARY[2])
    left = page.unsaved()
    member = case.file().household[1].id
    case.hands.open(NewPersonPage, "new_person", of_case=1, member=member)
    assert page.grown_up.member_id == 0
    case.click("Verwerfen und neu beginnen", case.hands.program.window.notices)
    assert page.grown_up.member_id == member
    assert page.steps[2].values()["family_name"] == ""
    case.hands.program.window.renew_page("new_person", None)
    sealed = case.hands.program.drafting.sealed
    sealed.close([("new_person", json.dumps({"where": {}, "values": left}))])
    case.hands.settle()
    sealed.open(lambda _texts: None)
    case.hands.settle()
    page = case.hands.open(NewPersonPage, "new_person", of_case=1, member=member)
    assert page.grown_up.member_id == 0 and page.unsaved() == left, "put back after unlocking it is no child"
    assert "Hier steht noch eine angefangene Aufnahme." in case.hands.notice()


def test_p4_beside_a_brief_contact_the_file_of_a_child_is_begun_at_once(
    on_case: Callable[..., OnCase],
) -> None:
    """It is no intake that would have to be thrown away, and stays."""
    case = on_case(mother(), tab="person")
    page = case.hands.open(NewPersonPage, "new_person", brief=True)
    case.hands.into(page.brief.form, "telefonisch")
    case.hands.open(CasePage, "case", case_id=1)
    member = case.file().household[1].id
    case.hands.open(NewPersonPage, "new_person", of_case=1, member=member)
    assert page.grown_up.member_id == member and page.steps[0].isVisible()
    assert case.hands.notice() == "Der angefangene Kurzkontakt ist noch nicht gezählt."
    assert page.brief.form.code() == "phone"
    assert case.hands.program.window.where("new_person") == {}, "its draft leads to no child"
    case.hands.open(NewPersonPage, "new_person", of_case=1, member=member)
    assert page.grown_up.member_id == member


def test_the_deadlines_of_one_case_past_and_coming(on_case: Callable[..., OnCase]) -> None:
    file = mother()
    part = a_participant(file.case.key, next_step="Antrag mitbringen", next_step_due=TODAY)
    case = on_case(file, talks=[a_talk(on=date(2026, 11, 2), participants=(part,))], tab="deadlines")
    panel = case.panel("deadlines")
    words = case.hands.words(panel)
    assert "Nächster Schritt: Antrag mitbringen" in words
    assert "Beratungszeitraum endet am 12.01.2029." in words
    assert "Integrationsplan begonnen." in words
    case.click("Verschieben …", panel)
    assert panel.bar.day is not None
    assert panel.bar.isVisible()
    case.hands.into(panel.bar.day, "1.12.2026")
    case.click("Verschieben", panel.bar)
    assert case.file().talks[0].participants[0].next_step_due == date(2026, 12, 1)
    assert not panel.bar.isVisible()
    case.click("Erledigt", panel)
    assert case.file().talks[0].participants[0].next_step_done_on == TODAY
    assert "Nächster Schritt erledigt." in case.hands.notice()
    case.click("Überprüfen", panel)
    assert case.panel("plan").isVisible()


def test_the_keyboard_stays_in_the_case_when_its_line_is_settled(on_case: Callable[..., OnCase]) -> None:
    """It goes on at the same place, where the next line is; after the last one to the tab of the page."""
    file = mother()
    parts = [
        a_participant(file.case.key, next_step=f"Antrag {number}", next_step_due=TODAY) for number in (1, 2)
    ]
    case = on_case(file, talks=[a_talk(participants=(part,)) for part in parts], tab="deadlines")
    panel, hands = case.panel("deadlines"), case.hands
    for left in (1, 0):
        act = next(each for each in panel.findChildren(QPushButton) if each.text() == "Erledigt")
        act.setFocus()
        hands.press(Qt.Key.Key_Space)
        hands.settle()
        assert panel.isAncestorOf(hands.here())
        assert (hands.here().accessibleName() == "Erledigt") is bool(left)
    (card,) = case.page.findChildren(NextCard)
    card.clear()
    act = link_button("Zuletzt", card.clear)
    card.add(act)
    hands.settle()
    act.setFocus()
    hands.press(Qt.Key.Key_Space)
    hands.settle()
    assert hands.here() is case.page.first_field()


def test_much_that_was_settled_comes_in_parts_and_nothing_is_told_as_nothing(
    on_case: Callable[..., OnCase],
) -> None:
    file = a_case_file(household=())
    done = [
        a_talk(
            on=date(2026, 2, day),
            participants=(
                a_participant(
                    file.case.key, next_step=f"Schritt {day}", next_step_done_on=date(2026, 3, day)
                ),
            ),
        )
        for day in range(1, 20)
    ]
    case = on_case(file, talks=done, tab="deadlines")
    panel = case.panel("deadlines")
    assert "Schritt 1" not in case.hands.words(panel).splitlines()
    case.click("Älteres zeigen", panel)
    assert "Nächster Schritt: Schritt 1" in case.hands.words(panel).splitlines()
    panel._show_coming(())
    panel._show_past(())
    case.hands.settle()
    assert "In diesem Fall steht nichts an." in case.hands.words(panel)
    assert "Noch nichts erledigt." in case.hands.words(panel)


def test_p4_of_two_rows_that_fit_the_person_says_which(on_case: Callable[..., OnCase]) -> None:
    young = a_client(family_name="Mustermann", given_name="Lina", birth_date=date(2015, 4, 3))
    rows = (HouseholdMember("child", False, 2015, 4), HouseholdMember("child", False))
    case = on_case(a_case_file(household=rows), a_case_file(client=young), tab="person")
    card = case.panel("person").family
    case.click("Mit einer Akte verbinden …", card)
    card.finder.set_people([Found(2, "Mustermann, Lina", "IM-2026-0002")])
    card.relationship.set_code("child")
    assert not card.row.isVisible()
    case.click("Verbinden", card)
    case.hands.settle()
    assert [card.row.itemText(each) for each in range(1, card.row.count())] == [
        "1. Kind, geboren 04.2015",
        "2. Kind",
        "keine davon: neue Zeile",
    ]
    assert card.row.hasFocus()
    case.click("Verbinden", card)
    assert "Bitte wählen Sie, welche Zeile gemeint ist." in case.words()
    card.row.set_code(card.row.itemData(1))
    case.click("Verbinden", card)
    case.hands.settle()
    assert case.hands.notice().startswith("Akten verbunden.")
    assert [bool(each.linked_case) for each in case.file().household] == [True, False]
    case.undo()
    case.click("Mit einer Akte verbinden …", card)
    assert not card.row.isVisible()


def test_p4_another_file_or_relationship_asks_anew_which_row_is_meant(on_case: Callable[..., OnCase]) -> None:
    young = a_client(family_name="Mustermann", given_name="Lina", birth_date=date(2015, 4, 3))
    rows = (HouseholdMember("child", False), HouseholdMember("child", False))
    case = on_case(a_case_file(household=rows), a_case_file(client=young), tab="person")
    card = case.panel("person").family
    for change in (
        lambda: card.relationship.chosen.emit("sibling"),
        lambda: card.finder.set_people([Found(2, "Mustermann, Lina", "IM-2026-0002")]),
    ):
        case.click("Mit einer Akte verbinden …", card)
        card.finder.set_people([Found(2, "Mustermann, Lina", "IM-2026-0002")])
        card.relationship.set_code("child")
        case.click("Verbinden", card)
        case.hands.settle()
        assert card.row.isVisible()
        change()
        assert not card.row.isVisible()
        case.click("Abbrechen", card)
