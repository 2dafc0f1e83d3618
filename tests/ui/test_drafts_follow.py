"""What an act takes away of a person stands in no open form any more, and nobody else loses a word.

Rules L2, L3, L5, E3, K5.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.rules.redaction import BLACK
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.drafts import drop_draft, open_drafts
from intman_desktop.services.common.wording import shown
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.ui.case.hold_card import HoldCard
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.needs.page import NeedsPage
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.talk.page import TalkPage
from intman_desktop.values.codes import IdentityCheck, RequestAnswer, TalkSetting
from tests.builders import a_case_file, a_client, a_consent, a_health_consent, a_request
from tests.ui.hands import Hands, choice, only, part_of

OpenProgram = Callable[..., Program]
SECRET = "Erzählt von der Schwester."
ADA = "Mit Ada Sommer da."
GONE = "verworfen oder mit der Akte verborgen"


@pytest.fixture
def hands(qtbot: QtBot, open_program: OpenProgram) -> Hands:
    ada = a_case_file(
        client=a_client(family_name="Sommer", given_name="Ada", birth_date=date(1990, 3, 3)),
        consents=(a_consent(), a_health_consent()),
    )
    amir = a_case_file(client=a_client(family_name="Beispielmann", given_name="Amir"))
    return Hands(qtbot, open_program([ada, amir]))


def note(hands: Hands, text: str, *case_ids: int) -> TalkPage:
    """Type a note for each of the cases, and save nothing."""
    page = hands.open(TalkPage, "talk", case_id=case_ids[0], together=case_ids[1:])
    for part in page.sheet.notes.parts():
        hands.into(part.note, text)
    return page


def press(hands: Hands, text: str) -> None:
    """Click the button of the page that begins with ``text``, and the dangerous one of a question."""
    page = hands.program.window.page()
    assert page is not None
    button = next(e for e in page.findChildren(QPushButton) if e.isVisible() and e.text().startswith(text))
    button.click()
    hands.settle()
    for question in page.findChildren(Confirm):
        if question.isVisible():
            question.act.click()
    hands.settle()


def withdraw(hands: Hands, kind: str, act: str) -> None:
    page = hands.open(CasePage, "case", case_id=1, tab="withdraw")
    panel = part_of(page, "withdraw")
    choice(panel, kind).click()
    press(hands, act)


def erase(hands: Hands) -> None:
    if hands.asked(open_case, 1).file.case.ended_on is None:
        withdraw(hands, "Beratung", "Widerrufen und")
    hands.open(CasePage, "case", case_id=1, tab="erasure")
    press(hands, "Akte IM-")


def hold(hands: Hands) -> None:
    page = hands.open(CasePage, "case", case_id=1, tab="hold")
    hands.into(part_of(page, "hold").reason, "Beschwerde (Beispiel)")
    press(hands, "Löschsperre setzen")


def black_out(hands: Hands) -> None:
    hands.open(CasePage, "case", case_id=1, tab="erasure")
    press(hands, "Namen schwärzen")


def texts(hands: Hands, *pages: Page) -> str:
    """Return everything that can be read or was typed in the pages, in all of the window's where none."""
    fields = (
        field.toPlainText()
        for page in pages or hands.program.window.pages().values()
        for field in page.findChildren(QPlainTextEdit)
    )
    labels = (hands.words(page) for page in pages or hands.program.window.pages().values())
    buttons = (
        button.text() + button.accessibleName()
        for page in pages or hands.program.window.pages().values()
        for button in page.findChildren(QPushButton)
    )
    return "\n".join([*fields, *labels, *buttons])


def kept(hands: Hands) -> dict[int | None, str]:
    """Return what is kept of unfinished texts now, by case."""
    hands.program.drafting.save()
    return {each.case_id: json.dumps(json.loads(each.content)) for each in hands.asked(open_drafts)}


def notes_of(page: TalkPage) -> list[str]:
    return [part.note.value() for part in page.sheet.notes.parts()]


def say_letters(hands: Hands, page: TalkPage, letters: str) -> None:
    page.sheet.notes.parts()[0].note.setFocus()
    hands.type(letters)
    hands.program.drafting.save()
    hands.settle()


ACTS = [
    pytest.param(erase, id="erasing"),
    pytest.param(lambda hands: withdraw(hands, "Beratung", "Widerrufen und"), id="the basic consent"),
    pytest.param(lambda hands: withdraw(hands, "Gesundheit", "Widerrufen und"), id="a kind"),
    pytest.param(hold, id="a hold"),
]


