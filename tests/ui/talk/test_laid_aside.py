"""A note over which a Kurzkontakt is ticked waits and comes back, in the real window (P2, E4)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.talk.page import TalkPage
from tests.builders import a_case_file, a_client
from tests.opened import brief_contacts
from tests.ui.hands import Hands

NOTE = "Frau Musterfrau will den Pass verlängern."
WAITS = "Das angefangene Gespräch wartet in der Übersicht unter „Angefangene Texte“."


@pytest.fixture
def hands(qtbot: QtBot, open_program: Callable[..., Any]) -> Hands:
    unasked = a_case_file(client=a_client(family_name="Beispielmann", given_name="Amir"), consents=())
    return Hands(qtbot, open_program([a_case_file(), unasked]))


def with_a_note(hands: Hands, **where: Any) -> TalkPage:
    """Begin a talk with Samira Musterfrau and write a note about her."""
    page = hands.open(TalkPage, "talk", case_id=1, **where)
    hands.type("1")
    hands.into(page.sheet.notes.parts()[0].note, NOTE)
    return page


def tick(hands: Hands, page: TalkPage) -> None:
    hands.qtbot.mouseClick(page.sheet.brief, Qt.MouseButton.LeftButton)
    hands.settle()


def kept(hands: Hands) -> dict[int | None, str]:
    """Return the drafts by their cases, as they are written now."""
    hands.program.drafting.save()
    found = hands.asked(open_drafts)
    drafts = {each.case_id: each.content for each in found}
    assert len(drafts) == len(found), "each text has one draft"
    return drafts


def note_in(content: str) -> str:
    (notes,) = json.loads(content)["values"]["notes"].values()
    return str(notes["note"])


def test_p2_a_brief_contact_ticked_over_a_note_is_counted_without_it_and_the_note_waits(hands: Hands) -> None:
    """What was wrong with the talk is not said of the Kurzkontakt; that keeps no word of the person."""
    page = with_a_note(hands)
    hands.into(page.sheet.head.day, "01.01.2020")
    hands.save()
    assert "Ohne Einwilligung" in page.sheet.head.day_row.fault()
    tick(hands, page)
    assert hands.notice() == WAITS
    assert "Ohne das Häkchen steht es wieder hier." in hands.words(page)
    assert [row.fault() for row in page.sheet.rows() if row.fault()] == []
    assert page.sheet.finder.people() == []
    assert page.sheet.head.topic.code() == "residence"
    drafts = kept(hands)
    assert set(drafts) == {1, None}
    assert note_in(drafts[1]) == NOTE
    assert json.loads(drafts[None])["where"] == {}, "nor from whose file one came"
    assert "Musterfrau" not in drafts[None] and "Musterfrau" not in hands.words(page)
    hands.save()
    assert hands.notice() == f"Kurzkontakt gespeichert. {WAITS}"
    assert len(hands.asked(brief_contacts, 2020)) == 1
    assert hands.asked(open_case, 1).file.talks == ()
    assert set(kept(hands)) == {1}
    (waiting,) = hands.asked(open_drafts)
    hands.program.frame.resume(waiting)
    hands.settle()
    assert page.sheet.notes.parts()[0].note.value() == NOTE
    assert page.sheet.case_ids() == (1,) and not page.sheet.brief.isChecked()


def test_the_tick_taken_away_brings_the_note_back_and_so_does_the_notice(hands: Hands) -> None:
    """A slip costs nothing: the cursor is behind the note, and of each text there is one draft."""
    page = with_a_note(hands)
    for by_notice in (False, True):
        kept(hands)
        tick(hands, page)
        assert set(kept(hands)) == {1, None}
        if by_notice:
            hands.click(hands.program.window.notices, "Zurückholen")
        else:
            tick(hands, page)
        (part,) = page.sheet.notes.parts()
        assert part.note.value() == NOTE and hands.here() is part.note
        assert not page.sheet.brief.isChecked() and page.sheet.head.topic.code() == "residence"
        assert "Ohne das Häkchen" not in hands.words(page)
        assert hands.notice() == "Das angefangene Gespräch steht wieder hier."
        assert [note_in(each) for each in kept(hands).values()] == [NOTE]
    hands.type(" Bald.")
    assert {case: note_in(each) for case, each in kept(hands).items()} == {1: f"{NOTE} Bald."}


def test_p2_a_note_that_no_consent_allows_to_keep_is_asked_about_before_it_goes(hands: Hands) -> None:
    page = with_a_note(hands, together=(2,))
    assert not page.may_be_kept()

    def asked() -> Confirm:
        tick(hands, page)
        (question,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, Confirm))
        return question

    question = asked()
    assert "Die Notiz verwerfen?" in hands.words(question) and question.safe.hasFocus()
    hands.qtbot.mouseClick(question.safe, Qt.MouseButton.LeftButton)
    hands.settle()
    assert not page.sheet.brief.isChecked()
    assert page.sheet.notes.parts()[0].note.value() == NOTE
    hands.qtbot.mouseClick(asked().act, Qt.MouseButton.LeftButton)
    hands.settle()
    assert page.sheet.brief.isChecked() and page.sheet.notes.parts() == []
    assert set(kept(hands)) == {None}


def test_p2_a_kurzkontakt_that_was_begun_from_a_file_is_kept_without_that_file(hands: Hands) -> None:
    """Also where nothing was written yet; without the tick the person stands there again."""
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    assert set(kept(hands)) == {1}
    tick(hands, page)
    assert {case: json.loads(each)["where"] for case, each in kept(hands).items()} == {None: {}}
    tick(hands, page)
    assert page.sheet.case_ids() == (1,) and set(kept(hands)) == {1}


def test_e4_a_note_that_waits_goes_with_the_consent(hands: Hands) -> None:
    page = with_a_note(hands)
    tick(hands, page)
    kept(hands)
    hands.program.frame.do(withdraw_basic, 1, date(2026, 11, 20))
    hands.settle()
    assert "Ohne das Häkchen" not in hands.words(page)
    tick(hands, page)
    assert page.sheet.notes.parts() == [] and page.sheet.case_ids() == ()
    assert 1 not in kept(hands)


@pytest.mark.parametrize("way", ["by the tick", "by the notice", "by the tick, from another page"])
def test_a_talk_that_came_back_is_written_on_in_the_one_draft_that_waited(hands: Hands, way: str) -> None:
    """Letters typed at once find it, also where the page was opened anew meanwhile; saved, none is left."""
    page = with_a_note(hands)
    tick(hands, page)
    hands.program.drafting.save()
    hands.settle()
    if way == "by the notice":
        hands.click(hands.program.window.notices, "Zurückholen")
    else:
        if way != "by the tick":
            hands.program.window.open_page("overview")
            hands.open(TalkPage, "talk")
        tick(hands, page)
    hands.type(" Bald.")
    assert {case: note_in(each) for case, each in kept(hands).items()} == {1: f"{NOTE} Bald."}
    hands.save()
    assert kept(hands) == {}
    (talk,) = hands.asked(open_case, 1).file.talks
    assert talk.participants[0].note == f"{NOTE} Bald."


@pytest.mark.parametrize("note", ["Anruf vom Jobcenter.", ""])
def test_the_form_of_a_talk_that_waits_is_that_in_which_it_was_held(hands: Hands, note: str) -> None:
    """A Kurzkontakt is a meeting; the talk with a third party is none, in its draft and after the slip."""
    page = hands.open(TalkPage, "talk", case_id=1)
    hands.type("1")
    form = page.sheet.head.form
    form.setCurrentIndex(form.findData("third_party"))
    form.activated.emit(form.currentIndex())
    if note:
        hands.into(page.sheet.notes.parts()[0].note, note)
    tick(hands, page)
    assert form.code() != "third_party", "a Kurzkontakt has no such form"
    if note:
        assert json.loads(kept(hands)[1])["values"]["head"]["form"] == "third_party"
    tick(hands, page)
    assert form.code() == "third_party"
    assert json.loads(kept(hands)[1])["values"]["head"]["form"] == "third_party"
    if note:
        hands.save()
        (talk,) = hands.asked(open_case, 1).file.talks
        assert talk.form == "third_party"


def test_a_form_chosen_for_the_kurzkontakt_itself_stays_where_no_talk_waits(hands: Hands) -> None:
    page = hands.open(TalkPage, "talk", case_id=1)
    form = page.sheet.head.form
    for code, brief in (("third_party", False), ("in_person", True)):
        form.setCurrentIndex(form.findData(code))
        form.activated.emit(form.currentIndex())
        tick(hands, page)
        assert page.sheet.brief.isChecked() is not brief
    assert form.code() == "in_person"
