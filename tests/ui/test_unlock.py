"""The way in: first start, unlocking, another store, a backup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from intman_desktop.errors import NotFound
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.unlock.answers import FirstAnswers
from intman_desktop.ui.unlock.damaged_card import DamagedCard
from intman_desktop.ui.unlock.doors import Doors
from intman_desktop.ui.unlock.entrance import Entrance
from intman_desktop.ui.unlock.first_start import FirstStart
from intman_desktop.ui.unlock.other_card import OtherCard
from intman_desktop.ui.unlock.passphrase_field import PassphraseField
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.window import MainWindow
from intman_desktop.vault.troubles import VaultDamaged

RIGHT = "pferd heft klammer baum regen"
CODE = "HWSNGFF"


@dataclass(frozen=True)
class Sheet:
    """Looks like a paper."""

    content: bytes
    title: str = "Notfallblatt"
    file_name: str = "Notfallblatt.pdf"


@dataclass
class House:
    """Stands in for the store behind the doors and remembers what was asked of it."""

    made: list[FirstAnswers] = field(default_factory=list)
    restored: list[tuple[Path, Path, str]] = field(default_factory=list)
    known: tuple[Path, ...] = ()
    rescued: list[tuple[Path, Path | None]] = field(default_factory=list)
    practising: bool = False
    damaged: bool = False

    def practise(self) -> str:
        if self.practising:
            raise NotFound(what="Übung")
        self.practising = True
        return "practice desk"

    def open(self, folder: Path, passphrase: str) -> str:
        if self.damaged:
            raise VaultDamaged
        if passphrase != RIGHT:
            raise NotFound(what="Passphrase")
        return f"desk of {folder.name}"

    def open_with_code(self, folder: Path, code: str) -> str:
        if code != CODE:
            raise NotFound(what="Code")
        return f"desk of {folder.name} by code"

    def create(self, answers: FirstAnswers) -> tuple[str, Sheet]:
        if answers.provider == "voll":
            raise NotFound(what="Platz")
        self.made.append(answers)
        import io

        paper = io.BytesIO()
        canvas = Canvas(paper)
        canvas.drawString(72, 760, CODE)
        canvas.save()
        return "new desk", Sheet(paper.getvalue())

    def rescue(self, folder: Path, passphrase: str, backup: Path | None) -> tuple[str, ...]:
        if passphrase != RIGHT:
            raise NotFound(what="Tresor")
        self.rescued.append((folder, backup))
        return ("Gerettet: 5 Fälle.", "Gespräche: 17 von 20 gelesen.")

    def restore(self, file: Path, folder: Path, passphrase: str, known: Sequence[Path]) -> str:
        if passphrase != RIGHT:
            raise NotFound(what="Sicherung")
        self.restored.append((file, folder, passphrase))
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
def entrance(window: MainWindow, frame: Frame, house: House, tmp_path: Path) -> Iterator[Entrance]:
    doors = Doors(house.open, house.open_with_code, house.create, house.restore, house.practise, house.rescue)
    yield Entrance(window, frame.workers, doors, tmp_path / "vault")


def cover(window: MainWindow) -> Any:
    central: Any = window.centralWidget()
    return central.currentWidget()


def lines(widget: QWidget) -> list[QLineEdit]:
    return [line for line in widget.findChildren(QLineEdit) if line.isVisible()]


def click(widget: QWidget, words: str) -> None:
    button = next(
        each
        for each in widget.findChildren(QAbstractButton)
        if each.text().replace("&", "") == words and each.isVisible()
    )
    button.click()


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
    assert opened.args == ["desk of vault", tmp_path / "vault"]
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
    qtbot: QtBot, window: MainWindow, entrance: Entrance, tmp_path: Path
) -> None:
    entrance.ask(tmp_path / "vault")
    card = cover(window)
    click(card, "Passphrase vergessen? Mit dem Notfallblatt öffnen")
    click(card, "Öffnen")
    assert card.code_field().accessibleDescription() == "Bitte geben Sie den Code ein."
    with qtbot.waitSignal(entrance.opened) as opened:
        qtbot.keyClicks(card.code_field(), CODE)
        click(card, "Öffnen")
    assert opened.args[0] == "desk of vault by code"


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


def test_the_first_start_names_what_is_missing(qtbot: QtBot, window: MainWindow, entrance: Entrance) -> None:
    entrance.welcome()
    start = cover(window)
    click(start, "Weiter")
    told = [line.accessibleDescription() for line in lines(start)]
    assert "Bitte nennen Sie den Träger." in told
    assert "Bitte nennen Sie Ihren Namen." in told


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
    click(card, "Wiederherstellen")
    assert "Datei" in lines(card)[0].accessibleDescription()
    card.take_backup(tmp_path / "stick" / "sicherung.imb")
    click(card, "Wiederherstellen")
    assert "Passphrase" in lines(card)[0].accessibleDescription()
    lines(card)[0].setText("falsch")
    click(card, "Wiederherstellen")
    qtbot.waitUntil(lambda: "Sicherung" in lines(card)[0].accessibleDescription())
    lines(card)[0].setText(RIGHT)
    click(card, "Wiederherstellen")
    qtbot.waitUntil(lambda: isinstance(cover(window), UnlockCard))
    assert house.restored == [(tmp_path / "stick" / "sicherung.imb", tmp_path / "vault-2", RIGHT)]
    assert tmp_path / "vault" in house.known, "the list beside the present store counts (L4)"
    assert any("wieder entfernt" in each.accessibleName() for each in cover(window).findChildren(QWidget))


def test_a_new_store_can_be_made_beside_the_old_one(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, tmp_path: Path
) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "cases.db").write_bytes(b"x")
    entrance.ask(tmp_path / "vault")
    entrance.choose()
    click(cover(window), "Einen neuen Tresor anlegen")
    start = cover(window)
    assert isinstance(start, FirstStart)
    assert any(str(tmp_path / "vault-2") in each.accessibleName() for each in start.findChildren(QWidget))
    click(start, "Zurück zum vorhandenen Tresor")
    assert isinstance(cover(window), UnlockCard)
    entrance.choose()
    click(cover(window), "Zurück")
    assert isinstance(cover(window), UnlockCard)


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


def said(widget: QWidget) -> str:
    return "\n".join(each.accessibleName() for each in widget.findChildren(QWidget) if each.isVisible())


def test_a_store_that_is_damaged_leads_to_the_backup_or_to_the_rescue(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    house.damaged = True
    entrance.ask(tmp_path / "vault")
    lines(cover(window))[0].setText(RIGHT)
    click(cover(window), "Öffnen")
    qtbot.waitUntil(lambda: isinstance(cover(window), DamagedCard))
    card = cover(window)
    assert "beschädigt" in said(card)
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
    qtbot.waitUntil(lambda: "17 von 20" in said(card))
    assert house.rescued == [(tmp_path / "vault", None)]
    assert not lines(card)
    click(card, "Weiter zum Öffnen")
    assert isinstance(cover(window), UnlockCard)


def test_the_last_backup_takes_the_place_of_the_damaged_store(
    qtbot: QtBot, window: MainWindow, entrance: Entrance, house: House, tmp_path: Path
) -> None:
    (tmp_path / "vault").mkdir()
    entrance.ask(tmp_path / "vault")
    entrance.choose()
    click(cover(window), "Dieser Tresor ist beschädigt …")
    card = cover(window)
    assert isinstance(card, DamagedCard)
    card.take_backup(tmp_path / "stick" / "sicherung.imb")
    assert "sicherung.imb" in said(card)
    lines(card)[0].setText(RIGHT)
    lines(card)[0].setFocus()
    qtbot.keyClick(lines(card)[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Wiederhergestellt" in said(card))
    assert house.restored == [(tmp_path / "stick" / "sicherung.imb", tmp_path / "vault", RIGHT)]


def test_who_does_not_want_to_mend_now_goes_back(
    window: MainWindow, entrance: Entrance, tmp_path: Path
) -> None:
    (tmp_path / "vault").mkdir()
    entrance.ask(tmp_path / "vault")
    entrance.choose()
    click(cover(window), "Dieser Tresor ist beschädigt …")
    click(cover(window), "Zurück")
    assert isinstance(cover(window), UnlockCard)