@pytest.mark.parametrize("act", ACTS)
def test_no_form_shows_afterwards_what_was_typed_about_that_person(
    hands: Hands, act: Callable[[Hands], None]
) -> None:
    note(hands, SECRET, 1)
    act(hands)
    assert SECRET not in texts(hands)
    hands.program.window.notices.clear()
    page = hands.open(TalkPage, "talk")
    assert page.sheet.case_ids() == () and page.unsaved() is None
    assert "Sommer" not in texts(hands, page)
    assert kept(hands) == {}
    assert GONE in hands.notice()


@pytest.mark.parametrize("act", ACTS)
def test_a_bedarfserhebung_that_was_begun_goes_with_the_act_too(
    hands: Hands, act: Callable[[Hands], None]
) -> None:
    page = hands.open(NeedsPage, "needs", case_id=1)
    field = next(each for each in page.findChildren(QPlainTextEdit) if each.isEnabled())
    hands.into(field, SECRET)
    assert page.unsaved() is not None
    act(hands)
    assert SECRET not in texts(hands)
    assert kept(hands) == {}


@pytest.mark.parametrize("act", ACTS)
def test_the_text_about_somebody_else_stays_as_it_is(hands: Hands, act: Callable[[Hands], None]) -> None:
    page = note(hands, SECRET, 2)
    act(hands)
    assert hands.program.window.pages()["talk"] is page
    assert notes_of(page) == [SECRET]
    assert list(kept(hands)) == [2]


@pytest.mark.parametrize("act", ACTS)
def test_k5_of_a_joint_text_only_the_part_of_that_person_goes(
    hands: Hands, act: Callable[[Hands], None]
) -> None:
    page = note(hands, "", 1, 2)
    hers, his = page.sheet.notes.parts()
    hands.into(hers.note, SECRET)
    hands.into(his.note, "Amir sucht Arbeit.")
    act(hands)
    again = hands.program.window.pages()["talk"]
    assert isinstance(again, TalkPage) and again is not page
    assert notes_of(again) == ["Amir sucht Arbeit."]
    assert again.sheet.case_ids() == (2,) and again.sheet.manner.setting.code() == TalkSetting.SINGLE
    assert SECRET not in texts(hands)
    hands.program.window.notices.clear()
    hands.open(TalkPage, "talk")
    assert "steht nicht mehr, was herausgenommen wurde" in hands.notice()
    say_letters(hands, again, " Bald.")
    assert list(kept(hands)) == [2]


def test_l5_a_name_that_was_blacked_out_does_not_come_back_with_the_next_word(hands: Hands) -> None:
    note(hands, ADA, 2)
    withdraw(hands, "Beratung", "Widerrufen und")
    black_out(hands)
    page = hands.program.window.pages()["talk"]
    assert isinstance(page, TalkPage)
    assert notes_of(page) == [f"Mit {BLACK} {BLACK} da."]
    erase(hands)
    hands.open(TalkPage, "talk")
    say_letters(hands, page, " Gut.")
    assert "Sommer" not in kept(hands)[2]
    assert "Gut." in kept(hands)[2]


def test_l2_what_was_hidden_by_a_hold_is_offered_again_when_the_hold_is_taken_back(hands: Hands) -> None:
    note(hands, SECRET, 1)
    hold(hands)
    assert SECRET not in texts(hands) and kept(hands) == {}
    hands.program.window.notices.take_back()
    hands.settle()
    assert hands.notice() == "Rückgängig gemacht."
    (draft,) = hands.asked(open_drafts)
    hands.program.frame.resume(draft)
    hands.settle()
    page = hands.program.window.page()
    assert isinstance(page, TalkPage) and notes_of(page) == [SECRET]


def test_l2_a_hold_leaves_no_draft_of_its_own_form(hands: Hands) -> None:
    hold(hands)
    hands.program.window.notices.take_back()
    hands.settle()
    assert kept(hands) == {}


def test_a_text_whose_draft_goes_while_one_types_ends_with_a_sentence(hands: Hands) -> None:
    page = note(hands, SECRET, 1)
    hands.program.drafting.save()
    (draft,) = hands.asked(open_drafts)
    hands.asked(drop_draft, draft.id)
    page.sheet.notes.parts()[0].note.setFocus()
    hands.type(" x")
    hands.program.drafting.save()
    hands.settle()
    assert isinstance(hands.program.window.page(), OverviewPage)
    assert GONE in hands.notice()
    assert kept(hands) == {}


def test_a_text_that_was_never_kept_ends_with_its_case(qtbot: QtBot, open_program: OpenProgram) -> None:
    put_off = a_case_file(consents=())
    hands = Hands(qtbot, open_program([put_off]))
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.into(page.sheet.manner.minutes, "45")
    assert page.unsaved() is not None and not page.may_be_kept()
    hands.program.frame.do(hold_case, 1, "Beschwerde (Beispiel)", date(2027, 1, 1))
    hands.settle()
    assert isinstance(hands.program.window.page(), OverviewPage)
    assert GONE in hands.notice()


