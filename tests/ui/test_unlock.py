"""The way in: first start, unlocking, another store, a backup."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas
from shiboken6 import isValid

from intman_desktop.cli.opening import LONGEST_PASSPHRASE_FILE
from intman_desktop.errors import NotFound, Trouble
from intman_desktop.ui import machine
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.pdf_view import PdfView
from intman_desktop.ui.unlock.answers import FirstAnswers
from intman_desktop.ui.unlock.damaged_card import DamagedCard
from intman_desktop.ui.unlock.entrance import Entrance
from intman_desktop.ui.unlock.first_start import FirstStart
from intman_desktop.ui.unlock.other_card import OtherCard
from intman_desktop.ui.unlock.passphrase_field import LONGEST, PassphraseField
from intman_desktop.ui.unlock.patience import Patience
from intman_desktop.ui.unlock.preview_card import PreviewCard
from intman_desktop.ui.unlock.reasons import LockReason
from intman_desktop.ui.unlock.step_office import OfficeStep
from intman_desktop.ui.unlock.step_sheet import SheetStep
from intman_desktop.ui.unlock.strengthening import Strengthening
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.unlock.ways import Whose
from intman_desktop.ui.unlock.whereabouts import free_folder
from intman_desktop.ui.window import MainWindow
from intman_desktop.values.backup_views import RestorePreview
from intman_desktop.values.keyring import DoorSlot
from intman_desktop.vault import layout
from intman_desktop.vault.backup_troubles import WrongBackupPassphrase
from intman_desktop.vault.emergency_code import new_code
from intman_desktop.vault.troubles import (
    DiskFull,
    KeyFileDamaged,
    LogDamaged,
    VaultDamaged,
    WrongEmergencyCode,
    WrongPassphrase,
)
from tests.ui.covers import click, cover, lines
from tests.ui.hands import timer_of

RIGHT = "pferd heft klammer baum regen"
CODE = new_code()
REMEMBERED = "1c"
SLOTS = (DoorSlot("0a", "owner"), DoorSlot("1b", "substitute"), DoorSlot(REMEMBERED, "substitute"))


def a_sheet() -> bytes:
    paper = io.BytesIO()
    canvas = Canvas(paper)
    canvas.drawString(72, 760, CODE)
    canvas.save()
    return paper.getvalue()


@dataclass(frozen=True)
class Sheet:
    """Looks like a paper."""

    content: bytes
    title: str = "Notfallblatt"
    file_name: str = "Notfallblatt.pdf"


@dataclass(frozen=True)
class Slot:
    """Looks like a vault: knows the slot that it was opened through, and whether that has aged."""

    slot_id: str
    aged: bool = False


@dataclass(frozen=True)
class OpenDesk:
    """Looks like a desk over the store ``name``."""

    name: str
    vault: Slot


@dataclass
class House:
    """Stands in for the store behind the doors and remembers what was asked of it.

    Its desks, papers and costs only look like real ones, so they are ``Any`` to mypy.
    """

    slots: tuple[DoorSlot, ...] = ()
    tried: list[tuple[Whose, str]] = field(default_factory=list)
    damaged: bool = False
    aged: bool = False
    full: bool = False
    strong: bool = False
    strengthened: list[tuple[str, str, str]] = field(default_factory=list)
    made: list[FirstAnswers] = field(default_factory=list)
    restored: list[tuple[Path, Path, str]] = field(default_factory=list)
    looked: list[tuple[Path, Path, str]] = field(default_factory=list)
    known: tuple[Path, ...] = ()
    rescued: list[tuple[Path, Path | None]] = field(default_factory=list)
    confirmed: list[Any] = field(default_factory=list)
    practising: bool = False
    broken: type[Trouble] | None = None
    looked_at: list[Path] = field(default_factory=list)

    def look(self, folder: Path) -> tuple[Path, tuple[str, ...]]:
        self.looked_at.append(folder)
        if folder.name == "Dropbox":
            raise NotFound(what="Cloud")
        if folder.name == "stick":
            return folder / "intman-tresor", ("Dieser Datenträger kennt keine Rechte.",)
        return folder, ()

    def practise(self) -> Any:
        if self.practising:
            raise NotFound(what="Übung")
        self.practising = True
        return "practice desk"

    def ways(self, folder: Path) -> tuple[DoorSlot, ...]:
        del folder
        if self.damaged:
            raise KeyFileDamaged
        return self.slots

    def open(self, folder: Path, passphrase: str, whose: Whose, remembered: str) -> Any:
        self.tried.append((whose, remembered))
        if self.broken is not None:
            raise self.broken
        if passphrase != RIGHT:
            raise WrongPassphrase
        return OpenDesk(f"desk of {folder.name}", Slot(REMEMBERED, self.aged))

    def calibrate(self) -> Any:
        return "cost"

    def seal_anew(self, desk: Any, passphrase: str, cost: Any) -> Any:
        del desk
        assert threading.current_thread().name == "rest"
        return None if self.strong else (passphrase, cost)

    def strengthen(self, desk: Any, sealed: Any) -> None:
        assert threading.current_thread().name == "vault"
        self.strengthened.append((desk.name, *sealed))
        if self.full:
            raise DiskFull

    def open_with_code(self, folder: Path, code: str) -> Any:
        if code != CODE:
            raise WrongEmergencyCode
        return OpenDesk(f"desk of {folder.name} by code", Slot("2d"))

    def create(self, answers: FirstAnswers) -> tuple[Any, Any]:
        if answers.provider == "voll":
            raise NotFound(what="Platz")
        self.made.append(answers)
        return "new desk", Sheet(a_sheet())

    def confirm_sheet(self, desk: Any) -> None:
        self.confirmed.append(desk)

    def rescue(self, folder: Path, secret: str, backup: Path | None) -> tuple[str, ...]:
        if secret != RIGHT:
            raise NotFound(what="Tresor")
        self.rescued.append((folder, backup))
        return ("Gerettet: 5 Fälle.", "Gespräche: 17 von 20 gelesen.")

    def preview(self, file: Path, present: Path, elsewhere: Path, secret: str) -> RestorePreview:
        if secret != RIGHT:
            raise NotFound(what="Sicherung")
        self.looked.append((file, present, secret))
        return RestorePreview(file, elsewhere, datetime(2026, 11, 19, 12, tzinfo=UTC), "1.0", 5, 5, 9)

    def restore(self, file: Path, folder: Path, secret: str, known: Sequence[Path]) -> str:
        if self.full:
            raise DiskFull
        self.restored.append((file, folder, secret))
        self.known = tuple(known)
        return "Wiederhergestellt: 5 Fälle. 1 gelöschte Akte wurde wieder entfernt."


@pytest.fixture
def window(qtbot: QtBot, frame: Frame) -> MainWindow:
    window = MainWindow(frame)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def entrance(
    window: MainWindow, frame: Frame, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Entrance]:
    monkeypatch.setenv("INTMAN_HOME", str(tmp_path))
    yield Entrance(window, frame.workers, house, tmp_path / "vault", frame.machine, patience=frame.patience)


def opening(card: QWidget) -> QAbstractButton:
    return next(
        each
        for each in card.findChildren(QAbstractButton)
        if each.text().startswith("Öffnen") and each.isVisible()
    )


def slowed(
    house: House, name: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[threading.Event, threading.Event]:
    """Let what the house does last until it is told to go on; return both events."""
    begun, go_on, done = threading.Event(), threading.Event(), getattr(house, name)

    def slow(*what: Any) -> Any:
        begun.set()
        assert go_on.wait(20)
        return done(*what)

    monkeypatch.setattr(house, name, slow)
    return begun, go_on


def way_back(card: QWidget) -> QAbstractButton:
    return next(each for each in card.findChildren(QAbstractButton) if each.text() == "Zurück")


def test_the_right_passphrase_opens(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, tmp_path: Path
) -> None:
    entrance.ask(tmp_path / "vault", "Gesperrt.", "Letzte Sicherung: 12.11.2026")
    card = cover(window)
    assert isinstance(card, UnlockCard)
    assert card.first_field().focusProxy().hasFocus()  # type: ignore[union-attr]
    with qtbot.waitSignal(entrance.opened) as opened:
        qtbot.keyClicks(lines(card)[0], RIGHT)
        qtbot.keyClick(lines(card)[0], Qt.Key.Key_Return)
    desk, folder = opened.args
    assert (desk.name, folder) == ("desk of vault", tmp_path / "vault")
    assert lines(card)[0].text() == ""


def test_a_wrong_passphrase_is_told_and_the_next_letter_replaces_it(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, tmp_path: Path
) -> None:
    entrance.ask(tmp_path / "vault")
    card = cover(window)
    line = lines(card)[0]
    qtbot.keyClicks(line, "falsch")
    click(card, "Öffnen")
    qtbot.waitUntil(lambda: "Passphrase" in line.accessibleDescription())
    assert line.selectedText() != ""
    assert line.echoMode() is QLineEdit.EchoMode.Password


def test_an_empty_passphrase_asks_for_one(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, tmp_path: Path
) -> None:
    entrance.ask(tmp_path / "vault")
    card = cover(window)
    click(card, "Öffnen")
    assert lines(card)[0].accessibleDescription() == "Bitte geben Sie die Passphrase ein."


def test_the_emergency_sheet_opens_too(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, frame: Frame, tmp_path: Path
) -> None:
    entrance.ask(tmp_path / "vault")
    card = cover(window)
    click(card, "Passphrase vergessen? Mit dem Notfallblatt öffnen")
    click(card, "Öffnen")
    assert card.fault() == "Bitte geben Sie den Code ein."
    qtbot.keyClicks(card.code.groups[0], CODE[:6])
    click(card, "Öffnen")
    assert "In Gruppe 1 fehlen Buchstaben; es sind immer sieben." in card.code.faults()
    assert "Gruppe 6 fehlt noch." in card.code.faults()
    card.code.clear()
    with qtbot.waitSignal(entrance.opened) as opened:
        for letter in CODE.lower():
            qtbot.keyClicks(window.focusWidget(), letter)
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert opened.args[0].name == "desk of vault by code"
    assert card.code.value() == ""
    assert frame.machine.slot_of(tmp_path / "vault") == "", "the sheet opens no passphrase"


def test_a_code_of_another_store_marks_no_single_group(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, tmp_path: Path
) -> None:
    entrance.ask(tmp_path / "vault")
    card = cover(window)
    click(card, "Passphrase vergessen? Mit dem Notfallblatt öffnen")
    paste(card.code.groups[0], new_code())
    click(card, "Öffnen")
    qtbot.waitUntil(lambda: "gehört nicht zu diesem Tresor" in card.fault())
    assert {group.property("faulty") for group in card.code.groups} == {"true"}
    qtbot.keyClick(card.code.groups[0], Qt.Key.Key_End)
    qtbot.keyClick(card.code.groups[0], Qt.Key.Key_Backspace)
    assert card.fault() == ""
    click(card, "Mit der Passphrase öffnen")
    assert window.focusWidget() is card.first_field().focusProxy()


def paste(line: QLineEdit, text: str) -> None:
    QApplication.clipboard().setText(text)
    line.setFocus()
    line.paste()


def test_whoever_opened_last_is_remembered_by_the_slot_alone(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, frame: Frame, house: House, tmp_path: Path
) -> None:
    house.slots = SLOTS
    for expected in ("", REMEMBERED):
        entrance.ask(tmp_path / "vault")
        card = cover(window)
        qtbot.waitUntil(lambda: "Als Vertretung öffnen" in links(card) or "Als andere" in str(links(card)))  # noqa: B023
        with qtbot.waitSignal(entrance.opened):
            qtbot.keyClicks(lines(card)[0], RIGHT)
            click(card, "Öffnen")
        assert house.tried[-1] == (Whose.LAST, expected)
    qtbot.waitUntil(frame.workers.idle)
    assert machine.load_machine().slots == {str(tmp_path / "vault"): REMEMBERED}


def test_substitutes_are_offered_only_where_there_are_some(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, frame: Frame, house: House, tmp_path: Path
) -> None:
    seen: list[object] = []
    entrance.ask(tmp_path / "vault")
    card = cover(window)
    card.seen.connect(lambda: seen.append(card))
    qtbot.waitUntil(lambda: bool(seen))
    frame.workers.vault.run(int, on_done=seen.append)
    qtbot.waitUntil(lambda: len(seen) > 1)
    assert "Als Vertretung öffnen" not in links(card)
    card.show_ways(SLOTS, "")
    click(card, "Als Vertretung öffnen")
    line = lines(card)[0]
    assert line.accessibleName() == "Passphrase der Vertretung"
    assert said(card, "Es gibt mehrere Vertretungen")
    qtbot.keyClicks(line, "falsch")
    click(card, "Öffnen")
    qtbot.waitUntil(lambda: bool(card.fault()))
    assert house.tried == [(Whose.SUBSTITUTE, "")]
    click(card, "Mit der Hauptpassphrase öffnen")
    assert card.fault() == ""
    assert lines(card)[0].accessibleName() == "Passphrase"
    assert not said(card, "Es gibt mehrere Vertretungen")
    click(card, "Öffnen")
    qtbot.waitUntil(lambda: bool(card.fault()))
    assert house.tried[-1] == (Whose.OWNER, "")


def test_a_substitute_who_opened_last_is_asked_for_hers(
    window: MainWindow, entrance: Entrance, tmp_path: Path
) -> None:
    entrance.ask(tmp_path / "vault")
    card = cover(window)
    card.show_ways(SLOTS, REMEMBERED)
    assert lines(card)[0].accessibleName() == "Passphrase der Vertretung"
    assert {"Mit der Hauptpassphrase öffnen", "Als andere Vertretung öffnen"} <= set(links(card))
    assert not said(card, "Es gibt mehrere Vertretungen")
    card.show_ways(SLOTS[::2], REMEMBERED)
    assert "Als andere Vertretung öffnen" not in links(card), "there is no other one"
    card.show_ways(SLOTS[:2], REMEMBERED)
    assert lines(card)[0].accessibleName() == "Passphrase", "her slot was taken away"


def test_a_damaged_key_file_is_told_before_anything_is_asked(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    house.damaged = True
    entrance.ask(tmp_path / "vault")
    card = cover(window)
    qtbot.waitUntil(lambda: "keys.json" in card.fault())


def test_wrong_passphrases_make_one_wait_longer_each_time(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, tmp_path: Path
) -> None:
    now = [100.0]
    entrance.patience = Patience(lambda: now[0])
    entrance.ask(tmp_path / "vault")
    card = cover(window)
    waited = []
    for _try in range(9):
        lines(card)[0].setText("falsch")
        click(card, "Öffnen")
        qtbot.waitUntil(lambda: bool(card.fault()))
        waited.append(entrance.patience.remaining())
        assert card.fault().startswith("Diese Passphrase öffnet den Tresor nicht.")
        now[0] += waited[-1]
        card.wait(entrance.patience.remaining)
    assert waited == [0, 0, 1, 2, 4, 8, 16, 30, 30]


def test_who_guesses_at_a_backup_or_a_rescue_waits_as_on_the_card_of_the_store(
    qtbot: QtBot,
    window: MainWindow,
    entrance: Entrance,
    house: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Issue 2: wrong ones are slowed down, wherever a passphrase is tried."""
    tried: list[str] = []

    def wrong(*given: object) -> Any:
        tried.append(str(given[-1] if isinstance(given[-1], str) else given[1]))
        raise WrongBackupPassphrase if given[0] == tmp_path / "gut.imb" else WrongPassphrase

    monkeypatch.setattr(house, "preview", wrong)
    monkeypatch.setattr(house, "rescue", wrong)
    entrance.ask(tmp_path / "vault")

    def guess(words: str, guessed: str) -> str:
        card = cover(window)
        lines(card)[0].setText(guessed)
        click(card, words)
        qtbot.waitUntil(lambda: bool(card._row.fault()))
        return str(card._row.fault())

    entrance.choose()
    cover(window).take_backup(tmp_path / "gut.imb")
    for guessed in ("eins", "zwei", "drei", "vier"):
        assert "Bitte warten Sie" not in guess("Ansehen", guessed)
        entrance.patience._until = 0.0
    entrance.choose()
    click(cover(window), "Dieser Tresor ist beschädigt …")
    assert "Bitte warten Sie" not in guess("Retten, was noch lesbar ist", "fünf")
    assert tried == ["eins", "zwei", "drei", "vier", "fünf"]
    assert (
        guess("Retten, was noch lesbar ist", "sechs")
        == "Bitte warten Sie 4 Sekunden bis zum nächsten Versuch."
    )
    entrance.choose()
    cover(window).take_backup(tmp_path / "gut.imb")
    assert guess("Ansehen", "sieben").startswith("Bitte warten Sie")
    entrance.ask(tmp_path / "vault")
    assert opening(cover(window)).text().startswith("Öffnen in")
    assert len(tried) == 5


