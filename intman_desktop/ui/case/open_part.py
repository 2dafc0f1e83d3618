"""The part of a case that is open: made when first shown, begun anew when opened, kept while another is."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.ui.case import parts
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.draft_texts import Saving
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_views import CaseSheet


class OpenPart(QObject):
    """Shows one part of the case at a time.

    Attributes: ``name``, ``details`` (how it was opened), ``panel`` (None until it is shown), ``column`` (the
    layout in which the parts stand), ``feet`` (that of what stays in sight below them).
    Signals: ``paper_made(Paper)`` and ``erased(ErasureRecord)`` as of a ``Panel``; ``given_up(part, words,
    typed)`` as of one, with its name.
    """

    paper_made = Signal(object)
    erased = Signal(object)
    given_up = Signal(str, str, object)

    def __init__(self, frame: Frame, go: Go, parent: QObject) -> None:
        super().__init__(parent)
        self._frame, self._go = frame, go
        self._panels: dict[str, Panel] = {}
        self._left: tuple[str, dict[str, Any]] | None = None
        self._goes_on = False
        self.name = parts.FIRST
        self.details: dict[str, Any] = {}
        self.column = QVBoxLayout()
        self.column.setSpacing(space(4))
        self.feet = QVBoxLayout()

    @property
    def panel(self) -> Panel | None:
        """The open part itself, None until a case was shown in it."""
        return self._panels.get(self.name)

    @property
    def is_tab(self) -> bool:
        """Whether a tab is open, and no form in the place of the tabs."""
        return self.name in dict(parts.tabs())

    def begin(self, tab: str, **details: Any) -> None:
        """Turn to the part called ``tab``, afresh with ``details``."""
        self.name = parts.known(tab)
        self.details = {**parts.details_of(tab), **details}
        if self.panel is not None:
            self.panel.begin(**self.details)

    def place(self) -> dict[str, Any]:
        """Return how the page of the case is opened again at this part, and where one is in it."""
        return {"tab": self.name, **(self.details if self.panel is None else self.panel.again())}

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show the case in the open part, with what was left unsaved there."""
        panel = self._made()
        panel.case_id, panel.opened_for = sheet.view.case_id, sheet.opened_for
        for name, each in self._panels.items():
            each.setVisible(name == self.name)
        panel.show_sheet(sheet)
        if self._left is not None and self._left[0] == self.name:
            values, self._left = self._left[1], None
            panel.goes_on = self._goes_on
            panel.restore(values)

    def hide(self) -> None:
        """Show none of the parts."""
        for panel in self._panels.values():
            panel.hide()

    def forget(self) -> None:
        """Let go of every part, and of what was to be put back."""
        self._left = None
        self._drop(list(self._panels))

    def forget_others(self) -> None:
        """Let every part but the open one be made anew when it is shown."""
        self._drop([name for name in self._panels if name != self.name])

    def unsaved(self, *, shown: bool) -> dict[str, Any] | None:
        """Return what the open part holds unsaved, as ``Page.unsaved``; ``shown`` is whether a case is."""
        if self._left is not None:
            return {"part": self._left[0], "values": self._left[1]}
        values = self.panel.unsaved() if self.panel is not None and shown else None
        return parts.held_in(self.name, values)

    def saving(self) -> Saving | None:
        """Return what saves what the open part holds, or an earlier state of it."""
        saving = self.panel.saving() if self.panel is not None and self._left is None else None
        name = self.name
        return saving and Saving(saving.job, lambda: parts.held_in(name, saving.left()))

    def restore(self, unsaved: dict[str, Any], *, goes_on: bool) -> None:
        """Turn to the part that was left; what was typed is put back once the case is shown in it.

        Who ``goes_on`` with it finds the cursor there.
        """
        self._goes_on = goes_on
        self.name = parts.known(str(unsaved["part"]))
        self._left = (self.name, unsaved["values"])

    def takes(self, unsaved: dict[str, Any]) -> bool:
        """Return whether that was typed in the form that is open, from wherever that was opened."""
        details, typed = json.loads(json.dumps(self.details)), unsaved["values"].get("details")
        same = typed is not None and parts.meant(typed) == parts.meant(details)
        return unsaved["part"] == self.name and same

    def first_field(self) -> QWidget | None:
        """Return where the cursor goes in the open part, or None."""
        return self.panel.first_field() if self.panel is not None else None

    def _made(self) -> Panel:
        if self.panel is not None:
            return self.panel
        panel = self._panels[self.name] = parts.panel(self.name, self._frame, self._go)
        panel.paper_made.connect(self.paper_made)
        panel.erased.connect(self.erased)
        panel.given_up.connect(partial(self.given_up.emit, self.name))
        panel.beside = self._panels
        panel.begin(**self.details)
        self.column.addWidget(panel)
        if panel.foot is not None:
            self.feet.addWidget(panel.foot)
            panel.destroyed.connect(panel.foot.deleteLater)
        return panel

    def _drop(self, names: list[str]) -> None:
        for name in names:
            panel = self._panels.pop(name)
            panel.hide()
            panel.deleteLater()
