"""Several cases are marked, looked at, confirmed and erased, in the real window (L1 to L3, L5, L7)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.models import tables as t
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.rights.holding import hold_case
from intman_desktop.services.rights.requests import record_request
from intman_desktop.ui.case.papers_first_card import not_done
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.privacy.erase_cards import lost_words
from intman_desktop.ui.privacy.erase_several import EraseSeveral, Phase
from intman_desktop.ui.privacy.page import PrivacyPage
from intman_desktop.values.codes import CaseState, IdentityCheck, RequestAnswer, RequestKind
from intman_desktop.values.ending_views import ErasureLook, ErasurePreview
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.views import CaseFilter
from tests.builders import a_case, a_case_file, a_client, a_participant, a_request, a_talk
from tests.ui.case.journeys import OnCase
from tests.ui.hands import stop_of
from tests.ui.pages import NotePage
from tests.ui.speaking import silent_controls

OpenProgram = Callable[..., Program]
DUE = {
    "state": CaseState.ENDED,
    "ended_on": date(2026, 11, 1),
    "ending_reason": "relocation",
    "deletion_due": date(2026, 11, 15),
    "deletion_reason": "by_setting",
}


class Batch:
    """The page with three cases to be erased, two of them due, and one that goes on."""

    def __init__(self, qtbot: QtBot, open_program: OpenProgram) -> None:
        names = ("Alrashid", "Beispiel", "Celik", "Demir")
        files = [
            a_case_file(client=a_client(family_name=name), case=a_case(**(DUE if name != "Demir" else {})))
            for name in names
        ]
        later = replace(files[2].case, deletion_due=date(2026, 12, 24), deletion_reason="wird noch abgeholt")
        files[2] = replace(files[2], case=later)
        files[0] = replace(files[0], requests=(a_request(),))
        note = a_participant(files[3].case.key, note="Kam mit Frau Alrashid zusammen.")
        talks = [a_talk(participants=(note,)), *(a_talk(file.case.key) for file in files[:3])]
        self.qtbot = qtbot
        self.program = open_program(files, talks)
        self.program.window.register_page("case", NotePage)
        page = self.program.window.open_page("privacy")
        assert isinstance(page, PrivacyPage)
        self.page = page
        self.settle()

    def settle(self) -> None:
        for _round in range(4):
            self.qtbot.waitUntil(self.program.workers.idle, timeout=20_000)
            QApplication.processEvents()

    def click(self, widget: QAbstractButton) -> None:
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def texts(self, root: QWidget | None = None) -> str:
        root = root or self.page
        return " | ".join(each.text() for each in root.findChildren(QLabel) if each.isVisibleTo(root))

    def button(self, words: str) -> QAbstractButton:
        found = [each for each in self.page.findChildren(QAbstractButton) if each.text() == words]
        return next(each for each in found if each.isVisible())

    def confirm(self) -> None:
        question = [each for each in self.page.findChildren(Confirm) if each.isVisible()][-1]
        self.click(question.act)

    def left(self) -> int:
        total: list[int] = []
        self.program.frame.ask(case_page, CaseFilter(), on_done=lambda page: total.append(page.total))
        self.settle()
        return total[0]

    def begin(self) -> None:
        self.click(self.page.due.mark_due)
        self.click(self.page.due.erase)


def phase_of(several: EraseSeveral) -> Phase:
    return several.phase


@pytest.fixture
def batch(qtbot: QtBot, open_program: OpenProgram) -> Batch:
    return Batch(qtbot, open_program)


def test_l2_the_list_says_why_and_until_when_and_marks(batch: Batch) -> None:
    said = batch.texts()
    assert "Beendet am 01.11.2026 (Umzug/Übergabe), zu löschen bis 15.11.2026 (seit 5 Tagen fällig)" in said
    assert "Der Tag kommt aus der Einstellung." in said
    assert "Warum erst dann: wird noch abgeholt" in said
    assert not batch.page.due.erase.isEnabled()
    marks = batch.page.due.findChildren(CheckField)
    batch.click(marks[0])
    assert batch.page.due.erase.text() == "1 markierte Akte löschen …"
    batch.click(marks[0])
    assert not batch.page.due.erase.isEnabled()
    batch.click(batch.page.due.mark_due)
    assert batch.page.due.erase.text() == "2 markierte Akten löschen …"
    assert silent_controls(batch.page) == []


def test_l2_l5_the_page_tells_what_goes_and_what_comes_first(batch: Batch, tmp_path: Path) -> None:
    batch.begin()
    said = batch.texts(batch.page.several)
    assert "2 Akten löschen" in said
    assert "Bei 2 Akten ist noch nicht gedruckt" in said
    assert "Bescheinigung über den Beratungszeitraum, Integrationsplan" in said
    assert "Für 2 Personen nur auf Deutsch – bitte mündlich erklären. Sprache: Arabisch." in said
    assert "So steht es danach: „Kam mit Frau █████ zusammen.“" in said
    assert batch.button("Alrashid: „Kam mit Frau Alrashid zusammen.“").isChecked()
    assert "Anfrage vom 12.01.2026 nicht beantwortet (Auskunft)" in said
    assert "Es bleiben die Kennzahlen (2026), ohne Person, und je Akte" in said
    assert silent_controls(batch.page) == []
    assert batch.left() == 4, "nothing has happened yet"
    batch.click(batch.button("Namen schwärzen"))
    batch.confirm()
    assert "Frau Alrashid" not in batch.texts(batch.page.several)
    batch.click(batch.page.several.papers.clients)
    assert batch.page.paper.pdf.page_count() >= 4
    batch.click(batch.page.paper.back)
    focused = batch.program.window.focusWidget()
    assert focused is batch.page.several.papers.clients, "back where the papers were asked for"
    assert "Bei 2 Akten ist noch nicht gedruckt" in batch.texts(batch.page.several), "looked at, not printed"
    batch.click(batch.page.several.papers.clients)
    batch.page.paper.pdf.save_to(tmp_path / "papiere.pdf")
    batch.settle()
    batch.click(batch.page.paper.back)
    assert "Was die Personen behalten sollen, ist gedruckt oder gespeichert." in batch.texts(
        batch.page.several
    )
    batch.click(batch.page.several.papers.lists)
    batch.page.paper.pdf.save_to(tmp_path / "liste.pdf")
    batch.click(batch.page.paper.back)
    batch.click(batch.page.several.act.cancel)
    assert batch.left() == 4


def test_the_acts_stay_in_sight_however_much_is_to_be_read(batch: Batch) -> None:
    batch.begin()
    several = batch.page.several
    for act in (several.act.cancel, several.act.erase):
        low = act.mapTo(several, act.rect().bottomLeft()).y()
        assert page_around(act) is None and act.isVisible() and low < several.height()


def test_l3_they_go_one_by_one_and_the_protocol_names_nobody(batch: Batch) -> None:
    batch.begin()
    batch.click(batch.page.several.act.erase)
    batch.confirm()
    assert batch.page.paper.isVisible()
    batch.click(batch.page.paper.back)
    assert "2 Akten sind gelöscht." in batch.texts(batch.page.several)
    assert batch.left() == 2
    batch.click(batch.page.several.end.protocol)
    assert batch.page.paper.isVisible()
    batch.click(batch.page.paper.back)
    batch.click(batch.page.several.end.done)
    assert "2026: 2 Fälle" in batch.texts()


def test_what_fails_is_told_and_the_rest_goes_on(batch: Batch) -> None:
    batch.begin()
    batch.program.frame.do(hold_case, 1, "Beschwerde (Beispiel)", date(2027, 2, 1))
    batch.settle()
    batch.click(batch.page.several.act.erase)
    batch.confirm()
    batch.click(batch.page.paper.back)
    said = batch.texts(batch.page.several)
    assert "1 Akte ist gelöscht. 1 Akte ist noch da:" in said
    assert "Diese Akte hat eine Löschsperre" in said


def test_one_may_stop_between_two(batch: Batch) -> None:
    batch.begin()
    several = batch.page.several
    batch.click(several.act.erase)
    question = [each for each in batch.page.findChildren(Confirm) if each.isVisible()][-1]
    question.accept()
    stop_of(several).click()
    batch.settle()
    batch.click(batch.page.paper.back)
    said = batch.texts(several)
    assert "1 Akte ist gelöscht. 1 Akte ist noch da:" in said
    assert "Sie haben vorher aufgehört." in said
    assert batch.left() == 3


def test_one_key_hides_the_names_here_too(batch: Batch) -> None:
    batch.begin()
    batch.qtbot.keyClick(batch.program.window, Qt.Key.Key_F8)
    batch.settle()
    assert "Alrashid, Samira" not in batch.texts()
    shown = [each.text() for each in batch.page.findChildren(QAbstractButton) if each.isVisibleTo(batch.page)]
    assert not any("Samira" in text for text in shown)


def test_l2_one_that_is_gone_meanwhile_is_left_out_and_named(batch: Batch) -> None:
    batch.click(batch.page.due.mark_due)

    def lose(desk: Desk) -> Outcome[None]:
        with desk.vault.transaction() as connection:
            connection.execute(t.cases.delete().where(t.cases.c.id.in_((1, 2))))
        return Outcome(None)

    batch.program.frame.do(lose)
    batch.click(batch.page.due.erase)
    said = batch.texts(batch.page.several)
    assert "Es ist keine Akte gelöscht." in said
    assert said.count(": Diese Akte gibt es nicht mehr.") == 2
    assert "Alrashid, Samira · IM-" in said
    batch.click(batch.page.several.end.done)
    assert batch.left() == 2
    assert batch.program.window.focusWidget() is not None
    assert batch.program.window.focusWidget().isVisible(), "nothing due is left to be marked"


def test_l2_one_that_is_held_meanwhile_is_named_with_the_reason(batch: Batch) -> None:
    batch.click(batch.page.due.mark_due)
    batch.program.frame.do(hold_case, 2, "Beschwerde (Beispiel)", date(2027, 2, 1))
    batch.click(batch.page.due.erase)
    said = batch.texts(batch.page.several)
    assert "Nicht dabei" in said
    assert ": Diese Akte hat eine Löschsperre." in said
    assert batch.page.several.act.erase.text() == "1 Akte endgültig löschen"
    assert silent_controls(batch.page) == []


def test_while_papers_are_made_nothing_is_erased_and_they_can_be_stopped(batch: Batch) -> None:
    batch.begin()
    several = batch.page.several
    go_on = threading.Event()
    batch.program.frame.make(lambda: go_on.wait(20), on_done=lambda _nothing: None)
    batch.qtbot.mouseClick(several.papers.clients, Qt.MouseButton.LeftButton)
    batch.qtbot.waitUntil(batch.program.workers.vault.idle)
    assert phase_of(several) is Phase.PRINTING
    assert not several.act.erase.isEnabled()
    batch.qtbot.keyClick(batch.program.window, Qt.Key.Key_F8)
    assert not several.act.erase.isEnabled(), "drawing the names again changes nothing"
    several._begin_erasing()
    several.papers.clients.click()
    assert phase_of(several) is Phase.PRINTING
    stop = [each for each in several.findChildren(QAbstractButton) if each.text() == "Abbrechen"]
    batch.qtbot.waitUntil(stop[0].isVisible)
    batch.qtbot.mouseClick(stop[0], Qt.MouseButton.LeftButton)
    go_on.set()
    batch.settle()
    assert phase_of(several) is Phase.READY
    assert several.act.erase.isEnabled()
    assert several.papers.clients.hasFocus()
    assert batch.page.paper.isHidden()
    assert "Bei 2 Akten ist noch nicht gedruckt" in batch.texts(several), "nobody has seen them"


def test_papers_that_cannot_be_made_are_named_with_the_reason(batch: Batch, tmp_path: Path) -> None:
    def spoil(desk: Desk) -> Outcome[None]:
        with desk.vault.transaction() as connection:
            name = t.clients.update().where(t.clients.c.case_id == 1).values(given_name="Samira \U0001d11e")
            connection.execute(name)
        return Outcome(None)

    batch.program.frame.do(spoil)
    batch.begin()
    several = batch.page.several
    batch.program.frame.do(hold_case, 2, "Beschwerde (Beispiel)", date(2027, 2, 1))
    batch.click(several.papers.clients)
    batch.page.paper.pdf.save_to(tmp_path / "papiere.pdf")
    batch.settle()
    said = batch.texts(several)
    assert "3 Papiere ließen sich nicht machen:" in said
    assert " · Bescheinigung über den Beratungszeitraum: " in said
    assert " · Integrationsplan: " in said
    assert ": Diese Akte hat eine Löschsperre." in said
    assert "Bei 1 Akte ist noch nicht gedruckt" in said, "what was refused is still to be printed"


def test_e8_what_the_office_lacks_stands_in_the_card_and_in_the_question(batch: Batch) -> None:
    batch.program.frame.do(change_office, {"storage_time": "", "recipients": ""})
    batch.settle()
    batch.begin()
    several = batch.page.several
    said = batch.texts(several)
    assert "In den Einstellungen fehlen: Empfänger, Dauer der Speicherung." in said
    assert not several.papers.clients.isEnabled() and not several.papers.lists.isEnabled()
    batch.click(several.act.erase)
    asked = batch.texts([each for each in batch.page.findChildren(Confirm) if each.isVisible()][-1])
    assert "Bei 2 Akten ist noch nicht gedruckt" in asked
    assert "Dafür fehlen Angaben in den Einstellungen." in asked
    batch.click(batch.button("Nicht löschen"))
    batch.click(several.papers.settings)
    assert batch.program.window.page_name() == "settings"


def test_l2_a_due_case_on_hold_is_named_by_its_number(batch: Batch) -> None:
    batch.program.frame.do(hold_case, 2, "Beschwerde (Beispiel)", date(2027, 2, 1))
    batch.settle()
    batch.begin()
    said = batch.texts(batch.page.several)
    assert "1 Akte löschen" in said
    assert "Seit 15.11.2026 zu löschen, aber mit Löschsperre." in said
    assert "Beispiel" not in said


def test_e4_whoever_was_not_told_is_named_in_the_question() -> None:
    looks = ErasureLook(ErasurePreview(1, "IM-1", "M", CaseState.ENDED, "", (), 0, (), ()), untold=("A",))
    assert lost_words([looks], cannot=True).startswith(
        "Bei 1 Akte ist der Widerruf nicht überall mitgeteilt."
    )


def test_e4_a_proof_that_is_only_a_scan_is_named_in_the_question_of_one_and_of_several() -> None:
    whole = ErasurePreview(1, "IM-1", "M", CaseState.ENDED, "", (), 0, (), ())
    scanned = replace(whole, proof_only_scanned=True)
    assert not_done(whole, cannot=False) == lost_words([ErasureLook(whole)], cannot=False) == ""
    assert not_done(scanned, cannot=False).startswith(
        "Der Nachweis einer Einwilligung ist nur als Scan in der Akte: Ist er ausgedruckt?"
    )
    assert lost_words([ErasureLook(scanned), ErasureLook(whole)], cannot=False).startswith(
        "Bei 1 Akte gibt es den Nachweis einer Einwilligung nur als Scan: Ist er ausgedruckt?"
    )


RESTRICTED = a_request(
    kind=RequestKind.RESTRICTION,
    received_on=date(2026, 11, 2),
    identity=IdentityCheck.KNOWN,
    answered_on=date(2026, 11, 5),
    answer=RequestAnswer.SENT,
)
ASKED_FIRST = "Einschränkung am 05.11.2026 zugesagt: nur löschen, wenn die Person es möchte"


def test_l8_a_restriction_is_named_before_several_are_erased_and_in_the_question(batch: Batch) -> None:
    """Art. 18 DS-GVO: the case was erased without a word of it."""
    batch.program.frame.do(record_request, 2, RESTRICTED)
    batch.settle()
    batch.begin()
    assert ASKED_FIRST in batch.texts(batch.page.several)
    batch.click(batch.page.several.act.erase)
    (question,) = batch.program.window.findChildren(Confirm)
    assert "Bei 1 Akte gilt eine Einschränkung: Möchte die Person das Löschen?" in batch.texts(question)


def test_what_is_still_looked_at_is_dropped_when_one_leaves(batch: Batch) -> None:
    batch.click(batch.page.due.mark_due)
    go_on = threading.Event()
    batch.program.frame.ask(lambda _desk: go_on.wait(20), on_done=lambda _nothing: None)
    batch.qtbot.mouseClick(batch.page.due.erase, Qt.MouseButton.LeftButton)
    several = batch.page.several
    assert phase_of(several) is Phase.LOOKING
    batch.qtbot.mouseClick(several.back, Qt.MouseButton.LeftButton)
    go_on.set()
    batch.settle()
    assert not several.isVisible()
    assert batch.program.window.focusWidget() is batch.page.due.mark_due
    assert "Das wird gelöscht" not in batch.texts(several)
    assert not several.act.isVisibleTo(several)


def test_names_hidden_while_cases_are_erased_bring_no_button_back(batch: Batch) -> None:
    batch.begin()
    several = batch.page.several
    batch.click(several.act.erase)
    question = [each for each in batch.page.findChildren(Confirm) if each.isVisible()][-1]
    question.accept()
    batch.qtbot.keyClick(batch.program.window, Qt.Key.Key_F8)
    assert phase_of(several) is Phase.ERASING
    assert not several.act.isVisible()
    batch.program.window.open_page("privacy")
    assert several.isVisible(), "the page shows what is under way"
    stop_of(several).click()
    batch.settle()
    batch.click(batch.page.paper.back)
    said = batch.texts(several)
    assert "1 Akte ist gelöscht. 1 Akte ist noch da:" in said
    assert "Beispiel" not in said, "hidden at the end as well"


def test_l7_on_a_wrong_clock_nothing_goes_until_the_day_is_confirmed(batch: Batch) -> None:
    def far(desk: Desk) -> Outcome[None]:
        with desk.vault.transaction() as connection:
            connection.execute(t.journal.update().values(at="2027-01-05T10:00:00+00:00"))
        return Outcome(None)

    batch.program.frame.do(far)
    batch.page.refresh()
    batch.settle()
    assert "Bitte prüfen Sie das Datum." in batch.texts()
    batch.begin()
    several = batch.page.several
    assert not several.act.erase.isEnabled()
    batch.click(several.clock.right)
    batch.confirm()
    assert several.act.erase.isEnabled()
    assert "Bitte prüfen Sie das Datum." not in batch.texts(several)
    batch.click(several.act.erase)
    batch.confirm()
    assert batch.left() == 2


def test_l7_a_single_case_asks_for_the_day_as_well(qtbot: QtBot, open_program: OpenProgram) -> None:
    def far(desk: Desk) -> Outcome[None]:
        with desk.vault.transaction() as connection:
            connection.execute(t.journal.update().values(at="2027-01-05T10:00:00+00:00"))
        return Outcome(None)

    case = OnCase(qtbot, open_program((a_case_file(case=a_case(**DUE)),), ()), "erasure")
    program: Any = case.hands.program
    program.frame.do(far)
    case.hands.settle()
    case.panel("erasure").erase.click()
    case.hands.settle()
    case.confirm()
    assert "Bitte prüfen Sie das Datum." in case.words()
    case.confirm()
    case.hands.settle()
    assert case.hands.asked(case_page, CaseFilter()).total == 0