def test_a_form_on_a_case_that_is_opened_under_its_hold_stays(hands: Hands) -> None:
    hands.asked(hold_case, 1, "Beschwerde (Beispiel)", date(2027, 1, 1))
    page = hands.open(CasePage, "case", case_id=1, tab="request")
    hands.into(only(page, HoldCard).reason, "Gericht oder Behörde")
    press(hands, "Akte öffnen")
    panel = part_of(page, "request")
    hands.into(panel.form.what, "Alle Angaben")
    typed = page.unsaved()
    for letters in ("", "s"):
        panel.form.what.setFocus()
        hands.type(letters)
        hands.program.drafting.save()
        hands.program.frame.changed.emit(frozenset())
        hands.settle()
    assert hands.program.window.page() is page
    assert typed is not None and page.unsaved() not in (None, typed)


# Forms in the place of the tabs


def begin_answer(hands: Hands) -> CasePage:
    """Begin to answer the request of the second case, and try to save it too early."""
    page = hands.open(CasePage, "case", case_id=2, tab="papers")
    press(hands, "Beantworten")
    form = part_of(page, "request").form
    hands.into(form.answer, shown(RequestAnswer.HANDED_OVER))
    hands.into(form.note, "Liegt im Ordner.")
    hands.save()
    assert "woran Sie die Person erkannt haben" in hands.words(page)
    return page


@pytest.fixture
def asked(qtbot: QtBot, open_program: OpenProgram) -> Hands:
    amir = a_case_file(
        client=a_client(family_name="Beispielmann", given_name="Amir"), requests=(a_request(),)
    )
    return Hands(qtbot, open_program([a_case_file(), amir]))


def leave_by_a_link(hands: Hands) -> None:
    hands.open(CasePage, "case", case_id=2, tab="papers")


def leave_by_the_head(hands: Hands) -> None:
    press(hands, "Papiere")


def leave_for_another_case(hands: Hands) -> None:
    hands.open(CasePage, "case", case_id=1)
    hands.open(CasePage, "case", case_id=2, tab="papers")


@pytest.mark.parametrize("leave", [leave_by_a_link, leave_by_the_head, leave_for_another_case])
def test_l8_the_same_form_brings_back_what_was_typed_and_saving_ends_its_draft(
    asked: Hands, leave: Callable[[Hands], None]
) -> None:
    page = begin_answer(asked)
    leave(asked)
    assert list(kept(asked)) == [2]
    asked.program.window.notices.clear()
    press(asked, "Beantworten")
    form = part_of(page, "request").form
    assert form.note.value() == "Liegt im Ordner."
    assert "steht wieder da" in asked.notice()
    asked.into(form.identity, shown(IdentityCheck.KNOWN))
    asked.save()
    assert [each.note for each in asked.asked(open_case, 2).file.requests] == ["Liegt im Ordner."]
    assert kept(asked) == {}


def test_l8_giving_a_form_up_ends_its_draft(asked: Hands) -> None:
    page = begin_answer(asked)
    assert list(kept(asked)) == [2]
    press(asked, "Abbrechen")
    assert kept(asked) == {}
    press(asked, "Beantworten")
    assert part_of(page, "request").form.note.value() == ""


def test_another_form_of_the_same_kind_begins_empty(asked: Hands) -> None:
    page = begin_answer(asked)
    leave_by_the_head(asked)
    press(asked, "Anfrage eintragen")
    assert part_of(page, "request").form.note.value() == ""
    asked.into(part_of(page, "request").form.note, "Neu")
    assert len(asked.asked(open_drafts)) == 1
    asked.program.drafting.save()
    assert len(asked.asked(open_drafts)) == 2


def test_e3_what_rests_in_a_part_that_is_not_shown_goes_as_well(hands: Hands) -> None:
    page = hands.open(CasePage, "case", case_id=1, tab="person")
    field = next(each for each in page.findChildren(QPlainTextEdit) if each.isVisible())
    hands.into(field, SECRET)
    assert page.unsaved() is not None
    page.go("talks")
    hands.settle()
    assert list(kept(hands)) == [1]
    withdraw(hands, "Gesundheit", "Widerrufen und")
    assert SECRET not in texts(hands) and kept(hands) == {}
    page.go("person")
    hands.settle()
    assert page.unsaved() is None and SECRET not in texts(hands)


def test_a_part_that_still_holds_its_text_goes_on_with_its_own_draft(hands: Hands) -> None:
    page = hands.open(CasePage, "case", case_id=1, tab="person")
    field = next(each for each in page.findChildren(QPlainTextEdit) if each.isVisible())
    hands.into(field, "Schneiderin")
    for part in ("talks", "person", "talks", "person"):
        page.go(part)
        hands.settle()
        assert list(kept(hands)) == [1] and len(hands.asked(open_drafts)) == 1