def test_who_goes_elsewhere_while_it_opens_is_told_nothing_of_the_card_before(
    qtbot: QtBot,
    window: MainWindow,
    entrance: Entrance,
    frame: Frame,
    house: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed: list[object] = []
    monkeypatch.setattr("intman_desktop.ui.unlock.entrance.close_store", closed.append)
    for typed in ("falsch", RIGHT):
        entrance.ask(tmp_path / "vault")
        card = cover(window)
        lines(card)[0].setText(typed)
        click(card, "Öffnen")
        entrance.choose()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not isValid(card)
        qtbot.waitUntil(frame.workers.idle)
    assert (len(house.tried), len(closed)) == (2, 1)


@pytest.mark.parametrize("locked", [False, True])
def test_of_two_stores_on_their_way_only_the_one_that_is_asked_for_opens_and_none_once_it_is_locked(
    locked: bool,
    qtbot: QtBot,
    window: MainWindow,
    entrance: Entrance,
    frame: Frame,
    house: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second, closed, shown = threading.Event(), threading.Event(), list[str](), list[str]()
    known: list[Path] = []
    opening = house.open

    def held(folder: Path, *how: Any) -> Any:
        (first if folder.name == "one" else second).wait(10)
        return opening(folder, *how)

    monkeypatch.setattr(house, "open", held)
    monkeypatch.setattr(
        "intman_desktop.ui.unlock.entrance.close_store", lambda desk: closed.append(desk.name)
    )
    monkeypatch.setattr(entrance.patience, "was_right", known.append)
    entrance.opened.connect(lambda desk, _folder: shown.append(desk.name))
    for name in ("one", "two"):
        entrance.ask(tmp_path / name)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        lines(cover(window))[0].setText(RIGHT)
        click(cover(window), "Öffnen")
    first.set()
    qtbot.waitUntil(lambda: known == [tmp_path / "one"])
    if locked:
        entrance.give_up(LockReason.SLEEP)
    second.set()
    qtbot.waitUntil(frame.workers.idle)
    assert closed == ["desk of one", "desk of two"][: 1 + locked]
    assert shown == ([] if locked else ["desk of two"])
    assert entrance.under_way.untold() == []


def test_the_button_counts_down_and_going_away_and_back_does_not_help(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    now = [100.0]
    entrance.patience = Patience(lambda: now[0])
    for _wrong in range(5):
        entrance.patience.was_wrong(tmp_path / "vault")
    for _time in range(2):
        entrance.ask(tmp_path / "vault")
        card = cover(window)
        assert opening(card).text() == "Öffnen in 4 s"
        assert not opening(card).isEnabled()
        lines(card)[0].setText(RIGHT)
        qtbot.keyClick(lines(card)[0], Qt.Key.Key_Return)
        assert house.tried == []
        entrance.choose()
    entrance.ask(tmp_path / "vault")
    card = cover(window)
    now[0] += 2.5
    qtbot.waitUntil(lambda: opening(card).text() == "Öffnen in 2 s")
    now[0] += 1.5
    qtbot.waitUntil(lambda: opening(card).isEnabled())
    assert not any(each.isActive() for each in card.findChildren(QTimer))
    lines(card)[0].setText(RIGHT)
    with qtbot.waitSignal(entrance.opened):
        click(card, "Öffnen")
    entrance.patience.was_wrong(tmp_path / "vault")
    assert entrance.patience.remaining() == 0, "what was right begins anew"


def test_another_path_to_the_store_is_no_other_store_to_guess_at() -> None:
    """SECURITY: all wrong ones are counted together; a link or a copy of the folder began anew."""
    patience = Patience(lambda: 100.0)
    for number in range(5):
        patience.was_wrong(Path(f"/daten/weg{number}"))
    assert patience.remaining() == 4
    patience.was_right(Path("/daten/eigener"))
    assert patience.remaining() == 4, "who opens a store of her own does not begin anew with this one"
    for number in range(5):
        patience.was_right(Path(f"/daten/weg{number}"))
    assert patience.remaining() == 0


def open_aged(qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, folder: Path) -> Any:
    house.aged = True
    entrance.ask(folder)
    card = cover(window)
    lines(card)[0].setText(RIGHT)
    with qtbot.waitSignal(entrance.opened):
        click(card, "Öffnen")
    return entrance.findChild(Strengthening)


@pytest.mark.parametrize("full", [False, True])
def test_a_slot_that_has_aged_is_strengthened_unseen(
    qtbot: QtBot,
    window: MainWindow,
    entrance: Entrance,
    frame: Frame,
    house: House,
    tmp_path: Path,
    full: bool,
) -> None:
    house.full = full
    strengthening = open_aged(qtbot, window, entrance, house, tmp_path / "vault")
    assert timer_of(strengthening).isActive()
    timer_of(strengthening).timeout.emit()
    qtbot.waitUntil(lambda: bool(house.strengthened))
    qtbot.waitUntil(frame.workers.idle)
    assert house.strengthened == [("desk of vault", RIGHT, "cost")]
    assert strengthening._passphrase == ""


def test_a_slot_that_is_strong_already_stays(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, frame: Frame, house: House, tmp_path: Path
) -> None:
    house.strong = True
    strengthening = open_aged(qtbot, window, entrance, house, tmp_path / "vault")
    timer_of(strengthening).timeout.emit()
    qtbot.waitUntil(lambda: strengthening._passphrase == "")
    qtbot.waitUntil(frame.workers.idle)
    assert house.strengthened == []


def test_a_store_that_is_locked_before_forgets_its_passphrase(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, frame: Frame, house: House, tmp_path: Path
) -> None:
    strengthening = open_aged(qtbot, window, entrance, house, tmp_path / "vault")
    timer_of(strengthening).timeout.emit()
    entrance.ask(tmp_path / "vault")
    assert strengthening._passphrase == ""
    qtbot.waitUntil(frame.workers.idle)
    assert house.strengthened == []


def test_a_store_that_is_locked_to_be_mended_forgets_its_passphrase(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    strengthening = open_aged(qtbot, window, entrance, house, tmp_path / "vault")
    entrance.mend(tmp_path / "vault", "Der Tresor ist gesperrt.")
    assert strengthening._passphrase == ""
    assert not timer_of(strengthening).isActive()


def test_a_sealing_that_waits_is_dropped_with_its_passphrase(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, frame: Frame, house: House, tmp_path: Path
) -> None:
    strengthening = open_aged(qtbot, window, entrance, house, tmp_path / "vault")
    strengthening._seal("cost")
    sealing = strengthening._sealing
    strengthening.forget()
    assert sealing.cancelled.is_set() and strengthening._sealing is None
    qtbot.waitUntil(frame.workers.idle)
    assert house.strengthened == []


def test_a_folder_that_does_not_answer_holds_up_no_worker_and_its_answer_is_taken(
    qtbot: QtBot, entrance: Entrance, frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, told, done = threading.Event(), list[object](), list[object]()
    monkeypatch.setattr("intman_desktop.ui.unlock.entrance.find_store", lambda *_: answers.wait(10))
    entrance.find(None, told.append)
    frame.workers.rest.run(len, "abc", on_done=done.append)
    qtbot.waitUntil(lambda: done == [3])
    assert told == []
    answers.set()
    qtbot.waitUntil(lambda: told == [True])


@pytest.mark.parametrize("asked", ["ways", "look", "backup", "new"])
def test_no_folder_is_asked_on_the_worker_that_opens_stores(
    asked: str,
    qtbot: QtBot,
    window: MainWindow,
    entrance: Entrance,
    frame: Frame,
    house: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers, begun, done = threading.Event(), threading.Event(), list[object]()

    def hanging(*_where: object) -> Any:
        begun.set()
        answers.wait(10)
        return {"ways": (), "look": (tmp_path, ())}.get(asked, tmp_path)

    if asked in ("ways", "look"):
        monkeypatch.setattr(house, asked, hanging)
    else:
        monkeypatch.setattr("intman_desktop.ui.unlock.entrance.free_folder", hanging)
        monkeypatch.setattr("intman_desktop.ui.unlock.whereabouts.free_folder", hanging)
    if asked == "ways":
        entrance.ask(tmp_path / "share")
    elif asked == "look":
        entrance.welcome()
    else:
        entrance.choose()
        card = cover(window)
        assert isinstance(card, OtherCard)
        if asked == "new":
            card.new_wanted.emit()
        else:
            card.backup_given.emit(tmp_path / "share" / "x.intman", RIGHT)
    qtbot.waitUntil(begun.is_set)
    frame.workers.vault.run(len, "abc", on_done=done.append)
    qtbot.waitUntil(lambda: done == [3])
    assert not answers.is_set()
    answers.set()
    qtbot.waitUntil(frame.workers.idle)


def test_a_place_that_does_not_answer_holds_nobody_at_the_sheet(qtbot: QtBot, frame: Frame) -> None:
    step = SheetStep("Fertig", frame.workers)
    qtbot.addWidget(step)
    step.show_sheet(a_sheet(), "Notfallblatt", "Notfallblatt.pdf")
    (view,) = step.findChildren(PdfView)
    step.safe.setChecked(True)
    for go_on in (lambda: view.on_printed(None), view.on_slow):
        view.saving.emit(True)
        assert not step.finish.isEnabled()
        go_on()
        assert step.finish.isEnabled()
    assert any("antwortet noch nicht" in each.text() for each in step.findChildren(QLabel))


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "An den Drucker geschickt."),
        (
            Path("Schreibtisch/Notfallblatt.pdf"),
            "Notfallblatt.pdf gespeichert im Ordner „Schreibtisch“. Bitte ",
        ),
    ],
    ids=["paper", "file"],
)
def test_the_sheet_says_where_a_print_went_and_that_a_file_of_it_is_a_key(
    qtbot: QtBot, frame: Frame, file: Path | None, words: str
) -> None:
    step = SheetStep("Fertig", frame.workers)
    qtbot.addWidget(step)
    step.show_sheet(a_sheet(), "Notfallblatt", "Notfallblatt.pdf")
    (view,) = step.findChildren(PdfView)
    view.on_printed(file)
    told = [each.text() for each in step.findChildren(QLabel)]
    assert any(each.startswith(words) for each in told)
    assert any("nicht auf diesem Rechner lassen" in each for each in told) is (file is not None)


def test_before_it_is_saved_the_sheet_says_that_it_must_not_lie_beside_the_store(
    qtbot: QtBot, frame: Frame
) -> None:
    """The paper asks to copy it nowhere, and the button above it offers a file that opens the store."""
    step = SheetStep("Fertig", frame.workers)
    qtbot.addWidget(step)
    told = " ".join(each.text() for each in step.findChildren(QLabel))
    assert "Ohne Drucker speichern Sie es auf einem Stick, nie auf diesem Rechner." in told


def links(card: QWidget) -> list[str]:
    return [each.text() for each in card.findChildren(QAbstractButton) if each.isVisible()]


def said(card: QWidget, words: str) -> bool:
    return any(words in each.text() for each in card.findChildren(QLabel) if each.isVisible())


def test_caps_lock_is_noticed_by_what_is_typed(qtbot: QtBot, look: object) -> None:
    passphrase = PassphraseField()
    qtbot.addWidget(passphrase)
    passphrase.show()
    line = passphrase.findChildren(QLineEdit)[0]
    layout: Any = passphrase.layout()
    notice = layout.itemAt(1).widget()
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    typed = (
        (Qt.Key.Key_A, none, "A", True),
        (Qt.Key.Key_B, none, "b", False),
        (Qt.Key.Key_C, shift, "c", True),
    )
    for key, modifier, letter, noticed in typed:
        QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, key, modifier, letter))
        assert notice.isVisible() is noticed
    assert passphrase.eye.accessibleName() == "Zeigen, was Sie schreiben"
    passphrase.eye.click()
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    assert passphrase.eye.accessibleName() == "Verbergen, was Sie schreiben"
    passphrase.eye.click()
    assert line.echoMode() is QLineEdit.EchoMode.Password


@pytest.mark.parametrize("passphrase", ["a" * 1_500, "😀" * 1_000, "a" * LONGEST_PASSPHRASE_FILE])
def test_a_field_takes_whatever_passphrase_the_command_line_does(
    qtbot: QtBot, look: object, passphrase: str
) -> None:
    field = PassphraseField()
    qtbot.addWidget(field)
    field.show()
    lines(field)[0].insert(passphrase)
    assert field.value() == passphrase
    assert not said(field, "Rest")


def test_what_a_field_cuts_is_said(qtbot: QtBot, look: object) -> None:
    field = PassphraseField()
    qtbot.addWidget(field)
    field.show()
    QApplication.clipboard().setText("a" * (LONGEST + 1))
    lines(field)[0].paste()
    assert said(field, "Der Rest steht nicht im Feld.")
    lines(field)[0].selectAll()
    QApplication.clipboard().setText("b" * LONGEST)
    lines(field)[0].paste()
    assert field.value() == "b" * LONGEST
    assert not said(field, "Rest"), "nothing of this one is cut"
    lines(field)[0].insert("c")
    assert said(field, "Der Rest steht nicht im Feld.")
    field.clear()
    assert not said(field, "Rest")
    QApplication.clipboard().clear()


def answer_office(window: MainWindow, provider: str = "Stadt Musterstadt") -> FirstStart:
    start = cover(window)
    assert isinstance(start, FirstStart)
    texts = (provider, None, "Rathaus", "Musterstadt", "Erika Beispiel")
    for line, text in zip(lines(start), texts, strict=True):
        if text is not None:
            line.setText(text)
    click(start, "Weiter")
    return start


def test_the_first_start_leads_through_three_steps(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    entrance.welcome()
    start = answer_office(window)
    first, again = lines(start)
    qtbot.keyClicks(first, RIGHT)
    again.setText(RIGHT)
    click(start, "Tresor anlegen")
    qtbot.waitUntil(lambda: bool(house.made))
    qtbot.waitUntil(lambda: entrance.unfinished is not None)
    made = house.made[0]
    assert (made.folder, made.provider, made.provider_law) == (
        tmp_path / "vault",
        "Stadt Musterstadt",
        "municipality",
    )
    assert (made.office, made.town, made.worker) == ("Rathaus", "Musterstadt", "Erika Beispiel")
    assert made.passphrase == RIGHT
    assert RIGHT not in repr(made)
    ready = next(each for each in start.findChildren(QAbstractButton) if each.text().startswith("Fertig"))
    assert not ready.isEnabled()
    safe = next(
        each for each in start.findChildren(QAbstractButton) if each.isCheckable() and each.isVisible()
    )
    safe.click()
    with qtbot.waitSignal(entrance.opened) as opened:
        ready.click()
    assert opened.args == ["new desk", tmp_path / "vault"]
    assert entrance.unfinished is None
    qtbot.waitUntil(lambda: len(house.confirmed) == 1)


def test_a_sheet_that_is_left_standing_is_taken_away_and_its_store_closed(
    qtbot: QtBot,
    window: MainWindow,
    entrance: Entrance,
    frame: Frame,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed: list[Any] = []
    monkeypatch.setattr("intman_desktop.ui.unlock.entrance.close_store", closed.append)
    entrance.welcome()
    entrance.give_up(LockReason.SCREEN)
    start = answer_office(window)
    for line in lines(start):
        line.setText(RIGHT)
    with qtbot.waitSignal(entrance.guarded, timeout=20_000):
        click(start, "Tresor anlegen")
    assert start.findChildren(PdfView)
    entrance.give_up(LockReason.IDLE, 5)
    qtbot.waitUntil(lambda: closed == ["new desk"])
    assert isinstance(cover(window), UnlockCard)
    assert any("5 Minuten" in each for each in sentences(cover(window)))
    assert entrance.unfinished is None
    assert frame.machine.vault() == tmp_path / "vault", "it is found again"
    entrance.give_up(LockReason.SCREEN)
    assert closed == ["new desk"], "it is done once"


@pytest.mark.parametrize("goes_elsewhere", [False, True])
def test_a_new_store_that_is_left_while_it_is_made_is_closed_and_its_sheet_never_shown(
    qtbot: QtBot,
    window: MainWindow,
    entrance: Entrance,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    *,
    goes_elsewhere: bool,
) -> None:
    closed: list[Any] = []
    monkeypatch.setattr("intman_desktop.ui.unlock.entrance.close_store", closed.append)
    begun, go_on = slowed(house, "create", monkeypatch)
    guarded: list[bool] = []
    entrance.guarded.connect(lambda: guarded.append(True))
    entrance.welcome()
    start = answer_office(window)
    for line in lines(start):
        line.setText(RIGHT)
    click(start, "Tresor anlegen")
    assert begun.wait(20)
    if goes_elsewhere:
        entrance.choose()
        qtbot.waitUntil(lambda: not isValid(start))
    else:
        entrance.give_up(LockReason.SLEEP)
    go_on.set()
    qtbot.waitUntil(lambda: closed == ["new desk"])
    card = cover(window)
    assert isinstance(card, UnlockCard)
    assert any("in den Ruhezustand ging" in each for each in sentences(card)) is not goes_elsewhere
    assert guarded == [] and entrance.unfinished is None
    entrance.give_up(LockReason.SCREEN)
    assert closed == ["new desk"], "what was asked for is done"


def test_a_backup_that_was_looked_into_is_left_with_its_passphrase(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    entrance.welcome()
    entrance.choose()
    cover(window).take_backup(tmp_path / "sicherung.imb")
    lines(cover(window))[0].setText(RIGHT)
    with qtbot.waitSignal(entrance.guarded, timeout=20_000):
        click(cover(window), "Ansehen")
    preview = cover(window)
    entrance.give_up(LockReason.SCREEN)
    assert isinstance(cover(window), FirstStart), "there is no store yet"
    qtbot.waitUntil(lambda: not isValid(preview))
    assert house.restored == []


def test_a_wrong_passphrase_of_a_backup_is_typed_again_at_once(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    """Story 20, the keyboard alone: the cursor does not stay on "Zurück", where Enter would lead away."""
    entrance.welcome()
    entrance.choose()
    window.activateWindow()
    cover(window).take_backup(tmp_path / "sicherung.imb")
    passphrase = lines(cover(window))[0]
    passphrase.setText("falsch")
    click(cover(window), "Ansehen")
    qtbot.waitUntil(passphrase.hasFocus, timeout=20_000)
    assert passphrase.selectedText() and house.restored == []


def test_while_the_store_is_made_nothing_leads_back(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House
) -> None:
    """It is made with the answers as they are; afterwards the way stands open again."""
    entrance.welcome()
    start = answer_office(window)
    back = way_back(start)
    assert back.isVisible() and back.isEnabled()
    first, again = lines(start)
    qtbot.keyClicks(first, RIGHT)
    again.setText(RIGHT)
    click(start, "Tresor anlegen")
    assert not back.isEnabled()
    qtbot.waitUntil(lambda: entrance.unfinished is not None)
    assert back.isEnabled()


def test_the_first_start_names_what_is_missing(qtbot: QtBot, window: MainWindow, entrance: Entrance) -> None:
    entrance.welcome()
    start = cover(window)
    click(start, "Weiter")
    told = [line.accessibleDescription() for line in lines(start)]
    assert "Bitte nennen Sie den Träger." in told
    assert "Bitte nennen Sie Ihren Namen." in told


def sentences(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(Text) if each.isVisible() and each.text()]


def test_the_proposed_folder_is_looked_at_once_it_can_be_seen(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    entrance.welcome()
    qtbot.waitUntil(lambda: house.looked_at == [tmp_path / "vault"])


def test_a_folder_where_no_store_may_lie_is_told_and_another_one_is_asked_for(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    for name in ("Dropbox", "stick"):
        (tmp_path / name).mkdir()
    entrance.welcome()
    start = cover(window)
    qtbot.waitUntil(lambda: house.looked_at == [tmp_path / "vault"])
    start.findChild(OfficeStep).take_folder(tmp_path / "Dropbox")
    qtbot.waitUntil(lambda: "„Cloud“ gibt es in diesem Tresor nicht." in sentences(start))
    answer_office(window)
    assert lines(start)[0].text() == "Stadt Musterstadt"
    other = next(
        each for each in start.findChildren(QAbstractButton) if each.text().startswith("Anderen Ordner")
    )
    assert window.focusWidget() is other
    start.findChild(OfficeStep).take_folder(tmp_path / "stick")
    click(start, "Weiter")
    assert len(lines(start)) > 2, "it does not go on before it is known whether a store may lie there"
    qtbot.waitUntil(lambda: "Dieser Datenträger kennt keine Rechte." in sentences(start))
    assert "„Cloud“ gibt es in diesem Tresor nicht." not in sentences(start)
    assert any(str(tmp_path / "stick" / "intman-tresor") in each for each in sentences(start))
    click(start, "Weiter")
    assert len(lines(start)) == 2


def test_what_was_said_of_another_folder_is_not_shown(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    entrance.welcome()
    start = cover(window)
    qtbot.waitUntil(lambda: house.looked_at == [tmp_path / "vault"])
    start.tell_place(tmp_path / "other", tmp_path / "other", ("Hinweis",))
    start.refuse_place(tmp_path / "other", "Fehler")
    assert {"Hinweis", "Fehler"}.isdisjoint(sentences(start))


def test_two_different_passphrases_make_no_store(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House
) -> None:
    entrance.welcome()
    start = answer_office(window)
    first, again = lines(start)
    click(start, "Tresor anlegen")
    assert first.accessibleDescription() == "Bitte wählen Sie eine Passphrase."
    first.setText(RIGHT)
    again.setText(RIGHT + " ")
    click(start, "Tresor anlegen")
    assert again.accessibleDescription() == "Das ist nicht dasselbe. Bitte noch einmal."
    assert house.made == []


def test_a_passphrase_that_is_far_too_weak_is_asked_about_once(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House
) -> None:
    """The default answer leads back to the field; whoever takes it all the same is asked no more."""
    entrance.welcome()
    start = answer_office(window, provider="voll")
    first, again = lines(start)

    def questions() -> list[Confirm]:
        return [each for each in start.findChildren(Confirm) if each.isVisible()]

    def question() -> Confirm:
        (asked,) = questions()
        return asked

    def there_was_no_room() -> bool:
        return any(
            "Platz" in each.accessibleName() for each in start.findChildren(QLabel) if each.isVisible()
        )

    qtbot.keyClicks(first, "abc")
    again.setText("abc")
    click(start, "Tresor anlegen")
    assert "in Sekunden" in told_on(question())
    assert question().safe.text() == "Andere wählen"
    assert question().safe.isDefault()
    question().safe.click()
    assert house.made == []
    assert window.focusWidget() is first
    assert first.selectedText() == "abc"
    qtbot.keyClicks(first, "abcd")
    again.setText("abcd")
    click(start, "Tresor anlegen")
    question().act.click()
    qtbot.waitUntil(there_was_no_room)
    click(start, "Tresor anlegen")
    assert questions() == [] and not there_was_no_room()
    qtbot.waitUntil(there_was_no_room)


def test_a_store_that_cannot_be_made_loses_nothing_typed(
    qtbot: QtBot, window: MainWindow, entrance: Entrance
) -> None:
    entrance.welcome()
    start = answer_office(window, provider="voll")
    first, again = lines(start)
    first.setText(RIGHT)
    again.setText(RIGHT)
    click(start, "Tresor anlegen")
    qtbot.waitUntil(lambda: any("Platz" in each.accessibleName() for each in start.findChildren(QWidget)))
    assert first.text() == RIGHT


def test_a_backup_goes_into_a_folder_of_its_own(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "cases.db").write_bytes(b"x")
    entrance.ask(tmp_path / "vault")
    click(cover(window), "Anderer Tresor, neuer Tresor oder Sicherung …")
    card = cover(window)
    assert isinstance(card, OtherCard)
    click(card, "Ansehen")
    assert "Datei" in lines(card)[0].accessibleDescription()
    file = tmp_path / "stick" / "sicherung.imb"
    card.take_backup(file)
    click(card, "Ansehen")
    assert "Passphrase" in lines(card)[0].accessibleDescription()
    lines(card)[0].setText("falsch")
    click(card, "Ansehen")
    qtbot.waitUntil(lambda: "gibt es" in lines(card)[0].accessibleDescription())
    lines(card)[0].setText(RIGHT)
    click(card, "Ansehen")
    qtbot.waitUntil(lambda: isinstance(cover(window), PreviewCard))
    assert house.looked == [(file, tmp_path / "vault", RIGHT)]
    assert house.restored == [], "nothing is replaced before somebody saw it"
    click(cover(window), "Zurück")
    assert isinstance(cover(window), OtherCard)
    cover(window).take_backup(file)
    lines(cover(window))[0].setText(RIGHT)
    click(cover(window), "Ansehen")
    qtbot.waitUntil(lambda: isinstance(cover(window), PreviewCard))
    house.full = True
    click(cover(window), "Wiederherstellen")
    qtbot.waitUntil(lambda: any("Platz" in each.text() for each in cover(window).findChildren(QLabel)))
    house.full = False
    click(cover(window), "Wiederherstellen")
    qtbot.waitUntil(lambda: isinstance(cover(window), UnlockCard))
    assert house.restored == [(tmp_path / "stick" / "sicherung.imb", tmp_path / "vault-2", RIGHT)]
    assert tmp_path / "vault" in house.known, "the list beside the present store counts (L4)"
    assert any("wieder entfernt" in each.accessibleName() for each in cover(window).findChildren(QWidget))


@pytest.mark.parametrize(("replaces", "begins_on"), [(False, "Wiederherstellen"), (True, "Zurück")])
def test_l4_where_a_store_would_be_replaced_the_cursor_begins_on_the_way_back(
    window: MainWindow, replaces: bool, begins_on: str
) -> None:
    """One Enter too many puts nothing aside."""
    made_at = datetime(2026, 11, 19, 12, tzinfo=UTC)
    card = PreviewCard(
        RestorePreview(Path("s.imb"), Path("vault"), made_at, "1", 5, 5, 9, store_there=replaces)
    )
    window.cover(card)
    begins = window.focusWidget()
    assert isinstance(begins, QAbstractButton) and begins.text() == begins_on


def test_a_new_store_can_be_made_beside_the_old_one(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, tmp_path: Path
) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "cases.db").write_bytes(b"x")
    entrance.ask(tmp_path / "vault")
    entrance.choose()
    click(cover(window), "Einen neuen Tresor anlegen")
    qtbot.waitUntil(lambda: isinstance(cover(window), FirstStart))
    start = cover(window)
    assert any(str(tmp_path / "vault-2") in each.accessibleName() for each in start.findChildren(QWidget))
    click(start, "Zurück zum vorhandenen Tresor")
    assert isinstance(cover(window), UnlockCard)
    entrance.choose()
    click(cover(window), "Zurück")
    assert isinstance(cover(window), UnlockCard)


def test_a_folder_that_cannot_be_read_is_left_for_the_door_to_refuse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_folder: Path) -> Iterator[Path]:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", refused)
    assert free_folder(tmp_path) == tmp_path


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_the_covers_fit_the_screen_sideways(
    window: MainWindow, entrance: Entrance, tmp_path: Path, look: Any, size: float
) -> None:
    window.resize(1366, 768)
    look.enlarge(size)
    for show in (entrance.welcome, entrance.choose, lambda: entrance.ask(tmp_path)):
        show()
        QApplication.processEvents()
        card = cover(window).card
        assert card.width() <= 1366
        assert card.minimumSizeHint().width() <= card.width()


def test_practice_is_offered_before_there_is_a_store_and_beside_one(
    window: MainWindow, entrance: Entrance, qtbot: QtBot, tmp_path: Path
) -> None:
    entrance.welcome()
    with qtbot.waitSignal(entrance.practising) as begun:
        click(cover(window), "Mit erfundenen Menschen üben")
    assert begun.args == ["practice desk"]
    entrance.ask(tmp_path)
    click(cover(window), "Mit erfundenen Menschen üben")
    waiting = "Der Übungstresor wird angelegt …"
    assert any(each.text() == waiting for each in cover(window).findChildren(QAbstractButton))
    again = "Mit erfundenen Menschen üben"
    qtbot.waitUntil(lambda: any(each.text() == again for each in cover(window).findChildren(QAbstractButton)))
    assert "Übung" in cover(window).fault()


def told_on(widget: QWidget) -> str:
    return "\n".join(each.accessibleName() for each in widget.findChildren(QWidget) if each.isVisible())


@pytest.mark.parametrize("broken", [VaultDamaged, LogDamaged])
def test_a_store_that_is_damaged_leads_to_the_backup_or_to_the_rescue(
    qtbot: QtBot,
    window: MainWindow,
    entrance: Entrance,
    house: House,
    tmp_path: Path,
    broken: type[Trouble],
) -> None:
    house.broken = broken
    entrance.ask(tmp_path / "vault")
    lines(cover(window))[0].setText(RIGHT)
    click(cover(window), "Öffnen")
    qtbot.waitUntil(lambda: isinstance(cover(window), DamagedCard))
    card = cover(window)
    assert broken().template() in told_on(card)
    click(card, "Sicherung wiederherstellen")
    assert "zuerst die Datei" in lines(card)[0].accessibleDescription()
    click(card, "Retten, was noch lesbar ist")
    assert "Passphrase ein" in lines(card)[0].accessibleDescription()
    lines(card)[0].setText("falsch")
    click(card, "Retten, was noch lesbar ist")
    qtbot.waitUntil(lambda: "Tresor" in lines(card)[0].accessibleDescription())
    assert not house.rescued
    lines(card)[0].setText(RIGHT)
    click(card, "Retten, was noch lesbar ist")
    qtbot.waitUntil(lambda: "17 von 20" in told_on(card))
    assert house.rescued == [(tmp_path / "vault", None)]
    assert not lines(card)
    click(card, "Weiter zum Öffnen")
    assert isinstance(cover(window), UnlockCard)


def test_l4_the_last_backup_of_a_damaged_store_is_shown_before_it_is_brought_back(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    """Of another store it goes beside, as ``elsewhere`` says in this house."""
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / layout.STORE).touch()
    file = tmp_path / "stick" / "sicherung.imb"
    entrance.ask(tmp_path / "vault")
    entrance.choose()
    click(cover(window), "Dieser Tresor ist beschädigt …")
    card = cover(window)
    assert isinstance(card, DamagedCard)
    card.take_backup(file)
    for secret in ("falsch", RIGHT):
        lines(card)[0].setText(secret)
        lines(card)[0].setFocus()
        qtbot.keyClick(lines(card)[0], Qt.Key.Key_Return)
        if secret != RIGHT:
            qtbot.waitUntil(lambda: "Sicherung" in lines(card)[0].accessibleDescription())
    qtbot.waitUntil(lambda: isinstance(cover(window), PreviewCard))
    assert house.looked == [(file, tmp_path / "vault", RIGHT)]
    assert not house.restored
    click(cover(window), "Zurück")
    card = cover(window)
    assert isinstance(card, DamagedCard)
    assert "sicherung.imb" in told_on(card)
    lines(card)[0].setText(RIGHT)
    click(card, "Sicherung wiederherstellen")
    qtbot.waitUntil(lambda: isinstance(cover(window), PreviewCard))
    click(cover(window), "Wiederherstellen")
    qtbot.waitUntil(lambda: isinstance(cover(window), UnlockCard))
    assert "Wiederhergestellt" in told_on(cover(window))
    ((_, folder, _),) = house.restored
    assert folder != tmp_path / "vault"
    assert house.known == (tmp_path / "vault",)


@pytest.mark.parametrize("covered", [False, True])
def test_nobody_is_led_away_from_a_rescue_and_what_is_missing_is_told_in_any_case(
    qtbot: QtBot,
    window: MainWindow,
    entrance: Entrance,
    house: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    covered: bool,
) -> None:
    """Issue 5, point 12; the guard of a preview before leads nobody away either."""
    begun, go_on = slowed(house, "rescue", monkeypatch)
    entrance.guard(lambda why: entrance.ask(tmp_path / "vault", why))
    entrance.mend(tmp_path / "vault", "")
    card = cover(window)
    lines(card)[0].setText(RIGHT)
    click(card, "Retten, was noch lesbar ist")
    assert begun.wait(20)
    assert not way_back(card).isEnabled()
    entrance.give_up(LockReason.IDLE, 5)
    assert cover(window) is card
    if covered:
        entrance.choose()
        qtbot.waitUntil(lambda: not isValid(card))
    go_on.set()
    qtbot.waitUntil(lambda: "17 von 20" in told_on(cover(window)))
    assert isinstance(cover(window), UnlockCard if covered else DamagedCard)


def test_a_rescue_that_fails_lets_one_go_back(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    entrance.mend(tmp_path / "vault", "")
    card = cover(window)
    lines(card)[0].setText("falsch")
    click(card, "Retten, was noch lesbar ist")
    qtbot.waitUntil(lambda: "Tresor" in lines(card)[0].accessibleDescription())
    assert way_back(card).isEnabled() and not house.rescued


@pytest.mark.parametrize("covered", [False, True])
def test_a_restore_that_fails_is_told_wherever_somebody_is_by_then(
    qtbot: QtBot,
    window: MainWindow,
    entrance: Entrance,
    house: House,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    covered: bool,
) -> None:
    house.full = True
    begun, go_on = slowed(house, "restore", monkeypatch)
    entrance.ask(tmp_path / "vault")
    entrance.choose()
    cover(window).take_backup(tmp_path / "sicherung.imb")
    lines(cover(window))[0].setText(RIGHT)
    click(cover(window), "Ansehen")
    qtbot.waitUntil(lambda: isinstance(cover(window), PreviewCard))
    preview = cover(window)
    click(preview, "Wiederherstellen")
    assert begun.wait(20)
    assert not way_back(preview).isEnabled()
    if covered:
        entrance.choose()
        qtbot.waitUntil(lambda: not isValid(preview))
    go_on.set()
    qtbot.waitUntil(lambda: "Der Datenträger ist voll" in told_on(cover(window)))
    assert isinstance(cover(window), UnlockCard if covered else PreviewCard)
    if not covered:
        assert way_back(preview).isEnabled()


def test_who_does_not_want_to_mend_now_goes_back(
    window: MainWindow, entrance: Entrance, tmp_path: Path
) -> None:
    (tmp_path / "vault").mkdir()
    entrance.ask(tmp_path / "vault")
    entrance.choose()
    click(cover(window), "Dieser Tresor ist beschädigt …")
    click(cover(window), "Zurück")
    assert isinstance(cover(window), UnlockCard)
