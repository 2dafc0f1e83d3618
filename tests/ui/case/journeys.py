"""What the journeys through the page of a case share."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from intman_desktop.services.casework.cases import open_case
from intman_desktop.ui.case.page import CasePage
from intman_desktop.ui.parts.chain_steps import ChainSteps
from intman_desktop.ui.parts.confirm import Confirm
from intman_desktop.ui.parts.state import StateChip
from intman_desktop.values.case_file import CaseFile
from tests.ui.hands import Hands, buttons, part_of


class OnCase:
    """Hands on the page of the first case of a store."""

    def __init__(self, qtbot: QtBot, program: Any, tab: str = "talks", **details: Any) -> None:
        self.hands = Hands(qtbot, program)
        self.page = self.hands.open(CasePage, "case", case_id=1, tab=tab, **details)

    def panel(self, part: str) -> Any:
        """Return the panel of a part, which must be shown."""
        return part_of(self.page, part)

    def go(self, tab: str, **details: Any) -> Any:
        """Open a part and return its panel."""
        self.hands.open(CasePage, "case", case_id=1, tab=tab, **details)
        return self.panel(tab)

    def words(self) -> str:
        """Return every visible text of the page."""
        return self.hands.words(self.page)

    def spoken(self, part: str) -> str:
        """Return the visible texts and signs of a part, as they are spoken."""
        panel = self.panel(part)
        chips = [each.accessibleName() for each in panel.findChildren(StateChip) if each.isVisibleTo(panel)]
        return "\n".join([self.hands.words(panel), *chips])

    def click(self, text: str, where: QWidget | None = None) -> None:
        """Click the first visible button with that text; the acts of a form stand in its foot."""
        foot = getattr(where, "foot", None)
        acts = foot if foot is not None and text in buttons(foot) else None
        self.hands.click(acts or where or self.page, text)

    def tick(self, button: QWidget) -> None:
        """Click a check box or radio button."""
        self.hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def step(self, name: str) -> None:
        """Click a step of the chain."""
        (chain,) = self.page.findChildren(ChainSteps)
        button = next(each for each in chain.findChildren(QWidget) if each.accessibleName().startswith(name))
        self.hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.hands.settle()

    def steps(self) -> dict[str, str]:
        """Return the words of each step of the chain."""
        (chain,) = self.page.findChildren(ChainSteps)
        names = [
            each.accessibleName() for each in chain.findChildren(QWidget) if ": " in each.accessibleName()
        ]
        return dict(name.split(": ", 1) for name in names)

    def dialog(self) -> Confirm:
        """Return the question that is asked."""
        return next(each for each in self.page.findChildren(Confirm) if each.isVisible())

    def confirm(self) -> None:
        """Click the dangerous button of the question, after seeing that the safe one is the default."""
        dialog = self.dialog()
        assert dialog.safe.isDefault() and not dialog.act.isDefault()
        self.hands.qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
        self.hands.settle()

    def come_back(self) -> dict[str, Any]:
        """Leave what is typed, come back to it, and return what was kept of it."""
        held = self.page.unsaved()
        assert held is not None
        self.go("consents")
        self.page.restore(held)
        self.page.refresh()
        self.hands.settle()
        return held

    def undo(self) -> None:
        """Click "Rückgängig" in the line of notices."""
        self.hands.click(self.hands.program.window.notices, "Rückgängig")

    def file(self) -> CaseFile:
        """Return the case as it is stored."""
        file = self.hands.asked(open_case, 1).file
        assert isinstance(file, CaseFile)
        return file
