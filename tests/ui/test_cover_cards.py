"""The cards that stand over the window while no store is open, as they are drawn."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.ui.closing import ClosingCard
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.labels import PageTitle
from intman_desktop.ui.parts.state import StateChip
from intman_desktop.ui.style import Style
from intman_desktop.ui.tokens import space
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.ui.unlock.damaged_card import DamagedCard
from intman_desktop.ui.unlock.new_passphrase import NewPassphrase
from intman_desktop.ui.unlock.other_card import OtherCard
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.unlock.waiting_card import WaitingCard

C = TypeVar("C", bound=Cover)
SIZES = pytest.mark.parametrize("size", [1.0, 2.0])


def covering(qtbot: QtBot, cover: C) -> C:
    """Show ``cover`` as large as the window is on a small laptop."""
    qtbot.addWidget(cover)
    cover.resize(1366, 768)
    cover.show()
    return cover


def left(widget: QWidget, around: QWidget) -> int:
    return widget.mapTo(around, QPoint(0, 0)).x()


@SIZES
def test_the_field_of_the_passphrase_stands_beside_its_label(qtbot: QtBot, look: Style, size: float) -> None:
    """No room is kept for the longer label of the emergency sheet's code, which is not seen."""
    look.enlarge(size)
    card = covering(qtbot, UnlockCard("Tresor"))
    (line,) = (each for each in card.findChildren(QLineEdit) if each.isVisible())
    (row,) = (each for each in card.findChildren(FormRow) if each.isVisible())
    for _time in range(3):
        QApplication.processEvents()
    assert 0 < left(line, card) - left(row.label, card) - row.label.sizeHint().width() <= space(4)
    card.switch.click()
    assert card.code.isVisible() and not line.isVisible()


@SIZES
def test_how_strong_a_passphrase_is_stands_below_it_and_wraps(qtbot: QtBot, look: Style, size: float) -> None:
    look.enlarge(size)
    form = Form()
    new = NewPassphrase(form, "&Passphrase der Vertretung", "&Noch einmal")
    qtbot.addWidget(form)
    form.resize(int(480 * size), 300)
    form.show()
    line = new.first.findChildren(QLineEdit)[0]
    qtbot.keyClicks(line, "passwort")
    (chip,) = (each for each in form.findChildren(StateChip) if each.isVisible())
    qtbot.waitUntil(lambda: chip.height() > chip.sizeHint().height())
    assert left(chip, form) == left(line, form) > 0
    assert left(chip, form) + chip.width() <= form.width()


@SIZES
def test_all_cards_have_one_width_and_a_title(qtbot: QtBot, look: Style, size: float) -> None:
    look.enlarge(size)
    cards: list[Cover] = [
        UnlockCard("Tresor"),
        OtherCard(None),
        DamagedCard(),
        ClosingCard(lambda: None, lambda: None),
        WaitingCard(),
    ]
    assert len({covering(qtbot, each).card.width() for each in cards}) == 1
    for each in cards:
        assert any(title.text() for title in each.findChildren(PageTitle))
