"""A Kurzkontakt beside an intake in the real window: neither of them is lost to the other (P2, P4)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.ui.new_person.page import NewPersonPage
from intman_desktop.ui.new_person.step_agreement import AgreementStep
from intman_desktop.ui.new_person.step_language import LanguageStep
from intman_desktop.ui.new_person.step_person import PersonStep
from intman_desktop.ui.overview.drafts_card import DraftsCard
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.parts.confirm import Confirm
from tests.opened import brief_contacts
from tests.ui.hands import CTRL, Hands, only
from tests.ui.new_person.test_new_person import Intake
from tests.ui.test_drafts_kept import lock_and_unlock

WAITS = "Der angefangene Kurzkontakt ist noch nicht gezählt."

ASIDE = "Der andere angefangene Kurzkontakt wartet in der Übersicht unter „Angefangene Texte“."


@pytest.fixture
def intake(qtbot: QtBot, open_program: Callable[..., Any]) -> Intake:
    """Return hands on the page, with a Kurzkontakt by telephone begun there."""
    found = Intake(Hands(qtbot, open_program(())))
    found.hands.open(NewPersonPage, "new_person", brief=True)
    found.hands.into(found.page.brief.form, "telefonisch")
    return found


def go_on(intake: Intake) -> None:
    """Go on with the Kurzkontakt from the overview."""
    overview = intake.hands.open(OverviewPage, "overview")
    card = only(overview, DraftsCard)
    assert "Kurzkontakt ohne Personendaten" in intake.hands.words(card)
    lines = [
        each for each in card.findChildren(QPushButton) if each.isVisible() and each.text() == "Fortsetzen"
    ]
    (resume,) = (each for each in lines if each.accessibleDescription() == "Kurzkontakt ohne Personendaten")
    intake.hands.qtbot.mouseClick(resume, Qt.MouseButton.LeftButton)
    intake.hands.settle()
    page = intake.hands.program.window.page()
    assert isinstance(page, NewPersonPage)
    intake.page = page
    assert page.brief.isVisible() and page.brief.form.code() == "phone"


def test_p2_going_on_with_a_brief_contact_keeps_the_intake_that_waits_in_memory(intake: Intake) -> None:
    """The one is in the vault, the other sealed: both come back, and the Kurzkontakt is seen."""
    hands = intake.hands
    lock_and_unlock(intake.hands)
    hands.press(Qt.Key.Key_N, CTRL)
    hands.settle()
    page = hands.program.window.page()
    assert isinstance(page, NewPersonPage) and page.unsaved() is None
    intake.page = page
    intake.until(PersonStep)
    hands.into(intake.step(PersonStep).family_name, "Probe")
    lock_and_unlock(intake.hands)
    go_on(intake)
    unsaved = intake.page.unsaved()
    assert unsaved is not None and unsaved["at"] == 2
    assert unsaved["steps"][2]["family_name"] == "Probe"
    hands.click(intake.page, "Zurück zur Aufnahme")
    assert intake.step(PersonStep).family_name.value() == "Probe"
    assert hands.notice() == WAITS


def test_a_brief_contact_that_was_left_is_what_fortsetzen_shows(intake: Intake) -> None:
    """From the page that holds it, and from its draft; the button back says that it waits."""
    hands = intake.hands
    for by_draft in (False, True):
        hands.click(intake.page, "Zurück zur Aufnahme")
        intake.step(LanguageStep)
        assert hands.notice() == WAITS
        hands.open(NewPersonPage, "new_person")
        if by_draft:
            lock_and_unlock(intake.hands)
        go_on(intake)


def test_a_brief_contact_outlives_the_person_who_came_between(intake: Intake) -> None:
    """Taken in or discarded, the intake goes alone; what a question names is what is there."""
    hands, page = intake.hands, intake.page
    hands.press(Qt.Key.Key_N, CTRL)
    intake.until(AgreementStep)
    intake.sign()
    intake.finish()
    hands.program.drafting.save()
    (draft,) = hands.asked(open_drafts)
    assert json.loads(draft.content)["values"]["brief"]["form"] == "phone"
    hands.click(hands.program.window.notices, "Zurück zum Kurzkontakt")
    assert page.brief.isVisible() and page.brief.form.code() == "phone"
    asked = []
    for typed in (True, False):
        page = hands.open(NewPersonPage, "new_person", brief=True)
        hands.click(page, "Zurück zur Aufnahme")
        if typed:
            hands.into(intake.step(LanguageStep).language, "Arabisch")
        hands.click(page, "Verwerfen")
        dialog = page.findChildren(Confirm)[-1]
        asked.append(hands.words(dialog))
        hands.qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
        hands.settle()
        assert ("brief" in (page.unsaved() or {}), "steps" in (page.unsaved() or {})) == (typed, False)
    assert "Die Aufnahme verwerfen?" in asked[0] and "Der angefangene Kurzkontakt bleibt." in asked[0]
    assert "Den Kurzkontakt verwerfen?" in asked[1] and "Aufnahme" not in asked[1]
    assert hands.asked(brief_contacts, 2026) == ()


def resume(intake: Intake) -> None:
    """Go on with the only draft of a Kurzkontakt from the overview."""
    overview = intake.hands.open(OverviewPage, "overview")
    lines = [each for each in only(overview, DraftsCard).findChildren(QPushButton) if each.isVisible()]
    drafts = [each for each in lines if each.accessibleDescription() == "Kurzkontakt ohne Personendaten"]
    (way,) = (each for each in drafts if each.text() == "Fortsetzen")
    intake.hands.qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    intake.hands.settle()


def kept_forms(intake: Intake) -> list[str]:
    """Return the forms of the Kurzkontakte that wait in drafts."""
    intake.hands.program.drafting.save()
    drafts = intake.hands.asked(open_drafts)
    return [json.loads(each.content)["values"]["brief"]["form"] for each in drafts]


@pytest.mark.parametrize("sealed", [False, True])
def test_going_on_with_an_older_brief_contact_lays_the_one_aside_that_was_begun_beside_an_intake(
    intake: Intake, sealed: bool
) -> None:
    """The one that goes is in the vault before the other comes; the intake stays in memory (Rule P2)."""
    hands = intake.hands
    lock_and_unlock(intake.hands)
    intake.page = hands.open(NewPersonPage, "new_person")
    intake.until(PersonStep)
    hands.into(intake.step(PersonStep).family_name, "Probe")
    intake.page = hands.open(NewPersonPage, "new_person", brief=True)
    hands.into(intake.page.brief.form, "Video")
    if sealed:
        lock_and_unlock(intake.hands)
    assert kept_forms(intake) == ["phone"]
    for newer, older in (("phone", "video"), ("video", "phone")):
        resume(intake)
        page = hands.program.window.page()
        assert isinstance(page, NewPersonPage)
        assert page.brief.isVisible() and page.brief.form.code() == newer
        assert hands.notice() == ASIDE
        assert kept_forms(intake) == [older]
        unsaved = page.unsaved()
        assert unsaved is not None and unsaved["steps"][2]["family_name"] == "Probe"
        assert not any("Probe" in each.content for each in hands.asked(open_drafts))
