"""Einstellungen, Schlüssel: every change of the ways into the store, in the real window (L6)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.app import Program
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.ways import await_sheet
from intman_desktop.services.keeping import keyring
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.services.keeping.keyring import (
    add_substitute,
    note_sheet_shown,
    read_keyring,
    take_away,
)
from intman_desktop.services.keeping.new_sheet import issue_sheet
from intman_desktop.services.keeping.stores import open_store
from intman_desktop.ui.overview.page import OverviewPage
from intman_desktop.ui.parts.progress import ProgressLine
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.parts.state import StateChip
from intman_desktop.ui.pdf_view import PdfView
from intman_desktop.ui.settings import renewal_card, sheet_card
from intman_desktop.ui.settings.keys_part import KeysPart
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.tokens import space
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.values.keyring import MOST_SUBSTITUTES, Keyring
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault.key_file import SlotKind
from intman_desktop.vault.troubles import DiskFull
from tests.builders import a_case_file
from tests.opened import PASSPHRASE
from tests.ui.hands import Hands, button, buttons, only, timer_of

OpenProgram = Callable[..., Program]
HERS = "pferd heft klammer baum regen"


def opened(hands: Hands) -> KeysPart:
    page = hands.open(SettingsPage, "settings", part="keys")
    hands.settle()
    part = page.parts["keys"]
    assert isinstance(part, KeysPart)
    return part


def ring(hands: Hands) -> Keyring:
    found = hands.asked(read_keyring)
    assert isinstance(found, Keyring)
    return found


def do(hands: Hands, verb: Callable[..., Any], *args: Any) -> Any:
    done: list[Any] = []
    hands.program.frame.do(verb, *args, on_done=done.append)
    hands.settle()
    return done[0]


def texts(root: QWidget) -> str:
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def at_its_top(card: QWidget) -> bool:
    """Return whether the page around ``card`` is scrolled to where it begins, or as far as it goes."""
    page = page_around(card)
    assert page is not None
    bar, top = page.verticalScrollBar(), page.height_above(card)
    assert bar.maximum() > 0
    return bar.value() == bar.maximum() or 0 <= top - bar.value() <= space(4)


def click(hands: Hands, root: QWidget, words: str) -> None:
    button = next(
        each
        for each in root.findChildren(QAbstractButton)
        if each.text().replace("&", "") == words and each.isVisible()
    )
    button.click()
    hands.settle()


def answer(hands: Hands, *, yes: bool) -> None:
    (dialog,) = [each for each in hands.program.window.findChildren(QDialog) if each.isVisible()]
    dialog.accept() if yes else dialog.reject()
    hands.settle()


def type_into(hands: Hands, field: QWidget, text: str) -> None:
    line: Any = field.focusProxy() or field
    line.setFocus()
    line.selectAll()
    hands.qtbot.keyClicks(line, text)


def test_the_passphrase_is_changed_by_whoever_knows_it(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program())
    part = opened(hands)
    change = part.change
    assert change.isVisible()
    assert not part.set_new.isVisible()
    change.save.click()
    assert "Bitte geben Sie die bisherige Passphrase ein." in texts(change)
    assert "Bitte wählen Sie eine Passphrase." in texts(change)
    type_into(hands, change.present, "falsch")
    qtbot.keyClick(change.present.focusProxy(), Qt.Key.Key_Return)
    type_into(hands, change.new.first, HERS)
    assert any(each.isVisible() for each in change.findChildren(StateChip)), "how strong it is"
    qtbot.keyClick(change.new.first.focusProxy(), Qt.Key.Key_Return)
    type_into(hands, change.new.again, HERS + " ")
    change.save.click()
    assert "Das ist nicht dasselbe. Bitte noch einmal." in texts(change)
    type_into(hands, change.new.again, HERS)
    qtbot.keyClick(change.new.again.focusProxy(), Qt.Key.Key_Return)
    assert not change.save.isEnabled()
    change.ask_to_save()
    hands.settle()
    assert "Die bisherige Passphrase passt nicht." in texts(change)
    type_into(hands, change.present, PASSPHRASE)
    change.save.click()
    hands.settle()
    assert hands.program.window.notices.text() == "Die Passphrase ist geändert."
    assert (change.present.value(), change.new.value()) == ("", "")
    shutil.copytree(tmp_path / "vault", tmp_path / "copy", ignore=shutil.ignore_patterns("*.lock"))
    open_store(tmp_path / "copy", HERS).close()


def test_whoever_guesses_at_the_present_passphrase_waits_as_at_unlocking(
    open_program: OpenProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    """Issue 2: the delay is one, in the settings and on the card that opens the store."""
    hands = Hands(qtbot, open_program())
    change, patience = opened(hands).change, hands.program.frame.patience
    for _before in range(7):
        patience.was_wrong(tmp_path / "vault")
    patience._until = 0.0
    type_into(hands, change.present, "falsch")
    type_into(hands, change.new.first, HERS)
    type_into(hands, change.new.again, HERS)
    change.save.click()
    hands.settle()
    assert "Die bisherige Passphrase passt nicht." in texts(change)
    assert patience.remaining() > 20
    type_into(hands, change.present, PASSPHRASE)
    change.save.click()
    hands.settle()
    assert "Sekunden bis zum nächsten Versuch." in texts(change)
    assert hands.program.window.notices.text() != "Die Passphrase ist geändert."


def test_a_passphrase_that_is_far_too_weak_is_asked_about_before_it_is_changed(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    hands = Hands(qtbot, open_program())
    part = opened(hands)
    change = part.change
    type_into(hands, change.present, PASSPHRASE)
    for field in (change.new.first, change.new.again):
        type_into(hands, field, "abc")
    change.save.click()
    answer(hands, yes=False)
    assert hands.program.window.notices.text() == ""
    assert hands.program.window.focusWidget() is change.new.first.focusProxy()
    change.save.click()
    answer(hands, yes=True)
    assert hands.program.window.notices.text() == "Die Passphrase ist geändert."


def test_what_was_typed_is_forgotten_when_the_part_is_left(qtbot: QtBot, open_program: OpenProgram) -> None:
    hands = Hands(qtbot, open_program())
    part = opened(hands)
    type_into(hands, part.change.present, PASSPHRASE)
    part.ways.add_way.click()
    type_into(hands, part.substitute.new.first, HERS)
    page = hands.program.window.page()
    assert isinstance(page, SettingsPage)
    assert page.unsaved() is None, "no passphrase is ever a draft"
    hands.program.window.hide()
    hands.program.window.show()
    page.show_part("backup")
    assert part.change.present.value() == ""
    assert part.substitute.new.value() == ""
    assert not part.substitute.isVisible()


def test_a_substitute_is_named_and_may_be_let_in_once(qtbot: QtBot, open_program: OpenProgram) -> None:
    hands = Hands(qtbot, open_program())
    part = opened(hands)
    part.ways.add_way.click()
    assert part.substitute.name.hasFocus() or hands.program.window.focusWidget() is part.substitute.name
    assert part.substitute.new.first.accessibleName() == "Passphrase der Vertretung"
    part.substitute.save.click()
    assert "Bitte nennen Sie den Namen; er steht im Protokoll." in texts(part.substitute)
    for expected in ("", "gibt es schon"):
        type_into(hands, part.substitute.name, "Lena Muster")
        type_into(hands, part.substitute.new.first, HERS)
        type_into(hands, part.substitute.new.again, HERS)
        part.substitute.save.click()
        hands.settle()
        assert expected in texts(part.substitute)
        part.ways.add_way.click() if not expected else None
    click(hands, part.substitute, "Abbrechen")
    assert not part.substitute.isVisible()
    shown = texts(part.ways)
    assert "Hauptpassphrase\ndamit ist der Tresor jetzt geöffnet" in shown
    assert "Lena Muster\nVertretung seit 20.11.2026" in shown


def test_e6_what_a_new_substitute_is_for_the_notice_is_asked_where_she_was_entered(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    hands = Hands(qtbot, open_program([a_case_file()]))
    page, part = hands.open(SettingsPage, "settings", part="keys"), opened(hands)
    part.ways.add_way.click()
    type_into(hands, part.substitute.name, "Lena Muster")
    type_into(hands, part.substitute.new.first, HERS)
    type_into(hands, part.substitute.new.again, HERS)
    part.substitute.save.click()
    hands.settle()
    assert "Was haben Sie geändert?" in texts(page)
    click(hands, page, "Nur die Form")
    assert "Was haben Sie geändert?" not in texts(page)


def test_there_are_at_most_five_substitutes(qtbot: QtBot, open_program: OpenProgram) -> None:
    hands = Hands(qtbot, open_program())
    for number in range(MOST_SUBSTITUTES):
        do(hands, add_substitute, f"Vertretung {number}", HERS)
    part = opened(hands)
    assert not part.ways.add_way.isVisible()
    assert "Mehr als fünf Vertretungen sind nicht möglich." in texts(part.ways)


def test_to_take_away_may_be_thought_over_and_the_key_renewed_later(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    hands = Hands(qtbot, open_program())
    do(hands, add_substitute, "Lena Muster", HERS)
    part = opened(hands)
    click(hands, part.ways, "Entfernen …")
    assert "Lena Muster kann den Tresor danach nicht mehr öffnen." in texts(part.ways)
    assert hands.program.window.focusWidget() is button(part.ways, "Behalten"), "the safe answer is the first"
    click(hands, part.ways, "Behalten")
    assert len(ring(hands).ways) == 3
    click(hands, part.ways, "Entfernen …")
    click(hands, part.ways, "Entfernen, Schlüssel später erneuern")
    assert [way.kind for way in ring(hands).ways] == ["owner", "emergency"]
    assert part.renewal.isVisible()
    overview = hands.open(OverviewPage, "overview")
    assert overview.keys.isVisible()
    assert "der Schlüssel des Tresors ist noch der alte" in texts(overview.keys)
    overview.keys.act.click()
    hands.settle()
    assert part.renewal.isVisible()
    part.renewal.act.click()
    part.renewal.begin()
    hands.settle()
    assert hands.program.window.notices.text() == "Der Schlüssel ist erneuert."
    assert not part.renewal.isVisible()
    assert not hands.open(OverviewPage, "overview").keys.isVisible()


def test_a_renewal_can_be_stopped_and_stays_due(qtbot: QtBot, open_program: OpenProgram) -> None:
    hands = Hands(qtbot, open_program())
    way = do(hands, add_substitute, "Lena Muster", HERS)
    do(hands, take_away, way.slot_id)
    part = opened(hands)
    renewal = part.renewal
    renewal.act.click()
    timer_of(renewal.progress).timeout.emit()
    assert renewal.progress.isVisible()
    click(hands, renewal.progress, "Abbrechen")
    assert ring(hands).renewal_due
    assert hands.program.window.notices.text() == "Abgebrochen. Der bisherige Schlüssel gilt weiter."
    assert renewal.isVisible()
    assert renewal.act.isEnabled()


def test_a_renewal_stopped_too_late_is_not_said_to_be_stopped(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    hands = Hands(qtbot, open_program())
    way = do(hands, add_substitute, "Lena Muster", HERS)
    do(hands, take_away, way.slot_id)
    renewal = opened(hands).renewal
    renewal.act.click()
    job = renewal._job
    assert job is not None
    timer_of(renewal.progress).timeout.emit()
    hands.program.workers.vault._let_read()
    assert job.ended.wait(30)
    button(renewal.progress, "Abbrechen").click()  # before anything of its end is heard
    hands.settle()
    assert not ring(hands).renewal_due
    assert hands.program.window.notices.text() == "Der Schlüssel ist erneuert."
    assert not renewal.isVisible()


def full(*_how: object, **_more: object) -> None:
    raise DiskFull


def test_a_renewal_that_fails_says_why(
    qtbot: QtBot, open_program: OpenProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Hands(qtbot, open_program())
    part = opened(hands)
    monkeypatch.setattr(renewal_card, "renew", full)
    part.renewal.begin()
    hands.settle()
    assert "voll" in hands.program.window.notices.text()
    assert part.renewal.act.isEnabled()


def test_a_new_sheet_is_shown_until_it_is_in_safe_hands(
    qtbot: QtBot, open_program: OpenProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Hands(qtbot, open_program())
    part = opened(hands)
    before = {way.slot_id for way in ring(hands).ways}
    part.sheet.ask_to_issue()
    answer(hands, yes=False)
    assert {way.slot_id for way in ring(hands).ways} == before
    part.sheet.ask_to_issue()
    answer(hands, yes=True)
    assert {way.slot_id for way in ring(hands).ways} != before
    sheet = part.sheet.sheet
    assert sheet.isVisible()
    assert at_its_top(part.sheet)
    assert not sheet.finish.isEnabled()
    sheet.safe.click()
    sheet.finish.click()
    assert not sheet.isVisible()
    qtbot.waitUntil(lambda: not sheet.findChildren(PdfView))
    assert not sheet.safe.isChecked()
    assert part.sheet.act.isEnabled()
    hands.settle()
    assert not ring(hands).sheet_awaited
    assert not part.sheet.safe.isVisible()
    assert part.renewal.isVisible(), "what the old sheet knew is to be renewed"
    monkeypatch.setattr(sheet_card, "issue_sheet", full)
    part.sheet.ask_to_issue()
    answer(hands, yes=True)
    assert "voll" in hands.program.window.notices.text()


def test_a_sheet_that_nobody_confirmed_is_asked_for_until_somebody_does(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    hands = Hands(qtbot, open_program())
    overview = hands.open(OverviewPage, "overview")
    assert not overview.keys.isVisible()
    do(hands, issue_sheet)
    do(hands, note_sheet_shown)  # and the program ended before it was printed
    assert ring(hands).sheet_awaited
    assert overview.keys.isVisible()
    overview.keys.act.click()
    hands.settle()
    page = hands.program.window.page()
    assert isinstance(page, SettingsPage)
    part = page.parts["keys"]
    assert isinstance(part, KeysPart)
    assert at_its_top(part.sheet)
    assert hands.program.window.focusWidget() is part.sheet.act, "it asks before it does anything"
    assert "noch nicht bestätigt" in texts(part.ways)
    assert part.sheet.safe.isVisible()
    part.sheet.safe.click()
    hands.settle()
    assert not ring(hands).sheet_awaited
    assert not part.sheet.safe.isVisible()
    assert "noch nicht bestätigt" not in texts(part.ways)
    assert "liegt sicher" in hands.notice()


def issue_cut_off(desk: Desk) -> Outcome[None]:
    """Leave the store as a kill does before it hears of the sheet in the key file."""
    (sheet,) = (slot for slot in desk.vault.keys.slots if slot.kind is SlotKind.EMERGENCY)
    with desk.vault.transaction() as connection:
        await_sheet(connection, awaited=True, unseen=sheet.id)
    return Outcome(None, frozenset({Change.KEYS}))


def test_l4_that_there_is_no_sheet_is_said_until_one_is_issued(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    hands = Hands(qtbot, open_program())
    part = opened(hands)
    assert "kein Notfallblatt" not in texts(part.sheet)
    part.show_ring(replace(ring(hands), sheet_missing=True, sheet_awaited=True))
    assert "kein Notfallblatt" in texts(part.sheet)
    assert "unterbrochen" not in texts(part.sheet)
    assert not part.sheet.safe.isVisible()
    overview = hands.open(OverviewPage, "overview")
    overview.keys.show_ring(replace(ring(hands), sheet_missing=True, sheet_awaited=True))
    assert "kein Notfallblatt" in texts(overview.keys)
    assert "bestätigt" not in texts(overview.keys)


def test_l6_a_sheet_that_nobody_saw_is_not_confirmed_away(qtbot: QtBot, open_program: OpenProgram) -> None:
    hands = Hands(qtbot, open_program())
    overview = hands.open(OverviewPage, "overview")
    do(hands, issue_cut_off)
    assert "wurde unterbrochen" in texts(overview.keys)
    assert "gedruckt ist und sicher liegt" not in texts(overview.keys)
    part = opened(hands)
    assert not part.sheet.safe.isVisible()
    assert "stellen Sie ein neues aus" in texts(part.sheet)
    assert "Liegt das zuletzt" not in texts(part.sheet)
    do(hands, issue_sheet)
    assert not part.sheet.safe.isVisible(), "locked before it could be shown"
    do(hands, note_sheet_shown)
    assert part.sheet.safe.isVisible()
    assert "unterbrochen" not in texts(part.sheet)
    assert "öffnet vielleicht nicht mehr" in texts(part.sheet)


def test_backups_that_the_removed_still_open_are_listed_and_replaced(
    qtbot: QtBot, open_program: OpenProgram, tmp_path: Path
) -> None:
    hands = Hands(qtbot, open_program())
    way = do(hands, add_substitute, "Lena Muster", HERS)
    stick, gone = tmp_path / "stick", tmp_path / "gone"
    for place in (stick, gone):
        place.mkdir()
        do(hands, back_up, place)
    do(hands, take_away, way.slot_id)
    shutil.rmtree(gone)
    part = opened(hands)
    shown = texts(part.old_backups).replace("\u200b", "")
    assert "öffnet: Lena Muster" in shown
    assert "Nicht nachgesehen, weil gerade nicht erreichbar:" in shown
    assert str(gone) in shown
    replacing = [
        each for each in part.old_backups.findChildren(QAbstractButton) if each.text() == "Ersetzen …"
    ]
    assert [each.isEnabled() for each in replacing] == [False]
    part.renewal.begin()
    hands.settle()
    (old,) = part.old_backups._found.files
    click(hands, part.old_backups, "Ersetzen …")
    answer(hands, yes=False)
    assert old.file.exists()
    click(hands, part.old_backups, "Ersetzen …")
    answer(hands, yes=True)
    assert hands.program.window.notices.text() == "Die Sicherung ist ersetzt."
    assert "Ersetzen …" not in buttons(part.old_backups)
    part.old_backups._replace(old)
    hands.settle()
    assert not only(part.old_backups, ProgressLine).isVisible()


def test_whoever_came_with_the_sheet_may_put_the_passphrase_off(
    qtbot: QtBot, open_program: OpenProgram
) -> None:
    program = open_program()
    hands = Hands(qtbot, program)
    code = do(hands, keyring.new_emergency_code)
    program.window.lock_wanted.emit()
    qtbot.waitUntil(program.window.is_covered)
    hands.settle()
    covers: Any = program.window.centralWidget()
    card = covers.currentWidget()
    assert isinstance(card, UnlockCard)
    card.code_given.emit(code)
    qtbot.waitUntil(lambda: not program.window.is_covered(), timeout=20_000)
    hands.settle()
    assert program.window.page_name() == "settings"
    page: Any = program.window.page()
    part: KeysPart = page.parts["keys"]
    assert part.set_new.isVisible()
    assert not part.change.isVisible()
    assert not part.ways.add_way.isVisible()
    assert program.window.focusWidget() is part.set_new.new.first.focusProxy()
    part.set_new.save.click()
    assert "Bitte wählen Sie eine Passphrase." in texts(part.set_new)
    click(hands, part.set_new, "Später")
    assert program.window.page_name() == "overview"
    overview: Any = program.window.page()
    assert "noch keine neue Passphrase festgelegt" in texts(overview.keys)
